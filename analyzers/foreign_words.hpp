// How ForeignWords stores its words: shared by what fills it (foreign_words.cpp) and what reads it
// (foreign.cpp).
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "analyzers/chain.hpp"

namespace cote::analysis {

// Entry::classes: two bits for each language, then what is not said of a language.
enum : std::uint32_t { kNone = 0, kOpen = 1, kWeak = 2, kStrong = 3 };
constexpr std::array<std::string_view, 5> kLanguages = {"en", "es", "de", "it", "pt"};
constexpr unsigned kEnglish = 0;
constexpr std::uint32_t kTitleWord = 1U << 10;
constexpr std::uint32_t kFrench = 1U << 11;

constexpr std::size_t kKeyBytes = 8;
constexpr unsigned kTableBits = 12;   // 4,096 places for some 1,600 words: never near full
constexpr unsigned kFilterBits = 14;  // 16,384 bits for some 1,000 words that start a search: 2 KB

constexpr std::uint64_t repeated(std::uint64_t byte) { return byte * 0x0101010101010101U; }

/// The word's bytes in one number, A-Z in lower case. Precondition: 1 to 8 bytes.
inline std::uint64_t key_of(std::string_view word) noexcept {
  std::uint64_t key = 0;
  const std::size_t size = word.size();
  if (size >= 4) {
    std::uint32_t head = 0;
    std::uint32_t tail = 0;
    std::memcpy(&head, word.data(), 4);
    std::memcpy(&tail, word.data() + size - 4, 4);
    key = head | static_cast<std::uint64_t>(tail) << (8 * (size - 4));
  } else {
    for (std::size_t i = 0; i < size; ++i) {
      key |= static_cast<std::uint64_t>(static_cast<unsigned char>(word[i])) << (8 * i);
    }
  }
  const std::uint64_t low = key & repeated(0x7F);
  const std::uint64_t from_a = low + repeated(0x80 - 'A');
  const std::uint64_t past_z = low + repeated(0x7F - 'Z');
  return key | (((from_a ^ past_z) & ~key & repeated(0x80)) >> 2);
}

inline std::uint64_t scattered(std::uint64_t key) noexcept { return key * 0x9E3779B97F4A7C15U; }

inline const ForeignWords::Entry* find_entry(const ForeignWords& words, std::uint64_t key) noexcept {
  for (std::size_t at = scattered(key) >> (64 - kTableBits);; at = (at + 1) & (words.table.size() - 1)) {
    const ForeignWords::Entry& entry = words.table[at];
    if (entry.key == key) return &entry;
    if (entry.key == 0) return nullptr;
  }
}

constexpr std::uint32_t class_in(std::uint32_t classes, unsigned language) {
  return classes >> (2 * language) & 3U;
}

/// False for almost all words: no search starts at them.
inline bool may_start(const ForeignWords& words, std::uint64_t key) noexcept {
  const std::uint64_t bit = scattered(key) >> (64 - kFilterBits);
  return (words.filter[bit / 64] >> (bit % 64) & 1U) != 0;
}

}  // namespace cote::analysis
