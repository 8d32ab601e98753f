// Records for bibliographies. Values are written on one line: a line end inside one would end the field in
// RIS and means nothing in the others.
#include <algorithm>
#include <array>
#include <cote/reference.hpp>
#include <cote/unicode.hpp>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "searcher/citation.hpp"

namespace cote {
namespace {

using search::locator_of;
using search::symbols_of;

/// Control characters and runs of spaces become one space; no-break spaces stay.
std::string one_line(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : to_valid_utf8(text)) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f') {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

/// The bodies whose symbols say who issued a document, longest prefix first.
struct Issuer {
  std::string_view prefix;
  std::string_view name;
};
constexpr Issuer kUnitedNations[] = {
    {"A/HRC/", "Nations Unies. Conseil des droits de l’homme"},
    {"A/CN.4/", "Nations Unies. Commission du droit international"},
    {"A/", "Nations Unies. Assemblée générale"},
    {"S/", "Nations Unies. Conseil de sécurité"},
    {"E/C.12/", "Nations Unies. Comité des droits économiques, sociaux et culturels"},
    {"E/CN.4/", "Nations Unies. Commission des droits de l’homme"},
    {"E/", "Nations Unies. Conseil économique et social"},
    {"ST/", "Nations Unies. Secrétariat"},
    {"CAT/", "Nations Unies. Comité contre la torture"},
    {"CCPR/", "Nations Unies. Comité des droits de l’homme"},
    {"CED/", "Nations Unies. Comité des disparitions forcées"},
    {"CEDAW/", "Nations Unies. Comité pour l’élimination de la discrimination à l’égard des femmes"},
    {"CERD/", "Nations Unies. Comité pour l’élimination de la discrimination raciale"},
    {"CMW/", "Nations Unies. Comité des travailleurs migrants"},
    {"CRC/", "Nations Unies. Comité des droits de l’enfant"},
    {"CRPD/", "Nations Unies. Comité des droits des personnes handicapées"},
    {"", "Nations Unies"},
};
constexpr Issuer kAfricanUnion[] = {
    {"Assembly/", "Union africaine. Conférence"},
    {"EX.CL/", "Union africaine. Conseil exécutif"},
    {"PSC/", "Union africaine. Conseil de paix et de sécurité"},
    {"", "Union africaine"},
};
constexpr Issuer kUnion[] = {{"COM(", "Commission européenne"}, {"", "Union européenne"}};

template <std::size_t N>
std::string_view issuer_in(const Issuer (&issuers)[N], std::string_view symbol) {
  for (const Issuer& issuer : issuers) {
    if (symbol.starts_with(issuer.prefix)) return issuer.name;
  }
  return {};
}

std::string_view issuer_of(const std::string& symbol) {
  const std::vector<Reference> references = find_references(symbol);
  if (references.empty()) return {};
  switch (references.front().kind) {
    case ReferenceKind::kUnDocument:
    case ReferenceKind::kUnResolution:
    case ReferenceKind::kUnDecision:
    case ReferenceKind::kUnStatement:
      return issuer_in(kUnitedNations, symbol);
    case ReferenceKind::kAfricanUnion:
      return issuer_in(kAfricanUnion, symbol);
    case ReferenceKind::kEuPreparatory:
      return issuer_in(kUnion, symbol);
    case ReferenceKind::kEcowas:
      return "Communauté économique des États de l’Afrique de l’Ouest";
    case ReferenceKind::kOsce:
      return "Organisation pour la sécurité et la coopération en Europe";
    case ReferenceKind::kNato:
      return "Organisation du Traité de l’Atlantique Nord";
    default:
      return {};
  }
}

/// What the document came with under a key of that name, whatever its case and accents.
std::vector<std::string> metadata_of(const Document& document,
                                     std::initializer_list<std::string_view> names) {
  std::vector<std::string> out;
  for (const auto& [key, values] : document.metadata) {
    const std::string folded = fold_key(key);
    if (std::find(names.begin(), names.end(), folded) == names.end()) continue;
    for (const std::string& value : values) {
      std::string line = one_line(value);
      if (!line.empty() && std::find(out.begin(), out.end(), line) == out.end())
        out.push_back(std::move(line));
    }
  }
  return out;
}

std::vector<std::string> authors_of(const Document& document) {
  std::vector<std::string> out =
      metadata_of(document, {"auteur", "auteurs", "author", "authors", "creator", "dc creator"});
  if (out.empty()) out = metadata_of(document, {"organe", "organ"});
  if (out.empty())
    out = metadata_of(document, {"organisation", "organisations", "organization", "publisher"});
  if (!out.empty()) return out;
  for (const std::string& symbol : document.symbols) {
    const std::string name(issuer_of(symbol));
    if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

/// What all formats say of a document, each value on one line.
struct Record {
  std::string title;
  std::vector<std::string> authors;
  std::string number;
  std::string type;            ///< as the document calls itself: "rapport"
  std::vector<unsigned> date;  ///< year, month, day, as far as known
  std::string url;
  std::string language;
  std::string page;
  std::string locator;
};

std::vector<unsigned> read_date(std::string_view iso) {
  std::vector<unsigned> out;
  unsigned value = 0;
  std::size_t digits = 0;
  for (std::size_t i = 0; i <= iso.size(); ++i) {
    if (i < iso.size() && iso[i] >= '0' && iso[i] <= '9' && digits < 4) {
      value = value * 10 + static_cast<unsigned>(iso[i] - '0');
      ++digits;
    } else if (digits > 0 && (i == iso.size() || iso[i] == '-') && out.size() < 3) {
      out.push_back(value);
      value = 0;
      digits = 0;
    } else {
      break;
    }
  }
  constexpr unsigned kMonths = 12;
  constexpr unsigned kDays = 31;
  if (out.size() > 2 && (out[2] < 1 || out[2] > kDays)) out.pop_back();
  if (out.size() > 1 && (out[1] < 1 || out[1] > kMonths)) out.erase(out.begin() + 1, out.end());
  return out;
}

Record record_of(const Document& document, const Paragraph* paragraph) {
  Record record;
  record.title = one_line(document.title);
  record.number = one_line(symbols_of(document));
  if (record.title.empty()) record.title = record.number.empty() ? one_line(document.id) : record.number;
  record.authors = authors_of(document);
  record.type = one_line(document.type);
  if (document.date) record.date = read_date(*document.date);
  if (document.url) record.url = one_line(*document.url);
  record.language = one_line(document.language);
  if (paragraph != nullptr) {
    record.locator = one_line(locator_of(document, *paragraph));
    if (paragraph->page) record.page = std::to_string(*paragraph->page);
  }
  return record;
}

/// Which sort of thing the document is, for formats that know a few.
enum class Sort { kReport, kAct, kJudgment, kTreaty, kOther };

Sort sort_of(const Document& document, const Record& record) {
  const std::string type = fold_key(document.type);
  const std::string_view first = std::string_view(type).substr(0, type.find(' '));
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), first) != names.end();
  };
  if (is({"loi", "decret", "arrete", "ordonnance", "reglement", "directive"})) return Sort::kAct;
  if (is({"jugement", "arret"})) return Sort::kJudgment;
  if (is({"traite", "convention", "accord", "protocole"})) return Sort::kTreaty;
  return record.number.empty() && first != "rapport" ? Sort::kOther : Sort::kReport;
}

std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

/// 2017-02-13, with `divider` between.
std::string numeric_date(const std::vector<unsigned>& date, char divider) {
  std::string out;
  for (const unsigned part : date) out += out.empty() ? std::to_string(part) : divider + two_digits(part);
  return out;
}

std::string french_date(const std::vector<unsigned>& date) {
  constexpr std::array<std::string_view, 12> kMonths = {"janvier",   "février", "mars",     "avril",
                                                        "mai",       "juin",    "juillet",  "août",
                                                        "septembre", "octobre", "novembre", "décembre"};
  std::string out = std::to_string(date[0]);
  if (date.size() > 1) out = std::string(kMonths[date[1] - 1]) + " " + out;
  if (date.size() > 2) out = std::to_string(date[2]) + (date[2] == 1 ? "er " : " ") + out;
  return out;
}

std::string as_text(const Document& document, const Paragraph* paragraph) {
  if (paragraph != nullptr) return one_line(citation_of(document, *paragraph)) + "\n";
  const Record record = record_of(document, nullptr);
  std::string out;
  for (const std::string& author : record.authors) out += (out.empty() ? "" : " et ") + author;
  const auto add = [&out](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
  if (record.title == record.number) {
    add(record.number);
  } else {
    add("«\u00a0" + record.title + "\u00a0»");
    if (!record.number.empty()) add(record.number);
  }
  if (!record.date.empty()) add(french_date(record.date));
  if (!record.url.empty()) add(record.url);
  return out + "\n";
}

/// A value between braces. A brace of the text itself is written as a command: BibTeX counts braces, those
/// behind a backslash too.
std::string bibtex_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '{':
        out += "\\textbraceleft{}";
        break;
      case '}':
        out += "\\textbraceright{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '#':
      case '$':
      case '%':
      case '&':
      case '_':
        out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// An address is read verbatim, so what BibTeX or \url cannot hold is percent-encoded.
std::string bibtex_url(std::string_view url) {
  constexpr std::string_view kEncoded = "{}\\ ^~\"<>`|";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : url) {
    if (kEncoded.find(c) == std::string_view::npos || c == '~') {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte / 16];
      out += kHex[byte % 16];
    }
  }
  return out;
}

