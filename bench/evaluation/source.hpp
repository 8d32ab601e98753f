// A text file in memory, read line by line, that knows how to name a place in itself.
#pragma once

#include <cstddef>
#include <filesystem>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace cote::evaluation {

struct Line {
  std::size_t number = 0;  ///< from 1
  std::string_view text;   ///< without its line end, LF or CRLF
};

class Source {
 public:
  /// Reads the whole stream; a UTF-8 byte order mark is dropped. CorpusError if reading fails or the text is
  /// UTF-16.
  Source(std::istream& in, std::string_view name);
  /// The same from a file. CorpusError if it cannot be opened or is a folder.
  explicit Source(const std::filesystem::path& path);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::vector<Line> lines() const;  ///< views into text()
  [[nodiscard]] std::size_t line_at(
      std::size_t offset) const;  ///< number of the line that holds this byte of text()

  /// Throws CorpusError "NAME:LINE: message".
  [[noreturn]] void fail(std::size_t line, const std::string& message) const;

 private:
  void load(std::istream& in);
  std::string name_;
  std::string text_;
};

[[nodiscard]] constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

[[nodiscard]] std::string_view trim(std::string_view text);  ///< of ASCII white space

/// Puts the columns of a line, separated by any ASCII white space, into `columns`, which is cleared first.
void split_columns(std::string_view line, std::vector<std::string_view>& columns);

/// « text » for a message; a long text is cut.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// "1 colonne", "3 colonnes".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

/// Offset of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7), or npos.
[[nodiscard]] std::size_t find_ill_formed(std::string_view text);

}  // namespace cote::evaluation
