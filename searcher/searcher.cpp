// A search from query to results, and the look-ups besides.
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cote/error.hpp>
#include <cote/searcher.hpp>
#include <cote/unicode.hpp>
#include <filesystem>

#include "corpus/describe.hpp"
#include "indexer/index_format.hpp"
#include "searcher/builder.hpp"
#include "searcher/facets.hpp"
#include "searcher/index.hpp"
#include "searcher/learnt.hpp"
#include "searcher/matching.hpp"
#include "searcher/mentions.hpp"
#include "searcher/passages.hpp"
#include "searcher/reference_query.hpp"
#include "searcher/references.hpp"
#include "searcher/syntax.hpp"

namespace cote {
namespace {

namespace format = index_format;
namespace fs = std::filesystem;
using XapianQuery = Xapian::Query;

/// A writer that commits without pause can make a reader start again each time; after so many times we give
/// up.
constexpr int kAttempts = 10;

/// Filters by facet: OR within, AND between.
struct Filters {
  std::vector<std::string> facets;                 ///< canonical, in order of appearance
  std::vector<XapianQuery> queries;                ///< one a facet
  std::vector<std::vector<std::string>> selected;  ///< canonical values of each

  [[nodiscard]] XapianQuery all_but(std::string_view facet) const {
    std::vector<XapianQuery> kept;
    for (std::size_t i = 0; i < facets.size(); ++i) {
      if (facets[i] != facet) kept.push_back(queries[i]);
    }
    return kept.empty() ? XapianQuery() : XapianQuery(XapianQuery::OP_AND, kept.begin(), kept.end());
  }
};

}  // namespace

struct Searcher::Impl {
  Impl(const fs::path& path, Analyzer chain)
      : name(path.string()),
        analyzer(std::move(chain)),
        index(guarded([&] { return search::Index(path, analyzer); })) {}

  /// Runs `work` with Xapian's errors translated.
  template <typename Work>
  auto guarded(Work work) -> decltype(work()) {
    try {
      return work();
    } catch (const Xapian::Error&) {
      format::rethrow(name);
    }
  }

  /// Runs `work` on the newest commit, again when a writer has overtaken it.
  template <typename Work>
  auto on_newest(Work work) -> decltype(work()) {
    return guarded([&] {
      for (int attempt = 1;; ++attempt) {
        try {
          index.reopen();
          if (facts == nullptr || facts->commit() != search::Facts::commit_of(index))
            facts = std::make_unique<search::Facts>(index);
          facets = search::FacetTable(index.manifest().facet_slots);
          return work();
        } catch (const Xapian::DatabaseModifiedError&) {
          if (attempt == kAttempts) throw;
        } catch (const Xapian::DatabaseError&) {
          // A block that is read while it is written over may look like damage: it is none if there is a
          // newer commit.
          const std::string before = search::Facts::commit_of(index);
          index.reopen();
          if (attempt == kAttempts || search::Facts::commit_of(index) == before) throw;
        }
      }
    });
  }

  [[nodiscard]] search::Context context() const {
    return {&index, &analyzer, facts.get(),
            [this](std::string_view facet, std::string_view typed) {
              return search::resolve_value(database(), analyzer.lexicon(), facet, typed);
            },
            [this](std::string_view facet, std::string_view typed) {
              return search::nearest_values(database(), analyzer.lexicon(), facet, typed);
            }};
  }

  [[nodiscard]] std::string known_facet(const std::string& typed) const {
    if (search::is_mention(typed)) return typed;
    std::string canonical = facets.canonical(typed);
    if (canonical.empty() || canonical == "titre") {
      std::string known;
      for (const std::string& facet : facets.names()) known += (known.empty() ? "" : ", ") + facet;
      throw UsageError("facette « " + typed + " » inconnue ; connues : " + known);
    }
    return canonical;
  }

