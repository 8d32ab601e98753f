#include "indexer/index_folder.hpp"

#include <algorithm>
#include <cote/error.hpp>

#include "indexer/guard.hpp"

namespace cote::indexing {
namespace {

namespace fs = std::filesystem;
namespace format = index_format;

/// What a rewritten shard is called while its tables are packed (rewrite.cpp).
constexpr const char* kPackedExtension = ".packed";
/// What replace_file() leaves of a manifest when it is killed.
constexpr const char* kUnfinishedManifest = "cote.manifest.tmp";

std::string_view unit_name(Unit unit) { return unit == Unit::kDocument ? "document" : "paragraph"; }

/// True for a shard's folder, finished or not: by its name and by what is in it, since it may be removed, and
/// a person's folder may be called s1 too.
bool is_shard(const fs::path& folder) {
  const std::string stem = folder.stem().string();
  const bool named = stem.size() > 1 && stem.front() == 's' &&
                     std::all_of(stem.begin() + 1, stem.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
                     (folder.extension().empty() || folder.extension() == kPackedExtension);
  std::error_code error;
  if (!named || !fs::is_directory(fs::symlink_status(folder, error))) return false;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string file = it->path().filename().string();
    const fs::path extension = it->path().extension();
    const bool ours = file == format::kRecordsFile || file == format::kStreamsFile || file == "iamglass" ||
                      file == "flintlock" || extension == ".glass" || extension == ".tmp";
    if (!ours) return false;
  }
  return !error;
}

/// A folder that has something in it, but no index: never written into.
bool is_foreign_folder(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return false;
  for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
    // What an index leaves whose creation failed half-way, on a full disk for instance, is no foreign matter.
    const std::string file = it->path().filename().string();
    if (file != format::kLockFile && file != kUnfinishedManifest && !is_shard(it->path())) return true;
  }
  return false;
}

}  // namespace

IndexFolder::IndexFolder(const fs::path& path, const std::string& fingerprint, std::optional<Unit> unit)
    : path_(path) {
  const std::string name = path.string();
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_directory(path, error)) {
    throw IndexError("index « " + name +
                     " » : c'est un fichier, il faut un dossier ; donnez un autre chemin à -i");
  }
  format::check_no_older_index(path);
  std::optional<std::string> bytes = format::manifest_bytes(path);
  if (!bytes && is_foreign_folder(path)) {
    throw IndexError("index « " + name +
                     " » : ce dossier contient autre chose qu'un index ; donnez un autre chemin à -i");
  }
  if (!bytes) {
    fs::create_directories(path, error);
    if (error) {
      throw IndexError("index « " + name + " » : le dossier ne se crée pas (" + error.message() +
                       ") ; vérifiez le chemin et vos droits");
    }
  }
  lock_.emplace(path);
  bytes = format::manifest_bytes(path);  // another writer may have come first
  if (bytes) {
    manifest_ = format::parse_manifest(*bytes, name, fingerprint);
    if (unit && *unit != this->unit()) {
      throw IndexError("index « " + name + " » : créé avec --unit " + std::string(unit_name(this->unit())) +
                       ", qui ne change plus ; indexez dans un autre dossier");
    }
  } else {
    manifest_.fingerprint = fingerprint;
    manifest_.paragraphs = unit == Unit::kParagraph;
    save();
  }
  slots_ = std::make_unique<FacetSlots>(manifest_.facet_slots);
  remove_leftovers();
}

void IndexFolder::remove_leftovers() const {
  std::error_code error;
  std::vector<fs::path> leftovers;
  for (fs::directory_iterator it(path_, error), end; !error && it != end; it.increment(error)) {
    const std::string file = it->path().filename().string();
    const bool known = std::any_of(manifest_.shards.begin(), manifest_.shards.end(),
                                   [&](const format::ShardEntry& shard) { return shard.folder == file; });
    if (!known && is_shard(it->path())) leftovers.push_back(it->path());
  }
  for (const fs::path& folder : leftovers) fs::remove_all(folder, error);
}

void IndexFolder::save() { format::write_manifest(path_, manifest_); }

format::ShardEntry IndexFolder::new_shard(bool dense) {
  const std::lock_guard lock(mutex_);
  return {"s" + std::to_string(manifest_.next_shard++), dense};
}

void IndexFolder::publish(const format::ShardEntry& shard) {
  const std::lock_guard lock(mutex_);
  manifest_.facet_slots = slots_->all();
  manifest_.shards.push_back(shard);
  save();
}

void IndexFolder::replace(const std::vector<std::string>& old, const format::ShardEntry& shard) {
  const std::lock_guard lock(mutex_);
  manifest_.facet_slots = slots_->all();
  manifest_.shards.push_back(shard);
  drop(old);
}

void IndexFolder::remove(const std::vector<std::string>& shards) {
  const std::lock_guard lock(mutex_);
  drop(shards);
}

void IndexFolder::drop(const std::vector<std::string>& shards) {
  std::erase_if(manifest_.shards, [&](const format::ShardEntry& known) {
    return std::find(shards.begin(), shards.end(), known.folder) != shards.end();
  });
  save();
  std::error_code error;  // what stays is removed when the index is opened for writing again
  for (const std::string& folder : shards) fs::remove_all(path_ / folder, error);
}

void IndexFolder::save_slots() {
  const std::lock_guard lock(mutex_);
  if (auto slots = slots_->all(); slots != manifest_.facet_slots) {
    manifest_.facet_slots = std::move(slots);
    save();
  }
}

}  // namespace cote::indexing
