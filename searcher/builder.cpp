// How each construct of a query is asked of the index. The term families are described in
// indexer/index_format.hpp.
#include "searcher/builder.hpp"

#include <algorithm>
#include <cmath>
#include <cote/unicode.hpp>
#include <functional>
#include <optional>
#include <set>

#include "indexer/index_format.hpp"
#include "searcher/learnt.hpp"
#include "searcher/mentions.hpp"
#include "searcher/reference_query.hpp"
#include "searcher/terms.hpp"

namespace cote::search {
namespace {

namespace format = index_format;
using Xapian::Query;

/// The spelling as typed ranks before the same word in another spelling: this share of its weight once more.
constexpr double kAsTypedBonus = 0.1;

/// A word that is also spelt like a form of the query's word (cours for cour) weighs this share: it matches,
/// below every document that has the word itself.
constexpr double kOtherReading = 0.05;

/// A document that has all words of an entity's name, but not the name, comes far below those that have it.
constexpr double kScatteredWords = 0.3;

/// A country that a demonym of the query speaks of weighs this share of its word.
constexpr double kDemonymShare = 0.3;

/// Where any word will do, what a word's relatives add to its score: this share goes to the word with all
/// words of its root, the rest to the word alone. Best of .2, .3, .5 and .7 on the three development
/// collections; bench/README.md.
constexpr double kRelatedShare = 0.7;

/// What was learnt of an acronym or a long form weighs this share, so that the one that was typed ranks
/// first.
constexpr double kLearntShare = 0.5;

/// Learnt long forms are looked for that begin among so many tokens of a text: a query is a sentence, and a
/// pasted page pays no look-up for each of its words.
constexpr std::size_t kLearntFrom = 64;

/// Words that a prefix may stand for; of more, the first in the order of the index.
constexpr std::size_t kMostPrefixed = 1000;

class Builder {
 public:
  Builder(Match match, const Context& context) : all_(match == Match::kAll), context_(context) {}

