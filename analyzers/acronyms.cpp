// Acronyms, recognised by how they are set: in capitals among words that are not, dotted, or as the lexicon's
// in a query. They are never stemmed and are no words.
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

struct Shape {
  std::size_t letters = 0;
  std::size_t upper = 0;
  std::size_t digits = 0;
  bool accents = false;      ///< a capital with an accent
  bool first_upper = false;  ///< begins with a capital
};

Shape shape_of(std::string_view word) {
  Shape shape;
  for (std::size_t at = 0; at < word.size();) {
    const auto [c, bytes] = decode_utf8(word, at);
    if (is_letter(c)) {
      if (is_upper(c)) {
        ++shape.upper;
        if (shape.letters == 0 && shape.digits == 0) shape.first_upper = true;
      }
      ++shape.letters;
      if (c >= 0x80) shape.accents = true;
    } else if (is_digit(c)) {
      ++shape.digits;
    }
    at += bytes;
  }
  return shape;
}

bool all_upper(const Shape& shape) { return shape.letters > 0 && shape.upper == shape.letters; }

/// II, XIV: a numeral in capitals, kept as it is but no acronym. Only forms that a numeral can have, up to
/// 39, so that CD, DM, MD and CIVIL are none.
bool is_roman_numeral(std::string_view word) {
  std::size_t at = 0;
  std::size_t tens = 0;
  while (at < word.size() && word[at] == 'X' && tens < 3) ++at, ++tens;
  const std::string_view units = word.substr(at);
  for (const std::string_view form : {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}) {
    if (units == form) return !word.empty();
  }
  return false;
}

/// For each token: does it stand in text that is set in capitals, where capitals say nothing? A run of tokens
/// in capitals, separated by spaces, hyphens and apostrophes only, is such text when a function word or a
/// clitic is among them (MISE EN ŒUVRE, L'EAU), or when nothing else stands in the text and no token is a
/// known acronym.
std::vector<bool> in_capitals(const Text& text, const Lexicon& lexicon, const WordLists& lists) {
  std::vector<bool> result(text.tokens.size(), false);
  const auto& tokens = text.tokens;
  std::size_t i = 0;
  while (i < tokens.size()) {
    // A run begins with a capital (or a digit): most words are passed here.
    if (is_lower(decode_utf8(text.source, tokens[i].begin).value)) {
      ++i;
      continue;
    }
    // A run goes on over digits and clitics; it ends at a word with a small letter or at punctuation.
    std::size_t j = i;
    std::size_t words = 0;
    bool function_word = false;
    bool known = false;
    bool long_word = false;
    for (; j < tokens.size(); ++j) {
      const Shape shape = shape_of(text.source.substr(tokens[j].begin, tokens[j].end - tokens[j].begin));
      if (j > i) {
        const std::string_view gap =
            text.source.substr(tokens[j - 1].end, tokens[j].begin - tokens[j - 1].end);
        bool plain = true;
        for (const char c : gap) {
          if (c == '(' || c == ')' || c == '.' || c == ';' || c == ':' || c == '/' || c == '\n')
            plain = false;
        }
        if (!plain) break;
      }
      if (shape.letters == 0) continue;
      if (!all_upper(shape)) break;
      ++words;
      const std::string folded = fold_case(tokens[j].text);
      if (tokens[j].clitic || lists.stop_folded.contains(fold_accents(folded))) function_word = true;
      if (!lexicon.by_acronym(fold_accents(folded)).empty()) known = true;
      if (shape.letters >= 5) long_word = true;
    }
    const bool alone = i == 0 && j == tokens.size();
    const bool capitals = words >= 2 ? function_word || (long_word && !known) || words >= 4
                                     : words == 1 && alone && long_word && !known;
    if (capitals) {
      for (std::size_t k = i; k < j; ++k) result[k] = true;
    }
    i = j > i ? j : i + 1;
  }
  return result;
}

