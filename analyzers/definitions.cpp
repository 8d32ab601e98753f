// Definitions of acronyms: where a text puts an acronym beside its long form, and where that form begins.
#include <algorithm>
#include <array>
#include <cote/definition.hpp>
#include <cote/lexicon.hpp>
#include <cote/unicode.hpp>
#include <limits>
#include <optional>

namespace cote {
namespace {

/// A long form is looked for in so many bytes before or inside the parenthesis: the longest names of bodies
/// take under 200, and a bound keeps the whole linear.
constexpr std::size_t kReach = 320;

/// Acronyms have at most so many letters and digits; longer ones are words in capitals.
constexpr std::size_t kLongestAcronym = 12;

/// What an alignment pays. A content word without a letter (the "multidimensionnelle" of MINUSCA) costs one;
/// a letter that continues its word's beginning (the CA of MINUSCA) half, another inner letter (the V of
/// ultraviolet) one; a letter from an article or preposition (the second E of CEDEAO is its "des") half.
constexpr double kSkippedWord = 1.0;
constexpr double kSkippedNations = 0.5;  ///< "des Nations Unies" is left out of many acronyms: HCR, HCDH
constexpr double kBeginningLetter = 0.5;
constexpr double kInnerLetter = 1.0;
constexpr double kSmallWordLetter = 0.5;
constexpr double kImpossible = std::numeric_limits<double>::infinity();

/// Two letters must be two initials, of three one may be paid for, of more half.
double most_to_pay(std::size_t letters) {
  if (letters <= 2) return 0;
  return letters == 3 ? 1.0 : 0.5 * static_cast<double>(letters);
}

/// Of an acronym in another order (SPLA: Armée populaire de libération du Soudan) this share must be
/// initials, and all content words but one must have given one.
constexpr double kReorderedShare = 0.6;

constexpr std::array kSmallWords = {
    "a",    "and",   "au",   "aux",  "avec", "chez", "contre", "d",  "dans", "de",   "der", "des", "du",
    "en",   "entre", "et",   "for",  "in",   "l",    "la",     "le", "les",  "of",   "on",  "ou",  "par",
    "pour", "s",     "sans", "sous", "sur",  "the",  "to",     "un", "une",  "vers", "von", "y"};

bool is_small(std::string_view folded) {
  return std::find(kSmallWords.begin(), kSmallWords.end(), folded) != kSmallWords.end();
}

struct Word {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string folded;
  bool small = false;
};

/// Words of text[from, to); the caller has made sure that no sentence ends inside.
std::vector<Word> words_of(std::string_view text, std::size_t from, std::size_t to) {
  std::vector<Word> words;
  for (std::size_t at = from; at < to;) {
    std::size_t end = at;
    while (end < to) {
      const auto [c, bytes] = decode_utf8(text, end);
      if (!is_letter(c) && !is_digit(c) && !is_mark(c) && c != 0xAD) break;
      end += bytes;
    }
    if (end == at) {
      at += decode_utf8(text, at).bytes;
      continue;
    }
    Word word{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), {}, false};
    word.folded = fold_accents(text.substr(at, end - at));
    // A capital by itself is a name: basse tension A (BTA).
    word.small = is_small(word.folded) && !(end - at == 1 && is_upper(decode_utf8(text, at).value));
    words.push_back(std::move(word));
    at = end;
  }
  return words;
}

struct Acronym {
  std::string written;             ///< without full stops and plural s
  std::string letters;             ///< folded, letters and digits only
  std::vector<std::size_t> parts;  ///< where a part behind a hyphen begins in letters
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

bool is_roman(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c == 'I' || c == 'V' || c == 'X'; });
}

