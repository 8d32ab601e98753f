// A source as pieces in order, and what was read from them in the same order to the sink.
#include <algorithm>
#include <cerrno>
#include <cote/error.hpp>
#include <cote/source_reader.hpp>
#include <fstream>
#include <functional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "corpus/source.hpp"

namespace cote::corpus {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<Piece> notice(Event::Kind kind, std::string what) {
  auto piece = std::make_unique<Piece>();
  Reading reading;
  reading.events.push_back({kind, std::move(what)});
  piece->what = std::move(reading);
  return piece;
}

/// The ids of one source with the place of each, to tell when one comes again.
class SeenIds {
 public:
  /// Notes `id` at that line of file `name` (0: the file itself). Returns the place where it stood before, if
  /// any.
  std::optional<std::string> add(const std::string& id, const std::string& name, std::uint64_t line) {
    if (files_.empty() || files_.back() != name) files_.push_back(name);
    const Place place{hash_of(id), static_cast<std::uint32_t>(files_.size() - 1),
                      static_cast<std::uint32_t>(std::min<std::uint64_t>(line, 0xFFFFFFFF))};
    if ((size_ + 1) * 4 > places_.size() * 3) grow();
    Place& known = places_[slot_of(place.hash)];
    const Place before = std::exchange(known, place);
    if (before.hash == 0) {
      ++size_;
      return std::nullopt;
    }
    const std::string& file = files_[before.file];
    if (before.line == 0) return file;
    return file == name ? "la ligne " + std::to_string(before.line)
                        : file + ":" + std::to_string(before.line);
  }

 private:
  /// Ids by a 64-bit hash, in 16 bytes each: a source may hold tens of millions. Of ten million ids, some two
  /// have one hash with a probability of 1 in 370,000; a warning is then wrong, and nothing else.
  struct Place {
    std::uint64_t hash = 0;  ///< 0: free
    std::uint32_t file = 0;
    std::uint32_t line = 0;
  };

  static std::uint64_t hash_of(std::string_view id) {
    const std::uint64_t hash = std::hash<std::string_view>{}(id);
    return hash == 0 ? 1 : hash;
  }

  /// Where a hash stands, or would.
  [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const {
    std::size_t at = hash & (places_.size() - 1);
    while (places_[at].hash != 0 && places_[at].hash != hash) at = (at + 1) & (places_.size() - 1);
    return at;
  }

  void grow() {
    std::vector<Place> old(places_.empty() ? 256 : places_.size() * 2);
    old.swap(places_);
    for (const Place& place : old) {
      if (place.hash != 0) places_[slot_of(place.hash)] = place;
    }
  }

  std::vector<Place> places_;
  std::size_t size_ = 0;
  std::vector<std::string> files_;
};

}  // namespace

/// Walks one source. Folders are read when their turn comes, one level of names each.
class SourceWalk {
 public:
  SourceWalk(fs::path source, std::string prefix) : source_(std::move(source)), prefix_(std::move(prefix)) {}

  SourceWalk(std::istream& in, std::string name, std::string prefix) : begun_(true) {
    auto file = std::make_shared<SourceFile>();
    file->name = std::move(name);
    file->prefix = std::move(prefix);
    records_.emplace(in, std::move(file), " : vide, aucun enregistrement");
  }

  std::unique_ptr<Piece> next() {
    while (true) {
      if (records_) {
        if (auto piece = records_->next()) return piece;
        records_.reset();
        in_.close();
      }
      if (!begun_) {
        begun_ = true;
        if (auto piece = begin()) return piece;
      } else if (!levels_.empty()) {
        if (auto piece = next_entry()) return piece;
      } else if (in_folder_ && found_ == 0) {
        in_folder_ = false;
        return notice(Event::Kind::kWarning, shown(source_) + " : aucun document dans ce dossier");
      } else {
        return nullptr;
      }
    }
  }

 private:
  struct Entry {
    std::string key;  ///< the name, with '/' behind that of a folder: sorted so, paths come in byte order
    fs::path path;
    fs::file_type type = fs::file_type::none;
    bool is_link = false;
  };

  /// An open folder; the last of the list is the innermost.
  struct Level {
    std::vector<Entry> entries;
    std::size_t next = 0;
  };

  std::unique_ptr<Piece> begin() {
    std::error_code error;
    const fs::file_status status = fs::status(source_, error);
    if (status.type() == fs::file_type::directory) {
      in_folder_ = true;
      return folder(source_);
    }
    if (status.type() == fs::file_type::regular) {
      return file(source_, shown(source_.filename()), format_of(source_));
    }
    if (error || status.type() == fs::file_type::not_found) {
      return notice(Event::Kind::kFailure,
                    shown(source_) + " : " + system_reason(error ? error.value() : ENOENT));
    }
    return notice(Event::Kind::kFailure, shown(source_) +
                                             " : ni un fichier ni un dossier ; donnez des fichiers, des "
                                             "dossiers, ou - pour l'entrée standard");
  }

