// libFuzzer target: any bytes, analysed as a document and as a query, keep the invariants of every analysis;
// the same text gives the same tokens again (the second time from the cache of words), and stage by stage
// too.
#include <cote/analyzer.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/analysis_invariants.hpp"

// The name is libFuzzer's: NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

/// Ends the program where something is wrong, in a way that no build type switches off.
void expect_none(std::string_view what, const std::string& fault) {
  if (fault.empty()) return;
  std::fprintf(stderr, "%.*s: %s\n", static_cast<int>(what.size()), what.data(), fault.c_str());
  __builtin_trap();
}

void check(const cote::Analyzer& chain, std::string_view text, cote::TextKind kind) {
  const cote::Analysis analysis = chain.analyze(text, kind);
  expect_none("analyze", cote::test::broken_invariant(text, analysis));
  expect_none("analyze, twice", cote::test::difference(analysis, chain.analyze(text, kind)));
  cote::Analysis traced;
  const std::vector<cote::AnalysisStage> stages = chain.trace(text, kind, &traced);
  expect_none("trace", cote::test::difference(analysis, traced));
  expect_none("trace", stages.size() == cote::Analyzer::stage_names().size() ? "" : "a stage is missing");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const cote::Analyzer chain = cote::french_analyzer();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(chain, text, cote::TextKind::kDocument);
  check(chain, text, cote::TextKind::kQuery);
  return 0;
}
