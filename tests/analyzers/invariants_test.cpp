// The checker of invariants itself: each promise, broken on purpose, is noticed.
#include <cote/analyzer.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "tests/support/analysis_invariants.hpp"
#include "tests/support/catch.hpp"

namespace {

using cote::Analysis;

struct Fault {
  std::string_view why;
  std::function<void(Analysis&)> breaks;
};

constexpr std::string_view kText = "L’été à l'ONU : S/RES/1540 (2004)";

// clang-format off
const Fault kFaults[] = {
    {"past the end",               [](Analysis& a) { a.tokens.back().end = kText.size() + 1; }},
    {"no bytes",                   [](Analysis& a) { a.tokens[1].end = a.tokens[1].begin; }},
    {"backwards",                  [](Analysis& a) { std::swap(a.tokens[1].begin, a.tokens[1].end); }},
    {"inside a code point, begin", [](Analysis& a) { ++a.tokens[1].begin; }},
    {"inside a code point, end",   [](Analysis& a) { --a.tokens[1].end; }},
    {"tokens out of order",        [](Analysis& a) { std::swap(a.tokens[1], a.tokens[2]); }},
    {"position falls",             [](Analysis& a) { a.tokens[2].position = 0; }},
    {"empty term",                 [](Analysis& a) { a.tokens[1].text = {}; }},
    {"empty surface",              [](Analysis& a) { a.tokens[1].surface = {}; }},
    {"ill-formed term",            [](Analysis& a) { a.tokens[1].text = "\xC3"; }},
    {"ill-formed second form",     [](Analysis& a) { a.tokens[1].folded = "\xFF"; }},
    {"entity of no token",         [](Analysis& a) { a.entities[0].last = std::uint32_t(a.tokens.size()); }},
    {"entity backwards",           [](Analysis& a) { a.entities[0].first = a.entities[0].last + 1; }},
    {"reference of no token",      [](Analysis& a) { a.references[0].last = std::uint32_t(a.tokens.size()); }},
    {"reference without a form",   [](Analysis& a) { a.references[0].reference.canonical.clear(); }},
    {"references out of order",    [](Analysis& a) {
       a.references.push_back(a.references[0]);
       a.references.back().first = a.references.back().last = 0;
     }},
};
// clang-format on

TEST_CASE("every broken invariant is noticed", "[analyzers][invariants]") {
  const Analysis sound = cote::french_analyzer().analyze(kText);
  REQUIRE(cote::test::broken_invariant(kText, sound) == "");
  REQUIRE(sound.entities.size() == 1);
  REQUIRE(sound.references.size() == 1);
  for (const Fault& fault : kFaults) {
    INFO(fault.why);
    Analysis broken = sound;
    fault.breaks(broken);
    CHECK(cote::test::broken_invariant(kText, broken) != "");
    CHECK(cote::test::difference(sound, broken) != "");
  }
  CHECK(cote::test::difference(sound, sound) == "");
}

TEST_CASE("a boundary between ill-formed bytes is a code point border", "[analyzers][invariants]") {
  const std::string text = "\xE2\x80paix\xC3";
  CHECK(cote::test::broken_invariant(text, cote::french_analyzer().analyze(text)) == "");
}

}  // namespace
