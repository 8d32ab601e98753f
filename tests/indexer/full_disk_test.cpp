// Writes that fail, as on a full disk: an error, and what was committed stays. A limit on the size of files
// stands for the disk.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cote/error.hpp>
#include <csignal>
#include <functional>
#include <random>

#include "tests/support/index.hpp"

namespace {

using namespace cote;
using cote::test::make_document;
using cote::test::TemporaryFolder;
namespace fs = std::filesystem;

enum Outcome : int { kDone = 0, kIndexError = 1, kOther = 2 };

/// Runs `work` in a process that can write files of `bytes` at most.
int with_limit(rlim_t bytes, const std::function<void()>& work) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(kOther);
    try {
      work();
    } catch (const IndexError&) {
      _exit(kIndexError);
    } catch (...) {
      _exit(kOther);
    }
    _exit(kDone);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : kOther;
}

/// Words that nothing compresses, so that every file grows.
std::vector<Document> some_documents(std::uint32_t seed, int count) {
  std::mt19937 random(seed);
  std::vector<Document> documents;
  for (int i = 0; i < count; ++i) {
    std::string text = "forêt";
    for (int word = 0; word < 40; ++word) {
      text += ' ';
      for (int letter = 0; letter < 8; ++letter) text += static_cast<char>('a' + random() % 26);
    }
    documents.push_back(make_document(std::to_string(seed) + "-" + std::to_string(i), {text}));
  }
  return documents;
}

void add(const fs::path& path, const std::vector<Document>& documents, bool compact = false) {
  Indexer indexer(path);
  for (const Document& document : documents) indexer.add(document);
  compact ? indexer.compact() : indexer.commit();
}

void check_sound(const fs::path& path, std::uint64_t documents) {
  Searcher searcher(path);
  CHECK(searcher.stats().documents == documents);
  CHECK(searcher.search({.text = "forêt"}).total == documents);
  CHECK(searcher.search({.text = "\"forêt\""}).total == documents);
}

TEST_CASE("a write that fails loses nothing", "[full-disk][bad-input]") {
  struct Row {
    const char* reason;
    bool compacted;  ///< before
    std::function<void(const fs::path&)> work;
  };
  const Row rows[] = {
      {"while documents are added", false, [](const fs::path& path) { add(path, some_documents(2, 200)); }},
      {"while documents are added to a dense index", true,
       [](const fs::path& path) { add(path, some_documents(2, 200)); }},
      {"while an index is compacted", false, [](const fs::path& path) { add(path, {}, true); }},
      {"while a dense shard is written anew to replace a document", true,
       [](const fs::path& path) { add(path, {make_document("1-0", {"forêt nouvelle"})}); }},
  };
  const auto documents = some_documents(1, 60);
  for (const Row& row : rows) {
    for (const rlim_t limit : {0UL, 300UL, 5000UL, 20000UL, 70000UL}) {
      INFO(row.reason << ", " << limit << " bytes");
      const TemporaryFolder folder;
      const fs::path path = folder.path() / "index";
      add(path, documents, row.compacted);
      const int outcome = with_limit(limit, [&] { row.work(path); });
      CHECK(outcome != kOther);
      if (limit <= 20000) CHECK(outcome == kIndexError);
      if (outcome == kIndexError) check_sound(path, documents.size());
      row.work(path);  // with room again it goes on
      const std::uint64_t added = row.work.target_type() == rows[0].work.target_type() ||
                                          row.work.target_type() == rows[1].work.target_type()
                                      ? 200
                                      : 0;
      check_sound(path, documents.size() + added);
    }
  }
}

TEST_CASE("an index that could not be created is no obstacle", "[full-disk][bad-input]") {
  for (const rlim_t limit : {0UL, 100UL, 1000UL, 5000UL, 10000UL}) {
    INFO(limit);
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "index";
    const auto documents = some_documents(1, 60);
    CHECK(with_limit(limit, [&] { add(path, documents); }) == kIndexError);
    add(path, documents);
    check_sound(path, documents.size());
  }
}

}  // namespace
