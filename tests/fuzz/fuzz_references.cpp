// Any bytes are read for references, as text, as a query and as the name of a file: spans lie in the text, on
// borders of code points, in order and apart; keys are not empty and hold no space; nothing is its own
// parent.
#include <cote/reference.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_border(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

void check(std::string_view text, cote::ReferenceContext context) {
  std::uint32_t last = 0;
  std::uint32_t last_end = 0;
  for (const cote::Reference& reference : cote::find_references(text, context)) {
    require(reference.begin >= last);
    require(reference.begin < reference.end);
    require(reference.end <= text.size());
    require(is_border(text, reference.begin) && is_border(text, reference.end));
    require(!reference.canonical.empty() && !reference.display.empty());
    require(reference.canonical.find_first_of(" \t\n|") == std::string::npos);
    require(reference.parent != reference.canonical);
    require(!cote::reference_kind_name(reference.kind).empty());
    // Spans are apart or those of several readings.
    require(reference.begin >= last_end || (reference.begin == last && reference.end == last_end));
    last = reference.begin;
    last_end = reference.end;
    for (const std::string& broader : cote::broader_references(reference.canonical))
      require(!broader.empty() && broader != reference.canonical);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text, {});
  cote::ReferenceContext query;
  query.query = true;
  check(text, query);
  cote::ReferenceContext file;
  file.file_name = true;
  file.own_body = "A/HRC";
  file.country = "SN";
  check(text, file);
  const std::string canonical = cote::canonical_reference(text.substr(0, 200));
  require(size == 0 || text.find_first_not_of(" \t") == std::string_view::npos || !canonical.empty());
  return 0;
}
