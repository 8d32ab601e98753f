// From the tree of a query to what Xapian runs and what passages are marked by.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <cote/searcher.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "searcher/asked.hpp"
#include "searcher/expression.hpp"
#include "searcher/facts.hpp"
#include "searcher/syntax.hpp"

namespace cote::search {

/// One thing that the query asks for: a word in its inflections, an entity, a symbol, an exact expression.
struct Unit {
  std::string name;                ///< as typed, for explanations
  std::vector<std::string> terms;  ///< index terms that satisfy it in a text: what is marked
  /// Of an entity or symbol that was typed in words: their terms, by word. All in one paragraph satisfy the
  /// unit too.
  std::vector<std::vector<std::string>> words;
  std::vector<Expression> expressions;  ///< an exact expression in all its ways of writing
  double idf = 0;
};

/// What is the same for all queries on one commit.
struct Context {
  const Index* index = nullptr;
  const Analyzer* analyzer = nullptr;
  Facts* facts = nullptr;
  /// Canonical values of a facet for a value, label or other form as typed; empty when there is none.
  std::function<std::vector<std::string>(std::string_view facet, std::string_view typed)> resolve;
  /// Nearest known values, for messages.
  std::function<std::vector<std::string>(std::string_view facet, std::string_view typed)> nearest;
};

struct BuiltQuery {
  Asked asked;  ///< empty: nothing to search
  /// Are there documents that some list only ranks? As a Xapian query they take a filter.
  bool related = false;
  Asked filter;  ///< each thing asked for: what a document needs that is only ranked otherwise

  /// As Xapian runs it. `index` must outlive it.
  [[nodiscard]] Xapian::Query query(const Index& index) const;

  std::vector<Unit> units;
  std::vector<Understood> understood;
  std::vector<std::string> interpretation;
  std::vector<Warning> warnings;
};

/// `match` is kAll or kAny.
[[nodiscard]] BuiltQuery build_query(const ParsedQuery& parsed, Match match, const Context& context);

/// Fills Unit::idf, by which passages are chosen.
void weigh(std::vector<Unit>& units, Facts& facts);

/// Documents with that value of a facet, or of a date or year as a range (2016..2018); adds a warning when
/// there is no such value.
[[nodiscard]] Xapian::Query filter_query(const std::string& facet, const std::string& value,
                                         const Context& context, std::vector<Warning>& warnings,
                                         std::optional<std::size_t> position);

}  // namespace cote::search
