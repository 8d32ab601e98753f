// Facets: their names, their values as people type them, and counting.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <cote/searcher.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cote::search {

/// The facets of an index and their slots.
class FacetTable {
 public:
  FacetTable() = default;
  explicit FacetTable(const Xapian::Database& database);

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

/// Counts values of facets over the documents of a match.
class FacetCounter : public Xapian::MatchSpy {
 public:
  explicit FacetCounter(std::vector<Xapian::valueno> slots)
      : slots_(std::move(slots)), counts_(slots_.size()), without_(slots_.size(), 0) {}
  void operator()(const Xapian::Document& document, double) override;
  /// Of the i-th slot: value -> documents.
  [[nodiscard]] const std::map<std::string, std::uint64_t, std::less<>>& counts(std::size_t i) const {
    return counts_[i];
  }
  /// Of the i-th slot: documents without a value.
  [[nodiscard]] std::uint64_t without(std::size_t i) const { return without_[i]; }

 private:
  std::vector<Xapian::valueno> slots_;
  std::vector<std::map<std::string, std::uint64_t, std::less<>>> counts_;
  std::vector<std::uint64_t> without_;
};

}  // namespace cote::search
