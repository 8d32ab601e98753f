#include "corpus/html_blocks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "corpus/values.hpp"

namespace cote::corpus::html {
namespace {

constexpr char kBreak = '\x1E';  ///< <br>; no text has it, decode_text() takes control characters out

bool starts_block(GumboTag tag) {
  return is_heading(tag) ||
         is_one_of(tag, {GUMBO_TAG_P,          GUMBO_TAG_DIV,     GUMBO_TAG_LI,      GUMBO_TAG_UL,
                         GUMBO_TAG_OL,         GUMBO_TAG_DL,      GUMBO_TAG_DT,      GUMBO_TAG_DD,
                         GUMBO_TAG_TABLE,      GUMBO_TAG_TBODY,   GUMBO_TAG_THEAD,   GUMBO_TAG_TFOOT,
                         GUMBO_TAG_TR,         GUMBO_TAG_TD,      GUMBO_TAG_TH,      GUMBO_TAG_CAPTION,
                         GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,     GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE,
                         GUMBO_TAG_MAIN,       GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,  GUMBO_TAG_ASIDE,
                         GUMBO_TAG_NAV,        GUMBO_TAG_ADDRESS, GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION,
                         GUMBO_TAG_HR,         GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_FIELDSET,
                         GUMBO_TAG_LEGEND,     GUMBO_TAG_FORM,    GUMBO_TAG_CENTER,  GUMBO_TAG_BODY,
                         GUMBO_TAG_HTML,       GUMBO_TAG_BUTTON});
}

std::string_view superscript_digit(char digit) {
  constexpr std::array<std::string_view, 10> kDigits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  return kDigits[static_cast<std::size_t>(digit - '0')];
}

/// What a superscript is worth after `before`: nothing for a footnote mark, "°" in n<sup>o</sup>, ² in
/// m<sup>2</sup>.
std::string superscript(std::string_view before, std::string_view raw, bool is_link) {
  const std::string text = collapse_spaces(raw);
  before.remove_prefix(before.size() -
                       std::min<std::size_t>(before.size(), 16));  // no word that matters is longer
  std::string_view digits = text;
  while (!digits.empty() && (digits.front() == '(' || digits.front() == '[')) digits.remove_prefix(1);
  while (!digits.empty() && (digits.back() == ')' || digits.back() == ']')) digits.remove_suffix(1);
  const bool numeric = !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) {
    return is_ascii_digit(c) || c == ',' || c == ' ';
  });
  const std::size_t space = before.find_last_of(" \n\t(");
  const std::string_view word = before.substr(space == std::string_view::npos ? 0 : space + 1);
  if (numeric) {
    if (word == "CO" && text == "2") return "2";
    constexpr std::array<std::string_view, 8> kUnits = {"m", "km", "cm", "mm", "dm", "hm", "dam", "s"};
    const bool power = std::find(kUnits.begin(), kUnits.end(), word) != kUnits.end() || word == "10";
    if (!power || is_link || digits.size() != text.size()) return {};
    std::string out;
    for (const char c : digits) {
      if (is_ascii_digit(c)) out += superscript_digit(c);
    }
    return out;
  }
  if (!text.empty() && text.find_first_not_of("*†‡") == std::string::npos) return {};
  if ((text == "o" || text == "os") && (word == "n" || word == "N")) return "°";
  return std::string(raw);
}

/// Collects the blocks of one page or fragment.
class BlockMaker {
 public:
  BlockMaker(const Filter& filter, std::string_view source) : filter_(filter), source_(source) {}

  std::vector<Block> make(const GumboNode* root, bool in_content) {
    in_content_ = in_content ? 1 : 0;
    walk(
        root, [&](const GumboNode* node) { return enter(node, root); },
        [&](const GumboNode* node) { leave(node); });
    flush();
    return std::move(blocks_);
  }

 private:
  struct List {
    bool numbered = false;
    char type = '1';
    int next = 1;
  };

