// Compounds: beside its parts a hyphenated word has its solid form, so that anti-terrorisme and
// antiterrorisme meet.
#include <algorithm>
#include <cote/unicode.hpp>
#include <iterator>

#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

/// Longer chains of hyphens are lists of places or authors, no words.
constexpr std::size_t kMostParts = 4;

/// Bytes of the longest solid form; the longest French words stay below.
constexpr std::size_t kLongestSolid = 48;

bool is_one_hyphen(std::string_view gap) {
  if (gap.empty()) return false;
  const auto [c, bytes] = decode_utf8(gap, 0);
  return is_hyphen(c) && bytes == gap.size();
}

bool is_one_space(std::string_view gap) {
  if (gap.empty()) return false;
  const auto [c, bytes] = decode_utf8(gap, 0);
  return is_space(c) && bytes == gap.size() && c != '\n';
}

bool begins_with_digit(const Token& token) {
  return !token.text.empty() && token.text.front() >= '0' && token.text.front() <= '9';
}

/// -t-il, -elle, -on, -ci, -là: set off by a hyphen, but no part of the word.
bool is_inverted(std::string_view word) {
  for (const std::string_view pronoun :
       {"il", "elle", "on", "ils", "elles", "je", "tu", "nous", "ce", "ci", "là", "t", "moi", "toi"}) {
    if (word == pronoun) return true;
  }
  return false;
}

}  // namespace

void compounds(Text& text, const WordLists& lists) {
  auto& tokens = text.tokens;
  const auto gap = [&](std::size_t i) {
    return text.source.substr(tokens[i].end, tokens[i + 1].begin - tokens[i].end);
  };
  std::vector<Variant> found;
  for (std::size_t i = 0; i + 1 < tokens.size();) {
    if (tokens[i].clitic) {
      ++i;
      continue;
    }
    std::size_t last = i;
    while (last + 1 < tokens.size() && is_one_hyphen(gap(last))) ++last;
    std::size_t next = last + 1;
    if (last > i) {
      // "tombe-t-il", "celui-ci": what is set off ends the compound and has no weight.
      for (std::size_t k = i + 1; k <= last; ++k) {
        const std::string word = fold_case(tokens[k].text);
        if (!is_inverted(word)) continue;
        for (std::size_t inverted = k; inverted <= last; ++inverted) {
          tokens[inverted].stop = true;
          tokens[inverted].reason = "pronom ou particule après un trait d'union";
        }
        last = k - 1;
        break;
      }
    } else if (lists.prefix_letters.may_have(tokens[i].text) && is_one_space(gap(i)) &&
               !begins_with_digit(tokens[i + 1]) && !tokens[i + 1].clitic &&
               lists.prefixes.contains(fold_case(tokens[i].text))) {
      last = i + 1;  // "anti terrorisme"
      next = last;   // the word may itself begin a compound
    }
    if (last > i && last - i < kMostParts && !begins_with_digit(tokens[i])) {
      Variant variant;
      bool words = true;
      for (std::size_t k = i; k <= last; ++k) {
        variant.token.text += tokens[k].text;
        // Inside, figures end it: COVID-19, M-23, but no "Jean-12-b".
        if (k > i && k < last && begins_with_digit(tokens[k])) words = false;
        if (tokens[k].clitic) words = false;
        // An acronym makes one word with figures only: COVID-19, but not ASEAN-ONU.
        if (tokens[k].acronym && !(k == i && begins_with_digit(tokens[last]))) words = false;
      }
      if (words && variant.token.text.size() <= kLongestSolid) {
        variant.token.begin = tokens[i].begin;
        variant.token.end = tokens[last].end;
        variant.token.position = tokens[i].position;
        variant.token.keyword = begins_with_digit(tokens[last]);
        variant.token.acronym = tokens[i].acronym;
        variant.token.foreign = tokens[i].foreign && tokens[last].foreign;
        variant.exact = true;
        variant.token.reason = "forme soudée";
        variant.first = static_cast<std::uint32_t>(i);
        variant.last = static_cast<std::uint32_t>(last);
        found.push_back(std::move(variant));
      }
    }
    i = next;
  }
  if (found.empty()) return;
  text.variants.insert(text.variants.end(), std::make_move_iterator(found.begin()),
                       std::make_move_iterator(found.end()));
  std::stable_sort(text.variants.begin(), text.variants.end(),
                   [](const Variant& a, const Variant& b) { return a.first < b.first; });
}

}  // namespace cote::analysis
