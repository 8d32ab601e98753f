#include "indexer/format/record.hpp"

#include "indexer/format/bytes.hpp"

namespace cote::index_format {
namespace {

/// What a paragraph has, as bits.
enum ParagraphBit : std::uint8_t {
  kNumber = 1,
  kPage = 2,
  kHeading = 4,  ///< another than the one before
  kLines = 8,    ///< the text has line ends, and stands here
  kPlace = 16,   ///< not right behind the one before
};
/// What a document has.
enum DocumentBit : std::uint8_t { kDate = 1, kUrl = 2 };

void put_strings(std::string& out, const std::vector<std::string>& strings) {
  put_number(out, strings.size());
  for (const std::string& text : strings) put_string(out, text);
}

std::vector<std::string> take_strings(ByteReader& reader) {
  std::vector<std::string> strings;
  for (std::uint64_t count = reader.number(); count > 0; --count) strings.emplace_back(reader.string());
  return strings;
}

void put_signed(std::string& out, std::int64_t value) {
  put_number(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

std::int64_t take_signed(ByteReader& reader) {
  const std::uint64_t value = reader.number();
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

void put_metadata(std::string& out, const Metadata& metadata) {
  put_number(out, metadata.size());
  for (const auto& [key, values] : metadata) {
    put_string(out, key);
    put_strings(out, values);
  }
}

Metadata take_metadata(ByteReader& reader) {
  Metadata metadata;
  for (std::uint64_t count = reader.number(); count > 0; --count) {
    std::string key(reader.string());
    metadata.insert_or_assign(std::move(key), take_strings(reader));
  }
  return metadata;
}

/// Paragraphs column by column: the texts as lines one after the other, which compress each other best, then
/// what is mostly the same from one paragraph to the next.
void put_paragraphs(std::string& out, const std::vector<Paragraph>& paragraphs) {
  put_number(out, paragraphs.size());
  for (const Paragraph& paragraph : paragraphs) {
    if (paragraph.text.find('\n') == std::string::npos) out += paragraph.text;
    out += '\n';
  }
  const std::vector<std::string>* heading = nullptr;
  std::uint32_t ordinal = 0;
  std::uint32_t end = 0;
  for (const Paragraph& paragraph : paragraphs) {
    const bool changed = heading == nullptr || *heading != paragraph.heading;
    const bool multiline = paragraph.text.find('\n') != std::string::npos;
    // Where it stood in the source: right behind the one before, and as long as its text, but for what was
    // repaired.
    const auto next = static_cast<std::int64_t>(paragraph.source_begin) - end;
    const auto longer = static_cast<std::int64_t>(paragraph.source_end) - paragraph.source_begin -
                        static_cast<std::int64_t>(paragraph.text.size());
    const bool usual = paragraph.ordinal == ordinal + 1 && next == 1 && longer == 0;
    out += static_cast<char>((paragraph.number ? kNumber : 0) | (paragraph.page ? kPage : 0) |
                             (changed ? kHeading : 0) | (multiline ? kLines : 0) | (usual ? 0 : kPlace));
    if (multiline) put_string(out, paragraph.text);
    if (!usual) {
      put_number(out, paragraph.ordinal);
      put_signed(out, next);
      put_signed(out, longer);
    }
    if (paragraph.number) put_string(out, *paragraph.number);
    if (paragraph.page) put_number(out, *paragraph.page);
    if (changed) put_strings(out, paragraph.heading);
    heading = &paragraph.heading;
    ordinal = paragraph.ordinal;
    end = paragraph.source_end;
  }
}

std::vector<Paragraph> take_paragraphs(ByteReader& reader) {
  std::vector<Paragraph> paragraphs;
  for (std::uint64_t count = reader.number(); count > 0; --count)
    paragraphs.emplace_back().text = reader.line();
  const Paragraph* before = nullptr;
  std::uint32_t end = 0;
  for (Paragraph& paragraph : paragraphs) {
    const std::uint8_t bits = reader.byte();
    if ((bits & kLines) != 0) paragraph.text = reader.string();
    std::int64_t next = 1;
    std::int64_t longer = 0;
    paragraph.ordinal = before == nullptr ? 1 : before->ordinal + 1;
    if ((bits & kPlace) != 0) {
      paragraph.ordinal = static_cast<std::uint32_t>(reader.number());
      next = take_signed(reader);
      longer = take_signed(reader);
    }
    paragraph.source_begin = static_cast<std::uint32_t>(end + next);
    paragraph.source_end = static_cast<std::uint32_t>(
        paragraph.source_begin + static_cast<std::int64_t>(paragraph.text.size()) + longer);
    if ((bits & kNumber) != 0) paragraph.number = std::string(reader.string());
    if ((bits & kPage) != 0) paragraph.page = static_cast<std::uint32_t>(reader.number());
    if ((bits & kHeading) != 0) {
      paragraph.heading = take_strings(reader);
    } else if (before != nullptr) {
      paragraph.heading = before->heading;
    }
    before = &paragraph;
    end = paragraph.source_end;
  }
  return paragraphs;
}

StoredCitation take_citation(ByteReader& reader) {
  StoredCitation citation;
  citation.canonical = reader.string();
  citation.display = reader.string();
  if (citation.display.empty()) citation.display = citation.canonical;
  citation.kind = static_cast<ReferenceKind>(reader.byte());
  citation.date = reader.string();
  citation.certain = reader.byte() != 0;
  std::uint32_t ordinal = 0;
  for (std::uint64_t count = reader.number(); count > 0; --count) {
    ordinal += static_cast<std::uint32_t>(reader.number());
    citation.ordinals.push_back(ordinal);
  }
  return citation;
}

}  // namespace

std::string encode_document(const Document& document) {
  std::string out;
  put_string(out, document.id);
  put_string(out, document.title);
  put_string(out, document.type);
  put_string(out, document.language);
  put_string(out, document.path);
  out += static_cast<char>((document.date ? kDate : 0) | (document.url ? kUrl : 0));
  if (document.date) put_string(out, *document.date);
  if (document.url) put_string(out, *document.url);
  put_string(out, document.date_rule);
  put_strings(out, document.symbols);
  put_strings(out, document.symbol_rules);
  put_metadata(out, document.metadata);
  put_paragraphs(out, document.paragraphs);
  return out;
}

std::string encode_record(std::string_view document_bytes, const Metadata& facets,
                          const std::vector<StoredCitation>& citations) {
  std::string out(document_bytes);
  put_metadata(out, facets);
  put_number(out, citations.size());
  for (const StoredCitation& citation : citations) {
    put_string(out, citation.canonical);
    put_string(out, citation.display == citation.canonical ? std::string_view() : citation.display);
    out += static_cast<char>(citation.kind);
    put_string(out, citation.date);
    out += static_cast<char>(citation.certain ? 1 : 0);
    put_number(out, citation.ordinals.size());
    std::uint32_t before = 0;
    for (const std::uint32_t ordinal : citation.ordinals) {
      put_number(out, ordinal - before);
      before = ordinal;
    }
  }
  return out;
}

std::string encode_record(const Document& document, const Metadata& facets,
                          const std::vector<StoredCitation>& citations) {
  return encode_record(encode_document(document), facets, citations);
}

std::uint64_t content_hash(std::string_view document_bytes) noexcept {
  // FNV-1a over eight bytes at a time, with a last mixing of the high bits.
  std::uint64_t hash = 0xCBF29CE484222325U ^ document_bytes.size();
  const auto mix = [&](std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32;
  };
  std::size_t at = 0;
  for (; at + 8 <= document_bytes.size(); at += 8) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(document_bytes[at + i])) << (8 * i);
    mix(value);
  }
  for (; at < document_bytes.size(); ++at) mix(static_cast<unsigned char>(document_bytes[at]));
  return hash;
}

Record decode_record(std::string_view bytes) {
  ByteReader reader(bytes);
  Record record;
  Document& document = record.document;
  document.id = reader.string();
  document.title = reader.string();
  document.type = reader.string();
  document.language = reader.string();
  document.path = reader.string();
  const std::uint8_t bits = reader.byte();
  if ((bits & kDate) != 0) document.date = std::string(reader.string());
  if ((bits & kUrl) != 0) document.url = std::string(reader.string());
  document.date_rule = reader.string();
  document.symbols = take_strings(reader);
  document.symbol_rules = take_strings(reader);
  document.metadata = take_metadata(reader);
  document.paragraphs = take_paragraphs(reader);
  record.facets = take_metadata(reader);
  for (std::uint64_t count = reader.number(); count > 0; --count)
    record.citations.push_back(take_citation(reader));
  return record;
}

std::string_view record_id(std::string_view bytes) { return ByteReader(bytes).string(); }

}  // namespace cote::index_format
