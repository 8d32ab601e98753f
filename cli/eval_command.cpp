// cote eval: judgements and runs in, measures and their comparison out.
#include <algorithm>
#include <cote/comparison.hpp>
#include <cote/error.hpp>
#include <cote/measure.hpp>
#include <cote/trec.hpp>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/eval_output.hpp"
#include "cli/evaluation_messages.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/query_options.hpp"

namespace cote::cli {
namespace {

/// The measure's own text. A name alone is enough, also where a score needs a cut-off.
std::string help_of_measure(const std::string& name) {
  try {
    return parse_measure(name).help();
  } catch (const UsageError&) {
    if (name.find('@') != std::string::npos) throw;
    try {
      return parse_measure(name + "@10").help();
    } catch (const UsageError&) {
      // The first message is about what was typed.
    }
    throw;
  }
}

class EvalCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    add_argument(app, "JUGEMENTS", "JUGEMENTS", "les jugements (qrels) : sujet, itération, document, note");
    add_argument(
        app, "RUN", "RUN...",
        "des résultats : sujet, Q0, document, rang, score, nom ; - : entrée standard. De plusieurs, les "
        "suivants sont comparés au premier");
    measures_ =
        add_repeatable(app, "-m,--measure", unused_, "mesure ; sans elle : " + default_names(), "MESURE");
    app.add_flag("--per-topic", per_topic_, "donne aussi les valeurs de chaque sujet");
    app.add_option("--format", format_,
                   "table (pour lire), json ou csv (pour un programme, tous les chiffres)")
        ->check(one_of({"table", "json", "csv"}))
        ->type_name("FORME")
        ->capture_default_str();
    app.add_option("--baseline", baseline_, "le run auquel les autres sont comparés, au lieu du premier")
        ->type_name("RUN");
    app.add_option("--help-measure", help_measure_, "explique la mesure : définition, exemple, source")
        ->type_name("MESURE");
    std::string known;
    for (const std::string& name : known_measures()) known += (known.empty() ? "" : ", ") + name;
    app.footer("Mesures : " + known +
               ".\nLes options d'une mesure s'écrivent P(rel=2)@10, RBP(p=0.9), nDCG(dcg='exp-log2')@10.\n"
               "Exemples :\n"
               "  cote eval jugements.txt cote.run\n"
               "  cote eval -m nDCG@10 -m R@100 jugements.txt avant.run après.run\n"
               "  cote eval --help-measure nDCG@10\n"
               "Codes de sortie : 0 fait, 2 erreur");
  }

  int run(const std::vector<std::string>& words) override {
    if (!help_measure_.empty()) {
      if (!words.empty()) throw WrongUse(messages::too_many_words(words.front()));
      return finish(help_of_measure(help_measure_), kDone);
    }
    if (words.empty()) throw WrongUse(messages::no_qrels());
    std::vector<std::string> names(words.begin() + 1, words.end());
    std::size_t baseline = 0;
    if (!baseline_.empty()) {
      const auto found = std::find(names.begin(), names.end(), baseline_);
      baseline = static_cast<std::size_t>(found - names.begin());
      if (found == names.end()) names.push_back(baseline_);
    }
    if (names.empty()) throw WrongUse(messages::no_run(words.front()));
    if (std::count(names.begin(), names.end(), "-") + (words.front() == "-" ? 1 : 0) > 1) {
      throw WrongUse(messages::standard_input_twice());
    }
    const Evaluation evaluation = evaluate_all(words.front(), names, baseline);
    warn_of(evaluation);
    const PerTopic per_topic = per_topic_ ? PerTopic::kYes : PerTopic::kNo;
    if (format_ == "json") return finish(evaluation_json(evaluation, per_topic), kDone);
    if (format_ == "csv") return finish(evaluation_csv(evaluation, per_topic), kDone);
    return finish(evaluation_text(evaluation, per_topic), kDone);
  }

 private:
  std::string format_ = "table";
  std::string baseline_;
  std::string help_measure_;
  bool per_topic_ = false;
  CLI::Option* measures_ = nullptr;
  std::vector<std::string> unused_;  ///< CLI11 wants somewhere to put a vector

  [[nodiscard]] static std::string default_names() {
    std::string names;
    for (const Measure& measure : default_measures()) names += (names.empty() ? "" : ", ") + measure.name();
    return names;
  }

