// Acronyms, recognised by how they are set: in capitals among words that are not, dotted, or as the lexicon's
// in a query. They are never stemmed and are no words.
#include <algorithm>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

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

/// NGOs, ONGs: the plural of English, which French writers take over.
bool is_plural_shape(std::string_view text, const Shape& shape) {
  return shape.letters >= 3 && shape.upper == shape.letters - 1 && text.ends_with('s');
}

/// Nothing that recognise() or dotted_length() looks at in a document: most words of a text.
bool is_plain(const Written& word) {
  if (word.text.empty()) return false;
  if (word.text.front() >= 'a' && word.text.front() <= 'z') {
    return std::none_of(word.text.begin(), word.text.end(), is_ascii_digit);
  }
  const Shape& shape = word.shape;
  const bool known = (word.facts & (kAcronymOfLexicon | kAcronymIsWord)) == kAcronymOfLexicon;
  return shape.digits == 0 && shape.letters >= 2 && !all_upper(shape) && !is_plural_shape(word.text, shape) &&
         !(known && shape.letters >= 3 && shape.first_upper);
}

std::uint32_t facts_of(const Shape& shape) {
  return (shape.letters == 0 ? kNoLetters : 0U) | (all_upper(shape) ? kAllCapitals : 0U) |
         (shape.letters >= 5 ? kFiveLetters : 0U);
}

/// Of the bytes of the source: with inclusive endings a piece is more than its word.
std::uint32_t source_facts(const Text& text, const Piece& piece) {
  if (piece.end - piece.begin == piece.written->raw.size()) return piece.facts;
  return facts_of(shape_of(text.source.substr(piece.begin, piece.end - piece.begin)));
}

/// For each token: does it stand in text that is set in capitals, where capitals say nothing? A run of tokens
/// in capitals, separated by spaces, hyphens and apostrophes only, is such text when a function word or a
/// clitic is among them (MISE EN ŒUVRE, L'EAU), or when nothing else stands in the text and no token is a
/// known acronym.
std::vector<bool> in_capitals(const Text& text) {
  const auto& pieces = text.pieces;
  std::vector<bool> result;  // empty: none, as in most texts
  std::size_t i = 0;
  while (i < pieces.size()) {
    // A run begins with a capital (or a digit): most words are passed here.
    if (pieces[i].is(kSmallInitial)) {
      ++i;
      continue;
    }
    // A run goes on over digits and clitics; it ends at a word with a small letter or at punctuation.
    std::size_t j = i;
    std::size_t words = 0;
    bool long_word = false;
    for (; j < pieces.size(); ++j) {
      const Piece& piece = pieces[j];
      if (j > i && text.gap_after(j - 1).find_first_of("().;:/\n") != std::string_view::npos) break;
      const std::uint32_t facts = source_facts(text, piece);
      if ((facts & kNoLetters) != 0) continue;
      if ((facts & kAllCapitals) == 0) break;
      ++words;
      if ((facts & kFiveLetters) != 0) long_word = true;
    }
    // Only a run that may be such text is worth looking its words up.
    const bool alone = i == 0 && j == pieces.size();
    if (words >= 2 || (words == 1 && alone)) {
      bool function_word = false;
      bool known = false;
      bool word = false;
      for (std::size_t k = i; k < j; ++k) {
        if (pieces[k].clitic || pieces[k].is(kFunctionWord)) function_word = true;
        if (pieces[k].is(kAcronymOfLexicon)) known = true;
        if (pieces[k].is(kAcronymIsWord)) word = true;
      }
      // A heading of one word is the word (EAU); in a query somebody asks for the acronym.
      const bool heading = word && text.kind != TextKind::kQuery;
      const bool capitals = words >= 2 ? function_word || (long_word && !known) || words >= 4
                                       : (long_word && !known) || heading;
      if (capitals) {
        result.resize(pieces.size(), false);
        for (std::size_t k = i; k < j; ++k) result[k] = true;
      }
    }
    i = j > i ? j : i + 1;
  }
  return result;
}