/// ASCII letters and digits of the symbol or id, other characters as one hyphen: "S-2017-1".
std::string bibtex_key(const std::string& name) {
  constexpr std::size_t kLongest = 60;  // longer ones are no help to who types them
  std::string out;
  for (std::size_t at = 0; at < name.size() && out.size() < kLongest;) {
    const CodePoint c = decode_utf8(name, at);
    const std::string piece = c.bytes == 1 ? name.substr(at, 1) : fold_accents(name.substr(at, c.bytes));
    at += c.bytes;
    for (const char letter : piece) {
      const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                         (letter >= '0' && letter <= '9') || letter == '.' || letter == '_';
      if (plain) {
        out += letter;
      } else if (!out.empty() && out.back() != '-') {
        out += '-';
      }
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "document" : out;
}

std::string bibtex_language(const std::string& language) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"fr", "french"},  {"en", "english"},    {"es", "spanish"}, {"de", "german"},
      {"it", "italian"}, {"pt", "portuguese"}, {"nl", "dutch"},   {"ar", "arabic"}};
  for (const auto& [code, name] : kNames) {
    if (language == code) return std::string(name);
  }
  return bibtex_text(language);
}

std::string as_bibtex(const Document& document, const Paragraph* paragraph) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  const Record record = record_of(document, paragraph);
  // @techreport is the one of the common types that has a number; it wants an institution.
  const bool report = sort_of(document, record) == Sort::kReport && !record.authors.empty();
  std::string out = report ? "@techreport{" : "@misc{";
  out += bibtex_key(record.number.empty() ? document.id : record.number);
  const auto add = [&out](std::string_view name, const std::string& value) {
    out += ",\n  " + std::string(name) + " = " + value;
  };
  const auto braced = [](const std::string& text) { return "{" + bibtex_text(text) + "}"; };
  if (!record.authors.empty()) {
    std::string authors;
    for (const std::string& author : record.authors)
      authors +=
          (authors.empty() ? "" : " and ") + braced(author);  // in braces: no forename, no "and" inside
    add("author", "{" + authors + "}");
  }
  add("title", "{" + braced(record.title) + "}");
  if (report) add("institution", "{" + braced(record.authors.front()) + "}");
  if (!record.type.empty()) add("type", braced(record.type));
  if (!record.number.empty()) add("number", braced(record.number));
  if (!record.date.empty()) {
    if (record.date.size() > 2) add("date", "{" + numeric_date(record.date, '-') + "}");
    add("year", "{" + std::to_string(record.date[0]) + "}");
    if (record.date.size() > 1) add("month", std::string(kMonths[record.date[1] - 1]));
  }
  if (!record.url.empty()) add("url", "{" + bibtex_url(record.url) + "}");
  if (!record.language.empty()) add("language", "{" + bibtex_language(record.language) + "}");
  if (!record.page.empty()) add("pages", braced(record.page));
  if (!record.locator.empty()) add("note", braced(record.locator));
  return out + "\n}\n";
}

