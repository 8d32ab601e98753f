// Articles of codes: article L. 311-3 du code du travail, art. R.421-5, C. civ., art. 1240. An article with a
// letter (L law, R and D decrees, A orders) is one of a code even where none is named; a plain number only
// where a code is named.
#include <algorithm>

#include "analyzers/references/code_names.hpp"
#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

struct Item {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string number;  ///< L311-3, R421-5bis, 1240
  bool lettered = false;
};

/// L. 311-3, L311-3, LO 111-1, R.* 421-1, 1240, 1er, 222-33-2, 9-1 bis. A letter must have the form that the
/// place allows: `strict` wants its dot or no space.
std::optional<Item> take_item(Cursor& cursor, bool strict, bool any_case, char letter_before) {
  Item item;
  item.begin = cursor.at();
  Cursor ahead = cursor;
  const char letter = any_case ? to_upper(ahead.peek()) : ahead.peek();
  if (letter == 'L' || letter == 'R' || letter == 'D' || letter == 'A') {
    ahead.move(ahead.at() + 1);
    item.number = letter;
    bool dot = false;
    // « L O 6213-1 »
    if (letter == 'L' && ahead.peek() == ' ' && ahead.peek(1) == 'O' && !is_alpha(ahead.peek(2)))
      ahead.take(' ');
    if (letter == 'L' && (ahead.peek() == 'O' || ahead.peek(1) == 'O' || (any_case && ahead.peek() == 'o'))) {
      ahead.take('.');
      if (to_upper(ahead.peek()) == 'O') {
        ahead.move(ahead.at() + 1);
        item.number += 'O';
      }
    }
    while (ahead.peek() == '.' || ahead.peek() == '*') {
      dot = true;
      ahead.move(ahead.at() + 1);
      if (ahead.peek() == '*') continue;
      break;
    }
    if (ahead.peek() == '*') ahead.take('*');
    if (ahead.spaces() && strict && !dot) return std::nullopt;
    if (ahead.take('*')) ahead.spaces();
    // D5580-21 is a standard; without the word « article », D has its dot.
    if (strict && letter == 'D' && !dot) return std::nullopt;
    item.lettered = true;
  } else if (letter_before != 0) {
    // « articles L. 511-1 et 512-3 »: the letter goes on where the number has its form.
    item.number = letter_before;
    item.lettered = true;
  }
  const std::string_view first = ahead.digits(1, 4);
  if (first.empty() || first.front() == '0') return std::nullopt;
  item.number += first;
  unsigned parts = 1;
  while (parts < 6) {
    Cursor part = ahead;
    if (!part.take_dash()) break;
    part.mend(is_digit);
    const std::string_view digits = part.digits(1, 4);
    if (digits.empty()) break;
    item.number += '-';
    item.number += digits;
    ahead = part;
    ++parts;
  }
  // Canadian articles are inserted as decimals: 487.051. Behind a letter the dot is a slip for the hyphen.
  while (parts < 6 && ahead.peek() == '.' && is_digit(ahead.peek(1))) {
    Cursor part = ahead;
    part.take('.');
    const std::string_view digits = part.digits(1, 5);
    if (digits.empty()) break;
    item.number += item.lettered ? '-' : '.';
    item.number += digits;
    ahead = part;
    ++parts;
  }
  if (letter_before != 0 && parts < 2 && cursor.at() == item.begin && !is_alpha(cursor.peek()))
    return std::nullopt;
  if (strict && parts < 2) return std::nullopt;
  if (strict && first.size() < 3) return std::nullopt;
  if (first == "1" && parts == 1) {
    Cursor ordinal = ahead;
    if (ordinal.take_word("er") || ordinal.take_text("ᵉʳ")) ahead = ordinal;
  }
  Cursor suffix = ahead;
  suffix.spaces();
  for (const std::string_view word :
       {"bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies"}) {
    if (suffix.take_word(word)) {
      item.number += word;
      ahead = suffix;
      break;
    }
  }
  // « L. 2323-26-1 B », « 200 quater A »: articles of their own; I and V count paragraphs.
  Cursor capital = ahead;
  if (!strict && capital.spaces(0) && capital.peek() >= 'A' && capital.peek() <= 'H' &&
      !is_alpha(capital.peek(1))) {
    const char sign = capital.peek();
    capital.move(capital.at() + 1);
    Cursor next = capital;
    const bool goes_on = next.take_folded(" du ") || next.take_folded(" de ") || next.take_folded(" et ") ||
                         next.take_folded(" ou ");
    if (capital.border() && (goes_on || (capital.peek() != ' ' && !Cursor(capital).take_apostrophe() &&
                                         capital.peek() != '.' && capital.peek() != '-'))) {
      item.number += sign;
      ahead = capital;
    }
  }
  // 1920.5, 12/3, 5 %: no numbers of articles.
  if (!ahead.border() || ahead.peek() == '/' || (ahead.peek() == '.' && is_digit(ahead.peek(1))))
    return std::nullopt;
  item.end = ahead.at();
  cursor = ahead;
  return item;
}

