// Symbols of the United Nations: https://research.un.org/en/docs/symbols. Organ, then parts divided by '/';
// in names of files by '_' or '-', in queries by spaces.
#include <algorithm>

#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

// Parts that name a body and no document when they stand last: A/C.1 is the First Committee.
constexpr std::string_view kBodies[] = {"AC", "C", "CN", "CONF", "GC", "PC", "SC", "SUB", "WG"};

// Parts whose usual case is not all capitals; the first five say what a document is to the one before them.
constexpr std::string_view kMixedCase[] = {"Add", "Amend", "Corr", "Rev", "Summary", "Agenda", "Sub"};
constexpr std::size_t kSuffixes = 5;

// Words in brackets that belong to a symbol even after a space: S/PV.8325 (Resumption 1).
constexpr std::string_view kBracketWords[] = {"resumption", "part", "vol", "sect", "supp"};

// Languages in the names of files of the Official Document System: A_RES_64_10-FR.pdf, A_RES_64_10-F.
constexpr std::string_view kLanguages[] = {"FR", "EN", "ES", "AR", "RU", "ZH", "F", "E"};

bool equal_folded(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

template <std::size_t Size>
bool holds(const std::string_view (&words)[Size], std::string_view word) {
  return std::any_of(std::begin(words), std::end(words),
                     [word](std::string_view w) { return equal_folded(w, word); });
}

struct Part {
  std::string text;     ///< canonical
  bool digits = false;  ///< holds a digit
  bool number = false;  ///< is a plain number
  bool body = false;    ///< names a body: C.1, AC.105
  bool lower = false;   ///< has lower case where capitals are usual
  bool suffix = false;  ///< Rev.1, Add.2, Summary
};

struct Symbol {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string organ;
  std::vector<Part> parts;
  std::string bracket;  ///< "2008" of S/RES/1809 (2008), "V" of A/RES/377(V), "Resumption1"
  bool lower = false;
};

/// "235A": a letter behind a number, nothing behind the letter.
void take_letter(Cursor& cursor, std::string& text) {
  if (is_upper(cursor.peek()) && !word_at(cursor.text(), cursor.at() + 1)) {
    text += cursor.peek();
    cursor.move(cursor.at() + 1);
  }
}

std::optional<Part> read_part(Cursor& cursor, const std::string& organ, char separator) {
  Part part;
  Cursor ahead = cursor;
  if (const std::string_view digits = ahead.digits(1, 6); !digits.empty()) {
    part.digits = part.number = true;
    part.text = digits;
    // "7-8": two periodic reports in one document of a treaty body.
    Cursor second = ahead;
    if (organ.size() >= 3 && separator != '-' && second.take('-')) {
      const std::string_view other = second.digits(1, 2);
      if (!other.empty() && second.border() && digits.size() <= 2) {
        part.text += '-';
        part.text += other;
        ahead = second;
      }
    }
    take_letter(ahead, part.text);
    cursor = ahead;
    return part;
  }
  if (is_digit(ahead.peek())) return std::nullopt;
  std::string_view word = ahead.letters(1, 12, true);
  if (word.empty()) return std::nullopt;
  const auto usual = std::find_if(std::begin(kMixedCase), std::end(kMixedCase),
                                  [word](std::string_view w) { return equal_folded(w, word); });
  const bool mixed = usual != std::end(kMixedCase);
  part.text = mixed ? std::string(*usual) : upper(word);
  part.suffix = mixed && usual < std::begin(kMixedCase) + kSuffixes;
  part.lower = !mixed && std::any_of(word.begin(), word.end(), [](char c) { return !is_upper(c); });
  part.body = holds(kBodies, word);
  // S-10, ES-11: special and emergency sessions.
  Cursor session = ahead;
  if ((equal_folded(word, "S") || equal_folded(word, "ES")) && separator != '-' && session.take('-')) {
    const std::string_view number = session.digits(1, 3);
    if (number.empty()) return std::nullopt;
    part.text += '-';
    part.text += number;
    part.digits = true;
    cursor = session;
    return part;
  }
  // ".8325", ".105", ".B": the number or letter behind a dot; "Rev. 1" and "Rev1" are common slips.
  Cursor dotted = ahead;
  const bool dot = dotted.take('.');
  if (part.suffix) dotted.spaces(1);
  if (dot || part.suffix) {
    const std::string_view number = dotted.digits(1, 6);
    if (!number.empty()) {
      part.text += '.';
      part.text += part.suffix ? strip_zeros(number) : std::string(number);
      take_letter(dotted, part.text);
      part.digits = true;
      cursor = dotted;
      return part;
    }
    const std::string_view series = dot ? dotted.letters(1, 2) : std::string_view();
    if (!series.empty() && dotted.at() == ahead.at() + 1 + series.size()) {
      part.text += '.';
      part.text += series;
      ahead = dotted;
    }
  }
  cursor = ahead;
  return part;
}

/// Roman session of the old Assembly: V, S-VI, ES-II.
bool is_session(std::string_view text) {
  if (text.starts_with("ES-")) text.remove_prefix(3);
  if (text.starts_with("S-")) text.remove_prefix(2);
  if (text.ends_with("-S")) text.remove_suffix(2);
  return roman_value(text) > 0;
}

/// "(2008)" behind the number of a resolution, "(V)" behind one of the old Assembly, "(Part I)" behind
/// anything.
void read_bracket(Cursor& cursor, bool resolution, Symbol& symbol) {
  if (!symbol.bracket.empty()) return;
  Cursor ahead = cursor;
  // A_RES_64_10_(2008) does not occur, S_RES_2457_(2019) does.
  if (resolution) ahead.take('_');
  const bool spaced = ahead.spaces();
  std::string letter;
  // A/RES/377 A (V)
  if (resolution && is_upper(ahead.peek()) && (ahead.peek(1) == ' ' || ahead.peek(1) == '(')) {
    Cursor lettered = ahead;
    letter = lettered.peek();
    lettered.move(lettered.at() + 1);
    lettered.spaces(0);
    if (lettered.peek() == '(')
      ahead = lettered;
    else
      letter.clear();
  }
  if (!ahead.take('(')) return;
  const std::size_t close =
      cursor.text().substr(0, std::min(cursor.text().size(), ahead.at() + 20)).find(')', ahead.at());
  if (close == std::string_view::npos || close == ahead.at()) return;
  const std::string_view inner = cursor.text().substr(ahead.at(), close - ahead.at());
  const bool year = is_year(inner);
  // « Resumption 1 », « Part II », « Vol. I », « SUPP »
  const std::string_view word = ahead.letters(1, 12, true);
  std::string numbered(word);
  if (ahead.take('.')) numbered += '.';
  ahead.spaces(0);
  std::string_view number = ahead.digits(1, 3);
  if (number.empty()) number = ahead.letters(1, 5);
  const bool part = holds(kBracketWords, word) && ahead.at() == close &&
                    (number.empty() || is_digit(number.front()) || roman_value(number) > 0);
  if (resolution ? (year || is_session(inner)) : (part || (year && !spaced))) {
    symbol.bracket = year || resolution ? std::string(inner) : numbered + std::string(number);
    cursor.move(close + 1);
    // A/RES/217(III)A
    if (resolution && !year && letter.empty()) take_letter(cursor, letter);
    if (!year) symbol.bracket += ')' + letter;
  }
}

/// Symbols of ECOWAS look alike: A/SP.1/12/01, A/P1/7/98, A/DEC.18/12/01.
bool is_ecowas(const Symbol& symbol) {
  const auto& parts = symbol.parts;
  if (symbol.organ != "A" || parts.size() != 3 || !parts[1].number || !parts[2].number) return false;
  std::string_view kind = parts[0].text;
  kind = kind.substr(0, kind.find_first_of(".0123456789"));
  return kind.size() < parts[0].text.size() &&
         (kind == "SP" || kind == "SA" || kind == "P" || kind == "DEC" || kind == "REG" || kind == "DIR" ||
          kind == "DCL" || kind == "RES");
}

/// True when the organ and its parts can be a symbol and no date, fraction, ratio or pair of sigla.
bool plausible(const Symbol& symbol, const Scan& scan, char separator) {
  const std::string& organ = symbol.organ;
  const auto& parts = symbol.parts;
  const auto with_digits =
      std::count_if(parts.begin(), parts.end(), [](const Part& part) { return part.digits; });
  if (parts.empty() || with_digits == 0) return false;
  const Part& first = parts.front();
  const bool year = first.number && is_year(first.text, 1946);
  if (parts.size() == 1) {
    if (symbol.lower && !scan.context.query) return false;
    // Before 1994 S/25810, before the 31st session A/9999: "S/2016" and "A/75" begin something else.
    if (!first.number) return !first.body && first.text.size() > 2 && separator == '/';
    const std::size_t size = first.text.size();
    return separator == '/' && !year && size <= 5 &&
           ((organ == "S" && size >= 4) || (organ == "A" && size == 4) || (organ == "E" && size == 4) ||
            (organ == "CD" && size >= 3));
  }
  if (parts.back().body || parts.back().text == "RES" || parts.back().text == "PRST") return false;
  if (parts.back().suffix && !parts.back().digits && parts.back().text != "Summary") return false;
  // S/PRST/2015 and A/RES/64 only begin something; resolutions of the Council need no more than their number.
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool resolution = parts[i].text == "RES" && !(organ == "S" && i == 0);
    if ((resolution || parts[i].text == "PRST") && parts.size() < i + 3 && symbol.bracket.empty())
      return false;
  }
  if (symbol.lower && !scan.loose() && with_digits < 2 && first.text != "RES") return false;
  if (!first.number) return true;
  if (parts[1].number && parts[1].text.front() == '0' && !scan.loose()) return false;
  if (organ == "A") {
    // The sessions from the 31st on are counted in Arabic; A/13/22 is none.
    const unsigned session = to_number(first.text);
    return session >= 31 && session <= 199;
  }
  if (organ == "S" || organ == "E") {
    return year || (parts[1].suffix && first.text.size() >= 4 && first.text.size() <= 5);
  }
  // "CD/12", "AT/3/2": a number of less than three digits is no document of an own series.
  return year || first.text.size() >= 3 || !parts[1].number;
}

