// The words of the shard that is being written, and what each of them gives: its terms, its number in the
// token streams, its relatives in the synonym table. All of it is found once a word, not once an occurrence.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "indexer/index_format.hpp"
#include "indexer/term_counts.hpp"

namespace cote::indexing {

namespace format = index_format;

class ShardWords {
 public:
  /// What one token adds to its document.
  struct Plan {
    bool made = false;
    std::uint32_t word = 0;              ///< number in the token stream
    std::vector<std::uint32_t> stems{};  ///< term numbers of its stem terms
  };

  ShardWords(Xapian::WritableDatabase& database, const Analyzer& analyzer, TermCounts& terms);

  /// `entity`: the token is an acronym that names an entity. `words` owns the token's strings. Valid until
  /// the next call.
  const Plan& plan(const Token& token, bool entity, const std::shared_ptr<const analysis::Vocabulary>& words);

  /// The number of the solid form of a compound.
  std::uint32_t solid(const Token& token);

  /// Documents with the word may also be found by this term: it names an entity there.
  void also_found_by(std::uint32_t word, const std::string& term);

  /// Writes what is new into the database's metadata and synonym table. Before its commit.
  void write();

  /// Between two documents: gives memory back when there is much.
  void trim();

 private:
  struct Known {
    std::vector<format::Word> words;
    bool dirty = false;
  };

  Known& known(const std::string& folded);
  format::Word& word(char spelling, std::string_view surface);
  void note_terms(format::Word& word, const std::vector<std::string>& terms);
  void relate(const Token& token, const std::vector<std::string>& stems);
  void make(Plan& plan, const Token& token, bool entity);

  Xapian::WritableDatabase* database_;
  const Analyzer* analyzer_;
  TermCounts* terms_;
  std::uint32_t next_ = 0;
  std::unordered_map<std::string, Known> known_;  ///< by form without accents
  std::vector<std::string> dirty_;
  std::unordered_map<std::uint32_t, std::string> folded_of_;   ///< acronyms' key of known_
  std::unordered_set<std::string> entity_terms_;               ///< noted: word number and term
  std::vector<std::pair<std::string, std::string>> synonyms_;  ///< to write: key and term
  bool complete_ = false;                                      ///< known_ has all words of the shard
  std::shared_ptr<const analysis::Vocabulary> owner_;          ///< whose tokens plans_ are for
  std::vector<Plan> plans_;  ///< by twice the token's word, plus one for entities
  std::string key_;
};

}  // namespace cote::indexing
