#include "corpus/describe.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/segment.hpp"
#include "tests/support/catch.hpp"

namespace {

using cote::Document;
using cote::corpus::describe;
using cote::corpus::detect_language;
using cote::corpus::find_date;

Document described(std::string_view lines, std::string path = {}) {
  const auto repaired = cote::corpus::repair_lines(lines);
  Document document;
  document.path = std::move(path);
  document.paragraphs = cote::corpus::segment(repaired.blocks);
  describe(document, repaired.blocks, repaired.furniture);
  return document;
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) {
    if (!out.empty()) out += ' ';
    out += item;
  }
  return out;
}

struct Case {
  std::string_view why, text, want;
};

// clang-format off
constexpr Case kDates[] = {
    {"French",                          "Lettre datée du 13 février 2017, adressée",   "2017-02-13"},
    {"first of the month",              "le 1er janvier 2016",                         "2016-01-01"},
    {"raised letters",                  "le 1ᵉʳ mars 2016",                            "2016-03-01"},
    {"no-break space",                  "13\u00A0février\u00A02017",                   "2017-02-13"},
    {"capitals without accents",        "MERCREDI 14 AOUT 2024",                       "2024-08-14"},
    {"abbreviated",                     "1er févr. 2019",                              "2019-02-01"},
    {"English abbreviation and time",   "Mis à jour le: 28 Sep. 2012 09:32",           "2012-09-28"},
    {"figures, day first",              "01/02/2019",                                  "2019-02-01"},
    {"figures with points",             "du 4.5.2016, p. 1",                           "2016-05-04"},
    {"ISO",                             "2017-02-13T10:00",                            "2017-02-13"},
    {"ISO month",                       "2017-02",                                     "2017-02"},
    {"month and year",                  "en février 2017, il",                         "2017-02"},
    {"English order",                   "March 3, 2017",                               "2017-03-03"},
    {"year alone as the whole text",    " 2017 ",                                      "2017"},
    {"year inside a text is no date",   "Agenda 2063",                                 "-"},
    {"no such day",                     "31/02/2019",                                  "-"},
    {"no such month",                   "12/13/2019",                                  "-"},
    {"day and month without year",      "le 28 avril, le Groupe",                      "-"},
    {"page of pages",                   "13/22 20-11786",                              "-"},
    {"span of years",                   "2016-2025",                                   "-"},
    {"symbol",                          "S/2017/2/Rev.1",                              "-"},
    {"leap day",                        "29 février 2020",                             "2020-02-29"},
    {"the first of two",                "du 3 mai 2016 au 4 mai 2016",                 "2016-05-03"},
};

constexpr Case kLanguages[] = {
    {"French",       "Les deux organisations coopèrent pour assurer le maintien de la paix.",             "fr"},
    {"French, elided", "L’usine s’est arrêtée et l’ouvrier n’a pas d’emploi dans l’entreprise.",          "fr"},
    {"English",      "From left to right: the Secretary General of NATO is shaking hands with the man.",  "en"},
    {"Spanish",      "La cooperación entre las Naciones Unidas y las organizaciones regionales es muy importante para los pueblos.", "es"},
    {"German",       "Die Zusammenarbeit zwischen den Vereinten Nationen und den Organisationen ist nicht neu.", "de"},
    {"Italian",      "La cooperazione tra le Nazioni Unite e gli organismi regionali non è una novità della politica.", "it"},
    {"Portuguese",   "A cooperação entre as Nações Unidas e as organizações regionais não é uma novidade para os povos do mundo.", "pt"},
    {"Dutch",        "De samenwerking tussen de Verenigde Naties en het land is niet nieuw en wordt voortgezet.", "nl"},
    {"names alone",  "Atul Khare, Hervé Ladsous, Weixiong Chen",                                          ""},
    {"nothing",      "",                                                                                  ""},
};

