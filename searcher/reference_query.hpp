// What a reference asks of the index: who bears it, what revises or completes it, who cites it.
#pragma once

#include <xapian.h>

#include <cote/document.hpp>
#include <cote/reference.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/facts.hpp"

namespace cote::search {

/// What a person means who typed `typed` as a reference and nothing else: all readings of an undecided one,
/// both halves of a double symbol; what is no reference is taken for the symbol of an unknown family.
[[nodiscard]] std::vector<Reference> readings_of(std::string_view typed);

struct ReferenceQuery {
  SharedPostings bearers;          ///< the document, its revisions before it, its additions below it
  SharedPostings citing;           ///< the documents that cite it, or what is below it
  std::vector<std::string> terms;  ///< what is marked in a text
};

/// `keys`: canonical keys, any of which will do.
[[nodiscard]] ReferenceQuery reference_query(const Index& index, Facts& facts,
                                             const std::vector<std::string>& keys);

/// The same for all references that begin with `prefix`: "S/PRST/2015/". Of very many the first.
[[nodiscard]] ReferenceQuery reference_prefix_query(const Index& index, Facts& facts,
                                                    const std::string& prefix);

/// For a hit: "replaced_by" when the index has a later revision of one of its symbols, "replaces" when it has
/// what this one revises.
void note_revisions(const Xapian::Database& database, const std::vector<std::string>& symbols,
                    Metadata& metadata);

/// The form in which people write the reference with that key, "" when it is the key.
[[nodiscard]] std::string display_of(std::string_view key);

}  // namespace cote::search
