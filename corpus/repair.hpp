// Repair of extraction damage: from running lines to blocks of whole sentences.
//
// Every rule decides from the text around one line end or one character; what it decides on is written beside
// it in repair.cpp with the artefact that it was made for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/extract.hpp"

namespace cote::corpus {

/// What repair makes of a text's lines.
struct Repaired {
  std::vector<Block> blocks;  ///< in order; source_begin/end are bytes of the input
  std::vector<std::string>
      links;  ///< addresses that stood on lines of their own, in order, without repetition
  std::vector<std::string> furniture;  ///< page headers and footers taken out, in order, without repetition
};

/// Takes page furniture and link lines out, folds typography, rejoins superscripts and cut words, joins lines
/// into paragraphs, marks headings and list items, drops a paragraph that is printed twice. Never throws.
[[nodiscard]] Repaired repair_lines(std::string_view lines);

/// The part of the repairs that holds inside one block whose borders are known (HTML, Markdown): spaces,
/// private-use characters, stray space before an apostrophe, doubled function word.
[[nodiscard]] std::string repair_inline(std::string_view text);

}  // namespace cote::corpus
