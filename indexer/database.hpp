// Opening an index for writing, and Xapian's errors in our words.
#pragma once

#include <xapian.h>

#include <cote/indexer.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "indexer/index_format.hpp"

namespace cote::database {

struct WriterState {
  Xapian::WritableDatabase database;
  Unit unit = Unit::kDocument;
  bool created = false;
};

/// Opens or creates; see Indexer's constructor.
[[nodiscard]] WriterState open_writer(const std::filesystem::path& path, const std::string& fingerprint,
                                      std::optional<Unit> unit);

/// Runs `work`, with Xapian's exceptions as IndexError.
template <typename Work>
auto guard(const std::string& name, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Xapian::Error&) {
    index_format::rethrow(name);
  }
}

}  // namespace cote::database
