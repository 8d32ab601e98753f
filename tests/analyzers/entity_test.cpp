// Recognition of entities by tests/data/entities.tsv, and what decides between the meanings of one name.
#include <catch2/catch.hpp>
#include <cote/ambiguous.hpp>
#include <cote/analyzer.hpp>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/analysis_invariants.hpp"

namespace {

using cote::Analysis;
using cote::EntityMention;
using cote::TextKind;

const cote::Analyzer& chain() {
  static const cote::Analyzer analyzer = cote::french_analyzer();
  return analyzer;
}

struct Row {
  std::string line, why, kind, text, want;
};

std::vector<Row> rows() {
  std::ifstream file(std::string(COTE_SOURCE_DIR) + "/tests/data/entities.tsv");
  REQUIRE(file);
  std::vector<Row> all;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string> cells;
    for (std::size_t from = 0; from <= line.size();) {
      const std::size_t to = std::min(line.find('\t', from), line.size());
      cells.push_back(line.substr(from, to - from));
      from = to + 1;
    }
    INFO("line " << number << ": " << line);
    REQUIRE(cells.size() == 4);
    all.push_back({std::to_string(number), cells[0], cells[1], cells[2], cells[3]});
  }
  return all;
}

/// Canonical names by place; several meanings of one place by name; weak ones with a question mark.
std::string names(const Analysis& analysis) {
  std::map<std::uint32_t, std::set<std::string>> found;
  for (const EntityMention& mention : analysis.entities) {
    found[mention.first].insert(chain().lexicon().entity(mention.entity).canonical +
                                (mention.weak ? "?" : ""));
  }
  std::string out;
  for (const auto& [first, all] : found) {
    for (const std::string& name : all) out += (out.empty() ? "" : " | ") + name;
  }
  return out.empty() ? "-" : out;
}

std::uint32_t entity(const std::string& canonical) {
  for (std::uint32_t i = 0; i < chain().lexicon().entities().size(); ++i) {
    if (chain().lexicon().entity(i).canonical == canonical) return i;
  }
  FAIL("no entity " << canonical);
  return 0;
}

TEST_CASE("entities in text and queries", "[analyzers][entities]") {
  const auto all = rows();
  CHECK(all.size() >= 320);
  std::size_t hard = 0;
  for (const Row& row : all) {
    INFO("entities.tsv:" << row.line << " (" << row.why << ") " << row.kind << ": " << row.text);
    REQUIRE((row.kind == "text" || row.kind == "query"));
    const TextKind kind = row.kind == "text" ? TextKind::kDocument : TextKind::kQuery;
    const Analysis analysis = chain().analyze(row.text, kind);
    CHECK(names(analysis) == row.want);
    CHECK(cote::test::broken_invariant(row.text, analysis) == "");
    if (row.want == "-" || row.why.starts_with("ambiguous") || row.why.starts_with("not ")) ++hard;
  }
  CHECK(hard * 3 >= all.size());
}

TEST_CASE("a document decides what its paragraphs left open", "[analyzers][entities]") {
  const auto& lexicon = chain().lexicon();
  const auto decided = [&](const std::string& text, const std::string& elsewhere) {
    Analysis analysis = chain().analyze(text);
    std::set<std::uint32_t> known = cote::known_entities(analysis, lexicon);
    known.merge(cote::known_entities(chain().analyze(elsewhere), lexicon));
    cote::resolve_ambiguous(analysis, known, lexicon);
    return names(analysis);
  };
  CHECK(decided("selon la BAD", "rien") == "BAD | UNODA");
  CHECK(decided("selon la BAD", "la Banque africaine de développement") == "BAD");
  CHECK(decided("selon le BAD", "le Bureau des affaires de désarmement") == "UNODA");
  CHECK(decided("le PSC", "le Conseil de paix et de sécurité de l'Union africaine") == "CPS");
  CHECK(decided("au Congo", "rien") == "Congo");
  CHECK(decided("au Congo", "à Goma et dans le Kivu") == "République démocratique du Congo");
  CHECK(decided("au Congo", "à Brazzaville et à Kinshasa") == "Congo");
  CHECK(decided("au Congo", "la République du Congo et la MONUSCO") == "Congo");
  // A demonym elsewhere is no evidence.
  CHECK(decided("au Congo", "les autorités congolaises") == "Congo");
  CHECK(decided("les soldats congolais", "la MONUSCO") == "République démocratique du Congo?");
}

TEST_CASE("what is known of a text leaves out what is not certain", "[analyzers][entities]") {
  const Analysis analysis = chain().analyze("La BAD, les Maliens, le Congo et le Tchad");
  CHECK(cote::known_entities(analysis, chain().lexicon()) == std::set<std::uint32_t>{entity("Tchad")});
}

TEST_CASE("hostile texts stay linear", "[analyzers][entities]") {
  // Beginnings of long names again and again, and thousands of ambiguous ones.
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "Mission multidimensionnelle intégrée des Nations Unies pour la ";
  for (int i = 0; i < 20000; ++i) text += "BAD, CEI, français et ";
  const Analysis analysis = chain().analyze(text);
  CHECK(cote::test::broken_invariant(text, analysis) == "");
}

}  // namespace
