// What is stored of a document, as bytes: all that a hit shows, and what it cites.
#pragma once

#include <cote/document.hpp>
#include <cote/reference.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cote::index_format {

/// A reference that a document holds, and where.
struct StoredCitation {
  std::string canonical;
  std::string display;
  ReferenceKind kind = ReferenceKind::kUnDocument;
  std::string date;
  bool certain = true;                    ///< false: one of several readings, none of which the text decides
  std::vector<std::uint32_t> ordinals{};  ///< of the paragraphs, ascending
};

/// A document as bytes; encode_record() without what the indexer adds to it.
[[nodiscard]] std::string encode_document(const Document& document);
/// A document with its facets and citations. `document_bytes` is encode_document()'s.
[[nodiscard]] std::string encode_record(std::string_view document_bytes, const Metadata& facets,
                                        const std::vector<StoredCitation>& citations);
[[nodiscard]] std::string encode_record(const Document& document, const Metadata& facets,
                                        const std::vector<StoredCitation>& citations = {});
/// 64-bit hash of encode_document()'s bytes: equal when indexing a document again would change nothing.
[[nodiscard]] std::uint64_t content_hash(std::string_view document_bytes) noexcept;

struct Record {
  Document document;
  Metadata facets;
  std::vector<StoredCitation> citations{};  ///< by key
};
/// IndexError when the bytes are no record.
[[nodiscard]] Record decode_record(std::string_view bytes);
/// Its id alone.
[[nodiscard]] std::string_view record_id(std::string_view bytes);

}  // namespace cote::index_format
