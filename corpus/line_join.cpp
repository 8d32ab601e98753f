#include "corpus/line_join.hpp"

#include <algorithm>
#include <array>
#include <cote/unicode.hpp>
#include <string>
#include <string_view>

#include "corpus/numbering.hpp"

namespace cote::corpus {

namespace {

bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Bytes of the hyphen that ends `text`, 0 without one.
std::size_t final_hyphen(std::string_view text) {
  const LastChar last = last_char(text);
  return is_hyphen(last.value) ? last.bytes : 0;
}

/// The word before the hyphen at the end: letters and hyphens back to anything else.
std::string_view hyphenated_end(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0) {
    const LastChar c = last_char(text.substr(0, begin));
    if (!is_letter(c.value) && c.value != U'-') break;
    begin -= c.bytes;
    if (text.size() - begin > 60) break;
  }
  return text.substr(begin);
}

bool is_all_capitals(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint c = decode_utf8(word, at);
    if (is_lower(c.value)) return false;
    if (is_letter(c.value)) ++letters;
    at += c.bytes;
  }
  return letters >= 2;
}

/// "DU MERCREDI 14 AOUT": the word joins what follows to what stands before.
bool opens_with_link(std::string_view text) {
  constexpr std::string_view kLinks[] = {"au", "aux", "dans", "de",      "des",      "du",  "en", "et",
                                         "ou", "par", "pour", "relatif", "relative", "sur", "à"};
  const std::string word = lower_french(first_word(text).substr(0, 16));
  return std::find(std::begin(kLinks), std::end(kLinks), word) != std::end(kLinks);
}

/// The end of a line and the beginning of the next are one word, cut after a hyphen.
Join decide_cut_word(std::string_view before, std::string_view after, const Vocabulary& words) {
  before.remove_suffix(final_hyphen(before));
  const std::string_view left = hyphenated_end(before);
  const std::string_view right = leading_letters(after);
  const std::size_t inner = left.rfind('-');
  const std::string_view last = inner == std::string_view::npos ? left : left.substr(inner + 1);
  // (a) A capital on the right begins a name or an office, unless all is in capitals.
  if (is_upper(first_char(right)) && !(is_all_capitals(last) && is_all_capitals(right)))
    return Join::kNothing;
  // "main-" + "d’œuvre": an elision needs its hyphen.
  if (is_clitic(right) && right.size() < after.size() &&
      is_apostrophe(decode_utf8(after, right.size()).value)) {
    return Join::kNothing;
  }
  // (b) What the text itself writes elsewhere.
  std::string hyphenated(last);
  hyphenated += '-';
  hyphenated += right;
  std::string joined(last);
  joined += right;
  std::uint32_t with = words.count(hyphenated);
  if (inner != std::string_view::npos) {
    std::string whole(left);
    whole += '-';
    whole += right;
    with += words.count(whole);
  }
  const std::uint32_t without = words.count(joined);
  if (with > 0 || without > 0) return with >= without ? Join::kNothing : Join::kDropHyphen;
  // (c) Compounds known by their parts: "vice-" + "versa"; "porte-à-" + "faux" by the small word in its
  // middle.
  if (is_written_with_hyphen(last, right)) return Join::kNothing;
  if (inner != std::string_view::npos && (is_function_word(last) || last.size() == 1)) return Join::kNothing;
  // (d) Else the hyphen is the line end's.
  return Join::kDropHyphen;
}

/// The sentence cannot end here: a function word, a comma, an opening bracket, an abbreviation, an open
/// elision.
bool must_go_on(std::string_view text) {
  const LastChar last = last_char(text);
  switch (last.value) {
    case U',':
    case U'(':
    case U'«':
    case U'“':
    case U'[':
    case U'/':
    case U'°':
      return true;
    case U'.':
      return !ends_sentence(text);
    default:
      break;
  }
  std::string_view word = last_word(text);
  if (const std::size_t apostrophe = word.rfind('\''); apostrophe != std::string_view::npos) {
    word.remove_prefix(apostrophe + 1);
  } else if (const std::size_t curly = word.rfind("’"); curly != std::string_view::npos) {
    word.remove_prefix(curly + 3);
  }
  // In capitals it may be a title's last word or an acronym: "LA", "CE".
  return is_function_word(word) && (!is_all_capitals(word) || is_capital_line(text));
}

