#include "searcher/matching.hpp"

#include <algorithm>

#include "indexer/index_format.hpp"
#include "searcher/index.hpp"

namespace cote::search {
namespace {

namespace format = index_format;
using XapianQuery = Xapian::Query;

/// Lists bring their weights (postings.hpp), and terms stand where they have none.
Xapian::Enquire enquire(const Index& index, const XapianQuery& query, Sort sort) {
  Xapian::Enquire enquire(index.database());
  enquire.set_query(query);
  Xapian::MultiValueKeyMaker* by_date = nullptr;
  switch (sort) {
    case Sort::kRelevance:
      enquire.set_sort_by_relevance_then_value(format::kIdSlot, false);
      break;
    case Sort::kDateAscending:
      by_date = new Xapian::MultiValueKeyMaker;
      by_date->add_value(format::kDateSlot, false, "\xFF");  // no date: last
      break;
    case Sort::kDateDescending:
      by_date = new Xapian::MultiValueKeyMaker;
      by_date->add_value(format::kDateSlot, true, "");
      break;
  }
  if (by_date != nullptr) {
    by_date->add_value(format::kIdSlot);
    enquire.set_sort_by_key_then_relevance(by_date->release(), false);
  }
  return enquire;
}

/// Notes the documents of a match in one shard.
class Collector : public Xapian::MatchSpy {
 public:
  explicit Collector(DocumentSet& set) : set_(&set) {}
  void operator()(const Xapian::Document& document, double) override {
    const Xapian::docid docid = document.get_docid();
    (*set_)[docid / 64] |= std::uint64_t{1} << docid % 64;
  }

 private:
  DocumentSet* set_;
};

/// The documents of a query of terms, AND and OR, as most filters are. False when it is no such query.
bool read_documents(const Xapian::Database& shard, const XapianQuery& query, DocumentSet& set) {
  switch (query.get_type()) {
    case XapianQuery::LEAF_MATCH_ALL:
    case XapianQuery::LEAF_TERM: {
      const bool all = query.get_type() == XapianQuery::LEAF_MATCH_ALL;
      const std::string term = all ? std::string() : *query.get_terms_begin();
      for (auto it = shard.postlist_begin(term), end = shard.postlist_end(term); it != end; ++it)
        set[*it / 64] |= std::uint64_t{1} << *it % 64;
      return true;
    }
    case XapianQuery::OP_SCALE_WEIGHT:
      return read_documents(shard, query.get_subquery(0), set);
    case XapianQuery::OP_OR:
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
        if (!read_documents(shard, query.get_subquery(i), set)) return false;
      }
      return true;
    case XapianQuery::OP_AND: {
      DocumentSet both;
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
        DocumentSet one(set.size(), 0);
        if (!read_documents(shard, query.get_subquery(i), one)) return false;
        if (i == 0) both = one;
        for (std::size_t word = 0; word < both.size(); ++word) both[word] &= one[word];
      }
      for (std::size_t word = 0; word < both.size(); ++word) set[word] |= both[word];
      return true;
    }
    default:
      return false;
  }
}

std::optional<std::vector<DocumentSet>> read_documents(const Index& index, const XapianQuery& query) {
  std::vector<DocumentSet> sets = found_documents(index, {});
  for (std::size_t shard = 0; shard < sets.size(); ++shard) {
    if (!read_documents(index.shards()[shard].database, query, sets[shard])) return std::nullopt;
  }
  return sets;
}

/// All documents of a query. Without weights, this and a search for the best take less than one search that
/// weighs all; and a match over one shard tells the docids of that shard.
std::vector<DocumentSet> documents_of(const Index& index, const XapianQuery& query) {
  if (auto read = read_documents(index, query)) return std::move(*read);
  std::vector<DocumentSet> sets = found_documents(index, {});
  for (std::size_t shard = 0; shard < sets.size(); ++shard) {
    const Xapian::Database& database = index.shards()[shard].database;
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    Collector collector(sets[shard]);
    enquire.add_matchspy(&collector);
    (void)enquire.get_mset(0, 0, database.get_doccount());
  }
  return sets;
}

/// `within`: only those documents; null: all.
Page by_lists(const Index& index, Facts& facts, const std::vector<Part>& parts, const PageRequest& request,
              const std::vector<DocumentSet>* within) {
  Page page;
  page.hits = best_documents(index, facts, parts, request.offset, request.limit, within);
  if (request.exact || !request.facets.empty() || within != nullptr) {
    std::vector<DocumentSet> sets = found_documents(index, parts);
    for (std::size_t shard = 0; within != nullptr && shard < sets.size(); ++shard) {
      for (std::size_t word = 0; word < sets[shard].size(); ++word)
        sets[shard][word] &= (*within)[shard][word];
    }
    page.total = size_of(sets);
    for (const auto& slot : request.facets) page.facets.push_back(count_values(facts, index, slot, sets));
    return page;
  }
  // What several parts find counts once for each: an upper bound.
  for (const Part& part : parts) page.total += part.postings->found();
  page.total = std::min<std::uint64_t>(page.total, index.database().get_doccount());
  page.exact = parts.size() <= 1;
  return page;
}

}  // namespace

Page find_page(const Index& index, Facts& facts, const BuiltQuery& query, const XapianQuery& filter,
               const PageRequest& request) {
  const std::size_t documents = index.database().get_doccount();
  PageRequest within = request;
  within.offset = std::min(request.offset, documents);
  within.limit = std::min(request.limit, documents);
  if (request.sort == Sort::kRelevance && query.asked.only_lists()) {
    if (filter.empty()) return by_lists(index, facts, query.asked.parts(), within, nullptr);
    if (const auto let_through = read_documents(index, filter))
      return by_lists(index, facts, query.asked.parts(), within, &*let_through);
  }
  Page page;
  XapianQuery whole = query.query(index);
  if (!filter.empty()) {
    whole = whole.get_type() == XapianQuery::LEAF_MATCH_ALL
                ? XapianQuery(XapianQuery::OP_SCALE_WEIGHT, filter, 0.0)
                : XapianQuery(XapianQuery::OP_FILTER, whole, filter);
  }
  if (within.limit > 0 || !request.exact) {
    const Xapian::MSet found = enquire(index, whole, request.sort)
                                   .get_mset(static_cast<Xapian::doccount>(within.offset),
                                             static_cast<Xapian::doccount>(within.limit));
    for (auto it = found.begin(); it != found.end(); ++it) page.hits.push_back({*it, it.get_weight()});
    page.exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    page.total = page.exact ? found.get_matches_lower_bound() : found.get_matches_estimated();
  }
  if (!request.facets.empty() || (request.exact && !page.exact) || within.limit == 0) {
    const std::vector<DocumentSet> sets = documents_of(index, whole);
    page.exact = true;
    page.total = size_of(sets);
    for (const auto& slot : request.facets) page.facets.push_back(count_values(facts, index, slot, sets));
  }
  return page;
}

bool finds_any(const Index& index, const BuiltQuery& query) {
  if (!query.asked.only_lists())
    return !enquire(index, query.query(index), Sort::kRelevance).get_mset(0, 1).empty();
  const auto& parts = query.asked.parts();
  return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.postings->found() > 0; });
}

}  // namespace cote::search
