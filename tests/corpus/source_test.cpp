// read_source() and read_document(): ids, order, what is skipped, what fails and how it is said.
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cote/error.hpp>
#include <cote/reader.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/recording_sink.hpp"
#include "tests/corpus/tiny_pdf.hpp"
#include "tests/support/catch.hpp"

using namespace cote;
using cote::test::Folder;
using cote::test::RecordingSink;
using cote::test::tiny_pdf;
using cote::test::write_file;
namespace fs = std::filesystem;

namespace {

RecordingSink read(const fs::path& source, const std::string& prefix = "") {
  RecordingSink sink;
  read_source(source, prefix, sink);
  return sink;
}

using Strings = std::vector<std::string>;

/// Root reads everything; as somebody else, permissions count.
class AsNobody {
 public:
  AsNobody() {
    if (geteuid() == 0) changed_ = seteuid(65534) == 0;
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (changed_ && seteuid(0) != 0) std::terminate();
  }

 private:
  bool changed_ = false;
};

}  // namespace

TEST_CASE("a folder gives its documents in the order of their paths", "[corpus][source]") {
  const Folder folder;
  write_file(folder, "b.txt", "Deux.");
  write_file(folder, "a/z.md", "# Titre\n\nTrois.");
  write_file(folder, "a.html", "<p>Un.</p>");
  write_file(folder, "a-b/été.txt", "Quatre.");
  write_file(folder, "Z.TXT", "Cinq.");
  write_file(folder, "n.pdf", tiny_pdf({{{72, 700, "Six."}}}));
  write_file(folder, "o.jsonl", "{\"id\":\"x/1\",\"text\":\"Sept.\"}\n");
  const RecordingSink sink = read(folder.path());
  CHECK(sink.ids() == Strings{"Z.TXT", "a-b/été.txt", "a.html", "a/z.md", "b.txt", "n.pdf", "x/1"});
  CHECK(sink.failures.empty());
  CHECK(sink.warnings.empty());
  CHECK(sink.documents[1].path == (folder.path() / "a-b/été.txt").string());
  CHECK(sink.documents[5].paragraphs.at(0).page == 1U);
  CHECK(sink.documents[6].path == (folder.path() / "o.jsonl").string());
  CHECK(read(folder.path() / "a", "ONU").ids() == Strings{"ONU/z.md"});
  CHECK(read(folder.path() / "a/", "").ids() == Strings{"z.md"});
  CHECK(read(folder.path() / "a/z.md", "").ids() == Strings{"z.md"});
}

TEST_CASE("a path is absolute, whatever was given", "[corpus][source]") {
  const Folder folder;
  write_file(folder, "un.txt", "Un.");
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  const RecordingSink sink = read("./x/../un.txt");
  const RecordingSink dot = read(".");
  fs::create_directory("x");
  const RecordingSink through = read("./x/../un.txt");
  fs::current_path(before);
  CHECK(sink.failures.size() == 1);  // x is not there
  CHECK(dot.ids() == Strings{"un.txt"});
  REQUIRE(through.documents.size() == 1);
  CHECK(through.documents[0].path == (fs::canonical(folder.path()) / "un.txt").string());
}

TEST_CASE("what is no document is skipped on the way and a failure when named", "[corpus][source]") {
  const Folder folder;
  write_file(folder, "un.txt", "Un.");
  write_file(folder, "image.png", "\x89PNG\r\n\x1a\n....");
  write_file(folder, "LISEZMOI", "Du texte.");
  write_file(folder, "page", "<!DOCTYPE html><title>T</title><p>Du texte.");
  write_file(folder, "table.csv", "a;b\n");
  write_file(folder, ".cache.txt", "caché");
  write_file(folder, ".git/config.txt", "caché");
  const RecordingSink sink = read(folder.path());
  CHECK(sink.ids() == Strings{"un.txt"});
  CHECK(sink.skips.size() == 4);
  CHECK(sink.failures.empty());

  const RecordingSink image = read(folder.path() / "image.png");
  REQUIRE(image.failures.size() == 1);
  CHECK(image.failures[0] ==
        (folder.path() / "image.png").string() +
            " : ce fichier n'est pas un document (image PNG ?) ; formats lus : texte, Markdown, "
            "HTML, PDF, JSONL");
  CHECK(image.skips.empty());
  CHECK(read(folder.path() / "LISEZMOI").ids() == Strings{"LISEZMOI"});
  CHECK(read(folder.path() / "table.csv").ids() == Strings{"table.csv"});
  CHECK(read(folder.path() / "page").documents.at(0).title == "T");
  CHECK(read(folder.path() / ".cache.txt").ids() == Strings{".cache.txt"});
}

