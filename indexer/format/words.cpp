#include "indexer/format/words.hpp"

#include <algorithm>

#include "indexer/format/bytes.hpp"
#include "indexer/index_format.hpp"

namespace cote::index_format {
namespace {

/// `text` as what it shares with `base`, and the rest.
void put_against(std::string& out, std::string_view base, std::string_view text) {
  const auto same = static_cast<std::size_t>(
      std::mismatch(base.begin(), base.end(), text.begin(), text.end()).first - base.begin());
  put_number(out, same);
  put_string(out, text.substr(same));
}

std::string take_against(ByteReader& reader, std::string_view base) {
  const std::uint64_t same = reader.number();
  std::string text(base.substr(0, static_cast<std::size_t>(same)));
  return text += reader.string();
}

}  // namespace

std::string words_prefix(std::string_view folded) { return "w" + std::string(folded); }
std::string words_key(std::string_view folded) { return cut_term("w", folded); }

std::string encode_words(std::string_view key, const std::vector<Word>& words) {
  const std::string_view folded = key.substr(1);
  std::string out;
  for (const Word& word : words) {
    out += word.spelling;
    put_number(out, word.number);
    put_against(out, folded, word.surface);
    put_number(out, word.terms.size() * 2 + (word.bare ? 1 : 0));
    for (const std::string& term : word.terms) {
      // Most are Z, the spelling, and a base form that begins like the word.
      const std::size_t prefix = std::min<std::size_t>(term.size(), 2);
      out.append(term, 0, prefix);
      if (prefix == 2) put_against(out, word.surface, std::string_view(term).substr(prefix));
    }
  }
  return out;
}

std::vector<Word> decode_words(std::string_view key, std::string_view bytes) {
  const std::string_view folded = key.substr(1);
  std::vector<Word> words;
  ByteReader reader(bytes);
  while (!reader.at_end()) {
    Word word;
    word.spelling = static_cast<char>(reader.byte());
    word.number = static_cast<std::uint32_t>(reader.number());
    word.surface = take_against(reader, folded);
    const std::uint64_t terms = reader.number();
    word.bare = terms % 2 != 0;
    for (std::uint64_t i = 0; i < terms / 2; ++i) {
      std::string term;
      term += static_cast<char>(reader.byte());
      term += static_cast<char>(reader.byte());
      word.terms.push_back(term + take_against(reader, word.surface));
    }
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace cote::index_format
