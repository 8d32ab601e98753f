#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double precision_at(const RankedTopic& topic, const Parameters& parameters) {
  const auto seen = topic.top(parameters.cutoff);
  const auto found =
      std::count_if(seen.begin(), seen.end(), [&](int grade) { return grade >= parameters.rel; });
  return static_cast<double>(found) / static_cast<double>(*parameters.cutoff);
}

constexpr Family kFamily = {
    .name = "P",
    .title = "précision",
    .definition =
        "Part des k premiers documents qui sont pertinents. Le diviseur est toujours k : des rangs que la\n"
        "recherche n'a pas remplis comptent comme non pertinents.",
    .example = "P@5",
    .judgements = "d1:1 d2:2 d3:0",
    .ranking = "d1 d3 d2",
    .working = "2 pertinents parmi les 5 premiers rangs, dont 3 sont remplis : 2/5",
    .value = 0.4,
    .source =
        "C. Cleverdon, J. Mills, M. Keen, « Factors determining the performance of indexing systems »,\n"
        "ASLIB Cranfield, 1966. Équivaut à P de trec_eval.",
    .cutoff = Cutoff::kRequired,
    .options = {.rel = true},
    .aggregate = Aggregate::kMean,
    .score = precision_at,
};

}  // namespace

const Family& precision() { return kFamily; }

}  // namespace cote::evaluation
