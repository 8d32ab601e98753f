#include "analyzers/references/code_names.hpp"

namespace cote::references {

namespace {

// What stands behind « code »; longest first where one begins another. French codes in force and those of
// other French-speaking countries under their usual names.
constexpr std::string_view kCodes[] = {
    "canadien du travail",
    "civil du quebec",
    "civil",
    "penal militaire",
    "penal",
    "criminel",
    "de procedure penale",
    "de procedure civile",
    "de procedure criminelle",
    "d'instruction criminelle",
    "d'organisation judiciaire",
    "de l'organisation judiciaire",
    "judiciaire",
    "de commerce",
    "de droit economique",
    "du travail maritime",
    "du travail",
    "de la securite sociale",
    "de la securite interieure",
    "de la sante publique",
    "de la propriete intellectuelle",
    "de la propriete des personnes publiques",
    "general de la propriete des personnes publiques",
    "de la construction et de l'habitation",
    "de la consommation",
    "de la commande publique",
    "des marches publics",
    "de la route",
    "de la rue",
    "de la voirie routiere",
    "de la recherche",
    "de la defense",
    "de la famille et de l'aide sociale",
    "de la famille",
    "de la nationalite",
    "de la legion d'honneur",
    "de la mutualite",
    "de la justice penale des mineurs",
    "de la justice administrative",
    "de justice administrative",
    "de justice militaire",
    "de l'action sociale et des familles",
    "de l'aviation civile",
    "de l'education",
    "de l'energie",
    "de l'entree et du sejour des etrangers et du droit d'asile",
    "de l'enseignement technique",
    "de l'environnement",
    "de l'expropriation pour cause d'utilite publique",
    "de l'expropriation",
    "de l'urbanisme",
    "de l'artisanat",
    "de l'eau",
    "de deontologie medicale",
    "des assurances",
    "des collectivites locales",
    "des communes",
    "des douanes",
    "des douanes nationales",
    "des investissements",
    "des impositions sur les biens et services",
    "des jeux de hasard",
    "des juridictions financieres",
    "des obligations civiles et commerciales",
    "des obligations et des contrats",
    "des obligations",
    "des pensions civiles et militaires de retraite",
    "des pensions militaires d'invalidite et des victimes de guerre",
    "des ports maritimes",
    "des postes et des communications electroniques",
    "des procedures civiles d'execution",
    "des relations entre le public et l'administration",
    "des societes et des associations",
    "des societes",
    "des droits de succession",
    "des transports",
    "du cinema et de l'image animee",
    "du domaine de l'etat",
    "du domaine public fluvial et de la navigation interieure",
    "du numerique",
    "du patrimoine",
    "du service national",
    "du sport",
    "du tourisme",
    "du statut personnel",
    "du bien-etre au travail",
    "electoral",
    "forestier",
    "general de la fonction publique",
    "general des collectivites territoriales",
    "general des impots",
    "disciplinaire et penal de la marine marchande",
    "minier",
    "monetaire et financier",
    "pastoral",
    "petrolier",
    "rural et de la peche maritime",
    "rural",
    "wallon de l'action sociale et de la sante",
};

struct Abbreviation {
  std::string_view printed;  ///< folded, dots as printed or left out
  std::string_view code;     ///< as in kCodes
};
// Usual abbreviations of French legal writing; in capitals they must be so in the text.
constexpr Abbreviation kAbbreviations[] = {
    {"c. civ", "civil"},
    {"c. pen", "penal"},
    {"c. trav", "du travail"},
    {"c. com", "de commerce"},
    {"c. pr. civ", "de procedure civile"},
    {"c. pr. pen", "de procedure penale"},
    {"c. proc. civ", "de procedure civile"},
    {"c. proc. pen", "de procedure penale"},
    {"c. assur", "des assurances"},
    {"c. consom", "de la consommation"},
    {"c. conso", "de la consommation"},
    {"c. envir", "de l'environnement"},
    {"c. env", "de l'environnement"},
    {"c. urb", "de l'urbanisme"},
    {"c. educ", "de l'education"},
    {"c. jud", "judiciaire"},
    {"c. cr", "criminel"},
    {"c. elect", "electoral"},
    {"c. route", "de la route"},
};
constexpr Abbreviation kSigla[] = {
    {"CPC", "de procedure civile"},
    {"CPP", "de procedure penale"},
    {"CGI", "general des impots"},
    {"CGCT", "general des collectivites territoriales"},
    {"CGFP", "general de la fonction publique"},
    {"CESEDA", "de l'entree et du sejour des etrangers et du droit d'asile"},
    {"CSP", "de la sante publique"},
    {"CSS", "de la securite sociale"},
    {"CSI", "de la securite interieure"},
    {"CCH", "de la construction et de l'habitation"},
    {"CASF", "de l'action sociale et des familles"},
    {"CMF", "monetaire et financier"},
    {"CPI", "de la propriete intellectuelle"},
    {"CJA", "de justice administrative"},
    {"CRPA", "des relations entre le public et l'administration"},
    {"CPCE", "des postes et des communications electroniques"},
    {"COCC", "des obligations civiles et commerciales"},
    {"CCQ", "civil du quebec"},
    {"LPF", "des procedures fiscales"},
};

std::string code_key(std::string_view name, std::string_view country) {
  // Only Canada has these.
  if (name == "criminel" || name == "civil du quebec" || name == "canadien du travail") country = "CA";
  std::string out = country.empty() ? "code-" : std::string(country) + ":code-";
  for (const char c : name) out += c == ' ' || c == '\'' ? '-' : c;
  return out;
}

struct CodeCountry {
  std::string_view words, code;
};
constexpr CodeCountry kCountries[] = {
    {"francais", "FR"},       {"belge", "BE"},      {"suisse", "CH"},          {"canadien", "CA"},
    {"luxembourgeois", "LU"}, {"senegalais", "SN"}, {"malien", "ML"},          {"ivoirien", "CI"},
    {"burkinabe", "BF"},      {"beninois", "BJ"},   {"togolais", "TG"},        {"nigerien", "NE"},
    {"camerounais", "CM"},    {"gabonais", "GA"},   {"tchadien", "TD"},        {"marocain", "MA"},
    {"algerien", "DZ"},       {"tunisien", "TN"},   {"malgache", "MG"},        {"guineen", "GN"},
    {"du quebec", "CA"},      {"du senegal", "SN"}, {"du mali", "ML"},         {"du benin", "BJ"},
    {"du togo", "TG"},        {"du niger", "NE"},   {"du cameroun", "CM"},     {"du gabon", "GA"},
    {"du tchad", "TD"},       {"du maroc", "MA"},   {"du burkina faso", "BF"}, {"de cote d'ivoire", "CI"},
    {"de tunisie", "TN"},     {"d'algerie", "DZ"},
};

}  // namespace

std::optional<Named> take_code(Cursor& cursor, std::string_view country) {
  const std::size_t begin = cursor.at();
  Cursor ahead = cursor;
  // A book of the tax code that is cited like a code of its own.
  if (ahead.take_word("livre des procedures fiscales")) {
    cursor = ahead;
    return Named{code_key("des procedures fiscales", country), "livre des procédures fiscales"};
  }
  if (!ahead.take_word("code") || !ahead.spaces()) return std::nullopt;
  for (const std::string_view name : kCodes) {
    if (!ahead.take_word(name)) continue;
    Named named;
    Cursor tail = ahead;
    std::string_view found = country;
    if (tail.spaces()) {
      for (const CodeCountry& known : kCountries) {
        if (tail.take_word(known.words)) {
          found = known.code;
          ahead = tail;
          break;
        }
      }
    }
    named.key = code_key(name, found);
    for (const char c : cursor.text().substr(begin, ahead.at() - begin)) named.display += c == '\n' ? ' ' : c;
    cursor = ahead;
    return named;
  }
  return std::nullopt;
}

std::optional<Named> take_abbreviation(Cursor& cursor, std::string_view country) {
  for (const Abbreviation& sign : kSigla) {
    Cursor ahead = cursor;
    if (!ahead.take_text(sign.printed) || !ahead.border()) continue;
    cursor = ahead;
    return Named{code_key(sign.code, country), std::string(sign.printed)};
  }
  if (to_lower(cursor.peek()) != 'c') return std::nullopt;
  const std::size_t begin = cursor.at();
  for (const Abbreviation& sign : kAbbreviations) {
    // « C.civ. » and « C. civ. » alike: a space of the table may be missing.
    Cursor ahead = cursor;
    bool good = true;
    for (const char c : sign.printed) {
      if (c == ' ') {
        ahead.spaces();
      } else if (!ahead.take_folded(std::string_view(&c, 1))) {
        good = false;
        break;
      }
    }
    if (!good || !ahead.border()) continue;
    ahead.take('.');
    std::string display(cursor.text().substr(begin, ahead.at() - begin));
    cursor = ahead;
    return Named{code_key(sign.code, country), std::move(display)};
  }
  return std::nullopt;
}

}  // namespace cote::references
