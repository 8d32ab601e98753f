// How words are kept: memory in blocks, a table by their bytes, and the facts of each new one.
#include "analyzers/vocabulary.hpp"

#include <algorithm>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/characters.hpp"

namespace cote::analysis {
namespace {

// Blocks grow, so that a text by itself costs little and a collection few allocations.
constexpr std::size_t kFirstBlock = std::size_t{1} << 14;
constexpr std::size_t kLargestBlock = std::size_t{1} << 18;

constexpr std::size_t kFirstSlots = 512;

/// Bounds on what a thread remembers, checked between two texts: so much, and what one text adds. Some
/// 100,000 words as written, which cover more than 99 % of the words of a large French collection, take about
/// 400 bytes each with their forms and their place in the table: 40 MB a thread. Words that are longer than
/// any real one count by their bytes.
constexpr std::size_t kMostWords = 100'000;
constexpr std::size_t kMostBytes = std::size_t{48} << 20;

/// `raw` without the characters that show nothing; `raw` itself where it has none.
std::string_view visible(std::string_view raw, std::string& buffer) {
  const auto hidden = [](std::string_view word) {
    for (std::size_t at = 0; at < word.size();) {
      const auto [c, bytes] = decode_utf8(word, at);
      if (is_invisible(c)) return true;
      at += bytes;
    }
    return false;
  };
  if (!hidden(raw)) return raw;
  buffer.clear();
  for (std::size_t at = 0; at < raw.size();) {
    const auto [c, bytes] = decode_utf8(raw, at);
    if (!is_invisible(c)) buffer.append(raw, at, bytes);
    at += bytes;
  }
  return buffer;
}

}  // namespace

void* Arena::take(std::size_t size, std::size_t alignment) {
  const auto padding = [&] {
    return (alignment - reinterpret_cast<std::uintptr_t>(at_) % alignment) % alignment;
  };
  if (at_ == nullptr || size + padding() > left_) {
    const std::size_t block = std::max(std::clamp(bytes_, kFirstBlock, kLargestBlock), size + alignment);
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
    at_ = blocks_.back().get();
    left_ = block;
    bytes_ += block;
  }
  left_ -= size + padding();
  std::byte* const found = at_ + padding();
  at_ = found + size;
  return found;
}

Vocabulary::Vocabulary(const Lists& lists)
    : lists_(lists),
      slots_(kFirstSlots),
      mask_(kFirstSlots - 1),
      seed_(reinterpret_cast<std::uintptr_t>(this) * 0x9E3779B97F4A7C15U) {}

bool Vocabulary::full() const noexcept { return count_ > kMostWords || arena_.bytes() > kMostBytes; }

Written* Vocabulary::add(std::string_view raw, const WordKey& key, std::uint64_t hash) {
  std::string buffer;
  const std::string_view text = visible(raw, buffer);
  return insert(raw, key, hash, raw, text);
}

Written* Vocabulary::written(std::string_view raw, std::string_view text) {
  // No word holds a zero byte, so these are no word's bytes.
  std::string bytes;
  bytes.reserve(raw.size() + text.size() + 1);
  bytes.append(raw).append(1, '\0').append(text);
  const WordKey key = key_of_word(bytes);
  const std::uint64_t hash = hash_of(bytes, key);
  Written* const found = find(bytes, key, hash);
  return found != nullptr ? found : insert(bytes, key, hash, raw, text);
}

Written* Vocabulary::insert(std::string_view bytes, const WordKey& key, std::uint64_t hash,
                            std::string_view raw, std::string_view text) {
  if ((count_ + 1) * 2 > slots_.size()) grow();
  const std::string_view kept = arena_.copy(bytes);
  Written word;
  word.key = key;
  word.key_bytes = kept.data();
  word.raw = kept.substr(0, raw.size());
  word.text = text == raw                 ? word.raw
              : bytes.size() > raw.size() ? kept.substr(raw.size() + 1)
                                          : arena_.copy(text);
  find_facts(word);
  Written* const made = arena_.make(word);
  std::size_t at = hash & mask_;
  while (slots_[at].written != nullptr) at = (at + 1) & mask_;
  slots_[at] = {hash, made};
  ++count_;
  return made;
}

void Vocabulary::find_facts(Written& word) const {
  // Most words are what folding makes of them.
  const bool plain = std::all_of(word.text.begin(), word.text.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
  const std::string lower = plain ? std::string() : fold_case(word.text);
  const std::string bare = plain ? std::string() : fold_accents(word.text);
  const Folded folded = {plain ? word.text : lower, plain ? word.text : bare};
  elision_facts(word, folded, *lists_.words);
  abbreviation_facts(word, folded, *lists_.words);
  number_facts(word, folded, *lists_.words);
  compound_facts(word, folded, *lists_.words);
  acronym_facts(word, folded, *lists_.lexicon, *lists_.words);
  foreign_facts(word, *lists_.foreign);
  reference_facts(word);
}

void Vocabulary::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.written == nullptr) continue;
    std::size_t at = slot.hash & mask_;
    while (slots_[at].written != nullptr) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
}

Token Vocabulary::token_of(const Written& written, const Draft& made) {
  Token token;
  // Most forms of most words are the word itself.
  const auto kept = [&](std::string_view form) {
    for (const std::string_view known : {written.text, token.surface, token.text}) {
      if (form == known) return known;
    }
    return arena_.copy(form);
  };
  token.surface = kept(made.surface);
  token.text = kept(made.text);
  token.folded = kept(made.folded);
  token.other = kept(made.other);
  token.root = kept(made.root);
  token.spelling = made.spelling;
  token.keyword = made.keyword;
  token.acronym = made.acronym;
  token.stop = made.stop;
  token.clitic = made.clitic;
  token.foreign = made.foreign;
  token.reason = made.reason;
  return token;
}

Word* Vocabulary::add(Written& written, const Draft& made) {
  Word word;
  word.token = token_of(written, made);
  word.token.word = ++numbers_;
  Word* const stored = arena_.make(word);
  // Behind those that are there already: what a word mostly is comes first.
  Word** last = &written.words;
  while (*last != nullptr) last = &(*last)->next;
  *last = stored;
  return stored;
}

}  // namespace cote::analysis
