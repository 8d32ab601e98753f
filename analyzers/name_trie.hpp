// Names as sequences of words, searched for the longest one that starts at a word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cote::analysis {

/// Words are interned to numbers, so that a text's word that begins no name costs one look-up.
class NameTrie {
 public:
  void add(const std::vector<std::string>& words, std::uint32_t value) {
    if (words.empty()) return;
    std::uint32_t node = 0;
    for (const std::string& word : words) {
      const auto id = ids_.try_emplace(word, static_cast<std::uint32_t>(ids_.size())).first->second;
      node = edges_.try_emplace(key(node, id), static_cast<std::uint32_t>(edges_.size() + 1)).first->second;
    }
    auto& values = values_[node];
    for (const std::uint32_t known : values) {
      if (known == value) return;
    }
    values.push_back(value);
  }

  /// Calls found(length in words, values) for each name that starts at words[at], shortest first.
  template <typename Found>
  void walk(const std::vector<std::string_view>& words, std::size_t at, Found found) const {
    std::uint32_t node = 0;
    for (std::size_t i = at; i < words.size(); ++i) {
      const auto id = ids_.find(words[i]);
      if (id == ids_.end()) return;
      const auto edge = edges_.find(key(node, id->second));
      if (edge == edges_.end()) return;
      node = edge->second;
      if (const auto values = values_.find(node); values != values_.end()) found(i - at + 1, values->second);
    }
  }

 private:
  static std::uint64_t key(std::uint32_t node, std::uint32_t word) {
    return (std::uint64_t{node} << 32) | word;
  }

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> ids_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> values_;
};

}  // namespace cote::analysis
