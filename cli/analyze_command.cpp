// cote analyze: what the chain makes of a text, stage by stage.
#include <cote/analyzer.hpp>
#include <cote/unicode.hpp>
#include <unordered_set>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/json.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/query_options.hpp"
#include "cli/text.hpp"

namespace cote::cli {
namespace {

/// What the text can be found by: its words without stop words, then the entities and symbols that it names;
/// each once.
std::vector<std::string> terms_of(const Analysis& analysis, const Lexicon& lexicon) {
  std::vector<std::string> terms;
  std::unordered_set<std::string> seen;
  const auto add = [&](std::string_view term) {
    if (!term.empty() && seen.emplace(term).second) terms.emplace_back(term);
  };
  const auto add_token = [&](const Token& token) {
    if (token.stop || token.clitic) return;
    add(token.foreign ? token.surface : token.text);
    add(token.folded);
    add(token.other);
  };
  for (const Token& token : analysis.tokens) add_token(token);
  for (const Variant& variant : analysis.variants) add_token(variant.token);
  for (const EntityMention& mention : analysis.entities) add(lexicon.entity(mention.entity).canonical);
  for (const ReferenceMention& mention : analysis.references) add(mention.reference.canonical);
  return terms;
}

class AnalyzeCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    add_argument(app, "TEXTE", "TEXTE...", "le texte, mots séparés par une espace ; - : l'entrée standard");
    lexicon_ = add_lexicon_option(app, unused_);
    app.add_flag("--query", query_, "comme une requête : les sigles du lexique comptent aussi en minuscules");
    app.add_flag("--json", json_, "un objet JSON (docs/analyze.schema.json)");
    app.footer(
        "Exemples :\n"
        "  cote analyze \"l'impôt sur les sociétés\"\n"
        "  cote analyze --query hcr tchad\n"
        "Codes de sortie : 0 fait, 2 erreur");
  }

  int run(const std::vector<std::string>& words) override {
    std::string typed;
    if (words.size() == 1 && words.front() == "-") {
      typed = read_standard_input();
    } else {
      for (const std::string& word : words) typed += (typed.empty() ? "" : " ") + word;
    }
    // Offsets must fit the text that is printed, so ill-formed bytes are replaced first.
    const std::string text = to_valid_utf8(typed);
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) throw WrongUse(messages::no_text());
    const Analyzer analyzer = analyzer_of(*lexicon_);
    Analysis analysis;
    const auto stages = analyzer.trace(text, query_ ? TextKind::kQuery : TextKind::kDocument, &analysis);
    const auto terms = terms_of(analysis, analyzer.lexicon());
    if (json_) return finish(analysis_json(text, stages, terms), kDone);
    const Layout layout{output_width(), wants_color("auto")};
    return finish(analysis_text(text, stages, analysis, analyzer.lexicon(), terms, layout), kDone);
  }

 private:
  bool query_ = false;
  bool json_ = false;
  CLI::Option* lexicon_ = nullptr;
  std::vector<std::string> unused_;  ///< CLI11 wants somewhere to put a vector
};

}  // namespace

std::unique_ptr<Command> make_analyze_command() { return std::make_unique<AnalyzeCommand>(); }

}  // namespace cote::cli
