// Exact expressions: the same words in the same order.
#pragma once

#include <xapian.h>

#include <cote/token.hpp>
#include <memory>
#include <string>
#include <vector>

namespace cote::search {

/// For each place of the expression, the surface terms that may stand there. Several, since a word typed
/// without accents also means the accented ones, and one typed with accents also the same in capitals
/// without.
struct Expression {
  std::vector<std::vector<std::string>> places;
};

/// `strict`: accents are compared in both directions.
[[nodiscard]] Expression make_expression(const std::vector<Token>& tokens, bool strict);

/// The documents that hold the expression, by ascending docid, with the number of times. Exact. Cost: a pass
/// over the postings of its rarest word, and the positions of all its words in the documents that have them
/// all.
[[nodiscard]] std::vector<std::pair<Xapian::docid, Xapian::termcount>> find_expression(
    const Xapian::Database& database, const Expression& expression);

/// Those documents as a query. Each weighs as a term of that frequency would in BM25 without length.
[[nodiscard]] Xapian::Query expression_query(
    std::shared_ptr<const std::vector<std::pair<Xapian::docid, Xapian::termcount>>> matches,
    Xapian::doccount documents);

/// First tokens of its occurrences in an analysed text.
[[nodiscard]] std::vector<std::size_t> occurrences(const std::vector<Token>& tokens,
                                                   const Expression& expression);

}  // namespace cote::search
