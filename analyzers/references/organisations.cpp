// Symbols of the African Union, ECOWAS, the OSCE, NATO, UEMOA and OHADA.
#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

bool after_joint(std::string_view text, std::size_t begin) {
  return begin > 0 && (text[begin - 1] == '/' || text[begin - 1] == '.' || text[begin - 1] == '-');
}

/// "(XXVII)" as its letters; empty when it is no Roman numeral in brackets.
std::string_view take_roman(Cursor& cursor) {
  Cursor ahead = cursor;
  ahead.spaces(1);
  if (!ahead.take('(')) return {};
  ahead.spaces(0);
  const std::string_view roman = ahead.letters(1, 12);
  ahead.spaces(0);
  if (roman_value(roman) == 0 || !ahead.take(')')) return {};
  cursor = ahead;
  return roman;
}

/// Rev.1, Add.2, Corr.1 behind a symbol, behind '/' or a space.
std::string take_suffix(Cursor& cursor) {
  Cursor ahead = cursor;
  if (!ahead.take('/')) ahead.spaces(0);
  for (const std::string_view word : {"Rev", "Add", "Corr"}) {
    Cursor suffix = ahead;
    if (!suffix.take_text(word)) continue;
    suffix.take('.');
    suffix.spaces(0);
    const std::string_view number = suffix.digits(1, 2);
    if (number.empty() || !suffix.border()) continue;
    cursor = suffix;
    return '/' + std::string(word) + '.' + std::string(number);
  }
  return {};
}

void add_with_suffix(ReferenceKind kind, std::size_t begin, Cursor& cursor, const std::string& canonical,
                     std::string date, Sink& sink) {
  const std::string suffix = take_suffix(cursor);
  const std::string parent = suffix.empty() ? std::string() : canonical;
  sink.add(kind, begin, cursor.at(), canonical + suffix, {}, std::move(date), parent);
}

/// PSC/PR/COMM.(CMI), PSC/PR/COMM.1 (DCCC), PSC/PR/BR.(CDXXX), PSC/PR/COMM.1100.2 (2022)
std::size_t peace_council(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  std::string symbol = "PSC/";
  if (!cursor.take('/')) return 0;
  cursor.spaces(1);
  for (const std::string_view level : {"PR", "MIN", "AHG", "HSGC", "HOSG"}) {
    Cursor ahead = cursor;
    if (ahead.take_text(level) && ahead.take('/')) {
      ahead.spaces(1);
      symbol += std::string(level) + '/';
      cursor = ahead;
      break;
    }
  }
  bool kind = false;
  for (const std::string_view name : {"COMM", "BR", "STAT", "PS", "RPT", "CP"}) {
    Cursor ahead = cursor;
    if (!kind && (ahead.take_text(name) || (name == "COMM" && ahead.take_text("Comm"))) &&
        !is_alpha(ahead.peek())) {
      symbol += name;
      cursor = ahead;
      kind = true;
    }
  }
  if (!kind) return 0;
  while (cursor.take('.') || cursor.take('/') || cursor.spaces(1)) {
  }
  const std::string_view item = cursor.digits(1, 4);
  std::string_view second;
  if (cursor.take('.')) {
    second = cursor.digits(1, 2);
  }
  const std::size_t after_numbers = cursor.at();
  if (const std::string_view roman = take_roman(cursor); !roman.empty()) {
    const std::string meeting = '(' + std::to_string(roman_value(roman)) + ')';
    const std::string whole = symbol + meeting;
    const std::string shown = '(' + std::string(roman) + ')';
    if (item.empty()) {
      sink.add(ReferenceKind::kAfricanUnion, begin, cursor.at(), whole, symbol + '.' + shown);
    } else {
      const std::string serial = '.' + strip_zeros(item);
      sink.add(ReferenceKind::kAfricanUnion, begin, cursor.at(), symbol + serial + meeting,
               symbol + serial + shown, {}, whole);
    }
    return cursor.at();
  }
  // Since 2020 the meeting is counted in Arabic: COMM.1100.2 (2022).
  cursor.move(after_numbers);
  if (item.size() < 3) {
    // « PSC/PR/COMM.(571) », and the key as it stands; « COMM.1 (2022) » has a year, and its meeting is
    // unknown.
    cursor.spaces(1);
    if (!cursor.take('(')) return 0;
    const std::string_view number = cursor.digits(1, 4);
    if (number.empty() || is_year(number, 2004) || !cursor.take(')')) return 0;
    const std::string meeting = '(' + strip_zeros(number) + ')';
    if (item.empty()) {
      sink.add(ReferenceKind::kAfricanUnion, begin, cursor.at(), symbol + meeting, symbol + '.' + meeting);
    } else {
      const std::string serial = '.' + strip_zeros(item);
      sink.add(ReferenceKind::kAfricanUnion, begin, cursor.at(), symbol + serial + meeting,
               symbol + serial + meeting, {}, symbol + meeting);
    }
    return cursor.at();
  }
  std::string date;
  Cursor year = cursor;
  year.spaces(1);
  if (year.take('(')) {
    const std::string_view digits = year.digits(4, 4);
    if (is_year(digits, 2004) && year.take(')')) {
      date = digits;
      cursor = year;
    }
  }
  if (!cursor.border()) return 0;
  const std::string meeting = '(' + std::string(item) + ')';
  const std::string whole = symbol + meeting;
  if (second.empty()) {
    sink.add(ReferenceKind::kAfricanUnion, begin, cursor.at(), whole, symbol + '.' + std::string(item), date);
  } else {
    sink.add(ReferenceKind::kAfricanUnion, begin, cursor.at(), symbol + '.' + std::string(second) + meeting,
             symbol + '.' + std::string(item) + '.' + std::string(second), date, whole);
  }
  return cursor.at();
}

}  // namespace

