// Comparison of runs: each statistic against values that were computed in another way.
#include <cmath>
#include <cote/comparison.hpp>
#include <cote/error.hpp>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using cote::compare;
using cote::Comparison;
using cote::ComparisonOptions;
using cote::Scores;

/// Topics "000", "001", … with these values.
Scores scores_of(const std::vector<double>& values, std::size_t first_topic = 0) {
  Scores scores;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::string topic = std::to_string(i + first_topic);
    topic.insert(0, 3 - topic.size(), '0');
    scores.by_topic.emplace(topic, values[i]);
  }
  return scores;
}

// Ten topics, differences 0.2 0.1 0 -0.1 0.2 0.2 0.2 0.1 0 0.2.
const std::vector<double> kA = {0.3, 0.5, 0.2, 0.8, 0.4, 0.6, 0.1, 0.7, 0.9, 0.5};
const std::vector<double> kB = {0.5, 0.6, 0.2, 0.7, 0.6, 0.8, 0.3, 0.8, 0.9, 0.7};

}  // namespace

TEST_CASE("Student's t: p-values", "[comparison]") {
  // For whole degrees of freedom the distribution is a finite sum (Abramowitz and Stegun, 26.7.3 and 26.7.4),
  // which was summed with Python's decimal at 80 digits; the first row is also 1 - 2 atan(1)/pi = 1/2 by
  // hand, the second, fourth and fifth are the printed tables' 5 % points.
  struct Row {
    const char* why;
    double t;
    double degrees;
    double p;
  };
  const Row rows[] = {
      {"Cauchy's distribution, at its quartile", 1, 1, 5.000000000000000e-01},
      {"one degree", 12.706204736432095, 1, 4.999999999899131e-02},
      {"two degrees, small t", 0.1, 2, 9.294654384141402e-01},
      {"two degrees", 4.302652729696142, 2, 5.000000000114788e-02},
      {"ten degrees", 2.228138851964939, 10, 5.000000000180863e-02},
      {"far out with few degrees", 60, 3, 1.019959367331975e-05},
      {"nearly no difference", 1e-3, 7, 9.992300172449988e-01},
      {"50 topics", 2, 49, 5.105914825741809e-02},
      {"a tiny p keeps its digits", 9.5, 49, 1.074262934205154e-12},
      {"a very tiny p too", 40, 99, 6.385085160287191e-63},
      {"2,000 topics, at the normal 5 % point", 1.96, 1999, 5.013453057759693e-02},
      {"1,917 topics, nearly no difference", 0.02, 1916, 9.840454550087261e-01},
      {"many degrees", 3.3, 100000, 9.671862623271420e-04},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(cote::student_p_value(row.t, row.degrees) == Approx(row.p).epsilon(1e-10));
    CHECK(cote::student_p_value(-row.t, row.degrees) == cote::student_p_value(row.t, row.degrees));
  }
  CHECK(cote::student_p_value(0, 9) == 1);
  CHECK(cote::student_p_value(std::numeric_limits<double>::infinity(), 9) == 0);
  CHECK(cote::student_p_value(1e200, 9) == 0);
}

TEST_CASE("Student's t: p falls as t grows, without a jump between its two expansions", "[comparison]") {
  for (const double degrees : {1.0, 2.0, 9.0, 99.0, 199.0, 201.0, 1999.0, 50000.0}) {
    CAPTURE(degrees);
    double before = 1;
    for (int i = 1; i <= 4000; ++i) {
      const double p = cote::student_p_value(i * 0.002, degrees);
      // the density is below 0.4 on either side, so a step of 0.002 costs less than 0.0016
      REQUIRE((p < before && before - p < 0.0017));
      before = p;
    }
  }
}

