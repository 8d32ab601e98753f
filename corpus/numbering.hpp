// Numbers in front of paragraphs, items and headings, and which of them continue a sequence.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::corpus {

enum class LabelForm : std::uint8_t {
  kNumber,     ///< "12. ", "12) ", "1.2. ", "12.- "
  kItem,       ///< "a) ", "(a) "
  kRomanItem,  ///< "ii) ", "(ii) "
  kRoman,      ///< "IV. "
  kLetter,     ///< "B. "
};

/// A number in front of a text.
struct Label {
  LabelForm form = LabelForm::kNumber;
  std::array<std::uint32_t, 5> parts{};  ///< "1.2." is {1, 2}; a letter or a Roman numeral is its rank
  std::size_t depth = 0;                 ///< how many parts
  std::size_t bytes = 0;                 ///< of the text that it takes, the space behind it included
  std::string_view printed;              ///< "12", "1.2", "a)": as it is cited
};

/// False is certain: a label ends in a full stop or a bracket, which stands among the first fourteen bytes.
[[nodiscard]] inline bool may_have_label(std::string_view text) noexcept {
  for (const char c : text.substr(0, 14)) {
    if (c == '.' || c == ')') return true;
  }
  return false;
}

/// The number that `text` begins with, if a space or the text's end follows it.
[[nodiscard]] std::optional<Label> read_label(std::string_view text);

/// The same for letters that read both ways: "i) " is the ninth letter and the first Roman numeral. `text` is
/// read as the form `form`.
[[nodiscard]] std::optional<Label> read_label_as(std::string_view text, LabelForm form);

/// Which labels of a document count. One does when it follows one that counted (12 after 11, 1.1 after 1, 2
/// after 1.4), or when the next label of its form follows it; a number that stands alone ("2005. ") is text.
/// Labels of one form.
[[nodiscard]] std::vector<bool> find_sequences(const std::vector<Label>& labels);

/// True when `b` is what comes after `a`.
[[nodiscard]] bool follows(const Label& a, const Label& b);

}  // namespace cote::corpus
