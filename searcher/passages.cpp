#include "searcher/passages.hpp"

#include <algorithm>
#include <cote/citation.hpp>
#include <cote/unicode.hpp>
#include <unordered_map>

#include "indexer/index_format.hpp"
#include "searcher/reasons.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

/// A unit found again in a paragraph adds this share of its weight, at most kRepeats times: a paragraph with
/// all words once stays before one with a single word many times.
constexpr double kRepeatShare = 0.05;
constexpr int kRepeats = 4;

/// A heading above a paragraph speaks for it, but less than its own text.
constexpr double kHeadingShare = 0.3;

/// Code points shown before the first marked word of a cut passage.
constexpr std::size_t kLead = 60;

struct Mark {
  std::uint32_t begin = 0;  ///< bytes of the text
  std::uint32_t end = 0;
  std::uint32_t unit = 0;
  MarkKind kind = MarkKind::kInflection;
};

/// Which units a term satisfies, and of which word of a unit it is a form.
struct TermUse {
  std::uint32_t unit = 0;
  std::int32_t word = -1;  ///< -1: the whole unit
};

class Marker {
 public:
  Marker(const std::vector<Unit>& units, const Analyzer& analyzer, TextKind kind)
      : units_(units), analyzer_(analyzer), kind_(kind), reasons_(units) {
    for (std::uint32_t u = 0; u < units.size(); ++u) {
      for (const std::string& term : units[u].terms) {
        uses_[term].push_back({u, -1});
        below_ = below_ || term.starts_with(format::below_term(""));
      }
      for (std::size_t w = 0; w < units[u].words.size(); ++w) {
        for (const std::string& term : units[u].words[w])
          uses_[term].push_back({u, static_cast<std::int32_t>(w)});
      }
    }
  }

