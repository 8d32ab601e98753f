// Documents into an index: which are new, which shard each goes to, and when they are committed.
//
// Few documents go to one small shard that can be changed. Many are written by several threads at once, each
// into a dense shard of its own, which is half the size but cannot be changed: before one of its documents is
// replaced, it is written anew as one that can.
#include <xapian.h>

#include <algorithm>
#include <cote/error.hpp>
#include <cote/indexer.hpp>
#include <map>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

#include "indexer/guard.hpp"
#include "indexer/index_folder.hpp"
#include "indexer/index_format.hpp"
#include "indexer/rewrite.hpp"
#include "indexer/shard_writer.hpp"
#include "indexer/writer_thread.hpp"

namespace cote {
namespace {

namespace fs = std::filesystem;
namespace format = index_format;
using indexing::WriterThread;

/// Bytes of documents from which on they are many: a tenth of a second of one thread's work.
constexpr std::size_t kMany = 2 << 20;

/// A changeable shard of so many bytes takes no more new documents: Xapian's tables are then a second's work
/// to write anew.
constexpr std::uint64_t kLargestOpenShard = 64 << 20;

/// Shards above which small ones are put together: a search opens them all.
constexpr std::size_t kMostShards = 16;

/// Bytes of documents that a thread is handed at a time.
constexpr std::size_t kBatch = 128 << 10;

/// Ids that are remembered until the next commit of all, about 150 bytes each.
constexpr std::size_t kMostPending = 200'000;

/// Bytes that Xapian's maps and ours take for a pair of term and document.
constexpr std::size_t kBytesPerPair = 220;

/// Pairs between two commits of a thread. Xapian's maps are fastest while they stay in the caches, at about
/// 0.2 million, and each commit costs a sync; below the least, commits would cost more than the rest.
constexpr std::uint64_t kMostPairs = 200'000;
constexpr std::uint64_t kLeastPairs = 50'000;

constexpr unsigned kMostThreads = 8;

/// Of a compacted index: a hit decompresses twice as much, and the text takes a seventh less.
const format::BlockOptions kPackedBlocks{128 << 10, 12, {}};

std::uint64_t bytes_of(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code file_error;
    const auto size = it->file_size(file_error);
    if (!file_error) bytes += size;
  }
  return bytes;
}

/// A shard of the index as this writer sees it.
struct Shard {
  format::ShardEntry entry{};
  Xapian::Database reader{};  ///< of the last commit; closed while the shard is new
  std::optional<format::BlockReader> records{};
  std::unique_ptr<WriterThread> writer{};
  WriterThread::Batch batch{};  ///< for the writer, not pushed yet
  std::size_t batch_bytes = 0;
  WriterThread::Batch replacements{};  ///< wait until the shard can be changed
};

}  // namespace

struct Indexer::Impl {
  std::string name;
  Analyzer analyzer;
  IndexerOptions options;
  indexing::IndexFolder folder;
  std::map<std::string, Shard> shards;  ///< by folder
  /// What was added since the last commit of all: the hash of its content, and its shard ("": it waits).
  struct Pending {
    std::uint64_t content = 0;
    std::string shard;
    std::size_t waiting = 0;  ///< index into `few`
  };
  std::unordered_map<std::string, Pending> pending;
  WriterThread::Batch few;  ///< documents that may stay few
  std::size_t few_bytes = 0;
  std::vector<std::string> team;  ///< shards that many documents are written to
  std::size_t turn = 0;
  std::size_t replacement_bytes = 0;

  Impl(const fs::path& path, Analyzer chain, std::optional<Unit> unit, const IndexerOptions& wanted)
      : name(path.string()),
        analyzer(std::move(chain)),
        options(wanted),
        folder(path, analyzer.fingerprint(), unit) {
    if (options.threads == 0)
      options.threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
    for (const format::ShardEntry& entry : folder.shards()) {
      open_reader(shards.try_emplace(entry.folder, Shard{entry}).first->second);
    }
    drop_empty();
  }

  /// A writer that failed before its first commit, on a full disk for instance, leaves shards without
  /// documents that take what room there was.
  void drop_empty() {
    std::vector<std::string> empty;
    for (const auto& [folder_name, shard] : shards) {
      if (shard.reader.get_doccount() == 0) empty.push_back(folder_name);
    }
    if (empty.empty()) return;
    for (const std::string& folder_name : empty) shards.erase(folder_name);
    folder.remove(empty);
  }

  [[nodiscard]] std::string key_term(std::string_view id) const {
    return folder.unit() == Unit::kDocument ? format::id_term(id) : format::parent_term(id);
  }

  // ---- Where a document goes

  Outcome add(Document&& document) {
    WriterThread::Job job{std::move(document), {}, false};
    job.bytes = format::encode_document(job.document);
    const std::uint64_t content = format::content_hash(job.bytes);
    if (const auto known = pending.find(job.document.id); known != pending.end())
      return add_again(known->second, std::move(job), content);
    if (const auto [shard, docid] = find(job.document.id); shard != nullptr) {
      if (is_stored(*shard, docid, job.bytes, content)) return Outcome::kUnchanged;
      pending[job.document.id] = {content, shard->entry.folder, 0};
      replace(*shard, std::move(job));
      return Outcome::kReplaced;
    }
    Pending& entry = pending[job.document.id];
    entry.content = content;
    place(std::move(job), entry);
    if (pending.size() >= kMostPending) commit();
    return Outcome::kAdded;
  }

