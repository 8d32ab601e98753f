#include "searcher/expression.hpp"

#include <algorithm>
#include <cmath>
#include <cote/unicode.hpp>

#include "indexer/index_format.hpp"

namespace cote::search {
namespace {

namespace format = index_format;
using Matches = std::vector<std::pair<Xapian::docid, Xapian::termcount>>;

/// Documents that have any of a few terms, in docid order.
class UnionPostings {
 public:
  UnionPostings(const Xapian::Database& database, const std::vector<std::string>& terms) {
    for (const std::string& term : terms) {
      const Xapian::doccount frequency = database.get_termfreq(term);
      if (frequency == 0) continue;
      frequency_ += frequency;
      lists_.push_back({database.postlist_begin(term), database.postlist_end(term), &term});
    }
  }

  [[nodiscard]] Xapian::doccount frequency() const { return frequency_; }

  /// The first document at or after `docid`; 0 when there is none.
  Xapian::docid seek(Xapian::docid docid) {
    Xapian::docid first = 0;
    for (List& list : lists_) {
      if (list.at != list.end && *list.at < docid) list.at.skip_to(docid);
      if (list.at != list.end && (first == 0 || *list.at < first)) first = *list.at;
    }
    return first;
  }

  /// Positions of the terms in `docid`, ascending. Call after seek() returned it.
  void positions(const Xapian::Database& database, Xapian::docid docid,
                 std::vector<Xapian::termpos>& out) const {
    out.clear();
    std::size_t sources = 0;
    for (const List& list : lists_) {
      if (list.at == list.end || *list.at != docid) continue;
      ++sources;
      for (auto it = database.positionlist_begin(docid, *list.term);
           it != database.positionlist_end(docid, *list.term); ++it) {
        out.push_back(*it);
      }
    }
    if (sources > 1) std::sort(out.begin(), out.end());
  }

 private:
  struct List {
    Xapian::PostingIterator at;
    Xapian::PostingIterator end;
    const std::string* term = nullptr;
  };
  std::vector<List> lists_;
  Xapian::doccount frequency_ = 0;
};

class ExpressionSource : public Xapian::PostingSource {
 public:
  ExpressionSource(std::shared_ptr<const Matches> matches, Xapian::doccount documents)
      : matches_(std::move(matches)), documents_(documents) {
    const double found = static_cast<double>(matches_->size());
    // The idf of BM25 as Lucene writes it: never negative, also for what stands in most documents.
    idf_ = std::log(1.0 + (static_cast<double>(documents_) - found + 0.5) / (found + 0.5));
    set_maxweight(idf_ * (kK1 + 1.0));
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return count(); }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return count(); }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return count(); }
  void next(double) override {
    if (started_) ++at_;
    started_ = true;
  }
  void skip_to(Xapian::docid docid, double) override {
    started_ = true;
    at_ = static_cast<std::size_t>(
        std::lower_bound(matches_->begin() + static_cast<std::ptrdiff_t>(at_), matches_->end(), docid,
                         [](const auto& match, Xapian::docid wanted) { return match.first < wanted; }) -
        matches_->begin());
  }
  [[nodiscard]] bool at_end() const override { return started_ && at_ >= matches_->size(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return (*matches_)[at_].first; }
  [[nodiscard]] double get_weight() const override {
    const double times = (*matches_)[at_].second;
    return idf_ * times * (kK1 + 1.0) / (times + kK1);
  }
  [[nodiscard]] ExpressionSource* clone() const override {
    return new ExpressionSource(matches_, documents_);
  }
  void init(const Xapian::Database&) override {
    at_ = 0;
    started_ = false;
  }

 private:
  static constexpr double kK1 = 1.2;  // as the words' BM25 (ranking.hpp)

  [[nodiscard]] Xapian::doccount count() const { return static_cast<Xapian::doccount>(matches_->size()); }

  std::shared_ptr<const Matches> matches_;
  Xapian::doccount documents_;
  double idf_ = 0;
  std::size_t at_ = 0;
  bool started_ = false;
};

}  // namespace

