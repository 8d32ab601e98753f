#include "indexer/learning.hpp"

#include <cote/definition.hpp>
#include <cote/unicode.hpp>

#include "indexer/index_format.hpp"

namespace cote::indexing {

namespace format = index_format;

void Learning::read(std::string_view text) {
  for (const Definition& definition : find_definitions(text, &analyzer_->lexicon())) {
    const std::string acronym = fold_key(definition.acronym);
    long_forms_[acronym].insert(definition.long_form);
    const Analysis analysis = analyzer_->analyze(definition.long_form);
    if (analysis.tokens.empty()) continue;
    const std::string key = format::long_form_key(analysis.tokens, 0, analysis.tokens.size() - 1);
    const std::string term = format::definition_term(acronym, key);
    if (term.empty()) continue;
    written_.emplace(term, format::clean_value(definition.acronym) + format::kValueSeparator +
                               format::clean_value(definition.long_form));
    mirrored_.emplace(term, format::long_form_term(key, acronym));
  }
}

void Learning::write(TermCounts& terms, Xapian::WritableDatabase& database) const {
  for (const auto& [term, written] : written_) {
    terms.add(term, 0);
    terms.add(mirrored_.at(term), 0);
    database.add_synonym(format::written_key(term), written);
  }
}

const std::set<std::string>* Learning::long_forms(std::string_view acronym) const {
  const auto found = long_forms_.find(acronym);
  return found == long_forms_.end() ? nullptr : &found->second;
}

}  // namespace cote::indexing
