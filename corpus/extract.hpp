// What a format's reader hands over: either running lines (text, PDF), which repair_flow() turns into blocks,
// or blocks whose borders the format itself gives (HTML, Markdown).
#pragma once

#include <cote/document.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::corpus {

enum class BlockKind : std::uint8_t { kParagraph, kHeading, kListItem, kTableRow, kNote };

/// A piece of text that nothing crosses: a paragraph, a heading, a list item, a row of a table, a footnote.
struct Block {
  BlockKind kind = BlockKind::kParagraph;
  int level = 0;                      ///< headings: 1 (outermost) to 6; 0: not known
  std::string text;                   ///< UTF-8, one line, no markup
  std::optional<std::uint32_t> page;  ///< from 1
  std::uint32_t source_begin = 0;     ///< bytes of the extracted text
  std::uint32_t source_end = 0;
};

/// The result of a reader. Exactly one of `lines` and `blocks` is used.
struct Extract {
  std::optional<std::string> lines;  ///< UTF-8; '\n' ends a line, '\f' a page
  std::vector<Block> blocks;
  std::string title;  ///< from the format (HTML <title>/<h1>, PDF metadata, front matter); may be empty
  std::optional<std::string> date;  ///< the same, normalised "2017-02-13"
  std::string language;             ///< ISO 639-1 if the format states it
  std::optional<std::string> url;   ///< canonical address if the format states it
  Metadata metadata;
  std::vector<std::string> warnings;  ///< French, without the file's name, which the caller puts in front
};

// One function a format. `bytes` is the whole file. They throw CorpusError with the reason alone ("fichier
// PDF tronqué : …; que faire"), to which read_document() adds the file's name.
[[nodiscard]] Extract read_text(std::string_view bytes);
[[nodiscard]] Extract read_markdown(std::string_view bytes);
[[nodiscard]] Extract read_html(std::string_view bytes);
[[nodiscard]] Extract read_pdf(std::string_view bytes);

/// The blocks of a piece of HTML that stands inside another format (Markdown), in valid UTF-8. Nothing is
/// taken for page furniture.
[[nodiscard]] std::vector<Block> html_fragment_blocks(std::string_view utf8);

/// From what a reader found to a document: repair, paragraphs, title, date and the rest. `id` and `path` are
/// taken as they are. The document has no paragraphs when the extract has no text.
[[nodiscard]] Document assemble(Extract&& extract, std::string id, std::string path);

/// Decodes a text file to UTF-8 in NFC with '\n' line ends: BOM (UTF-8, UTF-16), else UTF-8, else what
/// `declared` says (HTML meta charset), else Windows-1252, of which Latin-1 is read as a subset. Mostly valid
/// UTF-8 with a few bad bytes stays UTF-8 with U+FFFD and a warning that gives the line of the first.
/// CorpusError for binary content.
[[nodiscard]] std::string decode_text(std::string_view bytes, std::string_view declared,
                                      std::vector<std::string>& warnings);

}  // namespace cote::corpus
