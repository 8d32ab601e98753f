// Extremes. The tests marked slow run by themselves: indexer_test "[slow]".
#include <cote/unicode.hpp>

#include "tests/support/index.hpp"

namespace {

using namespace cote;
using cote::test::make_document;
using cote::test::TemporaryFolder;

TEST_CASE("ids, metadata and words beyond what Xapian's keys hold", "[large]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  const std::string nuls(300, '\0');
  const std::string long_word(400, 'w');
  std::string accented;
  for (int i = 0; i < 300; ++i) accented += "é";
  auto document =
      make_document("nuls" + nuls, {long_word + " " + accented + " fin", "a" + nuls + "b", nuls, ""}, nuls);
  document.metadata[nuls] = {nuls, std::string(1000, '\x1F')};
  document.metadata[long_word] = {long_word + "a", long_word + "b"};
  document.metadata["court"] = {accented};
  const auto other = make_document("nuls" + nuls + "x", {long_word + "x", accented + "e"});
  Indexer indexer(path);
  indexer.add(document);
  indexer.add(other);
  indexer.commit();
  for (const bool compacted : {false, true}) {
    INFO(compacted);
    if (compacted) indexer.compact();
    Searcher searcher(path);
    CHECK(searcher.stats().documents == 2);
    CHECK(test::ids(searcher.search({.text = long_word})) == document.id);
    CHECK(test::ids(searcher.search({.text = "\"" + accented + " fin\""})) == document.id);
    CHECK(test::ids(searcher.search({.text = long_word + "x"})) == other.id);
    CHECK(test::ids(searcher.search({.text = "", .filters = {{"court", accented}}})) == document.id);
    const auto stored = searcher.document(document.id);
    REQUIRE(stored);
    CHECK(stored->paragraphs.at(1).text == document.paragraphs[1].text);
    CHECK(stored->metadata == document.metadata);
  }
}

TEST_CASE("many documents are replaced while their shard commits by itself", "[large]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  constexpr int kDocuments = 3000;
  const auto document = [](int number, const std::string& word) {
    std::string text = word;
    for (int i = 0; i < 120; ++i) text += " article" + std::to_string((number + i * 7) % 300);
    return make_document(std::to_string(number), {text});
  };
  for (const char* word : {"forêt", "rivière", "fleuve"}) {
    Indexer indexer(path, french_analyzer(), std::nullopt, {1, 1 << 20});
    for (int i = 0; i < kDocuments; ++i) indexer.add(document(i * 1237 % kDocuments, word));
    indexer.commit();
  }
  Searcher searcher(path);
  CHECK(searcher.search({.text = "fleuve"}).total == kDocuments);
  CHECK(searcher.search({.text = "rivière"}).total == 0);
}

/// A word of letters for each number.
std::string word_of(std::uint32_t number) {
  std::string word = "mot";
  for (; number > 0; number /= 20) word += "bcdfghjklmnpqrstvwxz"[number % 20];
  return word;
}

TEST_CASE("a document of a million words, all different", "[.][slow]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  constexpr std::uint32_t kWords = 1'000'000;
  std::string text;
  for (std::uint32_t i = 0; i < kWords; ++i) text += word_of(i) + " ";
  Indexer indexer(path);
  indexer.add(make_document("grand", {text}));
  indexer.add(make_document("petit", {word_of(5) + " " + word_of(6)}));
  indexer.commit();
  for (const bool compacted : {false, true}) {
    INFO(compacted);
    if (compacted) indexer.compact();
    Searcher searcher(path);
    CHECK(test::ids(searcher.search({.text = word_of(kWords - 1)})) == "grand");
    CHECK(test::ids(searcher.search(
              {.text = "\"" + word_of(kWords - 2) + " " + word_of(kWords - 1) + "\""})) == "grand");
    CHECK(searcher.search({.text = "\"" + word_of(5) + " " + word_of(6) + "\""}).total == 2);
    CHECK(searcher.search({.text = "\"" + word_of(6) + " " + word_of(5) + "\""}).total == 0);
  }
}

TEST_CASE("more documents than are remembered between two commits of all", "[.][slow]") {
  const TemporaryFolder folder;
  constexpr std::uint32_t kDocuments = 320'000;
  Indexer indexer(folder.path() / "index", french_analyzer(), std::nullopt, {2, 32 << 20});
  for (std::uint32_t i = 0; i < kDocuments; ++i) {
    const std::string id = "collection/enregistrement-" + std::to_string(i);
    indexer.add(make_document(id, {"forêt " + word_of(i % 5000) + " le mur de la cour " + word_of(i % 77)}));
  }
  indexer.commit();
  Searcher searcher(folder.path() / "index");
  CHECK(searcher.stats().documents == kDocuments);
  CHECK(searcher.search({.text = "forêt"}).total == kDocuments);
}

TEST_CASE("many documents through several threads", "[.][slow]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  constexpr std::uint32_t kDocuments = 40'000;  // 12 MB: dense shards
  const auto document = [](std::uint32_t i) {
    std::string text = "le mur de la cour " + std::to_string(i);
    for (std::uint32_t word = 0; word < 25; ++word) text += " " + word_of((i * 31 + word * 7) % 3000);
    return make_document(std::to_string(i), {text});
  };
  {
    Indexer indexer(path, french_analyzer(), std::nullopt, {3, 64 << 20});
    for (std::uint32_t i = 0; i < kDocuments; ++i) indexer.add(document(i));
    auto changed = document(7);
    changed.paragraphs[0].text = "zéphyr";
    CHECK(indexer.add(changed) == Indexer::Outcome::kReplaced);  // its shard is dense and still being written
    CHECK(indexer.add(changed) == Indexer::Outcome::kUnchanged);
    indexer.commit();
  }
  Searcher searcher(path);
  CHECK(searcher.stats().documents == kDocuments);
  CHECK(searcher.search({.text = "\"mur de la cour\""}).total == kDocuments - 1);
  CHECK(test::ids(searcher.search({.text = "zéphyr"})) == "7");
  Indexer again(path);
  CHECK(again.add(document(8)) == Indexer::Outcome::kUnchanged);
  again.compact();
  CHECK(searcher.search({.text = "\"mur de la cour\""}).total == kDocuments - 1);
  CHECK(searcher.search({.text = "\"cour 39999\""}).total == 1);
}

}  // namespace
