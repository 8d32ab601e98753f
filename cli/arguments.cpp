#include "cli/arguments.hpp"

#include <algorithm>
#include <cote/unicode.hpp>
#include <numeric>
#include <set>

#include "cli/messages.hpp"

namespace cote::cli {
namespace {

/// Larger than any index, small enough for sums of two.
constexpr unsigned long long kLargestNumber = 1'000'000'000;

constexpr std::size_t kHelpWidth = 100;  ///< columns
constexpr std::size_t kHelpIndent = 28;  ///< columns in front of a description

bool is_flag(const CLI::Option& option) { return option.get_items_expected_max() == 0; }

bool repeats(const CLI::Option& option) {
  return option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
}

std::vector<std::string> long_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// Splits the line. Options go on to CLI11 as "--name=value", the one form in which it takes exactly one
/// value.
class Splitter {
 public:
  Splitter(CLI::App& app, const std::vector<std::string>& args) : app_(app), args_(args) {}

  Arguments run() {
    for (; at_ < args_.size() && !arguments_.help; ++at_) {
      const std::string& arg = args_[at_];
      if (arg == "--") {
        arguments_.words.insert(arguments_.words.end(), args_.begin() + static_cast<std::ptrdiff_t>(at_) + 1,
                                args_.end());
        break;
      }
      if (arg.size() < 2 || arg[0] != '-') {
        arguments_.words.push_back(arg);
      } else if (arg[1] == '-') {
        long_option(arg);
      } else {
        short_option(arg);
      }
    }
    return std::move(arguments_);
  }

  [[nodiscard]] std::vector<std::string>& options() { return options_; }

 private:
  CLI::App& app_;
  const std::vector<std::string>& args_;
  std::size_t at_ = 0;
  Arguments arguments_;
  std::vector<std::string> options_;
  std::vector<const CLI::Option*> given_;

  void long_option(const std::string& arg) {
    const std::size_t equals = arg.find('=');
    const std::string name = arg.substr(0, equals);
    const CLI::Option* option = app_.get_option_no_throw(name);
    if (option == nullptr || option->get_positional()) {
      throw WrongUse(messages::unknown_option(name, nearest(name, long_names(app_)), app_.get_name(),
                                              line_with_dashes()));
    }
    if (equals == std::string::npos) {
      take(*option, name);
    } else if (is_flag(*option)) {
      throw WrongUse(messages::no_value_wanted(name));
    } else {
      give(*option, name, arg.substr(equals + 1));
    }
  }

  void short_option(const std::string& arg) {
    const std::string name = arg.substr(0, 2);
    const CLI::Option* option = app_.get_option_no_throw(name);
    if (option != nullptr && arg.size() == 2) {
      take(*option, name);
    } else if (option != nullptr && !is_flag(*option) && arg[2] == '=') {
      give(*option, name, arg.substr(3));
    } else if (option != nullptr && !is_flag(*option) && arg[2] >= '0' && arg[2] <= '9') {
      give(*option, name, arg.substr(2));
    } else {
      throw WrongUse(messages::unknown_option(arg, "", app_.get_name(), line_with_dashes()));
    }
  }

  /// An option whose value, if it has one, is the next argument.
  void take(const CLI::Option& option, const std::string& name) {
    if (is_flag(option)) {
      if (&option == app_.get_help_ptr()) {
        arguments_.help = true;
      } else {
        note(option, name);
        options_.push_back("--" + option.get_lnames().front());
      }
      return;
    }
    if (at_ + 1 >= args_.size()) throw WrongUse(messages::value_missing(name, option.get_type_name()));
    const std::string& value = args_[at_ + 1];
    if (value.starts_with('-') &&
        (value == "--" || app_.get_option_no_throw(value.substr(0, value.find('='))) != nullptr)) {
      throw WrongUse(messages::value_is_option(name, option.get_type_name(), value));
    }
    ++at_;
    give(option, name, value);
  }

  void give(const CLI::Option& option, const std::string& name, const std::string& value) {
    if (value.empty()) throw WrongUse(messages::value_missing(name, option.get_type_name()));
    note(option, name);
    options_.push_back("--" + option.get_lnames().front() + "=" + value);
  }

  /// Refuses what cannot stand twice or together.
  void note(const CLI::Option& option, const std::string& name) {
    const auto excluded = option.get_excludes();
    for (const CLI::Option* other : given_) {
      if (other == &option && !repeats(option)) throw WrongUse(messages::option_twice(name));
      if (std::any_of(excluded.begin(), excluded.end(),
                      [&](const CLI::Option* one) { return one == other; })) {
        throw WrongUse(messages::options_exclude("--" + other->get_lnames().front(), name));
      }
    }
    given_.push_back(&option);
  }

