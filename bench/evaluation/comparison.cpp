#include <algorithm>
#include <array>
#include <cmath>
#include <cote/comparison.hpp>
#include <cote/error.hpp>
#include <limits>
#include <numeric>
#include <random>
#include <utility>

namespace cote {
namespace {

/// Differences up to here are ties: sums of the same terms in another order differ by less, real ones by much
/// more.
constexpr double kTie = 1e-12;

// ---- Student's t ----

/// The continued fraction of the incomplete beta function, for x < (a + 1) / (a + b + 2), by Lentz's method.
/// Source: NIST Digital Library of Mathematical Functions, 8.17.22 and 3.10(iii),
/// https://dlmf.nist.gov/8.17.E22
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;  // stands for a zero denominator
  constexpr double kPrecision = 1e-16;
  // About sqrt(max(a, b)) terms are needed; the bound is only there to end.
  const int most_terms = 1000 + static_cast<int>(20 * std::sqrt(std::max(a, b)));
  const auto nonzero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double c = 1;
  double d = 1 / nonzero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m <= most_terms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonzero(1 + even * d);
    c = nonzero(1 + even / c);
    fraction *= c * d;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonzero(1 + odd * d);
    c = nonzero(1 + odd / c);
    const double step = c * d;
    fraction *= step;
    if (std::abs(step - 1) <= kPrecision) break;
  }
  return fraction;
}

/// Gamma(a + 1/2) / Gamma(a), a > 0. Not from std::lgamma, whose differences lose digits for large a, and
/// which writes to a global variable. Source: DLMF 5.11.13 with the coefficients for this pair, whose next
/// term is below 1e-16 from a = 100 on; smaller a are brought there by Gamma(a + 1) = a Gamma(a).
double gamma_half_step(double a) {
  double factor = 1;
  while (a < 100) {
    factor *= a / (a + 0.5);
    a += 1;
  }
  const double r = 1 / a;
  const double series =
      1 + r * (-1.0 / 8 +
               r * (1.0 / 128 +
                    r * (5.0 / 1024 + r * (-21.0 / 32768 + r * (-399.0 / 262144 + r * (869.0 / 4194304))))));
  return factor * std::sqrt(a) * series;
}

// ---- differences ----

/// B - A on the topics that both have, by ascending topic, ties as exactly 0.
struct Paired {
  std::vector<double> differences;
  double sum_a = 0;
  double sum_b = 0;
};

Paired pair_up(const Scores& a, const Scores& b, Comparison& comparison) {
  Paired paired;
  auto in_a = a.by_topic.begin();
  auto in_b = b.by_topic.begin();
  while (in_a != a.by_topic.end() || in_b != b.by_topic.end()) {
    if (in_b == b.by_topic.end() || (in_a != a.by_topic.end() && in_a->first < in_b->first)) {
      comparison.only_a.push_back((in_a++)->first);
    } else if (in_a == a.by_topic.end() || in_b->first < in_a->first) {
      comparison.only_b.push_back((in_b++)->first);
    } else {
      const double difference = in_b->second - in_a->second;
      paired.differences.push_back(std::abs(difference) <= kTie ? 0.0 : difference);
      paired.sum_a += (in_a++)->second;
      paired.sum_b += (in_b++)->second;
    }
  }
  return paired;
}

StudentTest student_test(const std::vector<double>& differences) {
  const auto n = static_cast<double>(differences.size());
  const double mean = std::accumulate(differences.begin(), differences.end(), 0.0) / n;
  double squares = 0;
  for (const double difference : differences) squares += (difference - mean) * (difference - mean);
  const double error = std::sqrt(squares / (n - 1) / n);
  StudentTest test;
  test.degrees = n - 1;
  if (error > 0) {
    test.t = mean / error;
  } else if (mean != 0) {
    test.t = std::copysign(std::numeric_limits<double>::infinity(), mean);
  }
  test.p = student_p_value(test.t, test.degrees);
  return test;
}

/// Sums of differences under all sign assignments of eight topics: one look-up for eight additions.
using SignTable = std::array<double, 256>;

std::vector<SignTable> sign_tables(const std::vector<double>& differences) {
  std::vector<SignTable> tables((differences.size() + 7) / 8);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    for (std::size_t signs = 0; signs < 256; ++signs) {
      double sum = 0;
      for (std::size_t i = 0; i < 8 && 8 * t + i < differences.size(); ++i) {
        const double difference = differences[8 * t + i];
        sum += ((signs >> i) & 1U) != 0 ? -difference : difference;
      }
      tables[t][signs] = sum;
    }
  }
  return tables;
}

