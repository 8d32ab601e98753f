// The language of a text by its function words: the most frequent words of each language that no other of
// them has.
#include <algorithm>
#include <array>
#include <bit>
#include <cote/unicode.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/bytes.hpp"
#include "corpus/describe.hpp"

namespace cote::corpus {

namespace {

using namespace std::string_view_literals;

struct Language {
  std::string_view code;
  std::string_view words;  // between single spaces, folded: lower case without accents
};

// Words that two of these languages write alike count for both; what decides is the rest.
constexpr Language kLanguages[] = {
    {"fr",
     " le la les des du de et est dans pour par sur au aux une un que qui ne pas ce cette ces son sa ses ont "
     "sont "
     "avec plus ou il elle nous vous leur d l qu n s a en je tu mon ma mes vos votre notre nos etre avoir "
     "afin ainsi selon dont lors sans sous entre toute tous tout article "},
    {"en",
     " the of and to in is for that on with as by was are be this which from have has its it not at or an "
     "shall "
     "their will been were his her they you we our your can would may any all such other section "},
    {"es",
     " el los las de la y en que del se por con para una un es su al lo como mas no sus o esta este entre "
     "sobre "
     "son fue ha han ser sin donde tambien desde "},
    {"de",
     " der die das und in den von zu mit sich des auf fur ist im dem nicht ein eine als auch es an werden "
     "aus er "
     "hat dass sie nach wird bei einer um am sind noch wie einem uber einen "},
    {"it",
     " il la di che e un una del della per in con non sono da si le dei al lo delle nel alla ha gli piu "
     "anche "
     "dal degli come i nella alle questo questa essere "},
    {"pt",
     " o a os as de do da dos das e em que um uma para com nao por no na se mais ao pelo pela nos nas foi ou "
     "sua seu como sao ser entre "},
    {"nl",
     " de het een van en in is dat op te voor met zijn die niet aan er om ook als bij door naar wordt werd "
     "uit "
     "tot over worden heeft deze of kan "},
};

constexpr std::size_t kSample = 8000;  // bytes: some 1,200 words, of which a third are function words

constexpr std::size_t kCodes = std::size(kLanguages);

constexpr std::size_t kLongestWord = 7;  // letters

/// Word -> one bit for each language that has it. A word is its letters, the first the lowest byte; the bits
/// stand in the byte above them.
class WordTable {
 public:
  consteval WordTable() {
    for (std::size_t i = 0; i < kCodes; ++i) {
      const std::string_view words = kLanguages[i].words;
      for (std::size_t at = 1; at < words.size();) {
        const std::size_t end = words.find(' ', at);
        if (end - at > kLongestWord) throw "a word is longer than kLongestWord";
        std::uint64_t word = 0;
        for (std::size_t n = at; n < end; ++n) word |= std::uint64_t(words[n]) << (8U * (n - at));
        slots_[slot_of(word)] |= word | std::uint64_t{1} << (kBitsFrom + i);
        at = end + 1;
      }
    }
  }

  [[nodiscard]] constexpr std::uint64_t languages_of(std::uint64_t word) const {
    return slots_[slot_of(word)] >> kBitsFrom;
  }

 private:
  static constexpr unsigned kBitsFrom = 8 * kLongestWord;
  static constexpr unsigned kSizeBits = 11;

  [[nodiscard]] constexpr std::size_t slot_of(std::uint64_t word) const {
    std::size_t slot = static_cast<std::size_t>((word * 0x9E3779B97F4A7C15U) >> (64U - kSizeBits));
    while (slots_[slot] != 0 && (slots_[slot] ^ word) << (64U - kBitsFrom) != 0)
      slot = (slot + 1) % slots_.size();
    return slot;
  }

