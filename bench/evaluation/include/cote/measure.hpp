// Measures of retrieval quality, named as ir_measures names them and equal to trec_eval 10 (with -c) to four
// decimals.
//
//   const auto qrels = cote::read_qrels("qrels.txt");
//   const auto run = cote::read_run("run.txt");
//   const auto scores = cote::evaluate(cote::parse_measure("nDCG@10"), qrels, run);
//
// The rules that all measures share:
// - Documents are ranked by score as double, descending; ties by document id in byte order, descending. The
// rank column
//   of a run is not used.
// - A document is relevant from grade 1 on, or from the measure's `rel` on. Not judged and negative count as
// not
//   relevant, gain 0.
// - The topics are those of the qrels that have at least one relevant document. One that the run does not
// answer
//   counts 0; topics of the run without judgements count nothing. (Here trec_eval itself differs: it also
//   averages over judged topics that have nothing relevant, as 0, for which no system could do better.)
#pragma once

#include <cote/trec.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cote {

namespace evaluation {
struct Family;  // one of bench/evaluation/measures/
/// The values in a measure's name; a family takes those that it declares.
struct Parameters {
  std::optional<std::size_t> cutoff;  ///< @k: only the first k documents are looked at; from 1
  int rel = 1;                        ///< lowest grade that is relevant; from 1
  bool rel_given = false;             ///< NumRet counts everything unless it is told which
  bool exponential_gain = false;      ///< dcg='exp-log2': 2^grade - 1 in place of the grade
  double persistence = 0.8;           ///< p: chance to go on to the next document, in ]0,1[
  std::optional<int> max_rel;         ///< the highest grade of the scale; from 1
};
}  // namespace evaluation

enum class Aggregate : std::uint8_t {
  kMean,  ///< over the topics
  kSum,   ///< counts: NumQ, NumRet, NumRel, NumRelRet
};

/// One measure with its parameters. Made by parse_measure(); a value, cheap to copy.
class Measure {
 public:
  /// As asked for, in ir_measures' spelling: "nDCG@10", "P(rel=2)@10", "nDCG(dcg='exp-log2')@10".
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Aggregate aggregate() const;
  /// Several lines for people, in French: definition, options, worked example, source. Ends with a line end.
  [[nodiscard]] std::string help() const;

  [[nodiscard]] const evaluation::Family& family() const { return *family_; }
  [[nodiscard]] const evaluation::Parameters& parameters() const { return parameters_; }

 private:
  friend Measure parse_measure(std::string_view text);
  Measure(std::string name, const evaluation::Family& family, const evaluation::Parameters& parameters)
      : name_(std::move(name)), family_(&family), parameters_(parameters) {}
  std::string name_;
  const evaluation::Family* family_;
  evaluation::Parameters parameters_;
};

/// Reads NAME, NAME@k, NAME(option=value,…) and NAME(…)@k; names without regard to case, MAP and MRR for AP
/// and RR. Throws UsageError: an unknown measure (lists the known), an option that it does not take (lists
/// those), a value out of range, a missing cut-off.
[[nodiscard]] Measure parse_measure(std::string_view text);

/// How each known measure is written: "AP[@k]", "P@k", …
[[nodiscard]] std::vector<std::string> known_measures();

/// What is shown where no measure is asked for: AP, RR, nDCG@10, P@10, R@100, Judged@10.
[[nodiscard]] std::vector<Measure> default_measures();

/// The worked example that help() prints; `value` is what evaluate() gives for it, rounded to four decimals.
struct MeasureExample {
  Measure measure;
  Qrels qrels;
  Run run;
  double value = 0;
};
[[nodiscard]] MeasureExample worked_example(const Measure& measure);

struct Scores {
  double mean =
      0;  ///< over by_topic, or their sum where the measure's aggregate() is kSum; 0 if there is no topic
  std::map<std::string, double, std::less<>> by_topic;
};

/// Throws nothing but what memory does.
[[nodiscard]] Scores evaluate(const Measure& measure, const Qrels& qrels, const Run& run);

/// Several measures at once, in their order: the documents are ranked only once.
[[nodiscard]] std::vector<Scores> evaluate(std::span<const Measure> measures, const Qrels& qrels,
                                           const Run& run);

/// Where qrels and run do not cover each other; each list by ascending topic. For the warnings that figures
/// need.
struct Coverage {
  std::vector<std::string> unanswered;  ///< something relevant is known, the run has no document: counted 0
  std::vector<std::string> unjudged;    ///< answered, but not in the qrels: left out
  std::vector<std::string> without_relevant;  ///< judged, nothing relevant (grade 1 or more): left out
};
[[nodiscard]] Coverage topic_coverage(const Qrels& qrels, const Run& run);

}  // namespace cote
