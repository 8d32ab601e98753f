#include "searcher/postings.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "searcher/index.hpp"

namespace cote::search {
namespace {

/// Xapian asks a posting source for its documents one by one.
class ListSource : public Xapian::PostingSource {
 public:
  ListSource(SharedPostings postings, bool ranked, const Index& index)
      : postings_(std::move(postings)), with_ranked_(ranked), index_(&index) {
    set_maxweight(postings_->most() / kScoreUnit);
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override {
    return static_cast<Xapian::doccount>(found_->size());
  }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return get_termfreq_max(); }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override {
    return static_cast<Xapian::doccount>(found_->size() + ranked_->size());
  }
  void next(double) override {
    if (!started_) {
      started_ = true;
    } else if (in_found_) {
      ++found_at_;
    } else {
      ++ranked_at_;
    }
    choose();
  }
  void skip_to(Xapian::docid docid, double) override {
    started_ = true;
    found_at_ = seek_docid(found_->docids, found_at_, docid);
    ranked_at_ = seek_docid(ranked_->docids, ranked_at_, docid);
    choose();
  }
  [[nodiscard]] bool at_end() const override {
    return started_ && found_at_ == found_->size() && ranked_at_ == ranked_->size();
  }
  [[nodiscard]] Xapian::docid get_docid() const override {
    return in_found_ ? found_->docids[found_at_] : ranked_->docids[ranked_at_];
  }
  [[nodiscard]] double get_weight() const override {
    return (in_found_ ? found_->scores[found_at_] : ranked_->scores[ranked_at_]) / kScoreUnit;
  }
  [[nodiscard]] ListSource* clone() const override {
    return new ListSource(postings_, with_ranked_, *index_);
  }
  void init(const Xapian::Database& shard) override {
    // Which shard it reads from now on: posting sources are told a database, not its number.
    const auto& shards = index_->shards();
    const std::string uuid = shard.get_uuid();
    for (std::size_t i = 0; i < shards.size() && i < postings_->shards.size(); ++i) {
      if (shards[i].uuid != uuid) continue;
      found_ = &postings_->shards[i].found;
      ranked_ = with_ranked_ ? &postings_->shards[i].ranked : &kNone;
    }
    found_at_ = ranked_at_ = 0;
    started_ = false;
    set_maxweight(std::max(found_->most, ranked_->most) / kScoreUnit);
  }

 private:
  static inline const ScoredDocuments kNone;

  void choose() {
    in_found_ = ranked_at_ == ranked_->size() ||
                (found_at_ < found_->size() && found_->docids[found_at_] < ranked_->docids[ranked_at_]);
  }

  SharedPostings postings_;
  bool with_ranked_;
  const Index* index_;
  const ScoredDocuments* found_ = &kNone;
  const ScoredDocuments* ranked_ = &kNone;
  std::size_t found_at_ = 0;
  std::size_t ranked_at_ = 0;
  bool in_found_ = true;
  bool started_ = false;
};

struct Item {
  Xapian::docid docid = 0;
  Score score = 0;
  bool found = false;
};

Score capped_sum(Score a, Score b) {
  const std::uint64_t sum = std::uint64_t{a} + b;
  return static_cast<Score>(std::min<std::uint64_t>(sum, 0xFFFFFFFFU));
}

void unite(Combine how, std::vector<Item>& items, Postings::Shard& out) {
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return a.docid < b.docid; });
  for (std::size_t i = 0; i < items.size();) {
    Item whole = items[i];
    for (++i; i < items.size() && items[i].docid == whole.docid; ++i) {
      whole.score = how == Combine::kBest ? std::max(whole.score, items[i].score)
                                          : capped_sum(whole.score, items[i].score);
      whole.found = whole.found || items[i].found;
    }
    (whole.found ? out.found : out.ranked).add(whole.docid, whole.score);
  }
}

/// What all find. The rarest leads; the others are sought in by steps that double.
void intersect_shard(const std::vector<SharedPostings>& lists, std::size_t shard, ScoredDocuments& out) {
  std::vector<std::pair<const ScoredDocuments*, std::size_t>> cursors;
  cursors.reserve(lists.size());
  for (const SharedPostings& list : lists) cursors.emplace_back(&list->shards[shard].found, 0);
  std::stable_sort(cursors.begin(), cursors.end(),
                   [](const auto& a, const auto& b) { return a.first->size() < b.first->size(); });
  const ScoredDocuments& rarest = *cursors.front().first;
  for (std::size_t i = 0; i < rarest.size(); ++i) {
    const Xapian::docid docid = rarest.docids[i];
    Score score = rarest.scores[i];
    bool all = true;
    for (std::size_t c = 1; c < cursors.size() && all; ++c) {
      auto& [list, at] = cursors[c];
      at = seek_docid(list->docids, at, docid);
      if (at == list->size()) return;
      all = list->docids[at] == docid;
      if (all) score = capped_sum(score, list->scores[at]);
    }
    if (all) out.add(docid, score);
  }
}

}  // namespace

Score to_score(double weight) {
  const double units = std::nearbyint(weight * kScoreUnit);
  return units >= 4'294'967'295.0 ? 0xFFFFFFFFU : units <= 0 ? 0 : static_cast<Score>(units);
}

std::size_t Postings::found() const {
  std::size_t count = 0;
  for (const Shard& shard : shards) count += shard.found.size();
  return count;
}

Score Postings::most() const {
  Score most = 0;
  for (const Shard& shard : shards) most = std::max({most, shard.found.most, shard.ranked.most});
  return most;
}

std::size_t Postings::bytes() const {
  std::size_t documents = 0;
  for (const Shard& shard : shards) documents += shard.found.size() + shard.ranked.size();
  return sizeof(Postings) + shards.size() * sizeof(Shard) +
         documents * (sizeof(Xapian::docid) + sizeof(Score));
}

SharedPostings combine(Combine how, const std::vector<SharedPostings>& lists) {
  if (lists.size() == 1) return lists.front();
  auto combined = std::make_shared<Postings>();
  combined->shards.resize(lists.front()->shards.size());
  for (std::size_t shard = 0; shard < combined->shards.size(); ++shard) {
    if (how == Combine::kAll) {
      intersect_shard(lists, shard, combined->shards[shard].found);
      continue;
    }
    std::vector<Item> items;
    for (const SharedPostings& list : lists) {
      const Postings::Shard& from = list->shards[shard];
      for (std::size_t i = 0; i < from.found.size(); ++i)
        items.push_back({from.found.docids[i], from.found.scores[i], true});
      for (std::size_t i = 0; i < from.ranked.size(); ++i)
        items.push_back({from.ranked.docids[i], from.ranked.scores[i], false});
    }
    unite(how, items, combined->shards[shard]);
  }
  return combined;
}

SharedPostings no_postings(const Index& index) {
  auto none = std::make_shared<Postings>();
  none->shards.resize(index.shards().size());
  return none;
}

SharedPostings scaled(const SharedPostings& postings, double share) {
  auto out = std::make_shared<Postings>(*postings);
  for (Postings::Shard& shard : out->shards) {
    for (ScoredDocuments* list : {&shard.found, &shard.ranked}) {
      for (Score& score : list->scores) score = to_score(score / kScoreUnit * share);
      list->most = to_score(list->most / kScoreUnit * share);
    }
  }
  return out;
}

Xapian::Query list_query(const SharedPostings& postings, bool ranked, const Index& index) {
  return Xapian::Query((new ListSource(postings, ranked, index))->release());
}

}  // namespace cote::search
