// Source text to tokens, by hand: French needs its own rules for apostrophes, hyphens and numbers anyway, and
// a scan over bytes is several times faster than a general word break.
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

constexpr char32_t kSoftHyphen = 0xAD;

bool is_word_start(char32_t c) { return is_letter(c) || is_digit(c); }

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

/// From the end of one to three digits at `end`: the end of the groups of three digits that follow, or `end`.
/// "10 000 hommes" -> one number; "12 1000", "13.02.2017" and "10 000e" are none.
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
  digits = joined;
  return at;
}

}  // namespace

void tokenize(Text& text) {
  const std::string_view source = text.source;
  text.tokens.reserve(source.size() / 6);  // a French word and its space
  std::size_t at = 0;
  while (at < source.size()) {
    auto [c, bytes] = decode_utf8(source, at);
    if (!is_word_start(c)) {
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
      if (is_letter(next) || is_mark(next)) {
        digits_only = false;
      } else if (is_digit(next)) {
      } else if (is_invisible(next)) {
        invisible = true;
      } else if (is_apostrophe(next) && is_letter(last) && end + length < source.size() &&
                 is_letter(decode_utf8(source, end + length).value)) {
        digits_only = false;
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