  bool enter(const GumboNode* node, const GumboNode* root) {
    if (node != root && filter_.drops(node, in_content_ > 0)) {
      dropped_ = node;
      return false;
    }
    if (is_text(node)) {
      append(node);
      return false;
    }
    if (!is_element(node)) return false;
    const GumboTag tag = tag_of(node);
    if (is_main(node) || tag == GUMBO_TAG_ARTICLE) ++in_content_;
    if (tag == GUMBO_TAG_BR) current_ += kBreak;
    if (tag == GUMBO_TAG_Q) current_ += "« ";
    if (tag == GUMBO_TAG_SUP) {
      superscripts_.push_back(current_.size());
      return true;
    }
    if (tag == GUMBO_TAG_A && is_note_mark(node)) {
      dropped_ = node;
      return false;
    }
    if (is_note_area(node)) note_areas_.push_back(node);
    if (tag == GUMBO_TAG_TR && is_data_row(node)) {
      flush();
      row(node);
      return false;
    }
    if (tag == GUMBO_TAG_PRE) {
      flush();
      pre(node);
      return false;
    }
    if (starts_block(tag)) open_block(node, tag);
    return true;
  }

  void leave(const GumboNode* node) {
    if (node == dropped_) {
      dropped_ = nullptr;
      return;
    }
    if (!is_element(node)) return;
    const GumboTag tag = tag_of(node);
    if (is_main(node) || tag == GUMBO_TAG_ARTICLE) --in_content_;
    if (tag == GUMBO_TAG_Q) current_ += " »";
    if (tag == GUMBO_TAG_SUP && !superscripts_.empty()) {
      const std::size_t from = std::min(superscripts_.back(), current_.size());
      superscripts_.pop_back();
      const bool is_link = current_.size() > from && has_link(node);
      const std::string text =
          superscript(std::string_view(current_).substr(0, from), current_.substr(from), is_link);
      current_.replace(from, std::string::npos, text);
    }
    if (starts_block(tag) && tag != GUMBO_TAG_PRE) close_block(tag);
    if (!note_areas_.empty() && note_areas_.back() == node) note_areas_.pop_back();
  }

  static bool has_link(const GumboNode* sup) {
    if (tag_of(sup->parent) == GUMBO_TAG_A) return true;
    for (unsigned i = 0; i < child_count(sup); ++i) {
      if (tag_of(child(sup, i)) == GUMBO_TAG_A) return true;
    }
    return false;
  }

  /// <a class="footnote-ref">3</a>, and the arrow at a note's end that leads back.
  static bool is_note_mark(const GumboNode* node) {
    const std::string_view href = attribute_or_empty(node, "href");
    if (!href.empty() && href.find('#') == std::string_view::npos) return false;
    const std::string text = text_content(node);
    if (text.empty() || text.size() > 12) return false;
    if (text.find_first_not_of("↩↑^\xEF\xB8\x8E\xEF\xB8\x8F") == std::string::npos) return true;
    if (text.find_first_not_of("0123456789[]()* ") != std::string::npos) return false;
    const std::vector<std::string> names = name_words(node);
    constexpr std::array<std::string_view, 8> kNames = {"footnote", "footnoteref", "noteref", "fnref",
                                                        "ftnref",   "footnotes",   "note",    "appel"};
    const std::string lower = ascii_lower(href);
    return names_any(names, kNames) || attribute_or_empty(node, "role") == "doc-noteref" ||
           lower.find("#_ftn") != std::string::npos || lower.find("#fn") != std::string::npos ||
           lower.find("note") != std::string::npos || text.front() == '[';
  }

  static bool is_note_area(const GumboNode* node) {
    const std::string_view role = attribute_or_empty(node, "role");
    if (role == "doc-endnotes" || role == "doc-footnote" || role == "doc-endnote") return true;
    constexpr std::array<std::string_view, 4> kNames = {"footnotes", "endnotes", "footnote", "ftn"};
    return is_one_of(tag_of(node), {GUMBO_TAG_SECTION, GUMBO_TAG_DIV, GUMBO_TAG_OL, GUMBO_TAG_UL, GUMBO_TAG_P,
                                    GUMBO_TAG_ASIDE, GUMBO_TAG_LI}) &&
           names_any(name_words(node), kNames);
  }

  void append(const GumboNode* node) {
    if (node->type == GUMBO_NODE_WHITESPACE && current_.empty()) return;
    const GumboStringPiece& original = node->v.text.original_text;
    if (original.data >= source_.data() && original.data <= source_.data() + source_.size()) {
      const auto begin = static_cast<std::uint32_t>(original.data - source_.data());
      const auto end = begin + static_cast<std::uint32_t>(original.length);
      // Not always in order: what stands between the rows of a table is moved before it.
      begin_ = has_begin_ ? std::min(begin_, begin) : begin;
      end_ = has_begin_ ? std::max(end_, end) : end;
      has_begin_ = true;
    }
    current_ += node->v.text.text;
  }

