// The citations of an index, read from the stored records.
#pragma once

#include <xapian.h>

#include <cote/reference_links.hpp>
#include <string_view>
#include <vector>

#include "indexer/index_format.hpp"

namespace cote::search {

[[nodiscard]] ReferenceLinks reference_links(const Xapian::Database& database, std::string_view typed);

/// The references of the records of one document, in the order of its text. Several: an index by paragraphs.
[[nodiscard]] std::vector<CitedReference> cited_references(const std::vector<index_format::Record>& records);

[[nodiscard]] std::vector<ReferenceCount> most_cited(const Xapian::Database& database, std::size_t limit);

[[nodiscard]] CitationGraph citation_graph(const Xapian::Database& database);

}  // namespace cote::search
