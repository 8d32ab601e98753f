// The names of the lexicon as text is compared with them, and what has to hold where one is found.
#pragma once

#include <cote/lexicon.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzers/chain.hpp"
#include "analyzers/name_trie.hpp"

namespace cote::analysis {

/// What must hold for a name beyond its words. Rules on capitals are for text, never for queries.
enum NameRule : std::uint16_t {
  kOneWord = 1,            ///< no word but this one, so text must write its capital
  kMarkedCapital = 2,      ///< flagged `capital`: also a French word
  kMarkedContext = 4,      ///< flagged `context`: counts after "à", "en" and the like
  kMarkedForename = 8,     ///< flagged `forename`: not beside another name
  kDemonym = 16,           ///< weak evidence of the place
  kAcronymName = 32,       ///< an acronym of several words: G5 Sahel
  kContracted = 64,        ///< "au Cap": the first word only stands for the article of Le Cap
  kWordAcronym = 128,      ///< its first word is a French word in small letters: UN-Habitat
  kNeedsSomeCapital = 256  ///< in other wording than the lexicon's, a capital must stand somewhere in it
};

/// Punctuation between the words of a name, as a bit each; a name is found across those it has itself.
enum Punctuation : std::uint8_t {
  kComma = 1,
  kFullStop = 2,
  kSentenceEnd = 4,  ///< also the semicolon
  kColon = 8,
  kParenthesis = 16,
  kSlash = 32,
  kQuote = 64,  ///< also a line's end
  kDash = 128,
};
[[nodiscard]] std::uint8_t punctuation_of(std::string_view gap);

/// A preposition as a bit, so that "de" and "pour" differ but "de", "du" and "of" do not; 0 for others.
[[nodiscard]] std::uint8_t preposition_of(std::string_view folded);

/// One name of an entity.
struct NameEntry {
  std::uint32_t entity = 0;
  std::uint16_t rules = 0;        ///< NameRule
  std::uint16_t capitals = 0;     ///< by word: text must write one of these with a capital; 0: no matter
  std::uint8_t punctuation = 0;   ///< punctuation_of() all that it has
  std::uint8_t prepositions = 0;  ///< of a name of two words that count: those between them
  std::uint8_t words = 0;         ///< that count, 255 for more
  std::uint8_t unused = 0;        ///< no padding: see Flat
};

/// All names twice: word by word, and by the base forms of the words that count, which finds inflected names
/// and other prepositions. Immutable; safe to share between threads.
class Names {
 public:
  explicit Names(FlatReader& reader);

  /// `base`: the base form of the word without its accents, where somebody has made it already; else null.
  [[nodiscard]] NameWord word(std::string_view surface, const std::string* base = nullptr) const;

  [[nodiscard]] const NameTrie& exact() const noexcept { return exact_; }
  [[nodiscard]] const NameTrie& loose() const noexcept { return loose_; }
  [[nodiscard]] const NameEntry& entry(std::uint32_t value) const noexcept { return entries_[value]; }

  /// Entities of the name that begins at words[at], shortest first: found(length in words, entities).
  template <typename Found>
  void walk(const std::vector<std::string_view>& words, std::size_t at, Found found) const {
    std::uint32_t node = NameTrie::kRoot;
    for (std::size_t i = at; i < words.size(); ++i) {
      node = exact_.next(node, exact_.word(words[i]));
      if (node == NameTrie::kNothing) return;
      std::vector<std::uint32_t> entities;
      for (const std::uint32_t value : exact_.values(node)) entities.push_back(entries_[value].entity);
      if (!entities.empty()) found(i - at + 1, entities);
    }
  }

 private:
  std::span<const NameEntry> entries_;
  NameTrie exact_;
  NameTrie loose_;
};

/// Collects what Names reads.
class NamesBuilder {
 public:
  /// `form` as the file writes it, `key` its fold_key() or that of another wording of it.
  void add(const Entity& entity, std::uint32_t index, std::string_view form, std::string_view key,
           std::uint16_t rules = 0);

  void write(FlatWriter& writer) const;

 private:
  void add_exact(const std::vector<std::string_view>& words, const NameEntry& entry);
  void add_loose(const std::vector<std::string_view>& words, NameEntry entry);

  std::vector<NameEntry> entries_;
  NameTrieBuilder exact_;
  NameTrieBuilder loose_;
  std::unordered_map<std::string, std::string, StringHash, std::equal_to<>> bases_;  ///< of words seen before
};

}  // namespace cote::analysis
