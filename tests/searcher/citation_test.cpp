// Citations of passages and records for bibliographies.
#include <algorithm>
#include <cote/citation.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using cote::CitationFormat;
using cote::Document;
using cote::Paragraph;

struct Piece {
  std::vector<std::string> heading;
  std::string text;
  std::string number{};
};

Document make_document(std::string title, const std::vector<Piece>& pieces) {
  Document document;
  document.id = "id.txt";
  document.title = std::move(title);
  for (const Piece& piece : pieces) {
    Paragraph paragraph;
    paragraph.ordinal = static_cast<std::uint32_t>(document.paragraphs.size()) + 1;
    paragraph.heading = piece.heading;
    paragraph.text = piece.text;
    if (!piece.number.empty()) paragraph.number = piece.number;
    document.paragraphs.push_back(std::move(paragraph));
  }
  return document;
}

/// What all paragraphs are called, without the document.
std::string locators(const Document& document) {
  std::string out;
  for (const Paragraph& paragraph : document.paragraphs) {
    const std::string citation = cote::citation_of(document, paragraph);
    REQUIRE(citation.starts_with(document.title));
    const std::string rest = citation.substr(document.title.size());
    out += (out.empty() ? "" : " | ") + (rest.empty() ? "-" : rest.substr(2));
  }
  return out;
}

