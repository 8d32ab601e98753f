// Small indexes made by tests.
#pragma once

#include <cote/indexer.hpp>
#include <cote/reader.hpp>
#include <cote/searcher.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/shared.hpp"

namespace cote::test {

/// A document of one or more paragraphs.
inline Document make_document(std::string id, const std::vector<std::string>& paragraphs,
                              std::string title = "") {
  Document document;
  document.id = std::move(id);
  document.title = std::move(title);
  document.language = "fr";
  std::uint32_t ordinal = 0;
  for (const std::string& text : paragraphs) {
    Paragraph paragraph;
    paragraph.ordinal = ++ordinal;
    paragraph.text = text;
    document.paragraphs.push_back(std::move(paragraph));
  }
  return document;
}

/// Indexes everything that a source gives; a failure or warning fails the test.
class StrictSink : public DocumentSink {
 public:
  explicit StrictSink(Indexer& indexer) : indexer_(indexer) {}
  void document(Document&& document) override { indexer_.add(document); }
  void failure(const std::string& what) override { FAIL_CHECK("failure: " << what); }
  void warning(const std::string& what) override { FAIL_CHECK("warning: " << what); }
  void skipped(const std::filesystem::path& file) override { FAIL_CHECK("skipped: " << file); }

 private:
  Indexer& indexer_;
};

inline void index_folder(const std::filesystem::path& index, const std::filesystem::path& folder,
                         std::optional<Unit> unit = std::nullopt) {
  Indexer indexer(index, french_analyzer(), unit);
  StrictSink sink(indexer);
  read_source(folder, "", sink);
  indexer.commit();
}

/// Ids of the hits, in order, separated by spaces.
inline std::string ids(const Results& results) {
  std::string out;
  for (const Hit& hit : results.hits) out += (out.empty() ? "" : " ") + hit.id;
  return out;
}

}  // namespace cote::test
