// Other languages inside a French text: titles in English above all, and Latin expressions. A function word
// that French does not have ("the", "of") starts a search; from there the stretch grows to both sides as long
// as the words speak for the language, and ends at a French function word or at punctuation.
#include <algorithm>
#include <array>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/foreign_words.hpp"

namespace cote::analysis {
namespace {

// Points. One strong word and a little more must do ("Bank of America"), two weak ones must not.
constexpr int kStrongPoints = 12;
constexpr int kTitlePoints = 6;
constexpr int kWeakPoints = 4;
constexpr int kShapePoints = 4;     // an English ending or letter: peacekeeping, workers
constexpr int kCapitalPoints = 1;   // titles have capitals, and so have French names
constexpr int kUnknownPoints = -2;  // a word in lower case that says nothing
constexpr int kFrenchShape = -6;
constexpr int kStop = -1000;  // ends the stretch
constexpr int kNeeded = kStrongPoints + 1;
constexpr int kNeededWithoutStrong =
    13;                         // and two words of titles ("Youth Justice Act") or three of any kind
constexpr int kCertain = 40;    // so many points are running text: three function words and what is between
constexpr int kPastComma = -4;  // a list of names goes on behind a comma, a title seldom does
constexpr int kQuoted = 6;      // a whole quotation without a word of French
constexpr int kDrop = 10;       // so far below its best a search is given up
/// Words without any gain after which a search ends; bounds its length, so that the stage stays linear.
constexpr int kPatience = 12;
constexpr std::size_t kBorder = 8;     // bytes of the text's ends that can hold a quotation mark and blanks
constexpr std::uint32_t kBesides = 2;  // words that a stretch needs besides its strong markers
/// A gap of so many words between two stretches of one language is filled when nothing in it is French.
constexpr std::size_t kBridge = 8;
constexpr std::uint32_t kUnknownInBridge = 3;
/// Quotations and parentheses between two stretches are filled as well when the two make running text
/// together.
constexpr std::size_t kRunning = 16;
constexpr std::size_t kClause = 4;  // and when neither is a mere name

// ---- Between two words
// -----------------------------------------------------------------------------------------

/// No sentence has more blanks between two words; a bound, since several searches may read the same gap.
constexpr std::size_t kLongestGap = 64;

enum class Gap : std::uint8_t { kPass, kComma, kSoft, kHard, kQuote };

/// Soft: a stretch goes on behind it only if it can prove it there. Quote: quotation marks, parentheses.
Gap gap_between(std::string_view source, const Piece& left, const Piece& right) {
  const std::string_view gap = source.substr(left.end, right.begin - left.end);
  if (gap == " ") return Gap::kPass;
  if (gap.size() > kLongestGap) return Gap::kHard;
  // Initials: U.S., P. W. Botha.
  if (left.end - left.begin == 1 && (gap == "." || gap == ". ") && left.text().size() == 1 &&
      left.text()[0] >= 'A' && left.text()[0] <= 'Z')
    return Gap::kPass;
  Gap worst = Gap::kPass;
  for (std::size_t at = 0; at < gap.size();) {
    const auto [c, bytes] = decode_utf8(gap, at);
    at += bytes;
    switch (c) {
      case '"':
      case '(':
      case ')':
      case '[':
      case ']':
      case 0xAB:    // «
      case 0xBB:    // »
      case 0x201C:  // “
      case 0x201D:  // ”
      case 0x201E:  // „
        return Gap::kQuote;
      case '.':
      case '!':
      case '?':
      case '/':
      case '|':
      case '=':
      case 0x2022:  // •
      case 0x2026:  // …
        worst = Gap::kHard;
        break;
      case ',':
        worst = std::max(worst, Gap::kComma);
        break;
      case ':':
      case ';':
      case '\n':
      case '\r':
      case '\t':
      case 0x2002:  // the space of a table or a definition
      case 0x2003:
      case 0x2013:  // dashes
      case 0x2014:
        worst = std::max(worst, Gap::kSoft);
        break;
      default:
        break;
    }
  }
  return worst;
}

/// True when the punctuation around a stretch is that of a quotation or parenthesis: before it one that
/// opens, behind it one that closes. `"` does both.
bool encloses(std::string_view gap, bool behind) {
  constexpr std::string_view kOpening[] = {"(", "[", "«", "“", "„", "\""};
  constexpr std::string_view kClosing[] = {")", "]", "»", "”", "“", "\""};
  const auto found_in = [&](std::string_view sign) { return gap.find(sign) != std::string_view::npos; };
  return behind ? std::any_of(std::begin(kClosing), std::end(kClosing), found_in)
                : std::any_of(std::begin(kOpening), std::end(kOpening), found_in);
}

// ---- One word
// --------------------------------------------------------------------------------------------------

constexpr std::string_view kEnglishEndings[] = {"ing",  "ness", "ship", "ful", "less", "ly", "ity", "cy",
                                                "ings", "ry",   "ty",   "phy", "my",   "ed", "gy",  "'s"};
constexpr std::string_view kFrenchEndings[] = {
    "aire",     "aires",    "eur",   "eurs",  "euse",   "euses", "eux",   "ique",   "iques",    "isme",
    "ismes",    "elle",     "elles", "ienne", "iennes", "enne",  "ennes", "oir",    "oire",     "aient",
    "ait",      "eau",      "eaux",  "aux",   "ette",   "ettes", "trice", "trices", "ellement", "ivement",
    "eusement", "iquement", "if",    "ifs",   "ives",   "oise",  "oises", "aise",   "aises"};

/// Letters and endings of one language: positive for English, negative for French. `word` is in lower case.
int shape_of(std::string_view word) {
  if (word.size() < 4) return 0;
  const auto has = [&](std::string_view part) { return word.find(part) != std::string_view::npos; };
  if (has("w") || has("k") || has("sh") || has("gh") || has("oo") || has("ee") || word.starts_with("th"))
    return kShapePoints;
  for (const std::string_view ending : kFrenchEndings) {
    if (word.ends_with(ending)) return kFrenchShape;
  }
  for (const std::string_view ending : kEnglishEndings) {
    if (word.ends_with(ending)) return kShapePoints;
  }
  return 0;
}

/// What its letters tell of a word: capitals, accents, the lower case of A-Z in `lower`.
void read_letters(std::string_view text, ForeignShape& word, char* lower) {
  std::size_t capitals = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool upper = c >= 'A' && c <= 'Z';
    capitals += upper ? 1U : 0U;
    lower[i] = static_cast<char>(upper ? c + ('a' - 'A') : c);
    if (c == '\xC3' && i + 1 < text.size()) {
      // The second byte of U+00C0 to U+00FF, in lower case; ü and ö are rare enough in French to be German.
      const auto letter = static_cast<unsigned char>(static_cast<unsigned char>(text[i + 1]) | 0x20U);
      constexpr std::string_view kNotFrench = "\xA1\xA3\xAC\xAD\xB1\xB2\xB3\xB5\xB6\xBA\xBC\xBF";
      (kNotFrench.find(static_cast<char>(letter)) != std::string_view::npos ? word.foreign_accent
                                                                            : word.french_accent) = true;
    } else if (c == '\xC5') {
      word.french_accent = true;  // œ
    }
  }
  word.all_capitals = capitals >= 2 && capitals == text.size();
}

int points_of(const Piece& piece, unsigned language) {
  if (piece.clitic) return kStop;
  const ForeignShape& word = piece.written->foreign;
  if (word.number) return 0;
  switch (class_in(word.classes, language)) {
    case kStrong:
      return kStrongPoints;
    case kWeak:
      return kWeakPoints;
    case kOpen:
      return language == kEnglish ? (word.capital && !word.all_capitals ? kCapitalPoints : 0) : -1;
    default:
      break;
  }
  if (language == kEnglish) {
    // A text in capitals may have lost its accents: PROTECTION is in both languages.
    if ((word.classes & kTitleWord) != 0) return word.all_capitals ? kCapitalPoints : kTitlePoints;
    if ((word.classes & kFrench) != 0 || word.french_accent) return kStop;
    if (word.points > 0) return word.points;
  } else {
    if ((word.classes & kFrench) != 0 || (word.classes & kTitleWord) != 0) return kStop;
    if (word.foreign_accent) return kTitlePoints;
    if (word.french_accent) return kUnknownPoints - 1;
  }
  if (word.points < 0) return word.capital ? kUnknownPoints : kFrenchShape;
  if (word.all_capitals) return 0;  // a text in capitals, or an acronym
  return word.capital ? kCapitalPoints : kUnknownPoints;
}

// ---- Stretches
// -------------------------------------------------------------------------------------------------

struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t border = 0;  ///< the last word before the punctuation behind it, `last` when French comes first
  unsigned language = 0;
  int points = 0;
};

