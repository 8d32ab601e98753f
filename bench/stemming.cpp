// Which forms of a word meet and which words are mixed up? Counts the under- and over-stemming of the chain
// and of what it is compared with, as C. D. Paice defines them ("An evaluation method for stemming
// algorithms", SIGIR 1994), over families of inflected forms, and the confusable pairs that each stemmer
// merges.
//
//   cote_stemming --families verbs.tsv --families nouns.tsv --pairs confusable.tsv --classes --verbose
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cote/analyzer.hpp>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzers/chain.hpp"
#include "bench/evaluation/source.hpp"
#include "bench/light_stemmer.hpp"
#include "bench/paice.hpp"

namespace {

using cote::bench::Families;
using cote::bench::Family;
using cote::bench::FormPair;
using cote::bench::Paice;
using cote::bench::ratio;
using cote::bench::Stems;
using cote::evaluation::Line;
using cote::evaluation::Source;
using StringHash = cote::analysis::StringHash;

struct Settings {
  std::vector<std::string> families;
  std::vector<std::string> pairs;
  std::string dictionary;
  bool verbose = false;
  bool classes = false;
};

/// Two words that a stemmer may take for one.
struct Confusable {
  std::string a;
  std::string b;
  std::string note;  ///< what merges them and why that is wrong, as the file says
};

using Dictionary = std::unordered_map<std::string, std::string, StringHash, std::equal_to<>>;

// ---- Reading
// ------------------------------------------------------------------------------------------------

/// Calls `use` with the columns of every line that is neither empty nor a comment.
template <typename Use>
void read_columns(const Source& source, std::size_t least, std::string_view wanted, const Use& use) {
  if (const std::size_t bad = cote::evaluation::find_ill_formed(source.text());
      bad != std::string_view::npos) {
    source.fail(source.line_at(bad), "UTF-8 mal formé ; convertissez le fichier en UTF-8");
  }
  std::vector<std::string_view> columns;
  for (const Line& line : source.lines()) {
    const std::string_view text = cote::evaluation::trim(line.text);
    if (text.empty() || text.front() == '#') continue;
    columns.clear();
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\t', begin), text.size());
      columns.push_back(cote::evaluation::trim(text.substr(begin, end - begin)));
      begin = end + 1;
    }
    if (columns.size() < least) {
      source.fail(line.number, cote::evaluation::counted(columns.size(), "colonne") +
                                   " ; attendu, avec des tabulations : " + std::string(wanted));
    }
    for (std::size_t i = 0; i < least; ++i) {
      if (columns[i].empty())
        source.fail(line.number,
                    "colonne " + std::to_string(i + 1) + " vide ; attendu : " + std::string(wanted));
    }
    use(line.number, columns);
  }
}

void read_families(const std::string& file, Families& families) {
  const Source source{std::filesystem::path(file)};
  const std::size_t before = families.all().size();
  std::vector<std::string_view> forms;
  read_columns(source, 3, "lemme, classe, formes séparées par des espaces",
               [&](std::size_t number, const std::vector<std::string_view>& columns) {
                 if (columns.size() > 3) {
                   source.fail(number, cote::evaluation::counted(columns.size(), "colonne") +
                                           " ; les formes se séparent par des espaces, pas des tabulations");
                 }
                 cote::evaluation::split_columns(columns[2], forms);
                 families.add(columns[0], columns[1], forms);
               });
  if (families.all().size() == before) source.fail(1, "aucune famille dans ce fichier");
}

void read_pairs(const std::string& file, std::vector<Confusable>& pairs) {
  const Source source{std::filesystem::path(file)};
  read_columns(source, 2, "mot_a, mot_b, ce qui les confond, pourquoi",
               [&](std::size_t number, const std::vector<std::string_view>& columns) {
                 if (columns[0] == columns[1])
                   source.fail(number, "deux fois " + cote::evaluation::in_quotes(columns[0]));
                 Confusable pair{std::string(columns[0]), std::string(columns[1]), {}};
                 for (std::size_t i = 2; i < columns.size(); ++i) {
                   if (!pair.note.empty() && !columns[i].empty()) pair.note += "; ";
                   pair.note += columns[i];
                 }
                 pairs.push_back(std::move(pair));
               });
}

