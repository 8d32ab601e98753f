#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

double success_at(const RankedTopic& topic, const Parameters& parameters) {
  const auto seen = topic.top(parameters.cutoff);
  return std::any_of(seen.begin(), seen.end(), [&](int grade) { return grade >= parameters.rel; }) ? 1.0
                                                                                                   : 0.0;
}

constexpr Family kFamily = {
    .name = "Success",
    .title = "succès",
    .definition = "1 si un document pertinent au moins est parmi les k premiers, sinon 0.",
    .example = "Success@2",
    .judgements = "d1:1 d2:0",
    .ranking = "d2 d1",
    .working = "d1 est au rang 2 : 1",
    .value = 1,
    .source =
        "S. Tomlinson, « Robust, Web and Genomic retrieval with Hummingbird SearchServer at TREC 2003 ».\n"
        "Équivaut à success de trec_eval.",
    .cutoff = Cutoff::kRequired,
    .options = {.rel = true},
    .aggregate = Aggregate::kMean,
    .score = success_at,
};

}  // namespace

const Family& success() { return kFamily; }

}  // namespace cote::evaluation
