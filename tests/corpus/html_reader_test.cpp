#include <cote/error.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "corpus/extract.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

using namespace cote;
using namespace cote::corpus;

namespace {

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
  std::string_view why, html, want;
};

// clang-format off
constexpr Case kBlocks[] = {
    {"headings and paragraphs",   "<h1>Un</h1><p>texte</p><h3>Trois</h3><p>fin",  "H1 Un\nP texte\nH3 Trois\nP fin\n"},
    {"bare text in a div",        "<div>un<p>deux</p>trois</div>",                "P un\nP deux\nP trois\n"},
    {"inline tags glue or not as the page does", "<p>l’<b>État</b> <i>sûr</i></p>", "P l’État sûr\n"},
    {"line ends are spaces",      "<p>opérations\n   de paix</p>",                "P opérations de paix\n"},
    {"entities",                  "<p>c&ocirc;t&eacute; &laquo;&nbsp;x&nbsp;&raquo;</p>", "P côté «\u00A0x\u00A0»\n"},
    {"one br is a space",         "<p>Ministère<br>du Travail</p>",               "P Ministère du Travail\n"},
    {"two br end a block",        "<p>un<br><br/>deux</p>",                       "P un\nP deux\n"},
    {"br before a list mark",     "<p>Objectifs :<br>- la paix ;<br>- les droits.</p>", "P Objectifs :\nLI la paix ;\nLI les droits.\n"},
    {"br before a letter",        "<p>Décide :<br>a) de rester ;<br>b) de partir.</p>", "P Décide :\nLI a) de rester ;\nLI b) de partir.\n"},
    {"bulleted list",             "<ul><li>un<li>deux</ul>",                      "LI un\nLI deux\n"},
    {"numbered list as printed",  "<ol start=12><li>un</li><li>deux</li></ol>",   "LI 12. un\nLI 13. deux\n"},
    {"lettered list as printed",  "<ol type=a><li>un</li><li><p>deux</p></li></ol>", "LI a) un\nLI b) deux\n"},
    {"Roman list as printed",     "<ol type=i><li>un<li>deux<li>trois<li>quatre</ol>", "LI i) un\nLI ii) deux\nLI iii) trois\nLI iv) quatre\n"},
    {"nested list",               "<ol><li>un<ul><li>a</ul></li><li></li><li>trois</ol><p>fin", "LI 1. un\nLI a\nLI 3. trois\nP fin\n"},
    {"definition list",           "<dl><dt>OTAN<dd>Organisation</dl>",            "LI OTAN\nLI Organisation\n"},
    {"table rows",                "<table><tr><th>Pays<th>Effectif<tr><td>Mali<td><p>1 250</p></table>", "TR Pays | Effectif\nTR Mali | 1 250\n"},
    {"empty cells leave no bar",  "<table><tr><td>Mali<td><td>20</table>",        "TR Mali | 20\n"},
    {"a table that is the layout", "<table><tr><td><ul><li>menu</ul><td><h1>Titre</h1><p>un</p><p>deux</p></table>", "LI menu\nH1 Titre\nP un\nP deux\n"},
    {"caption",                   "<table><caption>Effectifs</caption><tr><td>a<td>b</table>", "P Effectifs\nTR a | b\n"},
    {"ordinals",                  "<p>le 1<sup>er</sup> mai, le XX<sup>e</sup> siècle</p>", "P le 1er mai, le XXe siècle\n"},
    {"number sign",               "<p>n<sup>o</sup> 12</p>",                      "P n° 12\n"},
    {"footnote marks",            "<p>institutionnelle<sup>1</sup>. Elle<sup><a href=\"#n2\">[2]</a></sup> dit<a class=footnote-ref href=\"#fn3\">3</a> oui.</p>", "P institutionnelle. Elle dit oui.\n"},
    {"powers are no footnotes",   "<p>20 km<sup>2</sup>, 10<sup>6</sup> m<sup>3</sup></p>", "P 20 km², 10⁶ m³\n"},
    {"chemical formula",          "<p>CO<sub>2</sub></p>",                        "P CO2\n"},
    {"notes of the page",         "<p>texte</p><section class=footnotes><ol><li id=fn1>Ibid. <a href=\"#r1\">↩</a></li></ol></section>", "P texte\nNOTE Ibid.\n"},
    {"inline quotation",          "<p>dit <q>oui</q></p>",                        "P dit « oui »\n"},
    {"preformatted text by its blank lines", "<pre>un\ndeux\n\ntrois</pre>",      "P un deux\nP trois\n"},
    {"soft hyphen and break hint", "<p>coopé&shy;ra<wbr>tion</p>",                "P coopération\n"},
    {"heading around a button",   "<h3><button><span>Réponse</span></button></h3><p>x</p>", "H3 Réponse\nP x\n"},
    {"summary of a fold",         "<details><summary>Question</summary><p>Réponse</p></details>", "P Question\nP Réponse\n"},
    {"unclosed tags",             "<p><b>gras<p>suite</i><div>fin",               "P gras\nP suite\nP fin\n"},
    {"Word's empty paragraphs",   "<p>&nbsp;</p><p>texte</p><p><o:p></o:p></p>",  "P texte\n"},
};

