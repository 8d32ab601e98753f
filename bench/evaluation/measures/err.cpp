#include <cmath>

#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double expected_reciprocal_rank(const RankedTopic& topic, const Parameters& parameters) {
  // gdeval's scale goes to 4 and it refuses higher grades; we go on with the highest there is.
  constexpr int kUsualHighest = 4;
  const int highest = parameters.max_rel.value_or(std::max(kUsualHighest, topic.highest_grade));
  double sum = 0;
  double arrives = 1;  // probability that the reader gets to this rank
  double rank = 0;
  for (const int grade : topic.top(parameters.cutoff)) {
    ++rank;
    if (grade <= 0) continue;
    const double used = std::min(grade, highest);
    const double satisfied = std::exp2(used - highest) - std::exp2(-static_cast<double>(highest));
    sum += arrives * satisfied / rank;
    arrives *= 1 - satisfied;
  }
  return sum;
}

constexpr Family kFamily = {
    .name = "ERR",
    .title = "inverse attendu du rang (expected reciprocal rank)",
    .definition =
        "Le lecteur s'arrête à un document avec la probabilité (2^note - 1) / 2^max ; la mesure est "
        "l'inverse\n"
        "attendu du rang où il s'arrête. max est la plus haute note de l'échelle : max_rel, sinon 4 ou la "
        "plus\n"
        "haute note de tous les jugements si elle dépasse 4. Une note au-dessus de max_rel compte comme "
        "max_rel.",
    .example = "ERR@3",
    .judgements = "d1:4 d2:2 d3:0",
    .ranking = "d2 d3 d1",
    .working = "Arrêt à d2 : 3/16, à d1 : 15/16 ; (1/1) 3/16 + (1/3) (1 - 3/16) 15/16",
    .value = 0.4414,
    .source =
        "O. Chapelle, D. Metzler, Y. Zhang, P. Grinspan, « Expected reciprocal rank for graded relevance »,\n"
        "CIKM 2009. Équivaut à gdeval du Web Track de TREC.",
    .cutoff = Cutoff::kOptional,
    .options = {.max_rel = true},
    .aggregate = Aggregate::kMean,
    .score = expected_reciprocal_rank,
};

}  // namespace

const Family& err() { return kFamily; }

}  // namespace cote::evaluation
