// Which ids one call has read, from which source and with which outcome, in 16 bytes each: a call may read
// tens of millions of records.
#pragma once

#include <cote/indexer.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace cote::cli {

/// A hash table of 64-bit hashes. Of ten million ids, some two have one hash with a probability of 1 in
/// 370,000: who acts on what is found asks the index too.
class SeenIds {
 public:
  struct Entry {
    std::uint32_t source = 0;
    Indexer::Outcome outcome = Indexer::Outcome::kAdded;
  };

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Null when the id is new. Valid until the next insert().
  [[nodiscard]] Entry* find(std::string_view id) {
    if (slots_.empty()) return nullptr;
    Slot& slot = slots_[place(hash_of(id))];
    return slot.hash == 0 ? nullptr : &slot.entry;
  }

  /// The id is new.
  void insert(std::string_view id, Entry entry) {
    if ((size_ + 1) * 4 > slots_.size() * 3) grow();
    const std::uint64_t hash = hash_of(id);
    slots_[place(hash)] = {hash, entry};
    ++size_;
  }

  template <typename Visit>
  void for_each(Visit visit) const {
    for (const Slot& slot : slots_) {
      if (slot.hash != 0) visit(slot.entry);
    }
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;  ///< 0: free
    Entry entry{};
  };

  static std::uint64_t hash_of(std::string_view id) {
    static_assert(sizeof(std::size_t) == 8);
    const std::uint64_t hash = std::hash<std::string_view>{}(id);
    return hash == 0 ? 1 : hash;
  }

  /// Where a hash stands, or would.
  [[nodiscard]] std::size_t place(std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].hash != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.hash != 0) slots_[place(slot.hash)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace cote::cli
