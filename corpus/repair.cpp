// The order of the repairs: (1) characters, line by line; (2) page furniture and links;
// (3) layout; (4) superscripts; (5) numbers in front of paragraphs; (6) footnotes; (7) line ends; (8) doubled
// and split words; (9) headings; (10) repeated paragraphs.
#include "corpus/repair.hpp"

#include <algorithm>
#include <cote/unicode.hpp>
#include <cstdint>

#include "corpus/furniture.hpp"
#include "corpus/line.hpp"
#include "corpus/line_join.hpp"
#include "corpus/numbering.hpp"
#include "corpus/words.hpp"

namespace cote::corpus {

namespace {

/// A block with what is needed to tell headings from paragraphs.
struct Draft {
  Block block;
  std::uint32_t gap_before = 0;
  std::uint32_t gap_after = 0;
  std::uint32_t indent = 0;
  bool label = false;
  bool bullet = false;
  bool leader = false;  // an entry of a table of contents
  bool at_break = false;
};

/// "1⏎⏎er⏎ janvier": the raised letters of an ordinal come out as a line of their own.
bool is_superscript(std::string_view text, std::string_view before) {
  if (text.size() > 5) return false;
  const char32_t last = last_char(before).value;
  const bool digit = last >= U'0' && last <= U'9';
  for (const std::string_view ordinal : {"er", "re", "e", "ère", "ème", "nd", "nde", "ers", "es"}) {
    if (text != ordinal) continue;
    return digit || last == U'I' || last == U'V' || last == U'X';
  }
  if (text == "o" || text == "os") return last == U'n' || last == U'N';
  return text == "me" && before.ends_with("M") && last_word(before) == "M";
}

void mark_superscripts(std::vector<Line>& lines) {
  Line* before = nullptr;
  for (Line& line : lines) {
    if (line.dropped) continue;
    if (before != nullptr && line.bullet == 0 && line.gap <= 2 && is_superscript(line.text, before->text)) {
      line.glued = true;
    } else if (before != nullptr && before->glued) {
      line.after_glue = true;
    }
    before = &line;
  }
}

/// For each line the greatest width among those that stand together with it without a blank line; 0 below
/// three lines.
std::vector<std::uint32_t> cluster_widths(const std::vector<Line>& lines) {
  std::vector<std::uint32_t> widths(lines.size(), 0);
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin;
    std::uint32_t widest = 0;
    do {
      widest = std::max(widest, lines[end].width);
      ++end;
    } while (end < lines.size() && lines[end].gap == 0 && !lines[end].over_break);
    if (end - begin >= 3) {
      std::fill(widths.begin() + static_cast<std::ptrdiff_t>(begin),
                widths.begin() + static_cast<std::ptrdiff_t>(end), widest);
    }
    begin = end;
  }
  return widths;
}

void append_joined(std::string& text, std::string_view next, Join join) {
  switch (join) {
    case Join::kDropHyphen:
      text.resize(text.size() - last_char(text).bytes);
      break;
    case Join::kCloseHyphen:
      text.resize(text.size() - last_char(text).bytes);
      while (!text.empty() && text.back() == ' ') text.pop_back();
      text += '-';
      break;
    case Join::kSpace:
      text += ' ';
      break;
    case Join::kNothing:
    case Join::kBreak:
      break;
  }
  text += next;
}

/// Joins the lines of one flow, the text or the footnotes, into drafts.
class Flow {
 public:
  Flow(const Layout& layout, const Vocabulary& words) : layout_(layout), words_(words) {}

  /// True when `line` began a new draft.
  bool add(Line& line, std::uint32_t cluster) {
    Join join = Join::kBreak;
    if (before_ != nullptr) {
      join = decide_join(*before_, line, layout_, cluster, words_);
      drafts.back().gap_after = line.over_break && line.gap == 0 ? layout_.gap + 1 : line.gap;
    }
    before_ = &line;
    if (join != Join::kBreak) {
      Block& block = drafts.back().block;
      append_joined(block.text, line.text, join);
      block.source_end = std::max(block.source_end, line.end);
      return false;
    }
    Draft draft;
    draft.block.text = line.text;
    draft.block.page = line.page;
    draft.block.source_begin = line.begin;
    draft.block.source_end = line.end;
    draft.gap_before = line.gap;
    draft.gap_after = 9;  // the text's end
    draft.indent = line.indent;
    draft.label = line.label;
    draft.bullet = line.bullet != 0;
    draft.at_break = line.over_break || drafts.empty();
    drafts.push_back(std::move(draft));
    return true;
  }

  std::vector<Draft> drafts;

