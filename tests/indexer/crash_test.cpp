// What an index goes through: killed writers, leftovers, other writers, readers meanwhile, older formats.
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <chrono>
#include <cote/error.hpp>
#include <csignal>
#include <fstream>
#include <functional>
#include <random>
#include <set>
#include <thread>

#include "indexer/index_folder.hpp"
#include "indexer/shard_writer.hpp"
#include "tests/support/index.hpp"

namespace {

using namespace cote;
using cote::test::make_document;
using cote::test::TemporaryFolder;
namespace fs = std::filesystem;

std::string error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const IndexError& error) {
    return error.what();
  }
  return "no error";
}

Document numbered(int number, const std::string& text = "") {
  return make_document("d" + std::to_string(number),
                       {"la forêt numéro " + std::to_string(number) + " " + text});
}

/// Runs `work` in a process of its own.
pid_t start(const std::function<void()>& work) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    try {
      work();
    } catch (...) {
      _exit(1);
    }
    _exit(0);
  }
  return child;
}

int wait_for(pid_t child) {
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  return status;
}

/// Names in the index's folder.
std::set<std::string> files(const fs::path& path) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(path)) names.insert(entry.path().filename().string());
  return names;
}

/// The index holds documents 0 to `last` and can be written to and compacted.
void check_sound(const fs::path& path, int last) {
  Searcher searcher(path);
  CHECK(searcher.stats().documents >= static_cast<std::uint64_t>(last + 1));
  for (int i = 0; i <= last; ++i) {
    const auto document = searcher.document("d" + std::to_string(i));
    REQUIRE(document);
    CHECK(document->paragraphs.at(0).text.find("numéro " + std::to_string(i)) != std::string::npos);
  }
  CHECK(searcher.search({.text = "\"la forêt numéro\""}).total == searcher.stats().documents);
  CHECK(searcher.search({.text = "forêt"}).total == searcher.stats().documents);
}

TEST_CASE("killed at any moment, an index keeps what was committed", "[crash]") {
  const std::uint32_t seed = GENERATE(range(1U, 9U));
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);
  const pid_t child = start([&] {
    Indexer indexer(path);
    for (int i = 0;; ++i) {
      indexer.add(numbered(i));
      if (i % 3 == 0 && i > 0) indexer.add(numbered(i - 1, "encore"));
      i % 4 == 3 ? indexer.compact() : indexer.commit();
      if (write(pipe_ends[1], &i, sizeof i) != sizeof i) _exit(1);
    }
  });
  close(pipe_ends[1]);
  int last = -1;
  for (const auto commits = static_cast<int>(1 + random() % 12); last < commits;)
    REQUIRE(read(pipe_ends[0], &last, sizeof last) == sizeof last);
  std::this_thread::sleep_for(std::chrono::microseconds(static_cast<int>(random() % 30000)));
  kill(child, SIGKILL);
  REQUIRE(WIFSIGNALED(wait_for(child)));
  for (int i = 0; read(pipe_ends[0], &i, sizeof i) == sizeof i;) last = i;
  close(pipe_ends[0]);
  check_sound(path, last);
  {
    Indexer indexer(path);
    indexer.add(numbered(1000000));
    indexer.commit();
    check_sound(path, last);
    indexer.compact();
  }
  check_sound(path, last);
  CHECK(Searcher(path).document("d1000000"));
  CHECK(files(path).size() == 3);  // manifest, lock and one shard
}

TEST_CASE("what a killed writer left is removed, and nothing else", "[crash]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  {
    Indexer indexer(path);
    indexer.add(numbered(0));
    indexer.commit();
  }
  fs::create_directory(path / "s77");
  std::ofstream(path / "s77" / "postlist.glass") << "x";
  std::ofstream(path / "s77" / "records") << "x";
  fs::create_directory(path / "s78.packed");
  std::ofstream(path / "s78.packed" / "iamglass") << "x";
  std::ofstream(path / "cote.manifest.tmp") << "{";
  fs::create_directory(path / "s79");
  std::ofstream(path / "s79" / "rapport.pdf") << "x";
  std::ofstream(path / "s80.pdf") << "x";
  std::ofstream(path / "s81") << "x";
  Indexer indexer(path);
  indexer.add(numbered(1));
  indexer.commit();
  const auto names = files(path);
  CHECK(names.count("s1") == 1);
  CHECK(names.count("s77") == 0);
  CHECK(names.count("s78.packed") == 0);
  for (const char* kept : {"s79", "s80.pdf", "s81"}) CHECK(names.count(kept) == 1);
  CHECK(fs::exists(path / "s79" / "rapport.pdf"));
  check_sound(path, 1);
}

TEST_CASE("a shard without documents goes when the index is opened for writing", "[crash]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  {
    Indexer indexer(path);
    indexer.add(numbered(0));
    indexer.commit();
  }
  const auto killed = [&] {
    const Analyzer analyzer = french_analyzer();
    indexing::IndexFolder index(path, analyzer.fingerprint(), std::nullopt);
    const auto entry = index.new_shard(true);
    indexing::ShardWriter writer(index.path(entry), analyzer, index.unit(), index.slots(), {true, {}});
    index.publish(entry);
    writer.add(numbered(1), index_format::encode_document(numbered(1)));
    _exit(0);  // killed before its commit
  };
  REQUIRE(wait_for(start(killed)) == 0);
  Searcher searcher(path);
  CHECK(searcher.search({.text = "forêt"}).total == 1);
  CHECK(files(path).count("s2") == 1);
  const Indexer indexer(path);
  CHECK(files(path).count("s2") == 0);
  check_sound(path, 0);
  CHECK(searcher.search({.text = "forêt"}).total == 1);
}

