// Measures: values worked out by hand, the rules shared by all (ties, topics, grades), names, and properties.
#include <algorithm>
#include <cmath>
#include <cote/error.hpp>
#include <cote/measure.hpp>
#include <limits>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using cote::Measure;
using cote::parse_measure;
using cote::Qrels;
using cote::Run;
using cote::Scores;

/// "a:1 b:0 / c:2" is topic 1 with two judgements and topic 2 with one.
Qrels qrels_of(const std::string& text) {
  Qrels qrels;
  std::istringstream words(text);
  int topic = 1;
  qrels[std::to_string(topic)];
  for (std::string word; words >> word;) {
    if (word == "/") {
      qrels[std::to_string(++topic)];
    } else {
      const std::size_t colon = word.rfind(':');
      qrels[std::to_string(topic)][word.substr(0, colon)] = std::stoi(word.substr(colon + 1));
    }
  }
  return qrels;
}

/// The same for scores; a document without a score gets one below all before it.
Run run_of(const std::string& text) {
  Run run;
  std::istringstream words(text);
  int topic = 1;
  double next = 0;
  for (std::string word; words >> word;) {
    if (word == "/") {
      ++topic;
      continue;
    }
    const std::size_t colon = word.rfind(':');
    const double score = colon == std::string::npos ? --next : std::stod(word.substr(colon + 1));
    run[std::to_string(topic)].push_back({word.substr(0, colon), score});
  }
  return run;
}

double value(std::string_view measure, const Qrels& qrels, const Run& run) {
  return cote::evaluate(parse_measure(measure), qrels, run).mean;
}

std::string usage_error(std::string_view measure) {
  try {
    return "accepted as " + parse_measure(measure).name();
  } catch (const cote::UsageError& error) {
    return error.what();
  }
}

/// "AP[@k]" and "P@k" as a measure that can be parsed.
std::string sample_of(const std::string& known) {
  std::string name = known.substr(0, known.find('['));
  if (const std::size_t at = name.find("@k"); at != std::string::npos) name.replace(at, 2, "@5");
  return name;
}

}  // namespace

