#include <cote/error.hpp>
#include <string>
#include <string_view>

#include "corpus/extract.hpp"
#include "tests/support/catch.hpp"

using namespace cote;
using namespace cote::corpus;

namespace {

/// One line a block: kind, level of a heading, text. "H2 Titre", "P Texte".
std::string show(const std::vector<Block>& blocks) {
  constexpr const char* kNames[] = {"P", "H", "LI", "TR", "NOTE"};
  std::string out;
  for (const Block& block : blocks) {
    out += kNames[static_cast<std::size_t>(block.kind)];
    if (block.kind == BlockKind::kHeading) out += std::to_string(block.level);
    out += ' ' + block.text + '\n';
  }
  return out;
}

struct Case {
  std::string_view why, text, want;
};

// clang-format off
constexpr Case kCases[] = {
    {"headings of both forms",      "# Un\n\nDeux\n----\n\ntexte",          "H1 Un\nH2 Deux\nP texte\n"},
    {"lines of a paragraph join",   "opérations de\nmaintien de la paix",    "P opérations de maintien de la paix\n"},
    {"emphasis leaves its text",    "**Mali**, *Niger*, `A/70/95`, ~~non~~", "P Mali, Niger, A/70/95, non\n"},
    {"a link leaves its words",     "voir [la résolution](https://undocs.org/S/RES/2391) ici",
                                                                             "P voir la résolution ici\n"},
    {"an image leaves nothing",     "![carte](carte.png)\n\ntexte",          "P texte\n"},
    {"bullets",                     "- un\n- deux\n  suite\n",               "LI un\nLI deux suite\n"},
    {"numbers of paragraphs stay",  "12. Le Conseil\n\n13. Il note\n",       "LI 12. Le Conseil\nLI 13. Il note\n"},
    {"the delimiter stays",         "1) un\n2) deux\n",                      "LI 1) un\nLI 2) deux\n"},
    {"lettered items, no Markdown", "Décide :\na) de rester ;\nb) de partir.", "P Décide :\nLI a) de rester ;\nLI b) de partir.\n"},
    {"typographic bullets",         "Objectifs :\n• paix\n• droits",         "P Objectifs :\nLI paix\nLI droits\n"},
    {"nested list",                 "1. un\n   - a\n   - b\n2. deux",        "LI 1. un\nLI a\nLI b\nLI 2. deux\n"},
    {"a second paragraph in an item", "1. un\n\n   suite\n2. deux",          "LI 1. un\nLI suite\nLI 2. deux\n"},
    {"task list",                   "- [x] fait\n- [ ] à faire",             "LI fait\nLI à faire\n"},
    {"quotation",                   "> « Citation »\n> suite",               "P « Citation » suite\n"},
    {"table",                       "| Pays | Effectif |\n|---|---|\n| Mali | 1 250 |\n| Tchad | |\n",
                                                                             "TR Pays | Effectif\nTR Mali | 1 250\nTR Tchad\n"},
    {"entities",                    "l&rsquo;&Eacute;tat &#233;tabli &amp; s&ucirc;r", "P l’État établi & sûr\n"},
    {"hard breaks: one joins, two end", "ligne  \nsuite",                    "P ligne suite\n"},
    {"footnote marks and notes",    "Le mandat[^1] court.\n\n[^1]: Ibid.\n\nSuite.", "P Le mandat court.\nP Suite.\nNOTE Ibid.\n"},
    {"a footnote of two lines",     "Texte[^a].\n\n[^a]: Voir\n    la suite.\n",     "P Texte.\nNOTE Voir la suite.\n"},
    {"HTML block",                  "<table><tr><td>Mali</td><td>20</td></tr></table>\n\nfin", "TR Mali | 20\nP fin\n"},
    {"HTML comment",                "<!-- à revoir -->\n\ntexte",            "P texte\n"},
    {"HTML in a line",              "le 1<sup>er</sup> mai<br>suite",        "P le 1er mai suite\n"},
    {"indentation is no code",      "    texte rentré",                      "P texte rentré\n"},
    {"code block by its blank lines", "```\nun\ndeux\n\ntrois\n```",         "P un deux\nP trois\n"},
    {"escaped mark",                "1986\\. Une année",                     "P 1986. Une année\n"},
    {"soft hyphen",                 "coopé\u00ADration",                     "P coopération\n"},
    {"rule between paragraphs",     "un\n\n---\n\ndeux",                     "P un\nP deux\n"},
};
// clang-format on

}  // namespace

