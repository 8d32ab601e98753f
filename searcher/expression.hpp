// Exact expressions: the same words in the same order.
#pragma once

#include <xapian.h>

#include <cote/token.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "searcher/postings.hpp"

namespace cote::search {

class Index;

/// For each place of the expression, the surface terms that may stand there. Several, since a word typed
/// without accents also means the accented ones, and one typed with accents also the same in capitals
/// without.
struct Expression {
  struct Place {
    std::vector<std::string> words;  ///< surface terms: one position
    std::vector<std::string> solid;  ///< solid forms of compounds, which stand at each of their parts
  };
  std::vector<Place> places;
};

/// The ways in which the expression may be written: as it stands, and with its compounds in one word.
/// `strict`: accents are compared in both directions.
[[nodiscard]] std::vector<Expression> make_expressions(const Analysis& analysis, bool strict);

/// The surface terms that a word may stand as.
[[nodiscard]] std::vector<std::string> surface_alternatives(const Token& token, bool strict);

/// The documents that hold an expression, with the number of times.
struct Matches {
  using InShard = std::vector<std::pair<Xapian::docid, Xapian::termcount>>;
  std::vector<InShard> shards;  ///< by shard of the index, each by ascending docid of the shard

  [[nodiscard]] std::size_t documents() const {
    std::size_t count = 0;
    for (const InShard& shard : shards) count += shard.size();
    return count;
  }
  [[nodiscard]] bool empty() const { return documents() == 0; }
};

enum class Within : std::uint8_t { kDocument, kTitle };

/// Any of several expressions, their numbers of times added up. Exact. Cost: a pass over the postings of the
/// rarest word of each, and the token streams of the documents that have all its words (streams.hpp).
[[nodiscard]] Matches find_expressions(const Index& index, const std::vector<Expression>& expressions,
                                       Within within = Within::kDocument);

/// Those documents, each weighing as a term of that frequency would in BM25 without length.
[[nodiscard]] SharedPostings expression_postings(const Matches& matches, const Index& index);

/// First and last tokens of its occurrences in an analysed text.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> occurrences(const Analysis& analysis,
                                                                           const Expression& expression);

}  // namespace cote::search
