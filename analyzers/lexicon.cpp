// Puts the lexicon's files together and answers look-ups by acronym, by name, by demonym and by words.
#include <algorithm>
#include <array>
#include <cote/error.hpp>
#include <cote/lexicon.hpp>
#include <cote/unicode.hpp>
#include <fstream>
#include <iterator>
#include <span>
#include <unordered_set>

#include "analyzers/chain.hpp"
#include "analyzers/data.hpp"
#include "analyzers/lexicon_file.hpp"
#include "analyzers/name_trie.hpp"
#include "analyzers/names.hpp"

namespace cote {
namespace {

using analysis::LexiconRow;
using Indices = std::vector<std::uint32_t>;

/// Nobody writes a quarter of a gigabyte of names; a file of that size is something else.
constexpr std::uintmax_t kLargestFile = std::uintmax_t{256} << 20;

/// Strings to the entities that they stand for.
class Table {
 public:
  /// Entities of one key come in ascending order.
  void add(std::string_view key, std::uint32_t entity) { owners_.add(keys_.add(key), entity); }
  [[nodiscard]] std::span<const std::uint32_t> find(std::string_view key) const {
    return owners_.of(keys_.find(key));
  }

 private:
  analysis::WordNumbers keys_;
  analysis::Owners owners_;
};

/// The same for look-ups that give a reference away.
class SmallTable {
 public:
  void add(std::string_view key, std::uint32_t entity) {
    const std::uint32_t number = keys_.add(key);
    if (number == values_.size()) values_.emplace_back();
    Indices& known = values_[number];
    if (known.empty() || known.back() != entity) known.push_back(entity);
  }
  [[nodiscard]] const Indices& find(std::string_view key) const {
    static const Indices none;
    const std::uint32_t number = keys_.find(key);
    return number == analysis::WordNumbers::kNone ? none : values_[number];
  }

 private:
  analysis::WordNumbers keys_;
  std::vector<Indices> values_;
};

/// A key of fold_key() as words.
void words_of(std::string_view key, std::vector<std::string_view>& words) {
  words.clear();
  for (std::size_t from = 0; from < key.size();) {
    const std::size_t to = std::min(key.find(' ', from), key.size());
    words.push_back(key.substr(from, to - from));
    from = to + 1;
  }
}

/// Wordings of one name that text uses at will; keys as fold_key() makes them. The first of a pair is looked
/// for and the second put in its place.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kWordings = {{
    {"de l organisation des nations unies", "des nations unies"},
    {"de l organisation des nations unies", "de l onu"},
    {"des nations unies", "de l organisation des nations unies"},
    {"des nations unies", "de l onu"},
    {"de l union europeenne", "de l ue"},
    {"de l union africaine", "de l ua"},
    {"de l organisation du traite de l atlantique nord", "de l otan"},
    {"united nations", "un"},
    {"european union", "eu"},
    {"african union", "au"},
}};

/// Calls found(key) for each other wording of `key`: "mission des nations unies au mali" -> "mission de l onu
/// au mali".
template <typename Found>
void for_each_wording(std::string_view key, Found found) {
  // "Organisation des Nations Unies pour l'éducation …" is the name itself and no body of that organisation.
  if (key.starts_with("organisation des nations unies")) return;
  for (const auto& [from, to] : kWordings) {
    const std::size_t at = key.find(from);
    if (at == std::string_view::npos || key.size() == from.size()) continue;
    const std::size_t end = at + from.size();
    if ((at > 0 && key[at - 1] != ' ') || (end < key.size() && key[end] != ' ')) continue;
    if (key.substr(0, at).ends_with("organisation ")) continue;  // inside the longer wording
    std::string other(key.substr(0, at));
    other += to;
    other += key.substr(end);
    found(other);
  }
}