// Assembly/AU/Dec.605(XXVII), EX.CL/Dec.1031(XXXIV), Ext/Assembly/AU/Decl.1(XIII), AHG/Res.16(I), PSC/...
std::size_t au_symbol(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const std::string head = upper(scan.text.substr(begin, head_end - begin));
  if (after_joint(scan.text, begin)) return 0;
  if (head == "PSC") return peace_council(scan, begin, head_end, sink);
  Cursor cursor(scan.text, begin);
  std::string symbol;
  if (cursor.take_folded("ext/")) symbol = "Ext/";
  if (cursor.take_folded("assembly/au/")) {
    symbol += "Assembly/AU/";
  } else if (symbol.empty() && cursor.take_folded("ex.cl/")) {
    symbol = "EX.CL/";
  } else if (symbol == "Ext/" && cursor.take_folded("ex.cl/")) {
    symbol = "Ext/EX.CL/";
  } else if (symbol.empty() && cursor.take_folded("ahg/")) {
    symbol = "AHG/";
  } else if (symbol.empty() && cursor.take_folded("cm/")) {
    symbol = "CM/";
  } else {
    return 0;
  }
  struct Act {
    std::string_view folded, name;
  };
  // "decl" before "dec", which begins it.
  constexpr Act kActs[] = {
      {"decl", "Decl."}, {"dec", "Dec."}, {"res", "Res."}, {"st", "St."}, {"rpt", "Rpt."}};
  bool kind = false;
  for (const Act& act : kActs) {
    Cursor ahead = cursor;
    if (kind || !ahead.take_folded(act.folded)) continue;
    ahead.take('.');
    ahead.spaces(1);
    if (!is_digit(ahead.peek())) continue;
    symbol += act.name;
    cursor = ahead;
    kind = true;
  }
  const std::string_view number = cursor.digits(1, 4);
  if (!kind || number.empty()) return 0;
  symbol += number;
  if (!scan.context.query) {
    const std::string_view roman = take_roman(cursor);
    if (roman.empty()) return 0;
    symbol += '(' + std::string(roman) + ')';
  } else {
    const Cursor before = cursor;
    Cursor ahead = cursor;
    ahead.spaces(1);
    if (ahead.take('(')) {
      const std::string roman = upper(ahead.letters(1, 12, true));
      if (roman_value(roman) > 0 && ahead.take(')')) {
        symbol += '(' + roman + ')';
        cursor = ahead;
      }
    }
    if (cursor.at() == before.at() && !cursor.border()) return 0;
  }
  add_with_suffix(ReferenceKind::kAfricanUnion, begin, cursor, symbol, {}, sink);
  return cursor.at();
}

