// Searching: ranking, counts, facets, filters, passages, warnings; on texts of its own and on the bundled
// sample.
#include <algorithm>
#include <cote/error.hpp>
#include <cote/searcher.hpp>
#include <cote/unicode.hpp>
#include <set>

#include "tests/support/index.hpp"

namespace {

using cote::Match;
using cote::Query;
using cote::Results;
using cote::Searcher;
using cote::test::ids;
using cote::test::make_document;
using cote::test::TemporaryFolder;

/// An index of a few documents made for this file.
class SmallIndex {
 public:
  SmallIndex() {
    cote::Indexer indexer(folder_.path() / "index");
    auto add = [&](const std::string& id, const std::vector<std::string>& text, const std::string& title,
                   std::optional<std::string> date, const std::string& collection) {
      auto document = make_document(id, text, title);
      document.date = std::move(date);
      document.type = "rapport";
      if (!collection.empty()) document.metadata["collection"] = {collection};
      indexer.add(document);
    };
    add("mali", {"La MINUSMA au Mali protège les civils.", "Le Mali et le Niger coopèrent."}, "Le Mali",
        "2016-03-01", "A");
    add("niger", {"Au Niger, la protection des civils progresse."}, "Le Niger", "2017", "A");
    add("tchad", {"Le Tchad et le Soudan du Sud.", "La paix."}, "Le Tchad", "2018-12-31", "B");
    add("sans-date", {"La paix au Mali, sans date."}, "Note", std::nullopt, "");
    indexer.commit();
  }
  [[nodiscard]] Searcher searcher() const { return Searcher(folder_.path() / "index"); }

