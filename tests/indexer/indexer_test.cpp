// Writing an index: ids, replacing, what is refused and what survives.
#include <sys/wait.h>
#include <unistd.h>

#include <cote/error.hpp>
#include <cote/indexer.hpp>
#include <csignal>
#include <fstream>

#include "indexer/index_format.hpp"
#include "tests/support/index.hpp"

namespace {

using cote::Indexer;
using cote::Searcher;
using cote::test::make_document;
using cote::test::TemporaryFolder;

std::string error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const cote::IndexError& error) {
    return error.what();
  }
  return "no error";
}

TEST_CASE("a document is added, left alone, replaced", "[indexer]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  {
    Indexer indexer(path);
    CHECK(indexer.add(make_document("a", {"la paix"})) == Indexer::Outcome::kAdded);
    CHECK(indexer.add(make_document("a", {"la paix"})) == Indexer::Outcome::kUnchanged);
    CHECK(indexer.add(make_document("a", {"la guerre"})) == Indexer::Outcome::kReplaced);
    CHECK(indexer.add(make_document("b", {"la paix"})) == Indexer::Outcome::kAdded);
    CHECK(indexer.contains("a"));
    CHECK_FALSE(indexer.contains("c"));
    indexer.commit();
  }
  {
    Indexer again(path);
    CHECK(again.add(make_document("b", {"la paix"})) == Indexer::Outcome::kUnchanged);
    CHECK(again.add(make_document("b", {"la trêve"})) == Indexer::Outcome::kReplaced);
    again.commit();
  }
  Searcher searcher(path);
  CHECK(searcher.stats().documents == 2);
  CHECK(cote::test::ids(searcher.search({.text = "guerre"})) == "a");
  CHECK(cote::test::ids(searcher.search({.text = "trêve"})) == "b");
  CHECK(searcher.search({.text = "paix"}).total == 0);
}

TEST_CASE("ids of any length and content come back whole", "[indexer]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  const std::string longest(5000, 'x');
  const std::vector<std::string> ids = {
      "a", "dossier/sous dossier/é.txt", "100 %", longest, longest + "y", "-", "#3"};
  {
    Indexer indexer(path);
    for (const std::string& id : ids) indexer.add(make_document(id, {"texte"}));
    indexer.commit();
  }
  Searcher searcher(path);
  CHECK(searcher.stats().documents == ids.size());
  for (const std::string& id : ids) {
    const auto document = searcher.document(id);
    REQUIRE(document);
    CHECK(document->id == id);
  }
  CHECK_FALSE(searcher.document("absent"));
}

TEST_CASE("very long words and control characters do no harm", "[indexer]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  const std::string word(100'000, 'z');
  {
    Indexer indexer(path);
    auto document = make_document("a", {"avant " + word + " après", std::string("nul \0 et \x01 suite", 16)});
    document.metadata["cle\x01"] = {std::string("v\0w", 3), std::string(1000, 'v')};
    indexer.add(document);
    indexer.commit();
  }
  Searcher searcher(path);
  CHECK(searcher.search({.text = word}).total == 1);
  CHECK(searcher.search({.text = "après"}).total == 1);
  CHECK(searcher.search({.text = "suite"}).total == 1);
}

TEST_CASE("by paragraphs: each is a hit with its document's metadata", "[indexer]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  auto document =
      make_document("r", {"le Mali d'abord", "le Niger ensuite", "la paix enfin"}, "Rapport annuel");
  document.date = "2020";
  {
    Indexer indexer(path, cote::french_analyzer(), cote::Unit::kParagraph);
    CHECK(indexer.add(document) == Indexer::Outcome::kAdded);
    CHECK(indexer.add(document) == Indexer::Outcome::kUnchanged);
    document.paragraphs.pop_back();
    CHECK(indexer.add(document) == Indexer::Outcome::kReplaced);
    indexer.commit();
  }
  Searcher searcher(path);
  CHECK(searcher.stats().documents == 2);
  const auto results = searcher.search({.text = "niger", .filters = {{"pays", "Mali"}, {"annee", "2020"}}});
  REQUIRE(results.hits.size() == 1);
  CHECK(results.hits[0].id == "r#2");
  CHECK(results.hits[0].title == "Rapport annuel");
  CHECK(results.hits[0].passages.at(0).ordinal == 2);
  const auto whole = searcher.document("r");
  REQUIRE(whole);
  CHECK(whole->paragraphs.size() == 2);
  REQUIRE(searcher.document("r#1"));
  CHECK(error_of([&] {
          const Indexer other(path, cote::french_analyzer(), cote::Unit::kDocument);
        }).find("--unit paragraph") != std::string::npos);
}