  [[nodiscard]] Filters make_filters(const std::vector<std::pair<std::string, std::string>>& asked,
                                     std::vector<Warning>& warnings) const {
    Filters filters;
    const search::Context ctx = context();
    for (const auto& [typed, value] : asked) {
      const std::string facet = known_facet(typed);
      XapianQuery query = facet == "cote" ? XapianQuery(format::own_symbol_term(canonical_reference(value)))
                          : search::is_mention(facet)
                              ? search::mention_query(facet, value, ctx, warnings, std::nullopt)
                              : search::filter_query(facet, value, ctx, warnings, std::nullopt);
      const auto at = std::find(filters.facets.begin(), filters.facets.end(), facet);
      const auto i = static_cast<std::size_t>(at - filters.facets.begin());
      if (at == filters.facets.end()) {
        filters.facets.push_back(facet);
        filters.queries.push_back(std::move(query));
        filters.selected.emplace_back();
      } else {
        filters.queries[i] = XapianQuery(XapianQuery::OP_OR, filters.queries[i], query);
      }
      for (std::string& canonical : search::resolve_value(database(), analyzer.lexicon(), facet, value)) {
        filters.selected[i].push_back(std::move(canonical));
      }
    }
    return filters;
  }

  [[nodiscard]] search::ParsedQuery parse(const cote::Query& query, const std::string& text) const {
    if (query.phrase || query.syntax == Syntax::kPlain) {
      search::Clause clause;
      clause.kind = query.phrase ? search::Clause::Kind::kExact : search::Clause::Kind::kText;
      clause.text = text;
      search::ParsedQuery parsed;
      if (text.find_first_not_of(" \t\r\n") != std::string::npos) parsed.alternatives = {{clause}};
      return parsed;
    }
    return search::parse_query(
        text, {[this](std::string_view typed) { return facets.canonical(typed); },
               [this](std::string_view facet, std::string_view value) {
                 if (facet == "mention") return search::names_entity(value, analyzer.lexicon());
                 if (facet == "date") return corpus::find_date(value).has_value();
                 return !search::resolve_value(database(), analyzer.lexicon(), facet, value).empty();
               },
               [this](std::string_view typed) { return !analyzer.lexicon().by_name(typed).empty(); }});
  }

  /// What a query asks of this commit.
  struct Request {
    search::BuiltQuery main;  ///< without filters
    Filters filters;
  };

  /// Reads the query; `results` receives how it was understood, the warnings and how its words were matched.
  [[nodiscard]] Request read(const cote::Query& query, Results& results) const {
    results.query = to_valid_utf8(query.text);
    const std::string& text = results.query;
    const search::ParsedQuery parsed = parse(query, text);
    Filters filters = make_filters(query.filters, results.warnings);
    search::Context ctx = context();
    results.match = query.match == Match::kAny ? Match::kAny : Match::kAll;
    search::BuiltQuery built = search::build_query(parsed, results.match, ctx);
    // "No document has them all" is asked before filters: a filter never turns all words into any.
    if (query.match == Match::kAuto && !built.asked.empty() && !search::finds_any(index, built)) {
      search::BuiltQuery any = search::build_query(parsed, Match::kAny, ctx);
      if (search::finds_any(index, any)) {
        results.match = Match::kAny;
        built = std::move(any);
      }
    }
    for (Warning& warning : built.warnings) results.warnings.push_back(std::move(warning));
    results.understood = std::move(built.understood);
    if (!built.interpretation.empty()) {
      std::string line;
      for (const std::string& part : built.interpretation) line += (line.empty() ? "" : " ; ") + part;
      results.interpretation = std::move(line);
    }
    if (built.asked.empty()) {
      const bool nothing_typed = text.find_first_not_of(" \t\r\n") == std::string::npos;
      if (nothing_typed && !filters.facets.empty()) {
        built.asked = search::Asked(XapianQuery(XapianQuery::MatchAll));
      } else {
        if (results.warnings.empty()) {
          results.warnings.push_back(
              {"no_words", "la requête ne contient aucun mot à chercher", std::nullopt});
        }
        built.asked = search::Asked(XapianQuery(format::kNoDocument));
      }
    }
    return {std::move(built), std::move(filters)};
  }

