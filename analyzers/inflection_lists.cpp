// Reads the lists of inflection (analyzers/lexicon) and says of each spelling what they say of it.
#include <algorithm>
#include <array>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzers/chain.hpp"
#include "analyzers/data.hpp"
#include "analyzers/inflection.hpp"
#include "analyzers/list_file.hpp"

namespace cote::analysis {
namespace {

/// What the spelling stage makes of a word, so that lists and words meet: one e for è and é, ligatures
/// opened. The circumflex on i and u, which 1990 made optional, goes from the infinitives.
std::string as_written(std::string_view word) {
  // The lists are lower case: only the ligatures œ and æ are left to open.
  if (word.find('\xC5') == std::string_view::npos && word.find("æ") == std::string_view::npos)
    return one_spelling(word);
  return one_spelling(fold_case(word));
}

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string infinitive(std::string_view word) { return without_circumflex(as_written(word)); }

/// Calls `read` with the fields of each line.
template <typename Function>
void each_line(std::string_view data, Function read) {
  for (const std::string_view line : lines_of(data)) read(split(line, '\t'));
}

/// The lists as they are read.
class Lists {
 public:
  Lists() {
    read_forms(data::irregular_forms());
    read_protected(data::protected_words());
    read_regular_verbs(data::regular_verbs());
    read_irregular_verbs(data::irregular_verbs());
  }
  void write(FlatWriter& writer) const;

 private:
  using Map = std::unordered_map<std::string, std::string, StringHash, std::equal_to<>>;

  void read_forms(std::string_view data);
  void read_protected(std::string_view data);
  void read_regular_verbs(std::string_view data);
  void read_irregular_verbs(std::string_view data);