  void open_block(const GumboNode* node, GumboTag tag) {
    const bool inside_heading = heading_level_ > 0 && !is_heading(tag);
    if (!inside_heading) flush();
    if (is_heading(tag)) {
      heading_level_ = 1 + static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1);
    } else if (tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL) {
      open_list(node, tag);
    } else if (tag == GUMBO_TAG_LI) {
      open_item(node);
    } else if (tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD) {
      kind_ = BlockKind::kListItem;
    }
  }

  void close_block(GumboTag tag) {
    if (heading_level_ > 0 && !is_heading(tag)) {
      current_ += ' ';
      return;
    }
    flush();
    if (is_heading(tag)) heading_level_ = 0;
    if ((tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL) && !lists_.empty()) lists_.pop_back();
    if (tag == GUMBO_TAG_LI) {
      if (items_ > 0) --items_;
      label_.clear();
    }
    if (tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD) kind_ = BlockKind::kParagraph;
  }

  void open_list(const GumboNode* node, GumboTag tag) {
    List list;
    list.numbered = tag == GUMBO_TAG_OL;
    const std::string_view type = attribute_or_empty(node, "type");
    if (type.size() == 1) list.type = type[0];
    const std::string style = ascii_lower(attribute_or_empty(node, "style"));
    if (style.find("lower-alpha") != std::string::npos || style.find("lower-latin") != std::string::npos)
      list.type = 'a';
    if (style.find("lower-roman") != std::string::npos) list.type = 'i';
    if (style.find("upper-roman") != std::string::npos) list.type = 'I';
    if (style.find("list-style:none") != std::string::npos ||
        style.find("list-style-type:none") != std::string::npos) {
      list.numbered = false;
    }
    if (const auto start = attribute(node, "start")) list.next = to_number(*start);
    lists_.push_back(list);
  }

  void open_item(const GumboNode* node) {
    ++items_;
    if (lists_.empty() || !lists_.back().numbered || !note_areas_.empty()) return;
    List& list = lists_.back();
    if (const auto value = attribute(node, "value")) list.next = to_number(*value);
    label_ = label(list.type, list.next++);
  }

  static int to_number(std::string_view text) {
    int number = 1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::clamp(number, -1000000, 1000000);
  }

  static std::string label(char type, int number) {
    if ((type == 'a' || type == 'A') && number >= 1 && number <= 26) {
      return std::string(1, static_cast<char>(type + number - 1)) + ") ";
    }
    if ((type == 'i' || type == 'I') && number >= 1 && number < 40) {
      std::string roman(static_cast<std::size_t>(number / 10), 'x');
      constexpr std::array<std::string_view, 10> kUnits = {"",  "i",  "ii",  "iii",  "iv",
                                                           "v", "vi", "vii", "viii", "ix"};
      roman += kUnits[static_cast<std::size_t>(number % 10)];
      if (type == 'I') {
        for (char& c : roman) c = static_cast<char>(c - 'a' + 'A');
        return roman + ". ";
      }
      return roman + ") ";
    }
    return std::to_string(number) + ". ";
  }

  /// Ends the text so far: two <br> end a block, one is a space, unless a list item's mark follows.
  void flush() {
    std::size_t start = 0;
    std::string piece;
    bool item = false;
    const auto push = [&] {
      std::string text = collapse_spaces(piece);
      piece.clear();
      if (text.empty() || is_blank(text)) return;
      add(label_ + text, item);
      label_.clear();
    };
    while (start <= current_.size()) {
      const std::size_t end = std::min(current_.find(kBreak, start), current_.size());
      const std::string line = collapse_spaces(std::string_view(current_).substr(start, end - start));
      const bool first = start == 0;
      if (!first && line.empty()) {
        push();
        item = false;
      } else if (const ItemMark mark = item_mark(line);
                 mark.bytes > 0 && (!first || !mark.keep) && heading_level_ == 0) {
        push();
        item = true;
        piece = mark.keep ? line : line.substr(mark.bytes);
      } else {
        piece += ' ';
        piece.append(current_, start, end - start);
      }
      start = end + 1;
    }
    push();
    current_.clear();
    has_begin_ = false;
    for (std::size_t& at : superscripts_) at = 0;
  }

  void add(std::string text, bool item) {
    Block block;
    block.text = std::move(text);
    block.source_begin = begin_;
    block.source_end = end_;
    if (heading_level_ > 0) {
      block.kind = BlockKind::kHeading;
      block.level = heading_level_;
    } else if (!note_areas_.empty()) {
      block.kind = BlockKind::kNote;
    } else if (item || items_ > 0) {
      block.kind = BlockKind::kListItem;
    } else {
      block.kind = kind_;
    }
    blocks_.push_back(std::move(block));
  }

  /// A row of figures or names, not a cell that the page's layout hangs in: no cell holds two blocks or a
  /// long text.
  static bool is_data_row(const GumboNode* row) {
    bool data = true;
    std::size_t cells = 0;
    for (unsigned i = 0; i < child_count(row) && data; ++i) {
      const GumboNode* cell = child(row, i);
      if (!is_one_of(tag_of(cell), {GUMBO_TAG_TD, GUMBO_TAG_TH})) continue;
      ++cells;
      std::size_t blocks = 0;
      std::size_t letters = 0;
      walk(
          cell,
          [&](const GumboNode* node) {
            const GumboTag tag = tag_of(node);
            if (is_text(node)) letters += collapse_spaces(node->v.text.text).size();
            if (is_one_of(tag, {GUMBO_TAG_TABLE, GUMBO_TAG_UL, GUMBO_TAG_OL}) || is_heading(tag)) blocks += 2;
            if (node != cell && is_one_of(tag, {GUMBO_TAG_P, GUMBO_TAG_DIV}))
              blocks += is_blank(text_content(node)) ? 0 : 1;
            return blocks <= 3;
          },
          [](const GumboNode*) {});
      data = blocks <= 3 && letters <= 600;
      if (blocks > 1 && letters > 200) data = false;
    }
    return data && cells > 0;
  }

  void row(const GumboNode* row) {
    std::string text;
    std::uint32_t begin = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t end = 0;
    for (unsigned i = 0; i < child_count(row); ++i) {
      const GumboNode* cell = child(row, i);
      if (!is_one_of(tag_of(cell), {GUMBO_TAG_TD, GUMBO_TAG_TH}) || filter_.drops(cell, in_content_ > 0))
        continue;
      BlockMaker inside(filter_, source_);
      std::string content;
      for (const Block& block : inside.make(cell, in_content_ > 0)) {
        begin = std::min(begin, block.source_begin);
        end = std::max(end, block.source_end);
        content += (content.empty() ? "" : " ") + block.text;
      }
      if (content.empty()) continue;
      text += (text.empty() ? "" : " | ") + content;
    }
    if (text.empty()) return;
    Block block;
    block.kind = BlockKind::kTableRow;
    block.text = std::move(text);
    block.source_begin = begin;
    block.source_end = end;
    blocks_.push_back(std::move(block));
  }

  /// Text set line by line: a blank line ends a block.
  void pre(const GumboNode* node) {
    begin_ = node->v.element.start_pos.offset;
    end_ = std::max(begin_, node->v.element.end_pos.offset);
    std::string all;
    walk(
        node,
        [&](const GumboNode* below) {
          if (is_text(below)) all += below->v.text.text;
          if (tag_of(below) == GUMBO_TAG_BR) all += '\n';
          return true;
        },
        [](const GumboNode*) {});
    std::size_t start = 0;
    while (start <= all.size()) {
      const std::size_t end = std::min(all.find('\n', start), all.size());
      const std::string_view line = std::string_view(all).substr(start, end - start);
      if (is_blank(line)) {
        flush();
      } else {
        current_ += line;
        current_ += '\n';
      }
      start = end + 1;
    }
    flush();
  }

  const Filter& filter_;
  std::string_view source_;
  std::vector<Block> blocks_;
  std::string current_;
  std::string label_;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  bool has_begin_ = false;
  int in_content_ = 0;
  int heading_level_ = 0;
  int items_ = 0;
  BlockKind kind_ = BlockKind::kParagraph;
  std::vector<List> lists_;
  std::vector<std::size_t> superscripts_;
  std::vector<const GumboNode*> note_areas_;
  const GumboNode* dropped_ = nullptr;
};

}  // namespace

std::vector<Block> make_blocks(const GumboNode* root, const Filter& filter, std::string_view source,
                               bool in_content) {
  return BlockMaker(filter, source).make(root, in_content);
}

}  // namespace cote::corpus::html
