#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double rank_biased_precision(const RankedTopic& topic, const Parameters& parameters) {
  double sum = 0;
  double weight = 1 - parameters.persistence;
  for (const int grade : topic.retrieved) {
    if (grade >= parameters.rel) sum += weight;
    weight *= parameters.persistence;
  }
  return sum;
}

constexpr Family kFamily = {
    .name = "RBP",
    .title = "précision pondérée par le rang (rank-biased precision)",
    .definition =
        "Un lecteur passe d'un document au suivant avec la probabilité p (0,8 par défaut) : le rang i pèse\n"
        "(1 - p) p^(i-1), et la mesure est la somme des poids des documents pertinents. Pertinence binaire.",
    .example = "RBP(p=0.5)",
    .judgements = "d1:1 d2:2 d3:0",
    .ranking = "d1 d3 d2",
    .working = "Poids 0,5 0,25 0,125, pertinents aux rangs 1 et 3 : 0,5 + 0,125",
    .value = 0.625,
    .source =
        "A. Moffat, J. Zobel, « Rank-biased precision for measurement of retrieval effectiveness », ACM "
        "TOIS\n"
        "27(1), 2008.",
    .cutoff = Cutoff::kNone,
    .options = {.rel = true, .p = true},
    .aggregate = Aggregate::kMean,
    .score = rank_biased_precision,
};

}  // namespace

const Family& rbp() { return kFamily; }

}  // namespace cote::evaluation