TEST_CASE("a format that is not read yet says so", "[corpus][source]") {
  const Folder folder;
  const fs::path file = write_file(folder, "lettre.docx", "PK\x03\x04....word/document.xml");
  const std::string want =
      file.string() + " : le format DOCX n'est pas encore lu ; enregistrez le document en PDF, HTML ou texte";
  const RecordingSink walked = read(folder.path());
  CHECK(walked.skips.size() == 1);
  CHECK(walked.warnings.at(0) == want);
  CHECK(read(file).failures == Strings{want});
}

TEST_CASE("links to files are followed, links to folders are not", "[corpus][source]") {
  const Folder folder;
  const Folder other;
  write_file(other, "un.txt", "Un.");
  fs::create_symlink(other.path() / "un.txt", folder.path() / "lien.txt");
  fs::create_directory_symlink(other.path(), folder.path() / "dossier");
  fs::create_directory_symlink(folder.path(), folder.path() / "rond");
  fs::create_symlink("absent", folder.path() / "rompu.txt");
  const RecordingSink sink = read(folder.path());
  CHECK(sink.ids() == Strings{"lien.txt"});
  REQUIRE(sink.failures.size() == 1);
  CHECK(sink.failures[0] == (folder.path() / "rompu.txt").string() +
                                " : lien vers un fichier absent ; corrigez-le ou retirez-le");
  CHECK(read(folder.path() / "dossier").ids() == Strings{"un.txt"});  // named, it is followed
}

TEST_CASE("a source that cannot be read fails with its reason", "[corpus][source]") {
  const Folder folder;
  CHECK(read(folder.path() / "absent").failures ==
        Strings{(folder.path() / "absent").string() + " : introuvable ; vérifiez le chemin"});
  const fs::path pipe = folder.path() / "tube.txt";
  REQUIRE(mkfifo(pipe.c_str(), 0644) == 0);
  CHECK_THAT(read(pipe).failures.at(0), Catch::Matchers::Contains("tube.txt : ni un fichier ni un dossier"));
  CHECK(read(folder.path()).skips.size() == 1);  // never opened: that would wait for ever
  CHECK_THAT(read("/dev/null").failures.at(0), Catch::Matchers::Contains("ni un fichier ni un dossier"));
}

TEST_CASE("what may not be read fails alone", "[corpus][source]") {
  const Folder folder;
  write_file(folder, "un.txt", "Un.");
  const fs::path secret = write_file(folder, "secret.txt", "Deux.");
  const fs::path records = write_file(folder, "secret.jsonl", "{}");
  write_file(folder, "z/trois.txt", "Trois.");
  fs::permissions(secret, fs::perms::none);
  fs::permissions(records, fs::perms::none);
  fs::permissions(folder.path() / "z", fs::perms::none);
  RecordingSink sink;
  {
    const AsNobody nobody;
    if (geteuid() == 0) {
      WARN("passé : root lit tout");
      return;
    }
    read_source(folder.path(), "", sink);
  }
  fs::permissions(folder.path() / "z", fs::perms::owner_all);
  CHECK(sink.ids() == Strings{"un.txt"});
  REQUIRE(sink.failures.size() == 3);
  const std::string why = "lecture refusée ; vérifiez les droits (chmod +r) ou changez d'utilisateur";
  CHECK(sink.failures[0] == records.string() + " : " + why);
  CHECK(sink.failures[1] == secret.string() + " : " + why);
  CHECK(sink.failures[2] == (folder.path() / "z").string() + " : dossier, " + why);
}

TEST_CASE("a folder without documents is worth a warning", "[corpus][source]") {
  const Folder folder;
  fs::create_directory(folder.path() / "vide");
  const RecordingSink sink = read(folder.path());
  CHECK(sink.failures.empty());
  CHECK(sink.warnings == Strings{folder.path().string() + " : aucun document dans ce dossier"});
}

TEST_CASE("a broken file is a failure that names it, and the rest goes on", "[corpus][source]") {
  const std::string pdf = tiny_pdf({{{72, 700, "texte"}}});
  struct Case {
    const char* why;
    const char* name;
    std::string bytes;
    const char* message;
  };
  const std::vector<Case> cases = {
      {"empty text", "a.txt", "", "a.txt : fichier vide : aucun texte à indexer"},
      {"blank text", "a.txt", " \n", "a.txt : fichier vide : aucun texte à indexer"},
      {"empty PDF", "a.pdf", "", "a.pdf : fichier vide : aucun texte à indexer"},
      {"empty JSONL", "a.jsonl", "\n", "a.jsonl : fichier vide : aucun enregistrement"},
      {"cut PDF", "a.pdf", pdf.substr(0, 400), "a.pdf : fichier PDF tronqué"},
      {"image named PDF", "a.pdf", "\x89PNG\r\n\x1a\n", "a.pdf : ce n'est pas un PDF (image PNG ?)"},
      {"archive named text", "a.txt", "PK\x03\x04....", "a.txt : contenu binaire (archive ZIP ?)"},
      {"image named HTML", "a.html", "GIF89a....", "a.html : contenu binaire (image GIF ?)"},
      {"page without text", "a.html", "<p></p>", "a.html : page HTML sans texte"},
      {"page furniture only", "a.txt", "\xEE\x80\x80 \xEF\x82\xB7\n", "a.txt : aucun texte à indexer"},
  };
  for (const auto& [why, name, bytes, message] : cases) {
    INFO(why);
    const Folder folder;
    write_file(folder, name, bytes);
    write_file(folder, "z.txt", "Le reste.");
    const RecordingSink sink = read(folder.path());
    CHECK(sink.ids() == Strings{"z.txt"});
    REQUIRE(sink.failures.size() == 1);
    CHECK_THAT(sink.failures[0], Catch::Matchers::StartsWith((folder.path() / message).string()));
  }
}