  /// Opens a folder. The piece, if any, says that it cannot be read to its end.
  std::unique_ptr<Piece> folder(const fs::path& folder_path) {
    std::error_code error;
    std::vector<Entry> entries;
    for (fs::directory_iterator it(folder_path, error), end; !error && it != end; it.increment(error)) {
      Entry entry;
      entry.path = it->path();
      entry.key = entry.path.filename().string();
      if (entry.key.starts_with('.')) continue;
      std::error_code ignored;
      entry.is_link = it->is_symlink(ignored);
      entry.type = it->status(ignored).type();
      if (entry.type == fs::file_type::directory) {
        if (entry.is_link) continue;
        entry.key += '/';
      }
      entries.push_back(std::move(entry));
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    if (!entries.empty()) levels_.push_back({std::move(entries), 0});
    if (!error) return nullptr;
    ++found_;
    return notice(Event::Kind::kFailure, shown(folder_path) + " : dossier, " + system_reason(error.value()));
  }

  std::unique_ptr<Piece> next_entry() {
    Level& level = levels_.back();
    if (level.next == level.entries.size()) {
      levels_.pop_back();
      return nullptr;
    }
    const Entry entry = std::move(level.entries[level.next++]);
    return entry.type == fs::file_type::directory ? folder(entry.path) : walked_file(entry);
  }

  std::unique_ptr<Piece> walked_file(const Entry& entry) {
    const Format format = format_of(entry.path);
    const bool readable = entry.type == fs::file_type::regular || entry.type == fs::file_type::none ||
                          entry.type == fs::file_type::not_found || entry.type == fs::file_type::unknown;
    if (format == Format::kUnknown || format == Format::kNotYet || !readable) {
      Reading reading;
      if (format == Format::kNotYet) {
        reading.events.push_back(
            {Event::Kind::kWarning, shown(entry.path) + " : " + not_read_yet(entry.path)});
      }
      reading.events.push_back({Event::Kind::kSkipped, {}, {}, entry.path});
      auto piece = std::make_unique<Piece>();
      piece->what = std::move(reading);
      return piece;
    }
    if (entry.type == fs::file_type::not_found) {
      ++found_;
      return notice(
          Event::Kind::kFailure,
          shown(entry.path) + (entry.is_link ? " : lien vers un fichier absent ; corrigez-le ou retirez-le"
                                             : " : " + system_reason(ENOENT)));
    }
    return file(entry.path, shown(entry.path.lexically_relative(source_)), format);
  }

  std::unique_ptr<Piece> file(const fs::path& path, const std::string& id, Format format) {
    ++found_;
    auto facts = std::make_shared<SourceFile>();
    facts->name = shown(path);
    facts->prefix = prefix_;
    facts->file = path;
    if (format == Format::kJsonl) {
      try {
        in_ = open_file(path);
      } catch (const CorpusError& error) {
        return notice(Event::Kind::kFailure, facts->name + " : " + error.what());
      }
      facts->path = absolute_path(path);
      records_.emplace(in_, std::move(facts), " : fichier vide : aucun enregistrement");
      return nullptr;
    }
    auto piece = std::make_unique<Piece>();
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    piece->weight = error ? 0 : static_cast<std::size_t>(size);
    piece->what = RawFile{std::move(facts), with_prefix(prefix_, id)};
    return piece;
  }

  fs::path source_;
  std::string prefix_;
  bool begun_ = false;
  bool in_folder_ = false;
  std::size_t found_ = 0;  ///< documents, files of records and failures
  std::vector<Level> levels_;
  std::ifstream in_;
  std::optional<RecordLines> records_;
};

/// What one source shares between its pieces.
class DeliveryState {
 public:
  explicit DeliveryState(DocumentSink& sink) : sink_(sink) {}

  void deliver(Reading& reading) {
    for (const Event& event : reading.events) {
      switch (event.kind) {
        case Event::Kind::kWarning:
          sink_.warning(event.what);
          break;
        case Event::Kind::kNestedKey:
          if (is_new_key(reading.file, event.key)) sink_.warning(event.what);
          break;
        case Event::Kind::kFailure:
          sink_.failure(event.what);
          break;
        case Event::Kind::kSkipped:
          sink_.skipped(event.file);
          break;
      }
    }
    if (!reading.document) return;
    const std::string& id = reading.document->id;
    const std::string& name = reading.file->name;
    if (const auto before = seen_.add(id, name, reading.line)) {
      const bool record = reading.line > 0;
      sink_.warning(
          name + (record ? ":" + std::to_string(reading.line) : "") + " : l'id « " + id +
          " » est déjà celui de " + *before +
          (record ? " ; cet enregistrement-ci remplace le premier" : " ; ce document-ci le remplace"));
    }
    sink_.document(std::move(*reading.document));
  }

