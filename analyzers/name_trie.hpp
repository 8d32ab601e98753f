// Names as sequences of words, searched for the longest one that starts at a word.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analyzers/flat.hpp"

namespace cote::analysis {

/// Names as paths of words, which are interned to numbers: a step is one look-up of two numbers.
class NameTrie {
 public:
  static constexpr std::uint32_t kNothing = 0xFFFFFFFF;  ///< no such node
  static constexpr std::uint32_t kRoot = 0;

  struct Edge {
    std::uint32_t node = 0;
    std::uint32_t word = 0;
    std::uint32_t next = kNothing;
  };

  NameTrie() = default;
  explicit NameTrie(FlatReader& reader) : words_(reader) {
    first_ = reader.next<std::uint32_t>();
    edges_ = reader.next<Edge>();
    values_ = NumberLists(reader);
  }

  /// The word's number, WordIndex::kNone when no name has it.
  [[nodiscard]] std::uint32_t word(std::string_view text) const noexcept { return words_.find(text); }

  /// The node after `node` along the word of that number. Most words begin no name: from the root the step is
  /// a look at one place.
  [[nodiscard]] std::uint32_t next(std::uint32_t node, std::uint32_t word) const noexcept {
    if (word == WordIndex::kNone) return kNothing;
    if (node == kRoot) return word < first_.size() ? first_[word] : kNothing;
    return edges_.empty() ? kNothing : edges_[place_of(edges_, node, word)].next;
  }

  /// Of the names that end at `node`.
  [[nodiscard]] std::span<const std::uint32_t> values(std::uint32_t node) const noexcept {
    return values_.of(node);
  }

  /// Where the edge is, or the free place where it belongs. Fibonacci hashing (Knuth, vol. 3, 6.4): the upper
  /// half of the product depends on both parts of the key.
  [[nodiscard]] static std::size_t place_of(std::span<const Edge> edges, std::uint32_t node,
                                            std::uint32_t word) noexcept {
    const std::uint64_t key = (std::uint64_t{node} << 32) | word;
    std::size_t at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 32) & (edges.size() - 1);
    while (edges[at].next != kNothing && !(edges[at].node == node && edges[at].word == word))
      at = (at + 1) & (edges.size() - 1);
    return at;
  }

 private:
  WordIndex words_;
  std::span<const std::uint32_t> first_;  ///< by word: the node of a name's first word
  std::span<const Edge> edges_;           ///< of all other nodes; a power of two of them, at most half full
  NumberLists values_;                    ///< by node
};

/// A NameTrie that grows.
class NameTrieBuilder {
 public:
  /// Values of one name come in ascending order.
  void add(const std::vector<std::string_view>& words, std::uint32_t value) {
    if (words.empty()) return;
    std::uint32_t node = NameTrie::kRoot;
    for (const std::string_view word : words) node = child(node, words_.add(word));
    values_.add(node, value);
  }

  void write(FlatWriter& writer) const {
    words_.write(writer);
    writer.add(first_);
    writer.add(edges_);
    values_.write(writer);
  }

 private:
  std::uint32_t child(std::uint32_t node, std::uint32_t word) {
    if (first_.size() <= word) first_.resize(std::size_t{word} + 1, NameTrie::kNothing);
    if (node == NameTrie::kRoot) {
      if (first_[word] == NameTrie::kNothing) first_[word] = ++last_node_;
      return first_[word];
    }
    if ((edge_count_ + 1) * 2 > edges_.size()) grow();
    NameTrie::Edge& edge = edges_[NameTrie::place_of(edges_, node, word)];
    if (edge.next == NameTrie::kNothing) {
      edge = {node, word, ++last_node_};
      ++edge_count_;
    }
    return edge.next;
  }
  void grow() {
    std::vector<NameTrie::Edge> old(edges_.empty() ? 64 : edges_.size() * 2);
    old.swap(edges_);
    for (const NameTrie::Edge& known : old) {
      if (known.next != NameTrie::kNothing)
        edges_[NameTrie::place_of(edges_, known.node, known.word)] = known;
    }
  }

  WordNumbers words_;
  std::vector<std::uint32_t> first_;
  std::vector<NameTrie::Edge> edges_;
  std::size_t edge_count_ = 0;
  std::uint32_t last_node_ = NameTrie::kRoot;
  GrowingLists values_;
};

}  // namespace cote::analysis