/// Gender and number of a demonym. Where a row lists the masculine only, the feminine follows the rule.
std::vector<std::string> demonym_forms(const std::vector<std::string>& listed) {
  std::vector<std::string> singular;
  singular.reserve(listed.size() + 1);
  for (const std::string& demonym : listed) singular.push_back(fold_key(demonym));
  if (singular.size() == 1 && !singular[0].empty() && singular[0].back() != 'e') {
    const std::string& masculine = singular[0];
    const bool doubled = masculine.ends_with("en") || masculine.ends_with("on");  // malien, breton
    singular.push_back(masculine + (doubled ? "ne" : "e"));
  }
  std::vector<std::string> all;
  for (std::string& form : singular) {
    if (form.empty()) continue;
    const char last = form.back();
    if (form.ends_with("al")) {
      all.push_back(form.substr(0, form.size() - 1) + "ux");
    } else if (last != 's' && last != 'x' && last != 'z') {
      all.push_back(form + 's');
    }
    all.push_back(std::move(form));
  }
  return all;
}

/// Calls each(name, key) for all names of a row: canonical, acronyms and forms.
template <typename Each>
void for_each_name(const LexiconRow& row, Each each) {
  std::size_t at = 0;
  each(row.entity.canonical, row.keys[at++]);
  for (const std::string& acronym : row.entity.acronyms) each(acronym, row.keys[at++]);
  for (const std::string& form : row.entity.forms) each(form, row.keys[at++]);
}

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

