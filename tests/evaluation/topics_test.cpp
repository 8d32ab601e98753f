// Topics: each format, the choice between them, the fields, and every refusal.
#include <cote/error.hpp>
#include <cote/topics.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using cote::Topic;
using cote::TopicField;
using cote::TopicsFormat;
using cote::TopicsOptions;

constexpr TopicField kTitle = TopicField::kTitle;
constexpr TopicField kDesc = TopicField::kDescription;
constexpr TopicField kNarr = TopicField::kNarrative;

/// "[id|text]" for each topic, or the message of the error.
std::string read(const std::string& text, const TopicsOptions& options = {}) {
  std::istringstream in(text);
  try {
    std::string shown;
    for (const Topic& topic : cote::read_topics(in, "topics", options)) {
      shown += "[" + topic.id + "|" + topic.text + "]";
    }
    return shown;
  } catch (const cote::Error& error) {
    return error.what();
  }
}

const std::string kTrecTopic =
    "<top>\n"
    "<num> Number: 301\n"
    "<title> International   Organized Crime\n"
    "\n"
    "<desc> Description:\n"
    "Identify organizations that participate in\ncrime.\n"
    "\n"
    "<narr> Narrative:\n"
    "A relevant document must name R&amp;D < 5 groups.\n"
    "</top>\n";

}  // namespace

