#include "bench/light_stemmer.hpp"

#include <cote/unicode.hpp>
#include <cstddef>

namespace cote::bench {
namespace {

/// Shorter words are left alone: "mer" and "mes" are not one word.
constexpr std::size_t kShortestChanged = 6;

/// Takes `ending` off; false where the word has another.
bool strip(std::string& word, std::string_view ending) {
  if (!word.ends_with(ending)) return false;
  word.resize(word.size() - ending.size());
  return true;
}

/// Only letters without accents stand twice at the end of a French word: "baronn", "actuell".
void undouble(std::string& word) {
  const std::size_t size = word.size();
  if (size < 2 || word[size - 1] != word[size - 2]) return;
  if (word[size - 1] >= 'a' && word[size - 1] <= 'z') word.pop_back();
}

}  // namespace

std::string light_stem(std::string_view word) {
  std::string stem(word);
  if (count_code_points(word) < kShortestChanged) return stem;
  if (strip(stem, "aux")) return stem + "al";
  if (strip(stem, "x")) return stem;
  for (const std::string_view ending : {"s", "r", "e", "é"}) strip(stem, ending);
  undouble(stem);
  return stem;
}

}  // namespace cote::bench