/// One direction of a search.
struct Side {
  std::size_t best = 0;  ///< the farthest word worth taking
  std::size_t edge = 0;  ///< the farthest word seen
  int points = 0;
  bool free = false;    ///< came to punctuation or the end of the text without a sign of French
  bool quoted = false;  ///< that punctuation is a quotation mark or a parenthesis
};

class Search {
 public:
  explicit Search(const Text& text) : text_(text) {}

  /// The stretch of `language` around the marker `seed` that does not reach before `floor`; points 0: none.
  [[nodiscard]] Stretch around(std::size_t seed, std::size_t floor, unsigned language) const {
    Side left = grow(seed, floor, language, false, false);
    const Side right = grow(seed, text_.pieces.size() - 1, language, true, left.quoted);
    if (right.quoted && !left.quoted) {
      // A quotation closes behind it: does it open before a line break or a comma that ended the search?
      const Side again = grow(seed, floor, language, false, true);
      if (again.quoted) left = again;
    }
    Stretch found{left.best, right.best, right.free ? right.edge : right.best, language,
                  left.points + right.points};
    found.points += points_of(text_.pieces[seed], language);
    if (left.free && right.free) {
      // Nothing French from border to border: all of it, whatever the words say one by one.
      found.first = left.edge;
      found.last = right.edge;
      if (left.quoted && right.quoted) found.points += kQuoted;
    } else {
      // Running text goes to its full stop, even when the other side has not come to one.
      if (left.free && left.points >= kCertain) found.first = left.edge;
      if (right.free && right.points >= kCertain) found.last = right.edge;
    }
    if (!enough(found)) found.points = 0;
    return found;
  }

