// Decisions of national courts: France, Belgium, Switzerland, and OHADA's common court.
#include <algorithm>

#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

/// 12-34.567, 12-34567, H 05-13.850: the number of an appeal to the Cour de cassation; empty when none.
std::string take_appeal(Cursor& cursor, bool dot_needed) {
  Cursor ahead = cursor;
  // Older numbers have a letter before.
  if (is_upper(ahead.peek()) && (ahead.peek(1) == ' ')) {
    ahead.move(ahead.at() + 2);
  }
  const std::string_view year = ahead.digits(2, 2);
  if (year.empty() || !ahead.take_dash()) return {};
  ahead.mend(is_digit);
  std::string_view first = ahead.digits(2, 2);
  std::string_view second;
  if (!first.empty()) {
    if (!ahead.take('.')) {
      if (dot_needed || !ahead.take_dash()) return {};
    }
    second = ahead.digits(3, 3);
    if (second.empty()) return {};
  } else {
    if (dot_needed) return {};
    const std::string_view five = ahead.digits(5, 5);
    if (five.empty()) return {};
    first = five.substr(0, 2);
    second = five.substr(2);
  }
  if (!ahead.border() || (ahead.peek() == '-' && is_digit(ahead.peek(1)))) return {};
  if ((ahead.peek() == '.' || ahead.peek() == ',') && is_digit(ahead.peek(1))) return {};
  cursor = ahead;
  return std::string(year) + '-' + std::string(first) + '.' + std::string(second);
}

void add_appeal(std::size_t begin, std::size_t end, const std::string& number, const std::string& date,
                Sink& sink) {
  sink.add(ReferenceKind::kCourtDecision, begin, end, "FR:Cass:" + number, "Cass., n° " + number, date);
}

/// Goes from a court's name over its formation, date and parties to « n° », at most `limit` bytes and no
/// further than the sentence: the cursor behind « n° », and the date passed.
bool seek_number(Cursor& cursor, std::string& date, std::size_t limit) {
  const std::string_view text = cursor.text();
  std::size_t at = cursor.at();
  const std::size_t last = std::min(text.size(), at + limit);
  while (at < last) {
    const char c = text[at];
    if (c == ';' || (c == '\n' && at + 1 < last && text[at + 1] == '\n')) return false;
    // Another bracket would be another matter; a closing one ends the citation.
    if (c == ')') return false;
    if ((c == 'n' || c == 'N') && !word_before(text, at)) {
      Cursor number(text, at);
      if (number.take_numero()) {
        cursor = number;
        return true;
      }
    }
    if (is_digit(c) && !word_before(text, at)) {
      Cursor day(text, at);
      if (const auto found = day.date()) {
        date = *found;
        at = day.at();
        continue;
      }
    }
    ++at;
  }
  return false;
}

}  // namespace

// « Cass. 1re civ., 3 mars 2011, n° 12-34.567 », « Cour de cassation, chambre sociale, …, pourvoi n° … »
std::size_t cassation(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  if (!cursor.take_folded("cass.") && !cursor.take_word("cour de cassation") && !cursor.take_word("cass"))
    return 0;
  std::string date;
  // 120 bytes hold chamber, date and « pourvoi n° ».
  if (!seek_number(cursor, date, 120)) return 0;
  const std::string number = take_appeal(cursor, false);
  if (number.empty()) return 0;
  add_appeal(begin, cursor.at(), number, date, sink);
  return cursor.at();
}

// « pourvoi n° 12-34.567 », « pourvois nos 12-34.567 et 12-34.568 »; a number in this form alone
std::size_t appeal_number(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, begin);
  const bool alone = is_digit(scan.text[begin]);
  if (alone) {
    if (begin > 0) {
      const char before = scan.text[begin - 1];
      if (before == '-' || before == '.' || before == '/' || before == ',') return 0;
    }
    const std::string number = take_appeal(cursor, true);
    if (number.empty()) return 0;
    add_appeal(begin, cursor.at(), number, {}, sink);
    return cursor.at();
  }
  cursor.move(head_end);
  cursor.spaces();
  if (!cursor.take_numero()) return 0;
  std::size_t item_begin = begin;
  std::size_t end = 0;
  for (;;) {
    const std::string number = take_appeal(cursor, false);
    if (number.empty()) break;
    end = cursor.at();
    add_appeal(item_begin, end, number, {}, sink);
    Cursor next = cursor;
    next.comma();
    if (next.take_any_word({"et", "a"})) next.spaces();
    if (next.at() == cursor.at()) break;
    next.take_numero();
    item_begin = next.at();
    cursor = next;
  }
  return end;
}

