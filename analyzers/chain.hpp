// The stages of the chain, one function each, and what they work on. The recipe that orders them is
// french.cpp.
#pragma once

#include <cote/analyzer.hpp>
#include <cote/lexicon.hpp>
#include <cote/token.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzers/vocabulary.hpp"

namespace cote::analysis {

class Inflection;

/// Lets unordered containers of std::string be searched with a std::string_view.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
using WordSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

/// True when `gap` holds white space only, and some.
[[nodiscard]] bool spaces_only(std::string_view gap) noexcept;

/// One occurrence of a word, as the stages that see the whole text work on it.
struct Piece {
  Written* written = nullptr;
  std::string_view surface;  ///< of an ordinal; else the fold stage makes it
  std::string_view reason;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t facts = 0;  ///< of written; here since every stage asks for them
  Spelling spelling = Spelling::kPlain;
  bool keyword = false;
  bool acronym = false;
  bool stop = false;
  bool clitic = false;
  bool foreign = false;

  [[nodiscard]] std::string_view text() const noexcept { return written->text; }
  [[nodiscard]] bool is(Fact fact) const noexcept { return (facts & fact) != 0; }
};

/// A Variant on its way through the chain.
struct PieceVariant {
  Piece piece;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool strict = false;
  bool exact = false;
};

/// A text on its way through the chain.
struct Text {
  std::string_view source;
  TextKind kind = TextKind::kDocument;
  Vocabulary* vocabulary = nullptr;
  std::vector<Piece> pieces;
  std::vector<PieceVariant> piece_variants;
  std::uint32_t facts = 0;                      ///< of all words that the pieces have had so far, together
  std::vector<std::uint32_t> reference_places;  ///< where the text may have references, in order

  // From the end of the word stages on.
  std::vector<Token> tokens;
  std::vector<Variant> variants;
  std::vector<const Word*> words;          ///< by token
  std::vector<std::uint32_t> name_starts;  ///< tokens at which an entity may begin
  std::vector<EntityMention> entities;
  std::vector<ReferenceMention> references;

  /// Makes it that of another text, with the memory that it has.
  void begin(std::string_view utf8, TextKind text_kind, Vocabulary& words_of_thread);
  /// Hands out the result.
  void finish(Analysis& result);

  /// Gives a piece another word.
  void rewrite(Piece& piece, Written* written) {
    piece.written = written;
    piece.facts = written->facts;
    facts |= written->facts;
  }
  void rewrite(Piece& piece, std::string_view text) { rewrite(piece, vocabulary->written(text)); }
  [[nodiscard]] bool any(std::uint32_t wanted) const noexcept { return (facts & wanted) != 0; }
  /// What stands between two pieces; behind the last one the rest of the source.
  [[nodiscard]] std::string_view gap_after(std::size_t piece) const {
    const std::size_t to = piece + 1 < pieces.size() ? pieces[piece + 1].begin : source.size();
    return source.substr(pieces[piece].end, to - pieces[piece].end);
  }
};

/// Tells most words that are in no list from their length and first letter alone, before they are folded and
/// hashed.
class FirstLetters {
 public:
  void add(std::string_view word) {
    if (!word.empty() && word.size() < kLengths) letters_[word.size()] |= bit(word.front());
  }
  /// `word` in any case, with or without accents.
  [[nodiscard]] bool may_have(std::string_view word) const noexcept {
    return !word.empty() && word.size() < kLengths && (letters_[word.size()] & bit(word.front())) != 0;
  }

 private:
  static constexpr std::size_t kLengths = 16;

  /// One bit a letter without regard to case; one for all other first bytes.
  static std::uint32_t bit(char c) noexcept {
    const auto lower = static_cast<unsigned char>(static_cast<unsigned char>(c) | 0x20U);
    return lower >= 'a' && lower <= 'z' ? 1U << (lower - 'a') : 1U << 26;
  }

  std::uint32_t letters_[kLengths] = {};
};

/// A row of abbreviations.tsv.
struct Abbreviation {
  enum class When : std::uint8_t { kNumber, kDate, kName };
  enum class Stop : std::uint8_t { kRequired, kOptional, kNever };
  std::string word;
  When when = When::kNumber;
  Stop stop = Stop::kRequired;
};

/// The data files of analyzers/lexicon, parsed once.
struct WordLists {
  WordSet clitics;       ///< l, d, qu, jusqu, …
  WordSet apostrophes;   ///< aujourd'hui, presqu'île: words that keep their apostrophe
  WordSet stop;          ///< lower case with accents
  WordSet stop_folded;   ///< the same without accents, for text in capitals
  WordSet accent_pairs;  ///< sur, traite: unaccented spellings that are another word
  std::vector<std::vector<std::string>> scaffolding;  ///< folded words of each expression, longest first
  std::unordered_map<std::string, Abbreviation, StringHash, std::equal_to<>>
      abbreviations;  ///< by folded form
  FirstLetters abbreviation_letters;
  WordSet counting_words;  ///< chapitre, annexe, …: a Roman numeral after them is a number
  WordSet counting_words_folded;
  WordSet prefixes;  ///< anti, inter, …: no words of their own
  FirstLetters prefix_letters;
  std::unordered_map<std::string, std::string, StringHash, std::equal_to<>> doublets;  ///< clef -> clé

