// What is quick gives what is plain: the tables of characters against ICU, the scan for words against one
// that asks for every character, references read from the words against those read from the text, the words
// that a thread remembers against a chain that remembers nothing. On texts by a seeded generator, and on real
// ones where they are at hand.
#include <algorithm>
#include <cote/analyzer.hpp>
#include <cote/unicode.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "analyzers/chain.hpp"
#include "analyzers/characters.hpp"
#include "tests/support/analysis_invariants.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace {

using cote::Analysis;
using cote::TextKind;
using cote::Token;

const cote::Analyzer& chain() {
  static const cote::Analyzer analyzer = cote::french_analyzer();
  return analyzer;
}

/// Texts of words, signs and bytes as French text has them and as it should not have them.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::string text(std::size_t most_parts = 24) {
    std::string made;
    for (std::size_t parts = 1 + random_() % most_parts; parts > 0; --parts) {
      if (random_() % 8 == 0) {
        for (std::size_t bytes = 1 + random_() % 4; bytes > 0; --bytes)
          made += static_cast<char>(random_() % 5 != 0 ? 32 + random_() % 95 : random_() % 256);
      } else {
        made += kParts[random_() % std::size(kParts)];
      }
      if (random_() % 2 == 0) made += ' ';
    }
    return made;
  }

 private:
  static constexpr std::string_view kParts[] = {"l’",
                                                "L'",
                                                "d'",
                                                "qu’",
                                                "jusqu'",
                                                "‘",
                                                "ʼ",
                                                "état",
                                                "État",
                                                "ÉTAT",
                                                "de",
                                                "la",
                                                "résolution",
                                                "1325",
                                                "(2000)",
                                                "S/RES/1325",
                                                "A/RES/64/10",
                                                "loi",
                                                "n°",
                                                "78-17",
                                                "du",
                                                "6",
                                                "janvier",
                                                "1978",
                                                "article",
                                                "L. 311-3",
                                                "code",
                                                "du travail",
                                                "c. C-46",
                                                "C-131/12",
                                                "10 000",
                                                "10.000",
                                                "3,5",
                                                "millions",
                                                "%",
                                                "20e",
                                                "1 er",
                                                "XXe",
                                                "chapitre",
                                                "VII",
                                                "vingt",
                                                "et",
                                                "unième",
                                                "O.N.U.",
                                                "U.E.",
                                                "M.",
                                                "MINUSS",
                                                "NGOs",
                                                "agent·e·s",
                                                "élu(e)s",
                                                "anti-",
                                                "terrorisme",
                                                "tombe",
                                                "-t-il",
                                                "the",
                                                "of",
                                                "Bank",
                                                "ad hoc",
                                                "«",
                                                "»",
                                                "\n",
                                                "\u00A0",
                                                "\u202F",
                                                "—",
                                                "œuvre",
                                                "ﬁn",
                                                "e\xCC\x81",
                                                "\xC2\xAD",
                                                "\xE2\x80\x8B",
                                                "ⅷ",
                                                "中文",
                                                "Ж",
                                                "٣",
                                                "²",
                                                "º",
                                                "ß",
                                                "Œ",
                                                "×",
                                                "÷",
                                                "_",
                                                "Mali",
                                                "maliens",
                                                "République",
                                                "démocratique",
                                                "du Congo",
                                                "Le Cap",
                                                "G5 Sahel",
                                                "€",
                                                "\xFF",
                                                "\xE2\x80",
                                                "\xC3",
                                                "\xED\xA0\x80",
                                                "aujourd’hui",
                                                "N'Djamena",
                                                "art. 5",
                                                "requête",
                                                "internationalisation",
                                                "anticonstitutionnellement",
                                                "ministère",
                                                "s’il"};

  std::mt19937_64 random_;
};

