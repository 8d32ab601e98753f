// A document's texts to terms, token stream, facets and citations.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/citations.hpp"
#include "indexer/facets.hpp"
#include "indexer/index_format.hpp"
#include "indexer/learning.hpp"
#include "indexer/shard_words.hpp"
#include "indexer/term_counts.hpp"

namespace cote::indexing {

class DocumentTerms {
 public:
  /// `words` and `terms` receive what the texts hold; with null only facets and citations are gathered.
  DocumentTerms(const Analyzer& analyzer, TextKind kind, ShardWords* words, TermCounts* terms);

  void add_title(std::string_view title);
  /// The paragraph with the headings that begin at it.
  void add_paragraph(const Paragraph& paragraph);
  /// The headings that the next paragraph is under already: of a paragraph that is a document by itself.
  void under(const std::vector<std::string>& heading) { heading_ = heading; }

  /// Adds what waited for the end of the document. `whole`: what the document knows of which this text may be
  /// a part.
  void finish(const DocumentTerms& whole);

  /// What the document is about and what it cites; what came with it wins.
  [[nodiscard]] Metadata facets(const Document& document) const;
  [[nodiscard]] const Citations& citations() const noexcept { return citations_; }
  [[nodiscard]] const Learning& learning() const noexcept { return learning_; }
  [[nodiscard]] std::string stream() { return stream_.finish(); }

 private:
  /// Ambiguous acronyms wait for the end of the document, which may decide between their readings.
  struct Waiting {
    std::set<std::uint32_t> readings;
    Token token;
    std::shared_ptr<const analysis::Vocabulary> words;  ///< owns the token's strings
    std::vector<std::uint32_t> numbers;                 ///< of its spellings in the streams
    std::uint32_t wdf = 0;
  };

  void add(std::string_view text, Place place);
  void add_words(const Analysis& analysis, std::uint32_t wdf);
  void add_entities(const Analysis& analysis, std::uint32_t wdf);

  const Analyzer* analyzer_;
  TextKind kind_;
  ShardWords* words_;
  TermCounts* terms_;
  std::uint32_t ordinal_ = 0;  ///< of the paragraph that is being added; 0: the title
  std::vector<std::string> heading_;
  Entities entities_;
  Learning learning_;
  Citations citations_;
  index_format::StreamWriter stream_;
  std::map<std::string, Waiting> waiting_;
};

}  // namespace cote::indexing
