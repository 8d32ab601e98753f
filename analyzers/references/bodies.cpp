#include "analyzers/references/bodies.hpp"

namespace cote::references {

namespace {

struct Name {
  std::string_view name;
  Body body;
};
// Longest first where one begins another.
constexpr Name kBodies[] = {
    {"conseil de securite", Body::kCouncil},
    {"conseil des droits de l'homme", Body::kHumanRights},
    {"conseil des droits humains", Body::kHumanRights},
    {"conseil economique et social", Body::kEconomic},
    {"commission des droits de l'homme", Body::kRightsCommission},
    {"assemblee generale", Body::kAssembly},
    {"assemblee parlementaire", Body::kParliamentary},
    {"csnu", Body::kCouncil},
    {"cds", Body::kCouncil},
    {"agnu", Body::kAssembly},
    {"cdh", Body::kHumanRights},
    {"ecosoc", Body::kEconomic},
    {"apce", Body::kParliamentary},
};
// What else adopts resolutions: a number beside one of these is none of the United Nations.
constexpr std::string_view kOthers[] = {"assemblee mondiale",
                                        "assemblee nationale",
                                        "assemblee des",
                                        "assemblee de",
                                        "parlement",
                                        "senat",
                                        "chambre",
                                        "congres",
                                        "comite",
                                        "commission",
                                        "conference",
                                        "bureau",
                                        "conseil municipal",
                                        "conseil regional",
                                        "conseil general",
                                        "conseil departemental",
                                        "conseil d'administration",
                                        "conseil national",
                                        "conseil de l'europe",
                                        "conseil de l'union",
                                        "conseil executif",
                                        "conseil communal",
                                        "conseil de la",
                                        "oms",
                                        "oit",
                                        "omi",
                                        "unesco",
                                        "fao",
                                        "ligue",
                                        "institut",
                                        "reunion",
                                        "organe",
                                        "synode",
                                        "club",
                                        "parti"};

}  // namespace

Body take_body(Cursor& cursor) {
  for (const Name& name : kBodies) {
    if (cursor.take_word(name.name)) return name.body;
  }
  for (const std::string_view other : kOthers) {
    if (cursor.take_word(other)) return Body::kOther;
  }
  if (cursor.take_word("assemblee")) return Body::kAssembly;
  return Body::kNone;
}

Body body_after(std::string_view text, std::size_t at, bool own, std::size_t& end) {
  Cursor cursor(text, at);
  cursor.comma();
  const bool bracket = cursor.take('(');
  bool by = false;
  for (const std::string_view words :
       {"adoptee par ", "adoptees par ", "adoptee a l'unanimite par ", "prise par "})
    by = by || cursor.take_folded(words);
  const bool genitive = cursor.take_folded("du ") || cursor.take_folded("de la ") ||
                        cursor.take_folded("de l'") || cursor.take_folded("des ");
  const bool article =
      !genitive && (cursor.take_folded("le ") || cursor.take_folded("l'") || cursor.take_folded("la "));
  if (!genitive && !by && !bracket && !(article && own)) return Body::kNone;
  const Body body = take_body(cursor);
  if (body == Body::kOther && !genitive) return Body::kNone;
  if (body != Body::kNone && genitive) end = cursor.at();
  return body;
}

Body body_before(std::string_view text, std::size_t at) {
  const std::string_view window = sentence_before(text, at, 160);
  Body last = Body::kNone;
  for (std::size_t i = 0; i < window.size(); ++i) {
    std::size_t length = 0;
    const char c = fold_at(window, i, length);
    if ((c != 'c' && c != 'a') || word_before(window, i)) continue;
    Cursor cursor(window, i);
    if (cursor.take_word("apce") || cursor.take_word("assemblee parlementaire")) {
      last = Body::kParliamentary;
      continue;
    }
    const Body body = take_body(cursor);
    if (body != Body::kNone && body != Body::kOther) last = body;
  }
  return last;
}

}  // namespace cote::references