  /// Those asked for, each once.
  [[nodiscard]] std::vector<Measure> chosen_measures() const {
    std::vector<Measure> measures;
    for (const std::string& name : measures_->results()) {
      Measure measure = parse_measure(name);
      const bool twice = std::any_of(measures.begin(), measures.end(),
                                     [&](const Measure& one) { return one.name() == measure.name(); });
      if (!twice) measures.push_back(std::move(measure));
    }
    return measures.empty() ? default_measures() : measures;
  }

  [[nodiscard]] Evaluation evaluate_all(const std::string& qrels_name, const std::vector<std::string>& names,
                                        std::size_t baseline) const {
    Evaluation evaluation;
    evaluation.qrels = qrels_name;
    evaluation.measures = chosen_measures();
    evaluation.baseline = baseline;
    const Qrels qrels = qrels_of(qrels_name);
    // One run in memory at a time: they may be large.
    for (const std::string& name : names) {
      const Run run = run_of(name);
      evaluation.runs.push_back(
          {name, evaluate(evaluation.measures, qrels, run), topic_coverage(qrels, run)});
    }
    compare_all(evaluation);
    return evaluation;
  }

  static void compare_all(Evaluation& evaluation) {
    const ComparisonOptions options;
    evaluation.confidence = options.confidence;
    const EvaluatedRun& baseline = evaluation.runs[evaluation.baseline];
    for (std::size_t r = 0; r < evaluation.runs.size(); ++r) {
      if (r != evaluation.baseline) evaluation.compared.push_back({r, {}});
    }
    for (std::size_t i = 0; i < evaluation.measures.size(); ++i) {
      std::vector<Scores> others;
      for (const ComparedRun& compared : evaluation.compared) {
        others.push_back(evaluation.runs[compared.run].scores[i]);
      }
      std::vector<Comparison> comparisons = compare_with_baseline(baseline.scores[i], others, options);
      for (std::size_t c = 0; c < comparisons.size(); ++c) {
        const EvaluatedRun& run = evaluation.runs[evaluation.compared[c].run];
        comparisons[c].only_a = difference(run.coverage.unanswered, baseline.coverage.unanswered);
        comparisons[c].only_b = difference(baseline.coverage.unanswered, run.coverage.unanswered);
        evaluation.compared[c].by_measure.push_back(std::move(comparisons[c]));
      }
    }
  }

  /// What is in `one` and not in `other`; both ascend.
  static std::vector<std::string> difference(const std::vector<std::string>& one,
                                             const std::vector<std::string>& other) {
    std::vector<std::string> out;
    std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(out));
    return out;
  }

  static Qrels qrels_of(const std::string& name) {
    if (name != "-") return read_qrels(std::filesystem::path(name));
    std::istringstream in(read_standard_input());
    return read_qrels(in, messages::standard_input());
  }

  static Run run_of(const std::string& name) {
    if (name != "-") return read_run(std::filesystem::path(name));
    std::istringstream in(read_standard_input());
    return read_run(in, messages::standard_input());
  }

  static void warn_of(const Evaluation& evaluation) {
    const auto name = [](const EvaluatedRun& run) {
      return run.name == "-" ? messages::standard_input() : run.name;
    };
    const Coverage& any = evaluation.runs.front().coverage;  // the same for all runs
    if (!any.without_relevant.empty()) {
      warn(messages::topics_without_relevant(evaluation.qrels, any.without_relevant));
    }
    for (const EvaluatedRun& run : evaluation.runs) {
      const Coverage& coverage = run.coverage;
      if (!coverage.unanswered.empty()) warn(messages::unanswered_topics(name(run), coverage.unanswered));
      if (!coverage.unjudged.empty()) warn(messages::unjudged_topics(name(run), coverage.unjudged));
    }
    for (const ComparedRun& compared : evaluation.compared) {
      const Comparison& comparison = compared.by_measure.front();
      if (comparison.only_a.empty() && comparison.only_b.empty()) continue;
      warn(messages::topics_differ(name(evaluation.runs[evaluation.baseline]),
                                   name(evaluation.runs[compared.run]), comparison.only_a,
                                   comparison.only_b));
    }
  }
};

}  // namespace

std::unique_ptr<Command> make_eval_command() { return std::make_unique<EvalCommand>(); }

}  // namespace cote::cli
