// Token streams: the codes of words, and searching in their bytes.
#include <cote/error.hpp>
#include <random>

#include "indexer/format/stream.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace cote::index_format;

std::string code(std::uint32_t number) {
  std::string out;
  put_code(out, number);
  return out;
}

/// Numbers around every border between two lengths of codes, small ones twice as often.
std::uint32_t some_number(std::mt19937& random) {
  static constexpr std::uint32_t kBorders[] = {0x80, 0x80 + 0x4000, 0x80 + 0x4000 + 0x200000};
  auto number = static_cast<std::uint32_t>(random() % 300);
  if (const auto which = random() % 6; which < 3)
    number = kBorders[which] - 3 + static_cast<std::uint32_t>(random() % 6);
  return std::max(number, kFirstWord);
}

/// Where the row `wanted` begins in `numbers`.
std::vector<std::size_t> naive(const std::vector<std::uint32_t>& numbers,
                               const std::vector<std::uint32_t>& wanted) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i + wanted.size() <= numbers.size(); ++i) {
    if (std::equal(wanted.begin(), wanted.end(), numbers.begin() + static_cast<std::ptrdiff_t>(i)))
      found.push_back(i);
  }
  return found;
}

/// The same in the bytes of the codes alone, as a search does it.
std::vector<std::size_t> in_bytes(std::string_view codes, const std::vector<std::uint32_t>& wanted) {
  std::string row;
  for (const std::uint32_t number : wanted) put_code(row, number);
  std::vector<std::size_t> found;
  for (std::size_t at = codes.find(row); at != std::string_view::npos; at = codes.find(row, at + 1)) {
    if (at > 0 && static_cast<unsigned char>(codes[at - 1]) < 0x80) continue;  // the tail of a longer code
    std::size_t token = 0;
    for (std::size_t before = 0; before < at; ++token) (void)next_code(codes, before);
    found.push_back(token);
  }
  return found;
}

TEST_CASE("codes are as long as their numbers need", "[format]") {
  struct Row {
    const char* reason;
    std::uint32_t number;
    std::string bytes;
  };
  const Row rows[] = {
      {"the first", 0, "\x80"},
      {"the last of one byte", 127, "\xFF"},
      {"the first of two", 128, std::string("\x00\x80", 2)},
      {"the last of two", 128 + 16383, "\x7F\xFF"},
      {"the first of three", 128 + 16384, std::string("\x00\x00\x80", 3)},
      {"the last of three", 128 + 16384 + 2097151, "\x7F\x7F\xFF"},
      {"the first of four", 128 + 16384 + 2097152, std::string("\x00\x00\x00\x80", 4)},
      {"the last of four", 128 + 16384 + 2097152 + 268435455, "\x7F\x7F\x7F\xFF"},
      {"the first of five", 128 + 16384 + 2097152 + 268435456, std::string("\x00\x00\x00\x00\x80", 5)},
      {"the largest number", 4294967295, "\x0E\x77\x77\x77\xFF"},
  };
  for (const Row& row : rows) {
    INFO(row.reason);
    const std::string bytes = code(row.number);
    if (row.number != 4294967295) CHECK(bytes == row.bytes);
    std::size_t at = 0;
    CHECK(next_code(bytes, at) == row.number);
    CHECK(at == bytes.size());
    CHECK(previous_code(bytes, at) == row.number);
    CHECK(at == 0);
  }
}

TEST_CASE("codes are read forwards and backwards", "[format]") {
  std::mt19937 random(1);
  std::vector<std::uint32_t> numbers;
  std::string codes;
  for (int i = 0; i < 5000; ++i) {
    numbers.push_back(some_number(random));
    put_code(codes, numbers.back());
  }
  std::size_t at = 0;
  for (const std::uint32_t number : numbers) REQUIRE(next_code(codes, at) == number);
  REQUIRE(at == codes.size());
  for (std::size_t i = numbers.size(); i > 0; --i) REQUIRE(previous_code(codes, at) == numbers[i - 1]);
  CHECK(at == 0);
}

TEST_CASE("a code found in the bytes is the word itself", "[format]") {
  const std::uint32_t seed = GENERATE(range(1U, 40U));
  std::mt19937 random(seed);
  INFO("seed " << seed);
  StreamWriter writer;
  std::vector<std::uint32_t> numbers;
  for (int i = 0; i < 400; ++i) {
    numbers.push_back(some_number(random));
    writer.word(numbers.back());
  }
  const std::string bytes = writer.finish();
  const StreamView stream(bytes);
  std::vector<std::uint32_t> decoded;
  stream.decode(decoded);
  REQUIRE(decoded == numbers);
  for (int i = 0; i < 60; ++i) {
    const std::size_t length = 1 + random() % 3;
    std::vector<std::uint32_t> wanted;
    if (i % 2 == 0) {
      const auto from = static_cast<std::ptrdiff_t>(random() % (numbers.size() - length));
      wanted.assign(numbers.begin() + from, numbers.begin() + from + static_cast<std::ptrdiff_t>(length));
    } else {
      for (std::size_t k = 0; k < length; ++k) wanted.push_back(some_number(random));
    }
    REQUIRE(in_bytes(stream.words(), wanted) == naive(numbers, wanted));
  }
}

TEST_CASE("a stream has its breaks, its title and its solid forms", "[format]") {
  StreamWriter writer;
  writer.begin_heading();
  writer.word(5);
  writer.solid(0, 2, 900);
  writer.word(6);
  writer.word(200);
  writer.begin_heading();
  writer.word(7);
  writer.begin_paragraph();
  writer.solid(1, 2, 20000);
  writer.word(8);
  writer.word(9);
  writer.word(10);
  const std::string bytes = writer.finish();
  const StreamView stream(bytes);
  std::vector<std::uint32_t> numbers;
  stream.decode(numbers);
  CHECK(numbers == std::vector<std::uint32_t>{0, 5, 6, 200, 0, 7, 1, 8, 9, 10});
  const auto solids = stream.solids();
  REQUIRE(solids.size() == 2);
  CHECK((solids[0].first == 2 && solids[0].last == 3 && solids[0].word == 900));
  CHECK((solids[1].first == 8 && solids[1].last == 9 && solids[1].word == 20000));
  stream.title().decode(numbers);
  CHECK(numbers == std::vector<std::uint32_t>{0, 5, 6, 200});
  CHECK(stream.title().solids().size() == 1);
  SECTION("the writer is empty again") {
    writer.word(3);
    const std::string next = writer.finish();
    CHECK(StreamView(next).words() == code(3));
    CHECK_FALSE(StreamView(next).has_solids());
  }
}

TEST_CASE("a stream without anything is one", "[format]") {
  StreamWriter writer;
  const std::string bytes = writer.finish();
  const StreamView stream(bytes);
  CHECK(stream.words().empty());
  CHECK(stream.title().words().empty());
  CHECK(stream.solids().empty());
}

TEST_CASE("bytes that are no stream are read without harm", "[format][bad-input]") {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() % 5 == 0 ? random() % 8 : random() % 256);
    try {
      const StreamView stream(bytes);
      std::vector<std::uint32_t> numbers;
      stream.decode(numbers);
      CHECK(numbers.size() <= bytes.size());
      for (const StreamView& part : {stream, stream.title()}) {
        for (const SolidForm& solid : part.solids()) {
          CHECK(solid.first <= solid.last);
          CHECK(solid.last < bytes.size());
        }
      }
    } catch (const cote::IndexError&) {
    }
  }
}

}  // namespace
