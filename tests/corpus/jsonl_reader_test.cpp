#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/recording_sink.hpp"
#include "tests/support/catch.hpp"

using namespace cote;
using cote::test::RecordingSink;

namespace {

RecordingSink read(const std::string& text, const std::string& prefix = "") {
  std::istringstream in(text);
  RecordingSink sink;
  read_jsonl(in, "notes.jsonl", prefix, sink);
  return sink;
}

}  // namespace

TEST_CASE("read_jsonl takes every field of a record", "[corpus][jsonl]") {
  const RecordingSink sink = read(
      R"({"id":"S 2017/1","title":"Note","text":"Premier paragraphe.\n\nSecond paragraphe.","date":"13 février 2017",)"
      R"("url":"https://example.org/1","lang":"fr-FR","thème":["paix","sécurité",""],"collection":"ONU","pages":12,)"
      R"("clos":true,"rien":null})");
  CHECK(sink.failures.empty());
  CHECK(sink.warnings.empty());
  REQUIRE(sink.documents.size() == 1);
  const Document& document = sink.documents[0];
  CHECK(document.id == "S 2017/1");
  CHECK(document.title == "Note");
  CHECK(document.date == "2017-02-13");
  CHECK(document.url == "https://example.org/1");
  CHECK(document.language == "fr");
  CHECK(document.path.empty());
  REQUIRE(document.paragraphs.size() == 2);
  CHECK(document.paragraphs[1].text == "Second paragraphe.");
  const Metadata want = {
      {"clos", {"true"}}, {"collection", {"ONU"}}, {"pages", {"12"}}, {"thème", {"paix", "sécurité"}}};
  CHECK(document.metadata == want);
}

TEST_CASE("read_jsonl accepts what people write", "[corpus][jsonl]") {
  struct Case {
    std::string_view why;
    std::string text;
    std::vector<std::string> ids;
  };
  // clang-format off
  const std::vector<Case> cases = {
      {"several lines",            R"({"id":"a","text":"un"})" "\n" R"({"id":"b","text":"deux"})" "\n", {"a", "b"}},
      {"no line end at the end",   R"({"id":"a","text":"un"})",                                    {"a"}},
      {"BOM, CRLF and blank lines", "\xEF\xBB\xBF" R"({"id":"a","text":"un"})" "\r\n\r\n  \r\n" R"({"id":"b","text":"deux"})" "\r\n", {"a", "b"}},
      {"integer id",               R"({"id":42,"text":"un"})",                                     {"42"}},
      {"id as it is",              R"({"id":" a/b%20 ","text":"un"})",                             {" a/b%20 "}},
      {"title alone",              R"({"id":"a","title":"Titre"})",                                {"a"}},
      {"text as list of paragraphs", R"({"id":"a","text":["un","deux"]})",                         {"a"}},
      {"null is as missing",       R"({"id":"a","title":null,"text":"un","date":null,"url":null})", {"a"}},
      {"the same id twice: both come", R"({"id":"a","text":"un"})" "\n" R"({"id":"a","text":"deux"})", {"a", "a"}},
      {"a bad record between good ones", R"({"id":"a","text":"un"})" "\n{\n" R"({"id":"b","text":"deux"})", {"a", "b"}},
  };
  // clang-format on
  for (const auto& [why, text, ids] : cases) {
    INFO(why);
    CHECK(read(text).ids() == ids);
  }
}

TEST_CASE("read_jsonl puts the prefix before the id", "[corpus][jsonl]") {
  CHECK(read(R"({"id":"a/b","text":"un"})", "ONU").ids() == std::vector<std::string>{"ONU/a/b"});
}