// « CE, sect., 12 mars 2014, n° 354629 », « Conseil d'État, …, n° 354629 »
std::size_t council_of_state(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  if (cursor.take_text("CE")) {
    if (!cursor.border() || (cursor.peek() != ',' && cursor.peek() != ' ')) return 0;
  } else if (!cursor.take_word("conseil d'etat")) {
    return 0;
  }
  std::string date;
  // 160 bytes hold formation, date and the parties.
  if (!seek_number(cursor, date, 160)) return 0;
  const std::string_view number = cursor.digits(5, 6);
  if (number.empty() || !cursor.border() || cursor.peek() == '/' || cursor.peek() == '-') return 0;
  std::size_t end = cursor.at();
  sink.add(ReferenceKind::kCourtDecision, begin, end, "FR:CE:" + std::string(number),
           "CE, n° " + std::string(number), date);
  // « nos 440442, 440445 et 440448 »
  for (;;) {
    cursor.comma();
    if (cursor.take_word("et")) cursor.spaces();
    const std::size_t item = cursor.at();
    const std::string_view next = item > end ? cursor.digits(5, 6) : std::string_view();
    if (next.empty() || !cursor.border() || cursor.peek() == '/' || cursor.peek() == '-') break;
    end = cursor.at();
    sink.add(ReferenceKind::kCourtDecision, item, end, "FR:CE:" + std::string(next),
             "CE, n° " + std::string(next), date);
  }
  return end;
}

// 2012-270 QPC, 2010-14/22 QPC, 71-44 DC: read at the number; the kind of decision tells the court.
std::size_t constitutional_number(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  if (begin > 0 && (scan.text[begin - 1] == '-' || scan.text[begin - 1] == '/')) return 0;
  Cursor cursor(scan.text, begin);
  std::string_view year = cursor.digits(4, 4);
  if (year.empty()) year = cursor.digits(2, 2);
  if (year.empty() || !cursor.take_dash()) return 0;
  cursor.mend(is_digit);
  const std::string_view number = cursor.digits(1, 4);
  if (number.empty()) return 0;
  std::string canonical = full_year(year) + '-' + strip_zeros(number);
  while (cursor.peek() == '/' && is_digit(cursor.peek(1))) {
    cursor.take('/');
    const std::string_view joined = cursor.digits(1, 4);
    if (joined.empty() || canonical.size() > 60) return 0;
    canonical += '/' + std::string(joined);
  }
  if (!cursor.spaces() && !cursor.take_dash()) return 0;
  std::string kind;
  for (const std::string_view name : {"QPC", "DC", "LOM", "LP", "ORGA", "RIP", "PDR"}) {
    Cursor ahead = cursor;
    if (kind.empty() &&
        (scan.context.query ? ahead.take_folded(name == "QPC"  ? "qpc"
                                                : name == "DC" ? "dc"
                                                               : name)
                            : ahead.take_text(name)) &&
        ahead.border()) {
      kind = name;
      cursor = ahead;
    }
  }
  if (kind.empty()) return 0;
  std::string date;
  std::size_t end = cursor.at();
  Cursor day = cursor;
  day.comma();
  if (day.take_folded("du ")) {
    if (const auto found = day.date()) {
      date = *found;
      end = day.at();
    }
  }
  if (date.empty()) date = full_year(year);
  sink.add(ReferenceKind::kCourtDecision, begin, end, "FR:CC:" + canonical + '-' + kind,
           "Cons. const., n° " + canonical + ' ' + kind, date);
  return end;
}

// 12PA01234: administrative courts of appeal, a code of two letters for each.
std::size_t administrative_appeal(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  const std::string_view year = cursor.digits(2, 2);
  if (year.empty()) return 0;
  const std::string court = upper(cursor.letters(2, 2, scan.context.query));
  bool known = false;
  for (const std::string_view code : {"PA", "VE", "LY", "MA", "NT", "NC", "DA", "DO", "BX", "TL"})
    known = known || court == code;
  if (!known) return 0;
  const std::string_view number = cursor.digits(5, 5);
  if (number.empty() || !cursor.border()) return 0;
  const std::string canonical = std::string(year) + court + std::string(number);
  sink.add(ReferenceKind::kCourtDecision, begin, cursor.at(), "FR:CAA:" + canonical, "CAA, n° " + canonical,
           full_year(year));
  return cursor.at();
}