/// True when the address undocs.org/, undocs.org/fr/, docs.un.org/fr/ or one that ends in "symbol=" stands
/// before: the only addresses whose path is a symbol.
bool after_address(std::string_view text, std::size_t begin) {
  std::string_view before = text.substr(0, begin);
  if (before.size() > 3 && before[before.size() - 1] == '/' && before[before.size() - 4] == '/')
    before.remove_suffix(3);
  return before.ends_with("undocs.org/") || before.ends_with("docs.un.org/");
}

/// S_RES_2457_2019 and "s res 2457 2019": the year stands where a part would.
void year_to_bracket(Symbol& symbol) {
  auto& parts = symbol.parts;
  if (symbol.organ == "S" && parts.size() == 3 && parts[0].text == "RES" && parts[1].number &&
      is_year(parts[2].text, 1946)) {
    symbol.bracket = parts[2].text;
    parts.pop_back();
  }
}

std::optional<Symbol> read_symbol(const Scan& scan, std::size_t begin, std::size_t head_end, char separator) {
  Symbol symbol;
  symbol.begin = begin;
  const std::string_view organ = scan.text.substr(begin, head_end - begin);
  symbol.organ = upper(organ);
  symbol.lower = std::any_of(organ.begin(), organ.end(), [](char c) { return !is_upper(c); });
  Cursor cursor(scan.text, head_end);
  // %2F: the slash of a symbol inside an address.
  const bool escaped = cursor.take_text("%2F");
  cursor.move(head_end);
  // 12 parts are more than any body has given.
  while (symbol.parts.size() < 12) {
    Cursor ahead = cursor;
    if (separator == ' ') {
      if (!ahead.spaces(0)) break;
    } else if (escaped ? !ahead.take_text("%2F") : !ahead.take(separator)) {
      break;
    }
    if (separator == '/') ahead.mend([](char c) { return is_digit(c) || is_upper(c); });
    if (separator != '/' && holds(kLanguages, Cursor(ahead).letters(1, 2))) break;
    auto part = read_part(ahead, symbol.organ, separator);
    if (!part) break;
    if (!ahead.border()) {
      // A_RES_64_10: the next part, or A_75_345-FR.
      if (separator != '_' || ahead.peek() != '_') break;
    }
    cursor = ahead;
    symbol.lower = symbol.lower || part->lower;
    const bool resolution =
        part->number && !symbol.parts.empty() &&
        (symbol.parts.back().text == "RES" ||
         (symbol.parts.size() >= 2 && symbol.parts[symbol.parts.size() - 2].text == "RES"));
    symbol.parts.push_back(std::move(*part));
    read_bracket(cursor, resolution, symbol);
  }
  symbol.end = cursor.at();
  // What goes on behind was no part: "S/2016/1019bis".
  if (word_at(scan.text, symbol.end) && cursor.peek() != '_') return std::nullopt;
  if (separator == '/' && cursor.peek() == '/' && (is_alpha(cursor.peek(1)) && !is_upper(cursor.peek(1))))
    return std::nullopt;
  year_to_bracket(symbol);
  if (is_ecowas(symbol) || !plausible(symbol, scan, separator)) return std::nullopt;
  return symbol;
}

