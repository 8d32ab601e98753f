// What a document is: title, date, type, language, own symbols, from its text where the format does not say.
#pragma once

#include "corpus/extract.hpp"
#include "corpus/repair.hpp"

namespace cote::corpus {

/// Fills title, date, type, language and symbols of `document` where they are empty. Reads the document's
/// paragraphs, its furniture (own symbols stand in page headers), file name and metadata. What came with the
/// document wins.
void describe(Document& document, const std::vector<Block>& blocks,
              const std::vector<std::string>& furniture);

/// Its two halves: what needs the blocks, and what needs the paragraphs that segment() makes of them.
void describe_by_blocks(Document& document, const std::vector<Block>& blocks,
                        const std::vector<std::string>& furniture);
void describe_language(Document& document);

/// ISO 639-1 code of the language that most of the text is written in, by function words; "" when undecided.
[[nodiscard]] std::string detect_language(std::string_view text);

/// The same for the text of paragraphs, a space between two.
[[nodiscard]] std::string detect_language(const std::vector<Paragraph>& paragraphs);

/// The first date that stands in `text`, in any of the forms of French documents and ISO, as precise as it
/// is: "13 février 2017" -> "2017-02-13", "28 Sep. 2012", "01/02/2019" (day first), "février 2017" ->
/// "2017-02".
[[nodiscard]] std::optional<std::string> find_date(std::string_view text);

}  // namespace cote::corpus
