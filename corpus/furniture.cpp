#include "corpus/furniture.hpp"

#include <algorithm>
#include <array>
#include <cote/unicode.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "corpus/describe.hpp"
#include "corpus/numbering.hpp"
#include "corpus/own_symbols.hpp"
#include "corpus/words.hpp"

namespace cote::corpus {

namespace {

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::size_t count_digits(std::string_view text, std::size_t at) {
  std::size_t digits = 0;
  while (at + digits < text.size() && is_ascii_digit(text[at + digits])) ++digits;
  return digits;
}

/// "10/22": a page of so many.
bool is_page_fraction(std::string_view text) {
  const std::size_t page = count_digits(text, 0);
  if (page == 0 || page > 4 || page >= text.size() || text[page] != '/') return false;
  const std::size_t pages = count_digits(text, page + 1);
  return pages > 0 && pages <= 4 && page + 1 + pages == text.size();
}

/// "20-11786", the job number that the printing service gives each language version.
bool is_job_number(std::string_view text) {
  return text.size() == 8 && count_digits(text, 0) == 2 && text[2] == '-' && count_digits(text, 3) == 5;
}

/// A line of job number, page fraction and "(F)" alone, with at least the job number: "13/22 20-11786".
bool is_job_line(std::string_view text) {
  if (text.empty() || (!is_ascii_digit(text[0]) && text[0] != '(')) return false;
  bool job = false;
  while (!text.empty()) {
    const std::string_view word = first_word(text);
    if (is_job_number(word)) {
      job = true;
    } else if (!is_page_fraction(word) && !(word.size() == 3 && word[0] == '(' && word[2] == ')')) {
      return false;
    }
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return job;
}

/// "*****", "-----": a rule drawn with signs. Underscores are kept for mark_notes().
bool is_drawn_rule(std::string_view text) {
  return text.size() >= 3 && text.find_first_not_of("-=*~+. ") == std::string_view::npos &&
         text.find('.') != 0;
}

bool is_symbol_line(std::string_view text) {
  const std::vector<Reference> symbols = lone_symbols(text);
  return symbols.size() == 1 && symbols[0].begin == 0 &&
         (symbols[0].end == text.size() || text.substr(symbols[0].end) == "*");
}

/// "- 12 -", "Page 3 sur 10", "page 12/78", "p. 4": page numbers that need no page end beside them to be
/// known.
bool is_dressed_page_number(std::string_view text) {
  if (text.size() > 20) return false;
  if (const char c = text[0]; c != 'p' && c != 'P' && c != '-' && is_ascii(c)) return false;
  const std::string folded = fold_accents(text);
  std::string_view rest = folded;
  const LastChar last = last_char(text);
  if (const char32_t first = first_char(text); first == U'-' || first == U'–' || first == U'—') {
    if (last.value != first) return false;
    rest = std::string_view(folded).substr(decode_utf8(folded, 0).bytes);
    rest.remove_suffix(last_char(rest).bytes);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    while (rest.ends_with(' ')) rest.remove_suffix(1);
    const std::size_t digits = count_digits(rest, 0);
    return digits > 0 && digits <= 4 && digits == rest.size();
  }
  if (rest.starts_with("page ")) {
    rest.remove_prefix(5);
  } else if (rest.starts_with("p. ")) {
    rest.remove_prefix(3);
  } else {
    return false;
  }
  const std::size_t digits = count_digits(rest, 0);
  if (digits == 0 || digits > 4) return false;
  if (digits == rest.size() || is_page_fraction(rest)) return true;
  rest.remove_prefix(digits);
  for (const std::string_view of : {" sur ", " de ", " of ", " / "}) {
    if (rest.starts_with(of)) return count_digits(rest, of.size()) == rest.size() - of.size();
  }
  return false;
}

bool is_address(std::string_view word) {
  if (word.starts_with('<') && word.ends_with('>') && word.size() > 2) word = word.substr(1, word.size() - 2);
  const std::size_t scheme = word.starts_with("https://")  ? 8
                             : word.starts_with("http://") ? 7
                             : word.starts_with("ftp://")  ? 6
                             : word.starts_with("www.")    ? 4
                                                           : 0;
  return scheme > 0 && word.size() > scheme + 3 && word.find('.', scheme) != std::string_view::npos;
}

/// Adds the addresses of a line that holds nothing else.
bool take_links(std::string_view text, std::vector<std::string>& links) {
  if (text.empty() || std::string_view("<hfw").find(text[0]) == std::string_view::npos) return false;
  std::vector<std::string> found;
  while (!text.empty()) {
    std::string_view word = first_word(text);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!is_address(word)) return false;
    if (word.starts_with('<')) word = word.substr(1, word.size() - 2);
    found.emplace_back(word);
  }
  links.insert(links.end(), found.begin(), found.end());
  return true;
}

// Whole lines of web pages, in folded form. "image" and "|" stand in report pages of the Belgian Foreign
// Ministry and of NATO, the others are the usual tools of a page. Words that may be a heading (accueil,
// contact, recherche) are left out.
constexpr std::string_view kWebLines[] = {
    "image",
    "|",
    "imprimer",
    "partager",
    "partager cette page",
    "haut de page",
    "retour en haut",
    "retour en haut de la page",
    "aller au contenu",
    "aller au contenu principal",
    "lire la suite",
    "en savoir plus",
    "print this page",
    "back to top",
};

// What the date of a page begins with, in folded form.
constexpr std::string_view kUpdated[] = {"mis a jour le",    "mise a jour le",      "derniere mise a jour",
                                         "page mise a jour", "date de mise a jour", "derniere modification",
                                         "last updated",     "mise a jour :",       "mis a jour :",
                                         "last update"};

/// The first two letters, unaccented and in lower case, of what the two lists above hold.
bool may_be_web_line(std::string_view text) {
  if (text.size() < 2 || !is_ascii(text[0]) || !is_ascii(text[1])) return true;
  const std::array<char, 2> pair = {static_cast<char>(text[0] | 0x20), static_cast<char>(text[1] | 0x20)};
  const auto begins = [start = std::string_view(pair.data(), pair.size())](std::string_view line) {
    return line.substr(0, 2) == start;
  };
  return text[0] == '|' || std::any_of(std::begin(kWebLines), std::end(kWebLines), begins) ||
         std::any_of(std::begin(kUpdated), std::end(kUpdated), begins);
}

bool is_web_line(const Line& line) {
  if (line.text.size() > 80) return false;
  std::string_view text = line.text;
  if (const auto label = read_label(text)) text.remove_prefix(label->bytes);  // "1. Dernière mise à jour le"
  if (line.bullet == 0 && !may_be_web_line(text)) return false;
  const std::string folded = fold_accents(text);
  if (std::find(std::begin(kWebLines), std::end(kWebLines), folded) != std::end(kWebLines)) return true;
  const bool updated = std::any_of(std::begin(kUpdated), std::end(kUpdated),
                                   [&folded](std::string_view start) { return folded.starts_with(start); });
  if (updated) return count_code_points(text) <= 60;
  // "25 Sep. 2012 -": a date in a bar of such items.
  return line.bullet != 0 && text.size() < 24 && (text.ends_with('-') || text.ends_with('|')) &&
         find_date(text).has_value();
}

/// Digits made '#', and the first number.
std::string fold_digits(std::string_view text, std::optional<std::int64_t>& number) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t digits = count_digits(text, at);
    if (digits == 0) {
      out += text[at++];
      continue;
    }
    if (!number && digits <= 6) {
      number = 0;
      for (std::size_t i = 0; i < digits; ++i) *number = *number * 10 + (text[at + i] - '0');
    }
    out += '#';
    at += digits;
  }
  return out;
}

