// The symbols that a document bears itself, as opposed to those that it cites.
#pragma once

#include <cote/document.hpp>
#include <cote/reference.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/extract.hpp"

namespace cote::corpus {

/// The symbols of a line that holds nothing else: "A/75/345–S/2020/898", "A/75/345*".
[[nodiscard]] std::vector<Reference> lone_symbols(std::string_view line);

/// Fills symbols and symbol_rules of `document` from its metadata, page furniture, head, address and, where
/// all these say nothing, its title or the name of its file.
void find_own_symbols(Document& document, const std::vector<Block>& blocks,
                      const std::vector<std::string>& furniture);

/// The date that the document's own symbols give, "2020" for S/2020/898; "" when they give none.
[[nodiscard]] std::string date_of_symbols(const Document& document);

}  // namespace cote::corpus
