// How fast is the analysis, and what does each of its stages cost? Reads a collection into memory, analyses
// its titles and paragraphs as the indexer does, with the whole chain and with stages left out, and prints
// MB/s and ns a token. The hash over all tokens shows whether a change meant to be faster changed what comes
// out.
//
//   cote_analysis_speed --docs docs.jsonl --repeat 5
//
// What a stage costs is the time of the whole chain less that of the chain without it, measured and not
// summed up from timers inside: a timer around a stage of a few ns a word would measure itself. It is a
// difference of two measurements, and the stages after it get other tokens, so the costs need not add up to
// the whole. "bare" is the chain without any stage that can be left out.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cote/analyzer.hpp>
#include <cote/error.hpp>
#include <cote/reader.hpp>
#include <cote/unicode.hpp>
#include <cstdint>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iostream>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

struct Settings {
  std::vector<std::string> docs;
  std::vector<std::string> without;  ///< "stem", "stem,accents"; empty: each stage by itself, then all
  std::size_t repeat = 3;
  bool query = false;
};

// ---- The texts
// ----------------------------------------------------------------------------------------------

/// Titles and paragraphs, in order. A failure ends all: a figure over a part of the collection is worth
/// nothing.
class Texts final : public cote::DocumentSink {
 public:
  void document(cote::Document&& document) override {
    ++documents_;
    if (!document.title.empty()) add(std::move(document.title));
    for (cote::Paragraph& paragraph : document.paragraphs) add(std::move(paragraph.text));
  }
  void failure(const std::string& what) override { throw cote::CorpusError(what); }
  void warning(const std::string& /*what*/) override {}
  void skipped(const std::filesystem::path& /*file*/) override {}

  [[nodiscard]] const std::vector<std::string>& all() const { return texts_; }
  [[nodiscard]] std::size_t documents() const { return documents_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  std::vector<std::string> texts_;
  std::size_t documents_ = 0;
  std::uint64_t bytes_ = 0;

  void add(std::string&& text) {
    bytes_ += text.size();
    texts_.push_back(std::move(text));
  }
};

// ---- Measuring
// ----------------------------------------------------------------------------------------------

/// 64-bit FNV-1a over everything that an analysis gives: terms, offsets, marks, mentions.
class Hash {
 public:
  void add(const cote::Analysis& analysis) {
    for (const cote::Token& token : analysis.tokens) add(token);
    for (const cote::EntityMention& mention : analysis.entities) {
      for (const std::uint32_t number : {mention.entity, mention.first, mention.last}) add(number);
    }
    for (const cote::ReferenceMention& mention : analysis.references) {
      add(mention.reference.canonical);
      for (const std::uint32_t number : {mention.first, mention.last}) add(number);
    }
    add(std::uint32_t(analysis.tokens.size()));  // the end of a text
  }

  [[nodiscard]] std::string text() const {
    std::array<char, 16> digits{};
    const auto printed = std::to_chars(digits.data(), digits.data() + digits.size(), hash_, 16);
    const std::string_view shown(digits.data(), static_cast<std::size_t>(printed.ptr - digits.data()));
    return std::string(digits.size() - shown.size(), '0').append(shown);
  }

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325U;

  void byte(unsigned char value) {
    hash_ ^= value;
    hash_ *= 0x100000001B3U;
  }
  void add(std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) byte(static_cast<unsigned char>(number >> shift));
  }
  void add(std::string_view text) {
    for (const char c : text) byte(static_cast<unsigned char>(c));
    byte(0);
  }
  void add(const cote::Token& token) {
    for (const std::string_view form : {token.text, token.surface, token.folded}) add(form);
    for (const std::uint32_t number : {token.begin, token.end, token.position}) add(number);
    byte(static_cast<unsigned char>(token.spelling));
    for (const bool mark : {token.keyword, token.acronym, token.stop, token.clitic}) byte(mark ? 1 : 0);
  }
};

