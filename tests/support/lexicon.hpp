// What tests ask of a lexicon.
#pragma once

#include <cote/lexicon.hpp>
#include <span>
#include <string>
#include <string_view>

#include "tests/support/catch.hpp"

namespace cote::test {

/// Canonical names of the entities, in the order of the lexicon.
inline std::string names(const Lexicon& lexicon, std::span<const std::uint32_t> entities) {
  std::string out;
  for (const std::uint32_t entity : entities)
    out += (out.empty() ? "" : ", ") + lexicon.entity(entity).canonical;
  return out;
}

inline std::uint32_t index_of(const Lexicon& lexicon, std::string_view canonical) {
  for (std::uint32_t i = 0; i < lexicon.entities().size(); ++i) {
    if (lexicon.entity(i).canonical == canonical) return i;
  }
  FAIL("no entity " << canonical);
  return 0;
}

}  // namespace cote::test
