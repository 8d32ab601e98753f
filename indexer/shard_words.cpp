#include "indexer/shard_words.hpp"

#include <algorithm>
#include <cote/unicode.hpp>

namespace cote::indexing {
namespace {

/// Words and plans kept in memory: about 200 bytes each. What was forgotten is read again from the database.
constexpr std::size_t kMostKnown = 300'000;

}  // namespace

ShardWords::ShardWords(Xapian::WritableDatabase& database, const Analyzer& analyzer, TermCounts& terms)
    : database_(&database), analyzer_(&analyzer), terms_(&terms) {
  const std::string next = database.get_metadata(format::kNextWordKey);
  complete_ = next.empty();
  next_ = next.empty() ? format::kFirstWord : static_cast<std::uint32_t>(std::stoul(next));
}

ShardWords::Known& ShardWords::known(const std::string& folded) {
  const auto [at, fresh] = known_.try_emplace(folded);
  if (fresh && !complete_) {
    const std::string key = format::words_key(folded);
    at->second.words = format::decode_words(key, database_->get_metadata(key));
  }
  return at->second;
}

format::Word& ShardWords::word(char spelling, std::string_view surface) {
  const std::string cut = format::cut_term("", surface);
  const std::string folded = fold_accents(cut);
  Known& entry = known(folded);
  for (format::Word& word : entry.words) {
    if (word.spelling == spelling && word.surface == cut) return word;
  }
  entry.words.push_back({spelling, cut, next_++, {}, false});
  if (!entry.dirty) dirty_.push_back(folded);
  entry.dirty = true;
  return entry.words.back();
}

void ShardWords::note_terms(format::Word& word, const std::vector<std::string>& terms) {
  bool changed = false;
  if (terms.empty()) {
    changed = !word.bare;
    word.bare = true;
  }
  for (const std::string& term : terms) {
    if (std::find(word.terms.begin(), word.terms.end(), term) != word.terms.end()) continue;
    word.terms.push_back(term);
    changed = true;
  }
  if (!changed) return;
  const std::string folded = fold_accents(word.surface);
  Known& entry = known(folded);
  if (!entry.dirty) dirty_.push_back(folded);
  entry.dirty = true;
}

void ShardWords::relate(const Token& token, const std::vector<std::string>& stems) {
  const auto relate = [&](std::string key, const std::string& term) {
    synonyms_.emplace_back(std::move(key), term);
  };
  const std::string surface = format::surface_terms(token).front();
  std::string accented;  // the term that an f term stands for
  for (const std::string& term : stems) {
    const char spelling = term[1];
    if (format::is_virtual(term)) {
      relate(format::plain_key(std::string_view(term).substr(2)), accented);
      if (!token.root.empty()) relate(format::root_key(false, analyzer_->root(token.folded)), term);
      continue;
    }
    if (accented.empty()) accented = term;
    relate(format::surfaces_key(term), surface);
    if (token.root.empty() || spelling == 'o' || spelling == 'k') continue;
    relate(format::root_key(true, token.root), term);
    if (token.spelling != Spelling::kAccented) relate(format::root_key(false, token.root), term);
  }
}

void ShardWords::make(Plan& plan, const Token& token, bool entity) {
  plan.made = true;
  const auto stems = format::stem_terms(token, entity);
  std::vector<std::string> real;
  for (const std::string& term : stems) {
    if (format::is_virtual(term)) continue;
    plan.stems.push_back(terms_->number(term));
    real.push_back(term);
  }
  const std::string surface = format::surface_terms(token).front();
  format::Word& entry = word(surface[1], std::string_view(surface).substr(2));
  plan.word = entry.number;
  // An acronym of an entity is found by the entity's term, of which also_found_by() tells.
  if (!entity) note_terms(entry, real);
  if (entity) folded_of_.emplace(entry.number, fold_accents(entry.surface));
  if (!stems.empty()) relate(token, stems);
}

const ShardWords::Plan& ShardWords::plan(const Token& token, bool entity,
                                         const std::shared_ptr<const analysis::Vocabulary>& words) {
  if (owner_ != words) {
    plans_.clear();
    owner_ = words;
  }
  const std::size_t at = std::size_t{token.word} * 2 + (entity ? 1 : 0);
  if (at >= plans_.size()) plans_.resize(std::max(at + 1, plans_.size() * 2));
  Plan& plan = plans_[at];
  if (!plan.made) make(plan, token, entity);
  return plan;
}

std::uint32_t ShardWords::solid(const Token& token) {
  const std::string surface = format::surface_terms(token, true).front();
  const char spelling = static_cast<char>(surface[1] - 'a' + 'A');
  format::Word& entry = word(spelling, std::string_view(surface).substr(2));
  std::vector<std::string> terms = format::stem_terms(token, false);
  std::erase_if(terms, [](const std::string& term) { return format::is_virtual(term); });
  note_terms(entry, terms);
  return entry.number;
}

void ShardWords::also_found_by(std::uint32_t number, const std::string& term) {
  key_.assign(std::to_string(number)).append(1, ' ').append(term);
  if (!entity_terms_.insert(key_).second) return;
  const auto folded = folded_of_.find(number);
  if (folded == folded_of_.end()) return;
  for (format::Word& word : known(folded->second).words) {
    if (word.number == number) return note_terms(word, {term});
  }
}

void ShardWords::write() {
  for (const std::string& folded : dirty_) {
    Known& entry = known(folded);
    const std::string key = format::words_key(folded);
    database_->set_metadata(key, format::encode_words(key, entry.words));
    entry.dirty = false;
  }
  if (!dirty_.empty()) database_->set_metadata(format::kNextWordKey, std::to_string(next_));
  dirty_.clear();
  // Key by key, since Xapian goes to its table whenever the key changes.
  std::sort(synonyms_.begin(), synonyms_.end());
  synonyms_.erase(std::unique(synonyms_.begin(), synonyms_.end()), synonyms_.end());
  for (const auto& [key, term] : synonyms_) database_->add_synonym(key, term);
  synonyms_.clear();
}

void ShardWords::trim() {
  if (known_.size() < kMostKnown && terms_->known() < kMostKnown) return;
  write();
  complete_ = false;
  known_.clear();
  folded_of_.clear();
  entity_terms_.clear();
  plans_.clear();
  owner_.reset();
  terms_->forget();
}

}  // namespace cote::indexing
