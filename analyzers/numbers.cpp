// Numbers in the forms of French text: ordinals become one token (20e), the rest gets a variant beside its
// words: Roman numerals after a counting word, percentages, amounts in millions, dates.
#include <array>
#include <cote/unicode.hpp>
#include <optional>

#include "analyzers/chain.hpp"
#include "analyzers/numerals.hpp"

namespace cote::analysis {
namespace {

bool is_digits(std::string_view word) {
  for (const char c : word) {
    if (c < '0' || c > '9') return false;
  }
  return !word.empty();
}

std::uint32_t to_number(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits.substr(0, 9)) value = value * 10 + static_cast<std::uint32_t>(c - '0');
  return value;
}

class Numbers {
 public:
  Numbers(Text& text, const WordLists& lists) : text_(text), lists_(lists) {}

  void run() {
    ordinals();
    const auto& tokens = text_.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const char first = tokens[i].text.empty() ? '\0' : tokens[i].text.front();
      if (first >= '0' && first <= '9') {
        percentage(i);
        amount(i);
        date(i);
      } else {
        roman(i);
      }
    }
  }

 private:
  [[nodiscard]] std::string_view gap(std::size_t i) const {
    const auto& tokens = text_.tokens;
    const std::size_t to = i + 1 < tokens.size() ? tokens[i + 1].begin : text_.source.size();
    return text_.source.substr(tokens[i].end, to - tokens[i].end);
  }

  [[nodiscard]] bool joined(std::size_t i) const {
    const std::string_view between = gap(i);
    if (between.empty()) return false;
    const auto [c, bytes] = decode_utf8(between, 0);
    return (is_hyphen(c) && bytes == between.size()) || (spaces_only(between) && between.size() <= 3);
  }

  void add(std::string text, std::size_t first, std::size_t last, bool strict, std::string_view reason) {
    Variant variant;
    variant.token.text = std::move(text);
    variant.token.begin = text_.tokens[first].begin;
    variant.token.end = text_.tokens[last].end;
    variant.token.position = text_.tokens[first].position;
    variant.token.keyword = true;
    variant.token.reason = reason;
    variant.first = static_cast<std::uint32_t>(first);
    variant.last = static_cast<std::uint32_t>(last);
    variant.strict = strict;
    text_.variants.push_back(std::move(variant));
  }

  // ---- Ordinals

  struct Ordinal {
    std::uint32_t value = 0;
    std::size_t length = 0;  ///< tokens
    bool letters = false;
  };

  /// The endings of an ordinal in figures; superscript letters are letters too.
  static bool is_ordinal_ending(std::string_view written, bool first) {
    const std::string ending = fold_case(written);
    if (first) {
      for (const std::string_view form :
           {"er", "ers", "re", "res", "ère", "ères", "ere", "eres", "ᵉʳ", "ʳᵉ"}) {
        if (ending == form) return true;
      }
      return false;
    }
    for (const std::string_view form : {"e", "es", "ème", "èmes", "eme", "emes", "ième", "ièmes", "ieme",
                                        "iemes", "ᵉ", "nd", "nde", "nds", "ndes"}) {
      if (ending == form) return true;
    }
    return false;
  }

  static std::optional<std::uint32_t> figures(std::string_view word) {
    if (is_digits(word)) return word.size() <= 4 ? std::optional(to_number(word)) : std::nullopt;
    // Capitals only, and no L, C, D, M: Le, Ce, De, Me.
    if (word.find_first_not_of("IVX") != std::string_view::npos) return std::nullopt;
    return roman_value(word);
  }

  /// 20e, 1er, XXe; also set apart by the extraction, "20 e siècle", "1 er".
  [[nodiscard]] std::optional<Ordinal> ordinal_in_figures(std::size_t i) const {
    const std::string_view word = text_.tokens[i].text;
    std::size_t split = 0;
    if (word.front() >= '0' && word.front() <= '9') {
      split = word.find_first_not_of("0123456789");
    } else {
      split = word.find_first_not_of("IVX");
    }
    if (split == 0) return std::nullopt;
    if (split != std::string_view::npos) {
      const auto value = figures(word.substr(0, split));
      if (!value || *value == 0) return std::nullopt;
      if (!is_ordinal_ending(word.substr(split), *value == 1)) return std::nullopt;
      return Ordinal{*value, 1, false};
    }
    if (i + 1 >= text_.tokens.size() || !spaces_only(gap(i)) || gap(i).size() > 2) return std::nullopt;
    const auto value = figures(word);
    if (!value || *value == 0) return std::nullopt;
    const std::string_view ending = text_.tokens[i + 1].text;
    if (ending.size() > 5 || !is_ordinal_ending(ending, *value == 1)) return std::nullopt;
    // A lone e is an ending only before a word.
    if (ending == "e" || ending == "es") {
      if (i + 2 >= text_.tokens.size() || !spaces_only(gap(i + 1)) ||
          !is_lower(decode_utf8(text_.source, text_.tokens[i + 2].begin).value))
        return std::nullopt;
    }
    return Ordinal{*value, 2, false};
  }

