// A scanner for the grammar of https://research.un.org/en/docs/symbols. It starts at each slash whose left
// side is a known organ, so that running text costs one search for '/'.
#include <algorithm>
#include <cote/symbol.hpp>
#include <optional>

namespace cote {

namespace {

// First components. Principal organs, treaty bodies, programmes and conferences with a series of their own.
constexpr std::string_view kOrgans[] = {
    "A",   "ACC",   "APLC", "AT",   "BWC",   "CAC",  "CAT",  "CCPR", "CCW",  "CD",
    "CED", "CEDAW", "CERD", "CLCS", "CMW",   "CRC",  "CRPD", "CTOC", "DP",   "E",
    "ECE", "FCCC",  "HRC",  "HRI",  "HSP",   "ICCD", "ID",   "ISBA", "JIU",  "LC",
    "NPT", "PBC",   "S",    "SG",   "SPLOS", "ST",   "T",    "TD",   "UNEP", "WFP",
};

// Parts that name a body and not a document when they stand last: "A/C.1" is the First Committee.
constexpr std::string_view kBodies[] = {"AC", "C", "CN", "CONF", "GC", "PC", "SC", "SUB", "WG"};

// Parts whose usual case is not all capitals.
constexpr std::string_view kMixedCase[] = {"Add", "Agenda", "Amend", "Corr", "Rev", "Sub", "Summary"};

// Words in brackets that belong to a symbol even after a space: "S/PV.8325 (Resumption 1)".
constexpr std::string_view kBracketWords[] = {"resumption", "part", "vol", "sect", "supp"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alpha(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c; }

/// Letters, digits, '_' and every byte of a longer character except the spaces and punctuation of French text
/// (U+00A0 to U+00BF have the lead byte C2, U+2000 to U+206F E2 80 and E2 81).
bool is_word_before(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  const auto byte = static_cast<unsigned char>(text[at - 1]);
  if (byte < 0x80) return is_alpha(text[at - 1]) || is_digit(text[at - 1]) || text[at - 1] == '_';
  std::size_t lead = at - 1;
  while (lead > 0 && at - lead < 4 && (static_cast<unsigned char>(text[lead]) & 0xC0U) == 0x80U) --lead;
  const auto first = static_cast<unsigned char>(text[lead]);
  return !(first == 0xC2 || first == 0xE2 || first == 0xE3 || first == 0xEF);
}

bool is_word_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return is_alpha(text[at]) || is_digit(text[at]) || text[at] == '_';
  return !(byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF);
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), to_upper);
  return out;
}

bool equal_folded(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_upper(x) == to_upper(y); });
}

template <std::size_t Size>
bool holds(const std::string_view (&words)[Size], std::string_view word) {
  return std::any_of(std::begin(words), std::end(words),
                     [word](std::string_view w) { return equal_folded(w, word); });
}

std::size_t count_digits(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && is_digit(text[at + n])) ++n;
  return n;
}

std::size_t count_letters(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && n < 16 && is_alpha(text[at + n])) ++n;
  return n;
}

/// One part between slashes.
struct Part {
  std::size_t end = 0;
  std::string text;     ///< canonical
  bool digits = false;  ///< holds a digit
  bool number = false;  ///< is a plain number
  bool body = false;    ///< names a body: C.1, AC.105
  bool lower = false;   ///< has lower case where capitals are usual
};

/// Reads one part at `at`; nullopt when none stands there.
std::optional<Part> read_part(std::string_view text, std::size_t at, bool treaty_body) {
  Part part;
  const std::size_t digits = count_digits(text, at);
  if (digits > 0) {
    if (digits > 6) return std::nullopt;
    part.end = at + digits;
    part.digits = true;
    part.number = true;
    // "7-8": two periodic reports in one document of a treaty body.
    if (treaty_body && part.end < text.size() && text[part.end] == '-') {
      const std::size_t second = count_digits(text, part.end + 1);
      if (second > 0 && second <= 2 && !is_word_at(text, part.end + 1 + second)) part.end += 1 + second;
    }
    if (part.end < text.size() && is_upper(text[part.end]) && !is_word_at(text, part.end + 1))
      ++part.end;  // 235A
    part.text = text.substr(at, part.end - at);
    return part;
  }
  const std::size_t letters = count_letters(text, at);
  if (letters == 0 || letters > 12) return std::nullopt;
  std::string_view word = text.substr(at, letters);
  part.end = at + letters;
  const auto usual = std::find_if(std::begin(kMixedCase), std::end(kMixedCase),
                                  [word](std::string_view w) { return equal_folded(w, word); });
  part.text = usual != std::end(kMixedCase) ? std::string(*usual) : upper(word);
  part.lower = usual == std::end(kMixedCase) &&
               std::any_of(word.begin(), word.end(), [](char c) { return !is_upper(c); });
  part.body = holds(kBodies, word);
  // S-10, ES-11: special and emergency sessions.
  if ((equal_folded(word, "S") || equal_folded(word, "ES")) && part.end < text.size() &&
      text[part.end] == '-') {
    const std::size_t session = count_digits(text, part.end + 1);
    if (session > 0 && session <= 3) {
      part.text += text.substr(part.end, 1 + session);
      part.end += 1 + session;
      part.digits = true;
    }
    return part;
  }
  // ".8325", ".105", ".B": the number or letter after a dot.
  if (part.end + 1 < text.size() && text[part.end] == '.') {
    const std::size_t number = count_digits(text, part.end + 1);
    const std::size_t series = number == 0 ? count_letters(text, part.end + 1) : 0;
    if (number > 0 && number <= 6) {
      std::size_t end = part.end + 1 + number;
      if (end < text.size() && is_upper(text[end]) && !is_word_at(text, end + 1)) ++end;
      part.text += text.substr(part.end, end - part.end);
      part.end = end;
      part.digits = true;
    } else if (series > 0 && series <= 2 && is_upper(text[part.end + 1])) {
      part.text += text.substr(part.end, 1 + series);
      part.end += 1 + series;
    }
  }
  return part;
}

