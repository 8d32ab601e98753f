// The recipe of the French chain. Read kStages from top to bottom: what is done to a text, in which order,
// and why there.
#include <unicode/uversion.h>

#include <algorithm>
#include <atomic>
#include <cote/analyzer.hpp>
#include <cote/error.hpp>
#include <cote/unicode.hpp>

#include "analyzers/chain.hpp"
#include "analyzers/inflection.hpp"
#include "analyzers/names.hpp"

namespace cote {
namespace {

using analysis::Text;
using analysis::WordForms;
using analysis::WordLists;

enum class Scope : std::uint8_t { kText, kWord };

struct Stage {
  std::string_view name;
  Scope scope;
};

// clang-format off
constexpr Stage kStages[] = {
    {"tokenize",      Scope::kText},  // words with their bytes in the source; all that follows works on these
    {"elision",       Scope::kText},  // before acronyms, so that l'ONU shows ONU; needs no folding
    {"foreign",       Scope::kText},  // English titles and Latin, before their words are taken for French
    {"acronyms",      Scope::kText},  // needs the capitals that folding takes away; joins O.N.U.
    {"abbreviations", Scope::kText},  // before numbers: "chap. VII" counts as chapitre does
    {"numbers",       Scope::kText},  // ordinals in one token; the value of other numbers beside their words
    {"compounds",     Scope::kText},  // when no token is joined any more; solid forms pass the word stages too
    {"fold",          Scope::kWord},  // typography and case, accents kept: all rules below read them
    {"stop",          Scope::kWord},  // before inflection: the list has words, not classes of words
    {"spelling",      Scope::kWord},  // before inflection, which knows one spelling of a word
    {"inflection",    Scope::kWord},  // base forms, lists before rules: what matches
    {"stem",          Scope::kWord},  // Snowball's root of the base form: what is related and only ranks
    {"accents",       Scope::kWord},  // a second form without accents, made as an unaccented query's is
    {"entities",      Scope::kText},  // besides the words, never instead of them
    {"references",    Scope::kText},  // the same for symbols, resolutions, laws, cases
};
// clang-format on

constexpr std::size_t stage_index(std::string_view name) {
  std::size_t i = 0;
  while (kStages[i].name != name) ++i;
  return i;
}

constexpr std::size_t kFirstWordStage = stage_index("fold");
constexpr std::size_t kPastWordStages = stage_index("entities");

/// Distinct words that a thread remembers; 65,536 cover 98 % of the tokens of a large French collection. Then
/// it starts again: a bound on memory, not a choice of which to keep.
constexpr std::size_t kCachedWords = 65536;

}  // namespace

struct Analyzer::Impl {
  std::set<std::string, std::less<>> without;
  std::shared_ptr<const Lexicon> lexicon;
  const WordLists* lists = &WordLists::builtin();
  const analysis::ForeignWords* foreign = &analysis::ForeignWords::builtin();
  const analysis::Inflection* inflection = &analysis::Inflection::builtin();
  std::string fingerprint;
  std::uint64_t serial = 0;  ///< tells this chain's cached words from another's

  [[nodiscard]] bool has(std::size_t stage) const { return !without.contains(kStages[stage].name); }

  [[nodiscard]] WordForms forms() const {
    return {has(stage_index("spelling")) ? lists : nullptr,
            has(stage_index("inflection")) ? inflection : nullptr};
  }

  void run_text(std::size_t stage, Text& text) const {
    if (!has(stage)) return;
    switch (stage) {
      case stage_index("tokenize"):
        return analysis::tokenize(text);
      case stage_index("elision"):
        return analysis::elision(text, *lists);
      case stage_index("foreign"):
        return analysis::foreign(text, *foreign);
      case stage_index("acronyms"):
        return analysis::acronyms(text, *lexicon, *lists);
      case stage_index("abbreviations"):
        return analysis::abbreviations(text, *lists);
      case stage_index("numbers"):
        return analysis::numbers(text, *lists);
      case stage_index("compounds"):
        return analysis::compounds(text, *lists);
      case stage_index("entities"):
        return analysis::entities(text, *lexicon);
      case stage_index("references"):
        return analysis::references(text);
      default:
        return;
    }
  }

  void run_word(std::size_t stage, Token& token) const {
    if (!has(stage)) return;
    switch (stage) {
      case stage_index("fold"):
        return analysis::fold_word(token);
      case stage_index("stop"):
        return analysis::stop_word(token, *lists);
      case stage_index("spelling"):
        return analysis::spelling_word(token, *lists);
      case stage_index("inflection"):
        return analysis::inflection_word(token, *inflection);
      case stage_index("stem"):
        return analysis::stem_word(token);
      case stage_index("accents"):
        return analysis::unaccented_word(token, forms());
      default:
        return;
    }
  }

