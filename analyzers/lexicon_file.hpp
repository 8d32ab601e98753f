// One file of the lexicon, from text to rows. The format is docs/lexicon.md.
#pragma once

#include <cote/lexicon.hpp>
#include <string>
#include <vector>

namespace cote::analysis {

/// A place in a file, for messages: "bodies.tsv:12:30". Columns are counted in characters, from 1.
struct LexiconPlace {
  std::uint32_t source = 0;  ///< index of the file among those that are read
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// A row and where its parts stand.
struct LexiconRow {
  Entity entity;
  std::vector<std::string> keys;  ///< fold_key() of canonical, acronyms and forms, in this order
  bool remove = false;
  LexiconPlace place;
  std::uint32_t parents_column = 0;
};

struct LexiconRows {
  std::vector<LexiconRow> rows;
  std::vector<std::string> warnings;
};

/// Reads one file. CorpusError naming file, line and column for whatever can be seen without the others.
[[nodiscard]] LexiconRows read_lexicon_file(const LexiconSource& source, std::uint32_t number);

/// The files that are compiled in.
[[nodiscard]] std::vector<LexiconSource> builtin_lexicon();

/// "bodies.tsv:12:30".
[[nodiscard]] std::string to_text(const LexiconPlace& place, const std::vector<LexiconSource>& sources);

}  // namespace cote::analysis
