// References among the tokens: which of them each one spans.
#include <cote/reference.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/references/places.hpp"

namespace cote::analysis {

void reference_facts(Written& word) {
  if (references::may_begin(word.raw)) word.facts |= kReferenceStart;
  if (references::may_hold(word.raw)) word.facts |= kReferenceInside;
}

void note_reference_places(Text& text, const Piece& piece) {
  const bool whole = piece.end - piece.begin == piece.written->raw.size();
  if (!whole || piece.is(kReferenceInside)) {
    references::add_places(text.source, piece.begin, piece.end, text.reference_places);
  } else if (references::is_place(text.source, piece.begin)) {
    text.reference_places.push_back(piece.begin);
  }
}

void references(Text& text) {
  if (text.reference_places.empty()) return;
  ReferenceContext context;
  context.query = text.kind == TextKind::kQuery;
  std::size_t i = 0;
  for (Reference& reference : references::find_among(text.source, context, text.reference_places)) {
    while (i < text.tokens.size() && text.tokens[i].end <= reference.begin) ++i;
    if (i == text.tokens.size()) return;
    if (text.tokens[i].begin >= reference.end) continue;
    // The next may be another reading of the same tokens, or share one with this, so i stays.
    std::size_t last = i;
    while (last + 1 < text.tokens.size() && text.tokens[last + 1].begin < reference.end) ++last;
    text.references.push_back(
        {std::move(reference), static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(last)});
  }
}

}  // namespace cote::analysis