/// Reads text[from, to) as an acronym: letters and digits with hyphens or full stops between, two capitals at
/// least, a capital first.
std::optional<Acronym> read_acronym(std::string_view text, std::size_t from, std::size_t to) {
  if (to - from < 2 || to - from > 40) return std::nullopt;
  Acronym acronym;
  acronym.begin = static_cast<std::uint32_t>(from);
  acronym.end = static_cast<std::uint32_t>(to);
  std::size_t upper = 0;
  std::size_t lower = 0;
  for (std::size_t at = from; at < to;) {
    const auto [c, bytes] = decode_utf8(text, at);
    if (is_letter(c) || is_digit(c)) {
      if (acronym.written.empty() && !is_upper(c)) return std::nullopt;
      if (is_upper(c)) ++upper;
      if (is_lower(c)) ++lower;
      acronym.written += text.substr(at, bytes);
      acronym.letters += fold_accents(text.substr(at, bytes));
    } else if (is_hyphen(c) && !acronym.written.empty()) {
      acronym.written += text.substr(at, bytes);
      acronym.parts.push_back(acronym.letters.size());
    } else if (c != '.') {
      return std::nullopt;
    }
    at += bytes;
  }
  if (upper >= 2 && lower == 1 && acronym.written.back() == 's') {  // ONGs
    acronym.written.pop_back();
    acronym.letters.pop_back();
    lower = 0;
  }
  // Half of the letters of MassMoCA are small; a name like McDonald has fewer capitals.
  if (upper < 2 || lower > upper + 1 || acronym.letters.size() > kLongestAcronym) return std::nullopt;
  if (is_roman(acronym.written)) return std::nullopt;
  return acronym;
}

/// Least cost of finding letters[l..] in words[w..]; row by row from the end. The first letter that a word
/// gives is its initial.
class Alignment {
 public:
  Alignment(const std::vector<Word>& words, std::string_view letters)
      : words_(words),
        letters_(letters),
        width_(letters.size() + 1),
        rest_((words.size() + 1) * width_, kImpossible) {
    for (std::size_t l = 0; l < width_; ++l) {
      const bool digits =
          std::all_of(letters.begin() + static_cast<std::ptrdiff_t>(l), letters.end(), is_number);
      rest_[words.size() * width_ + l] = digits ? 0 : kImpossible;
    }
    for (std::size_t w = words.size(); w-- > 0;) {
      for (std::size_t l = 0; l < width_; ++l) {
        rest_[w * width_ + l] = std::min(skip(w) + rest_[(w + 1) * width_ + l], take(w, l));
      }
    }
  }

  /// Cost when the long form begins with word `w`.
  [[nodiscard]] double from(std::size_t w) const { return words_[w].small ? kImpossible : take(w, 0); }

 private:
  /// A digit stands for anything: the 4 of A4P, the 3 of CS3D.
  static bool is_number(char c) { return c >= '0' && c <= '9'; }

  [[nodiscard]] double skip(std::size_t w) const {
    if (words_[w].small) return 0;
    return words_[w].folded == "nations" || words_[w].folded == "unies" ? kSkippedNations : kSkippedWord;
  }

  [[nodiscard]] double take(std::size_t w, std::size_t l) const {
    while (l < letters_.size() && is_number(letters_[l])) ++l;
    const std::string& word = words_[w].folded;
    if (l == letters_.size() || word.empty() || word.front() != letters_[l]) return kImpossible;
    double cost = words_[w].small ? kSmallWordLetter : 0;
    double best = cost + rest_[(w + 1) * width_ + l + 1];
    std::size_t at = 0;
    for (std::size_t k = l + 1; k < letters_.size(); ++k) {
      const std::size_t found = word.find(letters_[k], at + 1);
      if (found == std::string::npos) break;
      cost += found == at + 1 && at == k - l - 1 ? kBeginningLetter : kInnerLetter;
      at = found;
      best = std::min(best, cost + rest_[(w + 1) * width_ + k + 1]);
    }
    return best;
  }

  const std::vector<Word>& words_;
  std::string_view letters_;
  std::size_t width_;
  std::vector<double> rest_;
};

/// Do the lexicon's names for this acronym include words [first, end)? Tried from the longest.
std::optional<std::size_t> known_start(std::string_view text, const std::vector<Word>& words,
                                       const Acronym& acronym, const Lexicon* lexicon) {
  if (lexicon == nullptr || words.empty()) return std::nullopt;
  const auto& entities = lexicon->by_acronym(acronym.letters);
  if (entities.empty()) return std::nullopt;
  for (std::size_t w = 0; w < words.size(); ++w) {
    if (words[w].small) continue;
    for (const std::uint32_t named :
         lexicon->by_name(text.substr(words[w].begin, words.back().end - words[w].begin))) {
      if (std::find(entities.begin(), entities.end(), named) != entities.end()) return w;
    }
  }
  return std::nullopt;
}

