// References among the tokens: which of them each one spans.
#include <cote/reference.hpp>

#include "analyzers/chain.hpp"

namespace cote::analysis {

void references(Text& text) {
  ReferenceContext context;
  context.query = text.kind == TextKind::kQuery;
  std::size_t i = 0;
  for (Reference& reference : find_references(text.source, context)) {
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