/// A chain with stages left out, and its times.
struct Configuration {
  std::string name;
  std::set<std::string, std::less<>> without;
  double seconds = std::numeric_limits<double>::infinity();  ///< of the fastest run
  double slowest = 0;
  std::uint64_t tokens = 0;
  std::string hash;
};

/// CPU time of this thread: what other programs on the machine take is not ours.
double cpu_seconds() {
  timespec now{};
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0) throw cote::Error("horloge du processeur illisible");
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

cote::Analyzer chain_of(const Configuration& configuration) {
  return cote::french_analyzer({.without = configuration.without, .lexicon = nullptr});
}

/// Not timed: what comes out, to be compared before and after.
std::pair<std::uint64_t, std::string> fingerprint(const Configuration& configuration, const Texts& texts,
                                                  cote::TextKind kind) {
  const cote::Analyzer chain = chain_of(configuration);
  std::uint64_t tokens = 0;
  Hash hash;
  for (const std::string& text : texts.all()) {
    const cote::Analysis analysis = chain.analyze(text, kind);
    tokens += analysis.tokens.size();
    hash.add(analysis);
  }
  return {tokens, hash.text()};
}

/// One timed run. The chain is made anew, so that its cache of words begins empty as in `cote index`.
void measure(Configuration& configuration, const Texts& texts, cote::TextKind kind) {
  const cote::Analyzer chain = chain_of(configuration);
  std::uint64_t tokens = 0;
  const double start = cpu_seconds();
  for (const std::string& text : texts.all()) tokens += chain.analyze(text, kind).tokens.size();
  const double seconds = cpu_seconds() - start;
  configuration.seconds = std::min(configuration.seconds, seconds);
  configuration.slowest = std::max(configuration.slowest, seconds);
  if (tokens != configuration.tokens) {
    throw cote::Error(configuration.name + " : " + std::to_string(tokens) + " mots après " +
                      std::to_string(configuration.tokens) + " ; l'analyse n'est pas déterministe");
  }
}

void measure_all(std::vector<Configuration>& configurations, const Texts& texts, const Settings& settings) {
  const auto kind = settings.query ? cote::TextKind::kQuery : cote::TextKind::kDocument;
  for (Configuration& one : configurations) {
    std::tie(one.tokens, one.hash) = fingerprint(one, texts, kind);
    if (one.tokens == 0) throw cote::CorpusError("aucun mot dans ces documents : rien à mesurer");
  }
  // Round by round, so that a machine that is busy for a while slows all configurations and not one.
  for (std::size_t round = 0; round < settings.repeat; ++round) {
    for (Configuration& one : configurations) measure(one, texts, kind);
  }
  for (const Configuration& one : configurations) {
    if (fingerprint(one, texts, kind).second != one.hash) {
      throw cote::Error(one.name + " : autres mots à la fin qu'au début ; l'analyse n'est pas déterministe");
    }
  }
}

// ---- Configurations
// -----------------------------------------------------------------------------------------

std::vector<std::string> removable_stages() {
  std::vector<std::string> stages;
  for (const std::string& stage : cote::Analyzer::stage_names()) {
    try {
      (void)cote::french_analyzer({.without = {stage}, .lexicon = nullptr});
      stages.push_back(stage);
    } catch (const cote::UsageError&) {
      // Every chain has it.
    }
  }
  return stages;
}

/// The whole chain first. UsageError for a stage that cannot be left out.
std::vector<Configuration> configurations_of(const Settings& settings) {
  std::vector<Configuration> all(1);
  all.front().name = "whole chain";
  const auto add = [&](std::string name, std::set<std::string, std::less<>> without) {
    Configuration one;
    one.name = std::move(name);
    one.without = std::move(without);
    (void)chain_of(one);
    all.push_back(std::move(one));
  };
  for (const std::string& list : settings.without) {
    std::set<std::string, std::less<>> stages;
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      if (end > begin) stages.insert(list.substr(begin, end - begin));
      begin = end + 1;
    }
    add("without " + list, std::move(stages));
  }
  if (settings.without.empty()) {
    const std::vector<std::string> stages = removable_stages();
    for (const std::string& stage : stages) add("without " + stage, {stage});
    add("bare", {stages.begin(), stages.end()});
  }
  return all;
}