// What every page of a site says is left out; P texte … is what is left.
constexpr Case kFurniture[] = {
    {"script and style",          "<p>un</p><script>x()</script><style>p{}</style><noscript>non</noscript><p>texte</p>", "P un\nP texte\n"},
    {"template, svg, iframe",     "<template><p>t</p></template><svg><text>s</text></svg><iframe>i</iframe><p>texte</p>", "P texte\n"},
    {"nav, header, footer",       "<header>Site</header><nav>Menu</nav><p>Un texte long.</p><footer>Pied</footer>", "P Un texte long.\n"},
    {"header of the article stays", "<main><article><header><h1>Titre</h1></header><p>texte</p><footer>Signé</footer></article></main>", "H1 Titre\nP texte\nP Signé\n"},
    {"aside",                     "<p>Un texte assez long pour compter.</p><aside>À côté</aside>", "P Un texte assez long pour compter.\n"},
    {"form and controls",         "<form>Chercher<input value=x></form><p>Un texte assez long.</p><button>Fermer</button><select><option>fr</select>", "P Un texte assez long.\n"},
    {"a form around the page stays", "<form><p>Un texte assez long.</p></form>",  "P Un texte assez long.\n"},
    {"hidden elements",           "<p hidden>a</p><p aria-hidden=true>b</p><p style=\"display: none\">c</p><p>texte</p>", "P texte\n"},
    {"a folded panel is content", "<button aria-controls=\"p1 p2\">Voir</button><div id=p1 hidden><p>replié</p></div>", "P replié\n"},
    {"breadcrumb by its name",    "<div class=\"fr-breadcrumb\">Accueil</div><p>texte, texte, texte</p>", "P texte, texte, texte\n"},
    {"cookie banner",             "<div id=cookie-banner>Accepter</div><p>texte, texte, texte</p>", "P texte, texte, texte\n"},
    {"a name that is content",    "<div class=market-share><p>Part de marché</p></div>", "P Part de marché\n"},
    {"main when it has the text", "<p>Haut</p><main><p>Un texte assez long.</p></main><p>Bas</p>", "P Un texte assez long.\n"},
    {"role=main",                 "<p>Haut</p><div role=main><p>Un texte assez long.</p></div>", "P Un texte assez long.\n"},
    {"an empty main is not it",   "<main></main><p>Un texte assez long.</p>",     "P Un texte assez long.\n"},
    {"list of links outside main", "<ul><li><a href=a>Accueil</a><li><a href=b>Thèmes</a><li><a href=c>Contact</a></ul><p>texte, texte, texte, texte</p>", "P texte, texte, texte, texte\n"},
    {"list of links inside main",  "<main><ul><li><a href=a>S/2017/1</a><li><a href=b>S/2017/2</a><li><a href=c>S/2017/3</a></ul></main>", "LI S/2017/1\nLI S/2017/2\nLI S/2017/3\n"},
    {"box of related articles",   "<main><p>Un texte assez long pour compter.</p><section><h2>Articles associés</h2><p><a href=a>Autre</a></p></section></main>", "P Un texte assez long pour compter.\n"},
    {"a page of links only keeps them", "<nav><a href=a>Un</a> <a href=b>Deux</a></nav>", "P Un Deux\n"},
    {"comment",                   "<!-- <p>non</p> --><p>texte</p>",              "P texte\n"},
};
// clang-format on

}  // namespace