// « Tribunal administratif de Lille, 14 juin 2022, n° 2103847 », « TA Nantes, …, n° 1905912 »
std::size_t administrative_court(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  const bool shorter = scan.text.substr(begin, head_end - begin) == "TA";
  if (!cursor.spaces() || (shorter ? !is_upper(cursor.peek()) : !cursor.take_word("administratif"))) return 0;
  std::string date;
  // 80 bytes hold the town and the date.
  if (!seek_number(cursor, date, 80)) return 0;
  const std::string_view number = cursor.digits(7, 7);
  if (number.empty() || !cursor.border() || cursor.peek() == '-' || cursor.peek() == '/') return 0;
  // The first two digits are the year: numbers of seven digits, counted in each town.
  sink.add(ReferenceKind::kCourtDecision, begin, cursor.at(), "FR:TA:" + std::string(number),
           "TA, n° " + std::string(number), date.empty() ? full_year(number.substr(0, 2)) : date);
  return cursor.at();
}

// ATF 133 III 121, BGE 133 III 121
std::size_t swiss_decision(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces()) return 0;
  const std::string_view volume = cursor.digits(1, 3);
  if (volume.empty() || !cursor.spaces()) return 0;
  const std::string part = upper(cursor.letters(1, 3, scan.context.query));
  const unsigned value = roman_value(part);
  // Parts I to V; Ia and Ib until 1994.
  if (value == 0 || value > 5 || !cursor.spaces()) return 0;
  const std::string_view page = cursor.digits(1, 4);
  if (page.empty() || !cursor.border()) return 0;
  const std::string pair = std::string(volume) + '-' + part + '-' + std::string(page);
  // Volume 1 is of 1875.
  sink.add(ReferenceKind::kCourtDecision, begin, cursor.at(), "CH:ATF:" + pair,
           "ATF " + std::string(volume) + ' ' + part + ' ' + std::string(page),
           std::to_string(1874 + to_number(volume)));
  return cursor.at();
}

// « C. const., arrêt n° 12/2010 », « C.A., n° 131/2005 », « C.E., n° 210.123 », « Cour constitutionnelle, …
// n° »
std::size_t belgian_court(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  const bool state = cursor.take_text("C.E.");
  const bool constitutional =
      !state && (cursor.take_text("C. const.") || cursor.take_text("C.A.") ||
                 cursor.take_word("cour constitutionnelle") || cursor.take_word("cour d'arbitrage"));
  if (!state && !constitutional) return 0;
  std::string date;
  if (!seek_number(cursor, date, 80)) return 0;
  const std::string_view first = cursor.digits(1, 3);
  if (first.empty()) return 0;
  if (state) {
    if (!cursor.take('.')) return 0;
    const std::string_view second = cursor.digits(3, 3);
    if (second.empty() || !cursor.border()) return 0;
    const std::string number = std::string(first) + std::string(second);
    sink.add(ReferenceKind::kCourtDecision, begin, cursor.at(), "BE:CE:" + number, "C.E., n° " + number,
             date);
    return cursor.at();
  }
  if (!cursor.take('/')) return 0;
  const std::string_view year = cursor.digits(4, 4);
  if (!is_year(year, 1985) || !cursor.border() || cursor.peek() == '/') return 0;
  const std::string number = strip_zeros(first) + '/' + std::string(year);
  sink.add(ReferenceKind::kCourtDecision, begin, cursor.at(), "BE:CC:" + number, "C. const., n° " + number,
           date.empty() ? std::string(year) : date);
  return cursor.at();
}

// « CCJA, arrêt n° 012/2010 du 18 février 2010 »
std::size_t ccja(const Scan& scan, std::size_t /*begin*/, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  const std::size_t begin = head_end - 4;
  std::string date;
  if (!seek_number(cursor, date, 80)) return 0;
  const std::string_view number = cursor.digits(1, 3);
  if (number.empty() || !cursor.take('/')) return 0;
  const std::string_view year = cursor.digits(4, 4);
  if (!is_year(year, 1996) || !cursor.border()) return 0;
  std::size_t end = cursor.at();
  cursor.comma();
  if (cursor.take_folded("du ")) {
    if (const auto day = cursor.date()) {
      date = *day;
      end = cursor.at();
    }
  }
  const std::string key = strip_zeros(number) + '/' + std::string(year);
  sink.add(ReferenceKind::kCourtDecision, begin, end, "OHADA:CCJA:" + key, "CCJA, n° " + key,
           date.empty() ? std::string(year) : date);
  return end;
}

}  // namespace cote::references
