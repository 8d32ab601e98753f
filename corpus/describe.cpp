// In this order: what came with the document, then its symbols, then its first lines, then page
// furniture. What no rule decides stays empty: a wrong date in a facet is worse than none.
#include "corpus/describe.hpp"

#include <algorithm>
#include <array>
#include <cote/unicode.hpp>
#include <cstddef>
#include <initializer_list>

#include "corpus/numbering.hpp"
#include "corpus/own_symbols.hpp"
#include "corpus/words.hpp"

namespace cote::corpus {

namespace {

constexpr std::size_t kHeadBlocks = 12;
constexpr std::size_t kTailBlocks = 6;
constexpr std::size_t kTitleChars = 200;

struct TypeRule {
  std::string_view start;  // folded
  std::string_view type;
};

// First words of a title or a line of the head -> type. Longer starts before shorter ones.
constexpr TypeRule kTypes[] = {
    {"lettres identiques", "lettre"},
    {"lettre", "lettre"},
    {"note verbale", "note verbale"},
    {"rapport", "rapport"},
    {"projet de resolution", "projet de résolution"},
    {"resolution", "résolution"},
    {"declaration", "déclaration"},
    {"proces verbal", "procès-verbal"},
    {"compte rendu", "compte rendu"},
    {"communique", "communiqué"},
    {"note", "note"},
    {"decret", "décret"},
    {"loi", "loi"},
    {"ordonnance", "ordonnance"},
    {"arrete", "arrêté"},
    {"arret", "arrêt"},
    {"jugement", "jugement"},
    {"reglement", "règlement"},
    {"directive", "directive"},
    {"decision", "décision"},
    {"circulaire", "circulaire"},
    {"avis", "avis"},
    {"discours", "discours"},
    {"allocution", "discours"},
    {"convention", "convention"},
    {"accord", "accord"},
    {"code", "code"},
    {"depliant", "dépliant"},
};

// Parts of a symbol -> type (https://research.un.org/en/docs/symbols).
constexpr TypeRule kSymbolTypes[] = {
    {"/RES/", "résolution"},  {"/PRST/", "déclaration"}, {"/PV.", "procès-verbal"},
    {"/SR.", "compte rendu"}, {"/DEC/", "décision"},
};

// Lines of a letterhead, folded: no titles.
constexpr std::string_view kLetterhead[] = {
    "nations unies",
    "organisation des nations unies",
    "assemblee generale",
    "conseil de securite",
    "distr",
    "conseil economique et social",
    "francais",
    "original",
    "anglais",
    "secretariat",
    "un peuple",
    "jo n",
};

/// The start stands as a whole word.
bool starts_with_word(std::string_view text, std::string_view start) {
  return text.starts_with(start) && (text.size() == start.size() || text[start.size()] == ' ');
}

/// The first three characters of a text as fold_key() has them, where that can be told at a glance. Most
/// lines begin with no word of a rule, and are not folded to learn so.
class KeyStart {
 public:
  explicit KeyStart(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && is_ascii(text[at]) && !is_letter(letter(text[at])) &&
           !is_digit(letter(text[at])))
      ++at;
    text.remove_prefix(at);
    for (std::size_t i = 0; i < start_.size() && i < text.size(); ++i) {
      if (i > 0 && text.substr(i).starts_with("\xE2\x80"))
        break;  // an apostrophe, a dash: no rule has one so early
      known_ = known_ && is_ascii(text[i]);
      start_[i] = static_cast<char>(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
    }
  }

  /// `word`: folded, of three letters and more.
  [[nodiscard]] bool may_be(std::string_view word) const {
    return !known_ || word.substr(0, start_.size()) == std::string_view(start_.data(), start_.size());
  }

  [[nodiscard]] bool may_be_type() const {
    return std::any_of(std::begin(kTypes), std::end(kTypes),
                       [this](const TypeRule& rule) { return may_be(rule.start); });
  }

 private:
  static bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
  static char32_t letter(char c) { return static_cast<unsigned char>(c); }

