// Decides between the meanings of a name by the other entities of a document.
#include <algorithm>
#include <cote/ambiguous.hpp>
#include <map>

namespace cote {
namespace {

/// What speaks for a meaning: the entity itself far more than its relatives, of which any number may stand in
/// a long text.
constexpr std::size_t kItself = 1000;

bool has_parent(const Lexicon& lexicon, std::uint32_t entity, std::uint32_t parent) {
  // Two steps: Nord-Kivu is in Kivu, and that in the Democratic Republic.
  for (const std::uint32_t direct : lexicon.parents(entity)) {
    if (direct == parent) return true;
    const auto& above = lexicon.parents(direct);
    if (std::find(above.begin(), above.end(), parent) != above.end()) return true;
  }
  return false;
}

/// Parents that some other meaning has too say nothing: the Court and the Convention are both of the Council.
std::size_t evidence(const Lexicon& lexicon, std::uint32_t meaning, const std::vector<std::uint32_t>& others,
                     const std::set<std::uint32_t>& known) {
  if (known.contains(meaning)) return kItself;
  std::size_t found = 0;
  for (const std::uint32_t parent : lexicon.parents(meaning)) {
    if (!known.contains(parent)) continue;
    const bool shared = std::any_of(others.begin(), others.end(), [&](std::uint32_t other) {
      return other != meaning && (other == parent || has_parent(lexicon, other, parent));
    });
    if (!shared) ++found;
  }
  for (const std::uint32_t entity : known) {
    if (!has_parent(lexicon, entity, meaning)) continue;
    const bool shared = std::any_of(others.begin(), others.end(), [&](std::uint32_t other) {
      return other != meaning && has_parent(lexicon, entity, other);
    });
    if (!shared) ++found;
  }
  return found;
}

/// « Congo » alone, in a text of either State, is the Republic by the usage of the United Nations.
struct Congo {
  static constexpr std::string_view kName = "congo";
  static constexpr std::string_view kRepublic = "COG";
  static constexpr std::string_view kDemocratic = "COD";
};

bool is_bare_congo(const std::vector<Token>& tokens, const EntityMention& mention, const Lexicon& lexicon) {
  if (mention.weak || mention.first != mention.last) return false;
  const std::string& code = lexicon.entity(mention.entity).code;
  return (code == Congo::kRepublic || code == Congo::kDemocratic) &&
         tokens[mention.first].surface == Congo::kName;
}

void decide_congo(const std::vector<Token>& tokens, std::vector<EntityMention>& mentions,
                  const std::set<std::uint32_t>& known, const Lexicon& lexicon) {
  std::vector<EntityMention*> bare;
  for (EntityMention& mention : mentions) {
    if (is_bare_congo(tokens, mention, lexicon)) bare.push_back(&mention);
  }
  if (bare.empty()) return;
  std::vector<std::uint32_t> republic;
  std::vector<std::uint32_t> democratic;
  for (const std::uint32_t index : lexicon.by_name("République du Congo")) {
    if (lexicon.entity(index).code == Congo::kRepublic) republic.push_back(index);
  }
  for (const std::uint32_t index : lexicon.by_name("République démocratique du Congo")) {
    if (lexicon.entity(index).code == Congo::kDemocratic) democratic.push_back(index);
  }
  if (republic.size() != 1 || democratic.size() != 1) return;  // a user's lexicon has other rows
  const std::vector<std::uint32_t> both = {republic.front(), democratic.front()};
  const bool other = evidence(lexicon, democratic.front(), both, known) > 0 &&
                     evidence(lexicon, republic.front(), both, known) == 0;
  for (EntityMention* mention : bare) mention->entity = other ? democratic.front() : republic.front();
}

/// Of the meanings of one name, those for which most speaks.
std::vector<bool> kept(const Lexicon& lexicon, const std::vector<std::uint32_t>& meanings,
                       const std::set<std::uint32_t>& known) {
  std::vector<std::size_t> found;
  found.reserve(meanings.size());
  for (const std::uint32_t meaning : meanings)
    found.push_back(known.empty() ? 0 : evidence(lexicon, meaning, meanings, known));
  const std::size_t most = *std::max_element(found.begin(), found.end());
  std::vector<bool> result;
  result.reserve(found.size());
  for (const std::size_t count : found) result.push_back(count == most);
  return result;
}

}  // namespace

namespace analysis {

std::set<std::uint32_t> known_entities(const std::vector<Token>& tokens,
                                       const std::vector<EntityMention>& mentions, const Lexicon& lexicon) {
  std::set<std::uint32_t> known;
  for (std::size_t i = 0; i < mentions.size();) {
    std::size_t end = i + 1;
    while (end < mentions.size() && mentions[end].first == mentions[i].first) ++end;
    if (end == i + 1 && !mentions[i].weak && !is_bare_congo(tokens, mentions[i], lexicon))
      known.insert(mentions[i].entity);
    i = end;
  }
  return known;
}

void resolve_ambiguous(const std::vector<Token>& tokens, std::vector<EntityMention>& mentions,
                       const std::set<std::uint32_t>& known, const Lexicon& lexicon) {
  decide_congo(tokens, mentions, known, lexicon);
  // A long text has a name many times.
  std::map<std::vector<std::uint32_t>, std::vector<bool>> decided;
  std::vector<std::uint32_t> meanings;
  std::size_t out = 0;
  for (std::size_t i = 0; i < mentions.size();) {
    std::size_t end = i + 1;
    while (end < mentions.size() && mentions[end].first == mentions[i].first) ++end;
    if (end == i + 1) {
      mentions[out++] = mentions[i++];
      continue;
    }
    meanings.clear();
    for (std::size_t k = i; k < end; ++k) meanings.push_back(mentions[k].entity);
    const auto [found, fresh] = decided.try_emplace(meanings);
    if (fresh) found->second = kept(lexicon, meanings, known);
    for (std::size_t k = i; k < end; ++k) {
      if (found->second[k - i]) mentions[out++] = mentions[k];
    }
    i = end;
  }
  mentions.resize(out);
}

}  // namespace analysis

std::set<std::uint32_t> known_entities(const Analysis& analysis, const Lexicon& lexicon) {
  return analysis::known_entities(analysis.tokens, analysis.entities, lexicon);
}

void resolve_ambiguous(Analysis& analysis, const std::set<std::uint32_t>& known, const Lexicon& lexicon) {
  analysis::resolve_ambiguous(analysis.tokens, analysis.entities, known, lexicon);
}

}  // namespace cote