// ---- Printing
// -----------------------------------------------------------------------------------------------

std::string decimal(double value, int places) {
  std::array<char, 64> digits{};
  const auto printed =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, places);
  return {digits.data(), printed.ptr};
}

std::string megabytes(std::uint64_t bytes) { return decimal(static_cast<double>(bytes) / 1e6, 1) + " MB"; }

/// Most memory that the program has had so far, in bytes.
std::uint64_t peak_memory() {
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) != 0) throw cote::Error("getrusage : mémoire inconnue");
  constexpr std::uint64_t kUnit = 1024;  // Linux counts in KiB
  return static_cast<std::uint64_t>(usage.ru_maxrss) * kUnit;
}

void print(const std::vector<Configuration>& configurations, const Texts& texts) {
  std::vector<std::vector<std::string>> rows = {
      {"configuration", "MB/s", "spread", "ns/token", "difference, ns", "share", "tokens", "hash"}};
  const Configuration& whole = configurations.front();
  for (const Configuration& one : configurations) {
    const double saved = whole.seconds - one.seconds;
    const bool first = &one == &whole;
    rows.push_back({one.name, decimal(static_cast<double>(texts.bytes()) / 1e6 / one.seconds, 1),
                    decimal((one.slowest / one.seconds - 1) * 100, 1) + " %",
                    decimal(one.seconds * 1e9 / static_cast<double>(one.tokens), 1),
                    // Of a token of the whole chain, since leaving a stage out may change how many there are.
                    first ? "" : decimal(saved * 1e9 / static_cast<double>(whole.tokens), 1),
                    first ? "" : decimal(saved / whole.seconds * 100, 1) + " %", std::to_string(one.tokens),
                    one.hash});
  }
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], cote::count_code_points(row[i]));
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string filling(widths[i] - cote::count_code_points(row[i]), ' ');
      std::cout << (i == 0 ? row[i] + filling : "  " + filling + row[i]);
    }
    std::cout << "\n";
  }
}

int run(int argc, char** argv) {
  Settings settings;
  CLI::App app(
      "Speed of the analysis: the whole chain, and what each stage takes of it (CPU time, one thread).",
      "cote_analysis_speed");
  app.add_option("--docs", settings.docs,
                 "a JSONL file, or any other source of `cote index`; may be repeated")
      ->required()
      ->expected(1)
      ->take_all();
  app.add_option("--without", settings.without,
                 "stages to leave out together, separated by commas; may be repeated "
                 "(default: each stage by itself, then all of them)")
      ->expected(1)
      ->take_all();
  app.add_option("--repeat", settings.repeat, "timed runs of each configuration; the fastest counts")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_flag("--query", settings.query, "analyse the texts as queries");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  std::vector<Configuration> configurations = configurations_of(settings);
  Texts texts;
  for (const std::string& source : settings.docs) cote::read_source(source, "", texts);
  const std::uint64_t before = peak_memory();
  measure_all(configurations, texts, settings);
  std::cout << texts.documents() << " documents, " << texts.all().size() << " texts, "
            << megabytes(texts.bytes()) << "; chain " << cote::french_analyzer().short_fingerprint()
            << "; CPU time, fastest of " << settings.repeat << "\n\n";
  print(configurations, texts);
  std::cout << "\npeak memory " << megabytes(peak_memory()) << ", of which " << megabytes(before)
            << " to read the texts\n";
  std::cout.flush();
  if (!std::cout) throw cote::Error("la sortie n'a pu être écrite");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "cote_analysis_speed: " << error.what() << "\n";
    return 2;
  }
}
