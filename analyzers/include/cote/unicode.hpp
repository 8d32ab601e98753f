// UTF-8 text as every part of Cote needs it: ill-formed bytes, code points, case and accents.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cote {

/// One code point and the bytes it takes. Ill-formed input gives U+FFFD and at least one byte.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 0;
};

/// Decodes the code point that starts at `at`. Precondition: at < text.size(). Never throws.
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept;

/// Appends the UTF-8 form of `value` to `out`.
void append_utf8(std::string& out, char32_t value);

/// True when every byte belongs to a well-formed sequence (Unicode 15, table 3-7).
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

/// The text with each ill-formed sequence replaced by U+FFFD, as the W3C encoding standard does.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

/// Number of code points.
[[nodiscard]] std::size_t count_code_points(std::string_view text) noexcept;

/// Lower case, NFC; œ, æ, ﬁ and ﬂ opened to two letters; accents kept: "ŒUVRE" -> "oeuvre", "État" -> "état".
[[nodiscard]] std::string fold_case(std::string_view text);

/// fold_case without accents: "État" -> "etat", "Œuvre" -> "oeuvre".
[[nodiscard]] std::string fold_accents(std::string_view text);

/// fold_accents with every run of other characters than letters and digits made one space and the ends
/// trimmed: "Côte d’Ivoire" -> "cote d ivoire". Two names that people take for the same have the same key.
[[nodiscard]] std::string fold_key(std::string_view text);

[[nodiscard]] bool is_letter(char32_t c) noexcept;
[[nodiscard]] bool is_digit(char32_t c) noexcept;  ///< decimal digits of any script
[[nodiscard]] bool is_upper(char32_t c) noexcept;
[[nodiscard]] bool is_lower(char32_t c) noexcept;
[[nodiscard]] bool is_space(char32_t c) noexcept;  ///< any white space, no-break spaces included
[[nodiscard]] bool is_mark(char32_t c) noexcept;   ///< combining marks

/// ' ’ ‘ ʼ ′ ´ `: what French text uses for an apostrophe.
[[nodiscard]] bool is_apostrophe(char32_t c) noexcept;

/// - ‐ ‑: hyphens, not dashes.
[[nodiscard]] bool is_hyphen(char32_t c) noexcept;

/// Length in bytes, at most `max_bytes`, of the longest prefix that ends on a code point border.
[[nodiscard]] std::size_t utf8_prefix(std::string_view text, std::size_t max_bytes) noexcept;

}  // namespace cote
