// The word lists of analyzers/lexicon, parsed once.
#include <algorithm>
#include <cote/error.hpp>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/data.hpp"
#include "analyzers/list_file.hpp"

namespace cote::analysis {
namespace {

std::vector<std::string> folded_words(std::string_view expression) {
  std::vector<std::string> words;
  const std::string key = fold_key(expression);
  for (std::size_t from = 0; from < key.size();) {
    const std::size_t to = std::min(key.find(' ', from), key.size());
    words.push_back(key.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

[[noreturn]] void broken(std::string_view file, std::string_view line) {
  throw CorpusError("lexique " + std::string(file) + " : ligne illisible : « " + std::string(line) + " »");
}

void read_abbreviations(WordLists& lists, std::string_view data) {
  for (const std::string_view line : lines_of(data)) {
    const auto fields = split(line, '\t');
    if (fields.size() < 4) broken("abbreviations.tsv", line);
    Abbreviation entry;
    entry.word = fields[1];
    using When = Abbreviation::When;
    using Stop = Abbreviation::Stop;
    if (fields[2] != "number" && fields[2] != "date" && fields[2] != "name")
      broken("abbreviations.tsv", line);
    entry.when = fields[2] == "number" ? When::kNumber : fields[2] == "date" ? When::kDate : When::kName;
    if (fields[3] != "required" && fields[3] != "optional" && fields[3] != "never")
      broken("abbreviations.tsv", line);
    entry.stop = fields[3] == "required"   ? Stop::kRequired
                 : fields[3] == "optional" ? Stop::kOptional
                                           : Stop::kNever;
    // With and without accents, and in capitals, the same letters.
    const std::string key = fold_accents(fields[0]);
    lists.abbreviation_letters.add(key);
    lists.abbreviation_letters.add(fields[0]);
    lists.abbreviations.emplace(key, std::move(entry));
  }
}

}  // namespace

const WordLists& WordLists::builtin() {
  static const WordLists instance = [] {
    WordLists lists;
    bool in_clitics = true;
    for (const std::string_view line : lines_of(data::elisions())) {
      if (line == "[clitics]") {
        in_clitics = true;
      } else if (line == "[words]") {
        in_clitics = false;
      } else {
        std::string word = fold_case(line);
        for (std::size_t at = 0; (at = word.find("’", at)) != std::string::npos;) word.replace(at, 3, "'");
        (in_clitics ? lists.clitics : lists.apostrophes).insert(std::move(word));
      }
    }
    for (const std::string_view line : lines_of(data::stopwords())) {
      lists.stop.insert(fold_case(line));
      lists.stop_folded.insert(fold_accents(line));
    }
    for (const std::string_view line : lines_of(data::accent_pairs()))
      lists.accent_pairs.insert(std::string(line));
    for (const std::string_view line : lines_of(data::question_words())) {
      lists.scaffolding.push_back(folded_words(line));
    }
    std::stable_sort(lists.scaffolding.begin(), lists.scaffolding.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    read_abbreviations(lists, data::abbreviations());
    for (const std::string_view line : lines_of(data::counting_words())) {
      lists.counting_words.emplace(line);
      lists.counting_words_folded.insert(fold_accents(line));
    }
    for (const std::string_view line : lines_of(data::prefixes())) {
      lists.prefixes.emplace(line);
      lists.prefix_letters.add(line);
      lists.prefix_letters.add(fold_accents(line));
    }
    for (const std::string_view line : lines_of(data::doublets())) {
      const auto fields = split(line, '\t');
      if (fields.size() != 2) broken("doublets.txt", line);
      lists.doublets.emplace(fields[0], fields[1]);
      lists.doublets.emplace(fold_accents(fields[0]), fold_accents(fields[1]));
    }
    lists.hashes = {{"elisions", hash_of(data::elisions())},
                    {"stopwords", hash_of(data::stopwords())},
                    {"accent_pairs", hash_of(data::accent_pairs())},
                    {"question_words", hash_of(data::question_words())},
                    {"abbreviations", hash_of(data::abbreviations())},
                    {"counting_words", hash_of(data::counting_words())},
                    {"prefixes", hash_of(data::prefixes())},
                    {"doublets", hash_of(data::doublets())}};
    return lists;
  }();
  return instance;
}

}  // namespace cote::analysis
