#include "corpus/segment.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "corpus/repair.hpp"
#include "tests/support/catch.hpp"

namespace {

using cote::Paragraph;
using cote::corpus::Block;
using cote::corpus::BlockKind;
using cote::corpus::segment;

/// Paragraphs as "number>text", '-' without number, '|' between them.
std::string paragraphs(std::string_view lines) {
  std::string out;
  std::uint32_t ordinal = 0;
  for (const Paragraph& paragraph : segment(cote::corpus::repair_lines(lines).blocks)) {
    CHECK(paragraph.ordinal == ++ordinal);
    if (!out.empty()) out += '|';
    out += paragraph.number.value_or("-");
    out += '>';
    out += paragraph.text;
  }
  return out;
}

struct Case {
  std::string_view why, lines, want;
};

// clang-format off
constexpr Case kNumbers[] = {
    {"sequence",                               "1. Un.\n2. Deux.\n3. Trois.",               "1>Un.|2>Deux.|3>Trois."},
    {"closing bracket",                        "1) Un.\n2) Deux.",                          "1>Un.|2>Deux."},
    {"sequence of a part",                     "45. Un.\n46. Deux.",                        "45>Un.|46>Deux."},
    {"hierarchy",                              "1.1. Un.\n1.1.1. Deux.\n1.2. Trois.",       "1.1>Un.|1.1.1>Deux.|1.2>Trois."},
    {"a number that stands alone is text",     "1. Dernier.\n\nUn texte.",                  "->1. Dernier.|->Un texte."},
    {"a year is text",                         "Un.\n\n2005. Deux.\n\nTrois.",              "->Un.|->2005. Deux.|->Trois."},
    {"one missing, the rest counts",           "1. Un.\n2. Deux.\n4. Quatre.\n5. Cinq.",    "1>Un.|2>Deux.|4>Quatre.|5>Cinq."},
    {"unnumbered between",                     "1. Un.\n\nEntre.\n\n2. Deux.",              "1>Un.|->Entre.|2>Deux."},
    {"items",                                  "31. Il faut :\na) lire;\nb) écrire.\n32. Fin.", "31>Il faut :|31 a)>lire;|31 b)>écrire.|32>Fin."},
    {"items below items",                      "1. Il faut :\na) lire :\ni) bien;\nii) tout;\nb) écrire.\n2. Fin.",
                                               "1>Il faut :|1 a)>lire :|1 a) i)>bien;|1 a) ii)>tout;|1 b)>écrire.|2>Fin."},
    {"items begin again",                      "1. Il faut :\na) lire.\n2. Et :\na) lire;\nb) dire.", "1>Il faut :|1 a)>lire.|2>Et :|2 a)>lire;|2 b)>dire."},
    {"items without a number above",           "Il faut :\na) lire;\nb) dire.",             "->Il faut :|->a) lire;|->b) dire."},
    {"numbering begins again",                 "1. Un.\n2. Deux.\n\nAnnexe\n\n1. Trois.\n2. Quatre.", "1>Un.|2>Deux.|1>Trois.|2>Quatre."},
    {"numbers inside a numbered paragraph",    "11. Un.\n12. Il faut :\n1. lire;\n2. dire.\n13. Fin.", "11>Un.|12>Il faut :|1>lire;|2>dire.|13>Fin."},
};
// clang-format on

Block heading(int level, std::string text) {
  Block block;
  block.kind = BlockKind::kHeading;
  block.level = level;
  block.text = std::move(text);
  return block;
}

Block paragraph(std::string text) {
  Block block;
  block.text = std::move(text);
  return block;
}

}  // namespace

TEST_CASE("paragraphs carry the document's own numbers", "[corpus][segment]") {
  for (const auto& [why, lines, want] : kNumbers) {
    INFO(why << ": " << lines);
    CHECK(paragraphs(lines) == want);
  }
}

TEST_CASE("headings are the path of what follows", "[corpus][segment]") {
  const auto found = segment({heading(1, "II. Réunions"), heading(2, "A. Technologie"), paragraph("Un."),
                              heading(2, "B. Partenariats"), paragraph("Deux."), heading(1, "III. Fin"),
                              paragraph("Trois.")});
  REQUIRE(found.size() == 3);
  CHECK(found[0].heading == std::vector<std::string>{"II. Réunions", "A. Technologie"});
  CHECK(found[1].heading == std::vector<std::string>{"II. Réunions", "B. Partenariats"});
  CHECK(found[2].heading == std::vector<std::string>{"III. Fin"});
}

TEST_CASE("a heading that nothing follows is a paragraph", "[corpus][segment]") {
  const auto found =
      segment({heading(3, "Titre"), heading(3, "Résumé"), paragraph("Un."), heading(1, "Annexe")});
  REQUIRE(found.size() == 3);
  CHECK(found[0].text == "Titre");
  CHECK(found[0].heading.empty());
  CHECK(found[1].heading == std::vector<std::string>{"Résumé"});
  CHECK(found[2].text == "Annexe");
}

TEST_CASE("page and offsets come from the block", "[corpus][segment]") {
  Block block = paragraph("1. Un.");
  block.page = 3;
  block.source_begin = 10;
  block.source_end = 16;
  const auto found = segment({block, paragraph("2. Deux.")});
  REQUIRE(found.size() == 2);
  CHECK(found[0].number == "1");
  CHECK(found[0].page == 3U);
  CHECK(found[0].source_begin == 10);
  CHECK(found[0].source_end == 16);
}

TEST_CASE("no blocks, no paragraphs", "[corpus][segment]") {
  CHECK(segment({}).empty());
  CHECK(segment({paragraph("")}).empty());
}