 private:
  const Layout& layout_;
  const Vocabulary& words_;
  const Line* before_ = nullptr;
};

/// "TITRE I : Saisine ........... 5": the dots go, the entry stays a line of its own.
bool close_leader(std::string& text) {
  const std::size_t dots = text.find(".....");
  if (dots == std::string::npos) return false;
  const std::size_t end = text.find_first_not_of(". ", dots);
  if (end != std::string::npos && text.size() - end > 6) return false;
  std::size_t begin = dots;
  while (begin > 0 && text[begin - 1] == ' ') --begin;
  if (begin == 0) return false;
  std::string entry = text.substr(0, begin);
  if (end != std::string::npos) {
    entry += ' ';
    entry.append(text, end);
  }
  text = std::move(entry);
  return true;
}

bool opens_title(std::string_view text) {
  const CodePoint c = decode_utf8(text, 0);
  if (c.value == U'«' || c.value == U'“' || c.value == U'"') return true;
  return is_upper(c.value);
}

bool is_real_text(const Draft& draft) {
  return draft.block.kind == BlockKind::kHeading || draft.bullet || draft.label ||
         (ends_sentence(draft.block.text) && draft.block.text.size() > 40);
}

/// Sets kind and level of one draft; `next` has its own already.
void classify(Draft& draft, const Draft* before, const Draft* next, const Layout& layout) {
  Block& block = draft.block;
  const std::string_view text = block.text;
  if (draft.leader) {
    block.kind = BlockKind::kTableRow;
    return;
  }
  if (draft.bullet) {
    block.kind = BlockKind::kListItem;
    return;
  }
  constexpr std::size_t kLongest = 250;  // the longest title of the five reports has 167 characters
  const std::size_t length = text.size() > 4 * kLongest ? 4 * kLongest : count_well_formed(text);
  const bool sentence = ends_sentence(text) && !text.ends_with('?');
  int level = 0;
  if (draft.label && is_division(text, level)) {
    // "Article 12." alone is a heading, "Article 12. Les ministres …" a paragraph; "Chapitre II. -
    // Définitions." is one.
    const bool title = sentence && length <= (level < 6 ? 120U : 24U);
    if (length <= kLongest && (!sentence || title)) {
      block.kind = BlockKind::kHeading;
      block.level = level;
    }
    return;
  }
  const auto label = draft.label ? read_label(text) : std::nullopt;
  if (label && (label->form == LabelForm::kItem || label->form == LabelForm::kRomanItem)) {
    block.kind = BlockKind::kListItem;
    return;
  }
  const char32_t last = last_char(text).value;
  const bool numbered_title = label && label->form != LabelForm::kNumber;
  if ((sentence && !(numbered_title && last == U';')) || length > kLongest || text.empty()) return;
  if (last == U',' || last == U'-') return;
  if (numbered_title) {
    block.kind = BlockKind::kHeading;
    block.level = label->form == LabelForm::kRoman ? 1 : 2;
    return;
  }
  if (next == nullptr) return;
  // No title stands over the rest of a sentence.
  if (!next->bullet && !next->label && is_lower(first_char(next->block.text))) return;
  if (label) {
    // "1. Introduction" before a paragraph; in a list of such lines the next has a number too.
    if (length <= 100 && !next->label && !next->bullet && is_real_text(*next)) {
      block.kind = BlockKind::kHeading;
      block.level = 3;
    }
    return;
  }
  if (!opens_title(text)) return;
  const bool apart_before = draft.gap_before > layout.gap || draft.at_break || draft.indent >= 2;
  const bool apart_after = draft.gap_after > layout.gap;
  const bool far_apart =
      (draft.gap_before >= layout.gap + 2 || draft.at_break) && draft.gap_after >= layout.gap + 2;
  const bool titles_follow = next->block.kind == BlockKind::kHeading || next->label;
  const bool first = before == nullptr;
  const bool over_text = draft.gap_before >= layout.gap + 2 && length <= 60 && is_real_text(*next) &&
                         next->block.text.size() > 120;
  const bool list_title = next->bullet && length <= 60 && (first || ends_sentence(before->block.text));
  const bool title_line = first && length <= 120 && is_real_text(*next);
  const bool title = apart_before && apart_after && (length <= 120 || titles_follow || first) &&
                     (far_apart || is_real_text(*next) || first);
  if (title || title_line || over_text || list_title) {
    block.kind = BlockKind::kHeading;
    block.level = 3;
  }
}

/// Titles of several lines: "III. Coopération avec A ;" + "Coopération avec B", and "TITRE VIII" + "DES
/// ENQUÊTES".
void join_headings(std::vector<Draft>& drafts, const Layout& layout) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Draft& draft = drafts[i];
    Block& block = draft.block;
    const bool plain = !draft.label && !draft.bullet && !draft.leader && block.text.size() <= 400;
    if (kept > 0 && plain && drafts[kept - 1].block.kind == BlockKind::kHeading) {
      Block& before = drafts[kept - 1].block;
      int level = 0;
      const bool list =
          before.text.ends_with(';') && draft.gap_before <= layout.gap && !ends_sentence(block.text);
      const bool named = drafts[kept - 1].label && before.text.size() <= 24 &&
                         is_division(before.text, level) && level < 6 && is_capital_line(block.text) &&
                         draft.gap_before <= layout.gap + 1;
      if (list || named) {
        append_joined(before.text, block.text, Join::kSpace);
        before.source_end = block.source_end;
        continue;
      }
    }
    if (kept != i) drafts[kept] = std::move(draft);
    ++kept;
  }
  drafts.resize(kept);
}

