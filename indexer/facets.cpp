#include "indexer/facets.hpp"

#include <algorithm>
#include <cote/unicode.hpp>
#include <string_view>
#include <utility>

#include "indexer/index_format.hpp"
#include "indexer/learning.hpp"

namespace cote::indexing {
namespace {

namespace format = index_format;

/// Who issues documents with such a symbol, by the lexicon's canonical names; longer beginnings first
/// (https://research.un.org/en/docs/symbols). What opens a document in words is no safe evidence.
constexpr std::pair<std::string_view, std::string_view> kIssuers[] = {
    {"A/HRC/", "CDH"}, {"A/", "Assemblée générale"},      {"S/", "Conseil de sécurité"},     {"E/", "ECOSOC"},
    {"PSC/", "CPS"},   {"COM(", "Commission européenne"}, {"COM/", "Commission européenne"},
};

void add(Metadata& facets, const std::string& name, std::vector<std::string> values) {
  if (values.empty() || facets.contains(name)) return;
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  facets.emplace(name, std::move(values));
}

}  // namespace

void Entities::count(Evidence& evidence, Place place, double weight, std::uint32_t times) const {
  evidence.mentions += weight * times;
  // Weak evidence is none by its place alone: « les diplomates maliens » in a title.
  if (place != Place::kBody && weight >= 1.0) evidence.prominent = true;
}

void Entities::read(const Analysis& analysis, Place place) {
  if (place != Place::kHeading) words_ += analysis.tokens.size();
  for (std::size_t i = 0; i < analysis.entities.size();) {
    const EntityMention& first = analysis.entities[i];
    std::size_t end = i + 1;
    while (end < analysis.entities.size() && analysis.entities[end].first == first.first) ++end;
    if (end == i + 1) {
      count(found_[first.entity], place, first.weak ? kWeakMention : 1.0, 1);
    } else if (first.acronym) {
      Ambiguous& acronym = ambiguous_[std::string(analysis.tokens[first.first].text)];
      for (std::size_t j = i; j < end; ++j) acronym.readings.insert(analysis.entities[j].entity);
      ++acronym.places[place];
    }
    i = end;
  }
}

std::set<std::uint32_t> Entities::readings(const std::string& acronym, const std::set<std::uint32_t>& all,
                                           const Learning& learning) const {
  std::set<std::uint32_t> named;
  for (const std::uint32_t reading : all) {
    if (found_.contains(reading)) named.insert(reading);
  }
  if (!named.empty()) return named;
  if (const auto* long_forms = learning.long_forms(fold_key(acronym))) {
    for (const std::string& form : *long_forms) {
      for (const std::uint32_t entity : lexicon_->by_name(form)) {
        if (all.contains(entity)) named.insert(entity);
      }
    }
    return named;  // empty: the text defines it as something that the lexicon does not know
  }
  return all;
}

Metadata Entities::facets(const Document& document, const Learning& learning) const {
  std::map<std::uint32_t, Evidence> evidence = found_;
  for (const auto& [acronym, ambiguous] : ambiguous_) {
    const auto left = readings(acronym, ambiguous.readings, learning);
    if (left.size() != 1) continue;  // undecided: no facet value
    for (const auto& [place, times] : ambiguous.places) count(evidence[*left.begin()], place, 1.0, times);
  }
  // What names a part names the whole: MINUSCA counts for ONU and for République centrafricaine.
  std::map<std::uint32_t, Evidence> all = evidence;
  for (const auto& [entity, own] : evidence) {
    for (const std::uint32_t ancestor : lexicon_->ancestors(entity)) all[ancestor].mentions += own.mentions;
  }
  const double least = words_ <= kShortDocument
                           ? 1.0
                           : std::max(kLeastMentions, static_cast<double>(words_) / kWordsPerMention);
  std::set<std::uint32_t> kept;
  for (const auto& [entity, sum] : all) {
    if (!sum.prominent && sum.mentions < least) continue;
    kept.insert(entity);
    for (const std::uint32_t ancestor : lexicon_->ancestors(entity)) kept.insert(ancestor);
  }
  Metadata facets;
  for (const std::uint32_t index : kept) {
    const Entity& entity = lexicon_->entity(index);
    const std::string_view facet = facet_of(entity.kind);
    if (!facet.empty()) facets[std::string(facet)].push_back(entity.canonical);
  }
  for (const std::string& symbol : document.symbols) {
    const auto* issuer = std::find_if(std::begin(kIssuers), std::end(kIssuers),
                                      [&](const auto& pair) { return symbol.starts_with(pair.first); });
    if (issuer == std::end(kIssuers)) continue;
    auto& authors = facets["auteur"];
    if (std::find(authors.begin(), authors.end(), issuer->second) == authors.end())
      authors.emplace_back(issuer->second);
  }
  return facets;
}

Metadata merged_facets(const Document& document, Metadata derived) {
  Metadata facets;
  for (const auto& [name, values] : document.metadata) {
    std::vector<std::string> clean;
    for (const std::string& value : values) {
      if (!value.empty()) clean.push_back(format::clean_value(value));
    }
    add(facets, format::clean_value(name), std::move(clean));
  }
  if (!document.type.empty()) derived["type"] = {document.type};
  if (!document.language.empty()) derived["langue"] = {document.language};
  if (document.date) derived["annee"] = {document.date->substr(0, 4)};
  for (auto& [name, values] : derived) add(facets, name, std::move(values));
  return facets;
}

}  // namespace cote::indexing
