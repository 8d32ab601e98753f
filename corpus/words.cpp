#include "corpus/words.hpp"

#include <algorithm>
#include <array>
#include <cote/unicode.hpp>

namespace cote::corpus {

namespace {

// Sorted, for binary search. Lower case, UTF-8, apostrophes left out.

constexpr std::string_view kClitics[] = {"c", "d",      "j",  "jusqu",  "l", "lorsqu", "m",
                                         "n", "puisqu", "qu", "quoiqu", "s", "t"};

// A line that ends in one of these goes on. No word that is also a common noun at a heading's end ("son",
// "est").
constexpr std::string_view kFunctionWords[] = {
    "au",    "aux",     "avec", "ce",     "ces",  "cet", "cette", "chaque", "chez",  "comme", "d",   "dans",
    "de",    "depuis",  "des",  "dont",   "du",   "en",  "et",    "l",      "la",    "le",    "les", "leur",
    "leurs", "lorsque", "mais", "mes",    "ne",   "nos", "notre", "of",     "ou",    "où",    "par", "pour",
    "qu",    "que",     "quel", "quelle", "qui",  "sa",  "sans",  "se",     "selon", "ses",   "si",  "sous",
    "sur",   "the",     "un",   "une",    "vers", "vos", "votre", "à",
};

// Words of a sentence that a number follows. Lower case only: "Annexe" and "Article" are headings.
constexpr std::string_view kWantNumber[] = {
    "alinéa",     "alinéas",     "article",   "articles",   "chapitre",    "chapitres", "décision",
    "décisions",  "décret",      "décrets",   "directive",  "directives",  "page",      "pages",
    "paragraphe", "paragraphes", "règlement", "résolution", "résolutions",
};

// Left out with the reason: "en en" (tout en en parlant), "est est" (le nord-est est), "la la" in songs is
// rarer than the fault, "leur leur", "nous nous", "on on", "se se" no verb has two, "si si", "son son", "sous
// sous", "une une".
constexpr std::string_view kNeverDoubled[] = {
    "au",   "aux", "avec", "ce",  "ces", "cette", "dans", "de",  "des", "dont",
    "du",   "et",  "la",   "le",  "les", "mais",  "ne",   "ou",  "où",  "par",
    "pour", "qu",  "que",  "qui", "sa",  "sans",  "se",   "sur", "un",  "à",
};

// First parts of words whose hyphen is written: offices and positions (vice-président, sous-comité,
// état-major), numbers (quatre-vingts, soixante-quinzième), points of the compass, adjectives in -o
// (politico-militaire), and the first words of common compounds (porte-parole, libre-échange, procès-verbal).
// Left out because they are also the first syllable of other words: ex (exploitation), mi (ministre), ci
// (civil), par (partie), au (autorité), inter (international), euro (européenne), bien (bienfait), moi
// (moitié); their compounds stand in kWritten.
constexpr std::string_view kKeepAfter[] = {
    "aide",      "après",  "arrière", "avant",  "ayant",      "ayants", "belgo",  "cessez",   "chef",
    "cinquante", "civilo", "compte",  "contre", "court",      "demi",   "dix",    "est",      "franco",
    "garde",     "grand",  "grande",  "haut",   "haute",      "hautes", "hauts",  "hors",     "laissez",
    "laisser",   "libre",  "là",      "mieux",  "moins",      "médico", "non",    "nord",     "nouveau",
    "ouest",     "peut",   "plate",   "plus",   "politico",   "porte",  "procès", "quarante", "quasi",
    "quatre",    "rendez", "russo",   "sage",   "saint",      "sainte", "sans",   "savoir",   "semi",
    "soixante",  "sous",   "sud",     "tiers",  "tout",       "toute",  "trente", "vice",     "vingt",
    "week",      "état",   "états",   "anglo",  "lieutenant",
};

// Beginnings of whole words that are written with the hyphen though their first part is not in the list
// above.
constexpr std::string_view kWritten[] = {
    "au-de",       "bien-aim",    "bien-fond", "bien-être",  "ci-ann",    "ci-apr",      "ci-contre",
    "ci-de",       "ci-inclu",    "ci-joint",  "ex-chef",    "ex-comb",   "ex-direct",   "ex-mil",
    "ex-ministre", "ex-premier",  "ex-présid", "ex-rebelle", "ex-républ", "ex-sovi",     "ex-yougoslav",
    "mal-être",    "mi-ann",      "mi-ao",     "mi-avril",   "mi-chemin", "mi-décembre", "mi-févr",
    "mi-janv",     "mi-juil",     "mi-juin",   "mi-mai",     "mi-mandat", "mi-mars",     "mi-novembre",
    "mi-oct",      "mi-parcours", "mi-sept",   "mi-temps",   "mi-terme",  "outre-mer",   "par-de",
    "vis-à",
};

// Beginnings of words in one piece whose first letters are in kKeepAfter.
constexpr std::string_view kSolid[] = {
    "anglophon",  "contreba",  "contredi",   "contrefa",   "contreparti", "contrepoids",  "contreseing",
    "contresign", "contreven", "contrevien", "francophil", "francophon",  "portefeuille", "russophon",
    "sanction",   "souscri",   "soustrac",   "soustrair",  "toutefois",   "garder",
};

// Last parts that follow a hyphen: pronouns after a verb, -ci and -là, -même.
constexpr std::string_view kKeepBefore[] = {"ce",   "ci",  "elle", "elles", "il",   "ils", "je",  "là",
                                            "leur", "lui", "même", "mêmes", "nous", "on",  "toi", "vous"};

constexpr std::string_view kMonths[] = {"août",    "aout",     "avril",   "décembre", "fevrier",
                                        "février", "janvier",  "juillet", "juin",     "mai",
                                        "mars",    "novembre", "octobre", "septembre"};

// Their full stop ends no sentence.
constexpr std::string_view kAbbreviations[] = {
    "al", "art", "av",  "bull", "cf",  "ch", "chap", "coll", "dr", "ed",  "fig", "mm",  "mr",
    "n",  "no",  "nos", "p",    "par", "pp", "pr",   "réf",  "st", "ste", "tél", "vol", "éd"};

template <std::size_t Size>
bool holds(const std::string_view (&words)[Size], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

template <std::size_t Size>
bool holds_folded(const std::string_view (&words)[Size], std::string_view word) {
  if (word.empty() || word.size() > 12) return false;
  return holds(words, lower_french(word));
}

constexpr std::uint64_t kHashStart = 14695981039346656037ULL;  // FNV-1a, 64 bits

std::uint64_t add_to_hash(std::uint64_t hash, unsigned char byte) { return (hash ^ byte) * 1099511628211ULL; }

/// Lower case of one byte of French UTF-8, given the byte before it: É is C3 89, é is C3 A9; Œ is C5 92, œ
/// C5 93.
unsigned char lower_byte(unsigned char previous, unsigned char byte) {
  if (byte >= 'A' && byte <= 'Z') return static_cast<unsigned char>(byte + 0x20);
  if (previous == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97)
    return static_cast<unsigned char>(byte + 0x20);
  if (previous == 0xC5 && (byte == 0x92 || byte == 0xB8)) return byte == 0x92 ? 0x93 : 0xBF;
  return byte;
}

/// Bytes of words for the vocabulary: ASCII letters and the letters that take two bytes and more. Punctuation
/// of more bytes (’ « –) is told apart by its lead bytes: C2 and E2.
std::size_t letter_bytes(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    const unsigned lower = byte | 0x20U;
    return lower >= 'a' && lower <= 'z' ? 1 : 0;
  }
  if (byte == 0xC2) return 0;
  if (byte >= 0xC3 && byte < 0xE0) return text.size() - at >= 2 ? 2 : 0;
  return 0;
}

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = kHashStart;
  unsigned char previous = 0;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    hash = add_to_hash(hash, lower_byte(previous, byte));
    previous = byte;
  }
  return hash;
}

}  // namespace

