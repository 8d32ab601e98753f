#include "analyzers/numerals.hpp"

#include <array>
#include <cote/unicode.hpp>
#include <string>
#include <unordered_map>

#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

struct RomanPart {
  std::string_view text;
  std::uint32_t value;
};

/// Longest first within a rank, so that the first that fits is right.
constexpr RomanPart kTens[] = {{"LXXX", 80}, {"LXX", 70}, {"XXX", 30}, {"LX", 60},
                               {"XL", 40},   {"XX", 20},  {"L", 50},   {"X", 10}};
constexpr RomanPart kUnits[] = {{"VIII", 8}, {"VII", 7}, {"III", 3}, {"VI", 6}, {"IV", 4},
                                {"IX", 9},   {"II", 2},  {"V", 5},   {"I", 1}};

constexpr std::size_t kLongestRoman = 8;  // LXXXVIII

}  // namespace

std::optional<std::uint32_t> roman_value(std::string_view word) noexcept {
  if (word.empty() || word.size() > kLongestRoman) return std::nullopt;
  char upper[kLongestRoman];
  bool small = false;
  bool capital = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (c >= 'a' && c <= 'z') {
      small = true;
      upper[i] = static_cast<char>(c - 'a' + 'A');
    } else {
      capital = true;
      upper[i] = c;
    }
  }
  if (small && capital) return std::nullopt;
  std::string_view rest(upper, word.size());
  // A lone L is a letter; so are the small letters i, v, x.
  if (rest == "L" || (small && rest.size() == 1)) return std::nullopt;
  std::uint32_t value = 0;
  const auto take = [&](const auto& parts) {
    for (const RomanPart& part : parts) {
      if (rest.starts_with(part.text)) {
        value += part.value;
        rest.remove_prefix(part.text.size());
        return;
      }
    }
  };
  take(kTens);
  take(kUnits);
  if (!rest.empty() || value == 0) return std::nullopt;
  return value;
}

bool is_digits(std::string_view word) noexcept {
  for (const char c : word) {
    if (c < '0' || c > '9') return false;
  }
  return !word.empty();
}

std::uint32_t to_number(std::string_view digits) noexcept {
  std::uint32_t value = 0;
  for (const char c : digits.substr(0, 9)) value = value * 10 + static_cast<std::uint32_t>(c - '0');
  return value;
}

std::optional<std::uint32_t> figure_value(std::string_view word) noexcept {
  if (is_digits(word)) return word.size() <= 4 ? std::optional(to_number(word)) : std::nullopt;
  // Capitals only, and no L, C, D, M: Le, Ce, De, Me.
  if (word.find_first_not_of("IVX") != std::string_view::npos) return std::nullopt;
  return roman_value(word);
}

bool is_ordinal_ending(std::string_view written, bool first) {
  const std::string ending = fold_case(written);
  if (first) {
    for (const std::string_view form : {"er", "ers", "re", "res", "ère", "ères", "ere", "eres", "ᵉʳ", "ʳᵉ"}) {
      if (ending == form) return true;
    }
    return false;
  }
  for (const std::string_view form : {"e", "es", "ème", "èmes", "eme", "emes", "ième", "ièmes", "ieme",
                                      "iemes", "ᵉ", "nd", "nde", "nds", "ndes"}) {
    if (ending == form) return true;
  }
  return false;
}

std::optional<std::uint32_t> month_of(std::string_view folded) noexcept {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "janvier", "fevrier", "mars",      "avril",   "mai",      "juin",
      "juillet", "aout",    "septembre", "octobre", "novembre", "decembre"};
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (folded == kMonths[i]) return static_cast<std::uint32_t>(i + 1);
  }
  return std::nullopt;
}

std::size_t zeros_of(std::string_view lower) noexcept {
  if (lower == "million" || lower == "millions") return 6;
  if (lower == "milliard" || lower == "milliards") return 9;
  if (lower == "billion" || lower == "billions") return 12;
  return lower == "mille" || lower == "millier" || lower == "milliers" ? 3 : 0;
}

std::optional<NumberWord> number_word(std::string_view folded) {
  static const auto table = [] {
    std::unordered_map<std::string, NumberWord, StringHash, std::equal_to<>> words;
    const auto add = [&](std::string_view word, NumberWord number) { words.emplace(word, number); };
    for (const std::string_view form : {"premier", "premiers", "premiere", "premieres"})
      add(form, {1, true, false});
    struct Pair {
      std::string_view stem;
      std::uint32_t value;
    };
    for (const Pair pair :
         {Pair{"un", 1},   {"deux", 2},     {"trois", 3},    {"quatr", 4},    {"cinqu", 5},
          {"six", 6},      {"sept", 7},     {"huit", 8},     {"neuv", 9},     {"dix", 10},
          {"onz", 11},     {"douz", 12},    {"treiz", 13},   {"quatorz", 14}, {"quinz", 15},
          {"seiz", 16},    {"vingt", 20},   {"trent", 30},   {"quarant", 40}, {"cinquant", 50},
          {"soixant", 60}, {"septant", 70}, {"huitant", 80}, {"octant", 80},  {"nonant", 90},
          {"cent", 100}}) {
      for (const std::string_view ending : {"ieme", "iemes"})
        add(std::string(pair.stem) + std::string(ending), {pair.value, true, pair.value == 1});
    }
    // Only the cardinals that begin or continue an ordinal in several words.
    for (const Pair pair : {Pair{"quatre", 4},
                            {"vingt", 20},
                            {"vingts", 20},
                            {"trente", 30},
                            {"quarante", 40},
                            {"cinquante", 50},
                            {"soixante", 60},
                            {"septante", 70},
                            {"huitante", 80},
                            {"octante", 80},
                            {"nonante", 90},
                            {"cent", 100},
                            {"dix", 10}}) {
      add(pair.stem, {pair.value, false, false});
    }
    return words;
  }();
  const auto found = table.find(folded);
  if (found == table.end()) return std::nullopt;
  return found->second;
}

}  // namespace cote::analysis
