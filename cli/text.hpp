// Results as people read them.
#pragma once

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cote/query.hpp>
#include <cote/searcher.hpp>
#include <cstddef>
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

[[nodiscard]] std::string results_text(const Query& query, const Results& results, const Layout& layout);
[[nodiscard]] std::string document_text(const Document& document, const std::vector<Paragraph>& paragraphs,
                                        const Layout& layout);
[[nodiscard]] std::string stats_text(const std::string& path, const IndexStats& stats, const Layout& layout);

/// One table for each stage that changed something, then what the text names and the terms.
[[nodiscard]] std::string analysis_text(std::string_view text, const std::vector<AnalysisStage>& stages,
                                        const Analysis& analysis, const Lexicon& lexicon,
                                        const std::vector<std::string>& terms, const Layout& layout);

}  // namespace cote::cli
