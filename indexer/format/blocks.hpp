// The stored records of a shard: several to a block, each block a Zstandard frame (RFC 8878) with its
// checksum. Laws and reports repeat each other, so a block shrinks to a quarter where single records would to
// a third.
//
//   file:  frame of the dictionary, empty without one · frame of a block*
//   frame: its length, 4 bytes, low first · Zstandard frame
//   block: (length of the record · record)*
//
// The dictionary is text of the same collection that every block may refer to, as if it stood before it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/format/files.hpp"

namespace cote::index_format {

/// Where a record is.
struct RecordPlace {
  std::uint64_t block = 0;  ///< offset of the block in the file
  std::uint32_t index = 0;  ///< of the record in its block
};

/// How hard to compress: small and quick while documents come in, dense when an index is compacted.
struct BlockOptions {
  std::size_t bytes = 64 * 1024;  ///< a block is closed at so many; a hit decompresses one, in about 60 µs
  int level = 3;                  ///< of Zstandard: 300 MB/s on one core; 12 is a seventh smaller at 10 MB/s
  std::string dictionary{};       ///< records like those that come; only for a new file
};

class BlockWriter {
 public:
  explicit BlockWriter(const std::filesystem::path& path, BlockOptions options = {});
  ~BlockWriter();
  BlockWriter(BlockWriter&&) noexcept;
  BlockWriter& operator=(BlockWriter&&) = delete;

  RecordPlace put(std::string_view record);
  /// On return all records are on the disk.
  void sync();

 private:
  struct State;
  std::unique_ptr<State> state_;
  void close_block();
};

/// Not for several threads at once.
class BlockReader {
 public:
  explicit BlockReader(std::filesystem::path path);
  ~BlockReader();
  BlockReader(BlockReader&&) noexcept;
  BlockReader& operator=(BlockReader&&) = delete;

  /// Valid until the next call. IndexError when there is no such record or its block is damaged.
  [[nodiscard]] std::string_view record(RecordPlace place);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cote::index_format
