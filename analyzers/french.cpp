// The recipe of the French chain. Read kStages from top to bottom: what is done to a text, in which order,
// and why there.
#include <unicode/uversion.h>

#include <algorithm>
#include <atomic>
#include <cote/analyzer.hpp>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <functional>

#include "analyzers/chain.hpp"
#include "analyzers/data.hpp"

namespace cote {
namespace {

using analysis::Text;
using analysis::WordLists;

enum class Scope : std::uint8_t { kText, kWord };

struct Stage {
  std::string_view name;
  Scope scope;
};

// clang-format off
constexpr Stage kStages[] = {
    {"tokenize", Scope::kText},  // words with their bytes in the source; everything after works on these
    {"elision",  Scope::kText},  // before acronyms, so that l'ONU shows ONU; before folding, which it does not need
    {"acronyms", Scope::kText},  // needs the capitals that folding takes away
    {"fold",     Scope::kWord},  // typography and case, accents kept: stop words and Snowball's rules read them
    {"stop",     Scope::kWord},  // before stemming: the list has words, not stems
    {"stem",     Scope::kWord},  // Snowball French, on the accented form
    {"accents",  Scope::kWord},  // a second form without accents, stemmed after folding as an unaccented query is
    {"entities", Scope::kText},  // besides the words, never instead of them
    {"symbols",  Scope::kText},  // the same for document symbols
};
// clang-format on

constexpr std::size_t kFirstWordStage = 3;
constexpr std::size_t kPastWordStages = 7;

/// Distinct words that a thread remembers; 65,536 cover 98 % of the tokens of a large French collection. Then
/// it starts again: a bound on memory, not a choice of which to keep.
constexpr std::size_t kCachedWords = 65536;

std::vector<std::string_view> lines_of(std::string_view data) {
  std::vector<std::string_view> lines;
  while (!data.empty()) {
    const std::size_t end = data.find('\n');
    std::string_view line = data.substr(0, end);
    data.remove_prefix(end == std::string_view::npos ? data.size() : end + 1);
    line = line.substr(0, line.find('#'));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
      line.remove_suffix(1);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> folded_words(std::string_view expression) {
  std::vector<std::string> words;
  const std::string key = fold_key(expression);
  for (std::size_t from = 0; from < key.size();) {
    const std::size_t to = std::min(key.find(' ', from), key.size());
    words.push_back(key.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

}  // namespace

const WordLists& analysis::WordLists::builtin() {
  static const WordLists instance = [] {
    WordLists lists;
    bool in_clitics = true;
    for (const std::string_view line : lines_of(data::elisions())) {
      if (line == "[clitics]") {
        in_clitics = true;
      } else if (line == "[words]") {
        in_clitics = false;
      } else {
        std::string word = fold_case(line);
        for (std::size_t at = 0; (at = word.find("’", at)) != std::string::npos;) word.replace(at, 3, "'");
        (in_clitics ? lists.clitics : lists.apostrophes).insert(std::move(word));
      }
    }
    for (const std::string_view line : lines_of(data::stopwords())) {
      lists.stop.insert(fold_case(line));
      lists.stop_folded.insert(fold_accents(line));
    }
    for (const std::string_view line : lines_of(data::accent_pairs()))
      lists.accent_pairs.insert(std::string(line));
    for (const std::string_view line : lines_of(data::question_words())) {
      lists.scaffolding.push_back(folded_words(line));
    }
    std::stable_sort(lists.scaffolding.begin(), lists.scaffolding.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    std::string all;
    for (const auto data :
         {data::elisions(), data::stopwords(), data::accent_pairs(), data::question_words()})
      all += data;
    lists.fingerprint = analysis::hash_of(all);
    return lists;
  }();
  return instance;
}

struct Analyzer::Impl {
  std::set<std::string, std::less<>> without;
  std::shared_ptr<const Lexicon> lexicon;
  const WordLists* lists = &WordLists::builtin();
  std::string fingerprint;
  std::uint64_t serial = 0;  ///< tells this chain's cached words from another's

  [[nodiscard]] bool has(std::size_t stage) const { return !without.contains(kStages[stage].name); }

  void run_text(std::size_t stage, Text& text) const {
    if (!has(stage)) return;
    switch (stage) {
      case 0:
        return analysis::tokenize(text);
      case 1:
        return analysis::elision(text, *lists);
      case 2:
        return analysis::acronyms(text, *lexicon, *lists);
      case 7:
        return analysis::entities(text, *lexicon);
      case 8:
        return analysis::symbols(text);
      default:
        return;
    }
  }

  void run_word(std::size_t stage, Token& token) const {
    if (!has(stage)) return;
    switch (stage) {
      case 3:
        return analysis::fold_word(token);
      case 4:
        return analysis::stop_word(token, *lists);
      case 5:
        return analysis::stem_word(token);
      case 6:
        return analysis::unaccented_word(token, has(5));
      default:
        return;
    }
  }

  /// All word stages, computed once per distinct word: text and marks depend on nothing else.
  void run_words(Text& text) const {
    struct Cache {
      std::uint64_t serial = 0;
      std::unordered_map<std::string, Token> words;
    };
    thread_local Cache cache;
    if (cache.serial != serial || cache.words.size() > kCachedWords) {
      cache.words.clear();
      cache.serial = serial;
    }
    std::string key;
    for (Token& token : text.tokens) {
      key.assign(1,
                 static_cast<char>('0' + (token.keyword ? 1 : 0) + (token.acronym ? 2 : 0) +
                                   (token.clitic ? 4 : 0) + (token.spelling == Spelling::kCapitals ? 8 : 0)));
      key += token.text;
      const auto [found, fresh] = cache.words.try_emplace(key);
      Token& word = found->second;
      if (fresh) {
        word = token;
        word.reason = {};
        for (std::size_t stage = kFirstWordStage; stage < kPastWordStages; ++stage) run_word(stage, word);
      }
      token.text = word.text;
      token.surface = word.surface;
      token.folded = word.folded;
      token.spelling = word.spelling;
      token.keyword = word.keyword;
      token.stop = word.stop;
      if (!word.reason.empty()) token.reason = word.reason;
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
    std::string version = "1";
    if (!impl->has(i)) {
      version = "0";
    } else if (kStages[i].name == "fold") {
      version = std::string("icu") + U_ICU_VERSION;
    } else if (kStages[i].name == "stem") {
      version =
          std::string("snowball2-") + analysis::hash_of(analysis::snowball_stem("institutionnellement"));
    } else if (kStages[i].name == "entities" || kStages[i].name == "acronyms") {
      version = impl->lexicon->fingerprint();
    } else if (kStages[i].name == "elision" || kStages[i].name == "stop") {
      version = impl->lists->fingerprint;
    }
    if (i > 0) impl->fingerprint += ';';
    impl->fingerprint.append(kStages[i].name).append("=").append(version);
  }
  impl->serial = next_serial.fetch_add(1);
  impl_ = std::move(impl);
}

Analysis Analyzer::analyze(std::string_view utf8, TextKind kind) const {
  Text text;
  text.source = utf8;
  text.kind = kind;
  for (std::size_t stage = 0; stage < kFirstWordStage; ++stage) impl_->run_text(stage, text);
  impl_->run_words(text);
  for (std::size_t stage = kPastWordStages; stage < std::size(kStages); ++stage) impl_->run_text(stage, text);
  return {std::move(text.tokens), std::move(text.entities), std::move(text.symbols)};
}

std::vector<AnalysisStage> Analyzer::trace(std::string_view utf8, TextKind kind, Analysis* result) const {
  std::vector<AnalysisStage> stages;
  Text text;
  text.source = utf8;
  text.kind = kind;
  for (std::size_t i = 0; i < std::size(kStages); ++i) {
    if (!impl_->has(i)) continue;
    for (Token& token : text.tokens) token.reason = {};
    if (kStages[i].scope == Scope::kText) {
      impl_->run_text(i, text);
    } else {
      for (Token& token : text.tokens) impl_->run_word(i, token);
    }
    stages.push_back({std::string(kStages[i].name), text.tokens});
  }
  if (result != nullptr)
    *result = {std::move(text.tokens), std::move(text.entities), std::move(text.symbols)};
  return stages;
}

std::string Analyzer::stem(std::string_view word) const {
  return impl_->has(5) ? analysis::snowball_stem(word) : std::string(word);
}

bool Analyzer::is_other_word(std::string_view folded) const {
  return impl_->lists->accent_pairs.contains(folded);
}

std::size_t Analyzer::scaffolding(const std::vector<Token>& tokens, std::size_t at) const {
  for (const auto& expression : impl_->lists->scaffolding) {
    if (at + expression.size() > tokens.size()) continue;
    bool same = true;
    for (std::size_t i = 0; same && i < expression.size(); ++i) {
      same = fold_accents(tokens[at + i].surface) == expression[i];
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
