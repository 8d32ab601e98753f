// The command line: CLI11 holds the declarations, checks the values and knows the defaults; splitting the
// line into options and words is done here. CLI11 2.1 takes "-2017" and the names of commands for words of
// its own choosing, lets an option that repeats swallow words behind it, splits "[a,b]" at the comma, and
// speaks English.
#pragma once

#include <CLI/CLI.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cote::cli {

/// The command was called in a way that does not exist. The text is French and names what is wrong.
struct WrongUse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Arguments {
  std::vector<std::string> words;  ///< all that are no options, in order
  bool help = false;               ///< --help was asked for; nothing else counts then
};

/// Reads the arguments behind the command's name into the variables that `app` binds. Throws WrongUse. A
/// value may stand behind a short option without a space only if it begins with a digit (-n20): "-nord" is a
/// word that somebody excludes.
[[nodiscard]] Arguments parse_arguments(CLI::App& app, const std::vector<std::string>& args);

/// What --help prints: usage, arguments, options with their defaults, examples (the footer).
[[nodiscard]] std::string help_of(const CLI::App& app);

/// Declares -i/--index.
void add_index_option(CLI::App& app, std::string& index);

/// Declares an argument, which help shows as `shown`: "SOURCE…".
void add_argument(CLI::App& app, const std::string& name, const std::string& shown,
                  const std::string& description);

/// Checks for a whole number from `least` to `most`: "attend un nombre entier …".
[[nodiscard]] CLI::Validator whole_number(unsigned long long least, unsigned long long most = 1'000'000'000);

/// Checks for one of `values`.
[[nodiscard]] CLI::Validator one_of(std::vector<std::string> values);

/// The one of `names` that somebody who typed `typed` may have meant, or nothing.
[[nodiscard]] std::string nearest(std::string_view typed, const std::vector<std::string>& names);

}  // namespace cote::cli
