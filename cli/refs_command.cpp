// cote refs: what a reference is called, who bears it and who cites it; what a document cites.
#include <cote/searcher.hpp>
#include <optional>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/query_options.hpp"
#include "cli/refs_output.hpp"

namespace cote::cli {
namespace {

class RefsCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    add_argument(app, "RÉFÉRENCE", "RÉFÉRENCE", "une cote, une résolution, une loi, un article, une affaire");
    add_index_option(app, index_);
    lexicon_ = add_lexicon_option(app, unused_);
    of_option_ = app.add_option("--of", of_, "ce que cite le document ID")->type_name("ID");
    export_option_ =
        app.add_option("--export", export_, "toutes les citations de l'index : graphml ou dot (Graphviz)")
            ->check(one_of({"graphml", "dot"}))
            ->type_name("FORMAT");
    CLI::Option* json = app.add_flag("--json", json_, "un objet JSON (docs/refs.schema.json)");
    export_option_->excludes(of_option_)->excludes(json);
    app.footer(
        "Exemples :\n"
        "  cote refs S/RES/1325\n"
        "  cote refs résolution 1325\n"
        "  cote refs --of rapport.pdf\n"
        "  cote refs --export dot | dot -Tsvg > citations.svg\n"
        "Codes de sortie : 0 trouvé, 1 rien trouvé, 2 erreur");
  }

  int run(const std::vector<std::string>& words) override {
    std::string typed;
    for (const std::string& word : words) typed += (typed.empty() ? "" : " ") + word;
    const bool of = of_option_->count() > 0;
    const bool whole = export_option_->count() > 0;
    if ((of || whole) && !words.empty()) throw WrongUse(messages::too_many_words(words.front()));
    if (of && of_.empty()) throw WrongUse(messages::no_id());
    if (!of && !whole && typed.find_first_not_of(" \t\r\n") == std::string::npos)
      throw WrongUse(messages::no_reference());
    Searcher searcher(index_, analyzer_of(*lexicon_));
    if (whole) return exported(searcher);
    return of ? cited(searcher) : citing(searcher, typed);
  }

 private:
  std::string index_ = "./cote.index";
  std::string of_;
  std::string export_;
  bool json_ = false;
  CLI::Option* lexicon_ = nullptr;
  CLI::Option* of_option_ = nullptr;
  CLI::Option* export_option_ = nullptr;
  std::vector<std::string> unused_;  ///< CLI11 wants somewhere to put a vector

  [[nodiscard]] static Layout layout() { return {output_width(), false}; }

  [[nodiscard]] int citing(Searcher& searcher, const std::string& typed) const {
    const ReferenceLinks links = searcher.reference(typed);
    const bool found = !links.own.empty() || !links.cited_by.empty();
    if (!found) say(messages::unknown_reference(typed, links.kind.has_value() ? links.display : ""));
    if (!found && !json_) return kNothingFound;
    return finish(json_ ? links_json(links) : links_text(links, layout()), found ? kDone : kNothingFound);
  }

  [[nodiscard]] int cited(Searcher& searcher) const {
    const std::optional<std::vector<CitedReference>> references = searcher.citations_of(of_);
    if (!references) {
      say(messages::unknown_id(of_, searcher.similar_ids(of_)));
      return kNothingFound;
    }
    if (references->empty()) say(messages::no_citations(of_));
    if (references->empty() && !json_) return kNothingFound;
    return finish(json_ ? citations_json(of_, *references) : citations_text(of_, *references, layout()),
                  references->empty() ? kNothingFound : kDone);
  }

  [[nodiscard]] int exported(Searcher& searcher) const {
    const CitationGraph graph = searcher.citation_graph();
    return finish(export_ == "dot" ? graph_as_dot(graph) : graph_as_graphml(graph),
                  graph.edges.empty() ? kNothingFound : kDone);
  }
};

}  // namespace

std::unique_ptr<Command> make_refs_command() { return std::make_unique<RefsCommand>(); }

}  // namespace cote::cli
