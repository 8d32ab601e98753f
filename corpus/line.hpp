// The lines of a text, cleaned one by one, with where each came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::corpus {

/// One line that is not blank. Repair sets the marks; whatever is not a mark is given by split_lines().
struct Line {
  std::string_view text;              ///< cleaned: one space between words, none at the ends, no bullet
  std::uint32_t begin = 0;            ///< first byte in the input that is no space
  std::uint32_t end = 0;              ///< one past the last such byte
  std::optional<std::uint32_t> page;  ///< from 1; only when the input has page ends
  std::uint32_t gap = 0;              ///< blank lines before it
  std::uint32_t indent = 0;           ///< spaces before its text
  std::uint32_t width = 0;            ///< code points of `text`
  char32_t bullet = 0;                ///< the bullet that was taken off, 0: none
  bool columns = false;               ///< had three or more spaces between words

  bool dropped = false;     ///< page furniture or a link
  bool link = false;        ///< dropped because it holds addresses alone
  bool over_break = false;  ///< page furniture, a link or a page end stood directly before it
  bool glued = false;       ///< belongs to the line before without a space: a superscript
  bool after_glue = false;  ///< the line before it is a superscript
  bool label = false;       ///< opens a paragraph by its number, letter or form ("12. ", "a) ", "Article 3")
  bool note = false;        ///< opens a footnote
  bool in_note = false;     ///< is part of one
};

/// The lines of a text. Most need no cleaning and are views of it, so it must outlive them.
struct Lines {
  std::vector<Line> all;
  std::deque<std::string> changed;  ///< the texts of the others
};

/// Splits at '\n', "\r\n", '\r' and '\f', cleans each line with clean_line() and leaves blank ones out.
[[nodiscard]] Lines split_lines(std::string_view input);

/// One line without control, invisible and private-use characters; every space a plain one and single; stray
/// spaces at an apostrophe closed ("l ’Union"); U+2018 between two letters made U+2019. Ill-formed bytes
/// become U+FFFD.
[[nodiscard]] std::string clean_line(std::string_view raw);

/// Collapses a doubled function word: "ce qui qui rendait" -> "ce qui rendait".
void collapse_doubled_words(std::string& text);

}  // namespace cote::corpus