bool ends_elided(std::string_view text) {
  const LastChar last = last_char(text);
  if (!is_apostrophe(last.value)) return false;
  text.remove_suffix(last.bytes);
  std::string_view word = last_word(text);
  if (const std::size_t bracket = word.find_last_of("(-"); bracket != std::string_view::npos) {
    word.remove_prefix(bracket + 1);
  }
  return is_clitic(word);
}

/// Characters that never begin a paragraph.
bool continues(char32_t c) {
  switch (c) {
    case U')':
    case U']':
    case U'»':
    case U'”':
    case U',':
    case U';':
    case U':':
    case U'!':
    case U'?':
    case U'%':
    case U'.':
    case U'…':
      return true;
    default:
      return is_lower(c);
  }
}

/// The line is full: the next one's first word would not have stood in it. The width of proportional type
/// differs from line to line: a share of it is enough.
bool is_full(const Line& before, const Line& after, std::uint32_t width) {
  constexpr std::uint32_t kShare = 88;  // hundredths; the shortest full line of report 001 has 89
  const std::size_t word = count_code_points(first_word(std::string_view(after.text).substr(0, 200)));
  return (before.width + 1 + word) * 100 >= static_cast<std::size_t>(width) * kShare;
}

/// "90 (1)", "18.1", "(2)", "C.11.014": numbers and short letters in brackets alone. A symbol (S/2020/1412)
/// numbers the document, not what follows.
bool is_reference_alone(std::string_view text) {
  if (text.size() > 14) return false;
  bool number = false;
  while (!text.empty()) {
    const std::string_view word = first_word(text);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const bool bracketed = word.size() >= 3 && word.size() <= 6 && word.front() == '(' && word.back() == ')';
    const bool digits = word.find_first_of("0123456789") != std::string_view::npos &&
                        word.find_first_of("abcdefghijklmnopqrstuvwxyz%$/") == std::string_view::npos;
    if (!bracketed && !digits && word != "à" && word != "et") return false;
    number = number || bracketed || digits;
  }
  return number;
}

/// The line holds nothing but the number of what follows: "12.", "a)"; "18.1 (1)" as in texts of law kept as
/// data.
bool is_number_alone(const Line& line, const Line& after, const Layout& layout) {
  if (line.label && line.width <= 8) {
    const auto label = read_label(line.text);
    if (label && label->bytes == line.text.size()) return after.gap <= layout.gap + 2;
  }
  return !layout.wrapped && after.gap == 0 && is_reference_alone(line.text);
}

bool has_leader(std::string_view text) { return text.find(".....") != std::string_view::npos; }

}  // namespace

Layout measure_layout(const std::vector<Line>& lines) {
  constexpr std::size_t kWidest = 400;
  std::array<std::size_t, kWidest + 1> widths{};
  std::array<std::size_t, 2> inside{};  // line ends inside a sentence, by blank lines
  std::size_t ends = 0;
  std::size_t total = 0;
  const Line* before = nullptr;
  for (const Line& line : lines) {
    if (line.dropped) continue;
    ++widths[std::min<std::size_t>(line.width, kWidest)];
    ++total;
    if (before != nullptr && line.gap <= 1 && line.bullet == 0 && !line.over_break) {
      ++ends;
      const char32_t last = last_char(before->text).value;
      if (is_lower(first_char(line.text)) && last != U')' && !ends_sentence(before->text)) ++inside[line.gap];
    }
    before = &line;
  }
  Layout layout;
  std::size_t within = 0;
  for (std::size_t width = 0; width <= kWidest; ++width) {
    within += widths[width];
    if (within * 20 >= total * 19) {
      layout.width = static_cast<std::uint32_t>(width);
      break;
    }
  }
  const std::size_t all = inside[0] + inside[1];
  // A third of the line ends inside sentences: 0.7 in reports 001 and 004, 0.02 where each paragraph is a
  // line.
  layout.wrapped = all >= 3 && all * 3 >= ends && layout.width <= 200;
  layout.gap = layout.wrapped && inside[1] > inside[0] ? 1 : 0;
  return layout;
}

