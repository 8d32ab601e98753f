// Start here to turn text into terms: french_analyzer().analyze(text).
//
// One chain serves documents and queries. Its stages stand, in order and with their reasons, in
// analyzers/french.cpp.
#pragma once

#include <cote/lexicon.hpp>
#include <cote/token.hpp>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cote {

enum class TextKind : std::uint8_t {
  kDocument,  ///< French text, with its capitals; stretches of other languages in it are found by themselves
  kQuery,     ///< typed in any case, so entities are recognised without capitals too
  kForeign,   ///< a document in another language: the same chain, but no word is inflected as French
};

struct AnalyzerOptions {
  std::set<std::string, std::less<>> without;  ///< names of stages to leave out, for ablation
  std::shared_ptr<const Lexicon> lexicon;      ///< null: the one compiled in
};

/// The tokens as they are after one stage.
struct AnalysisStage {
  std::string name;
  std::vector<Token> tokens;
  std::shared_ptr<const analysis::Vocabulary> words;  ///< owns what the tokens' views show
};

/// Immutable, cheap to copy, safe to share between threads.
class Analyzer {
 public:
  /// UsageError when a stage of `options.without` does not exist; the text lists those that do.
  explicit Analyzer(const AnalyzerOptions& options);

  /// Ill-formed bytes separate words. Linear in the text. Never throws but std::bad_alloc.
  [[nodiscard]] Analysis analyze(std::string_view utf8, TextKind kind = TextKind::kDocument) const;

  /// The same, stage by stage: what `cote analyze` shows. `result`, if given, receives what analyze()
  /// returns.
  [[nodiscard]] std::vector<AnalysisStage> trace(std::string_view utf8, TextKind kind = TextKind::kDocument,
                                                 Analysis* result = nullptr) const;

  /// The base form of a folded word as the chain makes it: of "sécurité" and "securite" these differ.
  [[nodiscard]] std::string base_form(std::string_view word) const;

  /// Its root: what the stem stage makes of a base form; empty when that stage is left out.
  [[nodiscard]] std::string root(std::string_view base_form) const;

  /// True when the unaccented spelling `folded` is itself another French word than the accented ones: "sur",
  /// "traite".
  [[nodiscard]] bool is_other_word(std::string_view folded) const;

  /// True for expressions of question scaffolding such as "est-ce que": number of tokens from `at` that
  /// belong to one.
  [[nodiscard]] std::size_t scaffolding(const std::vector<Token>& tokens, std::size_t at) const;

  /// Stages with the versions and hashes of what they use: "elision=1a2b;…". Stored in the index and checked
  /// there.
  [[nodiscard]] const std::string& fingerprint() const noexcept;

  /// Eight hexadecimal digits over fingerprint(): names the chain in a run's tag.
  [[nodiscard]] std::string short_fingerprint() const;

  [[nodiscard]] const Lexicon& lexicon() const noexcept;

  /// Names of all stages, in order.
  [[nodiscard]] static const std::vector<std::string>& stage_names();

 private:
  struct Impl;
  class Trace;
  std::shared_ptr<const Impl> impl_;
};

/// The chain for French institutional text.
[[nodiscard]] Analyzer french_analyzer(const AnalyzerOptions& options = {});

}  // namespace cote
