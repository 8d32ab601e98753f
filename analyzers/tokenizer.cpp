// Source text to tokens, by hand: French needs its own rules for apostrophes, hyphens and numbers anyway, and
// a scan over bytes is several times faster than a general word break.
#include <array>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

constexpr char32_t kSoftHyphen = 0xAD;

/// U+02BC is a letter to Unicode; alone it is no word.
bool is_word_start(char32_t c) { return (is_letter(c) && !is_apostrophe(c)) || is_digit(c); }

/// Characters that show nothing and may stand inside a word: soft hyphen, zero-width space, joiners, word
/// joiner.
bool is_invisible(char32_t c) {
  return c == kSoftHyphen || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

/// The spaces that French puts between groups of three digits, and the full stop of accounts.
bool is_group_separator(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == '.';
}

bool is_ascii_digit(std::string_view source, std::size_t at) {
  return at < source.size() && source[at] >= '0' && source[at] <= '9';
}

/// "n° 12.345": what a number word introduces is a number of a case or an act, no account.
bool after_number_sign(std::string_view source, std::size_t begin) {
  while (begin > 0 && source[begin - 1] == ' ') --begin;
  for (const std::string_view sign : {"n°", "nº", "N°", "Nº", "\u00A0", "\u202F", "no", "No", "nos", "#"}) {
    if (source.substr(0, begin).ends_with(sign)) {
      if (sign == "\u00A0" || sign == "\u202F") return after_number_sign(source, begin - sign.size());
      return true;
    }
  }
  return false;
}

/// From the end of one to three digits at `end`: the end of the groups of three digits that follow, or `end`.
/// "10 000 hommes" -> one number; "12 1000", "13.02.2017", "12.345/06" and "10 000e" are none.
std::size_t end_of_groups(std::string_view source, std::size_t end, std::string& digits) {
  char32_t separator = 0;
  std::string joined = digits;
  std::size_t at = end;
  while (at < source.size()) {
    const auto [c, bytes] = decode_utf8(source, at);
    if (!is_group_separator(c) || (separator != 0 && c != separator)) break;
    const std::size_t group = at + bytes;
    if (!is_ascii_digit(source, group) || !is_ascii_digit(source, group + 1) ||
        !is_ascii_digit(source, group + 2))
      break;
    if (group + 3 < source.size() && is_word_start(decode_utf8(source, group + 3).value)) return end;
    joined.append(source.substr(group, 3));
    separator = c;
    at = group + 3;
  }
  if (separator == 0) return end;
  // A full stop and more digits after it: a date or a section number, no account.
  if (separator == '.' && at < source.size() && source[at] == '.' && is_ascii_digit(source, at + 1))
    return end;
  if (separator == '.') {
    const bool goes_on =
        at < source.size() && (source[at] == '/' || source[at] == '-') && is_ascii_digit(source, at + 1);
    const std::size_t begin = end - digits.size();
    const bool from_other =
        begin > 1 && (source[begin - 1] == '.' || source[begin - 1] == '/' || source[begin - 1] == '-') &&
        is_ascii_digit(source, begin - 2);
    if (goes_on || from_other || after_number_sign(source, begin)) return end;
  }
  digits = joined;
  return at;
}

/// The endings that inclusive writing sets off after the masculine: agent·e·s, directeur·rice, chargé(e)s.
constexpr std::array<std::string_view, 22> kInclusiveEndings = {
    "e",    "es",    "s",     "ne",     "nes",  "le",    "les", "te",   "tes", "re",  "res",
    "rice", "rices", "trice", "trices", "euse", "euses", "ère", "ères", "ve",  "ves", "esse"};

bool is_inclusive_ending(std::string_view part) {
  for (const std::string_view ending : kInclusiveEndings) {
    if (part == ending) return true;
  }
  return false;
}

/// The shortest word before an inclusive ending: "élu·e"; with a full stop or a hyphen longer, since these
/// also stand between words ("art.e", "un-e").
constexpr std::size_t kShortestInclusive = 3;

/// From the end of a word of letters at `end`: past the inclusive endings that follow it, or `end`.
/// agent·e·s, agent-e-s, agent.e.s, agent(e)s, texte(s).
std::size_t end_of_inclusive(std::string_view source, std::size_t begin, std::size_t end) {
  std::size_t at = end;
  char32_t first = 0;
  for (int parts = 0; parts < 2 && at < source.size(); ++parts) {
    const auto [mark, bytes] = decode_utf8(source, at);
    const bool dot = mark == 0xB7 || mark == 0x2022 || mark == 0x2027 || mark == 0x22C5 || mark == 0x30FB;
    if (mark == '(' ? first != 0 : !dot && mark != '.' && !is_hyphen(mark)) break;
    if (first != 0 && mark != first) break;
    std::size_t to = at + bytes;
    while (to < source.size() && is_letter(decode_utf8(source, to).value))
      to += decode_utf8(source, to).bytes;
    const std::string_view part = source.substr(at + bytes, to - at - bytes);
    if (!is_inclusive_ending(part)) break;
    // "rendez-les", "élis-le": after a hyphen only the endings that are no pronouns.
    if (is_hyphen(mark) && (part == "le" || part == "les" || part == "te" || (first == 0 && part == "s")))
      break;
    if (mark == '.' && first == 0 && part != "e" && part != "ne" && part != "rice" && part != "trice") break;
    if (mark == '(') {
      if (to >= source.size() || source[to] != ')') break;
      ++to;
      if (to < source.size() && source[to] == 's' && part != "s" && part != "es") ++to;  // chargé(e)s
    }
    first = mark;
    at = to;
    if (mark == '(') break;
  }
  if (first == 0) return end;
  const std::size_t letters = count_code_points(source.substr(begin, end - begin));
  if (letters < kShortestInclusive) return end;
  if (at < source.size()) {
    const auto [next, bytes] = decode_utf8(source, at);
    if (is_letter(next) || is_digit(next) || is_mark(next)) return end;
    // "agent-e-s-tu", "www.site.es/x": what goes on is something else.
    if ((is_hyphen(next) || next == '@' || next == '/') && at + bytes < source.size() &&
        is_letter(decode_utf8(source, at + bytes).value))
      return end;
  }
  return at;
}

/// Signs that are read as words.
struct Sign {
  char32_t sign;
  std::string_view word;
};
constexpr std::array<Sign, 4> kSigns = {
    {{U'€', "euros"}, {U'$', "dollars"}, {U'£', "livres"}, {U'§', "paragraphe"}}};

std::string_view word_of_sign(char32_t c) {
  for (const Sign& sign : kSigns) {
    if (sign.sign == c) return sign.word;
  }
  return {};
}

}  // namespace

