// The words that a thread has met, each with all that depends on nothing but its letters: what the stages of
// the text ask about it, and what the stages of the word make of it. The chain looks a word up once for each
// occurrence and reads the rest from here.
#pragma once

#include <bit>
#include <cote/token.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cote {
class Lexicon;
}

namespace cote::analysis {

struct Abbreviation;
struct Elision;
struct ForeignEntry;
struct ForeignWords;
struct Word;
struct WordLists;

/// A word of a text as the names of the lexicon know it (names.hpp). Depends on nothing but the word.
struct NameWord {
  std::uint32_t exact = 0xFFFFFFFF;  ///< number of the word without its accents
  std::uint32_t base = 0xFFFFFFFF;   ///< number of its base form
  std::uint8_t preposition = 0;      ///< preposition_of()
  bool function = false;             ///< an article or preposition that wordings exchange
};

/// What a stage may want to know of a word before it looks closer: almost no word has any but the first two.
enum Fact : std::uint32_t {
  kSmallInitial = 1U << 0,   ///< as written it begins with a small letter
  kPlainWord = 1U << 1,      ///< no acronym of a text, whatever stands around it
  kHasApostrophe = 1U << 2,  ///< inside
  kCliticForm = 1U << 3,     ///< what is elided before an apostrophe that stands apart
  kForeignStart = 1U << 4,   ///< a search for another language may start here
  kLoneCapital = 1U << 5,    ///< one letter, a capital
  kAcronymOfLexicon = 1U << 6,
  kAcronymIsWord = 1U << 7,    ///< and the acronym, in small letters, is a French word
  kPluralOfAcronym = 1U << 8,  ///< without its last letter it is an acronym of the lexicon
  kRomanCapitals = 1U << 9,    ///< I to XXXIX in capitals
  kFunctionWord = 1U << 10,    ///< a stop word when accents do not count
  kAbbreviated = 1U << 11,     ///< abbreviations.tsv has it
  kNumberSignWord = 1U << 12,  ///< n, no: before a number it may be its sign
  kDigitInitial = 1U << 13,
  kOrdinalStart = 1U << 14,     ///< an ordinal may begin here
  kRomanNumber = 1U << 15,      ///< roman_value() knows it
  kCountingWord = 1U << 16,     ///< a Roman numeral after it is a number
  kListLink = 1U << 17,         ///< et, ou, …: stands between the numbers of a list
  kPrefixWord = 1U << 18,       ///< anti, inter, …
  kInvertedWord = 1U << 19,     ///< il, elle, ci, …: set off by a hyphen
  kReferenceStart = 1U << 20,   ///< a reference may begin with it
  kReferenceInside = 1U << 21,  ///< or inside: it has more than letters and digits
  kFigure = 1U << 22,           ///< a number in figures that an ending makes an ordinal: 20, XX
  kOrdinalEnding = 1U << 23,    ///< e, er, ème, …
  kMonthWord = 1U << 24,
  kDayLink = 1U << 25,     ///< et, au, …: stands between the days of a date
  kAmountWord = 1U << 26,  ///< mille, millions, …
  kPerWord = 1U << 27,     ///< p, pour: before cent
  // Of the bytes of the source.
  kAllCapitals = 1U << 28,  ///< letters, none of them small
  kNoLetters = 1U << 29,
  kFiveLetters = 1U << 30,  ///< or more
};

/// Letters and digits of a word, counted.
struct Shape {
  std::uint32_t letters = 0;
  std::uint32_t upper = 0;
  std::uint32_t digits = 0;
  bool accents = false;      ///< a letter beyond ASCII
  bool first_upper = false;  ///< begins with a capital
};

/// A word as the searches for other languages see it (foreign.cpp).
struct ForeignShape {
  const ForeignEntry* start = nullptr;  ///< with kForeignStart
  std::uint32_t classes = 0;
  std::int8_t points = 0;  ///< what its letters and endings speak for: English above 0, French below
  bool number = false;
  bool capital = false;
  bool all_capitals = false;
  bool french_accent = false;   ///< é, à, ç: also in other languages but English
  bool foreign_accent = false;  ///< ñ, ó, ß
};

/// The bytes of a word in a form that is quick to compare: of one size and sixteen bytes at most, only equal
/// words have equal keys.
struct WordKey {
  std::uint64_t first = 0;  ///< up to eight bytes
  std::uint64_t last = 0;   ///< the last eight of a longer word
  std::size_t size = 0;