  /// True when all between two stretches may belong to them.
  [[nodiscard]] bool joined(const Stretch& left, const Stretch& right) const {
    if (left.language != right.language || right.first - left.last - 1 > kBridge) return false;
    const std::size_t before = left.last - left.first + 1;
    const std::size_t after = right.last - right.first + 1;
    const bool running = before + after >= kRunning && std::min(before, after) >= kClause;
    std::uint32_t unknown = 0;
    for (std::size_t i = left.last; i < right.first; ++i) {
      if (!running && gap(i) == Gap::kQuote) return false;
      if (i == left.last) continue;
      const int points = points_of(text_.pieces[i], left.language);
      if (points == kStop || points == kFrenchShape) return false;
      unknown += points == kUnknownPoints ? 1U : 0U;
    }
    return std::max(before, after) >= kRunning || unknown <= kUnknownInBridge;
  }

 private:
  [[nodiscard]] Gap gap(std::size_t left) const {
    return gap_between(text_.source, text_.pieces[left], text_.pieces[left + 1]);
  }

  /// The source between a word and the next, the end of the text for the last.
  [[nodiscard]] std::string_view behind(std::size_t word) const {
    const std::size_t begin = text_.pieces[word].end;
    const bool last = word + 1 == text_.pieces.size();
    return text_.source.substr(
        begin, last ? kBorder : std::min<std::size_t>(text_.pieces[word + 1].begin - begin, kLongestGap));
  }

  [[nodiscard]] std::string_view before(std::size_t word) const {
    if (word > 0) return behind(word - 1);
    const std::size_t end = text_.pieces[0].begin;
    return text_.source.substr(end - std::min(end, kBorder), std::min(end, kBorder));
  }