Dictionary read_dictionary(const std::string& file) {
  Dictionary dictionary;
  read_columns(Source{std::filesystem::path(file)}, 2, "forme, lemme",
               [&](std::size_t, const std::vector<std::string_view>& columns) {
                 // Of a form with several lemmas the first counts: a stemmer gives one answer too.
                 dictionary.try_emplace(cote::fold_case(columns[0]), cote::fold_case(columns[1]));
               });
  return dictionary;
}

// ---- Stemmers
// -----------------------------------------------------------------------------------------------

/// A row of the table.
struct Row {
  std::string name;
  cote::bench::Stemmer key;
};

/// What the chain indexes of a word; a word that it cuts into several is all of them.
std::string chain_key(const cote::Analyzer& chain, const std::string& word) {
  std::string key;
  for (const cote::Token& token : chain.analyze(word).tokens) {
    if (!key.empty()) key += ' ';
    key += token.text;
  }
  return key.empty() ? word : key;
}

std::vector<Row> rows_of(const cote::Analyzer& chain, const std::optional<Dictionary>& dictionary) {
  using cote::fold_case;
  const auto stem = [](const std::string& word) { return cote::analysis::snowball_stem(word); };
  std::vector<Row> rows = {
      {"none", [](const std::string& word) { return fold_case(word); }},
      {"accents folded", [](const std::string& word) { return cote::fold_accents(word); }},
      {"light (Savoy)", [](const std::string& word) { return cote::bench::light_stem(fold_case(word)); }},
      {"Snowball French", [stem](const std::string& word) { return stem(fold_case(word)); }},
  };
  if (dictionary) {
    const auto lemma = [&dictionary](const std::string& word) {
      const auto found = dictionary->find(fold_case(word));
      return found == dictionary->end() ? fold_case(word) : found->second;
    };
    rows.push_back({"dictionary", lemma});
    rows.push_back(
        {"dictionary, Snowball", [stem, lemma](const std::string& word) { return stem(lemma(word)); }});
  }
  rows.push_back({"the chain", [&chain](const std::string& word) { return chain_key(chain, word); }});
  return rows;
}

// ---- Counting
// -----------------------------------------------------------------------------------------------

struct Score {
  Paice paice;
  std::size_t split = 0;                                  ///< families with more than one stem
  std::size_t merged = 0;                                 ///< confusable pairs with one stem
  std::map<std::string, std::optional<double>> by_class;  ///< UI
};

/// What is to be merged, once for all rows.
struct Task {
  Families families;
  std::vector<Confusable> pairs;
  std::vector<FormPair> same;
  std::map<std::string, std::vector<FormPair>> by_class;
};

Score score(const Task& task, const Row& row) {
  const Stems stems(task.families.forms(), row.key);
  Score score;
  score.paice = cote::bench::measure(stems, task.families.forms().size(), task.same);
  for (const Family& family : task.families.all()) score.split += stems.splits(family) ? 1 : 0;
  for (const auto& [name, same] : task.by_class) score.by_class[name] = ratio(stems.apart(same), same.size());
  for (const Confusable& pair : task.pairs) score.merged += row.key(pair.a) == row.key(pair.b) ? 1 : 0;
  return score;
}

// ---- Printing
// -----------------------------------------------------------------------------------------------

std::string decimal(std::optional<double> value, int places, double factor = 1) {
  if (!value) return "–";
  std::array<char, 64> digits{};
  const auto printed = std::to_chars(digits.data(), digits.data() + digits.size(), *value * factor,
                                     std::chars_format::fixed, places);
  return {digits.data(), printed.ptr};
}

std::string share(std::size_t part, std::size_t whole) {
  if (whole == 0) return "–";
  return std::to_string(part) + " (" + decimal(ratio(part, whole), 1, 100) + " %)";
}

/// Columns as wide as their widest cell; the first to the left, the others to the right.
void print_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], cote::count_code_points(row[i]));
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string filling(widths[i] - cote::count_code_points(row[i]), ' ');
      std::cout << (i == 0 ? row[i] + filling : "  " + filling + row[i]);
    }
    std::cout << "\n";
  }
  std::cout << "\n";
}