  /// The line as it must be typed if the argument at hand was meant as a word: options first, then "--".
  [[nodiscard]] std::string line_with_dashes() const {
    std::string line = app_.get_name();
    for (const std::string& option : options_) line += " " + messages::shell_word(option);
    line += " --";
    for (const std::string& word : arguments_.words) line += " " + messages::shell_word(word);
    line += " " + messages::shell_word(args_[at_]);
    for (std::size_t next = at_ + 1; next < args_.size(); ++next) {
      // What begins with - there may be an option or a word: not for us to say.
      if (args_[next].starts_with('-')) return line + " …";
      line += " " + messages::shell_word(args_[next]);
    }
    return line;
  }
};

/// CLI11 writes "--limit: …" before what our validators say.
std::string in_french(const CLI::ParseError& error) {
  std::string text = error.what();
  const std::size_t colon = text.find(": ");
  if (colon != std::string::npos) text.insert(colon, " ");
  return text;
}

std::string wrapped(const std::string& text, std::size_t indent) {
  std::string out;
  std::size_t column = indent;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    std::size_t end = text.find_first_of(" \n", begin);
    if (end == std::string::npos) end = text.size();
    const std::string_view word = std::string_view(text).substr(begin, end - begin);
    const std::size_t width = count_code_points(word);
    if (begin > 0 && (text[begin - 1] == '\n' || column + 1 + width > kHelpWidth)) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (begin > 0) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    begin = end + 1;
  }
  return out + "\n";
}

std::string entry(std::string left, const std::string& description) {
  left = "  " + left;
  const std::size_t width = count_code_points(left);
  left +=
      width + 2 > kHelpIndent ? "\n" + std::string(kHelpIndent, ' ') : std::string(kHelpIndent - width, ' ');
  return left + wrapped(description, kHelpIndent);
}

std::string names_of(const CLI::Option& option) {
  std::string names = option.get_snames().empty() ? "    " : "-" + option.get_snames().front() + ", ";
  names += "--" + option.get_lnames().front();
  if (!is_flag(option)) names += " " + option.get_type_name();
  return names;
}

std::string description_of(const CLI::Option& option) {
  std::string text = option.get_description();
  if (repeats(option)) text += " ; peut être répété";
  if (!option.get_default_str().empty()) {
    const std::string value = option.get_envname().empty() ? "" : "$" + option.get_envname() + ", sinon ";
    text += " (défaut : " + value + option.get_default_str() + ")";
  }
  return text;
}

}  // namespace

Arguments parse_arguments(CLI::App& app, const std::vector<std::string>& args) {
  Splitter splitter(app, args);
  Arguments arguments = splitter.run();
  if (arguments.help) return arguments;
  std::vector<std::string>& options = splitter.options();
  std::reverse(options.begin(), options.end());  // as CLI11 wants them
  try {
    app.parse(options);
  } catch (const CLI::ParseError& error) {
    throw WrongUse(in_french(error));
  }
  return arguments;
}

std::string help_of(const CLI::App& app) {
  std::string out =
      app.get_name() + " : " + app.get_description() + "\n\nUsage : " + app.get_name() + " [OPTIONS]";
  std::string arguments;
  std::string options;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      out += " " + option->get_option_text();
      arguments += entry(option->get_name(true), option->get_description());
    } else {
      options += entry(names_of(*option), description_of(*option));
    }
  }
  out += "\n\n";
  if (!arguments.empty()) out += "Arguments :\n" + arguments + "\n";
  out += "Options :\n" + options;
  if (!app.get_footer().empty()) out += "\n" + app.get_footer() + "\n";
  return out;
}

void add_index_option(CLI::App& app, std::string& index) {
  app.add_option("-i,--index", index, "dossier de l'index")
      ->envname("COTE_INDEX")
      ->type_name("DOSSIER")
      ->capture_default_str();
}

void add_argument(CLI::App& app, const std::string& name, const std::string& shown,
                  const std::string& description) {
  app.add_option(name, CLI::callback_t(), description)->option_text(shown);
}

CLI::Validator whole_number(unsigned long long least, unsigned long long most) {
  // A leading zero would make CLI11 read octal digits.
  return CLI::Validator(
      [least, most](std::string& value) -> std::string {
        const bool digits =
            std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        const std::size_t first = value.find_first_not_of('0');
        const std::string trimmed = first == std::string::npos ? "0" : value.substr(first);
        if (value.empty() || !digits || trimmed.size() > 10)
          return messages::number_wanted(value, least, most);
        const unsigned long long number = std::stoull(trimmed);
        if (number < least || number > most) return messages::number_wanted(value, least, most);
        value = trimmed;
        return {};
      },
      "", "");
}

CLI::Validator one_of(std::vector<std::string> values) {
  return CLI::Validator(
      [values = std::move(values)](std::string& value) -> std::string {
        if (std::find(values.begin(), values.end(), value) != values.end()) return {};
        return messages::value_of_list(value, values);
      },
      "", "");
}

std::string nearest(std::string_view typed, const std::vector<std::string>& names) {
  std::string best;
  // One error for each three letters: "--limt" is near "--limit", "--xy" is near nothing.
  std::size_t least = typed.size() / 3 + 1;
  for (const std::string& name : names) {
    std::vector<std::size_t> row(name.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= typed.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= name.size(); ++j) {
        const std::size_t changed = diagonal + (typed[i - 1] == name[j - 1] ? 0U : 1U);
        diagonal = row[j];
        row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
      }
    }
    if (row.back() < least) {
      least = row.back();
      best = name;
    }
  }
  return best;
}

}  // namespace cote::cli
