// Under- and over-stemming over families of word forms, as C. D. Paice defines them ("An evaluation method
// for stemming algorithms", SIGIR 1994).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cote::bench {

/// The inflected forms of one word.
struct Family {
  std::string lemma;
  std::string word_class;
  std::vector<std::uint32_t> forms;  ///< indices into Families::forms(), rising, each once
};

/// Two forms, the lower index in the upper half.
using FormPair = std::uint64_t;

/// Families that may share forms: two forms are the same word when they have any family in common.
class Families {
 public:
  void add(std::string_view lemma, std::string_view word_class, const std::vector<std::string_view>& forms);

  [[nodiscard]] const std::vector<std::string>& forms() const { return forms_; }  ///< all distinct ones
  [[nodiscard]] const std::vector<Family>& all() const { return families_; }

  /// Pairs of forms that share a family (Paice: to be merged), each once however many families they share.
  [[nodiscard]] std::vector<FormPair> same() const;
  /// The same of the families of each class.
  [[nodiscard]] std::map<std::string, std::vector<FormPair>> same_by_class() const;

 private:
  std::vector<std::string> forms_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<Family> families_;
};

/// Gives one key for a word; words with the same key are one.
using Stemmer = std::function<std::string(const std::string&)>;

/// What a stemmer makes of the forms of some families.
class Stems {
 public:
  Stems(const std::vector<std::string>& forms, const Stemmer& stemmer);

  [[nodiscard]] std::uint32_t of(std::uint32_t form) const { return stem_of_[form]; }
  [[nodiscard]] const std::string& text(std::uint32_t stem) const { return texts_[stem]; }

  /// Of these pairs, those with two stems.
  [[nodiscard]] std::uint64_t apart(const std::vector<FormPair>& pairs) const;
  /// All pairs of forms with one stem.
  [[nodiscard]] std::uint64_t together() const;
  [[nodiscard]] bool splits(const Family& family) const;

 private:
  std::vector<std::uint32_t> stem_of_;  ///< by form
  std::vector<std::string> texts_;      ///< by stem
  std::vector<std::uint64_t> sizes_;    ///< by stem: its forms
};

/// Paice's measures, the global ones. He adds up the merges desired and missed of each group; with forms in
/// several groups that would count pairs twice, so distinct pairs are counted: the same where no form stands
/// in two.
struct Paice {
  std::optional<double> under;   ///< UI = GUMT / GDMT: pairs to merge that are not; none without such pairs
  std::optional<double> over;    ///< OI = GWMT / GDNT: pairs to keep apart that are merged
  std::optional<double> weight;  ///< SW = OI / UI: how much the stemmer prefers to merge; none where UI is 0
};

/// `same`: Families::same() of the families whose forms these are.
[[nodiscard]] Paice measure(const Stems& stems, std::size_t forms, const std::vector<FormPair>& same);

/// part / whole; none where there is no whole.
[[nodiscard]] std::optional<double> ratio(std::uint64_t part, std::uint64_t whole);

/// n (n - 1) / 2.
[[nodiscard]] std::uint64_t pairs_among(std::uint64_t count);

}  // namespace cote::bench
