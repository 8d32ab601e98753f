// A token is one occurrence of a word in a text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cote {

/// How a word is spelt, which decides what an accented query word may match (DESIGN: "Accents, one rule").
enum class Spelling : std::uint8_t {
  kPlain,     ///< no accents, not all in capitals: "etat", "Paris"
  kAccented,  ///< at least one accent: "état", "ÉTAT"
  kCapitals,  ///< all capitals and no accents, so accents may be missing: "ETAT"
};

/// `begin` and `end` always delimit bytes of the source, on code point borders; only the stages that split or
/// join tokens (tokenize, elision, acronyms) set them. Stages that rewrite `text` do not.
struct Token {
  std::string text;     ///< current form, UTF-8 NFC; after the chain: the stem, with its accents
  std::string surface;  ///< the word itself in lower case, accents kept; set by the fold stage
  std::string folded;   ///< stem of the word without its accents when spelling is kAccented; the stem of an
                        ///< unknown acronym, which may be a word set in capitals (l'ETAT)
  std::uint32_t begin = 0;     ///< byte offset of the first byte in the source
  std::uint32_t end = 0;       ///< byte offset one past the last byte
  std::uint32_t position = 0;  ///< in tokens, from 0
  Spelling spelling = Spelling::kPlain;
  bool keyword = false;     ///< later stages leave it alone: acronyms, numbers
  bool acronym = false;     ///< recognised by its capitals
  bool stop = false;        ///< counts inside exact expressions, carries no weight
  bool clitic = false;      ///< an elided article or pronoun: the l of "l'État"
  std::string_view reason;  ///< why a stage changed or kept it (a literal); for `cote analyze`
};

/// An entity of the lexicon in a text: the tokens [first, last] name it.
struct EntityMention {
  std::uint32_t entity = 0;  ///< Lexicon::entity()
  std::uint32_t first = 0;   ///< index of the first token
  std::uint32_t last = 0;    ///< index of the last token
  bool acronym = false;      ///< named by its acronym, not by its long form
};

/// A document symbol in a text: S/RES/1325(2000).
struct SymbolMention {
  std::vector<std::string> canonical;  ///< two for a double symbol
  std::uint32_t first = 0;             ///< index of the first token
  std::uint32_t last = 0;              ///< index of the last token
};

/// What the chain makes of a text.
struct Analysis {
  std::vector<Token> tokens;            ///< by position
  std::vector<EntityMention> entities;  ///< by first token; longest match, not overlapping, but an ambiguous
                                        ///< acronym gives one mention for each of its entities
  std::vector<SymbolMention> symbols;
};

}  // namespace cote
