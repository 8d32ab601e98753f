#include "indexer/citations.hpp"

#include <algorithm>
#include <cote/reference.hpp>

namespace cote {
namespace {

namespace format = index_format;

std::vector<std::string> own_keys(const Document& document) {
  std::vector<std::string> keys;
  for (const std::string& symbol : document.symbols) keys.push_back(canonical_reference(symbol));
  return keys;
}

}  // namespace

void Citations::note(const ReferenceMention& mention, std::uint32_t ordinal, indexing::TermCounts* terms,
                     std::uint32_t wdf) {
  const Reference& reference = mention.reference;
  const auto [at, fresh] = entries_.try_emplace(reference.canonical);
  Entry& entry = at->second;
  format::StoredCitation& citation = entry.citation;
  if (fresh) {
    citation = {reference.canonical, reference.display, reference.kind,
                reference.date,      reference.certain, {}};
    entry.broader = broader_references(reference.canonical);
  }
  citation.certain = citation.certain || reference.certain;
  // The most precise date is that of the mention which gives it: « résolution 1483 du 22 mai 2003 ».
  if (reference.date.size() > citation.date.size()) citation.date = reference.date;
  if (citation.ordinals.empty() || citation.ordinals.back() != ordinal) citation.ordinals.push_back(ordinal);
  if (terms == nullptr) return;
  terms->add(format::reference_term(reference.canonical), wdf);
  for (const std::string& broader : entry.broader) terms->add(format::below_term(broader), wdf);
}

std::vector<format::StoredCitation> Citations::stored(const Document& document) const {
  const std::vector<std::string> own = own_keys(document);
  std::vector<format::StoredCitation> all;
  all.reserve(entries_.size());
  for (const auto& [key, entry] : entries_) {
    if (std::find(own.begin(), own.end(), key) != own.end()) continue;
    format::StoredCitation citation = entry.citation;
    std::vector<std::uint32_t>& ordinals = citation.ordinals;
    std::sort(ordinals.begin(), ordinals.end());
    ordinals.erase(std::unique(ordinals.begin(), ordinals.end()), ordinals.end());
    if (ordinals.front() == 0) {
      if (ordinals.size() > 1) {
        ordinals.erase(ordinals.begin());
      } else if (!document.paragraphs.empty() && document.paragraphs.front().ordinal == 1) {
        ordinals.front() = 1;
      } else {
        continue;
      }
    }
    all.push_back(std::move(citation));
  }
  std::sort(all.begin(), all.end(), [](const format::StoredCitation& a, const format::StoredCitation& b) {
    return a.canonical < b.canonical;
  });
  return all;
}

std::vector<std::string> Citations::keys(const Document& document) const {
  const std::vector<std::string> own = own_keys(document);
  std::vector<std::string> keys;
  for (const auto& [key, entry] : entries_) {
    if (entry.citation.certain && std::find(own.begin(), own.end(), key) == own.end())
      keys.push_back(format::clean_value(key));
  }
  return keys;
}

}  // namespace cote
