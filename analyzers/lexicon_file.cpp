// Reads the lexicon's files line by line; whatever is wrong is said with its place and what to do.
#include "analyzers/lexicon_file.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <cote/error.hpp>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/data.hpp"
#include "analyzers/name_trie.hpp"

namespace cote::analysis {
namespace {

/// A line of the longest file of ours has 2 KB; a longer one than this has lost its line ends.
constexpr std::size_t kLongestLine = 65536;

enum Column : std::uint8_t {
  kCanonical,
  kKind,
  kLabel,
  kAcronyms,
  kEnglishAcronyms,
  kForms,
  kEnglishForms,
  kFormer,
  kDemonyms,
  kParents,
  kYears,
  kFlags,
  kSource,
  kColumns
};
constexpr std::array<std::string_view, kColumns> kColumnNames = {
    "canonical", "kind",     "label",   "acronyms", "acronyms_en", "forms", "forms_en",
    "former",    "demonyms", "parents", "years",    "flags",       "source"};

struct FlagName {
  std::string_view name;
  FormFlag flag;
  bool needs_form;  ///< "word" says nothing without its acronym
};
constexpr std::array<FlagName, 7> kFlagNames = {{{"ambiguous", FormFlag::kAmbiguous, true},
                                                 {"capital", FormFlag::kCapital, false},
                                                 {"context", FormFlag::kContext, false},
                                                 {"filter", FormFlag::kFilter, true},
                                                 {"forename", FormFlag::kForename, true},
                                                 {"unverified", FormFlag::kUnverified, false},
                                                 {"word", FormFlag::kWord, true}}};

constexpr std::array kKinds = {EntityKind::kMission,    EntityKind::kOrganisation, EntityKind::kOrgan,
                               EntityKind::kDepartment, EntityKind::kProgramme,    EntityKind::kFund,
                               EntityKind::kCourt,      EntityKind::kForce,        EntityKind::kGroup,
                               EntityKind::kCountry,    EntityKind::kRegion,       EntityKind::kArea,
                               EntityKind::kCity,       EntityKind::kPerson,       EntityKind::kTreaty,
                               EntityKind::kConcept,    EntityKind::kFunction};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// One cell, or one item of a cell's list, and the character at which it begins.
struct Cell {
  std::string_view text;
  std::uint32_t column = 1;
};

/// The parts of `whole` between separators, empty ones too.
std::vector<Cell> split(Cell whole, char separator) {
  std::vector<Cell> parts;
  while (true) {
    const std::size_t to = whole.text.find(separator);
    const std::string_view part = whole.text.substr(0, to);
    parts.push_back({part, whole.column});
    if (to == std::string_view::npos) return parts;
    whole.column += static_cast<std::uint32_t>(count_code_points(part)) + 1;
    whole.text.remove_prefix(to + 1);
  }
}

bool is_year(std::string_view text) {
  return text.size() == 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "1999-2010", "2011-", "-1984", "1999"; "-" alone is none.
bool is_years(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return is_year(text);
  const std::string_view from = text.substr(0, dash);
  const std::string_view to = text.substr(dash + 1);
  return (from.empty() || is_year(from)) && (to.empty() || is_year(to)) && !(from.empty() && to.empty());
}

template <typename Names>
std::string listed(const Names& names) {
  std::string out;
  for (const std::string_view name : names) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

const icu::Normalizer2* nfc() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) throw Error("ICU : tables de normalisation introuvables ; réinstallez libicu");
  return found;
}

class Reader {
 public:
  Reader(const LexiconSource& source, std::uint32_t number) : source_(source), number_(number) {
    for (std::size_t i = 0; i < kColumns; ++i) order_.push_back(static_cast<Column>(i));
  }

