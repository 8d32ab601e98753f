// The tables for programs into which none could be compiled: compile_data, which makes them, and a library
// that is built for a machine whose programs cannot run here. Made of the files when they are first asked
// for.
#include "analyzers/data.hpp"
#include "analyzers/inflection.hpp"
#include "analyzers/lexicon_file.hpp"
#include "analyzers/lexicon_tables.hpp"

namespace cote::data {
namespace {

std::string_view text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::string_view inflection_tables() {
  static const std::vector<std::byte> tables = analysis::build_inflection();
  return text_of(tables);
}

std::string_view lexicon_tables() {
  static const analysis::BuiltLexicon built =
      analysis::build_lexicon(analysis::builtin_lexicon(), acronym_words());
  return text_of(built.bytes);
}

}  // namespace cote::data
