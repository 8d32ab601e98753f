#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double binary_preference(const RankedTopic& topic, const Parameters& parameters) {
  const std::size_t relevant = topic.relevant_count(parameters.rel);
  // As in trec_eval, a negative grade is "in the pool, but not judged": such documents are stepped over here.
  const std::size_t not_relevant = topic.relevant_count(0) - relevant;
  const auto divisor = static_cast<double>(std::min(relevant, not_relevant));
  std::size_t above = 0;  // judged not relevant documents so far
  double sum = 0;
  for (const int grade : topic.retrieved) {
    if (grade < 0) continue;  // kUnjudged too
    if (grade < parameters.rel) {
      ++above;
    } else {
      sum += above == 0 ? 1.0 : 1.0 - static_cast<double>(std::min(above, relevant)) / divisor;
    }
  }
  return sum / static_cast<double>(relevant);
}

constexpr Family kFamily = {
    .name = "Bpref",
    .title = "préférence binaire (binary preference)",
    .definition =
        "Ne regarde que les documents jugés : pour chaque pertinent trouvé, 1 moins la part des N documents "
        "jugés\n"
        "non pertinents qui le précèdent (au plus R, sur min(R, N)), en moyenne sur les R pertinents. Des\n"
        "documents non jugés, ou de note négative, n'y changent rien : faite pour des jugements incomplets.",
    .example = "Bpref",
    .judgements = "d1:1 d2:1 d3:0 d4:0 d5:0",
    .ranking = "d1 d3 d9 d2 d4",
    .working = "R = 2, N = 3 ; d1 : 1 ; d2, après 1 non pertinent : 1 - 1/min(2, 3) = 0,5 ; (1 + 0,5) / 2",
    .value = 0.75,
    .source =
        "C. Buckley, E. Voorhees, « Retrieval evaluation with incomplete information », SIGIR 2004, avec le\n"
        "diviseur min(R, N) de trec_eval. Équivaut à bpref de trec_eval.",
    .cutoff = Cutoff::kNone,
    .options = {.rel = true},
    .aggregate = Aggregate::kMean,
    .score = binary_preference,
};

}  // namespace

const Family& bpref() { return kFamily; }

}  // namespace cote::evaluation
