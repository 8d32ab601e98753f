// What each command of `cote` is: a declaration of its options, and what it does.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace cote::cli {

// Exit codes (docs/cli.md).
inline constexpr int kDone = 0;  ///< done, or found
inline constexpr int kNothingFound = 1;
inline constexpr int kFailed = 2;  ///< every error and every wrong use
inline constexpr int kPartly = 3;  ///< index: some sources failed, the others are indexed

class Command {
 public:
  virtual ~Command() = default;

  /// Declares arguments and options, each once: parsing, help and defaults all read this declaration.
  virtual void declare(CLI::App& app) = 0;

  /// Called after the options have been read; `words` are the arguments that are no options. Returns the exit
  /// code. Throws cote::Error or WrongUse, and has then printed nothing on standard output.
  virtual int run(const std::vector<std::string>& words) = 0;
};

std::unique_ptr<Command> make_index_command();
std::unique_ptr<Command> make_search_command();
std::unique_ptr<Command> make_show_command();
std::unique_ptr<Command> make_refs_command();
std::unique_ptr<Command> make_run_command();
std::unique_ptr<Command> make_eval_command();
std::unique_ptr<Command> make_compact_command();
std::unique_ptr<Command> make_stats_command();
std::unique_ptr<Command> make_analyze_command();

struct CommandEntry {
  std::string_view name;
  std::string_view summary;  ///< French, for the help
  std::unique_ptr<Command> (*make)();
};

}  // namespace cote::cli