  [[nodiscard]] bool operator==(const WordKey& other) const noexcept {
    return first == other.first && last == other.last && size == other.size;
  }
};
constexpr std::size_t kWholeKey = 16;

/// A word as it stands in a text: everything that its bytes alone decide. Owned by a Vocabulary. What every
/// occurrence is asked for stands first, in one line of the cache.
struct alignas(64) Written {
  WordKey key;
  Word* words = nullptr;  ///< what the word stages made of it, by marks
  std::uint32_t facts = 0;
  std::string_view text;  ///< the bytes of the source without what is invisible; the word for a sign, the
                          ///< digits of groups
  std::string_view raw;   ///< the bytes of the source
  const char* key_bytes = nullptr;
  const Elision* elision = nullptr;            ///< with kHasApostrophe, once somebody asked
  const Abbreviation* abbreviation = nullptr;  ///< with kAbbreviated
  ForeignShape foreign;
  Shape shape;
};

/// A word that is being worked on by the stages that see one word: a token with strings of its own.
struct Draft {
  std::string text;
  std::string surface;
  std::string folded;
  std::string other;
  std::string root;
  Spelling spelling = Spelling::kPlain;
  bool keyword = false;
  bool acronym = false;
  bool stop = false;
  bool clitic = false;
  bool foreign = false;
  std::string_view reason;
};

/// What the word stages made of a Written under some marks.
struct Word {
  Word* next = nullptr;  ///< the same Written under other marks
  std::uint8_t marks = 0;
  bool begins_name = false;  ///< a name of the lexicon may begin here
  NameWord name;
  Token token;  ///< all but begin, end and position; its reason is that of the word stages
};

/// Memory that is freed all at once; what stands in it never moves.
class Arena {
 public:
  [[nodiscard]] std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    auto* const at = static_cast<char*>(take(text.size(), 1));
    std::memcpy(at, text.data(), text.size());
    return {at, text.size()};
  }
  template <typename Made>
  [[nodiscard]] Made* make(const Made& value) {
    static_assert(std::is_trivially_destructible_v<Made>);
    return new (take(sizeof(Made), alignof(Made))) Made(value);
  }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

 private:
  void* take(std::size_t size, std::size_t alignment);

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* at_ = nullptr;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

/// Belongs to one thread and one chain while it is filled. What it has handed out never changes and never
/// moves, so an Analysis that shares it may be read anywhere.
class Vocabulary {
 public:
  /// What the facts of a word are read from. None is null.
  struct Lists {
    const WordLists* words = nullptr;
    const ForeignWords* foreign = nullptr;
    const Lexicon* lexicon = nullptr;
  };
  explicit Vocabulary(const Lists& lists);
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  /// The word that stands so in a source; never null.
  [[nodiscard]] Written* written(std::string_view raw) {
    const WordKey key = key_of_word(raw);
    return written(raw, Asked{key, hash_of(raw, key)});
  }

  /// A word that will be looked up: where its place in the table is. The memory of a large vocabulary is far
  /// away, so words are asked for some time before they are needed.
  struct Asked {
    WordKey key;
    std::uint64_t hash = 0;
  };
  /// Of source[begin, end).
  [[nodiscard]] Asked ask(std::string_view source, std::size_t begin, std::size_t end) const noexcept {
    const std::string_view raw = source.substr(begin, end - begin);
    Asked asked;
    if (std::endian::native == std::endian::little && begin + kHead <= source.size() && raw.size() < kHead) {
      // More bytes may be read than it has: no branch on its size.
      asked.key = {bytes_at(raw.data()) & ((std::uint64_t{1} << (8 * raw.size())) - 1), 0, raw.size()};
    } else {
      asked.key = key_of_word(raw);
    }
    asked.hash = hash_of(raw, asked.key);
    fetch(&slots_[asked.hash & mask_]);
    return asked;
  }
  /// Brings what stands at that place near.
  void approach(const Asked& asked) const noexcept { fetch(slots_[asked.hash & mask_].written); }
  /// written(raw) for a word that was asked for.
  [[nodiscard]] Written* written(std::string_view raw, const Asked& asked) {
    Written* const found = find(raw, asked.key, asked.hash);
    if (found == nullptr) return add(raw, asked.key, asked.hash);
    if (found->words != nullptr) {
      fetch(found->words);
      fetch(reinterpret_cast<const char*>(found->words) + 64);
      fetch(reinterpret_cast<const char*>(found->words) + 128);
    }
    return found;
  }

