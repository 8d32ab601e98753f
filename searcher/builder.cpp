// How each construct of a query is asked of the index. The term families are described in
// indexer/index_format.hpp.
#include "searcher/builder.hpp"

#include <cmath>
#include <cote/unicode.hpp>

#include "indexer/index_format.hpp"
#include "searcher/builder_parts.hpp"
#include "searcher/mentions.hpp"
#include "searcher/reference_query.hpp"
#include "searcher/terms.hpp"

namespace cote::search {
namespace {

namespace format = index_format;
using Xapian::Query;

/// Learnt long forms are looked for that begin among so many tokens of a text: a query is a sentence, and a
/// pasted page pays no look-up for each of its words.
constexpr std::size_t kLearntFrom = 64;

/// Words that a prefix may stand for; of more, the first in the order of the index.
constexpr std::size_t kMostPrefixed = 1000;

/// One past "S/PRST/2015/*" when such a beginning of symbols stands at `at`, else 0.
std::size_t prefix_end(std::string_view text, std::size_t at) {
  if (at > 0 && !is_space(decode_utf8(text, at - 1).value)) return 0;
  const std::size_t end = std::min(text.find(' ', at), text.size());
  const std::string_view word = text.substr(at, end - at);
  return word.size() > 2 && word.ends_with('*') && word.find('/') != std::string_view::npos ? end : 0;
}

/// Past the readings of one place, and past the second half of a double symbol.
std::vector<ReferenceMention>::const_iterator past_readings(
    std::string_view text, const std::vector<ReferenceMention>& mentions,
    std::vector<ReferenceMention>::const_iterator at) {
  auto past = std::next(at);
  for (; past != mentions.end(); ++past) {
    const Reference& before = std::prev(past)->reference;
    const Reference& next = past->reference;
    if (next.begin == before.begin && next.end == before.end) continue;
    if (next.begin < before.end) break;
    const std::string_view gap = text.substr(before.end, next.begin - before.end);
    const bool dash = gap.find("-") != std::string_view::npos || gap.find("–") != std::string_view::npos ||
                      gap.find("—") != std::string_view::npos;
    if (!dash || gap.size() > 5 || !fold_key(gap).empty()) break;
  }
  return past;
}

}  // namespace

BuiltQuery Builder::run(const ParsedQuery& parsed) {
  out_.warnings = parsed.warnings;
  require_stop_words_ = !has_content(parsed.alternatives);
  out_.asked = alternatives(parsed.alternatives);
  return std::move(out_);
}

const Analysis& Builder::analysis_of(std::string_view text) const {
  for (const auto& [known, analysis] : analyses_) {
    if (known == text) return analysis;
  }
  analyses_.emplace_back(text, analyzer().analyze(text, TextKind::kQuery));
  return analyses_.back().second;
}

bool Builder::has_content(const std::vector<ClauseList>& lists) const {
  for (const ClauseList& list : lists) {
    for (const Clause& clause : list) {
      if (clause.occur == Occur::kMustNot) continue;
      if (clause.kind == Clause::Kind::kGroup
              ? has_content(clause.alternatives)
              : clause.kind != Clause::Kind::kText || has_content(clause.text)) {
        return true;
      }
    }
  }
  return false;
}

bool Builder::has_content(std::string_view text) const {
  const Analysis& analysis = analysis_of(text);
  if (!analysis.entities.empty() || !analysis.references.empty()) return true;
  for (std::size_t i = 0; i < analysis.tokens.size();) {
    if (const std::size_t skip = analyzer().scaffolding(analysis.tokens, i); skip > 0) {
      i += skip;
      continue;
    }
    if (!analysis.tokens[i].stop) return true;
    ++i;
  }
  return false;
}

Asked Builder::alternatives(const std::vector<ClauseList>& lists) {
  Asked any;
  for (const ClauseList& list : lists) any.add(conjunction(list));
  return any;
}

Asked Builder::conjunction(const ClauseList& list) {
  std::vector<Asked> must;
  Asked should;
  Asked without;
  for (const Clause& clause : list) {
    if (clause.occur == Occur::kMustNot) {
      excluding_ = true;
      for (const Asked& asked : clause_units(clause, true)) without.add(asked);
      excluding_ = false;
      continue;
    }
    required_ = clause.occur == Occur::kMust;
    for (const Asked& asked : clause_units(clause, required_)) {
      if (clause.kind == Clause::Kind::kExact || clause.kind == Clause::Kind::kField) out_.filter.add(asked);
      if (all_ || clause.occur == Occur::kMust) {
        must.push_back(asked);
      } else {
        should.add(asked);
      }
    }
  }
  Asked asked = must.empty() ? should : all_of(must, index());
  if (!must.empty() && !should.empty())
    asked = Asked(Query(Query::OP_AND_MAYBE, asked.query(index()), should.query(index())));
  if (without.empty()) return asked;
  const Query from = asked.empty() ? Query(Query::MatchAll) : asked.query(index());
  return Asked(Query(Query::OP_AND_NOT, from, without.documents(index())));
}

std::vector<Asked> Builder::clause_units(const Clause& clause, bool whole) {
  switch (clause.kind) {
    case Clause::Kind::kText: {
      std::vector<Asked> units = text_units(clause.text, whole || require_stop_words_);
      if (clause.occur == Occur::kMustNot && units.size() > 1) return {all_of(units, index())};
      return units;
    }
    case Clause::Kind::kExact: {
      std::optional<Asked> asked = exact(clause);
      if (!asked) return {};
      return {std::move(*asked)};
    }
    case Clause::Kind::kField:
      return {field(clause)};
    case Clause::Kind::kGroup: {
      Asked asked = alternatives(clause.alternatives);
      if (asked.empty()) return {};
      return {std::move(asked)};
    }
  }
  return {};
}

std::vector<Asked> Builder::text_units(std::string_view text, bool stop_words) {
  const Analysis& analysis = analysis_of(text);
  const auto& tokens = analysis.tokens;
  std::vector<Asked> units;
  auto entity = analysis.entities.begin();
  auto reference = analysis.references.begin();
  auto variant = analysis.variants.begin();
  std::optional<LearntForm> learnt;  // the learnt long form that token i belongs to
  std::size_t learnt_begin = 0;      // its first unit
  for (std::size_t i = 0; i < tokens.size();) {
    if (learnt && i > learnt->last) close_learnt(text, tokens, learnt, units, learnt_begin);
    while (variant != analysis.variants.end() && variant->first < i) ++variant;
    while (entity != analysis.entities.end() && entity->first < i) ++entity;
    while (reference != analysis.references.end() && reference->first < i) ++reference;
    if (const std::size_t end = prefix_end(text, tokens[i].begin); end != 0) {
      units.push_back(prefix_unit(std::string(text.substr(tokens[i].begin, end - 1 - tokens[i].begin))));
      while (i < tokens.size() && tokens[i].begin < end) ++i;
      continue;
    }
    if (reference != analysis.references.end() && reference->first == i) {
      const auto past = past_readings(text, analysis.references, reference);
      units.push_back(reference_unit(text, tokens, {reference, past}));
      i = std::max(i, static_cast<std::size_t>(std::prev(past)->last)) + 1;
      continue;
    }
    if (entity != analysis.entities.end() && entity->first == i) {
      std::vector<EntityMention> meanings;
      for (auto it = entity; it != analysis.entities.end() && it->first == i; ++it) meanings.push_back(*it);
      units.push_back(meanings.front().weak ? demonym_unit(text, tokens[i], meanings)
                                            : entity_unit(text, tokens, meanings));
      i = meanings.front().last + 1;
      continue;
    }
    if (!stop_words) {
      if (const std::size_t skip = analyzer().scaffolding(tokens, i); skip > 0) {
        i += skip;
        continue;
      }
    }
    if (!learnt && i < kLearntFrom && (learnt = learnt_form(index(), facts(), tokens, i)))
      learnt_begin = units.size();
    if (variant != analysis.variants.end() && variant->first == i) {
      units.push_back(variant_unit(text, tokens, *variant));
      i = variant->last + 1;
      continue;
    }
    const Token& token = tokens[i++];
    if (token.stop) {
      if (stop_words) units.emplace_back(stop_unit(text, token));
      continue;
    }
    units.emplace_back(word_unit(text, token));
  }
  if (learnt) close_learnt(text, tokens, learnt, units, learnt_begin);
  if (!excluding_) {
    for (const Asked& unit : units) out_.filter.add(unit);
  }
  return units;
}

void Builder::open_prefixes(std::string_view text, const Analysis& analysis,
                            std::vector<Expression>& expressions) const {
  if (text.find('*') == std::string_view::npos) return;
  expressions.resize(1);
  for (std::size_t i = 0; i < analysis.tokens.size() && i < expressions.front().places.size(); ++i) {
    const Token& token = analysis.tokens[i];
    if (token.end >= text.size() || text[token.end] != '*') continue;
    std::vector<std::string>& words = expressions.front().places[i].words;
    const std::vector<std::string> beginnings = words;
    for (const std::string& beginning : beginnings) {
      for (std::string& word : index().words_beginning(beginning, kMostPrefixed))
        words.push_back(std::move(word));
    }
  }
}

std::optional<Asked> Builder::exact(const Clause& clause) {
  const Analysis analysis = analyzer().analyze(clause.text, TextKind::kDocument);
  if (analysis.tokens.empty()) {
    out_.warnings.push_back({"no_words", "« " + clause.text + " » ne contient aucun mot", clause.position});
    return std::nullopt;
  }
  Unit unit;
  unit.name = clause.text;
  unit.expressions = make_expressions(analysis, clause.strict);
  open_prefixes(clause.text, analysis, unit.expressions);
  const Matches matches = find_expressions(index(), unit.expressions);
  mark(std::move(unit));
  return Asked(expression_postings(matches, index()));
}

Asked Builder::field(const Clause& clause) {
  if (clause.field == "titre") return title(clause);
  if (clause.field == "cote" || clause.field == "cite") return reference_field(clause);
  if (clause.field == "mention")
    return Asked(mention_query(clause.field, clause.text, context_, out_.warnings, clause.position));
  return Asked(filter_query(clause.field, clause.text, context_, out_.warnings, clause.position));
}

Asked Builder::reference_field(const Clause& clause) {
  const bool own = clause.field == "cote";
  std::string typed = clause.text;
  if (typed.size() > 1 && typed.back() == '*') {
    typed.pop_back();
    ReferenceQuery query = reference_prefix_query(index(), facts(), canonical_reference(typed));
    return Asked(own ? std::move(query.bearers) : std::move(query.citing));
  }
  std::vector<std::string> keys;
  for (const Reference& reference : readings_of(typed)) keys.push_back(reference.canonical);
  ReferenceQuery query = reference_query(index(), facts(), keys);
  if (own) return Asked(std::move(query.bearers));
  // The filter knows what to say of a value that nobody has.
  if (query.citing->found() == 0)
    return Asked(filter_query(clause.field, clause.text, context_, out_.warnings, clause.position));
  Unit unit;
  unit.name = "cite:" + typed;
  unit.terms = std::move(query.terms);
  mark(std::move(unit));
  std::vector<std::string> own_terms;
  for (const std::string& key : keys) own_terms.push_back(format::own_symbol_term(key));
  return Asked(Query(Query::OP_AND_NOT, list_query(query.citing, false, index()), any_of(own_terms)));
}

Asked Builder::title(const Clause& clause) {
  const Analysis analysis = analyzer().analyze(clause.text, TextKind::kQuery);
  std::vector<Query> words;
  for (Token token : analysis.tokens) {
    if (token.stop) continue;
    if (token.acronym && token.folded.empty()) {
      // As a word of the title, not as what it stands for.
      token.acronym = false;
    }
    Unit unit;
    unit.name = "titre:" + std::string(token.surface);
    unit.terms = word_terms(token, analyzer());
    // In the title, which the streams know, any form of the word; a compound in one word too.
    Expression::Place place{surfaces_of(token), {}};
    for (std::string& surface : surface_alternatives(token, false)) {
      if (std::find(place.words.begin(), place.words.end(), surface) == place.words.end())
        place.words.push_back(std::move(surface));
    }
    for (const std::string& surface : place.words)
      place.solid.push_back(format::solid_term(surface[1], std::string_view(surface).substr(2)));
    const Matches matches = find_expressions(index(), {{{std::move(place)}}}, Within::kTitle);
    words.push_back(list_query(expression_postings(matches, index()), false, index()));
    mark(std::move(unit));
  }
  if (words.empty()) {
    out_.warnings.push_back({"empty_field", "titre: sans mot porteur de sens, sans effet", clause.position});
    return Asked(Query(Query::MatchAll));
  }
  return Asked(Query(Query::OP_SCALE_WEIGHT, join(Query::OP_AND, words), 0.0));
}

Query BuiltQuery::query(const Index& index) const {
  const Query query = asked.query(index);
  // What related words add ranks a document; to be found it needs a word that was asked for.
  if (!related || query.empty() || filter.empty()) return query;
  return {Query::OP_FILTER, query, filter.documents(index)};
}

BuiltQuery build_query(const ParsedQuery& parsed, Match match, const Context& context) {
  return Builder(match, context).run(parsed);
}

void weigh(std::vector<Unit>& units, Facts& facts) {
  const double documents = facts.documents();
  for (Unit& unit : units) {
    double found = 0;
    for (const std::string& term : facts.real_terms(unit.terms)) found += facts.frequency(term);
    found = std::min(found, documents);
    unit.idf = std::log(1.0 + (documents - found + 0.5) / (found + 0.5));
    if (!unit.expressions.empty() && unit.terms.empty())
      unit.idf += static_cast<double>(unit.expressions.front().places.size());
  }
}

}  // namespace cote::search
