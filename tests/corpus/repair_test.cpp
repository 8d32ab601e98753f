#include "corpus/repair.hpp"

#include <cote/unicode.hpp>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using cote::corpus::Block;
using cote::corpus::BlockKind;
using cote::corpus::repair_inline;
using cote::corpus::repair_lines;
using cote::corpus::Repaired;

/// Blocks as "P:text|L:text": P paragraph, H1 to H6 heading, L list item, T table row, N note.
std::string blocks(std::string_view lines) {
  std::string out;
  for (const Block& block : repair_lines(lines).blocks) {
    if (!out.empty()) out += '|';
    out += "PHLTN"[static_cast<int>(block.kind)];
    if (block.kind == BlockKind::kHeading) out += std::to_string(block.level);
    out += ':';
    out += block.text;
  }
  return out;
}

struct Case {
  std::string_view why, lines, want;
};

// A hard-wrapped paragraph, so that the layout of a test's text is that of a page.
constexpr std::string_view kWrapped =
    "Le Groupe de travail a continué de promouvoir la coopération triangulaire entre le\n"
    "Conseil de sécurité, les pays qui fournissent des contingents ou du personnel de\n"
    "police et le Secrétariat, en s’efforçant notamment de resserrer la coordination au\n"
    "sein de la structure de consolidation de la paix et de bien étudier les questions\n"
    "thématiques relatives au maintien de la paix.\n";
constexpr std::string_view kWrappedBlock =
    "P:Le Groupe de travail a continué de promouvoir la coopération triangulaire entre le Conseil de "
    "sécurité, les pays "
    "qui fournissent des contingents ou du personnel de police et le Secrétariat, en s’efforçant notamment "
    "de resserrer "
    "la coordination au sein de la structure de consolidation de la paix et de bien étudier les questions "
    "thématiques "
    "relatives au maintien de la paix.";

// clang-format off
constexpr Case kCutWords[] = {
    {"next line",                                   "les orga-\nnisations.",                      "P:les organisations."},
    {"over a blank line",                           "les orga-\n\nnisations.",                    "P:les organisations."},
    {"over any number of blank lines",              "les orga-\n \n\n \nnisations.",              "P:les organisations."},
    {"spaces behind the hyphen",                    "les poli-  \n\n  tiques.",                   "P:les politiques."},
    {"a capital keeps the hyphen",                  "le Haut-\nReprésentant.",                    "P:le Haut-Représentant."},
    {"a capital, over a blank line",                "la Guinée-\n\nBissau.",                      "P:la Guinée-Bissau."},
    {"capitals throughout are no name",             "DU MINIS-\nTÈRE.",                           "P:DU MINISTÈRE."},
    {"known first part",                            "et vice-\nversa.",                           "P:et vice-versa."},
    {"pronoun behind",                              "celui-\nci viendra.",                        "P:celui-ci viendra."},
    {"same self",                                   "elle-\nmême viendra.",                       "P:elle-même viendra."},
    {"number",                                      "la soixante-\nquinzième session.",           "P:la soixante-quinzième session."},
    {"space before the hyphen",                     "la soixante -\n\nquinzième session.",        "P:la soixante-quinzième session."},
    {"a dash is no hyphen",                         "les uns -\nceux du nord - vont.",            "P:les uns - ceux du nord - vont."},
    {"small word inside a compound",                "en porte-à-\nfaux.",                         "P:en porte-à-faux."},
    {"elision behind",                              "la main-\nd’œuvre.",                         "P:la main-d’œuvre."},
    {"prefix that is also a syllable: mi",          "le mi-\nnistre à mi-\nparcours.",            "P:le ministre à mi-parcours."},
    {"prefix that is also a syllable: ex",          "l’ex-\nploitation, l’ex-\nprésident.",       "P:l’exploitation, l’ex-président."},
    {"the text writes it with the hyphen",          "civilo-policier. Les civilo-\npoliciers et civilo-\npolicier.",
                                                    "P:civilo-policier. Les civilo-policiers et civilo-policier."},
    {"the text writes it in one word",              "un contreplan. Le contre-\nplan.",           "P:un contreplan. Le contreplan."},
    {"letters and figures",                         "la COVID-\n19.",                             "P:la COVID-19."},
    {"span of years",                               "en 2016-\n2020.",                            "P:en 2016-2020."},
    {"symbol behind its slash",                     "voir S/2017/\n12.",                          "P:voir S/2017/12."},
    {"double symbol at its hyphen",                 "voir A/70/95-\nS/2015/446.",                 "P:voir A/70/95-S/2015/446."},
    {"elided article at the line end",              "de l’\nUnion.",                              "P:de l’Union."},
};

