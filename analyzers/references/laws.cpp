// Laws, decrees, ordinances and orders: kind, n°, number, date; the country where the text names it. Most
// French-speaking countries number alike (78-17, 2008-12, 2010/012, 010-2004/AN), so a number alone tells
// none.
#include "analyzers/references/families.hpp"

namespace cote::references {

namespace {

struct Country {
  std::string_view code;
  std::string_view adjective;  ///< feminine and masculine begin alike: the stem, and what may follow it
  std::string_view name;       ///< with its preposition: « du Sénégal »
};
constexpr Country kCountries[] = {
    {"FR", "francais", "de france"},
    {"FR", "francais", "de la republique francaise"},
    {"BE", "belge", "de belgique"},
    {"CH", "suisse", "de suisse"},
    {"LU", "luxembourgeois", "du luxembourg"},
    {"MC", "monegasque", "de monaco"},
    {"CA", "canadien", "du canada"},
    {"HT", "haitien", "d'haiti"},
    {"SN", "senegalais", "du senegal"},
    {"ML", "malien", "du mali"},
    {"CI", "ivoirien", "de cote d'ivoire"},
    {"BF", "burkinabe", "du burkina faso"},
    {"BJ", "beninois", "du benin"},
    {"TG", "togolais", "du togo"},
    {"NE", "nigerien", "du niger"},
    {"CM", "camerounais", "du cameroun"},
    {"GA", "gabonais", "du gabon"},
    {"TD", "tchadien", "du tchad"},
    {"CF", "centrafricain", "de la republique centrafricaine"},
    {"GN", "guineen", "de guinee"},
    {"MR", "mauritanien", "de mauritanie"},
    {"MA", "marocain", "du maroc"},
    {"DZ", "algerien", "d'algerie"},
    {"TN", "tunisien", "de tunisie"},
    {"MG", "malgache", "de madagascar"},
    {"RW", "rwandais", "du rwanda"},
    {"BI", "burundais", "du burundi"},
    {"DJ", "djiboutien", "de djibouti"},
    {"KM", "comorien", "des comores"},
    {"LB", "libanais", "du liban"},
    {"CD", "rd-congolais", "de la republique democratique du congo"},
    {"CG", "congolais", "du congo"},
};

/// « sénégalaise », « français »: the country, and the cursor behind the word.
std::string_view take_adjective(Cursor& cursor) {
  for (const Country& country : kCountries) {
    Cursor ahead = cursor;
    if (!ahead.take_folded(country.adjective)) continue;
    for (const std::string_view ending : {"nes", "ne", "es", "e", "s"}) {
      if (ahead.take_folded(ending)) break;
    }
    if (!ahead.border()) continue;
    cursor = ahead;
    return country.code;
  }
  return {};
}

/// « du Sénégal », « (Sénégal) », « , de la République du Mali » behind a law.
std::string_view country_after(std::string_view text, std::size_t at) {
  Cursor cursor(text, at);
  cursor.comma();
  const bool bracket = cursor.take('(');
  for (const Country& country : kCountries) {
    Cursor ahead = cursor;
    if (bracket) {
      // The name without its preposition.
      const std::size_t space = country.name.find_first_of(" '");
      if (ahead.take_word(country.name.substr(space + 1)) && ahead.take(')')) return country.code;
      continue;
    }
    if (ahead.take_word(country.name)) return country.code;
    ahead = cursor;
    if (ahead.take_folded("de la republique ") && ahead.take_word(country.name)) return country.code;
  }
  return {};
}

/// « Au Sénégal, la loi n° 2008-12 »: the country named right before, in the same sentence.
std::string_view country_before(std::string_view text, std::size_t begin) {
  const std::string_view window = sentence_before(text, begin, 60);
  std::string_view found;
  for (std::size_t i = 0; i < window.size(); ++i) {
    std::size_t length = 0;
    const char c = fold_at(window, i, length);
    if ((c != 'a' && c != 'e') || word_before(window, i)) continue;
    Cursor start(window, i);
    if (!start.take_folded("au ") && !start.take_folded("en ") && !start.take_folded("aux ") &&
        !start.take_folded("a "))
      continue;
    for (const Country& country : kCountries) {
      Cursor name = start;
      if (!name.take_word(country.name.substr(country.name.find_first_of(" '") + 1))) continue;
      name.spaces();
      if (name.peek() == ',') found = country.code;
    }
  }
  return found;
}

struct Act {
  std::string kind;     ///< loi, decret, ordonnance, arrete, arrete-royal, decret-loi
  std::string display;  ///< loi, décret
  std::string country;
  bool dated = true;  ///< its date alone names it
  bool royal = false;
};

std::optional<Act> take_act(Cursor& cursor) {
  Act act;
  if (cursor.take_any_word({"ordonnance-loi", "ordonnances-lois"})) {
    act.kind = act.display = "ordonnance-loi";
  } else if (cursor.take_any_word({"reglement grand-ducal", "reglements grand-ducaux"})) {
    act.kind = "reglement-grand-ducal";
    act.display = "règlement grand-ducal";
    act.country = "LU";
    return act;
  } else if (cursor.take_any_word({"decret-loi", "decrets-lois"})) {
    act.kind = "decret-loi";
    act.display = "décret-loi";
  } else if (cursor.take_any_word({"arrete-loi"})) {
    act.kind = "arrete-loi";
    act.display = "arrêté-loi";
  } else if (cursor.take_any_word({"loi-cadre", "loi-programme", "loi", "lois"})) {
    act.kind = act.display = "loi";
  } else if (cursor.take_any_word({"decret", "decrets"})) {
    act.kind = "decret";
    act.display = "décret";
  } else if (cursor.take_any_word({"ordonnance", "ordonnances"})) {
    act.kind = act.display = "ordonnance";
  } else if (cursor.take_any_word({"arrete", "arretes"})) {
    act.kind = "arrete";
    act.display = "arrêté";
  } else if (cursor.take_any_word({"dahir", "dahirs"})) {
    act.kind = act.display = "dahir";
    act.country = "MA";
  } else if (cursor.take_any_word({"a.r.", "ar"})) {
    act.kind = "arrete-royal";
    act.display = "arrêté royal";
    act.country = "BE";
    return act;
  } else {
    return std::nullopt;
  }
  // Words between the kind and its number; three are more than drafting uses.
  for (int i = 0; i < 3; ++i) {
    Cursor ahead = cursor;
    if (!ahead.spaces()) break;
    Cursor word = ahead;
    if (act.kind == "arrete" && word.take_any_word({"royal", "royaux"})) {
      act.kind = "arrete-royal";
      act.display = "arrêté royal";
      // Belgium is the only country whose arrêtés royaux are cited in French.
      act.country = "BE";
    } else if (act.kind == "arrete" && word.take_any_word({"ministeriel", "ministeriels"})) {
      act.kind = "arrete-ministeriel";
      act.display = "arrêté ministériel";
    } else if (word.take_any_word({"du gouvernement wallon", "du gouvernement flamand",
                                   "du gouvernement de la communaute francaise",
                                   "du gouvernement de la region de bruxelles-capitale",
                                   "du parlement wallon", "du parlement flamand",
                                   "du parlement de la communaute francaise", "de la communaute francaise",
                                   "de la communaute flamande", "de la communaute germanophone",
                                   "de la region wallonne"})) {
      // The federated entities of Belgium.
      act.country = "BE";
    } else if (act.kind == "loi" && word.take_any_word({"speciale", "speciales"})) {
      // Laws with a special majority are Belgian.
      act.country = "BE";
    } else if (word.take_any_word(
                   {"organique",  "organiques",       "constitutionnelle", "constitutionnelles",
                    "ordinaire",  "modifiee",         "executif",          "presidentiel",
                    "legislatif", "interministeriel", "prefectoral",       "federale",
                    "federal",    "uniforme",         "de finances",       "de finances rectificative",
                    "cadre",      "d'orientation",    "de programmation",  "imperial",
                    "royal",      "gouvernemental",   "grand-ducal"})) {
    } else if (const std::string_view country = take_adjective(word); !country.empty()) {
      act.country = country;
    } else {
      break;
    }
    cursor = word;
  }
  return act;
}

/// 78-17, 2008-12, 2010/012, 010-2004/AN, 1-09-15. Two parts or more; one of them may be letters. Zeros
/// behind a year do not count: 2008-012 is 2008-12.
std::optional<std::string> take_number(Cursor& cursor) {
  Cursor ahead = cursor;
  const std::string_view first = ahead.digits(1, 4);
  if (first.empty()) return std::nullopt;
  const bool year = is_year(first, 1800);
  std::string out(first);
  unsigned parts = 1;
  while (parts < 5) {
    Cursor part = ahead;
    const bool slash = part.take('/');
    // A dash is a hyphen here whatever the printer chose.
    if (!slash && !part.take_dash()) break;
    part.mend(is_digit);
    if (const std::string_view digits = part.digits(1, 5); !digits.empty()) {
      out += slash ? '/' : '-';
      out += year ? strip_zeros(digits) : std::string(digits);
    } else if (const std::string_view letters = part.letters(2, 6); !letters.empty() && parts >= 2) {
      out += '/';
      out += letters;
    } else {
      break;
    }
    ++parts;
    ahead = part;
  }
  // L. 2008-12A is no law; « 78-17 » ends here.
  if (parts < 2 || !ahead.border()) return std::nullopt;
  cursor = ahead;
  return out;
}

void add_law(const Act& act, std::size_t begin, std::size_t end, const std::string& number,
             const std::string& date, const std::string& country, Sink& sink) {
  const std::string bare = act.kind + ':' + number;
  std::string display = act.display;
  if (number == date)
    display += " du " + french_date(date);
  else
    display += " n° " + number;
  if (country.empty()) {
    sink.add(ReferenceKind::kLaw, begin, end, bare, display, date);
  } else {
    sink.add(ReferenceKind::kLaw, begin, end, country + ':' + bare, display + " (" + country + ')', date,
             bare);
  }
}

}  // namespace

std::size_t law(const Scan& scan, std::size_t begin, std::size_t /*head_end*/, Sink& sink) {
  if (begin > 0 && (scan.text[begin - 1] == '-' || scan.text[begin - 1] == '/')) return 0;
  Cursor cursor(scan.text, begin);
  auto act = take_act(cursor);
  if (!act || !cursor.spaces()) return 0;
  // A bill is no law: « projet de loi n° 21-101 ».
  const std::string_view before = sentence_before(scan.text, begin, 20);
  if (holds_words(before, "projet de") || holds_words(before, "proposition de") ||
      holds_words(before, "avant-projet de"))
    return 0;
  struct Item {
    std::size_t begin, end;
    std::string number, date;
  };
  std::vector<Item> items;
  std::size_t item_begin = begin;
  for (;;) {
    Cursor ahead = cursor;
    const bool numbered = ahead.take_numero();
    auto number = take_number(ahead);
    // « arrêté royal n° 78 du 10 novembre 1967 »: the date names it.
    bool serial = false;
    if (!number && numbered) serial = !ahead.digits(1, 5).empty() && ahead.spaces();
    // Without n° only the usual form: loi 78-17, loi 2016-1691.
    if (number && !numbered && (number->find('/') != std::string::npos || act->kind == "arrete"))
      number.reset();
    Item item{item_begin, 0, number.value_or(""), ""};
    Cursor date = ahead;
    if (number) {
      item.end = ahead.at();
      date.comma();
    }
    date.take_folded("en date ");
    if (date.take_folded("du ")) {
      if (const auto day = date.date()) {
        item.date = *day;
        item.end = date.at();
        ahead = date;
      }
    }
    if (!number) {
      if (item.date.empty() || (numbered && !serial)) break;
      item.number = item.date;
    }
    // An order without a number that is dated needs no more; a numbered one is local to its prefecture, and
    // its number means nothing without it.
    if (act->kind == "arrete" && number) {
      if (item.date.empty()) break;
      item.number = item.date;
    }
    items.push_back(item);
    cursor = ahead;
    Cursor next = cursor;
    next.comma();
    const bool conjunction = next.take_any_word({"et", "ou"});
    if ((!conjunction && next.at() == cursor.at()) || (conjunction && !next.spaces())) break;
    // A number continues the list, or a full date behind a date: « les ordonnances du 27 juillet 1944 et du
    // 26 septembre 1944 ».
    Cursor probe = next;
    probe.take_numero();
    Cursor day = next;
    const bool another_date =
        items.back().number == items.back().date && day.take_folded("du ") && day.date();
    if (!another_date && !take_number(probe)) break;
    item_begin = next.at();
    cursor = next;
  }
  if (items.empty()) return 0;
  std::string country = act->country;
  if (country.empty()) country = country_after(scan.text, items.back().end);
  if (country.empty()) country = country_before(scan.text, begin);
  if (country.empty()) country = scan.context.country;
  for (const Item& item : items) add_law(*act, item.begin, item.end, item.number, item.date, country, sink);
  return items.back().end;
}

// NOR : JUSX9900051L, CPAZ1735744V
std::size_t nor_number(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  cursor.spaces();
  cursor.take_numero();
  if (cursor.take(':')) cursor.spaces();
  const std::size_t number_at = cursor.at();
  const std::string number = upper(scan.text.substr(number_at, 12));
  if (number.size() != 12) return 0;
  for (std::size_t i = 0; i < 12; ++i) {
    const char c = number[i];
    const bool good = i < 3    ? is_upper(c)
                      : i == 3 ? is_upper(c) || is_digit(c)
                      : i < 11 ? is_digit(c)
                               : is_upper(c);
    if (!good) return 0;
  }
  if (word_at(scan.text, number_at + 12)) return 0;
  sink.add(ReferenceKind::kLaw, begin, number_at + 12, "FR:NOR:" + number, "NOR : " + number,
           full_year(number.substr(4, 2)));
  return number_at + 12;
}

// Numac 2003000067
std::size_t numac(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  Cursor cursor(scan.text, head_end);
  cursor.spaces();
  if (cursor.take(':')) cursor.spaces();
  const std::string_view number = cursor.digits(10, 10);
  if (number.empty() || !is_year(number.substr(0, 4)) || !cursor.border()) return 0;
  sink.add(ReferenceKind::kLaw, begin, cursor.at(), "BE:numac:" + std::string(number),
           "numac " + std::string(number), std::string(number.substr(0, 4)));
  return cursor.at();
}

// RS 101, RS 0.101, RS 142.31; RO 1999 2556; FF 2001 4000
std::size_t swiss_collection(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink) {
  std::string head(scan.text.substr(begin, head_end - begin));
  if (scan.context.query) head = upper(head);
  Cursor cursor(scan.text, head_end);
  if (!cursor.spaces(1)) return 0;
  if (head == "RS") {
    const std::string_view first = cursor.digits(1, 3);
    if (first.empty() || (first.size() < 3 && first != "0")) return 0;
    std::string number(first);
    while (cursor.peek() == '.' && is_digit(cursor.peek(1))) {
      cursor.take('.');
      const std::string_view part = cursor.digits(1, 4);
      if (part.empty() || number.size() > 24) return 0;
      number += '.' + std::string(part);
    }
    if (number == "0" || !cursor.border() || cursor.peek() == '-' || cursor.peek() == '/') return 0;
    sink.add(ReferenceKind::kLaw, begin, cursor.at(), "CH:RS:" + number, "RS " + number);
    return cursor.at();
  }
  if (head != "RO" && head != "FF") return 0;
  const std::string_view year = cursor.digits(4, 4);
  if (!is_year(year, 1848) || !cursor.spaces(1)) return 0;
  const std::string_view page = cursor.digits(1, 5);
  if (page.empty() || !cursor.border()) return 0;
  sink.add(ReferenceKind::kOfficialJournal, begin, cursor.at(),
           "CH:" + head + ':' + std::string(year) + ':' + std::string(page),
           head + ' ' + std::string(year) + ' ' + std::string(page), std::string(year));
  return cursor.at();
}

}  // namespace cote::references
