// decode_text(): which bytes are which text.
#include <cote/error.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/extract.hpp"
#include "corpus/values.hpp"
#include "tests/support/catch.hpp"

using namespace cote;
using namespace cote::corpus;
using namespace std::string_view_literals;

namespace {

struct Case {
  std::string_view why;
  std::string_view bytes;
  std::string_view declared;
  std::string_view want;
};

// clang-format off
constexpr Case kCases[] = {
    {"UTF-8",                                   "côte d’Ivoire\n",                       "", "côte d’Ivoire\n"},
    {"UTF-8 with BOM",                          "\xEF\xBB\xBF" "été",                    "", "été"},
    {"Latin-1",                                 "d\xE9" "put\xE9" "s",                   "", "députés"},
    {"Latin-1, one accent at the very end",     "Beaut\xE9",                             "", "Beauté"},
    {"Windows-1252: apostrophe, oe, dash, euro", "l\x92\x9C" "uvre \x96 5 \x80",         "", "l’œuvre – 5 €"},
    {"Windows-1252: guillemets and no-break",   "\xAB\xA0paix\xA0\xBB",                  "", "«\u00A0paix\u00A0»"},
    {"UTF-16 LE with BOM",                      "\xFF\xFE" "c\0\xF4\0t\0\xE9\0"sv,       "", "côté"},
    {"UTF-16 BE with BOM",                      "\xFE\xFF\0c\0\xF4\0t\0\xE9"sv,          "", "côté"},
    {"UTF-16 LE without BOM, by its zero bytes", "p\0a\0i\0x\0 \0e\0t\0 \0\x53\x01"sv,   "", "paix et œ"},
    {"UTF-16 BE without BOM",                   "\0p\0a\0i\0x\0 \0e\0t\0 \x01\x53"sv,    "", "paix et œ"},
    {"UTF-16 surrogate pair",                   "\xFF\xFE\x3D\xD8\x00\xDE"sv,            "", "😀"},
    {"UTF-32 LE with BOM",                      "\xFF\xFE\0\0\xE9\0\0\0"sv,              "", "é"},
    {"declared Latin-9: euro at 0xA4",          "5 \xA4, c\xBDur",           "ISO-8859-15", "5 €, cœur"},
    {"declared Mac Roman",                      "\x8E" "t\x8E",                "macintosh", "été"},
    {"declared Latin-1 is Windows-1252",        "l\x92" "\xE9t\xE9",          "iso-8859-1", "l’été"},
    {"a declaration that the bytes refute",     "été",                        "iso-8859-1", "été"},
    {"DOS line ends",                           "a\r\nb\r\n",                            "", "a\nb\n"},
    {"old Mac line ends",                       "a\rb",                                  "", "a\nb"},
    {"line and paragraph separators",           "a\u2028b\u2029c",                       "", "a\nb\n\nc"},
    {"form feed is a page end and stays",       "a\fb",                                  "", "a\fb"},
    {"decomposed accents are composed",         "e\u0301te\u0301 nai\u0308f",            "", "été naïf"},
    {"ohm sign is canonically omega",           "5 \u2126",                              "", "5 \u03A9"},
    {"C1 controls were Windows-1252",           "l\u0092\u009Cuvre\u0085",               "", "l’œuvre…"},
    {"stray control characters are spaces",     "une longue phrase sans fin, une longue phrase sans fin, une longue "
                                                "phrase sans fin, une longue phrase\x01" "fin",
                                                "", "une longue phrase sans fin, une longue phrase sans fin, une longue "
                                                "phrase sans fin, une longue phrase fin"},
    {"DOS end of file mark",                    "fin\x1A",                               "", "fin "},
    {"zero-width no-break space inside",        "a\uFEFFb",                              "", "ab"},
    {"genuine U+FFFD is kept without a warning", "a\uFFFDb",                             "", "a\uFFFDb"},
    {"empty",                                   "",                                      "", ""},
};

struct WarningCase {
  std::string_view why;
  std::string bytes;
  std::string_view text;
  std::string_view warning;
};

const WarningCase kWarnings[] = {
    {"one bad byte in UTF-8: replaced, with its line",   "été\nn\xE9 à côté, déjà",  "été\nn\uFFFD à côté, déjà",
     "ligne 2 : UTF-8 mal formé ; un caractère remplacé par « \uFFFD »"},
    {"a file cut inside a character",                    "été, été, été, \xC3", "été, été, été, \uFFFD",
     "ligne 1 : UTF-8 mal formé ; un caractère remplacé"},
    {"two texts pasted together keep all their accents", "été été été\n\xE9t\xE9 \xE9t\xE9\n", "été été été\nété été\n",
     "mélange d'UTF-8 et de Windows-1252 (première fois ligne 2)"},
    {"UTF-16 with half a character at its end",          std::string("\xFF\xFE" "a\0b"sv), "a\uFFFD", "UTF-16 abîmé"},
    {"unpaired surrogate",                               std::string("\xFF\xFE\x3D\xD8" "a\0"sv), "\uFFFDa", "UTF-16 abîmé"},
};

struct BinaryCase {
  std::string_view why;
  std::string bytes;
  std::string_view name;
};

const BinaryCase kBinary[] = {
    {"PNG",                  "\x89PNG\r\n\x1a\n....",                          "image PNG"},
    {"JPEG",                 "\xff\xd8\xff\xe0JFIF",                           "image JPEG"},
    {"ZIP",                  "PK\x03\x04.....note.txt",                        "archive ZIP"},
    {"DOCX",                 "PK\x03\x04.....[Content_Types].xml..word/document.xml", "document Word (DOCX)"},
    {"ODT",                  "PK\x03\x04.....mimetypeapplication/vnd.oasis.opendocument.text", "document OpenDocument (ODT)"},
    {"EPUB",                 "PK\x03\x04.....mimetypeapplication/epub+zip",    "livre EPUB"},
    {"old Word",             "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....",           "ancien document Office"},
    {"RTF is markup",        "{\\rtf1\\ansi texte}",                           "document RTF"},
    {"PDF",                  "%PDF-1.4\n",                                     "document PDF"},
    {"gzip",                 "\x1f\x8b\x08....",                               "archive gzip"},
    {"NUL bytes",            std::string("ab\0cd\0\0ef", 9),                   "données binaires"},
    {"control characters",   "\x01\x02\x03\x04texte",                          "données binaires"},
};
// clang-format on

}  // namespace

