// Is run B better than run A, or was it the topics? Paired statistics over the topics of one measure.
//
// Which test: Smucker, Allan and Carterette, "A comparison of statistical significance tests for information
// retrieval evaluation", CIKM 2007: the randomisation test, the t-test and the bootstrap agree closely;
// Wilcoxon and sign tests do not and are not offered.
#pragma once

#include <cote/measure.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cote {

struct ComparisonOptions {
  std::uint64_t seed = 20170213;  ///< any; the same seed gives the same figures on every machine
  std::size_t draws =
      100'000;  ///< of the randomisation test; all 2^n assignments where they are not more; from 1
  std::size_t resamples = 10'000;  ///< of the bootstrap; from 2
  double confidence = 0.95;        ///< of the bootstrap's interval, in ]0,1[
};

struct Interval {
  double low = 0;
  double high = 0;
};

struct StudentTest {
  double t = 0;                ///< infinite where all differences are equal and not 0
  double degrees = 0;          ///< of freedom: topics - 1
  double p = 1;                ///< two-sided
  std::optional<double> holm;  ///< p after Holm's correction; only from compare_with_baseline()
};

struct RandomisationTest {
  double p = 1;                ///< two-sided
  bool exact = false;          ///< all assignments were counted, nothing was drawn
  std::optional<double> holm;  ///< as above
};

/// B against A on one measure. Positive differences are B's.
struct Comparison {
  std::size_t topics = 0;  ///< that were compared
  double mean_a = 0;       ///< over those topics
  double mean_b = 0;
  double difference = 0;  ///< mean_b - mean_a
  std::size_t wins = 0;   ///< topics where B is better by more than 1e-12
  std::size_t ties = 0;
  std::size_t losses = 0;
  std::optional<StudentTest> student;              ///< none below two topics
  std::optional<RandomisationTest> randomisation;  ///< none without topics
  std::optional<Interval> bootstrap;               ///< of the difference; none below two topics
  std::vector<std::string> only_a;  ///< topics that A has and B has not, ascending: a figure to be wary of
  std::vector<std::string> only_b;
};

/// Compares on the topics that both have; the others are listed in only_a and only_b.
/// Throws UsageError for options out of range.
[[nodiscard]] Comparison compare(const Scores& a, const Scores& b, const ComparisonOptions& = {});

/// Compares two runs on all topics of evaluate(): a topic that a run does not answer counts 0 for it, and is
/// listed in only_a or only_b where the other run answers it. Throws UsageError for options out of range.
[[nodiscard]] Comparison compare(const Measure& measure, const Qrels& qrels, const Run& a, const Run& b,
                                 const ComparisonOptions& = {});

/// Each of `others` against `baseline`, p-values also with Holm's correction for their number.
[[nodiscard]] std::vector<Comparison> compare_with_baseline(const Measure& measure, const Qrels& qrels,
                                                            const Run& baseline, std::span<const Run> others,
                                                            const ComparisonOptions& = {});
/// The same from what evaluate() has given already; only_a and only_b are as in compare() of scores.
[[nodiscard]] std::vector<Comparison> compare_with_baseline(const Scores& baseline,
                                                            std::span<const Scores> others,
                                                            const ComparisonOptions& = {});

/// Two-sided p-value of Student's t: the regularised incomplete beta function I_x(degrees/2, 1/2) at
/// x = degrees/(degrees + t²). Relative error below 1e-10 for whole degrees from 1 to 1e5, also where p is
/// tiny. degrees > 0; t may be infinite (0), not NaN.
[[nodiscard]] double student_p_value(double t, double degrees);

/// Holm's step-down correction: the i-th smallest of m p-values times m - i + 1, at least the one before, at
/// most 1; in the order given. Source: Holm, "A simple sequentially rejective multiple test procedure",
/// Scand. J. Stat. 6, 1979.
[[nodiscard]] std::vector<double> holm(std::span<const double> p_values);

}  // namespace cote
