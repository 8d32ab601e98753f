// tests/data/french.tsv: texts and queries, one row a rule.
#include <fstream>
#include <sstream>

#include "tests/support/index.hpp"

namespace {

TEST_CASE("French texts and queries match as the table says", "[searcher][french]") {
  std::ifstream table(std::string(COTE_SOURCE_DIR) + "/tests/data/french.tsv");
  REQUIRE(table);
  struct Row {
    std::size_t line;
    std::string why, text, query;
    bool match;
  };
  std::vector<Row> rows;
  std::string line;
  for (std::size_t number = 1; std::getline(table, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream fields(line);
    Row row{number, "", "", "", false};
    std::string match;
    std::getline(fields, row.why, '\t');
    std::getline(fields, row.text, '\t');
    std::getline(fields, row.query, '\t');
    std::getline(fields, match, '\t');
    INFO("french.tsv:" << number);
    REQUIRE((match == "yes" || match == "no"));
    row.match = match == "yes";
    rows.push_back(std::move(row));
  }
  REQUIRE(rows.size() >= 400);

  const cote::test::TemporaryFolder folder;
  const auto path = folder.path() / "index";
  {
    cote::Indexer indexer(path);
    for (const Row& row : rows) indexer.add(cote::test::make_document(std::to_string(row.line), {row.text}));
    indexer.commit();
  }
  cote::Searcher searcher(path);
  for (const Row& row : rows) {
    cote::Query query;
    query.text = row.query;
    query.match = cote::Match::kAll;
    query.limit = rows.size();
    const cote::Results results = searcher.search(query);
    bool found = false;
    for (const cote::Hit& hit : results.hits) {
      if (hit.id == std::to_string(row.line)) found = true;
    }
    INFO("french.tsv:" << row.line << ": " << row.why << ": « " << row.text << " » by « " << row.query
                       << " »");
    CHECK(found == row.match);
  }
}

}  // namespace
