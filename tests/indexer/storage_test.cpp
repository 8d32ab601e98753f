// The files of a shard and of an index: blocks of records, words, manifest.
#include <algorithm>
#include <cote/error.hpp>
#include <fstream>
#include <functional>
#include <random>

#include "indexer/format/blocks.hpp"
#include "indexer/format/manifest.hpp"
#include "indexer/index_format.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace {

using namespace cote::index_format;
using cote::test::TemporaryFolder;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::string error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const cote::IndexError& error) {
    return error.what();
  }
  return "no error";
}

// ---- Blocks

/// Records of all sizes, some beyond a block, some empty, some that do not compress.
std::vector<std::string> some_records(std::size_t count) {
  std::mt19937 random(5);
  std::vector<std::string> records;
  for (std::size_t i = 0; i < count; ++i) {
    std::string record = "article " + std::to_string(i) + " de la loi ";
    if (i % 7 == 0) record.clear();
    if (i % 50 == 3) record.assign(200'000, 'x');
    if (i % 50 == 9) {
      record.resize(100'000);
      for (char& byte : record) byte = static_cast<char>(random());
    }
    records.push_back(std::move(record));
  }
  return records;
}

TEST_CASE("records come back from their blocks", "[format]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / kRecordsFile;
  const auto records = some_records(400);
  const std::string dictionary = GENERATE(std::string(), std::string("l'article de la loi sur les banques "));
  std::vector<RecordPlace> places;
  for (std::size_t part = 0; part < 4; ++part) {  // each opens the file again, as after a commit
    BlockOptions options{4096, 3, {}};
    if (part == 0) options.dictionary = dictionary;
    BlockWriter writer(path, options);
    for (std::size_t i = part * 100; i < part * 100 + 100; ++i) places.push_back(writer.put(records[i]));
    writer.sync();
  }
  BlockReader reader(path);
  std::mt19937 random(6);
  for (int i = 0; i < 1000; ++i) {
    const std::size_t which = random() % records.size();
    INFO(which);
    REQUIRE(reader.record(places[which]) == records[which]);
  }
}

TEST_CASE("a reader sees what is written after it was opened", "[format]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / kRecordsFile;
  BlockWriter writer(path);
  BlockReader reader(path);
  const RecordPlace first = writer.put("un");
  writer.sync();
  CHECK(reader.record(first) == "un");
  const RecordPlace second = writer.put("deux");
  writer.sync();
  CHECK(reader.record(second) == "deux");
  CHECK(reader.record(first) == "un");
  std::filesystem::remove(path);
  CHECK(reader.record(second) == "deux");
}

TEST_CASE("a damaged block is an error", "[format][bad-input]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / kRecordsFile;
  std::vector<RecordPlace> places;
  {
    BlockWriter writer(path, {256, 3, "article de la loi"});
    for (int i = 0; i < 40; ++i)
      places.push_back(writer.put("article " + std::to_string(i * 7919) + " de la loi sur les banques"));
    writer.sync();
  }
  const std::string bytes = read_file(path);
  const auto read_all = [&] {
    BlockReader reader(path);
    for (const RecordPlace& place : places) (void)reader.record(place);
  };
  REQUIRE(error_of(read_all) == "no error");
  SECTION("any byte") {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      INFO(at);
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
      write_file(path, damaged);
      REQUIRE(error_of(read_all) != "no error");
    }
  }
  SECTION("cut") {
    for (std::size_t size = 0; size < bytes.size(); size += 5) {
      INFO(size);
      write_file(path, bytes.substr(0, size));
      REQUIRE(error_of(read_all) != "no error");
    }
  }
  SECTION("a place that does not exist") {
    BlockReader reader(path);
    CHECK_THROWS_AS(reader.record({places[0].block, 10000}), cote::IndexError);
    CHECK_THROWS_AS(reader.record({places[0].block + 1, 0}), cote::IndexError);
    CHECK_THROWS_AS(reader.record({bytes.size(), 0}), cote::IndexError);
    CHECK_THROWS_AS(reader.record({std::uint64_t(0) - 1, 0}), cote::IndexError);
  }
}

TEST_CASE("a file that is not there is named", "[format][bad-input]") {
  const TemporaryFolder folder;
  CHECK(error_of([&] { BlockReader reader(folder.path() / "absent"); }).find("absent") != std::string::npos);
  CHECK(error_of([&] { BlockWriter writer(folder.path() / "absent" / "f"); }).find("absent") !=
        std::string::npos);
}

// ---- Words

TEST_CASE("words come back with their terms", "[format]") {
  struct Row {
    const char* reason;
    std::string folded;
    std::vector<Word> words;
  };
  const std::string longest(238, 'z');
  const Row rows[] = {
      {"nothing", "paix", {}},
      {"a plain word", "paix", {{'n', "paix", 2, {"Znpaix"}, false}}},
      {"its accented forms",
       "cote",
       {{'n', "cote", 2, {"Zncote"}, false},
        {'a', "côté", 300, {"Zacôté", "Zncote"}, false},
        {'a', "côte", 70000, {"Zacôte"}, true},
        {'c', "cote", 5, {"Zccote"}, false}}},
      {"a stop word", "de", {{'n', "de", 3, {}, true}}},
      {"an acronym that names an entity", "minusca", {{'n', "minusca", 9, {"Emission:MINUSCA"}, false}}},
      {"a solid form", "eaudevie", {{'N', "eaudevie", 4000000000U, {"Zneaudevie"}, false}}},
      {"terms that have nothing of the word", "yeux", {{'n', "yeux", 12, {"Znœil", "X", "", "Z"}, true}}},
      {"a word as long as they get", longest, {{'n', longest, 1, {cut_term("Zn", longest)}, false}}},
  };
  for (const Row& row : rows) {
    INFO(row.reason);
    const std::string key = words_key(row.folded);
    std::vector<Word> words = row.words;
    for (Word& word : words)
      std::erase_if(word.terms, [](const std::string& term) { return term.size() < 2; });
    const std::string bytes = encode_words(key, words);
    const auto got = decode_words(key, bytes);
    REQUIRE(got.size() == words.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      CHECK(got[i].spelling == words[i].spelling);
      CHECK(got[i].surface == words[i].surface);
      CHECK(got[i].number == words[i].number);
      CHECK(got[i].terms == words[i].terms);
      CHECK(got[i].bare == words[i].bare);
    }
    for (std::size_t size = 1; size < bytes.size(); ++size) {
      try {  // a cut between two words is no damage that could be seen
        (void)decode_words(key, std::string_view(bytes).substr(0, size));
      } catch (const cote::IndexError&) {
      }
    }
  }
}

TEST_CASE("keys and terms fit into Xapian's tables", "[format]") {
  const std::string longest(100'000, 'x');
  for (const std::string& term :
       {words_key(longest), id_term(longest), id_term(std::string(300, '\0')), stem_term('n', longest),
        facet_term(longest, longest), root_key(true, longest), surfaces_key(stem_term('a', longest)),
        plain_key(longest)}) {
    // A NUL byte takes two in a key.
    CHECK(term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0')) <= 245);
  }
  CHECK(words_key(longest + "a") != words_key(longest + "b"));
  CHECK(id_term(longest + "a") != id_term(longest + "b"));
}

TEST_CASE("a place comes back", "[format]") {
  const Place place{1ULL << 40, 1ULL << 33, {(1ULL << 50) + 7, 4000000000U}, 4294967295U};
  const std::string bytes = encode_place(place);
  const Place got = decode_place(bytes);
  CHECK((got.stream == place.stream && got.stream_size == place.stream_size));
  CHECK((got.record.block == place.record.block && got.record.index == place.record.index));
  CHECK(got.paragraphs == place.paragraphs);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_THROWS_AS(decode_place(std::string_view(bytes).substr(0, size)), cote::IndexError);
}

// ---- Manifest

TEST_CASE("a manifest comes back", "[format]") {
  const TemporaryFolder folder;
  CHECK_FALSE(manifest_bytes(folder.path()));
  Manifest manifest;
  manifest.fingerprint = "stem=1;fold=2";
  manifest.paragraphs = true;
  manifest.facet_slots = {{"pays", 10}, {"clé \"à\"\n", 11}};
  manifest.shards = {{"s3", true}, {"s7", false}};
  manifest.next_shard = 8;
  write_manifest(folder.path(), manifest);
  const auto bytes = manifest_bytes(folder.path());
  REQUIRE(bytes);
  const Manifest got = parse_manifest(*bytes, "i", manifest.fingerprint);
  CHECK(got.paragraphs);
  CHECK(got.facet_slots == manifest.facet_slots);
  REQUIRE(got.shards.size() == 2);
  CHECK((got.shards[0].folder == "s3" && got.shards[0].dense));
  CHECK((got.shards[1].folder == "s7" && !got.shards[1].dense));
  CHECK(got.next_shard == 8);
}

TEST_CASE("a manifest that cannot be read says what to do", "[format][bad-input]") {
  struct Row {
    const char* reason;
    std::string bytes;
    const char* message;
  };
  const std::string rest =
      R"(, "fingerprint": "stem=1", "unit": "document", "facets": {}, "shards": [], "next": 1})";
  const Row rows[] = {
      {"as it should be", "{\"format\": 4" + rest, "no error"},
      {"an older format", "{\"format\": 3" + rest, "format 3, cette version lit le format 4"},
      {"a newer format of another make", R"({"format": 5})", "format 5, cette version lit le format 4"},
      {"another chain",
       R"({"format": 4, "fingerprint": "stem=2", "unit": "document", "facets": {}, "shards": [], "next": 1})",
       "étapes différentes : stem"},
      {"empty", "", "abîmé (cote.manifest)"},
      {"no JSON", "rien", "abîmé (cote.manifest)"},
      {"cut", "{\"format\": 4" + rest.substr(0, 60), "abîmé (cote.manifest)"},
      {"another kind of value", R"({"format": "quatre"})", "abîmé (cote.manifest)"},
      {"no object", "[4]", "abîmé (cote.manifest)"},
      {"no shards", R"({"format": 4, "fingerprint": "stem=1", "unit": "document", "facets": {}, "next": 1})",
       "abîmé (cote.manifest)"},
      {"deep nesting", std::string(100'000, '['), "abîmé (cote.manifest)"},
  };
  for (const Row& row : rows) {
    INFO(row.reason);
    const std::string message = error_of([&] { (void)parse_manifest(row.bytes, "i", "stem=1"); });
    CHECK(message.find(row.message) != std::string::npos);
    if (message != "no error") CHECK(message.find("index « i »") == 0);
  }
}

}  // namespace
