#include "indexer/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cote/error.hpp>
#include <cstring>

#include "indexer/format/manifest.hpp"

namespace cote::indexing {

Lock::Lock(const std::filesystem::path& index) {
  const std::string name = "index « " + index.string() + " » : ";
  const auto file = index / index_format::kLockFile;
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    throw IndexError(name + "verrou impossible (" + std::strerror(errno) +
                     ") ; vérifiez vos droits sur le dossier");
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int error = errno;
  ::close(descriptor_);
  if (error == EWOULDBLOCK)
    throw IndexError(name +
                     "un autre programme y écrit en ce moment ; attendez qu'il ait fini et recommencez");
  throw IndexError(name + "verrou impossible (" + std::strerror(error) +
                   ") ; vérifiez vos droits sur le dossier");
}

Lock::~Lock() { ::close(descriptor_); }

}  // namespace cote::indexing