std::vector<std::string> real_texts() {
  std::vector<std::string> texts;
  const auto folder = cote::test::shared_folder();
  if (!folder) return texts;
  for (const auto& entry : std::filesystem::directory_iterator(*folder / "reports")) {
    std::ifstream file(entry.path(), std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

std::vector<std::string> texts(std::size_t generated) {
  std::vector<std::string> all = real_texts();
  Generator generator(20260);
  for (std::size_t i = 0; i < generated; ++i) all.push_back(generator.text());
  return all;
}

TEST_CASE("the tables of characters say what ICU says", "[analyzers][scanning]") {
  std::size_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c)
    wrong += cote::analysis::classes_of(c) == cote::analysis::classes_by_icu(c) ? 0U : 1U;
  CHECK(wrong == 0);
}

TEST_CASE("letters are passed by the bundle as one by one", "[analyzers][scanning]") {
  Generator generator(7);
  std::size_t wrong = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string text = generator.text();
    for (std::size_t at = 0; at <= text.size(); ++at) {
      std::size_t plain = at;
      while (plain < text.size()) {
        const auto [c, bytes] = cote::decode_utf8(text, plain);
        if (c >= 0x100 || !cote::is_letter(c)) break;
        plain += bytes;
      }
      wrong += cote::analysis::end_of_latin_letters(text, at) == plain ? 0U : 1U;
      wrong += cote::analysis::end_of_latin_letters_plain(text, at) == plain ? 0U : 1U;
    }
  }
  CHECK(wrong == 0);
}

bool starts_word(char32_t c) { return (cote::is_letter(c) && !cote::is_apostrophe(c)) || cote::is_digit(c); }

/// The end of the word or number at `begin`, character by character as the rules say it.
std::size_t plain_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  bool digits_only = true;
  bool decimal = false;
  char32_t last = 0;
  const auto digit = [text](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  while (at < text.size()) {
    const auto [c, bytes] = cote::decode_utf8(text, at);
    if (cote::is_apostrophe(c)) {
      if (!cote::is_letter(last) || at + bytes >= text.size()) break;
      const char32_t next = cote::decode_utf8(text, at + bytes).value;
      if (!cote::is_letter(next) || cote::is_apostrophe(next)) break;
      digits_only = false;
    } else if (cote::is_letter(c) || cote::is_mark(c)) {
      digits_only = false;
    } else if (c == ',' && digits_only && !decimal && digit(at + 1) &&
               (begin == 0 || text[begin - 1] != ',')) {
      std::size_t stop = at + 1;
      while (digit(stop)) ++stop;
      if (stop < text.size() && text[stop] == ',') break;
      decimal = true;
      last = '0';
      at = stop;
      continue;
    } else if (!cote::is_digit(c) && !cote::analysis::is_invisible(c)) {
      break;
    }
    last = c;
    at += bytes;
  }
  return at;
}

/// Where the pieces of a text are not the words of a scan that asks for every character; "" when they are.
std::string misplaced(std::string_view source, const cote::analysis::Text& text) {
  std::size_t at = 0;
  for (const cote::analysis::Piece& piece : text.pieces) {
    while (at < piece.begin && !starts_word(cote::decode_utf8(source, at).value))
      at += cote::decode_utf8(source, at).bytes;
    const std::string place = " at byte " + std::to_string(piece.begin);
    if (at != piece.begin) return "a word is passed over before the one" + place;
    const bool sign = !starts_word(cote::decode_utf8(source, at).value);
    const std::size_t end = plain_end(source, at);
    const std::string_view raw = piece.written->raw;
    const bool groups = raw.find_first_of(" .") != std::string_view::npos || raw.find("\u00A0") != raw.npos ||
                        raw.find("\u202F") != raw.npos || raw.find("\u2009") != raw.npos;
    if (!sign && !groups && raw != source.substr(at, end - at)) return "another word" + place;
    if (piece.end < at + raw.size()) return "an end before that of the word" + place;
    at = piece.end;
  }
  while (at < source.size()) {
    if (starts_word(cote::decode_utf8(source, at).value)) return "the last words are missing";
    at += cote::decode_utf8(source, at).bytes;
  }
  return {};
}

TEST_CASE("words are cut where a plain scan cuts them", "[analyzers][scanning]") {
  cote::analysis::Vocabulary vocabulary(
      {&cote::analysis::WordLists::builtin(), &cote::analysis::ForeignWords::builtin(), &chain().lexicon()});
  for (const std::string& source : texts(3000)) {
    cote::analysis::Text text;
    text.begin(source, TextKind::kDocument, vocabulary);
    cote::analysis::tokenize(text);
    INFO(cote::to_valid_utf8(source.substr(0, 400)));
    REQUIRE(misplaced(source, text) == "");
  }
}

/// The references of a text that stand on some token, as keys.
std::vector<std::string> keys_on_tokens(std::string_view text, const Analysis& analysis, bool query) {
  cote::ReferenceContext context;
  context.query = query;
  std::vector<std::string> keys;
  for (const cote::Reference& reference : cote::find_references(text, context)) {
    const bool on_token = std::any_of(
        analysis.tokens.begin(), analysis.tokens.end(),
        [&](const Token& token) { return token.begin < reference.end && token.end > reference.begin; });
    if (on_token) keys.push_back(reference.canonical + '@' + std::to_string(reference.begin));
  }
  return keys;
}

TEST_CASE("references read from the words are those of the text", "[analyzers][scanning]") {
  for (const std::string& text : texts(3000)) {
    for (const TextKind kind : {TextKind::kDocument, TextKind::kQuery}) {
      const Analysis analysis = chain().analyze(text, kind);
      std::vector<std::string> found;
      for (const cote::ReferenceMention& mention : analysis.references)
        found.push_back(mention.reference.canonical + '@' + std::to_string(mention.reference.begin));
      INFO(cote::to_valid_utf8(text.substr(0, 400)));
      REQUIRE(found == keys_on_tokens(text, analysis, kind == TextKind::kQuery));
    }
  }
}

TEST_CASE("what a thread remembers changes nothing", "[analyzers][scanning]") {
  for (const std::string& text : texts(1500)) {
    for (const TextKind kind : {TextKind::kDocument, TextKind::kQuery, TextKind::kForeign}) {
      Analysis fresh;
      (void)chain().trace(text, kind, &fresh);  // on a vocabulary of its own
      INFO(cote::to_valid_utf8(text.substr(0, 400)));
      REQUIRE(cote::test::difference(chain().analyze(text, kind), fresh) == "");
    }
  }
}

bool same_word(const Token& a, const Token& b) {
  return a.text == b.text && a.surface == b.surface && a.folded == b.folded && a.other == b.other &&
         a.root == b.root && a.spelling == b.spelling && a.keyword == b.keyword && a.acronym == b.acronym &&
         a.stop == b.stop && a.clitic == b.clitic && a.foreign == b.foreign;
}

TEST_CASE("tokens with one number are one word", "[analyzers][scanning]") {
  std::vector<Analysis> kept;  // so that no vocabulary is freed and its address used again
  std::map<std::pair<const void*, std::uint32_t>, Token> known;
  for (const std::string& text : texts(1500)) {
    kept.push_back(chain().analyze(text));
    const Analysis& analysis = kept.back();
    REQUIRE(analysis.words != nullptr);
    const auto check = [&](const Token& token) {
      REQUIRE(token.word != 0);
      const auto [found, fresh] = known.try_emplace({analysis.words.get(), token.word}, token);
      REQUIRE(same_word(found->second, token));
    };
    for (const Token& token : analysis.tokens) check(token);
    for (const cote::Variant& variant : analysis.variants) check(variant.token);
  }
  CHECK(known.size() > 100);
}

TEST_CASE("a word that its neighbours change has another number", "[analyzers][scanning]") {
  const Analysis number = chain().analyze("loi n° 5");
  const Analysis plain = chain().analyze("loi n 5");
  REQUIRE(number.words == plain.words);
  CHECK(number.tokens[0].word == plain.tokens[0].word);
  CHECK(number.tokens[1].word != plain.tokens[1].word);
  CHECK(number.tokens[2].word == plain.tokens[2].word);
}

TEST_CASE("an analysis outlives its chain and its thread", "[analyzers][scanning]") {
  Analysis made;
  std::thread([&made] { made = cote::french_analyzer().analyze("L’accessibilité des opérations"); }).join();
  const Analysis moved = std::move(made);
  REQUIRE(moved.tokens.size() == 4);
  CHECK(moved.tokens[1].surface == "accessibilité");
  CHECK(moved.tokens[3].text == "opération");
}

TEST_CASE("a thread that has met too many words begins anew", "[analyzers][scanning]") {
  const Analysis before = chain().analyze("les maisons de la mer");
  std::string word = "aaaaa";
  std::size_t texts = 0;
  while (chain().analyze("les maisons").words == before.words && texts < 20'000) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
      for (std::size_t at = 0; at < word.size() && ++word[at] > 'z'; ++at) word[at] = 'a';
      text.append(word).append(1, ' ');
    }
    (void)chain().analyze(text);
    ++texts;
  }
  CHECK(texts < 20'000);
  CHECK(cote::test::difference(before, chain().analyze("les maisons de la mer")) == "");
}

}  // namespace
