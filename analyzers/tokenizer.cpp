// Source text to tokens, by hand: French needs its own rules for apostrophes, hyphens and numbers anyway, and
// a scan over bytes is several times faster than a general word break.
#include <array>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/characters.hpp"

namespace cote::analysis {
namespace {

/// U+02BC is a letter to Unicode; alone it is no word.
bool is_word_start(char32_t c) {
  const unsigned classes = classes_of(c);
  return (classes & (kLetter | kDigit)) != 0 && (classes & kApostrophe) == 0;
}

bool is_letter_at(std::string_view source, std::size_t at) {
  return at < source.size() && (classes_of(decode_utf8(source, at).value) & kLetter) != 0;
}

/// The spaces that French puts between groups of three digits, and the full stop of accounts.
bool is_group_separator(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == '.';
}

bool is_ascii_digit(std::string_view source, std::size_t at) {
  return at < source.size() && source[at] >= '0' && source[at] <= '9';
}

/// "n° 12.345": what a number word introduces is a number of a case or an act, no account.
bool after_number_sign(std::string_view source, std::size_t begin) {
  while (begin > 0 && source[begin - 1] == ' ') --begin;
  for (const std::string_view sign : {"n°", "nº", "N°", "Nº", "\u00A0", "\u202F", "no", "No", "nos", "#"}) {
    if (source.substr(0, begin).ends_with(sign)) {
      if (sign == "\u00A0" || sign == "\u202F") return after_number_sign(source, begin - sign.size());
      return true;
    }
  }
  return false;
}

/// From the end of one to three digits at `end`: the end of the groups of three digits that follow, or `end`.
/// "10 000 hommes" -> one number; "12 1000", "13.02.2017", "12.345/06" and "10 000e" are none.
std::size_t end_of_groups(std::string_view source, std::size_t end, std::string& digits) {
  char32_t separator = 0;
  std::string joined = digits;
  std::size_t at = end;
  while (at < source.size()) {
    const auto [c, bytes] = decode_utf8(source, at);
    if (!is_group_separator(c) || (separator != 0 && c != separator)) break;
    const std::size_t group = at + bytes;
    if (!is_ascii_digit(source, group) || !is_ascii_digit(source, group + 1) ||
        !is_ascii_digit(source, group + 2))
      break;
    if (group + 3 < source.size() && is_word_start(decode_utf8(source, group + 3).value)) return end;
    joined.append(source.substr(group, 3));
    separator = c;
    at = group + 3;
  }
  if (separator == 0) return end;
  // A full stop and more digits after it: a date or a section number, no account.
  if (separator == '.' && at < source.size() && source[at] == '.' && is_ascii_digit(source, at + 1))
    return end;
  if (separator == '.') {
    const bool goes_on =
        at < source.size() && (source[at] == '/' || source[at] == '-') && is_ascii_digit(source, at + 1);
    const std::size_t begin = end - digits.size();
    const bool from_other =
        begin > 1 && (source[begin - 1] == '.' || source[begin - 1] == '/' || source[begin - 1] == '-') &&
        is_ascii_digit(source, begin - 2);
    if (goes_on || from_other || after_number_sign(source, begin)) return end;
  }
  digits = joined;
  return at;
}

/// The endings that inclusive writing sets off after the masculine: agent·e·s, directeur·rice, chargé(e)s.
constexpr std::array<std::string_view, 22> kInclusiveEndings = {
    "e",    "es",    "s",     "ne",     "nes",  "le",    "les", "te",   "tes", "re",  "res",
    "rice", "rices", "trice", "trices", "euse", "euses", "ère", "ères", "ve",  "ves", "esse"};

bool is_inclusive_ending(std::string_view part) {
  for (const std::string_view ending : kInclusiveEndings) {
    if (part == ending) return true;
  }
  return false;
}

/// The shortest word before an inclusive ending: "élu·e"; with a full stop or a hyphen longer, since these
/// also stand between words ("art.e", "un-e").
constexpr std::size_t kShortestInclusive = 3;

/// From the end of a word of letters at `end`: past the inclusive endings that follow it, or `end`.
/// agent·e·s, agent-e-s, agent.e.s, agent(e)s, texte(s).
std::size_t end_of_inclusive(std::string_view source, std::size_t begin, std::size_t end) {
  std::size_t at = end;
  char32_t first = 0;
  for (int parts = 0; parts < 2 && at < source.size(); ++parts) {
    const auto [mark, bytes] = decode_utf8(source, at);
    const bool dot = mark == 0xB7 || mark == 0x2022 || mark == 0x2027 || mark == 0x22C5 || mark == 0x30FB;
    if (mark == '(' ? first != 0 : !dot && mark != '.' && !is_hyphen(mark)) break;
    if (first != 0 && mark != first) break;
    std::size_t to = at + bytes;
    while (is_letter_at(source, to)) to += decode_utf8(source, to).bytes;
    const std::string_view part = source.substr(at + bytes, to - at - bytes);
    if (!is_inclusive_ending(part)) break;
    // "rendez-les", "élis-le": after a hyphen only the endings that are no pronouns.
    if (is_hyphen(mark) && (part == "le" || part == "les" || part == "te" || (first == 0 && part == "s")))
      break;
    if (mark == '.' && first == 0 && part != "e" && part != "ne" && part != "rice" && part != "trice") break;
    if (mark == '(') {
      if (to >= source.size() || source[to] != ')') break;
      ++to;
      if (to < source.size() && source[to] == 's' && part != "s" && part != "es") ++to;  // chargé(e)s
    }
    first = mark;
    at = to;
    if (mark == '(') break;
  }
  if (first == 0) return end;
  const std::size_t letters = count_code_points(source.substr(begin, end - begin));
  if (letters < kShortestInclusive) return end;
  if (at < source.size()) {
    const auto [next, bytes] = decode_utf8(source, at);
    if (is_letter(next) || is_digit(next) || is_mark(next)) return end;
    // "agent-e-s-tu", "www.site.es/x": what goes on is something else.
    if ((is_hyphen(next) || next == '@' || next == '/') && at + bytes < source.size() &&
        is_letter(decode_utf8(source, at + bytes).value))
      return end;
  }
  return at;
}

/// Signs that are read as words.
struct Sign {
  char32_t sign;
  std::string_view word;
};
constexpr std::array<Sign, 4> kSigns = {
    {{U'€', "euros"}, {U'$', "dollars"}, {U'£', "livres"}, {U'§', "paragraphe"}}};

std::string_view word_of_sign(char32_t c) {
  for (const Sign& sign : kSigns) {
    if (sign.sign == c) return sign.word;
  }
  return {};
}

/// Cheap test that passes every place where end_of_inclusive() finds something.
bool may_be_inclusive(std::string_view source, std::size_t end) {
  if (end + 1 >= source.size()) return false;
  const auto mark = static_cast<unsigned char>(source[end]);
  if (mark >= 0x80) return mark != 0xC3 && mark != 0xC5;  // letters; the dots begin with C2, E2 and E3
  if (mark != '.' && mark != '-' && mark != '(') return false;
  return std::string_view("eslrtnv\xC3").find(source[end + 1]) != std::string_view::npos;
}

/// A word or number that is being read: where it ends, and what it is made of.
struct Reading {
  std::size_t end = 0;
  bool digits_only = true;
  bool decimal = false;    ///< has a decimal comma
  bool invisible = false;  ///< has characters that show nothing
  bool after_letter = false;
};

/// A decimal comma at reading.end, once: "3,5" but not "1,2,3". Moves past its digits.
bool take_decimals(std::string_view source, std::size_t begin, Reading& reading) {
  if (!reading.digits_only || reading.decimal || !is_ascii_digit(source, reading.end + 1) ||
      (begin > 0 && source[begin - 1] == ','))
    return false;
  std::size_t stop = reading.end + 1;
  while (is_ascii_digit(source, stop)) ++stop;
  if (stop < source.size() && source[stop] == ',') return false;
  reading.decimal = true;
  reading.after_letter = false;
  reading.end = stop;
  return true;
}

/// An apostrophe of `length` bytes at `at`, behind a letter: does a letter follow, so that the word goes on?
bool apostrophe_inside(std::string_view source, std::size_t at, std::size_t length) {
  if (at + length >= source.size()) return false;
  const unsigned next = classes_of(decode_utf8(source, at + length).value);
  return (next & kLetter) != 0 && (next & kApostrophe) == 0;
}

/// The word or number that begins at `begin`.
Reading read_word(std::string_view source, std::size_t begin) {
  Reading reading;
  reading.end = begin;
  for (;;) {
    if (const std::size_t letters = end_of_latin_letters(source, reading.end); letters != reading.end) {
      reading.end = letters;
      reading.digits_only = false;
      reading.after_letter = true;
    }
    if (reading.end >= source.size()) return reading;
    const auto [c, bytes] = decode_utf8(source, reading.end);
    const unsigned classes = classes_of(c);
    if ((classes & kApostrophe) != 0) {
      if (!reading.after_letter || !apostrophe_inside(source, reading.end, bytes)) return reading;
      reading.digits_only = false;
    } else if ((classes & (kLetter | kMark)) != 0) {
      reading.digits_only = false;
    } else if ((classes & kInvisible) != 0) {
      reading.invisible = true;
    } else if (c == ',' && take_decimals(source, begin, reading)) {
      continue;
    } else if ((classes & kDigit) == 0) {
      return reading;
    }
    reading.after_letter = (classes & kLetter) != 0;
    reading.end += bytes;
  }
}

constexpr std::string_view kGroups = "groupes de trois chiffres";
constexpr std::string_view kInclusive = "écriture inclusive";
constexpr std::string_view kSign = "signe lu comme un mot";

/// A word that was cut out of the source and not looked up yet.
struct Cut {
  std::size_t begin = 0;
  std::size_t word_end = 0;
  std::size_t end = 0;      ///< with inclusive endings
  Vocabulary::Asked asked;  ///< unless `written` is known
  Written* written = nullptr;
  std::string_view reason;
};

/// So many words are on their way at once: enough for the memory to answer, few enough to be still near then.
constexpr std::size_t kBundle = 32;

/// Cuts a text into words and looks these up in bundles.
class Cutter {
 public:
  Cutter(Text& text, std::array<Cut, kBundle>& cuts) : text_(text), source_(text.source), cuts_(cuts) {}