// « communiqué de la 911e réunion du CPS », « en sa 547ème réunion »: read at the number.
std::size_t au_meeting(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  const std::string_view number = cursor.digits(1, 4);
  if (number.empty() || !cursor.take_any_word({"e", "eme", "ieme", "er", "ere", "re"})) return 0;
  if (!cursor.spaces() || !cursor.take_word("reunion")) return 0;
  Cursor tail = cursor;
  tail.comma();
  const bool behind = tail.take_word("du cps") || tail.take_word("du conseil de paix et de securite");
  if (!behind) tail = cursor;
  // The meeting is a document only where its communiqué is spoken of: « communiqué adopté par le CPS à sa
  // 547e réunion ».
  const std::string_view before = sentence_before(scan.text, begin, 100);
  if (!holds_words(before, "communique")) return 0;
  if (!behind && !holds_words(before, "cps") && !holds_words(before, "conseil de paix et de securite"))
    return 0;
  const std::string meeting = strip_zeros(number);
  sink.add(ReferenceKind::kAfricanUnion, begin, tail.at(), "PSC/PR/COMM(" + meeting + ')',
           "PSC/PR/COMM.(" + roman_numeral(to_number(meeting)) + ')');
  return tail.at();
}

// A/SP.1/12/01, A/P1/7/98, A/DEC.18/12/01, C/REG.3/05/08: kind, number, month, year.
std::size_t ecowas(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const char organ = to_upper(scan.text[begin]);
  if (head_end - begin != 1 || (organ != 'A' && organ != 'C') || after_joint(scan.text, begin)) return 0;
  if (scan.text[begin] != organ && !scan.context.query) return 0;
  Cursor cursor(scan.text, head_end);
  if (!cursor.take('/')) return 0;
  cursor.mend(is_upper);
  const std::string kind = upper(cursor.letters(1, 3, scan.context.query));
  constexpr std::string_view kKinds[] = {"SP", "SA", "P", "DEC", "REG", "DIR", "DCL", "RES", "REC"};
  bool known = false;
  for (const std::string_view name : kKinds) known = known || kind == name;
  if (!known) return 0;
  if (!cursor.take('.') && !is_digit(cursor.peek()) && !(cursor.peek() == '/' && organ == 'C')) return 0;
  cursor.take('/');
  cursor.spaces(1);
  const std::string_view number = cursor.digits(1, 3);
  if (number.empty() || !cursor.take('/')) return 0;
  cursor.mend(is_digit);
  const std::string_view month = cursor.digits(1, 2);
  if (month.empty() || to_number(month) == 0 || to_number(month) > 12 || !cursor.take('/')) return 0;
  cursor.mend(is_digit);
  std::string_view year = cursor.digits(4, 4);
  if (year.empty()) year = cursor.digits(2, 2);
  if (year.empty() || !cursor.border() || cursor.peek() == '/') return 0;
  const std::string full = full_year(year);
  const std::string two_digit_month = month.size() == 1 ? '0' + std::string(month) : std::string(month);
  // A/P1/7/98 and A/P.1/07/98 are one act: the dot, the month in two digits and the year in two.
  sink.add(ReferenceKind::kEcowas, begin, cursor.at(),
           std::string(1, organ) + '/' + kind + '.' + strip_zeros(number) + '/' + two_digit_month + '/' +
               full.substr(2),
           {}, full + '-' + two_digit_month);
  return cursor.at();
}