 private:
  bool is_new_key(const std::shared_ptr<const SourceFile>& file, const std::string& key) {
    if (file != keys_of_) {
      keys_of_ = file;
      nested_keys_.clear();
    }
    return nested_keys_.insert(key).second;
  }

  DocumentSink& sink_;
  SeenIds seen_;
  std::shared_ptr<const SourceFile> keys_of_;
  std::set<std::string> nested_keys_;
};

}  // namespace cote::corpus

namespace cote {

namespace {

corpus::Reading read_raw_file(corpus::RawFile&& raw) {
  corpus::Reading reading;
  try {
    reading.document = corpus::read_file(raw.file->file, raw.id, reading.events);
  } catch (const CorpusError& error) {
    reading.events.push_back({corpus::Event::Kind::kFailure, error.what()});
  }
  reading.file = std::move(raw.file);
  return reading;
}

}  // namespace

SourcePiece::SourcePiece(std::unique_ptr<corpus::Piece> piece) : piece_(std::move(piece)) {}
SourcePiece::SourcePiece(SourcePiece&& other) noexcept = default;
SourcePiece& SourcePiece::operator=(SourcePiece&& other) noexcept = default;
SourcePiece::~SourcePiece() = default;

std::size_t SourcePiece::weight() const noexcept { return piece_->weight; }

PieceReading::PieceReading(SourcePiece&& piece) : reading_(std::make_unique<corpus::Reading>()) {
  auto& what = piece.piece_->what;
  if (auto* record = std::get_if<corpus::RawRecord>(&what)) {
    *reading_ = corpus::read_record(std::move(*record));
  } else if (auto* file = std::get_if<corpus::RawFile>(&what)) {
    *reading_ = read_raw_file(std::move(*file));
  } else {
    *reading_ = std::move(std::get<corpus::Reading>(what));
  }
}

PieceReading::PieceReading(PieceReading&& other) noexcept = default;
PieceReading& PieceReading::operator=(PieceReading&& other) noexcept = default;
PieceReading::~PieceReading() = default;

Document* PieceReading::document() noexcept { return reading_->document ? &*reading_->document : nullptr; }
const Document* PieceReading::document() const noexcept {
  return reading_->document ? &*reading_->document : nullptr;
}

SourceReader::SourceReader(const std::filesystem::path& source, const std::string& prefix)
    : walk_(std::make_unique<corpus::SourceWalk>(source, prefix)) {}
SourceReader::SourceReader(std::istream& in, const std::string& name, const std::string& prefix)
    : walk_(std::make_unique<corpus::SourceWalk>(in, name, prefix)) {}
SourceReader::SourceReader(SourceReader&& other) noexcept = default;
SourceReader& SourceReader::operator=(SourceReader&& other) noexcept = default;
SourceReader::~SourceReader() = default;

std::optional<SourcePiece> SourceReader::next() {
  auto piece = walk_->next();
  if (!piece) return std::nullopt;
  return SourcePiece(std::move(piece));
}

PieceReading read_piece(SourcePiece&& piece) { return PieceReading(std::move(piece)); }

SourceDelivery::SourceDelivery(DocumentSink& sink) : state_(std::make_unique<corpus::DeliveryState>(sink)) {}
SourceDelivery::SourceDelivery(SourceDelivery&& other) noexcept = default;
SourceDelivery& SourceDelivery::operator=(SourceDelivery&& other) noexcept = default;
SourceDelivery::~SourceDelivery() = default;

void SourceDelivery::deliver(PieceReading&& reading) { state_->deliver(*reading.reading_); }

namespace {

void read_all(SourceReader reader, DocumentSink& sink) {
  SourceDelivery delivery(sink);
  while (auto piece = reader.next()) delivery.deliver(read_piece(std::move(*piece)));
}

}  // namespace

void read_source(const std::filesystem::path& source, const std::string& prefix, DocumentSink& sink) {
  read_all(SourceReader(source, prefix), sink);
}

void read_jsonl(std::istream& in, const std::string& name, const std::string& prefix, DocumentSink& sink) {
  read_all(SourceReader(in, name, prefix), sink);
}

}  // namespace cote
