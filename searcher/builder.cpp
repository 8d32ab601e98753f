// How each construct of a query is asked of the index. The term families are described in
// indexer/index_format.hpp.
#include "searcher/builder.hpp"

#include <algorithm>
#include <cmath>
#include <cote/symbol.hpp>
#include <cote/unicode.hpp>
#include <functional>
#include <optional>
#include <set>

#include "corpus/describe.hpp"
#include "indexer/index_format.hpp"

namespace cote::search {
namespace {

namespace format = index_format;
using Xapian::Query;

/// The spelling as typed ranks before the same word in another spelling: this share of its weight once more.
constexpr double kAsTypedBonus = 0.1;

/// A document that has all words of an entity's name, but not the name, comes far below those that have it.
constexpr double kScatteredWords = 0.3;

Query nothing() { return Query(format::kNoDocument); }

Query synonym(const std::vector<std::string>& terms) {
  if (terms.empty()) return nothing();
  std::vector<Query> queries;
  queries.reserve(terms.size());
  for (const std::string& term : terms) queries.emplace_back(term);
  return queries.size() == 1 ? queries.front() : Query(Query::OP_SYNONYM, queries.begin(), queries.end());
}

Query join(Query::op op, const std::vector<Query>& queries) {
  if (queries.empty()) return {};
  return queries.size() == 1 ? queries.front() : Query(op, queries.begin(), queries.end());
}

/// The terms that a query word reads, as typed first (DESIGN: "Accents, one rule").
std::vector<std::string> word_terms(const Token& token, const Analyzer& analyzer, format::Field field) {
  std::vector<std::string> terms;
  const auto add = [&](char spelling, std::string_view stem) {
    std::string term = format::stem_term(spelling, stem, field);
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
  };
  if (token.acronym) {
    add('k', token.text);
    if (!token.folded.empty()) {
      for (const char spelling : {'n', 'f', 'c'}) add(spelling, token.folded);
    }
    return terms;
  }
  if (token.spelling == Spelling::kAccented) {
    add('a', token.text);
    add('c', token.folded);
    const std::string plain = fold_accents(token.surface);
    if (!analyzer.is_other_word(plain)) add('n', token.folded);
    // An initial capital often lacks its accent where the rest has them: "Egalité" for "égalité".
    const auto [first, bytes] = decode_utf8(token.surface, 0);
    if (first >= 0x80) {
      const std::string initial = fold_accents(token.surface.substr(0, bytes)) + token.surface.substr(bytes);
      if (initial != plain) add('a', analyzer.stem(initial));
    }
    return terms;
  }
  add('n', token.text);
  add('f', token.text);
  add('c', token.text);
  add('k', token.surface);
  return terms;
}

class Builder {
 public:
  Builder(Match match, const Context& context) : all_(match == Match::kAll), context_(context) {}