TEST_CASE("read_markdown gives the blocks of a document", "[corpus][markdown]") {
  for (const auto& [why, text, want] : kCases) {
    INFO(why);
    CHECK(show(read_markdown(text).blocks) == want);
  }
}

TEST_CASE("read_markdown reads the front matter", "[corpus][markdown]") {
  const Extract extract = read_markdown(
      "---\n"
      "title: \"Sahel : la sécurité\"   # affiché\n"
      "date: 18 février 2021\n"
      "lang: fr-FR\n"
      "url: https://example.org/sahel\n"
      "lieu: N'Djamena\n"
      "sigle: 'l''ONU'\n"
      "organisations: [ONU, \"Union africaine, UA\", G5 Sahel]\n"
      "pays:\n"
      "  - Mali\n"
      "  - Niger\n"
      "résumé: >\n"
      "  Deux jours\n"
      "  de débats.\n"
      "auteur:\n"
      "  nom: personne\n"
      "vide:\n"
      "---\n"
      "\n# Autre titre\n\ntexte\n");
  CHECK(extract.title == "Sahel : la sécurité");
  CHECK(extract.date == "2021-02-18");
  CHECK(extract.language == "fr");
  CHECK(extract.url == "https://example.org/sahel");
  const Metadata want = {{"lieu", {"N'Djamena"}},
                         {"sigle", {"l'ONU"}},
                         {"organisations", {"ONU", "Union africaine, UA", "G5 Sahel"}},
                         {"pays", {"Mali", "Niger"}},
                         {"résumé", {"Deux jours de débats."}}};
  CHECK(extract.metadata == want);
  CHECK(show(extract.blocks) == "H1 Autre titre\nP texte\n");
}

TEST_CASE("read_markdown takes the title from the first heading", "[corpus][markdown]") {
  CHECK(read_markdown("Chapeau\n\n# Le **titre**\n\n# Un autre\n").title == "Le titre");
  CHECK(read_markdown("## Partie\n\ntexte").title.empty());
}

TEST_CASE("read_markdown leaves two rules that are no front matter in the text", "[corpus][markdown]") {
  CHECK(show(read_markdown("---\nUn texte\n---\n\nsuite").blocks) == "H2 Un texte\nP suite\n");
  CHECK(show(read_markdown("---\ntitre: jamais fermé\n\ntexte").blocks) ==
        "P titre: jamais fermé\nP texte\n");
}

TEST_CASE("read_markdown warns about a date that is none", "[corpus][markdown]") {
  const Extract extract = read_markdown("---\ndate: bientôt\n---\ntexte");
  CHECK_FALSE(extract.date.has_value());
  REQUIRE(extract.warnings.size() == 1);
  CHECK_THAT(extract.warnings[0], Catch::Matchers::Contains("date « bientôt »"));
}

TEST_CASE("read_markdown keeps where a block came from", "[corpus][markdown]") {
  const std::string text = "---\ntitle: T\n---\n# Un\n\n*deux* mots\n";
  const Extract extract = read_markdown(text);
  REQUIRE(extract.blocks.size() == 2);
  const Block& block = extract.blocks[1];
  CHECK(text.substr(block.source_begin, block.source_end - block.source_begin) == "deux* mots");
}

TEST_CASE("read_markdown takes time in proportion to the text", "[corpus][markdown]") {
  std::string open;
  std::string marks;
  for (int i = 0; i < 50000; ++i) {
    open += "[^";
    marks += "x[^1]";
  }
  CHECK(read_markdown(open).blocks.at(0).text == open);
  CHECK(read_markdown(marks).blocks.at(0).text == std::string(50000, 'x'));
}

TEST_CASE("read_markdown says that there is nothing to read", "[corpus][markdown]") {
  CHECK_THROWS_WITH(read_markdown(" \n"), "fichier vide : aucun texte à indexer");
  CHECK_THROWS_WITH(read_markdown("---\ntitle: seul\n---\n"),
                    "Markdown sans texte : aucun paragraphe à indexer");
}
