// Abbreviations that stand for a word, and the number sign: "art. 5" reads as "article 5", "nº 5" as "n° 5".
#include <algorithm>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/numerals.hpp"

namespace cote::analysis {
namespace {

constexpr std::string_view kNumberSign = "n°";

bool blank(std::string_view gap) { return gap.empty() || spaces_only(gap); }

/// Where the degree sign, or the small o that is often typed for it, stands in a gap.
std::size_t find_degree(std::string_view gap) { return std::min(gap.find("°"), gap.find("º")); }

/// The degree sign and spaces: what stands between n and its number.
bool is_degree_gap(std::string_view gap) {
  const std::size_t sign = find_degree(gap);
  return sign != std::string_view::npos && blank(gap.substr(0, sign)) && blank(gap.substr(sign + 2));
}

/// The number sign at token i, in any of its forms, before a number: n°, nº, no, No., N °.
bool number_sign(const Text& text, std::size_t i) {
  const auto& pieces = text.pieces;
  if (!pieces[i].is(kNumberSignWord) || i + 1 >= pieces.size() || !pieces[i + 1].is(kDigitInitial))
    return false;
  const std::string_view gap = text.gap_after(i);
  if (pieces[i].text().size() == 1) return is_degree_gap(gap);
  return blank(gap) || (gap.front() == '.' && blank(gap.substr(1)));
}

bool is_initial(const Piece& piece, std::string_view source) {
  return piece.is(kLoneCapital) && piece.end < source.size() && source[piece.end] == '.';
}

bool applies(const Text& text, std::size_t i, const Abbreviation& entry) {
  const auto& pieces = text.pieces;
  std::string_view gap = text.gap_after(i);
  const bool dot = !gap.empty() && gap.front() == '.';
  if (entry.stop == Abbreviation::Stop::kRequired && !dot) return false;
  if (entry.stop == Abbreviation::Stop::kNever && dot) return false;
  if (dot) gap.remove_prefix(1);
  const bool next = i + 1 < pieces.size();
  switch (entry.when) {
    case Abbreviation::When::kNumber: {
      if (!next || !blank(gap)) return false;
      std::size_t number = i + 1;
      if (number_sign(text, number)) ++number;
      // "35 p. 100" is a percentage, no page.
      if (pieces[i].text() == "p" && pieces[number].text() == "100" && i > 0 &&
          pieces[i - 1].is(kDigitInitial) && blank(text.gap_after(i - 1)))
        return false;
      return pieces[number].is(kDigitInitial) || roman_value(pieces[number].text()).has_value();
    }
    case Abbreviation::When::kDate: {
      if (next && blank(gap) && pieces[i + 1].is(kDigitInitial)) return true;
      return i > 0 && pieces[i - 1].is(kDigitInitial) && blank(text.gap_after(i - 1));
    }
    case Abbreviation::When::kName: {
      if (!next ||
          (!blank(gap) && !(gap.size() <= 3 && !gap.empty() && is_hyphen(decode_utf8(gap, 0).value) &&
                            decode_utf8(gap, 0).bytes == gap.size())))
        return false;
      if (text.kind == TextKind::kQuery) return true;
      // In text the abbreviation has its capital and is not all in capitals beyond its first letter, but in
      // MM.
      if (!is_upper(decode_utf8(text.source, pieces[i].begin).value)) return false;
      if (i > 0 && is_initial(pieces[i - 1], text.source) && text.gap_after(i - 1).size() <= 2) return false;
      return is_upper(decode_utf8(text.source, pieces[i + 1].begin).value);
    }
  }
  return false;
}

}  // namespace

void abbreviation_facts(Written& word, const Folded& folded, const WordLists& lists) {
  const std::string_view text = word.text;
  if (text == "n" || text == "N" || text == "no" || text == "No" || text == "NO")
    word.facts |= kNumberSignWord;
  if (!lists.abbreviation_letters.may_have(text)) return;
  const auto found = lists.abbreviations.find(folded.plain);
  if (found == lists.abbreviations.end()) return;
  word.abbreviation = &found->second;
  word.facts |= kAbbreviated;
}

void abbreviations(Text& text) {
  if (!text.any(kAbbreviated | kNumberSignWord)) return;
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    Piece& piece = text.pieces[i];
    if ((piece.facts & (kAbbreviated | kNumberSignWord)) == 0 || piece.clitic || piece.foreign) continue;
    if (number_sign(text, i)) {
      const std::size_t sign = find_degree(text.gap_after(i));
      if (sign != std::string_view::npos) piece.end += static_cast<std::uint32_t>(sign + 2);
      text.rewrite(piece, kNumberSign);
      piece.stop = true;
      piece.acronym = false;
      piece.reason = "signe du numéro";
      continue;
    }
    const Abbreviation* const entry = piece.written->abbreviation;
    if (entry == nullptr || !applies(text, i, *entry)) continue;
    text.rewrite(piece, entry->word);
    piece.acronym = piece.keyword = false;
    piece.reason = "abréviation";
  }
}

}  // namespace cote::analysis