  /// The shard that has a document, and there the document or its first paragraph; or null.
  std::pair<Shard*, Xapian::docid> find(std::string_view id) {
    const std::string term = key_term(id);
    for (auto& [folder_name, shard] : shards) {
      const Xapian::docid docid = read(shard, [&term](Xapian::Database& reader) {
        const auto found = reader.postlist_begin(term);
        return found == reader.postlist_end(term) ? 0 : *found;
      });
      if (docid != 0) return {&shard, docid};
    }
    return {nullptr, 0};
  }

  /// Xapian keeps no more than the last two commits for readers, and the shard's own thread commits
  /// meanwhile. What it has written since the last commit of all is in `pending`, so a newer state tells
  /// nothing else. A block that is read while it is written over may look like damage: it is none if there is
  /// a newer commit.
  template <typename Work>
  static auto read(Shard& shard, Work work) -> decltype(work(shard.reader)) {
    for (;;) {
      try {
        return work(shard.reader);
      } catch (const Xapian::DatabaseError&) {
        if (!shard.reader.reopen()) throw;
      }
    }
  }

  /// Is the document stored just as it is now?
  bool is_stored(Shard& shard, Xapian::docid docid, std::string_view bytes, std::uint64_t content) const {
    const auto slot = folder.unit() == Unit::kParagraph ? format::kContentSlot : format::kPlaceSlot;
    const std::string value =
        read(shard, [&](Xapian::Database& reader) { return reader.get_document(docid).get_value(slot); });
    if (folder.unit() == Unit::kParagraph) return value == indexing::content_bytes(content);
    const format::Place place = format::decode_place(value);
    return shard.records->record(place.record).starts_with(bytes);
  }

  Outcome add_again(Pending& entry, WriterThread::Job&& job, std::uint64_t content) {
    if (entry.content == content) return Outcome::kUnchanged;
    entry.content = content;
    if (entry.shard.empty()) {
      few_bytes += job.bytes.size();
      few_bytes -= few[entry.waiting].bytes.size();
      few[entry.waiting] = std::move(job);
    } else {
      replace(shards.at(entry.shard), std::move(job));
    }
    return Outcome::kReplaced;
  }

  void place(WriterThread::Job&& job, Pending& entry) {
    if (team.empty()) {
      entry.waiting = few.size();
      few_bytes += job.bytes.size();
      few.push_back(std::move(job));
      if (few_bytes >= kMany) begin_many();
      return;
    }
    // Neighbours stay together: their texts are alike, and compress each other.
    Shard& shard = shards.at(team[turn]);
    entry.shard = shard.entry.folder;
    write(shard, std::move(job));
    if (shard.batch.empty()) turn = (turn + 1) % team.size();
  }

  void begin_many() {
    for (unsigned i = 0; i < options.threads; ++i) team.push_back(create(true).entry.folder);
    WriterThread::Batch waiting = std::move(few);
    few.clear();
    few_bytes = 0;
    for (WriterThread::Job& job : waiting) place(std::move(job), pending.at(job.document.id));
  }

  void replace(Shard& shard, WriterThread::Job&& job) {
    job.replace = true;
    if (!shard.entry.dense) {
      open(shard);
      write(shard, std::move(job));
      return;
    }
    replacement_bytes += job.bytes.size();
    shard.replacements.push_back(std::move(job));
    if (replacement_bytes >= kMany) commit();
  }

  // ---- Shards

  [[nodiscard]] WriterThread::Limits limits() const {
    const std::size_t share = options.memory / options.threads;
    return {std::clamp<std::uint64_t>(share / 2 / kBytesPerPair, kLeastPairs, kMostPairs), share / 16};
  }

  Shard& create(bool dense) {
    Shard shard{folder.new_shard(dense)};
    open(shard);
    folder.publish(shard.entry);
    return keep(std::move(shard));
  }

  Shard& keep(Shard&& shard) {
    const std::string folder_name = shard.entry.folder;
    return shards.emplace(folder_name, std::move(shard)).first->second;
  }

  void open_reader(Shard& shard) const {
    const fs::path path = folder.path(shard.entry);
    shard.reader = Xapian::Database(path.string());
    shard.records.emplace(path / format::kRecordsFile);
  }

  void open(Shard& shard) {
    if (shard.writer) return;
    auto writer = std::make_unique<indexing::ShardWriter>(
        folder.path(shard.entry), analyzer, folder.unit(), folder.slots(),
        indexing::ShardWriter::Options{shard.entry.dense, {}});
    shard.writer =
        std::make_unique<WriterThread>(std::move(writer), limits(), [this] { folder.save_slots(); });
  }

  static void write(Shard& shard, WriterThread::Job&& job) {
    shard.batch_bytes += job.bytes.size();
    shard.batch.push_back(std::move(job));
    if (shard.batch_bytes >= kBatch) push(shard);
  }

