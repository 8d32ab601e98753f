// Results as JSON, with the keys of docs/*.schema.json in their order.
#pragma once

#include <cote/analyzer.hpp>
#include <cote/document.hpp>
#include <cote/searcher.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace cote::cli {

enum class Explain : std::uint8_t { kNo, kYes };

/// What was learnt from the texts.
[[nodiscard]] std::string acronyms_json(const std::string& path, const std::vector<LearntAcronym>& acronyms);

// Each ends in a line end; bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string results_json(const Results& results, Explain explain);
[[nodiscard]] std::string hits_jsonl(const Results& results, Explain explain);
[[nodiscard]] std::string document_json(const Document& document, const std::vector<Paragraph>& paragraphs);
[[nodiscard]] std::string stats_json(const std::string& path, const IndexStats& stats);
[[nodiscard]] std::string analysis_json(std::string_view text, const std::vector<AnalysisStage>& stages,
                                        const std::vector<std::string>& terms);

}  // namespace cote::cli