  /// vingtième, soixante-dix-septième, cent vingt et unième.
  [[nodiscard]] std::optional<Ordinal> ordinal_in_letters(std::size_t i) const {
    const auto& tokens = text_.tokens;
    std::uint32_t sum = 0;
    std::uint32_t last = 0;
    bool and_word = false;
    constexpr std::size_t kMostWords = 7;  // cent quatre-vingt-dix-neuvième has five, deux "et" to spare
    for (std::size_t k = i; k < tokens.size() && k < i + kMostWords; ++k) {
      if (k > i && !joined(k - 1)) return std::nullopt;
      const std::string folded = fold_accents(tokens[k].text);
      if (folded == "et" && k > i && !and_word && last >= 20 && last < 80) {
        and_word = true;
        continue;
      }
      const auto number = number_word(folded);
      if (!number) return std::nullopt;
      if (number->compound && k == i) return std::nullopt;
      if (number->value == 1 && !number->compound && k > i) return std::nullopt;  // "vingt premières minutes"
      if (and_word && number->value != 1 && number->value != 11) return std::nullopt;
      // Each part is smaller than the one before, but quatre-vingt multiplies.
      if (last == 4 && number->value == 20) {
        sum += 76;
        last = 80;
        if (number->ordinal) return Ordinal{sum, k - i + 1, true};
        continue;
      }
      const bool teens = (last == 60 || last == 80) && number->value >= 10 && number->value < 20;
      if (k > i && !(last == 100 && number->value < 100) && !teens &&
          !(last >= 20 && last < 100 && number->value < 10) && !(and_word && number->value == 11) &&
          !(last == 10 && number->value >= 7 && number->value < 10))
        return std::nullopt;
      sum += number->value;
      last = number->value;
      if (number->ordinal) return Ordinal{sum, k - i + 1, true};
    }
    return std::nullopt;
  }

  /// Cheap test that passes every word which can begin an ordinal.
  static bool may_begin_ordinal(std::string_view word) {
    if (word.empty()) return false;
    const char c = word.front();
    if ((c >= '0' && c <= '9') || c == 'I' || c == 'V' || c == 'X') return true;
    if (word.size() < 3) return false;
    // vingtième(s), premier(s), première(s), and the cardinals that go before: by their last letters.
    const auto lower = [&](std::size_t from_end) {
      return static_cast<char>(static_cast<unsigned char>(word[word.size() - from_end]) | 0x20U);
    };
    const char last = lower(1);
    const char before = lower(2);
    switch (last) {
      case 'e':
        return before == 'm' || before == 't' || before == 'r';  // -ième, trente, quatre, première
      case 's':
        return before == 'e' || before == 'r' || before == 't';  // -ièmes, premières, premiers, vingts
      case 'r':
        return before == 'e' && (c == 'p' || c == 'P');  // premier
      case 't':
        return before == 'n' || before == 'g';  // cent, vingt
      case 'x':
        return before == 'i' && (c == 'd' || c == 'D');  // dix
      default:
        return false;
    }
  }

