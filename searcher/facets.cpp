#include "searcher/facets.hpp"

#include <algorithm>
#include <bit>
#include <cote/unicode.hpp>
#include <unordered_map>
#include <utility>

#include "indexer/index_format.hpp"
#include "searcher/index.hpp"
#include "searcher/reference_query.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

// clang-format off
/// What Cote fills by itself, by the names that people use for it, folded.
constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"organisation", "organisation"}, {"organization", "organisation"},
    {"mission", "mission"},
    {"organe", "organe"}, {"organ", "organe"},
    {"auteur", "auteur"}, {"author", "auteur"},
    {"pays", "pays"}, {"country", "pays"},
    {"region", "region"},
    {"type", "type"},
    {"annee", "annee"}, {"year", "annee"},
    {"langue", "langue"}, {"language", "langue"}, {"lang", "langue"},
    {"cite", "cite"}, {"cites", "cite"},
    {"groupe", "groupe"}, {"group", "groupe"},
    {"theme", "theme"},
};
/// Fields that are searched but have no values to count.
constexpr std::pair<std::string_view, std::string_view> kFields[] = {
    {"titre", "titre"}, {"title", "titre"}, {"cote", "cote"}, {"symbol", "cote"}, {"date", "date"},
    {"mention", "mention"}, {"mentions", "mention"},
};
// clang-format on

/// Values of a metadata key with more are not read through to find one by another spelling: that would cost
/// more than the search.
constexpr std::size_t kManyValues = 100'000;

/// A facet is counted by its column where this share of all documents is counted: one in so many.
constexpr std::uint64_t kManyShare = 16;

/// Levenshtein distance, given up (returning limit + 1) once it must exceed `limit`. Bytes: names differ by
/// few letters.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return row[b.size()];
}

}  // namespace

std::string FacetTable::canonical(std::string_view typed) const {
  if (slots_.contains(typed)) return std::string(typed);
  const std::string key = fold_key(typed);
  for (const auto& [name, canonical] : kNames) {
    if (key == name) return std::string(canonical);
  }
  for (const auto& [name, canonical] : kFields) {
    if (key == name) return std::string(canonical);
  }
  for (const auto& [name, slot] : slots_) {
    if (fold_key(name) == key) return name;
  }
  return {};
}

std::vector<std::string> FacetTable::names() const {
  std::vector<std::string> names;
  for (const auto& [name, canonical] : kNames) names.emplace_back(canonical);
  for (const auto& [name, slot] : slots_) names.push_back(name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::optional<Xapian::valueno> FacetTable::slot(std::string_view facet) const {
  const auto found = slots_.find(facet);
  if (found == slots_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> facet_values(const Xapian::Database& database, std::string_view facet,
                                      std::size_t limit) {
  std::vector<std::string> values;
  const std::string prefix = format::facet_prefix(facet);
  for (auto it = database.allterms_begin(prefix);
       it != database.allterms_end(prefix) && values.size() < limit; ++it) {
    std::string value = (*it).substr(prefix.size());
    if (!value.empty()) values.push_back(std::move(value));
  }
  return values;
}

std::vector<std::string> resolve_value(const Xapian::Database& database, const Lexicon& lexicon,
                                       std::string_view facet, std::string_view typed) {
  // Documents without a date: the null value of "annee".
  if (facet == "annee" && fold_key(typed) == "null") return {""};
  std::vector<std::string> values;
  const auto add = [&](const std::string& value) {
    if (!database.term_exists(format::facet_term(facet, value))) return;
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  };
  if (facet == "cite") {
    for (const Reference& reference : readings_of(typed)) add(format::clean_value(reference.canonical));
    return values;
  }
  const std::string exact = format::clean_value(typed);
  if (!exact.empty()) add(exact);
  if (!values.empty()) return values;
  for (const std::uint32_t index : lexicon.by_name(typed)) {
    const Entity& entity = lexicon.entity(index);
    if (facet_of(entity.kind) == facet) add(entity.canonical);
  }
  if (!values.empty()) return values;
  const std::string key = fold_key(typed);
  if (key.empty()) return values;
  for (const std::string& value : facet_values(database, facet, kManyValues)) {
    if (fold_key(value) == key) add(value);
  }
  return values;
}

std::vector<std::string> nearest_values(const Xapian::Database& database, const Lexicon& lexicon,
                                        std::string_view facet, std::string_view typed) {
  const std::string key = fold_key(typed);
  const std::size_t limit = std::max<std::size_t>(1, key.size() / 4);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& value : facet_values(database, facet, kManyValues)) {
    std::size_t distance = edit_distance(key, fold_key(value), limit);
    if (const auto entity = lexicon.find(facet, value)) {
      for (const std::string& form : lexicon.entity(*entity).forms) {
        distance = std::min(distance, edit_distance(key, fold_key(form), limit));
      }
    }
    // A beginning counts as near too: "Guinée-B".
    if (distance > limit && key.size() >= 3 && fold_key(value).starts_with(key)) distance = limit;
    if (distance <= limit) near.emplace_back(distance, value);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> values;
  for (std::size_t i = 0; i < near.size() && i < 3; ++i) values.push_back(near[i].second);
  return values;
}

void ValueCounts::add(std::string_view joined, std::uint64_t documents) {
  if (joined.empty()) {
    without += documents;
    return;
  }
  for (std::size_t from = 0; from <= joined.size();) {
    const std::size_t to = std::min(joined.find(format::kValueSeparator, from), joined.size());
    const std::string_view value = joined.substr(from, to - from);
    if (const auto known = values.find(value); known != values.end()) {
      known->second += documents;
    } else {
      values.emplace(value, documents);
    }
    from = to + 1;
  }
}

ValueCounts count_values(Facts& facts, const Index& index, std::optional<Xapian::valueno> slot,
                         const std::vector<DocumentSet>& sets) {
  ValueCounts counts;
  const std::uint64_t documents = size_of(sets);
  counts.without = documents;
  if (!slot) return counts;
  std::uint64_t with = 0;
  // A column costs as much as reading the slot of every document, once.
  const bool many = documents * kManyShare > index.database().get_doccount();
  for (std::size_t shard = 0; shard < sets.size(); ++shard) {
    const DocumentSet& set = sets[shard];
    if (const Facts::Column* column = many ? facts.column(shard, *slot) : nullptr; column != nullptr) {
      std::vector<std::uint64_t> times(column->joined.size(), 0);
      for (std::size_t word = 0; word < set.size(); ++word) {
        for (std::uint64_t bits = set[word]; bits != 0; bits &= bits - 1) {
          const std::size_t docid = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
          ++times[column->of[docid]];
        }
      }
      for (std::size_t i = 1; i < times.size(); ++i) {
        if (times[i] > 0) counts.add(column->joined[i], times[i]);
        with += times[i];
      }
      continue;
    }
    std::unordered_map<std::string, std::uint64_t> joined;
    const Xapian::Database& database = index.shards()[shard].database;
    auto it = database.valuestream_begin(*slot);
    const auto end = database.valuestream_end(*slot);
    for (std::size_t word = 0; word < set.size(); ++word) {
      for (std::uint64_t bits = set[word]; bits != 0 && it != end; bits &= bits - 1) {
        const auto docid =
            static_cast<Xapian::docid>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
        it.skip_to(docid);
        if (it != end && it.get_docid() == docid) ++joined[*it];
      }
    }
    for (const auto& [values, times] : joined) {
      counts.add(values, times);
      with += times;
    }
  }
  counts.without = documents - with;
  return counts;
}

}  // namespace cote::search
