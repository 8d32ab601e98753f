// How fast do sources become documents? Reads each source again and again in one thread and prints MB of text
// a second of CPU time, with what each of the three steps of <cote/source_reader.hpp> takes of it: handing
// out the pieces (folders walked, lines split), reading them (parsed, repaired, described), and delivering
// them in order. The hash over all documents shows whether a change meant to be faster changed what comes
// out.
//
//   cote_reading_speed --docs docs.jsonl --docs reports --repeat 5
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cote/error.hpp>
#include <cote/source_reader.hpp>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iostream>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

/// 64-bit FNV-1a over every field of the documents, warnings and failures.
class Hash final : public cote::DocumentSink {
 public:
  void document(cote::Document&& document) override {
    ++documents_;
    bytes_ += document.title.size();
    for (const std::string* field : {&document.id, &document.title, &document.type, &document.language,
                                     &document.path, &document.date_rule}) {
      add(*field);
    }
    add(document.date.value_or("-"));
    add(document.url.value_or("-"));
    for (const std::string& symbol : document.symbols) add(symbol);
    for (const std::string& rule : document.symbol_rules) add(rule);
    for (const auto& [key, values] : document.metadata) {
      add(key);
      for (const std::string& value : values) add(value);
    }
    for (const cote::Paragraph& paragraph : document.paragraphs) {
      bytes_ += paragraph.text.size();
      add(paragraph.text);
      add(paragraph.number.value_or("-"));
      for (const std::string& heading : paragraph.heading) add(heading);
      for (const std::uint32_t number :
           {paragraph.ordinal, paragraph.page.value_or(0), paragraph.source_begin, paragraph.source_end}) {
        add(std::to_string(number));
      }
    }
  }
  void failure(const std::string& what) override { add(what); }
  void warning(const std::string& what) override { add(what); }
  void skipped(const std::filesystem::path& file) override { add(file.string()); }

  [[nodiscard]] std::size_t documents() const { return documents_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::string text() const {
    std::array<char, 16> digits{};
    const auto printed = std::to_chars(digits.data(), digits.data() + digits.size(), hash_, 16);
    const std::string_view shown(digits.data(), static_cast<std::size_t>(printed.ptr - digits.data()));
    return std::string(digits.size() - shown.size(), '0').append(shown);
  }

 private:
  std::size_t documents_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t hash_ = 0xCBF29CE484222325U;

  void add(std::string_view text) {
    for (const char c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    hash_ = (hash_ ^ 0xFFU) * 0x100000001B3U;
  }
};

/// Lets go of what it is given.
class Nothing final : public cote::DocumentSink {
 public:
  void document(cote::Document&& document) override { const cote::Document taken = std::move(document); }
  void failure(const std::string& /*what*/) override {}
  void warning(const std::string& /*what*/) override {}
  void skipped(const std::filesystem::path& /*file*/) override {}
};

/// CPU time of this thread: what other programs on the machine take is not ours.
double cpu_seconds() {
  timespec now{};
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0) throw cote::Error("horloge du processeur illisible");
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Seconds of one run.
struct Times {
  double hand_out = 0;
  double read = 0;
  double deliver = 0;
  [[nodiscard]] double all() const { return hand_out + read + deliver; }
};

Times measure(const std::string& source) {
  constexpr std::size_t kBatch = 1024;  // pieces between two looks at the clock
  Times times;
  Nothing sink;
  cote::SourceReader reader(source, "");
  cote::SourceDelivery delivery(sink);
  std::vector<cote::SourcePiece> pieces;
  std::vector<cote::PieceReading> readings;
  double last = cpu_seconds();
  const auto lap = [&last](double& sum) {
    const double now = cpu_seconds();
    sum += now - last;
    last = now;
  };
  bool more = true;
  while (more) {
    while (pieces.size() < kBatch) {
      auto piece = reader.next();
      more = piece.has_value();
      if (!more) break;
      pieces.push_back(std::move(*piece));
    }
    lap(times.hand_out);
    for (cote::SourcePiece& piece : pieces) readings.push_back(cote::read_piece(std::move(piece)));
    pieces.clear();
    lap(times.read);
    for (cote::PieceReading& reading : readings) delivery.deliver(std::move(reading));
    readings.clear();
    lap(times.deliver);
  }
  return times;
}

std::string decimal(double value, int places) {
  std::array<char, 64> digits{};
  const auto printed =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, places);
  return {digits.data(), printed.ptr};
}

void run_source(const std::string& source, std::size_t repeat) {
  Hash hash;
  cote::read_source(source, "", hash);
  if (hash.bytes() == 0) throw cote::CorpusError(source + " : aucun texte, rien à mesurer");
  Times best{.hand_out = std::numeric_limits<double>::infinity()};
  double slowest = 0;
  for (std::size_t i = 0; i < repeat; ++i) {
    const Times times = measure(source);
    if (times.all() < best.all()) best = times;
    slowest = std::max(slowest, times.all());
  }
  const double megabytes = static_cast<double>(hash.bytes()) / 1e6;
  const auto share = [&best](double seconds) { return decimal(seconds / best.all() * 100, 0) + " %"; };
  std::cout << source << ": " << hash.documents() << " documents, " << decimal(megabytes, 1)
            << " MB of text, " << decimal(megabytes / best.all(), 1) << " MB/s (spread "
            << decimal((slowest / best.all() - 1) * 100, 1) << " %); handing out " << share(best.hand_out)
            << ", reading " << share(best.read) << ", delivering " << share(best.deliver) << "; hash "
            << hash.text() << "\n";
}

int run(int argc, char** argv) {
  std::vector<std::string> docs;
  std::size_t repeat = 3;
  CLI::App app("Speed of reading sources into documents (CPU time, one thread).", "cote_reading_speed");
  app.add_option("--docs", docs, "a JSONL file, or any other source of `cote index`; may be repeated")
      ->required()
      ->expected(1)
      ->take_all();
  app.add_option("--repeat", repeat, "timed runs of each source; the fastest counts")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  for (const std::string& source : docs) run_source(source, repeat);
  std::cout.flush();
  if (!std::cout) throw cote::Error("la sortie n'a pu être écrite");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "cote_reading_speed: " << error.what() << "\n";
    return 2;
  }
}