/// Where a French name begins beside an English acronym, whose letters are its initials in any order: the
/// start that takes most letters, of these the one that leaves out fewest words.
std::optional<std::size_t> reordered_start(const std::vector<Word>& words, std::string_view letters) {
  std::optional<std::size_t> start;
  std::size_t most = 0;
  std::size_t least_missed = 0;
  for (std::size_t first = 0; first < words.size(); ++first) {
    if (words[first].small || letters.find(words[first].folded.front()) == std::string_view::npos) continue;
    std::string left(letters);
    std::size_t given = 0;
    std::size_t missed = 0;
    for (std::size_t w = first; w < words.size(); ++w) {
      if (words[w].small) continue;
      const std::size_t at = left.find(words[w].folded.front());
      if (at == std::string::npos) {
        ++missed;
        continue;
      }
      left.erase(at, 1);
      ++given;
    }
    if (given < 2 || missed > 1 ||
        static_cast<double>(given) < kReorderedShare * static_cast<double>(letters.size()))
      continue;
    if (given > most || (given == most && missed < least_missed)) {
      start = first;
      most = given;
      least_missed = missed;
    }
  }
  return start;
}

/// Index of the first word of the acronym's long form, which ends with the last word.
std::optional<std::size_t> long_form_start(std::string_view text, std::vector<Word>& words,
                                           const Acronym& acronym, const Lexicon* lexicon, bool whole) {
  while (!words.empty() && words.back().small) words.pop_back();
  if (words.empty()) return std::nullopt;
  // As Schwartz and Hearst bound it, counting content words.
  const std::size_t most = std::min(acronym.letters.size() + 5, acronym.letters.size() * 2 + 2);
  std::size_t first = words.size();
  for (std::size_t content = 0; first > 0; --first) {
    if (words[first - 1].folded == acronym.letters) break;  // the acronym itself: no long form of it
    if (!words[first - 1].small && ++content > most) break;
  }
  if (whole && first > 0) return std::nullopt;
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(first));
  if (words.empty()) return std::nullopt;
  if (const auto known = known_start(text, words, acronym, lexicon)) return known;

  const auto start_by = [&](std::string_view letters) -> std::optional<std::size_t> {
    const Alignment alignment(words, letters);
    double best = most_to_pay(letters.size());
    std::optional<std::size_t> start;
    // From the nearest: of equal alignments the shortest.
    for (std::size_t w = words.size(); w-- > 0;) {
      if (const double cost = alignment.from(w); cost < best || (cost <= best && !start)) {
        best = cost;
        start = w;
      }
    }
    return start;
  };
  std::optional<std::size_t> start = start_by(acronym.letters);
  // CUI-CIE beside the long form of its last part.
  if (!start && !acronym.parts.empty() && acronym.letters.size() - acronym.parts.back() >= 3)
    start = start_by(std::string_view(acronym.letters).substr(acronym.parts.back()));
  if (!start) {
    // One long word made of several roots: ultraviolet (UV), tétrahydrocannabinol (THC).
    const std::string& word = words.back().folded;
    std::size_t at = 0;
    bool all = word.size() >= 5 * acronym.letters.size() && word.front() == acronym.letters.front();
    for (std::size_t k = 1; all && k < acronym.letters.size(); ++k) {
      at = word.find(acronym.letters[k], at + 1);
      all = at != std::string::npos;
    }
    if (all) start = words.size() - 1;
  }
  if (!start && acronym.letters.size() >= 3) start = reordered_start(words, acronym.letters);
  if (!start) return std::nullopt;
  std::size_t letters = 0;
  for (std::size_t w = *start; w < words.size(); ++w) letters += words[w].folded.size();
  if (letters <= acronym.letters.size() + 2) return std::nullopt;
  if (whole) {
    for (std::size_t w = 0; w < *start; ++w) {
      if (!words[w].small) return std::nullopt;
    }
  }
  return start;
}

class Finder {
 public:
  Finder(std::string_view text, const Lexicon* lexicon) : text_(text), lexicon_(lexicon) {}

