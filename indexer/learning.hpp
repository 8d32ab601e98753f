// What a document's definitions of acronyms leave in the index.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "indexer/term_counts.hpp"

namespace cote::indexing {

/// The definitions of one document.
class Learning {
 public:
  explicit Learning(const Analyzer& analyzer) : analyzer_(&analyzer) {}

  void read(std::string_view text);

  /// Terms of the definitions read, which count documents by themselves and go with them, and their wording.
  void write(TermCounts& terms, Xapian::WritableDatabase& database) const;

  /// Long forms of an acronym that the document defines; `acronym` folded.
  [[nodiscard]] const std::set<std::string>* long_forms(std::string_view acronym) const;

 private:
  const Analyzer* analyzer_;
  std::map<std::string, std::string> written_;   ///< definition term -> as written
  std::map<std::string, std::string> mirrored_;  ///< definition term -> long form term
  std::map<std::string, std::set<std::string>, std::less<>> long_forms_;  ///< folded acronym -> long forms
};

}  // namespace cote::indexing
