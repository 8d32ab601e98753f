// Reading a source in several threads. read_source() and read_jsonl() are these three steps in one loop:
//
//   SourceReader reader(source, prefix);
//   SourceDelivery delivery(sink);
//   while (auto piece = reader.next()) delivery.deliver(read_piece(std::move(*piece)));
//
// Where the second step runs in other threads, it is for the caller to deliver in the order of next(), and to
// bound what is under way: SourcePiece::weight().
#pragma once

#include <cote/document.hpp>
#include <cote/reader.hpp>
#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

namespace cote {

namespace corpus {
struct Piece;
struct Reading;
class SourceWalk;
class DeliveryState;
}  // namespace corpus

/// One piece of a source: a line of JSONL, a file, or something to say about the source. It owns what it
/// needs, so it may outlive its reader and go to any thread.
class SourcePiece {
 public:
  explicit SourcePiece(std::unique_ptr<corpus::Piece> piece);
  SourcePiece(SourcePiece&& other) noexcept;
  SourcePiece& operator=(SourcePiece&& other) noexcept;
  ~SourcePiece();

  /// Bytes of the line, or of the file on disk; 0 for what holds neither.
  [[nodiscard]] std::size_t weight() const noexcept;

 private:
  friend class PieceReading;
  std::unique_ptr<corpus::Piece> piece_;
};

/// What became of a piece: warnings, and a document, a failure or neither.
class PieceReading {
 public:
  PieceReading(PieceReading&& other) noexcept;
  PieceReading& operator=(PieceReading&& other) noexcept;
  ~PieceReading();

  /// The document, before it is delivered; null when there is none.
  [[nodiscard]] Document* document() noexcept;
  [[nodiscard]] const Document* document() const noexcept;

 private:
  friend class SourceDelivery;
  friend PieceReading read_piece(SourcePiece&& piece);
  explicit PieceReading(SourcePiece&& piece);
  std::unique_ptr<corpus::Reading> reading_;
};

/// Step 1: hands out the pieces of a source in order, at little cost. One reader is for one thread at a time;
/// several do not know of each other.
class SourceReader {
 public:
  /// A SOURCE as read_source() takes it.
  SourceReader(const std::filesystem::path& source, const std::string& prefix);
  /// JSONL as read_jsonl() takes it. `in` must outlive the reader.
  SourceReader(std::istream& in, const std::string& name, const std::string& prefix);
  SourceReader(SourceReader&& other) noexcept;
  SourceReader& operator=(SourceReader&& other) noexcept;
  ~SourceReader();

  /// The next piece; nothing at the end. Never throws for what a source holds.
  [[nodiscard]] std::optional<SourcePiece> next();

 private:
  std::unique_ptr<corpus::SourceWalk> walk_;
};

/// Step 2: reads, repairs and describes. Any number of threads may be in it at once; it keeps nothing between
/// two calls. What is wrong with the piece is in what it returns; std::bad_alloc alone comes out, of a
/// JSONL record that is too great for the machine.
[[nodiscard]] PieceReading read_piece(SourcePiece&& piece);

/// Step 3: hands what was read to a sink, in the order of SourceReader::next(), from one thread at a time. It
/// knows the ids of the source, so there is one delivery a source. What the sink throws comes out.
class SourceDelivery {
 public:
  explicit SourceDelivery(DocumentSink& sink);
  SourceDelivery(SourceDelivery&& other) noexcept;
  SourceDelivery& operator=(SourceDelivery&& other) noexcept;
  ~SourceDelivery();

  /// Calls `sink` for the warnings first, then for the document or the failure, if any.
  void deliver(PieceReading&& reading);

 private:
  std::unique_ptr<corpus::DeliveryState> state_;
};

}  // namespace cote
