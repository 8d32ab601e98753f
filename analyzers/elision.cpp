// Elision: the article or pronoun before an apostrophe becomes a token of its own, a clitic.
#include <algorithm>
#include <array>
#include <cote/unicode.hpp>
#include <optional>

#include "analyzers/chain.hpp"

namespace cote::analysis {

/// How a word with an apostrophe is cut. Without a clitic it stays one word, spelt as `rest`.
struct Elision {
  Written* clitic = nullptr;
  Written* rest = nullptr;
  std::uint32_t cut = 0;     ///< bytes of the source before the apostrophe
  std::uint32_t behind = 0;  ///< and with it
  std::string_view reason;
};

namespace {

/// The first bytes of all apostrophes (unicode.hpp): almost no word has one.
constexpr std::array<bool, 256> kMayBeApostrophe = [] {
  std::array<bool, 256> table{};
  for (const std::size_t first : {0x27U, 0x60U, 0xC2U, 0xCAU, 0xE2U}) table[first] = true;
  return table;
}();

/// A clitic and the piece before which it goes.
struct Split {
  std::size_t piece = 0;
  Piece clitic;
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

constexpr std::size_t kLongestClitic = 8;  // "lorsqu", "quoiqu" and two to spare

/// What the lists say of a word with an apostrophe inside.
Elision elide(const Written& word, Vocabulary& vocabulary, const WordLists& lists) {
  const std::string_view text = word.text;
  const auto mark = find_apostrophe(text);
  const std::string whole = list_form(text);
  Elision kept;
  kept.reason = "mot à apostrophe";
  if (!lists.apostrophes.contains(whole)) {
    kept.reason = "apostrophe sans élision";
    // A plural or other ending of a listed word: prud'hommes, prud'homal.
    const std::string head = list_form(text.substr(0, mark->first));
    // Elision is before a vowel or a mute h only: "N'Djamena" and "M'Bour" are names.
    const std::string rest = fold_accents(text.substr(mark->first + mark->second));
    if (lists.clitics.contains(head) && !rest.empty() &&
        std::string_view("aeiouyh").find(rest.front()) != std::string_view::npos) {
      // The source may hold invisible characters that the text has lost, so the offset is looked for there.
      const auto cut = find_apostrophe(word.raw);
      const std::size_t behind = cut->first + cut->second;
      return {vocabulary.written(word.raw.substr(0, cut->first), head),
              vocabulary.written(word.raw.substr(behind)), static_cast<std::uint32_t>(cut->first),
              static_cast<std::uint32_t>(behind), "élision"};
    }
  }
  kept.rest = vocabulary.written(word.raw, whole);
  return kept;
}

}  // namespace

void elision_facts(Written& word, const Folded& folded, const WordLists& lists) {
  const bool apostrophe = find_apostrophe(word.text).has_value();
  if (apostrophe) word.facts |= kHasApostrophe;
  if (word.text.size() > kLongestClitic) return;
  if (apostrophe ? lists.clitics.contains(list_form(word.text)) : lists.clitics.contains(folded.lower))
    word.facts |= kCliticForm;
}

void elision(Text& text, const WordLists& lists) {
  if (!text.any(kHasApostrophe | kCliticForm)) return;
  auto& pieces = text.pieces;
  std::vector<Split> splits;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece& piece = pieces[i];
    // "jusqu'à l'", "d'aujourd'hui": the clitic goes, then what is left is looked at again.
    for (bool more = piece.is(kHasApostrophe); more;) {
      Written& word = *piece.written;
      if (word.elision == nullptr)
        word.elision = text.vocabulary->arena().make(elide(word, *text.vocabulary, lists));
      const Elision& known = *word.elision;
      if (known.clitic != nullptr) {
        Piece clitic;
        text.rewrite(clitic, known.clitic);
        clitic.begin = piece.begin;
        clitic.end = piece.begin + known.cut;
        clitic.clitic = true;
        clitic.reason = known.reason;
        splits.push_back({i, clitic});
        piece.begin += known.behind;
      }
      text.rewrite(piece, known.rest);
      piece.reason = known.reason;
      more = known.clitic != nullptr && piece.is(kHasApostrophe);
    }
    if (piece.is(kCliticForm) && i + 1 < pieces.size() && !piece.clitic &&
        pieces[i + 1].begin - piece.end > 1 && apostrophe_between(text.gap_after(i))) {
      const std::string_view raw = piece.written->raw;
      text.rewrite(piece, text.vocabulary->written(raw, list_form(piece.text())));
      piece.clitic = true;
      piece.reason = "élision avec espace";
    }
  }
  // The clitics go in from the end, so that each piece moves once.
  std::size_t from = pieces.size();
  std::size_t to = from + splits.size();
  pieces.resize(to);
  while (!splits.empty()) {
    while (from > splits.back().piece) pieces[--to] = pieces[--from];
    // The piece itself has moved; before it go all of its clitics, the last one nearest.
    pieces[--to] = splits.back().clitic;
    splits.pop_back();
  }
}

}  // namespace cote::analysis