TEST_CASE("a paragraph is cited by its own number, its article or its rank", "[citation]") {
  struct Row {
    std::string why;
    std::string title;
    std::vector<Piece> pieces;
    std::string want;
  };
  const std::vector<Row> rows = {
      {"own numbers",
       "Rapport",
       {{{}, "a", "1"}, {{}, "b", "1 a)"}, {{}, "c"}},
       "par. 1 | par. 1 a) | 3e paragraphe"},
      {"articles as headings",
       "Statuts",
       {{{"Titre I"}, "Le conseil,"},
        {{"Titre I", "Article premier"}, "a"},
        {{"Titre I", "Article 2 – Organes"}, "a"},
        {{"Titre I", "Article 2 – Organes"}, "b"},
        {{"Titre II", "Article 3"}, "a"}},
       "1er paragraphe | art. premier | art. 2, al. 1 | art. 2, al. 2 | art. 3"},
      {"what closes an act is in no article",
       "Statuts",
       {{{"Article 1er"}, "a"},
        {{"Article 2"}, "b"},
        {{"Article 2"}, "Fait à Lomé, le 3 mai 2011."},
        {{"Article 2"}, "Le président"}},
       "art. 1er | art. 2 | 3e paragraphe | 4e paragraphe"},
      {"articles in the text",
       "Jugement",
       {{{"Décision"}, "Le tribunal décide :"},
        {{"Décision"}, "Article 1er : La requête est rejetée."},
        {{"Décision"}, "Article 2 : Notification sera faite."},
        {{"Décision"}, "Elle vaut preuve."},
        {{"Décision"}, "Délibéré après l’audience."}},
       "1er paragraphe | art. 1er | art. 2, al. 1 | art. 2, al. 2 | 5e paragraphe"},
      {"numbered paragraphs of articles",
       "Traité",
       {{{"ARTICLE 4"}, "a", "1"}, {{"ARTICLE 4"}, "b", "2"}, {{"ARTICLE 5 bis"}, "c", "1"}},
       "art. 4, par. 1 | art. 4, par. 2 | art. 5 bis, par. 1"},
      {"numbers that go on through the articles",
       "Observations",
       {{{"Article 2"}, "a", "7"}, {{"Article 2"}, "b", "8"}, {{"Article 3"}, "c", "9"}},
       "par. 7 | par. 8 | par. 9"},
      {"articles of a code",
       "Recueil",
       {{{"Article L. 311-3"}, "a"}, {{"Article R. 311-3"}, "b"}},
       "art. L. 311-3 | art. R. 311-3"},
      {"one article is no division",
       "Note",
       {{{"Article 7"}, "a"}, {{"Suite"}, "b"}},
       "1er paragraphe | 2e paragraphe"},
      {"a heading that speaks of an article",
       "Avis",
       {{{"Article 4 du projet"}, "a"}, {{"Article 5 du projet"}, "b"}},
       "1er paragraphe | 2e paragraphe"},
      {"a sentence that begins with an article",
       "Avis",
       {{{}, "Article 4 dit peu."}, {{}, "Article 5 dit tout."}},
       "1er paragraphe | 2e paragraphe"},
      {"a document that is an article",
       "Code du travail, article L1221-1",
       {{{}, "a"}, {{}, "b"}},
       "al. 1 | al. 2"},
      {"an article of one paragraph", "Code du travail, article R4228-20", {{{}, "a"}}, "-"},
      {"the same article number in another part",
       "Acte",
       {{{"Partie A", "Article 1"}, "a"},
        {{"Partie A", "Article 2"}, "b"},
        {{"Partie B", "Article 1"}, "c"},
        {{"Partie B", "Article 1"}, "d"}},
       "art. 1 | art. 2 | art. 1, al. 1 | art. 1, al. 2"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(locators(make_document(row.title, row.pieces)) == row.want);
  }
}

TEST_CASE("a paragraph that is a document of its own keeps its article", "[citation]") {
  Document document = make_document("Statuts", {{{"Article 5"}, "a"}});
  document.paragraphs[0].ordinal = 14;
  CHECK(cote::citation_of(document, document.paragraphs[0]) == "Statuts, art. 5");
}

TEST_CASE("an act is cited by its number and date", "[citation]") {
  const Document law = make_document("Loi n° 2012-347 du 12 mars 2012 relative à l’accès à l’emploi",
                                     {{{"Article 1"}, "a"}, {{"Article 2"}, "b"}, {{"Article 2"}, "c"}});
  CHECK(cote::citation_of(law, law.paragraphs[2]) == "Loi n° 2012-347 du 12 mars 2012, art. 2, al. 2");
  const Document note = make_document("Note sur la loi n° 2012-347 du 12 mars 2012", {{{}, "a"}});
  CHECK(cote::citation_of(note, note.paragraphs[0]) == note.title + ", 1er paragraphe");
}

Document full_report() {
  Document document = make_document("Protéger {les} civils : 50 % & plus_tard", {{{}, "a", "12"}});
  document.id = "rapports/S-2016-1019.pdf";
  document.symbols = {"A/70/357", "S/2016/1019"};
  document.date = "2016-12-01";
  document.type = "rapport";
  document.language = "fr";
  document.url = "https://example.org/a b?x=1&y={2}";
  document.paragraphs[0].page = 4;
  return document;
}

Document bare_note() {
  Document document = make_document("", {{{}, "a"}});
  document.id = "notes/été 2019.txt";
  return document;
}

Document authored_decree() {
  Document document = make_document("Décret n° 2014-1617", {{{}, "a"}, {{}, "b"}});
  document.type = "Décret";
  document.date = "2014-12";
  document.metadata["Auteur"] = {"Ministère de l’intérieur, bureau *A*", "Services and Co"};
  return document;
}

TEST_CASE("a document as a line, BibTeX, RIS and CSL-JSON", "[citation]") {
  struct Row {
    Document document;
    bool passage;
    std::string text, bibtex, ris, csl;
  };
  const std::vector<Row> rows = {
      {full_report(), true, "A/70/357-S/2016/1019, par. 12\n",
       R"(@techreport{A-70-357-S-2016-1019,
  author = {{Nations Unies. Assemblée générale} and {Nations Unies. Conseil de sécurité}},
  title = {{Protéger \textbraceleft{}les\textbraceright{} civils : 50 \% \& plus\_tard}},
  institution = {{Nations Unies. Assemblée générale}},
  type = {rapport},
  number = {A/70/357-S/2016/1019},
  date = {2016-12-01},
  year = {2016},
  month = dec,
  url = {https://example.org/a%20b?x=1&y=%7B2%7D},
  language = {french},
  pages = {4},
  note = {par. 12}
}
)",
       "TY  - RPRT|AU  - Nations Unies. Assemblée générale|AU  - Nations Unies. Conseil de sécurité|"
       "TI  - Protéger {les} civils : 50 % & plus_tard|PY  - 2016|DA  - 2016/12/01|"
       "PB  - Nations Unies. Assemblée générale|M3  - rapport|SN  - A/70/357-S/2016/1019|SP  - 4|N1  - par. "
       "12|"
       "LA  - fr|UR  - https://example.org/a b?x=1&y={2}|ID  - A-70-357-S-2016-1019|ER  - |",
       R"([{"id":"rapports/S-2016-1019.pdf","type":"report","title":"Protéger {les} civils : 50 % & plus_tard",)"
       R"("author":[{"literal":"Nations Unies. Assemblée générale"},{"literal":"Nations Unies. Conseil de sécurité"}],)"
       R"("issued":{"date-parts":[[2016,12,1]]},"genre":"rapport","number":"A/70/357-S/2016/1019","page":"4",)"
       R"("locator":"par. 12","language":"fr","URL":"https://example.org/a b?x=1&y={2}"}])"},
      {bare_note(), false, "«\u00a0notes/été 2019.txt\u00a0»\n",
       "@misc{notes-ete-2019.txt,\n  title = {{notes/été 2019.txt}}\n}\n",
       "TY  - GEN|TI  - notes/été 2019.txt|ID  - notes-ete-2019.txt|ER  - |",
       R"([{"id":"notes/été 2019.txt","type":"document","title":"notes/été 2019.txt"}])"},
      {authored_decree(), false,
       "Ministère de l’intérieur, bureau *A* et Services and Co, «\u00a0Décret n° 2014-1617\u00a0», décembre "
       "2014\n",
       R"(@misc{id.txt,
  author = {{Ministère de l’intérieur, bureau *A*} and {Services and Co}},
  title = {{Décret n° 2014-1617}},
  type = {Décret},
  year = {2014},
  month = dec
}
)",
       "TY  - STAT|AU  - Ministère de l’intérieur, bureau A|AU  - Services and Co|TI  - Décret n° "
       "2014-1617|PY  - 2014|"
       "DA  - 2014/12|M3  - Décret|ID  - id.txt|ER  - |",
       R"([{"id":"id.txt","type":"legislation","title":"Décret n° 2014-1617",)"
       R"("author":[{"literal":"Ministère de l’intérieur, bureau *A*"},{"literal":"Services and Co"}],)"
       R"("issued":{"date-parts":[[2014,12]]},"genre":"Décret"}])"},
  };
  for (const Row& row : rows) {
    const Paragraph* paragraph = row.passage ? row.document.paragraphs.data() : nullptr;
    CHECK(cote::cite(row.document, paragraph, CitationFormat::kText) == row.text);
    CHECK(cote::cite(row.document, paragraph, CitationFormat::kBibtex) == row.bibtex);
    std::string ris = cote::cite(row.document, paragraph, CitationFormat::kRis);
    for (std::size_t at = 0; (at = ris.find("\r\n", at)) != std::string::npos;) ris.replace(at, 2, "|");
    CHECK(ris == row.ris);
    const std::string csl = cote::cite(row.document, paragraph, CitationFormat::kCslJson);
    CHECK(csl.ends_with("]\n"));
    CHECK(nlohmann::ordered_json::parse(csl).dump() == row.csl);
  }
}

