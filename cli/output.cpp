#include "cli/output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/messages.hpp"

namespace cote::cli {

void prepare_standard_streams() {
  // Opened the wrong way round, so that reading and writing still fail. open() takes the lowest free number.
  for (const int descriptor : {0, 1, 2}) {
    if (fcntl(descriptor, F_GETFD) == -1)
      static_cast<void>(open("/dev/null", descriptor == 1 ? O_RDONLY : O_WRONLY));
  }
  std::signal(SIGPIPE, SIG_IGN);
  // A file that would grow beyond ulimit -f: the write fails and is reported.
  std::signal(SIGXFSZ, SIG_IGN);
}

int finish(std::string_view data, int code) {
  while (!data.empty()) {
    const ssize_t written = write(STDOUT_FILENO, data.data(), data.size());
    if (written >= 0) {
      data.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return code;
    } else if (errno == EAGAIN) {
      // Somebody shares a descriptor that does not block.
      pollfd ready{STDOUT_FILENO, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      say(messages::cannot_write(errno));
      return kFailed;
    }
  }
  return code;
}

std::string read_standard_input() {
  std::string text;
  char buffer[65536];
  while (true) {
    const ssize_t count = read(STDIN_FILENO, buffer, sizeof buffer);
    if (count == 0) return text;
    if (count > 0) {
      text.append(buffer, static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      throw WrongUse(messages::unreadable_input(errno));
    }
  }
}

std::size_t output_width() {
  constexpr std::size_t kDefault = 100;
  constexpr std::size_t kLeast = 40;  // below, wrapped text is worse than lines that the terminal breaks
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return kDefault;
  return std::max<std::size_t>(size.ws_col, kLeast);
}

bool wants_color(const std::string& when) {
  if (when != "auto") return when == "always";
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

bool errors_go_to_terminal() { return isatty(STDERR_FILENO) != 0; }

}  // namespace cote::cli
