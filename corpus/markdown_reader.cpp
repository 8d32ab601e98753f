// Markdown to blocks, with md4c; a front matter in the style of YAML before it.
#include <md4c.h>

#include <algorithm>
#include <array>
#include <cote/error.hpp>
#include <cote/unicode.hpp>

#include "corpus/extract.hpp"
#include "corpus/values.hpp"

namespace cote::corpus {
namespace {

// --- front matter
// -----------------------------------------------------------------------------------------------------

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// A scalar without its quotes and without a comment behind it.
std::string scalar(std::string_view text) {
  text = trim(text);
  if (!text.empty() && (text.front() == '"' || text.front() == '\'')) {
    const char quote = text.front();
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (quote == '"' && text[i] == '\\' && i + 1 < text.size()) {
        ++i;
        out += text[i] == 'n' || text[i] == 't' ? ' ' : text[i];
      } else if (text[i] == quote) {
        if (quote == '"' || i + 1 >= text.size() || text[i + 1] != '\'') return out;
        out += text[i++];  // '' stands for ' inside single quotes
      } else {
        out += text[i];
      }
    }
    return std::string(text);  // never closed: a value that begins with an apostrophe
  }
  const std::size_t comment = text.find(" #");
  return std::string(trim(text.substr(0, comment)));
}

/// The values of "[a, 'b, c', d]".
std::vector<std::string> inline_list(std::string_view text) {
  std::vector<std::string> values;
  text = text.substr(1, text.size() - 2);
  std::size_t start = 0;
  char quote = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool end = i == text.size();
    if (!end && quote != 0) {
      if (text[i] == quote) quote = 0;
    } else if (!end && (text[i] == '"' || text[i] == '\'') && trim(text.substr(start, i - start)).empty()) {
      quote = text[i];
    } else if (end || text[i] == ',') {
      std::string value = scalar(text.substr(start, i - start));
      if (!value.empty()) values.push_back(std::move(value));
      start = i + 1;
    }
  }
  return values;
}

struct FrontMatter {
  std::vector<std::pair<std::string, std::vector<std::string>>> fields;
  std::size_t bytes = 0;  ///< of the text, up to the first line of the body; 0: there is none
};

/// Reads "key: value" lines, lists and folded values between two "---" lines; what is nested deeper is left
/// out.
FrontMatter read_front_matter(std::string_view text) {
  if (!text.starts_with("---\n") && !text.starts_with("--- \n")) return {};
  FrontMatter front;
  bool folded = false;  // the value goes on in the indented lines below
  for (std::size_t start = text.find('\n') + 1; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    const std::string_view bare = trim(line);
    start = std::min(end + 1, text.size());
    if (bare == "---" || bare == "...") {
      front.bytes = start;
      return front;
    }
    if (bare.empty() || bare.front() == '#') continue;
    const bool indented = line.front() == ' ' || line.front() == '\t';
    if ((bare.starts_with("- ") || bare == "-") && !front.fields.empty()) {
      std::string value = scalar(bare.substr(1));
      if (!value.empty()) front.fields.back().second.push_back(std::move(value));
      continue;
    }
    if (indented) {
      if (!folded || front.fields.empty()) continue;
      std::vector<std::string>& values = front.fields.back().second;
      if (values.empty()) values.emplace_back();
      values.back() += (values.back().empty() ? "" : " ") + std::string(bare);
      continue;
    }
    const std::size_t colon = bare.find(':');
    if (colon == std::string_view::npos || colon == 0 ||
        (colon + 1 < bare.size() && bare[colon + 1] != ' ')) {
      return {};  // prose between two rules, not a front matter
    }
    const std::string_view value = trim(bare.substr(colon + 1));
    folded = value.starts_with(">") || value.starts_with("|");
    front.fields.emplace_back(scalar(bare.substr(0, colon)), std::vector<std::string>{});
    if (value.empty() || folded) continue;
    std::vector<std::string>& values = front.fields.back().second;
    if (value.front() == '[' && value.back() == ']') {
      values = inline_list(value);
    } else if (std::string one = scalar(value); !one.empty() && one != "null" && one != "~") {
      values.push_back(std::move(one));
    }
  }
  return {};  // never closed
}