constexpr Case kTypes[] = {
    {"letter",              "Lettre datée du 13 février 2017, adressée au Président\n\nUn texte.",       "lettre"},
    {"report, second line", "Coopération entre les pays\n\n\nRapport du Secrétaire général\n\n\nUn texte.", "rapport"},
    {"law",                 "Loi n° 98-23 du 26 mars 1998\n\nUn texte.",                                 "loi"},
    {"minutes by symbol",   "S/PV.8325\n\nConseil de sécurité\n\nUn texte.",                             "procès-verbal"},
    {"resolution by symbol", "S/RES/2457 (2019)\n\nUn texte.",                                           "résolution"},
    {"web page",            "Opérations de paix\n\nDernière mise à jour le\n\nUn texte.",                "page web"},
    {"a sentence decides nothing", "Note est prise de ce texte.\n\nRapport est fait.",                   ""},
};

constexpr Case kFileSymbols[] = {
    {"underscores and language",   "/a/A_RES_64_10-FR.pdf",       "A/RES/64/10"},
    {"hyphens",                    "/a/S-2016-1019.docx",         "S/2016/1019"},
    {"revision",                   "/a/S_2017_2_Rev.1-FR.pdf",    "S/2017/2/Rev.1"},
    {"year in brackets",           "/a/S_RES_2457(2019)_fr.pdf",  "S/RES/2457 (2019)"},
    {"an ordinary name",           "/a/rapport-2016.pdf",         ""},
    {"a hash",                     "/a/001_364a0ca6f4d75822.txt", ""},
};
// clang-format on

}  // namespace

TEST_CASE("dates are read in the forms of French documents", "[corpus][describe]") {
  for (const auto& [why, text, want] : kDates) {
    INFO(why << ": " << text);
    CHECK(find_date(text).value_or("-") == want);
  }
}

TEST_CASE("language is told by function words", "[corpus][describe]") {
  for (const auto& [why, text, want] : kLanguages) {
    INFO(why << ": " << text);
    CHECK(detect_language(text) == want);
  }
}

TEST_CASE("type is read from symbol, first lines and furniture", "[corpus][describe]") {
  for (const auto& [why, lines, want] : kTypes) {
    INFO(why << ": " << lines);
    CHECK(described(lines).type == want);
  }
}

TEST_CASE("file names carry symbols", "[corpus][describe]") {
  for (const auto& [why, path, want] : kFileSymbols) {
    INFO(why << ": " << path);
    CHECK(joined(described("Un texte.", std::string(path)).symbols) == want);
  }
}

TEST_CASE("own symbols say what told them", "[corpus][describe]") {
  struct OwnCase {
    std::string_view why, lines, path, symbols, rules;
  };
  // clang-format off
  constexpr OwnCase kCases[] = {
      {"line of the head",        "Nations Unies\n\nA/67/775\n\nUn titre\n\nUn texte.", "", "A/67/775", "head"},
      {"title of a resolution",   "Résolution 1612 (2005)\n\nAdoptée par le Conseil de sécurité à sa 5235e séance\n\nUn texte.", "", "S/RES/1612 (2005)", "adopted"},
      {"a resolution as heading", "Un titre\n\nRésolution 1612 (2005)\n\nLe suivi de cette résolution incombe au Comité.", "", "", ""},
      {"an article as title",     "Code du travail, article L. 2143-1\n\nUn texte.", "", "art. L. 2143-1 du Code du travail", "title"},
      {"a title that says more",  "Décret n° 2005-1309 pris pour l'application de la loi n° 78-17\n\nUn texte.", "", "", ""},
      {"name of the file",        "Un texte.", "/a/S-2013-71.docx", "S/2013/71", "file name"},
      {"the head before the name", "Un titre\n\nA/67/775\n\nUn texte.", "/a/S-2013-71.docx", "A/67/775", "head"},
      {"a lone case is cited",    "Un titre\n\nC-131/12\n\nUn texte.", "", "", ""},
  };
  // clang-format on
  for (const auto& [why, lines, path, symbols, rules] : kCases) {
    INFO(why);
    const Document document = described(lines, std::string(path));
    CHECK(joined(document.symbols) == symbols);
    CHECK(joined(document.symbol_rules) == rules);
  }
  const auto repaired = cote::corpus::repair_lines("Un texte.");
  Document linked;
  linked.url = "https://undocs.org/fr/A/67/775";
  describe(linked, repaired.blocks, repaired.furniture);
  CHECK(joined(linked.symbols) == "A/67/775");
  CHECK(joined(linked.symbol_rules) == "link");
  Document given;
  given.metadata["symbol"] = {"S/2013/71", "CIPD/G/2019/1"};
  describe(given, repaired.blocks, repaired.furniture);
  CHECK(joined(given.symbols) == "S/2013/71 CIPD/G/2019/1");
  CHECK(joined(given.symbol_rules) == "metadata metadata");
  CHECK(given.date == "2013");
  CHECK(given.date_rule == "symbol");
}

