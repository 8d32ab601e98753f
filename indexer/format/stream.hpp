// The token stream of a document: which word stands where, paragraph by paragraph. Read for candidates only,
// it carries what needs the order of words: exact expressions and compounds.
//
// A stream is a row of word numbers (words.hpp), each as an end-tagged dense code: bytes below 0x80, then one
// from 0x80 that ends it (Brisaboa, Iglesias, Navarro and Paramá 2003, "An Efficient Compression Code for
// Text Databases"). A code found anywhere in the bytes is the word itself if the byte before ends another, so
// a candidate is searched as bytes, without decoding it. Numbers 0 and 1 begin the title or a heading, and a
// paragraph: no expression crosses them. After the words come the solid forms of compounds, which few
// documents have:
//
//   length of the words in bytes · words · (tokens since the last one · tokens it covers · word number)*
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/bytes.hpp"

namespace cote::index_format {

inline constexpr std::uint32_t kHeadingBreak = 0;
inline constexpr std::uint32_t kParagraphBreak = 1;
inline constexpr std::uint32_t kFirstWord = 2;  ///< the lowest number of a word

/// Appends the code of a number.
void put_code(std::string& out, std::uint32_t number);

/// Writes one document's stream.
class StreamWriter {
 public:
  void begin_heading() { put_code(words_, kHeadingBreak), ++tokens_; }
  void begin_paragraph() { put_code(words_, kParagraphBreak), ++tokens_; }
  void word(std::uint32_t number) { put_code(words_, number), ++tokens_; }
  /// The next `covers` tokens, from the `ahead`-th that follows on, are also written as one word.
  void solid(std::uint32_t ahead, std::uint32_t covers, std::uint32_t number);
  /// The stream; the writer is empty again.
  std::string finish();

 private:
  std::string words_;
  std::string solids_;
  std::uint32_t tokens_ = 0;      ///< written so far, breaks included
  std::uint32_t last_solid_ = 0;  ///< first token of the last solid form
};

/// A solid form: tokens [first, last] of the decoded stream.
struct SolidForm {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t word = 0;
};

/// One stream to read. The bytes must outlive it. IndexError when they are no stream.
class StreamView {
 public:
  explicit StreamView(std::string_view bytes);

  /// The codes of the words alone.
  [[nodiscard]] std::string_view words() const noexcept { return words_; }
  [[nodiscard]] bool has_solids() const noexcept { return !solids_.empty(); }

  /// The title's part of it: up to the second break.
  [[nodiscard]] StreamView title() const;

  /// Numbers of all tokens, breaks included.
  void decode(std::vector<std::uint32_t>& numbers) const;
  [[nodiscard]] std::vector<SolidForm> solids() const;
  /// Visits them in the order of their first tokens.
  template <typename Visit>
  void each_solid(Visit visit) const {
    ByteReader reader(solids_);
    std::uint64_t first = 0;
    while (!reader.at_end()) {
      const std::uint64_t ahead = reader.number();
      const std::uint64_t covers = reader.number();
      const std::uint64_t word = reader.number();
      constexpr std::uint64_t kMost = 0xFFFFFFFF;
      if (ahead > kMost || covers == 0 || covers > kMost || word > kMost) fail();
      first += ahead;
      if (first + covers > words_.size()) return;  // behind the title; a token takes a byte at least
      visit(SolidForm{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first + covers - 1),
                      static_cast<std::uint32_t>(word)});
    }
  }

 private:
  StreamView() = default;
  [[noreturn]] static void fail();

  std::string_view words_;
  std::string_view solids_;
};

/// The number whose code begins at `at`; `at` moves past it. `codes` ends a code.
inline std::uint32_t next_code(std::string_view codes, std::size_t& at) noexcept {
  std::uint32_t value = 0;
  std::uint32_t base = 0;
  std::uint32_t count = 1;
  while (at < codes.size()) {
    const auto byte = static_cast<unsigned char>(codes[at++]);
    if (byte >= 0x80) return base + value * 0x80 + (byte & 0x7FU);
    value = value * 0x80 + byte;
    count *= 0x80;
    base += count;
  }
  return 0;
}

/// The number whose code ends right before `at`, which moves to its beginning. `at` > 0.
inline std::uint32_t previous_code(std::string_view codes, std::size_t& at) noexcept {
  std::size_t begin = at - 1;
  while (begin > 0 && static_cast<unsigned char>(codes[begin - 1]) < 0x80) --begin;
  at = begin;
  std::size_t from = begin;
  return next_code(codes, from);
}

}  // namespace cote::index_format
