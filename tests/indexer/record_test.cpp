// Stored documents as bytes: everything comes back, and damaged bytes are an error, never a crash.
#include "indexer/format/record.hpp"

#include <cote/error.hpp>
#include <functional>
#include <random>

#include "tests/support/catch.hpp"

namespace {

using namespace cote::index_format;
using cote::Document;
using cote::Metadata;
using cote::Paragraph;

Paragraph paragraph(std::uint32_t ordinal, std::string text, std::uint32_t begin, std::uint32_t end) {
  Paragraph paragraph;
  paragraph.ordinal = ordinal;
  paragraph.text = std::move(text);
  paragraph.source_begin = begin;
  paragraph.source_end = end;
  return paragraph;
}

/// A document with something unusual in every part.
Record full_record() {
  Record record;
  Document& document = record.document;
  document.id = std::string("dossier/\0é", 11);
  document.title = "Titre\nen deux lignes";
  document.type = "rapport";
  document.language = "fr";
  document.path = "/rapports/é.txt";
  document.date = "2017-02-13";
  document.url = "";
  document.date_rule = "symbol";
  document.symbols = {"A/75/345", ""};
  document.symbol_rules = {"title", "link"};
  document.metadata = {{"", {}}, {"collection", {"x", "", "x"}}, {"é\n", {"\n"}}};
  auto& paragraphs = document.paragraphs;
  paragraphs.push_back(paragraph(1, "premier", 1, 8));
  paragraphs.push_back(paragraph(2, "", 9, 9));
  paragraphs.push_back(paragraph(3, "deux\nlignes\n", 10, 22));
  paragraphs.push_back(paragraph(9, "après un trou", 4000000000U, 4000000002U));
  paragraphs.push_back(paragraph(4, "rangs et places en arrière", 5, 2));
  paragraphs.push_back(paragraph(4, "\n", 0, 0));
  paragraphs[0].heading = {"I. Un", "A. Deux"};
  paragraphs[1].heading = {"I. Un", "A. Deux"};
  paragraphs[2].number = "4 l)";
  paragraphs[2].page = 4294967295U;
  paragraphs[3].number = "";
  paragraphs[3].heading = {""};
  record.facets = {{"annee", {"2017"}}, {"pays", {"Mali", "Niger"}}};
  record.citations = {{"A/RES/64/10",
                       "résolution 64/10",
                       cote::ReferenceKind::kUnDocument,
                       "2009",
                       false,
                       {1, 3, 4000000000U}},
                      {"loi:78-17", "loi:78-17", cote::ReferenceKind::kUnDocument, "", true, {}}};
  return record;
}

std::string bytes_of(const Record& record) {
  return encode_record(record.document, record.facets, record.citations);
}

void check_same(const Paragraph& got, const Paragraph& wanted) {
  CHECK(got.ordinal == wanted.ordinal);
  CHECK(got.number == wanted.number);
  CHECK(got.page == wanted.page);
  CHECK(got.heading == wanted.heading);
  CHECK(got.text == wanted.text);
  CHECK(got.source_begin == wanted.source_begin);
  CHECK(got.source_end == wanted.source_end);
}

void check_same(const Record& got, const Record& wanted) {
  CHECK(got.document.id == wanted.document.id);
  CHECK(got.document.title == wanted.document.title);
  CHECK(got.document.type == wanted.document.type);
  CHECK(got.document.language == wanted.document.language);
  CHECK(got.document.path == wanted.document.path);
  CHECK(got.document.date == wanted.document.date);
  CHECK(got.document.url == wanted.document.url);
  CHECK(got.document.date_rule == wanted.document.date_rule);
  CHECK(got.document.symbols == wanted.document.symbols);
  CHECK(got.document.symbol_rules == wanted.document.symbol_rules);
  CHECK(got.document.metadata == wanted.document.metadata);
  REQUIRE(got.document.paragraphs.size() == wanted.document.paragraphs.size());
  for (std::size_t i = 0; i < got.document.paragraphs.size(); ++i)
    check_same(got.document.paragraphs[i], wanted.document.paragraphs[i]);
  CHECK(got.facets == wanted.facets);
  REQUIRE(got.citations.size() == wanted.citations.size());
  for (std::size_t i = 0; i < got.citations.size(); ++i) {
    CHECK(got.citations[i].canonical == wanted.citations[i].canonical);
    CHECK(got.citations[i].display == wanted.citations[i].display);
    CHECK(got.citations[i].kind == wanted.citations[i].kind);
    CHECK(got.citations[i].date == wanted.citations[i].date);
    CHECK(got.citations[i].certain == wanted.citations[i].certain);
    CHECK(got.citations[i].ordinals == wanted.citations[i].ordinals);
  }
}

TEST_CASE("a record comes back whole", "[format]") {
  const Record record = full_record();
  const std::string bytes = bytes_of(record);
  check_same(decode_record(bytes), record);
  CHECK(record_id(bytes) == record.document.id);
  CHECK(bytes.starts_with(encode_document(record.document)));
  check_same(decode_record(bytes_of({})), {});
}

TEST_CASE("any change of a document changes its bytes", "[format]") {
  const Document document = full_record().document;
  struct Row {
    const char* reason;
    std::function<void(Document&)> change;
  };
  const Row rows[] = {
      {"the title", [](Document& d) { d.title += ' '; }},
      {"no date instead of one", [](Document& d) { d.date.reset(); }},
      {"no url instead of an empty one", [](Document& d) { d.url.reset(); }},
      {"a key without values", [](Document& d) { d.metadata["neuf"] = {}; }},
      {"a text that goes over to the next paragraph",
       [](Document& d) {
         d.paragraphs[0].text += '\n' + d.paragraphs[1].text;
         d.paragraphs.erase(d.paragraphs.begin() + 1);
       }},
      {"an empty number instead of none", [](Document& d) { d.paragraphs[0].number = ""; }},
      {"a heading in two instead of one",
       [](Document& d) {
         d.paragraphs[0].heading = {"I. Un", "A.", "Deux"};
       }},
      {"the place in the source", [](Document& d) { ++d.paragraphs[4].source_end; }},
      {"what told a symbol", [](Document& d) { d.symbol_rules[1] = "head"; }},
  };
  const std::string bytes = encode_document(document);
  for (const Row& row : rows) {
    INFO(row.reason);
    Document other = document;
    row.change(other);
    CHECK(encode_document(other) != bytes);
    CHECK(content_hash(encode_document(other)) != content_hash(bytes));
  }
}

TEST_CASE("a record that was cut is damaged", "[format][bad-input]") {
  const std::string bytes = bytes_of(full_record());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    INFO(size);
    REQUIRE_THROWS_AS(decode_record(std::string_view(bytes).substr(0, size)), cote::IndexError);
  }
}

TEST_CASE("bytes that are no record are read without harm", "[format][bad-input]") {
  const std::string bytes = bytes_of(full_record());
  std::mt19937 random(3);
  const auto read = [](const std::string& damaged) {
    try {
      (void)decode_record(damaged);
    } catch (const cote::IndexError&) {
    }
  };
  for (int round = 0; round < 5000; ++round) {
    std::string damaged = bytes;
    for (auto changes = 1 + random() % 3; changes > 0; --changes)
      damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
    read(damaged);
    std::string noise(random() % 60, '\0');
    for (char& byte : noise) byte = static_cast<char>(random() % 256);
    read(noise);
  }
  SUCCEED();
}

}  // namespace
