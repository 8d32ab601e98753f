// Numbers as French writes them, besides digits: Roman numerals, ordinals in letters.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cote::analysis {

/// Value of a Roman numeral in capitals or in small letters, not mixed, written as the rules ask (IX, not
/// VIIII), from 1 to 89. Beyond, numerals are rare in reports and look like other things: CD, DVD, M., MD.
[[nodiscard]] std::optional<std::uint32_t> roman_value(std::string_view word) noexcept;

/// What one word of a number in letters says. `folded`: lower case, without accents.
struct NumberWord {
  std::uint32_t value = 0;
  bool ordinal = false;   ///< vingtième, premier
  bool compound = false;  ///< unième: only after another word of number
};
[[nodiscard]] std::optional<NumberWord> number_word(std::string_view folded);

}  // namespace cote::analysis
