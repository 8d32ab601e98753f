// Where in a text references may begin, told word by word: what the chain, which has the words already, asks
// instead of scanning the text once more.
#pragma once

#include <cote/reference.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cote::references {

/// False when no reference begins with `word`, whatever goes before and behind.
[[nodiscard]] bool may_begin(std::string_view word);
/// False when no reference begins inside `word`, behind an apostrophe for instance.
[[nodiscard]] bool may_hold(std::string_view word);

/// May a reference begin at the letter or digit `at` of the text?
[[nodiscard]] bool is_place(std::string_view text, std::size_t at);
/// Appends all such places of text[begin, end).
void add_places(std::string_view text, std::size_t begin, std::size_t end,
                std::vector<std::uint32_t>& places);

/// find_references() when `places` are, in order, all where one may begin.
[[nodiscard]] std::vector<Reference> find_among(std::string_view text, ReferenceContext context,
                                                std::span<const std::uint32_t> places);

}  // namespace cote::references
