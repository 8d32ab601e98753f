// cote index: files, folders and JSONL into an index.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cote/error.hpp>
#include <cote/indexer.hpp>
#include <cote/reader.hpp>
#include <csignal>
#include <exception>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <streambuf>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/query_options.hpp"
#include "cli/seen_ids.hpp"

namespace cote::cli {
namespace {

namespace fs = std::filesystem;

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void note_signal(int) { interrupted = true; }

/// The first Ctrl-C asks to stop after the document at hand, a second one ends the process at once.
void stop_on_signals() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    sigaction(number, nullptr, &before);
    if (before.sa_handler == SIG_IGN) continue;  // nohup, or a shell's background job
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(number, &action, nullptr);
  }
}

/// Leaves read_source(). No std::exception, so that nothing on the way takes it for a bad file.
struct Stop {};

/// Standard input; unlike std::cin it tells an error from the end, and a signal ends it.
class StandardInput final : public std::streambuf {
 public:
  [[nodiscard]] int error() const noexcept { return error_; }

 protected:
  int_type underflow() override {
    while (!interrupted) {
      const ssize_t count = read(STDIN_FILENO, buffer_, sizeof buffer_);
      if (count > 0) {
        setg(buffer_, buffer_, buffer_ + count);
        return traits_type::to_int_type(*gptr());
      }
      if (count == 0) break;
      if (errno != EINTR) {
        error_ = errno;
        break;
      }
    }
    return traits_type::eof();
  }

 private:
  char buffer_[65536] = {};
  int error_ = 0;
};

/// Feeds the indexer and counts.
class Sink final : public DocumentSink {
 public:
  Sink(fs::path index, Analyzer analyzer, std::optional<Unit> unit, IndexerOptions options)
      : index_(std::move(index)), analyzer_(std::move(analyzer)), unit_(unit), options_(options) {}

  void begin_source(const std::string& name) { sources_.push_back(name); }

  void document(Document&& document) override {
    if (interrupted || error_ != nullptr) throw Stop();
    const auto source = static_cast<std::uint32_t>(sources_.size() - 1);
    SeenIds::Entry* const known = ids_.find(document.id);
    // Of two ids with one hash, the second is not in the index.
    if (known != nullptr && known->source != source && indexer_ && indexer_->contains(document.id)) {
      failure(messages::id_of_other_source(document.path, document.id, sources_[known->source]));
      return;
    }
    try {
      // Opened at the first document: nothing is created where nothing can be read.
      if (!indexer_) indexer_.emplace(index_, analyzer_, unit_, options_);
      const std::string id = document.id;
      const Indexer::Outcome outcome = indexer_->add(std::move(document));
      show_progress(id);
      if (known == nullptr) {
        ids_.insert(id, {source, outcome});
      } else if (known->outcome == Indexer::Outcome::kUnchanged) {
        known->outcome = outcome;
      }
    } catch (const std::exception&) {
      // Readers may take what comes out of here for the fault of a file.
      error_ = std::current_exception();
      throw Stop();
    }
  }

  void failure(const std::string& what) override {
    ++failures_;
    clear_progress();
    say(what);
  }

  void warning(const std::string& what) override {
    clear_progress();
    warn(what);
  }

  void skipped(const fs::path& file) override {
    if (interrupted) throw Stop();
    if (!belongs_to_index(file)) ++skipped_;
  }

  /// The error of the indexer that ended the reading.
  [[nodiscard]] std::exception_ptr error() const { return error_; }
  [[nodiscard]] std::uint64_t documents() const { return ids_.size(); }

  void commit() {
    clear_progress();
    if (indexer_) indexer_->commit();
  }

  [[nodiscard]] messages::IndexSummary counts() const {
    messages::IndexSummary counts;
    ids_.for_each([&](const SeenIds::Entry& entry) {
      switch (entry.outcome) {
        case Indexer::Outcome::kAdded:
          ++counts.added;
          break;
        case Indexer::Outcome::kReplaced:
          ++counts.replaced;
          break;
        case Indexer::Outcome::kUnchanged:
          ++counts.unchanged;
          break;
      }
    });
    counts.skipped = skipped_;
    counts.failures = failures_;
    return counts;
  }

 private:
  fs::path index_;
  Analyzer analyzer_;
  std::optional<Unit> unit_;
  IndexerOptions options_;
  std::optional<Indexer> indexer_;
  std::exception_ptr error_;
  std::vector<std::string> sources_;
  SeenIds ids_;
  std::uint64_t skipped_ = 0;
  std::uint64_t failures_ = 0;
  bool terminal_ = errors_go_to_terminal();
  bool progress_shown_ = false;
  std::chrono::steady_clock::time_point last_progress_;

  /// `cote index .` walks over ./cote.index too.
  [[nodiscard]] bool belongs_to_index(const fs::path& file) const {
    std::error_code error;
    for (fs::path folder = file.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
      if (fs::equivalent(folder, index_, error)) return true;
    }
    return false;
  }

