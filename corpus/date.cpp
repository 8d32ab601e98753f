// Dates as French documents write them.
#include <algorithm>
#include <array>
#include <cote/unicode.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/describe.hpp"

namespace cote::corpus {

namespace {

struct MonthName {
  std::string_view name;  // folded: lower case without accents
  unsigned month;
};

// French, its usual abbreviations, English: web pages of bilingual bodies print "28 Sep. 2012" on French
// pages.
constexpr MonthName kMonths[] = {
    {"janvier", 1}, {"janv", 1},      {"jan", 1},       {"january", 1}, {"fevrier", 2},   {"fevr", 2},
    {"fev", 2},     {"feb", 2},       {"february", 2},  {"mars", 3},    {"mar", 3},       {"march", 3},
    {"avril", 4},   {"avr", 4},       {"apr", 4},       {"april", 4},   {"mai", 5},       {"may", 5},
    {"juin", 6},    {"jun", 6},       {"june", 6},      {"juillet", 7}, {"juil", 7},      {"jul", 7},
    {"july", 7},    {"aout", 8},      {"aug", 8},       {"august", 8},  {"septembre", 9}, {"sept", 9},
    {"sep", 9},     {"september", 9}, {"octobre", 10},  {"oct", 10},    {"october", 10},  {"novembre", 11},
    {"nov", 11},    {"november", 11}, {"decembre", 12}, {"dec", 12},    {"december", 12},
};

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_digits(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && is_ascii_digit(text[at + n])) ++n;
  return n;
}

unsigned read_number(std::string_view text, std::size_t at, std::size_t digits) {
  unsigned value = 0;
  for (std::size_t i = 0; i < digits; ++i) value = value * 10 + static_cast<unsigned>(text[at + i] - '0');
  return value;
}

unsigned days_in(unsigned year, unsigned month) {
  constexpr std::array<unsigned, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

void append_padded(std::string& out, unsigned value, std::size_t digits) {
  const std::string number = std::to_string(value);
  if (number.size() < digits) out.append(digits - number.size(), '0');
  out += number;
}

std::optional<std::string> write_date(unsigned year, unsigned month, unsigned day) {
  if (year < 1000 || year > 2999 || month < 1 || month > 12) return std::nullopt;
  if (day > days_in(year, month)) return std::nullopt;
  std::string out;
  append_padded(out, year, 4);
  out += '-';
  append_padded(out, month, 2);
  if (day > 0) {
    out += '-';
    append_padded(out, day, 2);
  }
  return out;
}

/// Spaces of any kind, at most three.
std::size_t skip_spaces(std::string_view text, std::size_t at) {
  for (int n = 0; n < 3 && at < text.size(); ++n) {
    const CodePoint c = decode_utf8(text, at);
    if (!is_space(c.value)) break;
    at += c.bytes;
  }
  return at;
}

struct Month {
  unsigned month = 0;
  std::size_t end = 0;  // behind the name and its full stop
};

/// The month whose name begins at `at`.
Month read_month(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < 16) {
    const CodePoint c = decode_utf8(text, end);
    if (!is_letter(c.value)) break;
    end += c.bytes;
  }
  if (end - at < 3) return {};
  // No other letter begins the name of a month.
  if (static_cast<unsigned char>(text[at]) < 0x80 &&
      std::string_view("jfmasond").find(static_cast<char>(text[at] | 0x20)) == std::string_view::npos) {
    return {};
  }
  const std::string name = fold_accents(text.substr(at, end - at));
  for (const MonthName& known : kMonths) {
    if (known.name != name) continue;
    if (end < text.size() && text[end] == '.') ++end;
    return {known.month, end};
  }
  return {};
}

/// Four digits that no further digit follows.
unsigned read_year(std::string_view text, std::size_t at) {
  return count_digits(text, at) == 4 ? read_number(text, at, 4) : 0;
}

/// "2017-02-13", "2017/02/13", "2017-02".
std::optional<std::string> read_iso(std::string_view text, std::size_t at) {
  const unsigned year = read_year(text, at);
  if (year == 0 || at + 4 >= text.size() || (text[at + 4] != '-' && text[at + 4] != '/')) return std::nullopt;
  const char separator = text[at + 4];
  if (count_digits(text, at + 5) != 2) return std::nullopt;
  const unsigned month = read_number(text, at + 5, 2);
  if (at + 7 < text.size() && text[at + 7] == separator) {
    if (count_digits(text, at + 8) != 2) return std::nullopt;
    return write_date(year, month, std::max(1U, read_number(text, at + 8, 2)));
  }
  // "2016-20" and "2010/11" may be spans of years: a month alone needs the hyphen and the text's end or a
  // space.
  if (separator != '-' || (at + 7 < text.size() && text[at + 7] != ' ')) return std::nullopt;
  return write_date(year, month, 0);
}

/// "01/02/2019", "1.2.2019", "13-02-2017": day first.
std::optional<std::string> read_numeric(std::string_view text, std::size_t at) {
  const std::size_t day = count_digits(text, at);
  if (day == 0 || day > 2 || at + day >= text.size()) return std::nullopt;
  const char separator = text[at + day];
  if (separator != '/' && separator != '.' && separator != '-') return std::nullopt;
  const std::size_t month_at = at + day + 1;
  const std::size_t month = count_digits(text, month_at);
  if (month == 0 || month > 2 || month_at + month >= text.size() || text[month_at + month] != separator) {
    return std::nullopt;
  }
  const unsigned year = read_year(text, month_at + month + 1);
  const unsigned day_value = read_number(text, at, day);
  if (year == 0 || day_value == 0) return std::nullopt;
  return write_date(year, read_number(text, month_at, month), day_value);
}

/// "13 février 2017", "1er janvier 2017".
std::optional<std::string> read_written(std::string_view text, std::size_t at) {
  const std::size_t digits = count_digits(text, at);
  if (digits == 0 || digits > 2) return std::nullopt;
  const unsigned day = read_number(text, at, digits);
  std::size_t next = at + digits;
  if (text.substr(next).starts_with("er")) {
    next += 2;
  } else if (text.substr(next).starts_with("ᵉʳ")) {
    next += std::string_view("ᵉʳ").size();
  }
  next = skip_spaces(text, next);
  const Month month = read_month(text, next);
  if (month.month == 0 || day == 0) return std::nullopt;
  next = skip_spaces(text, month.end);
  if (next < text.size() && text[next] == ',') next = skip_spaces(text, next + 1);
  return write_date(read_year(text, next), month.month, day);
}

/// "février 2017", "March 3, 2017".
std::optional<std::string> read_month_year(std::string_view text, std::size_t at) {
  const Month month = read_month(text, at);
  if (month.month == 0) return std::nullopt;
  std::size_t next = skip_spaces(text, month.end);
  const std::size_t digits = count_digits(text, next);
  unsigned day = 0;
  if (digits == 1 || digits == 2) {
    day = read_number(text, next, digits);
    if (day == 0) return std::nullopt;
    next += digits;
    if (next >= text.size() || text[next] != ',') return std::nullopt;
    next = skip_spaces(text, next + 1);
  }
  return write_date(read_year(text, next), month.month, day);
}

/// Every form ends or begins with a year.
bool has_four_digits(std::string_view text) {
  for (std::size_t at = 3; at < text.size();) {
    if (!is_ascii_digit(text[at])) {
      at += 4;
    } else if (!is_ascii_digit(text[at - 1])) {
      at += 3;
    } else if (!is_ascii_digit(text[at - 2])) {
      at += 2;
    } else if (!is_ascii_digit(text[at - 3])) {
      ++at;
    } else {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> find_date(std::string_view text) {
  if (!has_four_digits(text)) return std::nullopt;
  bool in_word = false;
  bool in_number = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = decode_utf8(text, at);
    if (is_ascii_digit(text[at])) {
      if (!in_number) {
        if (auto date = read_iso(text, at)) return date;
        if (auto date = read_numeric(text, at)) return date;
        if (auto date = read_written(text, at)) return date;
      }
      in_number = true;
      in_word = false;
    } else if (is_letter(c.value)) {
      if (!in_word && !in_number) {
        if (auto date = read_month_year(text, at)) return date;
      }
      in_word = true;
      in_number = false;
    } else {
      in_word = false;
      // "3.14.2015" and "12/22" are read once, from their beginning.
      in_number = in_number && (text[at] == '.' || text[at] == '/' || text[at] == '-') &&
                  at + 1 < text.size() && is_ascii_digit(text[at + 1]);
    }
    at += c.bytes;
  }
  // A text that is a year and nothing else.
  const std::size_t begin = skip_spaces(text, 0);
  const unsigned year = begin < text.size() ? read_year(text, begin) : 0;
  if (year >= 1000 && year <= 2999 && skip_spaces(text, begin + 4) == text.size())
    return std::to_string(year);
  return std::nullopt;
}

}  // namespace cote::corpus
