// Questions about the words at the ends of a line.
#pragma once

#include <array>
#include <cote/unicode.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/bytes.hpp"
#include "corpus/line.hpp"

namespace cote::corpus {

/// Code point and byte length of the last character of `text`; {0, 0} for an empty text.
struct LastChar {
  char32_t value = 0;
  std::size_t bytes = 0;
};
[[nodiscard]] LastChar last_wide_char(std::string_view text) noexcept;  ///< any but ASCII
[[nodiscard]] inline LastChar last_char(std::string_view text) noexcept {
  if (text.empty()) return {};
  const auto byte = static_cast<unsigned char>(text.back());
  return byte < 0x80 ? LastChar{byte, 1} : last_wide_char(text);
}

/// The first code point, 0 for an empty text.
[[nodiscard]] inline char32_t first_char(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const auto byte = static_cast<unsigned char>(text.front());
  return byte < 0x80 ? byte : decode_utf8(text, 0).value;
}

/// Number of code points of well-formed text.
[[nodiscard]] inline std::size_t count_well_formed(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  return count;
}

/// The text from the last space on; the text up to the first space.
[[nodiscard]] std::string_view last_word(std::string_view text) noexcept;
[[nodiscard]] std::string_view first_word(std::string_view text) noexcept;

/// The longest prefix made of letters alone.
[[nodiscard]] std::string_view leading_letters(std::string_view text) noexcept;

/// Lower case for the letters of French, without ICU: this runs on every word of a text.
[[nodiscard]] std::string lower_french(std::string_view text);

/// l, d, qu, jusqu, …: the words that elide; any case.
[[nodiscard]] bool is_clitic(std::string_view word);

/// résolution, articles, paragraphe, …: in a sentence a number follows.
[[nodiscard]] bool wants_number(std::string_view word);

/// Words that end no sentence and no heading: articles, prepositions, conjunctions; any case.
[[nodiscard]] bool is_function_word(std::string_view word);

/// Of those, the ones that are never rightly doubled ("nous nous", "en en" and "son son" are right).
[[nodiscard]] bool is_never_doubled(std::string_view word);

/// True when the word that a line end cuts after its hyphen is known to be written with that hyphen: "vice-"
/// + "versa", "celui-" + "ci", "vingt-" + "deux". What is not known is no answer: "orga-" + "nisations" gives
/// false.
[[nodiscard]] bool is_written_with_hyphen(std::string_view left, std::string_view right);

[[nodiscard]] bool is_month(std::string_view word);

/// True when the text ends a sentence or a list item: . ! ? … ; : with closing quotes after it allowed. The
/// full stop of an initial or an abbreviation ("Rosemary A.", "art.") ends nothing.
[[nodiscard]] bool ends_sentence(std::string_view text) noexcept;

/// How often each word stands in the lines, by hash: whole ("cessez-le-feu") and by its parts. Words that are
/// cut at a line end are left out. Few texts ask: the words are counted when the first question comes, and
/// until then the lines must be there.
class Vocabulary {
 public:
  explicit Vocabulary(const std::vector<Line>& lines) : lines_(lines) {}
  [[nodiscard]] std::uint32_t count(std::string_view word) const;

  /// Joins words that a space splits: "polit iques" where "politiques" stands elsewhere.
  void join_split_words(std::string& text) const;

  /// What stands beside the spaces of a text, told in one pass: whether a word may be doubled there, and
  /// whether one may be split. False is certain.
  struct Seams {
    bool doubled = false;
    bool split = false;
  };
  [[nodiscard]] Seams seams_of(std::string_view text) const;

 private:
  /// Open addressing; a count of 0 is a free slot.
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t count = 0;
  };

  void count_words() const;
  void add(std::uint64_t hash) const;
  [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const;
  void count_long_words() const;
  [[nodiscard]] bool may_be_frequent(std::string_view left, std::string_view right) const;

  const std::vector<Line>& lines_;
  mutable std::vector<Slot> slots_;  ///< a power of two, at most half full; empty: not counted yet
  mutable std::size_t used_ = 0;

  // The long words that may stand often enough to be the whole of a split word, by a coarse hash, and what a
  // space may part in them: a row for the byte before it, a bit for the byte behind it.
  mutable bool long_words_counted_ = false;
  mutable std::vector<std::uint64_t> frequent_;
  mutable std::uint64_t lengths_ = 0;  ///< a bit each, the last for all longer
  mutable std::array<std::uint32_t, 32> parted_{};
  mutable bytes::Bits letters_;
  mutable bytes::Bits spaces_;
};

}  // namespace cote::corpus
