// The five reports of ../shared, as they are. Skipped with a message where that folder is not.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/describe.hpp"
#include "corpus/repair.hpp"
#include "corpus/segment.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace {

using cote::Document;
using cote::Paragraph;
using cote::corpus::Block;
using cote::corpus::BlockKind;
using cote::corpus::Repaired;

struct Report {
  std::string raw;
  Repaired repaired;
  Document document;
};

/// The report whose file name begins with `number`.
std::optional<Report> read_report(std::string_view number) {
  namespace fs = std::filesystem;
  const std::optional<fs::path> shared = cote::test::shared_folder();
  if (!shared) {
    WARN("skipped: no ../shared/reports (set COTE_SHARED)");
    return std::nullopt;
  }
  const fs::path folder = *shared / "reports";
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.substr(0, number.size()) != number) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    Report report;
    report.raw.assign(std::istreambuf_iterator<char>(file), {});
    report.repaired = cote::corpus::repair_lines(report.raw);
    report.document.id = name;
    report.document.path = name;
    report.document.paragraphs = cote::corpus::segment(report.repaired.blocks);
    cote::corpus::describe(report.document, report.repaired.blocks, report.repaired.furniture);
    return report;
  }
  WARN("skipped: no report " << number << " in " << folder.string());
  return std::nullopt;
}

const Paragraph* paragraph(const Report& report, std::string_view number) {
  for (const Paragraph& found : report.document.paragraphs) {
    if (found.number == number) return &found;
  }
  return nullptr;
}

bool holds(const Report& report, std::string_view text) {
  return std::any_of(report.document.paragraphs.begin(), report.document.paragraphs.end(),
                     [text](const Paragraph& p) { return p.text.find(text) != std::string::npos; });
}

std::vector<std::string> plain_numbers(const Report& report) {
  std::vector<std::string> numbers;
  for (const Paragraph& found : report.document.paragraphs) {
    if (found.number && found.number->find(' ') == std::string::npos) numbers.push_back(*found.number);
  }
  return numbers;
}

std::vector<std::string> one_to(int last) {
  std::vector<std::string> numbers;
  for (int n = 1; n <= last; ++n) numbers.push_back(std::to_string(n));
  return numbers;
}

bool has_heading(const Report& report, std::string_view text) {
  return std::any_of(
      report.repaired.blocks.begin(), report.repaired.blocks.end(),
      [text](const Block& block) { return block.kind == BlockKind::kHeading && block.text == text; });
}

}  // namespace

TEST_CASE("report 000: columns, cut words, private-use bullets", "[corpus][reports]") {
  const auto report = read_report("000");
  if (!report) return;
  for (const std::string_view text :
       {"d’autres organisations situées à Bruxelles travaillant dans les domaines de la paix",
        "entre l’Organisation des Nations Unies (ONU) et l’Union Européenne (UE)",
        "Soutien aux mécanismes de dialogue institutionnel officiels de l’UE et l’OTAN",
        "les conditions nécessaires pour rétablir une paix durable",
        "ainsi que les parties impliquées dans les conflits",
        "Lacroix, Secrétaire général adjoint aux opérations de maintien de la paix.",
        "des Affaires politiques (DPA) joue un rôle central dans l’effort des Nations Unies",
        "Atul KHARE, Secrétaire général adjoint à l’appui aux missions."}) {
    INFO(text);
    CHECK(holds(*report, text));
  }
  CHECK(report->document.title == "Le Bureau de liaison des Nations Unies pour la paix et la sécurité");
  CHECK(report->document.date == std::nullopt);
  CHECK(report->document.language == "fr");
  CHECK(std::count_if(report->repaired.blocks.begin(), report->repaired.blocks.end(),
                      [](const Block& block) { return block.kind == BlockKind::kListItem; }) == 13);
  CHECK(has_heading(*report, "Activités"));
}

TEST_CASE("report 001: 110 numbered paragraphs, items, superscript, headings", "[corpus][reports]") {
  const auto report = read_report("001");
  if (!report) return;
  CHECK(plain_numbers(*report) == one_to(110));
  const Document& document = report->document;
  CHECK(document.title ==
        "Lettre datée du 13 février 2017, adressée au Président du Conseil de sécurité par le Représentant "
        "permanent du "
        "Sénégal auprès de l’Organisation des Nations Unies");
  CHECK(document.date == "2017-02-13");
  CHECK(document.type == "lettre");
  CHECK(document.symbols.empty());
  CHECK(has_heading(
      *report,
      "Rapport sur les activités menées par le Groupe de travail plénier sur les opérations de maintien de "
      "la paix des Nations Unies au cours de la période allant du 1er janvier au 31 décembre 2016"));
  const Paragraph* const six = paragraph(*report, "6");
  REQUIRE(six != nullptr);
  CHECK(six->text ==
        "Le 28 avril, le Groupe de travail s’est réuni pour débattre de l’utilisation de la technologie et "
        "du rôle de "
        "l’innovation dans les opérations de maintien de la paix. Avant la réunion, le Président avait fait "
        "circuler une "
        "note conceptuelle (S/2016/1019).");
  CHECK(six->heading ==
        std::vector<std::string>{
            "II. Réunions du Groupe de travail",
            "A. Utilisation de la technologie dans le cadre des opérations de maintien de la paix"});
  for (const std::string_view number : {"5 a)", "5 e)", "31 a)", "31 d)", "61 e)", "72 b)"}) {
    INFO(number);
    CHECK(paragraph(*report, number) != nullptr);
  }
  for (const std::string_view text :
       {"difficultés multiformes, ce qui rendait l’exécution",
        "le Haut-Représentant de l’Union africaine chargé du Fonds",
        "avec le gouvernement hôte, et vice-versa, le cas échéant",
        "un coup de feu avait été tiré. Cette invention",
        "résolutions 2129 (2013), 2185 (2014), 2195 (2014) et 2242 (2015) du Conseil de sécurité",
        "Perspectives de complémentarité entre les entités de lutte antiterroriste des Nations Unies"}) {
    INFO(text);
    CHECK(holds(*report, text));
  }
}

