// The chain as a whole: terms of French words, offsets, acronyms, entities.
#include <cote/analyzer.hpp>
#include <cote/error.hpp>
#include <random>
#include <string>

#include "tests/support/analysis_invariants.hpp"
#include "tests/support/catch.hpp"

namespace {

using cote::Analysis;
using cote::Token;

const cote::Analyzer& chain() {
  static const cote::Analyzer analyzer = cote::french_analyzer();
  return analyzer;
}

/// Tokens as "text[position]", stop words and clitics in parentheses, acronyms in capitals with a star.
std::string words(const Analysis& analysis) {
  std::string out;
  for (const Token& token : analysis.tokens) {
    if (!out.empty()) out += ' ';
    if (token.clitic) {
      out.append("(").append(token.surface).append("')");
    } else if (token.stop) {
      out.append("(").append(token.surface).append(")");
    } else if (token.acronym) {
      out.append("*").append(token.text);
    } else {
      out += token.text;
    }
  }
  return out;
}

/// What holds for every text; and, for tokens that each have bytes and a position of their own, that these do
/// not overlap.
void check_invariants(const std::string& text, const Analysis& analysis) {
  REQUIRE(cote::test::broken_invariant(text, analysis) == "");
  for (std::size_t i = 1; i < analysis.tokens.size(); ++i) {
    REQUIRE(analysis.tokens[i].begin >= analysis.tokens[i - 1].end);
    REQUIRE(analysis.tokens[i].position > analysis.tokens[i - 1].position);
  }
}

struct Row {
  std::string_view why, text, want;
};

// clang-format off
constexpr Row kRows[] = {
    {"article",                              "l'avion",                      "(l') avion"},
    {"typographic apostrophe U+2019",        "l’impôt",                      "(l') impôt"},
    {"U+02BC",                               "dʼaccord",                     "(d') accord"},
    {"U+2018 by mistake",                    "l‘État",                       "(l') état"},
    {"acute accent as apostrophe",           "l´État",                       "(l') état"},
    {"stray space before the apostrophe",    "l ’État",                      "(l') état"},
    {"stray space after the apostrophe",     "l' État",                      "(l') état"},
    {"capital elision",                      "L'AVION DE L'ÉTAT",            "(l') avion (de) (l') état"},
    {"long clitics",                         "jusqu'alors, lorsqu'elle",     "(jusqu') (alors) (lorsqu') (elle)"},
    {"lexicalised, no elision",              "aujourdhui",                  "aujourdhui"},
    {"lexicalised, after an elision",        "d’aujourd’hui",                "(d') aujourdhui"},
    {"presqu'île is a word",                 "la presqu'île",                "(la) presquil"},
    {"a name, no elision",                   "N'Djamena",                    "ndjamena"},
    {"a quotation mark opens a word",        "‘paix et sécurité’",           "paix (et) sécurité"},
    {"hyphen ends a word",                   "Haut-Représentant",            "haut représentant"},
    {"hyphen U+2011 too",                    "Haut\u2011Représentant",       "haut représentant"},
    {"number with spaces",                   "10 000 véhicules",             "10000 véhicule"},
    {"number with no-break space",           "10\u00A0000\u00A0000 euros",   "10000000 euro"},
    {"number with full stops",               "10.000 soldats",               "10000 soldat"},
    {"a date is no number in groups",        "13.02.2017",                   "13 02 2017"},
    {"a year is no group of three",          "2 2017",                       "2 2017"},
    {"decimal comma",                        "3,5 millions",                 "3,5 million"},
    {"a list is no decimal",                 "1,2,3",                        "1 2 3"},
    {"acronym by its capitals",              "la MINUSCA",                   "(la) *minusca"},
    {"acronym, never stemmed",               "les UNLOPS de l'OMS",          "(les) *unlops (de) (l') *oms"},
    {"dotted acronym",                       "l'O.N.U. a dit",               "(l') *onu (a) dire"},
    {"dotted with spaces, known",            "O. N. U.",                     "*onu"},
    {"dotted before a symbol",               "l'O.N.U. S/2017/1",            "(l') *onu (s) 2017 1"},
    {"initials of a person are none",        "M. B. arrive",                 "monsieu b arriver"},
    {"initials of a party are none",         "A.B. contre Belgique",         "(a) b (contre) belgique"},
    {"press writes title case",              "la Cédéao et la Finul",        "(la) *cédéao (et) (la) *finul"},
    {"unknown acronym by its capitals",      "le groupe XYZCA agit",         "(le) groupe *xyzca agir"},
    {"letters and digits",                   "le M23 et le G5",              "(le) *m23 (et) (le) g5"},
    {"a word stays a word",                  "minus, amis, dos, ici, car",   "minus ami dos (ici) (car)"},
    {"heading in capitals: words",           "ACCÈS À L’EAU POTABLE",        "accès (à) (l') eau potable"},
    {"heading in capitals: known acronym",   "ACTION DE LA MINUSCA",         "action (de) (la) *minusca"},
    {"Roman numeral is no acronym",          "Chapitre VII",                 "chapitre vii"},
    {"soft hyphen inside a word",            "con\u00ADtingents",            "contingent"},
    {"ligature",                             "conﬁance",                     "confiance"},
    {"ordinal sign is no letter",            "nº 5",                         "(n°) 5"},
    {"ill-formed bytes separate words",      "paix\xFF" "durable",           "paix durable"},
    {"nothing",                              "",                             ""},
    {"no words",                             "« … » — !",                    ""},
};
// clang-format on

TEST_CASE("what the chain makes of French text", "[analyzers]") {
  for (const auto& row : kRows) {
    INFO(row.why << ": " << row.text);
    const std::string text(row.text);
    const Analysis analysis = chain().analyze(text);
    CHECK(words(analysis) == row.want);
    check_invariants(text, analysis);
  }
}

TEST_CASE("after elision the offsets cover the word alone", "[analyzers][offsets]") {
  const std::string text = "par l’avocat";
  const Analysis analysis = chain().analyze(text);
  const Token& word = analysis.tokens.back();
  CHECK(text.substr(word.begin, word.end - word.begin) == "avocat");
}

TEST_CASE("an invisible character does not move the offsets", "[analyzers][offsets]") {
  const std::string text = "l\u00AD’avo\u00ADcat ici";
  const Analysis analysis = chain().analyze(text);
  REQUIRE(analysis.tokens.size() == 3);
  CHECK(analysis.tokens[1].surface == "avocat");
  CHECK(text.substr(analysis.tokens[1].begin, analysis.tokens[1].end - analysis.tokens[1].begin) ==
        "avo\u00ADcat");
}

struct Entities {
  std::string_view why, text, want;
  cote::TextKind kind;
};

std::string entity_names(const Analysis& analysis) {
  std::string out;
  for (const auto& mention : analysis.entities) {
    out += (out.empty() ? "" : ", ") + chain().lexicon().entity(mention.entity).canonical;
  }
  return out;
}

constexpr auto kDocument = cote::TextKind::kDocument;
constexpr auto kQuery = cote::TextKind::kQuery;

// clang-format off
constexpr Entities kEntities[] = {
    {"acronym",                          "la MINUSS",                                        "MINUSS", kDocument},
    {"English acronym",                  "UNMISS troops",                                    "MINUSS", kDocument},
    {"long form",                        "la Mission des Nations Unies au Soudan du Sud",    "MINUSS", kDocument},
    {"the other mission",                "la Mission des Nations Unies au Soudan",           "MINUS", kDocument},
    {"longest match: country",           "en Guinée-Bissau",                                 "Guinée-Bissau", kDocument},
    {"its part alone",                   "en Guinée",                                        "Guinée", kDocument},
    {"longest match: RDC",               "la République démocratique du Congo",              "République démocratique du Congo", kDocument},
    {"Niger is not Nigéria",             "au Niger et au Nigéria",                           "Niger, Nigéria", kDocument},
    {"a word in lower case is no country", "un plat de dinde et de suède",                   "", kDocument},
    {"a query is typed in any case",     "tchad",                                            "Tchad", kQuery},
    {"acronym in lower case in a query", "hcr tchad",                                        "HCR, Tchad", kQuery},
    {"not in text",                      "hcr",                                              "", kDocument},
    {"a word, never the acronym",        "l'eau et le minus",                                "", kDocument},
    {"a word in a query neither",        "eau",                                              "", kQuery},
    {"a forename needs its place word",  "Maurice Dupont",                                   "", kDocument},
    {"with it",                          "à Maurice",                                        "Maurice", kDocument},
    {"no name across a sentence's end",  "des Nations. Unies",                               "", kDocument},
    {"two-letter acronym in capitals",   "l'UE et l'OTAN",                                   "UE, OTAN", kDocument},
    {"eu is the participle",             "il a eu raison",                                   "", kDocument},
};
// clang-format on

TEST_CASE("entities of the first lexicon", "[analyzers][entities]") {
  for (const auto& row : kEntities) {
    INFO(row.why << ": " << row.text);
    CHECK(entity_names(chain().analyze(row.text, row.kind)) == row.want);
  }
}

TEST_CASE("stage by stage ends where analyze() ends", "[analyzers]") {
  for (const auto& row : kRows) {
    INFO(row.why);
    Analysis traced;
    const auto stages = chain().trace(row.text, kDocument, &traced);
    const Analysis direct = chain().analyze(row.text);
    REQUIRE(stages.size() == cote::Analyzer::stage_names().size());
    CHECK(cote::test::difference(traced, direct) == "");
  }
}

TEST_CASE("a stage can be left out, and the fingerprint says so", "[analyzers]") {
  cote::AnalyzerOptions options;
  options.without = {"inflection", "stem"};
  const cote::Analyzer unstemmed(options);
  CHECK(unstemmed.analyze("opérations").tokens.at(0).text == "opérations");
  CHECK(unstemmed.analyze("opérations").tokens.at(0).root.empty());
  CHECK(unstemmed.fingerprint() != chain().fingerprint());
  CHECK(cote::french_analyzer().fingerprint() == chain().fingerprint());
  // The two chains share a thread's cache of words without mixing.
  CHECK(chain().analyze("opérations").tokens.at(0).text == "opération");
  CHECK(chain().analyze("opérations").tokens.at(0).root == "oper");
}

TEST_CASE("an unknown stage is refused with the list of the known", "[analyzers]") {
  cote::AnalyzerOptions options;
  options.without = {"stemming"};
  try {
    const cote::Analyzer analyzer(options);
    FAIL("no exception");
  } catch (const cote::UsageError& error) {
    CHECK(std::string(error.what()).find("stem, accents") != std::string::npos);
  }
}

TEST_CASE("random text keeps the invariants", "[analyzers]") {
  const auto seed = 4711U;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  constexpr std::string_view kPieces[] = {
      "l",      "’",    "'",         "ONU", "O.N.U.", " ",       "  ",    "é",      "e\u0301",    "-",
      "10",     " 000", ",5",        "À",   "eau",    "\u00AD",  "ﬁ",     "\xFF",   "S/2017/1",   "(",
      ")",      "中文", "\u200B",    ".",   "Soudan", " du Sud", "œ",     "MINUSS", "\n",         "1er",
      "«",      "»",    "\u0301",    "😀",   "Ø",      "·e·s",    "n°",    " %",     " pour cent", "vingt",
      "-et-un", "ième", "chapitre ", "VII", "févr.",  " 2019",   " the ", " of ",   "anti"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    INFO(text);
    check_invariants(text, chain().analyze(text));
    check_invariants(text, chain().analyze(text, kQuery));
  }
}

}  // namespace