/// A/RES/72/262 C: a letter behind a space, which no word follows up.
void spaced_letter(const Scan& scan, Symbol& symbol) {
  if (symbol.organ != "A" || symbol.parts.size() != 3 || symbol.parts[0].text != "RES" ||
      !symbol.parts[2].number || !symbol.bracket.empty() || is_alpha(symbol.parts[2].text.back()))
    return;
  Cursor cursor(scan.text, symbol.end);
  if (!cursor.spaces(0)) return;
  const std::string_view letter = cursor.letters(1, 1);
  if (letter.empty() || !cursor.border() || cursor.take_apostrophe() || cursor.peek() == '/' ||
      cursor.peek() == '.' || cursor.peek() == '-')
    return;
  symbol.parts[2].text += letter;
  symbol.end = cursor.at();
}

void emit(const Symbol& symbol, Sink& sink) {
  const auto& parts = symbol.parts;
  const std::string& kind = parts.front().text;
  if (symbol.organ == "S" && kind == "RES" && parts.size() == 2 && parts[1].number) {
    add_council_resolution(sink, symbol.begin, symbol.end, parts[1].text,
                           is_year(symbol.bracket) ? std::string_view(symbol.bracket) : std::string_view());
    return;
  }
  std::string canonical = symbol.organ;
  std::string parent;
  std::string date;
  bool resolution = false;
  bool statement = false;
  bool decision = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    // S/2017/2 of S/2017/2/Rev.1; A/RES/72/262 of A/RES/72/262C.
    if (part.suffix && i > 0) parent = canonical;
    canonical += '/' + part.text;
    if (part.number && is_alpha(part.text.back()) && i + 1 == parts.size())
      parent = canonical.substr(0, canonical.size() - 1);
    if (part.number && date.empty() && symbol.organ != "A" && is_year(part.text, 1946)) date = part.text;
    resolution = resolution || part.text == "RES";
    statement = statement || part.text == "PRST";
    decision = decision || part.text == "DEC";
  }
  if (!symbol.bracket.empty()) {
    const bool year = is_year(symbol.bracket);
    if (!resolution) parent = canonical;
    canonical += '(' + symbol.bracket + (year ? ")" : "");
    // A/RES/377(V)A is below A/RES/377(V).
    if (resolution && canonical.back() != ')') parent = canonical.substr(0, canonical.size() - 1);
    if (year && date.empty()) date = symbol.bracket;
  }
  const ReferenceKind what = resolution  ? ReferenceKind::kUnResolution
                             : statement ? ReferenceKind::kUnStatement
                             : decision  ? ReferenceKind::kUnDecision
                                         : ReferenceKind::kUnDocument;
  sink.add(what, symbol.begin, symbol.end, std::move(canonical), {}, std::move(date), std::move(parent));
}

