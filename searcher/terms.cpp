#include "searcher/terms.hpp"

#include <algorithm>
#include <cote/unicode.hpp>

namespace cote::search {

namespace format = index_format;
using Xapian::Query;

Query nothing() { return Query(format::kNoDocument); }

Query any_of(const std::vector<std::string>& terms) {
  if (terms.empty()) return nothing();
  return {Query::OP_OR, terms.begin(), terms.end()};
}

Query join(Query::op op, const std::vector<Query>& queries) {
  if (queries.empty()) return {};
  return queries.size() == 1 ? queries.front() : Query(op, queries.begin(), queries.end());
}

std::vector<std::string> word_terms(const Token& token, const Analyzer& analyzer) {
  std::vector<std::string> terms;
  const auto add = [&](char spelling, std::string_view stem) {
    std::string term = format::stem_term(spelling, stem);
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
  };
  if (token.acronym) {
    add('k', token.text);
    if (!token.folded.empty()) {
      for (const char spelling : {'n', 'f', 'c'}) add(spelling, token.folded);
    }
    return terms;
  }
  if (token.spelling == Spelling::kAccented) {
    add('a', token.text);
    add('c', token.folded);
    const std::string plain = fold_accents(token.surface);
    // The accent of a form may be none of its word's: annulé is found by annule, which both are of annuler.
    if (!analyzer.is_other_word(plain) || fold_accents(token.text) == token.text) add('n', token.folded);
    // An initial capital often lacks its accent where the rest has them: "Egalité" for "égalité".
    const auto [first, bytes] = decode_utf8(token.surface, 0);
    if (first >= 0x80) {
      const std::string initial =
          fold_accents(token.surface.substr(0, bytes)).append(token.surface.substr(bytes));
      if (initial != plain) add('a', analyzer.base_form(initial));
    }
    if (!analyzer.is_other_word(plain)) add('k', plain);
    return terms;
  }
  // Part of an English title in the query may stand outside of one in a text.
  const std::string base = token.foreign ? analyzer.base_form(token.surface) : std::string(token.text);
  if (token.foreign) add('k', token.surface);
  add('n', base);
  add('f', base);
  add('c', base);
  add('k', token.surface);
  return terms;
}

std::string other_term(const Token& token) {
  return format::stem_term('o', fold_accents(token.acronym ? token.surface : token.text));
}

}  // namespace cote::search
