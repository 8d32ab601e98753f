// Acts and cases of the European Union. The canonical key of an act is its CELEX number: sector 3, year,
// letter of the kind, number in four digits
// (https://eur-lex.europa.eu/content/tools/TableOfSectors/types-of-documents-in-eurlex.html).
#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

struct Kind {
  char letter = 0;            ///< of CELEX
  std::string_view name;      ///< for the display form
  bool number_first = false;  ///< number/year before 2015: regulations
};

/// The kind of act whose first word is at `begin`, and the cursor behind all its words.
std::optional<Kind> take_kind(Cursor& cursor) {
  const auto adjectives = [&cursor] {
    cursor.take_folded(" d'execution");
    cursor.take_folded(" delegue") || cursor.take_folded(" deleguee");
    cursor.take_folded("s");
  };
  Kind kind;
  if (cursor.take_folded("regl.")) {
    kind = {'R', "règlement", true};
  } else if (cursor.take_folded("dir.")) {
    kind = {'L', "directive", false};
  } else if (cursor.take_word("reglement") || cursor.take_word("reglements")) {
    kind = {'R', "règlement", true};
    adjectives();
  } else if (cursor.take_word("directive") || cursor.take_word("directives")) {
    kind = {'L', "directive", false};
    adjectives();
  } else if (cursor.take_word("decision-cadre") || cursor.take_word("decisions-cadres") ||
             cursor.take_word("decision cadre")) {
    kind = {'F', "décision-cadre", false};
  } else if (cursor.take_word("decision") || cursor.take_word("decisions")) {
    kind = {'D', "décision", false};
    adjectives();
  } else if (cursor.take_word("recommandation") || cursor.take_word("recommandations")) {
    kind = {'H', "recommandation", false};
  } else if (cursor.take_word("action commune") || cursor.take_word("actions communes")) {
    kind = {'E', "action commune", false};
  } else if (cursor.take_word("position commune") || cursor.take_word("positions communes")) {
    kind = {'E', "position commune", false};
  } else {
    return std::nullopt;
  }
  if (!cursor.border() && cursor.text()[cursor.at() - 1] != '.') return std::nullopt;
  return kind;
}

/// « (UE) », « (CE, Euratom) », « UE »: empty when none; `bracketed` tells whether brackets stood around.
std::string take_community(Cursor& cursor) {
  Cursor ahead = cursor;
  const bool open = ahead.take('(');
  std::string out;
  for (int i = 0; i < 2; ++i) {
    bool any = false;
    for (const std::string_view name : {"UE", "CEE", "CECA", "CE", "Euratom", "EURATOM", "PESC", "JAI"}) {
      Cursor word = ahead;
      if (word.take_text(name) && word.border()) {
        ahead = word;
        if (!out.empty()) out += ", ";
        out += name == "EURATOM" ? std::string_view("Euratom") : name;
        any = true;
        break;
      }
    }
    if (!any) break;
    if (open) ahead.comma();
  }
  if (out.empty() || (open && !ahead.take(')'))) return {};
  cursor = ahead;
  return out;
}

/// Lower case typed in a query: « reglement ue 2016/679 ».
std::string take_community_typed(Cursor& cursor) {
  for (const std::string_view name : {"ue", "cee", "ce", "pesc"}) {
    Cursor word = cursor;
    const bool open = word.take('(');
    if (word.take_word(name) && (!open || word.take(')'))) {
      cursor = word;
      return upper(name);
    }
  }
  return {};
}

struct Number {
  std::string_view first;
  std::string_view second;
  std::string suffix;  ///< CE, UE, PESC, JAI behind the second slash
};

std::optional<Number> take_number(Cursor& cursor) {
  Cursor ahead = cursor;
  Number number;
  number.first = ahead.digits(1, 4);
  if (number.first.empty()) return std::nullopt;
  ahead.spaces(0);
  if (!ahead.take('/')) return std::nullopt;
  ahead.mend(is_digit);
  number.second = ahead.digits(1, 4);
  if (number.second.empty()) return std::nullopt;
  Cursor suffix = ahead;
  if (suffix.take('/')) {
    number.suffix = take_community(suffix);
    // Further numbers, another organisation: 09/2001/CM/UEMOA.
    if (number.suffix.empty() || suffix.peek() == '/') return std::nullopt;
    ahead = suffix;
  }
  if (!ahead.border()) return std::nullopt;
  cursor = ahead;
  return number;
}

struct Act {
  std::string celex;
  std::string year;
};

