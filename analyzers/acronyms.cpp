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

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// Nothing that a rule below looks at: most words of a text, told by their bytes alone.
bool is_plain(std::string_view word) {
  if (word.empty() || word.front() < 'a' || word.front() > 'z') return false;
  for (const char c : word) {
    if (is_ascii_digit(c)) return false;
  }
  return true;
}

/// For each token: does it stand in text that is set in capitals, where capitals say nothing? A run of tokens
/// in capitals, separated by spaces, hyphens and apostrophes only, is such text when a function word or a
/// clitic is among them (MISE EN ŒUVRE, L'EAU), or when nothing else stands in the text and no token is a
/// known acronym.
std::vector<bool> in_capitals(const Text& text, const Lexicon& lexicon, const WordLists& lists) {
  const auto& tokens = text.tokens;
  std::vector<bool> result;  // empty: none, as in most texts
  std::size_t i = 0;
  while (i < tokens.size()) {
    // A run begins with a capital (or a digit): most words are passed here.
    const char begin = text.source[tokens[i].begin];
    if ((begin >= 'a' && begin <= 'z') || is_lower(decode_utf8(text.source, tokens[i].begin).value)) {
      ++i;
      continue;
    }
    // A run goes on over digits and clitics; it ends at a word with a small letter or at punctuation.
    std::size_t j = i;
    std::size_t words = 0;
    bool long_word = false;
    for (; j < tokens.size(); ++j) {
      const std::string_view word = text.source.substr(tokens[j].begin, tokens[j].end - tokens[j].begin);
      if (j > i) {
        const std::string_view gap =
            text.source.substr(tokens[j - 1].end, tokens[j].begin - tokens[j - 1].end);
        if (gap.find_first_of("().;:/\n") != std::string_view::npos) break;
      }
      if (word.size() > 1 && word[1] >= 'a' && word[1] <= 'z') break;  // most words with a capital
      const Shape shape = shape_of(word);
      if (shape.letters == 0) continue;
      if (!all_upper(shape)) break;
      ++words;
      if (shape.letters >= 5) long_word = true;
    }
    // Only a run that may be such text is worth looking its words up.
    const bool alone = i == 0 && j == tokens.size();
    if (words >= 2 || (words == 1 && alone)) {
      bool function_word = false;
      bool known = false;
      bool word = false;
      for (std::size_t k = i; k < j; ++k) {
        const std::string folded = fold_accents(tokens[k].text);
        if (tokens[k].clitic || lists.stop_folded.contains(folded)) function_word = true;
        if (!lexicon.by_acronym(folded).empty()) known = true;
        if (lexicon.is_french_word(folded)) word = true;
      }
      // A heading of one word is the word (EAU); in a query somebody asks for the acronym.
      const bool heading = word && text.kind != TextKind::kQuery;
      const bool capitals = words >= 2 ? function_word || (long_word && !known) || words >= 4
                                       : (long_word && !known) || heading;
      if (capitals) {
        result.resize(tokens.size(), false);
        for (std::size_t k = i; k < j; ++k) result[k] = true;
      }
    }
    i = j > i ? j : i + 1;
  }
  return result;
}

/// Before and after the initials of a person or a party: « M. A.G. », « A.G. c. Suède », « P.C. Roy ».
bool are_initials(const Text& text, std::size_t first, std::size_t last, bool known) {
  const auto& tokens = text.tokens;
  if (first > 0) {
    const std::string before = fold_accents(tokens[first - 1].text);
    for (const std::string_view title :
         {"m", "mm", "mme", "mmes", "mlle", "mr", "dr", "me", "monsieur", "madame"}) {
      if (before == title) return true;
    }
    // « de l'U.E. », « la B.M. »: an article stands before no person.
    for (const std::string_view article : {"l", "la", "le", "les", "du", "des", "au", "aux"}) {
      if (before == article) return false;
    }
  }
  if (last + 1 == tokens.size()) return false;
  const Token& next = tokens[last + 1];
  const std::string_view gap = text.source.substr(tokens[last].end, next.begin - tokens[last].end);
  if (gap != ". " && gap != " ") return false;
  const bool stop = next.end < text.source.size() && text.source[next.end] == '.';
  if ((next.text == "c" && stop) || next.text == "contre" || (next.text == "v" && stop)) return true;
  // A surname: a capital, then small letters. « O.N.U. Femmes » has three letters and is known.
  if (gap != ". " || (known && last - first >= 2)) return false;
  const Shape shape = shape_of(next.text);
  return shape.first_upper && shape.upper == 1 && shape.letters >= 2 && last - first == 1;
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
  if (are_initials(text, first, last, known)) return 0;
  if (known) return letters > 2 || !spaced ? letters : 0;
  // The last letter has its full stop too: "S.A.R.L." but not "p. A.B.C".
  const bool closed = tokens[last].end < text.source.size() && text.source[tokens[last].end] == '.';
  return !spaced && letters >= 3 && closed ? letters : 0;
}

}  // namespace