TEST_CASE("comparison: ten topics by hand", "[comparison]") {
  const Comparison result = compare(scores_of(kA), scores_of(kB));
  CHECK(result.topics == 10);
  CHECK(result.mean_a == Approx(0.5));
  CHECK(result.mean_b == Approx(0.61));
  CHECK(result.difference == Approx(0.11));
  CHECK(result.wins == 7);
  CHECK(result.ties == 2);
  CHECK(result.losses == 1);
  CHECK(result.only_a.empty());
  CHECK(result.only_b.empty());
  // Mean 0.11, sum of squares about it 0.23 - 10 * 0.0121 = 0.109, so t = 0.11 / sqrt(0.109 / 9 / 10).
  REQUIRE(result.student);
  CHECK(result.student->t == Approx(3.1608267412298).epsilon(1e-10));
  CHECK(result.student->degrees == 9);
  CHECK(result.student->p == Approx(1.153487034743064e-02).epsilon(1e-10));  // the finite sum, as above
  CHECK_FALSE(result.student->holm);
  // Python's itertools over all 1,024 sign assignments, in fractions: 32 are as far from 0.
  REQUIRE(result.randomisation);
  CHECK(result.randomisation->exact);
  CHECK(result.randomisation->p == 0.03125);
  CHECK_FALSE(result.randomisation->holm);
}

TEST_CASE("comparison: the other way round everything changes sign and nothing else", "[comparison]") {
  const Comparison there = compare(scores_of(kA), scores_of(kB));
  const Comparison back = compare(scores_of(kB), scores_of(kA));
  CHECK(back.difference == Approx(-there.difference));
  CHECK(back.wins == there.losses);
  CHECK(back.losses == there.wins);
  CHECK(back.student->t == Approx(-there.student->t));
  CHECK(back.student->p == there.student->p);
  CHECK(back.randomisation->p == there.randomisation->p);
  CHECK(back.bootstrap->low == Approx(-there.bootstrap->high).margin(0.01));
}

TEST_CASE("comparison: randomisation, small cases by hand", "[comparison]") {
  struct Row {
    const char* why;
    std::vector<double> a;
    std::vector<double> b;
    double p;
  };
  const Row rows[] = {
      {"no difference at all", {0.5, 0.5}, {0.5, 0.5}, 1},
      {"one topic: both signs are as far", {0.1}, {0.9}, 1},
      {"three equal differences: +++ and --- of 8", {0, 0, 0}, {0.3, 0.3, 0.3}, 0.25},
      {"ties change nothing", {0, 0, 0, 0.2, 0.7}, {0.3, 0.3, 0.3, 0.2, 0.7}, 0.25},
      {"0.1 + 0.2 - 0.3: sums of 0 in exact arithmetic, all 8 are as far", {0, 0, 0.3}, {0.1, 0.2, 0}, 1},
      {"0.1 + 0.2 + 0.3: only +++ and ---, though 0.1 + 0.2 is not 0.3 in binary",
       {0, 0, 0},
       {0.1, 0.2, 0.3},
       0.25},
      {"0.1 + 0.2 - 0.1: 6 of 8 reach 0.2 in exact arithmetic, though only 4 do in binary",
       {0, 0, 0.1},
       {0.1, 0.2, 0},
       0.75},
      {"0.4 - 0.1: |s| >= 0.3 for all 4", {0, 0.1}, {0.4, 0}, 1},
      {"nine wins of one size: 2 of 512", std::vector<double>(9, 0.0), std::vector<double>(9, 1.0),
       2.0 / 512},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    const Comparison result = compare(scores_of(row.a), scores_of(row.b));
    REQUIRE(result.randomisation);
    CHECK(result.randomisation->exact);
    CHECK(result.randomisation->p == row.p);
  }
}

