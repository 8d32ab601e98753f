#include "corpus/html_content.hpp"

#include <algorithm>
#include <array>
#include <cote/unicode.hpp>

#include "corpus/values.hpp"

namespace cote::corpus::html {
namespace {

/// Elements whose content no reader of the page sees as text.
bool is_no_text(GumboTag tag) {
  return is_one_of(
      tag, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,
            GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED, GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO,
            GUMBO_TAG_CANVAS, GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_DATALIST, GUMBO_TAG_HEAD,
            GUMBO_TAG_TITLE, GUMBO_TAG_MATH, GUMBO_TAG_INPUT});
}

bool is_hidden(const GumboNode* node) {
  if (attribute(node, "hidden") || attribute_or_empty(node, "aria-hidden") == "true") return true;
  const auto style = attribute(node, "style");
  if (!style) return false;
  std::string lower = ascii_lower(*style);
  std::erase(lower, ' ');
  return lower.find("display:none") != std::string::npos ||
         lower.find("visibility:hidden") != std::string::npos;
}

/// Words of class and id names that mark site furniture wherever they stand.
constexpr std::array<std::string_view, 17> kFurnitureNames = {
    "breadcrumb", "breadcrumbs", "ariane",     "cookie",    "cookies",       "tarteaucitron",
    "skiplinks",  "skiplink",    "pagination", "pager",     "socialsharing", "socialsharingblock",
    "newsletter", "addthis",     "addtoany",   "sharethis", "advertisement"};

/// The same, for words that also name content: only when the element is short or made of links.
constexpr std::array<std::string_view, 13> kMaybeFurnitureNames = {
    "share", "sharing",    "partage", "partager", "social", "menu", "navbar",
    "nav",   "navigation", "sidebar", "toolbar",  "banner", "tags"};

/// Headings of the boxes at the foot of an article that lead to others.
constexpr std::array<std::string_view, 17> kFurnitureHeadings = {"articles associés",
                                                                 "articles liés",
                                                                 "articles similaires",
                                                                 "à lire aussi",
                                                                 "lire aussi",
                                                                 "voir aussi",
                                                                 "sur le même sujet",
                                                                 "partager cet article",
                                                                 "partager cette page",
                                                                 "partager",
                                                                 "suivez-nous",
                                                                 "contenus associés",
                                                                 "dans la même rubrique",
                                                                 "related articles",
                                                                 "lire en complément",
                                                                 "à consulter aussi",
                                                                 "voir également"};

bool is_furniture_role(std::string_view role) {
  constexpr std::array<std::string_view, 9> kRoles = {"navigation", "banner",  "contentinfo",
                                                      "search",     "dialog",  "alertdialog",
                                                      "menu",       "menubar", "complementary"};
  return std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

Measures measure(const GumboNode* root) {
  Measures all;
  std::uint32_t depth_of_links = 0;
  walk(
      root,
      [&](const GumboNode* node) {
        const GumboTag tag = tag_of(node);
        if (is_no_text(tag)) return false;
        if (tag == GUMBO_TAG_A) ++depth_of_links;
        if (is_text(node)) {
          const auto letters = static_cast<std::uint32_t>(collapse_spaces(node->v.text.text).size());
          Measure& parent = all[node->parent];
          parent.text += letters;
          if (depth_of_links > 0) parent.linked += letters;
        } else if (is_element(node)) {
          Measure& own = all[node];
          own.has_h1 = tag == GUMBO_TAG_H1;
          own.has_main = is_main(node);
          own.links = tag == GUMBO_TAG_A ? 1 : 0;
        }
        return true;
      },
      [&](const GumboNode* node) {
        if (tag_of(node) == GUMBO_TAG_A && depth_of_links > 0) --depth_of_links;
        if (node == root || !is_element(node)) return;
        const auto found = all.find(node);
        if (found == all.end()) return;
        const Measure own = found->second;
        Measure& parent = all[node->parent];
        parent.text += own.text;
        parent.linked += own.linked;
        parent.links += own.links;
        parent.has_h1 = parent.has_h1 || own.has_h1;
        parent.has_main = parent.has_main || own.has_main;
      });
  return all;
}

/// A menu without a name: a list of three links or more, all short, and hardly anything else.
bool is_link_list(GumboTag tag, const Measure& own) {
  return is_one_of(tag, {GUMBO_TAG_UL, GUMBO_TAG_OL}) && own.links >= 3 && own.linked * 10 > own.text * 7 &&
         own.linked < own.links * 40;
}

bool stands_in_heading(const GumboNode* node) {
  for (const GumboNode* up = node->parent; up != nullptr && up->type != GUMBO_NODE_DOCUMENT;
       up = up->parent) {
    if (is_heading(tag_of(up)) || tag_of(up) == GUMBO_TAG_SUMMARY) return true;
    if (!is_one_of(tag_of(up), {GUMBO_TAG_SPAN, GUMBO_TAG_BUTTON, GUMBO_TAG_STRONG, GUMBO_TAG_B}))
      return false;
  }
  return false;
}

/// A section that begins with a heading such as "Articles associés".
bool is_furniture_box(const GumboNode* node, GumboTag tag) {
  if (!is_one_of(tag, {GUMBO_TAG_SECTION, GUMBO_TAG_DIV, GUMBO_TAG_ASIDE})) return false;
  for (unsigned i = 0; i < child_count(node); ++i) {
    const GumboNode* first = child(node, i);
    if (!is_element(first)) continue;
    if (!is_heading(tag_of(first))) return false;
    const std::string text = fold_case(text_content(first));
    return std::any_of(kFurnitureHeadings.begin(), kFurnitureHeadings.end(),
                       [&](std::string_view known) { return text == known; });
  }
  return false;
}

}  // namespace

Filter::Filter(const GumboNode* root, Strictness strictness)
    : measures_(measure(root)), strictness_(strictness) {
  walk(
      root,
      [&](const GumboNode* node) {
        // Folded panels are hidden until a button shows them: they are content.
        const std::string_view ids = attribute_or_empty(node, "aria-controls");
        for (std::size_t start = 0; start < ids.size();) {
          const std::size_t end = std::min(ids.find(' ', start), ids.size());
          if (end > start) controlled_.emplace(ids.substr(start, end - start));
          start = end + 1;
        }
        return true;
      },
      [](const GumboNode*) {});
  body_text_ = of(root).text;
}

const Measure& Filter::of(const GumboNode* node) const {
  static const Measure kNone;
  const auto found = measures_.find(node);
  return found == measures_.end() ? kNone : found->second;
}

bool Filter::drops(const GumboNode* node, bool in_content) const {
  if (!is_element(node)) return node->type == GUMBO_NODE_COMMENT;
  const GumboTag tag = tag_of(node);
  if (is_no_text(tag)) return true;
  if (is_hidden(node) && controlled_.count(std::string(attribute_or_empty(node, "id"))) == 0) return true;
  if (strictness_ == Strictness::kInvisibleOnly || tag == GUMBO_TAG_BODY || is_main(node)) return false;
  return is_furniture(node, in_content);
}

bool Filter::is_furniture(const GumboNode* node, bool in_content) const {
  const GumboTag tag = tag_of(node);
  const Measure& own = of(node);
  if (own.has_main) return false;
  if (tag == GUMBO_TAG_BUTTON) return !stands_in_heading(node);
  const bool most = own.text * 2 > body_text_;
  if (tag == GUMBO_TAG_FORM) return !most;  // ASP.NET wraps the whole page in a form
  if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_MENU) return true;
  const std::string_view role = attribute_or_empty(node, "role");
  if (tag == GUMBO_TAG_ASIDE && !role.starts_with("doc-")) return !most;
  if ((tag == GUMBO_TAG_HEADER || tag == GUMBO_TAG_FOOTER) && !in_content) return !most;
  if (is_furniture_role(role) && !(in_content && role == "banner")) return !most;
  if (most || own.has_h1 || tag == GUMBO_TAG_ARTICLE || is_heading(tag)) return false;
  const std::vector<std::string> names = name_words(node);
  if (names_any(names, kFurnitureNames)) return true;
  const bool mostly_links = own.linked * 2 > own.text;
  if (names_any(names, kMaybeFurnitureNames) && own.links > 0 && (mostly_links || own.text < 300))
    return true;
  if (!in_content && is_link_list(tag, own)) return true;
  return own.links > 0 && is_furniture_box(node, tag);
}

const GumboNode* find_content(const GumboNode* root, const Filter& filter) {
  const GumboNode* body = root;
  const GumboNode* best_main = nullptr;
  const GumboNode* best_article = nullptr;
  std::uint32_t kept = 0;  // letters that a strict reading of the body keeps
  const auto better = [&](const GumboNode* a, const GumboNode* b) {
    return b == nullptr || filter.of(a).text > filter.of(b).text ? a : b;
  };
  walk(
      root,
      [&](const GumboNode* node) {
        if (tag_of(node) == GUMBO_TAG_BODY) body = node;
        if (tag_of(node) != GUMBO_TAG_HTML && filter.drops(node, false)) return false;
        if (is_text(node)) kept += static_cast<std::uint32_t>(collapse_spaces(node->v.text.text).size());
        if (is_main(node)) best_main = better(node, best_main);
        if (tag_of(node) == GUMBO_TAG_ARTICLE) {
          best_article = better(node, best_article);
        }
        return true;
      },
      [](const GumboNode*) {});
  if (best_main != nullptr && filter.of(best_main).text * 2 >= kept) return best_main;
  if (best_article != nullptr && filter.of(best_article).text * 2 >= kept) return best_article;
  return body;
}

}  // namespace cote::corpus::html