/// Drops a paragraph that the text prints twice in a row, or twice on its first pages (a summary read twice).
void drop_repeated(std::vector<Draft>& drafts) {
  constexpr std::size_t kShortest = 80;  // bytes; shorter ones repeat rightly: "(Abrogé)", "Le Président"
  constexpr std::size_t kLongest = 20000;
  constexpr std::size_t kHead = 60;  // blocks
  const auto counts = [](const Draft& draft) {
    return draft.block.kind == BlockKind::kParagraph && !draft.label && draft.block.text.size() >= kShortest;
  };
  std::size_t kept = 0;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Draft& draft = drafts[i];
    if (counts(draft)) {
      const std::string& text = draft.block.text;
      if (kept > 0 && drafts[kept - 1].block.text == text) continue;
      const auto same = [&](const Draft& before) { return counts(before) && before.block.text == text; };
      // The head is short enough to be compared each with each.
      const auto before = drafts.begin() + static_cast<std::ptrdiff_t>(kept);
      if (i < kHead && text.size() < kLongest && std::any_of(drafts.begin(), before, same)) continue;
    }
    if (kept != i) drafts[kept] = std::move(draft);
    ++kept;
  }
  drafts.resize(kept);
}

}  // namespace

Repaired repair_lines(std::string_view lines) {
  Lines split = split_lines(lines);
  std::vector<Line>& kept = split.all;
  Furniture furniture = take_furniture(kept);
  const Layout layout = measure_layout(kept);
  mark_superscripts(kept);
  mark_labels(kept, layout);
  mark_notes(split);
  std::erase_if(kept, [](const Line& line) { return line.dropped; });
  const Vocabulary words(kept);
  const std::vector<std::uint32_t> clusters = cluster_widths(kept);

  Flow text(layout, words);
  Flow notes(layout, words);
  text.drafts.reserve(kept.size());
  std::vector<std::size_t> note_after;  // for each note the number of text drafts before it
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i].in_note) {
      text.add(kept[i], clusters[i]);
    } else if (notes.add(kept[i], clusters[i])) {
      notes.drafts.back().block.kind = BlockKind::kNote;
      note_after.push_back(text.drafts.size());
    }
  }

  const auto finish = [&words](Draft& draft) {
    draft.leader = close_leader(draft.block.text);
    const Vocabulary::Seams seams = words.seams_of(draft.block.text);
    if (seams.doubled) collapse_doubled_words(draft.block.text);
    if (seams.doubled || seams.split) words.join_split_words(draft.block.text);
  };
  std::for_each(text.drafts.begin(), text.drafts.end(), finish);
  std::for_each(notes.drafts.begin(), notes.drafts.end(), finish);
  std::vector<Draft>& drafts = text.drafts;
  for (std::size_t i = drafts.size(); i-- > 0;) {
    classify(drafts[i], i > 0 ? &drafts[i - 1] : nullptr, i + 1 < drafts.size() ? &drafts[i + 1] : nullptr,
             layout);
  }

  // Footnotes come after the paragraph that they stand in.
  std::vector<Draft> all;
  if (notes.drafts.empty()) {
    all = std::move(drafts);
  } else {
    all.reserve(drafts.size() + notes.drafts.size());
    std::size_t note = 0;
    for (std::size_t i = 0; i <= drafts.size(); ++i) {
      while (note < notes.drafts.size() && note_after[note] <= i) {
        all.push_back(std::move(notes.drafts[note++]));
      }
      if (i < drafts.size()) all.push_back(std::move(drafts[i]));
    }
  }
  join_headings(all, layout);
  drop_repeated(all);

  Repaired repaired;
  repaired.blocks.reserve(all.size());
  for (Draft& draft : all) repaired.blocks.push_back(std::move(draft.block));
  repaired.links = std::move(furniture.links);
  repaired.furniture = std::move(furniture.lines);
  return repaired;
}

std::string repair_inline(std::string_view text) {
  std::string out = clean_line(text);
  collapse_doubled_words(out);
  return out;
}

}  // namespace cote::corpus
