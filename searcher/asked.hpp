// What a part of a query asks of the index: any of some scored lists, and of what only Xapian can say
// (filters, what must not be there). As long as there are only lists, they are ranked without Xapian
// (top.hpp).
#pragma once

#include <xapian.h>

#include <vector>

#include "searcher/top.hpp"

namespace cote::search {

class Asked {
 public:
  Asked() = default;
  explicit Asked(SharedPostings list) { add(std::move(list)); }
  explicit Asked(Xapian::Query query) : others_{std::move(query)} {}

  /// Nothing is asked for.
  [[nodiscard]] bool empty() const { return parts_.empty() && others_.empty(); }
  [[nodiscard]] bool only_lists() const { return others_.empty(); }
  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }

  void add(SharedPostings list);
  void add(const Asked& other);

  /// One list, of what consists of lists: the sum.
  [[nodiscard]] SharedPostings list() const;
  /// As Xapian runs it, with what is only ranked. `index` must outlive it.
  [[nodiscard]] Xapian::Query query(const Index& index) const;
  /// The documents that are found, without weights.
  [[nodiscard]] Xapian::Query documents(const Index& index) const;

 private:
  std::vector<Part> parts_;
  std::vector<Xapian::Query> others_;
};

/// All of them. Of one, that one.
[[nodiscard]] Asked all_of(const std::vector<Asked>& asked, const Index& index);
/// The lists of them all.
[[nodiscard]] SharedPostings list_of_all(const std::vector<Asked>& asked);

}  // namespace cote::search