  [[nodiscard]] Side grow(std::size_t seed, std::size_t limit, unsigned language, bool right,
                          bool in_quotation) const {
    Side side;
    side.best = side.edge = seed;
    int points = 0;
    int waited = 0;
    bool after_marker = right;
    for (std::size_t at = seed; at != limit;) {
      const Gap between = right ? gap(at) : gap(at - 1);
      at = right ? at + 1 : at - 1;
      if (between == Gap::kQuote || between == Gap::kHard) {
        side.free = true;
        side.quoted = between == Gap::kQuote && encloses(right ? behind(at - 1) : before(at + 1), right);
        return side;
      }
      const ForeignShape& word = text_.pieces[at].written->foreign;
      int gain = points_of(text_.pieces[at], language);
      if (gain == kStop) return side;
      if (between == Gap::kSoft && gain < kWeakPoints && !in_quotation) {
        side.free = true;
        return side;
      }
      // Names in a list again, each with its particle: Angela della Rovere, Juan del Campo.
      if (between == Gap::kComma && language != kEnglish && gain < kWeakPoints && !in_quotation) return side;
      // "Westminster, Yale": the shape of a name proves nothing behind a comma.
      if (between == Gap::kComma && gain <= kShapePoints && side.points < kCertain && !in_quotation)
        gain += kPastComma;
      // What follows "of" belongs to it.
      if (after_marker && gain == kUnknownPoints && word.points == 0) gain = kCapitalPoints;
      after_marker = right && class_in(word.classes, language) >= kWeak;
      points += gain;
      if (gain == kFrenchShape) return side;
      side.edge = at;
      if (points > side.points) {
        side.points = points;
        side.best = at;
        waited = 0;
      } else if (side.points - points > kDrop || ++waited > kPatience) {
        return side;
      }
    }
    // The end of the text is a border; the end of the last stretch is one only with punctuation.
    side.free = right || limit == 0 || gap(limit - 1) != Gap::kPass;
    side.quoted = side.free && encloses(right ? behind(limit) : before(limit), right);
    return side;
  }

  [[nodiscard]] bool enough(const Stretch& found) const {
    std::uint32_t strong = 0;
    std::uint32_t besides = 0;
    std::uint32_t accents = 0;
    std::uint32_t titles = 0;
    std::uint32_t weak = 0;  // with the words of an English shape
    for (std::size_t i = found.first; i <= found.last; ++i) {
      const ForeignShape& word = text_.pieces[i].written->foreign;
      if (class_in(word.classes, found.language) == kStrong) {
        ++strong;
      } else if (!word.number && text_.pieces[i].text().size() > 1) {
        ++besides;
        if (class_in(word.classes, found.language) == kWeak || word.points > 0) ++weak;
      }
      if (word.foreign_accent) ++accents;
      if ((word.classes & kTitleWord) != 0 && !word.all_capitals) ++titles;
    }
    if (besides < kBesides && found.last - found.first < kPatience) return false;
    // Names bring a particle along (Juan del Campo); a title has two function words, or the language's
    // accents.
    if (found.language != kEnglish) return strong >= 2 || (strong == 1 && accents > 0);
    if (strong > 0) return found.points >= kNeeded;
    return (titles >= 2 || titles + weak >= 3) && found.points >= kNeededWithoutStrong;
  }

  const Text& text_;
};

bool has_capital(std::string_view word) { return word[0] >= 'A' && word[0] <= 'Z'; }

constexpr std::string_view kForeignReason = "mot d'une autre langue";
constexpr std::string_view kLatinReason = "locution latine";

void mark(Text& text, const Stretch& stretch) {
  for (std::size_t i = stretch.first; i <= stretch.last; ++i) {
    Piece& piece = text.pieces[i];
    const char first = text.source[piece.begin];
    // Numbers are the same in all languages, and Latin has been marked as such.
    if (piece.foreign || (first >= '0' && first <= '9')) continue;
    piece.foreign = true;
    piece.reason = kForeignReason;
  }
}

/// True when only blanks or one hyphen stand between two words of an expression.
bool close_by(std::string_view source, const Piece& left, const Piece& right) {
  const std::string_view gap = source.substr(left.end, right.begin - left.end);
  for (std::size_t at = 0; at < gap.size();) {
    const auto [c, bytes] = decode_utf8(gap, at);
    if (!is_space(c) && !(is_hyphen(c) && bytes == gap.size())) return false;
    at += bytes;
  }
  return !gap.empty();
}