TEST_CASE("read_html gives the blocks of a page", "[corpus][html]") {
  for (const auto& [why, html, want] : kBlocks) {
    INFO(why << ": " << html);
    CHECK(show(read_html(html).blocks) == want);
  }
}

TEST_CASE("read_html leaves out what every page of the site says", "[corpus][html]") {
  for (const auto& [why, html, want] : kFurniture) {
    INFO(why << ": " << html);
    CHECK(show(read_html(html).blocks) == want);
  }
}

TEST_CASE("read_html reads what the page says of itself", "[corpus][html]") {
  const Extract extract = read_html(
      "<!DOCTYPE html><html lang=\"fr-FR\"><head><meta charset=utf-8>"
      "<title>Le harcèlement | Ministère du Travail</title>"
      "<link rel=canonical href=\"https://example.org/harcelement\">"
      "<meta property=\"article:modified_time\" content=\"2024-07-03T10:00:00+02:00\">"
      "<meta property=\"article:published_time\" content=\"2014-08-07T10:00:00+02:00\"></head>"
      "<body><header><h1>Ministère</h1></header><main><h1>Le harcèlement <em>moral</em></h1>"
      "<p>Défini par le code, un texte assez long.</p></main></body></html>");
  CHECK(extract.title == "Le harcèlement moral");
  CHECK(extract.date == "2014-08-07");
  CHECK(extract.language == "fr");
  CHECK(extract.url == "https://example.org/harcelement");
  CHECK(extract.warnings.empty());
}

TEST_CASE("read_html finds a title and a date where they are", "[corpus][html]") {
  struct HeadCase {
    std::string_view why, html, title, date;
  };
  // clang-format off
  constexpr HeadCase kHeads[] = {
      {"title before a bar",         "<title>Les plans santé | Travail | Site</title><p>x", "Les plans santé", ""},
      {"title before a short dash",  "<title>Rapport annuel 2016 - OTAN</title><p>x",       "Rapport annuel 2016", ""},
      {"a dash that is the title's", "<title>Mali - Rapport du Secrétaire général</title><p>x", "Mali - Rapport du Secrétaire général", ""},
      {"no title",                   "<p>x",                                                "", ""},
      {"Dublin Core",                "<meta name=DC.date content=2012-09-28><p>x",           "", "2012-09-28"},
      {"time with datetime",         "<p>x <time datetime=\"2015-11-20T12:00Z\">20/11</time>", "", "2015-11-20"},
      {"time without datetime",      "<p>x <time>20 novembre 2015</time>",                  "", "2015-11-20"},
      {"published before changed",   "<meta property=article:modified_time content=2020-01-01><p>x <time>2 mai 2019</time>", "", "2019-05-02"},
      {"changed when nothing else",  "<meta property=article:modified_time content=2020-01-01><p>x", "", "2020-01-01"},
      {"a date that is none",        "<meta name=date content=\"hier\"><p>x",               "", ""},
  };
  // clang-format on
  for (const auto& [why, html, title, date] : kHeads) {
    INFO(why);
    const Extract extract = read_html(html);
    CHECK(extract.title == title);
    CHECK(extract.date.value_or("") == date);
  }
}

