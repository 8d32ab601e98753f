// cote run: the topics of an evaluation in, a TREC run out.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cote/searcher.hpp>
#include <cote/topics.hpp>
#include <cote/trec.hpp>
#include <exception>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/evaluation_messages.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/query_options.hpp"

namespace cote::cli {
namespace {

/// What one topic gave.
struct Answer {
  std::string lines;  ///< of the run; none when nothing was found
  std::vector<Warning> warnings;
};

std::string lines_of(const Topic& topic, const std::vector<ScoredId>& hits, const std::string& tag) {
  std::vector<ScoredDoc> documents;
  documents.reserve(hits.size());
  for (const ScoredId& hit : hits) documents.push_back({hit.id, hit.score});
  std::ostringstream out;
  write_run_topic(out, topic.id, documents, tag);
  return out.str();
}

/// Answers topics in several threads, each with a searcher of its own: a topic's answer depends on no other,
/// so neither does the run on their number.
class Runner {
 public:
  Runner(const std::string& index, const Analyzer& analyzer, const std::vector<Topic>& topics,
         const Query& query, const std::string& tag)
      : index_(index),
        analyzer_(analyzer),
        topics_(topics),
        query_(query),
        tag_(tag),
        answers_(topics.size()) {}

  /// The answers in the order of the topics. Throws what a searcher threw.
  std::vector<Answer> run(std::size_t threads) {
    // The index is opened here first: one that cannot be opened is known before anything else begins.
    Searcher first(index_, analyzer_);
    const std::size_t count = std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(topics_.size(), 1));
    std::vector<std::thread> workers;
    workers.reserve(count);
    running_ = count;
    try {
      workers.emplace_back([&] { work(&first); });
      while (workers.size() < count) workers.emplace_back([this] { work(nullptr); });
    } catch (const std::system_error&) {
      // The machine gives no more threads: those that run do the work. Without a single one it is done here.
      const std::lock_guard lock(mutex_);
      running_ -= count - workers.size();
    }
    if (workers.empty()) {
      running_ = 1;
      work(&first);
    }
    show_progress();
    for (std::thread& worker : workers) worker.join();
    if (error_) std::rethrow_exception(error_);
    return std::move(answers_);
  }

 private:
  const std::string& index_;
  const Analyzer& analyzer_;
  const std::vector<Topic>& topics_;
  const Query& query_;
  const std::string& tag_;
  std::vector<Answer> answers_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> done_ = 0;
  std::mutex mutex_;  ///< of running_ and error_
  std::condition_variable ended_;
  std::size_t running_ = 0;
  std::exception_ptr error_;

  void work(Searcher* searcher) {
    try {
      std::optional<Searcher> own;
      if (searcher == nullptr) searcher = &own.emplace(index_, analyzer_);
      for (std::size_t i = next_++; i < topics_.size(); i = next_++) {
        Query query = query_;
        query.text = topics_[i].text;
        Ranking ranking = searcher->rank(query);
        answers_[i] = {lines_of(topics_[i], ranking.hits, tag_), std::move(ranking.warnings)};
        ++done_;
      }
    } catch (...) {
      next_ = topics_.size();
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    --running_;
    ended_.notify_one();
  }

  /// Returns when all threads have ended.
  void show_progress() {
    constexpr auto kInterval = std::chrono::milliseconds(100);
    const bool shown = errors_go_to_terminal();
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, kInterval, [this] { return running_ == 0; })) {
      if (shown) show_status(messages::run_progress(done_, topics_.size()));
    }
    if (shown) show_status("");
  }
};

/// Each distinct warning once, with the topics that gave it.
void warn_of(const std::vector<Topic>& topics, const std::vector<Answer>& answers) {
  std::vector<std::pair<std::string, std::vector<std::string>>> warnings;
  for (std::size_t i = 0; i < topics.size(); ++i) {
    for (const Warning& warning : answers[i].warnings) {
      const auto known = std::find_if(warnings.begin(), warnings.end(),
                                      [&](const auto& one) { return one.first == warning.text; });
      auto& of =
          known != warnings.end() ? *known : warnings.emplace_back(warning.text, std::vector<std::string>());
      if (of.second.empty() || of.second.back() != topics[i].id) of.second.push_back(topics[i].id);
    }
  }
  for (const auto& [text, ids] : warnings) warn(messages::topic_warning(text, ids));
}

class RunCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    add_index_option(app, index_);
    lexicon_ = add_lexicon_option(app, unused_);
    app.add_option("--topics", topics_,
                   "les sujets : TSV (id, tabulation, requête), TREC ou JSONL ; - : entrée standard")
        ->type_name("FICHIER");
    app.add_option("--topics-format", format_, "forme des sujets ; auto : d'après le premier caractère")
        ->check(one_of({"auto", "tsv", "trec", "jsonl"}))
        ->type_name("FORME")
        ->capture_default_str();
    app.add_option("--fields", fields_,
                   "champs cherchés d'un sujet TREC ou JSONL : title, desc, narr, séparés par des virgules")
        ->type_name("CHAMPS")
        ->capture_default_str();
    app.add_option("-n,--limit", query_.limit, "résultats par sujet, au plus")
        ->transform(whole_number(1))
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--tag", tag_, "nom du run, dernière colonne (défaut : cote- et l'empreinte de l'analyse)")
        ->type_name("NOM");
    app.add_option("--syntax", syntax_,
                   "plain : tout est texte, rien n'est opérateur ; query : le langage de la commande search")
        ->check(one_of({"plain", "query"}))
        ->type_name("QUOI")
        ->capture_default_str();
    app.add_option("--match", match_,
                   "any : au moins un mot ; all : tous ; auto : tous, et si aucun document ne les a tous, au "
                   "moins un")
        ->check(one_of({"auto", "all", "any"}))
        ->type_name("QUOI")
        ->capture_default_str();
    filters_ = add_repeatable(app, "--filter", unused_,
                              "ne garde que cette valeur ; plusieurs valeurs d'une facette : l'une d'elles, "
                              "plusieurs facettes : toutes",
                              "FACETTE=VALEUR");
    app.add_option("--threads", threads_, "recherches à la fois ; le run n'en dépend pas")
        ->transform(whole_number(1))
        ->type_name("N")
        ->default_str("un par processeur");
    app.add_flag(
        "--header", header_,
        "commence par des lignes # : version, empreinte de l'analyse, options ; « cote eval » les passe, "
        "d'autres outils non");
    app.footer(
        "Exemples :\n"
        "  cote run -i rapports.index --topics sujets.tsv > cote.run\n"
        "  cote run --topics sujets.trec --fields title,desc --tag titre-desc > cote.run\n"
        "  cote eval jugements.txt cote.run\n"
        "Codes de sortie : 0 fait, 2 erreur");
  }

  int run(const std::vector<std::string>& words) override {
    if (!words.empty()) throw WrongUse(messages::too_many_words(words.front()));
    if (topics_.empty()) throw WrongUse(messages::no_topics_file());
    query_.syntax = syntax_ == "plain" ? Syntax::kPlain : Syntax::kQuery;
    query_.match = match_of(match_);
    query_.filters = read_filters(*filters_);
    const std::vector<Topic> topics = read();
    const Analyzer analyzer = analyzer_of(*lexicon_);
    // Two runs of different chains never bear one name by accident.
    if (tag_.empty()) tag_ = "cote-" + analyzer.short_fingerprint();
    Runner runner(index_, analyzer, topics, query_, tag_);
    std::vector<Answer> answers =
        runner.run(threads_ > 0 ? threads_ : std::max<std::size_t>(std::thread::hardware_concurrency(), 1));
    if (topics.empty()) warn(messages::no_topics(topics_));
    warn_of(topics, answers);
    // One piece a topic: the whole run would be copied once more.
    if (header_ && finish(header(analyzer), kDone) != kDone) return kFailed;
    for (const Answer& answer : answers) {
      if (finish(answer.lines, kDone) != kDone) return kFailed;
    }
    return kDone;
  }

 private:
  std::string index_ = "./cote.index";
  std::string topics_;
  std::string format_ = "auto";
  std::string fields_ = "title";
  std::string tag_;  ///< empty: named after the chain
  std::string syntax_ = "plain";
  std::string match_ = "any";
  std::size_t threads_ = 0;  ///< 0: as many as processors
  bool header_ = false;
  Query query_{.text = {}, .limit = 1000, .passages = 0, .exact_total = false};
  CLI::Option* lexicon_ = nullptr;
  CLI::Option* filters_ = nullptr;
  std::vector<std::string> unused_;  ///< CLI11 wants somewhere to put a vector

  [[nodiscard]] std::vector<Topic> read() const {
    const TopicsOptions options{parse_topics_format(format_), parse_topic_fields(fields_)};
    if (topics_ != "-") return read_topics(std::filesystem::path(topics_), options);
    std::istringstream in(read_standard_input());
    return read_topics(in, messages::standard_input(), options);
  }

  [[nodiscard]] std::string header(const Analyzer& analyzer) const {
    std::string out = "# cote " COTE_VERSION "\n# analyzer: " + analyzer.fingerprint() +
                      "\n# topics: " + printable(topics_) + ", fields " + printable(fields_) +
                      "\n# options: --limit " + std::to_string(query_.limit) + " --syntax " + syntax_ +
                      " --match " + match_;
    for (const std::string& filter : filters_->results())
      out += " --filter " + printable(messages::shell_word(filter));
    return out + "\n";
  }
};

}  // namespace

std::unique_ptr<Command> make_run_command() { return std::make_unique<RunCommand>(); }

}  // namespace cote::cli
