// Which line ends are ends of something, and how the others are closed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "corpus/line.hpp"
#include "corpus/words.hpp"

namespace cote::corpus {

enum class Join : std::uint8_t {
  kBreak,       ///< a new block begins
  kSpace,       ///< one space
  kNothing,     ///< the two lines touch: "S/2017/" + "12", "l’" + "Union", "Haut-" + "Représentant"
  kDropHyphen,  ///< the hyphen at the end was a line end's: "orga-" + "nisations"
  kCloseHyphen  ///< the space before the hyphen goes too: "soixante -" + "quinzième"
};

/// How a text is laid out. Measured once over all its lines.
struct Layout {
  std::uint32_t width = 0;  ///< code points that 95 % of the lines keep within
  std::uint32_t gap = 0;    ///< blank lines between two lines of one sentence: 0, or 1 in double-spaced text
  bool wrapped = false;     ///< lines end where they are full, not where a paragraph ends
};

[[nodiscard]] Layout measure_layout(const std::vector<Line>& lines);

/// Sets `label` on lines that open a numbered paragraph, an item, a Roman or lettered heading, an article or
/// a chapter.
void mark_labels(std::vector<Line>& lines, const Layout& layout);

/// True for "Article 3", "CHAPITRE IV", "Annexe II", "Titre premier": a part of a document named with its
/// number. `level` is its depth: 1 part, book, annex; 2 title; 3 chapter; 4 section; 5 subsection; 6 article.
[[nodiscard]] bool is_division(std::string_view text, int& level);

/// A line set in capitals, of more than one word.
[[nodiscard]] bool is_capital_line(std::string_view text);

/// Decides for the end of `before`. `cluster` is the greatest width of the lines that stand together with it.
[[nodiscard]] Join decide_join(const Line& before, const Line& after, const Layout& layout,
                               std::uint32_t cluster, const Vocabulary& words);

}  // namespace cote::corpus
