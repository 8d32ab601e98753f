// Resolutions and decisions of the United Nations in prose. The form of the number tells most organs:
// 1325 (2000) the Security Council, 64/10 the General Assembly or the Human Rights Council, 1514 (XV) the old
// Assembly, 1996/31 the Economic and Social Council; the organ named behind, before or understood decides.
#include <algorithm>

#include "analyzers/references/bodies.hpp"
#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

Body own_body(const Scan& scan) {
  const std::string_view own = scan.context.own_body;
  if (own == "S") return Body::kCouncil;
  if (own == "A") return Body::kAssembly;
  if (own == "A/HRC") return Body::kHumanRights;
  if (own == "E") return Body::kEconomic;
  return Body::kNone;
}

enum class Form { kSerial, kSerialYear, kSession, kYearNumber, kRoman, kSpecial, kMaritime };

struct Item {
  std::size_t begin = 0;
  std::size_t end = 0;
  Form form = Form::kSerial;
  std::string first;   ///< serial, session or year
  std::string second;  ///< year, number
  std::string letter;
};

/// A.891(21), MSC.255(84), MEPC.107(49): resolutions of the International Maritime Organization.
std::optional<Item> maritime_item(Cursor& cursor) {
  Item item;
  item.begin = cursor.at();
  Cursor ahead = cursor;
  const std::string_view series = ahead.letters(1, 4);
  if ((series != "A" && series != "MSC" && series != "MEPC" && series != "LEG") || !ahead.take('.'))
    return std::nullopt;
  const std::string_view number = ahead.digits(1, 4);
  ahead.spaces(0);
  if (number.empty() || !ahead.take('(')) return std::nullopt;
  const std::string_view session = ahead.digits(1, 3);
  if (session.empty() || !ahead.take(')')) return std::nullopt;
  item.form = Form::kMaritime;
  item.first = std::string(series) + '.' + std::string(number) + '(' + std::string(session) + ')';
  item.end = ahead.at();
  cursor = ahead;
  return item;
}

/// A letter behind a number: "262 C", "377 A". Not the first letter of a word.
std::string take_letter(Cursor& cursor) {
  Cursor ahead = cursor;
  ahead.spaces(1);
  const std::string_view letter = ahead.letters(1, 1);
  if (letter.empty() || !ahead.border() || ahead.peek() == '.' || ahead.peek() == '-') return {};
  Cursor next = ahead;
  if (next.take_apostrophe()) return {};
  cursor = ahead;
  return std::string(letter);
}

std::optional<Item> take_item(Cursor& cursor) {
  if (auto item = maritime_item(cursor)) return item;
  Item item;
  item.begin = cursor.at();
  Cursor ahead = cursor;
  // S-10/2, ES-11/1: special sessions.
  if (is_upper(ahead.peek())) {
    const std::string_view kind = ahead.letters(1, 2);
    if ((kind != "S" && kind != "ES") || !ahead.take_dash()) return std::nullopt;
    const std::string_view session = ahead.digits(1, 3);
    if (session.empty() || !ahead.take('/')) return std::nullopt;
    const std::string_view number = ahead.digits(1, 3);
    if (number.empty() || !ahead.border()) return std::nullopt;
    item.form = Form::kSpecial;
    item.first = std::string(kind) + '-' + std::string(session);
    item.second = number;
    item.end = ahead.at();
    cursor = ahead;
    return item;
  }
  const std::string_view first = ahead.digits(1, 4);
  if (first.empty()) return std::nullopt;
  item.first = first;
  if (ahead.peek() == '/' || (ahead.peek() == ' ' && ahead.peek(1) == '/')) {
    ahead.spaces(0);
    ahead.take('/');
    ahead.mend(is_digit);
    const std::string_view second = ahead.digits(1, 3);
    if (second.empty() || to_number(second) == 0) return std::nullopt;
    if (is_year(first, 1946, 2100)) {
      item.form = Form::kYearNumber;
    } else if (first.size() <= 2) {
      item.form = Form::kSession;
    } else {
      return std::nullopt;
    }
    item.second = strip_zeros(second);
    if (is_upper(ahead.peek()) && !word_at(ahead.text(), ahead.at() + 1)) {
      item.letter = ahead.peek();
      ahead.move(ahead.at() + 1);
    } else {
      item.letter = take_letter(ahead);
    }
    if (!ahead.border() || ahead.peek() == '/') return std::nullopt;
    item.end = ahead.at();
    cursor = ahead;
    return item;
  }
  if (word_at(ahead.text(), ahead.at())) return std::nullopt;
  Cursor bracket = ahead;
  const std::string letter = take_letter(bracket);
  bracket.spaces();
  if (bracket.take('(')) {
    Cursor year = bracket;
    const std::string_view digits = year.digits(4, 4);
    if (letter.empty() && is_year(digits, 1946) && year.take(')')) {
      item.form = Form::kSerialYear;
      item.second = digits;
      item.end = year.at();
      cursor = year;
      return item;
    }
    std::string prefix;
    for (const std::string_view kind : {"ES-", "S-"}) {
      if (prefix.empty() && bracket.take_text(kind)) prefix = kind;
    }
    const std::string_view roman = bracket.letters(1, 8);
    std::string suffix;
    if (prefix.empty() && bracket.take_text("-S")) suffix = "-S";
    if (roman_value(roman) > 0 && bracket.take(')')) {
      item.form = Form::kRoman;
      item.second = prefix + std::string(roman) + suffix;
      item.letter = letter;
      item.end = bracket.at();
      cursor = bracket;
      return item;
    }
  }
  if (ahead.peek() == '-' && is_digit(ahead.peek(1))) return std::nullopt;
  // 3,5 and 1.2 are numbers with decimals; 1920 x 1080 are pixels.
  if ((ahead.peek() == ',' || ahead.peek() == '.') && is_digit(ahead.peek(1))) return std::nullopt;
  Cursor unit = ahead;
  unit.spaces();
  if (unit.take_any_word({"x", "dpi", "ppp", "pixels", "pixel", "lignes", "points", "mm", "nm", "m", "km",
                          "p", "i", "pour", "%"}) ||
      unit.take_text("×") || unit.take('%'))
    return std::nullopt;
  item.form = Form::kSerial;
  item.end = ahead.at();
  cursor = ahead;
  return item;
}

