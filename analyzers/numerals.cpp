#include "analyzers/numerals.hpp"

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