TEST_CASE("a false name is read as what it is when that is a document", "[corpus][source]") {
  const Folder folder;
  write_file(folder, "a.txt", tiny_pdf({{{72, 700, "Un texte."}}}));
  write_file(folder, "b.html", tiny_pdf({{{72, 700, "Un texte."}}}));
  write_file(folder, "c.txt", "<!doctype html><title>T</title><p>Un texte.</p>");
  const RecordingSink sink = read(folder.path());
  CHECK(sink.failures.empty());
  REQUIRE(sink.documents.size() == 3);
  for (const Document& document : sink.documents) CHECK(document.paragraphs.at(0).text == "Un texte.");
  REQUIRE(sink.warnings.size() == 3);
  CHECK(sink.warnings[0] == (folder.path() / "a.txt").string() +
                                " : l'extension dit « .txt », le contenu est un PDF : lu comme tel");
  CHECK_THAT(sink.warnings[2], Catch::Matchers::Contains("le contenu est du HTML"));
}

TEST_CASE("a warning names file and line", "[corpus][source]") {
  const Folder folder;
  const fs::path file = write_file(folder, "a.txt", "été\nété\n\xE9 à côté, déjà là\n");
  CHECK(read(file).warnings ==
        Strings{file.string() + " : ligne 3 : UTF-8 mal formé ; un caractère remplacé par « \uFFFD »"});
}

TEST_CASE("an id that comes again within a source is worth a warning", "[corpus][source]") {
  const Folder folder;
  write_file(folder, "a.jsonl", "{\"id\":\"z.txt\",\"text\":\"Un.\"}\n");
  write_file(folder, "b.jsonl", "{\"id\":\"z.txt\",\"text\":\"Deux.\"}\n");
  write_file(folder, "z.txt", "Trois.");
  const RecordingSink sink = read(folder.path());
  CHECK(sink.documents.size() == 3);
  REQUIRE(sink.warnings.size() == 2);
  CHECK(sink.warnings[0] == (folder.path() / "b.jsonl").string() + ":1 : l'id « z.txt » est déjà celui de " +
                                (folder.path() / "a.jsonl").string() +
                                ":1 ; cet enregistrement-ci remplace le premier");
  CHECK_THAT(sink.warnings[1], Catch::Matchers::EndsWith("b.jsonl:1 ; ce document-ci le remplace"));
}

TEST_CASE("a name that is no UTF-8 still gives a document", "[corpus][source]") {
  const Folder folder;
  write_file(folder, "\xE9t\xE9.txt", "Un.");
  write_file(folder, "e\u0301.txt", "Deux.");
  CHECK(read(folder.path()).ids() == Strings{"é.txt", "\uFFFDt\uFFFD.txt"});
}

TEST_CASE("an exception of the sink is the caller's and goes through", "[corpus][source]") {
  struct Stopping : RecordingSink {
    void document(Document&&) override { throw IndexError("disque plein"); }
  };
  const Folder folder;
  write_file(folder, "a.txt", "Un.");
  write_file(folder, "b.jsonl", "{\"id\":\"a\",\"text\":\"x\"}");
  Stopping sink;
  CHECK_THROWS_AS(read_source(folder.path(), "", sink), IndexError);
  CHECK_THROWS_AS(read_source(folder.path() / "b.jsonl", "", sink), IndexError);
  CHECK(sink.failures.empty());
}

TEST_CASE("read_document reads one file or throws with its name", "[corpus][source]") {
  const Folder folder;
  const fs::path file = write_file(folder, "a.md", "---\ndate: 2017-02-13\nlang: fr\n---\n# Titre\n\nTexte.");
  const Document document = read_document(file, "ici");
  CHECK(document.id == "ici");
  CHECK(document.title == "Titre");
  CHECK(document.date == "2017-02-13");
  CHECK(document.paragraphs.back().text == "Texte.");
  CHECK_THROWS_WITH(read_document(folder.path() / "b.txt", "x"),
                    (folder.path() / "b.txt").string() + " : introuvable ; vérifiez le chemin");
  CHECK_THROWS_AS(read_document(write_file(folder, "c.jsonl", "{}"), "x"), CorpusError);
}
