#include "searcher/asked.hpp"

#include <algorithm>

#include "searcher/index.hpp"
#include "searcher/terms.hpp"

namespace cote::search {

using Xapian::Query;

void Asked::add(SharedPostings list) {
  for (Part& part : parts_) {
    if (part.postings != list) continue;
    ++part.times;
    return;
  }
  parts_.push_back({std::move(list), 1});
}

void Asked::add(const Asked& other) {
  for (const Part& part : other.parts_) {
    for (std::uint64_t i = 0; i < part.times; ++i) add(part.postings);
  }
  others_.insert(others_.end(), other.others_.begin(), other.others_.end());
}

SharedPostings Asked::list() const {
  std::vector<SharedPostings> lists;
  for (const Part& part : parts_) lists.insert(lists.end(), part.times, part.postings);
  return combine(Combine::kSum, lists);
}

Query Asked::query(const Index& index) const {
  std::vector<Query> any;
  for (const Part& part : parts_) {
    any.push_back(list_query(part.postings, true, index));
    if (part.times > 1)
      any.back() = Query(Query::OP_SCALE_WEIGHT, any.back(), static_cast<double>(part.times));
  }
  any.insert(any.end(), others_.begin(), others_.end());
  return join(Query::OP_OR, any);
}

Query Asked::documents(const Index& index) const {
  std::vector<Query> any;
  for (const Part& part : parts_) any.push_back(list_query(part.postings, false, index));
  any.insert(any.end(), others_.begin(), others_.end());
  return join(Query::OP_OR, any);
}

Asked all_of(const std::vector<Asked>& asked, const Index& index) {
  if (asked.empty()) return {};
  if (asked.size() == 1) return asked.front();
  if (std::all_of(asked.begin(), asked.end(), [](const Asked& one) { return one.only_lists(); }))
    return Asked(list_of_all(asked));
  std::vector<Query> queries;
  for (const Asked& one : asked) queries.push_back(one.query(index));
  return Asked(join(Query::OP_AND, queries));
}

SharedPostings list_of_all(const std::vector<Asked>& asked) {
  std::vector<SharedPostings> lists;
  for (const Asked& one : asked) lists.push_back(one.list());
  return combine(Combine::kAll, lists);
}

}  // namespace cote::search