  /// All word stages, computed once per distinct word: text and marks depend on nothing else.
  void run_words(Text& text) const {
    struct CachedWord {
      Token token;
      analysis::NameWord name;
    };
    struct Cache {
      std::uint64_t serial = 0;
      std::unordered_map<std::string, CachedWord> words;
    };
    thread_local Cache cache;
    if (cache.serial != serial || cache.words.size() > kCachedWords) {
      cache.words.clear();
      cache.serial = serial;
    }
    std::string key;
    const analysis::Names& names = lexicon->names();
    const bool inflected =
        has(stage_index("spelling")) && has(stage_index("inflection")) && has(stage_index("accents"));
    const auto run = [&](Token& token) -> const analysis::NameWord& {
      const unsigned marks = (token.keyword ? 1U : 0U) | (token.acronym ? 2U : 0U) |
                             (token.clitic ? 4U : 0U) | (token.spelling == Spelling::kCapitals ? 8U : 0U) |
                             (token.foreign ? 16U : 0U) | (token.stop ? 32U : 0U);
      key.assign(1, static_cast<char>('0' + marks));
      key += token.text;
      if (!token.surface.empty()) key.append(1, '\0').append(token.surface);
      const auto [found, fresh] = cache.words.try_emplace(key);
      Token& word = found->second.token;
      if (fresh) {
        word = token;
        word.reason = {};
        for (std::size_t stage = kFirstWordStage; stage < kPastWordStages; ++stage) run_word(stage, word);
        // Names are compared by the base forms of unaccented words, which these stages have just made.
        const bool made = inflected && !word.keyword && !word.stop && !word.foreign;
        const std::string& base = word.spelling == Spelling::kAccented ? word.folded : word.text;
        found->second.name = names.word(word.surface, made ? &base : nullptr);
      }
      token.text = word.text;
      token.surface = word.surface;
      // Most words have none of the first two; a call for nothing is what a copy of a short word costs.
      if (!word.folded.empty() || !token.folded.empty()) token.folded = word.folded;
      if (!word.other.empty() || !token.other.empty()) token.other = word.other;
      if (!word.root.empty() || !token.root.empty()) token.root = word.root;
      token.spelling = word.spelling;
      token.keyword = word.keyword;
      token.stop = word.stop;
      if (!word.reason.empty()) token.reason = word.reason;
      return found->second.name;
    };
    text.names.reserve(text.tokens.size());
    for (Token& token : text.tokens) text.names.push_back(run(token));
    for (Variant& variant : text.variants) run(variant.token);
  }

  /// A document in another language: all of it is foreign, whatever it looks like.
  void run_neutral(Text& text) const {
    if (text.kind != TextKind::kForeign || !has(stage_index("foreign"))) return;
    for (Token& token : text.tokens) {
      if (!token.clitic) token.foreign = true;
    }
  }

  /// The tokens after a stage, each variant after the token at which it begins.
  static std::vector<Token> tokens_of(const Text& text) {
    std::vector<Token> tokens;
    tokens.reserve(text.tokens.size() + text.variants.size());
    auto variant = text.variants.begin();
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
      tokens.push_back(text.tokens[i]);
      for (; variant != text.variants.end() && variant->first == i; ++variant)
        tokens.push_back(variant->token);
    }
    return tokens;
  }

  /// What a stage depends on besides its code: versions of libraries, hashes of data files.
  [[nodiscard]] std::string version_of(std::size_t stage) const {
    // Raised by hand when the code of a stage changes what it makes of a text.
    const std::string version = "2";
    const auto file = [&](std::string_view name) { return '-' + lists->hashes.at(name); };
    switch (stage) {
      case stage_index("elision"):
        return version + file("elisions");
      case stage_index("foreign"):
        return version + '-' + foreign->fingerprint;
      case stage_index("acronyms"):
      case stage_index("entities"):
        return "3-" + lexicon->fingerprint();
      case stage_index("abbreviations"):
        return version + file("abbreviations");
      case stage_index("numbers"):
        return version + file("counting_words");
      case stage_index("compounds"):
        return version + file("prefixes");
      case stage_index("fold"):
        return version + "-icu" + U_ICU_VERSION;
      case stage_index("stop"):
        return version + file("stopwords");
      case stage_index("spelling"):
        return version + file("doublets");
      case stage_index("inflection"):
        return version + '-' + inflection->fingerprint();
      case stage_index("stem"):
        // libstemmer tells no version at run time: its rules are named by what they make of a few words.
        return version + "-snowball-" + analysis::hash_of(analysis::snowball_probe());
      case stage_index("accents"):
        return version + file("accent_pairs");
      default:
        return version;
    }
  }
};