  [[nodiscard]] Results search(const cote::Query& query) const {
    const auto started = std::chrono::steady_clock::now();
    Results results;
    Request request = read(query, results);
    std::vector<std::pair<std::string, std::size_t>> counted;
    for (const FacetRequest& asked : query.facets) {
      const std::string facet = known_facet(asked.facet);
      if (facet == "cote" || facet == "date" || search::is_mention(facet)) {
        throw UsageError("« " + facet +
                         " » est un champ, pas une facette : il se cherche et se filtre, mais ne se compte "
                         "pas (pour les dates : annee)");
      }
      counted.emplace_back(facet, asked.limit);
    }
    search::weigh(request.main.units, *facts);
    run(query, request, counted, results);
    results.took_ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
    return results;
  }

  [[nodiscard]] Ranking rank(const cote::Query& query) const {
    Results understood;
    const Request request = read(query, understood);
    const search::Page page =
        search::find_page(index, *facts, request.main, request.filters.all_but(""),
                          {Sort::kRelevance, query.offset, query.limit, query.exact_total, {}});
    Ranking ranking{{}, std::move(understood.warnings), page.total, page.exact};
    ranking.hits.reserve(page.hits.size());
    for (const auto& [docid, weight] : page.hits) {
      std::string id = facts->id(docid);
      // A space there may stand for a control character of the id itself (clean_value).
      if (id.find(' ') != std::string::npos) id = index.id(docid);
      ranking.hits.push_back({std::move(id), weight});
    }
    return ranking;
  }

  void run(const cote::Query& query, const Request& request,
           const std::vector<std::pair<std::string, std::size_t>>& counted, Results& results) const {
    const Filters& filters = request.filters;
    // One pass counts all facets that the query does not filter by; the others are counted without their own
    // filter, so that the counts say what choosing another value of the facet would give.
    search::PageRequest wanted{query.sort, query.offset, query.limit, query.exact_total, {}};
    for (const auto& [facet, top] : counted) {
      if (!is_filtered(filters, facet)) wanted.facets.push_back(facets.slot(facet));
    }
    const search::Page page = search::find_page(index, *facts, request.main, filters.all_but(""), wanted);
    results.total_is_exact = page.exact;
    results.total = page.total;
    std::size_t next = 0;
    for (const auto& [facet, top] : counted) {
      if (!is_filtered(filters, facet)) {
        results.facets.push_back(facet_result(facet, top, page.facets[next++], filters));
        continue;
      }
      const search::Page sideways = search::find_page(index, *facts, request.main, filters.all_but(facet),
                                                      {Sort::kRelevance, 0, 0, true, {facets.slot(facet)}});
      results.facets.push_back(facet_result(facet, top, sideways.facets.front(), filters));
    }
    for (const auto& [docid, weight] : page.hits) {
      const format::Record record = index.record(docid);
      Hit hit = hit_of(record.document, weight);
      search::note_revisions(database(), hit.symbols, hit.metadata);
      if (query.passages > 0) {
        hit.passages = search::best_passages(record.document, request.main.units, analyzer, query.passages,
                                             query.passage_chars, &hit.found_by);
      }
      if (query.explain) hit.explanation = explain(docid, request.main.units);
      results.hits.push_back(std::move(hit));
    }
  }

  static bool is_filtered(const Filters& filters, std::string_view facet) {
    return std::find(filters.facets.begin(), filters.facets.end(), facet) != filters.facets.end();
  }

