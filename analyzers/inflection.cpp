// Inflection in the order of its precedence: words that a list keeps or leads to their base, then plural and
// feminine of such words, then forms of verbs, then plural and feminine by rule. Derived words are left
// apart: relation is no form of relatif. Rules were written on the development halves of tests/data/stemming;
// bench/README.md has what the other halves say.
#include "analyzers/inflection.hpp"

#include <algorithm>
#include <array>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <utility>
#include <vector>

#include "analyzers/data.hpp"
#include "analyzers/list_file.hpp"

namespace cote::analysis {
namespace {

struct Ending {
  std::string_view from;
  std::string_view to;
};

/// Endings of the first group, after the stem of the infinitive; longest first. Without -ions, which is
/// nearly always a noun, and with the participle in -ant in its four forms. The unaccented ones serve words
/// whose accents are missing.
constexpr std::array<std::string_view, 34> kFirstGroup = {
    "eraient", "antes",  "erait", "eront", "erons", "erent", "èrent", "érent", "aient",
    "eriez",   "assent", "ants",  "ante",  "erez",  "eras",  "erai",  "âmes",  "âtes",
    "asse",    "ant",    "ait",   "ais",   "ent",   "ons",   "era",   "iez",   "ées",
    "ees",     "ée",     "ez",    "er",    "és",    "ee",    "ai"};
constexpr std::array<std::string_view, 5> kFirstGroupShort = {"es", "é", "ât", "e", "a"};

/// Endings of the second group, after the stem: fin-issent.
constexpr std::array<std::string_view, 34> kSecondGroup = {
    "issaient", "issantes", "iraient", "issions", "issants", "issante", "issait", "issais", "issant",
    "issent",   "issons",   "irions",  "irait",   "issez",   "isses",   "iront",  "irons",  "irent",
    "isse",     "îmes",     "irez",    "irai",    "iras",    "ira",     "ies",    "ir",     "ie",
    "is",       "it",       "ît",      "i",       "ïr",      "ï",       "ït"};

/// Verbs that no list has: endings that only verbs have.
constexpr std::array<std::string_view, 5> kVerbOnly = {"eraient", "erait", "eront", "aient", "érent"};

/// Feminine endings and the masculine ones that they go back to.
constexpr std::array<Ending, 15> kFeminine = {{{"trice", "teur"},
                                               {"ienne", "ien"},
                                               {"éenne", "éen"},
                                               {"eille", "eil"},
                                               {"elle", "el"},
                                               {"enne", "en"},
                                               {"onne", "on"},
                                               {"ette", "et"},
                                               {"iére", "ier"},
                                               {"iere", "ier"},
                                               {"eure", "eur"},
                                               {"éte", "et"},
                                               {"ïve", "ïf"},
                                               {"ive", "if"},
                                               {"ue", "u"}}};
/// Endings of adjectives whose feminine adds an e. Not -re, -ce, -ge and the like: there the e belongs to the
/// word.
constexpr std::array<std::string_view, 15> kAddsE = {
    "aine", "eine", "eule", "ale", "ine", "ane", "une", "ile", "ole", "ule", "ée", "ee", "te", "de", "se"};

constexpr std::size_t kShortest = 2;  ///< letters that a rule must leave

bool ends(std::string_view word, std::string_view ending) { return word.ends_with(ending); }

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

std::string plural(const std::string& word) {
  const std::size_t size = word.size();
  if (ends(word, "eaux")) return word.substr(0, size - 1);
  if (ends(word, "aux") && size > 4) return word.substr(0, size - 2) + 'l';
  // A word in -ais or -ois is a singular (français, mois); délais and lois are listed.
  if (ends(word, "ais") || ends(word, "ois") || ends(word, "ss")) return word;
  if (ends(word, "s") && size > 3) return word.substr(0, size - 1);
  return word;
}

std::string feminine(const std::string& word) {
  const std::size_t size = word.size();
  for (const Ending& ending : kFeminine) {
    if (!ends(word, ending.from) || size < ending.from.size() + kShortest) continue;
    if (ending.from == "ue" && (ends(word, "que") || ends(word, "gue"))) return word;
    return word.substr(0, size - ending.from.size()).append(ending.to);
  }
  if ((ends(word, "ére") || ends(word, "ere")) && size >= 6)
    return word.substr(0, size - (ends(word, "ére") ? 4 : 3)) + "er";
  if (ends(word, "euse") && size >= 6) return word.substr(0, size - 4) + "eux";
  for (const std::string_view ending : kAddsE) {
    if (ends(word, ending) && size >= 4) return word.substr(0, size - 1);
  }
  return word;
}

/// -eur and -eux share their feminine in -euse, so they share their base: travailleu, dangereu.
std::string without_r(std::string word) {
  if ((ends(word, "eur") || ends(word, "eux")) && word.size() >= 5) word.pop_back();
  return word;
}

/// Calls `read` with the fields of each line.
template <typename Function>
void each_line(std::string_view data, Function read) {
  for (const std::string_view line : lines_of(data)) read(split(line, '\t'));
}

}  // namespace

const Inflection& Inflection::builtin() {
  static const Inflection instance;
  return instance;
}

Inflection::Inflection() {
  read_forms(data::irregular_forms());
  read_protected(data::protected_words());
  read_regular_verbs(data::regular_verbs());
  read_irregular_verbs(data::irregular_verbs());
  std::string all;
  for (const auto data :
       {data::irregular_forms(), data::protected_words(), data::regular_verbs(), data::irregular_verbs()})
    all += data;
  fingerprint_ = hash_of(all);
}

void Inflection::read_forms(std::string_view data) {
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

void Inflection::read_protected(std::string_view data) {
  each_line(data, [&](const auto& fields) {
    const std::string word = as_written(fields[0]);
    for (const std::string& form : {word, fold_accents(word)}) {
      protected_.insert(form);
      if (fields.size() > 1) without_feminine_.insert(form);
    }
  });
}

void Inflection::read_regular_verbs(std::string_view data) {
  each_line(data, [&](const auto& fields) {
    const std::string verb = as_written(fields[0]);
    const std::string base = infinitive(fields[0]);
    Map* stems = ends(verb, "er") ? stems_er_ : stems_ir_;
    const std::size_t ending = ends(verb, "ïr") ? 3 : 2;
    for (const std::string& form : {verb, base}) stems[0].emplace(form.substr(0, form.size() - ending), base);
  });
  for (Map* stems : {stems_er_, stems_ir_}) {
    for (const auto& [stem, base] : stems[0]) {
      if (!is_ascii(stem)) stems[1].emplace(fold_accents(stem), fold_accents(base));
    }
  }
}

void Inflection::read_irregular_verbs(std::string_view data) {
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

const std::string* Inflection::listed(const std::string& word) const {
  if (const auto form = forms_.find(word); form != forms_.end()) return &form->second;
  if (const auto kept = protected_.find(word); kept != protected_.end()) return &*kept;
  return nullptr;
}

std::string Inflection::verb(const std::string& word, bool without_accents) const {
  for (int lists = 0; lists <= (without_accents ? 1 : 0); ++lists) {
    if (const auto form = irregular_[lists].find(word); form != irregular_[lists].end()) return form->second;
  }
  const auto stem_of = [&](const Map* stems, const std::string& stem) -> const std::string* {
    for (int lists = 0; lists <= (without_accents ? 1 : 0); ++lists) {
      if (const auto found = stems[lists].find(stem); found != stems[lists].end()) return &found->second;
    }
    return nullptr;
  };
  const auto first_group = [&](std::string_view ending) -> const std::string* {
    if (!ends(word, ending)) return nullptr;
    std::string stem = word.substr(0, word.size() - ending.size());
    if (ending.front() == 'a' || ending.front() == 'o' || ending.starts_with("â")) {
      // commençait, mangeait: the spelling keeps the sound of the stem.
      if (ends(stem, "ç")) {
        stem.replace(stem.size() - 2, 2, "c");
      } else if (ends(stem, "ge")) {
        stem.pop_back();
      }
    }
    if (ending == "a" && stem.size() < 3) return nullptr;
    if (const std::string* found = stem_of(stems_er_, stem)) return found;
    if (ending.front() != 'e' || ending == "er" || ending == "ez" || !ends(stem, "i")) return nullptr;
    stem.back() = 'y';  // emploie, appuieront
    return stem_of(stems_er_, stem);
  };
  for (const std::string_view ending : kFirstGroup) {
    if (const std::string* found = first_group(ending)) return *found;
  }
  for (const std::string_view ending : kFirstGroupShort) {
    if (const std::string* found = first_group(ending)) return *found;
  }
  for (const std::string_view ending : kSecondGroup) {
    if (!ends(word, ending)) continue;
    if (const std::string* found = stem_of(stems_ir_, word.substr(0, word.size() - ending.size())))
      return *found;
  }
  return {};
}

std::string Inflection::other_base_of(std::string_view written) const {
  const std::string word(written);
  if (const auto other = others_.find(word); other != others_.end()) return without_r(other->second);
  const std::string base = base_of(word);
  std::string other = verb(word, false);
  return other == base ? std::string() : other;
}

std::string Inflection::base_of(std::string_view written, std::string_view* reason) const {
  const std::string word(written);
  const auto because = [&](std::string_view why, std::string base) {
    if (reason != nullptr && (base != word || why.starts_with("mot protégé"))) *reason = why;
    return without_r(std::move(base));
  };
  const std::string singular = plural(word);
  const std::string masculine = feminine(singular);
  if (const std::string* base = listed(word)) {
    return because(*base == word ? "mot protégé" : "forme irrégulière", *base);
  }
  if (singular != word) {
    if (const std::string* base = listed(singular)) return because("pluriel d'un mot protégé", *base);
  }
  if (masculine != singular && (!without_feminine_.contains(masculine) || forms_.contains(masculine))) {
    if (const std::string* base = listed(masculine)) return because("féminin d'un mot protégé", *base);
  }
  if (std::string base = verb(word, true); !base.empty()) return because("forme d'un verbe", std::move(base));
  if (word.size() <= 3) return word;
  for (const std::string_view ending : kVerbOnly) {
    if (ends(word, ending) && word.size() >= ending.size() + 3)
      return because("forme d'un verbe", word.substr(0, word.size() - ending.size()) + "er");
  }
  // A participle of a verb that no list has, or a noun in -té: its base looks like an infinitive for all its
  // forms.
  constexpr std::size_t kShortestParticiple = 6;
  if (ends(masculine, "é") && masculine.size() >= kShortestParticiple)
    return because("pluriel, féminin ou participe", masculine.substr(0, masculine.size() - 2) + "er");
  return because("pluriel ou féminin", masculine);
}

}  // namespace cote::analysis
