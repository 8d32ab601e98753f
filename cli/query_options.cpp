#include "cli/query_options.hpp"

#include "cli/arguments.hpp"
#include "cli/messages.hpp"

namespace cote::cli {

CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& unused,
                            const std::string& description, const std::string& type) {
  return app.add_option(name, unused, description)
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name(type);
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