/// Lines at the top or bottom of at least three pages or half of them. Where a number differs it must count
/// the pages: "Article 12" at the top of many pages is text, "page 12/78" is not. The first of a header
/// without number is kept: it may be the title.
void mark_repeated(std::vector<Line>& lines) {
  constexpr std::size_t kDepth = 4;  // lines from the page's edge
  struct Seen {
    std::vector<std::size_t> at;
    std::vector<std::int64_t> offset;  // number minus page
    std::set<std::uint32_t> pages;
  };
  std::array<std::map<std::string, Seen>, 2> edges;  // top, bottom
  std::size_t pages = 0;
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin;
    while (end < lines.size() && lines[end].page == lines[begin].page) ++end;
    ++pages;
    const std::size_t depth = std::min(kDepth, end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      if (i - begin >= depth && end - i > depth) continue;
      if (lines[i].text.size() > 160) continue;
      std::optional<std::int64_t> number;
      std::string key = fold_digits(lines[i].text, number);
      Seen& seen = edges[i - begin < depth ? 0 : 1][std::move(key)];
      seen.at.push_back(i);
      seen.pages.insert(lines[i].page.value_or(0));
      seen.offset.push_back(number.value_or(0) - (number ? lines[i].page.value_or(0) : 0));
    }
    begin = end;
  }
  for (const auto& edge : edges) {
    for (const auto& entry : edge) {
      const std::string& key = entry.first;
      const Seen& seen = entry.second;
      const std::size_t on = seen.pages.size();
      if (on < 3 && (on < 2 || on * 2 < pages)) continue;
      const bool numbered = key.find('#') != std::string::npos;
      std::map<std::int64_t, std::size_t> offsets;
      for (const std::int64_t offset : seen.offset) ++offsets[offset];
      const auto usual = std::max_element(offsets.begin(), offsets.end(),
                                          [](const auto& a, const auto& b) { return a.second < b.second; });
      const bool counts_pages = numbered && usual->second * 2 > seen.at.size() && usual->second >= 2;
      // The same text with the same digits each time: "A/75/345".
      const bool same = std::all_of(seen.at.begin(), seen.at.end(), [&lines, &seen](std::size_t i) {
        return lines[i].text == lines[seen.at.front()].text;
      });
      if (!same && !counts_pages) continue;
      for (std::size_t n = 0; n < seen.at.size(); ++n) {
        if (!same && seen.offset[n] != usual->first) continue;
        if (n == 0 && same && !numbered && &edge == &edges[0]) continue;
        lines[seen.at[n]].dropped = true;
      }
    }
  }
}