/// The names of files have a language or an ending behind: -FR, .pdf.
bool ends_like_file(std::string_view text, std::size_t at) {
  Cursor cursor(text, at);
  if (cursor.take('-') || cursor.take('_')) {
    const std::string_view language = cursor.letters(1, 2);
    return holds(kLanguages, language) && cursor.border();
  }
  if (!cursor.take('.')) return false;
  return cursor.take_any_word({"pdf", "doc", "docx", "odt", "txt", "htm", "html", "rtf", "md", "jsonl"});
}

}  // namespace

std::size_t un_symbol(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const std::string_view text = scan.text;
  char separator = head_end < text.size() ? text[head_end] : '\0';
  if (separator == '%' && text.substr(head_end).starts_with("%2F")) separator = '/';
  if (separator != '/' && separator != '_' && separator != '-' && separator != ' ') return 0;
  if (separator == ' ' && !scan.context.query) return 0;
  // A country code and a hyphen before: "MA-S/2016"; a path: "x/A/75/345".
  if (begin > 0 && (text[begin - 1] == '/' || text[begin - 1] == '.' || text[begin - 1] == '&') &&
      !after_address(text, begin))
    return 0;
  auto symbol = read_symbol(scan, begin, head_end, separator);
  if (!symbol) return 0;
  if (separator == '-') {
    // A-75-345 also numbers roads, parts and standards: only as the name of a file, or typed alone.
    const bool alone = scan.loose() && begin == 0 && symbol->end == text.size();
    if (!ends_like_file(text, symbol->end) && !alone && !scan.context.file_name) return 0;
  }
  if (separator == ' ') {
    const std::string& first = symbol->parts.front().text;
    const bool kind = first == "RES" || first == "PRST" || first == "HRC" || first.starts_with("PV.");
    if (!kind && (begin != 0 || symbol->end != text.size() || !symbol->parts.front().number)) return 0;
  }
  spaced_letter(scan, *symbol);
  emit(*symbol, sink);
  return symbol->end;
}

