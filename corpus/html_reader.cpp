// HTML: what the page says of itself, and its text without what every page of the site says.
#include <algorithm>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <unordered_map>

#include "corpus/extract.hpp"
#include "corpus/html_blocks.hpp"
#include "corpus/html_content.hpp"
#include "corpus/html_tree.hpp"
#include "corpus/values.hpp"

namespace cote::corpus {
namespace {

using html::attribute;
using html::attribute_or_empty;
using html::Filter;
using html::tag_of;
using html::text_content;
using html::walk;

/// The charset that the first bytes declare: <meta charset=…>, <meta … content="…; charset=…">, <?xml
/// encoding="…"?>.
std::string declared_charset(std::string_view bytes) {
  const std::string head = ascii_lower(bytes.substr(0, 4096));
  const bool xml = head.find("<?xml") < 16;
  for (const std::string_view key : {std::string_view("charset"), std::string_view("encoding")}) {
    if (key == "encoding" && !xml) continue;
    for (std::size_t at = head.find(key); at != std::string::npos; at = head.find(key, at + 1)) {
      const std::size_t tag = head.rfind('<', at);
      if (tag == std::string::npos ||
          (head.compare(tag, 5, "<meta") != 0 && head.compare(tag, 5, "<?xml") != 0))
        continue;
      std::size_t start = head.find_first_not_of(" \t\r\n", at + key.size());
      if (start == std::string::npos || head[start] != '=') continue;
      start = head.find_first_not_of(" \t\r\n\"'", start + 1);
      if (start == std::string::npos) continue;
      const std::size_t end = std::min(head.find_first_of(" \t\r\n\"';/>?", start), head.size());
      return head.substr(start, end - start);
    }
  }
  return {};
}

/// Cuts the name of the site off a <title>: "Les plans santé | Ministère du Travail".
std::string without_site(std::string title) {
  for (const std::string_view bar :
       {std::string_view(" | "), std::string_view(" :: "), std::string_view(" · ")}) {
    const std::size_t at = title.find(bar);
    if (at != std::string::npos && at >= 3) title.erase(at);
  }
  for (const std::string_view dash :
       {std::string_view(" - "), std::string_view(" – "), std::string_view(" — ")}) {
    const std::size_t at = title.rfind(dash);
    if (at == std::string::npos || at < 10) continue;
    const std::size_t site = title.size() - at - dash.size();
    if (site <= 45 && at >= site) title.erase(at);
  }
  return title;
}

struct Head {
  std::string title;
  std::string language;
  std::string canonical;
  std::string og_url;
  std::unordered_map<std::string, std::string>
      meta;  ///< by lower-case name, property or itemprop; the first wins
};

Head read_head(const GumboNode* root) {
  Head head;
  if (const auto lang = attribute(root, "lang")) head.language = normalize_language(*lang);
  if (head.language.empty()) head.language = normalize_language(attribute_or_empty(root, "xml:lang"));
  walk(
      root,
      [&](const GumboNode* node) {
        const GumboTag tag = tag_of(node);
        if (tag == GUMBO_TAG_SVG) return false;
        if (tag == GUMBO_TAG_TITLE && head.title.empty()) head.title = text_content(node);
        if (tag == GUMBO_TAG_LINK && ascii_lower(attribute_or_empty(node, "rel")) == "canonical" &&
            head.canonical.empty()) {
          head.canonical = attribute_or_empty(node, "href");
        }
        if (tag == GUMBO_TAG_META) {
          for (const char* key : {"name", "property", "itemprop", "http-equiv"}) {
            if (const auto name = attribute(node, key)) {
              head.meta.emplace(ascii_lower(*name), attribute_or_empty(node, "content"));
            }
          }
        }
        return true;
      },
      [](const GumboNode*) {});
  if (const auto found = head.meta.find("og:url"); found != head.meta.end()) head.og_url = found->second;
  return head;
}

/// The date that the page states in its head; then its first <time>; last the date of its last change.
std::optional<std::string> find_page_date(const Head& head, const GumboNode* content, const Filter& filter) {
  const auto from_meta = [&](std::initializer_list<const char*> names) -> std::optional<std::string> {
    for (const char* name : names) {
      const auto found = head.meta.find(name);
      if (found == head.meta.end() || found->second.empty()) continue;
      if (auto date = normalize_date(found->second)) return date;
    }
    return std::nullopt;
  };
  if (auto date = from_meta({"article:published_time", "dcterms.date", "dcterms.issued", "dcterms.created",
                             "dc.date", "dc.date.issued", "dc.date.created", "citation_publication_date",
                             "citation_date", "datepublished", "date", "pubdate", "publication_date"})) {
    return date;
  }
  std::optional<std::string> time;
  walk(
      content,
      [&](const GumboNode* node) {
        if (time || (node != content && filter.drops(node, true))) return false;
        if (tag_of(node) != GUMBO_TAG_TIME) return true;
        time = normalize_date(attribute_or_empty(node, "datetime"));
        if (!time) time = normalize_date(text_content(node));
        return true;
      },
      [](const GumboNode*) {});
  if (time) return time;
  return from_meta({"article:modified_time", "dcterms.modified", "dc.date.modified", "last-modified"});
}

std::string first_heading(const GumboNode* content, const Filter& filter) {
  std::string title;
  walk(
      content,
      [&](const GumboNode* node) {
        if (!title.empty() || (node != content && filter.drops(node, true))) return false;
        if (tag_of(node) == GUMBO_TAG_H1) title = text_content(node);
        return true;
      },
      [](const GumboNode*) {});
  return title;
}

bool has_tags(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (at + 1 >= text.size()) return false;
    const char next = text[at + 1];
    if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '!' || next == '/')
      return true;
  }
  return false;
}

}  // namespace

std::vector<Block> html_fragment_blocks(std::string_view utf8) {
  const html::Tree tree(utf8);
  const Filter filter(tree.root(), html::Strictness::kInvisibleOnly);
  return html::make_blocks(tree.root(), filter, utf8, true);
}

Extract read_html(std::string_view bytes) {
  Extract extract;
  const std::string page = decode_text(bytes, declared_charset(bytes), extract.warnings);
  if (is_blank(page)) throw CorpusError("fichier vide : aucun texte à indexer");
  if (!has_tags(page)) {
    extract.warnings.emplace_back("aucune balise HTML : lu comme du texte");
    extract.lines = page;
    return extract;
  }
  const html::Tree tree(page);
  const Head head = read_head(tree.root());
  for (const html::Strictness strictness : {html::Strictness::kFurniture, html::Strictness::kInvisibleOnly}) {
    const Filter filter(tree.root(), strictness);
    const GumboNode* content = html::find_content(tree.root(), filter);
    const bool in_content = html::is_main(content) || html::tag_of(content) == GUMBO_TAG_ARTICLE;
    extract.blocks = html::make_blocks(content, filter, page, in_content);
    if (extract.blocks.empty()) continue;
    extract.title = first_heading(content, filter);
    extract.date = find_page_date(head, content, filter);
    break;
  }
  if (extract.blocks.empty()) {
    throw CorpusError(
        "page HTML sans texte : rien à indexer ; le texte est peut-être chargé par un programme (JavaScript) "
        ": "
        "enregistrez la page depuis un navigateur");
  }
  if (extract.title.empty()) extract.title = without_site(head.title);
  extract.language = head.language;
  const std::string& url = head.canonical.starts_with("http") ? head.canonical : head.og_url;
  if (url.starts_with("http://") || url.starts_with("https://")) extract.url = url;
  return extract;
}

}  // namespace cote::corpus