namespace {

/// One token that no full stops join to others.
/// `after_number`: « article 117 BIS » says bis, whatever bank is called so.
void recognise(Token& token, TextKind kind, bool capitals, bool after_number, const Lexicon& lexicon) {
  const Shape shape = shape_of(token.text);
  if (shape.letters == 0 || shape.letters + shape.digits < 2) return;
  if (!shape.first_upper && shape.digits == 0 && kind == TextKind::kDocument) return;
  const std::string folded = fold_accents(token.text);
  // NGOs, ONGs: the plural of English, which French writers take over.
  if (shape.letters >= 3 && shape.upper == shape.letters - 1 && token.text.back() == 's') {
    const bool stem = !lexicon.by_acronym(folded.substr(0, folded.size() - 1)).empty();
    if (stem || shape.upper >= 3) {  // CVs and the like say nothing
      token.text.pop_back();
      token.acronym = token.keyword = true;
      token.reason = "pluriel d'un sigle";
      return;
    }
  }
  const bool known = !lexicon.by_acronym(folded).empty();
  const bool french = known && lexicon.is_french_word(folded);
  if (all_upper(shape)) {
    if (known && !(french && (capitals || after_number))) {
      token.acronym = token.keyword = true;
      token.reason = "sigle du lexique";
    } else if (capitals || (french && after_number)) {
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
  } else if (known && !french && kind == TextKind::kQuery) {
    token.acronym = token.keyword = true;  // "ue sahel"
    token.reason = "sigle du lexique, en minuscules";
  } else if (known && !french && shape.letters >= 3 && shape.first_upper) {
    token.acronym = token.keyword = true;  // Cédéao, FAMa
    token.reason = "sigle en bas de casse";
  } else if (shape.digits > 0) {
    token.keyword = true;  // 1er, G5, 20e, covid19
    token.reason = "lettres et chiffres";
  }
}

}  // namespace

void acronyms(Text& text, const Lexicon& lexicon, const WordLists& lists) {
  auto& tokens = text.tokens;
  const std::vector<bool> capitals = in_capitals(text, lexicon, lists);
  const bool query = text.kind == TextKind::kQuery;
  std::string joined;
  std::size_t out = 0;  // tokens are moved only after the first dotted acronym
  for (std::size_t i = 0; i < tokens.size(); ++i, ++out) {
    Token& token = tokens[i];
    if (const bool plain = !query && is_plain(token.text); !plain && !token.clitic) {
      if (const std::size_t letters = dotted_length(text, i, lexicon, joined); letters > 0) {
        const Token& last = tokens[i + letters - 1];
        token.text = joined;
        token.end = last.end;
        if (token.end < text.source.size() && text.source[token.end] == '.') ++token.end;
        token.acronym = token.keyword = true;
        token.reason = "sigle à points";
        i += letters - 1;
      } else {
        const bool number = token.begin >= 2 && text.source[token.begin - 1] == ' ' &&
                            is_ascii_digit(text.source[token.begin - 2]);
        recognise(token, text.kind, !capitals.empty() && capitals[i], number, lexicon);
      }
    }
    Token& kept = tokens[out];
    if (&kept != &token) kept = std::move(token);
    kept.position = static_cast<std::uint32_t>(out);
  }
  tokens.resize(out);
}

}  // namespace cote::analysis
