// Statutes, regulations and decisions of Canada and its provinces.
#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

/// C-46, C-12.1, 27, L.6, 39 (3e suppl.): a chapter of a collection. With a letter before the number the form
/// is the same in all collections: letter, hyphen or dot as printed, number.
std::string take_chapter(Cursor& cursor) {
  Cursor ahead = cursor;
  std::string out;
  const std::string_view letter = ahead.letters(1, 2);
  if (!letter.empty()) {
    out = letter;
    if (ahead.take_dash()) {
      ahead.mend(is_digit);
      out += '-';
    } else if (ahead.take('.')) {
      out += '.';
    }
  }
  const std::string_view number = ahead.digits(1, 4);
  if (number.empty()) return {};
  out += number;
  while (ahead.peek() == '.' && is_digit(ahead.peek(1))) {
    ahead.take('.');
    const std::string_view part = ahead.digits(1, 3);
    if (part.empty()) return {};
    out += '.' + std::string(part);
  }
  if (!ahead.border()) return {};
  cursor = ahead;
  // (3e suppl.): the supplements to the Revised Statutes number their chapters anew.
  ahead.spaces();
  if (ahead.take('(')) {
    const std::string_view supplement = ahead.digits(1, 1);
    ahead.take_any_word({"er", "re", "e"});
    ahead.spaces();
    if (!supplement.empty() && ahead.take_folded("suppl") && (ahead.take('.') || true) && ahead.take(')')) {
      out += '(' + std::string(supplement) + "s)";
      cursor = ahead;
    }
  }
  return out;
}

/// « , ch. », « , c. », « , chap. », « , chapitre »
bool take_chapter_word(Cursor& cursor) {
  Cursor ahead = cursor;
  ahead.comma();
  if (!ahead.take_folded("ch.") && !ahead.take_folded("chap.") && !ahead.take_folded("c.") &&
      !ahead.take_word("chapitre") && !ahead.take_word("ch"))
    return false;
  ahead.spaces();
  cursor = ahead;
  return true;
}

/// 1985, (1985), 1970-71-72
std::string take_years(Cursor& cursor) {
  Cursor ahead = cursor;
  ahead.spaces();
  const bool open = ahead.take('(');
  const std::string_view year = ahead.digits(4, 4);
  if (!is_year(year, 1850)) return {};
  std::string out(year);
  while (ahead.peek() == '-' && is_digit(ahead.peek(1))) {
    ahead.take('-');
    std::string_view more = ahead.digits(2, 2);
    if (more.empty()) more = ahead.digits(4, 4);  // 1976-1977 is 1976-77
    if (more.empty() || out.size() > 12) return {};
    out += '-' + std::string(more.substr(more.size() - 2));
  }
  if (open && !ahead.take(')')) return {};
  cursor = ahead;
  return out;
}

struct Collection {
  std::string_view printed;  ///< letters of the abbreviation, dots left out
  std::string_view country;
  std::string_view key;
  bool years = true;  ///< a year or session stands behind it
};
// Collections of statutes: L.R. revised, L. annual; C.P.L.M. and RLRQ are kept up to date and have no year.
constexpr Collection kCollections[] = {
    {"LRC", "CA", "LRC"},
    {"SRC", "CA", "SRC"},
    {"LC", "CA", "LC"},
    {"SC", "CA", "SC"},
    {"CRC", "CA", "CRC", false},
    {"RLRQ", "CA-QC", "RLRQ", false},
    {"LRQ", "CA-QC", "RLRQ", false},
    {"LQ", "CA-QC", "LQ"},
    {"LRO", "CA-ON", "LRO"},
    {"LO", "CA-ON", "LO"},
    {"LRM", "CA-MB", "LRM"},
    {"LM", "CA-MB", "LM"},
    {"CPLM", "CA-MB", "CPLM", false},
    {"LRNB", "CA-NB", "LRNB"},
    {"LNB", "CA-NB", "LNB"},
    {"LRY", "CA-YT", "LRY"},
    {"LY", "CA-YT", "LY"},
    {"LTNO", "CA-NT", "LTNO"},
    {"LRTNO", "CA-NT", "LRTNO"},
    {"LNUN", "CA-NU", "LNUN"},
    {"RSC", "CA", "LRC"},
    {"RSO", "CA-ON", "LRO"},
    {"RSBC", "CA-BC", "RSBC"},
    {"SBC", "CA-BC", "SBC"},
    {"RSA", "CA-AB", "RSA"},
    {"SA", "CA-AB", "SA"},
    {"RSS", "CA-SK", "RSS"},
    {"SS", "CA-SK", "SS"},
    {"RSNS", "CA-NS", "RSNS"},
    {"SNS", "CA-NS", "SNS"},
    {"RSNL", "CA-NL", "RSNL"},
    {"SNL", "CA-NL", "SNL"},
    {"RSPEI", "CA-PE", "RSPEI"},
    {"SPEI", "CA-PE", "SPEI"},
};

}  // namespace