  BuiltQuery run(const ParsedQuery& parsed) {
    out_.warnings = parsed.warnings;
    require_stop_words_ = !has_content(parsed.alternatives);
    out_.query = alternatives(parsed.alternatives);
    const double documents = context_.database->get_doccount();
    for (Unit& unit : out_.units) {
      double found = 0;
      for (const std::string& term : unit.terms) found += context_.database->get_termfreq(term);
      found = std::min(found, documents);
      unit.idf = std::log(1.0 + (documents - found + 0.5) / (found + 0.5));
      if (unit.expression) unit.idf += static_cast<double>(unit.expression->places.size());
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] const Analyzer& analyzer() const { return *context_.analyzer; }

  /// Is there anything besides stop words and scaffolding? If not, those are what the query asks for.
  [[nodiscard]] bool has_content(const std::vector<ClauseList>& lists) const {
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

  [[nodiscard]] bool has_content(std::string_view text) const {
    const Analysis analysis = analyzer().analyze(text, TextKind::kQuery);
    if (!analysis.entities.empty()) return true;
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

  Query alternatives(const std::vector<ClauseList>& lists) {
    std::vector<Query> queries;
    for (const ClauseList& list : lists) {
      Query query = conjunction(list);
      if (!query.empty()) queries.push_back(std::move(query));
    }
    return join(Query::OP_OR, queries);
  }

  Query conjunction(const ClauseList& list) {
    std::vector<Query> must;
    std::vector<Query> should;
    std::vector<Query> without;
    for (const Clause& clause : list) {
      if (clause.occur == Occur::kMustNot) {
        excluding_ = true;
        for (Query& query : clause_queries(clause, true)) without.push_back(std::move(query));
        excluding_ = false;
        continue;
      }
      const bool required = all_ || clause.occur == Occur::kMust;
      for (Query& query : clause_queries(clause, clause.occur == Occur::kMust)) {
        (required ? must : should).push_back(std::move(query));
      }
    }
    Query query;
    if (!must.empty()) {
      query = join(Query::OP_AND, must);
      if (!should.empty()) query = Query(Query::OP_AND_MAYBE, query, join(Query::OP_OR, should));
    } else {
      query = join(Query::OP_OR, should);
    }
    if (!without.empty()) {
      if (query.empty()) query = Query::MatchAll;
      query = Query(Query::OP_AND_NOT, query, join(Query::OP_OR, without));
    }
    return query;
  }

  /// The queries of one clause, each of which is one required unit when all are asked for. `whole`: the
  /// clause is one unit by itself (+word, -word), stop word or not.
  std::vector<Query> clause_queries(const Clause& clause, bool whole) {
    switch (clause.kind) {
      case Clause::Kind::kText: {
        std::vector<Query> queries = text_queries(clause.text, whole || require_stop_words_);
        if (clause.occur == Occur::kMustNot && queries.size() > 1) return {join(Query::OP_AND, queries)};
        return queries;
      }
      case Clause::Kind::kExact: {
        Query query = exact(clause);
        if (query.empty()) return {};
        return {std::move(query)};
      }
      case Clause::Kind::kField:
        return {field(clause)};
      case Clause::Kind::kGroup: {
        Query query = alternatives(clause.alternatives);
        if (query.empty()) return {};
        return {std::move(query)};
      }
    }
    return {};
  }

  std::vector<Query> text_queries(std::string_view text, bool stop_words) {
    const Analysis analysis = analyzer().analyze(text, TextKind::kQuery);
    const auto& tokens = analysis.tokens;
    std::vector<Query> queries;
    auto entity = analysis.entities.begin();
    auto symbol = analysis.symbols.begin();
    for (std::size_t i = 0; i < tokens.size();) {
      while (entity != analysis.entities.end() && entity->first < i) ++entity;
      while (symbol != analysis.symbols.end() && symbol->first < i) ++symbol;
      if (symbol != analysis.symbols.end() && symbol->first == i) {
        queries.push_back(symbol_unit(text, tokens, *symbol));
        i = symbol->last + 1;
        continue;
      }
      if (entity != analysis.entities.end() && entity->first == i) {
        std::vector<EntityMention> meanings;
        for (auto it = entity; it != analysis.entities.end() && it->first == i; ++it) meanings.push_back(*it);
        queries.push_back(entity_unit(text, tokens, meanings));
        i = meanings.front().last + 1;
        continue;
      }
      if (!stop_words) {
        if (const std::size_t skip = analyzer().scaffolding(tokens, i); skip > 0) {
          i += skip;
          continue;
        }
      }
      const Token& token = tokens[i++];
      if (token.stop) {
        if (stop_words) queries.push_back(stop_unit(text, token));
        continue;
      }
      queries.push_back(word_unit(text, token));
    }
    return queries;
  }

  void mark(Unit unit) {
    if (!excluding_) out_.units.push_back(std::move(unit));  // what must not be there is not marked
  }

  static std::string typed(std::string_view text, const Token& first, const Token& last) {
    return std::string(text.substr(first.begin, last.end - first.begin));
  }

  [[nodiscard]] Query weighted_word(const std::vector<std::string>& terms) const {
    Query query = synonym(terms);
    if (terms.size() > 1) {
      query = Query(Query::OP_AND_MAYBE, query,
                    Query(Query::OP_SCALE_WEIGHT, Query(terms.front()), kAsTypedBonus));
    }
    return query;
  }

  Query word_unit(std::string_view text, const Token& token) {
    Unit unit;
    unit.name = typed(text, token, token);
    unit.terms = word_terms(token, analyzer(), format::Field::kBody);
    Query query = weighted_word(unit.terms);
    mark(std::move(unit));
    return query;
  }

  /// A stop word that is asked for: the word as it stands.
  Query stop_unit(std::string_view text, const Token& token) {
    Unit unit;
    unit.name = typed(text, token, token);
    for (const auto& place : make_expression({token}, false).places) unit.terms = place;
    Query query = synonym(unit.terms);
    mark(std::move(unit));
    return query;
  }

  Query symbol_unit(std::string_view text, const std::vector<Token>& tokens, const SymbolMention& mention) {
    Unit unit;
    unit.name = typed(text, tokens[mention.first], tokens[mention.last]);
    for (const std::string& canonical : mention.canonical)
      unit.terms.push_back(format::symbol_term(canonical));
    std::vector<Query> words;
    for (std::size_t i = mention.first; i <= mention.last; ++i) {
      if (tokens[i].stop) continue;
      unit.words.push_back(word_terms(tokens[i], analyzer(), format::Field::kBody));
      words.push_back(synonym(unit.words.back()));
    }
    std::vector<Query> any{synonym(unit.terms)};
    // The document that bears the symbol comes first.
    for (const std::string& canonical : mention.canonical)
      any.emplace_back(format::own_symbol_term(canonical));
    if (!words.empty())
      any.push_back(Query(Query::OP_SCALE_WEIGHT, join(Query::OP_AND, words), kScatteredWords));
    for (const std::string& canonical : mention.canonical) {
      out_.understood.push_back({unit.name, "symbol", canonical, std::nullopt, "\"" + unit.name + "\""});
    }
    mark(std::move(unit));
    return join(Query::OP_OR, any);
  }

  Query entity_unit(std::string_view text, const std::vector<Token>& tokens,
                    const std::vector<EntityMention>& meanings) {
    const EntityMention& first = meanings.front();
    Unit unit;
    unit.name = typed(text, tokens[first.first], tokens[first.last]);
    for (const EntityMention& meaning : meanings) {
      const Entity& entity = analyzer().lexicon().entity(meaning.entity);
      unit.terms.push_back(format::entity_term(entity));
      understand(unit.name, entity);
    }
    std::vector<Query> any;
    if (first.acronym) {
      // Where the text's stage of entities saw a longer name around it, the acronym itself is still indexed.
      unit.terms.push_back(format::stem_term('k', tokens[first.first].text));
    }
    any.push_back(synonym(unit.terms));
    // Excluding Guinée-Bissau excludes what names it, not what has its words.
    if (!first.acronym && !excluding_) {
      std::vector<Query> words;
      for (std::size_t i = first.first; i <= first.last; ++i) {
        if (tokens[i].stop) continue;
        unit.words.push_back(word_terms(tokens[i], analyzer(), format::Field::kBody));
        words.push_back(synonym(unit.words.back()));
      }
      if (!words.empty()) {
        any.push_back(
            Query(Query::OP_SCALE_WEIGHT, join(all_ ? Query::OP_AND : Query::OP_OR, words), kScatteredWords));
      }
    }
    mark(std::move(unit));
    return join(Query::OP_OR, any);
  }

  void understand(const std::string& name, const Entity& entity) {
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
    if (std::find(out_.interpretation.begin(), out_.interpretation.end(), line) ==
        out_.interpretation.end()) {
      out_.interpretation.push_back(std::move(line));
    }
  }

  Query exact(const Clause& clause) {
    const Analysis analysis = analyzer().analyze(clause.text, TextKind::kDocument);
    if (analysis.tokens.empty()) {
      out_.warnings.push_back({"no_words", "« " + clause.text + " » ne contient aucun mot", clause.position});
      return {};
    }
    Unit unit;
    unit.name = clause.text;
    const auto expression =
        std::make_shared<const Expression>(make_expression(analysis.tokens, clause.strict));
    unit.expression = expression;
    auto matches = std::make_shared<const std::vector<std::pair<Xapian::docid, Xapian::termcount>>>(
        find_expression(*context_.database, *expression));
    mark(std::move(unit));
    if (matches->empty()) return nothing();
    return expression_query(std::move(matches), context_.database->get_doccount());
  }

  Query field(const Clause& clause) {
    if (clause.field == "titre") return title(clause);
    if (clause.field == "cote") {
      std::string typed = clause.text;
      if (typed.size() > 1 && typed.back() == '*') {
        typed.pop_back();
        return Query(Query::OP_WILDCARD, format::own_symbol_term(canonical_symbol(typed)));
      }
      return Query(format::own_symbol_term(canonical_symbol(typed)));
    }
    return filter_query(clause.field, clause.text, context_, out_.warnings, clause.position);
  }

  Query title(const Clause& clause) {
    const Analysis analysis = analyzer().analyze(clause.text, TextKind::kQuery);
    std::vector<Query> words;
    for (Token token : analysis.tokens) {
      if (token.stop) continue;
      if (token.acronym && token.folded.empty()) {
        // In the title's family an acronym of the lexicon has its entity only; its words reach the rest.
        token.acronym = false;
      }
      Unit unit;
      unit.name = "titre:" + token.surface;
      const auto terms = word_terms(token, analyzer(), format::Field::kTitle);
      unit.terms = word_terms(token, analyzer(), format::Field::kBody);
      words.push_back(synonym(terms));
      mark(std::move(unit));
    }
    if (words.empty()) {
      out_.warnings.push_back(
          {"empty_field", "titre: sans mot porteur de sens, sans effet", clause.position});
      return Query::MatchAll;
    }
    return join(Query::OP_AND, words);
  }

  bool all_;
  const Context& context_;
  BuiltQuery out_;
  bool require_stop_words_ = false;
  bool excluding_ = false;
};

/// "2016..2018", "..2018", "2016..": the two ends, normalised; nullopt when it is no range of dates.
std::optional<std::pair<std::string, std::string>> date_range(std::string_view value) {
  const auto day = [](std::string_view text) -> std::optional<std::string> {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (text.size() == 4 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      return std::string(text);
    }
    return corpus::find_date(text);
  };
  const std::size_t dots = value.find("..");
  if (dots == std::string_view::npos) {
    const auto only = day(value);
    if (!only) return std::nullopt;
    return {{*only, *only}};
  }
  const std::string_view from = value.substr(0, dots);
  const std::string_view to = value.substr(dots + 2);
  const auto first = from.empty() ? std::optional<std::string>("") : day(from);
  const auto last = to.empty() ? std::optional<std::string>("9999") : day(to);
  if (!first || !last) return std::nullopt;
  return {{*first, *last}};
}

}  // namespace

BuiltQuery build_query(const ParsedQuery& parsed, Match match, const Context& context) {
  return Builder(match, context).run(parsed);
}

Xapian::Query filter_query(const std::string& facet, const std::string& value, const Context& context,
                           std::vector<Warning>& warnings, std::optional<std::size_t> position) {
  if (facet == "date" || (facet == "annee" && value.find("..") != std::string::npos)) {
    const auto range = date_range(value);
    if (!range) {
      warnings.push_back({"bad_date",
                          "« " + value +
                              " » n'est pas une date ; attendu : 2017, 2017-02-13, 13/02/2017, "
                              "« 13 février 2017 » ou une plage 2016..2018",
                          position});
      return nothing();
    }
    // Dates compare as text; '~' follows every digit and hyphen, so the end of a range covers what it is a
    // prefix of. A document without a date has an empty value, which an open beginning must not take in.
    return Query(Query::OP_VALUE_RANGE, format::kDateSlot, range->first.empty() ? "0" : range->first,
                 range->second + "~");
  }
  std::vector<Query> queries;
  for (const std::string& canonical : context.resolve(facet, value)) {
    queries.emplace_back(format::facet_term(facet, canonical));
  }
  if (queries.empty()) {
    std::string text = facet + " : aucune valeur « " + value + " »";
    const auto near = context.nearest(facet, value);
    for (std::size_t i = 0; i < near.size(); ++i) text += (i == 0 ? " ; proches : " : ", ") + near[i];
    warnings.push_back({"unknown_value", std::move(text), position});
    return nothing();
  }
  return Query(Query::OP_SCALE_WEIGHT, join(Query::OP_OR, queries), 0.0);
}

}  // namespace cote::search