LastChar last_char(std::string_view text) noexcept {
  if (text.empty()) return {};
  std::size_t at = text.size() - 1;
  for (int back = 0; back < 3 && at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; ++back)
    --at;
  const CodePoint c = decode_utf8(text, at);
  if (at + c.bytes != text.size()) return {0xFFFD, 1};
  return {c.value, c.bytes};
}

char32_t first_char(std::string_view text) noexcept { return text.empty() ? 0 : decode_utf8(text, 0).value; }

std::string_view last_word(std::string_view text) noexcept {
  const std::size_t space = text.rfind(' ');
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

std::string_view first_word(std::string_view text) noexcept { return text.substr(0, text.find(' ')); }

std::string_view leading_letters(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = decode_utf8(text, at);
    if (!is_letter(c.value)) break;
    at += c.bytes;
  }
  return text.substr(0, at);
}

std::string lower_french(std::string_view text) {
  std::string out(text);
  unsigned char previous = 0;
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    c = static_cast<char>(lower_byte(previous, byte));
    previous = byte;
  }
  return out;
}

bool is_clitic(std::string_view word) { return holds_folded(kClitics, word); }
bool wants_number(std::string_view word) {
  return std::find(std::begin(kWantNumber), std::end(kWantNumber), word) != std::end(kWantNumber);
}