// L.R.C. (1985), ch. C-46; L.C. 2001, ch. 27; RLRQ, c. C-12; C.R.C., ch. 870; L.R. (1985), ch. 39 (3e suppl.)
std::size_t canadian_statute(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  if (begin > 0 &&
      (scan.text[begin - 1] == '.' || scan.text[begin - 1] == '/' || scan.text[begin - 1] == '-'))
    return 0;
  Cursor cursor(scan.text, begin);
  std::string printed;
  // « L.R.C. », « L. R. C. », « L.N.-B. », « LRC »: capitals with dots, spaces and hyphens between.
  while (printed.size() < 6) {
    Cursor ahead = cursor;
    if (!printed.empty()) {
      ahead.spaces(0);
      ahead.take('-');
    }
    if (!is_upper(ahead.peek())) break;
    const char letter = ahead.peek();
    ahead.move(ahead.at() + 1);
    if (is_lower(ahead.peek())) {
      // S.N.L., S.Nu.
      break;
    }
    printed += letter;
    ahead.take('.');
    cursor = ahead;
  }
  if (printed.size() < 2) return 0;
  // « L.R. (1985) » in the notes of federal statutes means their own collection.
  if (printed == "LR") printed = "LRC";
  for (const Collection& collection : kCollections) {
    if (collection.printed != printed) continue;
    std::string years;
    if (collection.years) {
      cursor.comma();
      years = take_years(cursor);
      if (years.empty()) return 0;
    }
    if (!take_chapter_word(cursor)) return 0;
    const std::string chapter = take_chapter(cursor);
    if (chapter.empty()) return 0;
    std::string canonical = std::string(collection.country) + ':' + std::string(collection.key) + ':';
    std::string display(collection.key);
    if (!years.empty()) {
      canonical += years + ':';
      display += " (" + years + ')';
    }
    canonical += chapter;
    display += ", ch. ";
    display += chapter;
    sink.add(ReferenceKind::kLaw, begin, cursor.at(), std::move(canonical), std::move(display),
             years.substr(0, 4));
    return cursor.at();
  }
  return 0;
}

// « [Abrogé, 1999, ch. 34, art. 155] », « voir 2008, ch. 20 »: annual statutes of Canada without their name.
std::size_t canadian_chapter(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  const std::string years = take_years(cursor);
  if (years.empty()) return 0;
  if (cursor.peek() != ',') return 0;
  Cursor word = cursor;
  word.comma();
  if (!word.take_folded("ch.") || !take_chapter_word(cursor)) return 0;
  // « S.S. 1978, ch. P-19 » names another collection right before: not this one's.
  std::string_view before = scan.text.substr(0, begin);
  while (!before.empty() && (before.back() == ' ' || before.back() == '(' || before.back() == ',')) {
    if (before.back() == ',') break;
    before.remove_suffix(1);
  }
  if (!before.empty() && (before.back() == '.' || is_upper(before.back()))) return 0;
  const std::string chapter = take_chapter(cursor);
  if (chapter.empty() || !is_digit(chapter.front())) return 0;
  sink.add(ReferenceKind::kLaw, begin, cursor.at(), "CA:LC:" + years + ':' + chapter,
           "L.C. " + years + ", ch. " + chapter, years.substr(0, 4));
  return cursor.at();
}