 private:
  TemporaryFolder folder_;
};

const SmallIndex& small() {
  static const SmallIndex index;
  return index;
}

Results search(const Query& query) { return small().searcher().search(query); }

std::string counts(const Results& results, std::size_t facet = 0) {
  std::string out;
  for (const auto& value : results.facets.at(facet).values) {
    out += (out.empty() ? "" : ", ") + value.value.value_or("null") + " " + std::to_string(value.count) +
           (value.selected ? "*" : "");
  }
  return out;
}

TEST_CASE("match: all, any, and auto that says which", "[searcher]") {
  CHECK(ids(search({.text = "Mali Niger", .match = Match::kAll})) == "mali");
  CHECK(search({.text = "Mali Niger", .match = Match::kAny}).total == 3);
  const Results both = search({.text = "Mali Niger"});
  CHECK(both.match == Match::kAll);
  CHECK(both.total == 1);
  const Results fallback = search({.text = "Niger trêve"});
  CHECK(fallback.match == Match::kAny);
  CHECK(fallback.total == 2);
  // Filters come after: they never turn "all" into "any".
  const Results filtered = search({.text = "Mali Niger", .filters = {{"annee", "2018"}}});
  CHECK(filtered.match == Match::kAll);
  CHECK(filtered.total == 0);
}

TEST_CASE("equal scores go by ascending id", "[searcher]") {
  const TemporaryFolder folder;
  {
    cote::Indexer indexer(folder.path() / "index");
    for (const char* id : {"c", "a", "d", "b"}) indexer.add(make_document(id, {"la paix durable"}));
    indexer.commit();
  }
  Searcher searcher(folder.path() / "index");
  CHECK(ids(searcher.search({.text = "paix"})) == "a b c d");
  CHECK(ids(searcher.search({.text = "paix", .offset = 1, .limit = 2})) == "b c");
  CHECK(ids(searcher.search({.text = "\"paix durable\""})) == "a b c d");
  CHECK(ids(searcher.search({.text = "paix", .sort = cote::Sort::kDateDescending})) == "a b c d");
}

TEST_CASE("order by date, documents without one last", "[searcher]") {
  CHECK(ids(search({.text = "Mali OU Niger OU Tchad", .sort = cote::Sort::kDateAscending})) ==
        "mali niger tchad sans-date");
  CHECK(ids(search({.text = "Mali OU Niger OU Tchad", .sort = cote::Sort::kDateDescending})) ==
        "tchad niger mali sans-date");
}

TEST_CASE("facets count what a click returns", "[searcher][facets]") {
  const Results results =
      search({.text = "Mali OU Niger OU Tchad", .facets = {{"pays", 10}, {"annee", 10}, {"collection", 10}}});
  CHECK(counts(results, 0) == "Mali 2, Niger 2, Soudan du Sud 1, Tchad 1");
  CHECK(counts(results, 1) == "2016 1, 2017 1, 2018 1, null 1");
  CHECK(counts(results, 2) == "A 2, B 1");
  for (const auto& facet : results.facets) {
    for (const auto& value : facet.values) {
      INFO(facet.facet << " = " << value.value.value_or("null"));
      const Results clicked = search(
          {.text = "Mali OU Niger OU Tchad", .filters = {{facet.facet, value.value.value_or("null")}}});
      CHECK(clicked.total == value.count);
    }
  }
  CHECK(counts(search({.text = "Mali OU Niger OU Tchad", .facets = {{"pays", 2}}})) == "Mali 2, Niger 2");
  CHECK(
      search({.text = "MINUSMA", .facets = {{"mission", 5}}}).facets.at(0).values.at(0).label.value_or("") ==
      "Mission multidimensionnelle intégrée des Nations Unies pour la stabilisation au Mali");
}

TEST_CASE("a facet that is filtered by keeps its other values", "[searcher][facets]") {
  const Results results = search({.text = "Mali OU Niger OU Tchad",
                                  .filters = {{"pays", "Tchad"}},
                                  .facets = {{"pays", 10}, {"annee", 10}}});
  CHECK(ids(results) == "tchad");
  CHECK(counts(results, 0) == "Mali 2, Niger 2, Soudan du Sud 1, Tchad 1*");
  CHECK(counts(results, 1) == "2018 1");
}

struct Filter {
  std::string_view why, facet, value, want;
};

// clang-format off
constexpr Filter kFilters[] = {
    {"canonical value",             "pays",       "Soudan du Sud",  "tchad"},
    {"no case, no accents",         "PAYS",       "soudan DU sud",  "tchad"},
    {"another name",                "pays",       "Sud-Soudan",     "tchad"},
    {"English name",                "country",    "South Sudan",    "tchad"},
    {"acronym of the mission",      "mission",    "minusma",        "mali"},
    {"its long form",               "mission",    "Mission multidimensionnelle intégrée des Nations Unies pour la stabilisation au Mali", "mali"},
    {"year",                        "annee",      "2017",           "niger"},
    {"year with its accent",        "année",      "2017",           "niger"},
    {"range of years",              "annee",      "2016..2017",     "mali niger"},
    {"range of dates",              "date",       "2016-02..2017",  "mali niger"},
    {"open end",                    "date",       "2017..",         "niger tchad"},
    {"open beginning",              "date",       "..2016",         "mali"},
    {"a day in words",              "date",       "31 décembre 2018", "tchad"},
    {"metadata key",                "collection", "b",              "tchad"},
    {"without a date",              "annee",      "null",           "sans-date"},
};
// clang-format on

TEST_CASE("filters accept any known form", "[searcher][filters]") {
  for (const auto& row : kFilters) {
    INFO(row.why << ": " << row.facet << "=" << row.value);
    const Results results = search({.text = "",
                                    .filters = {{std::string(row.facet), std::string(row.value)}},
                                    .sort = cote::Sort::kDateAscending});
    CHECK(ids(results) == row.want);
    CHECK(results.warnings.empty());
    if (row.facet != "PAYS" && row.facet != "date") {
      // The same as a field of the query.
      const Results field = search({.text = std::string(row.facet) + ":\"" + std::string(row.value) + "\"",
                                    .sort = cote::Sort::kDateAscending});
      CHECK(ids(field) == row.want);
    }
  }
  CHECK(ids(search({.text = "", .filters = {{"pays", "Tchad"}, {"pays", "Niger"}, {"annee", "2017"}}})) ==
        "niger");
}

TEST_CASE("an unknown value finds nothing and names the nearest", "[searcher][filters]") {
  const Results results = search({.text = "paix", .filters = {{"pays", "Tchat"}}});
  CHECK(results.total == 0);
  REQUIRE(results.warnings.size() == 1);
  CHECK(results.warnings[0].code == "unknown_value");
  CHECK(results.warnings[0].text == "pays : aucune valeur « Tchat » ; proches : Tchad");
  const Results date = search({.text = "paix", .filters = {{"date", "hier"}}});
  CHECK(date.warnings.at(0).code == "bad_date");
}

TEST_CASE("an unknown facet is an error that lists the known", "[searcher][filters]") {
  for (const Query& query : {Query{.text = "paix", .filters = {{"couleur", "vert"}}},
                             Query{.text = "paix", .facets = {{"couleur", 5}}}}) {
    try {
      (void)search(query);
      FAIL("no exception");
    } catch (const cote::UsageError& error) {
      const std::string message = error.what();
      CHECK(message.find("facette « couleur » inconnue ; connues : ") == 0);
      CHECK(message.find("collection") != std::string::npos);
    }
  }
  // A facet of Cote that this index has no values of is known.
  CHECK(search({.text = "paix", .facets = {{"theme", 5}}}).facets.at(0).values.empty());
}

TEST_CASE("fields", "[searcher]") {
  CHECK(ids(search({.text = "titre:Tchad"})) == "tchad");
  CHECK(ids(search({.text = "pays:Niger civils"})) == "niger mali");
  CHECK(ids(search({.text = "collection:B"})) == "tchad");
}

TEST_CASE("what was understood is said, and can be switched off", "[searcher]") {
  const Results results = search({.text = "minusma civils"});
  CHECK(ids(results) == "mali");
  REQUIRE(results.understood.size() == 1);
  CHECK(results.understood[0].matched == "minusma");
  CHECK(results.understood[0].canonical == "MINUSMA");
  CHECK(results.understood[0].off == "=minusma");
  CHECK(results.interpretation.value_or("").find("MINUSMA = ") == 0);
  CHECK(search({.text = results.understood[0].off}).understood.empty());
}

TEST_CASE("a passage is the best paragraph, its marks are exact", "[searcher][passages]") {
  const Results results = search({.text = "protection des civils"});
  REQUIRE_FALSE(results.hits.empty());
  for (const auto& hit : results.hits) {
    for (const auto& passage : hit.passages) {
      const std::size_t length = cote::count_code_points(passage.text);
      std::uint32_t last = 0;
      for (const auto& [begin, end] : passage.highlights) {
        CHECK(begin >= last);
        CHECK(begin < end);
        CHECK(end <= length);
        last = end;
      }
    }
  }
  CHECK(results.hits[0].id == "niger");
  // The lexicon has the notion: all its words are one mark.
  REQUIRE(results.hits[0].passages.at(0).highlights.size() == 1);
  CHECK(results.hits[0].passages[0].highlights[0] == std::pair<std::uint32_t, std::uint32_t>{13, 34});
}

TEST_CASE("a long paragraph is cut at word borders around its marks", "[searcher][passages]") {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 200; ++i) text += "élément numéro " + std::to_string(i) + " ";
  text += "puis le cessez-le-feu tant attendu";
  for (int i = 0; i < 200; ++i) text += " et encore la suite";
  {
    cote::Indexer indexer(folder.path() / "index");
    indexer.add(make_document("long", {"Rien ici.", text, "Rien non plus."}));
    indexer.commit();
  }
  Searcher searcher(folder.path() / "index");
  for (const std::size_t chars : {std::size_t{60}, std::size_t{100}, std::size_t{400}}) {
    INFO(chars);
    const auto passage =
        searcher.search({.text = "cessez-le-feu", .passage_chars = chars}).hits.at(0).passages.at(0);
    CHECK(passage.ordinal == 2);
    CHECK(cote::count_code_points(passage.text) <= chars);
    CHECK(passage.text.find("cessez-le-feu") != std::string::npos);
    CHECK(passage.text.substr(0, 4) == "… ");
    CHECK(passage.text.substr(passage.text.size() - 4) == " …");
    for (const auto& [begin, end] : passage.highlights) {
      // Cut the marked code points out again.
      std::string marked;
      std::size_t index = 0;
      for (std::size_t at = 0; at < passage.text.size(); ++index) {
        const auto [c, bytes] = cote::decode_utf8(passage.text, at);
        if (index >= begin && index < end) marked.append(passage.text, at, bytes);
        at += bytes;
      }
      CHECK(marked == "cessez-le-feu");
    }
  }
}