TEST_CASE("measures: values by hand", "[measure]") {
  struct Row {
    const char* why;
    const char* measure;
    const char* qrels;
    const char* run;
    double expected;
  };
  // Graded: relevant at ranks 1, 3, 5 with grades 2, 3, 1; x is not judged (rank 2), e is negative (rank 4),
  // d is 0.
  const char* const kGraded = "a:3 b:2 c:1 d:0 e:-1";
  const char* const kRanked = "b x a e c d";
  const Row rows[] = {
      {"(1/1 + 2/3 + 3/5) / 3", "AP", kGraded, kRanked, 0.755556},
      {"only a, b are relevant: (1/1 + 2/3) / 2", "AP(rel=2)", kGraded, kRanked, 0.833333},
      {"only a is relevant: 1/3", "AP(rel=3)", kGraded, kRanked, 0.333333},
      {"c is cut, the divisor stays 3: (1/1 + 2/3) / 3", "AP@3", kGraded, kRanked, 0.555556},
      {"a relevant document that is not retrieved counts 0: (1/1) / 2", "AP", "a:1 b:1", "a x", 0.5},

      {"b is first", "RR", kGraded, kRanked, 1},
      {"a is third", "RR(rel=3)", kGraded, kRanked, 0.333333},
      {"a is below the cut", "RR(rel=3)@2", kGraded, kRanked, 0},
      {"at the cut", "RR(rel=3)@3", kGraded, kRanked, 0.333333},
      {"nothing relevant retrieved", "RR", "a:1", "x y", 0},

      {"b and a of three", "P@3", kGraded, kRanked, 0.666667},
      {"three of ten, though only six are retrieved", "P@10", kGraded, kRanked, 0.3},
      {"b and a have grade 2 or more", "P(rel=2)@10", kGraded, kRanked, 0.2},
      {"a alone has grade 3", "P(rel=3)@3", kGraded, kRanked, 0.333333},

      {"two of three relevant", "R@3", kGraded, kRanked, 0.666667},
      {"all, deeper than the ranking", "R@1000", kGraded, kRanked, 1},
      {"two relevant at grade 2, one found", "R(rel=2)@2", kGraded, kRanked, 0.5},

      {"(2 + 3/2 + 1/log2(6)) / (3 + 2/log2(3) + 1/2) = 3.886853 / 4.761860", "nDCG", kGraded, kRanked,
       0.816247},
      {"(2 + 3/2) / 4.761860", "nDCG@3", kGraded, kRanked, 0.735007},
      {"2 / (3 + 2/log2(3))", "nDCG@2", kGraded, kRanked, 0.469279},
      {"the default gain, by name", "nDCG(dcg='log2')@2", kGraded, kRanked, 0.469279},
      {"gains 3, 7, 1: (3 + 7/2 + 1/log2(6)) / (7 + 3/log2(3) + 1/2) = 6.886853 / 9.392789",
       "nDCG(dcg='exp-log2')", kGraded, kRanked, 0.733206},
      {"3/7", "nDCG(dcg='exp-log2')@1", kGraded, kRanked, 0.428571},
      {"the ideal is that of all judged, also where fewer are retrieved: 1 / (1 + 1/log2(3))", "nDCG",
       "a:1 b:1", "a", 0.613147},
      {"negative grades have gain 0, not a loss: (1/log2(3)) / 1", "nDCG", "a:1 e:-5", "e a", 0.630930},
      {"binary grades: 1/log2(4)", "nDCG@10", "a:1", "x y a", 0.5},

      {"b is relevant", "Success@1", kGraded, kRanked, 1},
      {"a is below", "Success(rel=3)@2", kGraded, kRanked, 0},
      {"a is at the cut", "Success(rel=3)@3", kGraded, kRanked, 1},

      {"R = 3, b and a are among the first three", "Rprec", kGraded, kRanked, 0.666667},
      {"R = 2, b is among the first two", "Rprec(rel=2)", kGraded, kRanked, 0.5},
      {"R = 3, only one retrieved", "Rprec", "a:1 b:1 c:1", "a", 0.333333},

      {"all relevant above the only not relevant one", "Bpref", kGraded, kRanked, 1},
      {"R = 2, N = 2; x, y do not count: a 1 - 1/2, b 1 - 2/2", "Bpref", "a:1 b:1 n:0 m:0", "x n a y m b",
       0.25},
      {"negative is not judged here, R = 2, N = 1: a 1, b 1 - 1/1", "Bpref", "a:1 b:1 e:-1 n:0", "e a n b",
       0.5},
      {"no judged not relevant document", "Bpref", "a:1", "x a", 1},
      {"relevant but not retrieved counts 0", "Bpref", "a:1 b:1 n:0", "a", 0.5},
      {"more not relevant above than R: 1 - min(2, 1) / min(1, 3)", "Bpref", "a:1 n:0 m:0 o:0", "n m a", 0},
      {"grade 1 is not relevant at rel=2, R = 2, N = 2: a 1 - 1/2, z 1 - 2/2", "Bpref(rel=2)",
       "a:2 z:2 b:1 c:0", "b a c z", 0.25},

      {"0.2 (1 + 0.8^2 + 0.8^4)", "RBP", kGraded, kRanked, 0.40992},
      {"the same by name", "RBP(p=0.8)", kGraded, kRanked, 0.40992},
      {"1/2 + 1/8 + 1/32", "RBP(p=0.5)", kGraded, kRanked, 0.65625},
      {"a alone, at rank 3: 1/8", "RBP(rel=3,p=0.5)", kGraded, kRanked, 0.125},

      {"3/16 + 1/3 13/16 7/16 + 1/5 13/16 9/16 1/16", "ERR", kGraded, kRanked, 0.311703},
      {"3/16", "ERR@1", kGraded, kRanked, 0.1875},
      {"on a scale to 3: 3/8", "ERR(max_rel=3)@1", kGraded, kRanked, 0.375},
      {"above the scale counts as its end: 1/2", "ERR(max_rel=1)@1", kGraded, kRanked, 0.5},
      {"a grade above 4 stretches the scale: 31/32", "ERR@10", "a:5", "a", 0.96875},
      {"for all topics: (1/32 + 31/32) / 2", "ERR@10", "a:1 / b:5", "a / b", 0.5},

      {"b and a, not x", "Judged@3", kGraded, kRanked, 0.666667},
      {"negative is judged; five of the six that there are", "Judged@10", kGraded, kRanked, 0.833333},

      {"one topic", "NumQ", kGraded, kRanked, 1},
      {"six documents", "NumRet", kGraded, kRanked, 6},
      {"with a grade of 2 or more", "NumRet(rel=2)", kGraded, kRanked, 2},
      {"a, b, c", "NumRel", kGraded, kRanked, 3},
      {"a", "NumRel(rel=3)", kGraded, kRanked, 1},
      {"c is not retrieved", "NumRelRet", kGraded, "b a x", 2},
      {"b is retrieved, at grade 2", "NumRelRet(rel=2)", kGraded, "b c x", 1},
      {"counts are summed over topics: 2 + 1", "NumRet", "a:1 / b:1", "x a / b", 3},
  };
  for (const Row& row : rows) {
    INFO(row.measure << ": " << row.why);
    CHECK(value(row.measure, qrels_of(row.qrels), run_of(row.run)) == Approx(row.expected).margin(1e-6));
  }
}