  LexiconRows read() {
    std::string_view rest = source_.text;
    if (rest.substr(0, 3) == "\xEF\xBB\xBF") rest.remove_prefix(3);  // what Windows editors put first
    bool first = true;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      ++line_;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      check_bytes(line);
      if (trimmed(line).empty() || line.front() == '#') continue;
      const std::vector<Cell> cells = split({line, 1}, '\t');
      if (first && trimmed(cells[0].text) == kColumnNames[kCanonical]) {
        header(cells);
      } else {
        row(line, cells);
      }
      first = false;
    }
    if (!source_.builtin && out_.rows.empty()) {
      line_ = std::max<std::uint32_t>(line_, 1);
      fail(1,
           "aucune entrée dans ce fichier ; écrivez-en une par ligne (voir docs/lexicon.md) ou retirez "
           "l'option --lexicon");
    }
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(std::uint32_t column, const std::string& what) const {
    throw CorpusError(source_.name + ":" + std::to_string(line_) + ":" + std::to_string(column) + " : " +
                      what);
  }
  void warn(std::uint32_t column, const std::string& what) {
    out_.warnings.push_back(source_.name + ":" + std::to_string(line_) + ":" + std::to_string(column) +
                            " : " + what);
  }

  void check_bytes(std::string_view line) {
    if (line.size() > kLongestLine) {
      fail(1, "ligne de " + std::to_string(line.size()) + " octets, au plus " + std::to_string(kLongestLine) +
                  " ; écrivez une entrée par ligne");
    }
    if (const std::size_t nul = line.find('\0'); nul != std::string_view::npos) {
      fail(static_cast<std::uint32_t>(count_code_points(line.substr(0, nul))) + 1,
           "octet nul ; ce n'est pas un fichier de texte, ou il est en UTF-16 : enregistrez-le en UTF-8");
    }
    if (is_valid_utf8(line)) return;
    std::size_t at = 0;
    std::uint32_t column = 1;
    while (at < line.size()) {
      const CodePoint point = decode_utf8(line, at);
      if (point.value == 0xFFFD && line.substr(at, point.bytes) != "\xEF\xBF\xBD") break;
      at += point.bytes;
      ++column;
    }
    fail(column, "octets qui ne sont pas de l'UTF-8 ; enregistrez le fichier en UTF-8");
  }

  /// The first line may name the columns that the file has, in its own order.
  void header(const std::vector<Cell>& cells) {
    order_.clear();
    for (const Cell& cell : cells) {
      const auto name = std::find(kColumnNames.begin(), kColumnNames.end(), trimmed(cell.text));
      if (name == kColumnNames.end()) {
        fail(cell.column, "colonne « " + std::string(trimmed(cell.text)) +
                              " » inconnue ; connues : " + listed(kColumnNames));
      }
      const auto column = static_cast<Column>(name - kColumnNames.begin());
      if (std::find(order_.begin(), order_.end(), column) != order_.end()) {
        fail(cell.column, "colonne « " + std::string(*name) + " » deux fois ; gardez-en une");
      }
      order_.push_back(column);
    }
    if (std::find(order_.begin(), order_.end(), kKind) == order_.end()) {
      fail(1, "il manque la colonne « kind » ; ajoutez-la à la première ligne");
    }
  }

  void row(std::string_view line, const std::vector<Cell>& cells) {
    if (cells.size() != order_.size()) {
      std::string names;
      for (const Column column : order_) {
        if (!names.empty()) names += ", ";
        names += kColumnNames[column];
      }
      fail(cells.back().column, std::to_string(cells.size()) + " colonnes, il en faut " +
                                    std::to_string(order_.size()) +
                                    ", séparées par des tabulations : " + names);
    }
    std::string normalized;  // what the cells then point into
    std::vector<Cell> normal;
    UErrorCode status = U_ZERO_ERROR;
    const bool is_nfc = nfc()->isNormalizedUTF8(
                            icu::StringPiece(line.data(), static_cast<int32_t>(line.size())), status) != 0;
    if (U_SUCCESS(status) && !is_nfc) {
      warn(1, "accents décomposés (Unicode NFD) ; enregistrez le fichier en NFC");
      icu::StringByteSink<std::string> sink(&normalized);
      nfc()->normalizeUTF8(0, icu::StringPiece(line.data(), static_cast<int32_t>(line.size())), sink, nullptr,
                           status);
      if (U_SUCCESS(status)) normal = split({normalized, 1}, '\t');
    }
    std::array<Cell, kColumns> at;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      at[order_[i]] = normal.empty() ? cells[i] : normal[i];
      at[order_[i]].text = trimmed(at[order_[i]].text);
    }
    LexiconRow made;
    made.place = {number_, line_, at[kCanonical].column};
    made.parents_column = at[kParents].column;
    fill(made, at);
    sequence(made.entity.canonical, at[kCanonical].column);
    out_.rows.push_back(std::move(made));
  }

