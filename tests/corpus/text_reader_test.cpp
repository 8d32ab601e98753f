#include <cote/error.hpp>
#include <string>

#include "corpus/extract.hpp"
#include "tests/support/catch.hpp"

using namespace cote;
using namespace cote::corpus;

TEST_CASE("read_text hands over the lines as they are", "[corpus][text]") {
  const Extract extract = read_text("  Titre\r\n\r\n1. Premier\r\n\f2. Second");
  REQUIRE(extract.lines.has_value());
  CHECK(*extract.lines == "  Titre\n\n1. Premier\n\f2. Second");
  CHECK(extract.blocks.empty());
  CHECK(extract.warnings.empty());
}

TEST_CASE("read_text passes on what decoding found", "[corpus][text]") {
  CHECK(read_text("été été été n\xE9").warnings.size() == 1);
}

TEST_CASE("read_text says that there is nothing to read", "[corpus][text]") {
  for (const char* text : {" ", "\n\n\t\n", "\xEF\xBB\xBF", "\xC2\xA0\n\xE2\x80\xAF", "\f\f"}) {
    INFO(text);
    CHECK_THROWS_WITH(read_text(text), "fichier vide : aucun texte à indexer");
  }
}
