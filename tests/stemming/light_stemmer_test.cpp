// The light stemmer's rules, one row each.
#include "bench/light_stemmer.hpp"

#include <string_view>

#include "tests/support/catch.hpp"

namespace {

struct Row {
  std::string_view why, word, want;
};

// clang-format off
constexpr Row kRows[] = {
    {"-aux becomes -al",                  "tribunaux",  "tribunal"},
    {"another -x goes, and no more",      "généreux",   "généreu"},
    {"final -s",                          "contrats",   "contrat"},
    {"final -s, then -e",                 "avocates",   "avocat"},
    {"final -r",                          "plaider",    "plaid"},
    {"final -s, -e, then -é",             "décidées",   "décid"},
    {"one of two like letters",           "patronnes",  "patron"},
    {"-elle loses -e and one l",          "mutuelle",   "mutuel"},
    {"five letters are left alone",       "roses",      "roses"},
    {"letters are counted, not bytes",    "fêtée",      "fêtée"},
    {"nothing",                           "",           ""},
    {"digits that stand twice stay",      "article11",  "article11"},
};
// clang-format on

TEST_CASE("light stems", "[bench][stemming]") {
  for (const Row& row : kRows) {
    INFO(row.why << ": " << row.word);
    CHECK(cote::bench::light_stem(row.word) == row.want);
  }
}

}  // namespace
