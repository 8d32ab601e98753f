// Filters: documents with a value of a facet, or with a date in a range.
#include <algorithm>
#include <optional>

#include "corpus/describe.hpp"
#include "indexer/index_format.hpp"
#include "searcher/builder.hpp"
#include "searcher/terms.hpp"

namespace cote::search {
namespace {

namespace format = index_format;
using Xapian::Query;

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
