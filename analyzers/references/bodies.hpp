// Which body of the United Nations, or of whom else, stands beside the number of a resolution.
#pragma once

#include "analyzers/references/scanner.hpp"

namespace cote::references {

/// other: one whose resolutions are none of the United Nations.
enum class Body {
  kNone,
  kCouncil,
  kAssembly,
  kHumanRights,
  kEconomic,
  kRightsCommission,
  kParliamentary,
  kOther
};

/// The body named at the cursor, and the cursor behind it.
Body take_body(Cursor& cursor);

/// « du Conseil de sécurité », « , adoptée par l'Assemblée générale », « (Conseil des droits de l'homme) »;
/// behind « sa résolution » also the subject of the sentence: « , l'Assemblée générale a … ». `end` moves
/// behind it.
Body body_after(std::string_view text, std::size_t at, bool own, std::size_t& end);

/// The body named last in the same sentence, within 160 bytes: about a line and a half.
Body body_before(std::string_view text, std::size_t at);

}  // namespace cote::references