TEST_CASE("what is no index is refused and left alone", "[indexer][bad-input]") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "fichier") << "texte";
  std::filesystem::create_directory(folder.path() / "dossier");
  std::ofstream(folder.path() / "dossier" / "rapport.txt") << "texte";
  CHECK(error_of([&] { const Indexer indexer(folder.path() / "fichier"); }).find("c'est un fichier") !=
        std::string::npos);
  CHECK(error_of([&] { const Indexer indexer(folder.path() / "dossier"); }).find("autre chose qu'un index") !=
        std::string::npos);
  CHECK(std::filesystem::exists(folder.path() / "dossier" / "rapport.txt"));
  CHECK(error_of([&] { const Searcher searcher(folder.path() / "absent"); }).find("introuvable") !=
        std::string::npos);
  CHECK(error_of([&] { const Searcher searcher(folder.path() / "dossier"); }).find("ce n'est pas un index") !=
        std::string::npos);
  CHECK(error_of([&] { const Searcher searcher(folder.path() / "fichier"); }).find("ce n'est pas un index") !=
        std::string::npos);
}

TEST_CASE("an index of another chain is refused and the stage named", "[indexer][bad-input]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  cote::AnalyzerOptions options;
  options.without = {"stem"};
  {
    Indexer indexer(path, cote::Analyzer(options));
    indexer.add(make_document("a", {"la paix"}));
    indexer.commit();
  }
  const std::string reading = error_of([&] { const Searcher searcher(path); });
  CHECK(reading.find("étapes différentes : stem)") != std::string::npos);
  CHECK(reading.find("réindexez") != std::string::npos);
  CHECK(error_of([&] { const Indexer indexer(path); }).find("étapes différentes : stem)") !=
        std::string::npos);
  Searcher same(path, cote::Analyzer(options));
  CHECK(same.search({.text = "paix"}).total == 1);
}

TEST_CASE("a second writer is refused, readers go on", "[indexer][bad-input]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  Indexer first(path);
  first.add(make_document("a", {"la paix"}));
  first.commit();
  // Xapian's lock is held by a process, so the second writer has to be another one.
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const std::string message = error_of([&] { const Indexer second(path); });
    _exit(message.find("un autre programme y écrit") != std::string::npos ? 0 : 1);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 0);
  Searcher searcher(path);
  CHECK(searcher.search({.text = "paix"}).total == 1);
  first.add(make_document("b", {"la paix"}));
  first.commit();
  CHECK(searcher.search({.text = "paix"}).total == 2);  // each call sees the newest commit
}

TEST_CASE("what was committed survives a killed writer", "[indexer][bad-input]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    Indexer indexer(path);
    indexer.add(make_document("a", {"la paix"}));
    indexer.commit();
    for (int i = 0; i < 200; ++i) indexer.add(make_document("x" + std::to_string(i), {"jamais enregistré"}));
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  Searcher searcher(path);
  CHECK(cote::test::ids(searcher.search({.text = "paix"})) == "a");
  Indexer again(path);  // the lock went with the process
  again.add(make_document("b", {"la paix"}));
  again.commit();
  CHECK(searcher.search({.text = "paix"}).total == 2);
}

TEST_CASE("what a failed creation left behind is no obstacle", "[indexer][bad-input]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  std::filesystem::create_directory(path);
  std::filesystem::create_directory(path / "s1");
  std::ofstream(path / "s1" / "postlist.glass") << "";
  std::ofstream(path / "cote.lock") << "";
  std::ofstream(path / "cote.manifest.tmp") << "{";
  Indexer indexer(path);
  indexer.add(make_document("a", {"la paix"}));
  indexer.commit();
  CHECK(Searcher(path).search({.text = "paix"}).total == 1);
}

TEST_CASE("a damaged index is named as such", "[indexer][bad-input]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  {
    Indexer indexer(path);
    for (int i = 0; i < 50; ++i)
      indexer.add(make_document(std::to_string(i), {"la paix " + std::to_string(i)}));
    indexer.commit();
  }
  for (const char* file : {"s1/iamglass", "cote.manifest"}) {
    INFO(file);
    std::ofstream(path / file, std::ios::trunc) << "rien";
    const std::string message = error_of([&] { const Searcher searcher(path); });
    CHECK(message.find("index « ") == 0);
    CHECK(message.find("réindexez") != std::string::npos);
  }
}

TEST_CASE("a record comes back as it was stored", "[indexer]") {
  cote::Document document = make_document("id", {"un", "deux"}, "Titre");
  document.date = "2017-02";
  document.url = "https://example.org";
  document.symbols = {"A/75/345"};
  document.metadata["collection"] = {"x", "y"};
  document.paragraphs[0].number = "4 l)";
  document.paragraphs[0].page = 3;
  document.paragraphs[0].heading = {"I. Un"};
  document.paragraphs[1].heading = {"I. Un"};
  const auto record =
      cote::index_format::decode_record(cote::index_format::encode_record(document, {{"pays", {"Mali"}}}));
  CHECK(record.document.date == document.date);
  CHECK(record.document.url == document.url);
  CHECK(record.document.symbols == document.symbols);
  CHECK(record.document.metadata == document.metadata);
  REQUIRE(record.document.paragraphs.size() == 2);
  CHECK(record.document.paragraphs[0].number == "4 l)");
  CHECK(record.document.paragraphs[0].page == 3U);
  CHECK(record.document.paragraphs[1].heading == std::vector<std::string>{"I. Un"});
  CHECK(record.facets.at("pays") == std::vector<std::string>{"Mali"});
  CHECK_THROWS_AS(cote::index_format::decode_record("rien"), cote::IndexError);
}

}  // namespace