/// Marks the longest Latin expression that has the word `at`; returns false when there is none.
bool mark_latin(Text& text, const ForeignWords& words, std::uint32_t uses, std::size_t at) {
  for (const ForeignWords::LatinUse& use : words.latin_at[uses]) {
    const std::vector<std::string>& expression = words.latin[use.expression];
    if (use.offset > at || at - use.offset + expression.size() > text.pieces.size()) continue;
    const std::size_t first = at - use.offset;
    bool same = true;
    for (std::size_t i = 0; same && i < expression.size(); ++i) {
      const Piece& piece = text.pieces[first + i];
      same = !piece.clitic && (i == 0 || close_by(text.source, text.pieces[first + i - 1], piece)) &&
             fold_case(piece.text()) == expression[i];
    }
    // "supra-national": one word alone is no expression when it is part of a compound.
    if (same && expression.size() == 1 && at + 1 < text.pieces.size()) {
      same = text.source[text.pieces[at].end] != '-';
    }
    if (!same) continue;
    for (std::size_t i = first; i < first + expression.size(); ++i) {
      text.pieces[i].foreign = true;
      text.pieces[i].reason = kLatinReason;
    }
    return true;
  }
  return false;
}

}  // namespace

void foreign_facts(Written& word, const ForeignWords& words) {
  if (!word.text.empty() && word.text.size() <= kKeyBytes) {
    const std::uint64_t key = key_of(word.text);
    if (may_start(words, key)) word.foreign.start = find_entry(words, key);
    if (word.foreign.start != nullptr) word.facts |= kForeignStart;
  }
  ForeignShape& shape = word.foreign;
  const char first = word.raw.front();
  shape.capital = first >= 'A' && first <= 'Z';
  shape.number = first >= '0' && first <= '9';
  constexpr std::size_t kLongest = 32;  // no listed word is longer, and no ending needs more
  if (shape.number || word.text.size() > kLongest) return;
  std::array<char, kLongest> lower{};
  read_letters(word.text, shape, lower.data());
  const std::string_view plain(lower.data(), word.text.size());
  if (plain.size() <= kKeyBytes) {
    if (const auto* entry = find_entry(words, key_of(plain))) shape.classes = entry->classes;
  } else if (const auto found = words.long_words.find(plain); found != words.long_words.end()) {
    shape.classes = found->second;
  }
  if (shape.classes == 0) shape.points = static_cast<std::int8_t>(shape_of(plain));
}

void foreign(Text& text, const ForeignWords& words) {
  if (!text.any(kForeignStart)) return;
  const Search search(text);
  Stretch last;  // the last one found, not yet marked: the next may join it
  std::size_t floor = 0;
  for (std::size_t at = 0; at < text.pieces.size(); ++at) {
    if (!text.pieces[at].is(kForeignStart) || text.pieces[at].foreign) continue;
    const ForeignEntry* const entry = text.pieces[at].written->foreign.start;
    if (entry->latin != 0 && mark_latin(text, words, entry->latin, at)) continue;
    Stretch best;
    for (unsigned language = 0; language < kLanguages.size(); ++language) {
      const std::uint32_t degree = class_in(entry->classes, language);
      const bool title =
          language == kEnglish && (entry->classes & kTitleWord) != 0 && has_capital(text.pieces[at].text());
      if (degree != kStrong && !(degree == kWeak && language == kEnglish) && !title) continue;
      const Stretch found = search.around(at, floor, language);
      if (found.points > best.points) best = found;
    }
    if (best.points == 0) continue;
    if (last.points != 0 && search.joined(last, best)) {
      best.first = last.first;
      best.points += last.points;
      if (last.points >= kCertain) best.last = best.border;
    } else if (last.points != 0) {
      mark(text, last);
    }
    last = best;
    floor = best.last + 1;
    at = best.last;
  }
  if (last.points != 0) mark(text, last);
}

}  // namespace cote::analysis
