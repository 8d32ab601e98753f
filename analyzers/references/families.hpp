// The parsers of all families: one line a parser, named in the table of find.cpp beside the words that call
// it.
#pragma once

#include "analyzers/references/scanner.hpp"

namespace cote::references {

// un.cpp: S/2017/2, A_RES_64_10-FR.pdf, "s res 2457 2019", ARES6410
std::size_t un_symbol(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t un_compact(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// resolutions.cpp: « résolutions 1325 (2000) et 1820 (2008) », RCSNU 1325, décision 73/547 de l'Assemblée
std::size_t resolution(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t un_decision(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t session_number(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// eu.cpp
std::size_t eu_act(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t eu_preparatory(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t eu_case(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t ecli(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t celex(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t eu_bare_act(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// journals.cpp: official journals of the Union, France and Belgium
std::size_t official_journal(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t belgian_journal(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// organisations.cpp: African Union, ECOWAS, OSCE, NATO, OHADA
std::size_t au_symbol(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t au_meeting(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t ecowas(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t osce(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t osce_decision(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t nato(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t uniform_act(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t uniform_act_short(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t uemoa_act(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// laws.cpp: lois, décrets, ordonnances, arrêtés of all countries, NOR, Numac, journals
std::size_t law(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t nor_number(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t numac(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t swiss_collection(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// canada.cpp
std::size_t canadian_statute(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t canadian_chapter(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t canadian_long(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t canadian_regulation(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t canadian_decision(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// codes.cpp: article L. 311-3 du code du travail, C. civ., art. 1382
std::size_t article(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t lettered_article(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t subdivision(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t code_first(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// courts.cpp
std::size_t cassation(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t appeal_number(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t council_of_state(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t constitutional_number(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t administrative_appeal(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t administrative_court(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t swiss_decision(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t belgian_court(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t ccja(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// tribunals.cpp: international courts
std::size_t echr_application(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t echr_judgment(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t echr_number(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t inter_american(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t criminal_case(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t icj_report(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

// treaties.cpp: Geneva Conventions and their protocols, ILO, Council of Europe
std::size_t geneva(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t geneva_short(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t protocol(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t labour_convention(const Scan&, std::size_t begin, std::size_t head_end, Sink&);
std::size_t council_of_europe(const Scan&, std::size_t begin, std::size_t head_end, Sink&);

/// The year in which the Security Council adopted resolution `number`; 0 where that is not known.
unsigned council_year(unsigned number);
/// Adds S/RES/`number` with its year, as written or as known.
void add_council_resolution(Sink& sink, std::size_t begin, std::size_t end, std::string_view number,
                            std::string_view year);

}  // namespace cote::references
