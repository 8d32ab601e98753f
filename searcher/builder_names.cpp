// References and entities of a query as scored lists.
#include <cote/unicode.hpp>

#include "indexer/index_format.hpp"
#include "searcher/builder_parts.hpp"
#include "searcher/reference_query.hpp"
#include "searcher/terms.hpp"

namespace cote::search {

namespace format = index_format;

Asked Builder::prefix_unit(const std::string& typed) {
  const std::string prefix = canonical_reference(typed);
  ReferenceQuery query = reference_prefix_query(index(), facts(), prefix);
  Unit unit;
  unit.name = typed + "*";
  unit.terms = std::move(query.terms);
  out_.understood.push_back({unit.name, "reference", prefix + "*", std::nullopt, "\"" + typed + "\""});
  mark(std::move(unit));
  Asked any(std::move(query.bearers));
  any.add(std::move(query.citing));
  return any;
}

Asked Builder::reference_unit(std::string_view text, const std::vector<Token>& tokens,
                              const std::vector<ReferenceMention>& readings) {
  const std::uint32_t first = readings.front().first;
  const std::uint32_t last = readings.back().last;
  Unit unit;
  // Its own span, which a bracket may end: (2014).
  const std::uint32_t begin = readings.front().reference.begin;
  unit.name = std::string(text.substr(begin, readings.back().reference.end - begin));
  std::vector<std::string> keys;
  for (const ReferenceMention& mention : readings) keys.push_back(mention.reference.canonical);
  ReferenceQuery query = reference_query(index(), facts(), keys);
  unit.terms = std::move(query.terms);
  Asked any(std::move(query.bearers));
  any.add(std::move(query.citing));
  // What is a reference in some readings only may be none: note 12/20.
  if (all_ && !excluding_ && !readings.front().reference.certain)
    any.add(scaled(side_by_side(tokens, first, last), kScatteredWords));
  if (!all_ && !excluding_) {
    const std::vector<Asked> words = words_of(tokens, first, last, kScatteredWords, unit);
    if (!words.empty()) any.add(list_of_all(words));
  }
  understand(unit.name, readings);
  mark(std::move(unit));
  return any;
}

void Builder::understand(const std::string& name, const std::vector<ReferenceMention>& readings) {
  std::string list;
  for (const ReferenceMention& mention : readings) {
    const Reference& reference = mention.reference;
    out_.understood.push_back(
        {name, "reference", reference.canonical, reference.display, "\"" + name + "\""});
    const bool decided = reference.certain;
    list += (list.empty() ? "" : decided ? " et " : " ou ") + reference.display;
  }
  if (fold_key(list) == fold_key(name)) return;
  std::string line = name;
  line += readings.front().reference.certain ? " = " : ", plusieurs lectures : ";
  line += list;
  if (std::find(out_.interpretation.begin(), out_.interpretation.end(), line) == out_.interpretation.end())
    out_.interpretation.push_back(std::move(line));
}

void Builder::understand(const std::string& name, const Entity& entity) {
  for (const Understood& known : out_.understood) {
    if (known.canonical == entity.canonical && known.matched == name) return;
  }
  Understood item{name, "entity", entity.canonical, std::nullopt, ""};
  if (!entity.label.empty()) item.label = entity.label;
  item.off = name.find(' ') == std::string::npos ? "=" + name : "=\"" + name + "\"";
  out_.understood.push_back(std::move(item));
  std::string line = entity.canonical;
  for (const std::string& acronym : entity.acronyms) {
    if (acronym != entity.canonical) line += " = " + acronym;
  }
  if (!entity.label.empty() && entity.label != entity.canonical) line += " = " + entity.label;
  if (fold_key(line) == fold_key(name)) return;  // it has no other name: nothing to tell
  if (std::find(out_.interpretation.begin(), out_.interpretation.end(), line) == out_.interpretation.end()) {
    out_.interpretation.push_back(std::move(line));
  }
}

Asked Builder::entity_unit(std::string_view text, const std::vector<Token>& tokens,
                           const std::vector<EntityMention>& meanings) {
  const EntityMention& first = meanings.front();
  Unit unit;
  unit.name = typed(text, tokens[first.first], tokens[first.last]);
  for (const EntityMention& meaning : meanings) {
    const Entity& entity = analyzer().lexicon().entity(meaning.entity);
    unit.terms.push_back(format::entity_term(entity));
    understand(unit.name, entity);
  }
  // Where the text's stage of entities saw a longer name around it, the acronym itself is still indexed.
  if (first.acronym) unit.terms.push_back(format::stem_term('k', tokens[first.first].text));
  Asked any(synonym(unit.terms));
  // Excluding Guinée-Bissau excludes what names it, not what has its words.
  if (!first.acronym && !excluding_) {
    const std::vector<Asked> words = words_of(tokens, first.first, first.last, kScatteredWords, unit);
    if (all_ && !words.empty()) {
      any.add(list_of_all(words));
    } else {
      for (const Asked& one : words) any.add(one);
    }
  }
  mark(std::move(unit));
  return any;
}

}  // namespace cote::search
