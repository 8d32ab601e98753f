// Abbreviations that stand for a word, and the number sign: "art. 5" reads as "article 5", "nº 5" as "n° 5".
#include <algorithm>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/numerals.hpp"

namespace cote::analysis {
namespace {

constexpr std::string_view kNumberSign = "n°";

bool is_number(const Token& token) {
  return !token.text.empty() && token.text.front() >= '0' && token.text.front() <= '9';
}

bool blank(std::string_view gap) { return gap.empty() || spaces_only(gap); }

std::string_view gap_after(const Text& text, std::size_t i) {
  const auto& tokens = text.tokens;
  const std::size_t to = i + 1 < tokens.size() ? tokens[i + 1].begin : text.source.size();
  return text.source.substr(tokens[i].end, to - tokens[i].end);
}

/// Where the degree sign, or the small o that is often typed for it, stands in a gap.
std::size_t find_degree(std::string_view gap) { return std::min(gap.find("°"), gap.find("º")); }

/// The degree sign and spaces: what stands between n and its number.
bool is_degree_gap(std::string_view gap) {
  const std::size_t sign = find_degree(gap);
  return sign != std::string_view::npos && blank(gap.substr(0, sign)) && blank(gap.substr(sign + 2));
}

/// The number sign at token i, in any of its forms, before a number: n°, nº, no, No., N °.
bool number_sign(const Text& text, std::size_t i) {
  const auto& tokens = text.tokens;
  if (i + 1 >= tokens.size() || tokens[i].text.size() > 3) return false;
  const std::string_view word = tokens[i].text;
  const std::string_view gap = gap_after(text, i);
  if (word == "n" || word == "N") return is_number(tokens[i + 1]) && is_degree_gap(gap);
  if (!is_number(tokens[i + 1])) return false;
  if (word == "no" || word == "No" || word == "NO")
    return blank(gap) || (gap.front() == '.' && blank(gap.substr(1)));
  return false;
}

bool is_initial(const Token& token, std::string_view source) {
  return !token.text.empty() && decode_utf8(token.text, 0).bytes == token.text.size() &&
         is_upper(decode_utf8(token.text, 0).value) && token.end < source.size() && source[token.end] == '.';
}

bool applies(const Text& text, std::size_t i, const Abbreviation& entry) {
  const auto& tokens = text.tokens;
  std::string_view gap = gap_after(text, i);
  const bool dot = !gap.empty() && gap.front() == '.';
  if (entry.stop == Abbreviation::Stop::kRequired && !dot) return false;
  if (entry.stop == Abbreviation::Stop::kNever && dot) return false;
  if (dot) gap.remove_prefix(1);
  const bool next = i + 1 < tokens.size();
  switch (entry.when) {
    case Abbreviation::When::kNumber: {
      if (!next || !blank(gap)) return false;
      std::size_t number = i + 1;
      if (number_sign(text, number)) ++number;
      // "35 p. 100" is a percentage, no page.
      if (tokens[i].text == "p" && tokens[number].text == "100" && i > 0 && is_number(tokens[i - 1]) &&
          blank(gap_after(text, i - 1)))
        return false;
      return is_number(tokens[number]) || roman_value(tokens[number].text).has_value();
    }
    case Abbreviation::When::kDate: {
      if (next && blank(gap) && is_number(tokens[i + 1])) return true;
      return i > 0 && is_number(tokens[i - 1]) && blank(gap_after(text, i - 1));
    }
    case Abbreviation::When::kName: {
      if (!next ||
          (!blank(gap) && !(gap.size() <= 3 && !gap.empty() && is_hyphen(decode_utf8(gap, 0).value) &&
                            decode_utf8(gap, 0).bytes == gap.size())))
        return false;
      if (text.kind == TextKind::kQuery) return true;
      // In text the abbreviation has its capital and is not all in capitals beyond its first letter, but in
      // MM.
      if (!is_upper(decode_utf8(text.source, tokens[i].begin).value)) return false;
      if (i > 0 && is_initial(tokens[i - 1], text.source) && gap_after(text, i - 1).size() <= 2) return false;
      return is_upper(decode_utf8(text.source, tokens[i + 1].begin).value);
    }
  }
  return false;
}

}  // namespace

void abbreviations(Text& text, const WordLists& lists) {
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    Token& token = text.tokens[i];
    if (token.clitic || token.foreign) continue;
    const char first = token.text.front();
    if ((first == 'n' || first == 'N') && number_sign(text, i)) {
      const std::string_view gap = gap_after(text, i);
      const std::size_t sign = find_degree(gap);
      if (sign != std::string_view::npos) token.end += static_cast<std::uint32_t>(sign + 2);
      token.text = kNumberSign;
      token.stop = true;
      token.acronym = false;
      token.reason = "signe du numéro";
      continue;
    }
    if (!lists.abbreviation_letters.may_have(token.text)) continue;
    const auto found = lists.abbreviations.find(fold_accents(token.text));
    if (found == lists.abbreviations.end() || !applies(text, i, found->second)) continue;
    token.text = found->second.word;
    token.acronym = token.keyword = false;
    token.reason = "abréviation";
  }
}

}  // namespace cote::analysis