constexpr Case kCharacters[] = {
    {"space before the apostrophe",                 "par l ’Union et l ‘ONU.",                    "P:par l’Union et l’ONU."},
    {"space behind it",                             "de l’ État.",                                "P:de l’État."},
    {"U+2018 between letters",                      "entre l‘Organisation",                       "P:entre l’Organisation"},
    {"U+2018 that quotes stays",                    "nos ‘paix et sécurité’",                     "P:nos ‘paix et sécurité’"},
    {"typographic signs are kept",                  "« L’œuvre – A4P »",                          "P:« L’œuvre – A4P »"},
    {"no-break and thin spaces",                    "« a »\u00A0: 10\u202F000\u2009km",           "P:« a » : 10 000 km"},
    {"soft hyphen",                                 "main\u00ADtien",                             "P:maintien"},
    {"zero-width space, BOM, control",              "\uFEFFmain\u200Btien\x01",                   "P:maintien"},
    {"several spaces",                              "un  partenariat   avec",                     "P:un partenariat avec"},
    {"CRLF",                                        "Un.\r\n\r\nDeux.\r\n",                       "P:Un.|P:Deux."},
    {"superscript on lines of its own",             "du 1\n\ner\n janvier au 31 décembre.",       "P:du 1er janvier au 31 décembre."},
    {"superscript of a century",                    "au XX\ne\nsiècle.",                          "P:au XXe siècle."},
    {"doubled word",                                "ce qui qui rendait.",                        "P:ce qui rendait."},
    {"doubled over a line end",                     "ce qui qui\nrendait, et de\nde plus.",       "P:ce qui rendait, et de plus."},
    {"rightly doubled",                             "nous nous réunissons, tout en en parlant, son son.",
                                                    "P:nous nous réunissons, tout en en parlant, son son."},
    {"split word that stands elsewhere",            "Des politiques. Les politiques et politiques : des polit iques.",
                                                    "P:Des politiques. Les politiques et politiques : des politiques."},
    {"two words that stand side by side",           "En fin de mandat, enfin, enfin et enfin.",   "P:En fin de mandat, enfin, enfin et enfin."},
};

