// Entities: what a stretch of tokens names, besides its words.
#include <algorithm>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/name_trie.hpp"

namespace cote::analysis {
namespace {

/// Between the words of a name stand spaces, hyphens, apostrophes and commas, but never the end of a
/// sentence.
bool inside_a_name(std::string_view gap) {
  for (const char c : gap) {
    if (c == '.' || c == ';' || c == ':' || c == '(' || c == ')' || c == '/' || c == '"') return false;
  }
  return gap.find("«") == std::string_view::npos && gap.find("»") == std::string_view::npos;
}

bool starts_with_capital(const Text& text, const Token& token) {
  return is_upper(decode_utf8(text.source, token.begin).value);
}

/// "à Maurice", "la Dominique": what makes a place of a name that is also a forename.
bool after_place_word(const Text& text, std::size_t first) {
  if (first == 0) return false;
  const std::string& before = text.tokens[first - 1].surface;
  return before == "à" || before == "la" || before == "en" || before == "île";
}

/// Is the long form that stands at tokens [first, last] really this entity, as text writes it?
bool accepted(const Text& text, const Entity& entity, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last; ++i) {
    const auto from = text.tokens[i].end;
    const auto to = text.tokens[i + 1].begin;
    if (to > from && !inside_a_name(text.source.substr(from, to - from))) return false;
  }
  if (text.kind == TextKind::kQuery) return true;
  const bool one_word = first == last;
  if (entity.kind == EntityKind::kCountry || one_word) {
    if (!starts_with_capital(text, text.tokens[first])) return false;
  }
  return !(one_word && entity.needs_context) || after_place_word(text, first);
}

}  // namespace

void entities(Text& text, const Lexicon& lexicon) {
  const NameTrie& trie = lexicon.names();
  std::vector<std::string> unaccented(text.tokens.size());
  std::vector<std::string_view> words(text.tokens.size());
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const Token& token = text.tokens[i];
    if (token.spelling == Spelling::kAccented) {
      unaccented[i] = fold_accents(token.surface);
      words[i] = unaccented[i];
    } else {
      words[i] = token.surface;
    }
  }
  for (std::size_t i = 0; i < text.tokens.size();) {
    std::size_t longest = 0;
    std::vector<std::uint32_t> found;
    trie.walk(words, i, [&](std::size_t length, const std::vector<std::uint32_t>& candidates) {
      std::vector<std::uint32_t> kept;
      for (const std::uint32_t entity : candidates) {
        if (accepted(text, lexicon.entity(entity), i, i + length - 1)) kept.push_back(entity);
      }
      if (!kept.empty()) {
        longest = length;
        found = std::move(kept);
      }
    });
    bool acronym = false;
    if (longest <= 1 && text.tokens[i].acronym) {
      const auto& meanings = lexicon.by_acronym(words[i]);
      if (!meanings.empty()) {
        found = meanings;
        longest = 1;
        acronym = true;
      }
    }
    for (const std::uint32_t entity : found) {
      text.entities.push_back(
          {entity, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + longest - 1), acronym});
    }
    i += std::max<std::size_t>(longest, 1);
  }
}

}  // namespace cote::analysis
