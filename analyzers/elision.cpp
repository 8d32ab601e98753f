// Elision: the article or pronoun before an apostrophe becomes a token of its own, a clitic.
#include <algorithm>
#include <array>
#include <cote/unicode.hpp>
#include <optional>

#include "analyzers/chain.hpp"

namespace cote::analysis {
namespace {

/// The first bytes of all apostrophes (unicode.hpp): almost no word has one.
constexpr std::array<bool, 256> kMayBeApostrophe = [] {
  std::array<bool, 256> table{};
  for (const std::size_t first : {0x27U, 0x60U, 0xC2U, 0xCAU, 0xE2U}) table[first] = true;
  return table;
}();

/// A clitic and the token before which it goes.
struct Split {
  std::size_t token = 0;
  Token clitic;
};

/// Byte offset of the first apostrophe in a token's text and the bytes it takes.
std::optional<std::pair<std::size_t, std::size_t>> find_apostrophe(std::string_view word) {
  if (std::none_of(word.begin(), word.end(),
                   [](char c) { return kMayBeApostrophe[static_cast<unsigned char>(c)]; }))
    return std::nullopt;
  for (std::size_t at = 0; at < word.size();) {
    const auto [c, bytes] = decode_utf8(word, at);
    if (is_apostrophe(c)) return {{at, bytes}};
    at += bytes;
  }
  return std::nullopt;
}

/// `word` in lower case with ASCII apostrophes, as the lists write it.
std::string list_form(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const auto [c, bytes] = decode_utf8(word, at);
    if (is_apostrophe(c)) {
      out += '\'';
    } else {
      out.append(word, at, bytes);
    }
    at += bytes;
  }
  return fold_case(out);
}

/// True when only spaces and exactly one apostrophe stand between two tokens.
bool apostrophe_between(std::string_view gap) {
  // After a space U+2018 opens a quotation, whatever stands before it.
  if (gap.ends_with("\u2018")) return gap.size() == 3;
  int found = 0;
  for (std::size_t at = 0; at < gap.size();) {
    const auto [c, bytes] = decode_utf8(gap, at);
    if (is_apostrophe(c)) {
      ++found;
    } else if (c != ' ' && c != 0xA0 && c != 0x202F) {
      return false;
    }
    at += bytes;
  }
  return found == 1;
}

}  // namespace

void elision(Text& text, const WordLists& lists) {
  // Texts without apostrophes pass unchanged.
  if (!find_apostrophe(text.source)) return;
  std::vector<Split> splits;
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    Token& token = text.tokens[i];
    // "jusqu'à l'", "d'aujourd'hui": the clitic goes, then what is left is looked at again.
    while (const auto mark = find_apostrophe(token.text)) {
      const std::string whole = list_form(token.text);
      if (lists.apostrophes.contains(whole)) {
        token.text = whole;
        token.reason = "mot à apostrophe";
        break;
      }
      // A plural or other ending of a listed word: prud'hommes, prud'homal.
      const std::string head = list_form(std::string_view(token.text).substr(0, mark->first));
      if (!lists.clitics.contains(head)) {
        token.text = whole;
        token.reason = "apostrophe sans élision";
        break;
      }
      // Elision is before a vowel or a mute h only: "N'Djamena" and "M'Bour" are names.
      const std::string rest = fold_accents(std::string_view(token.text).substr(mark->first + mark->second));
      if (rest.empty() || std::string_view("aeiouyh").find(rest.front()) == std::string_view::npos) {
        token.text = whole;
        token.reason = "apostrophe sans élision";
        break;
      }
      // The source may hold invisible characters that the text has lost, so the offset is looked for there.
      const auto cut = find_apostrophe(text.source.substr(token.begin, token.end - token.begin));
      if (!cut) break;
      Token clitic;
      clitic.text = head;
      clitic.begin = token.begin;
      clitic.end = static_cast<std::uint32_t>(token.begin + cut->first);
      clitic.clitic = true;
      clitic.reason = "élision";
      splits.push_back({i, std::move(clitic)});
      token.begin = static_cast<std::uint32_t>(token.begin + cut->first + cut->second);
      token.text.erase(0, mark->first + mark->second);
      token.reason = "élision";
    }
    constexpr std::size_t kLongestClitic = 8;  // "lorsqu", "quoiqu" and two to spare
    if (i + 1 < text.tokens.size() && token.text.size() <= kLongestClitic && !token.clitic &&
        text.tokens[i + 1].begin - token.end > 1 &&
        apostrophe_between(text.source.substr(token.end, text.tokens[i + 1].begin - token.end)) &&
        lists.clitics.contains(list_form(token.text))) {
      token.text = list_form(token.text);
      token.clitic = true;
      token.reason = "élision avec espace";
    }
  }
  // The clitics go in from the end, so that each token moves once.
  std::size_t from = text.tokens.size();
  std::size_t to = from + splits.size();
  text.tokens.resize(to);
  while (!splits.empty()) {
    while (from > splits.back().token) text.tokens[--to] = std::move(text.tokens[--from]);
    // The token itself has moved; before it go all of its clitics, the last one nearest.
    text.tokens[--to] = std::move(splits.back().clitic);
    splits.pop_back();
  }
  for (std::size_t i = 0; i < text.tokens.size(); ++i)
    text.tokens[i].position = static_cast<std::uint32_t>(i);
}

}  // namespace cote::analysis
