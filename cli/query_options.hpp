// Options that several commands share because they ask an index the same way.
#pragma once

#include <CLI/CLI.hpp>
#include <cote/analyzer.hpp>
#include <cote/query.hpp>
#include <string>
#include <utility>
#include <vector>

namespace cote::cli {

/// Declares an option that may be repeated and takes one value each time; `unused` outlives the app. The
/// values are read with results(): CLI11's own conversion makes an empty list of "{}".
CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& unused,
                            const std::string& description, const std::string& type);

/// Declares --lexicon; the values are read with analyzer_of().
CLI::Option* add_lexicon_option(CLI::App& app, std::vector<std::string>& unused);

/// The chain with the files of --lexicon, which an index is made and opened with; warns of what could be
/// better in them. Throws CorpusError for a broken one.
[[nodiscard]] Analyzer analyzer_of(const CLI::Option& lexicon);

/// The values of --filter as Query::filters. Throws WrongUse for one that is not FACETTE=VALEUR.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> read_filters(const CLI::Option& option);

/// "auto", "all", "any".
[[nodiscard]] Match match_of(const std::string& name);

}  // namespace cote::cli