bool is_capital_line(std::string_view text) {
  return text.size() >= 10 && text.size() <= 400 && text.find(' ') != std::string_view::npos &&
         is_all_capitals(text);
}

bool is_division(std::string_view text, int& level) {
  struct Division {
    std::string_view word;
    int level;
    bool alone;  // may stand without a number
  };
  constexpr Division kDivisions[] = {
      {"partie", 1, false},     {"livre", 1, false},    {"annexe", 1, true},   {"appendice", 1, true},
      {"titre", 2, false},      {"chapitre", 3, false}, {"section", 4, false}, {"sous-section", 5, false},
      {"paragraphe", 5, false}, {"article", 6, false},  {"art.", 6, false},
  };
  if (text.empty() || std::string_view("PLATCS").find(text[0]) == std::string_view::npos) return false;
  std::string_view word = first_word(text);
  std::string_view rest = text.substr(std::min(text.size(), word.size() + 1));
  if (word.size() < 4 || word.size() > 16) return false;
  if (word.ends_with(':') && word.size() > 1) {
    word.remove_suffix(1);
    rest = {};
  }
  const std::string name = lower_french(word);
  for (const Division& division : kDivisions) {
    if (name != division.word) continue;
    level = division.level;
    if (rest.empty()) return division.alone;
    const std::string_view number = first_word(rest);
    std::string plain = lower_french(number);
    while (!plain.empty() && std::string_view(".:,-–").find(plain.back()) != std::string_view::npos)
      plain.pop_back();
    if (plain == "premier" || plain == "première" || plain == "unique" || plain == "préliminaire")
      return true;
    const char32_t first = first_char(number);
    if (is_ascii_digit(first)) return true;
    if (division.level == 6) {
      // "Article L. 311-3", "Article R.12", "Article L 76 bis"
      if (first != U'L' && first != U'R' && first != U'D' && first != U'A') return false;
      const std::string_view next =
          number.size() > 1 ? number.substr(1) : rest.substr(std::min<std::size_t>(2, rest.size()));
      return !next.empty() && (next[0] == '.' || is_ascii_digit(static_cast<unsigned char>(next[0])));
    }
    if (division.alone && (number == ":" || number == "–" || number == "-")) return true;
    std::string roman(number);
    while (!roman.empty() && std::string_view(".:-").find(roman.back()) != std::string_view::npos)
      roman.pop_back();
    const bool letter = roman.size() == 1 && roman[0] >= 'A' && roman[0] <= 'Z';
    // The scanner's "TITRE Il" is a two.
    return letter || roman == "Il" || read_label_as(roman + ". ", LabelForm::kRoman).has_value();
  }
  return false;
}

namespace {

/// Whether a label of that form may begin so.
bool may_begin(LabelForm form, char c) {
  const bool small = (c >= 'a' && c <= 'z') || c == '(';
  switch (form) {
    case LabelForm::kNumber:
      return c >= '0' && c <= '9';
    case LabelForm::kItem:
    case LabelForm::kRomanItem:
      return small;
    case LabelForm::kRoman:
    case LabelForm::kLetter:
      return c >= 'A' && c <= 'Z';
  }
  return true;
}

}  // namespace

