// A sink that remembers all it was given, and a folder to write the files of a test into.
#pragma once

#include <cote/reader.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/shared.hpp"

namespace cote::test {

struct RecordingSink : DocumentSink {
  std::vector<Document> documents;
  std::vector<std::string> failures;
  std::vector<std::string> warnings;
  std::vector<std::filesystem::path> skips;

  void document(Document&& document) override { documents.push_back(std::move(document)); }
  void failure(const std::string& what) override { failures.push_back(what); }
  void warning(const std::string& what) override { warnings.push_back(what); }
  void skipped(const std::filesystem::path& file) override { skips.push_back(file); }

  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const Document& document : documents) all.push_back(document.id);
    return all;
  }
};

/// A temporary folder to write files into. Everybody may look into it.
class Folder {
 public:
  Folder() { std::filesystem::permissions(path(), std::filesystem::perms(0755)); }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

/// Writes a file below the folder, with the folders on its way.
inline std::filesystem::path write_file(const Folder& folder, const std::string& name,
                                        std::string_view bytes) {
  std::filesystem::path file = folder.path() / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file;
}

}  // namespace cote::test
