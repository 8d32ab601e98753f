// Start here to build an index: Indexer index("rapports.index"); index.add(document); index.commit();
#pragma once

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace cote {

/// What a hit is.
enum class Unit : std::uint8_t {
  kDocument,   ///< a document, with its best paragraphs
  kParagraph,  ///< a paragraph, with the id "ID#ORDINAL" and its document's title, metadata and facets
};

/// How much of the machine an Indexer may take.
struct IndexerOptions {
  unsigned threads = 0;            ///< that write; 0: one a core, at most eight
  std::size_t memory = 256 << 20;  ///< bytes that it may hold besides one document; more makes larger commits
};

/// One writer of an index. Not for several threads at once; it has threads of its own. Another process's
/// writer makes the constructor throw; readers go on undisturbed and see each commit.
class Indexer {
 public:
  enum class Outcome : std::uint8_t { kAdded, kReplaced, kUnchanged };

  /// Opens the index at `path`, or creates it. `unit` is fixed when the index is created: nullopt takes the
  /// existing one's, or documents. IndexError when the path holds something else, an index of another
  /// format or analyzer or unit, or when another process writes to it.
  explicit Indexer(const std::filesystem::path& path, Analyzer analyzer = french_analyzer(),
                   std::optional<Unit> unit = std::nullopt, IndexerOptions options = {});
  /// Commits too, but cannot report failure: call commit().
  ~Indexer();
  Indexer(const Indexer&) = delete;
  Indexer& operator=(const Indexer&) = delete;

  /// Adds the document, or replaces the one that has the same id. Unchanged content costs only the
  /// comparison. Commits by itself from time to time, so memory stays bounded; a document is never committed
  /// in part. An error of an earlier document may come out here: after one, nothing more can be added.
  Outcome add(Document document);

  /// True when a document of that id is in the index or was added.
  [[nodiscard]] bool contains(std::string_view id) const;

  /// Brings the index into its smallest form, which is the fastest to search too: one shard, its tables
  /// without gaps, its texts compressed harder. Commits first. Takes as much room again while it works; what
  /// was there stays until the new form is complete.
  void compact();

  /// On return all documents are durable and visible. IndexError, for instance when the disk is full; what
  /// was committed before stays.
  void commit();

  [[nodiscard]] Unit unit() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote
