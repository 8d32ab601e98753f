// Treaties that are cited by a number: the Geneva Conventions of 1949 and their protocols, conventions of the
// International Labour Organization, treaties of the Council of Europe.
#include <algorithm>

#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

constexpr std::string_view kNumbers[] = {"I", "II", "III", "IV"};
constexpr std::string_view kConventionDate = "1949-08-12";

void add_geneva(unsigned number, std::size_t begin, std::size_t end, Sink& sink) {
  const std::string roman(kNumbers[number - 1]);
  sink.add(ReferenceKind::kTreaty, begin, end, "GC:" + roman, "Convention de Genève (" + roman + ')',
           std::string(kConventionDate));
}

void add_protocol(unsigned number, std::size_t begin, std::size_t end, Sink& sink) {
  const std::string roman(kNumbers[number - 1]);
  // The first two are of 8 June 1977, the third of 8 December 2005.
  sink.add(ReferenceKind::kTreaty, begin, end, "AP:" + roman, "Protocole additionnel " + roman,
           number == 3 ? "2005-12-08" : "1977-06-08");
}

/// IV, 4; 0 when no number of 1 to 4 stands there.
unsigned take_roman(Cursor& cursor, bool arabic) {
  Cursor ahead = cursor;
  unsigned value = 0;
  if (const std::string_view roman = ahead.letters(1, 3); !roman.empty()) {
    value = roman_value(roman);
  } else if (arabic) {
    value = to_number(ahead.digits(1, 1));
  }
  if (value == 0 || value > 4 || !ahead.border()) return 0;
  cursor = ahead;
  return value;
}

struct Ordinal {
  std::string_view word;
  unsigned value;
};
constexpr Ordinal kOrdinals[] = {{"premiere", 1}, {"premier", 1},   {"deuxieme", 2}, {"seconde", 2},
                                 {"second", 2},   {"troisieme", 3}, {"quatrieme", 4}};

/// « quatrième », « IVe », « 4e » right before `at`: its value and where it begins.
std::pair<unsigned, std::size_t> ordinal_before(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && at - end < 4 && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
  // "quatrième" has ten bytes.
  std::size_t begin = end;
  while (begin > 0 && end - begin < 12 && text[begin - 1] != ' ' && text[begin - 1] != '\n' &&
         text[begin - 1] != '(')
    --begin;
  const std::string_view window = text.substr(0, end);
  for (std::size_t start = begin; start < end; ++start) {
    if (word_before(text, start)) continue;
    for (const Ordinal& ordinal : kOrdinals) {
      Cursor word(window, start);
      if (word.take_word(ordinal.word) && word.at() == end) return {ordinal.value, start};
    }
    Cursor number(window, start);
    unsigned value = 0;
    std::size_t n = 0;
    while (number.peek(n) == 'I' || number.peek(n) == 'V') ++n;
    value = roman_value(window.substr(start, n));
    if (n == 0 && is_digit(number.peek()) && !is_digit(number.peek(1))) {
      value = to_number(number.digits(1, 1));
      n = 1;
    }
    number.move(start + n);
    if (value == 0 || value > 4) continue;
    if (number.take_any_word({"e", "eme", "ieme", "re", "ere", "er", "nde", "nd"}) && number.at() == end)
      return {value, start};
  }
  return {0, at};
}

}  // namespace

// « quatrième Convention de Genève », « IVe Convention de Genève », « Convention (IV) de Genève », «
// Convention de Genève IV »
std::size_t geneva(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces()) return 0;
  if (cursor.take('(')) {
    const unsigned number = take_roman(cursor, true);
    if (number == 0 || !cursor.take(')') || !cursor.spaces() || !cursor.take_word("de geneve")) return 0;
    add_geneva(number, begin, cursor.at(), sink);
    return cursor.at();
  }
  if (unsigned number = take_roman(cursor, false); number > 0) {
    if (!cursor.spaces() || !cursor.take_word("de geneve")) return 0;
    add_geneva(number, begin, cursor.at(), sink);
    return cursor.at();
  }
  if (!cursor.take_word("de geneve")) return 0;
  const auto [ordinal, start] = ordinal_before(scan.text, begin);
  if (ordinal > 0) {
    add_geneva(ordinal, start, cursor.at(), sink);
    return cursor.at();
  }
  Cursor behind = cursor;
  behind.spaces();
  const bool open = behind.take('(');
  const unsigned number = take_roman(behind, false);
  if (number == 0 || (open && !behind.take(')'))) return 0;
  add_geneva(number, begin, behind.at(), sink);
  return behind.at();
}

// GC IV, CG IV; PA I, AP I: in capitals
std::size_t geneva_short(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  std::string head(scan.text.substr(begin, head_end - begin));
  if (head != "GC" && head != "CG" && head != "PA" && head != "AP") return 0;
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces(0)) return 0;
  const unsigned number = take_roman(cursor, false);
  const bool protocol = head == "PA" || head == "AP";
  if (number == 0 || (protocol && number > 3)) return 0;
  // « PA I » stands for much else: only beside the law of Geneva.
  if (!scan.context.query) {
    const std::string_view before =
        scan.text.substr(begin > 200 ? begin - 200 : 0, begin > 200 ? 200 : begin);
    const std::string_view after = scan.text.substr(cursor.at(), 200);
    const auto near = [&](std::string_view words) {
      return holds_words(before, words) || holds_words(after, words);
    };
    if (!near("geneve") && !near("art.") && !near("article") && !near("articles") && !near("humanitaire"))
      return 0;
  }
  if (protocol)
    add_protocol(number, begin, cursor.at(), sink);
  else
    add_geneva(number, begin, cursor.at(), sink);
  return cursor.at();
}

// « Protocole additionnel I », « premier Protocole additionnel aux Conventions de Genève », « Protocole II »
std::size_t protocol(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces()) return 0;
  const bool additional = cursor.take_word("additionnel") || cursor.take_word("additionnels");
  std::size_t end = cursor.at();
  unsigned number = 0;
  unsigned second = 0;
  std::size_t start = begin;
  std::size_t second_begin = 0;
  Cursor behind = cursor;
  if (additional) behind.spaces();
  const bool open = behind.take('(');
  number = take_roman(behind, false);
  if (number > 3 || (open && number > 0 && !behind.take(')'))) return 0;
  if (number > 0) {
    end = behind.at();
    // « Protocoles additionnels I et II »
    Cursor list = behind;
    if (list.spaces() && list.take_word("et") && list.spaces()) {
      second_begin = list.at();
      second = take_roman(list, false);
      if (second > 3) second = 0;
    }
    behind = second > 0 ? list : behind;
    // « Protocole I additionnel aux Conventions de Genève »
    behind.take_folded(" additionnels") || behind.take_folded(" additionnel");
  } else if (additional) {
    const auto [ordinal, where] = ordinal_before(scan.text, begin);
    if (ordinal == 0 || ordinal > 3) return 0;
    number = ordinal;
    start = where;
    behind = cursor;
  } else {
    return 0;
  }
  Cursor treaty = behind;
  treaty.spaces();
  const bool of_geneva = treaty.take_folded("aux conventions de geneve") ||
                         treaty.take_folded("aux quatre conventions de geneve") ||
                         treaty.take_folded("a la convention de geneve") || treaty.take_folded("de 1977") ||
                         treaty.take_folded("de 2005") || treaty.take_folded("du 8 juin 1977") ||
                         treaty.take_folded("du 8 decembre 2005");
  // Behind another treaty's name it is that treaty's; without the word or an ordinal only Geneva's own.
  Cursor other = behind;
  other.spaces();
  if (!of_geneva && (other.take_folded("a ") || other.take_folded("au ") || other.take_folded("aux ")))
    return 0;
  if (!of_geneva && (!additional || start != begin)) return 0;
  add_protocol(number, start, of_geneva && second == 0 ? std::max(end, behind.at()) : end, sink);
  if (second > 0) {
    add_protocol(second, second_begin, behind.at(), sink);
    return behind.at();
  }
  return std::max(end, behind.at());
}

// « convention n° 87 », « conventions nos 87 et 98 de l'OIT », « recommandation n° 202 de l'OIT », C087
std::size_t labour_convention(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const bool recommendation = to_lower(scan.text[begin]) == 'r';
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces()) return 0;
  const bool ilo_before =
      cursor.take_folded("de l'oit ") || cursor.take_folded("oit ") || cursor.take_folded("(oit) ");
  const bool open = cursor.take('(');
  if (!cursor.take_numero() && !ilo_before) return 0;
  struct Item {
    std::size_t begin, end;
    unsigned number;
  };
  std::vector<Item> items;
  std::size_t item_begin = begin;
  for (;;) {
    const std::string_view digits = cursor.digits(1, 3);
    if (digits.empty() || digits.front() == '0' || !cursor.border() || cursor.peek() == '/' ||
        cursor.peek() == '-')
      break;
    items.push_back({item_begin, cursor.at(), to_number(digits)});
    Cursor next = cursor;
    next.comma();
    if (next.take_any_word({"et", "ou", "a"})) next.spaces();
    if (next.at() == cursor.at() || !is_digit(Cursor(next).peek())) {
      if (!next.take_numero()) break;
    }
    item_begin = next.at();
    // A long list is bounded by the number of conventions there are.
    if (items.size() > 200) break;
    Cursor probe = next;
    if (probe.digits(1, 3).empty()) break;
    cursor.move(next.at());
  }
  if (items.empty()) return 0;
  Cursor behind(scan.text, items.back().end);
  if (behind.take(')') && open && items.size() == 1) items.back().end = behind.at();
  behind.comma();
  const bool labour = ilo_before || behind.take_folded("de l'oit") ||
                      behind.take_folded("de l'organisation internationale du travail") ||
                      behind.take_folded("oit") || behind.take_folded("(oit)");
  const bool europe = !labour && behind.take_folded("du conseil de l'europe");
  const std::size_t before = sink.size();
  for (const Item& item : items) {
    if (europe && !recommendation) {
      sink.add(ReferenceKind::kTreaty, item.begin, item.end, "STE:" + std::to_string(item.number),
               "STE n° " + std::to_string(item.number));
      continue;
    }
    // 192 conventions and 209 recommendations have been adopted; others that are cited so have another author
    // right behind.
    const unsigned most = recommendation ? 215 : 199;
    if (europe || item.number > most || (recommendation && !labour)) continue;
    if (!labour && (behind.take_folded("de la haye") || behind.take_folded("entre") ||
                    behind.take_folded("de l'unesco")))
      continue;
    std::string number = std::to_string(item.number);
    while (number.size() < 3) number.insert(number.begin(), '0');
    const char letter = recommendation ? 'R' : 'C';
    sink.add(ReferenceKind::kTreaty, item.begin, item.end, "OIT:" + (letter + number),
             std::string(recommendation ? "recommandation n° " : "convention n° ") +
                 std::to_string(item.number) + " de l’OIT");
  }
  return sink.size() > before ? items.back().end : 0;
}

// STE n° 108, STCE no 201
std::size_t council_of_europe(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const std::string_view head = scan.text.substr(begin, head_end - begin);
  if (head != "STE" && head != "STCE" && !scan.context.query) return 0;
  Cursor cursor(scan.text, head_end);
  cursor.spaces();
  if (!cursor.take_numero() && !scan.context.query) return 0;
  const std::string_view number = cursor.digits(1, 3);
  if (number.empty() || !cursor.border() || cursor.peek() == '/') return 0;
  sink.add(ReferenceKind::kTreaty, begin, cursor.at(), "STE:" + strip_zeros(number),
           "STE n° " + strip_zeros(number));
  return cursor.at();
}

}  // namespace cote::references
