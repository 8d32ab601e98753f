// Official journals: of the European Union, of France, of Belgium.
#include "analyzers/references/families.hpp"

namespace cote::references {

// JO L 119 du 4.5.2016, p. 1; JO L, 2023/2841, 18.12.2023; JORF n° 0298 du 22 décembre 2017, texte n° 176
std::size_t official_journal(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  const std::string_view head = scan.text.substr(begin, head_end - begin);
  Cursor cursor(scan.text, head_end);
  cursor.spaces();
  if (head == "JORF") {
    cursor.take_numero();
    const std::string_view number = cursor.digits(1, 4);
    cursor.comma();
    if (!number.empty())
      cursor.take_folded("du ");
    else if (!cursor.take_folded("du "))
      return 0;
    const auto date = cursor.date();
    if (!date) return 0;
    const std::string canonical = "FR:JORF:" + *date;
    std::size_t end = cursor.at();
    Cursor text = cursor;
    text.comma();
    if (text.take_word("texte") && text.spaces()) {
      text.take_numero();
      const std::string_view item = text.digits(1, 3);
      if (!item.empty() && text.border()) {
        sink.add(ReferenceKind::kOfficialJournal, begin, text.at(), canonical + ':' + std::string(item),
                 "JORF du " + french_date(*date) + ", texte n° " + std::string(item), *date, canonical);
        return text.at();
      }
    }
    sink.add(ReferenceKind::kOfficialJournal, begin, end, canonical, "JORF du " + french_date(*date), *date);
    return end;
  }
  if (head != "JO" && head != "JOUE" && head != "JOCE") return 0;
  cursor.take_numero();
  const char series = cursor.peek();
  if (series != 'L' && series != 'C') return 0;
  cursor.move(cursor.at() + 1);
  if (word_at(scan.text, cursor.at()) && !is_digit(cursor.peek())) return 0;
  Cursor since_2023 = cursor;
  since_2023.comma();
  const std::string_view year = since_2023.digits(4, 4);
  if (is_year(year, 2023) && since_2023.take('/')) {
    const std::string_view number = since_2023.digits(1, 5);
    if (number.empty() || !since_2023.border()) return 0;
    std::size_t end = since_2023.at();
    since_2023.comma();
    const auto date = since_2023.date();
    if (date) end = since_2023.at();
    sink.add(ReferenceKind::kOfficialJournal, begin, end,
             std::string("JO:") + series + '/' + std::string(year) + '/' + std::string(number),
             std::string("JO ") + series + ", " + std::string(year) + '/' + std::string(number),
             date.value_or(std::string(year)));
    return end;
  }
  cursor.spaces();
  const std::string_view number = cursor.digits(1, 3);
  if (number.empty()) return 0;
  cursor.spaces(0);
  std::string letters;
  if (is_upper(cursor.peek()) && !word_at(scan.text, cursor.at() + 1)) {
    letters = cursor.peek();
    cursor.move(cursor.at() + 1);
  }
  cursor.comma();
  cursor.take_folded("du ");
  const auto date = cursor.date();
  // The numbers start anew each year: without a date nothing is named.
  if (!date) return 0;
  std::string canonical =
      std::string("JO:") + series + std::string(number) + letters + '/' + date->substr(0, 4);
  std::string display =
      std::string("JO ") + series + ' ' + std::string(number) + letters + " du " + french_date(*date);
  std::string parent;
  std::size_t end = cursor.at();
  cursor.comma();
  if (cursor.take_folded("p.") || cursor.take_folded("pp.") || cursor.take_folded("page ")) {
    cursor.spaces();
    const std::string_view page = cursor.digits(1, 4);
    if (!page.empty() && cursor.border()) {
      parent = canonical;
      canonical += ':' + std::string(page);
      display += ", p. " + std::string(page);
      end = cursor.at();
    }
  }
  sink.add(ReferenceKind::kOfficialJournal, begin, end, canonical, display, *date, parent);
  return end;
}

// « Moniteur belge du 19 août 1997 », « M.B. 21 mai 1999 », « M.B., 18.03.1993 »
std::size_t belgian_journal(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  Cursor cursor(scan.text, begin);
  if (!cursor.take_word("moniteur belge") && !cursor.take_text("M.B.")) return 0;
  cursor.comma();
  cursor.take_folded("du ");
  const auto date = cursor.date();
  if (!date || *date < "1831") return 0;
  sink.add(ReferenceKind::kOfficialJournal, begin, cursor.at(), "BE:MB:" + *date,
           "Moniteur belge du " + french_date(*date), *date);
  return cursor.at();
}

}  // namespace cote::references