// MC.DEC/9/11/Corr.1, PC.DEC/1117, FSC.DEC/7/11, CIO.GAL/12/20
std::size_t osce(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const std::string body = upper(scan.text.substr(begin, head_end - begin));
  if (after_joint(scan.text, begin)) return 0;
  if (!scan.context.query && body != scan.text.substr(begin, head_end - begin)) return 0;
  Cursor cursor(scan.text, head_end);
  if (!cursor.take('.')) return 0;
  std::string kind = upper(cursor.letters(2, 4, scan.context.query));
  constexpr std::string_view kKinds[] = {"DEC",  "DOC", "DEL", "GAL", "FR",   "INF", "JOUR",
                                         "SHDM", "NGO", "IO",  "DD",  "STAT", "DOP"};
  bool known = false;
  for (const std::string_view name : kKinds) known = known || kind == name;
  if (!known || !cursor.take('/')) return 0;
  cursor.mend(is_digit);
  const std::string_view number = cursor.digits(1, 4);
  if (number.empty()) return 0;
  std::string canonical = body + '.' + kind + '/' + strip_zeros(number);
  std::string date;
  Cursor year = cursor;
  if (year.take('/')) {
    std::string_view digits = year.digits(4, 4);
    if (digits.empty()) digits = year.digits(2, 2);
    if (!digits.empty()) {
      date = full_year(digits);
      canonical += '/' + date.substr(2);
      cursor = year;
    }
  }
  if (!cursor.border()) return 0;
  add_with_suffix(ReferenceKind::kOsce, begin, cursor, canonical, date, sink);
  return cursor.at();
}

// « Décision n° 1117 du Conseil permanent »
std::size_t osce_decision(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces() || !cursor.take_numero()) return 0;
  const std::string_view number = cursor.digits(1, 4);
  if (number.empty() || !cursor.spaces()) return 0;
  if (!cursor.take_word("du conseil permanent")) return 0;
  sink.add(ReferenceKind::kOsce, begin, cursor.at(), "PC.DEC/" + strip_zeros(number));
  return cursor.at();
}

// C-M(2002)49, C-R(52)14, PO(2012)0158, AC/15-D/462, MC(2015)0012
std::size_t nato(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  std::string series = upper(scan.text.substr(begin, head_end - begin));
  if (after_joint(scan.text, begin)) return 0;
  if (!scan.context.query && series != scan.text.substr(begin, head_end - begin)) return 0;
  Cursor cursor(scan.text, head_end);
  if (series == "AC") {
    if (!cursor.take('/')) return 0;
    const std::string_view committee = cursor.digits(1, 4);
    if (committee.empty()) return 0;
    std::string canonical = "AC/" + std::string(committee);
    Cursor part = cursor;
    if (part.take('-')) {
      const std::string_view kind = part.letters(1, 4);
      const bool open = !kind.empty() && part.take('(');
      if (kind.empty() || (!open && !part.take('/'))) return 0;
      const std::string_view first = part.digits(1, 4);
      if (first.empty() || (open && !part.take(')'))) return 0;
      canonical +=
          '-' + std::string(kind) + (open ? '(' + std::string(first) + ')' : '/' + std::string(first));
      if (open) {
        const std::string_view number = part.digits(1, 4);
        if (number.empty()) return 0;
        canonical += strip_zeros(number);
      }
      cursor = part;
    } else if (part.take('(')) {
      // AC/127(ECO)D/12 is another committee's numbering; not read.
      return 0;
    } else {
      return 0;  // the committee itself is no document
    }
    if (!cursor.border()) return 0;
    sink.add(ReferenceKind::kNato, begin, cursor.at(), canonical);
    return cursor.at();
  }
  if (series == "C") {
    if (!cursor.take_dash()) return 0;
    const char letter = scan.context.query ? to_upper(cursor.peek()) : cursor.peek();
    if (letter != 'M' && letter != 'R') return 0;
    cursor.move(cursor.at() + 1);
    series = std::string("C-") + letter;
  } else if (series == "CM") {
    series = "C-M";
  }
  cursor.spaces(0);
  if (!cursor.take('(')) return 0;
  std::string_view year = cursor.digits(4, 4);
  if (year.empty()) year = cursor.digits(2, 2);
  if (year.empty() || !cursor.take(')')) return 0;
  if (year.size() == 4 && !is_year(year, 1949)) return 0;
  cursor.spaces(0);
  const std::string_view number = cursor.digits(1, 4);
  if (number.empty() || !cursor.border()) return 0;
  const std::string base = series + '(' + std::string(year) + ')' + strip_zeros(number);
  std::string canonical = base;
  Cursor tail = cursor;
  // -AS1: approved by silence; -ADD1, -REV2
  if (tail.take('-')) {
    const std::string_view word = tail.letters(1, 5);
    const std::string_view serial = tail.digits(1, 3);
    if (!word.empty() && tail.border()) {
      canonical += '-' + std::string(word) + std::string(serial);
      cursor = tail;
    }
  }
  sink.add(ReferenceKind::kNato, begin, cursor.at(), canonical, {}, full_year(year),
           canonical == base ? std::string() : base);
  return cursor.at();
}