// « chapitre 6 des Lois du Canada (2007) », « chapitre P-9 des Lois révisées du Canada (1985) »; the statutes
// before 1985: « chapitre 28 des Statuts du Canada de 1976-77 », « chapitre 9 des Statuts revisés du Canada
// de 1970 ».
std::size_t canadian_long(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces()) return 0;
  const std::string chapter = take_chapter(cursor);
  if (chapter.empty() || !cursor.take_folded(" des ")) return 0;
  const bool statutes = cursor.take_folded("statuts ");
  if (!statutes && !cursor.take_folded("lois ")) return 0;
  const bool revised = cursor.take_folded(statutes ? "revises " : "revisees ");
  if (!cursor.take_word("du canada")) return 0;
  cursor.comma();
  cursor.take_folded("de ");
  const std::string years = take_years(cursor);
  if (years.empty()) return 0;
  const std::string_view collection = statutes ? (revised ? "SRC" : "SC") : (revised ? "LRC" : "LC");
  std::string display;
  for (const char letter : collection) display += std::string(1, letter) + '.';
  sink.add(ReferenceKind::kLaw, begin, cursor.at(),
           "CA:" + std::string(collection) + ':' + years + ':' + chapter,
           display + " (" + years + "), ch. " + chapter, years.substr(0, 4));
  return cursor.at();
}

// DORS/2002-227, TR/2013-103, SOR/99-5
std::size_t canadian_regulation(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  std::string head(scan.text.substr(begin, head_end - begin));
  if (scan.context.query) head = upper(head);
  if (head == "SOR") head = "DORS";
  if (head == "SI") head = "TR";
  if (head != "DORS" && head != "TR") return 0;
  if (begin > 0 && (scan.text[begin - 1] == '/' || scan.text[begin - 1] == '-')) return 0;
  Cursor cursor(scan.text, head_end);
  if (!cursor.take('/') && !(scan.context.query && cursor.spaces(0))) return 0;
  cursor.mend(is_digit);
  std::string_view year = cursor.digits(4, 4);
  if (year.empty()) year = cursor.digits(2, 2);
  if (year.empty() || (year.size() == 4 && !is_year(year, 1945)) || !cursor.take_dash()) return 0;
  cursor.mend(is_digit);
  const std::string_view number = cursor.digits(1, 4);
  if (number.empty() || !cursor.border()) return 0;
  const std::string symbol = head + '/' + std::string(year) + '-' + strip_zeros(number);
  sink.add(ReferenceKind::kLaw, begin, cursor.at(), "CA:" + symbol, symbol, full_year(year));
  return cursor.at();
}

// 2008 CSC 9, 2012 CAF 22; [1990] 1 R.C.S. 1075
std::size_t canadian_decision(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  const std::string_view year = cursor.digits(4, 4);
  if (!is_year(year, 1867)) return 0;
  const bool report = begin > 0 && scan.text[begin - 1] == '[';
  if (report) {
    if (!cursor.take(']')) return 0;
    cursor.spaces();
    const std::string_view volume = cursor.digits(1, 1);
    if (volume.empty()) return 0;
    cursor.spaces();
    if (!cursor.take_text("R.C.S.") && !cursor.take_text("RCS") && !cursor.take_text("S.C.R.")) return 0;
    cursor.spaces();
    const std::string_view page = cursor.digits(1, 4);
    if (page.empty() || !cursor.border()) return 0;
    sink.add(ReferenceKind::kCourtDecision, begin - 1, cursor.at(),
             "CA:RCS:" + std::string(year) + ':' + std::string(volume) + ':' + std::string(page),
             '[' + std::string(year) + "] " + std::string(volume) + " R.C.S. " + std::string(page),
             std::string(year));
    return cursor.at();
  }
  // Neutral citations began with the Supreme Court's of 2000; the courts in their French abbreviations.
  if (!is_year(year, 1998) || !cursor.spaces(1)) return 0;
  const std::string_view court = cursor.letters(2, 6);
  constexpr std::string_view kCourts[] = {"CSC",  "CAF",   "CF",   "CCI",  "QCCA", "QCCS",
                                          "QCCQ", "QCTAQ", "ONCA", "ONCS", "ABCA", "BCCA",
                                          "MBCA", "NBCA",  "NSCA", "SKCA", "TCDP"};
  bool known = false;
  for (const std::string_view name : kCourts) known = known || court == name;
  if (!known || !cursor.spaces(1)) return 0;
  const std::string_view number = cursor.digits(1, 5);
  if (number.empty() || !cursor.border()) return 0;
  sink.add(ReferenceKind::kCourtDecision, begin, cursor.at(),
           "CA:" + std::string(year) + std::string(court) + strip_zeros(number),
           std::string(year) + ' ' + std::string(court) + ' ' + strip_zeros(number), std::string(year));
  return cursor.at();
}

}  // namespace cote::references
