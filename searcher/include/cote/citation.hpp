// How a document or one of its paragraphs is cited: in a text, or as a record for a bibliography.
#pragma once

#include <cote/document.hpp>
#include <cstdint>
#include <string>

namespace cote {

enum class CitationFormat : std::uint8_t {
  kText,    ///< a line to paste
  kBibtex,  ///< an entry for BibTeX or biblatex
  kRis,     ///< a record for EndNote, Zotero and others; its lines end in CR LF, as the format wants
  kCslJson  ///< CSL-JSON: a list of one item
};

/// "A/75/345-S/2020/898, par. 4 l)": symbols, else the title (of an act its number and date), else the id;
/// then the paragraph by its own number, by its article where the document is divided into articles ("…, art.
/// 5, al. 2"), else by its ordinal and page. `paragraph` is one of `document`.
[[nodiscard]] std::string citation_of(const Document& document, const Paragraph& paragraph);

/// The citation of `document`, or of its paragraph `paragraph` unless that is null. As text a paragraph gives
/// citation_of(), a document its author, title, symbols, date and address. All end in a line end. The author
/// is what came with the document under that name (auteur, author), else its organ or organisation, else the
/// body whose symbol it bears.
[[nodiscard]] std::string cite(const Document& document, const Paragraph* paragraph, CitationFormat format);

}  // namespace cote
