#include "cli/eval_output.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cote/unicode.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>

#include "cli/csv.hpp"
#include "cli/messages.hpp"

namespace cote::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDecimals = 4;
constexpr std::string_view kNothing = "–";  ///< a topic that a measure leaves out

/// Rows of cells, the first `left` columns to the left and the others to the right, two spaces between
/// columns.
class Table {
 public:
  explicit Table(std::size_t left) : left_(left) {}

  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  [[nodiscard]] std::string text() const {
    std::vector<std::size_t> widths;
    for (const auto& cells : rows_) {
      widths.resize(std::max(widths.size(), cells.size()));
      for (std::size_t i = 0; i < cells.size(); ++i)
        widths[i] = std::max(widths[i], count_code_points(cells[i]));
    }
    std::string out;
    for (const auto& cells : rows_) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string padding(widths[i] - count_code_points(cells[i]), ' ');
        if (i > 0) out += "  ";
        if (i >= left_) {
          out += padding + cells[i];
        } else {
          out += cells[i] + (i + 1 < cells.size() ? padding : "");
        }
      }
      out += '\n';
    }
    return out;
  }

 private:
  std::size_t left_;
  std::vector<std::vector<std::string>> rows_;
};

std::string shown(const Measure& measure, double value) {
  if (measure.aggregate() == Aggregate::kSum)
    return french_number(static_cast<std::uint64_t>(std::llround(value)));
  return french_decimal(value, kDecimals);
}

/// With its sign: "+0,0123". Of counts too, since the mean of their differences is one.
std::string shown_difference(double value) {
  const std::string digits = french_decimal(value, kDecimals);
  return value > 0 && digits.find_first_of("123456789") != std::string::npos ? "+" + digits : digits;
}

/// "0,0312", or "< 0,0001" where four decimals would say that chance is impossible.
std::string shown_p(double p) { return p < 0.5e-4 ? "< 0,0001" : french_decimal(p, kDecimals); }

template <typename Test>
std::string shown_p(const std::optional<Test>& test) {
  return test ? shown_p(test->p) : std::string(kNothing);
}

template <typename Test>
std::string shown_holm(const std::optional<Test>& test) {
  return test && test->holm ? shown_p(*test->holm) : std::string(kNothing);
}

std::optional<double> score_of(const Scores& scores, const std::string& topic) {
  const auto found = scores.by_topic.find(topic);
  return found == scores.by_topic.end() ? std::nullopt : std::optional(found->second);
}

/// All topics that some measure counts, ascending; they are the same for all runs.
std::set<std::string> topics_of(const Evaluation& evaluation) {
  std::set<std::string> topics;
  if (evaluation.runs.empty()) return topics;
  for (const Scores& scores : evaluation.runs.front().scores) {
    for (const auto& [topic, score] : scores.by_topic) topics.insert(topic);
  }
  return topics;
}

std::string topics_text(const Evaluation& evaluation) {
  const bool several = evaluation.runs.size() > 1;
  Table table(several ? 2 : 1);
  std::vector<std::string> head = {"Sujet"};
  if (several) head.emplace_back("Run");
  for (const Measure& measure : evaluation.measures) head.push_back(measure.name());
  table.row(std::move(head));
  for (const std::string& topic : topics_of(evaluation)) {
    for (const EvaluatedRun& run : evaluation.runs) {
      std::vector<std::string> cells = {printable(topic)};
      if (several) cells.push_back(printable(run.name));
      for (std::size_t i = 0; i < evaluation.measures.size(); ++i) {
        const auto score = score_of(run.scores[i], topic);
        cells.push_back(score ? shown(evaluation.measures[i], *score) : std::string(kNothing));
      }
      table.row(std::move(cells));
    }
  }
  return table.text();
}

std::string means_text(const Evaluation& evaluation) {
  Table table(1);
  std::vector<std::string> head = {"Run"};
  for (const Measure& measure : evaluation.measures) head.push_back(measure.name());
  table.row(std::move(head));
  for (const EvaluatedRun& run : evaluation.runs) {
    std::vector<std::string> cells = {printable(run.name)};
    for (std::size_t i = 0; i < evaluation.measures.size(); ++i) {
      cells.push_back(shown(evaluation.measures[i], run.scores[i].mean));
    }
    table.row(std::move(cells));
  }
  return table.text();
}

