// What base forms, roots, other readings and languages do to a search, beyond the table of French.
#include <cote/searcher.hpp>
#include <iterator>
#include <set>
#include <sstream>

#include "tests/support/index.hpp"

namespace {

using cote::Match;
using cote::test::ids;
using cote::test::make_document;
using cote::test::TemporaryFolder;

struct Indexed {
  TemporaryFolder folder;
  explicit Indexed(const std::vector<cote::Document>& documents) {
    cote::Indexer indexer(folder.path() / "index");
    for (const auto& document : documents) indexer.add(document);
    indexer.commit();
  }
  /// In the order of their ids.
  [[nodiscard]] std::string sorted(const std::string& text) const {
    std::istringstream found(find(text));
    std::set<std::string> all{std::istream_iterator<std::string>(found), {}};
    std::string out;
    for (const std::string& id : all) out += (out.empty() ? "" : " ") + id;
    return out;
  }
  [[nodiscard]] std::string find(const std::string& text, Match match = Match::kAll) const {
    cote::Query query;
    query.text = text;
    query.match = match;
    return ids(cote::Searcher(folder.path() / "index").search(query));
  }
};

TEST_CASE("a form of another word is found below the query's own forms", "[searcher][inflection]") {
  const Indexed index(
      {make_document("cours",
                     {"Les cours ont lieu le lundi, et les cours du soir aussi, des cours gratuits."}),
       make_document("cour", {"La juridiction et sa cour, avec bien d'autres choses dites ici longuement."}),
       make_document("course", {"La course fut longue."})});
  CHECK(index.find("cour") == "cour cours");
  CHECK(index.find("cours") == "cours");
}

TEST_CASE("words of one root rank what is found, and find nothing", "[searcher][inflection]") {
  const Indexed index({make_document("a", {"Le tribunal statue."}),
                       make_document("b", {"Le tribunal et l'annulation."}),
                       make_document("c", {"L'annulation est relevée."})});
  CHECK(index.find("annuler", Match::kAny).empty());
  CHECK(index.find("tribunal annuler", Match::kAny) == "b a");
}

TEST_CASE("a document in another language is kept as it is written", "[searcher][language]") {
  cote::Document english = make_document("en", {"The mission supports national elections."});
  english.language = "en";
  const Indexed index({english, make_document("fr", {"Les missions soutiennent des élections nationales."})});
  CHECK(index.sorted("mission") == "en fr");
  CHECK(index.find("missions") == "fr");
  CHECK(index.find("supports") == "en");
  CHECK(index.sorted("elections") == "en fr");
  CHECK(index.find("élection") == "fr");
}

TEST_CASE("a prefix stands for its words inside an exact expression", "[searcher][expression]") {
  const Indexed index({make_document("1", {"les opérations de paix"}),
                       make_document("2", {"l'opérateur de paix"}),
                       make_document("3", {"une opération de guerre"})});
  CHECK(index.find("\"opération* de paix\"") == "1");
  CHECK(index.sorted("\"opér* de paix\"") == "1 2");
}

TEST_CASE("a compound is its parts side by side, or one word", "[searcher][compound]") {
  const Indexed index({make_document("solid", {"la lutte antiterroriste continue"}),
                       make_document("hyphen", {"la lutte anti-terroriste continue"}),
                       make_document("space", {"des luttes anti terroristes"}),
                       make_document("apart", {"un anti-missile contre un terroriste"})});
  for (const char* query : {"antiterroriste", "anti-terroristes", "anti‑terroriste"}) {
    INFO(query);
    CHECK(index.sorted(query) == "hyphen solid space");
  }
  for (const char* query : {"\"lutte antiterroriste continue\"", "\"lutte anti-terroriste continue\""}) {
    INFO(query);
    CHECK(index.sorted(query) == "hyphen solid");
  }
}

}  // namespace
