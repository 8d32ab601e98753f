// The query language as a tree. Every string is a query.
#include "searcher/syntax.hpp"

#include <cote/unicode.hpp>
#include <random>

#include "tests/support/catch.hpp"

namespace {

using cote::search::Clause;
using cote::search::ClauseList;
using cote::search::Occur;

const cote::search::FieldNames kNames{
    [](std::string_view typed) -> std::string {
      const std::string key = cote::fold_key(typed);
      if (key == "pays" || key == "country") return "pays";
      if (key == "titre") return "titre";
      if (key == "date") return "date";
      return "";
    },
    [](std::string_view, std::string_view value) { return cote::fold_key(value) == "soudan du sud"; },
    [](std::string_view name) { return cote::fold_key(name) == "soudan du sud"; }};

std::string show(const std::vector<ClauseList>& lists);

std::string show(const Clause& clause) {
  std::string out = clause.occur == Occur::kMust ? "+" : clause.occur == Occur::kMustNot ? "-" : "";
  if (clause.strict) out += "=";
  switch (clause.kind) {
    case Clause::Kind::kText:
      return out + "[" + clause.text + "]";
    case Clause::Kind::kExact:
      return out + "\"" + clause.text + "\"";
    case Clause::Kind::kField:
      return out + clause.field + ":[" + clause.text + "]";
    case Clause::Kind::kGroup:
      return out + "(" + show(clause.alternatives) + ")";
  }
  return out;
}

std::string show(const std::vector<ClauseList>& lists) {
  std::string out;
  for (const ClauseList& list : lists) {
    if (!out.empty()) out += " | ";
    for (std::size_t i = 0; i < list.size(); ++i) out += (i == 0 ? "" : " ") + show(list[i]);
  }
  return out;
}

struct Row {
  std::string_view why, query, want, warning;
};

// clang-format off
constexpr Row kRows[] = {
    {"words side by side are one text",   "opérations de  paix",          "[opérations de  paix]", ""},
    {"exact expression",                  "\"de la paix\" Mali",          "\"de la paix\" [Mali]", ""},
    {"French quotation marks",            "« de la paix »",               "\" de la paix \"", ""},
    {"English quotation marks",           "“de la paix”",                 "\"de la paix\"", ""},
    {"signs before words",                "+paix -guerre",                "+[paix] -[guerre]", ""},
    {"sign before an expression",         "-\"de la paix\"",              "-\"de la paix\"", ""},
    {"a dash with a space is text",       "paix - guerre",                "[paix - guerre]", ""},
    {"a sign inside a word is text",      "G5+1 anti-terrorisme",         "[G5+1 anti-terrorisme]", ""},
    {"alternatives",                      "Mali OU Niger",                "[Mali] | [Niger]", ""},
    {"both",                              "paix ET Mali",                 "+[paix] +[Mali]", ""},
    {"words after ET stay together",      "paix ET Soudan du Sud",        "+[paix] +[Soudan du Sud]", ""},
    {"without",                           "paix SAUF Mali",               "[paix] -[Mali]", ""},
    {"without a name of several words",   "paix SAUF Soudan du Sud Mali", "[paix] -[Soudan du Sud] [Mali]", ""},
    {"English keywords",                  "paix AND Mali OR Niger NOT Tchad", "+[paix] +[Mali] | [Niger] -[Tchad]", ""},
    {"keywords only in mixed case",       "MALI OU NIGER",                "[MALI OU NIGER]", ""},
    {"small letters are words",           "mali ou niger",                "[mali ou niger]", ""},
    {"parentheses with a keyword",        "paix (Mali OU Niger)",         "[paix] ([Mali] | [Niger])", ""},
    {"parentheses without one are text",  "résolution 1244 (1999)",       "[résolution 1244 (1999)]", ""},
    {"parentheses inside a word",         "agent(e)s",                    "[agent(e)s]", ""},
    {"field",                             "pays:Mali paix",               "pays:[Mali] [paix]", ""},
    {"field with accents, a space, English", "Country: Mali",             "pays:[Mali]", ""},
    {"field with a quoted value",         "pays:\"Soudan du Sud\"",       "pays:[Soudan du Sud]", ""},
    {"field with a known name of several words", "pays:Soudan du Sud paix", "pays:[Soudan du Sud] [paix]", ""},
    {"an unknown field is text",          "objet: paix",                  "[objet: paix]", ""},
    {"strict word",                       "=cote",                        "=\"cote\"", ""},
    {"strict expression",                 "=\"la cote\"",                 "=\"la cote\"", ""},
    {"unbalanced quote",                  "paix \"au Mali",               "[paix \"au Mali]", "unbalanced_quote"},
    {"empty expression",                  "paix \"\"",                    "[paix]", "empty_expression"},
    {"field without a value",             "pays:",                        "", "empty_field"},
    {"final question mark",               "quel délai ?",                 "[quel délai ?]", ""},
    {"keyword at the end",                "paix OU",                      "[paix]", ""},
    {"keyword at the beginning",          "OU paix",                      "[paix]", ""},
    {"nothing",                           "",                             "", ""},
    {"signs alone",                       "+ - \"",                       "[+ -]", "unbalanced_quote"},
    {"lone closing marks",                "» ” )",                        "[» ” )]", ""},
};
// clang-format on

TEST_CASE("queries as trees", "[searcher][syntax]") {
  for (const auto& row : kRows) {
    INFO(row.why << ": " << row.query);
    const auto parsed = cote::search::parse_query(row.query, kNames);
    CHECK(show(parsed.alternatives) == row.want);
    if (row.warning.empty()) {
      CHECK(parsed.warnings.empty());
    } else {
      REQUIRE(parsed.warnings.size() == 1);
      CHECK(parsed.warnings[0].code == row.warning);
    }
  }
}

TEST_CASE("a warning's position counts code points", "[searcher][syntax]") {
  const auto parsed = cote::search::parse_query("été \"ici", kNames);
  REQUIRE(parsed.warnings.size() == 1);
  CHECK(parsed.warnings[0].position == 4U);
}

TEST_CASE("any string is a query", "[searcher][syntax]") {
  const auto seed = 20261122U;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  constexpr std::string_view kPieces[] = {"paix", " ", "\"", "«",    "»",    "(",      ")",     "+",
                                          "-",    "=", "OU", " OU ", " ET ", " SAUF ", "pays:", "é",
                                          "\xFF", ":", "“",  "”",    "mali", "\u00A0", "*"};
  for (int round = 0; round < 20000; ++round) {
    std::string query;
    for (auto n = random() % 14; n > 0; --n) query += kPieces[random() % std::size(kPieces)];
    INFO(query);
    const auto parsed = cote::search::parse_query(query, kNames);
    REQUIRE(parsed.alternatives.size() <= query.size() + 1);
  }
}

}  // namespace
