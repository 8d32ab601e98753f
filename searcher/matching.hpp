// Runs a query: by its lists alone where there is nothing else, by Xapian where there are filters, another
// order, or what must not be there. Both give the same documents, weights and order.
#pragma once

#include <xapian.h>

#include <cote/query.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "searcher/builder.hpp"
#include "searcher/facets.hpp"

namespace cote::search {

struct Page {
  std::vector<Ranked> hits;
  std::uint64_t total = 0;
  bool exact = true;                ///< the total is
  std::vector<ValueCounts> facets;  ///< of the facets asked for, in their order
};

struct PageRequest {
  Sort sort = Sort::kRelevance;
  std::size_t offset = 0;
  std::size_t limit = 0;
  bool exact = false;                                  ///< count all hits
  std::vector<std::optional<Xapian::valueno>> facets;  ///< slots of facets to be counted; none: no document
                                                       ///< has the facet
};

/// `filter` is empty where there is none.
[[nodiscard]] Page find_page(const Index& index, Facts& facts, const BuiltQuery& query,
                             const Xapian::Query& filter, const PageRequest& request);

/// Does any document match?
[[nodiscard]] bool finds_any(const Index& index, const BuiltQuery& query);

}  // namespace cote::search
