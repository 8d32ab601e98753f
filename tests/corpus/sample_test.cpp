// The bundled collection: every document is read whole. tests/corpus/plan_test.py checks each against its
// plan.
#include <cote/reader.hpp>
#include <map>
#include <set>

#include "tests/support/catch.hpp"

namespace {

class Collector : public cote::DocumentSink {
 public:
  void document(cote::Document&& document) override { documents[document.id] = std::move(document); }
  void failure(const std::string& what) override { FAIL_CHECK(what); }
  void warning(const std::string& what) override { FAIL_CHECK(what); }
  void skipped(const std::filesystem::path& file) override { FAIL_CHECK(file); }
  std::map<std::string, cote::Document> documents;
};

std::string text_of(const cote::Document& document) {
  std::string text;
  for (const auto& paragraph : document.paragraphs) text += paragraph.text + "\n";
  return text;
}

struct Row {
  std::string_view id, date, phrase, absent;
};

// clang-format off
constexpr Row kRows[] = {
    {"rapport-groupe-travail-operations.txt", "", "associer les autorités locales et prévoir", "21-04512"},
    {"lettre-conseil-securite.txt", "2020-03-03", "comme document du Conseil de sécurité", "\uFFFD"},
    {"communique-presse-sahel.md", "2021-02-18", "O.N.U.", "**"},
    {"note-verbale-desarmement.txt", "", "UNIDIR", "\r"},
    {"page-ministere-operations.html", "2019-05-29", "opérations", "Visas"},
    {"rapport-secretaire-general-climat.pdf", "", "Elle n’en tire pas de conclusion générale", "22-18347"},
    {"note-information-asile.pdf", "", "comme une personne qui craint", "per-"},
    {"cr-2019-014", "2019-03-26", "Guinée-Bissau", "\n\n"},
    {"nd-2018-007", "2018-06-18", "RGPD", "\n\n"},
    {"cr-2021-031", "2021-11-12", "UNMISS", "\n\n"},
};
// clang-format on

TEST_CASE("the bundled collection is read whole", "[corpus][sample]") {
  Collector sample;
  cote::read_source(std::filesystem::path(COTE_SOURCE_DIR) / "corpus" / "reports", "", sample);
  CHECK(sample.documents.size() == 58);
  for (const auto& [id, document] : sample.documents) {
    INFO(id);
    CHECK_FALSE(document.title.empty());
    CHECK(document.language == "fr");
    std::uint32_t ordinal = 0;
    for (const auto& paragraph : document.paragraphs) CHECK(paragraph.ordinal == ++ordinal);
  }
  for (const auto& row : kRows) {
    INFO(row.id);
    REQUIRE(sample.documents.contains(std::string(row.id)));
    const cote::Document& document = sample.documents.at(std::string(row.id));
    const std::string text = text_of(document);
    CHECK(text.find(row.phrase) != std::string::npos);
    CHECK(text.find(row.absent) == std::string::npos);
    if (!row.date.empty()) CHECK(document.date.value_or("") == row.date);
  }
  // The report's own numbers, over its page break and its cut words.
  std::vector<std::string> numbers;
  for (const auto& paragraph : sample.documents.at("rapport-groupe-travail-operations.txt").paragraphs) {
    if (paragraph.number && paragraph.number->find(')') == std::string::npos)
      numbers.push_back(*paragraph.number);
  }
  REQUIRE(numbers.size() == 25);
  for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(numbers[i] == std::to_string(i + 1));
  CHECK(sample.documents.at("rapport-secretaire-general-climat.pdf").paragraphs.back().page == 4U);
  CHECK(sample.documents.at("rapport-secretaire-general-climat.pdf").symbols ==
        std::vector<std::string>{"A/77/512"});
}

}  // namespace
