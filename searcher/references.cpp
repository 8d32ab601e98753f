#include "searcher/references.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "searcher/index.hpp"
#include "searcher/reference_query.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

/// The id of the document that a record is of, or is a paragraph of.
std::string document_id(const format::Record& record, bool paragraphs) {
  const std::string& id = record.document.id;
  return paragraphs ? id.substr(0, id.rfind('#')) : id;
}

const Paragraph* paragraph_of(const format::Record& record, std::uint32_t ordinal) {
  const auto& all = record.document.paragraphs;
  const auto at = std::lower_bound(
      all.begin(), all.end(), ordinal,
      [](const Paragraph& paragraph, std::uint32_t number) { return paragraph.ordinal < number; });
  return at != all.end() && at->ordinal == ordinal ? &*at : nullptr;
}

/// `key` or the same with its country or code: FR:loi:78-17 for loi:78-17.
bool names(const std::string& cited, const std::string& key) {
  if (cited == key) return true;
  const std::size_t colon = key.rfind(':');
  const std::size_t other = cited.rfind(':');
  if (colon == std::string::npos || other == std::string::npos ||
      cited.compare(other, std::string::npos, key, colon) != 0) {
    return false;
  }
  const std::vector<std::string> broader = broader_references(cited);
  return std::find(broader.begin(), broader.end(), key) != broader.end();
}

void add_paragraphs(const format::Record& record, const format::StoredCitation& citation, bool paragraphs,
                    std::vector<CitingParagraph>& out) {
  for (const std::uint32_t ordinal : citation.ordinals) {
    const Paragraph* paragraph = paragraph_of(record, ordinal);
    if (paragraph == nullptr) continue;
    out.push_back({document_id(record, paragraphs), paragraph->number, ordinal, paragraph->page,
                   paragraph->text, paragraph->heading});
  }
}

ReferenceLinks links_of(const Index& index, const Reference& reference, bool known) {
  ReferenceLinks links;
  links.canonical = reference.canonical;
  links.display = reference.display;
  links.date = reference.date;
  if (known) links.kind = reference.kind;
  const bool paragraphs = index.by_paragraphs();
  std::set<std::string> own;
  const std::string own_term = format::own_symbol_term(links.canonical);
  for (auto it = index.database().postlist_begin(own_term); it != index.database().postlist_end(own_term);
       ++it) {
    own.insert(document_id(index.record(*it), paragraphs));
  }
  links.own.assign(own.begin(), own.end());
  std::set<Xapian::docid> citing;
  for (const std::string& term :
       {format::reference_term(links.canonical), format::below_term(links.canonical)}) {
    for (auto it = index.database().postlist_begin(term); it != index.database().postlist_end(term); ++it)
      citing.insert(*it);
  }
  for (const Xapian::docid docid : citing) {
    const format::Record record = index.record(docid);
    for (const format::StoredCitation& citation : record.citations) {
      if (!names(citation.canonical, links.canonical)) continue;
      add_paragraphs(record, citation, paragraphs, links.cited_by);
      if (citation.canonical == links.canonical && citation.date.size() > links.date.size())
        links.date = citation.date;
    }
  }
  const auto key = [](const CitingParagraph& paragraph) { return std::tie(paragraph.id, paragraph.ordinal); };
  std::sort(links.cited_by.begin(), links.cited_by.end(),
            [&](const CitingParagraph& a, const CitingParagraph& b) { return key(a) < key(b); });
  links.cited_by.erase(
      std::unique(links.cited_by.begin(), links.cited_by.end(),
                  [&](const CitingParagraph& a, const CitingParagraph& b) { return key(a) == key(b); }),
      links.cited_by.end());
  return links;
}

/// Each record of the index with the id of its document.
template <typename Visit>
void each_record(const Index& index, Visit visit) {
  const bool paragraphs = index.by_paragraphs();
  // Shard by shard: the paragraphs of a document follow each other in theirs.
  const std::size_t count = index.shards().size();
  for (std::size_t s = 0; s < count; ++s) {
    const Xapian::Database& shard = index.shards()[s].database;
    for (auto it = shard.postlist_begin(""); it != shard.postlist_end(""); ++it) {
      const format::Record record = index.record(static_cast<Xapian::docid>((*it - 1) * count + s + 1));
      visit(record, document_id(record, paragraphs));
    }
  }
}

}  // namespace

