#include "indexer/format/blocks.hpp"

#include <zstd.h>

#include <cote/error.hpp>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/format/bytes.hpp"

namespace cote::index_format {
namespace {

constexpr std::size_t kLengthBytes = 4;

struct FreeCompressor {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

[[noreturn]] void fail() {
  throw IndexError("texte abîmé dans l'index ; reconstruisez-le avec « cote index »");
}

/// The frame at `at`, without its length.
std::string_view frame_at(MappedFile& file, std::uint64_t at) {
  const std::string_view length = file.bytes(at, kLengthBytes);
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    size |= static_cast<std::uint64_t>(static_cast<unsigned char>(length[i])) << (8 * i);
  return file.bytes(at + kLengthBytes, size);
}

void decompress(ZSTD_DCtx* context, std::string_view frame, std::string& out) {
  const unsigned long long content = ZSTD_getFrameContentSize(frame.data(), frame.size());
  // Blocks are as large as the largest document; a size beyond memory is a damaged one.
  if (content == ZSTD_CONTENTSIZE_UNKNOWN || content == ZSTD_CONTENTSIZE_ERROR || content > (1ULL << 33))
    fail();
  out.resize(content);
  const std::size_t got = ZSTD_decompressDCtx(context, out.data(), out.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) != 0 || got != content) fail();
}

}  // namespace

struct BlockWriter::State {
  AppendFile file;
  BlockOptions options;
  std::unique_ptr<ZSTD_CCtx, FreeCompressor> context{ZSTD_createCCtx()};
  std::string block{};
  std::uint32_t records = 0;
  std::string frame{};

  void write(std::string_view bytes) {
    frame.resize(kLengthBytes + ZSTD_compressBound(bytes.size()));
    const std::size_t size = ZSTD_compress2(context.get(), frame.data() + kLengthBytes,
                                            frame.size() - kLengthBytes, bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0) throw IndexError(std::string("zstd : ") + ZSTD_getErrorName(size));
    if (size > std::numeric_limits<std::uint32_t>::max())
      throw IndexError("document trop grand pour l'index (plus de 4 Go) ; partagez-le en plusieurs");
    frame.resize(kLengthBytes + size);
    for (std::size_t i = 0; i < kLengthBytes; ++i) frame[i] = static_cast<char>(size >> (8 * i));
    file.append(frame);
  }
};

BlockWriter::BlockWriter(const std::filesystem::path& path, BlockOptions options)
    : state_(new State{AppendFile(path), std::move(options)}) {
  State& state = *state_;
  if (!state.context) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(state.context.get(), ZSTD_c_compressionLevel, state.options.level);
  ZSTD_CCtx_setParameter(state.context.get(), ZSTD_c_checksumFlag, 1);
  std::string dictionary;
  if (state.file.size() == 0) {
    dictionary = state.options.dictionary;
    state.write(dictionary);
    state.file.sync();  // a crash must not leave a part of it, which no later writer could read
  } else {
    MappedFile file(path);
    const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context{ZSTD_createDCtx()};
    if (!context) throw std::bad_alloc();
    decompress(context.get(), frame_at(file, 0), dictionary);
  }
  if (!dictionary.empty())
    ZSTD_CCtx_loadDictionary(state.context.get(), dictionary.data(), dictionary.size());
}
BlockWriter::~BlockWriter() = default;
BlockWriter::BlockWriter(BlockWriter&&) noexcept = default;

RecordPlace BlockWriter::put(std::string_view record) {
  State& state = *state_;
  if (!state.block.empty() && state.block.size() + record.size() > state.options.bytes) close_block();
  const RecordPlace place{state.file.size(), state.records};
  put_string(state.block, record);
  ++state.records;
  return place;
}

void BlockWriter::close_block() {
  State& state = *state_;
  if (state.records == 0) return;
  state.write(state.block);
  state.block.clear();
  state.records = 0;
}

void BlockWriter::sync() {
  close_block();
  state_->file.sync();
}

struct BlockReader::State {
  MappedFile file;
  std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context{ZSTD_createDCtx()};
  bool ready = false;                 ///< the dictionary is loaded
  std::optional<std::uint64_t> at{};  ///< the block that is open
  std::string block{};
  std::vector<std::string_view> records{};
};

BlockReader::BlockReader(std::filesystem::path path) : state_(new State{MappedFile(std::move(path))}) {
  if (!state_->context) throw std::bad_alloc();
}
BlockReader::~BlockReader() = default;
BlockReader::BlockReader(BlockReader&&) noexcept = default;

std::string_view BlockReader::record(RecordPlace place) {
  State& state = *state_;
  if (!state.ready) {
    std::string dictionary;
    decompress(state.context.get(), frame_at(state.file, 0), dictionary);
    if (!dictionary.empty())
      ZSTD_DCtx_loadDictionary(state.context.get(), dictionary.data(), dictionary.size());
    state.ready = true;
  }
  if (state.at != place.block) {
    state.at.reset();
    decompress(state.context.get(), frame_at(state.file, place.block), state.block);
    state.records.clear();
    ByteReader reader(state.block);
    while (!reader.at_end()) state.records.push_back(reader.string());
    state.at = place.block;
  }
  if (place.index >= state.records.size()) fail();
  return state.records[place.index];
}

}  // namespace cote::index_format
