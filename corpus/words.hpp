// Questions about the words at the ends of a line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "corpus/line.hpp"

namespace cote::corpus {

/// Code point and byte length of the last character of `text`; {0, 0} for an empty text.
struct LastChar {
  char32_t value = 0;
  std::size_t bytes = 0;
};
[[nodiscard]] LastChar last_char(std::string_view text) noexcept;

/// The first code point, 0 for an empty text.
[[nodiscard]] char32_t first_char(std::string_view text) noexcept;

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
/// cut at a line end are left out.
class Vocabulary {
 public:
  explicit Vocabulary(const std::vector<Line>& lines);
  [[nodiscard]] std::uint32_t count(std::string_view word) const;

  /// Joins words that a space splits: "polit iques" where "politiques" stands elsewhere.
  void join_split_words(std::string& text) const;

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> counts_;
};

}  // namespace cote::corpus
