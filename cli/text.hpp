// Results as people read them.
#pragma once

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cote/query.hpp>
#include <cote/searcher.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::cli {

/// How text is laid out.
struct Layout {
  std::size_t width = 100;  ///< columns
  bool color = false;       ///< terminal sequences for titles and marked words
};

/// What was learnt from the texts.
[[nodiscard]] std::string acronyms_text(const std::vector<LearntAcronym>& acronyms);
/// The text in lines of at most the layout's width, each after `indent` spaces.
[[nodiscard]] std::string wrapped_text(std::string_view text, std::size_t indent, const Layout& layout);
/// "par. 12, p. 3", or "paragraphe n° 14" when the document does not number it.
[[nodiscard]] std::string paragraph_place(const std::optional<std::string>& number, std::uint32_t ordinal,
                                          std::optional<std::uint32_t> page);

[[nodiscard]] std::string results_text(const Query& query, const Results& results, const Layout& layout);
[[nodiscard]] std::string document_text(const Document& document, const std::vector<Paragraph>& paragraphs,
                                        const Layout& layout);
[[nodiscard]] std::string stats_text(const std::string& path, const IndexStats& stats, const Layout& layout);

/// One table for each stage that changed something, then what the text names and the terms.
[[nodiscard]] std::string analysis_text(std::string_view text, const std::vector<AnalysisStage>& stages,
                                        const Analysis& analysis, const Lexicon& lexicon,
                                        const std::vector<std::string>& terms, const Layout& layout);

}  // namespace cote::cli