/// « , alinéa 2, », « , 3°, », « et suivants », « , I »: what may stand between the article and its code.
void skip_subdivisions(Cursor& cursor) {
  // Six are more than any citation has.
  for (int i = 0; i < 6; ++i) {
    Cursor ahead = cursor;
    // « L. 511-1-II »
    if (ahead.take('-') && roman_value(Cursor(ahead).letters(1, 5)) == 0) return;
    ahead.comma();
    if (ahead.take('(')) {
      // « 26(1) », « 12 (3° ) »: a short bracket.
      std::size_t n = 0;
      while (n < 12 && ahead.peek() != ')' && ahead.peek() != '\0' && ahead.peek() != '\n') {
        ahead.move(ahead.at() + 1);
        ++n;
      }
      if (!ahead.take(')')) return;
    } else if (ahead.take_any_word({"et suivants", "et s.", "et s", "in fine", "precite", "precites",
                                    "nouveau", "ancien", "premier alinea", "dernier alinea",
                                    "deuxieme alinea", "troisieme alinea", "second alinea",
                                    "premiere phrase"})) {
      ahead.take('.');
    } else if (ahead.take_folded("alinea ") || ahead.take_folded("al. ") || ahead.take_folded("al.") ||
               ahead.take_folded("paragraphe ") || ahead.take_folded("par. ") || ahead.take_text("§ ") ||
               ahead.take_text("§") || ahead.take_folded("alineas ") || ahead.take_folded("point ")) {
      ahead.spaces();
      if (ahead.digits(1, 2).empty() && ahead.letters(1, 5).empty() && ahead.letters(1, 1, true).empty())
        return;
      ahead.take_any_word({"er", "re", "e"});
      if (ahead.take(')') || ahead.take_text("°")) {
      }
    } else if (is_lower(ahead.peek()) && ahead.peek(1) == ')') {
      ahead.move(ahead.at() + 2);
    } else if (is_upper(ahead.peek()) && !is_alpha(ahead.peek(1)) && !Cursor(ahead).take_folded("c")) {
      ahead.move(ahead.at() + 1);
      if (!ahead.border() || ahead.peek() == '.') return;
    } else if (const unsigned value = roman_value(Cursor(ahead).letters(1, 5)); value > 0 && value < 40) {
      // Paragraphs in Roman; C, D and L begin the name of a code.
      ahead.letters(1, 5);
    } else {
      const std::string_view number = ahead.digits(1, 2);
      if (number.empty() || !ahead.take_text("°")) return;
    }
    cursor = ahead;
  }
}

/// The code named behind the articles: « du code civil », « (code du travail) », « C. civ. », « du même code
/// ».
std::optional<Named> code_after(const Scan& scan, Cursor& cursor, Sink& sink) {
  Cursor ahead = cursor;
  skip_subdivisions(ahead);
  ahead.comma();
  ahead.take('(');
  if (!ahead.take_folded("du nouveau ") && !ahead.take_folded("de l'ancien ") && !ahead.take_folded("du "))
    ahead.take_folded("le ");
  Cursor same = ahead;
  if ((same.take_word("meme code") || same.take_word("dit code") || same.take_word("code precite") ||
       Cursor(same).take_word("dudit code")) &&
      !sink.last_code.empty()) {
    same.take_word("dudit code");
    cursor = same;
    return Named{sink.last_code, "code"};
  }
  if (auto named = take_code(ahead, scan.context.country)) {
    cursor = ahead;
    sink.last_code = named->key;
    return named;
  }
  if (auto named = take_abbreviation(ahead, scan.context.country)) {
    cursor = ahead;
    sink.last_code = named->key;
    return named;
  }
  return std::nullopt;
}

std::string dotted(const Item& item) {
  if (!item.lettered) return item.number;
  const std::size_t letters = item.number.starts_with("LO") ? 2 : 1;
  return (letters == 2 ? std::string("L.O. ") : item.number.substr(0, 1) + ". ") +
         item.number.substr(letters);
}

void add_article(const Item& item, std::size_t begin, std::size_t end, const std::optional<Named>& code,
                 Sink& sink) {
  const std::string base = code ? code->key + ':' : std::string("art:");
  // L311-3-1 is below L311-3, 9bis below 9; with a code, the article of no code is the broader one.
  std::string parent;
  std::string number = item.number;
  const std::size_t letters = number.find_last_not_of("abceinoqrstuxpABCDEFGH");
  if (letters != std::string::npos && letters + 1 < number.size()) {
    parent = base + number.substr(0, letters + 1);
  } else {
    const std::size_t last = number.rfind('-');
    if (last != std::string::npos && (!item.lettered || number.find('-') != last))
      parent = base + number.substr(0, last);
  }
  if (parent.empty() && code && item.lettered) parent = "art:" + number;
  std::string display = "art. " + dotted(item);
  if (code) {
    const bool name = to_lower(code->display.front()) == 'c' &&
                      code->display.find('.') == std::string::npos && is_lower(code->display.back());
    display += (name || code->display.starts_with("livre") ? " du " : " ") + code->display;
  }
  sink.add(ReferenceKind::kCodeArticle, begin, end, base + number, std::move(display), {}, std::move(parent));
}