std::string as_ris(const Document& document, const Paragraph* paragraph) {
  const Record record = record_of(document, paragraph);
  std::string out;
  const auto add = [&out](std::string_view tag, const std::string& value) {
    out += std::string(tag) + "  - " + value + "\r\n";
  };
  const Sort sort = sort_of(document, record);
  std::string_view type = "GEN";
  if (sort == Sort::kReport) type = "RPRT";
  if (sort == Sort::kAct) type = "STAT";
  if (sort == Sort::kJudgment) type = "CASE";
  add("TY", std::string(type));
  for (const std::string& author : record.authors) {
    // An asterisk may not stand in a name.
    std::string name = author;
    name.erase(std::remove(name.begin(), name.end(), '*'), name.end());
    add("AU", name);
  }
  add("TI", record.title);
  if (!record.date.empty()) {
    add("PY", std::to_string(record.date[0]));
    if (record.date.size() > 1) add("DA", numeric_date(record.date, '/'));
  }
  if (!record.authors.empty() && sort == Sort::kReport) add("PB", record.authors.front());
  if (!record.type.empty()) add("M3", record.type);
  if (!record.number.empty()) add(sort == Sort::kReport ? "SN" : "M1", record.number);
  if (!record.page.empty()) add("SP", record.page);
  if (!record.locator.empty()) add("N1", record.locator);
  if (!record.language.empty()) add("LA", record.language);
  if (!record.url.empty()) add("UR", record.url);
  add("ID", bibtex_key(record.number.empty() ? document.id : record.number));
  add("ER", "");
  return out;
}