/// Year and number in the order of their time: regulations were number/year before 2015, all acts are
/// year/number since.
std::optional<Act> order(const Kind& kind, const Number& number, bool numbered) {
  const bool first_year = is_year(number.first, 1952, 2079);
  const bool second_year = is_year(number.second, 1952, 2014);
  std::string_view year;
  std::string_view serial;
  if (first_year && second_year) {
    // « n° 2001/2003 » is a number of 2003; without n°, 1999/2001 is the first year's.
    const bool number_first = kind.number_first ? to_number(number.first) < 2015 : numbered;
    year = number_first ? number.second : number.first;
    serial = number_first ? number.first : number.second;
  } else if (first_year) {
    year = number.first;
    serial = number.second;
  } else if (second_year) {
    year = number.second;
    serial = number.first;
  } else if (kind.number_first && number.second.size() == 2 && number.second >= "52") {
    year = number.second;
    serial = number.first;
  } else if (!kind.number_first && number.first.size() == 2 && number.first >= "52") {
    year = number.first;
    serial = number.second;
  } else if (kind.letter == 'D' && number.second.size() == 2 && number.second >= "52") {
    year = number.second;
    serial = number.first;
  } else {
    return std::nullopt;
  }
  Act act;
  act.year = year.size() == 2 ? "19" + std::string(year) : std::string(year);
  if (to_number(serial) == 0) return std::nullopt;
  std::string padded(serial);
  while (padded.size() < 4) padded.insert(padded.begin(), '0');
  act.celex = '3' + act.year + kind.letter + padded.substr(padded.size() - 4);
  return act;
}

std::string act_display(const Kind& kind, std::string_view community, const Number& number, bool numbered) {
  std::string out(kind.name);
  if (!community.empty()) out += " (" + std::string(community) + ')';
  out += numbered ? " n° " : " ";
  out += std::string(number.first) + '/' + std::string(number.second);
  if (!number.suffix.empty()) out += '/' + number.suffix;
  return out;
}

/// An institution named behind the number: « 2016/679 du Parlement européen »; « n° 1408/71 du Conseil » for
/// numbered regulations.
bool institution_after(Cursor cursor, bool numbered) {
  cursor.comma();
  if (numbered && (Cursor(cursor).take_word("du conseil") || Cursor(cursor).take_word("de la commission")))
    return true;
  return cursor.take_folded("du parlement europeen") || cursor.take_folded("de la commission europeenne") ||
         cursor.take_folded("de l'union europeenne") || cursor.take_folded("du conseil de l'union") ||
         cursor.take_folded("du conseil des communautes");
}

}  // namespace

std::size_t eu_act(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  const auto kind = take_kind(cursor);
  if (!kind) return 0;
  std::size_t end = 0;
  std::size_t item_begin = begin;
  // « règlements (CE) n° 883/2004 et (CE) n° 987/2009 », « directives 2014/24/UE et 2014/25/UE »
  for (;;) {
    if (!cursor.spaces()) break;
    std::string community = take_community(cursor);
    if (community.empty() && scan.context.query) community = take_community_typed(cursor);
    cursor.spaces();
    const bool numbered = cursor.take_numero();
    const auto number = take_number(cursor);
    if (!number) break;
    const bool marked = !community.empty() || !number->suffix.empty() ||
                        institution_after(cursor, numbered && kind->letter == 'R');
    // Without a mark of the Union only forms that nobody else uses: directive 2004/38, règlement 2016/679.
    const bool own_form = (kind->letter == 'L' && is_year(number->first, 1970)) ||
                          (kind->letter == 'R' && is_year(number->first, 2015) && !numbered &&
                           number->second.size() >= 3 && !is_year(number->second)) ||
                          (scan.context.query && kind->letter != 'D' && kind->letter != 'H');
    if (!marked && !own_form && end == 0) return 0;
    const auto act = order(*kind, *number, numbered);
    if (!act) break;
    end = cursor.at();
    sink.add(ReferenceKind::kEuAct, item_begin, end, act->celex,
             act_display(*kind, community, *number, numbered), act->year);
    Cursor next = cursor;
    next.comma();
    const bool conjunction = next.take_any_word({"et", "ou"});
    if (!conjunction && next.at() == cursor.at()) break;
    Cursor probe = next;
    probe.spaces();
    // The next item is read where its community or number begins.
    if (probe.peek() != '(' && !is_digit(probe.peek()) && to_lower(probe.peek()) != 'n') break;
    item_begin = probe.at();
    cursor = conjunction ? next : cursor;
    if (!conjunction) {
      cursor.take(',');
      if (cursor.at() == end) break;
    }
  }
  return end;
}

