#include "cli/csv.hpp"

#include <charconv>
#include <cote/unicode.hpp>
#include <string_view>

namespace cote::cli {

std::string csv_field(std::string_view text) {
  std::string valid = to_valid_utf8(text);
  if (valid.find_first_of(",\"\r\n") == std::string::npos) return valid;
  std::string out = "\"";
  for (const char c : valid) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string csv_number(double number) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
  return {buffer, error == std::errc() ? end : buffer};
}

std::string hits_csv(const Results& results, std::size_t offset) {
  std::string out = "rank,id,score,title,date,path,paragraph,ordinal,page,text\n";
  std::size_t rank = offset;
  for (const Hit& hit : results.hits) {
    out += std::to_string(++rank) + ',' + csv_field(hit.id) + ',' + csv_number(hit.score) + ',' +
           csv_field(hit.title) + ',' + csv_field(hit.date.value_or("")) + ',' + csv_field(hit.path) + ',';
    if (hit.passages.empty()) {
      out += ",,,\n";
      continue;
    }
    const Passage& passage = hit.passages.front();
    out += csv_field(passage.paragraph.value_or("")) + ',' + std::to_string(passage.ordinal) + ',' +
           (passage.page ? std::to_string(*passage.page) : "") + ',' + csv_field(passage.text) + '\n';
  }
  return out;
}

}  // namespace cote::cli
