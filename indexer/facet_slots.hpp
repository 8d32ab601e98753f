// The value slots of facets, which are the same in all shards.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/index_format.hpp"

namespace cote::indexing {

/// For several threads at once.
class FacetSlots {
 public:
  using Map = std::map<std::string, std::uint32_t, std::less<>>;

  explicit FacetSlots(Map known) : slots_(std::move(known)) {}

  /// The slot of a facet; a new facet takes the next free one.
  std::uint32_t of(std::string_view facet) {
    const std::lock_guard lock(mutex_);
    if (const auto known = slots_.find(facet); known != slots_.end()) return known->second;
    const auto slot = index_format::kFirstFacetSlot + static_cast<std::uint32_t>(slots_.size());
    slots_.emplace(facet, slot);
    return slot;
  }

  [[nodiscard]] Map all() const {
    const std::lock_guard lock(mutex_);
    return slots_;
  }

 private:
  mutable std::mutex mutex_;
  Map slots_;
};

}  // namespace cote::indexing
