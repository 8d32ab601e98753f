// The tree of an HTML page, as gumbo builds it (the HTML standard's own algorithm), and how to walk it.
//
// It is walked with parent pointers and never by recursion, and its memory is freed without
// gumbo_destroy_output(), which recurses: a page of a hundred thousand open tags must not overflow the stack.
#pragma once

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::corpus::html {

/// The parsed page; owns all its nodes. The text must outlive it. CorpusError when more elements are open at
/// once than can be parsed in reasonable time.
class Tree {
 public:
  explicit Tree(std::string_view utf8);
  ~Tree();
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  [[nodiscard]] const GumboNode* root() const { return output_->root; }

 private:
  class Memory;
  std::unique_ptr<Memory> memory_;
  GumboOutput* output_ = nullptr;
};

inline bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}
inline GumboTag tag_of(const GumboNode* node) {
  return is_element(node) ? node->v.element.tag : GUMBO_TAG_LAST;
}

inline const GumboNode* child(const GumboNode* node, unsigned index) {
  return static_cast<const GumboNode*>(node->v.element.children.data[index]);
}
inline unsigned child_count(const GumboNode* node) {
  return is_element(node) ? node->v.element.children.length : 0;
}

inline bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}

/// The value of an attribute, empty when it is missing; nullopt tells the two apart.
inline std::optional<std::string_view> attribute(const GumboNode* node, const char* name) {
  if (!is_element(node)) return std::nullopt;
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  if (found == nullptr) return std::nullopt;
  return std::string_view(found->value);
}
inline std::string_view attribute_or_empty(const GumboNode* node, const char* name) {
  return attribute(node, name).value_or(std::string_view{});
}

/// Visits `root` and all below it: `enter` on the way down (false: not its children), `leave` on the way up.
template <class Enter, class Leave>
void walk(const GumboNode* root, Enter&& enter, Leave&& leave) {
  const GumboNode* node = root;
  bool down = enter(node);
  while (true) {
    if (down && child_count(node) > 0) {
      node = child(node, 0);
      down = enter(node);
      continue;
    }
    leave(node);
    while (node != root) {
      const GumboNode* parent = node->parent;
      const std::size_t next = node->index_within_parent + 1;
      if (next < child_count(parent)) {
        node = child(parent, static_cast<unsigned>(next));
        down = enter(node);
        break;
      }
      node = parent;
      leave(node);
    }
    if (node == root) return;
  }
}

inline bool is_one_of(GumboTag tag, std::initializer_list<GumboTag> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

inline bool is_heading(GumboTag tag) {
  return is_one_of(tag, {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6});
}

/// <main> or role="main".
inline bool is_main(const GumboNode* node) {
  return tag_of(node) == GUMBO_TAG_MAIN || attribute_or_empty(node, "role") == "main";
}

/// The text below a node, spaces collapsed.
[[nodiscard]] std::string text_content(const GumboNode* root);

/// The words of an element's class and id: "fr-breadcrumb__list" -> fr, breadcrumb, list.
[[nodiscard]] std::vector<std::string> name_words(const GumboNode* node);

template <std::size_t N>
bool names_any(const std::vector<std::string>& words, const std::array<std::string_view, N>& wanted) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
  });
}

}  // namespace cote::corpus::html
