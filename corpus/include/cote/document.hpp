// A document: the unit of retrieval. Its paragraphs are the unit of citation.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cote {

/// One paragraph of the repaired text, in UTF-8.
struct Paragraph {
  std::uint32_t ordinal = 0;            ///< from 1 over all paragraphs of the document
  std::optional<std::string> number{};  ///< as the document prints it: "12", "4 l)"
  std::optional<std::uint32_t> page{};  ///< from 1; only formats with pages
  std::vector<std::string>
      heading{};       ///< the headings above it, outermost first: {"II. Réunions", "A. Technologie"}
  std::string text{};  ///< repaired, one line, no number in front
  std::uint32_t source_begin = 0;  ///< first byte in the extracted text that it was read from
  std::uint32_t source_end = 0;    ///< one past the last byte
};

/// Values of a metadata key or a facet.
using Metadata = std::map<std::string, std::vector<std::string>, std::less<>>;

/// A document as the indexer takes it. Strings are valid UTF-8 in NFC.
struct Document {
  std::string id;  ///< external id, unique in an index; any length
  std::string title;
  std::optional<std::string> date;  ///< as precise as known: "2017", "2017-02", "2017-02-13"
  std::string type;                 ///< "rapport", "lettre", …; empty when no rule decides
  std::string language;             ///< ISO 639-1: "fr"; empty when unknown
  std::string path;                 ///< absolute path of the source; empty for standard input
  std::optional<std::string> url;
  std::vector<std::string> symbols;  ///< own symbols as they are shown: "A/75/345", "S/RES/2457 (2019)";
                                     ///< canonical_reference() gives their keys
  Metadata metadata;                 ///< what came with the document: any key of a JSONL record
  std::vector<Paragraph> paragraphs;
  std::vector<std::string> symbol_rules{};  ///< by symbol, what told it: "metadata", "furniture", "head",
                                            ///< "adopted" (the title of a resolution), "link", "title", "file
                                            ///< name"; empty when the caller gave the symbols
  std::string date_rule{};  ///< "symbol" where no more than the document's symbol gives the date
};

}  // namespace cote
