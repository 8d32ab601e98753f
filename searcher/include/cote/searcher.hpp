// Start here to search: Searcher("rapports.index").search({.text = "opérations de paix"}).
#pragma once

#include <cote/analyzer.hpp>
#include <cote/citation.hpp>
#include <cote/document.hpp>
#include <cote/query.hpp>
#include <cote/reference_links.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cote {

/// Why a stretch of a passage is marked.
enum class MarkKind : std::uint8_t {
  kWord,        ///< as typed, but for case and accents
  kInflection,  ///< another form of a word that was typed
  kEntity,      ///< another name of what was typed: long form, acronym, symbol
};

/// The part of a paragraph that answers best.
struct Passage {
  std::optional<std::string> paragraph;  ///< the document's own number: "12", "4 l)"
  std::uint32_t ordinal = 0;             ///< from 1
  std::optional<std::uint32_t> page;
  std::vector<std::string> heading;  ///< outermost first
  std::string citation;              ///< ready to paste: "S/2017/1, par. 12"
  std::string text;                  ///< the repaired paragraph, cut at word borders; "…" where it is cut
  std::vector<std::pair<std::uint32_t, std::uint32_t>> highlights;  ///< [begin, end) in code points of `text`
  std::vector<MarkKind> highlight_kinds;                            ///< of each highlight
};

struct Hit {
  std::string id;
  double score = 0;
  std::string title;
  std::optional<std::string> date;
  std::string type;
  std::string language;
  std::string path;
  std::optional<std::string> url;
  std::vector<std::string> symbols;
  Metadata metadata;  ///< what came with the document; "replaced_by" and "replaces" when the index has
                      ///< another revision of one of its symbols
  std::vector<Passage> passages;  ///< best first
  /// Names in the hit that answer for words which were typed and are not in it; as they stand there. Only
  /// with passages.
  std::vector<std::string> found_by;
  std::vector<std::string> explanation;  ///< with Query::explain: what gave the score, a line each, in French
};

struct FacetCount {
  std::optional<std::string> value;  ///< absent: documents without a value (annee)
  std::optional<std::string> label;  ///< long form, when there is one
  std::uint64_t count = 0;           ///< what a click on the value returns
  bool selected = false;             ///< the query filters by it
};

struct FacetResult {
  std::string facet;
  std::vector<FacetCount> values;  ///< by descending count, then value
};

/// Something in the query that was read otherwise than typed, and how to undo it.
struct Understood {
  std::string matched;  ///< as typed
  std::string kind;     ///< "entity", "reference", "learnt"
  std::string canonical;
  std::optional<std::string> label;
  std::string off;  ///< what to type instead to search the bare words
};

struct Warning {
  std::string code;                     ///< stable: "unbalanced_quote"
  std::string text;                     ///< French
  std::optional<std::size_t> position;  ///< in code points of the query, from 0
};

struct Results {
  std::string query;  ///< as typed, ill-formed bytes replaced
  std::optional<std::string>
      interpretation;  ///< "MINUSS = UNMISS = Mission des Nations Unies au Soudan du Sud"
  std::vector<Understood> understood;
  Match match = Match::kAll;  ///< as applied: kAll or kAny
  std::uint64_t total = 0;    ///< hits, whatever the limit
  bool total_is_exact = true;
  double took_ms = 0;
  std::vector<Hit> hits;                  ///< by the asked order; equal scores by ascending id
  std::vector<FacetResult> facets;        ///< in the order asked
  std::optional<std::string> suggestion;  ///< a better spelling; absent when there is none
  std::vector<Warning> warnings;
};

struct ScoredId {
  std::string id;
  double score = 0;
};

/// What Searcher::rank() gives: which documents, and nothing about them.
struct Ranking {
  std::vector<ScoredId> hits;  ///< by descending score; equal scores by ascending id
  std::vector<Warning> warnings;
  std::uint64_t total = 0;  ///< documents that match; an estimate unless total_is_exact
  bool total_is_exact = false;
};

/// An acronym that the indexed texts define.
struct LearntAcronym {
  std::string acronym;
  std::string long_form;        ///< the shortest of its wordings
  std::uint64_t documents = 0;  ///< that define it; from two on it counts in searches
};

/// What `cote stats` shows.
struct IndexStats {
  std::uint64_t documents = 0;   ///< units of retrieval
  std::uint64_t paragraphs = 0;  ///< stored in them; counted by reading every record
  std::uint64_t terms = 0;       ///< distinct
  double average_length = 0;     ///< in weighted terms
  std::uint64_t bytes = 0;       ///< on disk
  std::string unit;              ///< "document" or "paragraph"
  std::string fingerprint;
  std::vector<std::pair<std::string, std::uint64_t>> facets;  ///< facet name, distinct values
  std::optional<std::string> first_date;
  std::optional<std::string> last_date;
};

/// Reads one index. Not for several threads at once: open one a thread. Each call sees one commit, the newest
/// at that time; when a writer moves on meanwhile, the call starts again on the new commit.
class Searcher {
 public:
  /// IndexError when there is no index at `path`, or one of another format or analyzer.
  explicit Searcher(const std::filesystem::path& path, Analyzer analyzer = french_analyzer());
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;
  Searcher(const Searcher&) = delete;
  Searcher& operator=(const Searcher&) = delete;

  /// Never throws for what the query says: problems are in Results::warnings. UsageError for a facet name
  /// that the index does not have (the text lists those that it has). IndexError for the index.
  [[nodiscard]] Results search(const Query& query);

  /// The hits of search() sorted by relevance, without reading the documents: for runs of many topics and
  /// many hits. Of the query only text, syntax, phrase, match, filters, offset and limit count. Throws as
  /// search() does.
  [[nodiscard]] Ranking rank(const Query& query);

  /// The stored document with that id, whole; nullopt when there is none. Of an index by paragraphs, "ID#3"
  /// gives the paragraph and "ID" the whole document put together.
  [[nodiscard]] std::optional<Document> document(std::string_view id);

  /// Ids nearest to `id` by spelling, for "did you mean".
  [[nodiscard]] std::vector<std::string> similar_ids(std::string_view id, std::size_t limit = 3);

  /// Names of the facets that can be counted and filtered by, sorted.
  [[nodiscard]] std::vector<std::string> facet_names();

  /// What the index knows of a reference as a person types it: « résolution 1325 », "s/res/1325", "L311-3".
  /// Of an undecided one, the first reading that some document bears or cites.
  [[nodiscard]] ReferenceLinks reference(std::string_view typed);

  /// What the document cites, in the order of its text; nullopt when there is none of that id.
  [[nodiscard]] std::optional<std::vector<CitedReference>> citations_of(std::string_view id);

  /// The references that most documents cite: by descending number, then key.
  [[nodiscard]] std::vector<ReferenceCount> most_cited(std::size_t limit);

  /// Every document that cites or bears a reference and every reference that is cited.
  [[nodiscard]] CitationGraph citation_graph();

  [[nodiscard]] IndexStats stats();

  /// What was learnt from the texts, pairs of most documents first.
  [[nodiscard]] std::vector<LearntAcronym> acronyms();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote
