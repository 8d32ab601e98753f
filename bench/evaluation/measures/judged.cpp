#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double judged_at(const RankedTopic& topic, const Parameters& parameters) {
  const auto seen = topic.top(parameters.cutoff);
  if (seen.empty()) return 0;
  const auto judged = std::count_if(seen.begin(), seen.end(), [](int grade) { return grade != kUnjudged; });
  return static_cast<double>(judged) / static_cast<double>(seen.size());
}

constexpr Family kFamily = {
    .name = "Judged",
    .title = "part des documents jugés",
    .definition =
        "Part des k premiers documents qui ont un jugement, quel qu'il soit, négatif compris. S'il y en a\n"
        "moins de k, le diviseur est leur nombre. Loin de 1, les autres mesures sous-estiment la recherche.",
    .example = "Judged@3",
    .judgements = "d1:1 d2:-1",
    .ranking = "d1 d9 d2 d8",
    .working = "d1 et d2 sont jugés parmi les 3 premiers : 2/3",
    .value = 0.6667,
    .source =
        "ir_measures (S. MacAvaney, C. Macdonald, I. Ounis, « Streamlining Evaluation with ir-measures »,\n"
        "ECIR 2022), mesure Judged.",
    .cutoff = Cutoff::kRequired,
    .options = {},
    .aggregate = Aggregate::kMean,
    .score = judged_at,
};

}  // namespace

const Family& judged() { return kFamily; }

}  // namespace cote::evaluation