TEST_CASE("read_jsonl says which record is broken, and goes on", "[corpus][jsonl]") {
  struct Case {
    std::string_view why;
    std::string text, message;
  };
  // clang-format off
  const std::vector<Case> cases = {
      {"bad JSON",          R"({"id":"a","text":"été" "x"})", "notes.jsonl:2 : JSON mal formé, colonne 26 (près de « \":\"été\" \"x\"} ») ; corrigez cette ligne"},
      {"cut line",          R"({"id":"a","text":"un)", "notes.jsonl:2 : enregistrement JSON incomplet : la ligne s'arrête trop tôt (coupée ?) ; complétez-la"},
      {"no object",         R"("texte")",             "notes.jsonl:2 : un objet JSON {\"id\", \"title\", \"text\"} est attendu sur la ligne"},
      {"no id",             R"({"text":"un"})",       "notes.jsonl:2 : « id » manque : ajoutez à l'enregistrement un id unique"},
      {"empty id",          R"({"id":"","text":"x"})", "notes.jsonl:2 : « id » est vide : donnez à l'enregistrement un id unique"},
      {"id is a list",      R"({"id":["a"],"text":"x"})", "notes.jsonl:2 : « id » doit être un texte ou un nombre entier"},
      {"id is a fraction",  R"({"id":1.5,"text":"x"})", "notes.jsonl:2 : « id » doit être un texte ou un nombre entier"},
      {"nothing to index",  R"({"id":"a","text":" "})", "notes.jsonl:2 : enregistrement « a » sans « text » ni « title » : rien à indexer"},
      {"text is an object", R"({"id":"a","text":{}})", "notes.jsonl:2 : « text » doit être un texte ou une liste de textes"},
      {"half a surrogate",  R"({"id":"a","text":"\ud83d."})", "notes.jsonl:2 : JSON mal formé"},
      {"its other half",    R"({"id":"a","text":"\ude00."})", "notes.jsonl:2 : JSON mal formé"},
      {"two halves that are no pair", R"({"id":"a","text":"\ud83d\ud83d"})", "notes.jsonl:2 : JSON mal formé"},
      {"a raw control character", "{\"id\":\"a\",\"text\":\"x\ty\"}", "notes.jsonl:2 : JSON mal formé"},
      {"something behind",  R"({"id":"a","text":"x"} {})", "notes.jsonl:2 : JSON mal formé"},
      {"number too great",  R"({"id":"a","n":1e999})", "notes.jsonl:2 : "},
  };
  // clang-format on
  for (const auto& [why, text, message] : cases) {
    INFO(why);
    const RecordingSink sink =
        read("{\"id\":\"1\",\"text\":\"é\"}\n" + text + "\n{\"id\":\"3\",\"text\":\"c\"}\n");
    CHECK(sink.ids() == std::vector<std::string>{"1", "3"});
    REQUIRE(sink.failures.size() == 1);
    CHECK_THAT(sink.failures[0], Catch::Matchers::StartsWith(message));
  }
}

TEST_CASE("read_jsonl warns and keeps the record", "[corpus][jsonl]") {
  struct Case {
    std::string_view why;
    std::string text, message;
  };
  // clang-format off
  const std::vector<Case> cases = {
      {"date",           R"({"id":"a","text":"x","date":"hier"})", "notes.jsonl:1 : date « hier » non comprise, laissée de côté : écrivez AAAA-MM-JJ"},
      {"impossible date", R"({"id":"a","text":"x","date":"2017-02-30"})", "notes.jsonl:1 : date « 2017-02-30 » non comprise"},
      {"language",       R"({"id":"a","text":"x","lang":"langue"})", "notes.jsonl:1 : langue « langue » inconnue"},
      {"nested metadata", R"({"id":"a","text":"x","geo":{"lat":1}})", "notes.jsonl:1 : « geo » est un objet ou une liste imbriquée"},
      {"title is a list", R"({"id":"a","text":"x","title":["t"]})", "notes.jsonl:1 : « title » n'est pas un texte, laissé de côté"},
      {"bad bytes in UTF-8", "{\"id\":\"a\",\"text\":\"\xE9 été été\"}", "notes.jsonl:1 : UTF-8 mal formé : octets remplacés par « \uFFFD »"},
      {"id twice",       R"({"id":"a","text":"x"})" "\n\n" R"({"id":"a","text":"y"})", "notes.jsonl:3 : l'id « a » est déjà celui de la ligne 1 ; cet enregistrement-ci remplace le premier"},
  };
  // clang-format on
  for (const auto& [why, text, message] : cases) {
    INFO(why);
    const RecordingSink sink = read(text);
    CHECK_FALSE(sink.documents.empty());
    CHECK(sink.failures.empty());
    REQUIRE(sink.warnings.size() == 1);
    CHECK_THAT(sink.warnings[0], Catch::Matchers::StartsWith(message));
  }
}