  [[nodiscard]] FacetResult facet_result(const std::string& facet, std::size_t limit,
                                         const search::ValueCounts& counts, const Filters& filters) const {
    FacetResult result{facet, {}};
    const std::vector<std::string>* selected = nullptr;
    for (std::size_t i = 0; i < filters.facets.size(); ++i) {
      if (filters.facets[i] == facet) selected = &filters.selected[i];
    }
    const auto is_selected = [&](const std::string& value) {
      return selected != nullptr && std::find(selected->begin(), selected->end(), value) != selected->end();
    };
    for (const auto& [value, count] : counts.values) {
      FacetCount item{value, std::nullopt, count, is_selected(value)};
      if (const auto entity = analyzer.lexicon().find(facet, value)) {
        const std::string& label = analyzer.lexicon().entity(*entity).label;
        if (!label.empty()) item.label = label;
      } else if (facet == "cite") {
        if (std::string label = search::display_of(value); !label.empty()) item.label = std::move(label);
      }
      result.values.push_back(std::move(item));
    }
    if (facet == "annee" && counts.without > 0) {
      result.values.push_back({std::nullopt, std::nullopt, counts.without, is_selected("")});
    }
    std::stable_sort(result.values.begin(), result.values.end(),
                     [](const FacetCount& a, const FacetCount& b) { return a.count > b.count; });
    if (result.values.size() > limit) result.values.resize(limit);
    return result;
  }

  static Hit hit_of(const Document& document, double score) {
    Hit hit;
    hit.id = document.id;
    hit.score = score;
    hit.title = document.title;
    hit.date = document.date;
    hit.type = document.type;
    hit.language = document.language;
    hit.path = document.path;
    hit.url = document.url;
    hit.symbols = document.symbols;
    hit.metadata = document.metadata;
    return hit;
  }

  /// Which units a hit has, by which terms, and how rare those are.
  [[nodiscard]] std::vector<std::string> explain(Xapian::docid docid,
                                                 const std::vector<search::Unit>& units) const {
    std::vector<std::string> lines;
    for (const search::Unit& unit : units) {
      if (!unit.expressions.empty() && unit.terms.empty()) {
        lines.push_back("« " + unit.name + " » : expression exacte");
        continue;
      }
      std::string line;
      for (const std::string& term : search::real_terms(database(), unit.terms)) {
        auto posting = database().postlist_begin(term);
        const auto end = database().postlist_end(term);
        if (posting != end) posting.skip_to(docid);
        if (posting == end || *posting != docid) continue;
        const auto times = posting.get_wdf();
        line += (line.empty() ? "" : ", ") + term + " × " + std::to_string(times) + " (dans " +
                std::to_string(database().get_termfreq(term)) + " sur " +
                std::to_string(database().get_doccount()) + ")";
      }
      lines.push_back("« " + unit.name + " » : " + (line.empty() ? "absent" : line));
    }
    return lines;
  }

  /// The records of a document: one, or those of its paragraphs.
  [[nodiscard]] std::vector<format::Record> records(std::string_view id) const {
    std::vector<format::Record> found;
    for (const std::string& term : {format::id_term(id), format::parent_term(id)}) {
      for (auto it = database().postlist_begin(term); it != database().postlist_end(term); ++it)
        found.push_back(index.record(*it));
      if (!found.empty()) break;
    }
    return found;
  }

  [[nodiscard]] std::optional<Document> document(std::string_view id) const {
    const auto it = database().postlist_begin(format::id_term(id));
    if (it != database().postlist_end(format::id_term(id))) return index.record(*it).document;
    // An index by paragraphs: the document is put together again.
    const std::string parent = format::parent_term(id);
    std::optional<Document> whole;
    for (auto part = database().postlist_begin(parent); part != database().postlist_end(parent); ++part) {
      Document piece = index.record(*part).document;
      if (!whole) {
        whole = piece;
        whole->id = std::string(id);
        whole->paragraphs.clear();
      }
      for (Paragraph& paragraph : piece.paragraphs) whole->paragraphs.push_back(std::move(paragraph));
    }
    if (whole) {
      std::sort(whole->paragraphs.begin(), whole->paragraphs.end(),
                [](const Paragraph& a, const Paragraph& b) { return a.ordinal < b.ordinal; });
    }
    return whole;
  }

  [[nodiscard]] const Xapian::Database& database() const { return index.database(); }