  /// Name of each data file and the hash of its bytes, for the fingerprint.
  std::unordered_map<std::string_view, std::string> hashes;

  static const WordLists& builtin();
};

/// Words that tell a stretch of another language, and Latin expressions (lexicon/foreign_markers.txt,
/// latin.txt).
struct ForeignEntry {
  std::uint64_t key = 0;      ///< up to eight bytes of the word in lower case; 0 is no word
  std::uint32_t classes = 0;  ///< foreign.cpp
  std::uint32_t latin = 0;    ///< index into latin_at, 0 for none
};
struct ForeignWords {
  using Entry = ForeignEntry;
  struct LatinUse {
    std::uint32_t expression = 0;  ///< index into latin
    std::uint32_t offset = 0;      ///< of the word in it
  };
  std::vector<Entry> table;           ///< words of up to eight bytes; open addressing, a power of two
  std::vector<std::uint64_t> filter;  ///< one bit for each hash of a word that can start a search
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> long_words;
  std::vector<std::vector<std::string>> latin;  ///< the words of each expression
  std::vector<std::vector<LatinUse>> latin_at;  ///< expressions found by one of their words, longest first
  std::string fingerprint;

  static const ForeignWords& builtin();
};

// ---- Stages that see the whole text
// -------------------------------------------------------------------------------

/// Words and numbers of the source. A word is a run of letters, digits and marks, with apostrophes between
/// letters inside; a hyphen ends it. A number keeps a decimal comma and loses the separators of its groups of
/// three.
void tokenize(Text& text);

/// Splits clitics off before an apostrophe, with stray spaces around it too: "l ’État" -> l, État.
void elision(Text& text, const WordLists& lists);

/// Marks what is in another language: « le rapport Responsibility to Protect », ad hoc.
void foreign(Text& text, const ForeignWords& words);

/// Recognises acronyms by their capitals and joins dotted ones: "l'O.N.U." -> l, ONU.
void acronyms(Text& text, const Lexicon& lexicon);

/// Reads abbreviations as the words that they stand for (art. 5: article 5) and n°, nº, no as one sign.
void abbreviations(Text& text);

/// Ordinals become one token; Roman numerals after a counting word, percentages, amounts and dates get a
/// variant.
void numbers(Text& text);

/// Gives hyphenated words their solid form as a variant; sets off -t-il, -elle, -ci, -là.
void compounds(Text& text);

/// Finds the names of the lexicon's entities, longest match first.
void entities(Text& text, const Lexicon& lexicon);

/// Notes where in the bytes of a piece, as the tokenizer made it, a reference may begin.
void note_reference_places(Text& text, const Piece& piece);

/// Finds references and the tokens that they span.
void references(Text& text);

// ---- What they ask about a word, found out once (Fact in vocabulary.hpp)
// -------------------------------------------------------------------------------

/// A word's text as fold_case() and fold_accents() leave it.
struct Folded {
  std::string_view lower;
  std::string_view plain;
};
void elision_facts(Written& word, const Folded& folded, const WordLists& lists);
void foreign_facts(Written& word, const ForeignWords& words);
void acronym_facts(Written& word, const Folded& folded, const Lexicon& lexicon, const WordLists& lists);
void abbreviation_facts(Written& word, const Folded& folded, const WordLists& lists);
void number_facts(Written& word, const Folded& folded, const WordLists& lists);
void compound_facts(Written& word, const Folded& folded, const WordLists& lists);
void reference_facts(Written& word);

// ---- Stages that see one word
// -------------------------------------------------------------------------------------

/// surface: lower case, one apostrophe, ligatures opened; spelling: accented, plain or capitals.
void fold_word(Draft& token);

/// Marks stop words.
void stop_word(Draft& token, const WordLists& lists);

/// One spelling for the two that a word may have: those of 1990 and old doublets (clef, clé).
void spelling_word(Draft& token, const WordLists& lists);

/// Masculine singular, as far as rules and lists tell it.
void inflection_word(Draft& token, const Inflection& inflection);

/// root: Snowball French.
void stem_word(Draft& token);

/// What the word stages make of a folded word, as far as they are switched on.
struct WordForms {
  const WordLists* lists = nullptr;        ///< null: no spelling stage
  const Inflection* inflection = nullptr;  ///< null: no inflection stage
};
[[nodiscard]] std::string form_of(std::string_view word, const WordForms& stages);

/// The second form of an accented word: what the stages make of its unaccented spelling.
void unaccented_word(Draft& token, const WordForms& stages);

/// Lower-case `word` with one spelling for the two that it may have by the rules of 1990.
[[nodiscard]] std::string one_spelling(std::string_view word);

/// The word without the circumflexes on i and u that are optional since 1990.
[[nodiscard]] std::string without_circumflex(std::string word);

/// Snowball's stem of one word. Thread-safe: a stemmer a thread.
[[nodiscard]] std::string snowball_stem(std::string_view word);

/// The stems of a few words, which tell one version of Snowball's rules from another.
[[nodiscard]] std::string snowball_probe();

/// 64-bit FNV-1a as 16 hexadecimal digits: names versions of data, defends against nothing.
[[nodiscard]] std::string hash_of(std::string_view data);

}  // namespace cote::analysis
