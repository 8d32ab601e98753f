// Which index terms a query word reads, and how several terms make one query. The families of terms are
// described in indexer/index_format.hpp.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <string>
#include <vector>

#include "indexer/index_format.hpp"

namespace cote::search {

/// A query that no document satisfies.
[[nodiscard]] Xapian::Query nothing();

/// Documents with any of the terms. Terms themselves weigh nothing (postings.hpp).
[[nodiscard]] Xapian::Query any_of(const std::vector<std::string>& terms);

/// The queries joined by `op`; of one, that one; of none, the empty query.
[[nodiscard]] Xapian::Query join(Xapian::Query::op op, const std::vector<Xapian::Query>& queries);

/// The terms that a query word reads, as typed first (DESIGN: "Accents, one rule").
[[nodiscard]] std::vector<std::string> word_terms(const Token& token, const Analyzer& analyzer);

/// The term of words that are also spelt like a form of this one.
[[nodiscard]] std::string other_term(const Token& token);

}  // namespace cote::search
