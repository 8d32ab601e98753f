// What is each stage of the analysis worth? Indexes one collection with the whole chain and with stages left
// out, runs the topics on each index, and prints one table a measure with the significance of every
// difference (Markdown).
//
//   cote_ablation --docs docs.jsonl --topics topics.tsv --qrels qrels.txt --without stem --without
//   stem,accents
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cote/analyzer.hpp>
#include <cote/comparison.hpp>
#include <cote/error.hpp>
#include <cote/indexer.hpp>
#include <cote/measure.hpp>
#include <cote/reader.hpp>
#include <cote/searcher.hpp>
#include <cote/topics.hpp>
#include <cote/trec.hpp>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Settings {
  std::string docs;
  std::string topics;
  std::string qrels;
  std::vector<std::string> without;  ///< "stem", "stem,accents"; empty: each stage by itself
  std::vector<std::string> measures = {"nDCG@10", "R@100"};
  std::size_t threads = std::max(std::thread::hardware_concurrency(), 1U);
  std::size_t limit = 1000;  ///< hits of a topic
  std::string runs;          ///< folder for the runs; none: they are not kept
};

/// The collection analysed one way.
struct Chain {
  std::string name;  ///< what is left out, "" nothing
  std::set<std::string, std::less<>> without;
  std::vector<cote::Scores> scores;  ///< by measure
  std::uint64_t documents = 0;
};

/// A folder of our own, removed at the end with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "cote-ablation-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw cote::Error("pas de dossier temporaire (" + pattern + ")");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// A figure over a part of the collection is worth nothing: the first failure ends all.
class Sink final : public cote::DocumentSink {
 public:
  explicit Sink(cote::Indexer& indexer) : indexer_(indexer) {}
  void document(cote::Document&& document) override {
    if (indexer_.add(document) == cote::Indexer::Outcome::kAdded) ++documents_;
  }
  void failure(const std::string& what) override { failure_ = failure_.empty() ? what : failure_; }
  void warning(const std::string& /*what*/) override {}
  void skipped(const fs::path& /*file*/) override {}

  /// Throws where something could not be read.
  [[nodiscard]] std::uint64_t documents() const {
    if (!failure_.empty()) throw cote::CorpusError(failure_);
    return documents_;
  }

 private:
  cote::Indexer& indexer_;
  std::uint64_t documents_ = 0;
  std::string failure_;
};

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    if (end > begin) names.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

/// The whole chain first, then one for each set of stages to leave out. UsageError for a stage that cannot
/// be.
std::vector<Chain> chains_of(const Settings& settings) {
  std::vector<std::string> lists = settings.without;
  if (lists.empty()) {
    for (const std::string& stage : cote::Analyzer::stage_names()) {
      try {
        (void)cote::french_analyzer({.without = {stage}, .lexicon = nullptr});
        lists.push_back(stage);
      } catch (const cote::UsageError&) {
        // Nothing can be indexed without it.
      }
    }
  }
  std::vector<Chain> chains(1);
  for (const std::string& list : lists) {
    Chain chain;
    for (std::string& stage : split(list)) {
      chain.name += (chain.name.empty() ? "" : ", ") + stage;
      chain.without.insert(std::move(stage));
    }
    (void)cote::french_analyzer({.without = chain.without, .lexicon = nullptr});
    chains.push_back(std::move(chain));
  }
  return chains;
}

class Ablation {
 public:
  explicit Ablation(const Settings& settings)
      : settings_(settings),
        topics_(cote::read_topics(fs::path(settings.topics))),
        qrels_(cote::read_qrels(fs::path(settings.qrels))) {
    for (const std::string& name : settings.measures) measures_.push_back(cote::parse_measure(name));
    if (!settings.runs.empty()) fs::create_directories(settings.runs);
  }

  /// Fills the chains' scores; several at once, each on one thread.
  void run(std::vector<Chain>& chains) {
    std::atomic<std::size_t> next = 0;
    std::exception_ptr error;
    std::mutex mutex;
    const auto work = [&] {
      try {
        for (std::size_t i = next++; i < chains.size(); i = next++) measure(chains[i]);
      } catch (...) {
        next = chains.size();
        const std::lock_guard lock(mutex);
        if (!error) error = std::current_exception();
      }
    };
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < std::min(settings_.threads, chains.size()); ++i) workers.emplace_back(work);
    for (std::thread& worker : workers) worker.join();
    if (error) std::rethrow_exception(error);
  }

  [[nodiscard]] const std::vector<cote::Measure>& measures() const { return measures_; }

 private:
  const Settings& settings_;
  std::vector<cote::Topic> topics_;
  cote::Qrels qrels_;
  std::vector<cote::Measure> measures_;

  void measure(Chain& chain) const {
    const TemporaryFolder folder;
    const fs::path index = folder.path() / "index";
    const cote::Analyzer analyzer = cote::french_analyzer({.without = chain.without, .lexicon = nullptr});
    {
      cote::Indexer indexer(index, analyzer);
      Sink sink(indexer);
      cote::read_source(settings_.docs, "", sink);
      indexer.commit();
      chain.documents = sink.documents();
    }
    cote::Searcher searcher(index, analyzer);
    std::string tag = chain.without.empty() ? "whole" : "without";
    for (const std::string& stage : chain.without) tag += "-" + stage;
    // Written and read again, so that ties are those of a run on paper.
    std::stringstream run;
    for (const cote::Topic& topic : topics_) {
      std::vector<cote::ScoredDoc> documents;
      for (cote::ScoredId& hit : searcher
                                     .rank({.text = topic.text,
                             .syntax = cote::Syntax::kPlain,
                             .match = cote::Match::kAny,
                             .limit = settings_.limit})
                                     .hits) {
        documents.push_back({std::move(hit.id), hit.score});
      }
      cote::write_run_topic(run, topic.id, documents, tag);
    }
    if (!settings_.runs.empty()) {
      std::ofstream out(fs::path(settings_.runs) / (tag + ".run"), std::ios::binary);
      if (!(out << run.view()).flush()) throw cote::Error(settings_.runs + " : le run n'a pu y être écrit");
    }
    chain.scores = cote::evaluate(measures_, qrels_, cote::read_run(run, tag));
  }
};

