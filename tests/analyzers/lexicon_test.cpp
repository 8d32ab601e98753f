// The lexicon's files: readable, sorted, without contradictions; and what is said of a broken one.
#include <cote/error.hpp>
#include <cote/lexicon.hpp>
#include <cote/unicode.hpp>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "tests/support/catch.hpp"

namespace {

std::vector<std::string> lines_of(const std::string& name) {
  std::ifstream file(std::string(COTE_SOURCE_DIR) + "/analyzers/lexicon/" + name);
  REQUIRE(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

TEST_CASE("lexicon files are valid UTF-8, sorted and free of duplicates", "[analyzers][lexicon]") {
  for (const std::string name :
       {"entities.tsv", "countries.tsv", "stopwords_fr.txt", "accent_pairs.txt", "acronym_words.txt"}) {
    INFO(name);
    std::string last;
    std::size_t entries = 0;
    for (const std::string& line : lines_of(name)) {
      REQUIRE(cote::is_valid_utf8(line));
      if (line.empty() || line.front() == '#') continue;
      const std::string key = line.substr(0, line.find_first_of("\t#"));
      INFO(key);
      // A section may begin anew only in files that have sections; these have none.
      REQUIRE(last < key);
      last = key;
      ++entries;
    }
    CHECK(entries > 40);
  }
}

TEST_CASE("the lexicon that is compiled in", "[analyzers][lexicon]") {
  const auto lexicon = cote::Lexicon::builtin();
  std::set<std::string> seen;
  for (const auto& entity : lexicon->entities()) {
    INFO(entity.canonical);
    CHECK(seen.insert(std::string(cote::facet_of(entity.kind)) + ":" + entity.canonical).second);
    CHECK_FALSE(entity.label.empty());
    CHECK(lexicon->find(cote::facet_of(entity.kind), entity.canonical).has_value());
  }
  CHECK(lexicon->by_acronym("minuss").size() == 1);
  CHECK(lexicon->by_acronym("MINUSS").empty());   // folded keys only
  CHECK(lexicon->by_acronym("cei").size() == 2);  // ambiguous: two bodies
  CHECK(lexicon->is_french_word("eau"));
  CHECK_FALSE(lexicon->is_french_word("minusca"));
  CHECK(lexicon->by_name("O.N.U.").size() == 1);
  CHECK(lexicon->by_name("cote d'ivoire").size() == 1);
}

TEST_CASE("a broken lexicon names table and line", "[analyzers][lexicon]") {
  const auto message = [](std::string_view entities, std::string_view countries) {
    try {
      const cote::Lexicon lexicon(entities, countries, "");
    } catch (const cote::CorpusError& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  CHECK(message("# comment\nA\tB\n", "") ==
        "entities.tsv:2 : 2 colonnes, il en faut 9, séparées par des tabulations");
  CHECK(message("A\tkind\tl\t\t\t\t\t\t\n", "").find("entities.tsv:1 : nature « kind » inconnue") == 0);
  CHECK(message("\tmission\tl\t\t\t\t\t\t\n", "") == "entities.tsv:1 : la première colonne est vide");
  CHECK(message("", "a\tb\n").find("countries.tsv:1") == 0);
  CHECK(message("", "") == "no error");
}

}  // namespace