  std::string name;
  Analyzer analyzer;
  search::Index index;
  search::FacetTable facets;
  std::unique_ptr<search::Facts> facts;  ///< of the commit that was searched last
};

Searcher::Searcher(const fs::path& path, Analyzer analyzer)
    : impl_(std::make_unique<Impl>(path, std::move(analyzer))) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Results Searcher::search(const cote::Query& query) {
  return impl_->on_newest([&] { return impl_->search(query); });
}

Ranking Searcher::rank(const cote::Query& query) {
  return impl_->on_newest([&] { return impl_->rank(query); });
}

std::optional<Document> Searcher::document(std::string_view id) {
  return impl_->on_newest([&] { return impl_->document(id); });
}

std::vector<std::string> Searcher::similar_ids(std::string_view id, std::size_t limit) {
  return impl_->on_newest([&] {
    // Ids share long beginnings, so what is near begins alike or contains what was typed.
    std::vector<std::pair<std::size_t, std::string>> near;
    const std::string key = fold_key(id);
    for (auto it = impl_->index.database().valuestream_begin(format::kIdSlot);
         it != impl_->index.database().valuestream_end(format::kIdSlot); ++it) {
      const std::string candidate = *it;
      const std::string other = fold_key(candidate);
      std::size_t same = 0;
      while (same < key.size() && same < other.size() && key[same] == other[same]) ++same;
      if (other.find(key) != std::string::npos) same = key.size() + 1;
      if (same >= 3 || same > key.size()) near.emplace_back(same, candidate);
    }
    std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < near.size() && i < limit; ++i) ids.push_back(near[i].second);
    return ids;
  });
}

ReferenceLinks Searcher::reference(std::string_view typed) {
  return impl_->on_newest([&] { return search::reference_links(impl_->index, to_valid_utf8(typed)); });
}

std::optional<std::vector<CitedReference>> Searcher::citations_of(std::string_view id) {
  return impl_->on_newest([&]() -> std::optional<std::vector<CitedReference>> {
    const std::vector<format::Record> records = impl_->records(id);
    if (records.empty()) return std::nullopt;
    return search::cited_references(records);
  });
}

std::vector<ReferenceCount> Searcher::most_cited(std::size_t limit) {
  return impl_->on_newest([&] { return search::most_cited(impl_->index, limit); });
}

CitationGraph Searcher::citation_graph() {
  return impl_->on_newest([&] { return search::citation_graph(impl_->index); });
}

std::vector<std::string> Searcher::facet_names() {
  return impl_->on_newest([&] { return impl_->facets.names(); });
}

std::vector<LearntAcronym> Searcher::acronyms() {
  return impl_->on_newest([&] { return search::all_learnt(impl_->index); });
}

IndexStats Searcher::stats() {
  return impl_->on_newest([&] {
    const Xapian::Database& database = impl_->index.database();
    IndexStats stats;
    stats.documents = database.get_doccount();
    for (auto it = database.allterms_begin(); it != database.allterms_end(); ++it) ++stats.terms;
    for (auto it = database.valuestream_begin(format::kPlaceSlot);
         it != database.valuestream_end(format::kPlaceSlot); ++it) {
      stats.paragraphs += format::decode_place(*it).paragraphs;
    }
    stats.average_length = database.get_avlength();
    stats.bytes = impl_->index.bytes();
    stats.unit = impl_->index.by_paragraphs() ? "paragraph" : "document";
    stats.fingerprint = impl_->index.manifest().fingerprint;
    for (const std::string& facet : impl_->facets.names()) {
      std::uint64_t values = 0;
      const std::string prefix = format::facet_prefix(facet);
      for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it) {
        if (*it != prefix) ++values;
      }
      if (values > 0) stats.facets.emplace_back(facet, values);
    }
    for (auto it = database.valuestream_begin(format::kDateSlot);
         it != database.valuestream_end(format::kDateSlot); ++it) {
      const std::string date = *it;
      if (!stats.first_date || date < *stats.first_date) stats.first_date = date;
      if (!stats.last_date || date > *stats.last_date) stats.last_date = date;
    }
    return stats;
  });
}

}  // namespace cote
