// Entities: what a stretch of tokens names, besides its words. Names are looked for word by word, then by
// their base forms; the longest wins, and the lexicon's own wording over another.
#include <algorithm>
#include <array>
#include <cote/ambiguous.hpp>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/names.hpp"

namespace cote::analysis {
namespace {

/// Of punctuation_of(): what stands inside a sentence.
constexpr std::uint8_t kInsideSentence = kComma | kParenthesis | kSlash;

template <std::size_t Size>
bool among(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 4> kPlacePrepositions = {"à", "au", "aux", "en"};
constexpr std::array<std::string_view, 3> kOf = {"de", "d", "du"};

/// « la République de », « le Gouvernement de »: what only a State has.
constexpr std::array<std::string_view, 12> kOfState = {
    "république", "gouvernement", "état",       "commonwealth", "territoire", "peuple",
    "parlement",  "ambassade",    "délégation", "île",          "îles",       "ministère"};

/// After a name without article at the start of a sentence: what shows that it is no common noun.
constexpr std::array<std::string_view, 18> kAfterProperName = {
    "a",  "est", "sera", "était", "avait", "aura", "peut", "doit", "demande",
    "et", "ou",  "ne",   "n",     "se",    "s",    "y",    "qui",  "où"};

/// Before a person's name.
constexpr std::array<std::string_view, 12> kTitles = {
    "m", "mm", "mme", "mmes", "mlle", "mr", "monsieur", "madame", "maître", "mademoiselle", "dr", "sir"};

/// Words after which a demonym is a language: « traduit de l'anglais », « version française ».
constexpr std::array<std::string_view, 26> kOfLanguage = {
    "langue",   "langues",  "version",   "versions",     "traduction", "traductions", "traduit",
    "traduite", "traduits", "traduites", "original",     "originale",  "originaux",   "originales",
    "texte",    "textes",   "parle",     "parlent",      "parlant",    "parlé",       "interprétation",
    "rédigé",   "rédigée",  "prononcé",  "dictionnaire", "orthographe"};
constexpr std::array<std::string_view, 8> kBesideLanguage = {"et",         "ou",   "est",        "seulement",
                                                             "couramment", "vers", "uniquement", "non"};
constexpr std::array<std::string_view, 6> kArticles = {"le", "la", "les", "l", "du", "des"};

/// Words that one looks back over from a demonym; more are no list of languages.
constexpr std::size_t kLongestLookBack = 12;

/// One found name.
struct Found {
  std::size_t last = 0;
  std::vector<const NameEntry*> entries;
};

class Finder {
 public:
  Finder(const Text& text, const Lexicon& lexicon)
      : text_(text), lexicon_(lexicon), names_(lexicon.names()), query_(text.kind == TextKind::kQuery) {}

  void run(std::vector<EntityMention>& out) {
    std::size_t past = 0;  // the last name
    for (const std::uint32_t i : text_.name_starts) {
      if (i >= past) past = at(i, out);
    }
  }

 private:
  /// What begins at token i; the token to go on with.
  std::size_t at(std::size_t i, std::vector<EntityMention>& out) {
    const Token& token = text_.tokens[i];
    const NameWord& word = name(i);
    const std::uint32_t exact = names_.exact().next(NameTrie::kRoot, word.exact);
    const std::uint32_t loose = names_.loose().next(NameTrie::kRoot, word.base);
    if (exact == NameTrie::kNothing && loose == NameTrie::kNothing && !token.acronym) return i + 1;
    Found found;
    if (exact != NameTrie::kNothing) walk_exact(i, exact, found);
    if (loose != NameTrie::kNothing) walk_loose(i, loose, found);
    const bool one_token = found.entries.empty() || found.last == i;
    if (token.acronym && one_token) {
      if (const auto& meanings = lexicon_.by_acronym(fold_accents(token.surface)); !meanings.empty()) {
        // In a query « guam » may be the island too; text tells them apart by its capitals.
        std::vector<const NameEntry*> kept;
        if (query_) kept.swap(found.entries);
        for (const std::uint32_t entity : meanings) add(out, {entity, index(i), index(i), true, false});
        for (const NameEntry* entry : kept) {
          if ((entry->rules & kDemonym) == 0) add(out, {entry->entity, index(i), index(i), false, false});
        }
        return i + 1;
      }
    }
    if (found.entries.empty()) return i + 1;
    // A name goes before a demonym: Suisse, suisse.
    const bool name = std::any_of(found.entries.begin(), found.entries.end(),
                                  [](const NameEntry* entry) { return (entry->rules & kDemonym) == 0; });
    for (const NameEntry* entry : found.entries) {
      const bool weak = (entry->rules & kDemonym) != 0;
      if (weak && name) continue;
      const std::size_t first = (entry->rules & kContracted) != 0 ? i + 1 : i;
      add(out, {entry->entity, index(first), index(found.last), false, weak});
    }
    return found.last + 1;
  }

  static std::uint32_t index(std::size_t i) { return static_cast<std::uint32_t>(i); }

  static void add(std::vector<EntityMention>& out, const EntityMention& mention) {
    for (auto it = out.rbegin(); it != out.rend() && it->first == mention.first; ++it) {
      if (it->entity == mention.entity) return;
    }
    out.push_back(mention);
  }

  void walk_exact(std::size_t first, std::uint32_t node, Found& found) {
    std::uint8_t punctuation = 0;
    for (std::size_t i = first;;) {
      take(names_.exact().values(node), i, found, [&](const NameEntry& entry) {
        return (punctuation & ~entry.punctuation) == 0 && accepted(entry, first, i);
      });
      if (++i == text_.tokens.size()) return;
      punctuation |= punctuation_of(gap(i - 1));
      node = names_.exact().next(node, name(i).exact);
      if (node == NameTrie::kNothing) return;
    }
  }

  void walk_loose(std::size_t first, std::uint32_t node, Found& found) {
    constexpr std::size_t kMostSkipped = 3;  // "de la", "à l'", "for the"
    std::uint8_t prepositions = 0;
    std::size_t skipped = 0;
    for (std::size_t i = first + 1; i < text_.tokens.size(); ++i) {
      if (punctuation_of(gap(i - 1)) != 0) return;
      const NameWord& word = name(i);
      if (word.function) {
        if (++skipped > kMostSkipped) return;
        prepositions |= word.preposition;
        continue;
      }
      skipped = 0;
      node = names_.loose().next(node, word.base);
      if (node == NameTrie::kNothing) return;
      if (!found.entries.empty() && i <= found.last) continue;  // the lexicon's own wording is as long
      take(names_.loose().values(node), i, found, [&](const NameEntry& entry) {
        return (entry.words > 2 || entry.prepositions == prepositions) && accepted_loose(entry, first, i);
      });
    }
  }

  template <typename Accepted>
  void take(std::span<const std::uint32_t> values, std::size_t last, Found& found, Accepted accept) {
    bool fresh = true;
    for (const std::uint32_t value : values) {
      const NameEntry& entry = names_.entry(value);
      if (!accept(entry)) continue;
      if (fresh) found.entries.clear();
      fresh = false;
      found.entries.push_back(&entry);
      found.last = last;
    }
  }

  [[nodiscard]] std::string_view gap(std::size_t i) const {
    const auto from = text_.tokens[i].end;
    const auto to = text_.tokens[i + 1].begin;
    return to > from ? text_.source.substr(from, to - from) : std::string_view();
  }
  [[nodiscard]] std::string_view written(std::size_t i) const {
    return text_.source.substr(text_.tokens[i].begin, text_.tokens[i].end - text_.tokens[i].begin);
  }
  [[nodiscard]] std::string_view surface(std::size_t i) const { return text_.tokens[i].surface; }
  [[nodiscard]] const NameWord& name(std::size_t i) const { return text_.words[i]->name; }
  [[nodiscard]] bool capital(std::size_t i) const {
    return is_upper(decode_utf8(text_.source, text_.tokens[i].begin).value);
  }
  /// Two letters or more and none of them small.
  [[nodiscard]] bool all_capitals(std::size_t i) const {
    std::size_t letters = 0;
    const std::string_view word = written(i);
    for (std::size_t at = 0; at < word.size();) {
      const auto [c, bytes] = decode_utf8(word, at);
      if (is_lower(c)) return false;
      if (is_letter(c)) ++letters;
      at += bytes;
    }
    return letters >= 2;
  }
  [[nodiscard]] bool starts_sentence(std::size_t i) const {
    return i == 0 || (punctuation_of(gap(i - 1)) & ~kInsideSentence) != 0;
  }

  [[nodiscard]] bool accepted(const NameEntry& entry, std::size_t first, std::size_t last) const {
    if ((entry.rules & kDemonym) != 0) return !is_language(first);
    if ((entry.rules & kWordAcronym) != 0 && !all_capitals(first) &&
        !(query_ && last > first && gap(first) != " "))
      return false;
    if (query_) return true;
    if (entry.capitals != 0) {
      bool seen = false;
      for (std::size_t i = first; i <= last && i < first + 16; ++i) {
        if ((entry.capitals >> (i - first) & 1) != 0 && capital(i)) seen = true;
      }
      if (!seen) return false;
    }
    if ((entry.rules & (kOneWord | kMarkedContext | kMarkedForename)) == 0) return true;
    return accepted_word(entry, first, last);
  }

  [[nodiscard]] bool accepted_loose(const NameEntry& entry, std::size_t first, std::size_t last) const {
    if (query_) return true;
    if (entry.capitals != 0) return capital(first);
    if ((entry.rules & kNeedsSomeCapital) == 0) return true;
    for (std::size_t i = first; i <= last; ++i) {
      if (capital(i)) return true;
    }
    return false;
  }

  /// Names that are also common nouns, towns or forenames.
  [[nodiscard]] bool accepted_word(const NameEntry& entry, std::size_t first, std::size_t last) const {
    const bool place = after_place_preposition(first);
    if ((entry.rules & kMarkedCapital) != 0 && (entry.rules & kOneWord) != 0) {
      if (in_capitals(first)) {
        if (!place) return false;  // « RÉUNION DU CONSEIL », but « OPÉRATIONS AU MALI »
      } else if (starts_sentence(first) && !proper_after(last)) {
        return false;
      }
    }
    if ((entry.rules & (kMarkedContext | kMarkedForename)) == 0) return true;
    if (beside_a_name(first, last)) return false;
    if ((entry.rules & kMarkedContext) == 0) return true;
    if ((entry.rules & kContracted) != 0 || last > first + 1) return true;
    if (last > first && (surface(first) == "le" || surface(first) == "la")) return true;
    if (place) return true;
    if (first == 0) return false;
    const std::string_view before = surface(first - 1);
    if (before == "la" || before == "île" || before == "l") return true;
    return first >= 2 && among(before, kOf) && among(surface(first - 2), kOfState);
  }

  [[nodiscard]] bool after_place_preposition(std::size_t first) const {
    if (first == 0) return false;
    if (among(surface(first - 1), kPlacePrepositions) || surface(first - 1) == "a") return true;
    return first >= 2 && (surface(first - 1) == "la" || surface(first - 1) == "l") &&
           among(surface(first - 2), kPlacePrepositions);
  }

  /// Set in capitals among other words in capitals, where a capital says nothing.
  [[nodiscard]] bool in_capitals(std::size_t i) const {
    if (!all_capitals(i)) return false;
    const auto heading = [this](std::size_t k) { return !text_.tokens[k].acronym && all_capitals(k); };
    return (i > 0 && heading(i - 1)) || (i + 1 < text_.tokens.size() && heading(i + 1));
  }

  [[nodiscard]] bool proper_after(std::size_t last) const {
    if (last + 1 == text_.tokens.size()) return true;
    return punctuation_of(gap(last)) != 0 || among(surface(last + 1), kAfterProperName);
  }

  /// « Maurice Dupont », « George Washington », « M. Israël », « Saint-Martin-de-Ré ».
  [[nodiscard]] bool beside_a_name(std::size_t first, std::size_t last) const {
    if (last + 1 < text_.tokens.size()) {
      if (gap(last) == "-") return true;
      if (gap(last) == " " && capital(last + 1) && !name(last + 1).function && !all_capitals(last))
        return true;
    }
    if (first == 0) return false;
    if (among(surface(first - 1), kTitles)) return true;
    const std::string_view before = gap(first - 1);
    return (before == " " || before == "-") && capital(first - 1) && !name(first - 1).function &&
           !text_.tokens[first - 1].stop && !all_capitals(first - 1);
  }

  [[nodiscard]] bool is_demonym(std::size_t i) const {
    const std::uint32_t node = names_.exact().next(NameTrie::kRoot, name(i).exact);
    if (node == NameTrie::kNothing) return false;
    const auto values = names_.exact().values(node);
    return std::any_of(values.begin(), values.end(),
                       [this](std::uint32_t value) { return (names_.entry(value).rules & kDemonym) != 0; });
  }

  /// A demonym that is a language: after a word that says so, or an article and in small letters (a person is
  /// « le Malien »), or in a list of such.
  [[nodiscard]] bool is_language(std::size_t at) const {
    if (at == 0) return false;
    const std::string_view article = surface(at - 1);
    if (!capital(at)) {
      if (article == "le" || article == "du" || article == "au") return true;
      if (article == "l" && !surface(at).ends_with('e')) return true;
    }
    for (std::size_t i = at; i > 0 && at - i < kLongestLookBack;) {
      --i;
      const std::string_view word = surface(i);
      if (among(word, kOfLanguage)) return true;
      // "en" must stand before a demonym, which all words after it are but those that join a list.
      if (word == "en") return is_demonym(i + 1);
      if (!is_demonym(i) && !among(word, kBesideLanguage) && !among(word, kArticles) && word != "de") {
        return false;
      }
    }
    return false;
  }

  const Text& text_;
  const Lexicon& lexicon_;
  const Names& names_;
  bool query_;
};

}  // namespace

void entities(Text& text, const Lexicon& lexicon) {
  Finder(text, lexicon).run(text.entities);
  if (text.entities.empty()) return;
  resolve_ambiguous(text.tokens, text.entities, known_entities(text.tokens, text.entities, lexicon), lexicon);
}

}  // namespace cote::analysis
