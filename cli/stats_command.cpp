// cote stats: what is in an index.
#include <cote/searcher.hpp>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/json.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/query_options.hpp"
#include "cli/refs_output.hpp"
#include "cli/text.hpp"

namespace cote::cli {
namespace {

class StatsCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    add_index_option(app, index_);
    lexicon_ = add_lexicon_option(app, unused_);
    app.add_flag("--references", references_, "les références que le plus de documents citent");
    app.add_option("-n,--limit", limit_, "nombre de références")
        ->transform(whole_number(1))
        ->type_name("N")
        ->capture_default_str();
    app.add_flag("--json", json_, "un objet JSON");
    app.add_flag("--acronyms", acronyms_,
                 "les sigles que les textes définissent, avec leur forme longue et leur nombre de documents");
    app.footer(
        "Exemples :\n  cote stats -i rapports.index\n  cote stats --references -n 50\n  cote stats "
        "--acronyms\n"
        "Codes de sortie : 0 fait, 2 erreur");
  }

  int run(const std::vector<std::string>& words) override {
    if (!words.empty()) throw WrongUse(messages::too_many_words(words.front()));
    Searcher searcher(index_, analyzer_of(*lexicon_));
    if (acronyms_ && references_)
      throw WrongUse("--acronyms et --references s'excluent ; donnez l'un des deux");
    if (acronyms_) {
      const std::vector<LearntAcronym> learnt = searcher.acronyms();
      return finish(json_ ? acronyms_json(index_, learnt) : acronyms_text(learnt), kDone);
    }
    if (references_) {
      const std::vector<ReferenceCount> counts = searcher.most_cited(limit_);
      return finish(json_ ? most_cited_json(counts) : most_cited_text(counts, {output_width(), false}),
                    kDone);
    }
    const IndexStats stats = searcher.stats();
    return finish(json_ ? stats_json(index_, stats) : stats_text(index_, stats, {output_width(), false}),
                  kDone);
  }

 private:
  std::string index_ = "./cote.index";
  bool json_ = false;
  bool acronyms_ = false;
  bool references_ = false;
  std::size_t limit_ = 20;
  CLI::Option* lexicon_ = nullptr;
  std::vector<std::string> unused_;  ///< CLI11 wants somewhere to put a vector
};

}  // namespace

std::unique_ptr<Command> make_stats_command() { return std::make_unique<StatsCommand>(); }

}  // namespace cote::cli
