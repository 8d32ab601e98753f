#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double average_precision(const RankedTopic& topic, const Parameters& parameters) {
  double sum = 0;
  double relevant = 0;
  double rank = 0;
  for (const int grade : topic.top(parameters.cutoff)) {
    ++rank;
    if (grade < parameters.rel) continue;
    ++relevant;
    sum += relevant / rank;
  }
  return sum / static_cast<double>(topic.relevant_count(parameters.rel));
}

// As trec_eval's map and map_cut: with a cut-off the divisor stays the number of all relevant documents.
constexpr Family kFamily = {
    .name = "AP",
    .title = "précision moyenne (average precision) ; sa moyenne sur les sujets est MAP",
    .definition =
        "Moyenne, sur tous les documents pertinents du sujet, de la précision au rang où chacun est trouvé "
        ";\n"
        "un document pertinent qui n'est pas trouvé compte 0. @k : seuls les k premiers rangs sont lus, le\n"
        "diviseur reste le nombre de tous les pertinents.",
    .example = "AP",
    .judgements = "d1:1 d2:1 d3:1 d4:0",
    .ranking = "d1 d4 d2 d9",
    .working = "Pertinents aux rangs 1 et 3, d3 manque : (1/1 + 2/3 + 0) / 3",
    .value = 0.5556,
    .source =
        "C. Buckley, E. Voorhees, « Retrieval System Evaluation », in TREC: Experiment and Evaluation in\n"
        "Information Retrieval, MIT Press, 2005. Équivaut à map et map_cut de trec_eval.",
    .cutoff = Cutoff::kOptional,
    .options = {.rel = true},
    .aggregate = Aggregate::kMean,
    .score = average_precision,
};

}  // namespace

const Family& ap() { return kFamily; }

}  // namespace cote::evaluation
