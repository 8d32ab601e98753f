// What a document cites, gathered while its text is turned into terms.
#pragma once

#include <cote/document.hpp>
#include <cote/token.hpp>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/index_format.hpp"
#include "indexer/term_counts.hpp"

namespace cote {

class Citations {
 public:
  /// Adds the terms of a reference to `terms`, if any, and remembers where it stands: in the paragraph
  /// `ordinal` or the headings above it, or, with 0, in the title.
  void note(const ReferenceMention& mention, std::uint32_t ordinal, indexing::TermCounts* terms,
            std::uint32_t wdf);

  /// Sorted by key. A document does not cite itself. What only the title cites counts as cited in the first
  /// of `document`'s paragraphs, if that is the document's first.
  [[nodiscard]] std::vector<index_format::StoredCitation> stored(const Document& document) const;

  /// The keys that are certain, for the facet `cite`.
  [[nodiscard]] std::vector<std::string> keys(const Document& document) const;

 private:
  struct Entry {
    index_format::StoredCitation citation;
    std::vector<std::string> broader;
  };
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace cote
