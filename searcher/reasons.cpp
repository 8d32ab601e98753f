#include "searcher/reasons.hpp"

#include <algorithm>
#include <cote/unicode.hpp>

namespace cote::search {

Reasons::Reasons(const std::vector<Unit>& units) : seen_(units.size()) {
  for (const Unit& unit : units) typed_.push_back(" " + fold_key(unit.name) + " ");
}

MarkKind Reasons::kind_of(std::uint32_t unit, std::string_view marked, bool name) const {
  const std::string key = " " + fold_key(marked) + " ";
  // One word of several that were typed counts as typed too.
  const bool typed = name ? key == typed_[unit] : typed_[unit].find(key) != std::string::npos;
  if (typed) return MarkKind::kWord;
  return name ? MarkKind::kEntity : MarkKind::kInflection;
}

void Reasons::note(std::uint32_t unit, MarkKind kind, std::string_view marked) {
  Seen& seen = seen_[unit];
  if (kind != MarkKind::kEntity) {
    seen.words = true;
  } else if (seen.name.empty()) {
    seen.name = marked;
  }
}

std::vector<std::string> Reasons::lines() const {
  std::vector<std::string> lines;
  for (const Seen& seen : seen_) {
    if (!seen.words && !seen.name.empty() && std::find(lines.begin(), lines.end(), seen.name) == lines.end())
      lines.push_back(seen.name);
  }
  return lines;
}

}  // namespace cote::search
