// In this order: what came with the document, then its symbols, then its first lines, then page
// furniture. What no rule decides stays empty: a wrong date in a facet is worse than none.
#include "corpus/describe.hpp"

#include <algorithm>
#include <cote/unicode.hpp>
#include <cstddef>

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

/// The date behind the first of `marks` in the block.
std::optional<std::string> date_after(std::string_view text, std::string_view mark) {
  const std::string lower = lower_french(text.substr(0, utf8_prefix(text, 2000)));
  const std::size_t at = lower.find(mark);
  if (at == std::string::npos) return std::nullopt;
  return find_date(text.substr(at + mark.size(), 40));
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
    for (const std::string_view mark : {"datée du ", "datées du ", "daté du ", "en date du "}) {
      // In a paragraph it may be somebody else's letter; in the title it is this one.
      if (blocks[i].kind != BlockKind::kHeading && i > 0) continue;
      if (auto date = date_after(blocks[i].text, mark)) return date;
    }
  }
  if (auto date = date_after(document.title, "datée du ")) return date;
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
  std::string sample;
  constexpr std::size_t kEnough = 20000;
  for (const Paragraph& paragraph : document.paragraphs) {
    if (sample.size() >= kEnough) break;
    sample.append(paragraph.text, 0, utf8_prefix(paragraph.text, kEnough));
    sample += ' ';
  }
  if (sample.empty()) sample = document.title;
  return detect_language(sample);
}

}  // namespace

void describe(Document& document, const std::vector<Block>& blocks,
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
  if (document.language.empty()) document.language = find_language(document);
}

}  // namespace cote::corpus
