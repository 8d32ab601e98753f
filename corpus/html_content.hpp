// Which part of a page is its own text, and which is the site's: menus, banners, boxes that lead elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "corpus/html_tree.hpp"

namespace cote::corpus::html {

/// Letters of text below each element, and how many of them are links.
struct Measure {
  std::uint32_t text = 0;
  std::uint32_t linked = 0;
  std::uint32_t links = 0;
  bool has_h1 = false;
  bool has_main = false;  ///< main or role=main at it or below
};
using Measures = std::unordered_map<const GumboNode*, Measure>;

/// How much is left out: everything that looks like site furniture, or only what is invisible.
enum class Strictness : std::uint8_t { kFurniture, kInvisibleOnly };

/// Decides which elements of one page are read.
class Filter {
 public:
  Filter(const GumboNode* root, Strictness strictness);

  [[nodiscard]] const Measure& of(const GumboNode* node) const;

  /// True when `node` and all below it is left out. `in_content`: inside main or an article.
  [[nodiscard]] bool drops(const GumboNode* node, bool in_content) const;

 private:
  [[nodiscard]] bool is_furniture(const GumboNode* node, bool in_content) const;

  Measures measures_;
  std::unordered_set<std::string> controlled_;  ///< ids of panels that a button folds
  Strictness strictness_;
  std::uint32_t body_text_ = 0;
};

/// The element that holds the page's own text: main or the longest article when most of the text stands
/// there, else body.
[[nodiscard]] const GumboNode* find_content(const GumboNode* root, const Filter& filter);

}  // namespace cote::corpus::html