void take_front_matter(FrontMatter&& front, Extract& extract) {
  for (auto& [name, values] : front.fields) {
    if (values.empty()) continue;
    const std::string key = fold_case(name);
    if (key == "title" || key == "titre") {
      extract.title = values.front();
    } else if (key == "date") {
      extract.date = normalize_date(values.front());
      if (!extract.date) {
        extract.warnings.push_back("date « " + values.front() +
                                   " » non comprise, laissée de côté : écrivez AAAA-MM-JJ");
      }
    } else if (key == "lang" || key == "language" || key == "langue") {
      extract.language = normalize_language(values.front());
    } else if (key == "url" || key == "canonical") {
      extract.url = values.front();
    } else {
      auto& all = extract.metadata[name];
      all.insert(all.end(), std::make_move_iterator(values.begin()), std::make_move_iterator(values.end()));
    }
  }
}

// --- footnotes
// --------------------------------------------------------------------------------------------------------

constexpr std::size_t kMaxLabel = 64;

/// Length of "[^label]" at `at`, 0 when there is none.
std::size_t note_mark(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "[^") return 0;
  const std::string_view label = text.substr(at + 2, kMaxLabel);
  const std::size_t end = label.find_first_of("] \n");
  return end != std::string_view::npos && label[end] == ']' && end > 0 ? end + 3 : 0;
}

struct Note {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Takes the definitions "[^1]: …" with their indented lines out of `text` (spaces keep the offsets): md4c
/// does not know footnotes and would take "[^1]: Ibid." for the target of a link.
std::vector<Note> take_notes(std::string& text) {
  std::vector<Note> notes;
  if (text.find("[^") == std::string::npos) return notes;
  bool fenced = false;
  bool in_note = false;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = std::string_view(text).substr(start, end - start);
    const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
    const bool fence = line.substr(first).starts_with("```") || line.substr(first).starts_with("~~~");
    if (fence) fenced = !fenced;
    const std::size_t mark = !fenced && first < 4 ? note_mark(text, start + first) : 0;
    if (mark > 0 && text.substr(start + first + mark, 1) == ":") {
      const std::size_t begin = start + first + mark + 1;
      notes.push_back({text.substr(begin, end - begin), start + first, end});
      in_note = true;
      std::fill(text.begin() + static_cast<std::ptrdiff_t>(start),
                text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    } else if (in_note && (first >= 2 || trim(line).empty())) {
      if (!trim(line).empty()) notes.back().end = end;
      notes.back().text += '\n';
      notes.back().text += trim(line);
      std::fill(text.begin() + static_cast<std::ptrdiff_t>(start),
                text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    } else {
      in_note = false;
    }
    start = end + 1;
  }
  return notes;
}

std::string without_note_marks(std::string_view text) {
  std::string out;
  std::size_t start = 0;
  for (std::size_t at = text.find("[^"); at != std::string_view::npos; at = text.find("[^", at)) {
    const std::size_t mark = note_mark(text, at);
    if (mark > 0) {
      out += text.substr(start, at - start);
      start = at + mark;
    }
    at += std::max<std::size_t>(mark, 2);
  }
  out += text.substr(std::min(start, text.size()));
  return out;
}

// --- the text
// ---------------------------------------------------------------------------------------------------------

constexpr char kBreak = '\x1E';  ///< a hard line break; decode_text() leaves no control character in a text
constexpr char kSoftBreak = '\x1F';

std::string decode_entity(std::string_view entity) {
  const std::vector<Block> blocks = html_fragment_blocks(entity);
  return blocks.empty() ? std::string(" ") : blocks.front().text;
}

class Reader {
 public:
  explicit Reader(std::string_view source) : source_(source) {}

  std::vector<Block> read() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return of(self).enter_block(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void* /*detail*/, void* self) {
      return of(self).leave_block(type);
    };
    parser.enter_span = [](MD_SPANTYPE type, void* /*detail*/, void* self) {
      return of(self).enter_span(type);
    };
    parser.leave_span = [](MD_SPANTYPE type, void* /*detail*/, void* self) {
      return of(self).leave_span(type);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return of(self).text(type, std::string_view(text, size));
    };
    if (md_parse(source_.data(), static_cast<MD_SIZE>(source_.size()), &parser, this) != 0) {
      throw CorpusError("Markdown que l'analyseur refuse : simplifiez-le ou convertissez-le en texte");
    }
    flush();
    return std::move(blocks_);
  }

 private:
  struct List {
    bool numbered = false;
    unsigned next = 1;
    char delimiter = '.';
  };

  static Reader& of(void* self) { return *static_cast<Reader*>(self); }

  int enter_block(MD_BLOCKTYPE type, void* detail) {
    if (type != MD_BLOCK_TD && type != MD_BLOCK_TH) flush();
    switch (type) {
      case MD_BLOCK_H:
        heading_ = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_UL:
        lists_.push_back({});
        break;
      case MD_BLOCK_OL: {
        const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
        lists_.push_back({true, list->start, list->mark_delimiter});
        break;
      }
      case MD_BLOCK_LI:
        // The number stays in the text: it is how the document counts its paragraphs.
        if (!lists_.empty() && lists_.back().numbered) {
          label_ = std::to_string(lists_.back().next++) + lists_.back().delimiter + ' ';
        }
        break;
      case MD_BLOCK_TR:
        in_row_ = true;
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        verbatim_ = type;
        break;
      default:
        break;
    }
    return 0;
  }

  int leave_block(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) {
      std::string cell = collapse_spaces(current_);
      current_.clear();
      if (!cell.empty()) row_ += (row_.empty() ? "" : " | ") + cell;
      return 0;
    }
    if (type == MD_BLOCK_TR) {
      in_row_ = false;
      if (!row_.empty()) add(BlockKind::kTableRow, std::move(row_));
      row_.clear();
      return 0;
    }
    if (type == MD_BLOCK_CODE) {
      flush_code();
    } else if (type == MD_BLOCK_HTML) {
      flush_html();
    } else {
      flush();
    }
    if (type == MD_BLOCK_H) heading_ = 0;
    if ((type == MD_BLOCK_UL || type == MD_BLOCK_OL) && !lists_.empty()) lists_.pop_back();
    if (type == MD_BLOCK_LI) label_.clear();
    if (type == MD_BLOCK_CODE || type == MD_BLOCK_HTML) verbatim_ = MD_BLOCK_DOC;
    return 0;
  }