void tokenize(Text& text) {
  const std::string_view source = text.source;
  text.tokens.reserve(source.size() / 6);  // a French word and its space
  std::size_t at = 0;
  while (at < source.size()) {
    auto [c, bytes] = decode_utf8(source, at);
    if (!is_word_start(c)) {
      if (const std::string_view word = word_of_sign(c); !word.empty()) {
        Token token;
        token.text = word;
        token.begin = static_cast<std::uint32_t>(at);
        token.end = static_cast<std::uint32_t>(at + bytes);
        token.position = static_cast<std::uint32_t>(text.tokens.size());
        token.reason = "signe lu comme un mot";
        text.tokens.push_back(std::move(token));
      }
      at += bytes;
      continue;
    }
    Token token;
    token.begin = static_cast<std::uint32_t>(at);
    bool digits_only = true;
    bool invisible = false;
    bool decimal = false;
    std::size_t end = at;
    char32_t last = 0;
    while (end < source.size()) {
      const auto [next, length] = decode_utf8(source, end);
      if (is_apostrophe(next)) {
        const bool inside = is_letter(last) && end + length < source.size() &&
                            is_letter(decode_utf8(source, end + length).value) &&
                            !is_apostrophe(decode_utf8(source, end + length).value);
        if (!inside) break;
        digits_only = false;
      } else if (is_letter(next) || is_mark(next)) {
        digits_only = false;
      } else if (is_digit(next)) {
      } else if (is_invisible(next)) {
        invisible = true;
      } else if (next == ',' && digits_only && !decimal && is_ascii_digit(source, end + 1) &&
                 (at == 0 || source[at - 1] != ',')) {
        // A decimal comma, once: "3,5" but not "1,2,3".
        std::size_t stop = end + 1;
        while (is_ascii_digit(source, stop)) ++stop;
        if (stop < source.size() && source[stop] == ',') break;
        decimal = true;
        end = stop;
        last = '0';
        continue;
      } else {
        break;
      }
      last = next;
      end += length;
    }
    token.text.assign(source.substr(at, end - at));
    if (digits_only && !invisible && !decimal && end - at <= 3) {
      const std::size_t groups = end_of_groups(source, end, token.text);
      if (groups != end) token.reason = "groupes de trois chiffres";
      end = groups;
    }
    if (!digits_only && is_letter(last)) {
      const std::size_t inclusive = end_of_inclusive(source, at, end);
      if (inclusive != end) token.reason = "écriture inclusive";
      end = inclusive;
    }
    if (invisible) {
      std::string visible;
      for (std::size_t i = 0; i < token.text.size();) {
        const auto [part, length] = decode_utf8(token.text, i);
        if (!is_invisible(part)) visible.append(token.text, i, length);
        i += length;
      }
      token.text = std::move(visible);
    }
    token.end = static_cast<std::uint32_t>(end);
    token.position = static_cast<std::uint32_t>(text.tokens.size());
    text.tokens.push_back(std::move(token));
    at = end;
  }
}

}  // namespace cote::analysis
