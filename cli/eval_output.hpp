// What `cote eval` has computed, and the three ways to print it.
#pragma once

#include <cote/comparison.hpp>
#include <cote/measure.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cote::cli {

struct EvaluatedRun {
  std::string name;            ///< as given on the command line
  std::vector<Scores> scores;  ///< by measure
  Coverage coverage;
};

/// One run against the baseline.
struct ComparedRun {
  std::size_t run = 0;                 ///< index into Evaluation::runs
  std::vector<Comparison> by_measure;  ///< p-values with Holm's correction for the number of compared runs
};

struct Evaluation {
  std::string qrels;
  std::vector<Measure> measures;
  std::vector<EvaluatedRun> runs;
  std::size_t baseline = 0;  ///< index into runs; means nothing when nothing is compared
  std::vector<ComparedRun> compared;
  double confidence = 0;  ///< of the intervals
};

enum class PerTopic : std::uint8_t { kNo, kYes };

/// For people: one table of means, one of comparisons, and the topics before them where they are wanted.
[[nodiscard]] std::string evaluation_text(const Evaluation& evaluation, PerTopic per_topic);
/// One object, as docs/cli.md describes it.
[[nodiscard]] std::string evaluation_json(const Evaluation& evaluation, PerTopic per_topic);
/// A row for each run, topic and measure; the mean or sum over the topics has the topic "all".
[[nodiscard]] std::string evaluation_csv(const Evaluation& evaluation, PerTopic per_topic);

}  // namespace cote::cli