/// Lines that hold a number alone which counts the pages: on half of them and at least three it has the same
/// distance from the page's place. Columns may put it anywhere on its page.
void mark_page_numbers(std::vector<Line>& lines) {
  const auto offset_of = [](const Line& line) -> std::optional<std::int64_t> {
    const std::size_t digits = count_digits(line.text, 0);
    if (digits == 0 || digits > 4 || digits != line.text.size() || line.text[0] == '0') return std::nullopt;
    std::int64_t number = 0;
    for (const char c : line.text) number = number * 10 + (c - '0');
    return number - static_cast<std::int64_t>(line.page.value_or(0));
  };
  std::map<std::int64_t, std::set<std::uint32_t>> pages_with;
  for (const Line& line : lines) {
    if (const auto offset = offset_of(line)) pages_with[*offset].insert(line.page.value_or(0));
  }
  const auto usual = std::max_element(pages_with.begin(), pages_with.end(), [](const auto& a, const auto& b) {
    return a.second.size() < b.second.size();
  });
  const std::size_t pages = lines.back().page.value_or(0);
  if (usual == pages_with.end() || usual->second.size() < 3 || usual->second.size() * 2 < pages) return;
  for (Line& line : lines) {
    if (const auto offset = offset_of(line); offset && *offset == usual->first) line.dropped = true;
  }
}

bool at_page_edge(const std::vector<Line>& lines, std::size_t i) {
  const bool first = i == 0 || lines[i - 1].page != lines[i].page;
  const bool last = i + 1 == lines.size() || lines[i + 1].page != lines[i].page;
  return lines[i].page.has_value() && (first || last);
}

void add_once(std::vector<std::string>& list, std::set<std::string, std::less<>>& known,
              std::string_view text) {
  if (known.emplace(text).second) list.emplace_back(text);
}

}  // namespace

