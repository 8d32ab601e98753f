// Words of a query, compounds and learnt acronyms as scored lists.
#include <cote/unicode.hpp>

#include "indexer/index_format.hpp"
#include "searcher/builder_parts.hpp"
#include "searcher/terms.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

/// The spelling as typed ranks before the same word in another spelling: this share of its weight once more.
constexpr double kAsTypedBonus = 0.1;

/// A word that is also spelt like a form of the query's word (cours for cour) weighs this share: it matches,
/// below every document that has the word itself.
constexpr double kOtherReading = 0.05;

/// A country that a demonym of the query speaks of weighs this share of its word.
constexpr double kDemonymShare = 0.3;

/// Where any word will do, what a word's relatives add to its score: this share goes to the word with all
/// words of its root, the rest to the word alone. Best of .2, .3, .5 and .7 on the three development
/// collections; bench/README.md.
constexpr double kRelatedShare = 0.7;

/// What was learnt of an acronym or a long form weighs this share, so that the one that was typed ranks
/// first.
constexpr double kLearntShare = 0.5;

}  // namespace

SharedPostings Builder::synonym(const std::vector<std::string>& terms, double share) const {
  return facts().postings({{facts().real_terms(terms), share}});
}

SharedPostings Builder::word(const std::vector<std::string>& terms, const std::string* other,
                             const Token* relatives_of) {
  const std::vector<std::string> own = facts().real_terms(terms);
  std::vector<std::string> related;
  if (relatives_of != nullptr && !excluding_ && !all_ && !required_)
    related = relatives(*relatives_of, terms);
  const double alone = related.empty() ? 1 : 1 - kRelatedShare;
  std::vector<WordClass> classes{{own, alone}};
  if (terms.size() > 1) classes.push_back({{terms.front()}, alone * kAsTypedBonus});
  if (other != nullptr) classes.push_back({{*other}, alone * kOtherReading});
  if (!related.empty()) {
    related = facts().real_terms(related);
    std::erase_if(related, [&](const std::string& term) {
      return std::find(own.begin(), own.end(), term) != own.end();
    });
    related.insert(related.begin(), own.begin(), own.end());
    classes.push_back({std::move(related), kRelatedShare, false});
    out_.related = true;
  }
  return facts().postings(classes);
}

std::vector<std::string> Builder::relatives(const Token& token, const std::vector<std::string>& terms) const {
  std::vector<std::string> related;
  if (token.root.empty()) return related;
  const bool accents = token.spelling == Spelling::kAccented;
  for (const std::string& term : facts().synonyms(format::root_key(accents, token.root))) {
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) related.push_back(term);
  }
  return related;
}

SharedPostings Builder::word_unit(std::string_view text, const Token& token) {
  Unit unit;
  unit.name = typed(text, token, token);
  std::vector<std::string> terms = word_terms(token, analyzer());
  // Words that are only also spelt like a form of this one come below all that have it.
  const std::string other = other_term(token);
  SharedPostings list = word(terms, &other, &token);
  unit.terms = std::move(terms);
  unit.terms.push_back(other);
  for (const Learnt& pair : learnt_meanings(index(), facts(), token)) {
    std::vector<Expression> expressions = expressions_of(pair, analyzer());
    const Matches matches = find_expressions(index(), expressions);
    if (matches.empty()) continue;
    list = combine(Combine::kBest, {list, scaled(expression_postings(matches, index()), kLearntShare)});
    understand(pair, unit.name);
    unit.expressions.insert(unit.expressions.end(), expressions.begin(), expressions.end());
  }
  mark(std::move(unit));
  return list;
}

Asked Builder::demonym_unit(std::string_view text, const Token& token,
                            const std::vector<EntityMention>& meanings) {
  Asked asked(word_unit(text, token));
  if (excluding_) return asked;
  std::vector<std::string> terms;
  for (const EntityMention& meaning : meanings)
    terms.push_back(format::entity_term(analyzer().lexicon().entity(meaning.entity)));
  std::vector<std::string>& marked = out_.units.back().terms;
  marked.insert(marked.end(), terms.begin(), terms.end());
  asked.add(synonym(terms, kDemonymShare));
  return asked;
}