  void fill(LexiconRow& made, const std::array<Cell, kColumns>& at) {
    Entity& entity = made.entity;
    if (at[kCanonical].text.empty()) {
      fail(at[kCanonical].column, "la colonne « canonical » est vide ; donnez à l'entrée son nom");
    }
    entity.canonical = at[kCanonical].text;
    const auto flags = split(at[kFlags], ';');
    made.remove = std::any_of(flags.begin(), flags.end(),
                              [](const Cell& flag) { return trimmed(flag.text) == "remove"; });
    if (made.remove) {
      if (source_.builtin)
        fail(at[kFlags].column, "« remove » n'a de sens que dans un fichier d'utilisateur");
      return;
    }
    entity.kind = kind_at(at[kKind]);
    entity.label = at[kLabel].text.empty() ? entity.canonical : std::string(at[kLabel].text);
    append(entity.acronyms, at[kAcronyms]);
    append(entity.acronyms, at[kEnglishAcronyms]);
    made.keys.push_back(fold_key(entity.canonical));
    for (const std::string& acronym : entity.acronyms) made.keys.push_back(fold_key(acronym));
    // The canonical name counts as a form unless it is an acronym: those obey rules of their own.
    const bool is_acronym =
        std::find(made.keys.begin() + 1, made.keys.end(), made.keys.front()) != made.keys.end();
    entity.forms.push_back(entity.label);
    if (!is_acronym && entity.canonical != entity.label) entity.forms.push_back(entity.canonical);
    append(entity.forms, at[kForms]);
    append(entity.forms, at[kEnglishForms]);
    for (const Cell& item : split(at[kFormer], ';')) former(entity, item);
    for (const std::string& form : entity.forms) made.keys.push_back(fold_key(form));
    append(entity.demonyms, at[kDemonyms]);
    append(entity.parents, at[kParents]);
    entity.years = at[kYears].text;
    if (!entity.years.empty() && !is_years(entity.years)) {
      fail(at[kYears].column,
           "années « " + entity.years + " » illisibles ; écrivez 1999-2010, 2011-, -1984 ou 1999");
    }
    entity.source = at[kSource].text;
    for (const Cell& item : flags) flag(made, item);
  }

  EntityKind kind_at(const Cell& cell) const {
    for (const EntityKind kind : kKinds) {
      if (kind_name(kind) == cell.text) return kind;
    }
    std::vector<std::string_view> names;
    names.reserve(kKinds.size());
    for (const EntityKind kind : kKinds) names.push_back(kind_name(kind));
    fail(cell.column, "nature « " + std::string(cell.text) + " » inconnue ; connues : " + listed(names));
  }

  static void append(std::vector<std::string>& out, const Cell& cell) {
    for (const Cell& item : split(cell, ';')) {
      if (const std::string_view text = trimmed(item.text); !text.empty()) out.emplace_back(text);
    }
  }

  /// "Zaïre (1971-1997)"; the years may be missing.
  void former(Entity& entity, const Cell& item) {
    std::string_view name = trimmed(item.text);
    if (name.empty()) return;
    std::string_view years;
    if (const std::size_t open = name.rfind(" ("); open != std::string_view::npos && name.back() == ')') {
      const std::string_view inside = name.substr(open + 2, name.size() - open - 3);
      if (is_years(inside)) {
        years = inside;
        name = trimmed(name.substr(0, open));
      } else if (inside.find_first_not_of("0123456789-") == std::string_view::npos) {
        fail(item.column, "années « " + std::string(inside) +
                              " » illisibles ; écrivez NOM (1971-1997), NOM (-1984) ou NOM (1999-)");
      }
    }
    entity.former.push_back({std::string(name), std::string(years)});
    entity.forms.emplace_back(name);
  }

