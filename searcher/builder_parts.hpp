// The builder of queries, for its own files: builder.cpp (clauses and fields), builder_words.cpp (words,
// compounds, learnt acronyms) and builder_names.cpp (references and entities).
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/builder.hpp"
#include "searcher/index.hpp"
#include "searcher/learnt.hpp"

namespace cote::search {

/// A document that has all words of an entity's name, but not the name, comes far below those that have it.
inline constexpr double kScatteredWords = 0.3;

class Builder {
 public:
  Builder(Match match, const Context& context) : all_(match == Match::kAll), context_(context) {}

  BuiltQuery run(const ParsedQuery& parsed);

 private:
  [[nodiscard]] const Analyzer& analyzer() const { return *context_.analyzer; }
  [[nodiscard]] const Index& index() const { return *context_.index; }
  [[nodiscard]] const Xapian::Database& database() const { return context_.index->database(); }
  [[nodiscard]] Facts& facts() const { return *context_.facts; }

  /// The text as a query, analysed once.
  [[nodiscard]] const Analysis& analysis_of(std::string_view text) const;

  // ---- Clauses
  Asked alternatives(const std::vector<ClauseList>& lists);
  Asked conjunction(const ClauseList& list);
  /// What one clause asks for, each of which is one required unit when all are asked for. `whole`: the clause
  /// is one unit by itself (+word, -word), stop word or not.
  std::vector<Asked> clause_units(const Clause& clause, bool whole);
  std::vector<Asked> text_units(std::string_view text, bool stop_words);
  /// Is there anything besides stop words and scaffolding? If not, those are what the query asks for.
  [[nodiscard]] bool has_content(const std::vector<ClauseList>& lists) const;
  [[nodiscard]] bool has_content(std::string_view text) const;
  std::optional<Asked> exact(const Clause& clause);
  /// "opération* de paix": the words of the index that begin so. Only for an expression without compounds,
  /// whose places are its tokens.
  void open_prefixes(std::string_view text, const Analysis& analysis,
                     std::vector<Expression>& expressions) const;
  Asked field(const Clause& clause);
  /// cote: who bears the reference, with its revisions and additions; cite: who cites it.
  Asked reference_field(const Clause& clause);
  Asked title(const Clause& clause);

  // ---- Words
  SharedPostings word_unit(std::string_view text, const Token& token);
  /// A demonym is its word first; the country it speaks of answers too, from farther below.
  Asked demonym_unit(std::string_view text, const Token& token, const std::vector<EntityMention>& meanings);
  /// A compound, or a number in one of its forms: what it is one term for, or its words. A strict one (a
  /// date, a percentage) is its term alone where all words are required.
  Asked variant_unit(std::string_view text, const std::vector<Token>& tokens, const Variant& variant);
  /// A stop word that is asked for: the word as it stands.
  SharedPostings stop_unit(std::string_view text, const Token& token);
  /// The surface terms of a word in all its inflections.
  [[nodiscard]] std::vector<std::string> surfaces_of(const Token& token) const;

  /// The words of a compound side by side, each in any of its inflections.
  [[nodiscard]] SharedPostings side_by_side(const std::vector<Token>& tokens, std::size_t first,
                                            std::size_t last) const;
  /// What was asked for of a learnt long form's words becomes one, which its acronym satisfies too.
  void close_learnt(std::string_view text, const std::vector<Token>& tokens, std::optional<LearntForm>& form,
                    std::vector<Asked>& units, std::size_t begin);
  /// The words of `tokens` [first, last], each with a weight times `share`.
  std::vector<Asked> words_of(const std::vector<Token>& tokens, std::size_t first, std::size_t last,
                              double share, Unit& unit) const;
  /// Documents with any of the terms, which weigh like one.
  [[nodiscard]] SharedPostings synonym(const std::vector<std::string>& terms, double share = 1) const;
  /// A word that reads `terms`, the one as typed first, and below them `other`. With the words that share a
  /// root with `relatives_of`: they rank what is found, and find nothing.
  [[nodiscard]] SharedPostings word(const std::vector<std::string>& terms, const std::string* other,
                                    const Token* relatives_of);
  /// The terms of the words of the token's root that are not among `terms`.
  [[nodiscard]] std::vector<std::string> relatives(const Token& token,
                                                   const std::vector<std::string>& terms) const;

  // ---- Names
  Asked prefix_unit(const std::string& typed);
  /// A reference, in all its readings. Its words are not asked for: another 1244 is another thing. Where any
  /// word will do, all of them together find what is near.
  Asked reference_unit(std::string_view text, const std::vector<Token>& tokens,
                       const std::vector<ReferenceMention>& readings);
  Asked entity_unit(std::string_view text, const std::vector<Token>& tokens,
                    const std::vector<EntityMention>& meanings);

  // ---- What the query was understood as
  void understand(const Learnt& pair, const std::string& name);
  void understand(const std::string& name, const std::vector<ReferenceMention>& readings);
  void understand(const std::string& name, const Entity& entity);
  void mark(Unit unit) {
    if (!excluding_) out_.units.push_back(std::move(unit));  // what must not be there is not marked
  }
  static std::string typed(std::string_view text, const Token& first, const Token& last) {
    return std::string(text.substr(first.begin, last.end - first.begin));
  }

  bool all_;
  const Context& context_;
  BuiltQuery out_;
  mutable std::deque<std::pair<std::string, Analysis>> analyses_;
  bool require_stop_words_ = false;
  bool excluding_ = false;
  bool required_ = false;
};

}  // namespace cote::search