TEST_CASE("several passages, best first, and none when none is asked for", "[searcher][passages]") {
  const Results results = search({.text = "Mali", .passages = 5});
  for (const auto& hit : results.hits) {
    if (hit.id == "mali") CHECK(hit.passages.size() == 2);
  }
  CHECK(search({.text = "Mali", .passages = 0}).hits.at(0).passages.empty());
}

TEST_CASE("queries without words", "[searcher][bad-input]") {
  for (const char* text : {"", "   ", "?", "« »"}) {
    INFO(text);
    const Results results = search({.text = text});
    CHECK(results.total == 0);
    CHECK_FALSE(results.warnings.empty());
  }
  const Results broken = search({.text = "paix \xFF\xFE"});
  CHECK(cote::is_valid_utf8(broken.query));
  CHECK(broken.total == 2);
}

TEST_CASE("only exclusions: everything else", "[searcher]") { CHECK(search({.text = "-Mali"}).total == 2); }

TEST_CASE("excluding a name of several words excludes what it names, whatever the match", "[searcher]") {
  for (const Match match : {Match::kAll, Match::kAny, Match::kAuto}) {
    CHECK(ids(search({.text = "Tchad SAUF Soudan du Sud", .match = match})) == "");
    CHECK(ids(search({.text = "Niger SAUF \"Soudan du Sud\"",
                      .match = match,
                      .sort = cote::Sort::kDateAscending})) == "mali niger");
    CHECK(ids(search(
              {.text = "Niger SAUF Soudan du Sud", .match = match, .sort = cote::Sort::kDateAscending})) ==
          "mali niger");
  }
}