/// « , », « et », « ; », « ainsi que la résolution », each also behind « du 22 novembre 1967 »: true when
/// another item may follow.
bool take_separator(Cursor& cursor) {
  Cursor ahead = cursor;
  ahead.comma();
  if (!ahead.take_folded("du ") || !ahead.date()) ahead = cursor;
  ahead.spaces();
  bool any = ahead.take(',') || ahead.take(';');
  ahead.spaces();
  if (ahead.take_any_word({"et", "ou", "and", "puis", "ainsi que"})) {
    any = true;
    ahead.spaces();
  }
  if (!any) return false;
  for (const std::string_view word : {"par ", "de ", "a ", "dans "}) {
    if (ahead.take_folded(word)) break;
  }
  for (const std::string_view word : {"la ", "les ", "sa ", "ses ", "aux ", "des "}) {
    if (ahead.take_folded(word)) break;
  }
  if (ahead.take_any_word({"resolution", "resolutions", "decision", "decisions"}) && !ahead.spaces())
    return false;
  ahead.take_numero();
  cursor = ahead;
  return true;
}

void add_session(const Item& item, Body body, bool decision, Sink& sink) {
  const std::string kind = decision ? "DEC/" : "RES/";
  const ReferenceKind what = decision ? ReferenceKind::kUnDecision : ReferenceKind::kUnResolution;
  const std::string number = item.first + '/' + item.second;
  const std::string assembly = "A/" + kind + number;
  const std::string rights = "A/HRC/" + kind + number;
  // A number above 60 is none of the Human Rights Council's: « la résolution 60/251, le Conseil des droits …
  // ».
  if (body == Body::kHumanRights && to_number(item.second) <= (decision ? 200U : 60U)) {
    sink.add(what, item.begin, item.end, rights);
    return;
  }
  const std::string parent = item.letter.empty() ? std::string() : assembly;
  if (body == Body::kAssembly) {
    sink.add(what, item.begin, item.end, assembly + item.letter, {}, {}, parent);
    return;
  }
  // Until its 30th session the Assembly numbered differently; the Human Rights Council has met since 2006,
  // for some 60 sessions of at most about 60 resolutions.
  const unsigned session = to_number(item.first);
  const bool assembly_can = item.form == Form::kSpecial || session >= 31;
  // Its resolutions have no letters.
  const bool rights_can = session <= 70 && to_number(item.second) <= 60 && item.letter.empty();
  if (assembly_can && !rights_can) {
    sink.add(what, item.begin, item.end, assembly + item.letter, {}, {}, parent);
  } else if (!assembly_can && rights_can) {
    sink.add(what, item.begin, item.end, rights);
  } else if (assembly_can) {
    sink.add_reading(what, item.begin, item.end, assembly + item.letter);
    sink.add_reading(what, item.begin, item.end, rights);
  }
}