TEST_CASE("report 002: web page, a line a paragraph", "[corpus][reports]") {
  const auto report = read_report("002");
  if (!report) return;
  CHECK(report->document.title == "Opérations de paix");
  CHECK(report->document.date == std::nullopt);
  CHECK(report->document.type == "page web");
  CHECK(plain_numbers(*report).empty());
  CHECK_FALSE(holds(*report, "Dernière mise à jour"));
  CHECK_FALSE(holds(*report, "Logo UN"));
  const Paragraph& last = report->document.paragraphs.back();
  CHECK(last.heading.back() == "Dans le cadre de l’OSCE");
  CHECK(report->document.paragraphs.size() == 30);
}

TEST_CASE("report 003: date in the page's furniture", "[corpus][reports]") {
  const auto report = read_report("003");
  if (!report) return;
  CHECK(report->document.title == "L’OTAN et les Nations Unies");
  CHECK(report->document.date == "2012-09-28");
  CHECK(report->document.type == "page web");
  CHECK(report->document.paragraphs.size() == 6);
}

TEST_CASE("report 004: 108 numbered paragraphs of double-spaced text", "[corpus][reports]") {
  const auto report = read_report("004");
  if (!report) return;
  CHECK(plain_numbers(*report) == one_to(108));
  const Document& document = report->document;
  CHECK(document.title ==
        "Coopération entre l’Organisation des Nations Unies et les organisations régionales ou autres");
  CHECK(document.date == "2020");
  CHECK(document.type == "rapport");
  CHECK(document.symbols == std::vector<std::string>{"A/75/345", "S/2020/898"});
  CHECK(report->repaired.links.size() == 7);
  for (const std::string_view text :
       {"en coopération avec les communautés économiques régionales africaines",
        "à sa soixante-quinzième session", "dirigées par l’Union africaine. Nous continuons",
        "Le 16 avril 2020, l’Organisation des Nations Unies",
        "Département des affaires politiques et de la consolidation de la paix et du Département",
        "Le Haut-Commissariat des Nations Unies aux droits de l’homme a signé",
        "en Guinée-Bissau (BINUGBIS) a collaboré", "signé en juillet 2005 avec le Comité exécutif",
        "sur le thème « Cybercriminalité et terrorisme : la réponse de la justice pénale »"}) {
    INFO(text);
    CHECK(holds(*report, text));
  }
  const auto ends = [&report](std::string_view number, std::string_view end) {
    const Paragraph* const found = paragraph(*report, number);
    return found != nullptr && found->text.ends_with(end);
  };
  CHECK(ends("11", "liées à l’égalité des sexes."));
  CHECK(ends("32", "après la pandémie de COVID-19."));
  CHECK(ends("50", "sur la coopération institutionnelle."));
  CHECK(ends("110", "") == false);
  const Paragraph* const seven = paragraph(*report, "7");
  REQUIRE(seven != nullptr);
  CHECK(seven->text.find("Comme suite à la résolution 2457 (2019) du Conseil de sécurité") !=
        std::string::npos);
  const auto summary =
      std::count_if(document.paragraphs.begin(), document.paragraphs.end(), [](const Paragraph& p) {
        return p.text.find("est d’une importance critique pour le maintien") != std::string::npos;
      });
  CHECK(summary == 1);
  const auto note = std::find_if(report->repaired.blocks.begin(), report->repaired.blocks.end(),
                                 [](const Block& block) { return block.kind == BlockKind::kNote; });
  REQUIRE(note != report->repaired.blocks.end());
  CHECK(note->text.ends_with("fait référence qu’aux départements nouvellement créés."));
}

TEST_CASE("offsets of every paragraph of the reports point at its words", "[corpus][reports]") {
  for (const std::string_view number : {"000", "001", "002", "003", "004"}) {
    const auto report = read_report(number);
    if (!report) return;
    for (const Paragraph& p : report->document.paragraphs) {
      INFO(number << ", " << p.ordinal << ": " << p.text);
      REQUIRE(p.source_begin < p.source_end);
      REQUIRE(p.source_end <= report->raw.size());
      const std::string_view raw =
          std::string_view(report->raw).substr(p.source_begin, p.source_end - p.source_begin);
      CHECK(raw.back() == p.text.back());
      CHECK(raw.find(p.text.substr(0, p.text.find_first_of(" -"))) != std::string_view::npos);
    }
  }
}
