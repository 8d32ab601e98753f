// Numbers as French writes them, besides digits: Roman numerals, ordinals in letters.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cote::analysis {

/// Value of a Roman numeral in capitals or in small letters, not mixed, written as the rules ask (IX, not
/// VIIII), from 1 to 89. Beyond, numerals are rare in reports and look like other things: CD, DVD, M., MD.
[[nodiscard]] std::optional<std::uint32_t> roman_value(std::string_view word) noexcept;

/// The value of a number in figures, Arabic of four digits at most or Roman in capitals of I, V and X.
[[nodiscard]] std::optional<std::uint32_t> figure_value(std::string_view word) noexcept;

/// The endings of an ordinal in figures, in any case, of the first or of another; superscript letters are
/// letters too.
[[nodiscard]] bool is_ordinal_ending(std::string_view written, bool first);

/// A month without accents, from 1.
[[nodiscard]] std::optional<std::uint32_t> month_of(std::string_view folded) noexcept;

/// By how many zeros the word in lower case makes a number longer: millions 6; 0 for other words.
[[nodiscard]] std::size_t zeros_of(std::string_view lower) noexcept;

[[nodiscard]] bool is_digits(std::string_view word) noexcept;  ///< ASCII, one at least
[[nodiscard]] std::uint32_t to_number(std::string_view digits) noexcept;

/// What one word of a number in letters says. `folded`: lower case, without accents.
struct NumberWord {
  std::uint32_t value = 0;
  bool ordinal = false;   ///< vingtième, premier
  bool compound = false;  ///< unième: only after another word of number
};
[[nodiscard]] std::optional<NumberWord> number_word(std::string_view folded);

}  // namespace cote::analysis