void mark_labels(std::vector<Line>& lines, const Layout& layout) {
  std::vector<Label> labels[5];
  std::vector<std::size_t> at[5];
  const Line* before = nullptr;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    if (line.dropped) continue;
    int level = 0;
    const auto open_end = [&] { return before != nullptr && line.gap <= 1 && must_go_on(before->text); };
    if (is_division(line.text, level) && !open_end()) line.label = true;
    if (!may_have_label(line.text)) {
      before = &line;
      continue;
    }
    // "i) " is read both ways, as a letter and as a numeral.
    for (const LabelForm form : {LabelForm::kNumber, LabelForm::kItem, LabelForm::kRomanItem,
                                 LabelForm::kRoman, LabelForm::kLetter}) {
      if (!may_begin(form, line.text[0])) continue;
      const auto label = read_label_as(line.text, form);
      if (!label) continue;
      // Prose cites the same forms ("paragraphe 4" + "l) de l'annexe"): there nothing ends before them.
      const bool item = form == LabelForm::kItem || form == LabelForm::kRomanItem;
      const bool listed = item && before != nullptr && before->text.ends_with(',');
      const bool inside = before != nullptr && !line.over_break && line.gap <= layout.gap && !listed &&
                          !ends_sentence(before->text);
      if (inside && (open_end() || (item && layout.wrapped && is_full(*before, line, layout.width))))
        continue;
      labels[static_cast<std::size_t>(form)].push_back(*label);
      at[static_cast<std::size_t>(form)].push_back(i);
    }
    before = &line;
  }
  for (std::size_t form = 0; form < 5; ++form) {
    const std::vector<bool> counts = find_sequences(labels[form]);
    for (std::size_t n = 0; n < counts.size(); ++n) {
      // The first of a sequence may stand alone where a letter or Roman numeral makes it plain: "I.
      // Introduction".
      const bool first =
          labels[form][n].parts[0] == 1 && form != static_cast<std::size_t>(LabelForm::kNumber);
      if (counts[n] || first) lines[at[form][n]].label = true;
    }
  }
}

namespace {

/// "les termes de la résolution" + "1612 (2005)": a word that wants a number, in a sentence, and the number.
/// A number with its own full stop or bracket is that of a paragraph.
bool number_goes_on(std::string_view left, std::string_view right) {
  if (!is_ascii_digit(first_char(right))) return false;
  if (left.find(' ') == std::string_view::npos || !wants_number(last_word(left))) return false;
  const std::size_t digits = right.find_first_not_of("0123456789");
  return digits > 0 && (digits == std::string_view::npos || (right[digits] != '.' && right[digits] != ')'));
}

}  // namespace

