#include "cli/query_options.hpp"

#include "cli/arguments.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"

namespace cote::cli {

CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& unused,
                            const std::string& description, const std::string& type) {
  return app.add_option(name, unused, description)
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name(type);
}

CLI::Option* add_lexicon_option(CLI::App& app, std::vector<std::string>& unused) {
  return add_repeatable(
      app, "--lexicon", unused,
      "lexique à vous (docs/lexicon.md), ajouté à celui de Cote ; le même à l'indexation et à "
      "la recherche",
      "FICHIER");
}

Analyzer analyzer_of(const CLI::Option& lexicon) {
  AnalyzerOptions options;
  options.lexicon = Lexicon::load({lexicon.results().begin(), lexicon.results().end()});
  for (const std::string& warning : options.lexicon->warnings()) warn(warning);
  return french_analyzer(options);
}

std::vector<std::pair<std::string, std::string>> read_filters(const CLI::Option& option) {
  std::vector<std::pair<std::string, std::string>> filters;
  for (const std::string& filter : option.results()) {
    const std::size_t equals = filter.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == filter.size()) {
      throw WrongUse(messages::filter_without_value(filter));
    }
    filters.emplace_back(filter.substr(0, equals), filter.substr(equals + 1));
  }
  return filters;
}

Match match_of(const std::string& name) {
  if (name == "all") return Match::kAll;
  return name == "any" ? Match::kAny : Match::kAuto;
}

}  // namespace cote::cli
