// Which entities of a document become values of its facets, and which readings of its ambiguous acronyms
// hold.
#pragma once

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace cote::indexing {

class Learning;

/// Where a text stands in its document.
enum class Place : std::uint8_t { kTitle, kHeading, kLead, kBody };

/// The first paragraphs say what a document is about; letters name sender and occasion in two.
inline constexpr std::uint32_t kLeadParagraphs = 2;

/// A document of at most so many words is about each thing that it names: about a page.
inline constexpr std::uint32_t kShortDocument = 400;

/// In a longer one what is named once is named in passing; twice is the least that a subject takes.
inline constexpr double kLeastMentions = 2.0;

/// Of a report of many pages a subject takes one mention in so many words, about twenty pages of print.
inline constexpr double kWordsPerMention = 10'000.0;

/// A demonym is weak evidence of a country (French reports speaks of « un diplomate malien » in
/// reports on other countries): two make one mention.
inline constexpr double kWeakMention = 0.5;

/// One writing of an acronym that stands for several entities, over the whole document.
struct Ambiguous {
  std::set<std::uint32_t> readings;
  std::map<Place, std::uint32_t> places;
};

/// Collects what a document names and decides at its end.
class Entities {
 public:
  explicit Entities(const Lexicon& lexicon) : lexicon_(&lexicon) {}

  /// Mentions of `analysis`, which stands at `place`.
  void read(const Analysis& analysis, Place place);

  /// The readings of an ambiguous acronym (folded) that the document leaves: those that it names by another
  /// form, if any; none when it defines the acronym as something else; else all.
  [[nodiscard]] std::set<std::uint32_t> readings(const std::string& acronym,
                                                 const std::set<std::uint32_t>& all,
                                                 const Learning& learning) const;

  /// Facets that the text and the document's symbols give.
  [[nodiscard]] Metadata facets(const Document& document, const Learning& learning) const;

 private:
  struct Evidence {
    double mentions = 0;
    bool prominent = false;  ///< in the title, a heading or the first paragraphs
  };
  void count(Evidence& evidence, Place place, double weight, std::uint32_t times) const;

  const Lexicon* lexicon_;
  std::map<std::uint32_t, Evidence> found_;
  std::map<std::string, Ambiguous> ambiguous_;
  std::uint64_t words_ = 0;
};

/// What came with the document and what `derived` holds; the former wins, key by key. Type, language and year
/// are those of the document.
[[nodiscard]] Metadata merged_facets(const Document& document, Metadata derived);

}  // namespace cote::indexing
