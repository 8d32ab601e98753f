// What stands in an index: every prefix, slot and key, and how a document becomes terms. The only header of
// the indexer that the searcher includes (with the parts in format/, which it includes itself); nothing
// outside of these names a Xapian term. INDEX_FORMAT.md shows one document byte by byte and says why all is
// so.
//
// An index is a folder with a manifest (format/manifest.hpp) and shards. A shard is a Xapian database without
// positions, the records of its documents (format/blocks.hpp, format/record.hpp) and their token streams
// (format/stream.hpp), by which exact expressions are found.
//
//   term            of                                              wdf
//   Q<id>           a document's external id                         0
//   P<id>           the document that a paragraph belongs to         0     (unit paragraph)
//   Z<s><base>      a word's base form in spelling s                 yes
//   E<facet>:<name> an entity of the lexicon that the text names     yes
//   Y<key>          a reference that the text mentions               yes
//   U<key>          one that is below that key                       yes   (S/2017/2/Rev.1: S/2017/2)
//   B<key>          the document's own symbol                        0     (also without its code or country)
//   XF<facet>:<v>   value v of a facet                               0
//   A<acronym>:<key> the text defines that acronym by that long form  0
//   L<key>:<acronym> the same, to be found by the long form           0
//
// Spelling s: n plain, a accented, c capitals without accents, k an acronym that the lexicon does not know,
// or a word of another language; o the base form of another word that is spelt like this one (cours: cour),
// without accents. A query word typed without accents reads n, c, k and all a that have its unaccented form,
// one typed with accents a, c and, where no other word is spelt so, n; both read o, at little weight. That
// unaccented form is written as spelling f: no document has such a term, the synonym table says what it
// stands for (plain_key).
//
// Likewise W<s><word> and V<s><word>, a word as it stands and the solid form of a compound, name words of the
// token streams and no terms.
//
// Xapian's synonym table keeps, under a Snowball root (root_key), the Z terms of the base forms that have it.
// They do not match each other; documents that match anyway are ranked by them too. Under a Z term
// (surfaces_key) it keeps the words behind it as W, by which the parts of a compound are found side by side.
// Under an A term (written_key) it keeps acronyms and long forms as they were written; what a replaced
// document wrote stays there, but nothing is shown that no document defines now.
#pragma once

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/blocks.hpp"
#include "indexer/format/manifest.hpp"
#include "indexer/format/record.hpp"
#include "indexer/format/stream.hpp"
#include "indexer/format/words.hpp"

namespace cote::index_format {

/// Changes whenever an index of the older code would be read wrongly.
inline constexpr int kVersion = 4;

// ---- Value slots
// ----------------------------------------------------------------------------------------------------
inline constexpr std::uint32_t kIdSlot = 0;       ///< external id: breaks ties between equal scores
inline constexpr std::uint32_t kDateSlot = 1;     ///< "2017-02-13" or a prefix of it: compares as text
inline constexpr std::uint32_t kContentSlot = 2;  ///< unit paragraph: content_hash() of its document, 8 bytes
inline constexpr std::uint32_t kPlaceSlot = 3;    ///< where its record and stream are: encode_place()
inline constexpr std::uint32_t kFirstFacetSlot =
    10;  ///< slots of facets, in the order in which they first came

/// Separates the values of a multi-valued facet inside its slot; values hold no control characters.
inline constexpr char kValueSeparator = '\x1F';

/// Words of a title count this often in ranking. Two: one besides the title's own occurrence in most reports.
inline constexpr std::uint32_t kTitleWdf = 2;

/// Xapian keeps terms of up to 245 bytes; longer ones are cut and end in a hash of the whole.
inline constexpr std::size_t kLongestTerm = 240;

/// A term that no document has. Xapian's own Query::MatchNothing is the empty query, which vanishes from a
/// conjunction instead of emptying it.
inline constexpr const char* kNoDocument = "N";

// ---- Terms
// ----------------------------------------------------------------------------------------------------------
/// `prefix` and `text`, cut to kLongestTerm with a hash of the whole.
[[nodiscard]] std::string cut_term(std::string_view prefix, std::string_view text);
[[nodiscard]] std::string id_term(std::string_view id);
[[nodiscard]] std::string parent_term(std::string_view id);
[[nodiscard]] std::string stem_term(char spelling, std::string_view stem);
[[nodiscard]] std::string surface_term(char spelling, std::string_view word);
[[nodiscard]] std::string solid_term(char spelling, std::string_view word);
/// Key of the synonym table. `accents`: the root of a form with its accents; else that of an unaccented form.
[[nodiscard]] std::string root_key(bool accents, std::string_view root);
/// Key of the synonym table under which the Z terms of spelling a stand that have an unaccented form.
[[nodiscard]] std::string plain_key(std::string_view folded);
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

/// True for what stem_terms() gives of spelling f, which the index has no postings of.
[[nodiscard]] inline bool is_virtual(std::string_view stem_term) { return stem_term[1] == 'f'; }

/// The stem terms of one token of a text; none for stop words and for acronyms that name an entity
/// (`entity`).
[[nodiscard]] std::vector<std::string> stem_terms(const Token& token, bool entity);
/// The surface terms of one token of a text; of a compound's solid form with `solid`.
[[nodiscard]] std::vector<std::string> surface_terms(const Token& token, bool solid = false);
/// By token: is it an acronym that names an entity of the lexicon?
[[nodiscard]] std::vector<bool> entity_acronyms(const Analysis& analysis);

/// Text as a facet value or id may hold it: control characters become spaces.
[[nodiscard]] std::string clean_value(std::string_view value);

// ---- Where a document is
// --------------------------------------------------------------------------------------------
struct Place {
  std::uint64_t stream = 0;  ///< offset in the shard's streams
  std::uint64_t stream_size = 0;
  RecordPlace record;
  std::uint32_t paragraphs = 0;  ///< how many it has
};
[[nodiscard]] std::string encode_place(const Place& place);
/// IndexError when the bytes are no place.
[[nodiscard]] Place decode_place(std::string_view bytes);

// ---- Opening
// --------------------------------------------------------------------------------------------------------
/// Throws IndexError unless an index's metadata say that this code and this chain made it. `name` is the
/// index's path.
void check_metadata(const std::string& name, const std::string& format, const std::string& stored_fingerprint,
                    const std::string& fingerprint);

/// Throws IndexError when the folder holds an index of before format 4, or another Xapian database.
void check_no_older_index(const std::filesystem::path& path);

/// To be called in a catch block: translates a Xapian exception into IndexError that names the index and says
/// what to do; rethrows anything else.
[[noreturn]] void rethrow(const std::string& name);

}  // namespace cote::index_format
