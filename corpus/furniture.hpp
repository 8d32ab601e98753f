// Lines that belong to the page and not to the text: headers, footers, page numbers, links, web furniture.
#pragma once

#include <string>
#include <vector>

#include "corpus/line.hpp"

namespace cote::corpus {

/// What was taken out of the lines.
struct Furniture {
  std::vector<std::string> lines;  ///< in order, without repetition
  std::vector<std::string> links;  ///< the same
};

/// Marks the lines as dropped and tells the line after them that a break stood before it (`over_break`).
[[nodiscard]] Furniture take_furniture(std::vector<Line>& lines);

/// Marks footnotes (the lines after a rule of underscores) and takes their marks off the words in the text:
/// "institutionnelle1." -> "institutionnelle.". The rule itself is dropped.
void mark_notes(Lines& lines);

}  // namespace cote::corpus
