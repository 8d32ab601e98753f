// Document symbols: S/2017/2/Rev.1, A/75/345, A/70/95-S/2015/446.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cote {

/// One symbol in a text.
struct Symbol {
  std::size_t begin = 0;  ///< first byte in the text
  std::size_t end = 0;    ///< one past the last byte
  std::vector<std::string>
      canonical;  ///< its canonical forms; two for a double symbol: {"A/70/95", "S/2015/446"}
};

/// United Nations symbols in `text`, in order, not overlapping. Linear in the text; never throws. "et/ou",
/// "VIH/sida", "17/10/2016", "13/22" and "HR/VP" are none. Grammar: organ, then two or more parts divided by
/// '/' of which one holds a digit (https://research.un.org/en/docs/symbols).
[[nodiscard]] std::vector<Symbol> find_symbols(std::string_view text);

/// The canonical form of a symbol as a person types it: "s/2017/2/rev.1" -> "S/2017/2/Rev.1"; the text
/// itself, upper case, when it is none.
[[nodiscard]] std::string canonical_symbol(std::string_view typed);

}  // namespace cote
