#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double recall_at(const RankedTopic& topic, const Parameters& parameters) {
  const auto seen = topic.top(parameters.cutoff);
  const auto found =
      std::count_if(seen.begin(), seen.end(), [&](int grade) { return grade >= parameters.rel; });
  return static_cast<double>(found) / static_cast<double>(topic.relevant_count(parameters.rel));
}

constexpr Family kFamily = {
    .name = "R",
    .title = "rappel (recall)",
    .definition =
        "Part de tous les documents pertinents du sujet qui sont parmi les k premiers. À préférer là où les\n"
        "jugements sont incomplets.",
    .example = "R@2",
    .judgements = "d1:1 d2:2 d3:1 d4:0",
    .ranking = "d1 d4 d2",
    .working = "1 des 3 pertinents est parmi les 2 premiers : 1/3",
    .value = 0.3333,
    .source =
        "C. Cleverdon, J. Mills, M. Keen, « Factors determining the performance of indexing systems »,\n"
        "ASLIB Cranfield, 1966. Équivaut à recall de trec_eval.",
    .cutoff = Cutoff::kRequired,
    .options = {.rel = true},
    .aggregate = Aggregate::kMean,
    .score = recall_at,
};

}  // namespace

const Family& recall() { return kFamily; }

}  // namespace cote::evaluation
