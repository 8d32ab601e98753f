// The manifest: which shards an index has, and what holds for all of them. The one file that is replaced as a
// whole, so an index is always what one manifest says.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::index_format {

struct ShardEntry {
  std::string folder;  ///< in the index's folder: "s1"
  bool dense = false;  ///< without term lists: smaller, and its documents cannot be replaced one by one
};

struct Manifest {
  std::string fingerprint;  ///< of the analyzer
  bool paragraphs = false;  ///< --unit paragraph
  std::map<std::string, std::uint32_t, std::less<>> facet_slots;
  std::vector<ShardEntry> shards;
  std::uint32_t next_shard = 1;  ///< numbers are never used again, so a reader never takes one for another
};

/// Names of files in an index's folder.
inline constexpr const char* kManifestFile = "cote.manifest";
inline constexpr const char* kLockFile = "cote.lock";
/// Names of files in a shard's folder, beside Xapian's.
inline constexpr const char* kRecordsFile = "records";
inline constexpr const char* kStreamsFile = "streams";

/// The bytes of the manifest; nullopt when there is none. IndexError when it cannot be read.
[[nodiscard]] std::optional<std::string> manifest_bytes(const std::filesystem::path& index);
/// IndexError when it is damaged, of another format or of another analyzer; `name` is the index's path.
[[nodiscard]] Manifest parse_manifest(std::string_view bytes, const std::string& name,
                                      const std::string& fingerprint);
/// Durable on return, and whole whatever happens.
void write_manifest(const std::filesystem::path& index, const Manifest& manifest);

}  // namespace cote::index_format
