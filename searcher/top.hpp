// The best documents of a sum of scored lists, and how many there are.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "searcher/postings.hpp"

namespace cote::search {

class Facts;
class Index;

/// A list with how often the query asks for it.
struct Part {
  SharedPostings postings;
  std::uint64_t times = 1;
};

struct Ranked {
  Xapian::docid docid = 0;  ///< of the index
  double weight = 0;
};

/// Documents of one shard, by docid.
using DocumentSet = std::vector<std::uint64_t>;  // a bit each
/// What some part finds in each shard.
[[nodiscard]] std::vector<DocumentSet> found_documents(const Index& index, const std::vector<Part>& parts);
[[nodiscard]] std::uint64_t size_of(const std::vector<DocumentSet>& sets);

/// The documents that some part finds, by descending weight and, where that is equal, by ascending id: those
/// at places [offset, offset + limit). Documents that cannot come among them are passed over unread (Turtle
/// and Flood 1995, "Query Evaluation: Strategies and Optimizations", max-score). `within`: only those; null:
/// all.
[[nodiscard]] std::vector<Ranked> best_documents(const Index& index, Facts& facts,
                                                 const std::vector<Part>& parts, std::size_t offset,
                                                 std::size_t limit, const std::vector<DocumentSet>* within);

}  // namespace cote::search
