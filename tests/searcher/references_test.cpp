// References in searches and the citations of an index.
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/index.hpp"

namespace {

using cote::Document;
using cote::Results;
using cote::Searcher;
using cote::test::ids;
using cote::test::TemporaryFolder;

Document make_document(std::string id, const std::vector<std::string>& texts,
                       std::vector<std::string> symbols = {}) {
  Document document = cote::test::make_document(std::move(id), texts, "Titre");
  document.symbols = std::move(symbols);
  return document;
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : " ") + item;
  return out;
}

std::string cited_by(const cote::ReferenceLinks& links) {
  std::string out;
  for (const cote::CitingParagraph& citing : links.cited_by)
    out += (out.empty() ? "" : " ") + citing.id + ":" + std::to_string(citing.ordinal);
  return out;
}

class Index {
 public:
  explicit Index(const std::vector<Document>& documents, cote::Unit unit = cote::Unit::kDocument) {
    cote::Indexer indexer(folder_.path() / "index", cote::french_analyzer(), unit);
    for (const Document& document : documents) indexer.add(document);
    indexer.commit();
  }
  [[nodiscard]] Searcher open() const { return Searcher(folder_.path() / "index"); }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("every way of writing a resolution finds it, and another number does not",
          "[searcher][references]") {
  const Index index(
      {make_document("prose", {"Par sa résolution 1612 (2005), le Conseil de sécurité a décidé."}),
       make_document("list", {"Les résolutions 1539 (2004) et 1612 (2005) du Conseil de sécurité."}),
       make_document("symbol", {"Voir S/RES/1612."}),
       make_document("number", {"La résolution du litige a pris 1612 jours."}),
       make_document("other", {"Voir S/RES/1613 (2005)."})});
  Searcher searcher = index.open();
  for (const std::string_view typed :
       {"résolution 1612", "résolution 1612 (2005)", "S/RES/1612", "s res 1612 2005", "RCSNU 1612",
        "UNSCR 1612", "resolution 1612 du conseil de sécurité"}) {
    INFO(typed);
    const Results results = searcher.search({.text = std::string(typed)});
    CHECK(results.total == 3);
    for (const cote::Hit& hit : results.hits) CHECK(hit.id != "number");
    REQUIRE(results.understood.size() == 1);
    CHECK(results.understood[0].kind == "reference");
    CHECK(results.understood[0].canonical == "S/RES/1612");
    REQUIRE(!results.hits.empty());
    CHECK(!results.hits[0].passages[0].highlights.empty());
  }
  CHECK(ids(searcher.search({.text = "S/RES/1612 -S/RES/1539"})).find("list") == std::string::npos);
}

TEST_CASE("revisions come before what they replaced, additions below, then who cites",
          "[searcher][references]") {
  const Index index({make_document("add", {"Voir S/2012/376, S/2012/376, S/2012/376."}, {"S/2012/376/Add.1"}),
                     make_document("base", {"Un texte."}, {"S/2012/376"}),
                     make_document("cites", {"Voir S/2012/376."}),
                     make_document("rev1", {"Un texte."}, {"S/2012/376/Rev.1"}),
                     make_document("rev2", {"Un texte."}, {"S/2012/376/Rev.2"}),
                     make_document("near", {"Un texte."}, {"S/2012/3761"})});
  Searcher searcher = index.open();
  const Results results = searcher.search({.text = "s/2012/376"});
  CHECK(ids(results) == "rev2 rev1 base add cites");
  REQUIRE(results.hits.size() == 5);
  CHECK(results.hits[0].metadata.at("replaces") == std::vector<std::string>{"S/2012/376/Rev.1"});
  CHECK(!results.hits[0].metadata.contains("replaced_by"));
  CHECK(results.hits[1].metadata.at("replaced_by") == std::vector<std::string>{"S/2012/376/Rev.2"});
  CHECK(results.hits[2].metadata.at("replaced_by") == std::vector<std::string>{"S/2012/376/Rev.2"});
  CHECK(ids(searcher.search({.text = "cote:S/2012/376/*"})) == "add rev1 rev2");
  CHECK(ids(searcher.search({.text = "cote:s/2012/376/rev.1"})) == "rev1");
  CHECK(ids(searcher.search({.text = "cite:S/2012/376"})) == "add cites");
  CHECK(ids(searcher.search({.text = "", .filters = {{"cote", "s/2012/376"}}})) == "base");
}

TEST_CASE("an undecided form finds all its readings and says so", "[searcher][references]") {
  const Index index({make_document("assembly", {"Voir A/RES/53/12."}),
                     make_document("rights", {"Voir A/HRC/RES/53/12."}),
                     make_document("neither", {"Le 53 et le 12."})});
  Searcher searcher = index.open();
  const Results results = searcher.search({.text = "53/12"});
  CHECK(results.total == 2);
  CHECK(results.understood.size() >= 2);
  REQUIRE(results.interpretation);
  CHECK(results.interpretation->find("A/RES/53/12 ou A/HRC/RES/53/12") != std::string::npos);
  const cote::ReferenceLinks links = searcher.reference("53/12");
  CHECK(links.readings.size() >= 2);
  CHECK(cited_by(links) == "assembly:1");
}

TEST_CASE("either half of a double symbol finds the document", "[searcher][references]") {
  const Index index({make_document("bears", {"Un texte."}, {"A/65/382", "S/2010/507"}),
                     make_document("half", {"Voir S/2010/507."})});
  Searcher searcher = index.open();
  CHECK(ids(searcher.search({.text = "A/65/382"})) == "bears");
  CHECK(ids(searcher.search({.text = "S/2010/507"})) == "bears half");
  CHECK(ids(searcher.search({.text = "A/65/382-S/2010/507"})) == "bears half");
}

TEST_CASE("an article is found below its article and with or without its code", "[searcher][references]") {
  const Index index({make_document("coded", {"Selon l'article L. 2143-1 du code du travail, il faut."}),
                     make_document("bare", {"Selon l'article L2143-1, il faut."}),
                     make_document("below", {"Selon l'article L. 2143-1-2, il faut."}),
                     make_document("regulation", {"Selon l'article R. 2143-1, il faut."}),
                     make_document("longer", {"Selon l'article L. 2143-12, il faut."})});
  Searcher searcher = index.open();
  const Results results = searcher.search({.text = "L2143-1"});
  CHECK(results.total == 3);
  CHECK(results.hits.front().id == "bare");
  CHECK(searcher.search({.text = "article L. 2143-1 du code du travail"}).hits.front().id == "coded");
  CHECK(cited_by(searcher.reference("L. 2143-1")) == "bare:1 coded:1");
}

TEST_CASE("the facet cite has canonical values, which filter exactly", "[searcher][references]") {
  const Index index({make_document("a", {"Voir la résolution 1612 (2005) et A/HRC/32/35."}),
                     make_document("b", {"Voir S/RES/1612.", "Le présent document A/62/6."}, {"A/62/6"})});
  Searcher searcher = index.open();
  const Results all = searcher.search({.text = "voir", .facets = {{"cite", 10}}});
  REQUIRE(all.facets.size() == 1);
  REQUIRE(all.facets[0].values.size() == 2);
  CHECK(all.facets[0].values[0].value == "S/RES/1612");
  CHECK(all.facets[0].values[0].label == "S/RES/1612 (2005)");
  CHECK(all.facets[0].values[0].count == 2);
  CHECK(all.facets[0].values[1].value == "A/HRC/32/35");
  CHECK(searcher.search({.text = "voir", .filters = {{"cite", "résolution 1612"}}}).total == 2);
  CHECK(ids(searcher.search({.text = "cite:A/HRC/*"})) == "a");
  const Results none = searcher.search({.text = "cite:S/RES/9999"});
  CHECK(none.total == 0);
  CHECK(none.warnings.size() == 1);
}

TEST_CASE("references say who bears and who cites, in both units", "[searcher][references]") {
  const std::vector<Document> documents = {
      make_document("a", {"Rien.", "Voir A/62/6 et encore A/62/6.", "Voir A/62/6."}),
      make_document("b", {"Document A/62/6.", "Voir S/RES/1612 (2005)."}, {"A/62/6"})};
  for (const cote::Unit unit : {cote::Unit::kDocument, cote::Unit::kParagraph}) {
    const Index index(documents, unit);
    Searcher searcher = index.open();
    const cote::ReferenceLinks links = searcher.reference("a/62/6");
    CHECK(links.canonical == "A/62/6");
    CHECK(joined(links.own) == "b");
    CHECK(cited_by(links) == "a:2 a:3");
    const auto cited = searcher.citations_of("b");
    REQUIRE(cited);
    REQUIRE(cited->size() == 1);
    CHECK(cited->front().canonical == "S/RES/1612");
    CHECK(cited->front().display == "S/RES/1612 (2005)");
    CHECK(cited->front().ordinal == 2);
    CHECK(!searcher.citations_of("c"));
    const auto most = searcher.most_cited(10);
    REQUIRE(most.size() == 2);
    CHECK(most[0].documents == 1);
    const cote::CitationGraph graph = searcher.citation_graph();
    CHECK(graph.sources.size() == 2);
    CHECK(graph.targets.size() == 2);
    REQUIRE(graph.edges.size() == 2);
    CHECK(graph.edges[0].paragraphs == 2);
  }
}

TEST_CASE("what no parser knows is found as a document's own symbol", "[searcher][references]") {
  const Index index({make_document("own", {"Un texte."}, {"CIPD/G/2019/1"})});
  Searcher searcher = index.open();
  CHECK(ids(searcher.search({.text = "cote:cipd/g/2019/1"})) == "own");
  const cote::ReferenceLinks links = searcher.reference("cipd/g/2019/1");
  CHECK(joined(links.own) == "own");
  CHECK(!links.kind);
}

TEST_CASE("hostile references are answered", "[searcher][references]") {
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "S/2012/" + std::to_string(i + 1) + " ";
  const Index index(
      {make_document("many", {many}), make_document("cut", {"le rapport A/72/ 525 du Comité"})});
  Searcher searcher = index.open();
  CHECK(searcher.citations_of("many")->size() == 100'000);
  CHECK(ids(searcher.search({.text = "S/2012/99999"})) == "many");
  std::string longest = "A";
  while (longest.size() < 10'000) longest += "/987654";
  CHECK(searcher.search({.text = longest}).total == 0);
  CHECK(searcher.search({.text = "cote:" + longest}).total == 0);
  CHECK(searcher.search({.text = "cite:" + longest + "/*"}).total == 0);
  CHECK(searcher.reference(longest).own.empty());
  CHECK(searcher.reference("").canonical.empty());
  CHECK(searcher.reference("\xFF/\xC3").own.empty());
}
