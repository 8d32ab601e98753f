#include "searcher/top.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <string>

#include "searcher/facts.hpp"
#include "searcher/index.hpp"

namespace cote::search {
namespace {

/// One part in one shard.
struct Cursor {
  const ScoredDocuments* found = nullptr;
  const ScoredDocuments* ranked = nullptr;
  std::uint64_t times = 1;
  std::uint64_t most = 0;  ///< that it adds to a document
  std::size_t found_at = 0;
  std::size_t ranked_at = 0;

  [[nodiscard]] bool at_end() const { return found_at == found->size(); }
  [[nodiscard]] Xapian::docid docid() const { return found->docids[found_at]; }
  /// What it adds to a document, which never goes back.
  std::uint64_t score(Xapian::docid wanted) {
    found_at = seek_docid(found->docids, found_at, wanted);
    if (!at_end() && docid() == wanted) return times * found->scores[found_at];
    if (ranked->size() == 0) return 0;
    ranked_at = seek_docid(ranked->docids, ranked_at, wanted);
    if (ranked_at < ranked->size() && ranked->docids[ranked_at] == wanted)
      return times * ranked->scores[ranked_at];
    return 0;
  }
};

/// The best so far.
class Top {
 public:
  struct Item {
    Xapian::docid docid = 0;
    std::uint64_t score = 0;
    mutable std::optional<std::string> id;  ///< read where scores are equal
  };

  Top(Facts& facts, std::size_t size) : facts_(&facts), size_(size) {
    heap_.reserve(std::min<std::size_t>(size, 1024));
  }

  [[nodiscard]] auto before() const {
    return [this](const Item& a, const Item& b) {
      return a.score != b.score ? a.score > b.score : id_of(a) < id_of(b);
    };
  }
  [[nodiscard]] bool full() const { return heap_.size() == size_; }
  /// A document with less comes too late.
  [[nodiscard]] std::uint64_t least() const { return full() ? heap_.front().score : 0; }

  void offer(Xapian::docid docid, std::uint64_t score) {
    Item item{docid, score, std::nullopt};
    if (!full()) {
      heap_.push_back(std::move(item));
      std::push_heap(heap_.begin(), heap_.end(), before());
      return;
    }
    if (!before()(item, heap_.front())) return;
    std::pop_heap(heap_.begin(), heap_.end(), before());
    heap_.back() = std::move(item);
    std::push_heap(heap_.begin(), heap_.end(), before());
  }

  [[nodiscard]] std::vector<Ranked> take(std::size_t offset) {
    std::sort_heap(heap_.begin(), heap_.end(), before());
    std::vector<Ranked> ranked;
    for (std::size_t i = offset; i < heap_.size(); ++i)
      ranked.push_back({heap_[i].docid, static_cast<double>(heap_[i].score) / kScoreUnit});
    return ranked;
  }

 private:
  [[nodiscard]] const std::string& id_of(const Item& item) const {
    if (!item.id) item.id = facts_->id(item.docid);
    return *item.id;
  }

  Facts* facts_;
  std::size_t size_;
  std::vector<Item> heap_;  ///< the last of them first
};

void rank_shard(std::vector<Cursor>& cursors, Xapian::docid first, std::size_t stride,
                const DocumentSet* within, Top& top) {
  std::sort(cursors.begin(), cursors.end(), [](const Cursor& a, const Cursor& b) { return a.most < b.most; });
  // What the first parts can add together. Once that is too little, they no longer lead to documents.
  std::vector<std::uint64_t> together(cursors.size() + 1, 0);
  for (std::size_t i = 0; i < cursors.size(); ++i) together[i + 1] = together[i] + cursors[i].most;
  std::size_t leading = 0;
  for (;;) {
    const std::uint64_t least = top.least();
    while (leading < cursors.size() && together[leading + 1] < least) ++leading;
    Xapian::docid docid = 0;
    for (std::size_t i = leading; i < cursors.size(); ++i) {
      if (!cursors[i].at_end() && (docid == 0 || cursors[i].docid() < docid)) docid = cursors[i].docid();
    }
    if (docid == 0) return;
    std::uint64_t score = 0;
    bool enough = within == nullptr || (((*within)[docid / 64] >> docid % 64) & 1U) != 0;
    for (std::size_t i = cursors.size(); enough && i-- > 0;) {
      if (score + together[i + 1] < least) {
        enough = false;
        break;
      }
      score += cursors[i].score(docid);
    }
    for (std::size_t i = leading; i < cursors.size(); ++i) {
      Cursor& cursor = cursors[i];
      if (!cursor.at_end() && cursor.docid() <= docid)
        cursor.found_at = seek_docid(cursor.found->docids, cursor.found_at, docid + 1);
    }
    if (enough && score >= least) top.offer(static_cast<Xapian::docid>((docid - 1) * stride + first), score);
  }
}

}  // namespace

std::vector<Ranked> best_documents(const Index& index, Facts& facts, const std::vector<Part>& parts,
                                   std::size_t offset, std::size_t limit,
                                   const std::vector<DocumentSet>* within) {
  if (limit == 0) return {};
  const std::size_t shards = index.shards().size();
  Top top(facts, offset + std::min(limit, index.database().get_doccount() + std::size_t{1}));
  for (std::size_t shard = 0; shard < shards; ++shard) {
    std::vector<Cursor> cursors;
    for (const Part& part : parts) {
      const Postings::Shard& lists = part.postings->shards[shard];
      const std::uint64_t most = part.times * std::max(lists.found.most, lists.ranked.most);
      if (lists.found.size() + lists.ranked.size() > 0)
        cursors.push_back({&lists.found, &lists.ranked, part.times, most});
    }
    rank_shard(cursors, static_cast<Xapian::docid>(shard + 1), shards,
               within == nullptr ? nullptr : &(*within)[shard], top);
  }
  return top.take(offset);
}

std::vector<DocumentSet> found_documents(const Index& index, const std::vector<Part>& parts) {
  std::vector<DocumentSet> sets;
  for (std::size_t shard = 0; shard < index.shards().size(); ++shard) {
    DocumentSet& set = sets.emplace_back(index.shards()[shard].database.get_lastdocid() / 64 + 1, 0);
    for (const Part& part : parts) {
      for (const Xapian::docid docid : part.postings->shards[shard].found.docids)
        set[docid / 64] |= std::uint64_t{1} << docid % 64;
    }
  }
  return sets;
}

std::uint64_t size_of(const std::vector<DocumentSet>& sets) {
  std::uint64_t size = 0;
  for (const DocumentSet& set : sets) {
    for (const std::uint64_t bits : set) size += static_cast<std::uint64_t>(std::popcount(bits));
  }
  return size;
}

}  // namespace cote::search
