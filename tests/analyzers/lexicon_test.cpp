// The lexicon's files: readable, sorted, without contradictions; a user's files over them; and what is said
// of a broken one.
#include "tests/support/lexicon.hpp"

#include <algorithm>
#include <cote/lexicon.hpp>
#include <cote/unicode.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace {

using cote::test::index_of;
using cote::test::names;

const std::string kFolder = std::string(COTE_SOURCE_DIR) + "/analyzers/lexicon/";
constexpr std::string_view kTables[] = {"bodies",   "cities",  "countries", "groups",
                                        "missions", "persons", "regions",   "treaties_concepts"};
constexpr std::string_view kHeader =
    "canonical\tkind\tlabel\tacronyms\tacronyms_en\tforms\tforms_"
    "en\tformer\tdemonyms\tparents\tyears\tflags\t"
    "source";

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  REQUIRE(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

TEST_CASE("lists beside the lexicon are valid UTF-8, sorted and free of duplicates", "[analyzers][lexicon]") {
  for (const std::string name : {"stopwords_fr.txt", "accent_pairs.txt", "acronym_words.txt"}) {
    INFO(name);
    std::string last;
    std::size_t entries = 0;
    for (const std::string& line : lines_of(kFolder + name)) {
      REQUIRE(cote::is_valid_utf8(line));
      if (line.empty() || line.front() == '#') continue;
      const std::string key = line.substr(0, line.find_first_of("\t#"));
      INFO(key);
      REQUIRE(last < key);
      last = key;
      ++entries;
    }
    CHECK(entries > 40);
  }
}

TEST_CASE("the lexicon's files have one format", "[analyzers][lexicon]") {
  for (const std::string_view table : kTables) {
    INFO(table);
    std::string last;
    bool header = false;
    bool licence = false;
    for (const std::string& line : lines_of(kFolder + std::string(table) + ".tsv")) {
      INFO(line);
      REQUIRE_FALSE(line.empty());
      REQUIRE(line.back() != ' ');
      REQUIRE(line.find('\r') == std::string::npos);
      REQUIRE(line.find("  ") == std::string::npos);
      if (line.front() == '#') {
        licence = licence || line.starts_with("# Licence: ");
        continue;
      }
      if (!header) {
        REQUIRE(line == kHeader);
        header = true;
        continue;
      }
      const auto cells = split(line, '\t');
      REQUIRE(cells.size() == 13);
      REQUIRE(last < cells[0]);
      last = cells[0];
      CHECK_FALSE(cells[2].empty());   // label
      CHECK_FALSE(cells[12].empty());  // source
      for (const std::string& cell : cells) {
        for (const std::string& item : split(cell, ';')) {
          CHECK((item.empty() ? cell.empty() : true));  // "a;;b"
          CHECK((item.empty() || (item.front() != ' ' || cell == cells[12])));
        }
      }
    }
    CHECK(header);
    CHECK(licence);
  }
}

TEST_CASE("the lexicon that is compiled in", "[analyzers][lexicon]") {
  const auto lexicon = cote::Lexicon::builtin();
  CHECK(lexicon->warnings().empty());  // sorted, NFC
  std::map<std::string, std::size_t> kinds;
  std::set<std::string> seen;
  for (std::uint32_t i = 0; i < lexicon->entities().size(); ++i) {
    const cote::Entity& entity = lexicon->entity(i);
    INFO(entity.canonical);
    CHECK(seen.insert(entity.canonical).second);
    CHECK(lexicon->find(cote::facet_of(entity.kind), entity.canonical) == i);
    CHECK(lexicon->parents(i).size() == entity.parents.size());
    ++kinds[std::string(cote::kind_name(entity.kind))];
    // No form twice in one row: what differs only in case, accents or hyphens is the same to every reader.
    std::set<std::string> forms;
    for (const std::string& acronym : entity.acronyms) CHECK(forms.insert(cote::fold_key(acronym)).second);
    for (const std::string& form : entity.forms) CHECK(forms.insert(cote::fold_key(form)).second);
  }
  // Every kind is in use, and none is a handful that would be better off elsewhere.
  CHECK(kinds.size() == 17);
  for (const auto& [kind, count] : kinds) {
    INFO(kind);
    CHECK(count >= 10);
  }
  CHECK(lexicon->entities().size() - kinds["country"] - kinds["region"] - kinds["area"] - kinds["city"] -
            kinds["person"] >=
        750);
}

TEST_CASE("look-ups", "[analyzers][lexicon]") {
  const auto lexicon = cote::Lexicon::builtin();
  struct Case {
    std::string_view why, name, want;
  };
  constexpr Case kNames[] = {
      {"acronym", "MINUSS", "MINUSS"},
      {"English acronym", "unmiss", "MINUSS"},
      {"dotted", "O.N.U.", "ONU"},
      {"without accents", "cote d'ivoire", "Côte d'Ivoire"},
      {"canonical name in mixed case", "cafdhp", "CAfDHP"},
      {"former name", "Haute-Volta", "Burkina Faso"},
      {"transcription of a city", "Beijing", "Pékin"},
      {"of a person", "Qadhafi", "Mouammar Kadhafi"},
      {"of a group", "Al-Shabaab", "Chabab"},
      {"body of the United Nations, by its acronym", "Opération de l'ONU au Burundi", "ONUB"},
      {"and in full", "Opération de l'Organisation des Nations Unies au Burundi", "ONUB"},
      {"of the European Union", "Mission de formation de l'UE au Mali", "EUTM Mali"},
      {"in English", "UN Mission in Liberia", "MINUL"},
      {"the organisation's own name has no such wording", "Organisation de l'ONU", ""},
      {"known in filters only", "Hexagone", "France"},
      {"nothing", "", ""},
      {"unknown", "Atlantide", ""},
  };
  for (const auto& [why, name, want] : kNames) {
    INFO(why << ": " << name);
    CHECK(names(*lexicon, lexicon->by_name(name)) == want);
  }
  constexpr Case kAcronyms[] = {
      {"folded keys only", "MINUSS", ""},
      {"two meanings", "cei", "CEI, ICE"},
      {"court and convention", "cedh", "CEDH, Convention européenne des droits de l'homme"},
      {"filters only", "dh", ""},
      {"a name, no acronym", "goma", ""},
  };
  for (const auto& [why, acronym, want] : kAcronyms) {
    INFO(why << ": " << acronym);
    CHECK(names(*lexicon, lexicon->by_acronym(acronym)) == want);
  }
  constexpr Case kDemonyms[] = {
      {"feminine plural", "maliennes", "Mali"},
      {"masculine plural", "Sénégalais", "Sénégal"},
      {"two countries", "congolais", "Congo, République démocratique du Congo"},
      {"a country and a disputed name", "sud-coréens", "Corée du Sud"},
      {"several words in one", "bissau-guinéennes", "Guinée-Bissau"},
      {"in -al", "moyen-orientaux", "Moyen-Orient"},
      {"a country is none", "Mali", ""},
  };
  for (const auto& [why, word, want] : kDemonyms) {
    INFO(why << ": " << word);
    CHECK(names(*lexicon, lexicon->by_demonym(word)) == want);
  }
  CHECK(lexicon->is_french_word("eau"));
  CHECK(lexicon->is_french_word("mes"));
  CHECK_FALSE(lexicon->is_french_word("minusca"));
  const cote::Entity& congo = lexicon->entity(index_of(*lexicon, "République démocratique du Congo"));
  CHECK(congo.code == "COD");
  REQUIRE(congo.former.size() == 2);
  CHECK((congo.former[0].name == "Zaïre" && congo.former[0].years == "1971-1997"));
  const cote::Entity& maurice = lexicon->entity(index_of(*lexicon, "Maurice"));
  CHECK(maurice.needs_context);
  CHECK(maurice.flagged(cote::FormFlag::kForename, "MAURICE"));
  CHECK_FALSE(maurice.flagged(cote::FormFlag::kForename, "île Maurice"));
}

TEST_CASE("entities roll up to all that they belong to", "[analyzers][lexicon]") {
  const auto lexicon = cote::Lexicon::builtin();
  const auto up = [&](std::string_view canonical) {
    return names(*lexicon, lexicon->ancestors(index_of(*lexicon, canonical)));
  };
  CHECK(up("MINUL") == "ONU, Libéria, Afrique de l'Ouest, golfe de Guinée, Afrique subsaharienne, Afrique");
  CHECK(up("Goma") ==
        "République démocratique du Congo, Afrique centrale, Grands Lacs, golfe de Guinée, "
        "Afrique subsaharienne, Afrique");
  CHECK(up("ONU").empty());
}

TEST_CASE("acronyms that are words are listed with the word", "[analyzers][lexicon]") {
  const auto lexicon = cote::Lexicon::builtin();
  std::set<std::string> listed;
  for (const std::string& line : lines_of(kFolder + "acronym_words.txt")) {
    if (line.empty() || line.front() == '#') continue;
    INFO(line);
    const std::size_t sign = line.find(" # ");
    REQUIRE(sign != std::string::npos);
    listed.insert(cote::fold_key(line.substr(0, sign)));
  }
  std::set<std::string> flagged;
  for (const cote::Entity& entity : lexicon->entities()) {
    for (const cote::FlaggedForm& form : entity.flags) {
      if (form.flag == cote::FormFlag::kWord) flagged.insert(form.key);
    }
    for (const std::string& acronym : entity.acronyms) {
      INFO(entity.canonical << " " << acronym);
      const bool word = listed.contains(cote::fold_key(acronym));
      CHECK(word == entity.flagged(cote::FormFlag::kWord, acronym));
    }
  }
  CHECK(listed == flagged);
}

/// The path of a file of the fact base, or nothing, with a word about it.
std::optional<std::string> fact_file(const std::string& name) {
  const auto shared = cote::test::shared_folder();
  if (shared && std::filesystem::exists(*shared / "facts" / name)) return (*shared / "facts" / name).string();
  WARN("skipped: no facts/" << name << " in $COTE_SHARED or ../shared");
  return std::nullopt;
}

/// What the files' comments say was left out on purpose: "# left out: FORM: reason", several forms between
/// commas.
std::set<std::string> left_out() {
  constexpr std::string_view kMark = "# left out: ";
  std::set<std::string> forms;
  for (const std::string_view table : kTables) {
    for (const std::string& line : lines_of(kFolder + std::string(table) + ".tsv")) {
      if (!line.starts_with(kMark)) continue;
      const std::size_t colon = line.find(": ", kMark.size());
      REQUIRE(colon != std::string::npos);
      for (const std::string& form : split(line.substr(kMark.size(), colon - kMark.size()), ','))
        forms.insert(form.substr(form.find_first_not_of(' ')));
    }
  }
  return forms;
}

TEST_CASE("every acronym of the fact base stands in the lexicon or is left out with a reason",
          "[analyzers][lexicon]") {
  const auto facts = fact_file("acronyms.tsv");
  if (!facts) return;
  const auto omitted = left_out();
  const auto lexicon = cote::Lexicon::builtin();
  const auto rows = lines_of(*facts);
  REQUIRE(rows.size() > 1000);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string acronym = split(rows[i], '\t')[0];
    INFO(acronym);
    CHECK((!lexicon->by_name(acronym).empty() || omitted.contains(acronym)));
  }
}

