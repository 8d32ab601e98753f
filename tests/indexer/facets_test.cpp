// What becomes a facet value, what only a mention, and what a document decides of its ambiguous acronyms.
#include <cote/indexer.hpp>
#include <cote/searcher.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/index.hpp"

using namespace cote;
using namespace cote::test;

namespace {

/// Words without any name, to make a document long.
std::string filler(std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i)
    text += i % 12 == 11 ? "les délégations ont ensuite examiné. " : "question ";
  return text;
}

struct Index {
  TemporaryFolder folder;
  std::filesystem::path path = folder.path() / "index";
  Index(const std::vector<Document>& documents, std::optional<Unit> unit = std::nullopt) {
    Indexer indexer(path, french_analyzer(), unit);
    for (const Document& document : documents) indexer.add(document);
    indexer.commit();
  }
  std::string search(const std::string& query,
                     std::vector<std::pair<std::string, std::string>> filters = {}) {
    cote::Query request{.text = query};
    request.filters = std::move(filters);
    return ids(Searcher(path).search(request));
  }
  std::string filter(const std::string& facet, const std::string& value) {
    return search("", {{facet, value}});
  }
};

}  // namespace

TEST_CASE("what is named once in passing is no facet value of a long document", "[facets]") {
  const std::string text = filler(600);
  Document in_title = make_document("title", {"Premier.", "Deuxième.", text}, "Situation au Tchad");
  Document in_heading = make_document("heading", {"Premier.", "Deuxième.", text + "question"});
  in_heading.paragraphs[2].heading = {"La situation au Tchad"};
  Index index(
      {make_document("passing", {"Premier.", "Deuxième.", text + "Une visite au Tchad a eu lieu."}),
       make_document("twice", {"Premier.", "Deuxième.", text + "Le Tchad agit.", "La visite au Tchad."}),
       make_document("lead", {"La visite au Tchad.", "Deuxième.", text}),
       make_document("short", {"Premier.", "Deuxième.", "Une visite au Tchad a eu lieu."}), in_title,
       in_heading});
  CHECK(index.filter("pays", "Tchad") == "heading lead short title twice");
  SECTION("mentions find all") {
    CHECK(index.filter("mention:pays", "Tchad") == "heading lead passing short title twice");
    CHECK(index.filter("mention", "pays=Chad") == "heading lead passing short title twice");
    CHECK(index.search("mention:pays=Tchad") == "heading lead passing short title twice");
    CHECK(index.search("mention:Tchad visite") == "short lead passing twice");
    CHECK(index.filter("mention:mission", "Tchad").empty());
  }
  SECTION("an unknown name warns") {
    cote::Query query{.text = "mention:pays=Tchaad"};
    const Results results = Searcher(index.path).search(query);
    CHECK(results.total == 0);
    REQUIRE(results.warnings.size() == 1);
    CHECK(results.warnings.front().code == "unknown_value");
  }
}

TEST_CASE("parts count for what they belong to", "[facets]") {
  const std::string text = filler(600);
  Index index(
      {make_document("once", {"Premier.", "Deuxième.", text + "La MINUSCA."}),
       make_document("several", {"Premier.", "Deuxième.", text + "La MINUSCA et la MONUSCO agissent."}),
       make_document("subject", {"Premier.", "Deuxième.", text + "La MINUSCA agit. La MINUSCA."})});
  CHECK(index.filter("mission", "MINUSCA") == "subject");
  CHECK(index.filter("organisation", "ONU") == "several subject");
  CHECK(index.filter("pays", "République centrafricaine") == "subject");
  CHECK(index.filter("region", "Afrique centrale") == "several subject");
}

TEST_CASE("the longest name decides, and given metadata wins", "[facets]") {
  Document given = make_document("given", {"Le Tchad et le Mali."});
  given.metadata["pays"] = {"Tchad"};
  Index index(
      {make_document("bissau", {"La Guinée-Bissau."}), make_document("guinee", {"La Guinée."}), given});
  CHECK(index.filter("pays", "Guinée") == "guinee");
  CHECK(index.filter("pays", "Guinée-Bissau") == "bissau");
  CHECK(index.filter("pays", "Tchad") == "given");
  CHECK(index.filter("pays", "Mali").empty());
  CHECK(index.filter("mention:pays", "Mali") == "given");
}

TEST_CASE("a symbol says who issued a document", "[facets]") {
  Document council = make_document("council", {"Texte."});
  council.symbols = {"S/2017/2"};
  Document both = make_document("both", {"Texte."});
  both.symbols = {"A/75/345", "S/2020/898"};
  Document human_rights = make_document("rights", {"Texte."});
  human_rights.symbols = {"A/HRC/37/1"};
  Index index({council, both, human_rights, make_document("none", {"Texte du Conseil de sécurité."})});
  CHECK(index.filter("auteur", "Conseil de sécurité") == "both council");
  CHECK(index.filter("auteur", "Assemblée générale") == "both");
  CHECK(index.filter("auteur", "CDH") == "rights");
}

TEST_CASE("a document decides what its ambiguous acronyms mean", "[facets]") {
  const auto lexicon = Lexicon::builtin();
  REQUIRE(lexicon->by_acronym("bad").size() >= 2);
  const Unit unit = GENERATE(Unit::kDocument, Unit::kParagraph);
  const std::string suffix = unit == Unit::kParagraph ? "#3" : "";
  Index index(
      {make_document("bank", {"La Banque africaine de développement prête.", "Autre.", "La BAD prête."}),
       make_document("own", {"Le bureau autonome du district (BAD) siège.", "Autre.", "La BAD siège."}),
       make_document("open", {"Un texte.", "Autre.", "La BAD."})},
      unit);
  const auto& readings = lexicon->by_acronym("bad");
  const auto bank = lexicon->by_name("Banque africaine de développement");
  REQUIRE(bank.size() == 1);
  for (const std::uint32_t reading : readings) {
    const std::string name = lexicon->entity(reading).label;
    INFO(name);
    const std::string found = " " + index.search("mention:\"" + name + "\"") + " ";
    CHECK((found.find(" bank" + suffix + " ") != std::string::npos) == (reading == bank.front()));
    CHECK(found.find("own") == std::string::npos);
    CHECK(found.find(" open" + suffix + " ") != std::string::npos);
  }
  CHECK((" " + index.search("BAD") + " ").find(" own" + suffix + " ") != std::string::npos);
}