void add_item(const Item& item, Body body, bool decision, Sink& sink) {
  const ReferenceKind what = decision ? ReferenceKind::kUnDecision : ReferenceKind::kUnResolution;
  switch (item.form) {
    case Form::kMaritime:
      sink.add(ReferenceKind::kOrganisation, item.begin, item.end, "OMI:" + item.first,
               "résolution " + item.first + " de l’OMI");
      return;
    case Form::kSerial:
    case Form::kSerialYear:
      if (body == Body::kParliamentary) {
        sink.add(ReferenceKind::kOrganisation, item.begin, item.end, "APCE:RES:" + item.first,
                 "résolution " + item.first + (item.second.empty() ? "" : " (" + item.second + ')') +
                     " de l’Assemblée parlementaire",
                 item.second);
      } else {
        add_council_resolution(sink, item.begin, item.end, item.first, item.second);
      }
      return;
    case Form::kRoman: {
      const std::string canonical =
          (body == Body::kEconomic ? "E/RES/" : "A/RES/") + item.first + '(' + item.second + ')';
      sink.add(what, item.begin, item.end, canonical + item.letter, {}, {},
               item.letter.empty() ? std::string() : canonical);
      return;
    }
    case Form::kYearNumber: {
      std::string organ = body == Body::kRightsCommission ? "E/CN.4/" : "E/";
      sink.add(what, item.begin, item.end,
               organ + (decision ? "DEC/" : "RES/") + item.first + '/' + item.second + item.letter, {},
               item.first);
      return;
    }
    case Form::kSpecial:
    case Form::kSession:
      add_session(item, body, decision, sink);
      return;
  }
}

/// A serial without a year: « résolutions 242 et 338 ». Two digits and less need the Council's name.
bool bare_serial_fits(const Item& item, Body body) {
  return item.first.front() != '0' &&
         (item.first.size() >= 3 || body == Body::kCouncil || body == Body::kParliamentary);
}

/// What kind of list its first word tells.
struct List {
  std::size_t begin = 0;  ///< of that word
  bool plural = false;
  bool decision = false;
  Body named = Body::kNone;  ///< between that word and the first number, or by it: RCSNU 1325
};

std::size_t read_list(const Scan& scan, Cursor cursor, const List& list, Sink& sink) {
  const auto [begin, plural, decision, named] = list;
  std::vector<Item> items;
  auto first = take_item(cursor);
  if (!first) return 0;
  items.push_back(std::move(*first));
  Cursor ahead = cursor;
  // A list may be as long as the text; nothing in it is read twice.
  while (take_separator(ahead)) {
    auto next = take_item(ahead);
    if (!next) break;
    // « la résolution 1325 (2000) et 15 autres »: a bare number continues a list of bare numbers only.
    if (next->form == Form::kSerial &&
        (!plural || items.front().form != Form::kSerial || next->first.size() < 2))
      break;
    items.push_back(std::move(*next));
    cursor = ahead;
  }
  std::size_t end = items.back().end;
  const bool maritime = items.front().form == Form::kMaritime;
  // « la résolution 687 du 3 avril 1991 du Conseil de sécurité »
  Cursor tail(scan.text, end);
  tail.comma();
  std::optional<std::string> date;
  if (tail.take_folded("du ") || tail.take_folded("en date du ")) date = tail.date();
  if (!date) tail.move(end);
  const std::string_view before_word = scan.text.substr(0, begin);
  const bool own = before_word.ends_with("sa ") || before_word.ends_with("ses ");
  std::size_t body_end = end;
  Body body = named != Body::kNone ? named
              : maritime           ? Body::kNone
                                   : body_after(scan.text, tail.at(), own, body_end);
  // A list of another organisation is not read again from each of its words « résolution ».
  if (body == Body::kOther) return items.size() > 1 ? end : 0;
  if (body == Body::kNone) body = body_before(scan.text, begin);
  if (body == Body::kNone) body = own_body(scan);
  // The word belongs to the first; in a query the organ to the last, since nothing else is meant by it.
  items.front().begin = begin;
  if (scan.context.query) end = items.back().end = body_end;
  // « mes résolutions 2024 »: one bare number behind the plural is a year.
  if (plural && items.size() == 1 && items.front().form == Form::kSerial && body == Body::kNone &&
      !Cursor(scan.text, end).take_folded(" et suivantes"))
    return 0;
  const std::size_t before = sink.size();
  for (const Item& item : items) {
    if (item.form == Form::kSerial && !bare_serial_fits(item, body)) continue;
    // Decisions have too many authors: only with an organ of the United Nations beside.
    if (decision && (body == Body::kNone || body == Body::kCouncil || item.form == Form::kSerial ||
                     item.form == Form::kSerialYear || item.form == Form::kRoman))
      continue;
    add_item(item, body, decision, sink);
  }
  // The date is the last one's: « les résolutions 1325 (2000) et 1820 (2008) du 19 juin 2008 ».
  if (date && sink.size() > before && sink[sink.size() - 1].certain &&
      (sink[sink.size() - 1].date.empty() || date->starts_with(sink[sink.size() - 1].date)))
    sink[sink.size() - 1].date = *date;
  return sink.size() > before || items.size() > 1 ? end : 0;
}

}  // namespace

