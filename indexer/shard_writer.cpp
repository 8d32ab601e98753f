#include "indexer/shard_writer.hpp"

#include <cote/reference.hpp>
#include <utility>

namespace cote::indexing {
namespace {

namespace fs = std::filesystem;
namespace format = index_format;

Xapian::WritableDatabase open(const fs::path& folder, bool dense) {
  return Xapian::WritableDatabase(folder.string(),
                                  Xapian::DB_CREATE_OR_OPEN | (dense ? Xapian::DB_NO_TERMLIST : 0));
}

}  // namespace

std::string content_bytes(std::uint64_t hash) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(hash >> (8 * i));
  return bytes;
}

ShardWriter::ShardWriter(const fs::path& folder, const Analyzer& analyzer, Unit unit, FacetSlots& slots,
                         Options options)
    : analyzer_(&analyzer),
      unit_(unit),
      slots_(&slots),
      database_(open(folder, options.dense)),
      records_(folder / format::kRecordsFile, options.blocks),
      streams_(folder / format::kStreamsFile),
      words_(database_, analyzer, terms_) {
  format::sync_folder(folder);
}

void ShardWriter::add(const Document& document, std::string_view bytes) {
  unit_ == Unit::kDocument ? add_document(document, bytes, false) : add_paragraphs(document, bytes, false);
}

void ShardWriter::replace(const Document& document, std::string_view bytes) {
  unit_ == Unit::kDocument ? add_document(document, bytes, true) : add_paragraphs(document, bytes, true);
}

void ShardWriter::add_document(const Document& document, std::string_view bytes, bool known) {
  DocumentTerms terms(*analyzer_, format::kind_of(document), &words_, &terms_);
  terms.add_title(document.title);
  for (const Paragraph& paragraph : document.paragraphs) terms.add_paragraph(paragraph);
  terms.finish(terms);
  const Xapian::Document target = finish(document, terms, terms.facets(document), 0, bytes);
  if (known) {
    database_.replace_document(format::id_term(document.id), target);
  } else {
    database_.add_document(target);
  }
  words_.trim();
}

void ShardWriter::add_paragraphs(const Document& document, std::string_view bytes, bool known) {
  // Facets are the whole document's, so its text is read first.
  DocumentTerms whole(*analyzer_, format::kind_of(document), nullptr, nullptr);
  whole.add_title(document.title);
  for (const Paragraph& paragraph : document.paragraphs) whole.add_paragraph(paragraph);
  const Metadata facets = whole.facets(document);
  const std::uint64_t content = format::content_hash(bytes);
  const std::string parent = format::parent_term(document.id);
  if (known) database_.delete_document(parent);
  std::vector<std::string> heading;
  Document part = document;
  for (const Paragraph& paragraph : document.paragraphs) {
    part.id = document.id + '#' + std::to_string(paragraph.ordinal);
    part.paragraphs.assign(1, paragraph);
    DocumentTerms terms(*analyzer_, format::kind_of(document), &words_, &terms_);
    terms.add_title(document.title);
    terms.under(heading);
    terms.add_paragraph(paragraph);
    heading = paragraph.heading;
    terms.finish(whole);
    terms_.add(parent, 0);
    database_.add_document(finish(part, terms, facets, content, format::encode_document(part)));
    words_.trim();
  }
}

Xapian::Document ShardWriter::finish(const Document& document, DocumentTerms& terms, const Metadata& facets,
                                     std::uint64_t content, std::string_view bytes) {
  Xapian::Document target;
  terms.learning().write(terms_, database_);
  target.add_term(format::id_term(document.id), 0);  // not among terms_, which remember every term they had
  ++pairs_;
  target.add_value(format::kIdSlot, format::clean_value(document.id));
  if (document.date) target.add_value(format::kDateSlot, *document.date);
  for (const std::string& symbol : document.symbols) {
    const std::string key = canonical_reference(symbol);
    terms_.add(format::own_symbol_term(key), 0);
    for (const std::string& same : format::unqualified_keys(key))
      terms_.add(format::own_symbol_term(same), 0);
  }
  for (const auto& [facet, values] : facets) {
    std::string joined;
    for (const std::string& value : values) {
      terms_.add(format::facet_term(facet, value), 0);
      if (!joined.empty()) joined += format::kValueSeparator;
      joined += value;
    }
    auto slot = known_slots_.find(facet);
    if (slot == known_slots_.end()) slot = known_slots_.emplace(facet, slots_->of(facet)).first;
    target.add_value(slot->second, joined);
  }
  if (!facets.contains("annee")) terms_.add(format::facet_term("annee", ""), 0);
  if (unit_ == Unit::kParagraph) target.add_value(format::kContentSlot, content_bytes(content));
  format::Place place;
  place.paragraphs = static_cast<std::uint32_t>(document.paragraphs.size());
  place.record = records_.put(format::encode_record(bytes, facets, terms.citations().stored(document)));
  const std::string stream = terms.stream();
  place.stream = streams_.size();
  place.stream_size = stream.size();
  streams_.append(stream);
  target.add_value(format::kPlaceSlot, format::encode_place(place));
  terms_.finish([&](const std::string& term, std::uint32_t wdf) {
    target.add_term(term, wdf);
    ++pairs_;
  });
  return target;
}

void ShardWriter::commit(const std::function<void()>& before) {
  records_.sync();
  streams_.sync();
  words_.write();
  before();
  database_.commit();
  pairs_ = 0;
}

}  // namespace cote::indexing