/// The rows of all sources, later ones over earlier ones.
class Assembly {
 public:
  explicit Assembly(const std::vector<LexiconSource>& sources) : sources_(sources) {
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
      auto read = analysis::read_lexicon_file(sources[i], i);
      warnings.insert(warnings.end(), read.warnings.begin(), read.warnings.end());
      for (LexiconRow& row : read.rows) add(std::move(row));
    }
    std::erase_if(rows, [](const LexiconRow& row) { return row.remove; });
  }

  std::vector<LexiconRow> rows;
  std::vector<std::string> warnings;

  [[noreturn]] void fail(const analysis::LexiconPlace& place, const std::string& what) const {
    throw CorpusError(to_text(place, sources_) + " : " + what);
  }
  [[nodiscard]] bool builtin(std::uint32_t row) const { return sources_[rows[row].place.source].builtin; }

  /// By entity, the entities of which it is a part.
  [[nodiscard]] std::vector<Indices> parents() const {
    analysis::WordNumbers numbers;  // a canonical name's number is its row's
    for (const LexiconRow& row : rows) numbers.add(row.entity.canonical);
    std::vector<Indices> all(rows.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      const analysis::LexiconPlace at = {rows[i].place.source, rows[i].place.line, rows[i].parents_column};
      for (const std::string& name : rows[i].entity.parents) {
        const std::uint32_t parent = numbers.find(name);
        if (parent != analysis::WordNumbers::kNone) {
          all[i].push_back(parent);
        } else if (!removed_.contains(name)) {
          fail(at, "parent « " + name + " » inconnu ; donnez le nom canonique d'une entrée, ou ajoutez-la");
        }
      }
    }
    check_cycles(all);
    return all;
  }

  /// A name that several entities bear must be declared by each of them. A row of ours cannot know of a
  /// user's, so there the user's row answers for both.
  void check_shared(const Table& names) const {
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      for_each_name(rows[i], [&](const std::string& name, const std::string& key) {
        const auto owners = names.find(key);
        if (owners.size() < 2 || rows[i].entity.flagged(FormFlag::kAmbiguous, name)) return;
        if (builtin(i) &&
            std::any_of(owners.begin(), owners.end(), [&](std::uint32_t owner) { return !builtin(owner); }))
          return;
        const std::uint32_t other = owners.front() == i ? owners[1] : owners.front();
        std::string what = "« " + name + " » désigne aussi « ";
        what.append(rows[other].entity.canonical).append(" » (").append(to_text(rows[other].place, sources_));
        what.append(") ; ajoutez ambiguous:").append(name);
        fail(rows[i].place, what + " aux drapeaux de cette ligne, ou retirez la forme");
      });
    }
  }

 private:
  void add(LexiconRow row) {
    const std::string& name = row.entity.canonical;
    const std::uint32_t number = numbers_.add(name);
    if (number == at_.size()) at_.push_back(kNowhere);
    std::uint32_t& at = at_[number];
    if (row.remove) {
      if (at == kNowhere)
        fail(row.place,
             "« " + name + " » à retirer (remove) n'existe pas ; donnez le nom canonique d'une entrée");
      removed_.insert(name);
      rows[at].remove = true;
      at = kNowhere;
      return;
    }
    removed_.erase(name);
    if (at == kNowhere) {
      at = static_cast<std::uint32_t>(rows.size());
      rows.push_back(std::move(row));
    } else if (sources_[row.place.source].builtin) {
      fail(row.place, "« " + name + " » figure déjà dans " + to_text(rows[at].place, sources_) +
                          " ; réunissez les deux lignes");
    } else {
      rows[at] = std::move(row);
    }
  }

  /// Depth first, without recursion: a user's file may make a chain of 100,000.
  void check_cycles(const std::vector<Indices>& parents) const {
    enum class State : std::uint8_t { kNew, kOpen, kDone };
    std::vector<State> states(parents.size(), State::kNew);
    std::vector<std::pair<std::uint32_t, std::size_t>> path;
    for (std::uint32_t start = 0; start < parents.size(); ++start) {
      if (states[start] != State::kNew) continue;
      path.assign(1, {start, 0});
      states[start] = State::kOpen;
      while (!path.empty()) {
        const std::uint32_t at = path.back().first;
        if (path.back().second == parents[at].size()) {
          states[at] = State::kDone;
          path.pop_back();
          continue;
        }
        const std::uint32_t next = parents[at][path.back().second++];
        if (states[next] == State::kOpen) fail_cycle(path, next);
        if (states[next] == State::kNew) {
          states[next] = State::kOpen;
          path.emplace_back(next, 0);
        }
      }
    }
  }

  [[noreturn]] void fail_cycle(const std::vector<std::pair<std::uint32_t, std::size_t>>& path,
                               std::uint32_t closing) const {
    std::size_t from = 0;
    while (path[from].first != closing) ++from;
    std::string names;
    for (std::size_t i = from; i < path.size() && i < from + 10; ++i)
      names += rows[path[i].first].entity.canonical + " → ";
    if (path.size() > from + 10) names += "… → ";
    const LexiconRow& row = rows[path.back().first];
    fail({row.place.source, row.place.line, row.parents_column},
         "parents en cercle : " + names + rows[closing].entity.canonical + " ; ôtez l'un de ces liens");
  }

  const std::vector<LexiconSource>& sources_;
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
  analysis::WordNumbers numbers_;  ///< of canonical names
  std::vector<std::uint32_t> at_;  ///< by number: the name's row
  analysis::WordSet removed_;
};

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
  SmallTable acronyms;
  Table names;
  SmallTable demonyms;
  analysis::WordSet french_words;
  analysis::Names trie;
  std::vector<Indices> parents;
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
  auto tables = std::make_unique<Tables>();
  Assembly assembly(sources);
  tables->parents = assembly.parents();
  warnings_ = std::move(assembly.warnings);

  for (std::size_t from = 0; from < acronym_words.size();) {
    const std::size_t to = std::min(acronym_words.find('\n', from), acronym_words.size());
    const std::string key =
        fold_key(acronym_words.substr(from, acronym_words.substr(from, to - from).find('#')));
    if (!key.empty()) tables->french_words.insert(key);
    from = to + 1;
  }
  for (std::uint32_t i = 0; i < assembly.rows.size(); ++i)
    for_each_name(assembly.rows[i],
                  [&](const std::string&, const std::string& key) { tables->names.add(key, i); });
  assembly.check_shared(tables->names);

  std::vector<std::string_view> words;
  for (std::uint32_t i = 0; i < assembly.rows.size(); ++i) {
    const Entity& entity = assembly.rows[i].entity;
    for (const FlaggedForm& known : entity.flags) {
      if (known.flag == FormFlag::kWord) tables->french_words.insert(known.key);
    }
    const std::vector<std::string>& keys = assembly.rows[i].keys;
    std::size_t at = 1;
    for (const std::string& acronym : entity.acronyms) {
      const std::string& key = keys[at++];
      if (entity.flagged(FormFlag::kFilter, acronym)) continue;
      words_of(key, words);
      if (words.size() == 1) {
        tables->acronyms.add(key, i);
      } else {
        // G5 Sahel, CEE-ONU
        const bool word = tables->french_words.contains(words[0]) ||
                          analysis::WordLists::builtin().stop_folded.contains(words[0]);
        tables->trie.add(entity, i, acronym, key,
                         analysis::kAcronymName | (word ? analysis::kWordAcronym : 0));
      }
    }
    for (const std::string& form : entity.forms) {
      const std::string& key = keys[at++];
      if (entity.flagged(FormFlag::kFilter, form)) continue;
      tables->trie.add(entity, i, form, key);
      for_each_wording(key, [&](const std::string& other) {
        const auto owners = tables->names.find(other);
        if (!owners.empty() && owners.front() != i) return;  // what a row says itself goes before
        tables->names.add(other, i);
        tables->trie.add(entity, i, form, other);
      });
    }
    for (const std::string& demonym : demonym_forms(entity.demonyms)) {
      tables->demonyms.add(demonym, i);
      tables->trie.add(entity, i, demonym, demonym, analysis::kDemonym);
    }
  }

  std::string all(acronym_words);
  for (const LexiconSource& source : sources) (all += '\0') += source.text;
  fingerprint_ = analysis::hash_of(all);
  entities_.reserve(assembly.rows.size());
  for (LexiconRow& row : assembly.rows) entities_.push_back(std::move(row.entity));
  for (std::uint32_t i = 0; i < entities_.size(); ++i) {
    const Indices& known = tables->parents[i];
    if (known.size() == entities_[i].parents.size()) continue;
    entities_[i].parents.clear();  // one of them was removed by a user's file
    for (const std::uint32_t parent : known) entities_[i].parents.push_back(entities_[parent].canonical);
  }
  tables_ = std::move(tables);
}

