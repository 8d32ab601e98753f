// What all families of references read with: a cursor over UTF-8 text that knows French spaces, dashes,
// apostrophes, n° and dates, and a sink for what was found.
#pragma once

#include <cote/reference.hpp>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::references {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 0x20) : c; }
constexpr char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 0x20) : c; }

/// One character without case and accent: a-z for Latin letters of French, the byte itself for other ASCII,
/// 0 for everything else. `length` receives its bytes (at least 1).
char fold_accented(std::string_view text, std::size_t at, std::size_t& length);
inline char fold_at(std::string_view text, std::size_t at, std::size_t& length) {
  length = 1;
  if (at >= text.size()) return 0;
  const char c = text[at];
  return static_cast<unsigned char>(c) < 0x80 ? to_lower(c) : fold_accented(text, at, length);
}

/// True where a word goes on before or at `at`: letters, digits and '_' of any script.
bool word_before(std::string_view text, std::size_t at);
bool word_at(std::string_view text, std::size_t at);

/// True when `value` is a Roman numeral in its usual spelling (XXIV, not IIV); then its value, else 0.
unsigned roman_value(std::string_view value);
/// "4" -> "IV", up to 3999; empty for 0.
std::string roman_numeral(unsigned value);

std::string upper(std::string_view text);
std::string strip_zeros(std::string_view digits);
/// 4-digit year of a 2- or 4-digit one: two digits from 45 on are of the last century, since no organisation
/// cited here is older than 1945.
std::string full_year(std::string_view year);
bool is_year(std::string_view digits, unsigned from = 1900, unsigned to = 2099);
unsigned to_number(std::string_view digits);
/// "1901-07-01" -> "1er juillet 1901"; a shorter date as it is.
std::string french_date(std::string_view date);

/// A place in the text. All take_ functions move only when they succeed.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  void move(std::size_t at) { at_ = at; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  /// No letter, digit or '_' stands here.
  [[nodiscard]] bool border() const { return !word_at(text_, at_); }

  bool take(char c);
  bool take_text(std::string_view exact) {
    return (exact.empty() || peek() == exact.front()) && take_all_of(exact);
  }
  /// `folded` without case and accents; in it ' ' stands for spaces of any kind (a line end too), '\'' for
  /// any apostrophe, '-' for any hyphen. take_word also wants a border behind it.
  bool take_folded(std::string_view folded) { return may_take(folded) && take_all_folded(folded); }
  bool take_word(std::string_view folded) { return may_take(folded) && take_all_of_word(folded); }
  bool take_any_word(std::initializer_list<std::string_view> folded);
  /// Spaces of any kind with at most `lines` line ends; false when none stood there.
  bool spaces(unsigned lines = 2);
  bool take_dash() {
    const char c = peek();
    return (c == '-' || static_cast<unsigned char>(c) >= 0x80) && take_any_dash();
  }
  bool take_apostrophe();
  /// n°, no, nº, nos, n°s, numéro with the spaces behind it.
  bool take_numero();
  /// Between `min` and `max` digits and no further one; empty when not.
  std::string_view digits(std::size_t min, std::size_t max);
  /// Capital letters A-Z (any case when `any_case`), at least `min`, at most `max`, no further letter.
  std::string_view letters(std::size_t min, std::size_t max, bool any_case = false);
  /// A full date in ISO form: 6 janvier 1978, 1er févr. 2019, 06/01/1978, 4.5.2016, 12-3-2014.
  std::optional<std::string> date();
  /// Optional [ ,]: spaces and at most one comma.
  void comma();
  /// Spaces behind a slash or hyphen, where lines are cut: goes over them only when `next` accepts what
  /// follows.
  template <typename Next>
  void mend(Next next) {
    Cursor ahead = *this;
    if (ahead.spaces() && next(ahead.peek())) *this = ahead;
  }

 private:
  /// False when the first character alone is another: almost always, and told without a call.
  [[nodiscard]] bool may_take(std::string_view folded) const {
    const char wanted = folded.empty() ? '\0' : folded.front();
    const char c = peek();
    return !is_alpha(wanted) || static_cast<unsigned char>(c) >= 0x80 || to_lower(c) == wanted;
  }
  bool take_all_of(std::string_view exact);
  bool take_all_folded(std::string_view folded);
  bool take_all_of_word(std::string_view folded);
  bool take_any_dash();

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Where references go, and what earlier ones leave for later ones.
class Sink {
 public:
  Sink(std::string_view text, std::vector<Reference>& out) : text_(text), out_(out) {}
  Reference& add(ReferenceKind kind, std::size_t begin, std::size_t end, std::string canonical,
                 std::string display = {}, std::string date = {}, std::string parent = {});
  /// The same with certain = false.
  void add_reading(ReferenceKind kind, std::size_t begin, std::size_t end, std::string canonical);
  [[nodiscard]] std::size_t size() const { return out_.size(); }
  /// The references from `first` on.
  [[nodiscard]] Reference& operator[](std::size_t index) { return out_[index]; }

  std::string last_code;  ///< key of the code named last: « du même code »

 private:
  std::string_view text_;
  std::vector<Reference>& out_;
};

struct Scan {
  std::string_view text;
  ReferenceContext context;
  /// The characters typed or the name of a file: forms that running text would not let pass.
  [[nodiscard]] bool loose() const { return context.query || context.file_name; }
};

/// A family's parser: the word whose letters are [begin, head_end) was seen. Returns where reading goes on
/// after what it added to the sink, or 0 when it added nothing.
using Parser = std::size_t (*)(const Scan& scan, std::size_t begin, std::size_t head_end, Sink& sink);

/// The last `bytes` of text before `at`, not reaching over the end of a sentence or paragraph.
std::string_view sentence_before(std::string_view text, std::size_t at, std::size_t bytes);
/// True when `folded` (see Cursor::take_folded) stands as words somewhere in `window`.
bool holds_words(std::string_view window, std::string_view folded);

}  // namespace cote::references
