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

using analysis::Draft;
using analysis::Piece;
using analysis::PieceVariant;
using analysis::Text;
using analysis::Vocabulary;
using analysis::Word;
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

/// The words that decide how a piece is cached: what the stages of the text have said of it.
std::uint8_t marks_of(const analysis::Piece& piece) {
  return static_cast<std::uint8_t>(
      (piece.keyword ? 1U : 0U) | (piece.acronym ? 2U : 0U) | (piece.clitic ? 4U : 0U) |
      (piece.spelling == Spelling::kCapitals ? 8U : 0U) | (piece.foreign ? 16U : 0U) |
      (piece.stop ? 32U : 0U) | (piece.surface.empty() ? 0U : 64U));
}

Draft draft_of(const analysis::Piece& piece) {
  Draft draft;
  draft.text = piece.text();
  draft.surface = piece.surface;
  draft.spelling = piece.spelling;
  draft.keyword = piece.keyword;
  draft.acronym = piece.acronym;
  draft.stop = piece.stop;
  draft.clitic = piece.clitic;
  draft.foreign = piece.foreign;
  return draft;
}

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
        return analysis::acronyms(text, *lexicon);
      case stage_index("abbreviations"):
        return analysis::abbreviations(text);
      case stage_index("numbers"):
        return analysis::numbers(text);
      case stage_index("compounds"):
        return analysis::compounds(text);
      case stage_index("entities"):
        return analysis::entities(text, *lexicon);
      case stage_index("references"):
        return analysis::references(text);
      default:
        return;
    }
  }

  void run_word(std::size_t stage, Draft& draft) const {
    if (!has(stage)) return;
    switch (stage) {
      case stage_index("fold"):
        return analysis::fold_word(draft);
      case stage_index("stop"):
        return analysis::stop_word(draft, *lists);
      case stage_index("spelling"):
        return analysis::spelling_word(draft, *lists);
      case stage_index("inflection"):
        return analysis::inflection_word(draft, *inflection);
      case stage_index("stem"):
        return analysis::stem_word(draft);
      case stage_index("accents"):
        return analysis::unaccented_word(draft, forms());
      default:
        return;
    }
  }

  [[nodiscard]] Vocabulary::Lists vocabulary_lists() const { return {lists, foreign, lexicon.get()}; }

  /// The vocabulary of this thread: a new one when the last is full, or was another chain's.
  [[nodiscard]] const std::shared_ptr<Vocabulary>& vocabulary() const {
    struct Kept {
      std::uint64_t serial = 0;
      std::shared_ptr<Vocabulary> words;
    };
    thread_local Kept kept;
    if (kept.serial != serial || kept.words->full()) {
      kept.words = std::make_shared<Vocabulary>(vocabulary_lists());
      kept.serial = serial;
    }
    return kept.words;
  }

  /// What the word stages have made of a piece, as the names of the lexicon see it.
  void name(Word& word) const {
    const Token& made = word.token;
    const bool inflected =
        has(stage_index("spelling")) && has(stage_index("inflection")) && has(stage_index("accents"));
    // Names are compared by the base forms of unaccented words, which these stages have just made.
    const bool known = inflected && !made.keyword && !made.stop && !made.foreign;
    const std::string base(made.spelling == Spelling::kAccented ? made.folded : made.text);
    const analysis::Names& names = lexicon->names();
    const auto begins = [](const analysis::NameTrie& trie, std::uint32_t first) {
      return trie.next(analysis::NameTrie::kRoot, first) != analysis::NameTrie::kNothing;
    };
    word.name = names.word(made.surface, known ? &base : nullptr);
    word.begins_name =
        made.acronym || begins(names.exact(), word.name.exact) || begins(names.loose(), word.name.base);
  }

  /// What all word stages make of a piece, computed once per distinct word: its text and marks decide.
  const Word& word_of(Text& text, const Piece& piece) const {
    const std::uint8_t marks = marks_of(piece);
    for (const Word* word = piece.written->words; word != nullptr; word = word->next) {
      if (word->marks == marks && (piece.surface.empty() || word->token.surface == piece.surface))
        return *word;
    }
    Draft draft = draft_of(piece);
    for (std::size_t stage = kFirstWordStage; stage < kPastWordStages; ++stage) run_word(stage, draft);
    Word* const made = text.vocabulary->add(*piece.written, draft);
    made->marks = marks;
    name(*made);
    return *made;
  }

  static void place(Token& token, const Piece& piece, std::size_t position) {
    token.begin = piece.begin;
    token.end = piece.end;
    token.position = static_cast<std::uint32_t>(position);
    if (token.reason.empty()) token.reason = piece.reason;
  }

  void run_words(Text& text) const {
    text.tokens.reserve(text.pieces.size());
    for (std::size_t i = 0; i < text.pieces.size(); ++i) {
      const Piece& piece = text.pieces[i];
      const Word& word = word_of(text, piece);
      text.words.push_back(&word);
      if (word.begins_name) text.name_starts.push_back(static_cast<std::uint32_t>(i));
      text.tokens.push_back(word.token);
      place(text.tokens.back(), piece, i);
    }
    if (text.piece_variants.empty()) return;
    text.variants.reserve(text.piece_variants.size());
    for (const PieceVariant& variant : text.piece_variants) {
      Variant& made = text.variants.emplace_back(Variant{word_of(text, variant.piece).token, variant.first,
                                                         variant.last, variant.strict, variant.exact});
      place(made.token, variant.piece, variant.first);
    }
  }

  /// A document in another language: all of it is foreign, whatever it looks like.
  void run_neutral(Text& text) const {
    if (text.kind != TextKind::kForeign || !has(stage_index("foreign"))) return;
    for (Piece& piece : text.pieces) {
      if (!piece.clitic) piece.foreign = true;
    }
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
  Analysis result;
  const std::shared_ptr<Vocabulary>& vocabulary = impl_->vocabulary();
  result.words = vocabulary;
  thread_local Text text;  // for its memory
  text.begin(utf8, kind, *vocabulary);
  for (std::size_t stage = 0; stage < kFirstWordStage; ++stage) {
    impl_->run_text(stage, text);
    if (stage == stage_index("foreign")) impl_->run_neutral(text);
  }
  impl_->run_words(text);
  for (std::size_t stage = kPastWordStages; stage < std::size(kStages); ++stage) impl_->run_text(stage, text);
  text.finish(result);
  return result;
}