/// Under the null hypothesis the two runs are exchangeable on each topic, so each difference may as well have
/// the other sign; p is the share of assignments whose mean is at least as far from 0 as the one observed.
/// Source: Fisher, The Design of Experiments, 1935; Smucker et al., CIKM 2007.
RandomisationTest randomisation_test(const std::vector<double>& all, const ComparisonOptions& options) {
  std::vector<double> differences;  // ties contribute 0 under either sign
  std::copy_if(all.begin(), all.end(), std::back_inserter(differences), [](double d) { return d != 0; });
  const std::vector<SignTable> tables = sign_tables(differences);
  double observed = 0;
  double magnitude = 0;
  for (const double difference : differences) magnitude += std::abs(difference);
  for (const SignTable& table : tables) observed += table[0];
  // Equal in exact arithmetic must count as equal: these sums err by far less than this.
  const double threshold = std::abs(observed) - 1e-10 * magnitude;
  const auto as_far = [&](double sum) { return std::abs(sum) >= threshold; };

  RandomisationTest test;
  const std::size_t n = differences.size();
  std::size_t count = 0;
  if (n < 63 && (std::uint64_t{1} << n) <= options.draws) {
    test.exact = true;
    const std::uint64_t assignments = std::uint64_t{1} << n;
    for (std::uint64_t signs = 0; signs < assignments; ++signs) {
      double sum = 0;
      for (std::size_t t = 0; t < tables.size(); ++t) sum += tables[t][(signs >> (8 * t)) & 255U];
      if (as_far(sum)) ++count;
    }
    test.p = static_cast<double>(count) / static_cast<double>(assignments);
    return test;
  }
  std::mt19937_64 random(options.seed);
  for (std::size_t draw = 0; draw < options.draws; ++draw) {
    double sum = 0;
    std::uint64_t bits = 0;
    for (std::size_t t = 0; t < tables.size(); ++t) {
      if (t % 8 == 0) bits = random();
      sum += tables[t][bits & 255U];
      bits >>= 8U;
    }
    if (as_far(sum)) ++count;
  }
  // The observed assignment is one of those possible, so p is never 0: Phipson and Smyth, "Permutation
  // p-values should never be zero", Stat. Appl. Genet. Mol. Biol. 9(1), 2010.
  test.p = static_cast<double>(count + 1) / static_cast<double>(options.draws + 1);
  return test;
}