  static void push(Shard& shard) {
    if (shard.batch.empty()) return;
    shard.batch_bytes = 0;
    shard.writer->push(std::exchange(shard.batch, {}));
  }

  /// The shard that few documents go to.
  Shard& smallest_open() {
    for (auto& [folder_name, shard] : shards) {
      if (!shard.entry.dense && bytes_of(folder.path(shard.entry)) < kLargestOpenShard) return shard;
    }
    return create(false);
  }

  /// `old` become one shard.
  Shard& rewrite(const std::vector<std::string>& old, const indexing::RewriteOptions& how) {
    std::vector<fs::path> paths;
    for (const std::string& folder_name : old) {
      shards.at(folder_name).writer.reset();
      paths.push_back(folder.path(shards.at(folder_name).entry));
    }
    Shard shard{folder.new_shard(how.dense)};
    for (const std::string& folder_name : old) {
      for (WriterThread::Job& job : shards.at(folder_name).replacements)
        shard.replacements.push_back(std::move(job));
    }
    const fs::path target = folder.path(shard.entry);
    try {
      fs::create_directory(target);
      indexing::rewrite(paths, target, folder.slots().all(), how);
    } catch (...) {
      std::error_code error;
      fs::remove_all(target, error);
      throw;
    }
    open_reader(shard);
    for (const std::string& folder_name : old) shards.erase(folder_name);
    folder.replace(old, shard.entry);
    return keep(std::move(shard));
  }

  // ---- Commits

  void commit() {
    if (!few.empty()) {
      Shard& shard = smallest_open();
      open(shard);
      for (WriterThread::Job& job : few) write(shard, std::move(job));
      few.clear();
      few_bytes = 0;
    }
    commit_writers();
    commit_replacements();
    pending.clear();
    for (auto& [folder_name, shard] : shards) {
      shard.records ? (void)shard.reader.reopen() : open_reader(shard);
    }
  }

  void commit_writers() {
    for (auto& [folder_name, shard] : shards) {
      if (shard.writer) push(shard);
    }
    for (auto& [folder_name, shard] : shards) {
      if (shard.writer) shard.writer->commit();
    }
  }

  /// Documents of dense shards that have changed: the shards are written anew as such that can be changed.
  void commit_replacements() {
    std::vector<std::string> changed;
    for (const auto& [folder_name, shard] : shards) {
      if (!shard.replacements.empty()) changed.push_back(folder_name);
    }
    for (const std::string& folder_name : changed) {
      Shard& shard = rewrite({folder_name}, {});
      const auto member = std::find(team.begin(), team.end(), folder_name);
      if (member != team.end()) *member = shard.entry.folder;
      open(shard);
      for (WriterThread::Job& job : std::exchange(shard.replacements, {})) write(shard, std::move(job));
    }
    replacement_bytes = 0;
    if (!changed.empty()) commit_writers();
  }

  /// After a commit: ends the work on many documents, and puts small shards together when there are too many.
  void settle() {
    team.clear();
    turn = 0;
    for (auto& [folder_name, shard] : shards) shard.writer.reset();
    if (shards.size() <= kMostShards) return;
    std::vector<std::pair<std::uint64_t, std::string>> by_size;
    for (const auto& [folder_name, shard] : shards)
      by_size.emplace_back(bytes_of(folder.path(shard.entry)), folder_name);
    std::sort(by_size.begin(), by_size.end());
    // Half of them at once: each document is written anew a few times only, however many commits there are.
    std::vector<std::string> small;
    for (std::size_t i = 0; i < by_size.size() - kMostShards / 2; ++i) small.push_back(by_size[i].second);
    rewrite(small, {true, false, {}});
  }
};

Indexer::Indexer(const fs::path& path, Analyzer analyzer, std::optional<Unit> unit, IndexerOptions options) {
  indexing::guard(path.string(), [&] {
    impl_ = std::make_unique<Impl>(path, std::move(analyzer), unit, options);
    return 0;
  });
}

Indexer::~Indexer() {
  try {
    if (impl_) impl_->commit();
  } catch (...) {  // commit() would have told
  }
}

Indexer::Outcome Indexer::add(Document document) {
  return indexing::guard(impl_->name, [&] { return impl_->add(std::move(document)); });
}

bool Indexer::contains(std::string_view id) const {
  return indexing::guard(impl_->name, [&] {
    return impl_->pending.contains(std::string(id)) || impl_->find(id).first != nullptr;
  });
}

void Indexer::commit() {
  indexing::guard(impl_->name, [&] {
    impl_->commit();
    impl_->settle();
  });
}

void Indexer::compact() {
  indexing::guard(impl_->name, [&] {
    impl_->commit();
    impl_->settle();
    std::vector<std::string> all;
    for (const auto& [folder_name, shard] : impl_->shards) all.push_back(folder_name);
    if (!all.empty()) impl_->rewrite(all, {true, true, kPackedBlocks});
  });
}

Unit Indexer::unit() const noexcept { return impl_->folder.unit(); }

}  // namespace cote
