// The tables that are compiled in: the same as what the files say, and well built.
#include <algorithm>
#include <cote/error.hpp>
#include <cote/lexicon.hpp>
#include <cote/unicode.hpp>
#include <map>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "analyzers/data.hpp"
#include "analyzers/flat.hpp"
#include "analyzers/inflection.hpp"
#include "analyzers/lexicon_file.hpp"
#include "analyzers/lexicon_tables.hpp"
#include "tests/support/catch.hpp"

namespace {

using cote::analysis::FlatReader;
using cote::analysis::FlatWriter;
using cote::analysis::WordIndex;

bool same_bytes(const std::vector<std::byte>& made, std::string_view compiled) {
  return std::string_view(reinterpret_cast<const char*>(made.data()), made.size()) == compiled;
}

std::vector<cote::analysis::LexiconRow> builtin_rows() {
  std::vector<cote::analysis::LexiconRow> rows;
  for (const cote::LexiconSource& source : cote::analysis::builtin_lexicon()) {
    auto read = cote::analysis::read_lexicon_file(source, 0);
    CHECK(read.warnings.empty());
    for (auto& row : read.rows) rows.push_back(std::move(row));
  }
  return rows;
}

bool has(std::span<const std::uint32_t> all, std::uint32_t one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool same(const cote::Entity& a, const cote::Entity& b) {
  const auto same_former = [](const cote::FormerName& x, const cote::FormerName& y) {
    return x.name == y.name && x.years == y.years;
  };
  const auto same_flag = [](const cote::FlaggedForm& x, const cote::FlaggedForm& y) {
    return x.flag == y.flag && x.form == y.form && x.key == y.key;
  };
  return a.canonical == b.canonical && a.kind == b.kind && a.label == b.label && a.acronyms == b.acronyms &&
         a.forms == b.forms && a.demonyms == b.demonyms && a.parents == b.parents && a.years == b.years &&
         a.code == b.code && a.source == b.source && a.needs_capital == b.needs_capital &&
         a.needs_context == b.needs_context && a.verified == b.verified &&
         std::equal(a.former.begin(), a.former.end(), b.former.begin(), b.former.end(), same_former) &&
         std::equal(a.flags.begin(), a.flags.end(), b.flags.begin(), b.flags.end(), same_flag);
}

TEST_CASE("the tables that are compiled in are those that the files give", "[analyzers][tables]") {
  CHECK(same_bytes(cote::analysis::build_inflection(), cote::data::inflection_tables()));
  const auto built =
      cote::analysis::build_lexicon(cote::analysis::builtin_lexicon(), cote::data::acronym_words());
  CHECK(same_bytes(built.bytes, cote::data::lexicon_tables()));
  CHECK(built.warnings.empty());
  const cote::Lexicon read(cote::analysis::builtin_lexicon(), cote::data::acronym_words());
  CHECK(read.fingerprint() == cote::Lexicon::builtin()->fingerprint());
}

TEST_CASE("every row of the files is in the lexicon, with all its names", "[analyzers][tables][lexicon]") {
  const auto lexicon = cote::Lexicon::builtin();
  const auto rows = builtin_rows();
  std::map<std::string, std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < rows.size(); ++i) numbers[rows[i].entity.canonical] = i;
  REQUIRE(lexicon->entities().size() == rows.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const cote::Entity& want = rows[i].entity;
    INFO(want.canonical);
    CHECK(same(lexicon->entity(i), want));
    CHECK(&lexicon->entity(i) == &lexicon->entities()[i]);
    CHECK(lexicon->find(cote::facet_of(want.kind), want.canonical) == i);
    std::vector<std::uint32_t> parents;
    for (const std::string& parent : want.parents) parents.push_back(numbers.at(parent));
    const auto direct = lexicon->parents(i);
    CHECK(std::equal(direct.begin(), direct.end(), parents.begin(), parents.end()));
    // Breadth first, each once.
    for (std::size_t at = 0; at < parents.size(); ++at) {
      for (const std::string& above : rows[parents[at]].entity.parents) {
        if (!has(parents, numbers.at(above))) parents.push_back(numbers.at(above));
      }
    }
    CHECK(lexicon->ancestors(i) == parents);

    CHECK(has(lexicon->by_name(want.canonical), i));
    for (const std::string& form : want.forms) CHECK(has(lexicon->by_name(form), i));
    for (const std::string& acronym : want.acronyms) {
      CHECK(has(lexicon->by_name(acronym), i));
      const std::string key = cote::fold_key(acronym);
      if (key.find(' ') == std::string::npos && !want.flagged(cote::FormFlag::kFilter, acronym))
        CHECK(has(lexicon->by_acronym(key), i));
    }
    for (const std::string& demonym : want.demonyms) CHECK(has(lexicon->by_demonym(demonym), i));
    for (const cote::FlaggedForm& flagged : want.flags) {
      if (flagged.flag == cote::FormFlag::kWord) CHECK(lexicon->is_french_word(flagged.key));
    }
  }
}

TEST_CASE("an entity that several threads ask for first is made once", "[analyzers][tables][lexicon]") {
  const cote::Lexicon lexicon(cote::analysis::builtin_lexicon(), cote::data::acronym_words());
  constexpr std::uint32_t kEntities = 200;
  std::vector<std::vector<const cote::Entity*>> seen(4);
  std::vector<std::thread> threads;
  for (auto& mine : seen) {
    threads.emplace_back([&lexicon, &mine] {
      for (std::uint32_t i = 0; i < kEntities; ++i) {
        const cote::Entity& entity = lexicon.entity(i);
        mine.push_back(entity.label.empty() ? nullptr : &entity);
      }
      mine.push_back(lexicon.entities().data());
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(seen[0].front() != nullptr);
  CHECK(seen == std::vector<std::vector<const cote::Entity*>>(seen.size(), seen[0]));
}

TEST_CASE("flat tables give back what was put in", "[analyzers][tables]") {
  cote::analysis::WordNumbers numbers;
  cote::analysis::GrowingLists lists;
  std::vector<std::string> words = {""};
  // Of all lengths, so that every branch of the hash is taken; with NUL, and equal but for the last byte.
  for (std::size_t length = 1; length < 40; ++length) {
    for (const char last : {'a', 'b', '\0'}) words.push_back(std::string(length - 1, 'x') + last);
  }
  for (int i = 0; i < 3000; ++i) words.push_back("mot" + std::to_string(i * 7919));
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    REQUIRE(numbers.add(words[i]) == i);
    REQUIRE(numbers.add(words[i]) == i);
    for (std::uint32_t value = 0; value < i % 4; ++value) {
      lists.add(i, value);
      lists.add(i, value);  // is there already
    }
  }
  FlatWriter writer;
  writer.add(std::string("abc"));  // so that what follows has to be aligned
  numbers.write(writer);
  lists.write(writer);
  writer.add(std::vector<std::uint64_t>());
  const std::vector<std::byte> bytes = writer.finish();

  FlatReader reader(bytes);
  CHECK(reader.next_text() == "abc");
  const WordIndex index(reader);
  const cote::analysis::NumberLists read(reader);
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    REQUIRE(index.find(words[i]) == i);
    REQUIRE(read.of(i).size() == i % 4);
    for (std::uint32_t value = 0; value < i % 4; ++value) REQUIRE(read.of(i)[value] == value);
  }
  CHECK_FALSE(index.contains("mot"));
  CHECK_FALSE(index.contains(std::string(40, 'x')));
  CHECK(read.of(static_cast<std::uint32_t>(words.size())).empty());
  CHECK(read.of(WordIndex::kNone).empty());
  CHECK(reader.next<std::uint64_t>().empty());
  CHECK_THROWS_AS(reader.next<std::uint64_t>(), cote::Error);

  // The mark, which is the last number but one, as a machine of the other byte order writes it.
  std::vector<std::byte> turned = bytes;
  std::reverse(turned.end() - 16, turned.end() - 8);
  CHECK_THROWS_AS(FlatReader(turned), cote::Error);
  CHECK_THROWS_AS(FlatReader(std::span(bytes).first(3)), cote::Error);
  CHECK_FALSE(WordIndex().contains(""));
}

}  // namespace
