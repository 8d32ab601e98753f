#include "corpus/html_tree.hpp"

#include <cote/error.hpp>
#include <cstdlib>
#include <utility>

#include "corpus/values.hpp"

namespace cote::corpus::html {
namespace {

/// gumbo takes time that grows with the square of the number of open elements: 50,000 open lists cost half a
/// minute. No page that people read comes near these limits; browsers themselves stop at 512.
constexpr std::ptrdiff_t kMaxOpenBlocks = 4000;
constexpr std::ptrdiff_t kMaxOpenInline = 50000;

/// Counts how many elements are open at once, those left aside that the parser closes by itself.
void check_nesting(std::string_view html) {
  std::ptrdiff_t blocks = 0;
  std::ptrdiff_t inlines = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    if (html.substr(at, 4) == "<!--") {
      at = std::min(html.find("-->", at), html.size() - 1);
      continue;
    }
    std::size_t start = at + 1;
    const bool closes = start < html.size() && html[start] == '/';
    if (closes) ++start;
    std::size_t end = start;
    while (end < html.size() && end - start < 16 &&
           ((html[end] >= 'a' && html[end] <= 'z') || (html[end] >= 'A' && html[end] <= 'Z') ||
            is_ascii_digit(html[end]))) {
      ++end;
    }
    if (end == start) continue;
    const std::string name = ascii_lower(html.substr(start, end - start));
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
    if (is_one_of(tag,
                  {GUMBO_TAG_P,     GUMBO_TAG_LI,    GUMBO_TAG_DT,     GUMBO_TAG_DD,      GUMBO_TAG_TR,
                   GUMBO_TAG_TD,    GUMBO_TAG_TH,    GUMBO_TAG_THEAD,  GUMBO_TAG_TBODY,   GUMBO_TAG_TFOOT,
                   GUMBO_TAG_BR,    GUMBO_TAG_HR,    GUMBO_TAG_IMG,    GUMBO_TAG_META,    GUMBO_TAG_LINK,
                   GUMBO_TAG_INPUT, GUMBO_TAG_COL,   GUMBO_TAG_AREA,   GUMBO_TAG_BASE,    GUMBO_TAG_WBR,
                   GUMBO_TAG_EMBED, GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK,   GUMBO_TAG_OPTION,
                   GUMBO_TAG_HTML,  GUMBO_TAG_HEAD,  GUMBO_TAG_BODY,   GUMBO_TAG_OPTGROUP})) {
      continue;
    }
    if (!closes && is_one_of(tag, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE})) {
      at = std::min(html.find(tag == GUMBO_TAG_SCRIPT ? "</script" : "</style", end), html.size() - 1);
      continue;
    }
    const bool formats = is_one_of(
        tag, {GUMBO_TAG_B, GUMBO_TAG_I, GUMBO_TAG_EM, GUMBO_TAG_STRONG, GUMBO_TAG_FONT, GUMBO_TAG_SPAN,
              GUMBO_TAG_U, GUMBO_TAG_SMALL, GUMBO_TAG_BIG, GUMBO_TAG_TT, GUMBO_TAG_S, GUMBO_TAG_CODE});
    std::ptrdiff_t& open = formats ? inlines : blocks;
    if (closes) {
      open = std::max<std::ptrdiff_t>(0, open - 1);
    } else {
      const std::string_view rest =
          html.substr(end, 1024);  // <path …/>; on HTML's own tags the slash means nothing
      const std::size_t close = tag == GUMBO_TAG_UNKNOWN ? rest.find('>') : std::string_view::npos;
      if (close == std::string_view::npos || close == 0 || rest[close - 1] != '/') ++open;
    }
    if (blocks > kMaxOpenBlocks || inlines > kMaxOpenInline) {
      throw CorpusError("page HTML mal formée : plus de " +
                        std::to_string(formats ? kMaxOpenInline : kMaxOpenBlocks) +
                        " balises ouvertes à la fois (octet " + std::to_string(at) +
                        ") ; enregistrez-la de nouveau depuis un navigateur, ou convertissez-la en texte");
    }
  }
}

}  // namespace

/// gumbo's memory, in a list of its own so that all of it can be given back at once.
class Tree::Memory {
 public:
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    for (Node* node = head_.next; node != nullptr;) std::free(std::exchange(node, node->next));
  }

  static void* acquire(void* self, std::size_t size) {
    auto* node = static_cast<Node*>(std::malloc(sizeof(Node) + size));
    if (node == nullptr) return nullptr;
    Node& head = static_cast<Memory*>(self)->head_;
    node->previous = &head;
    node->next = head.next;
    if (head.next != nullptr) head.next->previous = node;
    head.next = node;
    return node + 1;
  }
  static void give_back(void* /*self*/, void* memory) {
    if (memory != nullptr) release(static_cast<Node*>(memory) - 1);
  }

 private:
  struct alignas(std::max_align_t) Node {
    Node* previous = nullptr;
    Node* next = nullptr;
  };
  static void release(Node* node) {
    node->previous->next = node->next;
    if (node->next != nullptr) node->next->previous = node->previous;
    std::free(node);
  }
  Node head_;
};

Tree::Tree(std::string_view utf8) : memory_(std::make_unique<Memory>()) {
  check_nesting(utf8);
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Memory::acquire;
  options.deallocator = &Memory::give_back;
  options.userdata = memory_.get();
  options.max_errors = 0;
  output_ = gumbo_parse_with_options(&options, utf8.data(), utf8.size());
}

Tree::~Tree() = default;

std::string text_content(const GumboNode* root) {
  std::string out;
  walk(
      root,
      [&](const GumboNode* node) {
        if (is_text(node)) out += node->v.text.text;
        const GumboTag tag = tag_of(node);
        if (tag == GUMBO_TAG_BR) out += ' ';
        return tag != GUMBO_TAG_SCRIPT && tag != GUMBO_TAG_STYLE && tag != GUMBO_TAG_SVG;
      },
      [](const GumboNode*) {});
  return collapse_spaces(out);
}

std::vector<std::string> name_words(const GumboNode* node) {
  std::vector<std::string> words;
  for (const char* name : {"class", "id"}) {
    const std::string value = ascii_lower(attribute_or_empty(node, name));
    std::size_t start = 0;
    for (std::size_t i = 0; i <= value.size(); ++i) {
      const bool letter = i < value.size() && value[i] >= 'a' && value[i] <= 'z';
      if (letter) continue;
      if (i > start) words.push_back(value.substr(start, i - start));
      start = i + 1;
    }
  }
  return words;
}

}  // namespace cote::corpus::html
