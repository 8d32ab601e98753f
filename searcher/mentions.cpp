#include "searcher/mentions.hpp"

#include <cote/unicode.hpp>
#include <utility>

#include "indexer/index_format.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

/// "pays=Tchad" -> pays, Tchad; "Tchad" -> any facet, Tchad.
std::pair<std::string, std::string_view> facet_and_name(std::string_view field, std::string_view value) {
  if (const std::size_t colon = field.find(':'); colon != std::string_view::npos)
    return {fold_key(field.substr(colon + 1)), value};
  const std::size_t equals = value.find('=');
  if (equals == std::string_view::npos) return {"", value};
  return {fold_key(value.substr(0, equals)), value.substr(equals + 1)};
}

std::vector<std::uint32_t> entities_of(const std::string& facet, std::string_view name,
                                       const Lexicon& lexicon) {
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  std::vector<std::uint32_t> entities;
  for (const std::uint32_t index : lexicon.by_name(name)) {
    if (facet.empty() || facet_of(lexicon.entity(index).kind) == facet) entities.push_back(index);
  }
  return entities;
}

}  // namespace

bool is_mention(std::string_view field) {
  const std::string key = fold_key(field.substr(0, field.find(':')));
  return key == "mention" || key == "mentions";
}

bool names_entity(std::string_view value, const Lexicon& lexicon) {
  const auto [facet, name] = facet_and_name("", value);
  return !entities_of(facet, name, lexicon).empty();
}

Xapian::Query mention_query(std::string_view field, std::string_view value, const Context& context,
                            std::vector<Warning>& warnings, std::optional<std::size_t> position) {
  const Lexicon& lexicon = context.analyzer->lexicon();
  const auto [facet, name] = facet_and_name(field, value);
  std::vector<Xapian::Query> queries;
  for (const std::uint32_t index : entities_of(facet, name, lexicon))
    queries.emplace_back(format::entity_term(lexicon.entity(index)));
  if (queries.empty()) {
    std::string text = "mention : le lexique n'a pas de nom « " + std::string(name) + " »";
    if (!facet.empty()) text += " pour « " + facet + " »";
    const auto near = facet.empty() ? std::vector<std::string>() : context.nearest(facet, name);
    for (std::size_t i = 0; i < near.size(); ++i) text += (i == 0 ? " ; proches : " : ", ") + near[i];
    warnings.push_back({"unknown_value", std::move(text), position});
    return Xapian::Query(format::kNoDocument);
  }
  return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                       Xapian::Query(Xapian::Query::OP_OR, queries.begin(), queries.end()), 0.0);
}

}  // namespace cote::search
