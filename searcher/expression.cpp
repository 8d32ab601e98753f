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

Expression make_expression(const std::vector<Token>& tokens, bool strict) {
  Expression expression;
  for (const Token& token : tokens) {
    const std::string& word = token.surface;
    std::vector<std::string> place;
    if (token.spelling == Spelling::kAccented) {
      place.push_back(format::surface_term('a', word));
      if (!strict) place.push_back(format::surface_term('c', fold_accents(word)));
    } else {
      place.push_back(format::surface_term('n', word));
      place.push_back(format::surface_term('c', word));
      if (!strict) place.push_back(format::surface_term('f', word));
    }
    expression.places.push_back(std::move(place));
  }
  return expression;
}

Matches find_expression(const Xapian::Database& database, const Expression& expression) {
  Matches matches;
  std::vector<UnionPostings> lists;
  for (const auto& place : expression.places) {
    lists.emplace_back(database, place);
    if (lists.back().frequency() == 0) return matches;
  }
  if (lists.empty()) return matches;
  // The rarest place leads; the others only follow.
  std::vector<std::size_t> order(lists.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return lists[a].frequency() < lists[b].frequency(); });
  std::vector<Xapian::termpos> starts;
  std::vector<Xapian::termpos> positions;
  std::vector<Xapian::termpos> kept;
  Xapian::docid docid = lists[order[0]].seek(1);
  while (docid != 0) {
    Xapian::docid next = docid;
    for (std::size_t i = 1; i < order.size() && next == docid; ++i) next = lists[order[i]].seek(docid);
    if (next == 0) break;
    if (next != docid) {
      docid = lists[order[0]].seek(next);
      continue;
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto offset = static_cast<Xapian::termpos>(order[i]);
      lists[order[i]].positions(database, docid, positions);
      if (i == 0) {
        starts.clear();
        for (const Xapian::termpos position : positions) {
          if (position >= offset) starts.push_back(position - offset);
        }
        continue;
      }
      kept.clear();
      auto at = positions.begin();
      for (const Xapian::termpos start : starts) {
        at = std::lower_bound(at, positions.end(), start + offset);
        if (at == positions.end()) break;
        if (*at == start + offset) kept.push_back(start);
      }
      starts.swap(kept);
      if (starts.empty()) break;
    }
    if (!starts.empty()) matches.emplace_back(docid, static_cast<Xapian::termcount>(starts.size()));
    docid = lists[order[0]].seek(docid + 1);
  }
  return matches;
}

Xapian::Query expression_query(std::shared_ptr<const Matches> matches, Xapian::doccount documents) {
  return Xapian::Query((new ExpressionSource(std::move(matches), documents))->release());
}

std::vector<std::size_t> occurrences(const std::vector<Token>& tokens, const Expression& expression) {
  std::vector<std::size_t> found;
  const std::size_t length = expression.places.size();
  if (length == 0 || tokens.size() < length) return found;
  for (std::size_t i = 0; i + length <= tokens.size(); ++i) {
    bool same = true;
    for (std::size_t k = 0; same && k < length; ++k) {
      const auto terms = format::surface_terms(tokens[i + k]);
      const auto& place = expression.places[k];
      same = std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
        return std::find(place.begin(), place.end(), term) != place.end();
      });
    }
    if (same) found.push_back(i);
  }
  return found;
}

}  // namespace cote::search