namespace {

struct UniformAct {
  std::string_view key;
  std::string_view name;  ///< as it goes on behind « Acte uniforme »
};
// The Uniform Acts of OHADA under their usual short names (https://www.ohada.org).
constexpr UniformAct kUniformActs[] = {
    {"AUDCG", "droit commercial general"},
    {"AUSCGIE", "droit des societes commerciales"},
    {"AUSCGIE", "societes commerciales"},
    {"AUSCOOP", "droit des societes cooperatives"},
    {"AUSCOOP", "societes cooperatives"},
    {"AUS", "droit des suretes"},
    {"AUS", "suretes"},
    {"AUPSRVE", "procedures simplifiees de recouvrement"},
    {"AUPC", "procedures collectives"},
    {"AUA", "droit de l'arbitrage"},
    {"AUA", "arbitrage"},
    {"AUM", "mediation"},
    {"AUDCIF", "droit comptable"},
    {"AUDCIF", "comptabilites des entreprises"},
    {"AUCTMR", "contrats de transport"},
};

}  // namespace

// « Acte uniforme portant sur le droit commercial général »
std::size_t uniform_act(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  if (!cursor.take_word("acte uniforme") && !cursor.take_word("actes uniformes")) return 0;
  cursor.spaces();
  for (const std::string_view words :
       {"revise ", "de l'ohada ", "ohada ", "portant sur ", "portant ", "relatif ", "sur ", "au ", "aux ",
        "a ", "le ", "la ", "les ", "l'", "du ", "des ", "organisation et harmonisation des ",
        "organisation des "}) {
    cursor.take_folded(words);
  }
  for (const UniformAct& act : kUniformActs) {
    if (!cursor.take_word(act.name)) continue;
    sink.add(ReferenceKind::kOrganisation, begin, cursor.at(), "OHADA:" + std::string(act.key),
             std::string(act.key) + " (OHADA)");
    return cursor.at();
  }
  return 0;
}

// « article 10 AUPSRVE »
std::size_t uniform_act_short(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const std::string_view head = scan.text.substr(begin, head_end - begin);
  for (const UniformAct& act : kUniformActs) {
    // AUS, AUA and AUM are short enough to mean other things.
    if (head != act.key || head.size() < 4) continue;
    sink.add(ReferenceKind::kOrganisation, begin, head_end, "OHADA:" + std::string(head),
             std::string(head) + " (OHADA)");
    return head_end;
  }
  return 0;
}

// « règlement n° 09/2001/CM/UEMOA », « directive n° 02/2000/CM/UEMOA », « règlement n° 03/04/CEMAC/UMAC »
std::size_t uemoa_act(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  const std::string_view kind = to_lower(scan.text[begin]) == 'r' ? "reglement" : "directive";
  if (!cursor.spaces()) return 0;
  cursor.take_numero();
  const std::string_view number = cursor.digits(1, 3);
  if (number.empty() || !(cursor.take('/') || cursor.take('-'))) return 0;
  std::string_view year = cursor.digits(4, 4);
  if (year.empty()) year = cursor.digits(2, 2);
  if (year.empty()) return 0;
  std::string last;
  while (cursor.peek() == '/' || cursor.peek() == '-') {
    cursor.move(cursor.at() + 1);
    const std::string_view part = cursor.letters(2, 8);
    if (part.empty()) return 0;
    if (part == "UEMOA" || part == "CEMAC") last = part;
  }
  if (last.empty() || !cursor.border()) return 0;
  const std::string full = full_year(year);
  sink.add(ReferenceKind::kOrganisation, begin, cursor.at(),
           last + ':' + std::string(kind) + ':' + strip_zeros(number) + '/' + full,
           std::string(kind == "reglement" ? "règlement" : "directive") + " n° " + std::string(number) + '/' +
               full + '/' + last,
           full);
  return cursor.at();
}

}  // namespace cote::references
