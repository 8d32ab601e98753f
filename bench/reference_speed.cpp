// How fast references are found: cote_reference_speed FILE... prints megabytes per second and references
// found, for each file and for all together. Reading the files is not timed. With --list FILE each line of
// the file is a text of its own, and its references are printed instead:
// line<TAB>begin<TAB>end<TAB>kind<TAB>key, and "?" behind a reading that is one of several.
// judge_references.py reads that.
#include <algorithm>
#include <chrono>
#include <cote/reference.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

struct Measured {
  double seconds = 0;
  std::size_t references = 0;
};

/// The best of several runs, since other work on the machine only ever slows one down.
Measured measure(const std::string& text) {
  // Small files are read often enough to last 50 ms.
  constexpr double kLeast = 0.05;
  constexpr int kRuns = 5;
  Measured best;
  for (int run = 0; run < kRuns; ++run) {
    std::size_t times = 0;
    std::size_t found = 0;
    const auto begin = std::chrono::steady_clock::now();
    double spent = 0;
    do {
      found = cote::find_references(text).size();
      ++times;
      spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    } while (spent < kLeast);
    const double once = spent / static_cast<double>(times);
    if (run == 0 || once < best.seconds) best = {once, found};
  }
  return best;
}

void print(const char* name, std::size_t bytes, const Measured& measured) {
  constexpr double kMegabyte = 1e6;
  std::printf("%-40s %10zu bytes %8.1f MB/s %9zu references\n", name, bytes,
              measured.seconds > 0 ? static_cast<double>(bytes) / kMegabyte / measured.seconds : 0.0,
              measured.references);
}

int list(const char* name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "%s: cannot be read\n", name);
    return 2;
  }
  std::string text;
  for (std::size_t line = 1; std::getline(file, text); ++line) {
    for (const cote::Reference& reference : cote::find_references(text)) {
      std::printf("%zu\t%u\t%u\t%s\t%s%s\n", line, reference.begin, reference.end,
                  std::string(cote::reference_kind_name(reference.kind)).c_str(), reference.canonical.c_str(),
                  reference.certain ? "" : "\t?");
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--list") return list(argv[2]);
  if (argc < 2) {
    std::fputs("usage: cote_reference_speed FILE... | --list FILE\n", stderr);
    return 2;
  }
  std::size_t bytes = 0;
  Measured all;
  int failed = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    if (!file) {
      std::fprintf(stderr, "%s: cannot be read\n", argv[i]);
      failed = 2;
      continue;
    }
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const Measured one = measure(text);
    print(argv[i], text.size(), one);
    bytes += text.size();
    all.seconds += one.seconds;
    all.references += one.references;
  }
  if (argc > 2) print("all", bytes, all);
  return failed;
}
