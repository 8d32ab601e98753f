#include "corpus/segment.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "corpus/numbering.hpp"

namespace cote::corpus {

namespace {

/// A heading that is open: what follows stands below it.
struct OpenHeading {
  int level = 0;
  std::string text;
  const Block* block = nullptr;
  bool used = false;  // a paragraph has it in its path
};

class Segmenter {
 public:
  explicit Segmenter(std::size_t blocks) { paragraphs_.reserve(blocks); }

  std::vector<Paragraph> take() {
    close_headings(0);
    return std::move(paragraphs_);
  }

  void open_heading(const Block& block) {
    const int level = block.level > 0 ? block.level : 3;
    close_headings(level);
    headings_.push_back({level, block.text, &block, false});
    number_.reset();
    item_.reset();
  }

  /// Takes the block's text. `number` is a label of it.
  void add(Block& block, std::optional<Label> number) {
    std::string_view text = block.text;
    std::optional<std::string> printed;
    if (number) {
      number_ = std::string(number->printed);
      item_.reset();
      sub_item_.reset();
      printed = number_;
      if (number->bytes < text.size()) text.remove_prefix(number->bytes);
    } else if (number_) {
      printed = read_item(text);
    }
    for (OpenHeading& heading : headings_) heading.used = true;
    block.text.erase(0, block.text.size() - text.size());
    push(block, std::move(block.text), std::move(printed));
  }

 private:
  /// The item that `text` begins with, if it goes on the items of the open paragraph; takes it off.
  std::optional<std::string> read_item(std::string_view& text) {
    const auto letter = read_label_as(text, LabelForm::kItem);
    const bool next_letter = letter && (item_ ? follows(*item_, *letter) : letter->parts[0] == 1);
    if (next_letter) {
      item_ = letter;
      item_text_ = std::string(letter->printed);
      sub_item_.reset();
      if (letter->bytes < text.size()) text.remove_prefix(letter->bytes);
      return *number_ + " " + item_text_;
    }
    const auto roman = read_label_as(text, LabelForm::kRomanItem);
    if (roman && (sub_item_ ? follows(*sub_item_, *roman) : roman->parts[0] == 1)) {
      sub_item_ = roman;
      std::string printed = *number_ + " ";
      if (item_) printed += item_text_ + " ";
      printed += roman->printed;
      if (roman->bytes < text.size()) text.remove_prefix(roman->bytes);
      return printed;
    }
    return std::nullopt;
  }

  /// Closes the headings of `level` and below. One that nothing follows is kept as a paragraph.
  void close_headings(int level) {
    while (!headings_.empty() && headings_.back().level >= level) {
      OpenHeading heading = std::move(headings_.back());
      headings_.pop_back();
      if (heading.used) continue;
      for (OpenHeading& above : headings_) above.used = true;
      push(*heading.block, std::move(heading.text), std::nullopt);
    }
  }

  void push(const Block& block, std::string text, std::optional<std::string> number) {
    Paragraph paragraph;
    paragraph.ordinal = static_cast<std::uint32_t>(paragraphs_.size()) + 1;
    paragraph.number = std::move(number);
    paragraph.page = block.page;
    for (const OpenHeading& heading : headings_) paragraph.heading.push_back(heading.text);
    paragraph.text = std::move(text);
    paragraph.source_begin = block.source_begin;
    paragraph.source_end = block.source_end;
    paragraphs_.push_back(std::move(paragraph));
  }

  std::vector<Paragraph> paragraphs_;
  std::vector<OpenHeading> headings_;
  std::optional<std::string> number_;  // of the paragraph that items belong to
  std::optional<Label> item_;          // the last item; `printed` of a Label does not outlive its text
  std::string item_text_;
  std::optional<Label> sub_item_;
};

}  // namespace

std::vector<Paragraph> segment(std::vector<Block> blocks) {
  std::vector<Label> labels;
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind != BlockKind::kParagraph && blocks[i].kind != BlockKind::kListItem) continue;
    if (const auto label = read_label_as(blocks[i].text, LabelForm::kNumber)) {
      labels.push_back(*label);
      at.push_back(i);
    }
  }
  const std::vector<bool> counts = find_sequences(labels);

  Segmenter segmenter(blocks.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const bool labelled = next < at.size() && at[next] == i;
    const std::size_t n = next;
    if (labelled) ++next;
    if (blocks[i].text.empty()) continue;
    if (blocks[i].kind == BlockKind::kHeading) {
      segmenter.open_heading(blocks[i]);
    } else {
      segmenter.add(blocks[i], labelled && counts[n] ? std::optional(labels[n]) : std::nullopt);
    }
  }
  return segmenter.take();
}

}  // namespace cote::corpus
