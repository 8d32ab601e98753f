// What each file of this folder declares: one family of measures, with all that a person needs to trust a
// figure.
//
// To add a measure: a file with a `constexpr Family`, its function below, and its line in kFamilies of
// measure.cpp. The texts are shown to users by `cote eval --help-measure`, so they are in French; the worked
// example is data, which the tests compute again, so that it cannot drift from the code.
#pragma once

#include <algorithm>
#include <cote/measure.hpp>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace cote::evaluation {

/// The grade of a document that the qrels do not have. Below every real one, so it is relevant at no `rel`.
inline constexpr int kUnjudged = std::numeric_limits<int>::min();

/// One topic as the measures see it.
struct RankedTopic {
  std::span<const int> retrieved;  ///< grades by rank, kUnjudged among them
  std::span<const int>
      judged;             ///< all grades of the topic, descending; the first is at least the measure's `rel`
  int highest_grade = 0;  ///< over all topics of the qrels

  [[nodiscard]] std::size_t relevant_count(int rel) const {
    return static_cast<std::size_t>(
        std::find_if(judged.begin(), judged.end(), [&](int grade) { return grade < rel; }) - judged.begin());
  }
  [[nodiscard]] std::span<const int> top(const std::optional<std::size_t>& cutoff) const {
    return retrieved.first(cutoff ? std::min(*cutoff, retrieved.size()) : retrieved.size());
  }
};

enum class Cutoff : std::uint8_t { kNone, kOptional, kRequired };

struct Options {
  bool rel = false;
  bool dcg = false;
  bool p = false;
  bool max_rel = false;
};

struct Family {
  std::string_view name;        ///< as ir_measures writes it
  std::string_view title;       ///< French, one line
  std::string_view definition;  ///< French, several lines
  std::string_view example;     ///< a measure of this family, e.g. "P@3"
  std::string_view judgements;  ///< of the worked example: "d1:2 d2:0"
  std::string_view ranking;     ///< of the worked example, best first: "d2 d1 d9"
  std::string_view working;     ///< French: how the value comes about
  double value = 0;             ///< of the worked example, to four decimals
  std::string_view source;
  Cutoff cutoff = Cutoff::kNone;
  Options options;
  Aggregate aggregate = Aggregate::kMean;
  double (*score)(const RankedTopic&, const Parameters&) = nullptr;
};

[[nodiscard]] const Family& ap();
[[nodiscard]] const Family& rr();
[[nodiscard]] const Family& precision();
[[nodiscard]] const Family& recall();
[[nodiscard]] const Family& ndcg();
[[nodiscard]] const Family& success();
[[nodiscard]] const Family& rprec();
[[nodiscard]] const Family& bpref();
[[nodiscard]] const Family& rbp();
[[nodiscard]] const Family& err();
[[nodiscard]] const Family& judged();
[[nodiscard]] const Family& num_q();
[[nodiscard]] const Family& num_ret();
[[nodiscard]] const Family& num_rel();
[[nodiscard]] const Family& num_rel_ret();

}  // namespace cote::evaluation