  std::vector<Definition> run() {
    // "ci-après", "dénommé", "dit" behind a comma: only what stands outside of a parenthesis.
    for (std::size_t open = text_.find('('), comma = text_.find(','); std::min(open, comma) < text_.size();) {
      if (open < comma) {
        parenthesis(open);
        open = text_.find('(', open + 1);
      } else {
        introduced(comma);
        comma = text_.find(',', comma + 1);
      }
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Definition& a, const Definition& b) {
      return std::min(a.acronym_begin, a.long_begin) < std::min(b.acronym_begin, b.long_begin);
    });
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool at_is(std::size_t at, std::string_view what) const {
    return text_.substr(at, what.size()) == what;
  }

  void skip_spaces(std::size_t& at, std::size_t end) const {
    while (at < end) {
      const auto [c, bytes] = decode_utf8(text_, at);
      if (!is_space(c) && c != U'«' && c != U'»' && c != '"' && c != U'“' && c != U'”' && c != '\'' &&
          c != '*' && c != U'’')
        break;
      at += bytes;
    }
  }

  /// Passes "ci-après dénommée la", "dite", "en abrégé", "sigle", "ou": what may introduce an acronym. True
  /// when there was something.
  bool skip_introduction(std::size_t& at, std::size_t end) const {
    bool any = false;
    for (;;) {
      skip_spaces(at, end);
      std::size_t word = at;
      while (word < end) {
        const auto [c, bytes] = decode_utf8(text_, word);
        if (!is_letter(c) && !is_hyphen(c)) break;
        word += bytes;
      }
      // "dénommées" is the longest of them in bytes; an acronym begins with a capital.
      if (word == at || word - at > 12 || is_upper(decode_utf8(text_, at).value)) return any;
      const std::string folded = fold_key(text_.substr(at, word - at));
      static constexpr std::string_view kIntroducing[] = {
          "ci apres", "denomme", "denommee", "denommes", "denommees", "appele", "appelee", "appeles",
          "appelees", "designe", "designee", "designes", "designees", "dit",    "dite",    "dits",
          "dites",    "abrege",  "sigle",    "acronyme", "nomme",     "nommee"};
      static constexpr std::string_view kBetween[] = {"l",  "la",  "le",   "les",  "en",
                                                      "ou", "par", "sous", "aussi"};
      if (std::find(std::begin(kIntroducing), std::end(kIntroducing), folded) != std::end(kIntroducing)) {
        any = true;
      } else if (std::find(std::begin(kBetween), std::end(kBetween), folded) == std::end(kBetween)) {
        return any;
      }
      at = word;
    }
  }

  /// End of the word-like stretch at `at`: letters, digits, hyphens and full stops.
  [[nodiscard]] std::size_t acronym_end(std::size_t at, std::size_t end) const {
    while (at < end) {
      const auto [c, bytes] = decode_utf8(text_, at);
      if (!is_letter(c) && !is_digit(c) && !is_hyphen(c) && c != '.') break;
      at += bytes;
    }
    return at;
  }

  /// Where the stretch that a long form may take before `end` begins: at most kReach bytes, within the
  /// sentence, behind any bracket. A closing quotation mark directly before `end` is passed.
  [[nodiscard]] std::size_t reach_back(std::size_t end) const {
    std::size_t begin = end > kReach ? end - kReach : 0;
    while (begin < end && (static_cast<unsigned char>(text_[begin]) & 0xC0) == 0x80) ++begin;
    std::size_t last = begin;
    for (std::size_t at = begin; at < end;) {
      const auto [c, bytes] = decode_utf8(text_, at);
      const std::size_t next = at + bytes;
      const bool before_space = next >= end || text_[next] == ' ' || text_[next] == '\n';
      if (c == '(' || c == ')' || c == '[' || c == ']' || c == ';' || c == '!' || c == '?' || c == '\n' ||
          c == 0x2022 || c == 0xFFFD || c == U'«' || c == U'“' || c == U'»' || c == U'”' || c == '"' ||
          (c == ':' && before_space) || (c == '.' && before_space))
        last = next;
      at = next;
    }
    return last;
  }

