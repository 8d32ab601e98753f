// What stands behind <cote/source_reader.hpp>: the pieces of a source and what is made of them.
#pragma once

#include <cote/document.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cote::corpus {

/// What all pieces of one file share, in whatever thread they are.
struct SourceFile {
  std::string name;            ///< as messages show it
  std::string prefix;          ///< of the ids
  std::string path;            ///< absolute; empty for standard input
  std::filesystem::path file;  ///< to open; empty for standard input
};

/// Something to tell the sink.
struct Event {
  enum class Kind : std::uint8_t {
    kWarning,
    kNestedKey,  ///< a warning that is given once a file for each `key`
    kFailure,
    kSkipped,  ///< `what` is empty, `file` is the file
  };
  Kind kind = Kind::kWarning;
  std::string what{};
  std::string key{};
  std::filesystem::path file{};
};

/// What became of a piece.
struct Reading {
  std::vector<Event> events;
  std::optional<Document> document;
  std::shared_ptr<const SourceFile> file;  ///< where it comes from; null for an event about the source
  std::uint64_t line = 0;                  ///< of a record, from 1; 0: the whole file
};

/// A line of JSONL that is not blank, without its end.
struct RawRecord {
  std::shared_ptr<const SourceFile> file;
  std::uint64_t number = 0;  ///< of the line, from 1
  std::string line;
  bool valid_utf8 = true;
};

/// A file that read_file() reads.
struct RawFile {
  std::shared_ptr<const SourceFile> file;
  std::string id;  ///< with its prefix
};

struct Piece {
  std::variant<RawRecord, RawFile, Reading> what;
  std::size_t weight = 0;
};

/// Splits JSONL into its records. What can be told from the lines alone is told here, in their order: that
/// they are no JSONL at all ends the reading.
class RecordLines {
 public:
  RecordLines(std::istream& in, std::shared_ptr<const SourceFile> file, std::string_view when_empty)
      : in_(in), file_(std::move(file)), when_empty_(when_empty) {}

  /// The next record, or a failure; null at the end.
  [[nodiscard]] std::unique_ptr<Piece> next();

 private:
  [[nodiscard]] std::string problem_of_first() const;
  [[nodiscard]] std::string problem_of_encoding(bool& valid_utf8);
  [[nodiscard]] std::unique_ptr<Piece> fail(const std::string& what);

  std::istream& in_;
  std::shared_ptr<const SourceFile> file_;
  std::string_view when_empty_;  ///< how the failure goes on that there is no record
  std::string line_;
  std::uint64_t number_ = 0;
  std::size_t records_ = 0;
  bool seen_utf8_ = false;  ///< text beyond ASCII that was UTF-8
  bool ended_ = false;
};

/// Reads one record. A broken one gives a failure.
[[nodiscard]] Reading read_record(RawRecord&& record);

/// Reads one file; `events` gets its warnings, also where it throws CorpusError, which names the file.
[[nodiscard]] Document read_file(const std::filesystem::path& file, const std::string& id,
                                 std::vector<Event>& events);

/// "prefix/id", or the id when there is no prefix.
[[nodiscard]] std::string with_prefix(const std::string& prefix, const std::string& id);

enum class Format : std::uint8_t { kUnknown, kText, kMarkdown, kHtml, kPdf, kJsonl, kNotYet };

/// By the extension.
[[nodiscard]] Format format_of(const std::filesystem::path& file);

/// What to say of a format that is not read yet.
[[nodiscard]] std::string not_read_yet(const std::filesystem::path& file);

/// A path as text for ids and messages: valid UTF-8, NFC, '/'.
[[nodiscard]] std::string shown(const std::filesystem::path& path);

[[nodiscard]] std::string absolute_path(const std::filesystem::path& file);

/// Why the system refuses, in French.
[[nodiscard]] std::string system_reason(int code);

/// CorpusError with that reason alone.
[[nodiscard]] std::ifstream open_file(const std::filesystem::path& file);

}  // namespace cote::corpus
