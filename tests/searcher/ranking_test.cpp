// Ranking does not depend on how the documents are spread over shards, nor on which way a query is run.
#include <cote/searcher.hpp>
#include <filesystem>
#include <map>

#include "tests/support/index.hpp"

namespace {

using cote::Match;
using cote::Query;
using cote::Ranking;
using cote::Searcher;
using cote::Syntax;
using cote::test::make_document;
using cote::test::TemporaryFolder;

/// What the texts are made of: relatives, accents, other readings, names, references, an acronym to be
/// learnt.
const std::vector<std::string> kPieces = {
    "la protection des civils",
    "les civils sont protégés",
    "il faut protéger les réfugiés",
    "la MINUSMA au Mali",
    "le Conseil de sécurité",
    "la résolution 1325 (2000)",
    "le cours des opérations",
    "la cour a rendu un arrêt",
    "un marché public",
    "les marchés publics du Tchad",
    "l'aide anti-terroriste",
    "l'aide antiterroriste",
    "le rapport du Secrétaire général",
    "le Centre de formation des apprentis (CFA)",
    "le CFA ouvre ses portes",
    "la formation des apprentis",
};

/// Ids are not in the order of the texts, several documents are equal, and enough bytes come for several
/// writers.
std::vector<cote::Document> documents() {
  constexpr std::size_t kDocuments = 480;
  constexpr std::size_t kFiller = 20'000;
  std::vector<cote::Document> all;
  std::uint64_t random = 7;
  const auto next = [&](std::size_t below) {
    random = random * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(random >> 33) % below;
  };
  for (std::size_t i = 0; i < kDocuments; ++i) {
    std::string text;
    for (std::size_t piece = 0, pieces = 1 + next(5); piece < pieces; ++piece)
      text += (text.empty() ? "" : ", ") + kPieces[next(kPieces.size())];
    cote::Document document =
        make_document("d" + std::to_string(i * 7919 % 1000), {text + "."}, next(4) == 0 ? "Rapport" : "");
    document.type = next(2) == 0 ? "rapport" : "note";
    document.date = std::to_string(2015 + next(4));
    document.metadata["lieu"] =
        next(3) == 0 ? std::vector<std::string>{"nord", "sud"} : std::vector<std::string>{"nord"};
    document.path = std::string(kFiller, 'x');
    all.push_back(std::move(document));
  }
  return all;
}

/// One index, written by so many threads.
class Index {
 public:
  explicit Index(unsigned threads) {
    cote::Indexer indexer(path(), cote::french_analyzer(), std::nullopt, {threads, 256 << 20});
    for (cote::Document& document : documents()) indexer.add(std::move(document));
    indexer.commit();
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "index"; }
  [[nodiscard]] std::size_t shards() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path()))
      count += entry.is_directory() ? 1 : 0;
    return count;
  }

 private:
  TemporaryFolder folder_;
};

const Index& index_of(unsigned threads) {
  static std::map<unsigned, Index> indexes;
  return indexes.try_emplace(threads, threads).first->second;
}

const std::vector<std::string> kQueries = {
    "protection des civils",
    "proteger refugies",
    "cours",
    "cfa",
    "centre de formation des apprentis",
    "anti-terroriste",
    "résolution 1325",
    "Mali",
    "\"marchés publics\"",
    "marchés -Tchad",
    "+cour opérations",
    "type:rapport civils",
    "rapport secretaire",
    "civils civils arrêt",
    "S/RES/*",
    "cite:S/RES/1325",
};

bool same(const Ranking& a, const Ranking& b) {
  return std::equal(a.hits.begin(), a.hits.end(), b.hits.begin(), b.hits.end(),
                    [](const auto& x, const auto& y) { return x.id == y.id && x.score == y.score; });
}

std::string shown(const Ranking& ranking) {
  std::string out;
  for (const auto& hit : ranking.hits) out += hit.id + ' ' + std::to_string(hit.score) + '\n';
  return out;
}

Query query_of(const std::string& text, Match match) {
  Query query;
  query.text = text;
  query.match = match;
  query.limit = 1000;
  query.passages = 0;
  return query;
}

}  // namespace