  std::array<std::uint64_t, std::size_t{1} << kSizeBits> slots_{};
};

constexpr WordTable kWords;

constexpr char kPart = 0;     ///< no letter: it parts words
constexpr char kForeign = 1;  ///< a letter that stands in no word of the lists
constexpr char kAe = 2;

/// What fold_key() makes of U+00C0 to U+00FF.
constexpr std::string_view kLatin1 =
    "aaaaaa\2ceeeeiiii\1nooooo\0ouuuuy\1\1"
    "aaaaaa\2ceeeeiiii\1nooooo\0ouuuuy\1y"sv;

/// Counts the words of a text by the languages that have them.
class Count {
 public:
  /// False where a character is met that only fold_key() can tell.
  [[nodiscard]] bool add(std::string_view text) {
    std::uint64_t open = 0;
    std::uint64_t rest = 0;
    const auto pairs_of = [&open](const bytes::Chunk& chunk) {
      return bytes::pairs(chunk.ask([](bytes::Block block) { return bytes::equal(block, 0xC3); }), open);
    };
    // Beyond ASCII, what is no letter of C3: × and ÷ stand among them.
    const auto others = [](const bytes::Chunk& chunk, std::uint64_t pairs) {
      const std::uint64_t signs =
          chunk.ask([](bytes::Block block) { return bytes::equal(block | 0x20, 0xB7); });
      return chunk.ask(&bytes::beyond_ascii) & ~(pairs & ~signs);
    };
    letters_.fill(text, [&](const bytes::Chunk& chunk) {
      const std::uint64_t pairs = pairs_of(chunk);
      rest |= others(chunk, pairs);
      return pairs | chunk.ask([](bytes::Block block) {
        return bytes::ascii_letters(block) | bytes::between(block, '0', '9');
      });
    });
    if (open != 0) return false;  // cut inside a character
    if (rest != 0) {
      others_.fill(text, [&](const bytes::Chunk& chunk) { return others(chunk, pairs_of(chunk)); });
      if (!set_sequences(text)) return false;
    }
    letters_.for_each_run([&](std::size_t begin, std::size_t end) { take(text, begin, end - begin); });
    return true;
  }

  /// The same for what fold_key() returned.
  void add_key(std::string_view key) {
    for (std::size_t at = 0; at < key.size();) {
      const std::size_t end = std::min(key.find(' ', at), key.size());
      take(key, at, end - at);
      at = end + 1;
    }
  }

  [[nodiscard]] std::string language() {
    flush();
    const auto best = std::max_element(found_.begin(), found_.end());
    std::size_t second = 0;
    for (auto it = found_.begin(); it != found_.end(); ++it) {
      if (it != best) second = std::max(second, *it);
    }
    // Running text has a third of function words; a list of names has none. The lead must be clear.
    if (*best < 3 || *best * 8 < words_ || *best * 10 < second * 12) return {};
    return std::string(kLanguages[static_cast<std::size_t>(best - found_.begin())].code);
  }

 private:
  /// Marks the letters among the others. Knows Œ and the punctuation that French is full of; false for more.
  [[nodiscard]] bool set_sequences(std::string_view text) {
    bool known = true;
    others_.for_each_run([&](std::size_t begin, std::size_t end) {
      while (begin < end) {
        const std::size_t bytes = set_sequence(text.substr(begin, end - begin), begin);
        known = known && bytes > 0;
        begin = bytes > 0 ? begin + bytes : end;
      }
    });
    return known;
  }

  /// Of the character that begins `text`, which stands at `at`: its bytes, or 0.
  std::size_t set_sequence(std::string_view text, std::size_t at) {
    constexpr std::string_view kSigns = "\xA0\xA7\xAB\xB0\xB7\xBB"sv;  // no-break space § « ° · »
    constexpr std::string_view kPunctuation = "\x93\x94\x98\x99\x9C\x9D\xA2\xA6\xAF"sv;  // – — ‘ ’ “ ” • …
    const auto byte = static_cast<unsigned char>(text[0]);
    if (byte == 0x97 || byte == 0xB7) {  // × ÷
      letters_.clear(at - 1);
      letters_.clear(at);
      return 1;
    }
    if (text.size() < 2) return 0;
    switch (byte) {
      case 0xC5:
        if (text[1] != '\x92' && text[1] != '\x93') return 0;
        letters_.set(at);
        letters_.set(at + 1);
        return 2;
      case 0xC2:
        return kSigns.find(text[1]) == std::string_view::npos ? 0 : 2;
      case 0xE2:
        return text[1] == '\x80' && text.size() > 2 && kPunctuation.find(text[2]) != std::string_view::npos
                   ? 3
                   : 0;
      default:
        return 0;
    }
  }

