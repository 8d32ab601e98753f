// References in text and queries: tests/data/references.tsv, the table set aside, and what a table cannot
// say.
#include <cote/reference.hpp>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

struct Row {
  std::size_t line = 0;
  std::string why, text, want;
  bool query = false;
};

/// The rows of a table of tests/data; "\n" in a text is a line end.
std::vector<Row> read_table(const std::string& name) {
  std::ifstream table(std::string(COTE_SOURCE_DIR) + "/tests/data/" + name);
  REQUIRE(table);
  std::vector<Row> rows;
  std::string line;
  for (std::size_t number = 1; std::getline(table, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream fields(line);
    Row row;
    row.line = number;
    std::string text;
    std::string kind;
    std::getline(fields, row.why, '\t');
    std::getline(fields, text, '\t');
    std::getline(fields, row.want, '\t');
    std::getline(fields, kind, '\t');
    INFO(name << ':' << number);
    REQUIRE(!row.want.empty());
    REQUIRE((kind.empty() || kind == "query"));
    row.query = kind == "query";
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool line_end = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n';
      row.text += line_end ? '\n' : text[i];
      if (line_end) ++i;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string joined(const std::vector<cote::Reference>& references) {
  std::string out;
  for (const cote::Reference& reference : references) {
    if (!out.empty()) out += " | ";
    out += reference.canonical;
  }
  return out.empty() ? "-" : out;
}

cote::ReferenceContext as_query() {
  cote::ReferenceContext context;
  context.query = true;
  return context;
}

void check_table(const std::string& name, std::size_t least) {
  const std::vector<Row> rows = read_table(name);
  REQUIRE(rows.size() >= least);
  std::size_t negative = 0;
  for (const Row& row : rows) {
    if (row.want == "-") ++negative;
    const auto found = cote::find_references(row.text, row.query ? as_query() : cote::ReferenceContext{});
    INFO(name << ':' << row.line << ": " << row.why << ": « " << row.text << " »");
    CHECK(joined(found) == row.want);
    std::uint32_t last = 0;
    for (const cote::Reference& reference : found) {
      CHECK(reference.begin >= last);
      CHECK(reference.begin < reference.end);
      CHECK(reference.end <= row.text.size());
      CHECK(!reference.display.empty());
      last = reference.begin;
    }
  }
  // Look-alikes decide whether the rest can be trusted.
  CHECK(negative * 3 >= rows.size());
}

}  // namespace

TEST_CASE("texts give the references of the table", "[analyzers][reference]") {
  check_table("references.tsv", 500);
}

TEST_CASE("texts give the references of the table set aside", "[analyzers][reference]") {
  check_table("references.held.tsv", 180);
}

TEST_CASE("a canonical key is its own canonical form", "[analyzers][reference]") {
  for (const Row& row : read_table("references.tsv")) {
    for (const cote::Reference& reference :
         cote::find_references(row.text, row.query ? as_query() : cote::ReferenceContext{})) {
      INFO("references.tsv:" << row.line << ": " << reference.canonical);
      CHECK(cote::canonical_reference(reference.canonical) == reference.canonical);
    }
  }
}

TEST_CASE("a reference says its kind, date, display form and parent", "[analyzers][reference]") {
  struct Case {
    std::string_view text, display, kind, date, parent;
  };
  // clang-format off
  const Case cases[] = {
      {"S/RES/1261 (1999)",                     "S/RES/1261 (1999)",              "un_resolution",     "1999",       ""},
      {"la résolution 1261",                    "S/RES/1261 (1999)",              "un_resolution",     "1999",       ""},
      {"la résolution 1483 du 22 mai 2003",     "S/RES/1483 (2003)",              "un_resolution",     "2003-05-22", ""},
      {"A/RES/59/292B",                         "A/RES/59/292B",                  "un_resolution",     "",           "A/RES/59/292"},
      {"A/RES/217 A (III)",                     "A/RES/217(III)A",                "un_resolution",     "",           "A/RES/217(III)"},
      {"S/2012/376/Rev.1/Add.2",                "S/2012/376/Rev.1/Add.2",         "un_document",       "2012",       "S/2012/376/Rev.1"},
      {"S/PV.4272 (Resumption 2)",              "S/PV.4272(Resumption2)",         "un_document",       "",           "S/PV.4272"},
      {"S/PRST/2014/3",                         "S/PRST/2014/3",                  "un_statement",      "2014",       ""},
      {"règlement (CE) n° 539/2001",            "règlement (CE) n° 539/2001",     "eu_act",            "2001",       ""},
      {"32001R0539",                            "règlement 539/2001",             "eu_act",            "2001",       ""},
      {"COM(2016) 197 final",                   "COM(2016) 197",                  "eu_preparatory",    "2016",       ""},
      {"C-584/10 P",                            "C-584/10 P",                     "eu_case",           "2010",       ""},
      {"JO L 348 du 24.12.2008, p. 98",         "JO L 348 du 24 décembre 2008, p. 98", "official_journal", "2008-12-24", "JO:L348/2008"},
      {"PSC/PR/COMM.1 (DXXXII)",                "PSC/PR/COMM.1(DXXXII)",          "african_union",     "",           "PSC/PR/COMM(532)"},
      {"A/P1/7/98",                             "A/P.1/07/98",                    "ecowas",            "1998-07",    ""},
      {"PC.DEC/1106/Corr.1",                    "PC.DEC/1106/Corr.1",             "osce",              "",           "PC.DEC/1106"},
      {"loi n° 79-587 du 11 juillet 1979",      "loi n° 79-587",                  "law",               "1979-07-11", ""},
      {"la loi sénégalaise n° 2016-29",         "loi n° 2016-29 (SN)",            "law",               "",           "loi:2016-29"},
      {"la loi du 1er juillet 1901",            "loi du 1er juillet 1901",        "law",               "1901-07-01", ""},
      {"DORS/96-433",                           "DORS/96-433",                    "law",               "1996",       ""},
      {"article L. 1226-4-1",                   "art. L. 1226-4-1",               "code_article",      "",           "art:L1226-4"},
      {"article L. 1226-4",                     "art. L. 1226-4",                 "code_article",      "",           ""},
      {"article L1226-4 du code du travail",    "art. L. 1226-4 du code du travail", "code_article",   "",           "art:L1226-4"},
      {"art. 1103 C. civ.",                     "art. 1103 C. civ.",              "code_article",      "",           ""},
      {"Cass. soc., 3 mai 2012, n° 11-18.720",  "Cass., n° 11-18.720",            "court_decision",    "2012-05-03", ""},
      {"requête n° 47287/15",                   "CEDH, n° 47287/15",              "human_rights_case", "",           ""},
      {"ICC-02/04-01/15-1762-Red",              "ICC-02/04-01/15-1762",           "criminal_case",     "",           "ICC-02/04-01/15"},
      {"C.I.J. Recueil 2002, p. 3",             "C.I.J. Recueil 2002, p. 3",      "icj_report",        "2002",       ""},
      {"la quatrième Convention de Genève",     "Convention de Genève (IV)",      "treaty",            "1949-08-12", ""},
      {"la convention n° 138 de l'OIT",         "convention n° 138 de l’OIT",     "treaty",            "",           ""},
  };
  // clang-format on
  for (const auto& [text, display, kind, date, parent] : cases) {
    const auto found = cote::find_references(text);
    INFO(text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].display == display);
    CHECK(cote::reference_kind_name(found[0].kind) == kind);
    CHECK(found[0].date == date);
    CHECK(found[0].parent == parent);
    CHECK(found[0].certain);
  }
}

TEST_CASE("spans cover the reference and nothing else", "[analyzers][reference]") {
  const std::string text =
      "« voir S/2012/376/Rev.1 », l’article 8, alinéa 2, du code pénal et la résolution 2100 (2013).";
  std::vector<std::string> spans;
  for (const cote::Reference& reference : cote::find_references(text))
    spans.push_back(text.substr(reference.begin, reference.end - reference.begin));
  CHECK(spans == std::vector<std::string>{"S/2012/376/Rev.1", "article 8, alinéa 2, du code pénal",
                                          "résolution 2100 (2013)"});
}

TEST_CASE("several readings of one place share its span and say so", "[analyzers][reference]") {
  const auto readings = cote::find_references("le texte 53/12", as_query());
  REQUIRE(readings.size() == 3);
  for (const cote::Reference& reading : readings) {
    CHECK_FALSE(reading.certain);
    CHECK(reading.begin == readings[0].begin);
    CHECK(reading.end == readings[0].end);
  }
  CHECK(cote::find_references("le texte 53/12").empty());
}

TEST_CASE("the document's own body and country decide what the text leaves open", "[analyzers][reference]") {
  cote::ReferenceContext rights;
  rights.own_body = "A/HRC";
  CHECK(joined(cote::find_references("sa résolution 37/11", rights)) == "A/HRC/RES/37/11");
  cote::ReferenceContext assembly;
  assembly.own_body = "A";
  CHECK(joined(cote::find_references("sa résolution 37/11", assembly)) == "A/RES/37/11");
  CHECK(cote::find_references("sa résolution 37/11").size() == 2);
  cote::ReferenceContext france;
  france.country = "FR";
  CHECK(joined(cote::find_references("loi n° 79-587 et loi belge du 10 mai 2007", france)) ==
        "FR:loi:79-587 | BE:loi:2007-05-10");
  cote::ReferenceContext file;
  file.file_name = true;
  CHECK(joined(cote::find_references("A-73-890", file)) == "A/73/890");
  CHECK(joined(cote::find_references("A-73-890")) == "-");
}

TEST_CASE("a typed reference gets its canonical key", "[analyzers][reference]") {
  struct Case {
    std::string_view typed, want;
  };
  constexpr Case kCases[] = {
      {"s/2012/376/rev.1", "S/2012/376/Rev.1"},
      {"  a/67/775 ", "A/67/775"},
      {"s res 2231 2015", "S/RES/2231"},
      {"s/res/2231 (2015)", "S/RES/2231"},
      {"résolution 2231", "S/RES/2231"},
      {"ares70262", "A/RES/70/262"},
      {"a/65/382-s/2010/507", "A/65/382"},
      {"l1234-5", "art:L1234-5"},
      {"directive 2011/92", "32011L0092"},
      {"loi 79-587", "loi:79-587"},
      {"s/prst/2014/", "S/PRST/2014/"},
      {"s/2012/376/rev", "S/2012/376/Rev"},
      {"FR:loi:79-587", "FR:loi:79-587"},
      {"minusca", "MINUSCA"},
      {"", ""},
  };
  for (const auto& [typed, want] : kCases) {
    INFO(typed);
    CHECK(cote::canonical_reference(typed) == want);
  }
}

TEST_CASE("a key knows what it belongs below", "[analyzers][reference]") {
  using Keys = std::vector<std::string>;
  CHECK(cote::broader_references("code-du-travail:L311-3-1") ==
        Keys{"code-du-travail:L311-3", "art:L311-3-1", "art:L311-3"});
  CHECK(cote::broader_references("SN:code-penal:319") == Keys{"code-penal:319"});
  CHECK(cote::broader_references("art:L311-3").empty());
  CHECK(cote::broader_references("FR:loi:79-587") == Keys{"loi:79-587"});
  CHECK(cote::broader_references("S/2012/376/Rev.1/Add.2") == Keys{"S/2012/376/Rev.1", "S/2012/376"});
  CHECK(cote::broader_references("JO:L348/2008:98") == Keys{"JO:L348/2008"});
  CHECK(cote::broader_references("PSC/PR/COMM.1(532)") == Keys{"PSC/PR/COMM(532)"});
  CHECK(cote::broader_references("C-131/12").empty());
  CHECK(cote::broader_references("").empty());
}

TEST_CASE("what is no UTF-8 gives spans on borders of characters", "[analyzers][reference]") {
  const std::string text = "\xE9S/2012/376\x80 S/2012/376 \xC3 r\xE9solution 2100 (2013)\xFF";
  for (const cote::Reference& reference : cote::find_references(text)) {
    CHECK(reference.end <= text.size());
    CHECK((static_cast<unsigned char>(text[reference.begin]) & 0xC0U) != 0x80U);
  }
}

TEST_CASE("time grows with the text and not faster", "[analyzers][reference]") {
  // Each unit makes a parser look far ahead or begin again and again.
  for (const std::string_view unit : {"résolution 64/10, ",
                                      "résolution 1 de la résolution 1 et de la ",
                                      "décision 64/10, ",
                                      "article 1 et ",
                                      "article L. 1, l'article ",
                                      "CEDH ",
                                      "CE, ",
                                      "loi n° 78-17, ",
                                      "règlement (CE) n° ",
                                      "A/RES/",
                                      "S/1/",
                                      "1999, ch. ",
                                      "convention n° 1, ",
                                      "C. ",
                                      "GC IV ",
                                      "au Mali, loi n° 1-2 ",
                                      "12-34.",
                                      "(",
                                      "’",
                                      "\n"}) {
    const auto seconds = [unit](std::size_t bytes) {
      std::string text;
      while (text.size() < bytes) text += unit;
      double best = 0;
      for (int run = 0; run < 3; ++run) {
        // The processor's time, since other programs would count on the wall clock.
        const std::clock_t begin = std::clock();
        static_cast<void>(cote::find_references(text));
        static_cast<void>(cote::find_references(text, as_query()));
        const double spent = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        if (run == 0 || spent < best) best = spent;
      }
      return best;
    };
    // Eight times the text: quadratic time would be 64 times as long. The room is for caches and allocation,
    // and a millisecond for the clock.
    const double small = seconds(20'000);
    const double large = seconds(160'000);
    INFO(unit << ": " << small << " s, " << large << " s");
    CHECK(large < 24 * small + 0.001);
  }
}

TEST_CASE("a hundred thousand references and a query of one long reference are read",
          "[analyzers][reference]") {
  std::string text;
  for (unsigned i = 0; i < 100'000; ++i) text += "S/2012/" + std::to_string(100 + i % 800) + ", ";
  CHECK(cote::find_references(text).size() == 100'000);
  std::string query = "A/75/345";
  while (query.size() < 10'000) query += "/Add.1";
  CHECK(cote::canonical_reference(query).size() == query.size());
}

TEST_CASE("several threads may read at once", "[analyzers][reference]") {
  const std::string text =
      "ses résolutions 1325 (2000) et 1820 (2008), l'article L. 311-3 et la loi n° 78-17";
  std::vector<std::string> found(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& out : found)
      threads.emplace_back([&out, &text] { out = joined(cote::find_references(text)); });
  }
  for (const std::string& out : found) CHECK(out == "S/RES/1325 | S/RES/1820 | art:L311-3 | loi:78-17");
}
