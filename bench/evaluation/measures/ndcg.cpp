#include <cmath>

#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double ndcg_of(const RankedTopic& topic, const Parameters& parameters) {
  const int best = topic.judged.front();
  // Exponential gains are divided by 2^best, which changes no quotient and keeps large grades inside a
  // double.
  const auto gain = [&](int grade) {
    if (grade <= 0) return 0.0;  // kUnjudged and negative grades too
    if (!parameters.exponential_gain) return static_cast<double>(grade);
    return std::exp2(static_cast<double>(grade) - best) - std::exp2(-static_cast<double>(best));
  };
  const auto dcg = [&](std::span<const int> grades) {
    double sum = 0;
    for (std::size_t i = 0; i < grades.size(); ++i)
      sum += gain(grades[i]) / std::log2(static_cast<double>(i + 2));
    return sum;
  };
  // The ideal ranking is that of all judged documents, also where the run has fewer.
  const std::size_t ideal =
      parameters.cutoff ? std::min(*parameters.cutoff, topic.judged.size()) : topic.judged.size();
  return dcg(topic.top(parameters.cutoff)) / dcg(topic.judged.first(ideal));
}

constexpr Family kFamily = {
    .name = "nDCG",
    .title = "gain cumulé, actualisé et normalisé (normalized discounted cumulative gain)",
    .definition =
        "Somme des gains des documents trouvés, chacun divisé par log2(rang + 1), rapportée à la même somme\n"
        "pour le classement idéal de tous les documents jugés. Le gain est la note ; avec dcg='exp-log2' il\n"
        "est 2^note - 1, qui pèse les meilleures notes davantage. Notes négatives et documents non jugés : "
        "0.\n"
        "@k : les deux sommes s'arrêtent au rang k.",
    .example = "nDCG@3",
    .judgements = "d1:3 d2:2 d3:1 d4:0",
    .ranking = "d2 d9 d1 d3",
    .working = "Trouvé : 2/1 + 0/1,585 + 3/2 = 3,5 ; idéal : 3/1 + 2/1,585 + 1/2 = 4,7619 ; 3,5 / 4,7619",
    .value = 0.735,
    .source =
        "K. Järvelin, J. Kekäläinen, « Cumulated gain-based evaluation of IR techniques », ACM TOIS 20(4),\n"
        "2002 ; gain exponentiel : C. Burges et al., « Learning to rank using gradient descent », ICML "
        "2005.\n"
        "Équivaut à ndcg et ndcg_cut de trec_eval, avec dcg='exp-log2' à gdeval.",
    .cutoff = Cutoff::kOptional,
    .options = {.dcg = true},
    .aggregate = Aggregate::kMean,
    .score = ndcg_of,
};

}  // namespace

const Family& ndcg() { return kFamily; }

}  // namespace cote::evaluation