std::vector<std::string> Builder::surfaces_of(const Token& token) const {
  std::vector<std::string> surfaces;
  for (const std::string& term : facts().real_terms(word_terms(token, analyzer()))) {
    for (const std::string& word : facts().synonyms(format::surfaces_key(term))) {
      if (std::find(surfaces.begin(), surfaces.end(), word) == surfaces.end()) surfaces.push_back(word);
    }
  }
  return surfaces;
}

SharedPostings Builder::side_by_side(const std::vector<Token>& tokens, std::size_t first,
                                     std::size_t last) const {
  Expression expression;
  for (std::size_t i = first; i <= last; ++i) {
    Expression::Place place;
    if (tokens[i].stop || tokens[i].clitic) {
      place.words = surface_alternatives(tokens[i], false);
    } else {
      place.words = surfaces_of(tokens[i]);
    }
    expression.places.push_back(std::move(place));
  }
  return expression_postings(find_expressions(index(), {expression}), index());
}

Asked Builder::variant_unit(std::string_view text, const std::vector<Token>& tokens, const Variant& variant) {
  Unit unit;
  unit.name = typed(text, tokens[variant.first], tokens[variant.last]);
  unit.terms = word_terms(variant.token, analyzer());
  Asked any(word(unit.terms, nullptr, nullptr));
  if (!variant.strict || !all_) {
    std::vector<Asked> words;
    for (std::size_t i = variant.first; i <= variant.last; ++i) {
      if (tokens[i].stop) continue;
      unit.words.push_back(word_terms(tokens[i], analyzer()));
      words.emplace_back(word(unit.words.back(), nullptr, &tokens[i]));
    }
    if (all_ && variant.first < variant.last) {
      any.add(side_by_side(tokens, variant.first, variant.last));
    } else if (!words.empty()) {
      if (all_) words = {all_of(words, index())};
      for (const Asked& one : words) any.add(one);
    }
  }
  mark(std::move(unit));
  return any;
}

SharedPostings Builder::stop_unit(std::string_view text, const Token& token) {
  Unit unit;
  unit.name = typed(text, token, token);
  unit.terms = surface_alternatives(token, false);
  // Stop words have no postings: the texts themselves are read.
  const Matches matches = find_expressions(index(), {{{{unit.terms, {}}}}});
  mark(std::move(unit));
  return expression_postings(matches, index());
}

void Builder::close_learnt(std::string_view text, const std::vector<Token>& tokens,
                           std::optional<LearntForm>& form, std::vector<Asked>& units, std::size_t begin) {
  if (begin < units.size()) {
    const std::vector<Asked> words(units.begin() + static_cast<std::ptrdiff_t>(begin), units.end());
    Asked any;
    for (const Asked& one : words) any.add(one);
    std::vector<SharedPostings> lists{all_ ? list_of_all(words) : any.list()};
    for (const Learnt& pair : form->pairs) {
      Unit unit;
      unit.name = typed(text, tokens[form->first], tokens[form->last]);
      unit.terms.push_back(format::stem_term('k', pair.key));
      for (std::size_t i = form->first; i <= form->last; ++i) {
        if (!tokens[i].stop) unit.words.push_back(word_terms(tokens[i], analyzer()));
      }
      lists.push_back(scaled(acronym_postings(facts(), pair), kLearntShare));
      understand(pair, unit.name);
      mark(std::move(unit));
    }
    units.resize(begin);
    units.emplace_back(combine(Combine::kBest, lists));
  }
  form.reset();
}

std::vector<Asked> Builder::words_of(const std::vector<Token>& tokens, std::size_t first, std::size_t last,
                                     double share, Unit& unit) const {
  std::vector<Asked> words;
  for (std::size_t i = first; i <= last; ++i) {
    if (tokens[i].stop) continue;
    unit.words.push_back(word_terms(tokens[i], analyzer()));
    words.emplace_back(synonym(unit.words.back(), share));
  }
  return words;
}

void Builder::understand(const Learnt& pair, const std::string& name) {
  out_.understood.push_back(understood_of(pair, name));
  out_.interpretation.push_back(interpretation_of(pair));
}

}  // namespace cote::search