/// « L. 511-1, L. 512-3 et R. 513-2 », « L. 1234-5 à L. 1234-9 »
std::vector<Item> take_list(Cursor& cursor, bool strict, bool any_case) {
  std::vector<Item> list;
  char letter = 0;
  Cursor ahead = cursor;
  for (;;) {
    auto item = take_item(ahead, strict, any_case, letter);
    if (!item) break;
    letter = item->lettered ? item->number.front() : '\0';
    if (item->number.starts_with("LO")) letter = 0;
    list.push_back(std::move(*item));
    cursor = ahead;
    // « premier alinéa » and the like between two items.
    Cursor next = ahead;
    next.spaces();
    bool any = next.take(',') || next.take(';');
    next.spaces();
    if (next.take_any_word({"et", "ou", "a", "et de l'article", "et l'article"})) {
      any = true;
      next.spaces();
    }
    if (!any) break;
    if (next.take_any_word({"aux articles", "des articles", "les articles", "l'article"})) next.spaces();
    ahead = next;
  }
  return list;
}

}  // namespace

// « article L. 311-3 », « articles 1240 et 1241 du code civil », « art. R.421-5 »
std::size_t article(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  cursor.take('.');
  cursor.spaces();
  cursor.take_numero();
  const bool any_case = scan.context.query;
  const std::vector<Item> list = take_list(cursor, false, any_case);
  if (list.empty()) return 0;
  const auto code = code_after(scan, cursor, sink);
  const std::size_t before = sink.size();
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Item& item = list[i];
    // Without its code an article has a letter: L. 10, R. 57; D and A also number other things.
    const char letter = item.number.front();
    if (!code &&
        (!item.lettered || (item.number.find('-') == std::string::npos && letter != 'L' && letter != 'R')))
      continue;
    const bool last = i + 1 == list.size();
    add_article(item, i == 0 ? begin : item.begin, last && code ? cursor.at() : item.end, code, sink);
  }
  // A long list without a code is not read again from each of its articles.
  if (sink.size() == before && list.size() < 2) return 0;
  return cursor.at();
}

// « L. 311-3 du code … » without the word: only with the dot or nothing behind the letter, and a hyphen.
std::size_t lettered_article(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const std::size_t letters = head_end - begin;
  if (letters > 2) return 0;
  if (begin > 0 &&
      (scan.text[begin - 1] == '/' || scan.text[begin - 1] == '.' || scan.text[begin - 1] == '-'))
    return 0;
  const char letter = scan.context.query ? to_upper(scan.text[begin]) : scan.text[begin];
  if (letter != 'L' && letter != 'R' && letter != 'D') return 0;
  Cursor cursor(scan.text, begin);
  const std::vector<Item> list = take_list(cursor, !scan.context.query, scan.context.query);
  if (list.empty() || list.front().number.find('-') == std::string::npos) return 0;
  if (scan.context.query && list.front().number.find('-') < 3) return 0;
  const auto code = code_after(scan, cursor, sink);
  std::size_t end = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Item& item = list[i];
    if (!item.lettered || item.number.find('-') == std::string::npos) continue;
    end = i + 1 == list.size() && code ? cursor.at() : item.end;
    add_article(item, item.begin, end, code, sink);
  }
  return end == 0 ? 0 : std::max(end, cursor.at());
}

// « code du travail, art. L. 1234-5 », « C. civ., art. 1240 »; elsewhere it only keeps which code was named.
std::size_t code_first(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  auto named = take_code(cursor, scan.context.country);
  if (!named) named = take_abbreviation(cursor, scan.context.country);
  if (!named) return 0;
  sink.last_code = named->key;
  cursor.comma();
  // « Vu le code de la défense, notamment ses articles L. 1111-1 et R. 1132-2 »
  if (cursor.take_any_word({"notamment", "en particulier", "et notamment"})) cursor.spaces();
  if (cursor.take_any_word({"en ses", "en son", "ses", "son", "les", "aux", "l'"}))
    cursor.spaces();
  else
    cursor.take_folded("l'");
  if (!cursor.take_folded("art.") && !cursor.take_word("articles") && !cursor.take_word("article") &&
      !cursor.take_word("art"))
    return 0;
  cursor.spaces();
  const std::vector<Item> list = take_list(cursor, false, scan.context.query);
  if (list.empty()) return 0;
  for (std::size_t i = 0; i < list.size(); ++i)
    add_article(list[i], i == 0 ? begin : list[i].begin, list[i].end, named, sink);
  return list.back().end;
}

// « paragraphe 380(1) du Code criminel », « alinéa 145(3)a) du Code criminel »: the article before the
// bracket.
std::size_t subdivision(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces() || !is_digit(cursor.peek())) return 0;
  const auto item = take_item(cursor, false, false, '\0');
  if (!item || cursor.peek() != '(') return 0;
  const auto code = code_after(scan, cursor, sink);
  if (!code) return 0;
  add_article(*item, begin, cursor.at(), code, sink);
  return cursor.at();
}

}  // namespace cote::references
