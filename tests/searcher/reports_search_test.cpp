// Searches on the five real reports of the shared material, with their real extraction damage. Skipped
// without it.
#include "tests/support/index.hpp"

namespace {

struct Row {
  std::string_view why, query;
  bool phrase;
  std::string_view report;  ///< number of the report that must be among the hits
  std::string_view
      paragraph;  ///< its best passage's own number; "" when the document has none or any will do
};

// clang-format off
constexpr Row kRows[] = {
    {"acronym beside its long form",              "MINUSCA", false, "001", ""},
    {"the same",                                  "MINUSCA", false, "004", "11"},
    {"expression over line ends",                 "opérations de maintien de la paix", true, "001", ""},
    {"expression over a column's line ends",      "opérations de maintien de la paix", true, "000", ""},
    {"no accents",                                "operations de paix", false, "002", ""},
    {"word cut by a hyphen at a line end",        "organisations situées à Bruxelles", false, "000", ""},
    {"expression over the cut word",              "organisations situées à Bruxelles", true, "000", ""},
    {"resolution with its paragraph",             "résolution 2457", false, "004", "7"},
    {"symbol for a resolution in prose",          "A/RES/58/316", false, "004", "4"},
    {"resolution in a list",                      "résolution 1973", false, "003", ""},
    {"symbol with its year for one in prose",     "S/RES/2185 (2014)", false, "001", "52"},
    {"long form only",                            "MINUSS", false, "001", "49"},
    {"long form only",                            "MINUSS", false, "004", "12"},
    {"English acronym",                           "UNHCR", false, "004", "8"},
    {"English acronym",                           "NATO", false, "000", ""},
    {"English acronym",                           "NATO", false, "002", ""},
    {"English acronym",                           "NATO", false, "003", ""},
    {"expression over link lines in a sentence",  "les communautés économiques régionales africaines", true, "004", ""},
    {"expression over a doubled word",            "ce qui rendait l'exécution des mandats", true, "001", "8"},
    {"date over a line end",                      "16 avril 2020", true, "004", ""},
    {"split word",                                "affaires politiques et de la consolidation", true, "004", ""},
};
// clang-format on

TEST_CASE("the five reports", "[searcher][reports]") {
  const auto shared = cote::test::shared_folder();
  if (!shared) {
    WARN("skipped: no shared reports (COTE_SHARED, or ../shared)");
    SUCCEED();
    return;
  }
  const cote::test::TemporaryFolder folder;
  cote::test::index_folder(folder.path() / "index", *shared / "reports");
  cote::Searcher searcher(folder.path() / "index");
  CHECK(searcher.stats().documents == 5);
  for (const auto& row : kRows) {
    INFO(row.why << ": " << row.query << " in " << row.report);
    const auto results = searcher.search({.text = std::string(row.query), .phrase = row.phrase});
    CHECK(results.match == cote::Match::kAll);
    bool found = false;
    for (const auto& hit : results.hits) {
      if (hit.id.substr(0, 3) != row.report) continue;
      found = true;
      const auto& passage = hit.passages.at(0);
      CHECK(passage.ordinal > 0);
      CHECK_FALSE(passage.highlights.empty());
      if (!row.paragraph.empty()) CHECK(passage.paragraph.value_or("none") == row.paragraph);
    }
    CHECK(found);
  }
  for (const auto& hit : searcher.search({.text = "NATO"}).hits) CHECK(hit.id.substr(0, 3) != "004");
  const auto mali = searcher.search({.text = "paix", .filters = {{"pays", "Mali"}}});
  CHECK(mali.total >= 2);
}

}  // namespace
