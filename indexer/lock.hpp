// One writer an index.
#pragma once

#include <filesystem>

namespace cote::indexing {

/// Held from construction on; the system gives it back when the process ends, however it ends. IndexError
/// when another writer has it, or when there is no right to take it.
class Lock {
 public:
  explicit Lock(const std::filesystem::path& index);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace cote::indexing