namespace {

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

Matches find_expression(const Xapian::Database& database, const Expression& expression) {
  Matches matches;
  // For each place its words; then the solid forms of the places that have any.
  std::vector<UnionPostings> words;
  std::vector<UnionPostings> solid;
  std::vector<UnionPostings> any;
  for (const auto& place : expression.places) {
    words.emplace_back(database, place.words);
    solid.emplace_back(database, place.solid);
    std::vector<std::string> both = place.words;
    if (solid.back().frequency() > 0) both.insert(both.end(), place.solid.begin(), place.solid.end());
    any.emplace_back(database, both);
    if (any.back().frequency() == 0) return matches;
  }
  if (any.empty()) return matches;
  // The rarest place leads; the others only follow.
  std::vector<std::size_t> order(any.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return any[a].frequency() < any[b].frequency(); });
  std::vector<Xapian::termpos> here;
  std::vector<Xapian::termpos> parts;
  std::vector<Xapian::termpos> next;
  std::vector<Xapian::termpos> ends;
  Xapian::docid docid = any[order[0]].seek(1);
  while (docid != 0) {
    Xapian::docid there = docid;
    for (std::size_t i = 1; i < order.size() && there == docid; ++i) there = any[order[i]].seek(docid);
    if (there == 0) break;
    if (there != docid) {
      docid = any[order[0]].seek(there);
      continue;
    }
    // ends: the positions at which the next place must begin, after each way to match those so far.
    ends.clear();
    for (std::size_t place = 0; place < expression.places.size(); ++place) {
      const auto begins = [&](Xapian::termpos position) {
        return place == 0 || std::binary_search(ends.begin(), ends.end(), position);
      };
      next.clear();
      words[place].seek(docid);
      words[place].positions(database, docid, here);
      for (const Xapian::termpos position : here) {
        if (begins(position)) next.push_back(position + 1);
      }
      if (solid[place].frequency() > 0) {
        solid[place].seek(docid);
        solid[place].positions(database, docid, parts);
        for (std::size_t first = 0; first < parts.size(); ++first) {
          if (!begins(parts[first]) || (first > 0 && parts[first - 1] + 1 == parts[first])) continue;
          std::size_t last = first;
          while (last + 1 < parts.size() && parts[last + 1] == parts[last] + 1) ++last;
          next.push_back(parts[last] + 1);
        }
      }
      std::sort(next.begin(), next.end());
      next.erase(std::unique(next.begin(), next.end()), next.end());
      ends.swap(next);
      if (ends.empty()) break;
    }
    if (!ends.empty()) matches.emplace_back(docid, static_cast<Xapian::termcount>(ends.size()));
    docid = any[order[0]].seek(docid + 1);
  }
  return matches;
}

Matches find_expressions(const Xapian::Database& database, const std::vector<Expression>& expressions) {
  Matches all;
  for (const Expression& expression : expressions) {
    Matches found = find_expression(database, expression);
    if (all.empty()) {
      all = std::move(found);
      continue;
    }
    Matches merged;
    auto left = all.begin();
    for (const auto& [docid, times] : found) {
      while (left != all.end() && left->first < docid) merged.push_back(*left++);
      merged.emplace_back(docid, times);
      if (left != all.end() && left->first == docid) merged.back().second += (left++)->second;
    }
    merged.insert(merged.end(), left, all.end());
    all = std::move(merged);
  }
  return all;
}

Xapian::Query expression_query(std::shared_ptr<const Matches> matches, Xapian::doccount documents) {
  return Xapian::Query((new ExpressionSource(std::move(matches), documents))->release());
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
  // The token after the place that begins at token i; 0 when it does not.
  const auto past = [&](std::size_t i, const Expression::Place& place) -> std::size_t {
    if (shares(format::surface_terms(analysis.tokens[i]), place.words)) return i + 1;
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
