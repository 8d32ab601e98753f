// Tables that are written once and read where they lie: arrays and numbers, no pointers. The same bytes serve
// from the program's file, where they were put when it was built, and from memory, made from a user's files.
#pragma once

#include <cote/error.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cote::analysis {

/// Without padding, so that equal tables have equal bytes.
template <typename T>
concept Flat = std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T> &&
               alignof(T) <= alignof(std::uint64_t);

// The bytes: the arrays one after the other, then the place and the number of items of each, then what the
// bytes are and how many arrays there are. The places stand together because each page of a file that is
// looked at costs as much as reading it; at the end because a writer knows them last.
struct FlatPlace {
  std::uint64_t begin = 0;  ///< from the first byte
  std::uint64_t items = 0;
};
/// Raised when the order or the meaning of the arrays changes. Read with the other byte order it is another
/// number.
constexpr std::uint64_t kFlatMark = 0x0001'65746F63;

class FlatWriter {
 public:
  /// Readers take the arrays in the order in which they were added.
  template <typename Container>
  void add(const Container& container) {
    const std::span items(container);
    static_assert(Flat<std::remove_cv_t<typename decltype(items)::value_type>>);
    places_.push_back({append(std::as_bytes(items)), items.size()});
  }

  [[nodiscard]] std::vector<std::byte> finish() {
    const FlatPlace last = {kFlatMark, places_.size()};
    append(std::as_bytes(std::span(places_)));
    append(std::as_bytes(std::span(&last, 1)));
    return std::move(bytes_);
  }

 private:
  /// Where eight divides the place, which is returned.
  std::uint64_t append(std::span<const std::byte> raw) {
    bytes_.resize((bytes_.size() + 7) / 8 * 8);
    const std::uint64_t begin = bytes_.size();
    bytes_.insert(bytes_.end(), raw.begin(), raw.end());
    return begin;
  }

  std::vector<std::byte> bytes_;
  std::vector<FlatPlace> places_;
};

class FlatReader {
 public:
  /// `bytes` as FlatWriter made them, at an address that eight divides; they must outlive what is read.
  explicit FlatReader(std::span<const std::byte> bytes) : bytes_(bytes) {
    FlatPlace last;
    if (bytes.size() >= sizeof last)
      std::memcpy(&last, bytes.data() + bytes.size() - sizeof last, sizeof last);
    if (last.begin != kFlatMark)
      throw Error("données compilées pour une autre machine ou une autre version ; recompilez Cote");
    left_ = last.items;
  }

  template <Flat T>
  [[nodiscard]] std::span<const T> next() {
    if (left_ == 0) throw Error("données compilées incomplètes ; recompilez Cote");
    FlatPlace place;
    std::memcpy(&place, bytes_.data() + bytes_.size() - (left_-- + 1) * sizeof place, sizeof place);
    return {reinterpret_cast<const T*>(bytes_.data() + place.begin), place.items};
  }
  [[nodiscard]] std::string_view next_text() {
    const auto text = next<char>();
    return {text.data(), text.size()};
  }

 private:
  std::span<const std::byte> bytes_;
  std::uint64_t left_ = 0;  ///< arrays that nobody has taken yet
};

/// The same on every machine of one byte order, unlike std::hash: what one program has written another reads.
/// Eight bytes a step: multiplied so that each bit reaches the upper half, which is folded into the lower
/// one.
[[nodiscard]] inline std::uint32_t flat_hash(std::string_view word) noexcept {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;  // 2^64 divided by the golden ratio
  std::uint64_t hash = word.size() * kOdd;
  const auto mix = [&](std::uint64_t part) {
    hash = (hash ^ part) * kOdd;
    hash ^= hash >> 32;
  };
  const char* at = word.data();
  std::size_t left = word.size();
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, at, 8);
    mix(part);
  }
  if (left >= 4) {
    std::uint32_t head = 0;
    std::uint32_t tail = 0;  // overlaps the head
    std::memcpy(&head, at, 4);
    std::memcpy(&tail, at + left - 4, 4);
    mix(head | std::uint64_t{tail} << 32);
  } else if (left > 0) {
    std::uint64_t part = 0;
    for (std::size_t i = 0; i < left; ++i)
      part |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
    mix(part);
  }
  mix(hash >> 29);
  return static_cast<std::uint32_t>(hash);
}

/// Words by their numbers: dense, from 0, in the order in which they were added.
class WordList {
 public:
  WordList() = default;
  WordList(std::span<const std::uint32_t> ends, std::string_view text) : ends_(ends), text_(text) {}
  explicit WordList(FlatReader& reader) {
    ends_ = reader.next<std::uint32_t>();
    text_ = reader.next_text();
  }

  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
  [[nodiscard]] std::string_view word(std::uint32_t number) const noexcept {
    const std::uint32_t begin = number == 0 ? 0 : ends_[number - 1];
    return {text_.data() + begin, ends_[number] - begin};
  }

 private:
  std::span<const std::uint32_t> ends_;  ///< by number: where the word ends in text_ and the next begins
  std::string_view text_;                ///< all words, one after the other
};