TEST_CASE("comparison: drawing comes close to counting all", "[comparison]") {
  ComparisonOptions drawn;
  drawn.draws = 255;  // 2^8 assignments are left of 2^10 by the two ties
  CHECK_FALSE(compare(scores_of(kA), scores_of(kB), drawn).randomisation->exact);
  drawn.draws = 256;
  CHECK(compare(scores_of(kA), scores_of(kB), drawn).randomisation->exact);

  // 20 topics: 2^20 assignments by counting, 100,000 by drawing. The standard error of a drawn p is below
  // 0.0016.
  std::vector<double> a;
  std::vector<double> b;
  std::mt19937 random(11);  // any seed
  for (int i = 0; i < 20; ++i) {
    a.push_back(static_cast<double>(random() % 100) / 100);
    b.push_back(a.back() + static_cast<double>(random() % 41) / 100 - 0.13);
  }
  ComparisonOptions all;
  all.draws = 1U << 20U;
  const Comparison counted = compare(scores_of(a), scores_of(b), all);
  const Comparison sampled = compare(scores_of(a), scores_of(b));
  CHECK(counted.randomisation->exact);
  CHECK_FALSE(sampled.randomisation->exact);
  CHECK(counted.randomisation->p > 0.001);
  CHECK(counted.randomisation->p < 0.5);
  CHECK(sampled.randomisation->p == Approx(counted.randomisation->p).margin(0.008));
}

TEST_CASE("comparison: a drawn p is never 0", "[comparison]") {
  const Comparison result =
      compare(scores_of(std::vector<double>(100, 0.0)), scores_of(std::vector<double>(100, 1.0)));
  CHECK_FALSE(result.randomisation->exact);
  CHECK(result.randomisation->p == Approx(1.0 / 100001).epsilon(1e-10));
}

TEST_CASE("comparison: the seed decides, and another seed differs little", "[comparison]") {
  std::vector<double> a;
  std::vector<double> b;
  std::mt19937 random(5);          // any seed
  for (int i = 0; i < 200; ++i) {  // more than the 64 of one random number
    a.push_back(static_cast<double>(random() % 100) / 100);
    b.push_back(static_cast<double>(random() % 100) / 100 + 0.03);
  }
  ComparisonOptions other;
  other.seed = 1;
  const Comparison first = compare(scores_of(a), scores_of(b));
  const Comparison again = compare(scores_of(a), scores_of(b));
  const Comparison reseeded = compare(scores_of(a), scores_of(b), other);
  CHECK(first.randomisation->p == again.randomisation->p);
  CHECK(first.bootstrap->low == again.bootstrap->low);
  CHECK(first.bootstrap->high == again.bootstrap->high);
  CHECK(first.randomisation->p != reseeded.randomisation->p);
  CHECK(first.bootstrap->low != reseeded.bootstrap->low);
  CHECK(first.randomisation->p == Approx(reseeded.randomisation->p).margin(0.01));
  // With 200 topics the t-test and the randomisation test agree closely.
  CHECK(first.randomisation->p == Approx(first.student->p).margin(0.02));
}

TEST_CASE("comparison: the bootstrap interval", "[comparison]") {
  SECTION("all differences equal: the interval is that value") {
    const Comparison result = compare(scores_of({0.1, 0.2, 0.3}), scores_of({0.3, 0.4, 0.5}));
    CHECK(result.bootstrap->low == Approx(0.2));
    CHECK(result.bootstrap->high == Approx(0.2));
  }
  SECTION("two topics, 0 and 1: the mean of two draws is 0, 1/2, 1 with chances 1/4, 1/2, 1/4") {
    const Comparison wide = compare(scores_of({0, 0}), scores_of({0, 1}));
    CHECK(wide.bootstrap->low == 0);
    CHECK(wide.bootstrap->high == 1);
    ComparisonOptions options;
    options.confidence = 0.4;  // from the 30th to the 70th percentile
    const Comparison narrow = compare(scores_of({0, 0}), scores_of({0, 1}), options);
    CHECK(narrow.bootstrap->low == 0.5);
    CHECK(narrow.bootstrap->high == 0.5);
  }
  SECTION("many topics: mean and 1.96 standard errors either side") {
    std::vector<double> a(400, 0.0);
    std::vector<double> b;
    double sum = 0;
    double squares = 0;
    std::mt19937 random(2);  // any seed
    for (std::size_t i = 0; i < a.size(); ++i) {
      b.push_back(static_cast<double>(random() % 1000) / 1000);
      sum += b.back();
      squares += b.back() * b.back();
    }
    const double mean = sum / 400;
    const double error = std::sqrt((squares / 400 - mean * mean) / 400);  // about 0.0144
    const Comparison result = compare(scores_of(a), scores_of(b));
    CHECK(result.bootstrap->low == Approx(mean - 1.96 * error).margin(0.1 * error));
    CHECK(result.bootstrap->high == Approx(mean + 1.96 * error).margin(0.1 * error));
  }
}