bool is_roman(std::string_view text) {
  return !text.empty() && text.find_first_not_of("IVXLCDM-S") == std::string_view::npos;
}

/// "(2008)" after the number of a resolution, "(V)" after one of the old Assembly, "(Part I)" after anything.
/// Appends the canonical form and moves `end`.
void read_bracket(std::string_view text, bool resolution, std::size_t& end, std::string& out) {
  std::size_t at = end;
  // One space, plain or no-break (C2 A0), may stand before it.
  if (at < text.size() && text[at] == ' ') {
    ++at;
  } else if (text.substr(at).starts_with("\xC2\xA0")) {
    at += 2;
  } else if (text.substr(at).starts_with("\xE2\x80\xAF")) {
    at += 3;
  }
  if (at >= text.size() || text[at] != '(') return;
  const std::size_t close = text.substr(0, std::min(text.size(), at + 20)).find(')', at);
  if (close == std::string_view::npos || close == at + 1) return;
  const std::string_view inner = text.substr(at + 1, close - at - 1);
  const bool year = inner.size() == 4 && count_digits(inner, 0) == 4 &&
                    (inner.starts_with("19") || inner.starts_with("20"));
  const std::size_t letters = count_letters(inner, 0);
  const bool word = letters > 0 && holds(kBracketWords, inner.substr(0, letters));
  if (resolution ? (year || is_roman(inner)) : (word || (year && at == end))) {
    out += '(';
    out += inner;
    out += ')';
    end = close + 1;
  }
}

/// Symbols of ECOWAS look alike: A/SP.1/12/01, A/P.1/7/05, A/DEC.18/12/01.
bool is_ecowas(const std::vector<Part>& parts) {
  if (parts.size() != 3 || !parts[1].number || !parts[2].number) return false;
  const std::string_view first = parts[0].text;
  const std::string_view kind = first.substr(0, first.find('.'));
  return kind.size() < first.size() && (kind == "SP" || kind == "SA" || kind == "P" || kind == "DEC" ||
                                        kind == "REG" || kind == "DIR" || kind == "DCL");
}

struct Single {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string canonical;
};

/// True when "undocs.org/" or "undocs.org/fr/" stands before: the only address whose path is a symbol.
bool after_undocs(std::string_view text, std::size_t begin) {
  const std::string_view before = text.substr(0, begin);
  if (before.ends_with("undocs.org/")) return true;
  return before.size() > 14 && before.substr(0, before.size() - 3).ends_with("undocs.org/");
}