  void ordinals() {
    auto& tokens = text_.tokens;
    std::size_t out = 0;
    bool merged = false;
    for (std::size_t i = 0; i < tokens.size();) {
      Token& token = tokens[i];
      std::optional<Ordinal> ordinal;
      if (!token.clitic && !token.foreign && may_begin_ordinal(token.text)) {
        ordinal = ordinal_in_figures(i);
        if (!ordinal) ordinal = ordinal_in_letters(i);
      }
      if (!ordinal) {
        if (out != i) tokens[out] = std::move(token);
        ++out;
        ++i;
        continue;
      }
      Token whole = token;
      whole.end = tokens[i + ordinal->length - 1].end;
      whole.text = std::to_string(ordinal->value) + "e";
      whole.surface = whole.text;
      if (ordinal->letters) {
        // Inside an exact expression a word in letters is not the figure: its own words, however joined.
        whole.surface.clear();
        for (std::size_t k = i; k < i + ordinal->length; ++k) {
          if (k > i) whole.surface += '-';
          whole.surface += fold_accents(tokens[k].text);
        }
      }
      whole.keyword = true;
      whole.acronym = false;
      whole.reason = "ordinal";
      merged = merged || ordinal->length > 1;
      tokens[out++] = std::move(whole);
      i += ordinal->length;
    }
    tokens.resize(out);
    if (merged) {
      for (std::size_t i = 0; i < tokens.size(); ++i) tokens[i].position = static_cast<std::uint32_t>(i);
    }
  }

  // ---- Roman numerals

  [[nodiscard]] bool is_counting_word(std::size_t i) const {
    std::string word = fold_case(text_.tokens[i].text);
    if (word.size() < 3) return false;
    if (lists_.counting_words.contains(word)) return true;
    if (word.back() == 's' || word.back() == 'x') {
      word.pop_back();
      if (lists_.counting_words.contains(word)) return true;
    }
    return lists_.counting_words_folded.contains(fold_accents(word));
  }

  void roman(std::size_t i) {
    if (i == 0) return;
    const Token& token = text_.tokens[i];
    if (std::string_view("IVXLivxl").find(token.text.front()) == std::string_view::npos) return;
    const auto value = roman_value(token.text);
    if (!value) return;
    // Back over the other numbers of a list: chapitres VI, VII et VIII.
    std::size_t at = i;
    constexpr std::size_t kLongestList = 12;
    for (std::size_t steps = 0; at > 0 && steps < kLongestList; ++steps) {
      const std::string_view between = gap(at - 1);
      const bool comma = between.size() >= 2 && between.front() == ',' && spaces_only(between.substr(1));
      if (!comma && !spaces_only(between) && !(steps > 0 && joined(at - 1))) return;
      const Token& before = text_.tokens[--at];
      if (!comma && is_counting_word(at)) {
        add(std::to_string(*value), i, i, false, "chiffres romains après un mot qui compte");
        return;
      }
      const std::string word = fold_case(before.text);
      if (word == "et" || word == "ou" || word == "à" || word == "n°" || word == "au" || word == "de")
        continue;
      if (!roman_value(before.text)) return;
    }
  }

  // ---- Percentages and amounts

  void percentage(std::size_t i) {
    const auto& tokens = text_.tokens;
    if (!is_number(tokens[i].text)) return;
    std::string_view after = gap(i);
    std::size_t spaces = 0;
    while (spaces < after.size() && is_space(decode_utf8(after, spaces).value))
      spaces += decode_utf8(after, spaces).bytes;
    if (after.substr(spaces).starts_with("%")) {
      add(tokens[i].text + "%", i, i, true, "pourcentage");
      text_.variants.back().exact = true;
      text_.variants.back().token.end = static_cast<std::uint32_t>(tokens[i].end + spaces + 1);
      return;
    }
    if (i + 2 >= tokens.size() || spaces != after.size()) return;
    if (const std::string_view dot = gap(i + 1); dot.size() > 3) return;
    const std::string word = fold_case(tokens[i + 1].text);
    const std::string hundred = fold_case(tokens[i + 2].text);
    if ((word == "p" || word == "pour") && (hundred == "100" || hundred == "cent")) {
      add(tokens[i].text + "%", i, i + 2, true, "pourcentage");
      text_.variants.back().exact = true;
    }
  }

  static bool is_number(std::string_view word) {
    const std::size_t comma = word.find(',');
    if (comma == std::string_view::npos) return is_digits(word);
    return is_digits(word.substr(0, comma)) && is_digits(word.substr(comma + 1));
  }

