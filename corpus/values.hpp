// Small questions that several readers ask: what the bytes of a file are, dates, languages, spaces.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cote::corpus {

enum class ContentKind : std::uint8_t { kEmpty, kText, kHtml, kPdf, kOther };

/// What the first bytes of a file show it to be.
struct Content {
  ContentKind kind = ContentKind::kText;
  std::string_view name;  ///< French, for messages: "image PNG", "document Word (DOCX)"
};
[[nodiscard]] Content identify_content(std::string_view bytes);

/// Byte order of UTF-16 text that has no byte order mark, told by where its zero bytes stand.
enum class Utf16Order : std::uint8_t { kNone, kLittle, kBig };
[[nodiscard]] Utf16Order guess_utf16(std::string_view bytes);

/// NFC, '\n' line ends, no control characters but '\n', '\t' and '\f'; U+0080 to U+009F read as the
/// Windows-1252 characters that they were. `utf8` must be valid.
[[nodiscard]] std::string normalize_text(std::string utf8);

/// Runs of ASCII white space and control characters made one space, none at the ends; soft hyphens and
/// zero-width spaces taken out.
[[nodiscard]] std::string collapse_spaces(std::string_view text);

/// True when there is nothing to read: white space of any kind and U+FEFF only.
[[nodiscard]] bool is_blank(std::string_view utf8);

/// "2017-02-13", "2017-02" or "2017" from an ISO date or time stamp, or from any form that find_date() knows.
[[nodiscard]] std::optional<std::string> normalize_date(std::string_view text);

/// "fr-FR", "fr_CA", "FR", "fra", "français" -> "fr"; "" when it is no language code.
[[nodiscard]] std::string normalize_language(std::string_view text);

[[nodiscard]] inline bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// ASCII letters made lower case.
[[nodiscard]] std::string ascii_lower(std::string_view text);

/// Length in bytes of what marks a list item at the start of `text`, with the space after it: "• ", "- ", "—
/// "; and of one that a reader must keep, "a) ", "1. ", "iv) ": then `keep` is true. {0} when there is none.
struct ItemMark {
  std::size_t bytes = 0;
  bool keep = false;
};
[[nodiscard]] ItemMark item_mark(std::string_view text);

}  // namespace cote::corpus
