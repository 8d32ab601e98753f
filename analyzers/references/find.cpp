// The way through the text: from word to word, and where a word's letters are among those that begin a
// reference, to the parsers of its family. Everything else costs one look at a table per character, or, in
// the chain, nothing: its words know whether they may begin a reference (places.hpp).
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "analyzers/references/families.hpp"
#include "analyzers/references/places.hpp"
#include "analyzers/references/triggers.hpp"

namespace cote {

namespace references {
namespace {

// What a number may begin.
constexpr Parser kNumberParsers[] = {celex,
                                     constitutional_number,
                                     appeal_number,
                                     administrative_appeal,
                                     canadian_decision,
                                     canadian_chapter,
                                     eu_bare_act,
                                     au_meeting,
                                     session_number};

constexpr std::size_t kLongest = 15;  // "recommandations"

/// The letters of a word without case and accents; none when they are too many to begin a reference.
struct Head {
  std::array<char, kLongest> letters{};
  std::size_t size = 0;
  [[nodiscard]] std::string_view word() const { return {letters.data(), size}; }
};

/// `end` receives where the letters end.
Head head_of(std::string_view text, std::size_t begin, std::size_t& end) {
  Head head;
  for (end = begin; end < text.size();) {
    std::size_t length = 0;
    const char c = fold_at(text, end, length);
    if (!is_lower(c)) break;
    if (head.size == kLongest) return {};
    head.letters[head.size++] = c;
    end += length;
  }
  return head;
}

/// Tries the parsers of the word at `begin`; where reading goes on, or 0.
std::size_t read_word(const Table& triggers, const Scan& scan, std::size_t begin, Sink& sink) {
  std::size_t end = begin;
  const Head head = head_of(scan.text, begin, end);
  if (head.size == 0) return 0;
  for (std::size_t i = triggers.find(head.word()); i != 0; i = triggers.next(i)) {
    const std::size_t next = kTriggers[i - 1].parser(scan, begin, end, sink);
    if (next != 0) return next;
  }
  return 0;
}

std::size_t read_number(const Scan& scan, std::size_t begin, Sink& sink) {
  std::size_t end = begin;
  while (end < scan.text.size() && is_digit(scan.text[end])) ++end;
  // Numbers of one digit and of six and more begin nothing but a day or an amount.
  if (end - begin > 5 || end == scan.text.size()) return 0;
  const char behind = scan.text[end];
  // What goes on like an amount, a date in words or the end of a sentence needs no parser.
  if (behind == ' ' || behind == ',' || behind == '.' || behind == '\n' || behind == ';' || behind == ')') {
    if (end - begin != 4 || (behind != ' ' && behind != ',')) return 0;
  }
  for (const Parser parser : kNumberParsers) {
    const std::size_t next = parser(scan, begin, end, sink);
    if (next != 0) return next;
  }
  return 0;
}

/// Spans lie on borders of code points also where the text is no UTF-8.
bool is_border(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

unsigned byte_before(std::string_view text, std::size_t at) {
  return at == 0 ? ' ' : static_cast<unsigned char>(text[at - 1]);
}

/// Reads at each place that `next_place` gives: the first one from a place on, or one past the text.
template <typename NextPlace>
void scan_text(const Scan& scan, std::vector<Reference>& out, NextPlace next_place) {
  Sink sink(scan.text, out);
  const Table& triggers = table();
  const std::string_view text = scan.text;
  std::size_t at = 0;
  for (;;) {
    at = next_place(at);
    if (at >= text.size()) return;
    std::size_t next = 0;
    const std::size_t found = sink.size();
    if (!word_before(text, at)) {
      if (is_digit(text[at])) {
        next = read_number(scan, at, sink);
      } else if (scan.context.query || at + 1 >= text.size() || text[at + 1] != ' ') {
        // A letter and a space begin something only where slashes are typed as spaces.
        next = read_word(triggers, scan, at, sink);
      }
    }
    for (std::size_t i = found; i < sink.size(); ++i) {
      if (!is_border(text, sink[i].begin) || !is_border(text, sink[i].end)) {
        out.resize(found);
        break;
      }
    }
    at = std::max(next, at + 1);
  }
}

/// Puts apart and in order what was found out of order: an ordinal before « Convention de Genève » starts
/// before its word.
void order(std::vector<Reference>& references) {
  std::stable_sort(references.begin(), references.end(),
                   [](const Reference& a, const Reference& b) { return a.begin < b.begin; });
  // One that begins inside another has taken words of it backwards: what was read first keeps them. Readings
  // of one place have one span.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < references.size(); ++i) {
    const bool inside =
        kept > 0 && references[i].begin < references[kept - 1].end &&
        (references[i].begin != references[kept - 1].begin || references[i].end != references[kept - 1].end);
    if (inside) continue;
    if (kept != i) references[kept] = std::move(references[i]);
    ++kept;
  }
  references.erase(references.begin() + static_cast<std::ptrdiff_t>(kept), references.end());
}

}  // namespace

bool may_begin(std::string_view word) {
  if (word.empty() || is_digit(word.front())) return true;
  std::size_t end = 0;
  const Head head = head_of(word, 0, end);
  return table().find(head.word()) != 0;
}

bool may_hold(std::string_view word) {
  for (std::size_t at = 1; at < word.size(); ++at) {
    if (kBefore[byte_before(word, at)] != 0 && !word_before(word, at) && may_begin(word.substr(at)))
      return true;
  }
  return false;
}

bool is_place(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return true;
  const auto* const data = reinterpret_cast<const unsigned char*>(text.data());
  return (table().passes(data + at) & kBefore[byte_before(text, at)]) != 0;
}

void add_places(std::string_view text, std::size_t begin, std::size_t end,
                std::vector<std::uint32_t>& places) {
  for (std::size_t at = begin;; ++at) {
    at = table().next_candidate(text, at, byte_before(text, at));
    if (at >= end) return;
    places.push_back(static_cast<std::uint32_t>(at));
  }
}

std::vector<Reference> find_among(std::string_view text, ReferenceContext context,
                                  std::span<const std::uint32_t> places) {
  std::vector<Reference> found;
  if (places.empty()) return found;
  auto place = places.begin();
  scan_text({text, context}, found, [&](std::size_t at) {
    while (place != places.end() && *place < at) ++place;
    return place == places.end() ? text.size() : *place;
  });
  if (found.size() > 1) order(found);
  return found;
}

}  // namespace references

std::vector<Reference> find_references(std::string_view text, ReferenceContext context) {
  // Offsets have 32 bits.
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  std::vector<Reference> found;
  references::scan_text({text, context}, found, [text](std::size_t at) {
    return references::table().next_candidate(text, at, references::byte_before(text, at));
  });
  references::order(found);
  return found;
}

}  // namespace cote