/// Numbers by their words. Open addressing over flat arrays: a lexicon of a user's own may bring half a
/// million names, and a node for each as in std::unordered_map would double the time to load them.
class WordIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kNone;
  };

  WordIndex() = default;
  WordIndex(std::span<const Slot> slots, WordList words) : slots_(slots), words_(words) {}
  explicit WordIndex(FlatReader& reader) {
    slots_ = reader.next<Slot>();
    words_ = WordList(reader);
  }

  [[nodiscard]] std::uint32_t find(std::string_view word) const noexcept {
    return slots_.empty() ? kNone : slots_[slot_of(word, flat_hash(word))].number;
  }
  [[nodiscard]] bool contains(std::string_view word) const noexcept { return find(word) != kNone; }

  /// Where the word is, or the free place where it belongs. There must be slots.
  [[nodiscard]] std::size_t slot_of(std::string_view word, std::uint32_t hash) const noexcept {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].number != kNone && !(slots_[at].hash == hash && words_.word(slots_[at].number) == word))
      at = (at + 1) & (slots_.size() - 1);
    return at;
  }

 private:
  std::span<const Slot> slots_;  ///< a power of two of them, at most half full
  WordList words_;
};

/// A WordIndex that grows.
class WordNumbers {
 public:
  static constexpr std::uint32_t kNone = WordIndex::kNone;

  std::uint32_t add(std::string_view word) {
    if ((ends_.size() + 1) * 2 > slots_.size()) grow();
    const std::uint32_t hash = flat_hash(word);
    WordIndex::Slot& slot = slots_[index().slot_of(word, hash)];
    if (slot.number != kNone) return slot.number;
    if (word.size() > kNone - text_.size()) throw Error("lexique : plus de 4 Go de noms ; retirez-en");
    slot = {hash, static_cast<std::uint32_t>(ends_.size())};
    text_ += word;
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    return slot.number;
  }
  [[nodiscard]] std::uint32_t find(std::string_view word) const noexcept { return index().find(word); }
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }

  void write(FlatWriter& writer) const {
    writer.add(slots_);
    write_list(writer);
  }
  /// For a WordList, which needs no slots.
  void write_list(FlatWriter& writer) const {
    writer.add(ends_);
    writer.add(text_);
  }

 private:
  /// Of what is there now.
  [[nodiscard]] WordIndex index() const noexcept { return {slots_, WordList(ends_, text_)}; }
  void grow() {
    std::vector<WordIndex::Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
    old.swap(slots_);
    for (const WordIndex::Slot& slot : old) {
      if (slot.number == kNone) continue;
      std::size_t at = slot.hash & (slots_.size() - 1);
      while (slots_[at].number != kNone) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<WordIndex::Slot> slots_;
  std::vector<std::uint32_t> ends_;
  std::string text_;
};

/// Lists of numbers by a dense number.
class NumberLists {
 public:
  NumberLists() = default;
  explicit NumberLists(FlatReader& reader) {
    ends_ = reader.next<std::uint32_t>();
    values_ = reader.next<std::uint32_t>();
  }

  /// Empty where nothing was added.
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t number) const noexcept {
    if (number >= ends_.size()) return {};
    const std::uint32_t begin = number == 0 ? 0 : ends_[number - 1];
    return values_.subspan(begin, ends_[number] - begin);
  }

 private:
  std::span<const std::uint32_t> ends_;
  std::span<const std::uint32_t> values_;
};

/// NumberLists that grow in any order. Almost every name has one owner, which is kept in place; a vector for
/// each would cost an allocation a name.
class GrowingLists {
 public:
  /// Values of one number come in ascending order, so that one that is there already can only be the last.
  void add(std::uint32_t number, std::uint32_t value) {
    if (number >= one_.size()) one_.resize(std::size_t{number} + 1, kNone);
    std::uint32_t& known = one_[number];
    if (known == kNone) {
      known = value;
    } else if ((known & kMany) != 0) {
      auto& all = many_[known & ~kMany];
      if (all.back() != value) all.push_back(value);
    } else if (known != value) {
      many_.push_back({known, value});
      known = kMany | static_cast<std::uint32_t>(many_.size() - 1);
    }
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t number) const {
    if (number >= one_.size() || one_[number] == kNone) return {};
    if ((one_[number] & kMany) != 0) return many_[one_[number] & ~kMany];
    return {&one_[number], 1};
  }

  void write(FlatWriter& writer) const {
    std::vector<std::uint32_t> ends;
    std::vector<std::uint32_t> values;
    ends.reserve(one_.size());
    for (std::uint32_t number = 0; number < one_.size(); ++number) {
      const auto all = of(number);
      values.insert(values.end(), all.begin(), all.end());
      ends.push_back(static_cast<std::uint32_t>(values.size()));
    }
    writer.add(ends);
    writer.add(values);
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::uint32_t kMany = 0x80000000;  ///< else an index into many_

  std::vector<std::uint32_t> one_;
  std::vector<std::vector<std::uint32_t>> many_;
};

}  // namespace cote::analysis
