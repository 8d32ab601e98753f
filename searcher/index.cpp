#include "searcher/index.hpp"

#include <algorithm>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <set>

namespace cote::search {
namespace {

namespace fs = std::filesystem;
namespace format = index_format;

}  // namespace

Index::Index(const fs::path& path, const Analyzer& analyzer)
    : path_(path), fingerprint_(analyzer.fingerprint()) {
  const std::string name = path.string();
  std::error_code error;
  if (!fs::exists(path, error)) {
    throw IndexError("index « " + name + " » : introuvable ; créez-le avec « cote index -i " + name +
                     " DOSSIER », ou donnez-en un autre avec -i");
  }
  const auto bytes = fs::is_directory(path, error) ? format::manifest_bytes(path) : std::nullopt;
  if (!bytes) {
    format::check_no_older_index(path);
    throw IndexError("index « " + name +
                     " » : ce n'est pas un index ; donnez le dossier d'un index à -i, ou créez-en "
                     "un avec « cote index »");
  }
  reopen();
}

void Index::open(const std::string& bytes) {
  manifest_ = format::parse_manifest(bytes, path_.string(), fingerprint_);
  shards_.clear();
  all_ = Xapian::Database();
  for (const format::ShardEntry& entry : manifest_.shards) {
    const fs::path folder = path_ / entry.folder;
    Xapian::Database shard(folder.string());
    all_.add_database(shard);
    std::string uuid = shard.get_uuid();
    shards_.push_back({std::move(shard), std::move(uuid), format::MappedFile(folder / format::kStreamsFile),
                       format::BlockReader(folder / format::kRecordsFile)});
  }
  // Xapian asks nothing of a database without shards.
  if (shards_.empty()) all_ = Xapian::WritableDatabase(std::string(), Xapian::DB_BACKEND_INMEMORY);
  manifest_bytes_ = bytes;
}

void Index::reopen() {
  for (;;) {
    const auto bytes = format::manifest_bytes(path_);
    if (!bytes)
      throw IndexError("index « " + path_.string() + " » : disparu ; recréez-le avec « cote index »");
    try {
      if (bytes != manifest_bytes_) {
        open(*bytes);
        return;
      }
      for (Shard& shard : shards_) {  // all_ shares their tables
        if (shard.database.reopen()) shard.places.clear();
      }
      return;
    } catch (...) {
      // A shard may go after the manifest was read; the manifest is then another one.
      if (format::manifest_bytes(path_) == bytes) throw;
    }
  }
}

std::uint64_t Index::bytes() const {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator it(path_, error), end; !error && it != end; it.increment(error)) {
    std::error_code file_error;
    const auto size = it->is_regular_file(file_error) ? it->file_size(file_error) : 0;
    if (!file_error) bytes += size;
  }
  return bytes;
}

std::string_view Index::record_bytes(Xapian::docid docid) const {
  Shard& shard = shards_[(docid - 1) % shards_.size()];
  const auto local = static_cast<Xapian::docid>((docid - 1) / shards_.size() + 1);
  const format::Place place =
      format::decode_place(shard.database.get_document(local).get_value(format::kPlaceSlot));
  return shard.records.record(place.record);
}

format::Record Index::record(Xapian::docid docid) const { return format::decode_record(record_bytes(docid)); }

std::string Index::id(Xapian::docid docid) const {
  return std::string(format::record_id(record_bytes(docid)));
}

bool Index::has_word(char spelling, std::string_view word) const {
  const std::string term = format::surface_term(spelling, word);
  return std::any_of(shards_.begin(), shards_.end(),
                     [&](const Shard& shard) { return !words_of(shard.database, term).empty(); });
}

std::vector<std::string> Index::words_beginning(std::string_view beginning, std::size_t limit) const {
  const char spelling = beginning[1];
  const std::string start(beginning.substr(2));
  std::set<std::string> found;
  for (const Shard& shard : shards_) {
    const std::string prefix = format::words_prefix(fold_accents(start));
    std::size_t taken = 0;
    for (auto key = shard.database.metadata_keys_begin(prefix);
         key != shard.database.metadata_keys_end(prefix) && taken < limit; ++key) {
      for (const format::Word& word : format::decode_words(*key, shard.database.get_metadata(*key))) {
        const bool any_accents = spelling == 'f';
        if (word.spelling != (any_accents ? 'a' : spelling)) continue;
        if (!any_accents && !word.surface.starts_with(start)) continue;
        found.insert(format::surface_term(word.spelling, word.surface));
        ++taken;
      }
    }
  }
  std::vector<std::string> terms(found.begin(), found.end());
  if (terms.size() > limit) terms.resize(limit);
  return terms;
}

std::vector<format::Word> words_of(const Xapian::Database& shard, std::string_view term) {
  const bool solid = term.front() != format::surface_term('n', "").front();
  const bool any_accents = term[1] == 'f';
  const char wanted = any_accents ? 'a' : term[1];
  const std::string_view surface = term.substr(2);
  const std::string key = format::words_key(fold_accents(surface));
  const std::string bytes = shard.get_metadata(key);
  std::vector<format::Word> words;
  for (format::Word& word : format::decode_words(key, bytes)) {
    const char spelling = solid ? static_cast<char>(word.spelling - 'A' + 'a') : word.spelling;
    if (spelling == wanted && (any_accents || word.surface == surface)) words.push_back(std::move(word));
  }
  return words;
}

std::vector<std::string> real_terms(const Xapian::Database& database, const std::vector<std::string>& terms) {
  std::vector<std::string> real;
  const auto add = [&](std::string term) {
    if (std::find(real.begin(), real.end(), term) == real.end()) real.push_back(std::move(term));
  };
  for (const std::string& term : terms) {
    if (!format::is_virtual(term)) {
      add(term);
      continue;
    }
    const std::string key = format::plain_key(std::string_view(term).substr(2));
    for (auto it = database.synonyms_begin(key); it != database.synonyms_end(key); ++it)
      add(term.front() + (*it).substr(1));
  }
  return real;
}

}  // namespace cote::search