Lexicon::~Lexicon() = default;

std::shared_ptr<const Lexicon> Lexicon::builtin() {
  static const auto instance =
      std::make_shared<const Lexicon>(analysis::builtin_lexicon(), data::acronym_words());
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

const Indices& Lexicon::by_acronym(std::string_view folded) const { return tables_->acronyms.find(folded); }

Indices Lexicon::by_name(std::string_view name) const {
  const std::string key = fold_key(name);
  const auto listed = [this](std::string_view form) {
    const auto found = tables_->names.find(form);
    return Indices(found.begin(), found.end());
  };
  if (Indices found = listed(key); !found.empty()) return found;
  // "O.N.U." has the key "o n u".
  std::vector<std::string_view> words;
  words_of(key, words);
  std::string undotted;
  for (const std::string_view word : words) {
    if (word.size() != 1) return {};
    undotted += word;
  }
  return listed(undotted);
}

const Indices& Lexicon::by_demonym(std::string_view word) const {
  return tables_->demonyms.find(fold_key(word));
}

bool Lexicon::is_french_word(std::string_view folded) const { return tables_->french_words.contains(folded); }

std::optional<std::uint32_t> Lexicon::find(std::string_view facet, std::string_view canonical) const {
  for (const std::uint32_t index : tables_->names.find(fold_key(canonical))) {
    if (entities_[index].canonical == canonical && facet_of(entities_[index].kind) == facet) return index;
  }
  return std::nullopt;
}

const Indices& Lexicon::parents(std::uint32_t index) const { return tables_->parents[index]; }

Indices Lexicon::ancestors(std::uint32_t index) const {
  Indices all = parents(index);
  std::unordered_set<std::uint32_t> seen(all.begin(), all.end());
  for (std::size_t at = 0; at < all.size(); ++at) {
    for (const std::uint32_t next : parents(all[at])) {
      if (seen.insert(next).second) all.push_back(next);
    }
  }
  return all;
}

const analysis::Names& Lexicon::names() const noexcept { return tables_->trie; }

}  // namespace cote