// ARES6410, SRES1325, SRES13252000, AHRCRES371, SPRST20153: a symbol typed without slashes, in queries only.
std::size_t un_compact(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  if (!scan.context.query || word_before(scan.text, begin)) return 0;
  const std::string head = upper(scan.text.substr(begin, head_end - begin));
  Cursor cursor(scan.text, head_end);
  const std::string_view digits = cursor.digits(1, 9);
  if (digits.empty() || !cursor.border()) return 0;
  const std::size_t end = cursor.at();
  if (head == "SRES") {
    const bool year = digits.size() >= 7 && is_year(digits.substr(digits.size() - 4), 1946);
    const std::string_view number = year ? digits.substr(0, digits.size() - 4) : digits;
    if (number.size() > 4) return 0;
    add_council_resolution(sink, begin, end, number, year ? digits.substr(digits.size() - 4) : "");
    return end;
  }
  if (head == "SPRST" && digits.size() >= 5 && is_year(digits.substr(0, 4), 1994)) {
    sink.add(ReferenceKind::kUnStatement, begin, end,
             "S/PRST/" + std::string(digits.substr(0, 4)) + '/' + strip_zeros(digits.substr(4)), {},
             std::string(digits.substr(0, 4)));
    return end;
  }
  if (digits.size() < 3 || digits.size() > 5 || digits[2] == '0') return 0;
  // Sessions have two digits from the 31st on; the Human Rights Council has had them from the 10th.
  const std::string session(digits.substr(0, 2));
  const std::string number = '/' + std::string(digits.substr(2));
  if (head == "ARES" && session >= "31") {
    sink.add(ReferenceKind::kUnResolution, begin, end, "A/RES/" + session + number);
    return end;
  }
  if (head == "AHRCRES" && session >= "10") {
    sink.add(ReferenceKind::kUnResolution, begin, end, "A/HRC/RES/" + session + number);
    return end;
  }
  return 0;
}

// Numbers of the last resolutions of each year, as listed in the Council's own index of resolutions; known
// for sure from 1975 on.
unsigned council_year(unsigned number) {
  constexpr unsigned kFirstYear = 1975;
  constexpr unsigned kLast[] = {384,  402,  422,  443,  461,  484,  499,  529,  545,  559,  580,  593,  606,
                                626,  646,  683,  725,  799,  892,  969,  1035, 1092, 1146, 1219, 1284, 1334,
                                1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907, 1966, 2032, 2085, 2132,
                                2195, 2259, 2336, 2397, 2451, 2503, 2560, 2617, 2671, 2721, 2767};
  constexpr unsigned kBefore = 366;  // the last of 1974
  if (number <= kBefore) return 0;
  const auto* const found = std::lower_bound(std::begin(kLast), std::end(kLast), number);
  if (found == std::end(kLast)) return 0;
  return kFirstYear + static_cast<unsigned>(found - std::begin(kLast));
}

void add_council_resolution(Sink& sink, std::size_t begin, std::size_t end, std::string_view number,
                            std::string_view year) {
  std::string date(year);
  if (date.empty()) {
    const unsigned known = council_year(to_number(number));
    if (known > 0) date = std::to_string(known);
  }
  const std::string canonical = "S/RES/" + strip_zeros(number);
  sink.add(ReferenceKind::kUnResolution, begin, end, canonical,
           date.empty() ? canonical : canonical + " (" + date + ')', date);
}

}  // namespace cote::references
