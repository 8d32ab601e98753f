// The state of a text on its way through the chain: memory that one thread uses again for the next text.
#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

/// Pieces of a text whose memory is kept for the next one: 16,384 take 1 MB and are a long chapter.
constexpr std::size_t kKeptPieces = std::size_t{1} << 14;

template <typename Item>
void reuse(std::vector<Item>& items) {
  items.clear();
  if (items.capacity() > kKeptPieces) items.shrink_to_fit();
}

}  // namespace

void Text::begin(std::string_view utf8, TextKind text_kind, Vocabulary& words_of_thread) {
  source = utf8;
  kind = text_kind;
  vocabulary = &words_of_thread;
  facts = 0;
  reuse(pieces);
  reuse(piece_variants);
  reuse(reference_places);
  reuse(words);
  reuse(name_starts);
  tokens.clear();
  variants.clear();
  entities.clear();
  references.clear();
}

void Text::finish(Analysis& result) {
  result.tokens = std::move(tokens);
  result.variants = std::move(variants);
  result.entities = std::move(entities);
  result.references = std::move(references);
}

}  // namespace cote::analysis
