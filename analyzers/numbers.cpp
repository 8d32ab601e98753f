// Numbers in the forms of French text: ordinals become one token (20e), the rest gets a variant beside its
// words: Roman numerals after a counting word, percentages, amounts in millions, dates.
#include <cote/unicode.hpp>
#include <optional>

#include "analyzers/chain.hpp"
#include "analyzers/numerals.hpp"

namespace cote::analysis {
namespace {

class Numbers {
 public:
  explicit Numbers(Text& text) : text_(text) {}

  void run() {
    if (text_.any(kOrdinalStart) || (text_.any(kFigure) && text_.any(kOrdinalEnding))) ordinals();
    if (!text_.any(kDigitInitial | kRomanNumber)) return;
    for (std::size_t i = 0; i < text_.pieces.size(); ++i) {
      const Piece& piece = text_.pieces[i];
      if (piece.is(kDigitInitial)) {
        percentage(i);
        amount(i);
        date(i);
      } else if (piece.is(kRomanNumber)) {
        roman(i);
      }
    }
  }

 private:
  [[nodiscard]] std::string_view gap(std::size_t i) const { return text_.gap_after(i); }
  [[nodiscard]] std::string_view word(std::size_t i) const { return text_.pieces[i].text(); }

  [[nodiscard]] bool joined(std::size_t i) const {
    const std::string_view between = gap(i);
    if (between.empty()) return false;
    const auto [c, bytes] = decode_utf8(between, 0);
    return (is_hyphen(c) && bytes == between.size()) || (spaces_only(between) && between.size() <= 3);
  }

  PieceVariant& add(std::string_view text, std::size_t first, std::size_t last, bool strict,
                    std::string_view reason) {
    PieceVariant& variant = text_.piece_variants.emplace_back();
    text_.rewrite(variant.piece, text);
    variant.piece.begin = text_.pieces[first].begin;
    variant.piece.end = text_.pieces[last].end;
    variant.piece.keyword = true;
    variant.piece.reason = reason;
    variant.first = static_cast<std::uint32_t>(first);
    variant.last = static_cast<std::uint32_t>(last);
    variant.strict = strict;
    return variant;
  }

  // ---- Ordinals

  struct Ordinal {
    std::uint32_t value = 0;
    std::size_t length = 0;  ///< tokens
    bool letters = false;
  };

  /// 20e, 1er, XXe; also set apart by the extraction, "20 e siècle", "1 er".
  [[nodiscard]] std::optional<Ordinal> ordinal_in_figures(std::size_t i) const {
    const std::string_view written = word(i);
    std::size_t split = 0;
    if (text_.pieces[i].is(kDigitInitial)) {
      split = written.find_first_not_of("0123456789");
    } else {
      split = written.find_first_not_of("IVX");
    }
    if (split == 0) return std::nullopt;
    if (split != std::string_view::npos) {
      const auto value = figure_value(written.substr(0, split));
      if (!value || *value == 0) return std::nullopt;
      if (!is_ordinal_ending(written.substr(split), *value == 1)) return std::nullopt;
      return Ordinal{*value, 1, false};
    }
    if (i + 1 >= text_.pieces.size() || !spaces_only(gap(i)) || gap(i).size() > 2) return std::nullopt;
    const auto value = figure_value(written);
    if (!value || *value == 0) return std::nullopt;
    const std::string_view ending = word(i + 1);
    if (ending.size() > 5 || !is_ordinal_ending(ending, *value == 1)) return std::nullopt;
    // A lone e is an ending only before a word.
    if (ending == "e" || ending == "es") {
      if (i + 2 >= text_.pieces.size() || !spaces_only(gap(i + 1)) ||
          !is_lower(decode_utf8(text_.source, text_.pieces[i + 2].begin).value))
        return std::nullopt;
    }
    return Ordinal{*value, 2, false};
  }