/// Before and after the initials of a person or a party: « M. A.G. », « A.G. c. Suède », « P.C. Roy ».
/// `look_back`: the piece before them is looked at.
bool are_initials(const Text& text, std::size_t first, std::size_t last, bool known, bool look_back) {
  const auto& pieces = text.pieces;
  if (look_back && first > 0) {
    const std::string before = fold_accents(pieces[first - 1].text());
    for (const std::string_view title :
         {"m", "mm", "mme", "mmes", "mlle", "mr", "dr", "me", "monsieur", "madame"}) {
      if (before == title) return true;
    }
    // « de l'U.E. », « la B.M. »: an article stands before no person.
    for (const std::string_view article : {"l", "la", "le", "les", "du", "des", "au", "aux"}) {
      if (before == article) return false;
    }
  }
  if (last + 1 == pieces.size()) return false;
  const Piece& next = pieces[last + 1];
  const std::string_view gap = text.gap_after(last);
  if (gap != ". " && gap != " ") return false;
  const bool stop = next.end < text.source.size() && text.source[next.end] == '.';
  if ((next.text() == "c" && stop) || next.text() == "contre" || (next.text() == "v" && stop)) return true;
  // A surname: a capital, then small letters. « O.N.U. Femmes » has three letters and is known.
  if (gap != ". " || (known && last - first >= 2)) return false;
  const Shape& shape = next.written->shape;
  return shape.first_upper && shape.upper == 1 && shape.letters >= 2 && last - first == 1;
}

/// Tokens [first, last] that are single capitals with full stops between them: O.N.U., O. N. U. Returns the
/// number of letters, 0 when there is none. Two letters count only as a known acronym (U.E.), since A.B. are
/// initials; letters with spaces between them only when known.
std::size_t dotted_length(const Text& text, std::size_t first, const Lexicon& lexicon, bool look_back,
                          std::string& joined) {
  const auto& pieces = text.pieces;
  if (!pieces[first].is(kLoneCapital) || pieces[first].end >= text.source.size() ||
      text.source[pieces[first].end] != '.')
    return 0;
  std::size_t last = first;
  bool spaced = false;
  joined = pieces[first].text();
  while (last + 1 < pieces.size() && pieces[last + 1].is(kLoneCapital)) {
    const std::string_view gap = text.gap_after(last);
    if (last == first) spaced = gap == ". ";
    if (gap != (spaced ? ". " : "."))
      break;  // "O.N.U. S/2017/1": the run ends where its way of writing changes
    joined += pieces[++last].text();
  }
  const std::size_t letters = last - first + 1;
  if (letters < 2) return 0;
  const bool known = !lexicon.by_acronym(fold_accents(joined)).empty();
  if (are_initials(text, first, last, known, look_back)) return 0;
  if (known) return letters > 2 || !spaced ? letters : 0;
  // The last letter has its full stop too: "S.A.R.L." but not "p. A.B.C".
  const bool closed = pieces[last].end < text.source.size() && text.source[pieces[last].end] == '.';
  return !spaced && letters >= 3 && closed ? letters : 0;
}

}  // namespace

