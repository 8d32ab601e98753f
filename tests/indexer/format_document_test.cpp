// Keeps indexer/INDEX_FORMAT.md true: indexes the document that it shows and compares every byte of its
// tables.
#include <xapian.h>

#include <fstream>
#include <map>
#include <sstream>

#include "indexer/index_format.hpp"
#include "tests/support/index.hpp"

namespace {

using namespace cote;
using cote::test::TemporaryFolder;
namespace format = cote::index_format;
namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!out.empty()) out += ' ';
    out += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

/// The page by headings of the third level.
class Page {
 public:
  Page() {
    std::istringstream text(read_file(fs::path(COTE_SOURCE_DIR) / "indexer" / "INDEX_FORMAT.md"));
    std::string heading;
    for (std::string line; std::getline(text, line);) {
      if (line.starts_with("#")) {
        heading = line.substr(line.find(' ') + 1);
      } else {
        sections_[heading].push_back(line);
      }
    }
  }

  /// What stands between ``` and ```.
  [[nodiscard]] std::string block(const std::string& heading) const {
    std::string out;
    bool inside = false;
    for (const std::string& line : section(heading)) {
      if (line.starts_with("```")) {
        inside = !inside;
      } else if (inside) {
        out += line + "\n";
      }
    }
    return out;
  }

  /// The cells in backticks of a table's rows, without the backticks.
  [[nodiscard]] std::vector<std::vector<std::string>> rows(const std::string& heading) const {
    std::vector<std::vector<std::string>> rows;
    for (const std::string& line : section(heading)) {
      if (!line.starts_with("| `")) continue;
      std::vector<std::string>& cells = rows.emplace_back();
      std::istringstream row(line.substr(2));
      for (std::string cell; std::getline(row, cell, '|');) {
        const std::size_t begin = cell.find('`');
        const std::size_t end = cell.find('`', begin + 1);
        if (begin != std::string::npos) cells.push_back(cell.substr(begin + 1, end - begin - 1));
      }
    }
    return rows;
  }

  /// The first cells of a table's rows, one after the other.
  [[nodiscard]] std::string bytes(const std::string& heading) const {
    std::string out;
    for (const auto& row : rows(heading)) out += (out.empty() ? "" : " ") + row.at(0);
    return out;
  }

  /// First cell: second cell.
  [[nodiscard]] std::map<std::string, std::string> table(const std::string& heading) const {
    std::map<std::string, std::string> out;
    for (const auto& row : rows(heading)) out[row.at(0)] = row.size() > 1 ? row[1] : "";
    return out;
  }

 private:
  [[nodiscard]] const std::vector<std::string>& section(const std::string& heading) const {
    const auto found = sections_.find(heading);
    INFO(heading);
    REQUIRE(found != sections_.end());
    return found->second;
  }

  std::map<std::string, std::vector<std::string>> sections_;
};

TEST_CASE("INDEX_FORMAT.md shows a document as it is", "[format][documentation]") {
  const Page page;
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  {
    Indexer indexer(path);
    test::StrictSink sink(indexer);
    std::istringstream in(page.block("The document"));
    read_jsonl(in, "entrée standard", "", sink);
    indexer.commit();
  }
  const Xapian::Database shard((path / "s1").string());
  REQUIRE(shard.get_doccount() == 1);
  const Xapian::Document document = shard.get_document(1);

  std::map<std::string, std::string> values;
  for (auto value = document.values_begin(); value != document.values_end(); ++value)
    values[std::to_string(value.get_valueno())] = hex(*value);
  CHECK(values == page.table("Its value slots"));

  const format::Place place = format::decode_place(document.get_value(format::kPlaceSlot));
  format::BlockReader records(path / "s1" / format::kRecordsFile);
  CHECK(hex(records.record(place.record)) == page.bytes("Its record"));
  const std::string streams = read_file(path / "s1" / format::kStreamsFile);
  CHECK(hex(streams.substr(place.stream, place.stream_size)) == page.bytes("Its token stream"));

  std::map<std::string, std::string> words;
  for (auto key = shard.metadata_keys_begin(""); key != shard.metadata_keys_end(""); ++key)
    words[*key] = *key == format::kNextWordKey ? shard.get_metadata(*key) : hex(shard.get_metadata(*key));
  CHECK(words == page.table("Its words"));

  std::map<std::string, std::string> terms;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    terms[*term] = std::to_string(term.get_wdf());
  CHECK(terms == page.table("Its terms"));

  std::map<std::string, std::string> synonyms;
  for (auto key = shard.synonym_keys_begin(); key != shard.synonym_keys_end(); ++key) {
    for (auto term = shard.synonyms_begin(*key); term != shard.synonyms_end(*key); ++term)
      synonyms[*key] += (synonyms[*key].empty() ? "" : " ") + *term;
  }
  CHECK(synonyms == page.table("Its synonyms"));

  std::string manifest = read_file(path / format::kManifestFile);
  // The fingerprint changes with every stage of the analysis.
  const std::size_t begin = manifest.find("tokenize=");
  REQUIRE(begin != std::string::npos);
  manifest.replace(begin, manifest.find('"', begin) - begin, "…");
  CHECK(manifest == page.block("The manifest"));
}

}  // namespace
