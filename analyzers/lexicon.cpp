// What is known of the lexicon's entities: by acronym, by name, by demonym, one by one.
#include <algorithm>
#include <array>
#include <cote/error.hpp>
#include <cote/lexicon.hpp>
#include <cote/unicode.hpp>
#include <fstream>
#include <iterator>
#include <mutex>
#include <unordered_set>

#include "analyzers/data.hpp"
#include "analyzers/lexicon_file.hpp"
#include "analyzers/lexicon_tables.hpp"

namespace cote {
namespace {

using Indices = std::vector<std::uint32_t>;

/// Nobody writes a quarter of a gigabyte of names; a file of that size is something else.
constexpr std::uintmax_t kLargestFile = std::uintmax_t{256} << 20;

struct KindNames {
  std::string_view name;
  std::string_view label;
  std::string_view facet;
};

const KindNames& names_of(EntityKind kind) noexcept {
  static constexpr std::array<KindNames, 17> kNames = {{{"mission", "mission", "mission"},
                                                        {"organisation", "organisation", "organisation"},
                                                        {"organ", "organe", "organe"},
                                                        {"department", "département", "organisation"},
                                                        {"programme", "programme", "organisation"},
                                                        {"fund", "fonds ou banque", "organisation"},
                                                        {"court", "juridiction", "organe"},
                                                        {"force", "force ou état-major", "organisation"},
                                                        {"group", "groupe armé", "groupe"},
                                                        {"country", "pays", "pays"},
                                                        {"region", "région", "region"},
                                                        {"area", "territoire", ""},
                                                        {"city", "ville", ""},
                                                        {"person", "personne", ""},
                                                        {"treaty", "traité", ""},
                                                        {"concept", "notion", ""},
                                                        {"function", "fonction", ""}}};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string read_file(const std::filesystem::path& path) {
  const std::string name = path.string();
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    throw CorpusError(name + " : c'est un dossier ; donnez un fichier de lexique");
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > kLargestFile)
    throw CorpusError(name + " : plus de 256 Mo ; ce n'est pas un fichier de lexique");
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) throw CorpusError(name + " : lexique illisible ; vérifiez le chemin et les droits");
  return text;
}

}  // namespace

struct Lexicon::Tables {
  explicit Tables(std::span<const std::byte> bytes) : flat(bytes) {}
  explicit Tables(std::vector<std::byte> bytes) : owned(std::move(bytes)), flat(owned) {}

  /// The entity, made if nobody has asked for it before.
  const Entity& entity(std::uint32_t index) {
    // Their room alone is half a megabyte, which costs a command that names none a tenth of a millisecond.
    std::call_once(room, [this] {
      made = std::make_unique<std::once_flag[]>(flat.entities.size());
      entities.resize(flat.entities.size());
    });
    std::call_once(made[index], [&] { entities[index] = flat.entities.entity(index); });
    return entities[index];
  }

  std::vector<std::byte> owned;  ///< where the tables lie if they are not compiled in
  analysis::LexiconTables flat;
  std::vector<Entity> entities;  ///< those that somebody has asked for, others empty
  std::unique_ptr<std::once_flag[]> made;
  std::once_flag room;
  std::once_flag all;
};

bool Entity::flagged(FormFlag flag, std::string_view form) const {
  std::string key;
  for (const FlaggedForm& known : flags) {
    if (known.flag != flag) continue;
    if (known.form.empty() || known.form == form) return true;
    if (key.empty()) key = fold_key(form);
    if (known.key == key) return true;
  }
  return false;
}

std::string_view facet_of(EntityKind kind) noexcept { return names_of(kind).facet; }
std::string_view kind_name(EntityKind kind) noexcept { return names_of(kind).name; }
std::string_view kind_label(EntityKind kind) noexcept { return names_of(kind).label; }

Lexicon::Lexicon(const std::vector<LexiconSource>& sources, std::string_view acronym_words) {
  analysis::BuiltLexicon built = analysis::build_lexicon(sources, acronym_words);
  warnings_ = std::move(built.warnings);
  tables_ = std::make_unique<Tables>(std::move(built.bytes));
  fingerprint_ = tables_->flat.fingerprint;
}

Lexicon::Lexicon(std::unique_ptr<Tables> tables)
    : tables_(std::move(tables)), fingerprint_(tables_->flat.fingerprint) {}

Lexicon::~Lexicon() = default;

std::shared_ptr<const Lexicon> Lexicon::builtin() {
  static const std::shared_ptr<const Lexicon> instance(
      new Lexicon(std::make_unique<Tables>(std::as_bytes(std::span(data::lexicon_tables())))));
  return instance;
}

std::shared_ptr<const Lexicon> Lexicon::load(const std::vector<std::filesystem::path>& files) {
  if (files.empty()) return builtin();
  std::vector<std::string> texts;
  texts.reserve(files.size());  // the sources point into them
  std::vector<LexiconSource> sources = analysis::builtin_lexicon();
  for (const std::filesystem::path& file : files) {
    texts.push_back(read_file(file));
    sources.push_back({file.string(), texts.back(), false});
  }
  return std::make_shared<const Lexicon>(sources, data::acronym_words());
}

const std::vector<Entity>& Lexicon::entities() const {
  std::call_once(tables_->all, [this] {
    for (std::uint32_t i = 0; i < tables_->flat.entities.size(); ++i) tables_->entity(i);
  });
  return tables_->entities;
}

const Entity& Lexicon::entity(std::uint32_t index) const { return tables_->entity(index); }

std::span<const std::uint32_t> Lexicon::by_acronym(std::string_view folded) const {
  return tables_->flat.acronyms.find(folded);
}

Indices Lexicon::by_name(std::string_view name) const {
  const auto listed = [this](std::string_view key) {
    const auto found = tables_->flat.names.find(key);
    return Indices(found.begin(), found.end());
  };
  const std::string key = fold_key(name);
  if (Indices found = listed(key); !found.empty()) return found;
  // "O.N.U." has the key "o n u".
  std::string undotted;
  for (std::size_t from = 0; from < key.size(); from += 2) {
    if (key[from] == ' ' || (from + 1 < key.size() && key[from + 1] != ' ')) return {};
    undotted += key[from];
  }
  return listed(undotted);
}

std::span<const std::uint32_t> Lexicon::by_demonym(std::string_view word) const {
  return tables_->flat.demonyms.find(fold_key(word));
}

bool Lexicon::is_french_word(std::string_view folded) const {
  return tables_->flat.french_words.contains(folded);
}

std::optional<std::uint32_t> Lexicon::find(std::string_view facet, std::string_view canonical) const {
  const analysis::EntityRecords& entities = tables_->flat.entities;
  for (const std::uint32_t index : tables_->flat.names.find(fold_key(canonical))) {
    if (entities.canonical(index) == canonical && facet_of(entities.kind(index)) == facet) return index;
  }
  return std::nullopt;
}

std::span<const std::uint32_t> Lexicon::parents(std::uint32_t index) const {
  return tables_->flat.parents.of(index);
}

Indices Lexicon::ancestors(std::uint32_t index) const {
  const auto direct = parents(index);
  Indices all(direct.begin(), direct.end());
  std::unordered_set<std::uint32_t> seen(all.begin(), all.end());
  for (std::size_t at = 0; at < all.size(); ++at) {
    for (const std::uint32_t next : parents(all[at])) {
      if (seen.insert(next).second) all.push_back(next);
    }
  }
  return all;
}

const analysis::Names& Lexicon::names() const noexcept { return tables_->flat.trie; }

}  // namespace cote