// 2004/38/CE without the word: directives most of all, decisions too.
std::size_t eu_bare_act(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  if (begin > 0 && (scan.text[begin - 1] == '/' || scan.text[begin - 1] == '-')) return 0;
  Cursor cursor(scan.text, begin);
  const auto number = take_number(cursor);
  if (!number || number->suffix.empty()) return 0;
  const std::size_t before = sink.size();
  const bool framework = number->suffix == "JAI";
  const bool policy = number->suffix == "PESC";
  for (const Kind kind : {Kind{'L', "directive", false}, Kind{'D', "décision", false},
                          Kind{'F', "décision-cadre", false}, Kind{'E', "action commune", false}}) {
    const bool fits = framework ? kind.letter == 'F' || kind.letter == 'D'
                      : policy  ? kind.letter == 'E' || kind.letter == 'D'
                                : kind.letter == 'L' || kind.letter == 'D';
    const auto act = fits ? order(kind, *number, false) : std::nullopt;
    if (!act) continue;
    Reference& reference = sink.add(ReferenceKind::kEuAct, begin, cursor.at(), act->celex,
                                    act_display(kind, {}, *number, false), act->year);
    reference.certain = false;
  }
  return sink.size() > before ? cursor.at() : 0;
}

// COM(2020) 690 final, JOIN (2016) 52, COM/2020/0456
std::size_t eu_preparatory(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  std::string series(scan.text.substr(begin, head_end - begin));
  if (scan.context.query) series = upper(series);
  if (series != "COM" && series != "JOIN" && series != "SWD" && series != "SEC" && series != "C") return 0;
  if (begin > 0 &&
      (scan.text[begin - 1] == '/' || scan.text[begin - 1] == '-' || scan.text[begin - 1] == '.'))
    return 0;
  Cursor cursor(scan.text, head_end);
  std::string_view year;
  if (series != "C" && cursor.take('/')) {
    year = cursor.digits(4, 4);
    if (!is_year(year, 1970) || !cursor.take('/')) return 0;
  } else {
    cursor.spaces(1);
    const bool open = cursor.take('(');
    if (!open && (!scan.context.query || series == "C")) return 0;
    year = cursor.digits(4, 4);
    if (year.empty() && open) {
      year = cursor.digits(2, 2);
      if (series == "C" || year < "70") year = {};
    }
    if (year.empty() || (year.size() == 4 && !is_year(year, 1970))) return 0;
    if (open && !cursor.take(')')) return 0;
    cursor.spaces(1);
    cursor.take_numero();
  }
  const std::string_view number = cursor.digits(1, 5);
  if (number.empty() || !cursor.border()) return 0;
  std::size_t end = cursor.at();
  const std::string full = full_year(year);
  const std::string name = series + '(' + full + ')';
  Cursor other = cursor;
  const bool final_slash = other.take_text("/FINAL");
  other.comma();
  if (series == "C" &&
      (final_slash || other.take_folded("de l'ocde") || other.take_folded("du conseil de l'ocde"))) {
    // Acts of the OECD's Council are numbered alike.
    if (final_slash) end += 6;
    sink.add(ReferenceKind::kOrganisation, begin, end, "OCDE:" + name + strip_zeros(number),
             name + strip_zeros(number) + " (OCDE)", full);
    return end;
  }
  cursor.spaces(1);
  cursor.take('/');
  if (cursor.take_any_word({"final", "fin"})) end = cursor.at();
  sink.add(ReferenceKind::kEuPreparatory, begin, end, name + strip_zeros(number),
           name + ' ' + strip_zeros(number), full);
  return end;
}

// C-131/12, T‑85/09, F-1/05, C-402/05 P
std::size_t eu_case(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const char court = scan.context.query ? to_upper(scan.text[begin]) : scan.text[begin];
  if (court != 'C' && court != 'T' && court != 'F') return 0;
  if (begin > 0 &&
      (scan.text[begin - 1] == '/' || scan.text[begin - 1] == '-' || scan.text[begin - 1] == '.'))
    return 0;
  Cursor cursor(scan.text, head_end);
  if (!cursor.take_dash()) return 0;
  cursor.mend(is_digit);
  const std::string_view number = cursor.digits(1, 4);
  if (number.empty() || !cursor.take('/')) return 0;
  const std::string_view year = cursor.digits(2, 2);
  if (year.empty() || !cursor.border() || cursor.peek() == '/' || to_number(number) == 0) return 0;
  std::size_t end = cursor.at();
  const std::string canonical = std::string(1, court) + '-' + strip_zeros(number) + '/' + std::string(year);
  std::string display = canonical;
  cursor.spaces(0);
  for (const std::string_view suffix : {"PPU", "RENV", "DEP", "P", "R"}) {
    Cursor ahead = cursor;
    if (cursor.at() > end && ahead.take_text(suffix) && ahead.border() && ahead.peek() != '.' &&
        ahead.peek() != '-') {
      end = ahead.at();
      display += ' ';
      display += suffix;
      break;
    }
  }
  // A case on appeal or under the urgent procedure keeps its number: the letters only inform.
  sink.add(ReferenceKind::kEuCase, begin, end, canonical, display, full_year(year));
  return end;
}

