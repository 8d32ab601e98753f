// Runs and qrels: what is accepted, what is refused and with which words, and what is written.
#include <cmath>
#include <cote/error.hpp>
#include <cote/trec.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using cote::Qrels;
using cote::Run;
using cote::ScoredDoc;

Run run_of(const std::string& text) {
  std::istringstream in(text);
  return cote::read_run(in, "run.txt");
}

Qrels qrels_of(const std::string& text) {
  std::istringstream in(text);
  return cote::read_qrels(in, "qrels.txt");
}

/// topic:doc=score for each, so that rows of a table can be compared as text.
std::string shown(const Run& run) {
  std::ostringstream out;
  for (const auto& [topic, documents] : run) {
    for (const ScoredDoc& document : documents) {
      out << '[' << topic << ':' << document.doc_id << '=' << document.score << ']';
    }
  }
  return out.str();
}

std::string shown(const Qrels& qrels) {
  std::ostringstream out;
  for (const auto& [topic, judgements] : qrels) {
    for (const auto& [document, grade] : judgements)
      out << '[' << topic << ':' << document << '=' << grade << ']';
  }
  return out.str();
}

template <typename Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const cote::CorpusError& error) {
    return error.what();
  }
  return "(no CorpusError)";
}

/// The lines of a written run, as columns.
std::vector<std::vector<std::string>> written_lines(const std::vector<ScoredDoc>& documents,
                                                    const std::string& topic = "1") {
  std::ostringstream out;
  cote::write_run_topic(out, topic, documents, "tag");
  std::vector<std::vector<std::string>> lines;
  std::istringstream in(out.str());
  for (std::string line; std::getline(in, line);) {
    std::istringstream columns(line);
    lines.emplace_back();
    for (std::string column; columns >> column;) lines.back().push_back(column);
  }
  return lines;
}

}  // namespace

