// Plain text: the lines as they are. What they mean is repair's work.
#include <cote/error.hpp>

#include "corpus/extract.hpp"
#include "corpus/values.hpp"

namespace cote::corpus {

Extract read_text(std::string_view bytes) {
  Extract extract;
  std::string text = decode_text(bytes, {}, extract.warnings);
  if (is_blank(text)) throw CorpusError("fichier vide : aucun texte à indexer");
  extract.lines = std::move(text);
  return extract;
}

}  // namespace cote::corpus
