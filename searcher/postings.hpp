// Scored postings: the documents of one thing that a query asks for, with what each weighs there. Everything
// that weighs is such a list (the words, entities and references of a query, its exact expressions), so that
// one routine ranks them and the weights are the same however the documents are spread over shards: a weight
// is a whole number of units, and sums of those do not depend on their order.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace cote::search {

class Index;

/// A weight in units. No single list gives more than 512; a hit of a million documents weighs below 30.
using Score = std::uint32_t;
inline constexpr double kScoreUnit = 8'388'608.0;  // 2^23: in a double, sums of such weights are exact

[[nodiscard]] Score to_score(double weight);

/// Documents of one shard, ascending.
struct ScoredDocuments {
  std::vector<Xapian::docid> docids;
  std::vector<Score> scores;
  Score most = 0;

  void add(Xapian::docid docid, Score score) {
    docids.push_back(docid);
    scores.push_back(score);
    if (score > most) most = score;
  }
  [[nodiscard]] std::size_t size() const { return docids.size(); }
};

struct Postings {
  struct Shard {
    ScoredDocuments found;   ///< what was asked for
    ScoredDocuments ranked;  ///< documents that this only ranks, if something else finds them
  };
  std::vector<Shard> shards;  ///< by shard of the index

  [[nodiscard]] std::size_t found() const;
  [[nodiscard]] Score most() const;
  [[nodiscard]] std::size_t bytes() const;
};
using SharedPostings = std::shared_ptr<const Postings>;

/// The place of the first docid at or after `docid`, from place `from` on, by steps that double.
[[nodiscard]] inline std::size_t seek_docid(const std::vector<Xapian::docid>& docids, std::size_t from,
                                            Xapian::docid docid) {
  const std::size_t size = docids.size();
  if (from >= size || docids[from] >= docid) return from;
  std::size_t step = 1;
  while (from + step < size && docids[from + step] < docid) {
    from += step;
    step *= 2;
  }
  const auto begin = docids.begin();
  const auto last = begin + static_cast<std::ptrdiff_t>(std::min(from + step, size));
  return static_cast<std::size_t>(
      std::lower_bound(begin + static_cast<std::ptrdiff_t>(from) + 1, last, docid) - begin);
}

enum class Combine : std::uint8_t {
  kSum,   ///< documents of any, weights added up
  kBest,  ///< documents of any, the greatest weight
  kAll,   ///< documents that all of them find, weights added up
};
/// Of one list, that list; `lists` is not empty.
[[nodiscard]] SharedPostings combine(Combine how, const std::vector<SharedPostings>& lists);

/// No documents.
[[nodiscard]] SharedPostings no_postings(const Index& index);

/// With all weights times `share`.
[[nodiscard]] SharedPostings scaled(const SharedPostings& postings, double share);

/// The list as a part of a Xapian query: what it finds, and with `ranked` what it only ranks as well. Such a
/// query runs where its lists are; for shards elsewhere, each list would be the OP_SYNONYM of its terms under
/// OP_SCALE_WEIGHT, whose weights are near these. `index` must outlive it.
[[nodiscard]] Xapian::Query list_query(const SharedPostings& postings, bool ranked, const Index& index);

}  // namespace cote::search