  BuiltQuery run(const ParsedQuery& parsed) {
    out_.warnings = parsed.warnings;
    require_stop_words_ = !has_content(parsed.alternatives);
    out_.query = alternatives(parsed.alternatives);
    // What related words add ranks a document; to be found it needs a word that was asked for.
    if (related_ && !out_.query.empty())
      out_.query = Query(Query::OP_FILTER, out_.query, join(Query::OP_OR, asked_));
    const double documents = context_.database->get_doccount();
    for (Unit& unit : out_.units) {
      double found = 0;
      for (const std::string& term : unit.terms) found += context_.database->get_termfreq(term);
      found = std::min(found, documents);
      unit.idf = std::log(1.0 + (documents - found + 0.5) / (found + 0.5));
      if (!unit.expressions.empty() && unit.terms.empty())
        unit.idf += static_cast<double>(unit.expressions.front().places.size());
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
      required_ = clause.occur == Occur::kMust;
      for (Query& query : clause_queries(clause, clause.occur == Occur::kMust)) {
        if (clause.kind == Clause::Kind::kExact || clause.kind == Clause::Kind::kField)
          asked_.push_back(query);
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
    auto reference = analysis.references.begin();
    auto variant = analysis.variants.begin();
    std::optional<LearntForm> learnt;  // the learnt long form that token i belongs to
    std::size_t learnt_begin = 0;      // its first query
    for (std::size_t i = 0; i < tokens.size();) {
      if (learnt && i > learnt->last) close_learnt(text, tokens, learnt, queries, learnt_begin);
      while (variant != analysis.variants.end() && variant->first < i) ++variant;
      while (entity != analysis.entities.end() && entity->first < i) ++entity;
      while (reference != analysis.references.end() && reference->first < i) ++reference;
      if (const std::size_t end = prefix_end(text, tokens[i].begin); end != 0) {
        queries.push_back(prefix_unit(std::string(text.substr(tokens[i].begin, end - 1 - tokens[i].begin))));
        asked_.push_back(queries.back());
        while (i < tokens.size() && tokens[i].begin < end) ++i;
        continue;
      }
      if (reference != analysis.references.end() && reference->first == i) {
        const auto past = past_readings(text, analysis.references, reference);
        queries.push_back(reference_unit(text, tokens, {reference, past}));
        asked_.push_back(queries.back());
        i = std::max(i, static_cast<std::size_t>(std::prev(past)->last)) + 1;
        continue;
      }
      if (entity != analysis.entities.end() && entity->first == i) {
        std::vector<EntityMention> meanings;
        for (auto it = entity; it != analysis.entities.end() && it->first == i; ++it) meanings.push_back(*it);
        queries.push_back(meanings.front().weak ? demonym_unit(text, tokens[i], meanings)
                                                : entity_unit(text, tokens, meanings));
        asked_.push_back(queries.back());
        i = meanings.front().last + 1;
        continue;
      }
      if (!stop_words) {
        if (const std::size_t skip = analyzer().scaffolding(tokens, i); skip > 0) {
          i += skip;
          continue;
        }
      }
      if (!learnt && i < kLearntFrom && (learnt = learnt_form(*context_.database, tokens, i)))
        learnt_begin = queries.size();
      if (variant != analysis.variants.end() && variant->first == i) {
        queries.push_back(variant_unit(text, tokens, *variant));
        i = variant->last + 1;
        continue;
      }
      const Token& token = tokens[i++];
      if (token.stop) {
        if (stop_words) queries.push_back(stop_unit(text, token));
        if (stop_words) asked_.push_back(queries.back());
        continue;
      }
      queries.push_back(word_unit(text, token));
    }
    if (learnt) close_learnt(text, tokens, learnt, queries, learnt_begin);
    return queries;
  }

  /// The queries of a learnt long form's words become one, which its acronym satisfies too.
  void close_learnt(std::string_view text, const std::vector<Token>& tokens, std::optional<LearntForm>& form,
                    std::vector<Query>& queries, std::size_t begin) {
    if (begin < queries.size()) {
      const std::vector<Query> words(queries.begin() + static_cast<std::ptrdiff_t>(begin), queries.end());
      std::vector<Query> any{join(all_ ? Query::OP_AND : Query::OP_OR, words)};
      for (const Learnt& pair : form->pairs) {
        Unit unit;
        unit.name = typed(text, tokens[form->first], tokens[form->last]);
        unit.terms.push_back(format::stem_term('k', pair.key));
        for (std::size_t i = form->first; i <= form->last; ++i) {
          if (!tokens[i].stop) unit.words.push_back(word_terms(tokens[i], analyzer(), format::Field::kBody));
        }
        any.push_back(Query(Query::OP_SCALE_WEIGHT, acronym_query(pair), kLearntShare));
        asked_.push_back(any.back());
        understand(pair, unit.name);
        mark(std::move(unit));
      }
      queries.resize(begin);
      queries.push_back(join(Query::OP_MAX, any));
    }
    form.reset();
  }

  void understand(const Learnt& pair, const std::string& name) {
    out_.understood.push_back(understood_of(pair, name));
    out_.interpretation.push_back(interpretation_of(pair));
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

  /// A demonym is its word first; the country it speaks of answers too, from farther below.
  Query demonym_unit(std::string_view text, const Token& token, const std::vector<EntityMention>& meanings) {
    const Query word = word_unit(text, token);
    if (excluding_) return word;
    std::vector<std::string> terms;
    for (const EntityMention& meaning : meanings)
      terms.push_back(format::entity_term(analyzer().lexicon().entity(meaning.entity)));
    std::vector<std::string>& marked = out_.units.back().terms;
    marked.insert(marked.end(), terms.begin(), terms.end());
    return Query(Query::OP_OR, word, Query(Query::OP_SCALE_WEIGHT, synonym(terms), kDemonymShare));
  }

  Query word_unit(std::string_view text, const Token& token) {
    Unit unit;
    unit.name = typed(text, token, token);
    unit.terms = word_terms(token, analyzer(), format::Field::kBody);
    Query query = weighted_word(unit.terms);
    // Words that are only also spelt like a form of this one come below all that have it.
    unit.terms.push_back(other_term(token));
    query =
        Query(Query::OP_OR, query, Query(Query::OP_SCALE_WEIGHT, Query(unit.terms.back()), kOtherReading));
    for (const Learnt& pair : learnt_meanings(*context_.database, token)) {
      std::vector<Expression> expressions = expressions_of(pair, analyzer());
      auto matches = std::make_shared<const std::vector<std::pair<Xapian::docid, Xapian::termcount>>>(
          find_expressions(*context_.database, expressions));
      if (matches->empty()) continue;
      query =
          Query(Query::OP_MAX, query,
                Query(Query::OP_SCALE_WEIGHT,
                      expression_query(std::move(matches), context_.database->get_doccount()), kLearntShare));
      understand(pair, unit.name);
      unit.expressions.insert(unit.expressions.end(), expressions.begin(), expressions.end());
    }
    mark(std::move(unit));
    asked_.push_back(query);
    return with_related(token, query);
  }

  /// The words of a compound side by side, each in any of its inflections.
  Query side_by_side(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
    Expression expression;
    for (std::size_t i = first; i <= last; ++i) {
      Expression::Place place;
      if (tokens[i].stop || tokens[i].clitic) {
        place.words = surface_alternatives(tokens[i], false);
      } else {
        for (const std::string& term : word_terms(tokens[i], analyzer(), format::Field::kBody)) {
          const std::string key = format::surfaces_key(term);
          for (auto it = context_.database->synonyms_begin(key); it != context_.database->synonyms_end(key);
               ++it) {
            if (std::find(place.words.begin(), place.words.end(), *it) == place.words.end())
              place.words.push_back(*it);
          }
        }
      }
      expression.places.push_back(std::move(place));
    }
    auto matches = std::make_shared<const std::vector<std::pair<Xapian::docid, Xapian::termcount>>>(
        find_expression(*context_.database, expression));
    if (matches->empty()) return nothing();
    return expression_query(std::move(matches), context_.database->get_doccount());
  }

  /// A compound, or a number in one of its forms: what it is one term for, or its words. A strict one (a
  /// date, a percentage) is its term alone where all words are required.
  Query variant_unit(std::string_view text, const std::vector<Token>& tokens, const Variant& variant) {
    Unit unit;
    unit.name = typed(text, tokens[variant.first], tokens[variant.last]);
    unit.terms = word_terms(variant.token, analyzer(), format::Field::kBody);
    std::vector<Query> any{weighted_word(unit.terms)};
    if (!variant.strict || !all_) {
      std::vector<Query> words;
      for (std::size_t i = variant.first; i <= variant.last; ++i) {
        if (tokens[i].stop) continue;
        unit.words.push_back(word_terms(tokens[i], analyzer(), format::Field::kBody));
        words.push_back(with_related(tokens[i], weighted_word(unit.words.back())));
        asked_.push_back(weighted_word(unit.words.back()));
      }
      if (all_ && variant.first < variant.last) {
        any.push_back(side_by_side(tokens, variant.first, variant.last));
      } else if (!words.empty()) {
        any.push_back(join(all_ ? Query::OP_AND : Query::OP_OR, words));
      }
    }
    asked_.push_back(any.front());
    mark(std::move(unit));
    return join(Query::OP_OR, any);
  }

  /// `strict` with the words that share a root with the query's word: they rank what is found, and find
  /// nothing.
  Query with_related(const Token& token, const Query& strict) {
    if (excluding_ || all_ || required_) return strict;
    if (token.root.empty()) return strict;
    const bool accents = token.spelling == Spelling::kAccented;
    std::vector<std::string> terms = word_terms(token, analyzer(), format::Field::kBody);
    const std::size_t own = terms.size();
    const std::string key = format::root_key(accents, token.root);
    for (auto it = context_.database->synonyms_begin(key); it != context_.database->synonyms_end(key); ++it) {
      if (std::find(terms.begin(), terms.end(), *it) == terms.end()) terms.push_back(*it);
    }
    if (terms.size() == own) return strict;
    related_ = true;
    return Query(Query::OP_OR, Query(Query::OP_SCALE_WEIGHT, strict, 1 - kRelatedShare),
                 Query(Query::OP_SCALE_WEIGHT, synonym(terms), kRelatedShare));
  }

  /// A stop word that is asked for: the word as it stands.
  Query stop_unit(std::string_view text, const Token& token) {
    Unit unit;
    unit.name = typed(text, token, token);
    unit.terms = surface_alternatives(token, false);
    Query query = synonym(unit.terms);
    mark(std::move(unit));
    return query;
  }

  /// One past "S/PRST/2015/*" when such a beginning of symbols stands at `at`, else 0.
  static std::size_t prefix_end(std::string_view text, std::size_t at) {
    if (at > 0 && !is_space(decode_utf8(text, at - 1).value)) return 0;
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    return word.size() > 2 && word.ends_with('*') && word.find('/') != std::string_view::npos ? end : 0;
  }

  /// Past the readings of one place, and past the second half of a double symbol.
  static std::vector<ReferenceMention>::const_iterator past_readings(
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

  Query prefix_unit(const std::string& typed) {
    const std::string prefix = canonical_reference(typed);
    const ReferenceQuery query = reference_prefix_query(prefix);
    Unit unit;
    unit.name = typed + "*";
    for (const std::string& term : {format::own_symbol_term(prefix), format::reference_term(prefix)}) {
      std::size_t found = 0;
      for (auto it = context_.database->allterms_begin(term);
           it != context_.database->allterms_end(term) && found < kMostPrefixed; ++it, ++found)
        unit.terms.push_back(*it);
    }
    out_.understood.push_back({unit.name, "reference", prefix + "*", std::nullopt, "\"" + typed + "\""});
    mark(std::move(unit));
    return {Query::OP_OR, query.bearers, query.citing};
  }

  /// A reference, in all its readings. Its words are not asked for: another 1244 is another thing. Where any
  /// word will do, all of them together find what is near.
  Query reference_unit(std::string_view text, const std::vector<Token>& tokens,
                       const std::vector<ReferenceMention>& readings) {
    const std::uint32_t first = readings.front().first;
    const std::uint32_t last = readings.back().last;
    Unit unit;
    // Its own span, which a bracket may end: (2014).
    const std::uint32_t begin = readings.front().reference.begin;
    unit.name = std::string(text.substr(begin, readings.back().reference.end - begin));
    std::vector<std::string> keys;
    for (const ReferenceMention& mention : readings) keys.push_back(mention.reference.canonical);
    ReferenceQuery query = reference_query(*context_.database, keys);
    unit.terms = std::move(query.terms);
    std::vector<Query> any{query.bearers, query.citing};
    // What is a reference in some readings only may be none: note 12/20.
    if (all_ && !excluding_ && !readings.front().reference.certain)
      any.emplace_back(Query::OP_SCALE_WEIGHT, side_by_side(tokens, first, last), kScatteredWords);
    if (!all_ && !excluding_) {
      std::vector<Query> words;
      for (std::uint32_t i = first; i <= last; ++i) {
        if (tokens[i].stop) continue;
        unit.words.push_back(word_terms(tokens[i], analyzer(), format::Field::kBody));
        words.push_back(synonym(unit.words.back()));
      }
      if (!words.empty())
        any.emplace_back(Query::OP_SCALE_WEIGHT, join(Query::OP_AND, words), kScatteredWords);
    }
    understand(unit.name, readings);
    mark(std::move(unit));
    return join(Query::OP_OR, any);
  }

  void understand(const std::string& name, const std::vector<ReferenceMention>& readings) {
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
    if (fold_key(line) == fold_key(name)) return;  // it has no other name: nothing to tell
    if (std::find(out_.interpretation.begin(), out_.interpretation.end(), line) ==
        out_.interpretation.end()) {
      out_.interpretation.push_back(std::move(line));
    }
  }

  /// "opération* de paix": the words of the index that begin so. Only for an expression without compounds,
  /// whose places are its tokens.
  void open_prefixes(std::string_view text, const Analysis& analysis,
                     std::vector<Expression>& expressions) const {
    if (text.find('*') == std::string_view::npos) return;
    expressions.resize(1);
    for (std::size_t i = 0; i < analysis.tokens.size() && i < expressions.front().places.size(); ++i) {
      const Token& token = analysis.tokens[i];
      if (token.end >= text.size() || text[token.end] != '*') continue;
      std::vector<std::string>& words = expressions.front().places[i].words;
      const std::vector<std::string> beginnings = words;
      for (const std::string& beginning : beginnings) {
        std::size_t found = 0;
        for (auto it = context_.database->allterms_begin(beginning);
             it != context_.database->allterms_end(beginning) && found < kMostPrefixed; ++it, ++found)
          words.push_back(*it);
      }
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
    unit.expressions = make_expressions(analysis, clause.strict);
    open_prefixes(clause.text, analysis, unit.expressions);
    auto matches = std::make_shared<const std::vector<std::pair<Xapian::docid, Xapian::termcount>>>(
        find_expressions(*context_.database, unit.expressions));
    mark(std::move(unit));
    if (matches->empty()) return nothing();
    return expression_query(std::move(matches), context_.database->get_doccount());
  }

  Query field(const Clause& clause) {
    if (clause.field == "titre") return title(clause);
    if (clause.field == "cote" || clause.field == "cite") return reference_field(clause);
    if (clause.field == "mention")
      return mention_query(clause.field, clause.text, context_, out_.warnings, clause.position);
    return filter_query(clause.field, clause.text, context_, out_.warnings, clause.position);
  }

  /// cote: who bears the reference, with its revisions and additions; cite: who cites it.
  Query reference_field(const Clause& clause) {
    const bool own = clause.field == "cote";
    std::string typed = clause.text;
    if (typed.size() > 1 && typed.back() == '*') {
      typed.pop_back();
      const ReferenceQuery query = reference_prefix_query(canonical_reference(typed));
      return own ? query.bearers : query.citing;
    }
    std::vector<std::string> keys;
    for (const Reference& reference : readings_of(typed)) keys.push_back(reference.canonical);
    ReferenceQuery query = reference_query(*context_.database, keys);
    if (own) return query.bearers;
    const bool known = std::any_of(query.terms.begin(), query.terms.end(), [this](const std::string& term) {
      return context_.database->term_exists(term);
    });
    // The filter knows what to say of a value that nobody has.
    if (!known) return filter_query(clause.field, clause.text, context_, out_.warnings, clause.position);
    Unit unit;
    unit.name = "cite:" + typed;
    unit.terms = std::move(query.terms);
    mark(std::move(unit));
    std::vector<std::string> own_terms;
    for (const std::string& key : keys) own_terms.push_back(format::own_symbol_term(key));
    return {Query::OP_AND_NOT, query.citing, synonym(own_terms)};
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
      unit.name = "titre:" + std::string(token.surface);
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
  bool required_ = false;
  bool related_ = false;
  std::vector<Query> asked_;  ///< each thing asked for, where any of them will do
};

}  // namespace

BuiltQuery build_query(const ParsedQuery& parsed, Match match, const Context& context) {
  return Builder(match, context).run(parsed);
}

}  // namespace cote::search
