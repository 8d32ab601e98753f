#include "indexer/format/manifest.hpp"

#include <cote/error.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "indexer/format/files.hpp"
#include "indexer/index_format.hpp"

namespace cote::index_format {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

}  // namespace

std::optional<std::string> manifest_bytes(const fs::path& index) {
  const fs::path path = index / kManifestFile;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::error_code error;
    if (!fs::exists(path, error) && !error) return std::nullopt;
    throw IndexError("index « " + index.string() + " » : " + kManifestFile +
                     " ne se lit pas ; vérifiez vos droits");
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Manifest parse_manifest(std::string_view bytes, const std::string& name, const std::string& fingerprint) {
  Manifest manifest;
  std::string format;
  try {
    const json value = json::parse(bytes);
    format = std::to_string(value.at("format").get<int>());
    if (format == std::to_string(kVersion)) {
      manifest.fingerprint = value.at("fingerprint").get<std::string>();
      manifest.paragraphs = value.at("unit").get<std::string>() == "paragraph";
      for (const auto& [facet, slot] : value.at("facets").items())
        manifest.facet_slots.emplace(facet, slot.get<std::uint32_t>());
      for (const json& shard : value.at("shards")) {
        manifest.shards.push_back({shard.at("folder").get<std::string>(), shard.at("dense").get<bool>()});
      }
      manifest.next_shard = value.at("next").get<std::uint32_t>();
    }
  } catch (const json::exception&) {
    throw IndexError("index « " + name + " » : abîmé (" + kManifestFile +
                     ") ; supprimez-le et réindexez avec « cote index »");
  }
  check_metadata(name, format, manifest.fingerprint, fingerprint);
  return manifest;
}

void write_manifest(const fs::path& index, const Manifest& manifest) {
  json shards = json::array();
  for (const ShardEntry& shard : manifest.shards)
    shards.push_back({{"folder", shard.folder}, {"dense", shard.dense}});
  const json value = {{"format", kVersion},
                      {"fingerprint", manifest.fingerprint},
                      {"unit", manifest.paragraphs ? "paragraph" : "document"},
                      {"facets", manifest.facet_slots},
                      {"shards", std::move(shards)},
                      {"next", manifest.next_shard}};
  // Facet names are metadata keys, which may hold anything.
  replace_file(index / kManifestFile, value.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

}  // namespace cote::index_format
