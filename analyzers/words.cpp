// The stages that see one word at a time: folding, stop words, stemming, the unaccented form.
#include <libstemmer.h>

#include <cote/error.hpp>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

struct StemmerDeleter {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// Snowball has no rule for longer words; without a bound one "word" of a binary file could be megabytes.
constexpr std::size_t kLongestStemmed = 64;

bool ascii_digits(std::string_view word) {
  for (const char c : word) {
    if (c < '0' || c > '9') return false;
  }
  return !word.empty();
}

}  // namespace

void fold_word(Token& token) {
  std::size_t upper = 0;
  std::size_t letters = 0;
  std::string plain;  // one apostrophe for all
  for (std::size_t at = 0; at < token.text.size();) {
    const auto [c, bytes] = decode_utf8(token.text, at);
    if (is_letter(c)) ++letters;
    if (is_upper(c)) ++upper;
    if (is_apostrophe(c)) {
      plain += '\'';
    } else {
      plain.append(token.text, at, bytes);
    }
    at += bytes;
  }
  token.surface = fold_case(plain);
  token.text = token.surface;
  if (ascii_digits(token.surface)) token.keyword = true;
  if (fold_accents(token.surface) != token.surface) {
    token.spelling = Spelling::kAccented;
  } else if (letters >= 2 && upper == letters && !token.keyword && !token.clitic) {
    token.spelling = Spelling::kCapitals;
  }
}

void stop_word(Token& token, const WordLists& lists) {
  if (token.keyword) return;
  token.stop = token.clitic || lists.stop.contains(token.surface) ||
               (token.spelling == Spelling::kCapitals && lists.stop_folded.contains(token.surface));
  if (token.stop && !token.clitic) token.reason = "mot vide";
}

void stem_word(Token& token) {
  if (token.keyword || token.stop || token.clitic) return;
  token.text = snowball_stem(token.surface);
}

void unaccented_word(Token& token, bool stemming) {
  if (token.acronym && token.spelling == Spelling::kCapitals) {
    token.folded = stemming ? snowball_stem(token.surface) : token.surface;
    return;
  }
  if (token.spelling != Spelling::kAccented || token.stop || token.clitic) return;
  const std::string plain = fold_accents(token.surface);
  token.folded = stemming && !token.keyword ? snowball_stem(plain) : plain;
}

std::string snowball_stem(std::string_view word) {
  if (word.size() > kLongestStemmed) return std::string(word);
  thread_local const std::unique_ptr<sb_stemmer, StemmerDeleter> stemmer(sb_stemmer_new("french", "UTF_8"));
  if (!stemmer) throw Error("libstemmer : le français y manque ; réinstallez libstemmer0d");
  const sb_symbol* stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                          static_cast<int>(word.size()));
  if (stem == nullptr) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

std::string hash_of(std::string_view data) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : data) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3U;
  }
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 0; i < 16; ++i) out[15 - i] = kDigits[(hash >> (4 * i)) & 0xF];
  return out;
}

}  // namespace cote::analysis