TEST_CASE("measures: the ranking is by score, ties by descending id", "[measure]") {
  struct Row {
    const char* why;
    const char* qrels;
    const char* run;
    double expected_rr;
  };
  const Row rows[] = {
      {"by score, not by the order in the run", "a:1", "a:1 b:2", 0.5},
      {"a tie: b stands before a", "a:1", "a:1 b:1", 0.5},
      {"a tie: the order in the run means nothing", "a:1", "b:1 a:1", 0.5},
      {"a tie: the last id is first", "c:1", "a:1 b:1 c:1", 1},
      {"a tie: bytes, not numbers; d9 stands before d10", "d10:1", "d10:1 d9:1", 0.5},
      {"a tie: the longer of two stands first", "d1:1", "d1:1 d10:1", 0.5},
      {"a tie: lower case stands before upper case", "a:1", "a:1 B:1", 1},
      {"a tie: é stands before z, bytes have no sign", "é:1", "z:1 é:1", 1},
      {"no tie: doubles that are equal as floats", "a:1", "a:1.00000000002 b:1.00000000001", 1},
      {"negative scores", "a:1", "a:-2 b:-1", 0.5},
      {"an infinite score", "a:1", "b:1e308 a:inf", 1},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(value("RR", qrels_of(row.qrels), run_of(row.run)) == Approx(row.expected_rr));
  }
}

TEST_CASE("measures: which topics count", "[measure]") {
  // 1 answered well; 2 not answered; 3 has nothing relevant; 4 only a negative grade; 5 is not judged at all.
  Qrels qrels = qrels_of("a:1 b:0 / a:2 c:1 / a:0 / a:-1");
  Run run = run_of("a b / / a / a / a");
  run["6"] = {};
  const Scores ap = cote::evaluate(parse_measure("AP"), qrels, run);
  CHECK(ap.by_topic == std::map<std::string, double, std::less<>>{{"1", 1.0}, {"2", 0.0}});
  CHECK(ap.mean == 0.5);
  CHECK(value("NumQ", qrels, run) == 2);
  CHECK(value("NumRet", qrels, run) == 2);  // topics 3 to 5 left out
  CHECK(value("NumRel", qrels, run) == 3);

  SECTION("a topic counts where something reaches the measure's own rel") {
    const Scores p = cote::evaluate(parse_measure("P(rel=2)@1"), qrels, run);
    CHECK(p.by_topic == std::map<std::string, double, std::less<>>{{"2", 0.0}});
  }
  SECTION("the coverage names them") {
    const cote::Coverage coverage = cote::topic_coverage(qrels, run);
    CHECK(coverage.unanswered == std::vector<std::string>{"2"});
    CHECK(coverage.unjudged == std::vector<std::string>{"5"});
    CHECK(coverage.without_relevant == std::vector<std::string>{"3", "4"});
  }
  SECTION("a topic without documents is not answered") {
    run["2"] = {};
    CHECK(cote::topic_coverage(qrels, run).unanswered == std::vector<std::string>{"2"});
    CHECK(value("AP", qrels, run) == 0.5);
  }
}