Analyzer::Analyzer(const AnalyzerOptions& options) {
  static std::atomic<std::uint64_t> next_serial{1};
  auto impl = std::make_shared<Impl>();
  impl->without = options.without;
  for (const std::string& name : options.without) {
    if (name == "tokenize" || name == "fold" ||
        std::none_of(std::begin(kStages), std::end(kStages),
                     [&](const Stage& stage) { return stage.name == name; })) {
      std::string known;
      for (const Stage& stage : kStages) {
        if (stage.name == "tokenize" || stage.name == "fold") continue;
        if (!known.empty()) known += ", ";
        known += stage.name;
      }
      std::string text = "étape d'analyse « ";
      text.append(name)
          .append(" » : aucune de ce nom ne se retire ; celles qui se retirent : ")
          .append(known);
      throw UsageError(text);
    }
  }
  impl->lexicon = options.lexicon ? options.lexicon : Lexicon::builtin();
  for (std::size_t i = 0; i < std::size(kStages); ++i) {
    if (i > 0) impl->fingerprint += ';';
    impl->fingerprint.append(kStages[i].name).append("=").append(impl->has(i) ? impl->version_of(i) : "0");
  }
  impl->serial = next_serial.fetch_add(1);
  impl_ = std::move(impl);
}

Analysis Analyzer::analyze(std::string_view utf8, TextKind kind) const {
  Text text;
  text.source = utf8;
  text.kind = kind;
  for (std::size_t stage = 0; stage < kFirstWordStage; ++stage) {
    impl_->run_text(stage, text);
    if (stage == stage_index("foreign")) impl_->run_neutral(text);
  }
  impl_->run_words(text);
  for (std::size_t stage = kPastWordStages; stage < std::size(kStages); ++stage) impl_->run_text(stage, text);
  return {std::move(text.tokens), std::move(text.variants), std::move(text.entities),
          std::move(text.references)};
}

std::vector<AnalysisStage> Analyzer::trace(std::string_view utf8, TextKind kind, Analysis* result) const {
  std::vector<AnalysisStage> stages;
  Text text;
  text.source = utf8;
  text.kind = kind;
  for (std::size_t i = 0; i < std::size(kStages); ++i) {
    if (!impl_->has(i)) continue;
    for (Token& token : text.tokens) token.reason = {};
    for (Variant& variant : text.variants) variant.token.reason = {};
    if (kStages[i].scope == Scope::kText) {
      impl_->run_text(i, text);
      if (i == stage_index("foreign")) impl_->run_neutral(text);
    } else {
      for (Token& token : text.tokens) impl_->run_word(i, token);
      for (Variant& variant : text.variants) impl_->run_word(i, variant.token);
    }
    stages.push_back({std::string(kStages[i].name), Impl::tokens_of(text)});
  }
  if (result != nullptr)
    *result = {std::move(text.tokens), std::move(text.variants), std::move(text.entities),
               std::move(text.references)};
  return stages;
}

std::string Analyzer::base_form(std::string_view word) const {
  return analysis::form_of(word, impl_->forms());
}

std::string Analyzer::root(std::string_view base_form) const {
  return impl_->has(stage_index("stem")) ? analysis::snowball_stem(base_form) : std::string();
}

bool Analyzer::is_other_word(std::string_view folded) const {
  return impl_->lists->accent_pairs.contains(folded);
}

std::size_t Analyzer::scaffolding(const std::vector<Token>& tokens, std::size_t at) const {
  for (const auto& expression : impl_->lists->scaffolding) {
    if (at + expression.size() > tokens.size()) continue;
    bool same = true;
    for (std::size_t i = 0; same && i < expression.size(); ++i) {
      const std::string word = fold_accents(tokens[at + i].surface);
      same = word == expression[i];
      // The last de or à contracts with the article, or is elided: au cours du, en raison d'une.
      if (!same && i > 0 && i + 1 == expression.size()) {
        same = (expression[i] == "de" && (word == "du" || word == "des" || word == "d")) ||
               (expression[i] == "a" && (word == "au" || word == "aux"));
      }
    }
    if (same) return expression.size();
  }
  return 0;
}

const std::string& Analyzer::fingerprint() const noexcept { return impl_->fingerprint; }

std::string Analyzer::short_fingerprint() const { return analysis::hash_of(impl_->fingerprint).substr(0, 8); }

const Lexicon& Analyzer::lexicon() const noexcept { return *impl_->lexicon; }

const std::vector<std::string>& Analyzer::stage_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Stage& stage : kStages) all.emplace_back(stage.name);
    return all;
  }();
  return names;
}

Analyzer french_analyzer(const AnalyzerOptions& options) { return Analyzer(options); }

}  // namespace cote