/// The value below which a share `q` of the sorted values lies, interpolated (Hyndman and Fan's definition
/// 7).
double quantile(const std::vector<double>& sorted, double q) {
  const double position = q * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(position);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (position - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

/// Percentile bootstrap of the mean difference. Source: Efron and Tibshirani, An Introduction to the
/// Bootstrap, 1993.
Interval bootstrap_interval(const std::vector<double>& differences, const ComparisonOptions& options) {
  std::mt19937_64 random(options.seed);
  const std::uint64_t n = differences.size();
  // By hand, because std::uniform_int_distribution draws differently from one standard library to the next.
  const auto draw = [&] { return differences[static_cast<std::size_t>(((random() >> 32U) * n) >> 32U)]; };
  std::vector<double> means(options.resamples);
  for (double& mean : means) {
    double sum = 0;
    for (std::uint64_t i = 0; i < n; ++i) sum += draw();
    mean = sum / static_cast<double>(n);
  }
  std::sort(means.begin(), means.end());
  const double tail = (1 - options.confidence) / 2;
  return {quantile(means, tail), quantile(means, 1 - tail)};
}

void check(const ComparisonOptions& options) {
  if (options.draws < 1) throw UsageError("comparaison : au moins 1 tirage est attendu");
  if (options.resamples < 2) throw UsageError("comparaison : au moins 2 rééchantillonnages sont attendus");
  if (!(options.confidence > 0 && options.confidence < 1)) {
    throw UsageError("comparaison : un niveau de confiance entre 0 et 1 est attendu");
  }
}

std::vector<std::string> answered_only_by(const Run& one, const Run& other, const Scores& evaluated) {
  std::vector<std::string> topics;
  const auto answers = [](const Run& run, const std::string& topic) {
    const auto found = run.find(topic);
    return found != run.end() && !found->second.empty();
  };
  for (const auto& [topic, score] : evaluated.by_topic) {
    if (answers(one, topic) && !answers(other, topic)) topics.push_back(topic);
  }
  return topics;
}

/// Fills `holm` of both tests. All compare the same topics, so either every comparison has a test or none
/// has.
void correct_by_holm(std::vector<Comparison>& comparisons) {
  const auto correct = [&](auto member) {
    std::vector<double> p_values;
    for (const Comparison& comparison : comparisons) {
      if (comparison.*member) p_values.push_back((comparison.*member)->p);
    }
    const std::vector<double> corrected = holm(p_values);
    std::size_t next = 0;
    for (Comparison& comparison : comparisons) {
      if (comparison.*member) (comparison.*member)->holm = corrected[next++];
    }
  };
  correct(&Comparison::student);
  correct(&Comparison::randomisation);
}

}  // namespace

double student_p_value(double t, double degrees) {
  if (std::isinf(t)) return 0;
  if (t == 0) return 1;
  // I_x(a, 1/2) with both x and 1 - x free of cancellation.
  const double square = t * t;
  if (std::isinf(square)) return 0;
  const double a = degrees / 2;
  const double x = degrees / (degrees + square);
  const double y = square / (degrees + square);
  const double log_x = square < degrees ? -std::log1p(square / degrees) : std::log(x);
  // x^a y^(1/2) / B(a, 1/2), with Gamma(1/2) = sqrt(pi)
  constexpr double kPi = 3.14159265358979323846;
  const double front = std::exp(a * log_x + 0.5 * std::log(y)) * gamma_half_step(a) / std::sqrt(kPi);
  if (x < (a + 1) / (a + 2.5)) return std::min(1.0, front * beta_fraction(a, 0.5, x) / a);
  return std::max(0.0, 1 - front * beta_fraction(0.5, a, y) / 0.5);
}

std::vector<double> holm(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> corrected(p_values.size());
  double highest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    highest = std::max(highest, std::min(1.0, p_values[order[i]] * static_cast<double>(order.size() - i)));
    corrected[order[i]] = highest;
  }
  return corrected;
}

Comparison compare(const Scores& a, const Scores& b, const ComparisonOptions& options) {
  check(options);
  Comparison comparison;
  const Paired paired = pair_up(a, b, comparison);
  const std::vector<double>& differences = paired.differences;
  comparison.topics = differences.size();
  for (const double difference : differences) {
    ++(difference > 0 ? comparison.wins : difference < 0 ? comparison.losses : comparison.ties);
  }
  if (differences.empty()) return comparison;
  const auto n = static_cast<double>(differences.size());
  comparison.mean_a = paired.sum_a / n;
  comparison.mean_b = paired.sum_b / n;
  comparison.difference = comparison.mean_b - comparison.mean_a;
  comparison.randomisation = randomisation_test(differences, options);
  if (differences.size() >= 2) {
    comparison.student = student_test(differences);
    comparison.bootstrap = bootstrap_interval(differences, options);
  }
  return comparison;
}

Comparison compare(const Measure& measure, const Qrels& qrels, const Run& a, const Run& b,
                   const ComparisonOptions& options) {
  const Scores scores_a = evaluate(measure, qrels, a);
  Comparison comparison = compare(scores_a, evaluate(measure, qrels, b), options);
  comparison.only_a = answered_only_by(a, b, scores_a);
  comparison.only_b = answered_only_by(b, a, scores_a);
  return comparison;
}

std::vector<Comparison> compare_with_baseline(const Measure& measure, const Qrels& qrels, const Run& baseline,
                                              std::span<const Run> others, const ComparisonOptions& options) {
  std::vector<Comparison> comparisons;
  comparisons.reserve(others.size());
  for (const Run& other : others) comparisons.push_back(compare(measure, qrels, baseline, other, options));
  correct_by_holm(comparisons);
  return comparisons;
}

std::vector<Comparison> compare_with_baseline(const Scores& baseline, std::span<const Scores> others,
                                              const ComparisonOptions& options) {
  std::vector<Comparison> comparisons;
  comparisons.reserve(others.size());
  for (const Scores& other : others) comparisons.push_back(compare(baseline, other, options));
  correct_by_holm(comparisons);
  return comparisons;
}

}  // namespace cote