constexpr Case kLines[] = {
    {"one line, one paragraph",                     "La paix est durable.\nLa paix est proche.",  "P:La paix est durable.|P:La paix est proche."},
    {"sentence over a line end",                    "La paix est\ndurable.",                      "P:La paix est durable."},
    {"sentence over a blank line",                  "La paix est\n\ndurable.",                    "P:La paix est durable."},
    {"not over two blank lines",                    "La paix est\n\n\ndurable.",                  "P:La paix est|P:durable."},
    {"function word before a name",                 "les mandats du\n\nConseil.",                 "P:les mandats du Conseil."},
    {"comma before a name",                         "Atul KHARE,\nSecrétaire général.",           "P:Atul KHARE, Secrétaire général."},
    {"initial before a name",                       "Rosemary A.\n\nDiCarlo.",                    "P:Rosemary A. DiCarlo."},
    {"month before its year",                       "Le 16 avril\n2020, la FAO.",                 "P:Le 16 avril 2020, la FAO."},
    {"a word that wants a number, and the number",   "Il cite la résolution\n1612 (2005) du Conseil.", "P:Il cite la résolution 1612 (2005) du Conseil."},
    {"the number of a paragraph is none of these",  "Il renvoie au paragraphe\n12. La paix.",     "P:Il renvoie au paragraphe|P:12. La paix."},
    {"link between two halves",                     "avec les communautés\n\nhttps://undocs.org/fr/A/73/328\n économiques.",
                                                    "P:avec les communautés économiques."},
    {"page header between two halves",              "afin que les\n\nA/75/345 \n\nS/2020/898 \n \n\n20-11786 10/22 \n\n \n\nÉtats agissent.",
                                                    "P:afin que les États agissent."},
    {"page header between two paragraphs",          "Fin de page.\n\n13/22 20-11786 \n\nDébut de page.",
                                                    "P:Fin de page.|P:Début de page."},
    {"page numbers in words",                       "afin de\nPage 3 sur 10\nsuivre les travaux.\n- 12 -\nFin.",
                                                    "P:afin de suivre les travaux.|P:Fin."},
    {"bullets",                                     "Trois principes :\n  • consentement ;\n  • impartialité.",
                                                    "P:Trois principes :|L:consentement ;|L:impartialité."},
    {"private-use bullet, text goes on",            "\uF0A8 Soutien aux\nmissions.\n\uF0A8 Experts", "L:Soutien aux missions.|L:Experts"},
    {"bullet on a line of its own",                 "•\n\nUn principe.\n•\nUn autre.",            "L:Un principe.|L:Un autre."},
    {"numbers in sequence",                         "1. Un.\n2. Deux.\n3. Trois.",                "P:1. Un.|P:2. Deux.|P:3. Trois."},
    {"a year at a line's start is no number",       "établi depuis\n2005. Il agit.",              "P:établi depuis 2005. Il agit."},
    {"lettered items",                              "Il faut :\na) lire;\nb) écrire.",            "P:Il faut :|L:a) lire;|L:b) écrire."},
    {"number on a line of its own",                 "1.\n\nUn.\n2.\n\nDeux.",                     "P:1. Un.|P:2. Deux."},
    {"number of a section of law",                  "18.1 (1)\nLa présente loi.\n(2)\nElle lie.", "P:18.1 (1) La présente loi.|P:(2) Elle lie."},
    {"definitions, one a line",                     "Les définitions suivent.\nloi La loi. (Act)\nmot Le mot. (word)",
                                                    "P:Les définitions suivent.|P:loi La loi. (Act)|P:mot Le mot. (word)"},
    {"web furniture",                               "Opérations\n\n  1. Dernière mise à jour le\n\nImage\nLogo UN\n\nElles sont là.",
                                                    "H3:Opérations|P:Elles sont là."},
    {"entry of a table of contents",                "TITRE I : Saisine ........ 5\nTITRE II : Appel ........ 7",
                                                    "T:TITRE I : Saisine 5|T:TITRE II : Appel 7"},
    {"drawn rule",                                  "Un texte\n*********\nreprend ici.",            "P:Un texte|P:reprend ici."},
    {"repeated paragraph",
     "La coopération entre les Nations Unies et les organisations régionales est essentielle à la paix du monde.\n\n"
     "La coopération entre les Nations Unies et les organisations régionales est essentielle à la paix du monde.\n\nFin.",
     "P:La coopération entre les Nations Unies et les organisations régionales est essentielle à la paix du monde.|P:Fin."},
    {"short lines repeat rightly",                  "(Abrogé).\n(Abrogé).",                       "P:(Abrogé).|P:(Abrogé)."},
};

constexpr Case kHeadings[] = {
    {"Roman, capital letter",                       "I. Introduction\n\nUn texte.\n\nII. Réunions\n\nA. Technologie\n\nUn texte.",
                                                    "H1:I. Introduction|P:Un texte.|H1:II. Réunions|H2:A. Technologie|P:Un texte."},
    {"set apart by blank lines",                    "Titre\n\nUn premier texte.\n\nDans le cadre de l'ONU\n\n\nUn texte assez long pour que l'on voie bien que c'en est un.",
                                                    "H3:Titre|P:Un premier texte.|H3:Dans le cadre de l'ONU|P:Un texte assez long pour que l'on voie bien que c'en est un."},
    {"annex",                                       "Un texte.\n\nAnnexe II\n\nUn texte.",        "P:Un texte.|H1:Annexe II|P:Un texte."},
    {"parts of an act",                             "TITRE IV\n\nDES JUGEMENTS\nArticle 12.\nLe juge statue.",
                                                    "H2:TITRE IV DES JUGEMENTS|H6:Article 12.|P:Le juge statue."},
    {"article with its text",                       "Article 2 : Le juge statue.",                "P:Article 2 : Le juge statue."},
    {"a citation of an article is no heading",      "conformément à l’\narticle 4 de la loi.",    "P:conformément à l’article 4 de la loi."},
    {"a lone line is no heading",                   "Un seul mot",                                "P:Un seul mot"},
};
// clang-format on

