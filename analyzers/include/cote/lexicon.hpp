// The lexicon: bodies, missions and countries with every form by which text names them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cote {

namespace analysis {
class NameTrie;
}

/// Which facet an entity is a value of.
enum class EntityKind : std::uint8_t { kMission, kOrganisation, kOrgan, kCountry };

/// One thing, however it is written.
struct Entity {
  std::string canonical;  ///< the facet value: "MINUSS", "ONU", "Soudan du Sud"
  EntityKind kind = EntityKind::kOrganisation;
  std::string label;                  ///< long form: "Mission des Nations Unies au Soudan du Sud"
  std::vector<std::string> acronyms;  ///< "MINUSS", "UNMISS"
  std::vector<std::string> forms;     ///< long forms in French and English, label included
  std::vector<std::string> parents;   ///< canonical names
  bool needs_capital = false;  ///< the one-word form is also a French word: a capital is required in text
  bool needs_context = false;  ///< also a forename or a town: never by the bare name in text
  bool verified = true;        ///< false: the fact base has it from general knowledge only
};

/// Name of the facet of a kind: "mission", "organisation", "organe", "pays".
[[nodiscard]] std::string_view facet_of(EntityKind kind) noexcept;

/// Immutable; safe to share between threads.
class Lexicon {
 public:
  /// Parses the two tables in the format of analyzers/lexicon/*.tsv. CorpusError naming table and line.
  Lexicon(std::string_view entities_tsv, std::string_view countries_tsv, std::string_view acronym_words);
  ~Lexicon();
  Lexicon(const Lexicon&) = delete;
  Lexicon& operator=(const Lexicon&) = delete;

  /// The lexicon that is compiled in.
  [[nodiscard]] static std::shared_ptr<const Lexicon> builtin();

  [[nodiscard]] const std::vector<Entity>& entities() const noexcept { return entities_; }
  [[nodiscard]] const Entity& entity(std::uint32_t index) const { return entities_[index]; }

  /// Entities that `acronym` (any case, no dots) stands for; empty when there is none.
  [[nodiscard]] const std::vector<std::uint32_t>& by_acronym(std::string_view folded) const;

  /// Entities of which `name` (canonical, label, acronym or other form; any case, with or without accents) is
  /// a name.
  [[nodiscard]] std::vector<std::uint32_t> by_name(std::string_view name) const;

  /// True when the acronym, case-folded, is also a French word: EAU, MINUS, AMIS.
  [[nodiscard]] bool is_french_word(std::string_view folded) const;

  /// The entity whose canonical name is `canonical`, of that facet.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view facet, std::string_view canonical) const;

  /// The forms as sequences of words, for the chain.
  [[nodiscard]] const analysis::NameTrie& names() const noexcept;

  /// One hash over the data, for the analyzer's fingerprint.
  [[nodiscard]] const std::string& fingerprint() const noexcept { return fingerprint_; }

 private:
  struct Tables;
  std::vector<Entity> entities_;
  std::unique_ptr<const Tables> tables_;
  std::string fingerprint_;
};

}  // namespace cote
