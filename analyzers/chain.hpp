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

namespace cote::analysis {

/// Lets unordered containers of std::string be searched with a std::string_view.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
using WordSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

/// A text on its way through the chain.
struct Text {
  std::string_view source;
  TextKind kind = TextKind::kDocument;
  std::vector<Token> tokens;
  std::vector<EntityMention> entities;
  std::vector<SymbolMention> symbols;
};

/// The data files of analyzers/lexicon, parsed once.
struct WordLists {
  WordSet clitics;       ///< l, d, qu, jusqu, …
  WordSet apostrophes;   ///< aujourd'hui, presqu'île: words that keep their apostrophe
  WordSet stop;          ///< lower case with accents
  WordSet stop_folded;   ///< the same without accents, for text in capitals
  WordSet accent_pairs;  ///< sur, traite: unaccented spellings that are another word
  std::vector<std::vector<std::string>> scaffolding;  ///< folded words of each expression, longest first
  std::string fingerprint;                            ///< hash over all of them

  static const WordLists& builtin();
};

// ---- Stages that see the whole text
// -------------------------------------------------------------------------------

/// Words and numbers of the source. A word is a run of letters, digits and marks, with apostrophes between
/// letters inside; a hyphen ends it. A number keeps a decimal comma and loses the separators of its groups of
/// three.
void tokenize(Text& text);

/// Splits clitics off before an apostrophe, with stray spaces around it too: "l ’État" -> l, État.
void elision(Text& text, const WordLists& lists);

/// Recognises acronyms by their capitals and joins dotted ones: "l'O.N.U." -> l, ONU.
void acronyms(Text& text, const Lexicon& lexicon, const WordLists& lists);

/// Finds the names of the lexicon's entities, longest match first.
void entities(Text& text, const Lexicon& lexicon);

/// Finds document symbols and the tokens that they span.
void symbols(Text& text);

// ---- Stages that see one word
// -------------------------------------------------------------------------------------

/// surface: lower case, one apostrophe, ligatures opened; spelling: accented, plain or capitals.
void fold_word(Token& token);

/// Marks stop words.
void stop_word(Token& token, const WordLists& lists);

/// Snowball French.
void stem_word(Token& token);

/// The second form of an accented word: the stem of its unaccented spelling.
void unaccented_word(Token& token, bool stemming);

/// Snowball's stem of one word. Thread-safe: a stemmer a thread.
[[nodiscard]] std::string snowball_stem(std::string_view word);

/// 64-bit FNV-1a as 16 hexadecimal digits: names versions of data, defends against nothing.
[[nodiscard]] std::string hash_of(std::string_view data);

}  // namespace cote::analysis
