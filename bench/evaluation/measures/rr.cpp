#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double reciprocal_rank(const RankedTopic& topic, const Parameters& parameters) {
  const auto seen = topic.top(parameters.cutoff);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] >= parameters.rel) return 1.0 / static_cast<double>(i + 1);
  }
  return 0;
}

constexpr Family kFamily = {
    .name = "RR",
    .title = "inverse du rang (reciprocal rank) ; sa moyenne sur les sujets est MRR",
    .definition =
        "1 divisé par le rang du premier document pertinent ; 0 si aucun n'est trouvé (avec @k : parmi les\n"
        "k premiers).",
    .example = "RR",
    .judgements = "d1:1 d2:2 d3:0",
    .ranking = "d3 d9 d2 d1",
    .working = "Le premier pertinent, d2, est au rang 3 : 1/3",
    .value = 0.3333,
    .source =
        "E. Voorhees, « The TREC-8 Question Answering Track Report », TREC-8, 1999. Équivaut à recip_rank "
        "de\n"
        "trec_eval (et, avec @10, à MRR@10 de MS MARCO).",
    .cutoff = Cutoff::kOptional,
    .options = {.rel = true},
    .aggregate = Aggregate::kMean,
    .score = reciprocal_rank,
};

}  // namespace

const Family& rr() { return kFamily; }

}  // namespace cote::evaluation