std::size_t ecli(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const std::string head = upper(scan.text.substr(begin, head_end - begin));
  Cursor cursor(scan.text, head_end);
  std::string canonical = "ECLI:";
  const auto colon = [&cursor] {
    cursor.spaces(0);
    if (!cursor.take(':')) return false;
    cursor.spaces(0);
    return true;
  };
  std::string country = head;
  if (head == "ECLI") {
    if (!colon()) return 0;
    country = upper(cursor.letters(2, 2, scan.context.query));
    if (country.empty()) return 0;
  } else if (begin > 0 && scan.text[begin - 1] == ':') {
    return 0;
  }
  if (!colon()) return 0;
  const std::size_t court_at = cursor.at();
  while (cursor.at() - court_at < 7 && (is_alpha(cursor.peek()) || is_digit(cursor.peek())))
    cursor.move(cursor.at() + 1);
  const std::string court = upper(scan.text.substr(court_at, cursor.at() - court_at));
  if (court.empty() || !is_alpha(court.front()) || !colon()) return 0;
  const std::string_view year = cursor.digits(4, 4);
  if (!is_year(year, 1900) || !colon()) return 0;
  const std::size_t number_at = cursor.at();
  std::size_t end = number_at;
  while (cursor.at() - number_at < 25 &&
         (is_alpha(cursor.peek()) || is_digit(cursor.peek()) || cursor.peek() == '.')) {
    const bool dot = cursor.peek() == '.';
    cursor.move(cursor.at() + 1);
    if (!dot) end = cursor.at();
  }
  if (end == number_at || word_at(scan.text, end)) return 0;
  canonical += country + ':' + court + ':' + std::string(year) + ':' +
               upper(scan.text.substr(number_at, end - number_at));
  sink.add(ReferenceKind::kEcli, begin, end, canonical, {}, std::string(year));
  return end;
}

// 32016R0679, 62012CJ0131, 02016R0679-20160504
std::size_t celex(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  const std::string_view start = cursor.digits(5, 5);
  if (start.empty() || !is_year(start.substr(1), 1951)) return 0;
  const char sector = start[0];
  if (sector == '0' ? false : sector < '1' || sector > '9') return 0;
  const std::string kind = upper(cursor.letters(1, 2, scan.context.query));
  const std::string_view number = cursor.digits(4, 4);
  if (kind.empty() || number.empty()) return 0;
  const std::string year(start.substr(1));
  std::size_t end = cursor.at();
  // A consolidated text (sector 0, date behind) and a corrigendum R(01) are below their act.
  std::string canonical = (sector == '0' ? "3" : std::string(1, sector)) + year + kind + std::string(number);
  std::string parent;
  std::string tail;
  if (sector == '0') {
    if (!cursor.take('-')) return 0;
    const std::string_view date = cursor.digits(8, 8);
    if (date.empty()) return 0;
    parent = canonical;
    canonical = '0' + canonical.substr(1) + '-' + std::string(date);
    end = cursor.at();
  } else if (cursor.take_text("R(") || cursor.take_text("(")) {
    const bool corrigendum = scan.text[cursor.at() - 2] == 'R';
    const std::string_view serial = cursor.digits(2, 2);
    if (!serial.empty() && cursor.take(')')) {
      parent = corrigendum ? canonical : std::string();
      canonical += (corrigendum ? "R(" : "(") + std::string(serial) + ')';
      end = cursor.at();
    }
  }
  if (word_at(scan.text, end)) return 0;
  const std::string serial = strip_zeros(number);
  if (sector == '5' && parent.empty()) {
    const std::string_view series = kind == "DC" || kind == "PC" ? "COM"
                                    : kind == "JC"               ? "JOIN"
                                    : kind == "SC"               ? (year < "2012" ? "SEC" : "SWD")
                                                                 : std::string_view();
    if (!series.empty()) {
      const std::string name = std::string(series) + '(' + year + ')';
      sink.add(ReferenceKind::kEuPreparatory, begin, end, name + serial, name + ' ' + serial, year);
      return end;
    }
  }
  if (sector == '6' && kind.size() == 2 && kind[1] == 'J' &&
      (kind[0] == 'C' || kind[0] == 'T' || kind[0] == 'F')) {
    sink.add(ReferenceKind::kEuCase, begin, end, kind.substr(0, 1) + '-' + serial + '/' + year.substr(2), {},
             year);
    return end;
  }
  std::string display;
  if (sector == '3' && parent.empty()) {
    const std::string pair = year >= "2015" || kind != "R" ? year + '/' + serial : serial + '/' + year;
    if (kind == "R") display = "règlement " + pair;
    if (kind == "L") display = "directive " + pair;
    if (kind == "D") display = "décision " + pair;
    if (kind == "F") display = "décision-cadre " + pair;
  }
  sink.add(ReferenceKind::kEuAct, begin, end, canonical, display, year, parent);
  return end;
}

}  // namespace cote::references
