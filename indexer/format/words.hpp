// The words of a shard: each spelling has a number, by which the token streams name it, and knows the terms
// under which documents that have it are found. They stand in the metadata of the shard, under their form
// without accents, so one look-up gives all spellings that a query word may mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cote::index_format {

/// Metadata key of the lowest number that no word has.
inline constexpr const char* kNextWordKey = "cote.words";

struct Word {
  char spelling = 'n';  ///< n, a, c as in surface terms; upper case: the solid form of a compound
  std::string surface;  ///< lower case, with its accents
  std::uint32_t number = 0;
  /// Index terms of which every document that has the word has one; without any, or with `bare`, documents
  /// with the word cannot be told by terms.
  std::vector<std::string> terms;
  bool bare = false;  ///< stands somewhere without a term: a stop word
};

/// Metadata key of the words that are `folded` without their accents; and what all keys begin with that such
/// words have which begin so. Words too long for a key share one by its beginning and a hash.
[[nodiscard]] std::string words_key(std::string_view folded);
[[nodiscard]] std::string words_prefix(std::string_view folded);

/// The words of one key as bytes; most of them repeat much of the key.
[[nodiscard]] std::string encode_words(std::string_view key, const std::vector<Word>& words);
/// IndexError when the bytes are no words.
[[nodiscard]] std::vector<Word> decode_words(std::string_view key, std::string_view bytes);

}  // namespace cote::index_format
