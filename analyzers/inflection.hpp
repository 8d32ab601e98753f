// From an inflected French word to its base form: the masculine singular of a noun or adjective, the
// infinitive of a verb. By lists first, then rules; see inflection.cpp.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "analyzers/chain.hpp"

namespace cote::analysis {

/// Immutable; safe to share between threads.
class Inflection {
 public:
  /// The rules with the lists of analyzers/lexicon.
  [[nodiscard]] static const Inflection& builtin();

  /// The base form of `word`: lower case, as the spelling stage leaves it. Forms of one word give the same
  /// base; what a base looks like is nobody's business but `cote analyze`'s. `reason`, if given, receives why
  /// the word was changed or protected.
  [[nodiscard]] std::string base_of(std::string_view word, std::string_view* reason = nullptr) const;

  /// The base form of another word that is spelt like this one, of which a list has made something else:
  /// "cours" is of cours, but also the plural of cour. Empty when there is none.
  [[nodiscard]] std::string other_base_of(std::string_view word) const;

  /// Hash over the data files.
  [[nodiscard]] const std::string& fingerprint() const noexcept { return fingerprint_; }

 private:
  using Map = std::unordered_map<std::string, std::string, StringHash, std::equal_to<>>;

  Inflection();
  void read_forms(std::string_view data);
  void read_protected(std::string_view data);
  void read_regular_verbs(std::string_view data);
  void read_irregular_verbs(std::string_view data);

  [[nodiscard]] const std::string* listed(const std::string& word) const;
  [[nodiscard]] std::string verb(const std::string& word, bool without_accents) const;

  Map forms_;                 ///< irregular form -> base
  Map others_;                ///< form -> the base that it has besides
  WordSet protected_;         ///< bases that no rule takes further
  WordSet without_feminine_;  ///< those of them to which no feminine leads
  /// Stems and forms of verbs -> infinitive. The second of each pair lacks its accents, for words typed so;
  /// it is asked when the first has nothing.
  Map stems_er_[2];
  Map stems_ir_[2];  ///< -ir with -iss-
  Map irregular_[2];
  std::string fingerprint_;
};

}  // namespace cote::analysis
