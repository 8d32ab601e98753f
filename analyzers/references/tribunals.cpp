// Cases of international courts: European and inter-American human rights, international criminal courts, the
// International Court of Justice.
#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

/// 46221/99: number and year of an application to the European Court of Human Rights; empty when none.
std::string take_application(Cursor& cursor) {
  Cursor ahead = cursor;
  const std::string_view number = ahead.digits(1, 5);
  if (number.empty() || number.front() == '0' || !ahead.take('/')) return {};
  ahead.mend(is_digit);
  const std::string_view year = ahead.digits(2, 2);
  if (year.empty() || !ahead.border() || ahead.peek() == '/') return {};
  cursor = ahead;
  return std::string(number) + '/' + std::string(year);
}

/// « 36022/97, 12/98 et 45036/98 »; the first starts at `begin`.
std::size_t add_applications(Cursor cursor, std::size_t begin, const std::string& date, Sink& sink) {
  std::size_t end = 0;
  std::size_t item_begin = begin;
  for (;;) {
    const std::string number = take_application(cursor);
    if (number.empty()) break;
    end = cursor.at();
    sink.add(ReferenceKind::kHumanRightsCase, item_begin, end, "CEDH:" + number, "CEDH, n° " + number, date);
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

}  // namespace

// « requête n° 12345/06 », « requêtes nos 36022/97 et 45036/98 »
std::size_t echr_application(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  cursor.spaces();
  if (cursor.take('(')) cursor.spaces();
  if (!cursor.take_numero()) return 0;
  return add_applications(cursor, begin, {}, sink);
}

// « CEDH, 12 mai 2005, Öcalan c. Turquie [GC], n° 46221/99 »
std::size_t echr_judgment(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  if (!cursor.take_text("CEDH") && !cursor.take_text("CourEDH") && !cursor.take_text("Cour EDH") &&
      !cursor.take_folded("cour europeenne des droits de l'homme") && !cursor.take_folded("cour eur. d.h."))
    return 0;
  if (!cursor.border()) return 0;
  const std::string_view text = scan.text;
  std::string date;
  std::size_t at = cursor.at();
  // 160 bytes hold the date and the names of the parties.
  const std::size_t last = at + 160 < text.size() ? at + 160 : text.size();
  while (at < last) {
    const char c = text[at];
    if (c == ';' || (c == '\n' && at + 1 < last && text[at + 1] == '\n')) return 0;
    if (!word_before(text, at)) {
      if (c == 'n' || c == 'N' || c == 'r') {
        Cursor number(text, at);
        if (number.take_numero()) return add_applications(number, begin, date, sink);
      }
      if (is_digit(c)) {
        Cursor day(text, at);
        if (const auto found = day.date()) {
          date = *found;
          at = day.at();
          continue;
        }
        Cursor bare(text, at);
        if (!take_application(bare).empty()) return add_applications(Cursor(text, at), begin, date, sink);
      }
    }
    ++at;
  }
  return 0;
}

// « Öcalan c. Turquie, n° 46221/99 »: a number in this form behind two parties.
std::size_t echr_number(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  if (!cursor.take_numero()) return 0;
  Cursor probe = cursor;
  const std::string number = take_application(probe);
  // Below four digits it could be a decision or a file of any court.
  if (number.find('/') < 3 || number.empty()) return 0;
  const std::string_view before = scan.text.substr(begin > 80 ? begin - 80 : 0, begin > 80 ? 80 : begin);
  if (before.find(" c. ") == std::string_view::npos && before.find(" v. ") == std::string_view::npos &&
      before.find("[GC]") == std::string_view::npos)
    return 0;
  return add_applications(cursor, begin, {}, sink);
}

// « Série C n° 154 » near the court's name; « avis consultatif OC-18/03 »
std::size_t inter_american(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  if (to_lower(scan.text[begin]) == 'o') {
    if (scan.text.substr(begin, head_end - begin) != "OC" && !scan.context.query) return 0;
    if (!cursor.take_dash()) return 0;
    const std::string_view number = cursor.digits(1, 2);
    if (number.empty() || !cursor.take('/')) return 0;
    const std::string_view year = cursor.digits(2, 2);
    if (year.empty() || !cursor.border() || cursor.peek() == '/') return 0;
    const std::string key = "OC-" + strip_zeros(number) + '/' + std::string(year);
    sink.add(ReferenceKind::kHumanRightsCase, begin, cursor.at(), "CIADH:" + key, key, full_year(year));
    return cursor.at();
  }
  cursor.spaces();
  const char series = cursor.peek();
  if (series != 'A' && series != 'C') return 0;
  cursor.move(cursor.at() + 1);
  if (word_at(scan.text, cursor.at())) return 0;
  cursor.comma();
  if (!cursor.take_numero()) return 0;
  const std::string_view number = cursor.digits(1, 3);
  if (number.empty() || !cursor.border() || cursor.peek() == '/') return 0;
  const std::string_view before = scan.text.substr(begin > 200 ? begin - 200 : 0, begin > 200 ? 200 : begin);
  bool court = false;
  for (const std::string_view name :
       {"cour interamericaine", "cour iadh", "ciadh", "cidh", "cour idh", "corte idh", "c.i.d.h."})
    court = court || holds_words(before, name);
  if (!court) return 0;
  const std::string key = series + strip_zeros(number);
  sink.add(ReferenceKind::kHumanRightsCase, begin, cursor.at(), "CIADH:" + key,
           std::string("Cour interaméricaine, série ") + series + " n° " + strip_zeros(number));
  return cursor.at();
}

// ICC-01/04-01/06-2842, IT-95-5/18-T, ICTR-96-4-T, SCSL-03-01-A, STL-11-01/T, MICT-13-55-A
std::size_t criminal_case(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  std::string court(scan.text.substr(begin, head_end - begin));
  if (scan.context.query) court = upper(court);
  if (begin > 0 && (scan.text[begin - 1] == '-' || scan.text[begin - 1] == '/')) return 0;
  constexpr std::string_view kCourts[] = {"ICC", "IT", "ICTR", "SCSL", "STL", "MICT"};
  bool known = false;
  for (const std::string_view name : kCourts) known = known || court == name;
  if (!known) return 0;
  Cursor cursor(scan.text, head_end);
  if (!cursor.take_dash()) return 0;
  cursor.mend(is_digit);
  std::string canonical = court + '-';
  std::string parent;
  if (court == "ICC") {
    // Situation 01/04, case 01/06 in it, document 2842 of it; ICC-02/05-01/09, ICC-01/05.
    const std::string_view situation = cursor.digits(2, 2);
    if (situation.empty() || !cursor.take('/')) return 0;
    const std::string_view opened = cursor.digits(2, 2);
    if (opened.empty()) return 0;
    canonical += std::string(situation) + '/' + std::string(opened);
    Cursor ahead = cursor;
    if (ahead.take_dash()) {
      ahead.mend(is_digit);
      const std::string_view number = ahead.digits(2, 2);
      if (!number.empty() && ahead.take('/')) {
        const std::string_view year = ahead.digits(2, 2);
        if (year.empty()) return 0;
        parent = canonical;
        canonical += '-' + std::string(number) + '/' + std::string(year);
        cursor = ahead;
      }
    }
    ahead = cursor;
    if (ahead.take_dash()) {
      const std::string_view document = ahead.digits(1, 5);
      if (!document.empty()) {
        parent = canonical;
        canonical += '-' + std::string(document);
        cursor = ahead;
        // -Conf, -Red, -tFRA, -Anx: the same filing in another version.
        ahead = cursor;
        if (ahead.take('-') && !ahead.letters(2, 5, true).empty() && ahead.border()) cursor = ahead;
      }
    }
  } else {
    const std::string_view year = cursor.digits(2, 2);
    if (year.empty() || !cursor.take_dash()) return 0;
    cursor.mend(is_digit);
    const std::string_view number = cursor.digits(1, 3);
    if (number.empty()) return 0;
    canonical += std::string(year) + '-' + std::string(number);
    Cursor ahead = cursor;
    if (ahead.take('/') || ahead.take('-')) {
      const char sign = scan.text[ahead.at() - 1];
      const std::string_view second = ahead.digits(1, 2);
      if (!second.empty()) {
        canonical += sign + std::string(second);
        cursor = ahead;
      }
    }
    // T trial, A appeal, PT before trial, R61 and AR72 their rules.
    ahead = cursor;
    if (ahead.take_dash() || ahead.take('/')) {
      const std::string_view stage = ahead.letters(1, 4);
      const std::string_view rule = ahead.digits(1, 3);
      if (!stage.empty() && ahead.border()) {
        parent = canonical;
        canonical += '-' + std::string(stage) + std::string(rule);
        cursor = ahead;
      }
    }
  }
  if (!cursor.border() || (cursor.peek() == '/' && is_digit(cursor.peek(1)))) return 0;
  sink.add(ReferenceKind::kCriminalCase, begin, cursor.at(), canonical, {}, {}, parent);
  return cursor.at();
}

// « C.I.J. Recueil 1986, p. 14 », « I.C.J. Reports 1986, p. 14 », « CIJ Recueil 2004 (I), p. 12 »
std::size_t icj_report(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  const bool permanent = cursor.take_text("C.P.J.I.") || cursor.take_text("CPJI");
  if (!permanent && !cursor.take_text("C.I.J.") && !cursor.take_text("CIJ") && !cursor.take_text("I.C.J.") &&
      !cursor.take_text("ICJ"))
    return 0;
  cursor.comma();
  if (!cursor.take_word("recueil") && !cursor.take_word("reports") && !cursor.take_folded("rec.") &&
      !cursor.take_word("rep"))
    return 0;
  cursor.comma();
  const std::string_view year = cursor.digits(4, 4);
  if (!is_year(year, 1922)) return 0;
  cursor.spaces();
  std::string part;
  if (cursor.take('(')) {
    const std::string_view roman = cursor.letters(1, 4);
    if (roman_value(roman) == 0 || !cursor.take(')')) return 0;
    part = '(' + std::string(roman) + ')';
  }
  cursor.comma();
  if (!cursor.take_folded("p.") && !cursor.take_folded("pp.") && !cursor.take_word("page")) return 0;
  cursor.spaces();
  const std::string_view page = cursor.digits(1, 4);
  if (page.empty() || !cursor.border()) return 0;
  const std::string key =
      std::string(permanent ? "CPJI:" : "CIJ:") + std::string(year) + part + ':' + std::string(page);
  sink.add(ReferenceKind::kIcjReport, begin, cursor.at(), key,
           std::string(permanent ? "C.P.J.I. Recueil " : "C.I.J. Recueil ") + std::string(year) +
               (part.empty() ? "" : ' ' + part) + ", p. " + std::string(page),
           std::string(year));
  return cursor.at();
}

}  // namespace cote::references