TEST_CASE("comparison: too few topics for a statistic give none", "[comparison]") {
  const Comparison none = compare(scores_of({}), scores_of({}));
  CHECK(none.topics == 0);
  CHECK(none.difference == 0);
  CHECK_FALSE(none.student);
  CHECK_FALSE(none.randomisation);
  CHECK_FALSE(none.bootstrap);
  const Comparison one = compare(scores_of({0.1}), scores_of({0.2}));
  CHECK(one.topics == 1);
  CHECK(one.wins == 1);
  CHECK_FALSE(one.student);
  CHECK(one.randomisation);
  CHECK_FALSE(one.bootstrap);
}

TEST_CASE("comparison: no spread in the differences", "[comparison]") {
  const Comparison same = compare(scores_of(kA), scores_of(kA));
  CHECK(same.ties == 10);
  CHECK(same.student->t == 0);
  CHECK(same.student->p == 1);
  CHECK(same.randomisation->p == 1);
  const Comparison shifted = compare(scores_of({0, 0, 0}), scores_of({-0.5, -0.5, -0.5}));
  CHECK(shifted.student->t == -std::numeric_limits<double>::infinity());
  CHECK(shifted.student->p == 0);
}

TEST_CASE("comparison: rounding is no difference", "[comparison]") {
  const Comparison result = compare(scores_of({0.1 + 0.2, 0.5}), scores_of({0.3, 0.5 + 1e-11}));
  CHECK(result.ties == 1);
  CHECK(result.wins == 1);
}

TEST_CASE("comparison: topics that one side has not are left out and named", "[comparison]") {
  // 000 to 002 against 001 to 003
  const Comparison result = compare(scores_of({0.9, 0.1, 0.2}), scores_of({0.3, 0.3, 0.8}, 1));
  CHECK(result.topics == 2);
  CHECK(result.difference == Approx(0.15));
  CHECK(result.only_a == std::vector<std::string>{"000"});
  CHECK(result.only_b == std::vector<std::string>{"003"});
}

TEST_CASE("comparison: of runs, a topic that one does not answer counts 0 for it and is named",
          "[comparison]") {
  const cote::Qrels qrels = {{"1", {{"d", 1}}}, {"2", {{"d", 1}}}, {"3", {{"d", 1}}}, {"4", {{"d", 0}}}};
  const cote::Run a = {{"1", {{"d", 1}}}, {"2", {{"d", 1}}}, {"4", {{"d", 1}}}};
  const cote::Run b = {{"1", {{"x", 2}, {"d", 1}}}, {"2", {}}, {"3", {{"d", 1}}}};
  const Comparison result = compare(cote::parse_measure("RR"), qrels, a, b);
  CHECK(result.topics == 3);  // topic 4 has nothing relevant
  CHECK(result.mean_a == Approx(2.0 / 3));
  CHECK(result.mean_b == Approx(0.5));
  CHECK(result.wins == 1);
  CHECK(result.losses == 2);
  CHECK(result.only_a == std::vector<std::string>{"2"});
  CHECK(result.only_b == std::vector<std::string>{"3"});
}

