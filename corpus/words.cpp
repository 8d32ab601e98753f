#include "corpus/words.hpp"

#include <algorithm>
#include <array>
#include <cote/unicode.hpp>
#include <cstring>

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

/// Lower case of one byte of French UTF-8, given the byte before it: É is C3 89, é is C3 A9; Œ is C5 92, œ
/// C5 93.
unsigned char lower_byte(unsigned char previous, unsigned char byte) {
  if (byte >= 'A' && byte <= 'Z') return static_cast<unsigned char>(byte + 0x20);
  if (previous == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97)
    return static_cast<unsigned char>(byte + 0x20);
  if (previous == 0xC5 && (byte == 0x92 || byte == 0xB8)) return byte == 0x92 ? 0x93 : 0xBF;
  return byte;
}

template <std::size_t Size>
bool holds_folded(const std::string_view (&words)[Size], std::string_view word) {
  std::array<char, 12> lower{};
  if (word.empty() || word.size() > lower.size()) return false;
  unsigned char previous = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto byte = static_cast<unsigned char>(word[i]);
    lower[i] = static_cast<char>(lower_byte(previous, byte));
    previous = byte;
  }
  return holds(words, std::string_view(lower.data(), word.size()));
}

constexpr std::uint64_t kHashStart = 14695981039346656037ULL;  // FNV-1a, 64 bits

std::uint64_t add_to_hash(std::uint64_t hash, unsigned char byte) { return (hash ^ byte) * 1099511628211ULL; }

/// Bytes of words for the vocabulary: ASCII letters and the letters that take two bytes. Punctuation of more
/// bytes (’ « –) is told apart by its lead bytes: C2 and E2.
constexpr std::array<std::uint8_t, 256> kLetterBytes = [] {
  std::array<std::uint8_t, 256> bytes{};
  for (std::size_t byte = 'A'; byte <= 'Z'; ++byte) bytes[byte] = bytes[byte + 0x20] = 1;
  for (std::size_t byte = 0xC3; byte < 0xE0; ++byte) bytes[byte] = 2;
  return bytes;
}();

std::size_t letter_bytes(std::string_view text, std::size_t at) {
  const std::size_t bytes = kLetterBytes[static_cast<unsigned char>(text[at])];
  return text.size() - at >= bytes ? bytes : 0;
}

/// The end of the letters that begin at `at`.
std::size_t end_of_letters(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::size_t bytes = kLetterBytes[static_cast<unsigned char>(text[at])];
    if (bytes == 1) {
      ++at;
    } else if (bytes == 2 && at + 1 < text.size()) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
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

LastChar last_wide_char(std::string_view text) noexcept {
  std::size_t at = text.size() - 1;
  for (int back = 0; back < 3 && at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; ++back)
    --at;
  const CodePoint c = decode_utf8(text, at);
  if (at + c.bytes != text.size()) return {0xFFFD, 1};
  return {c.value, c.bytes};
}

std::string_view last_word(std::string_view text) noexcept {
  const std::size_t space = text.rfind(' ');
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

std::string_view first_word(std::string_view text) noexcept { return text.substr(0, text.find(' ')); }

std::string_view leading_letters(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    if (kLetterBytes[static_cast<unsigned char>(text[at])] == 1) {
      ++at;
      continue;
    }
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

std::size_t Vocabulary::slot_of(std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash ^ (hash >> 32U)) & mask;
  while (slots_[slot].count > 0 && slots_[slot].hash != hash) slot = (slot + 1) & mask;
  return slot;
}

void Vocabulary::add(std::uint64_t hash) const {
  Slot& slot = slots_[slot_of(hash)];
  slot.hash = hash;
  if (slot.count++ > 0 || ++used_ * 2 < slots_.size()) return;
  std::vector<Slot> before(slots_.size() * 2);
  before.swap(slots_);
  for (const Slot& old : before) {
    if (old.count > 0) slots_[slot_of(old.hash)] = old;
  }
}

void Vocabulary::count_words() const {
  slots_.resize(1024);
  for (const Line& line : lines_) {
    if (line.dropped) continue;
    const std::string_view text = line.text;
    for (std::size_t at = 0; at < text.size();) {
      // One run of letters and single hyphens; the whole and its parts are counted.
      const std::size_t begin = at;
      std::size_t part = begin;
      at = end_of_letters(text, at);
      if (at == begin) {
        ++at;
        continue;
      }
      while (at + 1 < text.size() && text[at] == '-' && letter_bytes(text, at + 1) > 0) {
        add(hash_of(text.substr(part, at - part)));
        part = at + 1;
        at = end_of_letters(text, part);
      }
      const bool cut = at + 1 == text.size() && text[at] == '-';
      if (!cut) {
        add(hash_of(text.substr(part, at - part)));
        if (part != begin) add(hash_of(text.substr(begin, at - begin)));
      }
      ++at;
    }
  }
}

std::uint32_t Vocabulary::count(std::string_view word) const {
  if (slots_.empty()) count_words();
  return slots_[slot_of(hash_of(word))].count;
}

namespace {

// Both halves stand nowhere else and the whole stands at least three times: then no reading with two words is
// left.
constexpr std::uint32_t kWholeAtLeast = 3;
constexpr std::size_t kShortestWhole = 7;  // bytes
constexpr std::size_t kLongestLeft = 24;

/// Eight bytes of a word such that two forms of it that differ by case give the same: ASCII in lower case,
/// all other bytes alike.
std::uint64_t coarse(const char* bytes, std::size_t count) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, count);
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  const std::uint64_t high = word & kHigh;
  return (word & ~((high >> 7U) * 0xFFU)) | high | 0x2020202020202020U;
}

/// Of a word of kShortestWhole bytes and more: its length and both its ends.
std::uint64_t coarse_hash(std::string_view word) {
  const std::size_t bytes = std::min<std::size_t>(word.size(), 8);
  const std::uint64_t begin = bytes == 8 ? coarse(word.data(), 8) : coarse(word.data(), bytes);
  const std::uint64_t end = bytes == 8 ? coarse(word.data() + word.size() - 8, 8) : begin;
  const std::uint64_t mixed = (begin ^ (end * 0x9E3779B97F4A7C15U) ^ word.size()) * 0xFF51AFD7ED558CCDU;
  return mixed ^ (mixed >> 32U);
}

std::uint64_t length_bit(std::size_t length) { return std::uint64_t{1} << std::min<std::size_t>(length, 63); }

/// A letter in five bits: upper and lower case alike, and all bytes beyond ASCII.
unsigned letter_class(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 ? byte & 31U : 27U;
}

}  // namespace

