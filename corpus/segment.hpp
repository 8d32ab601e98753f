// Blocks to paragraphs: ordinals, the document's own paragraph numbers, and the path of headings above each.
#pragma once

#include <vector>

#include "corpus/extract.hpp"

namespace cote::corpus {

/// Numbers paragraphs from 1. A block that begins with the next number of the document's own sequence ("12.
/// ") gets it as `number` and loses it from the text; the items a) b) c) below paragraph 31 are "31 a)", "31
/// b)". A number that does not continue a sequence (a year at the start of a line) stays text. Headings
/// become the `heading` path of what follows; a heading that nothing follows is kept as a paragraph.
[[nodiscard]] std::vector<Paragraph> segment(std::vector<Block> blocks);

}  // namespace cote::corpus