TEST_CASE("measures: an empty run is measured, empty qrels give no topic", "[measure]") {
  const Qrels qrels = qrels_of("a:1 / b:2");
  for (const std::string& known : cote::known_measures()) {
    const std::string name = sample_of(known);
    INFO(name);
    const Scores scores = cote::evaluate(parse_measure(name), qrels, {});
    CHECK(scores.by_topic.size() == 2);
    CHECK(scores.mean == (name == "NumQ" || name == "NumRel" ? 2 : 0));
    CHECK(cote::evaluate(parse_measure(name), {}, run_of("a")).by_topic.empty());
    CHECK(cote::evaluate(parse_measure(name), {}, run_of("a")).mean == 0);
    CHECK(cote::evaluate(parse_measure(name), {{"1", {}}}, run_of("a")).by_topic.empty());
  }
}

TEST_CASE("measures: large grades do not overflow", "[measure]") {
  const Qrels qrels = qrels_of("a:2000 b:1999");
  CHECK(value("nDCG(dcg='exp-log2')", qrels, run_of("a b")) == 1);
  // (1/2 + 1/log2(3)) / (1 + 1/2/log2(3)), all divided by 2^2000
  CHECK(value("nDCG(dcg='exp-log2')", qrels, run_of("b a")) == Approx(0.859720).margin(1e-6));
  CHECK(value("ERR", qrels, run_of("a b")) == Approx(1));
}

TEST_CASE("measures: a score that is not a number, which no file gives, ranks last", "[measure]") {
  Run run = run_of("a:1 b:2");
  run["1"].push_back({"c", std::numeric_limits<double>::quiet_NaN()});
  CHECK(value("RR", qrels_of("c:1"), run) == Approx(1.0 / 3));
}

TEST_CASE("measures: the worked example in each help text is true", "[measure]") {
  const std::vector<std::string> known = cote::known_measures();
  CHECK(known == std::vector<std::string>{"AP[@k]", "RR[@k]", "nDCG[@k]", "P@k", "R@k", "Success@k", "Rprec",
                                          "Bpref", "RBP", "ERR[@k]", "Judged@k", "NumQ", "NumRet", "NumRel",
                                          "NumRelRet"});
  for (const std::string& name : known) {
    INFO(name);
    const Measure measure = parse_measure(sample_of(name));
    const cote::MeasureExample example = cote::worked_example(measure);
    CHECK(cote::evaluate(example.measure, example.qrels, example.run).mean ==
          Approx(example.value).margin(5e-5));
    const std::string help = measure.help();
    CHECK_THAT(help, Catch::Matchers::StartsWith(name + " : "));
    for (const std::string& part : {std::string("\nDéfinition\n  "), std::string("\nExemple\n  "),
                                    std::string("\nSource\n  "), "  " + example.measure.name() + " = "}) {
      CAPTURE(part);
      CHECK(help.find(part) != std::string::npos);
    }
    CHECK_THAT(help, Catch::Matchers::EndsWith(".\n"));
  }
}

