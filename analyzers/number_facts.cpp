// What the numbers stage asks about a word by itself (numbers.cpp).
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/numerals.hpp"

namespace cote::analysis {
namespace {

/// By its letters alone the word may begin an ordinal.
bool may_begin_ordinal(std::string_view word) {
  if (word.empty()) return false;
  const char c = word.front();
  if ((c >= '0' && c <= '9') || c == 'I' || c == 'V' || c == 'X') return true;
  if (word.size() < 3) return false;
  // vingtième(s), premier(s), première(s), and the cardinals that go before: by their last letters.
  const auto lower = [&](std::size_t from_end) {
    return static_cast<char>(static_cast<unsigned char>(word[word.size() - from_end]) | 0x20U);
  };
  const char last = lower(1);
  const char before = lower(2);
  switch (last) {
    case 'e':
      return before == 'm' || before == 't' || before == 'r';  // -ième, trente, quatre, première
    case 's':
      return before == 'e' || before == 'r' || before == 't';  // -ièmes, premières, premiers, vingts
    case 'r':
      return before == 'e' && (c == 'p' || c == 'P');  // premier
    case 't':
      return before == 'n' || before == 'g';  // cent, vingt
    case 'x':
      return before == 'i' && (c == 'd' || c == 'D');  // dix
    default:
      return false;
  }
}

bool is_counting_word(std::string_view lower, const WordLists& lists) {
  if (lower.size() < 3) return false;
  std::string word(lower);
  if (lists.counting_words.contains(word)) return true;
  if (word.back() == 's' || word.back() == 'x') {
    word.pop_back();
    if (lists.counting_words.contains(word)) return true;
  }
  return lists.counting_words_folded.contains(fold_accents(word));
}

/// An ordinal in figures (20e, XXe), or a figure that an ending may follow.
std::uint32_t figure_facts(std::string_view text) {
  const bool digits = text.front() >= '0' && text.front() <= '9';
  const std::size_t split = text.find_first_not_of(digits ? "0123456789" : "IVX");
  if (split == 0) return 0;
  const auto value = figure_value(text.substr(0, split));
  if (!value || *value == 0) return 0;
  if (split == std::string_view::npos) return kFigure;
  return is_ordinal_ending(text.substr(split), *value == 1) ? kOrdinalStart : 0U;
}

/// Before and behind the days and the amounts, and between them. `lower`: in lower case.
std::uint32_t neighbour_facts(std::string_view lower) {
  std::uint32_t facts = 0;
  if (lower == "et" || lower == "ou" || lower == "à" || lower == "n°" || lower == "au" || lower == "de")
    facts |= kListLink;
  if (lower == "et" || lower == "au" || lower == "ou" || lower == "à" || lower == "le") facts |= kDayLink;
  if (lower == "p" || lower == "pour") facts |= kPerWord;
  if (zeros_of(lower) != 0) facts |= kAmountWord;
  return facts;
}

}  // namespace

void number_facts(Written& word, const Folded& folded, const WordLists& lists) {
  const std::string_view text = word.text;
  if (text.empty()) return;
  const char first = text.front();
  if (first >= '0' && first <= '9') word.facts |= kDigitInitial;
  word.facts |= figure_facts(text) | neighbour_facts(folded.lower);
  if (may_begin_ordinal(text)) {
    const auto number = number_word(folded.plain);
    if (number && !number->compound) word.facts |= kOrdinalStart;
  }
  constexpr std::size_t kLongestEnding = 5;  // ièmes
  if (text.size() <= kLongestEnding && (is_ordinal_ending(text, true) || is_ordinal_ending(text, false)))
    word.facts |= kOrdinalEnding;
  if (std::string_view("IVXLivxl").find(first) != std::string_view::npos && roman_value(text))
    word.facts |= kRomanNumber;
  if (is_counting_word(folded.lower, lists)) word.facts |= kCountingWord;
  if (month_of(folded.plain)) word.facts |= kMonthWord;
}

}  // namespace cote::analysis
