#include "indexer/format/stream.hpp"

#include <cote/error.hpp>

namespace cote::index_format {

void put_code(std::string& out, std::uint32_t number) {
  // Codes of k bytes follow those of k - 1: 128 of one byte, 128² of two, and so on.
  std::uint64_t rest = number;
  std::uint64_t count = 0x80;
  int bytes = 1;
  while (rest >= count) {
    rest -= count;
    count *= 0x80;
    ++bytes;
  }
  for (int i = bytes - 1; i > 0; --i) out += static_cast<char>(rest >> (7 * i) & 0x7F);
  out += static_cast<char>((rest & 0x7F) | 0x80);
}

void StreamWriter::solid(std::uint32_t ahead, std::uint32_t covers, std::uint32_t number) {
  const std::uint32_t first = tokens_ + ahead;
  put_number(solids_, first - last_solid_);
  put_number(solids_, covers);
  put_number(solids_, number);
  last_solid_ = first;
}

std::string StreamWriter::finish() {
  std::string out;
  put_number(out, words_.size());
  out += words_;
  out += solids_;
  words_.clear();
  solids_.clear();
  tokens_ = 0;
  last_solid_ = 0;
  return out;
}

void StreamView::fail() {
  throw IndexError("texte abîmé dans l'index ; supprimez-le et réindexez avec « cote index »");
}

StreamView::StreamView(std::string_view bytes) {
  ByteReader reader(bytes);
  words_ = reader.string();
  solids_ = reader.rest();
}

StreamView StreamView::title() const {
  StreamView title;
  title.solids_ = solids_;
  std::size_t at = 0;
  (void)next_code(words_, at);  // the break that begins the title
  while (at < words_.size()) {
    const std::size_t begin = at;
    if (next_code(words_, at) >= kFirstWord) continue;
    at = begin;
    break;
  }
  title.words_ = words_.substr(0, at);
  return title;
}

void StreamView::decode(std::vector<std::uint32_t>& numbers) const {
  numbers.clear();
  for (std::size_t at = 0; at < words_.size();) numbers.push_back(next_code(words_, at));
}

std::vector<SolidForm> StreamView::solids() const {
  std::vector<SolidForm> forms;
  each_solid([&](const SolidForm& solid) { forms.push_back(solid); });
  return forms;
}

}  // namespace cote::index_format