std::string comparisons_text(const Evaluation& evaluation) {
  const bool corrected = evaluation.compared.size() > 1;
  Table table(2);
  std::vector<std::string> head = {
      "Mesure", "Run",  "Écart",      "intervalle à " + french_decimal(evaluation.confidence * 100, 0) + " %",
      "mieux",  "égal", "moins bien", "p (t)"};
  if (corrected) head.emplace_back("p (t, Holm)");
  head.emplace_back("p (permutations)");
  if (corrected) head.emplace_back("p (permutations, Holm)");
  table.row(std::move(head));
  for (std::size_t i = 0; i < evaluation.measures.size(); ++i) {
    for (const ComparedRun& compared : evaluation.compared) {
      const Comparison& comparison = compared.by_measure[i];
      std::vector<std::string> cells = {evaluation.measures[i].name(),
                                        printable(evaluation.runs[compared.run].name),
                                        shown_difference(comparison.difference),
                                        comparison.bootstrap
                                            ? "[" + shown_difference(comparison.bootstrap->low) + " ; " +
                                                  shown_difference(comparison.bootstrap->high) + "]"
                                            : std::string(kNothing),
                                        french_number(comparison.wins),
                                        french_number(comparison.ties),
                                        french_number(comparison.losses),
                                        shown_p(comparison.student)};
      if (corrected) cells.push_back(shown_holm(comparison.student));
      cells.push_back(shown_p(comparison.randomisation));
      if (corrected) cells.push_back(shown_holm(comparison.randomisation));
      table.row(std::move(cells));
    }
  }
  return table.text();
}

std::string line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json or_null(const std::optional<double>& number) { return number ? Json(*number) : Json(nullptr); }

Json scores_json(const Evaluation& evaluation, const std::vector<Scores>& scores) {
  Json out = Json::object();
  for (std::size_t i = 0; i < scores.size(); ++i) out[evaluation.measures[i].name()] = scores[i].mean;
  return out;
}

Json topics_json(const Evaluation& evaluation, const std::vector<Scores>& scores) {
  Json out = Json::object();
  for (const std::string& topic : topics_of(evaluation)) {
    Json values = Json::object();
    for (std::size_t i = 0; i < scores.size(); ++i) {
      values[evaluation.measures[i].name()] = or_null(score_of(scores[i], topic));
    }
    out[to_valid_utf8(topic)] = std::move(values);
  }
  return out;
}

Json comparison_json(const Measure& measure, const std::string& run, const Comparison& comparison,
                     double confidence) {
  Json out = Json::object();
  out["measure"] = measure.name();
  out["run"] = run;
  out["topics"] = comparison.topics;
  out["mean_baseline"] = comparison.mean_a;
  out["mean_run"] = comparison.mean_b;
  out["difference"] = comparison.difference;
  out["wins"] = comparison.wins;
  out["ties"] = comparison.ties;
  out["losses"] = comparison.losses;
  out["student"] = nullptr;
  if (const auto& test = comparison.student) {
    // JSON has no infinity: null.
    out["student"] = {
        {"t", test->t}, {"degrees", test->degrees}, {"p", test->p}, {"holm", or_null(test->holm)}};
  }
  out["randomisation"] = nullptr;
  if (const auto& test = comparison.randomisation) {
    out["randomisation"] = {{"p", test->p}, {"exact", test->exact}, {"holm", or_null(test->holm)}};
  }
  out["bootstrap"] = nullptr;
  if (const auto& interval = comparison.bootstrap) {
    out["bootstrap"] = {{"confidence", confidence}, {"low", interval->low}, {"high", interval->high}};
  }
  out["only_baseline"] = comparison.only_a;
  out["only_run"] = comparison.only_b;
  return out;
}

std::string optional_number(const std::optional<double>& number) {
  return number ? csv_number(*number) : std::string();
}