  void show_progress(const std::string& id) {
    if (!terminal_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - last_progress_ < std::chrono::milliseconds(100)) return;
    last_progress_ = now;
    progress_shown_ = true;
    show_status(messages::progress(ids_.size(), id));
  }

  void clear_progress() {
    if (progress_shown_) show_status("");
    progress_shown_ = false;
  }
};

class IndexCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    add_argument(app, "SOURCE", "SOURCE...",
                 "fichiers (texte, Markdown, HTML, PDF), dossiers, fichiers .jsonl, ou - : du JSONL sur "
                 "l'entrée standard");
    add_index_option(app, index_);
    unit_option_ = app.add_option("--unit", unit_,
                                  "ce qu'est un résultat : document, ou paragraph (chaque paragraphe, "
                                  "ID#RANG) ; fixé à la création de l'index (défaut : document)")
                       ->check(one_of({"document", "paragraph"}))
                       ->type_name("UNITÉ");
    lexicon_ = add_lexicon_option(app, unused_);
    app.add_option(
           "--memory", memory_,
           "mémoire que l'indexation peut prendre, en Mo, en plus de celle d'un document (défaut : 256)")
        ->transform(whole_number(32, 1 << 20))
        ->type_name("MO");
    app.add_option("--threads", threads_, "fils qui écrivent l'index (défaut : un par cœur, au plus 8)")
        ->transform(whole_number(1, 64))
        ->type_name("N");
    app.add_option("--prefix", prefix_, "met NOM/ devant tous les ID de cet appel")->type_name("NOM");
    app.footer(
        "Relancer la commande met l'index à jour : un document de même ID est remplacé, un document inchangé "
        "ne coûte rien.\n"
        "Exemples :\n"
        "  cote index rapports/\n"
        "  cote index -i loi.index --unit paragraph textes.jsonl\n"
        "  cote index --prefix 2017 archives/2017\n"
        "Codes de sortie : 0 fait, 2 rien n'a pu être fait, 3 certaines sources ont échoué, les autres sont "
        "indexées");
  }

  int run(const std::vector<std::string>& words) override {
    if (words.empty()) throw WrongUse(messages::no_source());
    if (std::count(words.begin(), words.end(), "-") > 1) throw WrongUse(messages::standard_input_twice());
    stop_on_signals();
    std::optional<Unit> unit;
    if (unit_option_->count() > 0) unit = unit_ == "paragraph" ? Unit::kParagraph : Unit::kDocument;
    IndexerOptions options;
    options.threads = threads_;
    options.memory = std::size_t{memory_} << 20;
    Sink sink(index_, analyzer_of(*lexicon_), unit, options);
    try {
      for (const std::string& word : words) {
        if (interrupted) break;
        read(word, sink);
      }
    } catch (const Stop&) {
      // Said below.
    }
    return finished(sink);
  }

 private:
  std::string index_ = "./cote.index";
  std::string unit_;
  std::string prefix_;
  unsigned memory_ = 256;
  unsigned threads_ = 0;
  CLI::Option* unit_option_ = nullptr;
  CLI::Option* lexicon_ = nullptr;
  std::vector<std::string> unused_;  ///< CLI11 wants somewhere to put a vector

  void read(const std::string& word, Sink& sink) const {
    if (word.empty()) {
      sink.failure(messages::empty_source());
      return;
    }
    sink.begin_source(word == "-" ? messages::standard_input() : word);
    if (word != "-") {
      read_source(word, prefix_, sink);
      return;
    }
    StandardInput buffer;
    std::istream in(&buffer);
    read_jsonl(in, messages::standard_input(), prefix_, sink);
    if (buffer.error() != 0) sink.failure(messages::unreadable_input(buffer.error()));
  }

  /// Commits and says what has been done.
  static int finished(Sink& sink) {
    try {
      if (sink.error() != nullptr) std::rethrow_exception(sink.error());
      sink.commit();
    } catch (const std::bad_alloc&) {
      say(messages::out_of_memory());
      say(messages::stopped_after(sink.documents()));
      return kFailed;
    } catch (const Error& error) {
      say(error.what());
      if (sink.documents() > 0) say(messages::stopped_after(sink.documents()));
      return kFailed;
    }
    const messages::IndexSummary counts = sink.counts();
    if (interrupted) say(messages::interrupted());
    const bool nothing = sink.documents() == 0;
    if (nothing && counts.failures == 0 && !interrupted) say(messages::nothing_indexed());
    say(messages::summary(counts));
    if (nothing || interrupted) return kFailed;
    return counts.failures > 0 ? kPartly : kDone;
  }
};

}  // namespace

std::unique_ptr<Command> make_index_command() { return std::make_unique<IndexCommand>(); }

}  // namespace cote::cli