  void flag(LexiconRow& row, const Cell& item) {
    Entity& entity = row.entity;
    const std::string_view text = trimmed(item.text);
    if (text.empty()) return;
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    const std::string_view form =
        colon == std::string_view::npos ? std::string_view() : trimmed(text.substr(colon + 1));
    if (name == "iso") {
      if (form.size() != 3 ||
          !std::all_of(form.begin(), form.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        fail(item.column, "code « " + std::string(form) + " » : écrivez iso: et trois capitales (ISO 3166)");
      entity.code = form;
      return;
    }
    const auto known = std::find_if(kFlagNames.begin(), kFlagNames.end(),
                                    [&](const FlagName& flag) { return flag.name == name; });
    if (known == kFlagNames.end()) {
      std::vector<std::string_view> names;
      names.reserve(kFlagNames.size() + 2);
      for (const FlagName& flag : kFlagNames) names.push_back(flag.name);
      names.insert(names.end(), {"iso", "remove"});
      fail(item.column, "drapeau « " + std::string(name) + " » inconnu ; connus : " + listed(names));
    }
    if (form.empty() && (known->needs_form || colon != std::string_view::npos)) {
      fail(item.column, "drapeau « " + std::string(name) + " » sans forme ; écrivez " + std::string(name) +
                            ":FORME avec une forme de cette ligne");
    }
    std::string key = fold_key(form);
    if (!form.empty()) check_form(row, known->flag, form, key, item.column);
    entity.flags.push_back({known->flag, std::string(form), std::move(key)});
    if (known->flag == FormFlag::kCapital) entity.needs_capital = true;
    if (known->flag == FormFlag::kContext) entity.needs_context = true;
    if (known->flag == FormFlag::kUnverified && form.empty()) entity.verified = false;
  }

  void check_form(const LexiconRow& row, FormFlag flag, std::string_view form, const std::string& key,
                  std::uint32_t column) {
    if (keys_line_ != line_) {
      keys_line_ = line_;
      acronym_keys_.clear();
      form_keys_.clear();
      const auto forms = row.keys.begin() + 1 + static_cast<std::ptrdiff_t>(row.entity.acronyms.size());
      acronym_keys_.insert(row.keys.begin() + 1, forms);
      form_keys_.insert(forms, row.keys.end());
    }
    if (acronym_keys_.contains(key)) return;
    const std::string quoted = "« " + std::string(form) + " »";
    if (flag == FormFlag::kWord)
      fail(column, quoted + " n'est pas un sigle de cette ligne ; corrigez le drapeau ou ajoutez le sigle");
    if (!form_keys_.contains(key))
      fail(column, quoted + " n'est pas une forme de cette ligne ; corrigez le drapeau ou ajoutez la forme");
  }

  /// Twice the same name is an error, a file that is not sorted by bytes is only hard to read.
  void sequence(const std::string& canonical, std::uint32_t column) {
    const std::uint32_t number = names_.add(canonical);
    if (number < lines_.size()) {
      fail(column, "« " + canonical + " » figure déjà à la ligne " + std::to_string(lines_[number]) +
                       " ; réunissez les deux lignes");
    }
    lines_.push_back(line_);
    if (canonical < last_ && sorted_) {
      sorted_ = false;
      warn(column,
           "lignes non triées à partir de « " + canonical + " » ; triez-les par octets (LC_ALL=C sort)");
    }
    last_ = canonical;
  }

  const LexiconSource& source_;
  std::uint32_t number_ = 0;
  std::vector<Column> order_;
  std::uint32_t line_ = 0;
  WordNumbers names_;
  std::vector<std::uint32_t> lines_;  ///< by number in names_
  std::string last_;
  bool sorted_ = true;
  WordSet acronym_keys_;  ///< of the row on line keys_line_
  WordSet form_keys_;
  std::uint32_t keys_line_ = 0;
  LexiconRows out_;
};

}  // namespace

LexiconRows read_lexicon_file(const LexiconSource& source, std::uint32_t number) {
  return Reader(source, number).read();
}

std::vector<LexiconSource> builtin_lexicon() {
  return {
      {"bodies.tsv", data::bodies(), true},       {"cities.tsv", data::cities(), true},
      {"countries.tsv", data::countries(), true}, {"groups.tsv", data::groups(), true},
      {"missions.tsv", data::missions(), true},   {"persons.tsv", data::persons(), true},
      {"regions.tsv", data::regions(), true},     {"treaties_concepts.tsv", data::treaties_concepts(), true}};
}

std::string to_text(const LexiconPlace& place, const std::vector<LexiconSource>& sources) {
  return sources[place.source].name + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

}  // namespace cote::analysis