TEST_CASE("read_run accepts the forms in which runs come", "[trec]") {
  struct Row {
    const char* why;
    std::string text;
    const char* expected;
  };
  const Row rows[] = {
      {"the usual line", "1 Q0 d1 1 12.5 tag\n", "[1:d1=12.5]"},
      {"an empty run is a run", "", ""},
      {"only blank lines", "\n  \n\t\n", ""},
      {"no line end at the end", "1 Q0 d1 1 2 tag", "[1:d1=2]"},
      {"CRLF", "1 Q0 d1 1 2 tag\r\n1 Q0 d2 2 1 tag\r\n", "[1:d1=2][1:d2=1]"},
      {"byte order mark, which is no part of the topic",
       "\xEF\xBB\xBF"
       "1 Q0 d1 1 2 tag\n",
       "[1:d1=2]"},
      {"tabs", "1\tQ0\td1\t1\t2\ttag\n", "[1:d1=2]"},
      {"several spaces, before and after too", "  1   Q0  d1 \t 1   2  tag  \n", "[1:d1=2]"},
      {"exponents", "1 Q0 d1 1 1.25e+2 t\n1 Q0 d2 2 5E-1 t\n", "[1:d1=125][1:d2=0.5]"},
      {"signs", "1 Q0 d1 1 +3 t\n1 Q0 d2 2 -4.5 t\n", "[1:d1=3][1:d2=-4.5]"},
      {"a point first or last", "1 Q0 d1 1 .5 t\n1 Q0 d2 2 2. t\n", "[1:d1=0.5][1:d2=2]"},
      {"infinite scores (logarithms of 0) can be ordered", "1 Q0 d1 1 inf t\n1 Q0 d2 2 -Infinity t\n",
       "[1:d1=inf][1:d2=-inf]"},
      {"beyond the range of doubles", "1 Q0 a 1 1e999 t\n1 Q0 b 2 -1e999 t\n1 Q0 c 3 1e-999 t\n",
       "[1:a=inf][1:b=-inf][1:c=0]"},
      {"ranks are not looked at", "1 Q0 d1 x 2 t\n", "[1:d1=2]"},
      {"topics interleaved", "1 Q0 a 1 2 t\n2 Q0 a 1 2 t\n1 Q0 b 2 1 t\n", "[1:a=2][1:b=1][2:a=2]"},
      {"the second column is not looked at", "1 0 d1 1 2 t\n", "[1:d1=2]"},
      {"a comment", "# cote 0.1, analyzer stop=91bc\n1 Q0 d1 1 2 t\n", "[1:d1=2]"},
      {"ids are decoded", "a%20b Q0 c%25d 1 2 t\n", "[a b:c%d=2]"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(shown(run_of(row.text)) == row.expected);
  }
}

TEST_CASE("read_run says file, line and what was expected", "[trec]") {
  struct Row {
    const char* why;
    const char* text;
    const char* expected;
  };
  const Row rows[] = {
      {"a column is missing", "1 Q0 d1 1 2 t\n1 Q0 d2 2 1\n",
       "run.txt:2: 5 colonnes, 6 sont attendues (sujet Q0 document rang score nom)"},
      {"one column", "x\n", "run.txt:1: 1 colonne, 6 sont attendues (sujet Q0 document rang score nom)"},
      {"a column too many, as with a space in an id", "1 Q0 a b 1 2 t\n",
       "run.txt:1: 7 colonnes, 6 sont attendues (sujet Q0 document rang score nom)"},
      {"qrels in place of a run", "1 0 d1 1\n",
       "run.txt:1: 4 colonnes, 6 sont attendues (sujet Q0 document rang score nom) ; serait-ce un fichier de "
       "jugements ?"},
      {"blank lines count", "\n\n1 Q0 d1\n",
       "run.txt:3: 3 colonnes, 6 sont attendues (sujet Q0 document rang score nom)"},
      {"no number", "1 Q0 d1 1 fort t\n",
       "run.txt:1: score « fort », un nombre est attendu en colonne 5 (12, 0.5, 1.5e-3)"},
      {"a decimal comma", "1 Q0 d1 1 2,5 t\n",
       "run.txt:1: score « 2,5 », un nombre est attendu en colonne 5 (12, 0.5, 1.5e-3)"},
      {"half a number", "1 Q0 d1 1 2x t\n",
       "run.txt:1: score « 2x », un nombre est attendu en colonne 5 (12, 0.5, 1.5e-3)"},
      {"two signs", "1 Q0 d1 1 +-2 t\n",
       "run.txt:1: score « +-2 », un nombre est attendu en colonne 5 (12, 0.5, 1.5e-3)"},
      {"NaN has no place in an order", "1 Q0 d1 1 NaN t\n",
       "run.txt:1: score « NaN », un nombre est attendu en colonne 5 (12, 0.5, 1.5e-3)"},
      {"negative NaN", "1 Q0 d1 1 -nan t\n",
       "run.txt:1: score « -nan », un nombre est attendu en colonne 5 (12, 0.5, 1.5e-3)"},
      {"a document twice in a topic, another between", "7 Q0 d1 1 3 t\n7 Q0 d2 2 2 t\n7 Q0 d1 3 1 t\n",
       "run.txt:3: document « d1 » déjà donné pour le sujet « 7 » à la ligne 1, une seule fois est attendue"},
      {"the first of several duplicates is told, whatever the topics' order",
       "2 Q0 b 1 9 t\n2 Q0 b 2 8 t\n1 Q0 a 1 9 t\n1 Q0 a 2 8 t\n",
       "run.txt:2: document « b » déjà donné pour le sujet « 2 » à la ligne 1, une seule fois est attendue"},
      {"and in the topics' order", "1 Q0 b 1 9 t\n1 Q0 b 2 8 t\n2 Q0 a 1 9 t\n2 Q0 a 2 8 t\n",
       "run.txt:2: document « b » déjà donné pour le sujet « 1 » à la ligne 1, une seule fois est attendue"},
      {"the same document once encoded and once not", "1 Q0 a%2Fb 1 3 t\n1 Q0 a/b 2 2 t\n",
       "run.txt:2: document « a/b » déjà donné pour le sujet « 1 » à la ligne 1, une seule fois est "
       "attendue"},
      {"UTF-16",
       "\xFF\xFE"
       "1",
       "run.txt:1: texte en UTF-16, de l'UTF-8 est attendu (iconv -f UTF-16 -t UTF-8)"},
      {"a long column is cut, at a character",
       "1 Q0 d1 1 xéééééééééééééééééééééééééééééééééééééééééééééééé t\n",
       "run.txt:1: score « xééééééééééééééééééééééééééééé… », un nombre est attendu en colonne 5 (12, 0.5, "
       "1.5e-3)"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(message_of([&] { (void)run_of(row.text); }) == row.expected);
  }
}

TEST_CASE("the same document may answer two topics", "[trec]") {
  CHECK(shown(run_of("1 Q0 d 1 1 t\n2 Q0 d 1 1 t\n")) == "[1:d=1][2:d=1]");
}

TEST_CASE("read_qrels accepts the forms in which judgements come", "[trec]") {
  struct Row {
    const char* why;
    std::string text;
    const char* expected;
  };
  const Row rows[] = {
      {"the usual line", "1 0 d1 2\n", "[1:d1=2]"},
      {"negative grades", "1 0 d1 -1\n1 0 d2 -2\n", "[1:d1=-1][1:d2=-2]"},
      {"a plus sign", "1 0 d1 +1\n", "[1:d1=1]"},
      {"empty", "", ""},
      {"CRLF, byte order mark and tabs",
       "\xEF\xBB\xBF"
       "1\t0\td1\t1\r\n\r\n2\tQ0\td1\t0\r\n",
       "[1:d1=1][2:d1=0]"},
      {"a comment, as trec_eval 10 allows", "# pooled\n1 0 d1 1\n", "[1:d1=1]"},
      {"ids are decoded", "1 0 rapports%20annuels/S_2017_1.pdf 1\n", "[1:rapports annuels/S_2017_1.pdf=1]"},
      {"a percent sign that encodes nothing stays", "1 0 100% 1\n1 0 5%zz 1\n", "[1:100%=1][1:5%zz=1]"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(shown(qrels_of(row.text)) == row.expected);
  }
}

TEST_CASE("read_qrels says file, line and what was expected", "[trec]") {
  struct Row {
    const char* why;
    const char* text;
    const char* expected;
  };
  const Row rows[] = {
      {"a column is missing", "1 0 d1\n",
       "qrels.txt:1: 3 colonnes, 4 sont attendues (sujet itération document note)"},
      {"a run in place of qrels", "1 0 d0 1\n1 Q0 d1 1 2 t\n",
       "qrels.txt:2: 6 colonnes, 4 sont attendues (sujet itération document note) ; serait-ce un fichier de "
       "résultats "
       "(run) ?"},
      {"a fraction", "1 0 d1 0.5\n",
       "qrels.txt:1: note « 0.5 », un entier est attendu en colonne 4 (-1, 0, 1, 2…)"},
      {"a word", "1 0 d1 oui\n",
       "qrels.txt:1: note « oui », un entier est attendu en colonne 4 (-1, 0, 1, 2…)"},
      {"out of range", "1 0 d1 99999999999\n",
       "qrels.txt:1: note « 99999999999 », un entier est attendu en colonne 4 (-1, 0, 1, 2…)"},
      {"two signs", "1 0 d1 +-1\n",
       "qrels.txt:1: note « +-1 », un entier est attendu en colonne 4 (-1, 0, 1, 2…)"},
      {"judged twice, in contradiction", "1 0 d1 1\n1 0 d1 0\n",
       "qrels.txt:2: document « d1 » déjà jugé pour le sujet « 1 » à la ligne 1 avec la note 1 au lieu de 0, "
       "une seule "
       "fois est attendue"},
      {"judged twice, in agreement", "1 0 d1 1\n2 0 d1 1\n1 0 d1 1\n",
       "qrels.txt:3: document « d1 » déjà jugé pour le sujet « 1 » à la ligne 1 avec la même note, une seule "
       "fois est "
       "attendue"},
      {"UTF-16",
       "\xFE\xFF"
       "1",
       "qrels.txt:1: texte en UTF-16, de l'UTF-8 est attendu (iconv -f UTF-16 -t UTF-8)"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(message_of([&] { (void)qrels_of(row.text); }) == row.expected);
  }
}

TEST_CASE("files: read, missing, a folder", "[trec]") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("cote_trec_test" + std::to_string(std::random_device{}()));
  std::filesystem::create_directories(folder);
  const std::filesystem::path file = folder / "run.txt";
  {
    std::ofstream out(file);
    out << "1 Q0 d1 1 2 tag\n1 Q0 d2\n";
  }
  CHECK(message_of([&] { (void)cote::read_run(file); }) ==
        file.string() + ":2: 3 colonnes, 6 sont attendues (sujet Q0 document rang score nom)");
  {
    std::ofstream out(file);
    out << "1 0 d1 2\n";
  }
  CHECK(shown(cote::read_qrels(file)) == "[1:d1=2]");
  CHECK(message_of([&] { (void)cote::read_qrels(folder); }) ==
        folder.string() + " : un dossier, un fichier est attendu");
  std::filesystem::remove_all(folder);
  CHECK_THAT(message_of([&] { (void)cote::read_run(file); }),
             Catch::Matchers::StartsWith(file.string() + " : impossible d'ouvrir le fichier (") &&
                 Catch::Matchers::EndsWith(")"));
}

TEST_CASE("a stream that breaks while it is read is an error", "[trec]") {
  struct Broken : std::streambuf {
    int_type underflow() override { throw std::runtime_error("disk"); }
  } buffer;
  std::istream in(&buffer);
  CHECK(message_of([&] { (void)cote::read_run(in, "run.txt"); }) == "run.txt : erreur de lecture");
}

TEST_CASE("ids are encoded so that any reader sees one column, and come back", "[trec]") {
  struct Row {
    const char* why;
    std::string id;
    const char* encoded;
  };
  const Row rows[] = {
      {"nothing to encode", "S/2017/1", "S/2017/1"},
      {"accents stay readable", "été.txt", "été.txt"},
      {"a space", "rapport annuel.pdf", "rapport%20annuel.pdf"},
      {"a percent sign, else decoding would change it", "100%25", "100%2525"},
      {"a tab and line ends", "a\tb\r\nc", "a%09b%0D%0Ac"},
      {"a no-break space, at which Python's split() would cut", "n°\u00A05", "n°%C2%A05"},
      {"a narrow no-break space", "12\u202F000", "12%E2%80%AF000"},
      {"an en quad and a hair space, the ends of a range", "\u2000\u200A", "%E2%80%80%E2%80%8A"},
      {"a zero-width space is no white space", "a\u200Bb", "a\u200Bb"},
      {"next line, line separator, ideographic space", "\u0085\u2028\u3000", "%C2%85%E2%80%A8%E3%80%80"},
      {"control characters, NUL too", std::string("a\0\x1F\x7F", 4), "a%00%1F%7F"},
      {"a leading hash, which would be a comment", "#1", "%231"},
      {"a hash elsewhere, as in paragraph ids", "doc#12", "doc#12"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(cote::encode_id(row.id) == row.encoded);
    CHECK(cote::decode_id(row.encoded) == row.id);
  }
}

TEST_CASE("decode_id(encode_id(id)) == id for any bytes", "[trec]") {
  std::mt19937 random(3);  // any seed
  for (int i = 0; i < 2000; ++i) {
    std::string id;
    for (auto length = random() % 12; length > 0; --length) {
      // percent signs, digits and the lead bytes of wide spaces more often than chance would have it
      constexpr char kBytes[] = "%%25aF \xC2\xA0\xE2\x80\xAF\xE3\x80\x80#\n";
      id += random() % 2 == 0 ? kBytes[random() % (sizeof kBytes - 1)] : static_cast<char>(random() % 256);
    }
    const std::string encoded = cote::encode_id(id);
    CAPTURE(id, encoded);
    CHECK(cote::decode_id(encoded) == id);
    CHECK(encoded.find_first_of(" \t\r\n\v\f") == std::string::npos);
  }
}

TEST_CASE("decode_id leaves alone what encodes nothing", "[trec]") {
  CHECK(cote::decode_id("%") == "%");
  CHECK(cote::decode_id("a%2") == "a%2");
  CHECK(cote::decode_id("%G0%0g") == "%G0%0g");
  CHECK(cote::decode_id("%e2%80%af") == "\u202F");  // lower case digits
}

TEST_CASE("write_run writes the six columns", "[trec]") {
  const Run run = {{"b", {{"d2", 1.5}}}, {"a x", {{"d 1", 3}, {"d2", 2}}}};
  std::ostringstream out;
  cote::write_run(out, run, "cote french");
  CHECK(out.str() ==
        "a%20x Q0 d%201 1 3 cote%20french\n"
        "a%20x Q0 d2 2 2 cote%20french\n"
        "b Q0 d2 1 1.5 cote%20french\n");
  std::istringstream in(out.str());
  CHECK(shown(cote::read_run(in, "again")) == shown(run));
}

TEST_CASE("write_run orders by score and keeps the given order of ties", "[trec]") {
  const auto lines = written_lines({{"low", 1}, {"z", 2}, {"a", 2}, {"nan", std::nan("")}, {"top", 3}});
  std::string order;
  for (const auto& line : lines) order += line[2] + line[3] + " ";
  CHECK(order == "top1 z2 a3 low4 nan5 ");

  std::vector<ScoredDoc> tied;  // enough of them that a sort that is not stable shows
  for (int i = 0; i < 500; ++i) tied.push_back({"d" + std::to_string(i * 7 % 500), i < 250 ? 1.0 : 2.0});
  const auto sorted = written_lines(tied);
  for (std::size_t i = 0; i < tied.size(); ++i) REQUIRE(sorted[i][2] == tied[(i + 250) % 500].doc_id);
}

TEST_CASE("written scores strictly decrease, as floats and as doubles", "[trec]") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  struct Row {
    const char* why;
    std::vector<double> scores;
  };
  std::vector<Row> rows = {
      {"ties", {2, 2, 2, 1, 1}},
      {"different as doubles, equal as floats", {1.00000000002, 1.00000000001, 1}},
      {"zeros, which must not become denormal numbers", {0, 0, 0, 0}},
      {"negative ties", {-5, -5, -5}},
      {"a tie that would sink below the next score", {1, 1, 1, 0.99999999, 0.99999998}},
      {"large", {3e8, 3e8, 3e8 - 1}},
      {"infinite and beyond floats", {kInfinity, kInfinity, 1e300, 5, -1e300, -kInfinity, -kInfinity}},
      {"tiny", {1e-30, 1e-30, 1e-31, 1e-60, 0}},
      {"not a number", {std::nan(""), 1, std::nan("")}},
      {"a thousand ties", std::vector<double>(1000, 12.3456789)},
      {"a thousand zeros", std::vector<double>(1000, 0.0)},
  };
  std::mt19937 random(7);  // any seed
  rows.push_back({"random, with ties in between", {}});
  for (int i = 0; i < 3000; ++i) rows.back().scores.push_back(static_cast<double>(random() % 1000) / 977.0);
  for (const Row& row : rows) {
    INFO(row.why);
    std::vector<ScoredDoc> documents;
    for (std::size_t i = 0; i < row.scores.size(); ++i)
      documents.push_back({"d" + std::to_string(i), row.scores[i]});
    const auto lines = written_lines(documents);
    REQUIRE(lines.size() == documents.size());
    bool decrease = true;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      REQUIRE(lines[i].size() == 6);
      const float as_float = std::strtof(lines[i][4].c_str(), nullptr);
      const double as_double = std::strtod(lines[i][4].c_str(), nullptr);
      REQUIRE(std::isfinite(as_float));
      REQUIRE((as_float == 0 || std::isnormal(as_float)));
      if (i == 0) continue;
      decrease = decrease && as_float < std::strtof(lines[i - 1][4].c_str(), nullptr) &&
                 as_double < std::strtod(lines[i - 1][4].c_str(), nullptr);
    }
    CHECK(decrease);
  }
}

TEST_CASE("scores that need no change are printed as they are", "[trec]") {
  const auto lines = written_lines({{"a", 12.25}, {"b", 3}, {"c", 0.5}, {"d", -1}});
  CHECK(lines[0][4] == "12.25");
  CHECK(lines[1][4] == "3");
  CHECK(lines[2][4] == "0.5");
  CHECK(lines[3][4] == "-1");
}

TEST_CASE("what no TREC file can hold is refused", "[trec]") {
  const auto message = [](const std::string& topic, const std::string& document, const std::string& tag) {
    try {
      std::ostringstream out;
      cote::write_run_topic(out, topic, std::vector<ScoredDoc>{{document, 1}}, tag);
    } catch (const cote::UsageError& error) {
      return std::string(error.what());
    }
    return std::string("(no UsageError)");
  };
  CHECK(message("", "d", "t") == "run : identifiant de sujet vide, un texte est attendu");
  CHECK(message("1", "", "t") ==
        "run : identifiant de document vide pour le sujet « 1 », un texte est attendu");
  CHECK(message("1", "d", "") == "run : nom vide, un texte est attendu");
}
