// The stages that see one word at a time: folding, stop words, stemming, the unaccented form.
#include <libstemmer.h>

#include <cote/error.hpp>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/inflection.hpp"

namespace cote::analysis {
namespace {

struct StemmerDeleter {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// Snowball has no rule for longer words; without a bound one "word" of a binary file could be megabytes.
constexpr std::size_t kLongestStemmed = 64;

/// Capitals that often stand without their accent at the beginning of a word: Etat, Ecole, A, Ile.
constexpr std::string_view kAccentable = "AEIOU";

bool begins_with_digit(std::string_view word) {
  return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

}  // namespace

bool spaces_only(std::string_view gap) noexcept {
  for (std::size_t at = 0; at < gap.size();) {
    const auto [c, bytes] = decode_utf8(gap, at);
    if (!is_space(c)) return false;
    at += bytes;
  }
  return !gap.empty();
}

void fold_word(Draft& token) {
  if (!token.surface.empty()) {  // an ordinal: compared as the number stage wrote it
    token.spelling = Spelling::kPlain;
    return;
  }
  std::size_t upper = 0;
  std::size_t letters = 0;
  std::string plain;  // no apostrophe: N'Djamena is Ndjamena, entr'aide is entraide
  for (std::size_t at = 0; at < token.text.size();) {
    const auto [c, bytes] = decode_utf8(token.text, at);
    if (is_letter(c)) ++letters;
    if (is_upper(c)) ++upper;
    if (!is_apostrophe(c)) plain.append(token.text, at, bytes);
    at += bytes;
  }
  const char initial = plain.empty() ? '\0' : plain.front();
  token.surface = fold_case(plain);
  if (token.surface.empty()) token.surface = token.text;  // nothing but what folding takes away
  token.text = token.surface;
  if (begins_with_digit(token.surface)) token.keyword = true;
  if (fold_accents(token.surface) != token.surface) {
    token.spelling = Spelling::kAccented;
  } else if (letters >= 2 && !token.keyword && !token.clitic &&
             (upper == letters || kAccentable.find(initial) != std::string_view::npos)) {
    token.spelling = Spelling::kCapitals;
  }
}

void stop_word(Draft& token, const WordLists& lists) {
  if (token.stop && !token.clitic) return;  // set off by an earlier stage
  token.stop = token.clitic;
  if (token.keyword || token.clitic) return;
  if (lists.stop.contains(token.surface) ||
      (token.spelling == Spelling::kCapitals && lists.stop_folded.contains(token.surface))) {
    token.stop = true;
    token.reason = "mot vide";
  }
}

namespace {

std::string canonical_spelling(std::string_view word, const WordLists& lists) {
  if (const auto doublet = lists.doublets.find(word); doublet != lists.doublets.end()) {
    // An unaccented word stays one: its spelling decides which terms a query reads.
    return fold_accents(word) == word ? fold_accents(doublet->second) : one_spelling(doublet->second);
  }
  return without_circumflex(one_spelling(word));
}

}  // namespace

std::string without_circumflex(std::string word) {
  // Since 1990 i and u need no circumflex (coût, maîtrise) but where it tells words apart (sûr, mûr, jeûne,
  // dû).
  for (const std::string_view kept : {"sû", "mûr", "jeûn", "dû", "crû", "recrû", "redû"}) {
    if (word.starts_with(kept)) return word;
  }
  for (std::size_t at = 0; at + 1 < word.size(); ++at) {
    if (word[at] != '\xC3') continue;
    if (word[at + 1] == '\xAE') word.replace(at, 2, "i");
    if (word[at + 1] == '\xBB') word.replace(at, 2, "u");
  }
  return word;
}

std::string one_spelling(std::string_view word) {
  std::string out(word);
  for (std::size_t at = out.find('\xC3'); at != std::string::npos; at = out.find('\xC3', at + 2)) {
    // è and é are one letter (événement and évènement, cédera and cèdera, règle and régler), but in a last
    // syllable that sounds: près, dès, procès.
    if (out[at + 1] == '\xA8' && out.substr(at + 2) != "s") out[at + 1] = '\xA9';
    // The diaeresis on the u that sounds: ambigüe, ambigüité; before 1990 on what follows: ambiguë,
    // ambiguïté.
    if (out[at + 1] == '\xBC' && at > 0 && out[at - 1] == 'g' && at + 2 < out.size()) {
      if (out[at + 2] == 'e') {
        out.replace(at, 3, "uë");
      } else if (out[at + 2] == 'i') {
        out.replace(at, 3, "uï");
      }
    }
  }
  return out;
}

void spelling_word(Draft& token, const WordLists& lists) {
  if (token.keyword || token.stop || token.foreign) return;
  std::string text = canonical_spelling(token.surface, lists);
  if (text != token.text) token.reason = "une graphie pour deux";
  token.text = std::move(text);
}

void inflection_word(Draft& token, const Inflection& inflection) {
  if (token.keyword || token.stop || token.foreign) return;
  std::string_view reason;
  token.other = fold_accents(inflection.other_base_of(token.text));
  token.text = inflection.base_of(token.text, &reason);
  // A plain word stays plain: conquit is found by « conquérir » where that reads words without accents.
  if (token.spelling != Spelling::kAccented) token.text = fold_accents(token.text);
  if (!reason.empty()) token.reason = reason;
}

void stem_word(Draft& token) {
  if (token.keyword || token.stop || token.foreign) return;
  token.root = snowball_stem(token.text);
}

std::string form_of(std::string_view word, const WordForms& stages) {
  std::string form = stages.lists != nullptr ? canonical_spelling(word, *stages.lists) : std::string(word);
  if (stages.inflection == nullptr) return form;
  form = stages.inflection->base_of(form);
  return fold_accents(word) == word ? fold_accents(form) : form;
}

void unaccented_word(Draft& token, const WordForms& stages) {
  if (token.stop || token.foreign) return;
  if (token.acronym && token.spelling == Spelling::kCapitals) {
    token.folded = form_of(token.surface, stages);
    return;
  }
  if (token.spelling != Spelling::kAccented) return;
  const std::string plain = fold_accents(token.surface);
  token.folded = token.keyword ? plain : form_of(plain, stages);
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

std::string snowball_probe() {
  std::string probe;
  // One word for each of Snowball's steps.
  for (const std::string_view word :
       {"institutionnellement", "organisation", "finissaient", "condamnerions", "relatives", "publique",
        "généreuses", "aiguë", "ballottement", "créées"})
    probe.append(snowball_stem(word)).append(1, ' ');
  return probe;
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