  int enter_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) ++images_;
    return 0;
  }
  int leave_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) --images_;
    return 0;
  }

  int text(MD_TEXTTYPE type, std::string_view text) {
    if (images_ > 0) return 0;
    if (text.data() >= source_.data() && text.data() < source_.data() + source_.size()) {
      const auto begin = static_cast<std::uint32_t>(text.data() - source_.data());
      if (!has_begin_) begin_ = begin;
      has_begin_ = true;
      end_ = begin + static_cast<std::uint32_t>(text.size());
    }
    switch (type) {
      case MD_TEXT_BR:
        current_ += kBreak;
        break;
      case MD_TEXT_SOFTBR:
        current_ += kSoftBreak;
        break;
      case MD_TEXT_NULLCHAR:
        current_ += "\uFFFD";
        break;
      case MD_TEXT_ENTITY:
        current_ += decode_entity(text);
        break;
      case MD_TEXT_HTML:
        if (verbatim_ == MD_BLOCK_HTML) {
          current_ += text;
        } else {
          inline_tag(text);
        }
        break;
      default:
        current_ += text;
    }
    return 0;
  }

  /// A tag in running text: <br> is a line end; of a superscript nothing but its text matters here.
  void inline_tag(std::string_view tag) {
    if (ascii_lower(tag.substr(0, 3)) == "<br") current_ += kBreak;
  }

  void add(BlockKind kind, std::string text) {
    text = without_note_marks(text);
    if (text.empty() || is_blank(text)) return;
    Block block;
    block.kind = kind;
    block.level = kind == BlockKind::kHeading ? heading_ : 0;
    block.text = std::move(text);
    block.source_begin = begin_;
    block.source_end = end_;
    blocks_.push_back(std::move(block));
  }

  /// Ends a paragraph. A line that begins with the mark of a list item is one, also where CommonMark sees
  /// none: "a) …", "• …". Two hard breaks in a row end a block.
  void flush() {
    if (in_row_) return;
    std::string piece;
    bool item = !lists_.empty();
    const auto push = [&] {
      std::string text = collapse_spaces(piece);
      piece.clear();
      if (text.empty() || is_blank(text)) return;
      const BlockKind kind = heading_ > 0 ? BlockKind::kHeading
                             : item       ? BlockKind::kListItem
                                          : BlockKind::kParagraph;
      add(kind, label_ + text);
      label_.clear();
    };
    std::size_t start = 0;
    constexpr std::array<char, 2> kBreaks = {kBreak, kSoftBreak};
    while (start <= current_.size()) {
      const std::size_t end =
          std::min(current_.find_first_of(kBreaks.data(), start, kBreaks.size()), current_.size());
      const std::string line = collapse_spaces(std::string_view(current_).substr(start, end - start));
      const ItemMark mark = item_mark(line);
      const bool first = start == 0;
      if (!first && line.empty()) {
        push();
      } else if (mark.bytes > 0 && heading_ == 0 && (!first || !mark.keep)) {
        push();
        item = true;
        piece = mark.keep ? line : line.substr(mark.bytes);
      } else {
        piece += ' ';
        piece += line;
      }
      start = end + 1;
    }
    push();
    current_.clear();
    has_begin_ = false;
  }

  /// A code block is text set line by line: a blank line ends a paragraph.
  void flush_code() {
    std::string piece;
    for (std::size_t start = 0; start <= current_.size();) {
      const std::size_t end = std::min(current_.find('\n', start), current_.size());
      const std::string_view line = std::string_view(current_).substr(start, end - start);
      if (is_blank(line) || end == current_.size()) {
        piece += line;
        add(BlockKind::kParagraph, collapse_spaces(piece));
        piece.clear();
      } else {
        piece += line;
        piece += ' ';
      }
      start = end + 1;
    }
    current_.clear();
    has_begin_ = false;
  }

  void flush_html() {
    for (Block& block : html_fragment_blocks(current_)) {
      block.source_begin = begin_;
      block.source_end = end_;
      blocks_.push_back(std::move(block));
    }
    current_.clear();
    has_begin_ = false;
  }

  std::string_view source_;
  std::vector<Block> blocks_;
  std::string current_;
  std::string row_;
  std::string label_;
  std::vector<List> lists_;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  bool has_begin_ = false;
  bool in_row_ = false;
  int heading_ = 0;
  int images_ = 0;
  MD_BLOCKTYPE verbatim_ = MD_BLOCK_DOC;
};

}  // namespace

Extract read_markdown(std::string_view bytes) {
  Extract extract;
  std::string text = decode_text(bytes, {}, extract.warnings);
  if (is_blank(text)) throw CorpusError("fichier vide : aucun texte à indexer");
  FrontMatter front = read_front_matter(text);
  std::fill(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(front.bytes), '\n');  // offsets stay
  take_front_matter(std::move(front), extract);
  const std::vector<Note> notes = take_notes(text);
  extract.blocks = Reader(text).read();
  for (const Note& note : notes) {
    for (Block& block : Reader(note.text).read()) {
      block.kind = BlockKind::kNote;
      block.source_begin = static_cast<std::uint32_t>(note.begin);
      block.source_end = static_cast<std::uint32_t>(note.end);
      extract.blocks.push_back(std::move(block));
    }
  }
  if (extract.blocks.empty()) throw CorpusError("Markdown sans texte : aucun paragraphe à indexer");
  if (extract.title.empty()) {
    const auto heading = std::find_if(extract.blocks.begin(), extract.blocks.end(), [](const Block& block) {
      return block.kind == BlockKind::kHeading && block.level == 1;
    });
    if (heading != extract.blocks.end()) extract.title = heading->text;
  }
  return extract;
}

}  // namespace cote::corpus