  void run() {
    std::size_t at = 0;
    while (at < source_.size()) {
      const auto byte = static_cast<unsigned char>(source_[at]);
      if (byte == ' ') {
        ++at;
        continue;
      }
      const CodePoint c = byte < 0x80 ? CodePoint{byte, 1} : decode_utf8(source_, at);
      if (is_word_start(c.value)) {
        at = word(at, read_word(source_, at));
        continue;
      }
      if (const std::string_view read_as = word_of_sign(c.value); !read_as.empty()) {
        Written* const sign = text_.vocabulary->written(source_.substr(at, c.bytes), read_as);
        add({at, at + c.bytes, at + c.bytes, {}, sign, kSign});
      }
      at += c.bytes;
    }
    look_up();
  }

 private:
  /// Reads on from the word's own end, over groups of digits and inclusive endings. Returns the token's end.
  std::size_t word(std::size_t begin, const Reading& reading) {
    if (reading.digits_only && !reading.invisible && !reading.decimal && reading.end - begin <= 3) {
      std::string digits(source_.substr(begin, reading.end - begin));
      const std::size_t end = end_of_groups(source_, reading.end, digits);
      if (end != reading.end) {
        add({begin,
             end,
             end,
             {},
             text_.vocabulary->written(source_.substr(begin, end - begin), digits),
             kGroups});
        return end;
      }
    }
    std::size_t end = reading.end;
    if (!reading.digits_only && reading.after_letter && may_be_inclusive(source_, end))
      end = end_of_inclusive(source_, begin, end);
    add({begin, reading.end, end, text_.vocabulary->ask(source_, begin, reading.end), nullptr,
         end != reading.end ? kInclusive : std::string_view()});
    return end;
  }

