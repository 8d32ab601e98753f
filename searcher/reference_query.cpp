#include "searcher/reference_query.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "indexer/index_format.hpp"
#include "searcher/index.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

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

/// The documents of each term with its weight; of several terms the greatest.
SharedPostings with_weights(const Index& index, const std::vector<std::pair<std::string, double>>& terms) {
  std::vector<SharedPostings> lists{no_postings(index)};
  for (const auto& [term, weight] : terms) {
    auto list = std::make_shared<Postings>();
    for (const Index::Shard& shard : index.shards()) {
      ScoredDocuments& found = list->shards.emplace_back().found;
      for (auto it = shard.database.postlist_begin(term), end = shard.database.postlist_end(term); it != end;
           ++it)
        found.add(*it, to_score(weight));
    }
    lists.push_back(std::move(list));
  }
  return combine(Combine::kBest, lists);
}

/// The terms that begin so.
std::vector<std::string> terms_from(const Xapian::Database& database, const std::string& beginning) {
  std::vector<std::string> terms;
  for (auto it = database.allterms_begin(beginning);
       it != database.allterms_end(beginning) && terms.size() < kMostBelow; ++it)
    terms.push_back(*it);
  return terms;
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

ReferenceQuery reference_query(const Index& index, Facts& facts, const std::vector<std::string>& keys) {
  ReferenceQuery result;
  std::vector<std::pair<std::string, double>> bearers;
  std::vector<std::string> exact;
  std::vector<std::string> below;
  std::vector<std::string> vague;
  for (const std::string& key : keys) {
    exact.push_back(format::reference_term(key));
    below.push_back(format::below_term(key));
    for (const std::string& same : format::unqualified_keys(key))
      vague.push_back(format::reference_term(same));
    bearers.emplace_back(format::own_symbol_term(key), kBearer);
    for (const std::string& own : own_below(index.database(), key)) {
      if (is_addition(own, key.size())) {
        bearers.emplace_back(format::own_symbol_term(own), kAddition);
      } else if (const unsigned number = revision_of(own); number > 0 && own.rfind("/Rev.") == key.size()) {
        bearers.emplace_back(format::own_symbol_term(own), kRevision + std::min(number, 99U));
      }
    }
  }
  result.bearers = with_weights(index, bearers);
  result.citing = facts.postings({{exact, 1}, {below, kBelow}, {vague, kUnqualified}});
  for (const auto* list : {&exact, &below, &vague}) {
    result.terms.insert(result.terms.end(), list->begin(), list->end());
  }
  return result;
}

ReferenceQuery reference_prefix_query(const Index& index, Facts& facts, const std::string& prefix) {
  const std::vector<std::string> own = terms_from(index.database(), format::own_symbol_term(prefix));
  std::vector<std::pair<std::string, double>> bearers;
  for (const std::string& term : own) bearers.emplace_back(term, kBearer);
  std::vector<std::string> citing = terms_from(index.database(), format::reference_term(prefix));
  ReferenceQuery result{with_weights(index, bearers), facts.postings({{citing}}), own};
  result.terms.insert(result.terms.end(), citing.begin(), citing.end());
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
