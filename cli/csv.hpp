// Hits as comma-separated values (RFC 4180, but with "\n" at line ends).
#pragma once

#include <cote/searcher.hpp>
#include <cstddef>
#include <string>

namespace cote::cli {

/// The header and a row for each hit with its first passage; `offset` hits stand before the first.
[[nodiscard]] std::string hits_csv(const Results& results, std::size_t offset);

}  // namespace cote::cli
