// Questions about the bytes of a text, 64 at a time, answered by bits. Loops over single bytes spend most of
// their time where words end, which no processor foresees.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace cote::corpus::bytes {

/// Sixteen bytes; g++ and clang compute with them on any machine.
using Block = unsigned char __attribute__((vector_size(16)));
using Answer = signed char __attribute__((vector_size(16)));  ///< -1: yes, 0: no

/// From `first` to `last`.
inline Answer between(Block block, unsigned char first, unsigned char last) {
  return block - first <= static_cast<unsigned char>(last - first);
}
inline Answer equal(Block block, unsigned char byte) { return block == byte; }
inline Answer ascii_letters(Block block) { return between(block | 0x20, 'a', 'z'); }
inline Answer beyond_ascii(Block block) { return block >= 0x80; }

/// The answer as bits, the first byte the lowest.
inline std::uint64_t bits(Answer answer) {
#ifdef __SSE2__
  return static_cast<std::uint64_t>(_mm_movemask_epi8(std::bit_cast<__m128i>(answer)));
#else
  std::uint64_t set = 0;
  for (unsigned i = 0; i < sizeof answer; ++i) set |= std::uint64_t{answer[i] != 0} << i;
  return set;
#endif
}

/// 64 bytes of a text from `at` on, which the text has; spaces behind its end.
class Chunk {
 public:
  Chunk(std::string_view text, std::size_t at) {
    if (text.size() - at >= sizeof blocks_) {
      std::memcpy(blocks_.data(), text.data() + at, sizeof blocks_);
    } else {
      std::memset(blocks_.data(), ' ', sizeof blocks_);
      std::memcpy(blocks_.data(), text.data() + at, text.size() - at);
    }
  }

  /// A bit for each byte. `question`: Answer of a Block.
  template <typename Question>
  [[nodiscard]] std::uint64_t ask(const Question& question) const {
    return bits(question(blocks_[0])) | bits(question(blocks_[1])) << 16U |
           bits(question(blocks_[2])) << 32U | bits(question(blocks_[3])) << 48U;
  }

 private:
  std::array<Block, 4> blocks_;
};

/// Two-byte letters among the 64 bytes of a chunk, from the bits of their lead bytes. `open`: whether the
/// last lead byte stood at the end of the chunk before.
inline std::uint64_t pairs(std::uint64_t leads, std::uint64_t& open) {
  const std::uint64_t both = leads | leads << 1U | open;
  open = leads >> 63U;
  return both;
}

/// Eight bytes from `at`, which the text has, the first the lowest; zeros behind the text's end.
inline std::uint64_t eight(std::string_view text, std::size_t at) noexcept {
  std::uint64_t word = 0;
  if (text.size() - at >= sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
  } else {
    std::memcpy(&word, text.data() + at, text.size() - at);
  }
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

/// Every byte of the result is `byte`.
constexpr std::uint64_t all(unsigned byte) { return 0x0101010101010101U * byte; }

/// A bit for each byte of a text. Made once and filled again and again.
class Bits {
 public:
  /// `answer`: the bits of a chunk. It is asked once for each, in order.
  template <typename Bits64>
  void fill(std::string_view text, const Bits64& answer) {
    size_ = text.size();
    words_.resize((size_ + 63) / 64);
    std::size_t at = 0;
    for (std::uint64_t& word : words_) {
      word = answer(Chunk(text, at));
      at += 64;
    }
    if (size_ % 64 != 0) words_.back() &= (std::uint64_t{1} << (size_ % 64)) - 1;
  }

  void set(std::size_t at) { words_[at / 64] |= std::uint64_t{1} << (at % 64); }
  void clear(std::size_t at) { words_[at / 64] &= ~(std::uint64_t{1} << (at % 64)); }

  /// Calls `found(at)` for every bit that is set.
  template <typename Found>
  void for_each(const Found& found) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        found(i * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
      }
    }
  }

  /// Calls `found(begin, end)` for every run of bits that are set.
  template <typename Found>
  void for_each_run(const Found& found) const {
    std::uint64_t before = 0;
    std::size_t begin = 0;
    bool open = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      std::uint64_t edges = words_[i] ^ (words_[i] << 1U | before);
      before = words_[i] >> 63U;
      for (; edges != 0; edges &= edges - 1) {
        const std::size_t at = i * 64 + static_cast<std::size_t>(std::countr_zero(edges));
        if (open) {
          found(begin, at);
        } else {
          begin = at;
        }
        open = !open;
      }
    }
    if (open) found(begin, size_);
  }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t size_ = 0;
};

}  // namespace cote::corpus::bytes
