// Start here for the command `cote`: the list of its commands, and the one place where errors become exit
// codes.
#include <algorithm>
#include <cote/error.hpp>
#include <new>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"

namespace cote::cli {
namespace {

constexpr CommandEntry kCommands[] = {
    {"index", "indexe des fichiers, des dossiers ou du JSONL, ou met l'index à jour", make_index_command},
    {"search", "cherche dans un index", make_search_command},
    {"show", "montre un document ou un de ses paragraphes", make_show_command},
    {"refs", "dit qui porte et qui cite une référence, ou ce que cite un document", make_refs_command},
    {"run", "cherche les sujets d'une évaluation et écrit un run TREC", make_run_command},
    {"eval", "mesure des runs par des jugements et les compare", make_eval_command},
    {"compact", "met un index dans sa forme la plus petite", make_compact_command},
    {"stats", "décrit un index", make_stats_command},
    {"analyze", "montre étape par étape ce que l'analyse fait d'un texte", make_analyze_command},
};

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const CommandEntry& entry : kCommands) names.emplace_back(entry.name);
  return names;
}

const CommandEntry* find_command(const std::string& name) {
  for (const CommandEntry& entry : kCommands) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

const CommandEntry& command_named(const std::string& name) {
  if (const CommandEntry* entry = find_command(name)) return *entry;
  std::vector<std::string> names = command_names();
  names.emplace_back("help");
  throw WrongUse(messages::unknown_command(name, nearest(name, names), names));
}

std::string general_help() {
  std::string out =
      "cote : recherche plein texte dans les documents institutionnels français\n\n"
      "Usage : cote COMMANDE [OPTIONS] ARGUMENTS\n\nCommandes :\n";
  const auto row = [&](std::string_view name, std::string_view summary) {
    out += "  " + std::string(name) + std::string(10 - name.size(), ' ') + std::string(summary) + "\n";
  };
  for (const CommandEntry& entry : kCommands) row(entry.name, entry.summary);
  row("help", "montre cette aide, ou celle d'une commande");
  return out +
         "\n« cote COMMANDE --help » donne les options et des exemples ; « cote --version », la version.\n\n"
         "Exemple :\n"
         "  cote index rapports/\n"
         "  cote search protection des civils\n";
}

int run_command(const CommandEntry& entry, const std::vector<std::string>& args) {
  const std::string name = "cote " + std::string(entry.name);
  CLI::App app(std::string(entry.summary), name);
  app.set_help_flag("-h,--help", "montre cette aide");
  const std::unique_ptr<Command> command = entry.make();
  command->declare(app);
  try {
    const Arguments arguments = parse_arguments(app, args);
    if (arguments.help) return finish(help_of(app), kDone);
    return command->run(arguments.words);
  } catch (const WrongUse& error) {
    say(std::string(error.what()) + "\n" + messages::see_help(name));
    return kFailed;
  }
}

int run(const std::vector<std::string>& args) {
  if (args.empty()) throw WrongUse(messages::no_command(command_names()));
  const std::string& first = args.front();
  const std::vector<std::string> rest(args.begin() + 1, args.end());
  if (first == "--version") return finish("cote " COTE_VERSION "\n", kDone);
  if (first == "--help" || first == "-h") return finish(general_help(), kDone);
  if (first == "help") {
    if (rest.empty() || rest.front() == "--help") return finish(general_help(), kDone);
    return run_command(command_named(rest.front()), {"--help"});
  }
  if (first.starts_with('-')) throw WrongUse(messages::option_before_command(first));
  return run_command(command_named(first), rest);
}

}  // namespace
}  // namespace cote::cli

int main(int argc, char** argv) {
  using namespace cote::cli;
  prepare_standard_streams();
  try {
    return run({argv + std::min(argc, 1), argv + argc});
  } catch (const WrongUse& error) {
    say(std::string(error.what()) + "\n" + messages::see_help("cote"));
  } catch (const cote::Error& error) {
    say(error.what());
  } catch (const std::bad_alloc&) {
    say(messages::out_of_memory());
  } catch (const std::exception& error) {
    say(messages::internal_error(error.what()));
  }
  return kFailed;
}