/// The columns behind `value` in the row of a mean.
std::string comparison_columns(const Comparison& comparison) {
  std::string out = csv_number(comparison.difference) + ',' + std::to_string(comparison.wins) + ',' +
                    std::to_string(comparison.ties) + ',' + std::to_string(comparison.losses) + ',';
  out += comparison.bootstrap
             ? csv_number(comparison.bootstrap->low) + ',' + csv_number(comparison.bootstrap->high)
             : ",";
  out += ',';
  out += comparison.student
             ? csv_number(comparison.student->p) + ',' + optional_number(comparison.student->holm)
             : ",";
  out += ',';
  out += comparison.randomisation
             ? csv_number(comparison.randomisation->p) + ',' + optional_number(comparison.randomisation->holm)
             : ",";
  return out;
}

}  // namespace

std::string evaluation_text(const Evaluation& evaluation, PerTopic per_topic) {
  std::string out;
  if (per_topic == PerTopic::kYes) out += topics_text(evaluation) + "\n";
  out += means_text(evaluation);
  if (!evaluation.compared.empty()) {
    out += "\nÉcart avec " + printable(evaluation.runs[evaluation.baseline].name) + "\n" +
           comparisons_text(evaluation);
  }
  return out;
}

std::string evaluation_json(const Evaluation& evaluation, PerTopic per_topic) {
  Json out = Json::object();
  out["qrels"] = evaluation.qrels;
  out["measures"] = Json::array();
  for (const Measure& measure : evaluation.measures) out["measures"].push_back(measure.name());
  out["runs"] = Json::array();
  for (const EvaluatedRun& run : evaluation.runs) {
    Json item = Json::object();
    item["run"] = run.name;
    item["scores"] = scores_json(evaluation, run.scores);
    item["unanswered"] = run.coverage.unanswered;
    item["unjudged"] = run.coverage.unjudged;
    item["without_relevant"] = run.coverage.without_relevant;
    if (per_topic == PerTopic::kYes) item["topics"] = topics_json(evaluation, run.scores);
    out["runs"].push_back(std::move(item));
  }
  out["baseline"] = nullptr;
  if (!evaluation.compared.empty()) out["baseline"] = evaluation.runs[evaluation.baseline].name;
  out["comparisons"] = Json::array();
  for (std::size_t i = 0; i < evaluation.measures.size(); ++i) {
    for (const ComparedRun& compared : evaluation.compared) {
      out["comparisons"].push_back(comparison_json(evaluation.measures[i], evaluation.runs[compared.run].name,
                                                   compared.by_measure[i], evaluation.confidence));
    }
  }
  return line(out);
}

std::string evaluation_csv(const Evaluation& evaluation, PerTopic per_topic) {
  std::string out =
      "run,topic,measure,value,difference,wins,ties,losses,low,high,p_student,p_student_holm,p_randomisation,"
      "p_randomisation_holm\n";
  const EvaluatedRun& baseline = evaluation.runs[evaluation.baseline];
  for (std::size_t r = 0; r < evaluation.runs.size(); ++r) {
    const EvaluatedRun& run = evaluation.runs[r];
    const auto compared = std::find_if(evaluation.compared.begin(), evaluation.compared.end(),
                                       [&](const ComparedRun& one) { return one.run == r; });
    const bool is_compared = compared != evaluation.compared.end();
    for (std::size_t i = 0; i < evaluation.measures.size(); ++i) {
      const std::string measure = csv_field(evaluation.measures[i].name());
      out += csv_field(run.name) + ",all," + measure + ',' + csv_number(run.scores[i].mean) + ',' +
             (is_compared ? comparison_columns(compared->by_measure[i]) : std::string(",,,,,,,,,")) + "\n";
      if (per_topic == PerTopic::kNo) continue;
      for (const auto& [topic, score] : run.scores[i].by_topic) {
        out += csv_field(run.name) + ',' + csv_field(topic) + ',' + measure + ',' + csv_number(score) + ',';
        const auto before = score_of(baseline.scores[i], topic);
        if (is_compared && before) out += csv_number(score - *before);
        out += ",,,,,,,,,\n";
      }
    }
  }
  return out;
}

}  // namespace cote::cli
