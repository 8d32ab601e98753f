// How long a search takes, one query at a time and one thread, as the library gives it: parsing the query and
// fetching the hits included. Prints one JSON line for each kind of search.
//
//   cote_search_speed --queries topics.tsv --kind ranked --kind search INDEX
//   cote_search_speed --queries expressions.tsv --kind phrase --each counts.tsv INDEX
//   cote_search_speed --queries words.tsv --kind exact --kind facets --facet annee --facet type INDEX
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cote/error.hpp>
#include <cote/query.hpp>
#include <cote/searcher.hpp>
#include <cote/topics.hpp>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Settings {
  std::string index;
  std::string queries;
  std::vector<std::string> kinds;
  std::vector<std::string> facets = {"annee", "type", "organisation"};
  std::size_t reps = 3;
  std::size_t limit = 10;
  double seconds = 60;
  std::string each;  ///< file for a line a query; none: not written
};

/// Topics are text and any of their words will do, as in a run: what other engines are asked as well.
cote::Query plain(const Settings& settings) {
  cote::Query query;
  query.syntax = cote::Syntax::kPlain;
  query.match = cote::Match::kAny;
  query.limit = settings.limit;
  query.passages = 0;
  query.exact_total = false;
  return query;
}

cote::Query with_passages(const Settings& settings) {
  cote::Query query = plain(settings);
  query.passages = 1;
  return query;
}

/// The query language, all words where a document has them, a passage of each hit and the exact total.
cote::Query as_the_command(const Settings& settings) {
  cote::Query query;
  query.limit = settings.limit;
  return query;
}

cote::Query phrase(const Settings& settings) {
  cote::Query query = plain(settings);
  query.phrase = true;
  query.exact_total = true;
  return query;
}

cote::Query exact(const Settings& settings) {
  cote::Query query = plain(settings);
  query.exact_total = true;
  return query;
}

cote::Query with_facets(const Settings& settings) {
  cote::Query query = exact(settings);
  for (const std::string& facet : settings.facets) query.facets.push_back({facet});
  return query;
}

struct Kind {
  const char* name;
  cote::Query (*query)(const Settings&);
  bool only_ranks;  ///< Searcher::rank(): the hits without their records
};

constexpr std::array<Kind, 7> kKinds = {{
    {"ranked", plain, true},
    {"search", plain, false},
    {"passages", with_passages, false},
    {"command", as_the_command, false},
    {"phrase", phrase, true},
    {"exact", exact, false},
    {"facets", with_facets, false},
}};

const Kind* kind_of(std::string_view name) {
  const auto* found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return k.name == name; });
  return found == kKinds.end() ? nullptr : found;
}

/// Runs the query and gives its hits: all of them where the search counts, else those that came back.
std::uint64_t run(cote::Searcher& searcher, const Kind& kind, const cote::Query& query) {
  if (kind.only_ranks) {
    const cote::Ranking ranking = searcher.rank(query);
    return query.exact_total ? ranking.total : ranking.hits.size();
  }
  return searcher.search(query).total;
}

struct Timed {
  std::uint64_t hits = 0;
  std::vector<double> microseconds;      ///< one for each repetition
  std::vector<double> cpu_microseconds;  ///< what of them this thread was running: on a busy machine less
};

double cpu_microseconds() {
  std::timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

/// All places from 0 to `size`, far ones after each other, so that the first of them are a fair sample of a
/// file that has its queries by kind.
std::vector<std::size_t> spread(std::size_t size) {
  constexpr double kGolden = 0.618;
  std::size_t step = std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(size) * kGolden));
  while (std::gcd(step, size) > 1) ++step;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < size; ++i) places.push_back(i * step % size);
  return places;
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::size_t>(static_cast<double>(values.size()) * share);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(std::min(at, values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

std::vector<Timed> measure(cote::Searcher& searcher, const Kind& kind, const std::vector<cote::Topic>& topics,
                           const Settings& settings) {
  cote::Query query = kind.query(settings);
  std::vector<Timed> timed(topics.size());
  std::vector<std::size_t> places = spread(topics.size());
  // All queries, then all again: a query never finds in the caches what it has just put there itself. The
  // first round is the warm-up, and where it takes too long the queries behind are left out.
  constexpr double kMicroseconds = 1e6;
  double left = settings.seconds / static_cast<double>(settings.reps + 1) * kMicroseconds;
  for (std::size_t rep = 0; rep <= settings.reps; ++rep) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      Timed& one = timed[places[i]];
      query.text = topics[places[i]].text;
      const double cpu = cpu_microseconds();
      const auto begin = std::chrono::steady_clock::now();
      one.hits = run(searcher, kind, query);
      const std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - begin;
      if (rep > 0) {
        one.microseconds.push_back(spent.count());
        one.cpu_microseconds.push_back(cpu_microseconds() - cpu);
      } else {
        left -= spent.count();
        if (left < 0) places.resize(i + 1);
      }
    }
  }
  return timed;
}

