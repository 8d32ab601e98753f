// The best paragraphs of a hit, and in them the words that made it one.
#pragma once

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cote/searcher.hpp>
#include <vector>

#include "searcher/builder.hpp"

namespace cote::search {

/// The `count` paragraphs of `document` that satisfy most of the query, rare units before frequent ones, best
/// first; ties by ordinal. Its first paragraph when no paragraph has any (the title matched). Text is cut to
/// `chars` code points around the densest part. `found_by` receives, for each unit of which the document has
/// other names only, the first of them.
[[nodiscard]] std::vector<Passage> best_passages(const Document& document, const std::vector<Unit>& units,
                                                 const Analyzer& analyzer, std::size_t count,
                                                 std::size_t chars,
                                                 std::vector<std::string>* found_by = nullptr);

}  // namespace cote::search