TEST_CASE("a folder of other files is none that a failed creation left", "[crash][bad-input]") {
  struct Row {
    const char* reason;
    std::string file;
  };
  const Row rows[] = {{"a document that is called like a shard", "s1.pdf"},
                      {"a folder that is called like one", "s1/rapport.pdf"},
                      {"a file without an extension", "s1"},
                      {"somebody's temporary file", "notes.tmp"}};
  for (const Row& row : rows) {
    INFO(row.reason);
    const TemporaryFolder folder;
    fs::create_directories((folder.path() / row.file).parent_path());
    std::ofstream(folder.path() / row.file) << "x";
    CHECK(error_of([&] { const Indexer indexer(folder.path()); }).find("autre chose qu'un index") !=
          std::string::npos);
    CHECK(fs::exists(folder.path() / row.file));
  }
}

TEST_CASE("an index of format 3 is refused and left alone", "[crash][bad-input]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  {
    Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE);
    database.set_metadata("cote.format", "3");
    database.commit();
  }
  const auto before = files(path);
  for (const auto& open : {std::function<void()>([&] { const Searcher searcher(path); }),
                           std::function<void()>([&] { const Indexer indexer(path); })}) {
    const std::string message = error_of(open);
    CHECK(message.find("format 3, cette version lit le format 4") != std::string::npos);
    CHECK(message.find("réindexez") != std::string::npos);
  }
  CHECK(files(path) == before);
  SECTION("another Xapian database") {
    const fs::path other = folder.path() / "other";
    Xapian::WritableDatabase(other.string(), Xapian::DB_CREATE).commit();
    CHECK(error_of([&] { const Searcher searcher(other); }).find("pas un index de Cote") !=
          std::string::npos);
    CHECK(error_of([&] { const Indexer indexer(other); }).find("pas un index de Cote") != std::string::npos);
  }
}

TEST_CASE("a reader goes on while the index is written, compacted and replaced", "[crash]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  Indexer indexer(path);
  for (int i = 0; i < 20; ++i) indexer.add(numbered(i));
  indexer.commit();
  Searcher searcher(path);
  const auto total = [&](const char* query) { return searcher.search({.text = query}).total; };
  CHECK(total("\"la forêt\"") == 20);
  indexer.compact();
  CHECK(total("\"la forêt\"") == 20);
  indexer.add(numbered(20));
  indexer.commit();
  CHECK(total("\"la forêt\"") == 21);
  indexer.add(numbered(3, "remplacée"));  // its shard is dense
  indexer.commit();
  CHECK(total("remplacée") == 1);
  CHECK(total("\"la forêt\"") == 21);
  indexer.compact();
  const auto document = searcher.document("d3");
  REQUIRE(document);
  CHECK(document->paragraphs.at(0).text.find("remplacée") != std::string::npos);
  fs::remove_all(path);
  CHECK(error_of([&] { (void)total("forêt"); }).find("disparu") != std::string::npos);
}

TEST_CASE("readers find the index whole whenever they come", "[crash]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  {
    Indexer indexer(path);
    for (int i = 0; i < 10; ++i) indexer.add(numbered(i));
    indexer.commit();
  }
  const pid_t writer = start([&] {
    Indexer indexer(path);
    for (int i = 10; i < 60; ++i) {
      indexer.add(numbered(i));
      i % 2 == 0 ? indexer.compact() : indexer.commit();
    }
  });
  Searcher open(path);
  std::uint64_t before = 10;
  int status = 0;
  pid_t ended = 0;
  while (ended == 0) {
    ended = waitpid(writer, &status, WNOHANG);
    Searcher fresh(path);
    const std::uint64_t seen = fresh.search({.text = "\"la forêt numéro\""}).total;
    CHECK(seen >= before);
    before = open.search({.text = "\"la forêt numéro\""}).total;
    CHECK(before >= seen);
    CHECK(open.document("d9"));
  }
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(open.search({.text = "forêt"}).total == 60);
}

TEST_CASE("a second writer of any kind is refused", "[crash][bad-input]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  Indexer first(path);
  first.add(numbered(0));
  first.commit();
  // In this process as in another.
  CHECK(error_of([&] { const Indexer second(path); }).find("un autre programme y écrit") !=
        std::string::npos);
  CHECK(error_of([&] { Indexer(path).compact(); }).find("un autre programme y écrit") != std::string::npos);
  first.compact();
  check_sound(path, 0);
}

TEST_CASE("a damaged or missing file of a shard is named as such", "[crash][bad-input]") {
  for (const char* file : {"s1/records", "s1/streams", "s1/postlist.glass", "s1/iamglass"}) {
    for (const bool missing : {true, false}) {
      INFO(file << (missing ? " missing" : " cut"));
      const TemporaryFolder folder;
      const fs::path path = folder.path() / "index";
      {
        Indexer indexer(path);
        for (int i = 0; i < 50; ++i) indexer.add(numbered(i));
        indexer.commit();
      }
      missing ? (void)fs::remove(path / file) : fs::resize_file(path / file, 10);
      const std::string message = error_of([&] {
        Searcher searcher(path);
        (void)searcher.search({.text = "\"la forêt\""});
        (void)searcher.document("d3");
      });
      CHECK(message != "no error");
      CHECK(message.find("index") != std::string::npos);
    }
  }
}

}  // namespace
