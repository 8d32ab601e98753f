// From an inflected French word to its base form: the masculine singular of a noun or adjective, the
// infinitive of a verb. By lists first, then rules; see inflection.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/flat.hpp"

namespace cote::analysis {

/// Reads the lists of analyzers/lexicon that Inflection works with: the bytes of its tables.
[[nodiscard]] std::vector<std::byte> build_inflection();

/// Immutable; safe to share between threads.
class Inflection {
 public:
  /// The rules with the lists of analyzers/lexicon.
  [[nodiscard]] static const Inflection& builtin();

  /// The base form of `written`: lower case, as the spelling stage leaves it. Forms of one word give the same
  /// base; what a base looks like is nobody's business but `cote analyze`'s. `reason`, if given, receives why
  /// the word was changed or protected.
  [[nodiscard]] std::string base_of(std::string_view written, std::string_view* reason = nullptr) const;

  /// The base form of another word that is spelt like this one, of which a list has made something else:
  /// "cours" is of cours, but also the plural of cour. Empty when there is none.
  [[nodiscard]] std::string other_base_of(std::string_view word) const;

  /// Hash over the data files.
  [[nodiscard]] const std::string& fingerprint() const noexcept { return fingerprint_; }

  /// What a list says of a spelling. Where several do, they stand in this order.
  enum class Role : std::uint8_t {
    kForm,                 ///< an irregular form of the base
    kKept,                 ///< protected: no rule takes it further
    kKeptWithoutFeminine,  ///< the same, and no feminine leads to it
    kOther,                ///< the base that it has besides
    kVerb,                 ///< a form of the infinitive
    kVerbUnaccented,  ///< of one that lost its accents, for words typed so; asked when the last has nothing
    kStemEr,          ///< what stands before -er
    kStemErUnaccented,
    kStemIr,  ///< before -ir, of verbs with -iss-
    kStemIrUnaccented,
  };
  /// A role and the number of a base: what the tables hold.
  [[nodiscard]] static constexpr std::uint32_t fact(Role role, std::uint32_t base) noexcept {
    return static_cast<std::uint32_t>(role) << kNumberBits | base;
  }

 private:
  using Facts = std::span<const std::uint32_t>;
  static constexpr unsigned kNumberBits = 24;

  explicit Inflection(FlatReader reader);

  [[nodiscard]] static constexpr Role role_of(std::uint32_t fact) noexcept {
    return static_cast<Role>(fact >> kNumberBits);
  }
  [[nodiscard]] static constexpr std::uint32_t number_of(std::uint32_t fact) noexcept {
    return fact & ((1U << kNumberBits) - 1);
  }
  [[nodiscard]] Facts facts(std::string_view spelling) const noexcept {
    return facts_.of(spellings_.find(spelling));
  }
  [[nodiscard]] std::optional<std::string_view> base(Facts facts, Role role) const noexcept;
  /// That of an irregular form or a protected word.
  [[nodiscard]] std::optional<std::string_view> listed(Facts facts) const noexcept;
  [[nodiscard]] std::string_view verb(std::string_view word, bool without_accents) const;

  WordIndex spellings_;
  NumberLists facts_;  ///< by spelling
  WordList bases_;
  std::string fingerprint_;
};

}  // namespace cote::analysis
