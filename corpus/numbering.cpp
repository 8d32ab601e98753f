#include "corpus/numbering.hpp"

#include <algorithm>

namespace cote::corpus {

namespace {

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::uint32_t roman_digit(char c) {
  switch (c) {
    case 'I':
    case 'i':
      return 1;
    case 'V':
    case 'v':
      return 5;
    case 'X':
    case 'x':
      return 10;
    case 'L':
    case 'l':
      return 50;
    case 'C':
    case 'c':
      return 100;
    default:
      return 0;
  }
}

std::string write_roman(std::uint32_t value) {
  struct Step {
    std::uint32_t value;
    std::string_view letters;
  };
  constexpr Step kSteps[] = {{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"},
                             {9, "IX"},  {5, "V"},   {4, "IV"}, {1, "I"}};
  std::string out;
  for (const Step& step : kSteps) {
    for (; value >= step.value; value -= step.value) out += step.letters;
  }
  return out;
}

/// Value of a well-written Roman numeral up to 399; 0 for anything else ("IIX", "VI" in small and capital
/// letters mixed).
std::uint32_t read_roman(std::string_view text) {
  if (text.empty() || text.size() > 10) return 0;
  std::uint32_t value = 0;
  std::uint32_t last = 0;
  std::string upper;
  for (auto at = text.rbegin(); at != text.rend(); ++at) {
    const std::uint32_t digit = roman_digit(*at);
    if (digit == 0 || ((*at >= 'a') != (text.front() >= 'a'))) return 0;
    if (digit < last) {
      if (digit > value) return 0;
      value -= digit;
    } else {
      value += digit;
      last = digit;
    }
  }
  for (const char c : text) upper += static_cast<char>(c >= 'a' ? c - 0x20 : c);
  return value < 400 && write_roman(value) == upper ? value : 0;
}

/// `at` is behind the label: takes the space, or the dash of "I. - " and "1.- ".
std::optional<std::size_t> skip_separator(std::string_view text, std::size_t at) {
  constexpr std::string_view kDashes[] = {"- ", "– ", "— ", " - ", " – ", " — "};
  for (const std::string_view dash : kDashes) {
    if (text.substr(at).starts_with(dash)) return at + dash.size();
  }
  if (at == text.size()) return at;
  if (text[at] == ' ') return at + 1;
  return std::nullopt;
}

std::optional<Label> read_number(std::string_view text) {
  Label label;
  std::size_t at = 0;
  while (label.depth < label.parts.size()) {
    std::size_t end = at;
    std::uint32_t value = 0;
    while (end < text.size() && end - at < 4 && is_ascii_digit(text[end])) {
      value = value * 10 + static_cast<std::uint32_t>(text[end++] - '0');
    }
    if (end == at || (text[at] == '0' && end - at > 1)) break;
    label.parts[label.depth++] = value;
    label.printed = text.substr(0, end);
    at = end;
    if (at >= text.size() || (text[at] != '.' && text[at] != ')')) break;
    ++at;
    if (text[at - 1] == ')') break;
  }
  if (label.depth == 0 || at == label.printed.size()) return std::nullopt;  // "12 " and "1.2 " are no labels
  const auto end = skip_separator(text, at);
  if (!end) return std::nullopt;
  label.bytes = *end;
  return label;
}

}  // namespace

std::optional<Label> read_label_as(std::string_view text, LabelForm form) {
  if (form == LabelForm::kNumber) return read_number(text);
  const bool heading = form == LabelForm::kRoman || form == LabelForm::kLetter;
  const bool opened = !heading && text.starts_with('(');
  const std::size_t begin = opened ? 1 : 0;
  const std::size_t end = text.substr(0, 14).find(heading ? '.' : ')', begin);
  if (end == std::string_view::npos || end == begin) return std::nullopt;
  const std::string_view letters = text.substr(begin, end - begin);
  Label label;
  label.form = form;
  label.depth = 1;
  const char lowest = heading ? 'A' : 'a';
  if (form == LabelForm::kRoman || form == LabelForm::kRomanItem) {
    label.parts[0] =
        letters.front() >= lowest && (heading == (letters.front() < 'a')) ? read_roman(letters) : 0;
  } else if (letters.size() == 1 && letters[0] >= lowest && letters[0] <= lowest + 25) {
    label.parts[0] = static_cast<std::uint32_t>(letters[0] - lowest) + 1;
  }
  if (label.parts[0] == 0) return std::nullopt;
  label.printed = heading ? letters : text.substr(begin, end + 1 - begin);
  const auto after = skip_separator(text, end + 1);
  if (!after) return std::nullopt;
  label.bytes = *after;
  return label;
}

std::optional<Label> read_label(std::string_view text) {
  if (!may_have_label(text)) return std::nullopt;
  const char c = text[0];
  if (is_ascii_digit(c)) return read_number(text);
  constexpr LabelForm kForms[] = {LabelForm::kItem, LabelForm::kRomanItem, LabelForm::kRoman,
                                  LabelForm::kLetter};
  for (const LabelForm form : kForms) {
    const auto label = read_label_as(text, form);
    // "C." and "D." are letters; "I.", "V." and "X." are read as Roman numerals first.
    if (label && !(form == LabelForm::kRoman && label->printed.size() == 1 && label->parts[0] >= 50))
      return label;
  }
  return std::nullopt;
}

bool follows(const Label& a, const Label& b) {
  if (b.depth == 0 || a.depth == 0) return false;
  const std::size_t last = b.depth - 1;
  if (b.depth > a.depth + 1) return false;
  for (std::size_t i = 0; i < last; ++i) {
    if (a.parts[i] != b.parts[i]) return false;
  }
  if (b.depth == a.depth + 1) return b.parts[last] <= 1;  // 1.0 or 1.1 below 1
  return b.parts[last] == a.parts[last] + 1;
}

std::vector<bool> find_sequences(const std::vector<Label>& labels) {
  std::vector<bool> counts(labels.size(), false);
  std::vector<Label> open;  // the last label of each sequence that may go on, innermost last
  constexpr std::size_t kNested = 4;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Label& label = labels[i];
    const auto before = std::find_if(open.rbegin(), open.rend(),
                                     [&label](const Label& last) { return follows(last, label); });
    if (before != open.rend()) {
      open.erase(before.base(), open.end());
      open.back() = label;
      counts[i] = true;
      continue;
    }
    // Not the next one: it counts when its own successor is the next label, or the one after (a stray between
    // them).
    const bool goes_on = (i + 1 < labels.size() && follows(label, labels[i + 1])) ||
                         (i + 2 < labels.size() && follows(label, labels[i + 2]));
    if (!goes_on) continue;
    counts[i] = true;
    if (open.size() == kNested) open.erase(open.begin());
    open.push_back(label);
  }
  return counts;
}

}  // namespace cote::corpus