  /// Marks of all units in `text`, by begin; `weight` receives what the text is worth.
  std::vector<Mark> mark(const std::string& text, std::vector<double>& found) {
    const Analysis analysis = analyzer_.analyze(text, kind_);
    const auto entity = format::entity_acronyms(analysis);
    std::vector<Mark> marks;
    std::vector<std::vector<char>> words(units_.size());
    std::vector<std::vector<Mark>> partial(units_.size());
    const auto use = [&](const std::string& term, std::uint32_t begin, std::uint32_t end, bool name = false) {
      const auto known = uses_.find(term);
      if (known == uses_.end()) return;
      for (const TermUse& item : known->second) {
        if (item.word < 0) {
          marks.push_back({begin, end, item.unit, kind_of(text, begin, end, item.unit, name)});
        } else {
          words[item.unit].resize(units_[item.unit].words.size());
          words[item.unit][static_cast<std::size_t>(item.word)] = 1;
          partial[item.unit].push_back({begin, end, item.unit, kind_of(text, begin, end, item.unit, false)});
        }
      }
    };
    for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
      const Token& token = analysis.tokens[i];
      // An acronym that answers is another name, unless it is the one that was typed.
      for (const std::string& term : format::stem_terms(token, entity[i]))
        use(term, token.begin, token.end, token.acronym);
      for (const std::string& term : format::surface_terms(token)) use(term, token.begin, token.end);
    }
    for (const Variant& variant : analysis.variants) {
      for (const std::string& term : format::stem_terms(variant.token, false))
        use(term, variant.token.begin, variant.token.end);
    }
    for (const EntityMention& mention : analysis.entities) {
      use(format::entity_term(analyzer_.lexicon().entity(mention.entity)),
          analysis.tokens[mention.first].begin, analysis.tokens[mention.last].end, true);
    }
    for (const ReferenceMention& mention : analysis.references) {
      // Its own bytes: « résolution 1325 (2000) » ends past its last word.
      const std::uint32_t begin = mention.reference.begin;
      const std::uint32_t end = mention.reference.end;
      use(format::reference_term(mention.reference.canonical), begin, end, true);
      if (!below_) continue;
      for (const std::string& broader : broader_references(mention.reference.canonical))
        use(format::below_term(broader), begin, end, true);
    }
    for (std::uint32_t u = 0; u < units_.size(); ++u) {
      for (const Expression& expression : units_[u].expressions) {
        for (const auto& [first, last] : occurrences(analysis, expression)) {
          const auto begin = analysis.tokens[first].begin;
          const auto end = analysis.tokens[last].end;
          // The expressions of a unit that has terms too are the learnt long forms of an acronym.
          const MarkKind kind = units_[u].terms.empty() ? MarkKind::kWord : MarkKind::kEntity;
          marks.push_back({begin, end, u, kind});
        }
      }
    }
    for (const Mark& mark : marks)
      reasons_.note(mark.unit, mark.kind, std::string_view(text).substr(mark.begin, mark.end - mark.begin));
    for (std::uint32_t u = 0; u < units_.size(); ++u) {
      if (!words[u].empty() && std::count(words[u].begin(), words[u].end(), 0) == 0) reasons_.has_words(u);
    }
    found.assign(units_.size(), 0);
    std::vector<int> times(units_.size(), 0);
    for (const Mark& mark : marks) ++times[mark.unit];
    for (std::size_t u = 0; u < units_.size(); ++u) {
      if (times[u] > 0) {
        found[u] = 1.0 + kRepeatShare * std::min(times[u] - 1, kRepeats);
      } else if (!words[u].empty()) {
        // The words of a name without the name: as good as the share of them that is there, at half weight.
        const auto there = std::count(words[u].begin(), words[u].end(), 1);
        found[u] = 0.5 * static_cast<double>(there) / static_cast<double>(words[u].size());
        marks.insert(marks.end(), partial[u].begin(), partial[u].end());
      }
    }
    std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    // Overlapping marks become one.
    std::vector<Mark> merged;
    for (const Mark& mark : marks) {
      if (!merged.empty() && mark.begin < merged.back().end) {
        merged.back().end = std::max(merged.back().end, mark.end);
        merged.back().kind = std::max(merged.back().kind, mark.kind);
      } else {
        merged.push_back(mark);
      }
    }
    return merged;
  }

  [[nodiscard]] const Reasons& reasons() const noexcept { return reasons_; }

 private:
  [[nodiscard]] MarkKind kind_of(std::string_view text, std::uint32_t begin, std::uint32_t end,
                                 std::uint32_t unit, bool name) const {
    return reasons_.kind_of(unit, text.substr(begin, end - begin), name);
  }

  const std::vector<Unit>& units_;
  const Analyzer& analyzer_;
  TextKind kind_;
  Reasons reasons_;
  std::unordered_map<std::string, std::vector<TermUse>> uses_;
  bool below_ = false;  ///< does a unit ask for what is below a reference?
};