TEST_CASE("who issued a document", "[citation]") {
  const std::pair<std::string, std::string> rows[] = {
      {"S/RES/2098", "Nations Unies. Conseil de sécurité"},
      {"A/HRC/31/42", "Nations Unies. Conseil des droits de l’homme"},
      {"CEDAW/C/MLI/CO/6",
       "Nations Unies. Comité pour l’élimination de la discrimination à l’égard des femmes"},
      {"PSC/PR/COMM(616)", "Union africaine. Conseil de paix et de sécurité"},
      // Not the General Assembly, though it begins as one of its symbols.
      {"A/SP.2/08/94", "Communauté économique des États de l’Afrique de l’Ouest"},
      {"COM(2018)301", "Commission européenne"},
      {"XYZ-12", ""},
  };
  for (const auto& [symbol, want] : rows) {
    Document document = make_document("Titre", {});
    document.symbols = {symbol};
    INFO(symbol);
    const auto item = nlohmann::json::parse(cote::cite(document, nullptr, CitationFormat::kCslJson)).at(0);
    CHECK((item.contains("author") ? item["author"][0]["literal"].get<std::string>() : "") == want);
    document.metadata["organisation"] = {"Autre"};
    CHECK(nlohmann::json::parse(cote::cite(document, nullptr, CitationFormat::kCslJson))
              .at(0)["author"][0]["literal"] == "Autre");
  }
}