/// Tokens [first, last] that are single capitals with full stops between them: O.N.U., O. N. U. Returns the
/// number of letters, 0 when there is none. Two letters count only as a known acronym (U.E.), since A.B. are
/// initials; letters with spaces between them only when known.
std::size_t dotted_length(const Text& text, std::size_t first, const Lexicon& lexicon, std::string& joined) {
  const auto& tokens = text.tokens;
  const auto single = [&](std::size_t i) {
    const std::string_view word = tokens[i].text;
    return !word.empty() && decode_utf8(word, 0).bytes == word.size() && is_upper(decode_utf8(word, 0).value);
  };
  if (!single(first) || tokens[first].end >= text.source.size() || text.source[tokens[first].end] != '.')
    return 0;
  std::size_t last = first;
  bool spaced = false;
  joined = tokens[first].text;
  while (last + 1 < tokens.size() && single(last + 1)) {
    const std::string_view gap =
        text.source.substr(tokens[last].end, tokens[last + 1].begin - tokens[last].end);
    if (last == first) spaced = gap == ". ";
    if (gap != (spaced ? ". " : "."))
      break;  // "O.N.U. S/2017/1": the run ends where its way of writing changes
    joined += tokens[++last].text;
  }
  const std::size_t letters = last - first + 1;
  if (letters < 2) return 0;
  const bool known = !lexicon.by_acronym(fold_accents(joined)).empty();
  if (known) return letters > 2 || !spaced ? letters : 0;
  // The last letter has its full stop too: "S.A.R.L." but not "p. A.B.C".
  const bool closed = tokens[last].end < text.source.size() && text.source[tokens[last].end] == '.';
  return !spaced && letters >= 3 && closed ? letters : 0;
}

}  // namespace

void acronyms(Text& text, const Lexicon& lexicon, const WordLists& lists) {
  const std::vector<bool> capitals = in_capitals(text, lexicon, lists);
  std::vector<Token> out;
  out.reserve(text.tokens.size());
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    Token& token = text.tokens[i];
    std::string joined;
    if (const std::size_t letters = token.clitic ? 0 : dotted_length(text, i, lexicon, joined); letters > 0) {
      const Token& last = text.tokens[i + letters - 1];
      token.text = joined;
      token.end = last.end;
      if (token.end < text.source.size() && text.source[token.end] == '.') ++token.end;
      token.acronym = token.keyword = true;
      token.reason = "sigle à points";
      out.push_back(std::move(token));
      i += letters - 1;
      continue;
    }
    const Shape shape = token.clitic ? Shape{} : shape_of(token.text);
    if (shape.letters == 0 || shape.letters + shape.digits < 2) {
      out.push_back(std::move(token));
      continue;
    }
    if (!shape.first_upper && shape.digits == 0 && text.kind == TextKind::kDocument) {
      out.push_back(std::move(token));  // most words of a text
      continue;
    }
    const std::string folded = fold_accents(token.text);
    const bool known = !lexicon.by_acronym(folded).empty();
    const bool french = lexicon.is_french_word(folded);
    if (all_upper(shape)) {
      if (known && (!capitals[i] || !french)) {
        token.acronym = token.keyword = true;
        token.reason = "sigle du lexique";
      } else if (capitals[i]) {
        token.reason = "texte en capitales";
      } else if (is_roman_numeral(token.text)) {
        token.keyword = true;
        token.reason = "chiffres romains";
      } else if (shape.upper >= 2 && !shape.accents) {
        // Perhaps only a word that is set off by capitals (l'ETAT): it stays a word besides.
        token.acronym = token.keyword = true;
        token.spelling = Spelling::kCapitals;
        token.reason = "sigle par ses capitales";
      } else if (shape.digits > 0) {
        token.keyword = true;  // M23, G77: a capital and digits
        token.reason = "lettre et chiffres";
      }
    } else if (known && !french && shape.letters >= 3 &&
               (text.kind == TextKind::kQuery || (shape.first_upper && shape.upper == 1))) {
      token.acronym = token.keyword = true;
      token.reason =
          text.kind == TextKind::kQuery ? "sigle du lexique, en minuscules" : "sigle en bas de casse";
    } else if (known && !french && text.kind == TextKind::kQuery) {
      token.acronym = token.keyword = true;  // "ue sahel"
      token.reason = "sigle du lexique, en minuscules";
    } else if (shape.digits > 0) {
      token.keyword = true;  // 1er, G5, 20e, covid19
      token.reason = "lettres et chiffres";
    }
    out.push_back(std::move(token));
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i].position = static_cast<std::uint32_t>(i);
  text.tokens = std::move(out);
}

}  // namespace cote::analysis