TEST_CASE("scores and order are the same however documents are spread", "[ranking]") {
  REQUIRE(index_of(1).shards() == 1);
  Searcher one(index_of(1).path());
  for (const unsigned threads : {2U, 3U}) {
    REQUIRE(index_of(threads).shards() == threads);
    Searcher several(index_of(threads).path());
    for (const std::string& text : kQueries) {
      for (const Match match : {Match::kAny, Match::kAll}) {
        INFO(threads << " shards: " << text);
        const Query query = query_of(text, match);
        const Ranking expected = one.rank(query);
        const Ranking found = several.rank(query);
        CHECK_FALSE(found.hits.empty());
        if (!same(expected, found)) FAIL_CHECK(shown(expected) << "----\n" << shown(found));
        Query filtered = query;
        filtered.filters = {{"type", "note"}, {"annee", "2016"}};
        CHECK(same(one.rank(filtered), several.rank(filtered)));
      }
    }
  }
}

TEST_CASE("equal scores stand by ascending id, across pages too", "[ranking]") {
  Searcher searcher(index_of(3).path());
  for (const std::string& text : kQueries) {
    INFO(text);
    Query query = query_of(text, Match::kAny);
    const Ranking whole = searcher.rank(query);
    bool ties = false;
    for (std::size_t i = 1; i < whole.hits.size(); ++i) {
      const auto& before = whole.hits[i - 1];
      const auto& after = whole.hits[i];
      CHECK((before.score > after.score || (before.score == after.score && before.id < after.id)));
      ties = ties || before.score == after.score;
    }
    CHECK(ties);
    query.limit = 3;
    for (query.offset = 0; query.offset < whole.hits.size() + 3; query.offset += 3) {
      const Ranking page = searcher.rank(query);
      for (std::size_t i = 0; i < page.hits.size(); ++i)
        CHECK(page.hits[i].id == whole.hits[query.offset + i].id);
      const auto results = searcher.search(query);
      CHECK(results.total == whole.hits.size());
      CHECK(results.hits.size() == page.hits.size());
    }
  }
}

TEST_CASE("a filter that lets everything through changes neither hits nor scores", "[ranking]") {
  // The lists of a query are ranked by themselves, with a filter by values too; with a range by Xapian.
  Searcher searcher(index_of(2).path());
  for (const std::string& text : kQueries) {
    for (const Match match : {Match::kAny, Match::kAll}) {
      INFO(text);
      Query query = query_of(text, match);
      const Ranking plain = searcher.rank(query);
      query.filters = {{"type", "note"}, {"type", "rapport"}};
      CHECK(same(plain, searcher.rank(query)));
      query.filters = {{"date", "2015..2018"}};
      const Ranking by_range = searcher.rank(query);
      if (!same(plain, by_range)) FAIL_CHECK(shown(plain) << "----\n" << shown(by_range));
    }
  }
}

TEST_CASE("a facet's count is what a filter by the value returns", "[ranking]") {
  for (const unsigned threads : {1U, 3U}) {
    Searcher searcher(index_of(threads).path());
    for (const std::string& text : kQueries) {
      INFO(text);
      Query query = query_of(text, Match::kAny);
      query.limit = 1;
      query.facets = {{"type"}, {"annee"}, {"lieu"}, {"cite"}};
      const auto results = searcher.search(query);
      REQUIRE(results.facets.size() == 4);
      for (const auto& facet : results.facets) {
        for (const auto& value : facet.values) {
          Query narrowed = query_of(text, Match::kAny);
          narrowed.filters = {{facet.facet, value.value.value_or("null")}};
          narrowed.facets = {{facet.facet}, {"type"}};
          const auto found = searcher.search(narrowed);
          CHECK(found.total == value.count);
          narrowed.filters.emplace_back("date", "2015..2018");
          CHECK(searcher.search(narrowed).total == (value.value ? value.count : 0));
          // Its own values are counted without its filter.
          CHECK(found.facets[0].values.size() == facet.values.size());
          CHECK(found.facets[0].values[0].count == facet.values[0].count);
        }
      }
    }
  }
}
