// Facets: their names, their values as people type them, and counting.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <cote/searcher.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/facts.hpp"
#include "searcher/top.hpp"

namespace cote::search {

/// The facets of an index and their slots.
class FacetTable {
 public:
  FacetTable() = default;
  explicit FacetTable(std::map<std::string, Xapian::valueno, std::less<>> slots) : slots_(std::move(slots)) {}

  /// Canonical name for a facet or field as typed: any case, accents or not, English names too ("country" ->
  /// "pays");
  /// "" when the index has none of that name and it is no facet of Cote either.
  [[nodiscard]] std::string canonical(std::string_view typed) const;

  /// Facets that Cote itself fills, whether this index has values in them or not, and the index's metadata
  /// keys; sorted.
  [[nodiscard]] std::vector<std::string> names() const;

  [[nodiscard]] std::optional<Xapian::valueno> slot(std::string_view facet) const;

 private:
  std::map<std::string, Xapian::valueno, std::less<>> slots_;
};

/// All values of a facet in the index, sorted by bytes; at most `limit`.
[[nodiscard]] std::vector<std::string> facet_values(const Xapian::Database& database, std::string_view facet,
                                                    std::size_t limit);

/// Canonical values for one as typed: by the lexicon's names, exactly, or without regard to case and accents.
[[nodiscard]] std::vector<std::string> resolve_value(const Xapian::Database& database, const Lexicon& lexicon,
                                                     std::string_view facet, std::string_view typed);

/// Up to three known values with the least edit distance to `typed`, if it is small against their length.
[[nodiscard]] std::vector<std::string> nearest_values(const Xapian::Database& database,
                                                      const Lexicon& lexicon, std::string_view facet,
                                                      std::string_view typed);

/// How many documents have each value of a facet.
struct ValueCounts {
  std::map<std::string, std::uint64_t, std::less<>> values;
  std::uint64_t without = 0;  ///< documents that have none

  /// Documents whose values stand joined in their slot.
  void add(std::string_view joined, std::uint64_t documents);
};

/// Of the documents in `sets`, by shard. `slot`: of the facet; none when no document has it.
[[nodiscard]] ValueCounts count_values(Facts& facts, const Index& index, std::optional<Xapian::valueno> slot,
                                       const std::vector<DocumentSet>& sets);

}  // namespace cote::search
