// Files of an index beside Xapian's: appended to by one writer, mapped by readers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace cote::index_format {

/// A file that only grows. What a crash left behind the last sync() is never referred to and stays unused.
class AppendFile {
 public:
  /// Creates it if need be. IndexError names the file.
  explicit AppendFile(const std::filesystem::path& path);
  ~AppendFile();
  AppendFile(AppendFile&& other) noexcept;
  AppendFile& operator=(AppendFile&&) = delete;

  /// Bytes so far, those not yet written included: where the next append begins.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_ + pending_.size(); }
  void append(std::string_view bytes);
  /// On return everything is on the disk.
  void sync();

 private:
  void write_pending();

  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::string pending_;
};

/// A file in memory, as far as it is read. Grows with the file by refresh(). Goes on when the file is
/// removed.
class MappedFile {
 public:
  /// IndexError when there is none.
  explicit MappedFile(std::filesystem::path path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;

  /// The bytes [begin, begin + size). IndexError when the file has none there.
  [[nodiscard]] std::string_view bytes(std::uint64_t begin, std::uint64_t size);
  /// From `begin` to the end of what the file holds now.
  [[nodiscard]] std::string_view from(std::uint64_t begin);

 private:
  void refresh();

  std::filesystem::path path_;
  int descriptor_ = -1;
  const char* data_ = nullptr;
  std::uint64_t size_ = 0;
};

/// Replaces a file by `bytes` at once: a reader sees the old or the new, and so does who comes after a crash.
void replace_file(const std::filesystem::path& path, std::string_view bytes);

/// Makes what was written to a file durable, whoever wrote it. IndexError names the file.
void sync_file(const std::filesystem::path& path);

/// Makes the entries of a folder durable.
void sync_folder(const std::filesystem::path& folder);

}  // namespace cote::index_format