  void add(const Cut& cut) {
    if (count_ == cuts_.size()) look_up();
    cuts_[count_++] = cut;
  }

  void look_up() {
    for (std::size_t i = 0; i < count_; ++i) {
      if (cuts_[i].written == nullptr) text_.vocabulary->approach(cuts_[i].asked);
    }
    for (std::size_t i = 0; i < count_; ++i) {
      const Cut& cut = cuts_[i];
      Piece& piece = text_.pieces.emplace_back();
      text_.rewrite(piece, cut.written != nullptr
                               ? cut.written
                               : text_.vocabulary->written(
                                     source_.substr(cut.begin, cut.word_end - cut.begin), cut.asked));
      piece.begin = static_cast<std::uint32_t>(cut.begin);
      piece.end = static_cast<std::uint32_t>(cut.end);
      piece.reason = cut.reason;
      if (piece.is(kReferenceStart) || piece.is(kReferenceInside) || cut.end != cut.word_end)
        note_reference_places(text_, piece);
    }
    count_ = 0;
  }

  Text& text_;
  std::string_view source_;
  std::array<Cut, kBundle>& cuts_;
  std::size_t count_ = 0;
};

}  // namespace

void tokenize(Text& text) {
  thread_local std::array<Cut, kBundle> cuts;  // most texts are too short to fill it anew
  Cutter(text, cuts).run();
}

}  // namespace cote::analysis
