// Where in a document a paragraph stands, as people cite it.
#pragma once

#include <cote/citation.hpp>
#include <string>

namespace cote::search {

/// "A/75/345-S/2020/898": the document's own symbols as one; empty without any.
[[nodiscard]] std::string symbols_of(const Document& document);

/// "par. 12", "art. 5, al. 2", "14e paragraphe, p. 3"; empty where the title already names all of it.
[[nodiscard]] std::string locator_of(const Document& document, const Paragraph& paragraph);

}  // namespace cote::search
