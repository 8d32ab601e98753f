// A user's files over the lexicon that is compiled in, and what is said of a broken one.
#include <cote/error.hpp>
#include <cote/lexicon.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "analyzers/names.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/lexicon.hpp"
#include "tests/support/shared.hpp"

namespace {

using cote::test::index_of;
using cote::test::names;

/// A lexicon of one built-in text and one of a user.
cote::Lexicon two(std::string_view ours, std::string_view theirs) {
  std::vector<cote::LexiconSource> sources = {{"ours.tsv", ours, true}};
  if (!theirs.empty()) sources.push_back({"mon.tsv", theirs, false});
  return cote::Lexicon(sources);
}

std::string error_of(std::string_view ours, std::string_view theirs) {
  try {
    const cote::Lexicon lexicon = two(ours, theirs);
  } catch (const cote::CorpusError& error) {
    return error.what();
  }
  return "no error";
}

constexpr std::string_view kOurs =
    "canonical\tkind\tlabel\tacronyms\tforms\tparents\tflags\n"
    "AB\torganisation\tAlliance bleue\tAB\t\t\t\n"
    "CD\torgan\tComité droit\tCD\t\tAB\t\n";

TEST_CASE("a user's file adds, replaces and removes", "[analyzers][lexicon]") {
  SECTION("adds") {
    const auto lexicon = two(kOurs, "canonical\tkind\tacronyms\tparents\nEF\tmission\tEF\tCD;AB\n");
    REQUIRE(lexicon.entities().size() == 3);
    CHECK(lexicon.entity(2).label == "EF");
    CHECK(names(lexicon, lexicon.ancestors(2)) == "CD, AB");
    CHECK(lexicon.warnings().empty());
  }
  SECTION("replaces, wholly") {
    const auto lexicon = two(kOurs, "AB\tfund\tAide brute\t\t\t\t\t\t\t\t\t\t\n");
    REQUIRE(lexicon.entities().size() == 2);
    CHECK(lexicon.entity(0).label == "Aide brute");
    CHECK(lexicon.by_name("Alliance bleue").empty());
    CHECK(names(lexicon, lexicon.parents(1)) == "AB");
  }
  SECTION("removes; nothing is part of it any more") {
    const auto lexicon = two(kOurs, "canonical\tkind\tflags\nAB\t\tremove\n");
    REQUIRE(lexicon.entities().size() == 1);
    CHECK(lexicon.entity(0).parents.empty());
    CHECK(lexicon.parents(0).empty());
    CHECK(lexicon.by_acronym("ab").empty());
  }
  SECTION("answers for a name that ours has too") {
    const auto lexicon = two(kOurs, "canonical\tkind\tacronyms\tflags\nAutre\torgan\tCD\tambiguous:CD\n");
    CHECK(names(lexicon, lexicon.by_acronym("cd")) == "CD, Autre");
  }
  SECTION("words, line ends and a byte order mark of other systems") {
    const auto lexicon = two(kOurs,
                             "\xEF\xBB\xBF"
                             "canonical\tkind\tacronyms\tflags\r\nUnion sage\torgan\tUS\tword:US\r\n");
    CHECK(lexicon.is_french_word("us"));
    CHECK(lexicon.entity(2).canonical == "Union sage");
  }
  SECTION("is told what could be better") {
    const auto lexicon = two(kOurs, "canonical\tkind\nZ\torgan\nM\torgan\nE\xCC\x81tat\tcountry\n");
    REQUIRE(lexicon.warnings().size() == 2);
    CHECK(lexicon.warnings()[0].starts_with("mon.tsv:3:1 : lignes non triées à partir de « M »"));
    CHECK(lexicon.warnings()[1].starts_with("mon.tsv:4:1 : accents décomposés"));
    CHECK(lexicon.entity(4).canonical == "État");
  }
  SECTION("makes another fingerprint") {
    CHECK(two(kOurs, "").fingerprint() == two(kOurs, "").fingerprint());
    CHECK(two(kOurs, "canonical\tkind\nE\torgan\n").fingerprint() != two(kOurs, "").fingerprint());
  }
}

TEST_CASE("a broken lexicon names file, line and column and says what to do", "[analyzers][lexicon]") {
  struct Case {
    std::string why, file, want;
  };
  const std::string head = "canonical\tkind\tacronyms\tforms\tformer\tparents\tyears\tflags\n";
  const Case cases[] = {
      {"fields missing", "# comment\nA\torgan\n",
       ":2:3 : 2 colonnes, il en faut 13, séparées par des tabulations : canonical, kind"},
      {"fields too many", "canonical\tkind\nA\torgan\tx\n", ":2:9 : 3 colonnes, il en faut 2"},
      {"unknown column", "canonical\tkindd\n",
       ":1:11 : colonne « kindd » inconnue ; connues : canonical, kind"},
      {"column twice", "canonical\tkind\tkind\n", ":1:16 : colonne « kind » deux fois"},
      {"column missing", "canonical\tlabel\n", ":1:1 : il manque la colonne « kind »"},
      {"no name", "canonical\tkind\n\torgan\n", ":2:1 : la colonne « canonical » est vide"},
      {"unknown kind", "canonical\tkind\nÉtat\tpays\n",
       ":2:6 : nature « pays » inconnue ; connues : mission, organisation"},
      {"unknown flag", head + "A\torgan\tX\t\t\t\t\tverifie\n",
       ":2:15 : drapeau « verifie » inconnu ; connus : ambiguous, capital"},
      {"flag without form", head + "A\torgan\tX\t\t\t\t\tword\n",
       ":2:15 : drapeau « word » sans forme ; écrivez word:FORME"},
      {"colon without form", head + "A\torgan\tX\t\t\t\t\tcapital:\n",
       ":2:15 : drapeau « capital » sans forme"},
      {"second flag of a list", head + "A\torgan\tX\t\t\t\t\tword:X;x:y\n", ":2:22 : drapeau « x » inconnu"},
      {"word of another row", head + "A\torgan\tX\tY\t\t\t\tword:Y\n",
       ":2:16 : « Y » n'est pas un sigle de cette ligne"},
      {"form of another row", head + "A\torgan\tX\t\t\t\t\tambiguous:Y\n",
       ":2:15 : « Y » n'est pas une forme de cette ligne"},
      {"country code", head + "A\tcountry\t\t\t\t\t\tiso:fra\n",
       ":2:16 : code « fra » : écrivez iso: et trois capitales"},
      {"years", head + "A\torgan\t\t\t\t\t20O1-\t\n", ":2:13 : années « 20O1- » illisibles"},
      {"years of a former name", head + "A\torgan\t\t\tB (19-20)\t\t\t\n",
       ":2:11 : années « 19-20 » illisibles"},
      {"same name twice", "canonical\tkind\nA\torgan\nA\torgan\n", ":3:1 : « A » figure déjà à la ligne 2"},
      {"form of two entities", head + "A\torgan\tX\t\t\t\t\t\nB\torgan\tX.\t\t\t\t\tambiguous:X\n",
       ":2:1 : « X » désigne aussi « B » (mon.tsv:3:1) ; ajoutez ambiguous:X"},
      {"form of ours", head + "B\torgan\t\tcomité DROIT\t\t\t\t\n",
       ":2:1 : « comité DROIT » désigne aussi « CD » (ours.tsv:3:1)"},
      {"dangling parent", head + "B\torgan\t\t\t\tAB;AC\t\t\n", ":2:12 : parent « AC » inconnu"},
      {"cycle of two", head + "B\torgan\t\t\t\tC\t\t\nC\torgan\t\t\t\tB\t\t\n",
       ":3:12 : parents en cercle : B → C → B ; ôtez"},
      {"its own parent", head + "B\torgan\t\t\t\tB\t\t\n", ":2:12 : parents en cercle : B → B"},
      {"removes what is not there", "canonical\tkind\tflags\nX\t\tremove\n",
       ":2:1 : « X » à retirer (remove) n'existe pas"},
      {"empty", "", ":1:1 : aucune entrée dans ce fichier"},
      {"comments only", "# rien\n", ":1:1 : aucune entrée dans ce fichier"},
      {"NUL byte", std::string("canonical\tkind\nÉt\0at\torgan\n", 28), ":2:3 : octet nul"},
      {"not UTF-8", "canonical\tkind\nA\xC9t\torgan\n", ":2:2 : octets qui ne sont pas de l'UTF-8"},
      {"UTF-16", std::string("c\0a\0n\0", 6),
       ":1:2 : octet nul ; ce n'est pas un fichier de texte, ou il est en UTF-16"},
      {"line of 1 MB", "canonical\tkind\n" + std::string(1'000'000, 'x') + "\n",
       ":2:1 : ligne de 1000000 octets, au plus 65536"},
  };
  for (const auto& [why, file, want] : cases) {
    INFO(why);
    // An empty text is a file of its own here, not its absence.
    std::string message = "no error";
    try {
      const cote::Lexicon lexicon({{"ours.tsv", kOurs, true}, {"mon.tsv", file, false}});
    } catch (const cote::CorpusError& error) {
      message = error.what();
    }
    INFO(message);
    CHECK(message.starts_with("mon.tsv" + want));
  }
  CHECK(error_of("canonical\tkind\tflags\nA\torgan\tremove\n", "")
            .starts_with("ours.tsv:2:9 : « remove » n'a de sens que"));
  CHECK(error_of("", "") == "no error");
}

TEST_CASE("files of a user's own are laid over the lexicon that is compiled in", "[analyzers][lexicon]") {
  CHECK(cote::Lexicon::load({}) == cote::Lexicon::builtin());
  const cote::test::TemporaryFolder folder;
  const auto file = folder.path() / "mon.tsv";
  std::ofstream(file, std::ios::binary)
      << "canonical\tkind\tlabel\tacronyms\tparents\nCODIR\torgan\tComité de direction\tCODIR\tOCDE\n";
  const auto lexicon = cote::Lexicon::load({file});
  CHECK(lexicon->entities().size() == cote::Lexicon::builtin()->entities().size() + 1);
  CHECK(lexicon->fingerprint() != cote::Lexicon::builtin()->fingerprint());
  CHECK(names(*lexicon, lexicon->by_acronym("codir")) == "CODIR");
  CHECK_THROWS_WITH(cote::Lexicon::load({"absent.tsv"}),
                    "absent.tsv : lexique illisible ; vérifiez le chemin et les droits");
  CHECK_THROWS_WITH(cote::Lexicon::load({folder.path()}),
                    folder.path().string() + " : c'est un dossier ; donnez un fichier de lexique");
}

TEST_CASE("the example of docs/lexicon.md is a lexicon", "[analyzers][lexicon]") {
  std::string example;
  bool inside = false;
  std::ifstream page(std::string(COTE_SOURCE_DIR) + "/docs/lexicon.md");
  REQUIRE(page);
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("canonical\t")) inside = true;
    if (line == "```") inside = false;
    if (inside) example += line + '\n';
  }
  const cote::test::TemporaryFolder folder;
  std::ofstream(folder.path() / "maison.tsv", std::ios::binary) << example;
  const auto lexicon = cote::Lexicon::load({folder.path() / "maison.tsv"});
  CHECK(names(*lexicon, lexicon->ancestors(index_of(*lexicon, "CODIR"))) == "Maison");
  CHECK(lexicon->by_acronym("tva").empty());
}