Furniture take_furniture(std::vector<Line>& lines) {
  if (!lines.empty() && lines.back().page) {
    mark_page_numbers(lines);
    mark_repeated(lines);
  }
  Furniture taken;
  std::vector<std::string> links;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    const std::string_view text = line.text;
    if (line.dropped || text.size() > 2000) continue;
    if (is_job_line(text)) {
      line.dropped = true;
      // The symbols and the page fraction of the same header or footer stand within four lines of it.
      const std::size_t from = i < 4 ? 0 : i - 4;
      const std::size_t to = std::min(lines.size(), i + 5);
      const auto is_part = [](const Line& other) {
        return is_symbol_line(other.text) || is_page_fraction(other.text) || is_job_line(other.text);
      };
      for (std::size_t j = i; j-- > from && (lines[j].dropped || is_part(lines[j]));) lines[j].dropped = true;
      for (std::size_t j = i + 1; j < to && is_part(lines[j]); ++j) lines[j].dropped = true;
    } else if (is_drawn_rule(text)) {
      line.dropped = true;
    } else if (is_dressed_page_number(text) || is_web_line(line)) {
      line.dropped = true;
      // What follows "Image" is its alternative text, when it is short and no sentence.
      if (fold_accents(text) == "image" && i + 1 < lines.size() && lines[i + 1].gap == 0 &&
          lines[i + 1].width <= 80 && !ends_sentence(lines[i + 1].text)) {
        lines[i + 1].dropped = true;
      }
    } else if (at_page_edge(lines, i) &&
               (is_page_fraction(text) || (text.size() <= 4 && count_digits(text, 0) == text.size() &&
                                           text == std::to_string(*line.page)))) {
      line.dropped = true;
    } else if (take_links(text, links)) {
      line.dropped = true;
      line.link = true;
    }
  }
  std::set<std::string, std::less<>> known;
  bool over_break = false;
  std::uint32_t rule_gap = 0;  // what a drawn rule parts stays apart
  for (Line& line : lines) {
    if (line.dropped) {
      if (is_drawn_rule(line.text)) {
        rule_gap = 3;
        continue;
      }
      over_break = true;
      if (!line.link) add_once(taken.lines, known, line.text);
    } else {
      line.over_break = (line.over_break || over_break) && rule_gap == 0;
      line.gap += rule_gap;
      over_break = false;
      rule_gap = 0;
    }
  }
  known.clear();
  for (const std::string& link : links) add_once(taken.links, known, link);
  return taken;
}

void mark_notes(Lines& text_lines) {
  std::vector<Line>& lines = text_lines.all;
  const auto is_rule = [](const Line& line) {
    return line.text.size() >= 5 && line.text.find_first_not_of('_') == std::string_view::npos;
  };
  // "1 Le Département", "1. Voir": the number of a note.
  const auto note_number = [](std::string_view text) -> std::string_view {
    const std::size_t digits = count_digits(text, 0);
    if (digits == 0 || digits > 3) return {};
    const std::size_t space =
        digits < text.size() && (text[digits] == '.' || text[digits] == ')') ? digits + 1 : digits;
    if (space >= text.size() || text[space] != ' ') return {};
    return text.substr(0, digits);
  };
  std::size_t text_begin = 0;  // where the text begins that this page's notes belong to
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].dropped || !is_rule(lines[i])) continue;
    lines[i].dropped = true;
    std::size_t next = i + 1;
    while (next < lines.size() && lines[next].dropped) ++next;
    if (next == lines.size() || note_number(lines[next].text).empty()) {
      if (next < lines.size()) lines[next].over_break = false;
      continue;
    }
    std::size_t j = next;
    for (; j < lines.size(); ++j) {
      Line& line = lines[j];
      if (line.dropped) continue;
      // The notes stand at the foot of the page: a header or the page's end ends them, a link does not.
      if (j != next && line.over_break && !lines[j - 1].link) break;
      if (j != next && (line.gap > 2 || line.label || lines[j].page != lines[next].page)) break;
      line.in_note = true;
      const std::string_view number = note_number(line.text);
      if (number.empty()) continue;
      line.note = true;
      // The mark: these digits at the end of a word of the text above, the nearest first.
      constexpr std::size_t kFarthest = 200;  // lines; a page of double-spaced text has fewer
      const std::size_t stop = std::max(text_begin, i < kFarthest ? 0 : i - kFarthest);
      for (std::size_t k = i; k-- > stop;) {
        const std::string_view text = lines[k].text;
        if (text.size() > 2000) continue;
        std::size_t at = text.rfind(number);
        bool found = false;
        for (; at != std::string_view::npos && at > 2; at = text.rfind(number, at - 1)) {
          const std::size_t end = at + number.size();
          const bool ends =
              end == text.size() || std::string_view(" .,;:)").find(text[end]) != std::string_view::npos;
          const std::string_view before = text.substr(0, at);
          const LastChar last = last_char(before);
          const LastChar second = last_char(before.substr(0, before.size() - last.bytes));
          if (ends && is_lower(last.value) && is_lower(second.value)) {
            found = true;
            break;
          }
        }
        if (!found) continue;
        std::string& without = text_lines.changed.emplace_back(text);
        without.erase(at, number.size());
        lines[k].text = without;
        break;
      }
    }
    if (j < lines.size()) lines[j].over_break = true;
    text_begin = j;
    i = j == 0 ? 0 : j - 1;
  }
}

}  // namespace cote::corpus
