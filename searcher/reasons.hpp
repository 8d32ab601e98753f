// Why a stretch of text is marked, and by what a hit was found when not by the words typed.
#pragma once

#include <cote/searcher.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/builder.hpp"

namespace cote::search {

/// What the marks of one document say of each unit.
class Reasons {
 public:
  explicit Reasons(const std::vector<Unit>& units);

  /// Kind of a mark on `marked`. `name`: it is an entity, a symbol or an acronym, not a word.
  [[nodiscard]] MarkKind kind_of(std::uint32_t unit, std::string_view marked, bool name) const;

  void note(std::uint32_t unit, MarkKind kind, std::string_view marked);

  /// A text has all words of a unit that was typed as a name.
  void has_words(std::uint32_t unit) { seen_[unit].words = true; }

  /// For each unit that only other names answer, the first of them; each once.
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  struct Seen {
    bool words = false;
    std::string name;
  };
  std::vector<std::string> typed_;  ///< by unit: key of its name, a space before and behind
  std::vector<Seen> seen_;
};

}  // namespace cote::search
