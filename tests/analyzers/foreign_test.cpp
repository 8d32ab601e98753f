// tests/data/foreign.tsv: French texts and what of them is in another language.
#include <chrono>
#include <fstream>
#include <string>
#include <string_view>

#include "analyzers/chain.hpp"
#include "tests/support/catch.hpp"

namespace {

using cote::analysis::ForeignWords;
using cote::analysis::Piece;
using cote::analysis::Text;

cote::analysis::Vocabulary& vocabulary() {
  static cote::analysis::Vocabulary words(
      {&cote::analysis::WordLists::builtin(), &ForeignWords::builtin(), cote::Lexicon::builtin().get()});
  return words;
}

Text marked(std::string_view source) {
  Text text;
  text.begin(source, cote::TextKind::kDocument, vocabulary());
  cote::analysis::tokenize(text);
  cote::analysis::elision(text, cote::analysis::WordLists::builtin());
  cote::analysis::foreign(text, ForeignWords::builtin());
  return text;
}

std::string marked_words(const Text& text) {
  std::string words;
  for (const Piece& piece : text.pieces) {
    if (!piece.foreign) continue;
    if (!words.empty()) words += ' ';
    words += text.source.substr(piece.begin, piece.end - piece.begin);
  }
  return words;
}

double marked_share(const Text& text) {
  std::size_t words = 0;
  std::size_t found = 0;
  for (const Piece& piece : text.pieces) {
    if (piece.text().find_first_not_of("0123456789") == std::string::npos) continue;
    ++words;
    found += piece.foreign ? 1U : 0U;
  }
  return static_cast<double>(found) / static_cast<double>(words);
}

TEST_CASE("stretches of another language, table", "[analyzers][foreign]") {
  std::ifstream table(std::string(COTE_SOURCE_DIR) + "/tests/data/foreign.tsv");
  REQUIRE(table);
  std::string line;
  int number = 0;
  int rows = 0;
  int empty = 0;
  while (std::getline(table, line)) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::size_t tab = line.find('\t');
    INFO("foreign.tsv:" << number << ": " << line);
    REQUIRE(tab != std::string::npos);
    std::string source = line.substr(0, tab);
    constexpr std::string_view kLineBreak = "⏎";
    for (std::size_t at = 0; (at = source.find(kLineBreak, at)) != std::string::npos;) {
      source.replace(at, kLineBreak.size(), "\n");
    }
    const std::string expected = line.substr(tab + 1);
    ++rows;
    empty += expected.empty() ? 1 : 0;
    CHECK(marked_words(marked(source)) == expected);
  }
  CHECK(rows >= 60);
  CHECK(empty * 3 >= rows);
}

TEST_CASE("a marked word says why", "[analyzers][foreign]") {
  const Text text = marked("le comité ad hoc « Training for Peace »");
  REQUIRE(text.pieces.size() == 7);
  CHECK_FALSE(text.pieces[1].foreign);
  CHECK(text.pieces[2].reason == "locution latine");
  CHECK(text.pieces[3].reason == "locution latine");
  CHECK(text.pieces[4].reason == "mot d'une autre langue");
}

TEST_CASE("the source stays as it is", "[analyzers][foreign]") {
  constexpr std::string_view kSource = "l’étude « The State of the World’s Children 2016 » d’octobre";
  Text before;
  before.begin(kSource, cote::TextKind::kDocument, vocabulary());
  cote::analysis::tokenize(before);
  cote::analysis::elision(before, cote::analysis::WordLists::builtin());
  const Text after = marked(kSource);
  REQUIRE(after.pieces.size() == before.pieces.size());
  for (std::size_t i = 0; i < after.pieces.size(); ++i) {
    CHECK(after.pieces[i].text() == before.pieces[i].text());
    CHECK(after.pieces[i].begin == before.pieces[i].begin);
    CHECK(after.pieces[i].end == before.pieces[i].end);
  }
  CHECK(marked_words(after) == "The State of the World’s Children");  // a number has no language
}

TEST_CASE("a paragraph in English is marked almost entirely", "[analyzers][foreign]") {
  constexpr std::string_view kEnglish =
      "The Panel visited four provinces in March and met with officials, clergy and traders. Most of them "
      "said that roads had become safer, although markets remained closed after dusk. Farmers complained "
      "about unpaid compensation; several had sold cattle to settle debts. The Panel recommends that the "
      "mission open two further posts, recruit local interpreters and publish monthly figures on incidents.\n"
      "It also heard from displaced families, who wish to return before the rains begin.";
  CHECK(marked_share(marked(kEnglish)) >= 0.95);
}

TEST_CASE("a paragraph in French is not marked at all", "[analyzers][foreign]") {
  constexpr std::string_view kFrench =
      "Le Groupe s’est rendu dans quatre provinces en mars et a rencontré des responsables, des religieux et "
      "des commerçants. On lui a dit que les routes étaient plus sûres, mais que les marchés restaient "
      "fermés après la tombée de la nuit. Or, selon M. Ford et Mme Wright, de la section de Kingston, un an "
      "plus tard, la question des indemnités impayées reste entière ; le plan de transition est suspendu.";
  CHECK(marked_words(marked(kFrench)).empty());
}

TEST_CASE("hostile texts take linear time", "[analyzers][foreign]") {
  for (const std::string_view part :
       {"the ", "in ", "the of ", "IN A A A A A A A A ", "los y y y ", "\"the \"", "Peace x, ", "ad ", "hoc ",
        "non bis in in idem ",
        "the                                                                        "}) {
    std::string source;
    while (source.size() < 400'000) source += part;
    const auto start = std::chrono::steady_clock::now();
    const Text text = marked(source);
    const auto taken = std::chrono::steady_clock::now() - start;
    INFO(part);
    CHECK_FALSE(text.pieces.empty());
    // A quadratic search over 80,000 words would take minutes; the bound leaves room for slow machines.
    CHECK(taken < std::chrono::seconds(10));
  }
}

TEST_CASE("every Latin expression of the list is found", "[analyzers][foreign]") {
  const ForeignWords& words = ForeignWords::builtin();
  CHECK(words.latin.size() >= 80);
  for (const auto& expression : words.latin) {
    std::string source;
    for (const std::string& word : expression) source.append(source.empty() ? "" : " ").append(word);
    CHECK(marked_words(marked("clause " + source + " comme dit")) == source);
  }
}

}  // namespace
