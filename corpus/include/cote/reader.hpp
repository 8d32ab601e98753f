// Start here to get documents out of files: read_source() walks a file, a folder or standard input.
// It works in one thread; <cote/source_reader.hpp> has the same in steps that several threads may share.
#pragma once

#include <cote/document.hpp>
#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>

namespace cote {

/// Receives what read_source() finds, in the order of the sorted paths. Called from one thread.
class DocumentSink {
 public:
  virtual ~DocumentSink() = default;
  virtual void document(Document&& document) = 0;
  /// A source or record that could not be read. `what` names the file (and line) and says what to do.
  virtual void failure(const std::string& what) = 0;
  virtual void warning(const std::string& what) = 0;
  /// A file found by walking that is no document.
  virtual void skipped(const std::filesystem::path& file) = 0;
};

/// Reads one SOURCE of `cote index`: a file, a folder (recursively, hidden entries and links to folders left
/// out), or a .jsonl file. A file's id is its path below the folder, with '/'; of a SOURCE that is a file,
/// its name; of a JSONL record, its "id". A `prefix` gives "prefix/id". Failures of single files and records
/// go to the sink; never throws for what a file holds.
void read_source(const std::filesystem::path& source, const std::string& prefix, DocumentSink& sink);

/// The same for JSONL from a stream; `name` stands in messages.
void read_jsonl(std::istream& in, const std::string& name, const std::string& prefix, DocumentSink& sink);

/// Reads the bytes of one file as a document by its extension and content. CorpusError when it is none.
/// `warnings` that the reader had are handed to the sink if one is given.
[[nodiscard]] Document read_document(const std::filesystem::path& file, const std::string& id,
                                     DocumentSink* sink = nullptr);

}  // namespace cote
