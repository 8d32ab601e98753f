// What holds for the analysis of every text, however broken: the promises of cote/token.hpp and
// cote/analyzer.hpp that everything after the analysis relies on. The tests and the fuzz target ask the same
// questions here; a new field of Token or Analysis gets its check and its comparison in this file.
#pragma once

#include <cote/analyzer.hpp>
#include <cote/unicode.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cote::test {

namespace invariants {

/// For each byte offset of `text`, its end included: does a code point begin (or the text end) there?
inline std::vector<bool> code_point_borders(std::string_view text) {
  std::vector<bool> borders(text.size() + 1, false);
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).bytes) borders[at] = true;
  borders[text.size()] = true;
  return borders;
}

inline std::string at_token(std::size_t index, const Token& token) {
  return "token " + std::to_string(index) + " \"" + to_valid_utf8(token.text) + "\" [" +
         std::to_string(token.begin) + ", " + std::to_string(token.end) + ") at position " +
         std::to_string(token.position) + ": ";
}

/// The fault of one token by itself, "" where there is none.
inline std::string broken_token(const Token& token, const std::vector<bool>& borders) {
  if (token.end >= borders.size()) return "ends outside the text";
  if (token.begin >= token.end) return "covers no byte";
  if (!borders[token.begin] || !borders[token.end]) return "is not on code point borders";
  if (token.text.empty() || token.surface.empty()) return "is empty";
  for (const std::string_view form : {token.text, token.surface, token.folded, token.other, token.root}) {
    if (!is_valid_utf8(form)) return "has a form that is not UTF-8";
  }
  return {};
}

/// Entities and symbols name stretches of tokens, in order.
template <typename Mention>
std::string broken_spans(std::string_view what, const std::vector<Mention>& mentions, std::size_t tokens) {
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const std::string name = std::string(what) + " " + std::to_string(i);
    if (mentions[i].first > mentions[i].last) return name + " ends before it begins";
    if (mentions[i].last >= tokens) return name + " names a token that does not exist";
    if (i > 0 && mentions[i].first < mentions[i - 1].first) return name + " stands before the one before it";
  }
  return {};
}

inline bool same_token(const Token& a, const Token& b) {
  return a.text == b.text && a.surface == b.surface && a.folded == b.folded && a.begin == b.begin &&
         a.end == b.end && a.position == b.position && a.spelling == b.spelling && a.keyword == b.keyword &&
         a.acronym == b.acronym && a.stop == b.stop && a.clitic == b.clitic && a.foreign == b.foreign &&
         a.other == b.other && a.root == b.root;
}

inline bool same_mention(const Variant& a, const Variant& b) {
  return same_token(a.token, b.token) && a.first == b.first && a.last == b.last && a.strict == b.strict &&
         a.exact == b.exact;
}

inline bool same_mention(const EntityMention& a, const EntityMention& b) {
  return a.entity == b.entity && a.first == b.first && a.last == b.last && a.acronym == b.acronym;
}

inline bool same_mention(const ReferenceMention& a, const ReferenceMention& b) {
  return a.reference.canonical == b.reference.canonical && a.first == b.first && a.last == b.last;
}

template <typename Mention>
bool same_mentions(const std::vector<Mention>& a, const std::vector<Mention>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same_mention(a[i], b[i])) return false;
  }
  return true;
}

}  // namespace invariants

/// The first promise that `analysis`, made of `text`, breaks; "" when it keeps them all.
inline std::string broken_invariant(std::string_view text, const Analysis& analysis) {
  const std::vector<bool> borders = invariants::code_point_borders(text);
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
    const Token& token = analysis.tokens[i];
    std::string fault = invariants::broken_token(token, borders);
    if (fault.empty() && i > 0) {
      const Token& before = analysis.tokens[i - 1];
      if (token.begin < before.begin) fault = "begins before the one before it";
      if (token.position < before.position) fault = "has a lower position than the one before it";
    }
    if (!fault.empty()) return invariants::at_token(i, token) + fault;
  }
  for (std::size_t i = 0; i < analysis.variants.size(); ++i) {
    const Variant& variant = analysis.variants[i];
    const std::string fault = invariants::broken_token(variant.token, borders);
    if (!fault.empty()) return "variant " + invariants::at_token(i, variant.token) + fault;
    if (variant.last >= analysis.tokens.size()) return "a variant names a token that does not exist";
    if (variant.token.begin != analysis.tokens[variant.first].begin ||
        variant.token.end < analysis.tokens[variant.last].end)
      return "variant " + invariants::at_token(i, variant.token) + "does not cover its tokens";
  }
  std::string fault = invariants::broken_spans("variant", analysis.variants, analysis.tokens.size());
  if (!fault.empty()) return fault;
  fault = invariants::broken_spans("entity", analysis.entities, analysis.tokens.size());
  if (fault.empty())
    fault = invariants::broken_spans("reference", analysis.references, analysis.tokens.size());
  if (!fault.empty()) return fault;
  for (const ReferenceMention& mention : analysis.references) {
    if (mention.reference.canonical.empty()) return "a reference without a canonical form";
  }
  return {};
}

/// Where two analyses of one text differ, "" when they are the same. The reasons of the tokens are left out:
/// they explain a stage to people and depend on which of them are shown.
inline std::string difference(const Analysis& a, const Analysis& b) {
  if (a.tokens.size() != b.tokens.size()) {
    return std::to_string(a.tokens.size()) + " tokens and " + std::to_string(b.tokens.size());
  }
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    if (!invariants::same_token(a.tokens[i], b.tokens[i])) {
      return invariants::at_token(i, a.tokens[i]) + "the other is " + invariants::at_token(i, b.tokens[i]);
    }
  }
  if (!invariants::same_mentions(a.variants, b.variants)) return "the variants differ";
  if (!invariants::same_mentions(a.entities, b.entities)) return "the entities differ";
  if (!invariants::same_mentions(a.references, b.references)) return "the references differ";
  return {};
}

}  // namespace cote::test
