// Definitions of acronyms in running text, against tests/data/definitions.tsv.
#include <cote/definition.hpp>
#include <cote/lexicon.hpp>
#include <cote/unicode.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "tests/support/catch.hpp"

using namespace cote;

namespace {

struct Judged {
  std::string source;
  std::string excerpt;
  std::string acronym;
  std::string long_form;
};

std::vector<Judged> judged() {
  // bench/judge_definitions.py gives the table with the excerpts of the collections in their place.
  const char* resolved = std::getenv("COTE_DEFINITIONS");
  std::ifstream in(resolved != nullptr ? std::string(resolved)
                                       : std::string(COTE_SOURCE_DIR) + "/tests/data/definitions.tsv");
  REQUIRE(in);
  std::vector<Judged> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string> cells;
    for (std::size_t from = 0; from <= line.size();) {
      const std::size_t to = std::min(line.find('\t', from), line.size());
      cells.push_back(line.substr(from, to - from));
      from = to + 1;
    }
    INFO(line);
    REQUIRE(cells.size() == 4);
    if (cells[1].starts_with('@')) continue;  // stands in a collection beside the project
    rows.push_back({cells[0], cells[1], cells[2], cells[3]});
  }
  return rows;
}

std::string pair_of(const std::string& acronym, const std::string& long_form) {
  return acronym + " = " + fold_key(long_form);
}

std::string all(std::string_view text, const Lexicon* lexicon = nullptr) {
  std::string out;
  for (const Definition& definition : find_definitions(text, lexicon)) {
    CHECK(text.substr(definition.long_begin, definition.long_end - definition.long_begin) ==
          definition.long_form);
    out += (out.empty() ? "" : " | ") + definition.acronym + " = " + definition.long_form;
  }
  return out;
}

}  // namespace

TEST_CASE("definitions judged by hand are found", "[definitions]") {
  const auto lexicon = Lexicon::builtin();
  std::map<std::string, std::pair<std::string, std::set<std::string>>> expected;  // excerpt -> source, pairs
  for (const Judged& row : judged()) {
    auto& [source, pairs] = expected[row.excerpt];
    source = row.source;
    if (row.acronym != "-") pairs.insert(pair_of(row.acronym, row.long_form));
  }
  struct Counts {
    int right = 0, wrong = 0, missed = 0;
  };
  std::map<std::string, Counts> counts;
  const bool show = std::getenv("COTE_SHOW") != nullptr;
  for (const auto& [excerpt, judged_here] : expected) {
    const auto& [source, pairs] = judged_here;
    std::set<std::string> found;
    for (const Definition& definition : find_definitions(excerpt, lexicon.get()))
      found.insert(pair_of(definition.acronym, definition.long_form));
    for (const std::string* name : {&source, static_cast<const std::string*>(nullptr)}) {
      Counts& sum = counts[name == nullptr ? "all" : *name];
      for (const std::string& pair : found) ++(pairs.contains(pair) ? sum.right : sum.wrong);
      for (const std::string& pair : pairs) sum.missed += found.contains(pair) ? 0 : 1;
    }
    if (!show) continue;
    for (const std::string& pair : found)
      if (!pairs.contains(pair)) std::cout << "wrong: " << pair << "\n  " << excerpt << "\n";
    for (const std::string& pair : pairs)
      if (!found.contains(pair)) std::cout << "missed: " << pair << "\n  " << excerpt << "\n";
  }
  for (const auto& [source, sum] : counts) {
    INFO(source << ": right " << sum.right << ", wrong " << sum.wrong << ", missed " << sum.missed);
    if (show)
      std::cout << source << ": right " << sum.right << ", wrong " << sum.wrong << ", missed " << sum.missed
                << "\n";
    CHECK(sum.right > 0);
  }
  const Counts& sum = counts["all"];
  const double precision = static_cast<double>(sum.right) / (sum.right + sum.wrong);
  const double recall = static_cast<double>(sum.right) / (sum.right + sum.missed);
  CAPTURE(precision, recall);
  CHECK(precision >= 0.96);
  CHECK(recall >= 0.90);
}

TEST_CASE("both orders, quotation marks and introductions", "[definitions]") {
  struct Row {
    std::string_view text;
    std::string_view expected;
  };
  static constexpr Row kRows[] = {
      {"Le comité de suivi du zonage (CSZ) siège.", "CSZ = comité de suivi du zonage"},
      {"Le CSZ (comité de suivi du zonage) siège.", "CSZ = comité de suivi du zonage"},
      {"La « caisse des eaux » (« CE ») paie.", "CE = caisse des eaux"},
      {"Le fonds national d’aide aux rivières (ci-après « le FNAR ») paie.",
       "FNAR = fonds national d’aide aux rivières"},
      {"Le fonds national d’aide aux rivières, ci-après dénommé « FNAR », paie.",
       "FNAR = fonds national d’aide aux rivières"},
      {"Le fonds national d’aide aux rivières, dit FNAR, paie.", "FNAR = fonds national d’aide aux rivières"},
      {"L’Office du tourisme lacustre (O.T.L.) ouvre.", "OTL = Office du tourisme lacustre"},
      {"Des organisations non gouvernementales (ONGs) aident.", "ONG = organisations non gouvernementales"},
      {"Le Haut Conseil des eaux souterraines (HCES, créé en 2009) siège.",
       "HCES = Haut Conseil des eaux souterraines"},
      {"Le Front de libération des marais (MLF) attaque.", "MLF = Front de libération des marais"},
      // no definitions
      {"Le comité siège. Suivi du zonage. (CSZ)", ""},
      {"Le comité de suivi du zonage siège ; (CSZ)", ""},
      {"Le président du conseil (Paris) siège.", ""},
      {"Le chapitre premier (III) du titre.", ""},
      {"Le règlement (UE) n° 12 du Conseil.", ""},
      {"La mission (voir CSZ) revient.", ""},
      {"Le CSZ (voir le rapport du comité) siège.", ""},
      {"Les salariés (CDI, CDD, intérim) sont assurés.", ""},
      {"Le directeur des poursuites, ci-après « le directeur », décide.", ""},
      {"(CSZ)", ""},
      {"CSZ (", ""},
      {"", ""},
  };
  const auto lexicon = Lexicon::builtin();
  for (const Row& row : kRows) {
    INFO(row.text);
    CHECK(all(row.text) == row.expected);
  }
  // Only the lexicon knows that these are one thing.
  const std::string_view english = "Le Service de la lutte antimines de l’ONU (UNMAS) aide.";
  CHECK(all(english).empty());
  CHECK(all(english, lexicon.get()) == "UNMAS = Service de la lutte antimines de l’ONU");
}

TEST_CASE("hostile text takes linear time and gives no bad offsets", "[definitions]") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "a b (CSZ, dit \xFF(((« ABC";
  CHECK(find_definitions(text).size() < text.size());
  std::string open(200'000, '(');
  CHECK(find_definitions(open).empty());
  std::string words;
  for (int i = 0; i < 3'000; ++i) words += "aa bb aa bb aa bb aa bb aa bb aa bb aa bb aa bb (ABABABABABAB) ";
  for (const Definition& definition : find_definitions(words)) {
    REQUIRE(definition.long_end <= words.size());
    REQUIRE(definition.acronym_end <= words.size());
  }
}
