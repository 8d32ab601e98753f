#include "cli/evaluation_messages.hpp"

#include <algorithm>

#include "cli/messages.hpp"

namespace cote::cli::messages {
namespace {

/// "sujet s01", "sujets s01, s02, s03 et 9 autres"
std::string named(const std::vector<std::string>& topics) {
  constexpr std::size_t kShown = 3;
  std::string out = topics.size() == 1 ? "sujet " : "sujets ";
  const std::size_t shown = topics.size() == kShown + 1 ? topics.size() : std::min(topics.size(), kShown);
  for (std::size_t i = 0; i < shown; ++i) out += (i > 0 ? ", " : "") + topics[i];
  if (topics.size() > shown) out += " et " + counted(topics.size() - shown, "autre", "autres");
  return out;
}

std::string counted_topics(const std::vector<std::string>& topics) {
  return counted(topics.size(), "sujet", "sujets");
}

}  // namespace

std::string no_topics_file() {
  return "il manque les sujets : --topics FICHIER (TSV, TREC ou JSONL ; - : entrée standard)";
}

std::string no_topics(const std::string& file) { return file + " : aucun sujet, le run est vide"; }

std::string run_progress(std::size_t done, std::size_t all) {
  return french_number(done) + " / " + counted(all, "sujet", "sujets");
}

std::string topic_warning(const std::string& warning, const std::vector<std::string>& topics) {
  return named(topics) + " : " + warning;
}

std::string no_qrels() {
  return "il manque les jugements et les runs : cote eval JUGEMENTS RUN... (ou --help-measure MESURE)";
}

std::string no_run(const std::string& qrels) {
  return "il manque les runs à mesurer : cote eval " + shell_word(qrels) + " RUN...";
}

std::string unanswered_topics(const std::string& run, const std::vector<std::string>& topics) {
  return run + " : " + counted_topics(topics) + " sans résultat, " +
         (topics.size() < 2 ? "qui compte 0" : "qui comptent 0") + " : " + named(topics);
}

std::string unjudged_topics(const std::string& run, const std::vector<std::string>& topics) {
  return run + " : " + counted_topics(topics) + " sans jugement, " +
         (topics.size() < 2 ? "laissé" : "laissés") + " de côté : " + named(topics);
}

std::string topics_without_relevant(const std::string& qrels, const std::vector<std::string>& topics) {
  return qrels + " : " + counted_topics(topics) + " sans document pertinent, " +
         (topics.size() < 2 ? "laissé" : "laissés") + " de côté : " + named(topics);
}

std::string topics_differ(const std::string& baseline, const std::string& other,
                          const std::vector<std::string>& only_baseline,
                          const std::vector<std::string>& only_other) {
  std::string text =
      "les runs comparés ne répondent pas aux mêmes sujets, la différence est à lire avec prudence : ";
  if (!only_baseline.empty())
    text +=
        "seul " + baseline + " répond à " + counted_topics(only_baseline) + " (" + named(only_baseline) + ")";
  if (!only_baseline.empty() && !only_other.empty()) text += " ; ";
  if (!only_other.empty())
    text += "seul " + other + " répond à " + counted_topics(only_other) + " (" + named(only_other) + ")";
  return text;
}

}  // namespace cote::cli::messages
