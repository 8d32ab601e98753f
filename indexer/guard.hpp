// Xapian's errors in our words.
#pragma once

#include <xapian.h>

#include <string>

#include "indexer/index_format.hpp"

namespace cote::indexing {

/// Runs `work`, with Xapian's exceptions as IndexError.
template <typename Work>
auto guard(const std::string& name, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Xapian::Error&) {
    index_format::rethrow(name);
  }
}

}  // namespace cote::indexing
