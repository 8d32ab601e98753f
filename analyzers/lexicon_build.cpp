// Puts the lexicon's files together: rows over rows, then every name under every key by which it is looked
// up.
#include <algorithm>
#include <array>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <utility>

#include "analyzers/chain.hpp"
#include "analyzers/lexicon_file.hpp"
#include "analyzers/lexicon_tables.hpp"

namespace cote::analysis {
namespace {

using Indices = std::vector<std::uint32_t>;

/// An EntityIndex that grows.
class EntityTable {
 public:
  /// Entities of one key come in ascending order.
  void add(std::string_view key, std::uint32_t entity) { owners_.add(keys_.add(key), entity); }
  [[nodiscard]] std::span<const std::uint32_t> find(std::string_view key) const {
    return owners_.of(keys_.find(key));
  }
  void write(FlatWriter& writer) const {
    keys_.write(writer);
    owners_.write(writer);
  }

 private:
  WordNumbers keys_;
  GrowingLists owners_;
};

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

/// The rows of all sources, later ones over earlier ones.
class Assembly {
 public:
  explicit Assembly(const std::vector<LexiconSource>& sources) : sources_(sources) {
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
      auto read = read_lexicon_file(sources[i], i);
      warnings.insert(warnings.end(), read.warnings.begin(), read.warnings.end());
      for (LexiconRow& row : read.rows) add(std::move(row));
    }
    std::erase_if(rows, [](const LexiconRow& row) { return row.remove; });
  }

  std::vector<LexiconRow> rows;
  std::vector<std::string> warnings;

  [[noreturn]] void fail(const LexiconPlace& place, const std::string& what) const {
    throw CorpusError(to_text(place, sources_) + " : " + what);
  }
  [[nodiscard]] bool builtin(std::uint32_t row) const { return sources_[rows[row].place.source].builtin; }

  /// By entity, the entities of which it is a part.
  [[nodiscard]] std::vector<Indices> parents() const {
    WordNumbers numbers;  // a canonical name's number is its row's
    for (const LexiconRow& row : rows) numbers.add(row.entity.canonical);
    std::vector<Indices> all(rows.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      const LexiconPlace at = {rows[i].place.source, rows[i].place.line, rows[i].parents_column};
      for (const std::string& name : rows[i].entity.parents) {
        const std::uint32_t parent = numbers.find(name);
        if (parent != WordNumbers::kNone) {
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
  void check_shared(const EntityTable& names) const {
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
  WordNumbers numbers_;            ///< of canonical names
  std::vector<std::uint32_t> at_;  ///< by number: the name's row
  WordSet removed_;
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

/// What LexiconTables reads, while it is made.
class Tables {
 public:
  explicit Tables(Assembly& assembly, std::string_view acronym_words) : parents_(assembly.parents()) {
    const std::vector<LexiconRow>& rows = assembly.rows;
    for (std::size_t from = 0; from < acronym_words.size();) {
      const std::size_t to = std::min(acronym_words.find('\n', from), acronym_words.size());
      const std::string key =
          fold_key(acronym_words.substr(from, acronym_words.substr(from, to - from).find('#')));
      if (!key.empty()) french_words_.add(key);
      from = to + 1;
    }
    for (std::uint32_t i = 0; i < rows.size(); ++i)
      for_each_name(rows[i], [&](const std::string&, const std::string& key) { names_.add(key, i); });
    assembly.check_shared(names_);
    for (std::uint32_t i = 0; i < rows.size(); ++i) add_names(rows[i], i);
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      Entity& entity = assembly.rows[i].entity;
      if (parents_[i].size() != entity.parents.size()) {
        entity.parents.clear();  // one of them was removed by a user's file
        for (const std::uint32_t parent : parents_[i])
          entity.parents.push_back(rows[parent].entity.canonical);
      }
      entities_.add(entity);
    }
  }

  /// In the order of LexiconTables.
  void write(FlatWriter& writer) const {
    entities_.write(writer);
    acronyms_.write(writer);
    names_.write(writer);
    demonyms_.write(writer);
    french_words_.write(writer);
    trie_.write(writer);
    std::vector<std::uint32_t> ends;
    std::vector<std::uint32_t> values;
    for (const Indices& parents : parents_) {
      values.insert(values.end(), parents.begin(), parents.end());
      ends.push_back(static_cast<std::uint32_t>(values.size()));
    }
    writer.add(ends);
    writer.add(values);
  }

 private:
  /// All by which a row is found, but for the names as it has them.
  void add_names(const LexiconRow& row, std::uint32_t index) {
    const Entity& entity = row.entity;
    for (const FlaggedForm& known : entity.flags) {
      if (known.flag == FormFlag::kWord) french_words_.add(known.key);
    }
    std::size_t at = 1;
    for (const std::string& acronym : entity.acronyms) {
      const std::string& key = row.keys[at++];
      if (entity.flagged(FormFlag::kFilter, acronym)) continue;
      words_of(key, words_);
      if (words_.size() == 1) {
        acronyms_.add(key, index);
      } else {
        // G5 Sahel, CEE-ONU
        const bool word = french_words_.find(words_[0]) != WordNumbers::kNone ||
                          WordLists::builtin().stop_folded.contains(words_[0]);
        trie_.add(entity, index, acronym, key, kAcronymName | (word ? kWordAcronym : 0));
      }
    }
    for (const std::string& form : entity.forms) {
      const std::string& key = row.keys[at++];
      if (entity.flagged(FormFlag::kFilter, form)) continue;
      trie_.add(entity, index, form, key);
      for_each_wording(key, [&](const std::string& other) {
        const auto owners = names_.find(other);
        if (!owners.empty() && owners.front() != index) return;  // what a row says itself goes before
        names_.add(other, index);
        trie_.add(entity, index, form, other);
      });
    }
    for (const std::string& demonym : demonym_forms(entity.demonyms)) {
      demonyms_.add(demonym, index);
      trie_.add(entity, index, demonym, demonym, kDemonym);
    }
  }

  std::vector<Indices> parents_;
  EntityRecordsBuilder entities_;
  EntityTable acronyms_;
  EntityTable names_;
  EntityTable demonyms_;
  WordNumbers french_words_;
  NamesBuilder trie_;
  std::vector<std::string_view> words_;
};

}  // namespace

BuiltLexicon build_lexicon(const std::vector<LexiconSource>& sources, std::string_view acronym_words) {
  FlatWriter writer;
  std::vector<std::string> warnings;
  {
    Assembly assembly(sources);
    const Tables tables(assembly, acronym_words);
    assembly.rows = {};  // a user's may be 100,000: their room is needed for what was made of them
    warnings = std::move(assembly.warnings);
    tables.write(writer);
  }
  std::string all(acronym_words);
  for (const LexiconSource& source : sources) (all += '\0') += source.text;
  writer.add(hash_of(all));
  return {writer.finish(), std::move(warnings)};
}

}  // namespace cote::analysis