  /// 3,5 millions: 3500000.
  void amount(std::size_t i) {
    const auto& tokens = text_.tokens;
    if (i + 1 >= tokens.size() || !is_number(tokens[i].text) || !spaces_only(gap(i))) return;
    const std::string word = fold_case(tokens[i + 1].text);
    std::size_t zeros = 0;
    if (word == "million" || word == "millions") {
      zeros = 6;
    } else if (word == "milliard" || word == "milliards") {
      zeros = 9;
    } else if (word == "billion" || word == "billions") {
      zeros = 12;
    } else if (word == "mille" || word == "millier" || word == "milliers") {
      zeros = 3;
    } else {
      return;
    }
    std::string digits = tokens[i].text;
    constexpr std::size_t kLongest = 12;  // more than any budget
    if (digits.size() > kLongest) return;
    if (const std::size_t comma = digits.find(','); comma != std::string::npos) {
      const std::size_t decimals = digits.size() - comma - 1;
      if (decimals > zeros) return;
      digits.erase(comma, 1);
      zeros -= decimals;
    }
    digits.append(zeros, '0');
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    add(std::move(digits), i, i + 1, true, "montant en chiffres");
  }

  // ---- Dates

  static std::optional<std::uint32_t> month_of(std::string_view word) {
    static constexpr std::array<std::string_view, 12> kMonths = {
        "janvier", "fevrier", "mars",      "avril",   "mai",      "juin",
        "juillet", "aout",    "septembre", "octobre", "novembre", "decembre"};
    const std::string folded = fold_accents(word);
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
      if (folded == kMonths[i]) return static_cast<std::uint32_t>(i + 1);
    }
    return std::nullopt;
  }

  static std::optional<std::uint32_t> day_of(std::string_view word) {
    if (word == "1e") return 1;  // 1er, by the ordinals
    if (!is_digits(word) || word.size() > 2) return std::nullopt;
    const std::uint32_t day = to_number(word);
    if (day < 1 || day > 31) return std::nullopt;
    return day;
  }

  static std::optional<std::uint32_t> year_of(std::string_view word) {
    if (!is_digits(word) || word.size() != 4) return std::nullopt;
    const std::uint32_t year = to_number(word);
    if (year < 1000) return std::nullopt;
    return year;
  }

  static std::string iso(std::uint32_t year, std::uint32_t month, std::uint32_t day) {
    const auto two = [](std::uint32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(year) + '-' + two(month) + '-' + two(day);
  }

  [[nodiscard]] bool same_separator(std::size_t i) const {
    const std::string_view a = gap(i);
    return a.size() == 1 && (a == "/" || a == "." || a == "-") && gap(i + 1) == a;
  }

  void date(std::size_t i) {
    const auto& tokens = text_.tokens;
    if (i + 2 >= tokens.size()) return;
    // 01/02/2019: day before month, as French writes; 2019-02-01 is the international order.
    if (same_separator(i)) {
      auto day = day_of(tokens[i].text);
      const auto month =
          is_digits(tokens[i + 1].text) && tokens[i + 1].text.size() <= 2 ? to_number(tokens[i + 1].text) : 0;
      auto year = year_of(tokens[i + 2].text);
      if (!day && gap(i) == "-" && tokens[i].text.size() == 4) {
        year = year_of(tokens[i].text);
        day = day_of(tokens[i + 2].text);
      }
      if (day && year && month >= 1 && month <= 12) add(iso(*year, month, *day), i, i + 2, true, "date");
      return;
    }
    const auto day = day_of(tokens[i].text);
    if (!day) return;
    // 1er février 2019, and the first of several days: 1er et 2 février 2019, du 3 au 5 mai 2018.
    std::size_t at = i + 1;
    constexpr std::size_t kMostDays = 6;
    for (std::size_t steps = 0; steps < kMostDays && at + 1 < tokens.size(); ++steps) {
      if (const auto month = month_of(tokens[at].text)) {
        std::string_view between = gap(at);
        if (!between.empty() && between.front() == '.') between.remove_prefix(1);
        if (!spaces_only(between)) return;
        const auto year = year_of(tokens[at + 1].text);
        if (year) add(iso(*year, *month, *day), i, at + 1, true, "date");
        return;
      }
      const std::string word = fold_case(tokens[at].text);
      const bool link = word == "et" || word == "au" || word == "ou" || word == "à" || word == "le";
      if (!link && !day_of(tokens[at].text)) return;
      ++at;
    }
  }

  Text& text_;
  const WordLists& lists_;
};

}  // namespace

void numbers(Text& text, const WordLists& lists) { Numbers(text, lists).run(); }

}  // namespace cote::analysis