ReferenceLinks reference_links(const Index& index, std::string_view typed) {
  const std::vector<Reference> readings = readings_of(typed);
  ReferenceLinks best;
  if (readings.empty()) return best;
  // An unknown form comes back as one reading that is not certain.
  const bool known = readings.size() > 1 || readings.front().certain;
  for (const Reference& reading : readings) {
    ReferenceLinks links = links_of(index, reading, known);
    const bool found = !links.own.empty() || !links.cited_by.empty();
    if (found || best.canonical.empty()) best = std::move(links);
    if (found) break;
  }
  for (const Reference& reading : readings) best.readings.push_back(reading.canonical);
  return best;
}

std::vector<CitedReference> cited_references(const std::vector<format::Record>& records) {
  std::vector<CitedReference> cited;
  for (const format::Record& record : records) {
    for (const format::StoredCitation& citation : record.citations) {
      for (const std::uint32_t ordinal : citation.ordinals) {
        const Paragraph* paragraph = paragraph_of(record, ordinal);
        cited.push_back({citation.canonical, citation.display, citation.kind, citation.date,
                         paragraph != nullptr ? paragraph->number : std::nullopt, ordinal, citation.certain});
      }
    }
  }
  std::stable_sort(cited.begin(), cited.end(), [](const CitedReference& a, const CitedReference& b) {
    return std::tie(a.ordinal, a.canonical) < std::tie(b.ordinal, b.canonical);
  });
  return cited;
}

std::vector<ReferenceCount> most_cited(const Index& index, std::size_t limit) {
  struct Cited {
    ReferenceCount count;
    std::string last;  ///< document that was counted last: its paragraphs follow each other
  };
  std::map<std::string, Cited> all;
  each_record(index, [&](const format::Record& record, const std::string& id) {
    for (const format::StoredCitation& citation : record.citations) {
      if (!citation.certain) continue;
      Cited& cited = all[citation.canonical];
      if (cited.count.documents > 0 && cited.last == id) continue;
      if (cited.count.documents == 0) cited.count = {citation.canonical, citation.display, citation.kind, 0};
      ++cited.count.documents;
      cited.last = id;
    }
  });
  std::vector<ReferenceCount> counts;
  counts.reserve(all.size());
  for (auto& [key, cited] : all) counts.push_back(std::move(cited.count));
  std::stable_sort(counts.begin(), counts.end(), [](const ReferenceCount& a, const ReferenceCount& b) {
    return a.documents > b.documents;
  });
  if (counts.size() > limit) counts.resize(limit);
  return counts;
}

CitationGraph citation_graph(const Index& index) {
  std::map<std::string, CitationGraph::Source> sources;
  std::map<std::string, CitationGraph::Target> targets;
  std::map<std::pair<std::string, std::string>, std::uint64_t> edges;
  each_record(index, [&](const format::Record& record, const std::string& id) {
    const Document& document = record.document;
    if (record.citations.empty() && document.symbols.empty()) return;
    if (!sources.contains(id)) {
      CitationGraph::Source source{id, document.title, {}};
      for (const std::string& symbol : document.symbols) source.keys.push_back(canonical_reference(symbol));
      sources.emplace(id, std::move(source));
    }
    for (const format::StoredCitation& citation : record.citations) {
      if (!citation.certain) continue;
      targets.try_emplace(citation.canonical,
                          CitationGraph::Target{citation.canonical, citation.display, citation.kind});
      edges[{id, citation.canonical}] += citation.ordinals.size();
    }
  });
  CitationGraph graph;
  std::map<std::string, std::size_t> source_at;
  std::map<std::string, std::size_t> target_at;
  for (auto& [id, source] : sources) {
    source_at.emplace(id, graph.sources.size());
    graph.sources.push_back(std::move(source));
  }
  for (auto& [key, target] : targets) {
    target_at.emplace(key, graph.targets.size());
    graph.targets.push_back(std::move(target));
  }
  for (const auto& [ends, paragraphs] : edges)
    graph.edges.push_back({source_at.at(ends.first), target_at.at(ends.second), paragraphs});
  return graph;
}

}  // namespace cote::search
