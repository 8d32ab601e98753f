#include "searcher/expression.hpp"

#include <algorithm>
#include <cmath>
#include <cote/unicode.hpp>
#include <cstring>

#include "indexer/index_format.hpp"
#include "searcher/index.hpp"
#include "searcher/streams.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

/// k1 of BM25 for expressions, which have no part for a document's length.
constexpr double kSaturation = 1.2;

std::vector<std::string> alternatives(const Token& token, bool strict,
                                      std::string (*term)(char, std::string_view)) {
  const std::string_view word = token.surface;
  if (token.spelling != Spelling::kAccented) {
    std::vector<std::string> terms{term('n', word), term('c', word)};
    if (!strict) terms.push_back(term('f', word));
    return terms;
  }
  std::vector<std::string> terms{term('a', word)};
  if (!strict) terms.push_back(term('c', fold_accents(word)));
  return terms;
}

/// Longer words stand in a term by their beginning and a hash.
constexpr std::size_t kLongWord = 100;

/// Compounds of one expression that are tried both ways; each doubles the number of expressions.
constexpr std::size_t kMostCompounds = 3;

Expression::Place place_of(const Token& token, bool strict) {
  Expression::Place place{alternatives(token, strict, format::surface_term), {}};
  if (!token.clitic) place.solid = alternatives(token, strict, format::solid_term);
  return place;
}

}  // namespace

std::vector<std::string> surface_alternatives(const Token& token, bool strict) {
  return alternatives(token, strict, format::surface_term);
}

std::vector<Expression> make_expressions(const Analysis& analysis, bool strict) {
  std::vector<const Variant*> compounds;
  for (const Variant& variant : analysis.variants) {
    if (!variant.exact) continue;
    if (!compounds.empty() && variant.first <= compounds.back()->last) continue;
    if (compounds.size() < kMostCompounds) compounds.push_back(&variant);
  }
  std::vector<Expression> expressions;
  for (std::size_t solid = 0; solid < (std::size_t{1} << compounds.size()); ++solid) {
    Expression expression;
    for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
      const Variant* whole = nullptr;
      for (std::size_t c = 0; c < compounds.size(); ++c) {
        if ((solid >> c & 1U) != 0 && compounds[c]->first == i) whole = compounds[c];
      }
      if (whole == nullptr) {
        expression.places.push_back(place_of(analysis.tokens[i], strict));
        continue;
      }
      expression.places.push_back(place_of(whole->token, strict));
      i = whole->last;
    }
    expressions.push_back(std::move(expression));
  }
  return expressions;
}

Matches find_expressions(const Index& index, const std::vector<Expression>& expressions, Within within) {
  Matches matches;
  for (Index::Shard& shard : index.shards()) {
    Matches::InShard all;
    for (const Expression& expression : expressions) {
      Matches::InShard found = find_in_shard(shard, expression, within);
      if (all.empty()) {
        all = std::move(found);
        continue;
      }
      Matches::InShard merged;
      auto left = all.begin();
      for (const auto& [docid, times] : found) {
        while (left != all.end() && left->first < docid) merged.push_back(*left++);
        merged.emplace_back(docid, times);
        if (left != all.end() && left->first == docid) merged.back().second += (left++)->second;
      }
      merged.insert(merged.end(), left, all.end());
      all = std::move(merged);
    }
    matches.shards.push_back(std::move(all));
  }
  return matches;
}

SharedPostings expression_postings(const Matches& matches, const Index& index) {
  const auto found = static_cast<double>(matches.documents());
  const auto documents = static_cast<double>(index.database().get_doccount());
  // The idf of BM25 as Lucene writes it: never negative, also for what stands in most documents.
  const double idf = std::log(1.0 + (documents - found + 0.5) / (found + 0.5));
  auto postings = std::make_shared<Postings>();
  for (const Matches::InShard& shard : matches.shards) {
    ScoredDocuments& list = postings->shards.emplace_back().found;
    for (const auto& [docid, times] : shard)
      list.add(docid, to_score(idf * times * (kSaturation + 1.0) / (times + kSaturation)));
  }
  return postings;
}

std::vector<std::pair<std::size_t, std::size_t>> occurrences(const Analysis& analysis,
                                                             const Expression& expression) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  const auto& places = expression.places;
  if (places.empty()) return found;
  const auto shares = [](const std::vector<std::string>& terms, const std::vector<std::string>& wanted) {
    return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
      return std::find(wanted.begin(), wanted.end(), term) != wanted.end();
    });
  };
  // Most tokens are told by the ends of their words, without making a term.
  const auto may_be = [](const Token& token, const std::vector<std::string>& wanted) {
    const bool accented = token.spelling == Spelling::kAccented;
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& term) {
      return accented || token.surface.size() > kLongWord || term.ends_with(token.surface);
    });
  };
  // The token after the place that begins at token i; 0 when it does not.
  const auto past = [&](std::size_t i, const Expression::Place& place) -> std::size_t {
    if (may_be(analysis.tokens[i], place.words) &&
        shares(format::surface_terms(analysis.tokens[i]), place.words))
      return i + 1;
    for (auto it = std::lower_bound(analysis.variants.begin(), analysis.variants.end(), i,
                                    [](const Variant&v, std::size_t first) { return v.first < first; });
         it != analysis.variants.end() && it->first == i; ++it) {
      if (it->exact && shares(format::surface_terms(it->token, true), place.solid)) return it->last + 1;
    }
    return 0;
  };
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
    std::size_t at = i;
    for (const auto& place : places) {
      at = at < analysis.tokens.size() ? past(at, place) : 0;
      if (at == 0) break;
    }
    if (at > 0) found.emplace_back(i, at - 1);
  }
  return found;
}

}  // namespace cote::search