TEST_CASE("decode_text reads every encoding that a French text file has", "[corpus][encoding]") {
  for (const auto& [why, bytes, declared, want] : kCases) {
    INFO(why);
    std::vector<std::string> warnings;
    CHECK(decode_text(bytes, declared, warnings) == want);
    CHECK(warnings.empty());
  }
}

TEST_CASE("decode_text warns about damage and says where", "[corpus][encoding]") {
  for (const auto& [why, bytes, text, warning] : kWarnings) {
    INFO(why);
    std::vector<std::string> warnings;
    CHECK(decode_text(bytes, {}, warnings) == text);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], Catch::Matchers::Contains(std::string(warning)));
  }
}

TEST_CASE("decode_text counts the characters it replaced", "[corpus][encoding]") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "côté\n";
  text.insert(35, "\xE9\n\xE9\n");
  std::vector<std::string> warnings;
  (void)decode_text(text, {}, warnings);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0] ==
        "ligne 6 : UTF-8 mal formé ; 2 caractères remplacés, le premier à cette ligne, par « \uFFFD »");
}

TEST_CASE("decode_text takes stray NULs for damage in a long text", "[corpus][encoding]") {
  std::string text(5000, 'a');
  text[2000] = '\n';
  text[3000] = '\0';
  std::vector<std::string> warnings;
  const std::string read = decode_text(text, {}, warnings);
  CHECK(read.find('\0') == std::string::npos);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0] ==
        "1 octet(s) nul(s) dans le texte, le premier ligne 2 : le fichier est peut-être abîmé");
}

TEST_CASE("decode_text names a charset that is unknown or untrue", "[corpus][encoding]") {
  for (const std::string name : {"klingon-8", "utf-8", "utf-16"}) {
    std::vector<std::string> warnings;
    CHECK(decode_text("\xE9t\xE9", name, warnings) == "été");
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], Catch::Matchers::Contains("« " + name + " »"));
  }
}

TEST_CASE("decode_text refuses what is no text and says what it seems to be", "[corpus][encoding]") {
  for (const auto& [why, bytes, name] : kBinary) {
    INFO(why);
    std::vector<std::string> warnings;
    std::string message;
    try {
      (void)decode_text(bytes, {}, warnings);
    } catch (const CorpusError& error) {
      message = error.what();
    }
    CHECK_THAT(message, Catch::Matchers::StartsWith("contenu binaire (" + std::string(name)));
  }
}

TEST_CASE("a text that speaks of PDF is no PDF", "[corpus][encoding]") {
  std::vector<std::string> warnings;
  CHECK(decode_text("La marque %PDF-1.4 ouvre un PDF.", {}, warnings) == "La marque %PDF-1.4 ouvre un PDF.");
}

TEST_CASE("normalize_date takes ISO dates and French ones, none that do not exist", "[corpus][values]") {
  struct DateCase {
    std::string_view why, text, want;
  };
  constexpr DateCase kDates[] = {
      {"day", "2017-02-13", "2017-02-13"},
      {"month", "2017-02", "2017-02"},
      {"year", "2017", "2017"},
      {"time stamp", "2015-11-20T12:00:00Z", "2015-11-20"},
      {"time stamp with a space", "2015-11-20 12:00:00", "2015-11-20"},
      {"compact", "20170213", "2017-02-13"},
      {"spaces around", "  2017-02-13 ", "2017-02-13"},
      {"leap day", "2016-02-29", "2016-02-29"},
      {"no leap day", "2017-02-29", ""},
      {"month 13", "2017-13-01", ""},
      {"French", "13 février 2017", "2017-02-13"},
      {"day first", "13/02/2017", "2017-02-13"},
      {"no date", "bientôt", ""},
      {"empty", "", ""},
  };
  for (const auto& [why, text, want] : kDates) {
    INFO(why << ": " << text);
    CHECK(normalize_date(text).value_or("") == want);
  }
}

TEST_CASE("normalize_language gives two letters", "[corpus][values]") {
  struct LanguageCase {
    std::string_view text, want;
  };
  constexpr LanguageCase kLanguages[] = {{"fr", "fr"},       {"fr-FR", "fr"}, {"FR_ca", "fr"}, {"fra", "fr"},
                                         {"français", "fr"}, {"eng", "en"},   {"", ""},        {"x", ""},
                                         {"langue", ""},     {"42", ""}};
  for (const auto& [text, want] : kLanguages) {
    INFO(text);
    CHECK(normalize_language(text) == want);
  }
}
