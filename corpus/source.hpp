// What one SOURCE shares between its files: the ids that it has given so far.
#pragma once

#include <cote/reader.hpp>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace cote::corpus {

/// The ids of one source with the place of each, to tell when one comes again.
class SeenIds {
 public:
  /// Notes `id` at that line of file `name` (0: the file itself). Returns the place where it stood before, if
  /// any.
  std::optional<std::string> add(const std::string& id, const std::string& name, std::uint64_t line);

 private:
  struct Place {
    std::uint32_t file = 0;
    std::uint64_t line = 0;
  };
  std::unordered_map<std::string, Place> places_;
  std::vector<std::string> files_;
};

/// Reads JSONL records to the sink; `path` becomes their path. A broken record fails alone. Returns how many
/// records were met, broken ones included.
std::size_t read_jsonl_records(std::istream& in, const std::string& name, const std::string& prefix,
                               const std::string& path, SeenIds& seen, DocumentSink& sink);

/// "prefix/id", or the id when there is no prefix.
[[nodiscard]] std::string with_prefix(const std::string& prefix, const std::string& id);

}  // namespace cote::corpus