/// Cuts `text` to `chars` code points around the marks that weigh most, at spaces, and gives the marks in
/// code points.
void cut(Passage& passage, const std::string& text, const std::vector<Mark>& marks,
         const std::vector<Unit>& units, std::size_t chars) {
  // Byte offset of each code point, and of the end.
  std::vector<std::uint32_t> offsets;
  offsets.reserve(text.size() + 1);
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).bytes) {
    offsets.push_back(static_cast<std::uint32_t>(at));
  }
  offsets.push_back(static_cast<std::uint32_t>(text.size()));
  const auto to_code_point = [&](std::uint32_t byte) {
    return static_cast<std::size_t>(std::lower_bound(offsets.begin(), offsets.end(), byte) - offsets.begin());
  };
  const std::size_t length = offsets.size() - 1;
  std::size_t begin = 0;
  std::size_t end = length;
  if (length > chars) {
    constexpr std::size_t kEllipses = 4;  // "… " and " …"
    const std::size_t room = std::max<std::size_t>(chars, kEllipses + 1) - kEllipses;
    double best = -1;
    for (std::size_t first = 0; first < marks.size(); ++first) {
      const std::size_t at = to_code_point(marks[first].begin);
      const std::size_t from = at > kLead ? at - std::min(kLead, room / 3) : 0;
      double weight = 0;
      std::vector<char> seen(units.size(), 0);
      for (std::size_t i = first; i < marks.size() && to_code_point(marks[i].end) <= from + room; ++i) {
        weight += (seen[marks[i].unit] != 0 ? kRepeatShare : 1.0) * (0.1 + units[marks[i].unit].idf);
        seen[marks[i].unit] = 1;
      }
      if (weight > best) {
        best = weight;
        begin = from;
      }
    }
    end = std::min(length, begin + room);
    if (end == length && length > room) begin = length - room;
    // Word borders: forward to after a space at the beginning, back to before one at the end.
    const auto is_gap = [&](std::size_t i) { return is_space(decode_utf8(text, offsets[i]).value); };
    if (begin > 0) {
      std::size_t at = begin;
      while (at < end && !is_gap(at - 1)) ++at;
      if (at < end) begin = at;
    }
    if (end < length) {
      std::size_t at = end;
      while (at > begin && !is_gap(at)) --at;
      if (at > begin) end = at;
    }
  }
  const std::string head = begin > 0 ? "… " : "";
  passage.text =
      head + text.substr(offsets[begin], offsets[end] - offsets[begin]) + (end < length ? " …" : "");
  const std::size_t shift = begin > 0 ? 2 : 0;
  for (const Mark& mark : marks) {
    const std::size_t from = std::max(to_code_point(mark.begin), begin);
    const std::size_t to = std::min(to_code_point(mark.end), end);
    if (from < to) {
      passage.highlights.emplace_back(static_cast<std::uint32_t>(from - begin + shift),
                                      static_cast<std::uint32_t>(to - begin + shift));
      passage.highlight_kinds.push_back(mark.kind);
    }
  }
}

}  // namespace

std::vector<Passage> best_passages(const Document& document, const std::vector<Unit>& units,
                                   const Analyzer& analyzer, std::size_t count, std::size_t chars,
                                   std::vector<std::string>* found_by) {
  struct Candidate {
    std::size_t paragraph = 0;
    double score = 0;
    std::vector<Mark> marks;
  };
  Marker marker(units, analyzer, format::kind_of(document));
  std::vector<Candidate> candidates;
  std::vector<double> found;
  std::vector<double> by_heading(units.size(), 0);
  std::vector<double> heading_found;
  const std::vector<std::string>* heading = nullptr;
  for (std::size_t p = 0; p < document.paragraphs.size(); ++p) {
    const Paragraph& paragraph = document.paragraphs[p];
    if (heading == nullptr || *heading != paragraph.heading) {
      heading = &paragraph.heading;
      by_heading.assign(units.size(), 0);
      for (const std::string& line : paragraph.heading) {
        (void)marker.mark(line, heading_found);
        for (std::size_t u = 0; u < units.size(); ++u)
          by_heading[u] = std::max(by_heading[u], heading_found[u]);
      }
    }
    Candidate candidate{p, 0, marker.mark(paragraph.text, found)};
    for (std::size_t u = 0; u < units.size(); ++u) {
      candidate.score += (0.1 + units[u].idf) * std::max(found[u], kHeadingShare * by_heading[u]);
    }
    candidates.push_back(std::move(candidate));
  }
  if (found_by != nullptr) {
    (void)marker.mark(document.title, heading_found);
    *found_by = marker.reasons().lines();
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  std::vector<Passage> passages;
  for (const Candidate& candidate : candidates) {
    if (passages.size() >= count) break;
    // The first is always shown; others only if they answer at all.
    if (!passages.empty() && candidate.score <= 0) break;
    const Paragraph& paragraph = document.paragraphs[candidate.paragraph];
    Passage passage;
    passage.paragraph = paragraph.number;
    passage.ordinal = paragraph.ordinal;
    passage.page = paragraph.page;
    passage.heading = paragraph.heading;
    passage.citation = citation_of(document, paragraph);
    cut(passage, paragraph.text, candidate.marks, units, chars);
    passages.push_back(std::move(passage));
  }
  return passages;
}

}  // namespace cote::search