namespace {

/// One token that no full stops join to others.
/// `after_number`: « article 117 BIS » says bis, whatever bank is called so.
void recognise(Text& text, Piece& piece, bool capitals, bool after_number) {
  const TextKind kind = text.kind;
  const Shape& shape = piece.written->shape;
  if (shape.letters == 0 || shape.letters + shape.digits < 2) return;
  if (!shape.first_upper && shape.digits == 0 && kind == TextKind::kDocument) return;
  const auto mark = [&piece](bool acronym, std::string_view reason) {
    piece.acronym = piece.acronym || acronym;
    piece.keyword = true;
    piece.reason = reason;
  };
  if (is_plural_shape(piece.text(), shape) &&
      (piece.is(kPluralOfAcronym) || shape.upper >= 3)) {  // CVs and the like say nothing
    text.rewrite(piece, piece.text().substr(0, piece.text().size() - 1));
    return mark(true, "pluriel d'un sigle");
  }
  const bool known = piece.is(kAcronymOfLexicon);
  const bool french = known && piece.is(kAcronymIsWord);
  if (all_upper(shape)) {
    if (known && !(french && (capitals || after_number))) {
      mark(true, "sigle du lexique");
    } else if (capitals || (french && after_number)) {
      piece.reason = "texte en capitales";
    } else if (piece.is(kRomanCapitals)) {
      mark(false, "chiffres romains");
    } else if (shape.upper >= 2 && !shape.accents) {
      // Perhaps only a word that is set off by capitals (l'ETAT): it stays a word besides.
      mark(true, "sigle par ses capitales");
      piece.spelling = Spelling::kCapitals;
    } else if (shape.digits > 0) {
      mark(false, "lettre et chiffres");  // M23, G77: a capital and digits
    }
  } else if (known && !french && kind == TextKind::kQuery) {
    mark(true, "sigle du lexique, en minuscules");  // "ue sahel"
  } else if (known && !french && shape.letters >= 3 && shape.first_upper) {
    mark(true, "sigle en bas de casse");  // Cédéao, FAMa
  } else if (shape.digits > 0) {
    mark(false, "lettres et chiffres");  // 1er, G5, 20e, covid19
  }
}

}  // namespace

void acronym_facts(Written& word, const Folded& folded, const Lexicon& lexicon, const WordLists& lists) {
  const std::string_view text = word.text;
  word.shape = shape_of(text);
  word.facts |= facts_of(word.raw == text ? word.shape : shape_of(word.raw));
  if (is_lower(decode_utf8(word.raw, 0).value)) word.facts |= kSmallInitial;
  if (!text.empty() && decode_utf8(text, 0).bytes == text.size() && is_upper(decode_utf8(text, 0).value))
    word.facts |= kLoneCapital;
  if (is_roman_numeral(text)) word.facts |= kRomanCapitals;
  if (lists.stop_folded.contains(folded.plain)) word.facts |= kFunctionWord;
  if (!lexicon.by_acronym(folded.plain).empty()) word.facts |= kAcronymOfLexicon;
  if (lexicon.is_french_word(folded.plain)) word.facts |= kAcronymIsWord;
  if (is_plural_shape(text, word.shape) &&
      !lexicon.by_acronym(folded.plain.substr(0, folded.plain.size() - 1)).empty())
    word.facts |= kPluralOfAcronym;
  if (is_plain(word)) word.facts |= kPlainWord;
}

void acronyms(Text& text, const Lexicon& lexicon) {
  auto& pieces = text.pieces;
  const std::vector<bool> capitals = in_capitals(text);
  const bool query = text.kind == TextKind::kQuery;
  std::string joined;
  std::size_t out = 0;     // pieces are moved only after the first dotted acronym
  std::size_t behind = 0;  // the last one
  for (std::size_t i = 0; i < pieces.size(); ++i, ++out) {
    Piece& piece = pieces[i];
    if (const bool plain = !query && piece.is(kPlainWord); !plain && !piece.clitic) {
      // Behind the first dotted acronym only what follows one directly is looked at for a title.
      const bool look_back = out == i || i == behind;
      if (const std::size_t letters = dotted_length(text, i, lexicon, look_back, joined); letters > 0) {
        text.rewrite(piece, joined);
        piece.end = pieces[i + letters - 1].end;
        if (piece.end < text.source.size() && text.source[piece.end] == '.') ++piece.end;
        piece.acronym = piece.keyword = true;
        piece.reason = "sigle à points";
        i += letters - 1;
        behind = i + 1;
      } else {
        const bool number = piece.begin >= 2 && text.source[piece.begin - 1] == ' ' &&
                            is_ascii_digit(text.source[piece.begin - 2]);
        recognise(text, piece, !capitals.empty() && capitals[i], number);
      }
    }
    if (out != static_cast<std::size_t>(&piece - pieces.data())) pieces[out] = piece;
  }
  pieces.resize(out);
}

}  // namespace cote::analysis
