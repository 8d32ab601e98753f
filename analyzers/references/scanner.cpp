#include "analyzers/references/scanner.hpp"

#include <algorithm>
#include <array>

namespace cote::references {

namespace {

// U+00C0 to U+00FF without case and accent; 0: no letter of French.
constexpr char kLatin1[] =
    "aaaaaaaceeeeiiii"
    "dnooooo\0ouuuuypsaaaaaaaceeeeiiii"
    "dnooooo\0ouuuuypy";

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

/// Bytes of the space at `at`: plain, tab, no-break (U+00A0), thin (U+2009), narrow no-break (U+202F); 0:
/// none.
std::size_t space_length(std::string_view text, std::size_t at) {
  const unsigned char c = byte_at(text, at);
  if (c == ' ' || c == '\t') return 1;
  if (c == 0xC2 && byte_at(text, at + 1) == 0xA0) return 2;
  if (c == 0xE2 && byte_at(text, at + 1) == 0x80 &&
      (byte_at(text, at + 2) == 0xAF || (byte_at(text, at + 2) & 0xF0U) == 0x80U) &&
      byte_at(text, at + 2) != 0x90 && byte_at(text, at + 2) <= 0xAF)
    return byte_at(text, at + 2) <= 0x8A || byte_at(text, at + 2) == 0xAF ? 3 : 0;
  return 0;
}

constexpr std::string_view kMonths[] = {"janvier", "fevrier", "mars",      "avril",   "mai",      "juin",
                                        "juillet", "aout",    "septembre", "octobre", "novembre", "decembre"};
// Shorter spellings, with the month they stand for; the dot behind is optional.
struct ShortMonth {
  std::string_view name;
  unsigned month;
};
constexpr ShortMonth kShortMonths[] = {{"janv", 1}, {"fevr", 2}, {"fev", 2},  {"avr", 4},  {"juill", 7},
                                       {"juil", 7}, {"sept", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}};

std::string iso(std::string_view year, unsigned month, unsigned day) {
  std::string out(year);
  for (const unsigned part : {month, day}) {
    out += '-';
    out += static_cast<char>('0' + part / 10);
    out += static_cast<char>('0' + part % 10);
  }
  return out;
}

}  // namespace

char fold_accented(std::string_view text, std::size_t at, std::size_t& length) {
  length = 1;
  if (byte_at(text, at) == 0xC3) {
    const unsigned char next = byte_at(text, at + 1);
    if (next >= 0x80 && next <= 0xBF) {
      length = 2;
      return kLatin1[next - 0x80];
    }
  }
  return 0;
}

bool word_at(std::string_view text, std::size_t at) {
  const unsigned char c = byte_at(text, at);
  if (c < 0x80) return is_alpha(static_cast<char>(c)) || is_digit(static_cast<char>(c)) || c == '_';
  // C2: Latin-1 signs and the no-break space; E2, E3: punctuation and symbols; EF: full-width forms.
  return !(c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEF);
}

bool word_before(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  std::size_t lead = at - 1;
  while (lead > 0 && at - lead < 4 && (byte_at(text, lead) & 0xC0U) == 0x80U) --lead;
  return word_at(text, lead);
}

unsigned roman_value(std::string_view value) {
  unsigned total = 0;
  const auto digit = [](char c) -> unsigned {
    switch (c) {
      case 'I':
        return 1;
      case 'V':
        return 5;
      case 'X':
        return 10;
      case 'L':
        return 50;
      case 'C':
        return 100;
      case 'D':
        return 500;
      case 'M':
        return 1000;
      default:
        return 0;
    }
  };
  if (value.empty() || value.size() > 15) return 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const unsigned here = digit(value[i]);
    const unsigned next = i + 1 < value.size() ? digit(value[i + 1]) : 0;
    if (here == 0) return 0;
    if (here < next) {
      total += next - here;
      ++i;
    } else {
      total += here;
    }
  }
  // What does not come back the same is no usual spelling: IIII, VX, IC.
  return roman_numeral(total) == value ? total : 0;
}

std::string roman_numeral(unsigned value) {
  constexpr std::array<unsigned, 13> kValues = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  constexpr std::array<std::string_view, 13> kSigns = {"M",  "CM", "D",  "CD", "C",  "XC", "L",
                                                       "XL", "X",  "IX", "V",  "IV", "I"};
  std::string out;
  if (value > 3999) return out;
  for (std::size_t i = 0; i < kValues.size(); ++i) {
    while (value >= kValues[i]) {
      out += kSigns[i];
      value -= kValues[i];
    }
  }
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), to_upper);
  return out;
}

std::string strip_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return std::string(digits);
}

