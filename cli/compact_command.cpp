// cote compact: an index into its smallest and fastest form.
#include <cote/indexer.hpp>
#include <cote/searcher.hpp>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/query_options.hpp"

namespace cote::cli {
namespace {

class CompactCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    add_index_option(app, index_);
    lexicon_ = add_lexicon_option(app, unused_);
    app.footer(
        "Rien ne change à ce que l'index trouve. L'ancienne forme reste jusqu'à ce que la nouvelle soit "
        "complète : il "
        "faut donc la place des deux.\n"
        "Après beaucoup de mises à jour, ou avant de publier un index qui ne changera plus. Remplacer "
        "ensuite un "
        "document coûte, une fois, la réécriture de l'index.\n"
        "Exemple :\n  cote compact -i rapports.index\n"
        "Codes de sortie : 0 fait, 2 erreur");
  }

  int run(const std::vector<std::string>& words) override {
    if (!words.empty()) throw WrongUse(messages::too_many_words(words.front()));
    const Analyzer analyzer = analyzer_of(*lexicon_);
    const auto bytes = [&] { return Searcher(index_, analyzer).stats().bytes; };
    const std::uint64_t before = bytes();  // refuses what is no index, which an Indexer would create
    Indexer(index_, analyzer).compact();
    say(messages::compacted(before, bytes()));
    return kDone;
  }

 private:
  std::string index_ = "./cote.index";
  CLI::Option* lexicon_ = nullptr;
  std::vector<std::string> unused_;  ///< CLI11 wants somewhere to put a vector
};

}  // namespace

std::unique_ptr<Command> make_compact_command() { return std::make_unique<CompactCommand>(); }

}  // namespace cote::cli
