// mention:pays=Tchad: every document that names a thing, however much in passing. A facet value says what a
// document is about; a mention, what stands in it.
#pragma once

#include <xapian.h>

#include <cote/searcher.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/builder.hpp"

namespace cote::search {

/// Is `field` "mention" or "mention:FACET", as a filter names it?
[[nodiscard]] bool is_mention(std::string_view field);

/// Is `value` ("Tchad", "pays=Tchad") a name of the lexicon, of that facet if one is given?
[[nodiscard]] bool names_entity(std::string_view value, const Lexicon& lexicon);

/// Documents with the entity. `field` is "mention" (the value may begin "FACET=") or "mention:FACET". A
/// warning when the lexicon has no such name.
[[nodiscard]] Xapian::Query mention_query(std::string_view field, std::string_view value,
                                          const Context& context, std::vector<Warning>& warnings,
                                          std::optional<std::size_t> position);

}  // namespace cote::search