void check(const Case& row) {
  INFO(row.why << ": " << row.lines);
  CHECK(blocks(row.lines) == row.want);
}

/// What holds for every input: offsets in order and in range, valid UTF-8, one line, no double or outer
/// space.
void check_invariants(std::string_view lines) {
  const Repaired repaired = repair_lines(lines);
  for (const Block& block : repaired.blocks) {
    REQUIRE(block.source_begin < block.source_end);
    REQUIRE(block.source_end <= lines.size());
    REQUIRE_FALSE(block.text.empty());
    REQUIRE(cote::is_valid_utf8(block.text));
    REQUIRE(block.text.find_first_of("\n\r\t\f") == std::string::npos);
    REQUIRE(block.text.find("  ") == std::string::npos);
    REQUIRE(block.text.front() != ' ');
    REQUIRE(block.text.back() != ' ');
  }
}

}  // namespace

TEST_CASE("cut words are joined, real hyphens kept", "[corpus][repair]") {
  for (const Case& row : kCutWords) check(row);
}

TEST_CASE("characters are repaired", "[corpus][repair]") {
  for (const Case& row : kCharacters) check(row);
}

TEST_CASE("lines become paragraphs", "[corpus][repair]") {
  for (const Case& row : kLines) check(row);
}

TEST_CASE("headings are told from paragraphs", "[corpus][repair]") {
  for (const Case& row : kHeadings) check(row);
}

TEST_CASE("full lines go on, over a sentence's end too", "[corpus][repair]") {
  CHECK(blocks(kWrapped) == kWrappedBlock);
  // The second sentence begins on a line of its own because the first fills its line.
  const std::string two =
      std::string(kWrapped) +
      "\nLe 28 avril, le Groupe de travail s’est réuni pour débattre de l’utilisation de\n"
      "la technologie et du rôle de l’innovation dans les seules opérations de la paix.\n"
      "Avant la réunion, le Président avait fait circuler une note.\n";
  CHECK(blocks(two) ==
        std::string(kWrappedBlock) +
            "|P:Le 28 avril, le Groupe de travail s’est réuni pour débattre de l’utilisation de la "
            "technologie et du rôle de l’innovation dans les seules opérations de la paix. Avant la "
            "réunion, le Président avait fait circuler une note.");
}

TEST_CASE("double-spaced text is one paragraph", "[corpus][repair]") {
  std::string doubled;
  for (const char c : kWrapped) doubled += c == '\n' ? std::string("\n\n") : std::string(1, c);
  CHECK(blocks(doubled) == kWrappedBlock);
}

TEST_CASE("footnotes leave the flow and their mark", "[corpus][repair]") {
  const std::string text =
      std::string(kWrapped) +
      "\nIls établissent une pratique de dialogue sur la coopération institutionnelle1.\n"
      "__________________\n 1 Le Département remplace l’ancien.\nhttps://undocs.org/fr/A/RES/72/262\n"
      "\n13/22 20-11786\n\nUne autre phrase.\n";
  CHECK(blocks(text) == std::string(kWrappedBlock) +
                            "|P:Ils établissent une pratique de dialogue sur la coopération institutionnelle."
                            "|N:1 Le Département remplace l’ancien.|P:Une autre phrase.");
}

TEST_CASE("marks that are no footnotes keep their digits", "[corpus][repair]") {
  CHECK(blocks("Le M23 et le G77.\n_____\n1 Une note.\n").substr(0, 19) == "P:Le M23 et le G77.");
}

