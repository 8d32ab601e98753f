// What stands in an index: every prefix, slot and metadata key, and how a document becomes terms. The only
// header of the indexer that the searcher includes; nothing outside these two names a Xapian term.
//
//   term            of                                              wdf   positions
//   Q<id>           a document's external id                         0
//   P<id>           the document that a paragraph belongs to         0     (unit paragraph)
//   Z<s><base>      a word's base form in spelling s                 yes
//   S<s><base>      the same, in the title                           yes
//   W<s><word>      a word as it stands, lower case                  0     yes
//   V<s><word>      the solid form of a compound, at each of its parts 0   yes
//   E<facet>:<name> an entity of the lexicon that the text names     yes
//   Y<key>          a reference that the text mentions               yes
//   U<key>          one that is below that key                       yes   (S/2017/2/Rev.1: S/2017/2)
//   B<key>          the document's own symbol                        0     (also without its code or country)
//   XF<facet>:<v>   value v of a facet                               0
//   A<acronym>:<key> the text defines that acronym by that long form  0
//   L<key>:<acronym> the same, to be found by the long form           0
//
// Spelling s: n plain, a accented, c capitals without accents, f the unaccented form of an accented word, k
// an acronym that the lexicon does not know, or a word of another language; o the base form of another word
// that is spelt like this one (cours: cour), without accents. An accented word has two terms (a and f), any
// other word one. So a query word typed without accents reads n, f, c and k, one typed with accents a, c and,
// where no other word is spelt so, n; both read o, at little weight.
//
// Xapian's synonym table keeps, under a Snowball root (root_key), the Z terms of the base forms that have it.
// They do not match each other; documents that match anyway are ranked by them too. Under a Z term
// (surfaces_key) it keeps the W terms of the words behind it, by whose positions the parts of a compound are
// found side by side. Under an A term (written_key) it keeps acronyms and long forms as they were written;
// what a replaced document wrote stays there, but nothing is shown that no document defines now.
#pragma once

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::index_format {

/// Changes whenever an index of the older code would be read wrongly.
inline constexpr int kVersion = 3;

// ---- Database metadata
// ----------------------------------------------------------------------------------------------
inline constexpr const char* kFormatKey = "cote.format";
inline constexpr const char* kFingerprintKey = "cote.fingerprint";
inline constexpr const char* kUnitKey = "cote.unit";           ///< "document" or "paragraph"
inline constexpr const char* kFacetSlotPrefix = "cote.slot.";  ///< + facet name -> slot number

// ---- Value slots
// ----------------------------------------------------------------------------------------------------
inline constexpr std::uint32_t kIdSlot = 0;          ///< external id: breaks ties between equal scores
inline constexpr std::uint32_t kDateSlot = 1;        ///< "2017-02-13" or a prefix of it: compares as text
inline constexpr std::uint32_t kContentSlot = 2;     ///< hash of the record: tells that nothing has changed
inline constexpr std::uint32_t kParagraphsSlot = 3;  ///< number of its paragraphs, in decimal
inline constexpr std::uint32_t kFirstFacetSlot =
    10;  ///< slots of facets, in the order in which they first came

/// Separates the values of a multi-valued facet inside its slot; values hold no control characters.
inline constexpr char kValueSeparator = '\x1F';

/// Words of a title count this often in ranking. Two: one besides the title's own occurrence in most reports.
inline constexpr std::uint32_t kTitleWdf = 2;

/// Positions between two paragraphs, so that no expression crosses from one to the next.
inline constexpr std::uint32_t kParagraphGap = 100;

/// Xapian keeps terms of up to 245 bytes; longer ones are cut and end in a hash of the whole.
inline constexpr std::size_t kLongestTerm = 240;

/// A term that no document has. Xapian's own Query::MatchNothing is the empty query, which vanishes from a
/// conjunction instead of emptying it.
inline constexpr const char* kNoDocument = "N";

enum class Field : std::uint8_t { kBody, kTitle };

// ---- Terms
// ----------------------------------------------------------------------------------------------------------
[[nodiscard]] std::string id_term(std::string_view id);
[[nodiscard]] std::string parent_term(std::string_view id);
[[nodiscard]] std::string stem_term(char spelling, std::string_view stem, Field field = Field::kBody);
[[nodiscard]] std::string surface_term(char spelling, std::string_view word);
[[nodiscard]] std::string solid_term(char spelling, std::string_view word);
/// Key of the synonym table. `accents`: the root of a form with its accents; else that of an unaccented form.
[[nodiscard]] std::string root_key(bool accents, std::string_view root);
/// Key of the synonym table under which the surface terms of a Z term stand.
[[nodiscard]] std::string surfaces_key(std::string_view stem_term);
[[nodiscard]] std::string entity_term(const Entity& entity);
[[nodiscard]] std::string reference_term(std::string_view canonical);
[[nodiscard]] std::string below_term(std::string_view canonical);
[[nodiscard]] std::string own_symbol_term(std::string_view canonical);
/// Keys that name the same without its country or code: loi:78-17 for FR:loi:78-17.
[[nodiscard]] std::vector<std::string> unqualified_keys(const std::string& key);
[[nodiscard]] std::string facet_term(std::string_view facet, std::string_view value);
/// Terms of a learnt pair: `acronym` and `key` as learnt_key() gives them. Empty when they are too long.
[[nodiscard]] std::string definition_term(std::string_view acronym, std::string_view key);
[[nodiscard]] std::string long_form_term(std::string_view key, std::string_view acronym);
/// What all terms of an acronym, or of a long form, begin with.
[[nodiscard]] std::string definition_prefix(std::string_view acronym);
[[nodiscard]] std::string long_form_prefix(std::string_view key);
/// Key of the synonym table under which a definition stands as written: acronym, kValueSeparator, long form.
[[nodiscard]] std::string written_key(std::string_view definition_term);
/// The base forms of the content words of a long form, without accents: what its inflections share.
[[nodiscard]] std::string long_form_key(const std::vector<Token>& tokens, std::size_t first,
                                        std::size_t last);
/// What facet_term() puts before a value, to list the values of a facet.
[[nodiscard]] std::string facet_prefix(std::string_view facet);

/// How the text of a document is analysed: as French, or neutrally when it is known to be in another
/// language.
[[nodiscard]] TextKind kind_of(const Document& document);

/// The stem terms of one token of a text; none for stop words and for acronyms that name an entity
/// (`entity`).
[[nodiscard]] std::vector<std::string> stem_terms(const Token& token, bool entity,
                                                  Field field = Field::kBody);
/// The surface terms of one token of a text; of a compound's solid form with `solid`.
[[nodiscard]] std::vector<std::string> surface_terms(const Token& token, bool solid = false);
/// By token: is it an acronym that names an entity of the lexicon?
[[nodiscard]] std::vector<bool> entity_acronyms(const Analysis& analysis);

/// Text as a facet value or id may hold it: control characters become spaces.
[[nodiscard]] std::string clean_value(std::string_view value);

// ---- The stored record
// ----------------------------------------------------------------------------------------------
/// A reference that a document holds, and where.
struct StoredCitation {
  std::string canonical;
  std::string display;
  ReferenceKind kind = ReferenceKind::kUnDocument;
  std::string date;
  bool certain = true;                    ///< false: one of several readings, none of which the text decides
  std::vector<std::uint32_t> ordinals{};  ///< of the paragraphs, ascending
};
/// A document with its facets and citations, as bytes. CBOR (RFC 8949).
[[nodiscard]] std::string encode_record(const Document& document, const Metadata& facets,
                                        const std::vector<StoredCitation>& citations = {});
/// Hash of all that a document holds: equal when indexing it again would change nothing.
[[nodiscard]] std::string content_hash(const Document& document);
struct Record {
  Document document;
  Metadata facets;
  std::vector<StoredCitation> citations{};  ///< by key
};
/// IndexError when the bytes are no record.
[[nodiscard]] Record decode_record(std::string_view bytes);

// ---- Opening
// --------------------------------------------------------------------------------------------------------
/// Throws IndexError unless an index's metadata say that this code and this chain made it. `name` is the
/// index's path.
void check_metadata(const std::string& name, const std::string& format, const std::string& stored_fingerprint,
                    const std::string& fingerprint);

/// To be called in a catch block: translates a Xapian exception into IndexError that names the index and says
/// what to do; rethrows anything else.
[[noreturn]] void rethrow(const std::string& name);

}  // namespace cote::index_format