Join decide_join(const Line& before, const Line& after, const Layout& layout, std::uint32_t cluster,
                 const Vocabulary& words) {
  if (after.glued) return Join::kNothing;
  if (after.note) return Join::kBreak;
  if (after.bullet == 0 && is_number_alone(before, after, layout)) return Join::kSpace;
  const std::string_view left = before.text;
  const std::string_view right = after.text;
  if (after.bullet == 0 && after.gap <= std::max<std::uint32_t>(1, layout.gap) && number_goes_on(left, right))
    return Join::kSpace;
  if (after.label) return Join::kBreak;
  const char32_t first = first_char(right);
  const bool sentence_ends = ends_sentence(left);
  const bool close = after.gap <= std::max<std::uint32_t>(1, layout.gap) || after.over_break;

  if (after.bullet != 0) {
    // A dash may stand in a sentence; a bullet may not.
    const bool dash = after.bullet == U'-' || after.bullet == U'–' || after.bullet == U'—';
    const bool in_list = before.bullet == after.bullet;
    const bool inside = dash && !in_list && layout.wrapped && !sentence_ends && is_lower(first) && close &&
                        is_full(before, after, layout.width);
    return inside ? Join::kSpace : Join::kBreak;
  }

  if (const std::size_t hyphen = final_hyphen(left); hyphen > 0 && left.size() > hyphen) {
    const std::string_view stem = left.substr(0, left.size() - hyphen);
    const char32_t last = last_char(stem).value;
    if (is_letter(last) && is_letter(first)) return decide_cut_word(left, right, words);
    if ((is_letter(last) || is_digit(last)) && (is_letter(first) || is_digit(first)) && close)
      return Join::kNothing;
    if (last == U' ' && is_letter(first) && close) {
      // "soixante -" + "quinzième": only what is known to have a hyphen; the rest is a dash.
      const std::string_view word = last_word(stem.substr(0, stem.size() - 1));
      std::string whole(word);
      whole += '-';
      whole += leading_letters(right);
      if (words.count(whole) > 0 || is_written_with_hyphen(word, leading_letters(right)))
        return Join::kCloseHyphen;
    }
  }
  if (close && left.size() > 1 && left.ends_with('/') && (is_letter(first) || is_digit(first))) {
    const char32_t last = last_char(left.substr(0, left.size() - 1)).value;
    if (is_letter(last) || is_digit(last)) return Join::kNothing;  // a symbol: "S/2017/" + "12"
  }
  if (close && ends_elided(left) && (is_letter(first) || is_digit(first))) return Join::kNothing;
  if (after.after_glue && close) return Join::kSpace;
  if (has_leader(left)) return Join::kBreak;

  const bool ordinary = after.gap <= layout.gap;
  if (after.over_break) {
    // The page ends, not the paragraph, where the sentence does not.
    if (sentence_ends) return Join::kBreak;
    if (continues(first) || must_go_on(left)) return Join::kSpace;
    return layout.wrapped && is_full(before, after, layout.width) ? Join::kSpace : Join::kBreak;
  }
  if (!close) return Join::kBreak;

  // A row of columns is as long as it is.
  const bool full = layout.wrapped && ordinary && !before.columns && is_full(before, after, layout.width);
  // Narrow columns and titles: the lines that stand together have a width of their own.
  const bool in_cluster = layout.wrapped && layout.gap == 0 && after.gap == 0 && cluster > 20;
  const bool cluster_full = in_cluster && is_full(before, after, cluster);
  if (sentence_ends) {
    if (cluster_full && is_lower(first) && (left.ends_with(':') || left.ends_with(';'))) return Join::kSpace;
    // A new sentence of the same paragraph, or what follows a semicolon, in a text whose lines are full.
    if (!full) return Join::kBreak;
    return after.indent > before.indent && !is_lower(first) ? Join::kBreak : Join::kSpace;
  }
  // Titles in capitals: their lines go together, text in lower case before or after does not.
  const bool capital_after = is_capital_line(right);
  if (ordinary && is_capital_line(left)) {
    if (must_go_on(left) || (capital_after && opens_with_link(right))) return Join::kSpace;
    if (before.label && (capital_after || is_all_capitals(right))) return Join::kSpace;
  } else if (capital_after && !must_go_on(left)) {
    return Join::kBreak;
  }
  if (last_char(left).value == U')' && !layout.wrapped) return Join::kBreak;  // definitions, one a line
  if (continues(first)) return Join::kSpace;
  if (must_go_on(left)) return Join::kSpace;
  if (full) return Join::kSpace;
  if (layout.wrapped && ordinary && first == U'(') return Join::kSpace;
  if (layout.wrapped && ordinary && first == U'«' && before.width * 2 >= layout.width) return Join::kSpace;
  if (is_ascii_digit(first) && ordinary) {
    if (is_month(last_word(left))) return Join::kSpace;  // "le 16 avril" + "2020"
    // "aux articles" + "137 à 141": no title begins with a number that counts nothing.
    const bool figures =
        right.find_first_not_of("0123456789 .,") == std::string_view::npos && !right.ends_with('.');
    if (layout.wrapped && before.width >= 15 && !figures) return Join::kSpace;
  }
  return cluster_full ? Join::kSpace : Join::kBreak;
}

}  // namespace cote::corpus
