// Standard output and the terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cote::cli {

/// Called first: descriptors 0 to 2 that the caller closed are held, so that no file of the index takes their
/// number, and a reader that goes away is no error.
void prepare_standard_streams();

/// Writes all of `data` on standard output and returns `code`; kFailed, with a message, when it cannot be
/// written. A pipe that nobody reads any more is no error. Commands call it once, at their end: after an
/// error nothing has been printed.
[[nodiscard]] int finish(std::string_view data, int code);

/// All of standard input. WrongUse when it cannot be read.
[[nodiscard]] std::string read_standard_input();

/// Columns of the terminal on standard output; 100 when it is none.
[[nodiscard]] std::size_t output_width();

/// Whether --color `when` (auto, always, never) means colour: auto is a terminal, unless NO_COLOR is set or
/// it is dumb.
[[nodiscard]] bool wants_color(const std::string& when);

[[nodiscard]] bool errors_go_to_terminal();

}  // namespace cote::cli