/// The chain stage by stage, on a vocabulary of its own: what is half made must not be kept.
class Analyzer::Trace {
 public:
  Trace(const Impl& impl, std::string_view utf8, TextKind kind)
      : impl_(impl), vocabulary_(std::make_shared<Vocabulary>(impl.vocabulary_lists())) {
    text_.begin(utf8, kind, *vocabulary_);
  }

  std::vector<AnalysisStage> run() {
    for (std::size_t i = 0; i < std::size(kStages); ++i) {
      if (!impl_.has(i)) continue;
      forget_reasons();
      if (i < kFirstWordStage) {
        impl_.run_text(i, text_);
        if (i == stage_index("foreign")) impl_.run_neutral(text_);
        make_tokens();
      } else if (i < kPastWordStages) {
        word_stage(i);
        make_tokens();
      } else {
        if (text_.words.empty()) make_words();
        impl_.run_text(i, text_);
      }
      show(kStages[i].name);
    }
    return std::move(stages_);
  }

  void finish(Analysis& result) {
    result.words = vocabulary_;
    text_.finish(result);
  }

 private:
  void forget_reasons() {
    for (Piece& piece : text_.pieces) piece.reason = {};
    for (PieceVariant& variant : text_.piece_variants) variant.piece.reason = {};
    for (Draft& draft : drafts_) draft.reason = {};
    for (Token& token : text_.tokens) token.reason = {};
    for (Variant& variant : text_.variants) variant.token.reason = {};
  }

  void word_stage(std::size_t stage) {
    if (drafts_.empty()) {
      for (const Piece& piece : text_.pieces) drafts_.push_back(draft_of(piece));
      for (const PieceVariant& variant : text_.piece_variants) drafts_.push_back(draft_of(variant.piece));
    }
    for (Draft& draft : drafts_) impl_.run_word(stage, draft);
  }

  /// The tokens as the stages so far leave them.
  void make_tokens() {
    text_.tokens.clear();
    text_.variants.clear();
    const auto made = [&](const Piece& piece, std::size_t draft, std::size_t position) {
      Token token =
          vocabulary_->token_of(*piece.written, draft < drafts_.size() ? drafts_[draft] : draft_of(piece));
      Impl::place(token, piece, position);
      return token;
    };
    for (std::size_t i = 0; i < text_.pieces.size(); ++i) text_.tokens.push_back(made(text_.pieces[i], i, i));
    for (std::size_t i = 0; i < text_.piece_variants.size(); ++i) {
      const PieceVariant& variant = text_.piece_variants[i];
      text_.variants.push_back({made(variant.piece, text_.pieces.size() + i, variant.first), variant.first,
                                variant.last, variant.strict, variant.exact});
    }
  }

  void make_words() {
    for (const Token& token : text_.tokens) {
      Word word;
      word.token = token;
      impl_.name(word);
      if (word.begins_name) text_.name_starts.push_back(static_cast<std::uint32_t>(text_.words.size()));
      text_.words.push_back(vocabulary_->arena().make(word));
    }
  }

  /// The tokens after a stage, each variant after the token at which it begins.
  void show(std::string_view name) {
    AnalysisStage stage{std::string(name), {}, vocabulary_};
    stage.tokens.reserve(text_.tokens.size() + text_.variants.size());
    auto variant = text_.variants.begin();
    for (std::size_t i = 0; i < text_.tokens.size(); ++i) {
      stage.tokens.push_back(text_.tokens[i]);
      for (; variant != text_.variants.end() && variant->first == i; ++variant)
        stage.tokens.push_back(variant->token);
    }
    stages_.push_back(std::move(stage));
  }

  const Impl& impl_;
  std::shared_ptr<Vocabulary> vocabulary_;
  Text text_;
  std::vector<Draft> drafts_;  ///< of the pieces, then of the variants, from the first word stage on
  std::vector<AnalysisStage> stages_;
};

std::vector<AnalysisStage> Analyzer::trace(std::string_view utf8, TextKind kind, Analysis* result) const {
  Trace trace(*impl_, utf8, kind);
  std::vector<AnalysisStage> stages = trace.run();
  if (result != nullptr) trace.finish(*result);
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