TEST_CASE("pages: headers and numbers go, page numbers stay with the blocks", "[corpus][repair]") {
  const Repaired repaired = repair_lines(
      "Code du travail\nUn texte qui commence sur la première\n1\n\fCode du travail\npage.\nUn autre.\n2\n\f"
      "Code du travail\nArticle 12\nUn troisième.\n3\n\f");
  REQUIRE(repaired.blocks.size() == 5);
  CHECK(repaired.blocks[0].text == "Code du travail");
  CHECK(repaired.blocks[1].text == "Un texte qui commence sur la première page.");
  CHECK(repaired.blocks[1].page == 1U);
  CHECK(repaired.blocks[2].page == 2U);
  CHECK(repaired.blocks[3].text == "Article 12");
  CHECK(repaired.blocks[4].page == 3U);
  CHECK(repair_lines("Sans page.").blocks.at(0).page == std::nullopt);
}

TEST_CASE("what is taken out is handed over", "[corpus][repair]") {
  const Repaired repaired = repair_lines(
      "Un texte\n\nhttps://undocs.org/fr/A/73/328\nhttps://undocs.org/fr/A/73/328\n\nA/75/345\n\nS/2020/898\n"
      "\n20-11786 10/22\n\nMis à jour le: 28 Sep. 2012 09:32\n");
  CHECK(repaired.links == std::vector<std::string>{"https://undocs.org/fr/A/73/328"});
  CHECK(repaired.furniture == std::vector<std::string>{"A/75/345", "S/2020/898", "20-11786 10/22",
                                                       "Mis à jour le: 28 Sep. 2012 09:32"});
}

TEST_CASE("offsets delimit the raw bytes of a block", "[corpus][repair]") {
  const std::string_view raw = "  Une orga-\n\n nisation.  \n • Un point.\n";
  const Repaired repaired = repair_lines(raw);
  REQUIRE(repaired.blocks.size() == 2);
  const auto piece = [&raw](const Block& block) {
    return raw.substr(block.source_begin, block.source_end - block.source_begin);
  };
  CHECK(piece(repaired.blocks[0]) == "Une orga-\n\n nisation.");
  CHECK(piece(repaired.blocks[1]) == "• Un point.");
}

TEST_CASE("repair_inline repairs within a block", "[corpus][repair]") {
  CHECK(repair_inline(" l ’Union\u00A0:\n ce qui qui\tva ") == "l’Union : ce qui va");
  CHECK(repair_inline("").empty());
}

TEST_CASE("empty and blank input gives nothing", "[corpus][repair]") {
  for (const std::string_view text : {"", "\n", " \n\t\n \f \n", "\xEF\xBB\xBF", "\r\r\r"}) {
    CHECK(repair_lines(text).blocks.empty());
  }
}

TEST_CASE("damaged input keeps the invariants", "[corpus][repair]") {
  constexpr std::uint32_t kSeed = 20170213;
  INFO("seed " << kSeed);
  std::mt19937 random(kSeed);
  const std::vector<std::string_view> pieces = {"-",
                                                "\n",
                                                "\n\n",
                                                "\f",
                                                " ",
                                                "l ’",
                                                "A/75/345",
                                                "20-11786 1/2",
                                                "er",
                                                "1.",
                                                "a) ",
                                                "____",
                                                "1 N",
                                                "•",
                                                "\uF0A8",
                                                "É",
                                                "\xC3",
                                                "\xE2\x80",
                                                "Annexe",
                                                "TITRE I",
                                                "de",
                                                "de de",
                                                "mot",
                                                "...... 5",
                                                "https://undocs.org/fr/A/73/328",
                                                "Image",
                                                "\u00AD",
                                                "(",
                                                "«",
                                                "»",
                                                "12. Un",
                                                "13. Deux",
                                                ";",
                                                "IV. ",
                                                "B. "};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t length = random() % 60;
    for (std::size_t i = 0; i < length; ++i) {
      if (random() % 8 == 0) {
        text += static_cast<char>(random() % 256);
      } else {
        text += pieces[random() % pieces.size()];
      }
      if (random() % 3 == 0) text += '\n';
      if (random() % 5 == 0) text += ' ';
    }
    check_invariants(text);
  }
}