std::optional<Single> read_single(std::string_view text, std::size_t begin, std::size_t slash) {
  const std::string_view organ = text.substr(begin, slash - begin);
  if (!holds(kOrgans, organ)) return std::nullopt;
  const bool organ_lower = std::any_of(organ.begin(), organ.end(), [](char c) { return !is_upper(c); });
  const bool treaty_body = organ.size() >= 3;
  Single single;
  single.begin = begin;
  single.canonical = upper(organ);
  std::vector<Part> parts;
  std::size_t at = slash;
  while (at < text.size() && text[at] == '/' && parts.size() < 12) {
    auto part = read_part(text, at + 1, treaty_body);
    if (!part) break;
    at = part->end;
    single.canonical += '/';
    single.canonical += part->text;
    const bool resolution =
        !parts.empty() && part->number &&
        (parts.back().text == "RES" || (parts.size() >= 2 && parts[parts.size() - 2].text == "RES"));
    parts.push_back(std::move(*part));
    if (is_word_at(text, at)) return std::nullopt;
    read_bracket(text, resolution, at, single.canonical);
  }
  single.end = at;
  if (parts.empty() || is_word_at(text, at) || is_ecowas(parts)) return std::nullopt;
  const auto with_digits =
      std::count_if(parts.begin(), parts.end(), [](const Part& part) { return part.digits; });
  if (with_digits == 0) return std::nullopt;
  const bool lower =
      organ_lower || std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.lower; });
  if (lower && with_digits < 2 && parts[0].text != "RES") return std::nullopt;
  if (parts.size() >= 2) {
    if (parts.back().body) return std::nullopt;
    return single;
  }
  // One part alone: S/PV.8325, LC/L.4000; before 1994 also S/25810 and, before the 31st session, A/9999.
  // "S/2016" and "A/75" are the beginnings of something else.
  const Part& part = parts.front();
  if (lower) return std::nullopt;
  if (!part.number) return part.body ? std::nullopt : std::optional(single);
  const bool year = part.text.size() == 4 && (part.text.starts_with("19") || part.text.starts_with("20"));
  const bool old_series = (organ == "S" && part.text.size() >= 4) || (organ == "A" && part.text.size() == 4);
  return old_series && part.text.size() <= 5 && !year ? std::optional(single) : std::nullopt;
}

/// The symbol whose first slash is at `slash`.
std::optional<Single> read_at_slash(std::string_view text, std::size_t slash) {
  std::size_t begin = slash;
  while (begin > 0 && slash - begin < 6 && is_alpha(text[begin - 1])) --begin;
  if (begin == slash || is_word_before(text, begin)) return std::nullopt;
  if (begin > 0 && text[begin - 1] == '/' && !after_undocs(text, begin)) return std::nullopt;
  return read_single(text, begin, slash);
}

/// Where the second half of a double symbol may begin: behind a hyphen or dash and spaces.
std::size_t skip_dash(std::string_view text, std::size_t at) {
  const auto skip_spaces = [&text](std::size_t from) {
    while (from < text.size() && (text[from] == ' ' || text[from] == '\n')) ++from;
    return from;
  };
  const std::size_t begin = skip_spaces(at);
  for (const std::string_view dash : {"-", "–", "—", "‐", "‑"}) {
    if (text.substr(begin).starts_with(dash)) return skip_spaces(begin + dash.size());
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<Symbol> find_symbols(std::string_view text) {
  std::vector<Symbol> symbols;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t slash = text.find('/', at);
    if (slash == std::string_view::npos) break;
    at = slash + 1;
    auto single = read_at_slash(text, slash);
    if (!single || (!symbols.empty() && single->begin < symbols.back().end)) continue;
    Symbol symbol{single->begin, single->end, {std::move(single->canonical)}};
    const std::size_t second = skip_dash(text, symbol.end);
    if (second != std::string_view::npos) {
      const std::size_t next = text.substr(0, std::min(text.size(), second + 7)).find('/', second);
      auto other = next == std::string_view::npos ? std::nullopt : read_at_slash(text, next);
      // The two halves are of different organs: A/73/328-S/2018/592.
      if (other && other->begin == second && other->canonical[0] != symbol.canonical[0][0]) {
        symbol.end = other->end;
        symbol.canonical.push_back(std::move(other->canonical));
      }
    }
    at = std::max(at, symbol.end);
    symbols.push_back(std::move(symbol));
  }
  return symbols;
}

std::string canonical_symbol(std::string_view typed) {
  while (!typed.empty() && (typed.front() == ' ' || typed.front() == '\t')) typed.remove_prefix(1);
  while (!typed.empty() && (typed.back() == ' ' || typed.back() == '\t')) typed.remove_suffix(1);
  std::string text = upper(typed);
  // "s res 2457 2019": spaces for slashes.
  if (text.find('/') == std::string::npos) std::replace(text.begin(), text.end(), ' ', '/');
  const std::vector<Symbol> found = find_symbols(text);
  if (found.size() != 1 || found[0].begin != 0 || found[0].end != text.size()) return upper(typed);
  std::string canonical = found[0].canonical[0];
  if (found[0].canonical.size() == 2) canonical += "-" + found[0].canonical[1];
  // S/RES/2457/2019 -> S/RES/2457(2019)
  if (canonical.starts_with("S/RES/")) {
    const std::size_t slash = canonical.find('/', 6);
    if (slash != std::string::npos && canonical.size() == slash + 5 &&
        count_digits(canonical, slash + 1) == 4) {
      canonical[slash] = '(';
      canonical += ')';
    }
  }
  return canonical;
}

}  // namespace cote
