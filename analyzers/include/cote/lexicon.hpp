// The lexicon: bodies, missions, places, persons, treaties and notions, with every form by which text names
// them. The format of its files is docs/lexicon.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cote {

namespace analysis {
class Names;
}

/// What an entity is. Decides the facet that it is a value of; see facet_of().
enum class EntityKind : std::uint8_t {
  kMission,
  kOrganisation,
  kOrgan,
  kDepartment,
  kProgramme,
  kFund,
  kCourt,
  kForce,  ///< forces, commands and staffs of a State or an organisation
  kGroup,  ///< armed groups
  kCountry,
  kRegion,  ///< of several countries
  kArea,    ///< part of a country, or disputed between several
  kCity,
  kPerson,
  kTreaty,
  kConcept,
  kFunction,  ///< Secretary-General, Special Representative
};

/// What is said of one form of an entity, or of all of them.
enum class FormFlag : std::uint8_t {
  kAmbiguous,  ///< the form belongs to other entities too, or to something that is no entity
  kWord,       ///< the acronym, case-folded, is also a French word
  kCapital,    ///< the name is also a French word: text must write its capital, and not at a sentence's start
  kContext,    ///< also a town, a forename or a noun: in text only after "à", "en", "République de" and the
               ///< like
  kForename,   ///< also a forename or surname
  kFilter,     ///< too short or too common for text: known in fields and filters only
  kUnverified,  ///< from general knowledge only
};

/// A flag and the form that it is about.
struct FlaggedForm {
  FormFlag flag = FormFlag::kAmbiguous;
  std::string form;  ///< as written; empty: all forms of the entity
  std::string key;   ///< fold_key(form)
};

/// A name that was in use for some years.
struct FormerName {
  std::string name;
  std::string years;  ///< "1971-1997", "-1984"; empty when not known
};

/// One thing, however it is written.
struct Entity {
  std::string canonical;  ///< the facet value: "MINUSS", "ONU", "Soudan du Sud"; unique
  EntityKind kind = EntityKind::kOrganisation;
  std::string label;                  ///< long form: "Mission des Nations Unies au Soudan du Sud"
  std::vector<std::string> acronyms;  ///< "MINUSS", "UNMISS": French ones first
  std::vector<std::string> forms;     ///< long forms in French and English, label and former names included
  std::vector<FormerName> former;     ///< the former names again, with their years
  std::vector<std::string> demonyms;  ///< "malien", "malienne": weak evidence of the place
  std::vector<std::string> parents;   ///< canonical names
  std::string years;                  ///< "2011-", "1999-2010"; empty when not known
  std::string code;                   ///< ISO 3166 alpha-3 of a country, else empty
  std::string source;                 ///< where the name was seen
  std::vector<FlaggedForm> flags;     ///< what is to be heeded of single forms
  bool needs_capital = false;         ///< a form is also a French word: a capital is required in text
  bool needs_context = false;         ///< a form is also a forename or a town: never by the bare name in text
  bool verified = true;               ///< false: the whole row is from general knowledge only

  /// Does `flag` hold for `form` (any case and accents)?
  [[nodiscard]] bool flagged(FormFlag flag, std::string_view form) const;
};

/// Name of the facet of a kind: "mission", "organisation", "organe", "pays", "region", "groupe". Empty for
/// kinds that are matched but are values of no facet: areas, cities, persons, treaties, concepts, functions.
[[nodiscard]] std::string_view facet_of(EntityKind kind) noexcept;

/// The kind as the files write it: "mission", "country".
[[nodiscard]] std::string_view kind_name(EntityKind kind) noexcept;

/// The kind in French, for people: "mission", "pays", "groupe armé".
[[nodiscard]] std::string_view kind_label(EntityKind kind) noexcept;

/// A file of the lexicon in memory.
struct LexiconSource {
  std::string name;       ///< for messages
  std::string_view text;  ///< must outlive the constructor only
  bool builtin = false;   ///< false: a user's, whose rows may replace and remove those before it
};

/// Immutable; safe to share between threads.
class Lexicon {
 public:
  /// Reads the sources in this order. `acronym_words`: acronyms, one a line, that are French words besides
  /// those flagged "word:". CorpusError naming file, line and column.
  explicit Lexicon(const std::vector<LexiconSource>& sources, std::string_view acronym_words = {});
  ~Lexicon();
  Lexicon(const Lexicon&) = delete;
  Lexicon& operator=(const Lexicon&) = delete;

  /// The lexicon that is compiled in.
  [[nodiscard]] static std::shared_ptr<const Lexicon> builtin();

  /// The one compiled in with a user's files over it, in this order; without files the same as builtin().
  /// CorpusError when a file cannot be read or is broken; see warnings().
  [[nodiscard]] static std::shared_ptr<const Lexicon> load(const std::vector<std::filesystem::path>& files);

  /// All of them. Who wants a few had better ask for each: an entity is made when it is first asked for.
  [[nodiscard]] const std::vector<Entity>& entities() const;
  [[nodiscard]] const Entity& entity(std::uint32_t index) const;

  /// Entities that `acronym` (any case, no dots) stands for; empty when there is none. What is handed out
  /// here and below lives as long as the lexicon.
  [[nodiscard]] std::span<const std::uint32_t> by_acronym(std::string_view folded) const;

  /// Entities of which `name` (canonical, label, acronym or other form; any case, with or without accents) is
  /// a name.
  [[nodiscard]] std::vector<std::uint32_t> by_name(std::string_view name) const;

  /// Places whose demonym `word` is, in any gender and number: "maliennes" -> Mali. One word, any case and
  /// accents; several for "congolais".
  [[nodiscard]] std::span<const std::uint32_t> by_demonym(std::string_view word) const;

  /// True when the acronym, case-folded, is also a French word: EAU, MINUS, AMIS.
  [[nodiscard]] bool is_french_word(std::string_view folded) const;

  /// The entity whose canonical name is `canonical`, of that facet.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view facet, std::string_view canonical) const;

  /// What an entity belongs to, directly: MINUSCA -> ONU, République centrafricaine.
  [[nodiscard]] std::span<const std::uint32_t> parents(std::uint32_t index) const;

  /// All that an entity belongs to, nearest first, each once: MINUSCA -> ONU, République centrafricaine,
  /// Afrique centrale, …
  [[nodiscard]] std::vector<std::uint32_t> ancestors(std::uint32_t index) const;

  /// The names with their rules, for the chain.
  [[nodiscard]] const analysis::Names& names() const noexcept;

  /// One hash over the data, for the analyzer's fingerprint.
  [[nodiscard]] const std::string& fingerprint() const noexcept { return fingerprint_; }

  /// What a user may want to know of their files: not sorted, not NFC. In French, with file and line.
  [[nodiscard]] const std::vector<std::string>& warnings() const noexcept { return warnings_; }

 private:
  struct Tables;
  explicit Lexicon(std::unique_ptr<Tables> tables);

  std::unique_ptr<Tables> tables_;
  std::vector<std::string> warnings_;
  std::string fingerprint_;
};

}  // namespace cote
