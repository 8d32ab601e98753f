// From the elements of a page to blocks.
#pragma once

#include <string_view>
#include <vector>

#include "corpus/extract.hpp"
#include "corpus/html_content.hpp"

namespace cote::corpus::html {

/// The blocks below `root`. `source` is the text that was parsed; blocks have their offsets in it.
/// `in_content`: `root` stands in main or an article.
[[nodiscard]] std::vector<Block> make_blocks(const GumboNode* root, const Filter& filter,
                                             std::string_view source, bool in_content);

}  // namespace cote::corpus::html
