#include "indexer/format/files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cote/error.hpp>
#include <cstring>
#include <utility>

namespace cote::index_format {
namespace {

namespace fs = std::filesystem;

/// Written in pieces of so many bytes.
constexpr std::size_t kBuffer = 256 * 1024;

[[noreturn]] void fail(const fs::path& path, const char* what, int error) {
  throw IndexError("index « " + path.string() + " » : " + what + " (" + std::strerror(error) +
                   ") ; ce qui était enregistré reste. Vérifiez vos droits et la place sur le disque");
}

void write_all(int descriptor, const fs::path& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      fail(path, "écriture impossible", errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

AppendFile::AppendFile(const fs::path& path) : path_(path) {
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail(path_, "le fichier ne s'ouvre pas", errno);
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) fail(path_, "le fichier ne se lit pas", errno);
  size_ = static_cast<std::uint64_t>(status.st_size);
}

AppendFile::~AppendFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      pending_(std::move(other.pending_)) {}

void AppendFile::append(std::string_view bytes) {
  pending_ += bytes;
  if (pending_.size() >= kBuffer) write_pending();
}

void AppendFile::write_pending() {
  // A write that fails half-way must not shift what comes after it.
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && static_cast<std::uint64_t>(status.st_size) != size_ &&
      ::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0)
    fail(path_, "écriture impossible", errno);
  write_all(descriptor_, path_, pending_);
  size_ += pending_.size();
  pending_.clear();
}

void AppendFile::sync() {
  write_pending();
  if (::fdatasync(descriptor_) != 0) fail(path_, "écriture impossible", errno);
}

MappedFile::MappedFile(fs::path path) : path_(std::move(path)) {
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) {
    throw IndexError("index « " + path_.string() + " » : le fichier ne s'ouvre pas (" + std::strerror(errno) +
                     ") ; vérifiez vos droits, ou reconstruisez-le avec « cote index »");
  }
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
  if (descriptor_ >= 0) ::close(descriptor_);
}

void MappedFile::refresh() {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) fail(path_, "le fichier ne se lit pas", errno);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size == size_) return;
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
  data_ = nullptr;
  size_ = 0;
  if (size == 0) return;
  void* const data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor_, 0);
  if (data == MAP_FAILED) fail(path_, "le fichier ne se lit pas", errno);
  data_ = static_cast<const char*>(data);
  size_ = size;
}

std::string_view MappedFile::bytes(std::uint64_t begin, std::uint64_t size) {
  if (begin > size_ || size > size_ - begin) refresh();
  if (begin > size_ || size > size_ - begin) {
    throw IndexError("index « " + path_.string() +
                     " » : fichier tronqué ; supprimez l'index et réindexez avec « cote index »");
  }
  return {data_ + begin, size};
}

std::string_view MappedFile::from(std::uint64_t begin) {
  if (begin >= size_) refresh();
  return bytes(begin, begin < size_ ? size_ - begin : 0);
}

void replace_file(const fs::path& path, std::string_view bytes) {
  fs::path temporary = path;
  temporary += ".tmp";
  {
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) fail(path, "le fichier ne s'ouvre pas", errno);
    try {
      write_all(descriptor, path, bytes);
    } catch (...) {
      ::close(descriptor);
      throw;
    }
    if (::fdatasync(descriptor) != 0) {
      const int error = errno;
      ::close(descriptor);
      fail(path, "écriture impossible", error);
    }
    ::close(descriptor);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) fail(path, "écriture impossible", errno);
  sync_folder(path.parent_path());
}

void sync_file(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(path, "le fichier ne s'ouvre pas", errno);
  const int error = ::fdatasync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (error != 0) fail(path, "écriture impossible", error);
}

void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // a file system without it has nothing to sync
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace cote::index_format
