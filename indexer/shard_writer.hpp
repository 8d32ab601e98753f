// Writes one shard: a Xapian database, the records and the token streams of its documents.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cote/indexer.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "indexer/document_terms.hpp"
#include "indexer/facet_slots.hpp"
#include "indexer/format/blocks.hpp"
#include "indexer/format/files.hpp"
#include "indexer/shard_words.hpp"
#include "indexer/term_counts.hpp"

namespace cote::indexing {

/// One thread at a time.
class ShardWriter {
 public:
  struct Options {
    bool dense = false;  ///< no term lists: only add(); else replace() too
    index_format::BlockOptions blocks{};
  };

  /// Opens the shard, or creates it. `slots` must outlive it.
  ShardWriter(const std::filesystem::path& folder, const Analyzer& analyzer, Unit unit, FacetSlots& slots,
              Options options);

  /// Adds a document that the shard does not have. `bytes`: encode_document() of it. Throws Xapian's errors
  /// as they are, and IndexError; after an error the shard may only be closed.
  void add(const Document& document, std::string_view bytes);
  /// Replaces the one with the same id. Not in a dense shard.
  void replace(const Document& document, std::string_view bytes);

  /// What was added since the last commit is on the disk and visible. `before` is called between the files
  /// and the database, whose commit decides.
  void commit(const std::function<void()>& before);

  /// Pairs of term and document since the last commit: what memory and time go by.
  [[nodiscard]] std::uint64_t pairs() const noexcept { return pairs_; }
  [[nodiscard]] std::uint64_t documents() const { return database_.get_doccount(); }

 private:
  void add_document(const Document& document, std::string_view bytes, bool known);
  void add_paragraphs(const Document& document, std::string_view bytes, bool known);
  Xapian::Document finish(const Document& document, DocumentTerms& terms, const Metadata& facets,
                          std::uint64_t content, std::string_view bytes);

  const Analyzer* analyzer_;
  Unit unit_;
  FacetSlots* slots_;
  Xapian::WritableDatabase database_;
  index_format::BlockWriter records_;
  index_format::AppendFile streams_;
  TermCounts terms_;
  ShardWords words_;
  std::map<std::string, std::uint32_t, std::less<>> known_slots_;
  std::uint64_t pairs_ = 0;
};

/// 8 bytes for kContentSlot.
[[nodiscard]] std::string content_bytes(std::uint64_t hash);

}  // namespace cote::indexing
