// What it costs to have the built-in data ready, counted in allocations: as many on a slow machine as on a
// fast one. A program of its own, because only the first use in a process costs anything.
#include <atomic>
#include <cote/analyzer.hpp>
#include <cstddef>
#include <cstdlib>
#include <new>

#include "analyzers/inflection.hpp"
#include "tests/support/catch.hpp"

namespace {
std::atomic<std::size_t> allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* found = std::malloc(size == 0 ? 1 : size)) return found;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("a start parses neither the lexicon nor the lists of inflection", "[start]") {
  const std::size_t before = allocations;
  const auto lexicon = cote::Lexicon::builtin();
  const auto& inflection = cote::analysis::Inflection::builtin();
  const std::size_t tables = allocations - before;
  // Tables that are read in place cost a few objects each; parsing them took some 200,000 allocations.
  CHECK(tables < 20);
  CHECK(lexicon->by_acronym("onu").size() == 1);
  CHECK(inflection.base_of("tribunaux") == "tribunal");
  CHECK(lexicon->entity(0).canonical.size() > 1);
  CHECK(allocations - before < 100);

  // The short lists of words are still read at each start: a node and a few strings for each of some 4,000
  // words.
  (void)cote::french_analyzer();
  CHECK(allocations - before < 20'000);
  if (std::getenv("COTE_SHOW") != nullptr) WARN(tables << " and " << allocations - before << " allocations");
}
