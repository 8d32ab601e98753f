// Reads the lexicon's tables and answers look-ups by acronym, by name and by words.
#include <algorithm>
#include <cote/error.hpp>
#include <cote/lexicon.hpp>
#include <cote/unicode.hpp>
#include <unordered_map>

#include "analyzers/chain.hpp"
#include "analyzers/data.hpp"
#include "analyzers/name_trie.hpp"

namespace cote {
namespace {

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  while (true) {
    const std::size_t to = line.find(separator, from);
    parts.push_back(line.substr(from, to - from));
    if (to == std::string_view::npos) return parts;
    from = to + 1;
  }
}

void append_list(std::vector<std::string>& out, std::string_view list) {
  for (const std::string_view part : split(list, ';')) {
    if (!part.empty()) out.emplace_back(part);
  }
}

/// Calls row(fields, line number) for each line that is neither empty nor a comment.
template <typename Row>
void read_table(std::string_view table, std::string_view name, std::size_t columns, Row row) {
  std::size_t number = 0;
  for (const std::string_view line : split(table, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto fields = split(line, '\t');
    if (fields.size() != columns) {
      throw CorpusError(std::string(name) + ":" + std::to_string(number) + " : " +
                        std::to_string(fields.size()) + " colonnes, il en faut " + std::to_string(columns) +
                        ", séparées par des tabulations");
    }
    if (fields[0].empty()) {
      throw CorpusError(std::string(name) + ":" + std::to_string(number) + " : la première colonne est vide");
    }
    row(fields, number);
  }
}

EntityKind kind_of(std::string_view kind, std::size_t line) {
  if (kind == "mission") return EntityKind::kMission;
  if (kind == "organ") return EntityKind::kOrgan;
  if (kind == "organisation" || kind == "department" || kind == "programme") return EntityKind::kOrganisation;
  throw CorpusError("entities.tsv:" + std::to_string(line) + " : nature « " + std::string(kind) +
                    " » inconnue ; connues : mission, organisation, organ, department, programme");
}

bool has_flag(std::string_view flags, std::string_view flag) {
  const auto parts = split(flags, ';');
  return std::find(parts.begin(), parts.end(), flag) != parts.end();
}

/// A form as the tokenizer sees it: folded words.
std::vector<std::string> words_of(std::string_view form) {
  std::vector<std::string> words;
  const std::string key = fold_key(form);
  for (const std::string_view word : split(key, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

}  // namespace

struct Lexicon::Tables {
  std::unordered_map<std::string, std::vector<std::uint32_t>, analysis::StringHash, std::equal_to<>> acronyms;
  std::unordered_map<std::string, std::vector<std::uint32_t>, analysis::StringHash, std::equal_to<>> names;
  analysis::WordSet french_words;
  analysis::NameTrie trie;
};

std::string_view facet_of(EntityKind kind) noexcept {
  switch (kind) {
    case EntityKind::kMission:
      return "mission";
    case EntityKind::kOrgan:
      return "organe";
    case EntityKind::kCountry:
      return "pays";
    case EntityKind::kOrganisation:
      break;
  }
  return "organisation";
}

Lexicon::Lexicon(std::string_view entities_tsv, std::string_view countries_tsv,
                 std::string_view acronym_words) {
  auto tables = std::make_unique<Tables>();
  read_table(entities_tsv, "entities.tsv", 9, [&](const auto& fields, std::size_t line) {
    Entity entity;
    entity.canonical = fields[0];
    entity.kind = kind_of(fields[1], line);
    entity.label = fields[2];
    append_list(entity.acronyms, fields[3]);
    entity.forms.push_back(entity.label);
    append_list(entity.forms, fields[4]);
    append_list(entity.parents, fields[5]);
    entity.verified = !has_flag(fields[7], "unverified");
    entities_.push_back(std::move(entity));
  });
  read_table(countries_tsv, "countries.tsv", 9, [&](const auto& fields, std::size_t) {
    Entity entity;
    entity.canonical = fields[0];
    entity.kind = EntityKind::kCountry;
    entity.label = fields[2];
    entity.forms.emplace_back(fields[0]);
    entity.forms.emplace_back(fields[2]);
    append_list(entity.forms, fields[3]);
    append_list(entity.acronyms, fields[4]);
    append_list(entity.forms, fields[5]);
    entity.needs_capital = has_flag(fields[8], "capital");
    entity.needs_context = has_flag(fields[8], "context");
    entity.verified = !has_flag(fields[8], "unverified");
    entities_.push_back(std::move(entity));
  });
  for (std::string_view line : split(acronym_words, '\n')) {
    line = line.substr(0, line.find('#'));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    if (!line.empty()) tables->french_words.insert(fold_accents(line));
  }
  for (std::uint32_t i = 0; i < entities_.size(); ++i) {
    const Entity& entity = entities_[i];
    const auto add_name = [&](std::string_view name) {
      auto& known = tables->names[fold_key(name)];
      if (std::find(known.begin(), known.end(), i) == known.end()) known.push_back(i);
    };
    add_name(entity.canonical);
    for (const std::string& acronym : entity.acronyms) {
      add_name(acronym);
      const auto words = words_of(acronym);
      if (words.size() == 1) {
        auto& known = tables->acronyms[words.front()];
        if (std::find(known.begin(), known.end(), i) == known.end()) known.push_back(i);
      } else {
        tables->trie.add(words, i);  // G5 Sahel, CEE-ONU
      }
    }
    for (const std::string& form : entity.forms) {
      if (form.empty()) continue;
      add_name(form);
      tables->trie.add(words_of(form), i);
    }
  }
  fingerprint_ =
      analysis::hash_of(std::string(entities_tsv) + std::string(countries_tsv) + std::string(acronym_words));
  tables_ = std::move(tables);
}

Lexicon::~Lexicon() = default;

std::shared_ptr<const Lexicon> Lexicon::builtin() {
  static const auto instance =
      std::make_shared<const Lexicon>(data::entities(), data::countries(), data::acronym_words());
  return instance;
}

const std::vector<std::uint32_t>& Lexicon::by_acronym(std::string_view folded) const {
  static const std::vector<std::uint32_t> none;
  const auto found = tables_->acronyms.find(folded);
  return found == tables_->acronyms.end() ? none : found->second;
}

std::vector<std::uint32_t> Lexicon::by_name(std::string_view name) const {
  std::string key = fold_key(name);
  if (const auto found = tables_->names.find(key); found != tables_->names.end()) return found->second;
  // "O.N.U." has the key "o n u".
  std::string undotted;
  bool single_letters = true;
  for (const std::string_view word : split(key, ' ')) {
    if (word.size() != 1) single_letters = false;
    undotted += word;
  }
  if (single_letters) return by_acronym(undotted);
  return {};
}

bool Lexicon::is_french_word(std::string_view folded) const { return tables_->french_words.contains(folded); }

std::optional<std::uint32_t> Lexicon::find(std::string_view facet, std::string_view canonical) const {
  const auto found = tables_->names.find(fold_key(canonical));
  if (found == tables_->names.end()) return std::nullopt;
  for (const std::uint32_t index : found->second) {
    if (entities_[index].canonical == canonical && facet_of(entities_[index].kind) == facet) return index;
  }
  return std::nullopt;
}

const analysis::NameTrie& Lexicon::names() const noexcept { return tables_->trie; }

}  // namespace cote