TEST_CASE("topics: formats", "[topics]") {
  struct Row {
    const char* why;
    std::string text;
    const char* expected;
  };
  const Row rows[] = {
      {"TSV", "q1\tabandon de poste\nq2\tpréavis\n", "[q1|abandon de poste][q2|préavis]"},
      {"TSV: order of the file, not of the ids", "b\tx\na\ty\n", "[b|x][a|y]"},
      {"TSV: CRLF, byte order mark, blank lines, no line end",
       "\xEF\xBB\xBF"
       "q1\tun\r\n\r\nq2\tdeux",
       "[q1|un][q2|deux]"},
      {"TSV: later tabs belong to the query", "q1\tun\tdeux\n", "[q1|un deux]"},
      {"TSV: ids are decoded, spaces around trimmed", "q%201 \t  un \n", "[q 1|un]"},
      {"TSV: a comment", "# question par ligne\nq1\tun\n", "[q1|un]"},
      {"nothing", "", ""},
      {"nothing but white space", " \n\t\n", ""},
      {"JSONL", "{\"id\":\"q1\",\"query\":\"un\"}\n\n{\"qid\":\"q2\",\"title\":\"deux\"}\n",
       "[q1|un][q2|deux]"},
      {"JSONL: text, number as id, escapes", "{\"id\":7,\"text\":\"\\u00e9t\\u00e9\"}", "[7|été]"},
      {"JSONL: CRLF", "{\"id\":\"1\",\"query\":\"a\"}\r\n{\"id\":\"2\",\"query\":\"b\"}\r\n", "[1|a][2|b]"},
      {"JSONL: a key that is no text is passed over", "{\"id\":\"1\",\"query\":null,\"title\":\"b\"}",
       "[1|b]"},
      {"TREC: labels, runs of white space and line ends go", kTrecTopic,
       "[301|International Organized Crime]"},
      {"TREC: title's own label (TREC-1 to 3)",
       "<top>\n<num> Number: 051\n<title> Topic: Airbus Subsidies\n</top>", "[051|Airbus Subsidies]"},
      {"TREC: closed tags in capitals", "<TOP><NUM>1</NUM><TITLE>a</TITLE></TOP>", "[1|a]"},
      {"CLEF 2000 to 2003", "<top>\n<num> C041 </num>\n<FR-title> Les pesticides </FR-title>\n</top>\n",
       "[C041|Les pesticides]"},
      {"CLEF 2008",
       "<?xml version=\"1.0\"?>\n<topics><topic lang=\"fr\"><identifier>10.2452/401-AH</identifier>"
       "<title>L'euro</title></topic></topics>",
       "[10.2452/401-AH|L'euro]"},
      {"Web track",
       "<webtrack><topic number=\"1\" type=\"faceted\">\n<query>obama</query>\n"
       "<description>who</description>\n<subtopic number=\"1\">x</subtopic></topic></webtrack>",
       "[1|obama]"},
      {"TREC: another tag ends a field", "<top><num>1<title>a<con>concepts</top>", "[1|a]"},
      {"TREC: a field that comes twice is joined", "<top><num>1<title>a<title>b<title></top>", "[1|a b]"},
      {"TREC: an attribute whose name ends alike", "<topic subnumber='9' number='1'><title>a</title></topic>",
       "[1|a]"},
      {"TREC: half a surrogate pair is no character", "<top><num>1<title>&#xD800;</top>", "[1|&#xD800;]"},
      {"TREC: text outside of fields is nothing", "<top>a<num>1</num>b<title>c</title>d</top>", "[1|c]"},
      {"TREC: a comment is no text", "<top><num>1<title>a <!-- <title>no --> b</top>", "[1|a b]"},
      {"TREC: entities, also numeric; unknown ones stay",
       "<top><num>1<title>R&amp;D l&#39;&#xE9;tat &nbsp; &#0; &#8364;&#x1F600;</top>",
       "[1|R&D l'état &nbsp; &#0; €\U0001F600]"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(read(row.text) == row.expected);
  }
}

TEST_CASE("topics: fields", "[topics]") {
  CHECK(read(kTrecTopic, {TopicsFormat::kAuto, {kDesc}}) ==
        "[301|Identify organizations that participate in crime.]");
  CHECK(read(kTrecTopic, {TopicsFormat::kAuto, {kNarr}}) ==
        "[301|A relevant document must name R&D < 5 groups.]");
  CHECK(read(kTrecTopic, {TopicsFormat::kAuto, {kDesc, kTitle}}) ==
        "[301|Identify organizations that participate in crime. International Organized Crime]");
  const std::string json = R"({"id":"1","title":"t","description":"d","narr":"n"})";
  CHECK(read(json, {TopicsFormat::kAuto, {kTitle, kDesc, kNarr}}) == "[1|t d n]");
  // An empty field is there, and adds nothing.
  CHECK(read("<top><num>1<title>a<narr></top>", {TopicsFormat::kAuto, {kTitle, kNarr}}) == "[1|a]");
}

TEST_CASE("topics: an explicit format wins over the content", "[topics]") {
  CHECK(read("{x}\t<b>\n") ==
        "topics:1: JSON mal formé à l'octet 2, un objet {\"id\":…,\"query\":…} est attendu sur une ligne");
  CHECK(read("{x}\t<b>\n", {TopicsFormat::kTsv, {kTitle}}) == "[{x}|<b>]");
  CHECK(read("q1\tun\n", {TopicsFormat::kTrec, {kTitle}}) ==
        "topics:1: aucun sujet, « <top> … </top> » est attendu");
  CHECK(read("q1\tun\n", {TopicsFormat::kJsonl, {kTitle}}) ==
        "topics:1: JSON mal formé à l'octet 1, un objet {\"id\":…,\"query\":…} est attendu sur une ligne");
}

TEST_CASE("topics: refusals say file, line and what was expected", "[topics]") {
  struct Row {
    const char* why;
    std::string text;
    TopicsOptions options;
    const char* expected;
  };
  const TopicsOptions title;
  const TopicsOptions desc{TopicsFormat::kAuto, {kTitle, kDesc}};
  const Row rows[] = {
      {"TSV: no tab", "q1\tun\nq2 deux\n", title,
       "topics:2: pas de tabulation, « identifiant TABULATION question » est attendu"},
      {"TSV: no id", "\tun\n", title, "topics:1: identifiant de sujet vide, un texte est attendu"},
      {"TSV: no query", "q1\t  \n", title, "topics:1: le sujet « q1 » est vide, une question est attendue"},
      {"TSV: an id twice", "q1\tun\nq2\tdeux\nq1\ttrois\n", title,
       "topics:3: le sujet « q1 » est déjà donné à la ligne 1, une seule fois est attendue"},
      {"TSV has one field", "q1\tun\n", desc,
       "le format TSV n'a que le champ title ; desc et narr demandent un fichier TREC ou JSONL"},
      {"no field at all",
       "q1\tun\n",
       {TopicsFormat::kAuto, {}},
       "aucun champ de sujet demandé ; champs connus : title, desc, narr"},
      {"Latin-1",
       "q1\tun\nq2\tpr\xE9"
       "avis\n",
       title,
       "topics:2: octet qui n'est pas de l'UTF-8 (iconv -f ISO-8859-1 -t UTF-8, si le texte est en Latin-1)"},
      {"an overlong form is no UTF-8", "q1\t\xC0\xAF\n", title,
       "topics:1: octet qui n'est pas de l'UTF-8 (iconv -f ISO-8859-1 -t UTF-8, si le texte est en Latin-1)"},
      {"nor of three bytes", "q1\t\xE0\x80\xAF\n", title,
       "topics:1: octet qui n'est pas de l'UTF-8 (iconv -f ISO-8859-1 -t UTF-8, si le texte est en Latin-1)"},
      {"nor of four", "q1\t\xF0\x80\x80\xAF\n", title,
       "topics:1: octet qui n'est pas de l'UTF-8 (iconv -f ISO-8859-1 -t UTF-8, si le texte est en Latin-1)"},
      {"a surrogate is no UTF-8", "q1\t\xED\xA0\x80\n", title,
       "topics:1: octet qui n'est pas de l'UTF-8 (iconv -f ISO-8859-1 -t UTF-8, si le texte est en Latin-1)"},
      {"beyond U+10FFFF", "q1\t\xF4\x90\x80\x80\n", title,
       "topics:1: octet qui n'est pas de l'UTF-8 (iconv -f ISO-8859-1 -t UTF-8, si le texte est en Latin-1)"},
      {"cut in a character", "q1\t\xE2\x82", title,
       "topics:1: octet qui n'est pas de l'UTF-8 (iconv -f ISO-8859-1 -t UTF-8, si le texte est en Latin-1)"},
      {"UTF-16", "\xFF\xFEq", title,
       "topics:1: texte en UTF-16, de l'UTF-8 est attendu (iconv -f UTF-16 -t UTF-8)"},
      {"JSONL: broken", "{\"id\":\"1\",\"query\":\"a\"}\n{\"id\":\n", title,
       "topics:2: JSON mal formé à l'octet 7, un objet {\"id\":…,\"query\":…} est attendu sur une ligne"},
      {"JSONL: no object", "{\"id\":\"1\",\"query\":\"a\"}\n[1]\n", title,
       "topics:2: ce n'est pas un objet JSON, {\"id\":…,\"query\":…} est attendu"},
      {"JSONL: no id", "{\"query\":\"a\"}", title,
       "topics:1: ni « id » ni « qid », un texte ou un entier est attendu"},
      {"JSONL: an id that is a fraction", "{\"id\":1.5,\"query\":\"a\"}", title,
       "topics:1: ni « id » ni « qid », un texte ou un entier est attendu"},
      {"JSONL: no query", "{\"id\":\"1\"}", title, "topics:1: le sujet « 1 » n'a pas le champ demandé title"},
      {"JSONL: an empty id", "{\"id\":\"\",\"query\":\"a\"}", title,
       "topics:1: identifiant de sujet vide, un texte est attendu"},
      {"TREC: a field that the topic lacks", "\n<top>\n<num> 1\n<title> a\n</top>\n", desc,
       "topics:2: le sujet « 1 » n'a pas le champ demandé desc"},
      {"TREC: no number", "<top>\n<title> a\n</top>\n", title,
       "topics:1: sujet sans numéro, « <num> » est attendu"},
      {"TREC: an empty number", "<top>\n<num> Number:\n<title> a\n</top>\n", title,
       "topics:1: identifiant de sujet vide, un texte est attendu"},
      {"TREC: an empty title", "<top>\n<num> 1\n<title>\n</top>\n", title,
       "topics:1: le sujet « 1 » est vide, une question est attendue"},
      {"TREC: an id twice", "<top><num>1<title>a</top>\n<top><num>1<title>b</top>\n", title,
       "topics:2: le sujet « 1 » est déjà donné à la ligne 1, une seule fois est attendue"},
      {"TREC: not closed before the next", "<top>\n<num>1\n<title>a\n<top>\n<num>2\n", title,
       "topics:4: nouveau sujet, « </top> » est attendu pour celui de la ligne 1"},
      {"TREC: not closed at the end", "<top><num>1<title>a</top>\n<top><num>2<title>b\n", title,
       "topics:2: sujet qui ne se termine pas, « </top> » est attendu"},
      {"TREC: closed twice", "<top><num>1<title>a</top>\n</top>\n", title,
       "topics:2: « </top> » sans « <top> » qui le précède"},
      {"TREC: no topic in it", "<html>\n</html>\n", title,
       "topics:1: aucun sujet, « <top> … </top> » est attendu"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(read(row.text, row.options) == row.expected);
  }
}

TEST_CASE("topics: from a file", "[topics]") {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("cote_topics_test" + std::to_string(std::random_device{}()));
  {
    std::ofstream out(file);
    out << "q1\tun\nq2\n";
  }
  std::string message;
  try {
    (void)cote::read_topics(file);
  } catch (const cote::CorpusError& error) {
    message = error.what();
  }
  std::filesystem::remove(file);
  CHECK(message == file.string() + ":2: pas de tabulation, « identifiant TABULATION question » est attendu");
}

TEST_CASE("topics: names of formats and fields", "[topics]") {
  CHECK(cote::parse_topics_format("auto") == TopicsFormat::kAuto);
  CHECK(cote::parse_topics_format("TSV") == TopicsFormat::kTsv);
  CHECK(cote::parse_topics_format("trec") == TopicsFormat::kTrec);
  CHECK(cote::parse_topics_format("jsonl") == TopicsFormat::kJsonl);
  CHECK_THROWS_WITH(cote::parse_topics_format("csv"),
                    "format de sujets inconnu « csv » ; formats connus : auto, tsv, trec, jsonl");
  CHECK(cote::parse_topic_fields("title") == std::vector{kTitle});
  CHECK(cote::parse_topic_fields("title,desc") == std::vector{kTitle, kDesc});
  CHECK(cote::parse_topic_fields("Narrative + description") == std::vector{kNarr, kDesc});
  CHECK_THROWS_WITH(cote::parse_topic_fields("title,num"),
                    "champ de sujet inconnu « num » ; champs connus : title, desc, narr");
  CHECK_THROWS_WITH(cote::parse_topic_fields(""),
                    "champ de sujet inconnu «  » ; champs connus : title, desc, narr");
  CHECK_THROWS_AS(cote::parse_topic_fields("title,"), cote::UsageError);
}