void Vocabulary::count_long_words() const {
  long_words_counted_ = true;
  std::size_t all = 0;
  for (const Line& line : lines_) all += line.text.size();
  std::size_t size = 1024;
  while (size < all) size *= 2;
  std::vector<std::uint8_t> cells(size);  // how many words of one hash, up to kWholeAtLeast
  for (const Line& line : lines_) {
    const std::string_view text = line.text;
    std::uint64_t open = 0;
    letters_.fill(text, [&open](const bytes::Chunk& chunk) {
      const std::uint64_t leads =
          chunk.ask([](bytes::Block block) { return bytes::between(block, 0xC3, 0xDF); });
      return chunk.ask(&bytes::ascii_letters) | bytes::pairs(leads, open);
    });
    letters_.for_each_run([&](std::size_t begin, std::size_t end) {
      if (end - begin < kShortestWhole) return;
      const std::string_view word = text.substr(begin, end - begin);
      const std::uint64_t hash = coarse_hash(word);
      std::uint8_t& cell = cells[hash & (size - 1)];
      if (cell < kWholeAtLeast) ++cell;
      // A word that stands so often meets a full cell, whatever other words share it.
      if (cell < kWholeAtLeast) return;
      frequent_.push_back(hash);
      lengths_ |= length_bit(word.size());
      for (std::size_t i = 2; i + 1 < word.size(); ++i) {
        parted_[letter_class(word[i - 1])] |= 1U << letter_class(word[i]);
      }
    });
  }
  std::sort(frequent_.begin(), frequent_.end());
  frequent_.erase(std::unique(frequent_.begin(), frequent_.end()), frequent_.end());
}

bool Vocabulary::may_be_frequent(std::string_view left, std::string_view right) const {
  std::array<char, 64> whole{};
  const std::size_t length = left.size() + right.size();
  if ((lengths_ & length_bit(length)) == 0) return false;
  if (length > whole.size()) return true;
  left.copy(whole.data(), left.size());
  right.copy(whole.data() + left.size(), right.size());
  return std::binary_search(frequent_.begin(), frequent_.end(), coarse_hash({whole.data(), length}));
}

Vocabulary::Seams Vocabulary::seams_of(std::string_view text) const {
  if (!long_words_counted_) count_long_words();
  Seams seams;
  spaces_.fill(text, [](const bytes::Chunk& chunk) {
    return chunk.ask([](bytes::Block block) { return bytes::equal(block, ' '); });
  });
  std::size_t begin = 0;  // of the word before the space
  spaces_.for_each([&](std::size_t at) {
    const std::size_t length = at - begin;
    if (length > 0 && at + 1 < text.size()) {
      const bool parted = (parted_[letter_class(text[at - 1])] >> letter_class(text[at + 1]) & 1U) != 0;
      if (parted && !seams.split && length >= 2 && length <= kLongestLeft) {
        seams.split = may_be_frequent(text.substr(begin, length), leading_letters(text.substr(at + 1)));
      }
      seams.doubled = seams.doubled || (text[begin] == text[at + 1] && length <= 5 &&
                                        text.compare(begin, length, text, at + 1, length) == 0);
    }
    begin = at + 1;
  });
  return seams;
}

void Vocabulary::join_split_words(std::string& text) const {
  if (!long_words_counted_) count_long_words();
  int joins_left = 100;  // each moves the rest of the text; damaged text has a handful
  std::size_t at = 0;
  std::size_t word = 0;  // where the word before the next space begins
  while (joins_left > 0) {
    const std::size_t space = text.find(' ', at);
    if (space == std::string::npos) return;
    const std::string_view view = text;
    const std::string_view left = view.substr(word, space - word);
    at = word = space + 1;
    if (left.size() < 2 || left.size() > kLongestLeft || !is_lower(first_char(view.substr(at)))) continue;
    const std::string_view right = leading_letters(view.substr(at));
    if (right.size() < 2 || left.size() + right.size() < kShortestWhole) continue;
    if (!may_be_frequent(left, right) || leading_letters(left).size() != left.size()) continue;
    if (count(left) != 1 || count(right) != 1 || is_function_word(left) || is_function_word(right)) continue;
    std::string whole(left);
    whole += right;
    if (count(whole) < kWholeAtLeast) continue;
    text.erase(space, 1);
    --joins_left;
    word = at - last_word(std::string_view(text).substr(0, at)).size();
  }
}

}  // namespace cote::corpus
