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

/// The documents that hold the expression, by ascending docid, with the number of times. Exact. Cost: a pass
/// over the postings of its rarest word, and the positions of all its words in the documents that have them
/// all.
[[nodiscard]] std::vector<std::pair<Xapian::docid, Xapian::termcount>> find_expression(
    const Xapian::Database& database, const Expression& expression);

/// Any of several expressions, their numbers of times added up.
[[nodiscard]] std::vector<std::pair<Xapian::docid, Xapian::termcount>> find_expressions(
    const Xapian::Database& database, const std::vector<Expression>& expressions);

/// Those documents as a query. Each weighs as a term of that frequency would in BM25 without length.
[[nodiscard]] Xapian::Query expression_query(
    std::shared_ptr<const std::vector<std::pair<Xapian::docid, Xapian::termcount>>> matches,
    Xapian::doccount documents);

/// First and last tokens of its occurrences in an analysed text.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> occurrences(const Analysis& analysis,
                                                                           const Expression& expression);

}  // namespace cote::search