  std::array<char, 3> start_{};
  bool known_ = true;
};

/// Cut at a word border with « … » behind.
std::string shorten(std::string_view text) {
  if (text.size() <= kTitleChars) return std::string(text);
  if (count_code_points(text.substr(0, utf8_prefix(text, 4 * kTitleChars + 4))) <= kTitleChars)
    return std::string(text);
  std::size_t at = 0;
  for (std::size_t n = 0; n < kTitleChars; ++n) at += decode_utf8(text, at).bytes;
  const std::size_t space = text.rfind(' ', at);
  if (space != std::string_view::npos && space > at / 2) at = space;
  return std::string(text.substr(0, at)) + " …";
}

/// A line that is a date, with a place, an article or "publié" before it at most: "Dakar, le 3 mars 2017".
bool is_date_line(std::string_view text) {
  if (text.size() > 60 || !find_date(text)) return false;
  std::size_t words = 0;
  const std::string key = fold_key(text);
  if (key.find(" n ") != std::string::npos || key.find(" au ") != std::string::npos)
    return false;  // JO n° 5798; a span
  for (std::size_t at = 0; at < key.size();) {
    const std::size_t end = std::min(key.find(' ', at), key.size());
    if (end > at && key.find_first_of("0123456789", at) >= end) ++words;
    at = end + 1;
  }
  return words <= 4;
}

bool is_letterhead(const Block& block) {
  if (block.text.size() > 80) return false;
  if (!lone_symbols(block.text).empty()) return true;
  if (is_date_line(block.text)) return true;
  const std::string key = fold_key(block.text);
  if (key.ends_with(" session") || key == "session") return true;  // "Soixante-quinzième session"
  // "République du Sénégal Un peuple - Un but - Une foi", "République française Liberté …"
  if (key.starts_with("republique ") &&
      (std::count(key.begin(), key.end(), ' ') <= 3 || key.find("un peuple") != std::string::npos ||
       key.find("liberte") != std::string::npos)) {
    return true;
  }
  return key.empty() || std::any_of(std::begin(kLetterhead), std::end(kLetterhead),
                                    [&key](std::string_view line) { return starts_with_word(key, line); });
}

std::string find_title(const std::vector<Block>& blocks) {
  const std::size_t head = std::min(blocks.size(), kHeadBlocks);
  for (std::size_t i = 0; i < head; ++i) {  // <h1> or "# Title"
    // A numbered heading is the first section's: the title stands before it.
    if (blocks[i].kind == BlockKind::kHeading && blocks[i].level == 1 && i < 3 &&
        !read_label_as(blocks[i].text, LabelForm::kRoman)) {
      return shorten(blocks[i].text);
    }
  }
  for (std::size_t i = 0; i < head; ++i) {
    if (!is_letterhead(blocks[i])) return shorten(blocks[i].text);
  }
  return blocks.empty() ? std::string() : shorten(blocks[0].text);
}

bool speaks_of_update(std::string_view line) {
  const std::string key = fold_key(line.substr(0, utf8_prefix(line, 200)));
  return key.find("mis a jour") != std::string::npos || key.find("mise a jour") != std::string::npos;
}

/// False when none of the marks « daté du », « en date du » stands in the text: all have "dat".
bool may_be_dated(std::string_view text) {
  const auto lower = [text](std::size_t at) { return static_cast<char>(text[at] | 0x20); };
  for (std::size_t at = 2; at < text.size();) {
    const char last = lower(at);
    if (last == 't' && lower(at - 1) == 'a' && lower(at - 2) == 'd') return true;
    at += last == 'a' ? 1 : last == 'd' ? 2 : 3;  // where "dat" may end next
  }
  return false;
}

/// The date behind the first of `marks` that has one.
std::optional<std::string> date_after(std::string_view text, std::initializer_list<std::string_view> marks) {
  if (!may_be_dated(text)) return std::nullopt;
  const std::string lower = lower_french(text.substr(0, utf8_prefix(text, 2000)));
  for (const std::string_view mark : marks) {
    const std::size_t at = lower.find(mark);
    if (at == std::string::npos) continue;
    if (auto date = find_date(text.substr(at + mark.size(), 40))) return date;
  }
  return std::nullopt;
}

/// "Loi n° 98-23 du 26 mars 1998", "COMMUNIQUÉ … DU MERCREDI 14 AOÛT 2024": a date near behind "du"; the ends
/// of a span
/// ("du 1er janvier au 31 décembre 2016") date what the title speaks of.
std::optional<std::string> date_of_act(std::string_view title) {
  const std::string lower = lower_french(title.substr(0, utf8_prefix(title, 400)));
  for (std::size_t at = lower.find(" du "); at != std::string::npos; at = lower.find(" du ", at + 1)) {
    const std::string_view behind = std::string_view(lower).substr(at + 4, 32);
    if (behind.find(" au ") != std::string_view::npos) continue;
    if (auto date = find_date(behind)) return date;
  }
  return std::nullopt;
}

std::optional<std::string> find_document_date(const Document& document, const std::vector<Block>& blocks,
                                              const std::vector<std::string>& furniture) {
  for (const std::string_view key : {"date", "datePublished", "dcterms.date"}) {
    if (const auto found = document.metadata.find(key);
        found != document.metadata.end() && !found->second.empty()) {
      if (auto date = find_date(found->second.front())) return date;
    }
  }
  const std::size_t head = std::min(blocks.size(), kHeadBlocks);
  for (std::size_t i = 0; i < head; ++i) {
    // In a paragraph it may be somebody else's letter; in the title it is this one.
    if (blocks[i].kind != BlockKind::kHeading && i > 0) continue;
    if (auto date = date_after(blocks[i].text, {"datée du ", "datées du ", "daté du ", "en date du "}))
      return date;
  }
  if (auto date = date_after(document.title, {"datée du "})) return date;
  for (const bool updated : {true, false}) {  // "Mis à jour le" before any other date of a page's furniture
    for (const std::string& line : furniture) {
      if (updated ? !speaks_of_update(line) : !lone_symbols(line).empty()) continue;
      if (auto date = find_date(line)) return date;
    }
  }
  for (std::size_t i = 0; i < head; ++i) {
    if (is_date_line(blocks[i].text)) return find_date(blocks[i].text);
  }
  // "LOI n° 98-23 du 26 mars 1998", "Conseil des ministres du 14 août 2024": the title of an act or a
  // meeting.
  std::vector<std::string_view> titles = {document.title};
  for (std::size_t i = 0; i < head; ++i) {
    const bool short_line =
        i < kHeadBlocks / 2 && !ends_sentence(blocks[i].text) && blocks[i].text.size() <= 300;
    if (blocks[i].kind == BlockKind::kHeading || short_line) titles.push_back(blocks[i].text);
  }
  for (const std::string_view title : titles) {
    const KeyStart start(title);
    if (!start.may_be_type() && !start.may_be("conseil des ministres")) continue;
    const std::string key = fold_key(title.substr(0, utf8_prefix(title, 400)));
    const bool act = std::any_of(std::begin(kTypes), std::end(kTypes),
                                 [&key](const TypeRule& rule) { return starts_with_word(key, rule.start); });
    if ((act || starts_with_word(key, "conseil des ministres")) &&
        key.find("allant du") == std::string::npos) {
      if (auto date = date_of_act(title)) return date;
    }
  }
  // A letter, a note verbale or a decision is dated below its text: "Genève, le 18 octobre 2021".
  for (std::size_t i = blocks.size() - std::min(blocks.size(), kTailBlocks); i < blocks.size(); ++i) {
    if (blocks[i].text.find(", le ") != std::string::npos && is_date_line(blocks[i].text)) {
      return find_date(blocks[i].text);
    }
  }
  return std::nullopt;
}

std::string find_type(const Document& document, const std::vector<Block>& blocks,
                      const std::vector<std::string>& furniture) {
  for (const std::string& symbol : document.symbols) {
    for (const TypeRule& rule : kSymbolTypes) {
      if (symbol.find(rule.start) != std::string::npos) return std::string(rule.type);
    }
  }
  const auto by_start = [](std::string_view text) -> std::string_view {
    if (!KeyStart(text).may_be_type()) return {};
    const std::string key = fold_key(text.substr(0, utf8_prefix(text, 200)));
    for (const TypeRule& rule : kTypes) {
      if (starts_with_word(key, rule.start)) return rule.type;
    }
    return {};
  };
  // "… le Président de la Commission de la C.E.D.E.A.O." ends in a full stop and is no sentence.
  const std::string& title = document.title;
  const bool dotted = title.size() >= 4 && title.back() == '.' && title[title.size() - 3] == '.';
  if (dotted || !ends_sentence(title)) {
    if (const auto type = by_start(document.title); !type.empty()) return std::string(type);
  }
  for (std::size_t i = 0; i < std::min(blocks.size(), kHeadBlocks / 2); ++i) {
    // Sentences of the body begin with these words too ("Accord a été donné"): headings and titles do not end
    // so.
    if (ends_sentence(blocks[i].text)) continue;
    if (const auto type = by_start(blocks[i].text); !type.empty()) return std::string(type);
  }
  for (const std::string& line : furniture) {
    if (speaks_of_update(line)) return "page web";
  }
  if (document.path.ends_with(".html") || document.path.ends_with(".htm")) return "page web";
  return {};
}

std::string find_language(const Document& document) {
  return document.paragraphs.empty() ? detect_language(document.title) : detect_language(document.paragraphs);
}

}  // namespace

void describe_by_blocks(Document& document, const std::vector<Block>& blocks,
                        const std::vector<std::string>& furniture) {
  if (document.title.empty()) document.title = find_title(blocks);
  if (document.symbols.empty()) find_own_symbols(document, blocks, furniture);
  if (!document.date) document.date = find_document_date(document, blocks, furniture);
  if (!document.date) {
    // The year of S/2020/898; a session number (A/75) leaves two years open and gives none.
    if (std::string date = date_of_symbols(document); !date.empty()) {
      document.date = std::move(date);
      document.date_rule = "symbol";
    }
  }
  if (const auto given = document.metadata.find("type");
      document.type.empty() && given != document.metadata.end() && given->second.size() == 1) {
    document.type = given->second.front();
  }
  if (document.type.empty()) document.type = find_type(document, blocks, furniture);
}

void describe(Document& document, const std::vector<Block>& blocks,
              const std::vector<std::string>& furniture) {
  describe_by_blocks(document, blocks, furniture);
  describe_language(document);
}

void describe_language(Document& document) {
  if (document.language.empty()) document.language = find_language(document);
}

}  // namespace cote::corpus
