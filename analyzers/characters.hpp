// What the tokenizer asks about a character, from tables for what French text is made of. ICU answers for all
// other characters, and tests/analyzers/scanning_test.cpp holds the tables to it.
#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <array>
#include <bit>
#include <cote/unicode.hpp>
#include <cstdint>
#include <string_view>

namespace cote::analysis {

enum CharacterClass : std::uint8_t {
  kLetter = 1,
  kDigit = 2,
  kMark = 4,
  kApostrophe = 8,
  kInvisible = 16,  ///< shows nothing and may stand inside a word
};

/// Characters that show nothing and may stand inside a word: soft hyphen, zero-width space, joiners, word
/// joiner.
[[nodiscard]] constexpr bool is_invisible(char32_t c) noexcept {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

/// The classes by the functions of cote/unicode.hpp alone.
[[nodiscard]] inline std::uint8_t classes_by_icu(char32_t c) noexcept {
  return static_cast<std::uint8_t>((is_letter(c) ? kLetter : 0) | (is_digit(c) ? kDigit : 0) |
                                   (is_mark(c) ? kMark : 0) | (is_apostrophe(c) ? kApostrophe : 0) |
                                   (is_invisible(c) ? kInvisible : 0));
}

namespace characters {

constexpr char32_t kPastLatin = 0x250;  ///< ASCII, Latin-1, Latin Extended-A and B
constexpr char32_t kPunctuation = 0x2000;
constexpr char32_t kPastPunctuation = 0x2070;

constexpr auto kLatin = [] {
  std::array<std::uint8_t, kPastLatin> classes{};
  for (char32_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = kLetter;
  for (char32_t c = '0'; c <= '9'; ++c) classes[c] = kDigit;
  for (char32_t c = 0xC0; c < kPastLatin; ++c) classes[c] = c == 0xD7 || c == 0xF7 ? 0 : kLetter;  // × ÷
  for (const char32_t c : {U'\'', U'`', U'\u00B4'}) classes[c] = kApostrophe;
  classes[0xAD] = kInvisible;
  return classes;
}();

constexpr auto kGeneralPunctuation = [] {
  std::array<std::uint8_t, kPastPunctuation - kPunctuation> classes{};
  for (const char32_t c : {U'\u2018', U'\u2019', U'\u2032'}) classes[c - kPunctuation] = kApostrophe;
  for (char32_t c = kPunctuation; c < kPastPunctuation; ++c) {
    if (is_invisible(c)) classes[c - kPunctuation] = kInvisible;
  }
  return classes;
}();

}  // namespace characters

[[nodiscard]] inline std::uint8_t classes_of(char32_t c) noexcept {
  if (c < characters::kPastLatin) return characters::kLatin[c];
  if (c >= characters::kPunctuation && c < characters::kPastPunctuation)
    return characters::kGeneralPunctuation[c - characters::kPunctuation];
  return classes_by_icu(c);
}

/// From `at` past the letters a-z, A-Z and À to ÿ that follow each other there, letter by letter.
[[nodiscard]] inline std::size_t end_of_latin_letters_plain(std::string_view text, std::size_t at) noexcept {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (;;) {
    while (at < text.size() && byte(at) < 0x80 && characters::kLatin[byte(at)] == kLetter) ++at;
    // C3 begins U+00C0 to U+00FF.
    if (at + 1 >= text.size() || byte(at) != 0xC3 || (byte(at + 1) & 0xC0U) != 0x80 ||
        characters::kLatin[0xC0U | (byte(at + 1) & 0x3FU)] != kLetter)
      return at;
    at += 2;
  }
}

#if defined(__SSE2__)
/// The same, sixteen bytes a step: where a word ends cannot be predicted, so a branch for each letter costs
/// more than all the comparisons.
[[nodiscard]] inline std::size_t end_of_latin_letters(std::string_view text, std::size_t at) noexcept {
  constexpr std::size_t kStep = 16;
  while (at + kStep <= text.size()) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const auto all = [](unsigned byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
    const auto mask = [](__m128i found) { return static_cast<std::uint32_t>(_mm_movemask_epi8(found)); };
    // a-z moved to the 26 lowest signed bytes, where one comparison finds them.
    const __m128i lower = _mm_or_si128(bytes, all(0x20));
    const __m128i moved = _mm_sub_epi8(lower, all(0x80U + 'a'));
    const std::uint32_t ascii = mask(_mm_cmplt_epi8(moved, all(0x80U + 26)));
    const std::uint32_t lead = mask(_mm_cmpeq_epi8(bytes, all(0xC3)));
    std::uint32_t second = 0;
    if (lead != 0) {
      // 80 to BF are the 64 lowest signed bytes; 97 and B7 are × and ÷.
      second = mask(_mm_cmplt_epi8(bytes, all(0xC0)));
      second &= ~mask(_mm_or_si128(_mm_cmpeq_epi8(bytes, all(0x97)), _mm_cmpeq_epi8(bytes, all(0xB7))));
      second &= lead << 1U;
    }
    const std::uint32_t letters = ascii | second | (second >> 1U);
    const auto run = static_cast<std::size_t>(std::countr_one(letters));
    at += run;
    // A letter of two bytes may lie across the border of two steps.
    if (run < kStep && !(run + 1 == kStep && lead >> (kStep - 1) != 0)) return at;
  }
  return end_of_latin_letters_plain(text, at);
}
#else
[[nodiscard]] inline std::size_t end_of_latin_letters(std::string_view text, std::size_t at) noexcept {
  return end_of_latin_letters_plain(text, at);
}
#endif

}  // namespace cote::analysis
