// The query language as a tree. Parsing never fails: what cannot be read as syntax is text, with a warning.
#pragma once

#include <cote/searcher.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::search {

enum class Occur : std::uint8_t { kPlain, kMust, kMustNot };

struct Clause;
/// Clauses side by side.
using ClauseList = std::vector<Clause>;

struct Clause {
  enum class Kind : std::uint8_t {
    kText,   ///< words
    kExact,  ///< an exact expression
    kField,  ///< field:value
    kGroup,  ///< alternatives in parentheses
  };
  Kind kind = Kind::kText;
  Occur occur = Occur::kPlain;
  std::string text;                      ///< the words, the expression or the field's value
  std::string field;                     ///< canonical name of the field
  bool strict = false;                   ///< kExact: accents compared in both directions (=mot)
  std::size_t position = 0;              ///< in code points of the query
  std::vector<ClauseList> alternatives;  ///< kGroup: joined by OU
};

struct ParsedQuery {
  std::vector<ClauseList> alternatives;  ///< joined by OU
  std::vector<Warning> warnings;
};

/// What the parser asks of the index and the lexicon.
struct FieldNames {
  /// The canonical field for a name as typed (any case, accents or not), or "" when there is none.
  std::function<std::string(std::string_view typed)> canonical;
  /// Is `value` a value or a known name in that field? Lets "pays:Soudan du Sud" go without quotes.
  std::function<bool(std::string_view field, std::string_view value)> is_value;
  /// Is `text` a name of the lexicon? Lets "SAUF Soudan du Sud" exclude the name and not its first word.
  std::function<bool(std::string_view text)> is_name;
};

[[nodiscard]] ParsedQuery parse_query(std::string_view text, const FieldNames& names);

}  // namespace cote::search