TEST_CASE("own symbols are those of headers and first lines, not those cited", "[corpus][describe]") {
  CHECK(joined(described("Un titre\n\nVoir S/2016/1019 et "
                         "A/70/95-S/2015/446.\n\nA/75/345\n\nS/2020/898\n\n13/22 20-11786\n")
                   .symbols) == "A/75/345 S/2020/898");
  CHECK(joined(described("A/73/328–S/2018/592\n\nUn titre\n\nUn texte.").symbols) == "A/73/328 S/2018/592");
  CHECK(described("Voir S/2016/1019.").symbols.empty());
}

TEST_CASE("title is the first heading or line, without the letterhead", "[corpus][describe]") {
  CHECK(described("Opérations de paix\n\nUn texte.").title == "Opérations de paix");
  CHECK(described("Nations Unies\n\nS/2016/1\n\nLettre du Président\n\nUn texte.").title ==
        "Lettre du Président");
  const std::string long_line(400, 'a');
  CHECK(described("Une phrase " + long_line).title == "Une phrase " + std::string(189, 'a') + " …");
  CHECK(described("").title.empty());
}

TEST_CASE("date follows the order of sources and never guesses", "[corpus][describe]") {
  CHECK(described("Lettre datée du 13 février 2017\n\nUn texte du 1er mai 2010.").date == "2017-02-13");
  CHECK(described("Une page\n\n  • 25 Sep. 2012 -\n  • |\n  • Mis à jour le: 28 Sep. 2012 09:32\n\nUn texte.")
            .date == "2012-09-28");
  CHECK(described("Un discours\n\nBeijing, le 5 septembre 2024\n\nUn texte.").date == "2024-09-05");
  CHECK(described("Loi n° 98-23 du 26 mars 1998 portant création\n\nUn texte.").date == "1998-03-26");
  CHECK(described("Un titre\n\nA/75/345\n\nS/2020/898\n\n13/22 20-11786\n\nUn texte.").date == "2020");
  CHECK(described("Rapport sur la période allant du 1er janvier au 31 décembre 2016\n\nUn texte.").date ==
        std::nullopt);
  CHECK(described("Un titre\n\nLe 17 août 2018, un rapport a paru.").date == std::nullopt);
}

TEST_CASE("what came with the document wins", "[corpus][describe]") {
  const auto repaired = cote::corpus::repair_lines("Lettre datée du 13 février 2017\n\nUn texte.");
  Document document;
  document.title = "Titre donné";
  document.date = "2001";
  document.type = "note";
  document.language = "en";
  document.symbols = {"S/2017/1"};
  describe(document, repaired.blocks, repaired.furniture);
  CHECK(document.title == "Titre donné");
  CHECK(document.date == "2001");
  CHECK(document.type == "note");
  CHECK(document.language == "en");
  CHECK(joined(document.symbols) == "S/2017/1");
}