TEST_CASE("100,000 entries of a user's own", "[analyzers][lexicon]") {
  std::string text = "canonical\tkind\tlabel\tacronyms\tforms\tparents\tflags\n";
#if defined(__SANITIZE_ADDRESS__)
  constexpr int kCount = 20'000;  // the sanitizers take ten times as long
#else
  constexpr int kCount = 100'000;
#endif
  for (int i = 0; i < kCount; ++i) {
    const std::string n = std::to_string(i);
    // A chain of parents as long as the file, and one name that all of them bear.
    text.append("ZZ").append(n).append("\torganisation\tAgence numéro ").append(n);
    text.append(" pour la coopération\tZZ").append(n).append("\tOffice ").append(n);
    text.append(" des Nations Unies;le même nom\t");
    if (i > 0) text.append("ZZ").append(std::to_string(i - 1));
    text.append("\tambiguous:le même nom\n");
  }
  const cote::Lexicon lexicon({{"ours.tsv", kOurs, true}, {"mon.tsv", text, false}});
  CHECK(lexicon.entities().size() == kCount + 2);
  CHECK(names(lexicon, lexicon.by_name("Office 4711 de l'ONU")) == "ZZ4711");
  CHECK(lexicon.by_name("le même nom").size() == kCount);
  CHECK(lexicon.ancestors(kCount + 1).size() == kCount - 1);
  std::size_t found = 0;
  const std::vector<std::string_view> words = {"une",  "agence", "numero",     "19999",
                                               "pour", "la",     "cooperation"};
  lexicon.names().walk(words, 1, [&](std::size_t length, const std::vector<std::uint32_t>& entities) {
    CHECK(length == 6);
    CHECK(names(lexicon, entities) == "ZZ19999");
    ++found;
  });
  CHECK(found == 1);
}

}  // namespace