std::string as_csl_json(const Document& document, const Paragraph* paragraph) {
  using Json = nlohmann::ordered_json;
  const Record record = record_of(document, paragraph);
  constexpr std::string_view kTypes[] = {"report", "legislation", "legal_case", "treaty", "document"};
  Json item = Json::object();
  item["id"] = to_valid_utf8(document.id);
  item["type"] = kTypes[static_cast<std::size_t>(sort_of(document, record))];
  item["title"] = record.title;
  if (!record.authors.empty()) {
    Json authors = Json::array();
    for (const std::string& author : record.authors) authors.push_back({{"literal", author}});
    item["author"] = std::move(authors);
  }
  if (!record.date.empty()) item["issued"] = {{"date-parts", Json::array({record.date})}};
  if (!record.type.empty()) item["genre"] = record.type;
  if (!record.number.empty()) item["number"] = record.number;
  if (!record.page.empty()) item["page"] = record.page;
  if (!record.locator.empty()) item["locator"] = record.locator;
  if (!record.language.empty()) item["language"] = record.language;
  if (!record.url.empty()) item["URL"] = record.url;
  return Json::array({item}).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string cite(const Document& document, const Paragraph* paragraph, CitationFormat format) {
  switch (format) {
    case CitationFormat::kBibtex:
      return as_bibtex(document, paragraph);
    case CitationFormat::kRis:
      return as_ris(document, paragraph);
    case CitationFormat::kCslJson:
      return as_csl_json(document, paragraph);
    case CitationFormat::kText:
      break;
  }
  return as_text(document, paragraph);
}

}  // namespace cote
