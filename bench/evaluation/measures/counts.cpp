#include "bench/evaluation/measures/family.hpp"

namespace cote::evaluation {
namespace {

constexpr std::string_view kSource = "trec_eval, C. Buckley et NIST, https://github.com/usnistgov/trec_eval.";

double one(const RankedTopic& /*topic*/, const Parameters& /*parameters*/) { return 1; }

double relevant(const RankedTopic& topic, const Parameters& parameters) {
  return static_cast<double>(topic.relevant_count(parameters.rel));
}

double relevant_retrieved(const RankedTopic& topic, const Parameters& parameters) {
  return static_cast<double>(std::count_if(topic.retrieved.begin(), topic.retrieved.end(),
                                           [&](int grade) { return grade >= parameters.rel; }));
}

double retrieved(const RankedTopic& topic, const Parameters& parameters) {
  if (parameters.rel_given) return relevant_retrieved(topic, parameters);
  return static_cast<double>(topic.retrieved.size());
}

constexpr Family kNumQ = {
    .name = "NumQ",
    .title = "nombre de sujets",
    .definition =
        "Nombre des sujets sur lesquels portent les moyennes : ceux qui ont un document pertinent au moins\n"
        "dans les jugements, que la recherche y ait répondu ou non.",
    .example = "NumQ",
    .judgements = "d1:1",
    .ranking = "d9",
    .working = "Un seul sujet : 1",
    .value = 1,
    .source = kSource,
    .cutoff = Cutoff::kNone,
    .options = {},
    .aggregate = Aggregate::kSum,
    .score = one,
};

constexpr Family kNumRet = {
    .name = "NumRet",
    .title = "nombre de documents trouvés",
    .definition =
        "Nombre des documents que la recherche a donnés pour les sujets de NumQ (une somme, non une "
        "moyenne).\n"
        "Avec rel : de ceux dont la note est au moins rel.",
    .example = "NumRet",
    .judgements = "d1:1 d2:0",
    .ranking = "d9 d2 d1",
    .working = "3 documents donnés : 3",
    .value = 3,
    .source = kSource,
    .cutoff = Cutoff::kNone,
    .options = {.rel = true},
    .aggregate = Aggregate::kSum,
    .score = retrieved,
};

constexpr Family kNumRel = {
    .name = "NumRel",
    .title = "nombre de documents pertinents",
    .definition =
        "Nombre des documents pertinents dans les jugements, trouvés ou non (une somme, non une moyenne).",
    .example = "NumRel",
    .judgements = "d1:1 d2:0 d3:2 d4:-1",
    .ranking = "d1",
    .working = "d1 et d3 : 2",
    .value = 2,
    .source = kSource,
    .cutoff = Cutoff::kNone,
    .options = {.rel = true},
    .aggregate = Aggregate::kSum,
    .score = relevant,
};

constexpr Family kNumRelRet = {
    .name = "NumRelRet",
    .title = "nombre de documents pertinents trouvés",
    .definition = "Nombre des documents pertinents que la recherche a donnés (une somme, non une moyenne).",
    .example = "NumRelRet",
    .judgements = "d1:1 d2:0 d3:2",
    .ranking = "d1 d2 d9",
    .working = "d1 seul : 1",
    .value = 1,
    .source = kSource,
    .cutoff = Cutoff::kNone,
    .options = {.rel = true},
    .aggregate = Aggregate::kSum,
    .score = relevant_retrieved,
};

}  // namespace

const Family& num_q() { return kNumQ; }
const Family& num_ret() { return kNumRet; }
const Family& num_rel() { return kNumRel; }
const Family& num_rel_ret() { return kNumRelRet; }

}  // namespace cote::evaluation
