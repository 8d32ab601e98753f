// Fills the two tries of names and tells what each name demands of a text.
#include "analyzers/names.hpp"

#include <algorithm>
#include <array>
#include <cote/unicode.hpp>

#include "analyzers/inflection.hpp"

namespace cote::analysis {
namespace {

enum Preposition : std::uint8_t { kNone = 0, kOf = 1, kTo = 2, kIn = 4, kFor = 8, kOn = 16 };

struct FunctionWord {
  std::string_view word;
  Preposition preposition;
};

/// Articles and the prepositions that wordings of one name exchange or leave out, in French and English,
/// without accents. Not "et", "ou", "sans", "contre", "avec": these change what a name says.
constexpr std::array<FunctionWord, 21> kFunctionWords = {
    {{"de", kOf},   {"des", kOf},   {"du", kOf},  {"d", kOf},     {"of", kOf}, {"la", kNone},
     {"le", kNone}, {"les", kNone}, {"l", kNone}, {"the", kNone}, {"a", kTo},  {"au", kTo},
     {"aux", kTo},  {"to", kTo},    {"en", kIn},  {"dans", kIn},  {"in", kIn}, {"pour", kFor},
     {"for", kFor}, {"sur", kOn},   {"on", kOn}}};

const FunctionWord* function_word(std::string_view folded) {
  if (folded.empty() || folded.size() > 4) return nullptr;  // "pour", "dans" are the longest
  const auto found = std::find_if(kFunctionWords.begin(), kFunctionWords.end(),
                                  [&](const FunctionWord& known) { return known.word == folded; });
  return found == kFunctionWords.end() ? nullptr : &*found;
}

/// Names of places and persons are never inflected and keep their prepositions: Serbie-et-Monténégro is not
/// named by « la Serbie et le Monténégro ».
bool is_proper(EntityKind kind) {
  return kind == EntityKind::kCountry || kind == EntityKind::kRegion || kind == EntityKind::kArea ||
         kind == EntityKind::kCity || kind == EntityKind::kPerson;
}

/// Notions and functions are written small: « les personnes déplacées », « le représentant spécial ».
bool is_common(EntityKind kind) { return kind == EntityKind::kConcept || kind == EntityKind::kFunction; }

void split(std::string_view key, std::vector<std::string_view>& words) {
  words.clear();
  for (std::size_t from = 0; from < key.size();) {
    const std::size_t to = std::min(key.find(' ', from), key.size());
    words.push_back(key.substr(from, to - from));
    from = to + 1;
  }
}

/// By word of fold_key(form), whether it begins with a capital; the first sixteen.
std::uint16_t capitals_of(std::string_view form) {
  std::uint16_t capitals = 0;
  std::size_t word = 0;
  bool inside = false;
  for (std::size_t at = 0; at < form.size() && word < 16;) {
    const auto [c, bytes] = decode_utf8(form, at);
    const bool part = is_letter(c) || is_digit(c) || is_mark(c);
    if (part && !inside && is_upper(c)) capitals |= static_cast<std::uint16_t>(1U << word);
    if (!part && inside) ++word;
    inside = part;
    at += bytes;
  }
  return capitals;
}

/// The key with those words joined that the tokenizer keeps together: it splits at an apostrophe after a
/// clitic and before a vowel only, so N'Djamena is one word.
std::string key_as_tokenized(std::string_view form, std::string_view key) {
  std::string plain;
  for (std::size_t at = 0; at < form.size();) {
    const auto [c, bytes] = decode_utf8(form, at);
    if (is_apostrophe(c) && at > 0 && at + bytes < form.size()) {
      std::size_t begin = at;
      while (begin > 0 && form[begin - 1] != ' ' && form[begin - 1] != '-') --begin;
      const bool clitic = WordLists::builtin().clitics.contains(fold_case(form.substr(begin, at - begin)));
      const std::string rest = fold_accents(form.substr(at + bytes));
      const bool vowel = !rest.empty() && std::string_view("aeiouyh").find(rest.front()) != std::string::npos;
      if (!(clitic && vowel) && begin < at && is_letter(decode_utf8(form, at + bytes).value)) {
        at += bytes;
        continue;
      }
    }
    plain.append(form, at, bytes);
    at += bytes;
  }
  return plain.size() == form.size() ? std::string(key) : fold_key(plain);
}

std::string base_of(const std::string& word) {
  static const WordForms stages{&WordLists::builtin(), &Inflection::builtin()};
  return fold_accents(form_of(word, stages));
}

}  // namespace

std::uint8_t punctuation_of(std::string_view gap) {
  if (gap.size() == 1 && (gap.front() == ' ' || gap.front() == '-')) return 0;
  std::uint8_t found = 0;
  for (std::size_t at = 0; at < gap.size(); ++at) {
    switch (gap[at]) {
      case ',':
        found |= kComma;
        break;
      case '.':
        found |= kFullStop;
        break;
      case ';':
      case '!':
      case '?':
        found |= kSentenceEnd;
        break;
      case ':':
        found |= kColon;
        break;
      case '(':
      case ')':
      case '[':
      case ']':
        found |= kParenthesis;
        break;
      case '/':
        found |= kSlash;
        break;
      case '"':
      case '\n':
      case '\t':
        found |= kQuote;
        break;
      default:
        // « and » are C2 AB and C2 BB; dashes and bullets E2 80 93, 94 and A2.
        if (gap.substr(at).starts_with("\u00AB") || gap.substr(at).starts_with("\u00BB")) found |= kQuote;
        if (gap.substr(at).starts_with("\u2013") || gap.substr(at).starts_with("\u2014") ||
            gap.substr(at).starts_with("\u2022"))
          found |= kDash;
    }
  }
  return found;
}

std::uint8_t preposition_of(std::string_view folded) {
  const FunctionWord* word = function_word(folded);
  return word == nullptr ? 0 : word->preposition;
}

Names::Names(FlatReader& reader) : entries_(reader.next<NameEntry>()), exact_(reader), loose_(reader) {}

NameWord Names::word(std::string_view surface, const std::string* base) const {
  NameWord word;
  const std::string folded = fold_accents(surface);
  word.exact = exact_.word(folded);
  if (const FunctionWord* function = function_word(folded)) {
    word.function = true;
    word.preposition = function->preposition;
  } else {
    word.base = loose_.word(base != nullptr ? *base : base_of(folded));
  }
  return word;
}

void NamesBuilder::add(const Entity& entity, std::uint32_t index, std::string_view form, std::string_view key,
                       std::uint16_t rules) {
  const bool as_written = fold_key(form) == key;
  const std::string tokens = as_written ? key_as_tokenized(form, key) : std::string(key);
  std::vector<std::string_view> words;
  split(tokens, words);
  if (words.empty()) return;

  NameEntry entry;
  entry.entity = index;
  entry.rules = rules;
  entry.punctuation = punctuation_of(form);
  if ((rules & kDemonym) != 0) return add_exact(words, entry);
  if (entity.flagged(FormFlag::kCapital, form)) entry.rules |= kMarkedCapital;
  if (entity.flagged(FormFlag::kContext, form)) entry.rules |= kMarkedContext;
  if (entity.flagged(FormFlag::kForename, form)) entry.rules |= kMarkedForename;
  if (words.size() == 1) entry.rules |= kOneWord;

  const bool article =
      words.size() > 1 && (words[0] == "le" || words[0] == "la" || words[0] == "les" || words[0] == "l");
  const std::uint16_t first = article ? 2 : 1;  // its bit
  if (words.size() == 1) {
    entry.capitals = 1;
  } else if ((rules & kAcronymName) != 0 || (entry.rules & kMarkedCapital) != 0) {
    entry.capitals = first;
  } else if (is_proper(entity.kind) && tokens == key) {
    // Some word that the lexicon writes with a capital: « la république du Mali », but not « la réunion ».
    entry.capitals = capitals_of(form) & static_cast<std::uint16_t>(article ? ~1U : ~0U);
    if (entry.capitals == 0) entry.capitals = first;
  }
  add_exact(words, entry);
  // The article of a name contracts: « du Caire », « aux Bermudes ».
  if (article && as_written && is_proper(entity.kind) && (words[0] == "le" || words[0] == "les")) {
    NameEntry contracted = entry;
    contracted.rules |= kContracted;
    const bool plural = words[0] == "les";
    for (const std::string_view contraction : {plural ? "aux" : "au", plural ? "des" : "du"}) {
      words[0] = contraction;
      add_exact(words, contracted);
    }
  }
  if (is_proper(entity.kind) || (rules & kAcronymName) != 0) return;
  if (!is_common(entity.kind)) entry.rules |= kNeedsSomeCapital;
  add_loose(words, entry);
}

void NamesBuilder::add_exact(const std::vector<std::string_view>& words, const NameEntry& entry) {
  entries_.push_back(entry);
  exact_.add(words, static_cast<std::uint32_t>(entries_.size() - 1));
}

void NamesBuilder::add_loose(const std::vector<std::string_view>& words, NameEntry entry) {
  std::vector<std::string> bases;
  std::uint8_t prepositions = 0;
  for (const std::string_view word : words) {
    if (const FunctionWord* function = function_word(word)) {
      if (!bases.empty()) prepositions |= function->preposition;
    } else {
      const auto [found, fresh] = bases_.try_emplace(std::string(word));
      if (fresh) found->second = base_of(found->first);
      bases.push_back(found->second);
    }
  }
  if (bases.size() < 2) return;
  entry.words = static_cast<std::uint8_t>(std::min<std::size_t>(bases.size(), 255));
  entry.prepositions = prepositions;
  // "capitals" is by word of the exact name; here only the first word that counts can be asked for its own.
  entry.capitals = entry.capitals != 0 ? 1 : 0;
  entries_.push_back(entry);
  loose_.add({bases.begin(), bases.end()}, static_cast<std::uint32_t>(entries_.size() - 1));
}

void NamesBuilder::write(FlatWriter& writer) const {
  writer.add(entries_);
  exact_.write(writer);
  loose_.write(writer);
}

}  // namespace cote::analysis
