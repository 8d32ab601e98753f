#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double r_precision(const RankedTopic& topic, const Parameters& parameters) {
  const std::size_t relevant = topic.relevant_count(parameters.rel);
  const auto seen = topic.top(relevant);
  const auto found =
      std::count_if(seen.begin(), seen.end(), [&](int grade) { return grade >= parameters.rel; });
  return static_cast<double>(found) / static_cast<double>(relevant);
}

constexpr Family kFamily = {
    .name = "Rprec",
    .title = "précision au rang R (R-precision)",
    .definition =
        "Précision après R documents, R étant le nombre de documents pertinents du sujet : le rang où\n"
        "précision et rappel sont égaux.",
    .example = "Rprec",
    .judgements = "d1:1 d2:1 d3:2 d4:0",
    .ranking = "d1 d4 d2 d3",
    .working = "R = 3, 2 des 3 premiers sont pertinents : 2/3",
    .value = 0.6667,
    .source =
        "C. Buckley, E. Voorhees, « Retrieval System Evaluation », in TREC: Experiment and Evaluation in\n"
        "Information Retrieval, MIT Press, 2005. Équivaut à Rprec de trec_eval.",
    .cutoff = Cutoff::kNone,
    .options = {.rel = true},
    .aggregate = Aggregate::kMean,
    .score = r_precision,
};

}  // namespace

const Family& rprec() { return kFamily; }

}  // namespace cote::evaluation