  Map forms_;                 ///< irregular form -> base
  Map others_;                ///< form -> the base that it has besides
  WordSet protected_;         ///< bases that no rule takes further
  WordSet without_feminine_;  ///< those of them to which no feminine leads
  /// Stems and forms of verbs -> infinitive. The second of each pair lacks its accents, for words typed so;
  /// it is asked when the first has nothing.
  Map stems_er_[2];
  Map stems_ir_[2];  ///< -ir with -iss-
  Map irregular_[2];
};

void Lists::read_forms(std::string_view data) {
  each_line(data, [&](const auto& fields) {
    if (fields.size() < 2) throw CorpusError("lexique irregular_forms.tsv : ligne illisible");
    const std::string base = as_written(fields[0]);
    bool own_forms = false;
    for (const std::string_view form : split(fields[1], ' ')) {
      if (form.ends_with('?')) {
        others_[as_written(form.substr(0, form.size() - 1))] = base;
        continue;
      }
      forms_[as_written(form)] = base;
      own_forms = true;
    }
    if (own_forms) forms_[base] = base;
  });
  // The same without accents, where that spelling has no entry of its own.
  const Map accented = forms_;
  for (const auto& [form, base] : accented) {
    if (!is_ascii(form)) forms_.emplace(fold_accents(form), fold_accents(base));
  }
}

void Lists::read_protected(std::string_view data) {
  each_line(data, [&](const auto& fields) {
    const std::string word = as_written(fields[0]);
    for (const std::string& form : {word, fold_accents(word)}) {
      protected_.insert(form);
      if (fields.size() > 1) without_feminine_.insert(form);
    }
  });
}

void Lists::read_regular_verbs(std::string_view data) {
  each_line(data, [&](const auto& fields) {
    const std::string verb = as_written(fields[0]);
    const std::string base = infinitive(fields[0]);
    Map* stems = verb.ends_with("er") ? stems_er_ : stems_ir_;
    const std::size_t ending = verb.ends_with("ïr") ? 3 : 2;
    for (const std::string& form : {verb, base}) stems[0].emplace(form.substr(0, form.size() - ending), base);
  });
  for (Map* stems : {stems_er_, stems_ir_}) {
    for (const auto& [stem, base] : stems[0]) {
      if (!is_ascii(stem)) stems[1].emplace(fold_accents(stem), fold_accents(base));
    }
  }
}

void Lists::read_irregular_verbs(std::string_view data) {
  each_line(data, [&](const auto& fields) {
    if (fields.size() < 3) throw CorpusError("lexique irregular_verbs.tsv : ligne illisible");
    const auto forms = split(fields[2], ' ');
    const auto has = [&](std::string_view form) {
      return std::any_of(forms.begin(), forms.end(), [&](std::string_view other) {
        return other == form || (other.ends_with('?') && other.substr(0, other.size() - 1) == form);
      });
    };
    // The infinitive of each prefix, once for all forms.
    std::vector<std::pair<std::string_view, std::string>> verbs;
    for (std::string_view prefix : split(fields[1], ' ')) {
      if (prefix == "-") prefix = {};
      verbs.emplace_back(prefix, infinitive(std::string(prefix).append(fields[0])));
    }
    for (std::string_view form : forms) {
      if (form.ends_with('?')) {
        form.remove_suffix(1);
        // A doubtful form counts as the verb's only if it is a participle that agrees; those that are nouns
        // besides are among the protected words.
        bool participle = false;
        for (std::size_t cut = 0; cut <= 2 && cut < form.size(); ++cut) {
          const std::string masculine(form.substr(0, form.size() - cut));
          participle = participle || (has(masculine + 'e') && has(masculine + "es"));
        }
        if (!participle || form.ends_with("ons") || form.ends_with("ant")) continue;
      }
      for (const auto& [prefix, base] : verbs) {
        const std::string written = as_written(std::string(prefix).append(form));
        // Of two verbs with one form (vit: vivre, voir) the shorter, then the first: no order is right for
        // both, but one it must be on every machine.
        std::string& known = irregular_[0][written];
        if (known.empty() || std::pair(base.size(), base) < std::pair(known.size(), known)) known = base;
      }
    }
  });
  for (const auto& [form, base] : irregular_[0]) {
    if (!is_ascii(form)) irregular_[1].emplace(fold_accents(form), fold_accents(base));
  }
}

/// Sorted, so that the same lists give the same bytes everywhere.
void Lists::write(FlatWriter& writer) const {
  using Role = Inflection::Role;
  WordNumbers bases;
  std::map<std::string_view, std::vector<std::uint32_t>> facts;
  const auto say = [&](std::string_view spelling, Role role, std::string_view base) {
    facts[spelling].push_back(Inflection::fact(role, bases.add(base)));
  };
  const auto say_all = [&](const Map& map, Role role) {
    std::map<std::string_view, std::string_view> sorted(map.begin(), map.end());
    for (const auto& [spelling, base] : sorted) say(spelling, role, base);
  };
  say_all(forms_, Role::kForm);
  for (const std::string_view word : std::set<std::string_view>(protected_.begin(), protected_.end()))
    say(word, without_feminine_.contains(word) ? Role::kKeptWithoutFeminine : Role::kKept, word);
  say_all(others_, Role::kOther);
  say_all(irregular_[0], Role::kVerb);
  say_all(irregular_[1], Role::kVerbUnaccented);
  say_all(stems_er_[0], Role::kStemEr);
  say_all(stems_er_[1], Role::kStemErUnaccented);
  say_all(stems_ir_[0], Role::kStemIr);
  say_all(stems_ir_[1], Role::kStemIrUnaccented);

  WordNumbers spellings;
  GrowingLists lists;
  for (const auto& [spelling, all] : facts) {
    const std::uint32_t number = spellings.add(spelling);
    for (const std::uint32_t fact : all) lists.add(number, fact);
  }
  spellings.write(writer);
  lists.write(writer);
  bases.write_list(writer);
}

}  // namespace

std::vector<std::byte> build_inflection() {
  FlatWriter writer;
  Lists().write(writer);
  std::string all;
  for (const auto data :
       {data::irregular_forms(), data::protected_words(), data::regular_verbs(), data::irregular_verbs()})
    all += data;
  writer.add(hash_of(all));
  return writer.finish();
}

}  // namespace cote::analysis
