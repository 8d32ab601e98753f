// The word lists of analyzers/lexicon as a linguist may leave them, and the chain's promises on every row of
// the table of French.
#include <algorithm>
#include <cote/analyzer.hpp>
#include <cote/unicode.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "analyzers/chain.hpp"
#include "analyzers/inflection.hpp"
#include "tests/support/analysis_invariants.hpp"
#include "tests/support/catch.hpp"

namespace {

std::vector<std::string> lines_of(const std::string& name) {
  std::ifstream file(std::string(COTE_SOURCE_DIR) + "/" + name, std::ios::binary);
  INFO(name);
  REQUIRE(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> fields;
  std::istringstream stream(line);
  for (std::string field; std::getline(stream, field, separator);) fields.push_back(field);
  return fields;
}

TEST_CASE("every row of the table of French keeps the invariants", "[analyzers][french]") {
  const cote::Analyzer chain = cote::french_analyzer();
  std::size_t texts = 0;
  for (const std::string& line : lines_of("tests/data/french.tsv")) {
    if (line.empty() || line.front() == '#') continue;
    const auto fields = split(line, '\t');
    REQUIRE(fields.size() == 4);
    for (const std::size_t field : {std::size_t{1}, std::size_t{2}}) {
      for (const cote::TextKind kind :
           {cote::TextKind::kDocument, cote::TextKind::kQuery, cote::TextKind::kForeign}) {
        INFO(line);
        const cote::Analysis analysis = chain.analyze(fields[field], kind);
        CHECK(cote::test::broken_invariant(fields[field], analysis) == "");
        CHECK(cote::test::difference(analysis, chain.analyze(fields[field], kind)) == "");
        cote::Analysis traced;
        (void)chain.trace(fields[field], kind, &traced);
        CHECK(cote::test::difference(analysis, traced) == "");
        ++texts;
      }
    }
  }
  CHECK(texts > 2400);
}

TEST_CASE("word lists are lower case, sorted where they say so, without doubles", "[analyzers][lexicon]") {
  for (const std::string name :
       {"accent_pairs.txt", "counting_words.txt", "doublets.txt", "irregular_forms.tsv", "prefixes.txt",
        "protected_words.txt", "question_words.txt", "regular_verbs.txt", "stopwords_fr.txt"}) {
    std::string last;
    for (std::string line : lines_of("analyzers/lexicon/" + name)) {
      line = line.substr(0, line.find('#'));
      while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.pop_back();
      if (line.empty()) continue;
      const std::string word = line.substr(0, line.find('\t'));
      INFO(name << ": " << word);
      CHECK(cote::is_valid_utf8(line));
      std::string lower = cote::fold_case(word);
      // fold_case opens ligatures, which the lists may write.
      std::string open = word;
      for (std::size_t at = 0; (at = open.find("œ", at)) != std::string::npos;) open.replace(at, 2, "oe");
      CHECK(lower == open);
      CHECK(last < word);
      last = word;
    }
  }
}

TEST_CASE("base forms: lists before verbs before rules", "[analyzers][inflection]") {
  struct Row {
    const char* why;
    const char* left;
    const char* right;
    bool same;
  };
  // Whole classes are measured by cote_stemming; here stands one row for each precedence.
  constexpr Row kRows[] = {
      {"irregular form", "coraux", "corail", true},
      {"rule -al/-aux", "tribunaux", "tribunal", true},
      {"rule -eau/-eaux", "bureaux", "bureau", true},
      {"-eur and -euse", "enquêteuse", "enquêteur", true},
      {"-eux and -euse", "rigoureuses", "rigoureux", true},
      {"-teur and -trice", "instigatrices", "instigateur", true},
      {"regular verb, first group", "vérifiaient", "vérifier", true},
      {"regular verb, ç before a", "amorçait", "amorcer", true},
      {"regular verb, second group", "investissent", "investir", true},
      {"irregular verb with a prefix", "surviendront", "survenir", true},
      {"an unknown verb by its ending", "surtransposaient", "surtransposer", true},
      {"a noun that a verb is spelt like", "marche", "marcher", false},
      {"no feminine of a masculine noun", "rente", "rent", false},
      {"a plural that is a singular", "remords", "remord", false},
      {"derived words", "natation", "nation", false},
      {"the same without accents", "verifiaient", "verifier", true},
  };
  const auto& inflection = cote::analysis::Inflection::builtin();
  for (const Row& row : kRows) {
    INFO(row.why << ": " << row.left << ", " << row.right);
    const auto base = [&](const char* word) {
      return inflection.base_of(cote::analysis::one_spelling(word));
    };
    CHECK((base(row.left) == base(row.right)) == row.same);
  }
  CHECK(inflection.other_base_of("cours") == inflection.base_of("cour"));
  CHECK(inflection.other_base_of("marche") == inflection.base_of("marcher"));
  CHECK(inflection.other_base_of("table").empty() ==
        (inflection.base_of("tabler") == inflection.base_of("table")));
}

}  // namespace