TEST_CASE("read_html decodes by what the page declares", "[corpus][html]") {
  struct CharsetCase {
    std::string_view why, html;
  };
  constexpr CharsetCase kCharsets[] = {
      {"meta charset", "<meta charset=\"iso-8859-15\"><p>c\xBDur</p>"},
      {"http-equiv",
       "<meta http-equiv=Content-Type content=\"text/html; charset=ISO-8859-15\"><p>c\xBDur</p>"},
      {"XML declaration", "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><html><p>c\xBDur</p></html>"},
      {"UTF-8 under a wrong name", "<meta charset=\"iso-8859-15\"><p>cœur</p>"},
      {"nothing declared: Windows-1252", "<p>c\x9Cur</p>"},
      {"BOM", "\xEF\xBB\xBF<p>cœur</p>"},
  };
  for (const auto& [why, html] : kCharsets) {
    INFO(why);
    CHECK(show(read_html(html).blocks) == "P cœur\n");
  }
}

TEST_CASE("read_html keeps where a block came from", "[corpus][html]") {
  const std::string html = "<body><p>un</p>\n<p>deux <b>mots</b></p></body>";
  const Extract extract = read_html(html);
  REQUIRE(extract.blocks.size() == 2);
  const Block& block = extract.blocks[1];
  CHECK(html.substr(block.source_begin, block.source_end - block.source_begin) == "deux <b>mots");
}

TEST_CASE("read_html says what is wrong", "[corpus][html]") {
  CHECK_THROWS_WITH(read_html(" \n "), "fichier vide : aucun texte à indexer");
  CHECK_THROWS_WITH(read_html("<html><body><div id=app></div><script>run()</script></body></html>"),
                    Catch::Matchers::StartsWith("page HTML sans texte"));
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  CHECK_THROWS_WITH(read_html(deep + "x"),
                    Catch::Matchers::StartsWith("page HTML mal formée : plus de 4000 balises"));
}

TEST_CASE("read_html survives what browsers survive", "[corpus][html]") {
  std::string bold;
  for (int i = 0; i < 20000; ++i) bold += "<b>";
  CHECK(show(read_html(bold + "x").blocks) == "P x\n");
  std::string script = "<script>";
  for (int i = 0; i < 10000; ++i) script += "'<div>'+";
  CHECK(show(read_html(script + "</script><p>x</p>").blocks) == "P x\n");
  std::string marks = "<p>";
  for (int i = 0; i < 50000; ++i) marks += "x<sup>1</sup>";  // once took time that grew with the square
  CHECK(read_html(marks).blocks.at(0).text == std::string(50000, 'x'));
  std::string rows = "<table>";
  for (int i = 0; i < 10000; ++i) rows += "<tr><td>a<td>b";
  CHECK(read_html(rows).blocks.size() == 10000);
}

TEST_CASE("read_html reads a page without tags as text", "[corpus][html]") {
  const Extract extract = read_html("Si 3 < 4, alors\n\noui.");
  REQUIRE(extract.lines.has_value());
  CHECK(extract.warnings.size() == 1);
}

TEST_CASE("read_html reads a Ministry's page and none of its menus", "[corpus][html][shared]") {
  const auto shared = test::shared_folder();
  if (!shared) {
    WARN("passé : le dossier shared manque");
    return;
  }
  std::ifstream in(*shared / "originals/harcelement-travail.html", std::ios::binary);
  const std::string html((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const Extract extract = read_html(html);
  CHECK(extract.title == "Le harcèlement moral");
  CHECK(extract.date == "2014-08-07");
  CHECK(extract.url == "https://travail-emploi.gouv.fr/le-harcelement-moral");
  const std::string text = show(extract.blocks);
  CHECK_THAT(text, Catch::Matchers::StartsWith("H1 Le harcèlement moral\n"));
  CHECK_THAT(text, Catch::Matchers::Contains("H2 Quels recours"));
  for (const char* menu :
       {"Mentions légales", "Linkedin", "Plan du site", "Actualités et brèves", "Partager cet"}) {
    INFO(menu);
    CHECK(text.find(menu) == std::string::npos);
  }
}
