// Opening an index for writing.
#include "indexer/database.hpp"

#include <cote/error.hpp>

namespace cote::database {
namespace {

namespace fs = std::filesystem;
namespace format = index_format;

std::string_view unit_name(Unit unit) { return unit == Unit::kDocument ? "document" : "paragraph"; }

/// A folder that has something in it, but no Xapian database: never written into.
bool is_foreign_folder(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error) || fs::exists(path / "iamglass", error)) return false;
  for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
    // What an index leaves whose creation failed half-way, on a full disk for instance, is no foreign matter.
    const std::string file = it->path().filename().string();
    if (file != "flintlock" && it->path().extension() != ".glass" && it->path().extension() != ".tmp")
      return true;
  }
  return false;
}

}  // namespace

WriterState open_writer(const fs::path& path, const std::string& fingerprint, std::optional<Unit> unit) {
  const std::string name = path.string();
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_directory(path, error)) {
    throw IndexError("index « " + name +
                     " » : c'est un fichier, il faut un dossier ; donnez un autre chemin à -i");
  }
  if (is_foreign_folder(path)) {
    throw IndexError("index « " + name +
                     " » : ce dossier contient autre chose qu'un index ; donnez un autre chemin à -i");
  }
  return guard(name, [&] {
    WriterState state;
    const bool existed = fs::exists(path / "iamglass", error);
    if (!existed) {
      fs::create_directories(path, error);
      if (error) {
        throw IndexError("index « " + name + " » : le dossier ne se crée pas (" + error.message() +
                         ") ; vérifiez le chemin et vos droits");
      }
    }
    // Tables without the file that makes them an index are what a failed creation left: they are written
    // over, under Xapian's lock.
    const bool leftovers = !existed && fs::exists(path / "postlist.glass", error);
    state.database = Xapian::WritableDatabase(
        name, leftovers ? Xapian::DB_CREATE_OR_OVERWRITE : Xapian::DB_CREATE_OR_OPEN);
    const std::string version = state.database.get_metadata(format::kFormatKey);
    if (version.empty() && state.database.get_doccount() == 0) {
      state.created = true;
      state.unit = unit.value_or(Unit::kDocument);
      state.database.set_metadata(format::kFormatKey, std::to_string(format::kVersion));
      state.database.set_metadata(format::kFingerprintKey, fingerprint);
      state.database.set_metadata(format::kUnitKey, std::string(unit_name(state.unit)));
      return state;
    }
    format::check_metadata(name, version, state.database.get_metadata(format::kFingerprintKey), fingerprint);
    state.unit =
        state.database.get_metadata(format::kUnitKey) == "paragraph" ? Unit::kParagraph : Unit::kDocument;
    if (unit && *unit != state.unit) {
      throw IndexError("index « " + name + " » : créé avec --unit " + std::string(unit_name(state.unit)) +
                       ", qui ne change plus ; indexez dans un autre dossier");
    }
    return state;
  });
}

}  // namespace cote::database
