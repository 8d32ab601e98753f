// References to documents, laws, decisions and treaties: S/2017/2/Rev.1, « résolutions 1325 (2000) et 1820
// (2008) », règlement (UE) 2016/679, article L. 311-3 du code du travail, requête n° 12345/06.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cote {

/// What a reference names.
enum class ReferenceKind : std::uint8_t {
  kUnDocument,       ///< S/2017/2, A/75/345, CEDAW/C/FRA/CO/7-8
  kUnResolution,     ///< S/RES/1325, A/RES/64/10, A/HRC/RES/37/1, E/RES/1996/31
  kUnDecision,       ///< A/DEC/73/547
  kUnStatement,      ///< S/PRST/2015/3
  kEuAct,            ///< 32016R0679
  kEuPreparatory,    ///< COM(2020)690, JOIN, SWD, SEC, C
  kEuCase,           ///< C-131/12, T-85/09
  kEcli,             ///< ECLI:EU:C:2014:317
  kOfficialJournal,  ///< JO:L119/2016:1, FR:JORF:2017-12-22, BE:MB:1997-08-19
  kAfricanUnion,     ///< Assembly/AU/Dec.605(XXVII), PSC/PR/COMM(901)
  kEcowas,           ///< A/SP.1/12/01
  kOsce,             ///< PC.DEC/1117
  kNato,             ///< C-M(2002)49, AC/15-D/462
  kOrganisation,     ///< acts of other organisations: OMI:A.891(21), APCE:RES:1815, OHADA:AUDCG
  kLaw,              ///< loi:78-17, FR:loi:78-17, CA:LRC:1985:C-46, CH:RS:101
  kCodeArticle,      ///< art:L311-3, code-du-travail:L311-3
  kCourtDecision,    ///< FR:Cass:12-34.567, CH:ATF:133-III-121
  kHumanRightsCase,  ///< CEDH:12345/06, CIADH:C4
  kCriminalCase,     ///< ICC-01/04-01/06, IT-95-5/18
  kIcjReport,        ///< CIJ:1986:14
  kTreaty            ///< GC:IV, AP:I, OIT:C087, STE:108
};

/// The kind as one lower-case word for programs: "un_resolution".
[[nodiscard]] std::string_view reference_kind_name(ReferenceKind kind) noexcept;

/// One reference in a text. Canonical keys hold no space and are the same for every way of writing:
///
///   United Nations   the symbol, Rev Add Corr Amend Summary in their usual case. A resolution of the Council
///                    is keyed by its number alone, S/RES/1244, since its year is redundant; one of the old
///                    Assembly has its session, A/RES/377(V); a letter follows without a space,
///                    A/RES/72/262C. A double symbol gives two references, each with its own half as span.
///   European Union   acts: the CELEX number; COM(2020)690; C-131/12; ECLI as it is; JO:L119/2016:1 is the
///                    series, the number, the year and the page (JO:L/2023/2841 since October 2023).
///   African Union    the symbol; meetings of the Peace and Security Council in Arabic: PSC/PR/COMM(901),
///                    with the item of the agenda PSC/PR/COMM.1(901).
///   ECOWAS, OSCE, NATO   the symbol: A/SP.1/12/01, MC.DEC/9/11, C-M(2002)49.
///   laws             [COUNTRY:]kind:number, the country as ISO 3166 code where the text gives it:
///                    FR:loi:78-17, decret:2005-1309; by date where there is no number: BE:loi:1992-12-08.
///                    Canada CA:LRC:1985:C-46, CA:LC:2000:5, CA:DORS/2002-227; Switzerland CH:RS:101.
///   articles         art:L311-3 where no code is named, else [COUNTRY:]code-du-travail:L311-3: the name of
///                    the code without accents, hyphens between its words.
///   courts           FR:Cass:12-34.567, FR:CE:354629, FR:CC:2012-270-QPC, FR:CAA:12PA01234, CEDH:12345/06,
///                    CIADH:C4, CIJ:1986:14, ICC-01/04-01/06, OHADA:CCJA:12/2010.
///   organisations    OMI:A.891(21), APCE:RES:1815, OCDE:C(2001)107, UEMOA:reglement:9/2001, OHADA:AUDCG.
///   treaties         GC:I to GC:IV, AP:I to AP:III, OIT:C087 (C convention, R recommendation), STE:108.
///
/// The span holds the words that belong to the reference: « résolution 1325 (2000) », « loi n° 78-17 du 6
/// janvier 1978 », « article 8, alinéa 2, du code pénal »; in a list each item has its own. In a query the
/// organ behind a resolution belongs to it too.
struct Reference {
  std::string canonical;
  std::string display;  ///< as people write it: "S/RES/1244 (1999)", "règlement (UE) 2016/679"
  ReferenceKind kind = ReferenceKind::kUnDocument;
  std::string date;         ///< ISO, as precise as the reference gives it ("1999", "1978-01-06"), or empty
  std::string parent;       ///< canonical key of what it belongs below (S/2017/2 of S/2017/2/Rev.1), or empty
  std::uint32_t begin = 0;  ///< first byte in the text
  std::uint32_t end = 0;    ///< one past the last byte
  bool certain = true;      ///< false: one of several readings, which follow each other with the same span
};

/// What is known about the text besides itself.
struct ReferenceContext {
  bool query = false;      ///< typed by a person: lower case, spaces for slashes, bare numbers such as 64/10
  bool file_name = false;  ///< the name of a file: A_RES_64_10-FR.pdf, S-2016-1019
  std::string_view
      own_body{};  ///< whose document it is ("S", "A", "A/HRC", "E"): reads « sa résolution 37/1 »
  std::string_view country{};  ///< ISO 3166 code of the country whose laws are meant where none is named
};

/// The references of `text`, ordered by where they begin; spans do not overlap except for readings of one
/// place. Linear in the text; never throws but std::bad_alloc; safe to call from several threads. A text
/// longer than 4 GiB is read up to there.
[[nodiscard]] std::vector<Reference> find_references(std::string_view text, ReferenceContext context = {});

/// The canonical key of what a person typed ("s res 2457 2019", "L311-3") or the beginning of one
/// ("s/prst/2015/" gives "S/PRST/2015/"). A canonical key gives itself; what is no reference comes back in
/// capitals where it holds no colon.
[[nodiscard]] std::string canonical_reference(std::string_view typed);

/// Every key that `canonical` belongs below, nearest first: code-du-travail:L311-3-1 gives
/// code-du-travail:L311-3, art:L311-3-1 and art:L311-3; FR:loi:78-17 gives loi:78-17.
[[nodiscard]] std::vector<std::string> broader_references(std::string_view canonical);

}  // namespace cote
