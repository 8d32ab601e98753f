// Comma-separated values (RFC 4180, but with "\n" at line ends): their fields, and hits as rows.
#pragma once

#include <cote/searcher.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace cote::cli {

/// The text as a field: quoted when it must be, valid UTF-8.
[[nodiscard]] std::string csv_field(std::string_view text);

/// The shortest decimal form that reads back as the same number.
[[nodiscard]] std::string csv_number(double number);

/// The header and a row for each hit with its first passage; `offset` hits stand before the first.
[[nodiscard]] std::string hits_csv(const Results& results, std::size_t offset);

}  // namespace cote::cli