  /// vingtième, soixante-dix-septième, cent vingt et unième.
  [[nodiscard]] std::optional<Ordinal> ordinal_in_letters(std::size_t i) const {
    const auto& pieces = text_.pieces;
    std::uint32_t sum = 0;
    std::uint32_t last = 0;
    bool and_word = false;
    constexpr std::size_t kMostWords = 7;  // cent quatre-vingt-dix-neuvième has five, deux "et" to spare
    for (std::size_t k = i; k < pieces.size() && k < i + kMostWords; ++k) {
      if (k > i && !joined(k - 1)) return std::nullopt;
      const std::string folded = fold_accents(word(k));
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

  void ordinals() {
    auto& pieces = text_.pieces;
    std::size_t out = 0;
    for (std::size_t i = 0; i < pieces.size();) {
      const Piece& piece = pieces[i];
      std::optional<Ordinal> ordinal;
      const bool ending_apart = i + 1 < pieces.size() && pieces[i + 1].is(kOrdinalEnding);
      const bool start = piece.is(kOrdinalStart) || (piece.is(kFigure) && ending_apart);
      if (start && !piece.clitic && !piece.foreign) {
        ordinal = ordinal_in_figures(i);
        if (!ordinal) ordinal = ordinal_in_letters(i);
      }
      if (!ordinal) {
        if (out != i) pieces[out] = piece;
        ++out;
        ++i;
        continue;
      }
      pieces[out++] = one_piece(i, *ordinal);
      i += ordinal->length;
    }
    pieces.resize(out);
  }

  [[nodiscard]] Piece one_piece(std::size_t first, const Ordinal& ordinal) {
    Piece whole = text_.pieces[first];
    const std::size_t last = first + ordinal.length - 1;
    whole.end = text_.pieces[last].end;
    text_.rewrite(whole, std::to_string(ordinal.value) + "e");
    whole.surface = whole.text();
    if (ordinal.letters) {
      // Inside an exact expression a word in letters is not the figure: its own words, however joined.
      std::string surface;
      for (std::size_t k = first; k <= last; ++k) {
        if (k > first) surface += '-';
        surface += fold_accents(word(k));
      }
      whole.surface = text_.vocabulary->written(surface)->raw;
    }
    whole.keyword = true;
    whole.acronym = false;
    whole.reason = "ordinal";
    return whole;
  }

  // ---- Roman numerals

  void roman(std::size_t i) {
    // Back over the other numbers of a list: chapitres VI, VII et VIII.
    constexpr std::size_t kLongestList = 12;
    std::size_t at = i;
    for (std::size_t steps = 0; at > 0 && steps < kLongestList; ++steps) {
      const std::string_view between = gap(at - 1);
      const bool comma = between.size() >= 2 && between.front() == ',' && spaces_only(between.substr(1));
      if (!comma && !spaces_only(between) && !(steps > 0 && joined(at - 1))) return;
      const Piece& before = text_.pieces[--at];
      if (!comma && before.is(kCountingWord)) {
        const std::string value = std::to_string(*roman_value(word(i)));
        add(value, i, i, false, "chiffres romains après un mot qui compte");
        return;
      }
      if (!before.is(kListLink) && !roman_value(before.text())) return;
    }
  }

  // ---- Percentages and amounts

  void percentage(std::size_t i) {
    const auto& pieces = text_.pieces;
    if (!is_number(word(i))) return;
    std::string_view after = gap(i);
    std::size_t spaces = 0;
    while (spaces < after.size() && is_space(decode_utf8(after, spaces).value))
      spaces += decode_utf8(after, spaces).bytes;
    if (after.substr(spaces).starts_with("%")) {
      PieceVariant& variant = add(std::string(word(i)) + "%", i, i, true, "pourcentage");
      variant.exact = true;
      variant.piece.end = static_cast<std::uint32_t>(pieces[i].end + spaces + 1);
      return;
    }
    if (i + 2 >= pieces.size() || spaces != after.size()) return;
    if (const std::string_view dot = gap(i + 1); dot.size() > 3) return;
    if (!pieces[i + 1].is(kPerWord)) return;
    const std::string hundred = fold_case(word(i + 2));
    if (hundred != "100" && hundred != "cent") return;
    add(std::string(word(i)) + "%", i, i + 2, true, "pourcentage").exact = true;
  }

  static bool is_number(std::string_view word) {
    const std::size_t comma = word.find(',');
    if (comma == std::string_view::npos) return is_digits(word);
    return is_digits(word.substr(0, comma)) && is_digits(word.substr(comma + 1));
  }

  /// 3,5 millions: 3500000.
  void amount(std::size_t i) {
    if (i + 1 >= text_.pieces.size() || !text_.pieces[i + 1].is(kAmountWord)) return;
    if (!is_number(word(i)) || !spaces_only(gap(i))) return;
    std::size_t zeros = zeros_of(fold_case(word(i + 1)));
    std::string digits(word(i));
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
    add(digits, i, i + 1, true, "montant en chiffres");
  }

  // ---- Dates

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
    const auto& pieces = text_.pieces;
    if (i + 2 >= pieces.size()) return;
    // 01/02/2019: day before month, as French writes; 2019-02-01 is the international order.
    if (same_separator(i)) {
      auto day = day_of(word(i));
      const auto month = is_digits(word(i + 1)) && word(i + 1).size() <= 2 ? to_number(word(i + 1)) : 0;
      auto year = year_of(word(i + 2));
      if (!day && gap(i) == "-" && word(i).size() == 4) {
        year = year_of(word(i));
        day = day_of(word(i + 2));
      }
      if (day && year && month >= 1 && month <= 12) add(iso(*year, month, *day), i, i + 2, true, "date");
      return;
    }
    const auto day = day_of(word(i));
    if (!day) return;
    // 1er février 2019, and the first of several days: 1er et 2 février 2019, du 3 au 5 mai 2018.
    std::size_t at = i + 1;
    constexpr std::size_t kMostDays = 6;
    for (std::size_t steps = 0; steps < kMostDays && at + 1 < pieces.size(); ++steps) {
      if (const auto month = pieces[at].is(kMonthWord) ? month_of(fold_accents(word(at))) : std::nullopt) {
        std::string_view between = gap(at);
        if (!between.empty() && between.front() == '.') between.remove_prefix(1);
        if (!spaces_only(between)) return;
        const auto year = year_of(word(at + 1));
        if (year) add(iso(*year, *month, *day), i, at + 1, true, "date");
        return;
      }
      if (!pieces[at].is(kDayLink) && !day_of(word(at))) return;
      ++at;
    }
  }

  Text& text_;
};

}  // namespace

void numbers(Text& text) { Numbers(text).run(); }

}  // namespace cote::analysis
