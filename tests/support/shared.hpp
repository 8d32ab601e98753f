// The project's shared material: real reports and collections, which stand beside the checkout and are not
// part of it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "tests/support/catch.hpp"

namespace cote::test {

/// `$COTE_SHARED`, else ../shared beside the source tree; nullopt when there is none.
inline std::optional<std::filesystem::path> shared_folder() {
  const char* given = std::getenv("COTE_SHARED");
  const std::filesystem::path folder = given != nullptr
                                           ? std::filesystem::path(given)
                                           : std::filesystem::path(COTE_SOURCE_DIR) / ".." / "shared";
  std::error_code error;
  if (!std::filesystem::is_directory(folder / "reports", error)) return std::nullopt;
  return folder;
}

/// A folder that is removed with everything in it at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cote-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace cote::test
