// What queries ask of one commit again and again, kept in memory: frequencies, the synonym table, lengths of
// documents, and the scored postings of words. Filled as asked; a new commit begins with none.
#pragma once

#include <xapian.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "searcher/postings.hpp"

namespace cote::search {

class Index;

/// Terms that weigh as one, by BM25.
struct WordClass {
  std::vector<std::string> terms;  ///< real ones
  double share = 1;                ///< of the weight that such a term has
  bool finds = true;               ///< false: documents with nothing else of the word are only ranked
};

/// A word of a query is a few classes that share terms: the word itself, its relatives, the form as typed.
inline constexpr std::size_t kMostClasses = 4;

class Facts {
 public:
  explicit Facts(const Index& index);

  /// The commit that they are of, to be compared with a later one's.
  [[nodiscard]] static std::string commit_of(const Index& index);
  [[nodiscard]] const std::string& commit() const noexcept { return commit_; }
  [[nodiscard]] double documents() const noexcept { return documents_; }

  /// Documents that have the term, in all shards.
  [[nodiscard]] Xapian::doccount frequency(const std::string& term);
  /// Of documents with any of the terms, by what would be if they came independently: exact unions would cost
  /// more than the search, and this depends on nothing but the frequencies.
  [[nodiscard]] double frequency(const std::vector<std::string>& terms);
  /// Does any term begin so?
  [[nodiscard]] bool has_prefix(const std::string& prefix);
  /// The synonym table under `key`.
  [[nodiscard]] const std::vector<std::string>& synonyms(const std::string& key);
  /// real_terms() with the table as kept here.
  [[nodiscard]] std::vector<std::string> real_terms(const std::vector<std::string>& terms);

  /// The id of a document of the index, as it stands in its slot: control characters are spaces.
  [[nodiscard]] const std::string& id(Xapian::docid docid);

  /// What the classes together weigh in each document; at most kMostClasses.
  [[nodiscard]] SharedPostings postings(const std::vector<WordClass>& classes);

  /// A facet of one shard as numbers. Null when there are too many documents to keep it.
  struct Column {
    std::vector<std::uint32_t> of;    ///< by docid: which of `joined`
    std::vector<std::string> joined;  ///< the values of a slot as they stand; the first is none
  };
  [[nodiscard]] const Column* column(std::size_t shard, Xapian::valueno slot);

 private:
  struct FreeMemory {
    void operator()(float* memory) const noexcept { std::free(memory); }
  };
  struct Kept {
    std::string key;
    SharedPostings postings;
    std::size_t bytes = 0;
  };
  struct Hit;

  [[nodiscard]] const std::vector<Xapian::doccount>& by_shard(const std::string& term);
  [[nodiscard]] SharedPostings read(const std::vector<WordClass>& classes);
  [[nodiscard]] std::vector<Hit> hits(std::size_t shard, const std::vector<WordClass>& classes);
  /// The part of BM25's denominator that a document's length gives.
  [[nodiscard]] double length_part(std::size_t shard, Xapian::docid docid);
  /// Of all documents of the shard.
  void read_lengths(std::size_t shard);

  const Index* index_;
  std::string commit_;
  double documents_ = 0;
  double average_length_ = 1;
  std::unordered_map<std::string, std::vector<Xapian::doccount>> frequencies_;
  std::unordered_map<std::string, std::vector<std::string>> synonyms_;
  std::unordered_map<std::string, bool> prefixes_;
  /// By shard and docid, 0 where not asked yet. Zeroed by the system, page by page as touched.
  std::vector<std::unique_ptr<float[], FreeMemory>> length_parts_;
  std::vector<bool> lengths_read_;  ///< by shard: all are
  std::unordered_map<Xapian::docid, std::string> ids_;
  std::list<Kept> kept_;                                                    ///< last used first
  std::unordered_map<std::string_view, std::list<Kept>::iterator> by_key_;  ///< keys are those of kept_
  std::size_t kept_bytes_ = 0;
  std::map<std::pair<std::size_t, Xapian::valueno>, Column> columns_;
  std::size_t column_bytes_ = 0;
};

}  // namespace cote::search