TEST_CASE("measures: help in full", "[measure]") {
  CHECK(parse_measure("P(rel=2)@10").help() ==
        "P@k : précision\n"
        "\n"
        "Définition\n"
        "  Part des k premiers documents qui sont pertinents. Le diviseur est toujours k : des rangs que la\n"
        "  recherche n'a pas remplis comptent comme non pertinents.\n"
        "\n"
        "Options\n"
        "  rel=1, 2…\n"
        "  rel : la plus basse note qui compte comme pertinente\n"
        "\n"
        "Exemple\n"
        "  Jugements (document:note)  d1:1 d2:2 d3:0\n"
        "  Résultats, le meilleur d'abord  d1 d3 d2\n"
        "  2 pertinents parmi les 5 premiers rangs, dont 3 sont remplis : 2/5\n"
        "  P@5 = 0,4000\n"
        "\n"
        "Source\n"
        "  C. Cleverdon, J. Mills, M. Keen, « Factors determining the performance of indexing systems »,\n"
        "  ASLIB Cranfield, 1966. Équivaut à P de trec_eval.\n");
}

TEST_CASE("measures: names", "[measure]") {
  struct Row {
    const char* why;
    const char* text;
    const char* name;
  };
  const Row rows[] = {
      {"as it is", "AP", "AP"},
      {"with a cut", "nDCG@10", "nDCG@10"},
      {"case does not matter", "ndcg@10", "nDCG@10"},
      {"what others call it", "MRR@10", "RR@10"},
      {"what others call it", "map", "AP"},
      {"rel", "P(rel=2)@10", "P(rel=2)@10"},
      {"what was asked for is shown, also where it is the default", "RBP(p=0.8)", "RBP(p=0.8)"},
      {"two options, spaces", " RBP( rel = 2 , p = 0.95 ) ", "RBP(rel=2,p=0.95)"},
      {"quotes of either kind", "nDCG(dcg=\"exp-log2\")@10", "nDCG(dcg='exp-log2')@10"},
      {"no quotes, as a shell leaves them", "nDCG(dcg=exp-log2)@10", "nDCG(dcg='exp-log2')@10"},
      {"empty parentheses", "AP()", "AP"},
      {"a space before the cut", "P @ 5", "P@5"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(parse_measure(row.text).name() == row.name);
    CHECK(parse_measure(parse_measure(row.text).name()).name() == row.name);
  }
  CHECK(parse_measure("NumRet").aggregate() == cote::Aggregate::kSum);
  CHECK(parse_measure("AP").aggregate() == cote::Aggregate::kMean);
  std::string defaults;
  for (const Measure& measure : cote::default_measures()) defaults += measure.name() + " ";
  CHECK(defaults == "AP RR nDCG@10 P@10 R@100 Judged@10 ");
}

TEST_CASE("measures: refusals say what is expected", "[measure]") {
  struct Row {
    const char* why;
    const char* text;
    const char* expected;
  };
  const Row rows[] = {
      {"unknown: the known are listed", "F1@10",
       "mesure inconnue « F1@10 » ; mesures connues : AP[@k], RR[@k], nDCG[@k], P@k, R@k, Success@k, Rprec, "
       "Bpref, RBP, "
       "ERR[@k], Judged@k, NumQ, NumRet, NumRel, NumRelRet"},
      {"empty", "",
       "mesure inconnue «  » ; mesures connues : AP[@k], RR[@k], nDCG[@k], P@k, R@k, Success@k, Rprec, "
       "Bpref, RBP, "
       "ERR[@k], Judged@k, NumQ, NumRet, NumRel, NumRelRet"},
      {"no cut", "P(rel=2)", "mesure « P(rel=2) » : un rang est attendu, par exemple P(rel=2)@10"},
      {"a cut where none is", "Bpref@10", "mesure « Bpref@10 » : Bpref n'a pas de rang @k"},
      {"cut 0", "P@0", "mesure « P@0 » : après @, un rang à partir de 1 est attendu, pas « 0 »"},
      {"a cut that is no number", "P@dix",
       "mesure « P@dix » : après @, un rang à partir de 1 est attendu, pas « dix »"},
      {"a negative cut", "P@-1", "mesure « P@-1 » : après @, un rang à partir de 1 est attendu, pas « -1 »"},
      {"two cuts", "P@1@2", "mesure « P@1@2 » : après @, un rang à partir de 1 est attendu, pas « 1@2 »"},
      {"an option that it has not", "P(p=1)@10",
       "mesure « P(p=1)@10 » : option inconnue « p » ; P a rel=1, 2…"},
      {"several options known", "RBP(q=1)",
       "mesure « RBP(q=1) » : option inconnue « q » ; RBP a rel=1, 2… ; p=0.8, entre 0 et 1"},
      {"no option known", "Judged(rel=1)@5",
       "mesure « Judged(rel=1)@5 » : option inconnue « rel » ; Judged n'en a pas"},
      {"graded measures know no rel", "nDCG(rel=2)",
       "mesure « nDCG(rel=2) » : option inconnue « rel » ; nDCG a dcg='log2' ou 'exp-log2'"},
      {"rel 0 would make all relevant", "AP(rel=0)",
       "mesure « AP(rel=0) » : rel attend un entier à partir de 1, pas « 0 »"},
      {"rel without value", "AP(rel)", "mesure « AP(rel) » : rel attend un entier à partir de 1, pas «  »"},
      {"max_rel", "ERR(max_rel=x)@5",
       "mesure « ERR(max_rel=x)@5 » : max_rel attend un entier à partir de 1, pas « x »"},
      {"dcg", "nDCG(dcg='ln')", "mesure « nDCG(dcg='ln') » : dcg attend 'log2' ou 'exp-log2', pas « ln »"},
      {"p = 1 never ends", "RBP(p=1)", "mesure « RBP(p=1) » : p attend un nombre entre 0 et 1, pas « 1 »"},
      {"p is NaN", "RBP(p=nan)", "mesure « RBP(p=nan) » : p attend un nombre entre 0 et 1, pas « nan »"},
      {"not closed", "P(rel=2@10", "mesure « P(rel=2@10 » : « ) » est attendu"},
      {"something behind", "AP(rel=2)x",
       "mesure « AP(rel=2)x » : « x » est de trop, NOM(option=valeur)@k est attendu"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(usage_error(row.text) == row.expected);
  }
}

namespace {

/// Random judgements and answers with many ties, some of them unjudged or negative.
struct Random {
  std::mt19937 generator;
  Qrels qrels;
  Run run;
  explicit Random(unsigned seed) : generator(seed) {
    for (int topic = 0; topic < 5; ++topic) {
      const std::string id = std::to_string(topic);
      for (int d = 0; d < 30; ++d) {
        const std::string document = "d" + std::to_string(d);
        if (below(2) == 0) qrels[id][document] = static_cast<int>(below(6)) - 2;  // -2 to 3
        if (below(3) != 0) run[id].push_back({document, static_cast<double>(below(10))});
      }
      qrels[id]["d0"] = 1;  // so that each topic counts
    }
  }
  unsigned below(unsigned n) { return static_cast<unsigned>(generator() % n); }
};

const std::vector<std::string> kMeans = {"AP",         "AP@5",   "AP(rel=2)", "RR",
                                         "RR@3",       "nDCG",   "nDCG@5",    "P@5",
                                         "R@5",        "Rprec",  "Bpref",     "nDCG(dcg='exp-log2')@7",
                                         "RBP(p=0.9)", "ERR@10", "Judged@5",  "Success@3"};

}  // namespace

TEST_CASE("measures: properties on random runs", "[measure]") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<Measure> measures;
    for (const std::string& name : kMeans) measures.push_back(parse_measure(name));
    const std::vector<Scores> scores = cote::evaluate(measures, random.qrels, random.run);
    REQUIRE(scores.size() == kMeans.size());

    // Each in [0, 1]; the mean is that of the topics.
    for (std::size_t i = 0; i < scores.size(); ++i) {
      CAPTURE(kMeans[i]);
      double sum = 0;
      for (const auto& [topic, score] : scores[i].by_topic) {
        REQUIRE((score >= 0 && score <= 1 + 1e-12));
        sum += score;
      }
      if (kMeans[i] != "AP(rel=2)") REQUIRE(scores[i].by_topic.size() == 5);
      REQUIRE(scores[i].mean ==
              Approx(scores[i].by_topic.empty() ? 0 : sum / static_cast<double>(scores[i].by_topic.size())));
      // One at a time gives the same as all at once.
      REQUIRE(cote::evaluate(measures[i], random.qrels, random.run).by_topic == scores[i].by_topic);
    }

    // Only the order matters: another monotone score and another order in the run change nothing.
    Run other = random.run;
    for (auto& [topic, documents] : other) {
      std::shuffle(documents.begin(), documents.end(), random.generator);
      for (auto& document : documents) document.score = std::exp(document.score) - 1000;
    }
    // Documents without judgement at the end change no measure but Judged.
    for (auto& [topic, documents] : other) documents.push_back({"unjudged", -1e6});
    for (std::size_t i = 0; i < measures.size(); ++i) {
      CAPTURE(kMeans[i]);
      if (kMeans[i] == "Judged@5") continue;
      REQUIRE(cote::evaluate(measures[i], random.qrels, other).by_topic == scores[i].by_topic);
    }

    // The judged documents by descending grade are the best ranking there is.
    Run perfect;
    for (const auto& [topic, judgements] : random.qrels) {
      for (const auto& [document, grade] : judgements)
        perfect[topic].push_back({document, static_cast<double>(grade)});
    }
    for (const char* const name : {"AP", "AP(rel=2)", "RR", "nDCG", "nDCG@5", "nDCG(dcg='exp-log2')@7",
                                   "Rprec", "Bpref", "Judged@5", "R@1000", "Success@1"}) {
      CAPTURE(name);
      const Scores best = cote::evaluate(parse_measure(name), random.qrels, perfect);
      if (!best.by_topic.empty()) REQUIRE(best.mean == Approx(1));
    }
    for (std::size_t i = 0; i < measures.size(); ++i) {
      if (kMeans[i] == "Judged@5") continue;
      CAPTURE(kMeans[i]);
      REQUIRE(cote::evaluate(measures[i], random.qrels, perfect).mean >= scores[i].mean - 1e-12);
    }
  }
}

