// What `cote refs` and `cote stats --references` print.
#pragma once

#include <cote/searcher.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/text.hpp"

namespace cote::cli {

/// « résolution de l'ONU »
[[nodiscard]] std::string_view kind_label(ReferenceKind kind);

[[nodiscard]] std::string links_text(const ReferenceLinks& links, const Layout& layout);
[[nodiscard]] std::string citations_text(const std::string& id, const std::vector<CitedReference>& cited,
                                         const Layout& layout);
[[nodiscard]] std::string most_cited_text(const std::vector<ReferenceCount>& counts, const Layout& layout);

// docs/refs.schema.json; each ends in a line end.
[[nodiscard]] std::string links_json(const ReferenceLinks& links);
[[nodiscard]] std::string citations_json(const std::string& id, const std::vector<CitedReference>& cited);
[[nodiscard]] std::string most_cited_json(const std::vector<ReferenceCount>& counts);

/// http://graphml.graphdrawing.org: a node for each document and each reference, edges "cites" and "bears".
[[nodiscard]] std::string graph_as_graphml(const CitationGraph& graph);
/// The same in the language of Graphviz.
[[nodiscard]] std::string graph_as_dot(const CitationGraph& graph);

}  // namespace cote::cli
