// Names of codes, in full and abbreviated.
#pragma once

#include "analyzers/references/scanner.hpp"

namespace cote::references {

struct Named {
  std::string key;      ///< code-du-travail, SN:code-du-travail
  std::string display;  ///< code du travail, as printed
};

/// « code du travail », « code pénal suisse »: the cursor is at « code ». `country` where the name tells
/// none.
std::optional<Named> take_code(Cursor& cursor, std::string_view country);

/// « C. civ. », « C. trav. », « CESEDA »
std::optional<Named> take_abbreviation(Cursor& cursor, std::string_view country);

}  // namespace cote::references
