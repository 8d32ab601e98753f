#include "searcher/learnt.hpp"

#include <algorithm>
#include <cote/unicode.hpp>
#include <map>
#include <set>

#include "indexer/index_format.hpp"
#include "searcher/index.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

/// One document may err or use an acronym for itself; two agree.
constexpr std::uint64_t kLeastDocuments = 2;

/// Meanings of one acronym that a query looks for, and wordings of one long form: more are rare and cost
/// a pass over postings each.
constexpr std::size_t kMostMeanings = 4;
constexpr std::size_t kMostWordings = 4;

/// Tokens of the longest learnt long forms.
constexpr std::size_t kLongestForm = 24;

/// Documents of a definition term, at most `limit`: paragraphs of one document count once.
std::uint64_t documents_of(const Index& index, const std::string& term, std::uint64_t limit) {
  const Xapian::Database& database = index.database();
  if (!index.by_paragraphs()) return database.get_termfreq(term);
  std::set<std::string> ids;
  for (auto it = database.postlist_begin(term); it != database.postlist_end(term) && ids.size() < limit;
       ++it) {
    const std::string id = database.get_document(*it).get_value(format::kIdSlot);
    ids.insert(id.substr(0, id.rfind('#')));
  }
  return ids.size();
}

/// Reads how a definition was written.
void read_wordings(const Index& index, const std::string& term, Learnt& pair) {
  const Xapian::Database& database = index.database();
  const std::string key = format::written_key(term);
  for (auto it = database.synonyms_begin(key); it != database.synonyms_end(key); ++it) {
    const std::string written = *it;
    const std::size_t cut = written.find(format::kValueSeparator);
    if (cut == std::string::npos) continue;
    if (pair.acronym.empty()) pair.acronym = written.substr(0, cut);
    pair.wordings.push_back(written.substr(cut + 1));
  }
  std::stable_sort(pair.wordings.begin(), pair.wordings.end(),
                   [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  if (!pair.wordings.empty()) pair.long_form = pair.wordings.front();
}

std::vector<Learnt> meanings(const Index& index, const std::string& key) {
  const Xapian::Database& database = index.database();
  std::vector<Learnt> pairs;
  const std::string prefix = format::definition_prefix(key);
  std::uint64_t all = 0;
  for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it) {
    Learnt pair;
    pair.documents = documents_of(index, *it, database.get_doccount());
    all += pair.documents;
    if (pair.documents < kLeastDocuments) continue;
    pair.key = key;
    pair.term = *it;
    read_wordings(index, *it, pair);
    if (!pair.long_form.empty()) pairs.push_back(std::move(pair));
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Learnt& a, const Learnt& b) { return a.documents > b.documents; });
  for (Learnt& pair : pairs) pair.only = pair.documents * 2 > all;
  return pairs;
}

}  // namespace

std::vector<Learnt> learnt_meanings(const Index& index, Facts& facts, const Token& token) {
  if (token.stop || token.clitic || token.surface.size() < 2) return {};
  const std::string key = fold_key(token.surface);
  if (!facts.has_prefix(format::definition_prefix(key))) return {};
  if (!token.acronym) {
    for (const char spelling : {'n', 'a'}) {
      if (index.has_word(spelling, token.surface) &&
          facts.frequency(format::stem_term(spelling, token.text)) > 0)
        return {};
    }
  }
  std::vector<Learnt> pairs = meanings(index, key);
  if (pairs.size() > kMostMeanings) pairs.resize(kMostMeanings);
  return pairs;
}

std::optional<LearntForm> learnt_form(const Index& index, Facts& facts, const std::vector<Token>& tokens,
                                      std::size_t at) {
  const Xapian::Database& database = index.database();
  if (tokens[at].stop || tokens[at].clitic) return std::nullopt;
  std::optional<LearntForm> found;
  for (std::size_t last = at + 1; last < tokens.size() && last < at + kLongestForm; ++last) {
    if (tokens[last].stop || tokens[last].clitic) continue;
    const std::string key = format::long_form_key(tokens, at, last);
    // No term begins so: no longer form does either.
    if (!facts.has_prefix("L" + key)) break;
    const std::string prefix = format::long_form_prefix(key);
    LearntForm form{at, last, {}};
    for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it) {
      const std::string acronym = (*it).substr(prefix.size());
      const std::string term = format::definition_term(acronym, key);
      if (documents_of(index, term, kLeastDocuments) < kLeastDocuments) continue;
      for (Learnt& pair : meanings(index, acronym)) {
        if (pair.term == term) form.pairs.push_back(std::move(pair));
      }
    }
    if (!form.pairs.empty()) found = std::move(form);
  }
  return found;
}

std::vector<Expression> expressions_of(const Learnt& pair, const Analyzer& analyzer) {
  std::vector<Expression> expressions;
  for (std::size_t i = 0; i < pair.wordings.size() && i < kMostWordings; ++i) {
    const Analysis analysis = analyzer.analyze(pair.wordings[i]);
    for (Expression& expression : make_expressions(analysis, false))
      expressions.push_back(std::move(expression));
  }
  return expressions;
}

SharedPostings acronym_postings(Facts& facts, const Learnt& pair) {
  SharedPostings acronym = facts.postings({{{format::stem_term('k', pair.key)}}});
  if (pair.only) return acronym;
  return combine(Combine::kAll, {acronym, facts.postings({{{pair.term}, 0}})});
}

Understood understood_of(const Learnt& pair, const std::string& typed) {
  const bool words = typed.find(' ') != std::string::npos;
  return {typed, "learnt", pair.acronym, pair.long_form, words ? "=\"" + typed + "\"" : "=" + typed};
}

std::string interpretation_of(const Learnt& pair) {
  return pair.acronym + " = " + pair.long_form + " (appris de " + std::to_string(pair.documents) +
         " documents)";
}

std::vector<LearntAcronym> all_learnt(const Index& index) {
  const Xapian::Database& database = index.database();
  std::vector<LearntAcronym> all;
  for (auto it = database.allterms_begin("A"); it != database.allterms_end("A"); ++it) {
    Learnt pair;
    read_wordings(index, *it, pair);
    if (pair.wordings.empty()) continue;
    all.push_back({pair.acronym, pair.long_form, documents_of(index, *it, database.get_doccount())});
  }
  std::stable_sort(all.begin(), all.end(), [](const LearntAcronym& a, const LearntAcronym& b) {
    return a.documents != b.documents ? a.documents > b.documents : a.acronym < b.acronym;
  });
  return all;
}

}  // namespace cote::search