void print(const Kind& kind, const std::vector<Timed>& timed, const Settings& settings) {
  std::vector<double> all;
  std::vector<double> cpu;
  std::uint64_t hits = 0;
  for (const Timed& one : timed) {
    all.insert(all.end(), one.microseconds.begin(), one.microseconds.end());
    cpu.insert(cpu.end(), one.cpu_microseconds.begin(), one.cpu_microseconds.end());
    hits += one.microseconds.empty() ? 0 : one.hits;
  }
  const double sum = std::accumulate(all.begin(), all.end(), 0.0);
  std::printf(
      "{\"kind\":\"%s\",\"queries\":%zu,\"reps\":%zu,\"hits\":%llu,\"median_us\":%.1f,\"p95_us\":%.1f,"
      "\"p99_us\":%.1f,\"mean_us\":%.1f,\"cpu_median_us\":%.1f,\"cpu_p95_us\":%.1f}\n",
      kind.name, all.size() / settings.reps, settings.reps, static_cast<unsigned long long>(hits),
      quantile(all, 0.5), quantile(all, 0.95), quantile(all, 0.99),
      all.empty() ? 0 : sum / static_cast<double>(all.size()), quantile(cpu, 0.5), quantile(cpu, 0.95));
  std::fflush(stdout);
}

/// False when the file cannot be written.
bool write(const std::string& name, const std::vector<cote::Topic>& topics, const std::vector<Timed>& timed) {
  std::ofstream out(name, std::ios::binary);
  for (std::size_t i = 0; i < timed.size(); ++i) {
    if (timed[i].microseconds.empty()) continue;
    out << topics[i].id << '\t' << timed[i].hits << '\t' << quantile(timed[i].microseconds, 0.5) << '\n';
  }
  out.flush();
  return static_cast<bool>(out);
}

int measure_all(const Settings& settings) {
  const std::vector<cote::Topic> topics = cote::read_topics(settings.queries);
  cote::Searcher searcher(settings.index);
  for (const std::string& name : settings.kinds) {
    const Kind* kind = kind_of(name);
    const std::vector<Timed> timed = measure(searcher, *kind, topics, settings);
    print(*kind, timed, settings);
    if (!settings.each.empty() && !write(settings.each, topics, timed)) {
      std::cerr << settings.each << ": cannot be written\n";
      return 2;
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  std::vector<std::string> names;
  std::transform(kKinds.begin(), kKinds.end(), std::back_inserter(names),
                 [](const Kind& k) { return k.name; });
  CLI::App app("Times searches one by one");
  app.add_option("index", settings.index, "the index")->required();
  app.add_option("--queries", settings.queries, "name TAB text, a line a query")->required();
  app.add_option("--kind", settings.kinds, "kinds of search, in this order")
      ->required()
      ->allow_extra_args(false)
      ->check(CLI::IsMember(names));
  app.add_option("--facet", settings.facets, "facets that the kind facets counts")
      ->allow_extra_args(false)
      ->capture_default_str();
  app.add_option("--reps", settings.reps, "how often each query is timed")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--seconds", settings.seconds, "of a kind, about; queries beyond are left out")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--limit", settings.limit, "hits of a query")->capture_default_str();
  app.add_option("--each", settings.each, "file: name TAB hits TAB median in microseconds, of the last kind");
  CLI11_PARSE(app, argc, argv);
  try {
    return measure_all(settings);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
