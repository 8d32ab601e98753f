// cote search: a query in, ranked hits out.
#include <algorithm>
#include <cote/searcher.hpp>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/csv.hpp"
#include "cli/json.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/query_options.hpp"
#include "cli/text.hpp"

namespace cote::cli {
namespace {

class SearchCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    add_argument(app, "REQUÊTE", "REQUÊTE...",
                 "les mots cherchés ; ils forment une seule requête, séparés par une espace");
    add_index_option(app, index_);
    lexicon_ = add_lexicon_option(app, unused_);
    app.add_option("-n,--limit", query_.limit, "nombre de résultats ; 0 : seulement le total et les facettes")
        ->transform(whole_number(0))
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--offset", query_.offset, "résultats à passer")
        ->transform(whole_number(0))
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--match", match_,
                   "all : tous les mots ; any : au moins un ; auto : tous, et si aucun document ne les a "
                   "tous, au moins un")
        ->check(one_of({"auto", "all", "any"}))
        ->type_name("QUOI")
        ->capture_default_str();
    filters_ = add_repeatable(app, "--filter", unused_,
                              "ne garde que cette valeur ; plusieurs valeurs d'une facette : l'une d'elles, "
                              "plusieurs facettes : toutes",
                              "FACETTE=VALEUR");
    facets_ = add_repeatable(app, "--facet", unused_, "compte les valeurs de la facette et en montre N (10)",
                             "FACETTE[:N]");
    app.add_option(
           "--sort", sort_,
           "ordre : relevance (pertinence), date (la plus ancienne d'abord), -date (la plus récente d'abord)")
        ->check(one_of({"relevance", "date", "-date"}))
        ->type_name("ORDRE")
        ->capture_default_str();
    app.add_option("--passages", query_.passages, "passages par résultat")
        ->transform(whole_number(0))
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--passage-chars", query_.passage_chars, "caractères par passage, au plus")
        ->transform(whole_number(1))
        ->type_name("N")
        ->capture_default_str();
    app.add_flag("--phrase", query_.phrase, "toute la requête est une expression exacte");
    app.add_flag("--explain", query_.explain, "dit d'où vient le score de chaque résultat");
    app.add_option("--color", color_, "couleurs : auto (sur un terminal), always (toujours), never (jamais)")
        ->check(one_of({"auto", "always", "never"}))
        ->type_name("QUAND")
        ->capture_default_str();
    CLI::Option* json = app.add_flag("--json", json_, "un objet JSON (docs/search.schema.json)");
    CLI::Option* jsonl = app.add_flag("--jsonl", jsonl_, "un résultat par ligne, en JSON");
    CLI::Option* csv = app.add_flag("--csv", csv_, "un résultat par ligne, en CSV, avec un en-tête");
    json->excludes(jsonl)->excludes(csv);
    jsonl->excludes(csv);
    app.footer(
        "Une expression exacte se demande de deux façons (le shell enlève les guillemets qui ne sont pas "
        "protégés) :\n"
        "  cote search '\"opérations de paix\"'\n"
        "  cote search --phrase opérations de paix\n"
        "Un mot exclu porte un - ; une requête qui en contient suit -- :\n"
        "  cote search -- élections -législatives\n"
        "Exemples :\n"
        "  cote search protection des civils\n"
        "  cote search --filter pays=Mali --filter pays=Tchad --facet mission MINUSMA\n"
        "  cote search --sort -date --json 'résolution 2457'\n"
        "Codes de sortie : 0 trouvé, 1 rien trouvé, 2 erreur");
  }

  int run(const std::vector<std::string>& words) override {
    read_query(words);
    Searcher searcher(index_, analyzer_of(*lexicon_));
    const Results results = searcher.search(query_);
    if (!json_) {
      for (const Warning& warning : results.warnings) warn(warning.text);
    }
    return finish(written(results), results.total > 0 ? kDone : kNothingFound);
  }

 private:
  std::string index_ = "./cote.index";
  Query query_;
  std::string match_ = "auto";
  std::string sort_ = "relevance";
  std::string color_ = "auto";
  bool json_ = false;
  bool jsonl_ = false;
  bool csv_ = false;
  CLI::Option* lexicon_ = nullptr;
  CLI::Option* filters_ = nullptr;
  CLI::Option* facets_ = nullptr;
  std::vector<std::string> unused_;  ///< CLI11 wants somewhere to put a vector

  void read_query(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      if (!query_.text.empty()) query_.text += ' ';
      query_.text += word;
    }
    const bool blank = query_.text.find_first_not_of(" \t\r\n") == std::string::npos;
    query_.filters = read_filters(*filters_);
    if (blank && query_.filters.empty()) throw WrongUse(messages::empty_query());
    for (const std::string& facet : facets_->results()) add_facet(facet);
    query_.match = match_of(match_);
    query_.sort = sort_ == "date"    ? Sort::kDateAscending
                  : sort_ == "-date" ? Sort::kDateDescending
                                     : Sort::kRelevance;
  }

  /// FACET[:N]. A metadata key may have a colon itself ("dc:creator"): only digits behind the last one are N.
  void add_facet(const std::string& text) {
    FacetRequest request;
    request.facet = text;
    const std::size_t colon = text.rfind(':');
    if (colon != std::string::npos && text.find_first_not_of("0123456789", colon + 1) == std::string::npos) {
      std::string number = text.substr(colon + 1);
      if (colon == 0 || number.empty() || !whole_number(1)(number).empty())
        throw WrongUse(messages::facet_limit(text));
      request.facet = text.substr(0, colon);
      request.limit = std::stoul(number);
    }
    const auto twice = std::find_if(query_.facets.begin(), query_.facets.end(),
                                    [&](const FacetRequest& other) { return other.facet == request.facet; });
    if (twice == query_.facets.end()) {
      query_.facets.push_back(std::move(request));
    } else {
      twice->limit = request.limit;
    }
  }

  [[nodiscard]] std::string written(const Results& results) const {
    const Explain explain = query_.explain ? Explain::kYes : Explain::kNo;
    if (json_) return results_json(results, explain);
    if (jsonl_) return hits_jsonl(results, explain);
    if (csv_) return hits_csv(results, query_.offset);
    return results_text(query_, results, {output_width(), wants_color(color_)});
  }
};

}  // namespace

std::unique_ptr<Command> make_search_command() { return std::make_unique<SearchCommand>(); }

}  // namespace cote::cli