std::string full_year(std::string_view year) {
  if (year.size() != 2) return std::string(year);
  return (year >= "45" ? "19" : "20") + std::string(year);
}

unsigned to_number(std::string_view digits) {
  unsigned value = 0;
  // Nine digits fit; what is longer is no number of a document.
  for (const char c : digits.substr(0, 9)) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

bool is_year(std::string_view digits, unsigned from, unsigned to) {
  return digits.size() == 4 && to_number(digits) >= from && to_number(digits) <= to;
}

bool Cursor::take(char c) {
  if (peek() != c || at_ >= text_.size()) return false;
  ++at_;
  return true;
}

bool Cursor::take_all_of(std::string_view exact) {
  if (text_.substr(std::min(at_, text_.size()), exact.size()) != exact) return false;
  at_ += exact.size();
  return true;
}

bool Cursor::spaces(unsigned lines) {
  const std::size_t begin = at_;
  // 16 characters are more than any extraction leaves; the limit keeps every look ahead short.
  for (unsigned n = 0; n < 16; ++n) {
    if (const std::size_t length = space_length(text_, at_); length > 0) {
      at_ += length;
    } else if ((peek() == '\n' || peek() == '\r') && lines > 0) {
      if (peek() == '\n') --lines;
      ++at_;
    } else {
      break;
    }
  }
  return at_ > begin;
}

bool Cursor::take_any_dash() {
  // U+2010 hyphen, U+2011 no-break hyphen, U+2013 and U+2014 dashes, U+2212 minus.
  for (const std::string_view dash : {"-", "‐", "‑", "–", "—", "−"}) {
    if (take_text(dash)) return true;
  }
  return false;
}

bool Cursor::take_apostrophe() {
  for (const std::string_view sign : {"'", "’", "‘", "ʼ", "′", "´", "`"}) {
    if (take_text(sign)) return true;
  }
  return false;
}

bool Cursor::take_all_folded(std::string_view folded) {
  Cursor ahead = *this;
  for (const char c : folded) {
    if (c == ' ') {
      if (!ahead.spaces()) return false;
    } else if (c == '\'') {
      ahead.spaces(0);
      if (!ahead.take_apostrophe()) return false;
      ahead.spaces();
    } else if (c == '-') {
      if (!ahead.take_dash()) return false;
    } else {
      std::size_t length = 0;
      if (ahead.at_ >= text_.size() || fold_at(text_, ahead.at_, length) != c) return false;
      ahead.at_ += length;
    }
  }
  *this = ahead;
  return true;
}

bool Cursor::take_all_of_word(std::string_view folded) {
  Cursor ahead = *this;
  if (!ahead.take_all_folded(folded) || !ahead.border()) return false;
  *this = ahead;
  return true;
}

bool Cursor::take_any_word(std::initializer_list<std::string_view> folded) {
  return std::any_of(folded.begin(), folded.end(), [this](std::string_view word) { return take_word(word); });
}

bool Cursor::take_numero() {
  Cursor ahead = *this;
  // « décret n 65-1132 »: the sign was lost.
  if (to_lower(ahead.peek()) == 'n' && ahead.peek(1) == ' ' && is_digit(ahead.peek(2))) {
    at_ += 2;
    return true;
  }
  if (ahead.take_word("numero") || ahead.take_word("numeros")) {
    if (!ahead.spaces()) return false;
    *this = ahead;
    return true;
  }
  if (to_lower(ahead.peek()) != 'n') return false;
  ahead.move(at_ + 1);
  ahead.spaces(0);
  bool plural = false;
  if (ahead.take_text("°") || ahead.take_text("º") || ahead.take_text("ᵒ")) {
    ahead.spaces(0);
    plural = ahead.peek() == 's' && !is_alpha(ahead.peek(1));
    if (ahead.take_text("ᵒˢ") || ahead.take_text("ˢ")) plural = false;
  } else if (ahead.take('.')) {
    // « n. 72-662 »
    ahead.spaces();
    if (!is_digit(ahead.peek())) return false;
  } else if (ahead.take('o') || ahead.take('O')) {
    plural = to_lower(ahead.peek()) == 's' && !is_alpha(ahead.peek(1));
    if (!plural && !ahead.border() && !is_digit(ahead.peek())) return false;
    if (ahead.peek() == '.') ahead.take('.');
  } else {
    return false;
  }
  if (plural) {
    ahead.move(ahead.at() + 1);
    // n°s is also printed n°ˢ or n°s. ; both leave nothing more to read.
    if (ahead.peek() == '.') ahead.take('.');
  }
  ahead.spaces();
  *this = ahead;
  return true;
}

std::string_view Cursor::digits(std::size_t min, std::size_t max) {
  std::size_t n = 0;
  while (n <= max && is_digit(peek(n))) ++n;
  if (n < min || n > max) return {};
  const std::string_view found = text_.substr(at_, n);
  at_ += n;
  return found;
}

std::string_view Cursor::letters(std::size_t min, std::size_t max, bool any_case) {
  std::size_t n = 0;
  while (n <= max && (is_upper(peek(n)) || (any_case && is_lower(peek(n))))) ++n;
  if (n < min || n > max || is_alpha(peek(n))) return {};
  const std::string_view found = text_.substr(at_, n);
  at_ += n;
  return found;
}

std::optional<std::string> Cursor::date() {
  Cursor ahead = *this;
  const std::string_view day = ahead.digits(1, 2);
  const unsigned day_number = to_number(day);
  if (day.empty() || day_number == 0 || day_number > 31) return std::nullopt;
  const char sign = ahead.peek();
  if ((sign == '/' || sign == '.' || sign == '-') && is_digit(ahead.peek(1))) {
    ahead.take(sign);
    const std::string_view month = ahead.digits(1, 2);
    if (month.empty() || to_number(month) == 0 || to_number(month) > 12 || !ahead.take(sign))
      return std::nullopt;
    const std::string_view year = ahead.digits(4, 4);
    if (!is_year(year, 1500) || !ahead.border()) return std::nullopt;
    *this = ahead;
    return iso(year, to_number(month), day_number);
  }
  if (day_number == 1) {
    Cursor first = ahead;
    first.spaces();
    if (first.take_word("er") || first.take_text("ᵉʳ")) ahead = first;
  }
  ahead.spaces();
  unsigned month = 0;
  for (unsigned i = 0; i < 12 && month == 0; ++i) {
    if (ahead.take_word(kMonths[i])) month = i + 1;
  }
  for (const ShortMonth& shorter : kShortMonths) {
    if (month != 0) break;
    if (ahead.take_word(shorter.name)) {
      month = shorter.month;
      ahead.take('.');
    }
  }
  if (month == 0 || !ahead.spaces()) return std::nullopt;
  const std::string_view year = ahead.digits(4, 4);
  if (!is_year(year, 1500) || !ahead.border()) return std::nullopt;
  *this = ahead;
  return iso(year, month, day_number);
}

std::string french_date(std::string_view date) {
  constexpr std::string_view kPrinted[] = {"janvier",   "février", "mars",     "avril",
                                           "mai",       "juin",    "juillet",  "août",
                                           "septembre", "octobre", "novembre", "décembre"};
  if (date.size() != 10) return std::string(date);
  const unsigned month = to_number(date.substr(5, 2));
  const unsigned day = to_number(date.substr(8, 2));
  if (month == 0 || month > 12) return std::string(date);
  return (day == 1 ? std::string("1er") : std::to_string(day)) + ' ' + std::string(kPrinted[month - 1]) +
         ' ' + std::string(date.substr(0, 4));
}

void Cursor::comma() {
  spaces();
  if (take(',')) spaces();
}

Reference& Sink::add(ReferenceKind kind, std::size_t begin, std::size_t end, std::string canonical,
                     std::string display, std::string date, std::string parent) {
  Reference reference;
  reference.kind = kind;
  reference.begin = static_cast<std::uint32_t>(begin);
  reference.end = static_cast<std::uint32_t>(end);
  reference.display = display.empty() ? canonical : std::move(display);
  reference.canonical = std::move(canonical);
  reference.date = std::move(date);
  reference.parent = std::move(parent);
  out_.push_back(std::move(reference));
  return out_.back();
}

void Sink::add_reading(ReferenceKind kind, std::size_t begin, std::size_t end, std::string canonical) {
  add(kind, begin, end, std::move(canonical)).certain = false;
}

std::string_view sentence_before(std::string_view text, std::size_t at, std::size_t bytes) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < bytes) {
    const char c = text[begin - 1];
    if (c == ';' || c == '!' || c == '?') break;
    // A full stop ends a sentence where a capital follows; "art. 5" and "p. 12" go on.
    if (c == '.' && begin + 1 < at && (text[begin] == ' ' || text[begin] == '\n') &&
        is_upper(text[begin + 1]))
      break;
    if (c == '\n' && begin < at && text[begin] == '\n') break;
    --begin;
  }
  while (begin < at && (byte_at(text, begin) & 0xC0U) == 0x80U) ++begin;
  return text.substr(begin, at - begin);
}

bool holds_words(std::string_view window, std::string_view folded) {
  for (std::size_t at = 0; at < window.size(); ++at) {
    std::size_t length = 0;
    if (fold_at(window, at, length) != folded.front() || word_before(window, at)) continue;
    if (Cursor(window, at).take_word(folded)) return true;
  }
  return false;
}

}  // namespace cote::references
