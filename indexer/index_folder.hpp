// The folder of an index that is open for writing: its manifest and its shards.
#pragma once

#include <xapian.h>

#include <cote/indexer.hpp>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/facet_slots.hpp"
#include "indexer/format/manifest.hpp"
#include "indexer/lock.hpp"

namespace cote::indexing {

class IndexFolder {
 public:
  /// Opens the folder, or makes it an index; see Indexer's constructor.
  IndexFolder(const std::filesystem::path& path, const std::string& fingerprint, std::optional<Unit> unit);

  [[nodiscard]] Unit unit() const noexcept {
    return manifest_.paragraphs ? Unit::kParagraph : Unit::kDocument;
  }
  [[nodiscard]] const std::vector<index_format::ShardEntry>& shards() const noexcept {
    return manifest_.shards;
  }
  [[nodiscard]] std::filesystem::path path(const index_format::ShardEntry& shard) const {
    return path_ / shard.folder;
  }
  [[nodiscard]] FacetSlots& slots() noexcept { return *slots_; }

  /// The name of a shard that does not exist yet. Nothing refers to it before publish() or replace().
  [[nodiscard]] index_format::ShardEntry new_shard(bool dense);
  /// From now on the shard belongs to the index.
  void publish(const index_format::ShardEntry& shard);
  /// From now on the shards do not: they have no documents.
  void remove(const std::vector<std::string>& shards);
  /// `shard` stands for all of `old`, at once; their folders are removed.
  void replace(const std::vector<std::string>& old, const index_format::ShardEntry& shard);
  /// Makes new facets' slots durable. For any thread.
  void save_slots();

 private:
  void save();
  void drop(const std::vector<std::string>& shards);
  void remove_leftovers() const;

  std::filesystem::path path_;
  std::optional<Lock> lock_;
  std::mutex mutex_;
  index_format::Manifest manifest_;
  std::unique_ptr<FacetSlots> slots_;
};

}  // namespace cote::indexing