std::size_t resolution(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  std::string head = upper(scan.text.substr(begin, head_end - begin));
  if (head_end - begin <= 4 && to_lower(scan.text[begin]) == 'r' && head.back() == 'S' && head.size() != 3)
    head = "RES";  // « rés. »: the accented letter has two bytes
  // RCSNU 1325, UNSCR 1325, CSNU 1325: of the Council in so many letters.
  const bool council = head == "RCSNU" || head == "UNSCR" || head == "CSNU" || head == "UNSCRS";
  // « rés. 1325 »; "res" alone is no French word for it.
  if (head == "RES" && !cursor.take('.') && !scan.context.query) return 0;
  if (!cursor.spaces() && !(council && is_digit(cursor.peek()))) return 0;
  if (council && !scan.context.query &&
      std::any_of(head.begin(), head.end(), [](char c) { return !is_upper(c); }))
    return 0;
  // « résolution du Conseil de sécurité 1325 », « résolutions de l'Assemblée générale 60/1 et 62/277 »
  Body named = council ? Body::kCouncil : Body::kNone;
  Cursor body = cursor;
  if (body.take_folded("du ") || body.take_folded("de l'") || body.take_folded("de la ")) {
    const Body found = take_body(body);
    if (found != Body::kNone && found != Body::kOther && body.spaces()) {
      cursor = body;
      named = found;
    } else {
      cursor.take_folded("de l'onu ");
    }
  }
  cursor.take_numero();
  const char last = to_lower(scan.text[head_end - 1]);
  return read_list(scan, cursor, {begin, last == 's' || council, false, named}, sink);
}

std::size_t un_decision(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces()) return 0;
  cursor.take_numero();
  // Decisions of the conferences on climate: 1/CP.21, 4/CMA.3.
  Cursor climate = cursor;
  const std::string_view number = climate.digits(1, 3);
  if (!number.empty() && climate.take('/')) {
    const std::string_view conference = climate.letters(2, 3);
    if ((conference == "CP" || conference == "CMP" || conference == "CMA") && climate.take('.')) {
      const std::string_view session = climate.digits(1, 3);
      if (!session.empty() && climate.border()) {
        const std::string canonical =
            std::string(number) + '/' + std::string(conference) + '.' + std::string(session);
        sink.add(ReferenceKind::kUnDecision, begin, climate.at(), canonical, "décision " + canonical);
        return climate.at();
      }
    }
  }
  const char last = to_lower(scan.text[head_end - 1]);
  return read_list(scan, cursor, {begin, last == 's', true, Body::kNone}, sink);
}

// 64/10: in a query, everything that bears this number; in text, only where an organ stands right behind.
std::size_t session_number(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  if (!scan.context.query || head_end - begin > 2) return 0;
  Cursor cursor(scan.text, begin);
  const std::string_view session = cursor.digits(1, 2);
  if (session.empty() || !cursor.take('/')) return 0;
  const std::string_view number = cursor.digits(1, 3);
  if (number.empty() || number.front() == '0' || session.front() == '0' || !cursor.border() ||
      cursor.peek() == '/' || (cursor.peek() == '-' && is_digit(cursor.peek(1))))
    return 0;
  if (begin > 0 &&
      (scan.text[begin - 1] == '/' || scan.text[begin - 1] == '-' || scan.text[begin - 1] == '.'))
    return 0;
  Item item;
  item.begin = begin;
  item.end = cursor.at();
  item.form = Form::kSession;
  item.first = session;
  item.second = number;
  // 24/7, 2/3, 7/7: fractions and hours.
  const unsigned session_value = to_number(session);
  if (session_value < 10 || (session == "24" && (number == "7" || number == "24"))) return 0;
  std::size_t end = item.end;
  Body body = body_after(scan.text, item.end, false, end);
  item.end = end;
  if (body == Body::kNone) body = body_before(scan.text, begin);
  if (body == Body::kAssembly || body == Body::kHumanRights) {
    add_item(item, body, false, sink);
    return item.end;
  }
  const std::string pair = '/' + std::string(session) + '/' + std::string(number);
  const std::size_t before = sink.size();
  if (session_value >= 31)
    sink.add_reading(ReferenceKind::kUnResolution, item.begin, item.end, "A/RES" + pair);
  if (to_number(number) <= 60)
    sink.add_reading(ReferenceKind::kUnResolution, item.begin, item.end, "A/HRC/RES" + pair);
  if (session_value >= 31) sink.add_reading(ReferenceKind::kUnDocument, item.begin, item.end, 'A' + pair);
  return sink.size() > before ? item.end : 0;
}

}  // namespace cote::references