TEST_CASE("comparison: Holm's correction", "[comparison]") {
  struct Row {
    const char* why;
    std::vector<double> p;
    std::vector<double> expected;
  };
  const Row rows[] = {
      {"none", {}, {}},
      {"one is not corrected", {0.03}, {0.03}},
      {"0.01 x 4, 0.02 x 3, then at least the one before: 0.03 x 2, 0.04 x 1 < 0.06",
       {0.01, 0.04, 0.03, 0.02},
       {0.04, 0.06, 0.06, 0.06}},
      {"at most 1", {0.5, 0.6, 0.9}, {1, 1, 1}},
      {"equal values", {0.01, 0.01}, {0.02, 0.02}},
      {"a table of Holm's kind: 0.005 x 3, 0.011 x 2, 0.02 x 1 < 0.022",
       {0.02, 0.005, 0.011},
       {0.022, 0.015, 0.022}},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    const std::vector<double> corrected = cote::holm(row.p);
    REQUIRE(corrected.size() == row.expected.size());
    for (std::size_t i = 0; i < corrected.size(); ++i) CHECK(corrected[i] == Approx(row.expected[i]));
  }
}

TEST_CASE("comparison: several runs against a baseline are corrected together", "[comparison]") {
  cote::Qrels qrels;
  cote::Run baseline;
  std::vector<cote::Run> others(2);
  for (int i = 0; i < 12; ++i) {
    const std::string topic = std::to_string(i);
    qrels[topic] = {{"d", 1}};
    baseline[topic] = {{"x", 3}, {"y", 2}, {"d", 1}};
    others[0][topic] = i % 4 == 0 ? cote::Run::mapped_type{{"d", 1}} : baseline[topic];
    others[1][topic] = i % 2 == 0 ? cote::Run::mapped_type{{"d", 1}} : baseline[topic];
  }
  const cote::Measure measure = cote::parse_measure("RR");
  const std::vector<Comparison> results = cote::compare_with_baseline(measure, qrels, baseline, others);
  REQUIRE(results.size() == 2);
  CHECK(results[0].wins == 3);
  CHECK(results[1].wins == 6);
  // 3 and 6 differences of one size and sign: 2/8 and 2/64; Holm: 1/32 x 2, then 1/4 x 1.
  CHECK(results[0].randomisation->p == 0.25);
  CHECK(results[1].randomisation->p == 0.03125);
  REQUIRE((results[0].randomisation->holm && results[1].randomisation->holm));
  CHECK(*results[0].randomisation->holm == 0.25);
  CHECK(*results[1].randomisation->holm == 0.0625);
  REQUIRE((results[0].student->holm && results[1].student->holm));
  CHECK(*results[1].student->holm == Approx(2 * results[1].student->p));
  CHECK(*results[0].student->holm == Approx(results[0].student->p));
  CHECK(cote::compare_with_baseline(measure, qrels, baseline, {}).empty());

  // The same from scores.
  std::vector<cote::Scores> scores;
  for (const cote::Run& other : others) scores.push_back(cote::evaluate(measure, qrels, other));
  const std::vector<Comparison> again =
      cote::compare_with_baseline(cote::evaluate(measure, qrels, baseline), scores);
  REQUIRE(again.size() == 2);
  for (std::size_t i = 0; i < again.size(); ++i) {
    CHECK(again[i].difference == results[i].difference);
    CHECK(again[i].randomisation->holm == results[i].randomisation->holm);
    CHECK(again[i].student->holm == results[i].student->holm);
  }
}

TEST_CASE("comparison: options out of range are refused", "[comparison]") {
  const auto message = [](const ComparisonOptions& options) {
    try {
      (void)compare(scores_of(kA), scores_of(kB), options);
    } catch (const cote::UsageError& error) {
      return std::string(error.what());
    }
    return std::string("(no UsageError)");
  };
  ComparisonOptions options;
  CHECK(message(options) == "(no UsageError)");
  options.draws = 0;
  CHECK(message(options) == "comparaison : au moins 1 tirage est attendu");
  options = {};
  options.resamples = 1;
  CHECK(message(options) == "comparaison : au moins 2 rééchantillonnages sont attendus");
  options = {};
  options.confidence = 1;
  CHECK(message(options) == "comparaison : un niveau de confiance entre 0 et 1 est attendu");
  options.confidence = std::nan("");
  CHECK(message(options) == "comparaison : un niveau de confiance entre 0 et 1 est attendu");
}
