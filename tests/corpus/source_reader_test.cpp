// SourceReader, read_piece() and SourceDelivery: several threads give what one gives.
#include <atomic>
#include <cote/source_reader.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/corpus/recording_sink.hpp"
#include "tests/corpus/tiny_pdf.hpp"
#include "tests/support/catch.hpp"

using namespace cote;
using cote::test::Folder;
using cote::test::RecordingSink;
using cote::test::tiny_pdf;
using cote::test::write_file;
namespace fs = std::filesystem;

namespace {

/// All that a sink is told, in order and in words.
struct Protocol : DocumentSink {
  std::vector<std::string> lines;

  void document(Document&& document) override {
    std::ostringstream out;
    out << "document " << document.id << '|' << document.title << '|' << document.date.value_or("-") << '|'
        << document.type << '|' << document.language << '|' << document.path << '|'
        << document.url.value_or("-");
    for (const std::string& symbol : document.symbols) out << "|s " << symbol;
    for (const auto& [key, values] : document.metadata) {
      out << "|m " << key;
      for (const std::string& value : values) out << '=' << value;
    }
    for (const Paragraph& paragraph : document.paragraphs) {
      out << "|p " << paragraph.ordinal << ' ' << paragraph.number.value_or("-") << ' '
          << paragraph.page.value_or(0) << ' ' << paragraph.source_begin << '-' << paragraph.source_end << ' '
          << paragraph.text;
      for (const std::string& heading : paragraph.heading) out << "|h " << heading;
    }
    lines.push_back(out.str());
  }
  void failure(const std::string& what) override { lines.push_back("failure " + what); }
  void warning(const std::string& what) override { lines.push_back("warning " + what); }
  void skipped(const fs::path& file) override { lines.push_back("skipped " + file.string()); }
};

std::vector<std::string> read_alone(const fs::path& source) {
  Protocol protocol;
  read_source(source, "p", protocol);
  return protocol.lines;
}

/// Four threads read the pieces, each takes the next that is left.
std::vector<std::string> read_together(SourceReader reader) {
  std::vector<SourcePiece> pieces;
  while (auto piece = reader.next()) pieces.push_back(std::move(*piece));
  std::vector<std::optional<PieceReading>> readings(pieces.size());
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (std::size_t n = next++; n < pieces.size(); n = next++)
        readings[n] = read_piece(std::move(pieces[n]));
    });
  }
  for (std::thread& thread : threads) thread.join();
  Protocol protocol;
  SourceDelivery delivery(protocol);
  for (auto& reading : readings) delivery.deliver(std::move(*reading));
  return protocol.lines;
}

std::string record(int number, const std::string& more = {}) {
  const std::string n = std::to_string(number);
  return R"({"id":"r)" + n + R"(","title":"Décret n° )" + n +
         R"( du 3 mars 2017","text":"Article premier\n)" + R"(Le Conseil de sécurité note l’accord no )" + n +
         R"( et les dispo-\nsitions.\n\nArticle 2\nFin.")" + more + "}\n";
}