void print_scores(const std::vector<Row>& rows, const std::vector<Score>& scores, const Task& task) {
  // Of millions of pairs to keep apart a few hundred merged are many: OI and SW are shown in millionths.
  std::vector<std::vector<std::string>> table = {
      {"stemmer", "UI", "OI ×10⁻⁶", "SW ×10⁻⁶", "families split", "pairs merged"}};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const Score& one = scores[i];
    table.push_back({rows[i].name, decimal(one.paice.under, 4), decimal(one.paice.over, 2, 1e6),
                     decimal(one.paice.weight, 2, 1e6), share(one.split, task.families.all().size()),
                     share(one.merged, task.pairs.size())});
  }
  print_table(table);
}

void print_classes(const std::vector<Row>& rows, const std::vector<Score>& scores, const Task& task) {
  std::vector<std::vector<std::string>> table = {{"UI by class", "pairs"}};
  for (const Row& row : rows) table.front().push_back(row.name);
  for (const auto& [name, same] : task.by_class) {
    std::vector<std::string> line = {name, std::to_string(same.size())};
    for (const Score& one : scores) line.push_back(decimal(one.by_class.at(name), 4));
    table.push_back(std::move(line));
  }
  print_table(table);
}

/// Every family that the stemmer splits, its forms by stem, and every pair that it merges.
void print_faults(const Row& row, const Task& task) {
  const Stems stems(task.families.forms(), row.key);
  std::cout << "Families that " << row.name << " splits\n";
  for (const Family& family : task.families.all()) {
    if (!stems.splits(family)) continue;
    std::map<std::uint32_t, std::string> forms;
    for (const std::uint32_t form : family.forms) forms[stems.of(form)] += " " + task.families.forms()[form];
    std::cout << "  " << family.lemma << " (" << family.word_class << ")";
    for (const auto& [stem, list] : forms) std::cout << " | " << stems.text(stem) << ":" << list;
    std::cout << "\n";
  }
  std::cout << "\nPairs that " << row.name << " merges\n";
  for (const Confusable& pair : task.pairs) {
    const std::string key = row.key(pair.a);
    if (key != row.key(pair.b)) continue;
    std::cout << "  " << pair.a << ", " << pair.b << " | " << key
              << (pair.note.empty() ? std::string() : " | " + pair.note) << "\n";
  }
}

int run(int argc, char** argv) {
  Settings settings;
  CLI::App app("Under- and over-stemming (Paice) of the chain and of other stemmers over families of forms.",
               "cote_stemming");
  app.add_option("--families", settings.families,
                 "TSV: lemma, class, forms separated by spaces; may be repeated. Only the forms are counted")
      ->required()
      ->expected(1)
      ->take_all();
  app.add_option("--pairs", settings.pairs, "TSV: word_a, word_b, merged_by, why; may be repeated")
      ->expected(1)
      ->take_all();
  app.add_option("--dictionary", settings.dictionary,
                 "TSV: form, lemma; adds the dictionary, alone and before Snowball, to the table");
  app.add_flag("--classes", settings.classes, "UI by class too");
  app.add_flag("--verbose", settings.verbose,
               "list the families that the chain splits and the pairs that it merges");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }

  Task task;
  for (const std::string& file : settings.families) read_families(file, task.families);
  for (const std::string& file : settings.pairs) read_pairs(file, task.pairs);
  task.same = task.families.same();
  task.by_class = task.families.same_by_class();
  std::optional<Dictionary> dictionary;
  if (!settings.dictionary.empty()) dictionary = read_dictionary(settings.dictionary);

  const cote::Analyzer chain = cote::french_analyzer();
  const std::vector<Row> rows = rows_of(chain, dictionary);
  std::vector<Score> scores;
  scores.reserve(rows.size());
  for (const Row& row : rows) scores.push_back(score(task, row));

  const std::size_t forms = task.families.forms().size();
  std::cout << task.families.all().size() << " families, " << forms << " forms, " << task.same.size()
            << " pairs to merge, " << cote::bench::pairs_among(forms) - task.same.size() << " to keep apart, "
            << task.pairs.size() << " confusable pairs; chain " << chain.short_fingerprint() << "\n\n";
  print_scores(rows, scores, task);
  if (settings.classes) print_classes(rows, scores, task);
  if (settings.verbose) print_faults(rows.back(), task);
  std::cout.flush();
  if (!std::cout) throw cote::Error("la sortie n'a pu être écrite");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "cote_stemming: " << error.what() << "\n";
    return 2;
  }
}