  /// The same with another text than the bytes give: euros for €.
  [[nodiscard]] Written* written(std::string_view raw, std::string_view text);

  /// The draft as a token without place and number, its strings kept here.
  [[nodiscard]] Token token_of(const Written& written, const Draft& made);

  /// What the word stages made of a word, with a number of its own. The caller fills in the rest.
  Word* add(Written& written, const Draft& made);

  [[nodiscard]] Arena& arena() noexcept { return arena_; }
  [[nodiscard]] const Lists& lists() const noexcept { return lists_; }

  /// True when the next text should begin a new one.
  [[nodiscard]] bool full() const noexcept;

 private:
  static constexpr std::size_t kHead = 8;

  struct Slot {
    std::uint64_t hash = 0;
    Written* written = nullptr;
  };

  static void fetch([[maybe_unused]] const void* at) noexcept {
#if defined(__GNUC__)
    __builtin_prefetch(at);
#endif
  }

  static std::uint64_t bytes_at(const char* at) noexcept {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, kHead);
    return bytes;
  }

  static WordKey key_of_word(std::string_view word) noexcept {
    if (word.size() >= kHead) {
      const std::uint64_t last = word.size() > kHead ? bytes_at(word.data() + word.size() - kHead) : 0;
      return {bytes_at(word.data()), last, word.size()};
    }
    WordKey key{0, 0, word.size()};
    std::memcpy(&key.first, word.data(), word.size());
    return key;
  }

  /// The seeds differ from run to run, so that nobody can write a text whose words all collide. Odd
  /// multipliers with many bits; two rounds, as the finalizer of MurmurHash has them.
  [[nodiscard]] std::uint64_t hash_of(std::string_view word, const WordKey& key) const noexcept {
    std::uint64_t hash =
        (key.first ^ seed_ ^ key.size) * 0xFF51AFD7ED558CCDU + (key.last ^ seed_ >> 7U) * 0x9E3779B97F4A7C15U;
    for (std::size_t at = kHead; at + kHead < word.size(); at += kHead)
      hash = (hash ^ hash >> 32U ^ bytes_at(word.data() + at)) * 0xFF51AFD7ED558CCDU;
    hash = (hash ^ hash >> 32U) * 0xC4CEB9FE1A85EC53U;
    return hash ^ hash >> 32U;
  }

  [[nodiscard]] Written* find(std::string_view word, const WordKey& key, std::uint64_t hash) const noexcept {
    for (std::size_t at = hash & mask_; slots_[at].written != nullptr; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.hash != hash || !(slot.written->key == key)) continue;
      if (key.size <= kWholeKey || std::memcmp(slot.written->key_bytes, word.data(), key.size) == 0)
        return slot.written;
    }
    return nullptr;
  }

  Written* add(std::string_view raw, const WordKey& key, std::uint64_t hash);
  Written* insert(std::string_view bytes, const WordKey& key, std::uint64_t hash, std::string_view raw,
                  std::string_view text);
  void find_facts(Written& word) const;
  void grow();

  Lists lists_;
  Arena arena_;
  std::vector<Slot> slots_;  ///< a power of two of them, at most half full
  std::size_t mask_ = 0;
  std::size_t count_ = 0;
  std::uint32_t numbers_ = 0;  ///< of the words made
  std::uint64_t seed_ = 0;
  std::string key_;
};

}  // namespace cote::analysis