/// Documents, warnings and failures of all kinds, some more than once.
void fill(const Folder& folder) {
  std::string records;
  for (int i = 0; i < 300; ++i) {
    records += record(i % 290, i % 7 == 0 ? R"(,"geo":{"lat":1},"pages":12)" : "");
    if (i % 50 == 10) records += "{\"id\":\"x\n\n";
    if (i % 50 == 20) records += "{\"id\":\"u" + std::to_string(i) + "\",\"text\":\"\xE9 été été\"}\n";
    if (i % 50 == 30)
      records += R"({"id":"n","n":1e999,"text":"x"})"
                 "\n";
    if (i % 50 == 40)
      records += R"({"text":"sans id","date":"hier","lang":"langue"})"
                 "\n";
  }
  write_file(folder, "a.jsonl", records);
  write_file(folder, "b/c.jsonl", record(1, R"(,"geo":[[1]])") + "[1]\n" + record(1));
  write_file(folder, "b/latin.jsonl", "{\"id\":\"a\",\"text\":\"\xE9t\xE9\"}\n" + record(3));
  write_file(folder, "b/list.jsonl", "[\n" + record(3));
  write_file(folder, "b/empty.jsonl", "\n \n");
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    write_file(folder, "pdf/" + n + ".pdf",
               tiny_pdf({{{72, 700, "Le rapport numero " + n + "."}}, {{72, 700, "Fin."}}}));
    write_file(folder, "t/" + n + ".txt", "Rapport " + n + "\n\nLes États membres ont adopté l ’accord.\n");
    write_file(folder, "t/" + n + ".html", "<title>T" + n + "</title><p>Un texte de loi.</p>");
    write_file(folder, "t/" + n + ".md", "# Titre " + n + "\n\nUn texte.\n");
  }
  write_file(folder, "pdf/broken.pdf", tiny_pdf({{{72, 700, "texte"}}}).substr(0, 400));
  write_file(folder, "t/empty.txt", "");
  write_file(folder, "t/bad.txt", "été\nété\n\xE9 à côté, déjà là\n");
  write_file(folder, "t/pdf.txt", tiny_pdf({{{72, 700, "Un texte."}}}));
  write_file(folder, "lettre.docx", "PK\x03\x04....word/document.xml");
  write_file(folder, "image.png", "\x89PNG\r\n\x1a\n....");
  fs::create_symlink("absent", folder.path() / "rompu.txt");
}

}  // namespace

TEST_CASE("four threads read a folder as one does", "[corpus][source][threads]") {
  const Folder folder;
  fill(folder);
  const std::vector<std::string> alone = read_alone(folder.path());
  CHECK(alone.size() > 400);
  for (int round = 0; round < 3; ++round) CHECK(read_together(SourceReader(folder.path(), "p")) == alone);
}

TEST_CASE("two sources can be read at the same time", "[corpus][source][threads]") {
  const Folder folder;
  fill(folder);
  const std::vector<std::string> alone = read_alone(folder.path());
  std::vector<std::vector<std::string>> found(3);
  std::vector<std::thread> threads;
  for (auto& lines : found) threads.emplace_back([&] { lines = read_alone(folder.path()); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& lines : found) CHECK(lines == alone);
}

TEST_CASE("what stops a JSONL file stops it in order", "[corpus][jsonl][threads]") {
  // The second line is in another encoding than the first could tell: what stands behind it is not handed
  // out.
  std::istringstream in(
      "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"\xE9\"}\n{\"id\":\"c\",\"text\":\"x\"}\n");
  const std::vector<std::string> lines = read_together(SourceReader(in, "notes.jsonl", ""));
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[0], Catch::Matchers::StartsWith("document a|"));
  CHECK_THAT(lines[1], Catch::Matchers::StartsWith("failure notes.jsonl : n'est pas en UTF-8"));
}

TEST_CASE("a piece has the weight of what it holds", "[corpus][source][threads]") {
  const Folder folder;
  write_file(folder, "a.txt", "Un texte.");
  write_file(folder, "b.png", "");
  SourceReader reader(folder.path(), "");
  const auto file = reader.next();
  REQUIRE(file);
  CHECK(file->weight() == 9);
  const auto skipped = reader.next();
  REQUIRE(skipped);
  CHECK(skipped->weight() == 0);
  CHECK_FALSE(reader.next());
  CHECK_FALSE(reader.next());

  std::istringstream in("{\"id\":\"a\",\"text\":\"x\"}  \n");
  SourceReader records(in, "notes.jsonl", "");
  auto line = records.next();
  REQUIRE(line);
  CHECK(line->weight() == 21);
  PieceReading reading = read_piece(std::move(*line));
  REQUIRE(reading.document() != nullptr);
  CHECK(reading.document()->id == "a");
}