TEST_CASE("measures: putting a better document before a worse one never lowers a measure", "[measure]") {
  for (unsigned seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    // strict scores, so that a swap of neighbours is one step
    for (auto& [topic, documents] : random.run) {
      for (std::size_t i = 0; i < documents.size(); ++i) documents[i].score = -static_cast<double>(i);
    }
    Run better = random.run;
    std::size_t swaps = 0;
    for (auto& [topic, documents] : better) {
      const auto grade = [&, id = topic](const cote::ScoredDoc& document) {
        const auto& judgements = random.qrels.at(id);
        const auto found = judgements.find(document.doc_id);
        return found == judgements.end() ? 0 : std::max(0, found->second);
      };
      for (std::size_t i = 1; i < documents.size(); ++i) {
        if (grade(documents[i]) <= grade(documents[i - 1])) continue;
        std::swap(documents[i].doc_id, documents[i - 1].doc_id);
        ++swaps;
        break;
      }
    }
    REQUIRE(swaps > 0);
    // ERR is left out: a good document early may take the reader away from a better one close behind.
    for (const char* const name : {"AP", "RR", "nDCG", "nDCG@5", "nDCG(dcg='exp-log2')", "P@5", "R@5",
                                   "Rprec", "Bpref", "RBP", "Success@3"}) {
      CAPTURE(name);
      REQUIRE(value(name, random.qrels, better) >= value(name, random.qrels, random.run) - 1e-12);
    }
  }
}
