// An index open for reading: its shards as one Xapian database, and what Xapian does not hold.
#pragma once

#include <xapian.h>

#include <cote/analyzer.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index_format.hpp"

namespace cote::search {

/// Not for several threads at once.
class Index {
 public:
  /// IndexError when `path` is no index, or one of another format or analyzer.
  Index(const std::filesystem::path& path, const Analyzer& analyzer);
  Index(Index&&) noexcept = default;
  Index& operator=(Index&&) noexcept = default;

  /// Goes to the newest commit.
  void reopen();

  /// All shards. Document d of it is document (d - 1) / n + 1 of shard (d - 1) % n, of n.
  [[nodiscard]] const Xapian::Database& database() const noexcept { return all_; }
  [[nodiscard]] const index_format::Manifest& manifest() const noexcept { return manifest_; }
  [[nodiscard]] bool by_paragraphs() const noexcept { return manifest_.paragraphs; }
  /// Of all files.
  [[nodiscard]] std::uint64_t bytes() const;

  struct StreamPlace {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
  };
  struct Shard {
    Xapian::Database database;
    std::string uuid;  ///< by which a posting source knows which shard it reads
    index_format::MappedFile streams;
    index_format::BlockReader records;
    std::vector<StreamPlace> places{};  ///< by docid, once many were asked for; empty before
  };
  [[nodiscard]] std::vector<Shard>& shards() const noexcept { return shards_; }

  [[nodiscard]] index_format::Record record(Xapian::docid docid) const;
  /// Its id alone.
  [[nodiscard]] std::string id(Xapian::docid docid) const;

  /// The spelling of a word (n, a, c) stands somewhere.
  [[nodiscard]] bool has_word(char spelling, std::string_view word) const;
  /// Surface terms of the words that begin with `beginning`, a surface term; of more than `limit` the first.
  [[nodiscard]] std::vector<std::string> words_beginning(std::string_view beginning, std::size_t limit) const;

 private:
  void open(const std::string& bytes);
  [[nodiscard]] std::string_view record_bytes(Xapian::docid docid) const;

  std::filesystem::path path_;
  std::string fingerprint_;
  std::optional<std::string> manifest_bytes_;  ///< of what is open
  index_format::Manifest manifest_;
  Xapian::Database all_;
  mutable std::vector<Shard> shards_;  ///< reading maps files and opens blocks
};

/// The words that a surface term means in one shard: those of spelling n, a or c with just that form, or for
/// spelling f all accented ones of that unaccented form. Likewise the solid forms of a solid term.
[[nodiscard]] std::vector<index_format::Word> words_of(const Xapian::Database& shard, std::string_view term);

/// `terms` with those of spelling f replaced by the accented ones that they stand for.
[[nodiscard]] std::vector<std::string> real_terms(const Xapian::Database& database,
                                                  const std::vector<std::string>& terms);

}  // namespace cote::search
