#include "searcher/reference_query.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "indexer/index_format.hpp"

namespace cote::search {
namespace {

namespace format = index_format;
using Xapian::Query;

/// Who bears the reference comes before who cites it, and a revision before what it replaced, by weights that
/// no citation reaches: a term weighs less than 30 in BM25 even in a million documents.
constexpr double kRevision = 200;
constexpr double kBearer = 150;
constexpr double kAddition = 100;

/// What cites S/2017/2/Rev.1 speaks of S/2017/2 too, less surely than what cites that.
constexpr double kBelow = 0.5;

/// "article L. 311-3" without its code may be another code's.
constexpr double kUnqualified = 0.3;

/// Revisions and additions of one document that are looked at, and terms that a prefix may stand for.
constexpr std::size_t kMostBelow = 1000;

Query with_weight(double weight, const std::string& term) {
  return {Query::OP_FILTER, Query((new Xapian::FixedWeightPostingSource(weight))->release()), Query(term)};
}

Query any_of(const std::vector<std::string>& terms) {
  if (terms.empty()) return Query(format::kNoDocument);
  if (terms.size() == 1) return Query(terms.front());
  return {Query::OP_SYNONYM, terms.begin(), terms.end()};
}

Query wildcard(const std::string& beginning) {
  return {Query::OP_WILDCARD, beginning, static_cast<Xapian::termcount>(kMostBelow),
          Query::WILDCARD_LIMIT_FIRST, Query::OP_SYNONYM};
}

/// The number of "/Rev.2" at the end of a key; 0 when there is none.
unsigned revision_of(std::string_view key) {
  const std::size_t at = key.rfind("/Rev.");
  if (at == std::string_view::npos) return 0;
  const std::string_view digits = key.substr(at + 5);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() ? number : 0;
}

std::string without_revision(const std::string& key) {
  return revision_of(key) > 0 ? key.substr(0, key.rfind("/Rev.")) : key;
}

/// Keys of own symbols below `key`, without it.
std::vector<std::string> own_below(const Xapian::Database& database, const std::string& key) {
  std::vector<std::string> keys;
  const std::string prefix = format::own_symbol_term(key + "/");
  for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it) {
    if (keys.size() == kMostBelow) break;
    keys.push_back((*it).substr(format::own_symbol_term("").size()));
  }
  return keys;
}

/// Is it an addendum, corrigendum or the like of what stands before `from`?
bool is_addition(std::string_view key, std::size_t from) {
  const std::string_view rest = key.substr(from);
  for (const std::string_view suffix : {"/Add.", "/Corr.", "/Amend.", "/Summary"}) {
    if (rest.find(suffix) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::vector<Reference> readings_of(std::string_view typed) {
  while (!typed.empty() && (typed.front() == ' ' || typed.front() == '\t')) typed.remove_prefix(1);
  while (!typed.empty() && (typed.back() == ' ' || typed.back() == '\t')) typed.remove_suffix(1);
  ReferenceContext context;
  context.query = true;
  std::vector<Reference> found = find_references(typed, context);
  if (!found.empty() && found.front().begin == 0 && found.back().end == typed.size()) {
    const bool readings = std::all_of(found.begin(), found.end(), [&](const Reference& reference) {
      return reference.begin == found.front().begin && reference.end == found.front().end;
    });
    // The halves of a double symbol are one word.
    if (readings || typed.find(' ') == std::string_view::npos) return found;
  }
  if (typed.empty()) return {};
  Reference unknown;
  unknown.canonical = canonical_reference(typed);
  // A key of the documented form names what it stands for: FR:loi:78-17.
  found = find_references(unknown.canonical, context);
  if (found.size() == 1 && found.front().canonical == unknown.canonical) return found;
  unknown.display = unknown.canonical;
  unknown.certain = false;
  return {std::move(unknown)};
}

ReferenceQuery reference_query(const Xapian::Database& database, const std::vector<std::string>& keys) {
  ReferenceQuery result;
  std::vector<Query> bearers;
  std::vector<std::string> exact;
  std::vector<std::string> below;
  std::vector<std::string> vague;
  for (const std::string& key : keys) {
    exact.push_back(format::reference_term(key));
    below.push_back(format::below_term(key));
    for (const std::string& same : format::unqualified_keys(key))
      vague.push_back(format::reference_term(same));
    bearers.push_back(with_weight(kBearer, format::own_symbol_term(key)));
    for (const std::string& own : own_below(database, key)) {
      if (is_addition(own, key.size())) {
        bearers.push_back(with_weight(kAddition, format::own_symbol_term(own)));
      } else if (const unsigned number = revision_of(own); number > 0 && own.rfind("/Rev.") == key.size()) {
        bearers.push_back(with_weight(kRevision + std::min(number, 99U), format::own_symbol_term(own)));
      }
    }
  }
  result.bearers =
      bearers.size() == 1 ? bearers.front() : Query(Query::OP_MAX, bearers.begin(), bearers.end());
  const std::vector<Query> citing = {any_of(exact), Query(Query::OP_SCALE_WEIGHT, any_of(below), kBelow),
                                     Query(Query::OP_SCALE_WEIGHT, any_of(vague), kUnqualified)};
  result.citing = Query(Query::OP_OR, citing.begin(), citing.end());
  for (const auto* list : {&exact, &below, &vague}) {
    result.terms.insert(result.terms.end(), list->begin(), list->end());
  }
  return result;
}

ReferenceQuery reference_prefix_query(const std::string& prefix) {
  ReferenceQuery result;
  result.bearers = {Query::OP_FILTER, Query((new Xapian::FixedWeightPostingSource(kBearer))->release()),
                    wildcard(format::own_symbol_term(prefix))};
  result.citing = wildcard(format::reference_term(prefix));
  return result;
}

void note_revisions(const Xapian::Database& database, const std::vector<std::string>& symbols,
                    Metadata& metadata) {
  for (const std::string& symbol : symbols) {
    const std::string key = canonical_reference(symbol);
    const std::string base = without_revision(key);
    const unsigned own = revision_of(key);
    unsigned later = 0;
    std::optional<std::string> earlier;
    if (own > 0 && database.term_exists(format::own_symbol_term(base))) earlier = base;
    unsigned best = 0;
    for (const std::string& other : own_below(database, base)) {
      const unsigned number = revision_of(other);
      if (number == 0 || other.rfind("/Rev.") != base.size()) continue;
      if (number > own) later = std::max(later, number);
      if (number < own && number > best) {
        best = number;
        earlier = other;
      }
    }
    if (later > 0) metadata["replaced_by"].push_back(base + "/Rev." + std::to_string(later));
    if (earlier) metadata["replaces"].push_back(*earlier);
  }
}

std::string display_of(std::string_view key) {
  ReferenceContext context;
  context.query = true;
  const std::vector<Reference> found = find_references(key, context);
  if (found.empty() || found.front().canonical != key || found.front().display == key) return {};
  return found.front().display;
}

}  // namespace cote::search
