// What was learnt from the texts and why a hit is one.
#include <cote/indexer.hpp>
#include <cote/searcher.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/index.hpp"

using namespace cote;
using namespace cote::test;

namespace {

void fill(const std::filesystem::path& path, const std::vector<Document>& documents,
          std::optional<Unit> unit = std::nullopt) {
  Indexer indexer(path, french_analyzer(), unit);
  for (const Document& document : documents) indexer.add(document);
  indexer.commit();
}

const std::vector<Document>& documents() {
  static const std::vector<Document> all = {
      make_document("a", {"Le plan léger de reprise quotidienne (PLRQ) est adopté.", "Le PLRQ reste."}),
      make_document("b", {"Il faut un plan local de relance qualifiée (PLRQ)."}),
      make_document("c", {"Le plan local de relance qualifiée (PLRQ) suit."}),
      make_document("acronym", {"Le PLRQ avance."}),
      make_document("form", {"Des plans locaux; le plan local de relance qualifiée avance."}),
      make_document("words", {"Une relance locale; un plan; une équipe qualifiée."}),
      make_document("once", {"Le comité de suivi du zonage (CSZW) siège."}),
      make_document("once_form", {"Un comité de suivi du zonage siège."}),
      make_document("mission", {"La Mission des Nations Unies au Soudan du Sud a rendu compte."})};
  return all;
}

}  // namespace

TEST_CASE("an acronym that two documents define finds its long form, and the other way round", "[learning]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  fill(path, documents());
  Searcher searcher(path);
  SECTION("by the acronym") {
    const Results results = searcher.search({.text = "PLRQ avance"});
    CHECK(ids(results) == "acronym form");
    REQUIRE(results.understood.size() == 1);
    CHECK(results.understood.front().kind == "learnt");
    CHECK(results.understood.front().canonical == "PLRQ");
    CHECK(results.understood.front().label == "plan local de relance qualifiée");
    CHECK(results.understood.front().off == "=PLRQ");
    const Hit& form = results.hits[1];
    CHECK(form.found_by == std::vector<std::string>{"plan local de relance qualifiée"});
    REQUIRE(form.passages.size() == 1);
    CHECK(form.passages[0].highlight_kinds == std::vector<MarkKind>{MarkKind::kEntity, MarkKind::kWord});
  }
  SECTION("in lower case, since no text has it as a word") {
    CHECK(ids(searcher.search({.text = "plrq avance"})) == "acronym form");
  }
  SECTION("by the long form") {
    const Results results = searcher.search({.text = "plan local de relance qualifiée avance"});
    CHECK((" " + ids(results) + " ").find(" acronym ") != std::string::npos);
    CHECK((" " + ids(results) + " ").find(" form ") != std::string::npos);
    CHECK(ids(results).find("words") == std::string::npos);
  }
  SECTION("switched off") {
    CHECK(ids(searcher.search({.text = "=PLRQ avance"})) == "acronym");
    CHECK(ids(searcher.search({.text = "\"plan local de relance qualifiée\" avance"})) == "form");
  }
  SECTION("one document is not enough") {
    CHECK(ids(searcher.search({.text = "CSZW"})) == "once");
    CHECK(searcher.search({.text = "CSZW"}).understood.empty());
  }
  SECTION("all are listed") {
    const auto all = searcher.acronyms();
    REQUIRE(all.size() >= 2);
    CHECK(all[0].acronym == "PLRQ");
    CHECK(all[0].long_form == "plan local de relance qualifiée");
    CHECK(all[0].documents == 2);
  }
  SECTION("what a replaced document defined is forgotten") {
    fill(path, {make_document("b", {"Rien."})});
    CHECK(searcher.search({.text = "PLRQ avance"}).understood.empty());
    CHECK(ids(searcher.search({.text = "PLRQ avance"})) == "acronym");
  }
}

TEST_CASE("of an index by paragraphs, two paragraphs of one document are one", "[learning]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  fill(path,
       {make_document("a", {"Le plan local de relance qualifiée (PLRQ).",
                            "Un plan local de relance qualifiée (PLRQ)."}),
        make_document("form", {"Le plan local de relance qualifiée."})},
       Unit::kParagraph);
  CHECK(Searcher(path).search({.text = "PLRQ"}).understood.empty());
}

TEST_CASE("the lexicon wins over what was learnt", "[learning]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  fill(path, {make_document("a", {"Le plan académique maritime (PAM)."}),
              make_document("b", {"Un plan académique maritime (PAM)."})});
  Searcher searcher(path);
  const Results results = searcher.search({.text = "PAM"});
  REQUIRE(results.understood.size() == 1);
  CHECK(results.understood.front().kind == "entity");
}

TEST_CASE("a hit says by what other name it was found, and each mark its kind", "[reasons]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  fill(path, documents());
  Searcher searcher(path);
  const Results by_acronym = searcher.search({.text = "UNMISS rendre"});
  REQUIRE(by_acronym.hits.size() == 1);
  CHECK(by_acronym.hits[0].found_by ==
        std::vector<std::string>{"Mission des Nations Unies au Soudan du Sud"});
  CHECK(by_acronym.hits[0].passages[0].highlight_kinds ==
        std::vector<MarkKind>{MarkKind::kEntity, MarkKind::kInflection});
  const Results by_words = searcher.search({.text = "mission des nations unies au soudan du sud"});
  REQUIRE(!by_words.hits.empty());
  CHECK(by_words.hits[0].found_by.empty());
  CHECK(by_words.hits[0].passages[0].highlight_kinds == std::vector<MarkKind>{MarkKind::kWord});
}