TEST_CASE("read_jsonl takes what JSON allows as nlohmann-json does", "[corpus][jsonl]") {
  // clang-format off
  const std::vector<std::pair<std::string, Metadata>> cases = {
      {R"("n":18446744073709551616)",         {{"n", {"1.8446744073709552e+19"}}}},  // more than 64 bits
      {R"("n":-9223372036854775809)",         {{"n", {"-9.223372036854776e+18"}}}},
      {R"("n":[18446744073709551615,-9223372036854775808])", {{"n", {"18446744073709551615", "-9223372036854775808"}}}},
      {R"("n":[-0,0.0,-0.0,1.0,1E5,1e-999,0.1])", {{"n", {"0", "0.0", "-0.0", "1.0", "100000.0", "0.0", "0.1"}}}},
      {R"("n":1,"n":"deux")",                 {{"n", {"deux"}}}},                    // the last of two stays
      {R"("n":{"a":1},"n":2)",                {{"n", {"2"}}}},
      {R"("n":"\ud83d\ude00\u0000\/\u00e9")", {{"n", {"\U0001F600 /é"}}}},
      {R"("b":1,"a":[true,null,"x"])",        {{"a", {"true", "x"}}, {"b", {"1"}}}},
  };
  // clang-format on
  for (const auto& [members, want] : cases) {
    INFO(members);
    const RecordingSink sink = read(R"({"id":"a","text":"x",)" + members + "}");
    CHECK(sink.failures.empty());
    REQUIRE(sink.documents.size() == 1);
    CHECK(sink.documents[0].metadata == want);
  }
}

TEST_CASE("read_jsonl reads levels without number", "[corpus][jsonl]") {
  constexpr std::size_t kLevels = 5000;  // more than simdjson follows
  const RecordingSink sink =
      read(R"({"id":"a","text":"x","n":)" + std::string(kLevels, '[') + std::string(kLevels, ']') + "}");
  CHECK(sink.ids() == std::vector<std::string>{"a"});
  CHECK(sink.warnings.size() == 1);
}

TEST_CASE("read_jsonl warns once about a nested key", "[corpus][jsonl]") {
  const std::string line = R"({"id":"a","text":"x","geo":{"lat":1}})";
  std::string other = line;
  other[7] = 'b';
  CHECK(read(line + "\n" + other).warnings.size() == 1);
}

TEST_CASE("read_jsonl stops with one message when the lines are no records", "[corpus][jsonl]") {
  struct Case {
    std::string_view why;
    std::string text, message;
  };
  using namespace std::string_literals;
  // clang-format off
  const std::vector<Case> cases = {
      {"empty",          "",                             "notes.jsonl : vide, aucun enregistrement"},
      {"blank lines",    "\n \n",                        "notes.jsonl : vide, aucun enregistrement"},
      {"UTF-16",         "\xFF\xFE{\0\"\0i\0d\0\"\0\n\0"s, "notes.jsonl : n'est pas en UTF-8 (UTF-16 ?) : convertissez-le"},
      {"Latin-1",        "{\"id\":\"a\",\"text\":\"\xE9t\xE9\"}\n{\"id\":\"b\",\"text\":\"\xE9\"}\n", "notes.jsonl : n'est pas en UTF-8 (Latin-1 ou Windows-1252 ?), ligne 1"},
      {"gzip",           "\x1f\x8b\x08\nabc\ndef",       "notes.jsonl : n'est pas du JSONL (archive gzip ?)"},
      {"JSON list",      "[{\"id\":\"a\"},\n{\"id\":\"b\"}]", "notes.jsonl : JSON sur plusieurs lignes ou en liste"},
      {"printed over lines", "{\n\"id\":\"a\",\n\"text\":\"x\"\n}", "notes.jsonl : JSON sur plusieurs lignes ou en liste"},
      {"HTML",           "<!DOCTYPE html>\n<p>x\n",      "notes.jsonl : n'est pas du JSONL (page HTML ?)"},
  };
  // clang-format on
  for (const auto& [why, text, message] : cases) {
    INFO(why);
    const RecordingSink sink = read(text);
    CHECK(sink.documents.empty());
    REQUIRE(sink.failures.size() == 1);
    CHECK_THAT(sink.failures[0], Catch::Matchers::StartsWith(message));
  }
}

TEST_CASE("read_jsonl normalises the text", "[corpus][jsonl]") {
  const RecordingSink sink =
      read(R"({"id":"a","title":" Cote\u0301  d\u2019Ivoire\r\n","text":"e\u0301te\u0301\u0000"})");
  REQUIRE(sink.documents.size() == 1);
  CHECK(sink.documents[0].title == "Coté d’Ivoire");
  REQUIRE(sink.documents[0].paragraphs.size() == 1);
  CHECK(sink.documents[0].paragraphs[0].text == "été");
}

TEST_CASE("read_jsonl reads a line of millions of bytes", "[corpus][jsonl]") {
  std::string text;
  while (text.size() < 4'000'000) text += "Le Conseil de sécurité note les opérations de paix. ";
  const RecordingSink sink = read("{\"id\":\"a\",\"text\":\"" + text + "\"}");
  REQUIRE(sink.documents.size() == 1);
  CHECK_FALSE(sink.documents[0].paragraphs.empty());
}