  void take(std::string_view text, std::size_t begin, std::size_t length) {
    ++words_;
    std::uint64_t word = 0;
    if (length <= kLongestWord) {
      word = bytes::eight(text, begin) & ((std::uint64_t{1} << (8 * length)) - 1);
      if ((word & bytes::all(0x80)) == 0) {
        count((word | bytes::all(0x20)) & ((std::uint64_t{1} << (8 * length)) - 1));
        return;
      }
    } else {
      // A letter has two bytes at most.
      if (length > 2 * kLongestWord) return;
      const std::uint64_t behind =
          bytes::eight(text, begin + 8) & ((std::uint64_t{1} << (8 * (length - 8))) - 1);
      const auto high = [](std::uint64_t eight) {
        return (eight >> 7U & bytes::all(1)) * bytes::all(1) >> 56U;
      };
      if (length - (high(bytes::eight(text, begin)) + high(behind)) / 2 > kLongestWord) return;
    }
    if (fold(text.substr(begin, length), word)) count(word);
  }

  /// A word with letters beyond ASCII. False when it is none of the lists for sure.
  static bool fold(std::string_view text, std::uint64_t& word) {
    word = 0;
    std::size_t letters = 0;
    const auto append = [&](char c) {
      word |= std::uint64_t(static_cast<unsigned char>(c)) << (8 * letters++);
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (letters >= kLongestWord) return false;
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte < 0x80) {
        append(static_cast<char>(byte | 0x20U));
        continue;
      }
      if (++at == text.size() || (byte != 0xC3 && byte != 0xC5)) return false;
      const char c = byte == 0xC3 ? kLatin1[static_cast<unsigned char>(text[at]) & 0x3FU] : 'o';
      if (c == kForeign || c == kPart) return false;
      append(c == kAe ? 'a' : c);
      if (c == kAe || byte == 0xC5) {
        if (letters >= kLongestWord) return false;
        append('e');
      }
    }
    return true;
  }

  void count(std::uint64_t word) {
    // A byte for each language: bit i of the set to byte i.
    const std::uint64_t apart = kWords.languages_of(word) * bytes::all(1) & 0x8040201008040201U;
    lanes_ += ((apart + bytes::all(0x7F)) >> 7U) & bytes::all(1);
    if (++in_lanes_ == 0xFF) flush();
  }

  void flush() {
    for (std::size_t i = 0; i < found_.size(); ++i) found_[i] += lanes_ >> (8 * i) & 0xFFU;
    lanes_ = 0;
    in_lanes_ = 0;
  }

  bytes::Bits letters_;
  bytes::Bits others_;
  std::size_t words_ = 0;
  std::uint64_t lanes_ = 0;
  unsigned in_lanes_ = 0;
  std::array<std::size_t, kCodes> found_{};
};

}  // namespace

std::string detect_language(std::string_view text) {
  text = text.substr(0, utf8_prefix(text, kSample));
  Count count;
  if (!count.add(text)) {
    count = Count();
    count.add_key(fold_key(text));
  }
  return count.language();
}

std::string detect_language(const std::vector<Paragraph>& paragraphs) {
  Count count;
  std::size_t left = kSample;
  for (const Paragraph& paragraph : paragraphs) {
    const std::string_view text =
        std::string_view(paragraph.text).substr(0, utf8_prefix(paragraph.text, left));
    if (!count.add(text)) {
      std::string sample;
      for (const Paragraph& one : paragraphs) {
        sample.append(one.text, 0, utf8_prefix(one.text, kSample));
        sample += ' ';
        if (sample.size() > kSample) break;
      }
      return detect_language(sample);
    }
    if (paragraph.text.size() >= left) break;
    left -= paragraph.text.size() + 1;
  }
  return count.language();
}

}  // namespace cote::corpus
