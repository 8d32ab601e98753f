// A token is one occurrence of a word in a text.
#pragma once

#include <cote/reference.hpp>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace cote {

namespace analysis {
class Vocabulary;
}

/// How a word is spelt, which decides what an accented query word may match (DESIGN: "Accents, one rule").
enum class Spelling : std::uint8_t {
  kPlain,     ///< no accents, not all in capitals: "etat", "Paris"
  kAccented,  ///< at least one accent: "état", "ÉTAT"
  kCapitals,  ///< all capitals and no accents, so accents may be missing: "ETAT"
};

/// `begin` and `end` always delimit bytes of the source, on code point borders; only the stages that split or
/// join tokens (tokenize, elision, acronyms, numbers) set them. Stages that rewrite `text` do not.
///
/// What depends on the word alone is made once for each distinct word and shared by its occurrences: the
/// views point into Analysis::words and live as long as somebody holds that. Who keeps a token longer than
/// its Analysis keeps a copy of that pointer beside it.
struct Token {
  std::string_view text;     ///< current form, UTF-8 NFC; after the chain: the base form, with its accents
  std::string_view surface;  ///< the word itself in lower case, accents kept; set by the fold stage
  std::string_view folded;  ///< base form of the word without its accents when spelling is kAccented; that of
                            ///< an unknown acronym, which may be a word set in capitals (l'ETAT)
  std::string_view other;  ///< the base form of another word that is spelt so too, without accents: cours, of
                           ///< cour
  std::string_view root;   ///< Snowball's stem of text: words that share it are related, but do not match
  std::uint32_t begin = 0;     ///< byte offset of the first byte in the source
  std::uint32_t end = 0;       ///< byte offset one past the last byte
  std::uint32_t position = 0;  ///< in tokens, from 0
  /// Tokens with one number under one Analysis::words are equal in all but begin, end, position and reason.
  /// Numbers count from 1 without gaps, so that what is made of a word can be kept in a vector. 0: not known,
  /// in the stages of Analyzer::trace().
  std::uint32_t word = 0;
  Spelling spelling = Spelling::kPlain;
  bool keyword = false;     ///< later stages leave it alone: acronyms, numbers
  bool acronym = false;     ///< recognised by its capitals
  bool stop = false;        ///< counts inside exact expressions, carries no weight
  bool clitic = false;      ///< an elided article or pronoun: the l of "l'État"
  bool foreign = false;     ///< part of an English title, a Latin expression, …: not inflected as French
  std::string_view reason;  ///< why a stage changed or kept it (a literal); for `cote analyze`
};

/// An entity of the lexicon in a text: the tokens [first, last] name it.
struct EntityMention {
  std::uint32_t entity = 0;  ///< Lexicon::entity()
  std::uint32_t first = 0;   ///< index of the first token
  std::uint32_t last = 0;    ///< index of the last token
  bool acronym = false;      ///< named by its acronym, not by its long form
  bool weak = false;         ///< only hinted at, by a demonym: « les autorités maliennes »
};

/// A reference in a text: S/RES/1325 (2000), « article L. 311-3 ». The readings of an undecided one follow
/// each other with the same tokens.
struct ReferenceMention {
  Reference reference;
  std::uint32_t first = 0;  ///< index of the first token
  std::uint32_t last = 0;   ///< index of the last token
};

/// Another way to write a stretch of tokens, indexed besides them: the solid form of a compound
/// (anti-terrorisme: antiterrorisme), the number of a Roman numeral, a date, a percentage, an amount.
struct Variant {
  Token token;              ///< begin, end and position are those of the stretch
  std::uint32_t first = 0;  ///< index of the first token
  std::uint32_t last = 0;   ///< index of the last token
  bool strict = false;      ///< in a query it stands for its words, which alone would say something else
  bool exact = false;       ///< the same words in another writing, so an exact expression takes it too
};

/// What the chain makes of a text. May be moved, copied and read by any thread, also when the one that made
/// it is gone.
struct Analysis {
  std::vector<Token> tokens;            ///< by position
  std::vector<Variant> variants;        ///< by first token
  std::vector<EntityMention> entities;  ///< by first token; longest match, not overlapping, but an ambiguous
                                        ///< acronym gives one mention for each of its entities
  std::vector<ReferenceMention> references;  ///< by first token
  /// Owns what the tokens' views show. Analyses of one thread share it until it is full (see Token::word).
  std::shared_ptr<const analysis::Vocabulary> words;
};

}  // namespace cote