TEST_CASE("names of places that are words too carry their rule", "[analyzers][lexicon]") {
  const auto facts = fact_file("gazetteer_ambiguities.tsv");
  if (!facts) return;
  const auto lexicon = cote::Lexicon::builtin();
  const auto rows = lines_of(*facts);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto cells = split(rows[i], '\t');
    const bool capital = cells[4].starts_with("capital required");
    const bool context = cells[4].starts_with("needs context");
    for (std::string form : split(cells[0], '/')) {
      form.erase(0, form.find_first_not_of(' '));
      form.erase(form.find_last_not_of(' ') + 1);
      INFO(form << ": " << cells[4]);
      const auto owners = lexicon->by_name(form);
      CHECK_FALSE((owners.empty() && lexicon->by_demonym(form).empty()));
      if (!capital && !context) continue;
      CHECK(std::any_of(owners.begin(), owners.end(), [&](std::uint32_t owner) {
        const cote::Entity& entity = lexicon->entity(owner);
        if (entity.flagged(cote::FormFlag::kFilter, form)) return true;
        if (capital)
          return entity.flagged(cote::FormFlag::kCapital, form) ||
                 entity.flagged(cote::FormFlag::kWord, form);
        return entity.flagged(cote::FormFlag::kContext, form) ||
               entity.flagged(cote::FormFlag::kForename, form) ||
               entity.flagged(cote::FormFlag::kCapital, form);
      }));
    }
  }
}

}  // namespace
