// Compounds: beside its parts a hyphenated word has its solid form, so that anti-terrorisme and
// antiterrorisme meet.
#include <algorithm>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

/// Longer chains of hyphens are lists of places or authors, no words.
constexpr std::size_t kMostParts = 4;

/// Bytes of the longest solid form; the longest French words stay below.
constexpr std::size_t kLongestSolid = 48;

/// U+2010 and U+2011 have three bytes.
bool is_one_hyphen(std::string_view gap) {
  if (gap.size() == 1) return gap.front() == '-';
  return gap.size() == 3 && gap.front() != '-' && is_hyphen(decode_utf8(gap, 0).value);
}

bool is_one_space(std::string_view gap) {
  if (gap.empty()) return false;
  const auto [c, bytes] = decode_utf8(gap, 0);
  return is_space(c) && bytes == gap.size() && c != '\n';
}

/// -t-il, -elle, -on, -ci, -là: set off by a hyphen, but no part of the word.
bool is_inverted(std::string_view word) {
  for (const std::string_view pronoun :
       {"il", "elle", "on", "ils", "elles", "je", "tu", "nous", "ce", "ci", "là", "t", "moi", "toi"}) {
    if (word == pronoun) return true;
  }
  return false;
}

/// "tombe-t-il", "celui-ci": what is set off ends the compound [first, last] and has no weight. Returns the
/// last piece that belongs to it.
std::size_t set_off(Text& text, std::size_t first, std::size_t last) {
  auto& pieces = text.pieces;
  for (std::size_t k = first + 1; k <= last; ++k) {
    if (!pieces[k].is(kInvertedWord)) continue;
    for (std::size_t inverted = k; inverted <= last; ++inverted) {
      pieces[inverted].stop = true;
      pieces[inverted].reason = "pronom ou particule après un trait d'union";
    }
    return k - 1;
  }
  return last;
}

/// Adds the solid form of the pieces [first, last], if they are words.
void join(Text& text, std::size_t first, std::size_t last) {
  const auto& pieces = text.pieces;
  std::string solid;
  for (std::size_t k = first; k <= last; ++k) {
    const Piece& piece = pieces[k];
    solid += piece.text();
    // Inside, figures end it: COVID-19, M-23, but no "Jean-12-b".
    if (piece.clitic || (k > first && k < last && piece.is(kDigitInitial))) return;
    // An acronym makes one word with figures only: COVID-19, but not ASEAN-ONU.
    if (piece.acronym && !(k == first && pieces[last].is(kDigitInitial))) return;
  }
  if (solid.size() > kLongestSolid) return;
  PieceVariant variant;
  text.rewrite(variant.piece, solid);
  variant.piece.begin = pieces[first].begin;
  variant.piece.end = pieces[last].end;
  variant.piece.keyword = pieces[last].is(kDigitInitial);
  variant.piece.acronym = pieces[first].acronym;
  variant.piece.foreign = pieces[first].foreign && pieces[last].foreign;
  variant.piece.reason = "forme soudée";
  variant.exact = true;
  variant.first = static_cast<std::uint32_t>(first);
  variant.last = static_cast<std::uint32_t>(last);
  text.piece_variants.push_back(variant);
}

}  // namespace

void compound_facts(Written& word, const Folded& folded, const WordLists& lists) {
  const bool may_be_prefix = lists.prefix_letters.may_have(word.text);
  if (is_inverted(folded.lower)) word.facts |= kInvertedWord;
  if (may_be_prefix && lists.prefixes.contains(folded.lower)) word.facts |= kPrefixWord;
}

void compounds(Text& text) {
  const auto& pieces = text.pieces;
  const std::size_t before = text.piece_variants.size();
  const auto hyphen_after = [&](std::size_t i) {
    const std::size_t gap = pieces[i + 1].begin - pieces[i].end;
    return (gap == 1 || gap == 3) && is_one_hyphen(text.source.substr(pieces[i].end, gap));
  };
  for (std::size_t i = 0; i + 1 < pieces.size();) {
    if (pieces[i].clitic) {
      ++i;
      continue;
    }
    std::size_t last = i;
    while (last + 1 < pieces.size() && hyphen_after(last)) ++last;
    std::size_t next = last + 1;
    if (last > i) {
      last = set_off(text, i, last);
    } else if (pieces[i].is(kPrefixWord) && is_one_space(text.gap_after(i)) &&
               !pieces[i + 1].is(kDigitInitial) && !pieces[i + 1].clitic) {
      last = i + 1;  // "anti terrorisme"
      next = last;   // the word may itself begin a compound
    }
    if (last > i && last - i < kMostParts && !pieces[i].is(kDigitInitial)) join(text, i, last);
    i = next;
  }
  if (before == 0 || before == text.piece_variants.size()) return;
  std::stable_sort(text.piece_variants.begin(), text.piece_variants.end(),
                   [](const PieceVariant& a, const PieceVariant& b) { return a.first < b.first; });
}

}  // namespace cote::analysis
