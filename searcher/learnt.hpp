// Acronyms that the indexed texts define, at query time.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <cote/searcher.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/expression.hpp"
#include "searcher/facts.hpp"

namespace cote::search {

class Index;

/// A pair that at least two documents define.
struct Learnt {
  std::string acronym;                ///< as written most simply: "CPF"
  std::string key;                    ///< folded acronym
  std::string term;                   ///< its definition term
  std::string long_form;              ///< as written: the shortest of its wordings
  std::vector<std::string> wordings;  ///< all of them
  std::uint64_t documents = 0;        ///< that define it
  bool only = false;                  ///< most documents that define the acronym mean this
};

/// A learnt long form in a query: tokens [first, last].
struct LearntForm {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<Learnt> pairs;
};

/// What an unknown acronym of a query was learnt to mean, most documents first. A word in lower case is read
/// as an acronym only when no document has it as a word.
[[nodiscard]] std::vector<Learnt> learnt_meanings(const Index& index, Facts& facts, const Token& token);

/// The longest learnt long form that begins at token `at`.
[[nodiscard]] std::optional<LearntForm> learnt_form(const Index& index, Facts& facts,
                                                    const std::vector<Token>& tokens, std::size_t at);

/// The wordings of the long form as exact expressions.
[[nodiscard]] std::vector<Expression> expressions_of(const Learnt& pair, const Analyzer& analyzer);

/// Documents that write the acronym and, where it has several meanings, define it as this one.
[[nodiscard]] SharedPostings acronym_postings(Facts& facts, const Learnt& pair);

[[nodiscard]] Understood understood_of(const Learnt& pair, const std::string& typed);
[[nodiscard]] std::string interpretation_of(const Learnt& pair);

/// All pairs of the index, those of most documents first. Of an index by paragraphs whole documents count.
[[nodiscard]] std::vector<LearntAcronym> all_learnt(const Index& index);

}  // namespace cote::search
