// Reading the word lists of analyzers/lexicon: lines without their comments, fields between tabs or spaces.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace cote::analysis {

/// The parts of `text` between separators; empty ones are left out.
inline std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// The lines of a list that hold anything: without what follows #, and without blanks at their ends.
inline std::vector<std::string_view> lines_of(std::string_view data) {
  std::vector<std::string_view> lines;
  for (std::string_view line : split(data, '\n')) {
    line = line.substr(0, line.find('#'));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
      line.remove_suffix(1);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

}  // namespace cote::analysis
