// What a search asks for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace cote {

enum class Match : std::uint8_t {
  kAuto,  ///< all words, and when no document has them all before filters, any
  kAll,   ///< every word that is neither a stop word nor question scaffolding
  kAny,   ///< at least one
};

enum class Sort : std::uint8_t { kRelevance, kDateAscending, kDateDescending };

enum class Syntax : std::uint8_t {
  kQuery,  ///< the query language: quotes, + and -, fields, ET/OU/SAUF, parentheses
  kPlain,  ///< every character is text: topics of a test collection
};

struct FacetRequest {
  std::string facet;
  std::size_t limit = 10;  ///< values to return
};

/// A search. Every string is a query; what is wrong with it comes back as warnings.
struct Query {
  std::string text;  ///< UTF-8, as typed
  Syntax syntax = Syntax::kQuery;
  bool phrase = false;  ///< the whole text is one exact expression
  Match match = Match::kAuto;
  std::vector<std::pair<std::string, std::string>>
      filters{};                       ///< facet, value: OR within a facet, AND between facets
  std::vector<FacetRequest> facets{};  ///< to be counted
  Sort sort = Sort::kRelevance;
  std::size_t offset = 0;           ///< in hits
  std::size_t limit = 10;           ///< in hits
  std::size_t passages = 1;         ///< of each hit; 0: none, which is faster
  std::size_t passage_chars = 400;  ///< code points of a passage's text, at most
  bool exact_total = true;          ///< false: the total may be an estimate, which is faster
  bool explain = false;             ///< fill Hit::explanation
};

}  // namespace cote