bool is_function_word(std::string_view word) { return holds_folded(kFunctionWords, word); }
bool is_never_doubled(std::string_view word) { return word.size() <= 5 && holds(kNeverDoubled, word); }
bool is_written_with_hyphen(std::string_view left, std::string_view right) {
  if (left.size() > 24 || right.size() > 24) return false;
  const std::string first = lower_french(left);
  const std::string second = lower_french(right);
  if (second == "ment") return false;  // adverbs: "haute-" + "ment"
  const std::string solid = first + second;
  const std::string written = first + "-" + second;
  const auto begins = [](std::string_view word) {
    return [word](std::string_view b) { return word.starts_with(b); };
  };
  if (std::any_of(std::begin(kSolid), std::end(kSolid), begins(solid))) return false;
  if (holds(kKeepAfter, first) || holds(kKeepBefore, second)) return true;
  return std::any_of(std::begin(kWritten), std::end(kWritten), begins(written));
}

bool is_month(std::string_view word) { return holds_folded(kMonths, word); }

bool ends_sentence(std::string_view text) noexcept {
  LastChar c = last_char(text);
  while (c.value == U'»' || c.value == U'”' || c.value == U'"' || c.value == U')' || c.value == U']' ||
         c.value == U'’' || c.value == U'\'' || c.value == U' ') {
    text.remove_suffix(c.bytes);
    c = last_char(text);
  }
  switch (c.value) {
    case U'!':
    case U'?':
    case U'…':
    case U';':
    case U':':
      return true;
    case U'.':
      break;
    default:
      return false;
  }
  text.remove_suffix(1);
  std::string_view word = last_word(text);
  const std::size_t inner = word.find_last_of("(-.");
  const bool dotted = inner != std::string_view::npos && word[inner] == '.';
  if (inner != std::string_view::npos) word.remove_prefix(inner + 1);
  if (word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z' && !dotted)
    return false;  // an initial; O.N.U. may end
  if (word.size() > 5) return true;
  return !holds(kAbbreviations, lower_french(word));
}

Vocabulary::Vocabulary(const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    if (line.dropped) continue;
    const std::string_view text = line.text;
    std::size_t at = 0;
    while (at < text.size()) {
      // One run of letters and single hyphens; the whole and its parts are counted.
      std::uint64_t whole = kHashStart;
      std::uint64_t part = kHashStart;
      std::size_t parts = 0;
      std::size_t part_letters = 0;
      bool open = true;
      const std::size_t begin = at;
      while (at < text.size()) {
        const std::size_t bytes = letter_bytes(text, at);
        if (bytes == 0) {
          const bool inner_hyphen =
              text[at] == '-' && part_letters > 0 && at + 1 < text.size() && letter_bytes(text, at + 1) > 0;
          if (!inner_hyphen) {
            open = text[at] == '-' && at + 1 == text.size();
            break;
          }
          if (part_letters > 0) ++counts_[part];
          ++parts;
          part = kHashStart;
          part_letters = 0;
          whole = add_to_hash(whole, '-');
          ++at;
          continue;
        }
        unsigned char previous = 0;
        for (std::size_t i = 0; i < bytes; ++i) {
          const auto byte = static_cast<unsigned char>(text[at + i]);
          const unsigned char lower = lower_byte(previous, byte);
          whole = add_to_hash(whole, lower);
          part = add_to_hash(part, lower);
          previous = byte;
        }
        ++part_letters;
        at += bytes;
        open = false;
      }
      if (part_letters > 0 && !open) {
        ++counts_[part];
        if (parts > 0) ++counts_[whole];
      }
      if (at == begin || at < text.size()) ++at;
    }
  }
}

std::uint32_t Vocabulary::count(std::string_view word) const {
  const auto found = counts_.find(hash_of(word));
  return found == counts_.end() ? 0 : found->second;
}

void Vocabulary::join_split_words(std::string& text) const {
  // Both halves stand nowhere else and the whole stands at least three times: then no reading with two words
  // is left.
  constexpr std::uint32_t kWholeAtLeast = 3;
  int joins_left = 100;  // each moves the rest of the text; damaged text has a handful
  std::size_t at = 0;
  while (joins_left > 0) {
    const std::size_t space = text.find(' ', at);
    if (space == std::string::npos) return;
    const std::string_view view = text;
    const std::string_view left = last_word(view.substr(0, space));
    const std::string_view right = leading_letters(view.substr(space + 1));
    at = space + 1;
    if (left.size() < 2 || right.size() < 2 || left.size() + right.size() < 7 || left.size() > 24) continue;
    if (leading_letters(left).size() != left.size() || !is_lower(first_char(right))) continue;
    if (count(left) != 1 || count(right) != 1 || is_function_word(left) || is_function_word(right)) continue;
    std::string whole(left);
    whole += right;
    if (count(whole) < kWholeAtLeast) continue;
    text.erase(space, 1);
    --joins_left;
  }
}

}  // namespace cote::corpus