  /// End of what stands before `at`, spaces and a closing quotation mark taken off, and a remark such as
  /// "(en)" or "(s)".
  [[nodiscard]] std::size_t end_before(std::size_t at) const {
    for (bool more = true; more;) {
      more = false;
      while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '"')) --at, more = true;
      for (const std::string_view mark : {"»", "”", "\u00A0", "\u202F"}) {
        if (text_.substr(0, at).ends_with(mark)) at -= mark.size(), more = true;
      }
      for (const std::string_view remark : {" (en)", " (de)"}) {
        if (text_.substr(0, at).ends_with(remark)) at -= remark.size(), more = true;
      }
    }
    return at;
  }

  void add(const Acronym& acronym, std::size_t from, std::size_t to, bool whole) {
    if (from >= to) return;
    std::vector<Word> words = words_of(text_, from, to);
    const auto start = long_form_start(text_, words, acronym, lexicon_, whole);
    if (!start) return;
    Definition definition{acronym.written, {}, acronym.begin, acronym.end, words[*start].begin,
                          words.back().end};
    definition.long_form =
        std::string(text_.substr(definition.long_begin, definition.long_end - definition.long_begin));
    found_.push_back(std::move(definition));
  }

  void parenthesis(std::size_t open) {
    const std::size_t limit = std::min(text_.size(), open + kReach);
    std::size_t close = open + 1;
    while (close < limit && text_[close] != ')' && text_[close] != '(' && text_[close] != '\n') ++close;
    if (close >= limit || text_[close] == '\n') return;
    const bool closed = text_[close] == ')';
    std::size_t at = open + 1;
    (void)skip_introduction(at, close);
    std::size_t end = acronym_end(at, close);
    std::size_t behind = end;
    skip_spaces(behind, close);
    // "(CPF, créé en 2015)", "(UIT ou ITU)": the acronym is the first thing in the parenthesis.
    const bool alone = behind == close || text_[behind] == ',' || text_[behind] == ';' ||
                       at_is(behind, "ou ") || at_is(behind, "en ") || at_is(behind, "- ") ||
                       at_is(behind, "– ");
    const std::size_t before = end_before(open);
    const std::size_t size = found_.size();
    if (alone && (closed || behind < close)) {
      if (const auto acronym = read_acronym(text_, at, end)) add(*acronym, reach_back(before), before, false);
    }
    if (found_.size() > size || !closed) return;
    // ACRONYM (long form)
    std::size_t begin = before;
    while (begin > 0 && before - begin < 40) {
      std::size_t previous = begin - 1;
      while (previous > 0 && (static_cast<unsigned char>(text_[previous]) & 0xC0) == 0x80) --previous;
      const char32_t c = decode_utf8(text_, previous).value;
      if (!is_letter(c) && !is_digit(c) && !is_hyphen(c) && c != '.') break;
      begin = previous;
    }
    if (const auto acronym = read_acronym(text_, begin, before)) {
      std::size_t from = open + 1;
      for (std::size_t i = open + 1; i < close; ++i) {
        // A sentence or a list inside is no long form.
        if (text_[i] == ';' || text_[i] == ':' || (text_[i] == '.' && i + 1 < close && text_[i + 1] == ' '))
          return;
      }
      skip_spaces(from, close);
      add(*acronym, from, close, true);
    }
  }

  /// ", ci-après dénommée « l'AGS »"
  void introduced(std::size_t comma) {
    const std::size_t limit = std::min(text_.size(), comma + 80);
    std::size_t at = comma + 1;
    // Most commas introduce nothing: only what may begin "ci-après", "dit", "abrégé", "sigle", "nommé", "en"
    // is looked at.
    while (at < limit && text_[at] == ' ') ++at;
    if (at + 1 >= limit) return;
    constexpr std::string_view kBeginnings[] = {"ci", "si", "di", "d\xC3", "ab", "ac", "ap", "no", "en"};
    const auto stands_here = [&](std::string_view beginning) { return at_is(at, beginning); };
    if (std::none_of(std::begin(kBeginnings), std::end(kBeginnings), stands_here)) return;
    if (!skip_introduction(at, limit)) return;
    const std::size_t end = acronym_end(at, limit);
    const std::size_t trimmed = end > at && text_[end - 1] == '.' ? end - 1 : end;
    if (const auto acronym = read_acronym(text_, at, trimmed)) {
      const std::size_t before = end_before(comma);
      add(*acronym, reach_back(before), before, false);
    }
  }

  std::string_view text_;
  const Lexicon* lexicon_;
  std::vector<Definition> found_;
};

}  // namespace

std::vector<Definition> find_definitions(std::string_view text, const Lexicon* lexicon) {
  return Finder(text, lexicon).run();
}

}  // namespace cote
