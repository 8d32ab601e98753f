// Which of its meanings an ambiguous name has, told by what else the document names.
#pragma once

#include <cote/lexicon.hpp>
#include <cote/token.hpp>
#include <cstdint>
#include <set>
#include <vector>

namespace cote {

/// Entities that a text names beyond doubt: not those that share their tokens with another, no demonyms, not
/// the bare « Congo ». Collected over the paragraphs of a document they are what resolve_ambiguous() decides
/// by.
[[nodiscard]] std::set<std::uint32_t> known_entities(const Analysis& analysis, const Lexicon& lexicon);

/// Of the meanings of an ambiguous name (CEI, BAD, « congolais ») leaves those for which most speaks in
/// `known`: that the entity itself stands there, then what belongs to it or it belongs to. Where nothing
/// does, all are kept. A bare « Congo » is the Republic unless `known` speaks for the Democratic Republic
/// alone. Analyzer::analyze() has decided by the text alone; calling this with all that a document names
/// decides what that left open, and « Congo » anew. Linear in the mentions but for the few ambiguous ones.
void resolve_ambiguous(Analysis& analysis, const std::set<std::uint32_t>& known, const Lexicon& lexicon);

namespace analysis {
/// The same for a text on its way through the chain.
[[nodiscard]] std::set<std::uint32_t> known_entities(const std::vector<Token>& tokens,
                                                     const std::vector<EntityMention>& mentions,
                                                     const Lexicon& lexicon);
void resolve_ambiguous(const std::vector<Token>& tokens, std::vector<EntityMention>& mentions,
                       const std::set<std::uint32_t>& known, const Lexicon& lexicon);
}  // namespace analysis

}  // namespace cote
