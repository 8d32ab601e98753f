// Inflection in the order of its precedence: words that a list keeps or leads to their base, then plural and
// feminine of such words, then forms of verbs, then plural and feminine by rule. Derived words are left
// apart: relation is no form of relatif. Rules were written on the development halves of tests/data/stemming;
// bench/README.md has what the other halves say.
#include "analyzers/inflection.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "analyzers/data.hpp"

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

/// The last byte first: it tells most of the hundred endings that a word is compared with.
bool ends(std::string_view word, std::string_view ending) {
  return !word.empty() && word.back() == ending.back() && word.ends_with(ending);
}

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

}  // namespace

const Inflection& Inflection::builtin() {
  static const Inflection instance{FlatReader{std::as_bytes(std::span{data::inflection_tables()})}};
  return instance;
}

Inflection::Inflection(FlatReader reader) : spellings_(reader), facts_(reader), bases_(reader) {
  fingerprint_ = reader.next_text();
}

std::optional<std::string_view> Inflection::base(Facts facts, Role role) const noexcept {
  for (const std::uint32_t fact : facts) {
    if (role_of(fact) == role) return bases_.word(number_of(fact));
  }
  return std::nullopt;
}

std::optional<std::string_view> Inflection::listed(Facts facts) const noexcept {
  if (facts.empty() || role_of(facts.front()) > Role::kKeptWithoutFeminine) return std::nullopt;
  return bases_.word(number_of(facts.front()));
}

std::string_view Inflection::verb(std::string_view word, bool without_accents) const {
  const auto base_in = [&](Facts facts, Role accented, Role unaccented) {
    auto found = base(facts, accented);
    return found || !without_accents ? found : base(facts, unaccented);
  };
  if (const auto found = base_in(facts(word), Role::kVerb, Role::kVerbUnaccented)) return *found;
  const auto first_group = [&](std::string_view ending) -> std::optional<std::string_view> {
    if (!ends(word, ending)) return std::nullopt;
    std::string_view stem = word.substr(0, word.size() - ending.size());
    std::string other;
    if (ending.front() == 'a' || ending.front() == 'o' || ending.starts_with("â")) {
      // commençait, mangeait: the spelling keeps the sound of the stem.
      if (ends(stem, "ç")) {
        stem = other.assign(stem.substr(0, stem.size() - 2)).append(1, 'c');
      } else if (ends(stem, "ge")) {
        stem.remove_suffix(1);
      }
    }
    if (ending == "a" && stem.size() < 3) return std::nullopt;
    if (const auto found = base_in(facts(stem), Role::kStemEr, Role::kStemErUnaccented)) return found;
    if (ending.front() != 'e' || ending == "er" || ending == "ez" || !ends(stem, "i")) return std::nullopt;
    other.assign(stem).back() = 'y';  // emploie, appuieront
    return base_in(facts(other), Role::kStemEr, Role::kStemErUnaccented);
  };
  for (const std::string_view ending : kFirstGroup) {
    if (const auto found = first_group(ending)) return *found;
  }
  for (const std::string_view ending : kFirstGroupShort) {
    if (const auto found = first_group(ending)) return *found;
  }
  for (const std::string_view ending : kSecondGroup) {
    if (!ends(word, ending)) continue;
    const std::string_view stem = word.substr(0, word.size() - ending.size());
    if (const auto found = base_in(facts(stem), Role::kStemIr, Role::kStemIrUnaccented)) return *found;
  }
  return {};
}

std::string Inflection::other_base_of(std::string_view word) const {
  if (const auto other = base(facts(word), Role::kOther)) return without_r(std::string(*other));
  const std::string_view other = verb(word, false);
  return other.empty() || other == base_of(word) ? std::string() : std::string(other);
}

std::string Inflection::base_of(std::string_view written, std::string_view* reason) const {
  const std::string word(written);
  const auto because = [&](std::string_view why, std::string_view base) {
    if (reason != nullptr && (base != word || why.starts_with("mot protégé"))) *reason = why;
    return without_r(std::string(base));
  };
  const std::string singular = plural(word);
  const std::string masculine = feminine(singular);
  if (const auto base = listed(facts(word))) {
    return because(*base == word ? "mot protégé" : "forme irrégulière", *base);
  }
  if (singular != word) {
    if (const auto base = listed(facts(singular))) return because("pluriel d'un mot protégé", *base);
  }
  if (masculine != singular) {
    const Facts known = facts(masculine);
    if (const auto base = listed(known); base && role_of(known.front()) != Role::kKeptWithoutFeminine)
      return because("féminin d'un mot protégé", *base);
  }
  if (const std::string_view base = verb(word, true); !base.empty()) return because("forme d'un verbe", base);
  if (word.size() <= 3) return std::string(written);
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
