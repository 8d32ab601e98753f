#include <cote/error.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/extract.hpp"
#include "tests/corpus/tiny_pdf.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

using namespace cote;
using namespace cote::corpus;
using cote::test::PdfLine;
using cote::test::tiny_pdf;

namespace {

std::string message_of(std::string_view bytes) {
  try {
    (void)read_pdf(bytes);
  } catch (const CorpusError& error) {
    return error.what();
  }
  return "no error";
}

std::string read_all(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Lines 14 points apart from y = 700 on.
std::vector<PdfLine> column(double x, std::initializer_list<const char*> texts) {
  std::vector<PdfLine> lines;
  double y = 700;
  for (const char* text : texts) {
    lines.push_back({x, y, text});
    y -= 14;
  }
  return lines;
}

}  // namespace

TEST_CASE("read_pdf gives lines and page ends", "[corpus][pdf]") {
  const Extract extract =
      read_pdf(tiny_pdf({{{72, 700, "Premi\\350re page."}}, {{72, 700, "Seconde page."}}}));
  REQUIRE(extract.lines.has_value());
  CHECK(*extract.lines == "Première page.\n\fSeconde page.\n\f");
  CHECK(extract.title.empty());
  CHECK(extract.warnings.empty());
}

TEST_CASE("read_pdf sets a blank line where the page shows a paragraph's end", "[corpus][pdf]") {
  struct Case {
    const char* why;
    std::vector<PdfLine> lines;
    const char* want;
  };
  const std::vector<Case> cases = {
      {"lines of one paragraph",
       column(72, {"une longue ligne de texte", "puis une autre ligne,", "et encore une autre."}),
       "une longue ligne de texte\npuis une autre ligne,\net encore une autre.\n"},
      {"more space than usual",
       {{72, 700, "un deux trois"},
        {72, 686, "quatre cinq six"},
        {72, 672, "sept huit neuf"},
        {72, 658, "dix onze douze"},
        {72, 630, "treize"}},
       "un deux trois\nquatre cinq six\nsept huit neuf\ndix onze douze\n\ntreize\n"},
      {"double spacing is usual there",
       {{72, 700, "un deux trois"},
        {72, 672, "quatre cinq six"},
        {72, 644, "sept huit neuf"},
        {72, 616, "dix onze douze"}},
       "un deux trois\nquatre cinq six\nsept huit neuf\ndix onze douze\n"},
      {"first line set in",
       {{72, 700, "un deux trois quatre."},
        {92, 686, "Cinq six sept huit"},
        {72, 672, "neuf dix onze douze"}},
       "un deux trois quatre.\n\nCinq six sept huit\nneuf dix onze douze\n"},
      {"a line that stops short",
       {{72, 700, "une longue ligne de texte"}, {72, 686, "et fin."}, {72, 672, "Une autre ligne de texte"}},
       "une longue ligne de texte\net fin.\n\nUne autre ligne de texte\n"},
  };
  for (const auto& [why, lines, want] : cases) {
    INFO(why);
    CHECK(read_pdf(tiny_pdf({lines})).lines.value_or("") == want + std::string("\f"));
  }
}

TEST_CASE("read_pdf reads one column after the other", "[corpus][pdf]") {
  std::vector<PdfLine> lines = column(72, {"gauche un", "gauche deux", "gauche trois", "gauche quatre"});
  for (const PdfLine& line : column(320, {"droite un", "droite deux", "droite trois", "droite quatre"}))
    lines.push_back(line);
  CHECK(read_pdf(tiny_pdf({lines})).lines.value_or("") ==
        "gauche un\ngauche deux\ngauche trois\ngauche quatre\ndroite un\ndroite deux\ndroite trois\ndroite "
        "quatre\n\f");
}

TEST_CASE("read_pdf leaves cut words to repair", "[corpus][pdf]") {
  CHECK(read_pdf(tiny_pdf({column(72, {"le texte vu ci-", "dessus, dit-on"})})).lines.value_or("") ==
        "le texte vu ci-\ndessus, dit-on\n\f");
}

TEST_CASE("read_pdf takes a title that a person gave", "[corpus][pdf]") {
  struct Case {
    const char* why;
    const char* title;
    const char* want;
  };
  constexpr Case kTitles[] = {
      {"a title", "Rapport du Secr\\351taire g\\351n\\351ral", "Rapport du Secrétaire général"},
      {"the program's", "Microsoft Word - rapport.docx", ""},
      {"a file name", "rapport annuel.indd", ""},
      {"one word, a file's", "CprocivS", ""},
      {"a job number", "20 11786", ""},
      {"untitled", "Sans titre 1", ""},
      {"the slides' default", "Pr\\351sentation PowerPoint", ""},
      {"spaces", "   ", ""},
  };
  for (const auto& [why, title, want] : kTitles) {
    INFO(why);
    CHECK(read_pdf(tiny_pdf({{{72, 700, "texte"}}}, title)).title == want);
  }
}

TEST_CASE("read_pdf says what is wrong and what to do", "[corpus][pdf]") {
  const std::string whole = tiny_pdf({{{72, 700, "texte"}}});
  CHECK(message_of("") == "fichier vide : aucun texte à indexer");
  CHECK(message_of("\x89PNG\r\n\x1a\n....") ==
        "ce n'est pas un PDF (image PNG ?) : corrigez l'extension du fichier, ou donnez l'original");
  CHECK_THAT(message_of("PK\x03\x04....word/document.xml"),
             Catch::Matchers::Contains("(document Word (DOCX) ?)"));
  CHECK_THAT(message_of("<!DOCTYPE html><p>x"), Catch::Matchers::Contains("(page HTML ?)"));
  CHECK_THAT(message_of("du texte"), Catch::Matchers::Contains("(texte ?)"));
  CHECK(message_of(whole.substr(0, whole.size() / 2)) ==
        "fichier PDF tronqué : la marque de fin (%%EOF) manque ; reprenez-le à sa source");
  CHECK_THAT(message_of("%PDF-1.4\nrien\n%%EOF\n"), Catch::Matchers::StartsWith("fichier PDF"));
  CHECK(message_of(tiny_pdf({{}})) ==
        "PDF sans texte : une numérisation ? passez-le d'abord à la reconnaissance de caractères");
  CHECK(message_of(test::encrypted_pdf()) ==
        "PDF protégé par un mot de passe : enregistrez-en une copie sans mot de passe");
}

TEST_CASE("read_pdf accepts what stands before the head and behind the end", "[corpus][pdf]") {
  const std::string whole = tiny_pdf({{{72, 700, "texte"}}});
  CHECK(read_pdf(whole + std::string(3000, '\0')).lines == "texte\n\f");
  CHECK(read_pdf(whole + "\r\n<!-- envoyé par le serveur -->").lines == "texte\n\f");
  CHECK(read_pdf("\n\n" + whole).lines == "texte\n\f");
}

TEST_CASE("read_pdf warns about pages without text", "[corpus][pdf]") {
  const Extract extract = read_pdf(tiny_pdf({{{72, 700, "texte"}}, {}, {}}));
  REQUIRE(extract.warnings.size() == 1);
  CHECK_THAT(extract.warnings[0], Catch::Matchers::StartsWith("2 pages sur 3 sans texte (2, 3)"));
}

TEST_CASE("read_pdf reads real files", "[corpus][pdf][shared]") {
  const auto shared = test::shared_folder();
  if (!shared) {
    WARN("passé : le dossier shared manque");
    return;
  }
  const std::filesystem::path law =
      *shared / "originals/loi-2008-12-du-25-janvier-2008-portant-protection-donnees-personnelles.pdf";
  const std::string bytes = read_all(law);
  const std::string lines = read_pdf(bytes).lines.value_or("");
  CHECK_THAT(lines, Catch::Matchers::StartsWith("LOI n° 2008-12 du 25 janvier 2008 portant\n"));
  CHECK_THAT(lines, Catch::Matchers::Contains("personne.\n\nMalgré le démarrage"));
  CHECK_THAT(lines, Catch::Matchers::Contains("font\n\fl’objet d’un traitement."));
  CHECK_THAT(message_of(bytes.substr(0, bytes.size() / 2)),
             Catch::Matchers::StartsWith("fichier PDF tronqué"));
}
