// The terms of one document and how often each occurs. Terms are numbered for a whole shard, so a word that
// comes a thousand times is looked up once.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cote::indexing {

class TermCounts {
 public:
  /// The number of a term. Stays until forget().
  std::uint32_t number(std::string_view term) {
    if (const auto known = numbers_.find(term); known != numbers_.end()) return known->second;
    const auto next = static_cast<std::uint32_t>(names_.size());
    names_.emplace_back(term);
    numbers_.emplace(names_.back(), next);
    counts_.push_back({});
    return next;
  }

  void add(std::uint32_t number, std::uint32_t wdf) {
    Count& count = counts_[number];
    if (!count.there) {
      count.there = true;
      touched_.push_back(number);
    }
    count.wdf += wdf;
  }
  void add(std::string_view term, std::uint32_t wdf) { add(number(term), wdf); }

  /// Visits the terms of the document with their numbers of occurrences, and begins the next document.
  template <typename Visit>
  void finish(Visit visit) {
    for (const std::uint32_t number : touched_) {
      visit(names_[number], counts_[number].wdf);
      counts_[number] = {};
    }
    touched_.clear();
  }

  [[nodiscard]] std::size_t known() const noexcept { return names_.size(); }
  /// Between two documents: gives the memory back. All numbers lose their meaning.
  void forget() {
    numbers_.clear();
    names_.clear();
    counts_.clear();
  }

 private:
  struct Count {
    std::uint32_t wdf = 0;
    bool there = false;
  };
  std::deque<std::string> names_;  ///< stable: the keys of numbers_ point into it
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<Count> counts_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace cote::indexing
