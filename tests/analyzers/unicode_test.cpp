// UTF-8, case and accents.
#include <cote/unicode.hpp>
#include <random>
#include <string>

#include "tests/support/catch.hpp"

namespace {

struct Fold {
  std::string_view why, text, folded, unaccented, key;
};

// clang-format off
constexpr Fold kFolds[] = {
    {"capital with accent",             "État",            "état",            "etat",           "etat"},
    {"ligature oe",                     "Œuvre",           "oeuvre",          "oeuvre",         "oeuvre"},
    {"ligature ae",                     "Curriculum vitæ", "curriculum vitae","curriculum vitae","curriculum vitae"},
    {"typographic ligature fi",         "conﬁdentiel",     "confidentiel",    "confidentiel",   "confidentiel"},
    {"decomposed accent is composed",   "e\u0301tat",      "état",            "etat",           "etat"},
    {"superscript letters",             "1ᵉʳ",             "1er",             "1er",            "1er"},
    {"cedilla and diaeresis",           "ÇA NAÏF",         "ça naïf",         "ca naif",        "ca naif"},
    {"letter outside Latin-1",          "Țepeș",           "țepeș",           "tepes",          "tepes"},
    {"o with stroke has no decomposition", "Øresund",      "øresund",         "oresund",        "oresund"},
    {"key: apostrophe and hyphen",      "Côte d’Ivoire",   "côte d’ivoire",   "cote d’ivoire",  "cote d ivoire"},
    {"key: Guinée-Bissau",              "Guinée-Bissau",   "guinée-bissau",   "guinee-bissau",  "guinee bissau"},
    {"soft hyphen is nothing",          "con\u00ADtingent","contingent",      "contingent",     "contingent"},
    {"empty",                           "",                "",                "",               ""},
};
// clang-format on

TEST_CASE("folding of case and accents", "[analyzers][unicode]") {
  for (const auto& row : kFolds) {
    INFO(row.why << ": " << row.text);
    CHECK(cote::fold_case(row.text) == row.folded);
    CHECK(cote::fold_accents(row.text) == row.unaccented);
    CHECK(cote::fold_key(row.text) == row.key);
    // Folding what is folded changes nothing.
    CHECK(cote::fold_case(row.folded) == row.folded);
    CHECK(cote::fold_accents(row.unaccented) == row.unaccented);
  }
}

TEST_CASE("fast folding equals the general one on every Latin-1 letter", "[analyzers][unicode]") {
  for (char32_t c = 0x41; c < 0x180; ++c) {
    if (!cote::is_letter(c)) continue;
    std::string one;
    cote::append_utf8(one, c);
    // A letter beyond Latin-1 sends the whole text through ICU; what it does to ours is what the table must
    // do.
    const std::string through_icu = cote::fold_accents(one + "ș");
    INFO(one);
    CHECK(cote::fold_accents(one) + "s" == through_icu);
    CHECK(cote::fold_case(one) + "ș" == cote::fold_case(one + "ș"));
  }
}

struct Bytes {
  std::string_view why, bytes;
  bool valid;
  std::string_view repaired;
};

// clang-format off
constexpr Bytes kBytes[] = {
    {"ASCII",                         "abc",                  true,  "abc"},
    {"two bytes",                     "\xC3\xA9",             true,  "é"},
    {"a real replacement character",  "\xEF\xBF\xBD",         true,  "\xEF\xBF\xBD"},
    {"lone continuation",             "a\x80" "b",            false, "a\xEF\xBF\xBD" "b"},
    {"overlong slash",                "\xC0\xAF",             false, "\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"surrogate",                     "\xED\xA0\x80",         false, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"cut at the end",                "\xE2\x82",             false, "\xEF\xBF\xBD"},
    {"Latin-1 é before a letter",     "\xE9tat",              false, "\xEF\xBF\xBDtat"},
    {"beyond U+10FFFF",               "\xF4\x90\x80\x80",     false, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
};
// clang-format on

TEST_CASE("ill-formed UTF-8 becomes U+FFFD", "[analyzers][unicode]") {
  for (const auto& row : kBytes) {
    INFO(row.why);
    CHECK(cote::is_valid_utf8(row.bytes) == row.valid);
    CHECK(cote::to_valid_utf8(row.bytes) == row.repaired);
  }
}

TEST_CASE("random bytes are repaired to valid text", "[analyzers][unicode]") {
  const auto seed = 20261122U;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::string repaired = cote::to_valid_utf8(bytes);
    REQUIRE(cote::is_valid_utf8(repaired));
    REQUIRE(cote::to_valid_utf8(repaired) == repaired);
    REQUIRE(cote::is_valid_utf8(cote::fold_case(repaired)));
    REQUIRE(cote::utf8_prefix(repaired, 10) <= 10);
    REQUIRE(cote::is_valid_utf8(repaired.substr(0, cote::utf8_prefix(repaired, 10))));
  }
}

}  // namespace
