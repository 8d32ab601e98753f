#include <cote/symbol.hpp>
#include <string>
#include <string_view>

#include "tests/support/catch.hpp"

namespace {

/// The symbols found, as "[canonical=canonical] [canonical]": '=' stands between the halves of a double
/// symbol.
std::string found(std::string_view text) {
  std::string out;
  std::size_t last_end = 0;
  for (const cote::Symbol& symbol : cote::find_symbols(text)) {
    REQUIRE(symbol.begin >= last_end);
    REQUIRE(symbol.begin < symbol.end);
    REQUIRE(symbol.end <= text.size());
    last_end = symbol.end;
    if (!out.empty()) out += ' ';
    out += '[';
    for (std::size_t i = 0; i < symbol.canonical.size(); ++i) {
      if (i > 0) out += '=';
      out += symbol.canonical[i];
    }
    out += ']';
  }
  return out;
}

struct Case {
  std::string_view why, text, want;
};

// clang-format off
constexpr Case kFound[] = {
    {"plain, full stop behind it",             "Voir S/2016/1019.",                              "[S/2016/1019]"},
    {"in brackets",                            "(S/PRST/2001/3)",                                "[S/PRST/2001/3]"},
    {"revision",                               "(voir S/2017/2/Rev.1).",                         "[S/2017/2/Rev.1]"},
    {"addendum and corrigendum",               "A/75/345/Add.2/Corr.1",                          "[A/75/345/Add.2/Corr.1]"},
    {"session of the Assembly",                "le document A/75/345",                           "[A/75/345]"},
    {"year of the Council behind a space",     "S/RES/1809 (2008)",                              "[S/RES/1809(2008)]"},
    {"year behind a no-break space",           "S/RES/1809\u00A0(2008)",                         "[S/RES/1809(2008)]"},
    {"year without a space",                   "S/RES/2457(2019)",                               "[S/RES/2457(2019)]"},
    {"resolution without its year",            "S/RES/1373 et S/RES/1325",                       "[S/RES/1373] [S/RES/1325]"},
    {"a year in prose belongs to nothing",     "A/70/95 (2015)",                                 "[A/70/95]"},
    {"old Assembly, Roman session",            "A/RES/377 (V)",                                  "[A/RES/377(V)]"},
    {"resolution of the Assembly",             "A/RES/64/235",                                   "[A/RES/64/235]"},
    {"resolution with a letter",               "A/RES/72/262A",                                  "[A/RES/72/262A]"},
    {"special session",                        "A/RES/S-10/2 et A/ES-10/L.1",                    "[A/RES/S-10/2] [A/ES-10/L.1]"},
    {"double symbol",                          "(A/70/95-S/2015/446)",                           "[A/70/95=S/2015/446]"},
    {"double symbol with an en dash",          "A/73/328–S/2018/592",                            "[A/73/328=S/2018/592]"},
    {"double symbol over a line end",          "A/73/328 -\nS/2018/592",                         "[A/73/328=S/2018/592]"},
    {"double with the Council's other half",   "A/74/71-E/2019/55",                              "[A/74/71=E/2019/55]"},
    {"a list is no double symbol",             "A/70/95, S/2015/446",                            "[A/70/95] [S/2015/446]"},
    {"two of one organ are no double symbol",  "S/2015/1 - S/2015/9",                            "[S/2015/1] [S/2015/9]"},
    {"deep",                                   "E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1",              "[E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1]"},
    {"letter series",                          "ST/LIB/SER.B/5/Rev.5",                           "[ST/LIB/SER.B/5/Rev.5]"},
    {"bulletin",                               "ST/SGB/119/Rev.1",                               "[ST/SGB/119/Rev.1]"},
    {"meeting record, one part",               "S/PV.8325",                                      "[S/PV.8325]"},
    {"resumed meeting",                        "S/PV.8325 (Resumption 1)",                       "[S/PV.8325(Resumption 1)]"},
    {"committee with a summary record",        "CAT/C/SR.209",                                   "[CAT/C/SR.209]"},
    {"reports 7 and 8 in one",                 "CEDAW/C/FRA/CO/7-8",                             "[CEDAW/C/FRA/CO/7-8]"},
    {"before 1994",                            "S/25810",                                        "[S/25810]"},
    {"address of undocs",                      "https://undocs.org/fr/S/RES/1809(2008)",         "[S/RES/1809(2008)]"},
    {"lower case with two numbers",            "s/2017/2",                                       "[S/2017/2]"},
    {"behind an elision",                      "l’A/75/345",                                     "[A/75/345]"},
};

constexpr Case kNothing[] = {
    {"conjunctions",                           "et/ou",                          ""},
    {"words",                                  "VIH/sida (ONUSIDA)",             ""},
    {"country codes",                          "EUFOR Tchad/RCA",                ""},
    {"offices",                                "HR/VP, BC/FT",                   ""},
    {"date",                                   "17/10/2016",                     ""},
    {"page of pages",                          "13/22 20-11786",                 ""},
    {"speed",                                  "80 km/h",                        ""},
    {"lone session",                           "A/75",                           ""},
    {"lone year",                              "S/2016",                         ""},
    {"body and no document",                   "A/C.1 et A/CN.4",                ""},
    {"ECOWAS",                                 "A/SP.1/12/01",                   ""},
    {"court case",                             "C-131/12",                       ""},
    {"document of the EU Council",             "page 10822/22",                  ""},
    {"NATO committee",                         "AC/15-D/462",                    ""},
    {"longer word before",                     "MS/2016/1019",                   ""},
    {"accented letter before",                 "éS/2016/1019",                   ""},
    {"path of another address",                "https://example.org/A/75/345",   ""},
    {"letter behind",                          "S/2016/1019bis",                 ""},
    {"empty",                                  "",                               ""},
    {"slashes",                                "////S//",                        ""},
};

constexpr Case kCanonical[] = {
    {"lower case",                    "s/2017/2/rev.1",        "S/2017/2/Rev.1"},
    {"already",                       "A/75/345",              "A/75/345"},
    {"spaces for slashes",            "s res 2457 2019",       "S/RES/2457(2019)"},
    {"year with its bracket",         "s/res/2457 (2019)",     "S/RES/2457(2019)"},
    {"double",                        "a/70/95-s/2015/446",    "A/70/95-S/2015/446"},
    {"spaces around",                 "  a/75/345 ",           "A/75/345"},
    {"none: as it is, in capitals",   "minusca",               "MINUSCA"},
};
// clang-format on

}  // namespace

TEST_CASE("symbols of the United Nations are found in text", "[analyzers][symbol]") {
  for (const auto& [why, text, want] : kFound) {
    INFO(why << ": " << text);
    CHECK(found(text) == want);
  }
}

TEST_CASE("what looks like a symbol is none", "[analyzers][symbol]") {
  for (const auto& [why, text, want] : kNothing) {
    INFO(why << ": " << text);
    CHECK(found(text) == want);
  }
}

TEST_CASE("offsets cover the symbol and nothing else", "[analyzers][symbol]") {
  const std::string_view text = "« voir S/2017/2/Rev.1 ».";
  const auto symbols = cote::find_symbols(text);
  REQUIRE(symbols.size() == 1);
  CHECK(text.substr(symbols[0].begin, symbols[0].end - symbols[0].begin) == "S/2017/2/Rev.1");
}

TEST_CASE("a typed symbol gets its canonical form", "[analyzers][symbol]") {
  for (const auto& [why, text, want] : kCanonical) {
    INFO(why << ": " << text);
    CHECK(cote::canonical_symbol(text) == want);
  }
}