/// The text that LaTeX would print for a braced value.
std::string latex_text(std::string_view value) {
  const std::pair<std::string_view, char> kCommands[] = {{"\\textbackslash{}", '\\'},
                                                         {"\\textbraceleft{}", '{'},
                                                         {"\\textbraceright{}", '}'},
                                                         {"\\textasciitilde{}", '~'},
                                                         {"\\textasciicircum{}", '^'}};
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    const auto command = std::find_if(std::begin(kCommands), std::end(kCommands), [&](const auto& entry) {
      return value.substr(at).starts_with(entry.first);
    });
    if (command != std::end(kCommands)) {
      out += command->second;
      at += command->first.size();
    } else {
      REQUIRE(value[at] != '{');
      REQUIRE(value[at] != '}');
      if (value[at] == '\\') ++at;
      out += value[at++];
    }
  }
  return out;
}

TEST_CASE("every text comes back out of every format", "[citation]") {
  const std::string ascii = [] {
    std::string out = "a";
    for (char c = '!'; c <= '~'; ++c) out += c;
    return out;
  }();
  const std::vector<std::string> titles = {ascii,
                                           "}}}{",
                                           "\\",
                                           "\\{\\",
                                           "« L’été »\u00a0: 100 % d’œuvres",
                                           "\"guillemets\"",
                                           "ER - TY - GEN",
                                           "@misc{x, y = {z}}",
                                           "𝄞 العربية"};
  for (const std::string& title : titles) {
    INFO(title);
    const Document document = make_document(title, {{{}, "a"}});
    const std::string bibtex = cote::cite(document, nullptr, CitationFormat::kBibtex);
    const std::size_t begin = bibtex.find("title = {{") + 10;
    CHECK(latex_text(bibtex.substr(begin, bibtex.find("}}\n", begin) - begin)) == title);
    int depth = 0;
    for (const char c : bibtex) {
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      REQUIRE(depth >= 0);
    }
    CHECK(depth == 0);
    const std::string ris = cote::cite(document, nullptr, CitationFormat::kRis);
    CHECK(ris.find("\r\nTI  - " + title + "\r\n") != std::string::npos);
    const auto item = nlohmann::json::parse(cote::cite(document, nullptr, CitationFormat::kCslJson)).at(0);
    CHECK(item["title"] == title);
  }
}

TEST_CASE("line ends, ill-formed bytes and odd dates break no record", "[citation]") {
  Document document = make_document("un\r\nER  - \ndeux\t\x01trois \xff", {{{}, "a"}});
  document.id = "\xff";
  document.date = "2017-13-45";
  document.metadata["author"] = {"A\nB", " ", "A B"};
  const std::string ris = cote::cite(document, nullptr, CitationFormat::kRis);
  CHECK(ris ==
        "TY  - GEN\r\nAU  - A B\r\nTI  - un ER - deux trois \ufffd\r\nPY  - 2017\r\nID  - document\r\nER  - "
        "\r\n");
  CHECK(nlohmann::json::parse(cote::cite(document, nullptr, CitationFormat::kCslJson)).at(0)["id"] ==
        "\ufffd");
  CHECK(cote::cite(document, document.paragraphs.data(), CitationFormat::kText) ==
        "un ER - deux trois \ufffd, 1er paragraphe\n");
  for (const std::string date : {"", "abc", "2017-02-00", "20170213", "-1"}) {
    document.date = date;
    INFO(date);
    CHECK(nlohmann::json::accept(cote::cite(document, nullptr, CitationFormat::kCslJson)));
    CHECK(cote::cite(document, nullptr, CitationFormat::kText).ends_with("\n"));
  }
}

}  // namespace
