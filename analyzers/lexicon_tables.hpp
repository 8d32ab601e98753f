// What Lexicon looks up, as flat tables: made once from the lexicon's files by build_lexicon(), read in place
// by LexiconTables.
#pragma once

#include <cote/lexicon.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/flat.hpp"
#include "analyzers/names.hpp"

namespace cote::analysis {

struct BuiltLexicon {
  std::vector<std::byte> bytes;       ///< of LexiconTables
  std::vector<std::string> warnings;  ///< Lexicon::warnings()
};

/// Reads the sources in this order and puts them together. See Lexicon's constructor for the arguments and
/// what is thrown.
[[nodiscard]] BuiltLexicon build_lexicon(const std::vector<LexiconSource>& sources,
                                         std::string_view acronym_words);

/// Strings to the entities that they stand for.
class EntityIndex {
 public:
  explicit EntityIndex(FlatReader& reader) : keys_(reader), owners_(reader) {}
  [[nodiscard]] std::span<const std::uint32_t> find(std::string_view key) const noexcept {
    return owners_.of(keys_.find(key));
  }

 private:
  WordIndex keys_;
  NumberLists owners_;
};

/// The entities themselves, made one by one for who asks: a search names a few of 1,500.
class EntityRecords {
 public:
  explicit EntityRecords(FlatReader& reader);
  [[nodiscard]] std::size_t size() const noexcept { return begins_.size(); }
  [[nodiscard]] Entity entity(std::uint32_t index) const;
  /// Of entity(index), without making all of it.
  [[nodiscard]] std::string_view canonical(std::uint32_t index) const;
  [[nodiscard]] EntityKind kind(std::uint32_t index) const;

 private:
  WordList texts_;
  std::span<const std::uint32_t> begins_;   ///< by entity: its record in numbers_
  std::span<const std::uint32_t> numbers_;  ///< the records, one after the other: numbers of texts, counts
};

/// Collects what EntityRecords reads.
class EntityRecordsBuilder {
 public:
  void add(const Entity& entity);
  void write(FlatWriter& writer) const;

 private:
  void text(std::string_view text) { numbers_.push_back(texts_.add(text)); }
  void texts(const std::vector<std::string>& all);
  void count(std::size_t number) { numbers_.push_back(static_cast<std::uint32_t>(number)); }

  WordNumbers texts_;
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> numbers_;
};

struct LexiconTables {
  /// `bytes` must outlive what is read.
  explicit LexiconTables(std::span<const std::byte> bytes) : LexiconTables(FlatReader(bytes)) {}

  // In the order in which build_lexicon() writes them.
  EntityRecords entities;
  EntityIndex acronyms;
  EntityIndex names;
  EntityIndex demonyms;
  WordIndex french_words;
  Names trie;
  NumberLists parents;  ///< by entity
  std::string_view fingerprint;

 private:
  explicit LexiconTables(FlatReader reader)
      : entities(reader),
        acronyms(reader),
        names(reader),
        demonyms(reader),
        french_words(reader),
        trie(reader),
        parents(reader),
        fingerprint(reader.next_text()) {}
};

}  // namespace cote::analysis