TEST_CASE("plain syntax has no operators", "[searcher]") {
  const Results results = search({.text = "paix -Mali \"", .syntax = cote::Syntax::kPlain});
  CHECK(results.warnings.empty());
  CHECK(ids(results) == "sans-date");
}

TEST_CASE("an exact expression never crosses from one paragraph to the next", "[searcher]") {
  const TemporaryFolder folder;
  {
    cote::Indexer indexer(folder.path() / "index");
    indexer.add(make_document("deux", {"fin du premier", "paragraphe suivant"}));
    indexer.add(make_document("un", {"fin du premier paragraphe"}));
    indexer.commit();
  }
  Searcher searcher(folder.path() / "index");
  CHECK(ids(searcher.search({.text = "premier paragraphe", .phrase = true})) == "un");
}

TEST_CASE("the document that bears a symbol comes before those that cite it", "[searcher]") {
  const TemporaryFolder folder;
  {
    cote::Indexer indexer(folder.path() / "index");
    indexer.add(make_document("cites", {"voir S/2021/1410", "et encore S/2021/1410, S/2021/1410"}));
    auto own = make_document(
        "bears", {"La situation au Soudan du Sud reste tendue.", "Les patrouilles sont arrêtées."});
    own.symbols = {"S/2021/1410"};
    indexer.add(own);
    indexer.add(make_document("other", {"voir S/2021/1411"}));
    indexer.commit();
  }
  Searcher searcher(folder.path() / "index");
  CHECK(ids(searcher.search({.text = "s/2021/1410"})) == "bears cites");
  CHECK(ids(searcher.search({.text = "cote:S/2021/1410"})) == "bears");
  CHECK(ids(searcher.search({.text = "cote:S/2021/*"})) == "bears");
}

TEST_CASE("citations", "[searcher]") {
  cote::Document document = make_document("id.txt", {"a"});
  cote::Paragraph& paragraph = document.paragraphs[0];
  CHECK(cote::citation_of(document, paragraph) == "id.txt, 1er paragraphe");
  document.title = "Rapport";
  paragraph.ordinal = 14;
  paragraph.page = 3;
  CHECK(cote::citation_of(document, paragraph) == "Rapport, 14e paragraphe, p. 3");
  document.symbols = {"A/75/345", "S/2020/898"};
  paragraph.number = "4 l)";
  CHECK(cote::citation_of(document, paragraph) == "A/75/345-S/2020/898, par. 4 l)");
}

}  // namespace
