// Names as sequences of words, searched for the longest one that starts at a word.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cote::analysis {

/// Maps keys to dense numbers from 0. Open addressing over flat arrays: a lexicon of a user's own may bring
/// half a million names, and a node for each as in std::unordered_map would double the time to load them.
class WordNumbers {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::uint32_t add(std::string_view word) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    const std::uint64_t hash = hash_of(word);
    std::size_t at = hash & (slots_.size() - 1);
    for (; slots_[at].number != kNone; at = (at + 1) & (slots_.size() - 1)) {
      if (is(slots_[at], hash, word)) return slots_[at].number;
    }
    slots_[at] = {hash, text_.size(), word.size(), static_cast<std::uint32_t>(count_)};
    text_ += word;
    return static_cast<std::uint32_t>(count_++);
  }

  [[nodiscard]] std::uint32_t find(std::string_view word) const {
    if (slots_.empty()) return kNone;
    const std::uint64_t hash = hash_of(word);
    for (std::size_t at = hash & (slots_.size() - 1); slots_[at].number != kNone;
         at = (at + 1) & (slots_.size() - 1)) {
      if (is(slots_[at], hash, word)) return slots_[at].number;
    }
    return kNone;
  }

  [[nodiscard]] std::size_t size() const noexcept { return count_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::size_t begin = 0;   ///< of the key in text_
    std::size_t length = 0;  ///< of the key, in bytes
    std::uint32_t number = kNone;
  };

  static std::uint64_t hash_of(std::string_view word) { return std::hash<std::string_view>{}(word); }
  [[nodiscard]] bool is(const Slot& slot, std::uint64_t hash, std::string_view word) const {
    return slot.hash == hash && std::string_view(text_).substr(slot.begin, slot.length) == word;
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number == kNone) continue;
      std::size_t at = slot.hash & (slots_.size() - 1);
      while (slots_[at].number != kNone) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;  ///< a power of two of them, at most half full
  std::size_t count_ = 0;
  std::string text_;  ///< all keys, one after the other
};

/// Lists of entities by a dense number. Almost every name has one owner, which is kept in place; a vector for
/// each would cost an allocation a name.
class Owners {
 public:
  /// Entities of one number come in ascending order, so that one that is there already can only be the last.
  void add(std::uint32_t number, std::uint32_t entity) {
    if (number >= one_.size()) one_.resize(number + 1, kNone);
    std::uint32_t& owner = one_[number];
    if (owner == kNone) {
      owner = entity;
    } else if ((owner & kMany) != 0) {
      auto& all = many_[owner & ~kMany];
      if (all.back() != entity) all.push_back(entity);
    } else if (owner != entity) {
      many_.push_back({owner, entity});
      owner = kMany | static_cast<std::uint32_t>(many_.size() - 1);
    }
  }

  /// Empty where nothing was added.
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t number) const {
    if (number >= one_.size() || one_[number] == kNone) return {};
    if ((one_[number] & kMany) != 0) return many_[one_[number] & ~kMany];
    return {&one_[number], 1};
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::uint32_t kMany = 0x80000000;  ///< else an index into many_

  std::vector<std::uint32_t> one_;
  std::vector<std::vector<std::uint32_t>> many_;
};

/// Names as paths of words, which are interned to numbers: a step is one look-up of two numbers.
class NameTrie {
 public:
  static constexpr std::uint32_t kNothing = 0xFFFFFFFF;  ///< no such node
  static constexpr std::uint32_t kRoot = 0;

  /// Values of one name come in ascending order.
  void add(const std::vector<std::string_view>& words, std::uint32_t value) {
    if (words.empty()) return;
    std::uint32_t node = kRoot;
    for (const std::string_view word : words) node = child(node, words_.add(word));
    values_.add(node, value);
  }

  /// The word's number, WordNumbers::kNone when no name has it.
  [[nodiscard]] std::uint32_t word(std::string_view text) const { return words_.find(text); }

  /// The node after `node` along the word of that number. Most words begin no name: from the root the step is
  /// a look at one place.
  [[nodiscard]] std::uint32_t next(std::uint32_t node, std::uint32_t word) const {
    if (word == WordNumbers::kNone) return kNothing;
    if (node == kRoot) return word < first_.size() ? first_[word] : kNothing;
    return edge(node, word);
  }

  /// Of the names that end at `node`.
  [[nodiscard]] std::span<const std::uint32_t> values(std::uint32_t node) const { return values_.of(node); }

 private:
  struct Edge {
    std::uint64_t key = 0;
    std::uint32_t node = kNothing;
  };

  static std::uint64_t key_of(std::uint32_t node, std::uint32_t word) {
    return (std::uint64_t{node} << 32) | word;
  }
  /// Fibonacci hashing (Knuth, vol. 3, 6.4): the upper half of the product depends on both parts of the key.
  [[nodiscard]] std::size_t start(std::uint64_t key) const {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 32) & (edges_.size() - 1);
  }
  [[nodiscard]] std::uint32_t edge(std::uint32_t node, std::uint32_t word) const {
    if (edges_.empty()) return kNothing;
    const std::uint64_t key = key_of(node, word);
    for (std::size_t at = start(key); edges_[at].node != kNothing; at = (at + 1) & (edges_.size() - 1)) {
      if (edges_[at].key == key) return edges_[at].node;
    }
    return kNothing;
  }
  std::uint32_t child(std::uint32_t node, std::uint32_t word) {
    if (first_.size() <= word) first_.resize(word + 1, kNothing);
    if (node == kRoot) {
      if (first_[word] == kNothing) first_[word] = new_node();
      return first_[word];
    }
    const std::uint32_t known = edge(node, word);
    if (known != kNothing) return known;
    if ((edge_count_ + 1) * 2 > edges_.size()) grow();
    const std::uint32_t made = new_node();
    insert({key_of(node, word), made});
    ++edge_count_;
    return made;
  }
  void insert(Edge made) {
    std::size_t at = start(made.key);
    while (edges_[at].node != kNothing) at = (at + 1) & (edges_.size() - 1);
    edges_[at] = made;
  }
  void grow() {
    std::vector<Edge> old(edges_.empty() ? 64 : edges_.size() * 2);
    old.swap(edges_);
    for (const Edge& known : old) {
      if (known.node != kNothing) insert(known);
    }
  }
  std::uint32_t new_node() { return ++last_node_; }

  WordNumbers words_;
  std::vector<std::uint32_t> first_;  ///< by word: the node of a name's first word
  std::vector<Edge> edges_;           ///< of all other nodes; a power of two of them, at most half full
  std::size_t edge_count_ = 0;
  std::uint32_t last_node_ = 0;  ///< node 0 is the root
  Owners values_;                ///< by node
};

}  // namespace cote::analysis