/// "0.3911": a table that papers and programs read.
std::string decimal(double value, bool with_sign = false) {
  std::array<char, 32> digits{};
  const double shown = std::abs(value) < 0.5e-4 ? 0 : value;
  const auto printed =
      std::to_chars(digits.data(), digits.data() + digits.size(), shown, std::chars_format::fixed, 4);
  return (with_sign && shown > 0 ? "+" : "") + std::string(digits.data(), printed.ptr);
}

std::string shown_p(double p) { return p < 0.5e-4 ? "< 0.0001" : decimal(p); }

template <typename Test>
std::string p_cells(const std::optional<Test>& test) {
  if (!test) return " – | – |";
  return " " + shown_p(test->p) + " | " + shown_p(test->holm.value_or(test->p)) + " |";
}

void print_table(const cote::Measure& measure, std::size_t index, const std::vector<Chain>& chains) {
  std::vector<cote::Scores> others;
  for (std::size_t i = 1; i < chains.size(); ++i) others.push_back(chains[i].scores[index]);
  const cote::Scores& whole = chains.front().scores[index];
  const std::vector<cote::Comparison> comparisons = cote::compare_with_baseline(whole, others);
  std::cout << "| without | " << measure.name()
            << " | difference | 95 % interval | better / equal / worse | p (t) | Holm | p (randomisation) | "
               "Holm |\n"
               "|---|---|---|---|---|---|---|---|---|\n| (nothing) | "
            << decimal(whole.mean) << " | | | | | | | |\n";
  for (std::size_t i = 0; i < comparisons.size(); ++i) {
    const cote::Comparison& one = comparisons[i];
    std::cout << "| " << chains[i + 1].name << " | " << decimal(others[i].mean) << " | "
              << decimal(one.difference, true) << " | ";
    if (one.bootstrap) {
      std::cout << "[" << decimal(one.bootstrap->low, true) << ", " << decimal(one.bootstrap->high, true)
                << "]";
    }
    std::cout << " | " << one.wins << " / " << one.ties << " / " << one.losses << " |" << p_cells(one.student)
              << p_cells(one.randomisation) << "\n";
  }
  std::cout << "\n";
}

void print(const Settings& settings, const Ablation& ablation, const std::vector<Chain>& chains) {
  std::cout << fs::path(settings.docs).filename().string() << ": " << chains.front().documents
            << " documents, " << chains.front().scores.front().by_topic.size() << " topics\n\n";
  for (std::size_t i = 0; i < ablation.measures().size(); ++i) print_table(ablation.measures()[i], i, chains);
}

int run(int argc, char** argv) {
  Settings settings;
  CLI::App app(
      "Indexes a collection with stages of the analysis left out, and compares what that does to the topics.",
      "cote_ablation");
  app.add_option("--docs", settings.docs, "the collection: a JSONL file, or any other source of `cote index`")
      ->required();
  app.add_option("--topics", settings.topics, "TSV, TREC or JSONL")->required();
  app.add_option("--qrels", settings.qrels, "judgements")->required();
  app.add_option("--without", settings.without,
                 "stages to leave out together, separated by commas; may be repeated "
                 "(default: each stage by itself)")
      ->expected(1)
      ->take_all();
  app.add_option("-m,--measure", settings.measures, "may be repeated")
      ->expected(1)
      ->take_all()
      ->capture_default_str();
  app.add_option("-n,--limit", settings.limit, "hits of a topic")->capture_default_str();
  app.add_option("--threads", settings.threads, "chains at a time; the table does not depend on it")
      ->check(CLI::PositiveNumber);
  app.add_option("--runs", settings.runs, "folder to write the runs to, for cote eval");
  CLI11_PARSE(app, argc, argv);
  std::vector<Chain> chains = chains_of(settings);
  Ablation ablation(settings);
  ablation.run(chains);
  print(settings, ablation, chains);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "cote_ablation: " << error.what() << "\n";
    return 2;
  }
}
