// The citations of an index, read from the stored records.
#pragma once

#include <xapian.h>

#include <cote/reference_links.hpp>
#include <string_view>
#include <vector>

#include "indexer/index_format.hpp"

namespace cote::search {

class Index;

[[nodiscard]] ReferenceLinks reference_links(const Index& index, std::string_view typed);

/// The references of the records of one document, in the order of its text. Several: an index by paragraphs.
[[nodiscard]] std::vector<CitedReference> cited_references(const std::vector<index_format::Record>& records);

[[nodiscard]] std::vector<ReferenceCount> most_cited(const Index& index, std::size_t limit);

[[nodiscard]] CitationGraph citation_graph(const Index& index);

}  // namespace cote::search
