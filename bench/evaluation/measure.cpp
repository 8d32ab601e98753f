#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cote/error.hpp>
#include <cote/measure.hpp>
#include <functional>
#include <limits>
#include <system_error>

#include "bench/evaluation/measures/family.hpp"
#include "bench/evaluation/source.hpp"

namespace cote {
namespace {

using evaluation::Cutoff;
using evaluation::Family;
using evaluation::in_quotes;
using evaluation::kUnjudged;
using evaluation::Parameters;
using evaluation::RankedTopic;
using evaluation::trim;

// In the order in which help lists them.
const std::array<const Family*, 15> kFamilies = {
    &evaluation::ap(),      &evaluation::rr(),      &evaluation::ndcg(),       &evaluation::precision(),
    &evaluation::recall(),  &evaluation::success(), &evaluation::rprec(),      &evaluation::bpref(),
    &evaluation::rbp(),     &evaluation::err(),     &evaluation::judged(),     &evaluation::num_q(),
    &evaluation::num_ret(), &evaluation::num_rel(), &evaluation::num_rel_ret()};

[[nodiscard]] bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

[[nodiscard]] const Family& find_family(std::string_view name, std::string_view text) {
  if (same_name(name, "MAP")) return evaluation::ap();
  if (same_name(name, "MRR")) return evaluation::rr();
  for (const Family* const family : kFamilies) {
    if (same_name(name, family->name)) return *family;
  }
  std::string message = "mesure inconnue " + in_quotes(text) + " ; mesures connues : ";
  for (const std::string& known : known_measures()) {
    if (!message.ends_with(": ")) message += ", ";
    message += known;
  }
  throw UsageError(message);
}

/// The options that a family takes, with the values that they may have.
[[nodiscard]] std::vector<std::string> option_forms(const Family& family) {
  std::vector<std::string> forms;
  if (family.options.rel) forms.emplace_back("rel=1, 2…");
  if (family.options.dcg) forms.emplace_back("dcg='log2' ou 'exp-log2'");
  if (family.options.p) forms.emplace_back("p=0.8, entre 0 et 1");
  if (family.options.max_rel) forms.emplace_back("max_rel=1, 2…");
  return forms;
}

template <typename Number>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return value;
}

[[nodiscard]] int parse_grade(std::string_view measure, std::string_view key, std::string_view value) {
  const std::optional<int> grade = parse_number<int>(value);
  if (!grade || *grade < 1) {
    throw UsageError("mesure " + in_quotes(measure) + " : " + std::string(key) +
                     " attend un entier à partir de 1, pas " + in_quotes(value));
  }
  return *grade;
}

/// Takes one `key=value`; returns it as the measure's name shows it.
[[nodiscard]] std::string apply_option(const Family& family, std::string_view option,
                                       std::string_view measure, Parameters& parameters) {
  const std::size_t equals = std::min(option.find('='), option.size());
  const std::string_view key = trim(option.substr(0, equals));
  std::string_view value = equals < option.size() ? trim(option.substr(equals + 1)) : std::string_view();
  if (value.size() >= 2 && value.front() == value.back() && (value.front() == '\'' || value.front() == '"')) {
    value = value.substr(1, value.size() - 2);
  }
  std::string shown = std::string(key) + "=" + std::string(value);
  if (family.options.rel && key == "rel") {
    parameters.rel = parse_grade(measure, key, value);
    parameters.rel_given = true;
  } else if (family.options.max_rel && key == "max_rel") {
    parameters.max_rel = parse_grade(measure, key, value);
  } else if (family.options.dcg && key == "dcg") {
    if (value != "log2" && value != "exp-log2") {
      throw UsageError("mesure " + in_quotes(measure) + " : dcg attend 'log2' ou 'exp-log2', pas " +
                       in_quotes(value));
    }
    parameters.exponential_gain = value == "exp-log2";
    shown = "dcg='" + std::string(value) + "'";
  } else if (family.options.p && key == "p") {
    const std::optional<double> p = parse_number<double>(value);
    if (!p || !(*p > 0 && *p < 1)) {
      throw UsageError("mesure " + in_quotes(measure) + " : p attend un nombre entre 0 et 1, pas " +
                       in_quotes(value));
    }
    parameters.persistence = *p;
  } else {
    std::string message = "mesure " + in_quotes(measure) + " : option inconnue " + in_quotes(key) + " ; ";
    const std::vector<std::string> forms = option_forms(family);
    message += std::string(family.name) + (forms.empty() ? " n'en a pas" : " a ");
    for (std::size_t i = 0; i < forms.size(); ++i) message += (i > 0 ? " ; " : "") + forms[i];
    throw UsageError(message);
  }
  return shown;
}

[[nodiscard]] std::string usage_of(const Family& family) {
  std::string usage(family.name);
  if (family.cutoff == Cutoff::kRequired) usage += "@k";
  if (family.cutoff == Cutoff::kOptional) usage += "[@k]";
  return usage;
}

/// "0,7350": as French text writes it, whatever the locale.
[[nodiscard]] std::string french_number(double value) {
  std::array<char, 32> digits{};
  const auto printed =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 4);
  std::string text(digits.data(), printed.ptr);
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

/// The text with each of its lines indented.
[[nodiscard]] std::string indented(std::string_view text) {
  std::string out = "  ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out + "\n";
}

/// The grades of one topic, descending: the ideal ranking.
[[nodiscard]] std::vector<int> sorted_grades(const std::map<std::string, int, std::less<>>& judgements) {
  std::vector<int> grades;
  grades.reserve(judgements.size());
  for (const auto& [document, grade] : judgements) grades.push_back(grade);
  std::sort(grades.begin(), grades.end(), std::greater<>());
  return grades;
}

/// The grades of what was retrieved for one topic, best score first.
[[nodiscard]] std::vector<int> ranked_grades(const std::vector<ScoredDoc>& documents,
                                             const std::map<std::string, int, std::less<>>& judgements) {
  std::vector<const ScoredDoc*> ranking;
  ranking.reserve(documents.size());
  for (const ScoredDoc& document : documents) ranking.push_back(&document);
  // trec_eval's order: score descending, then document id descending as bytes.
  const auto score =
      [](const ScoredDoc& document) {  // a NaN, which no reader lets through, must not break the order
        return std::isnan(document.score) ? -std::numeric_limits<double>::infinity() : document.score;
      };
  std::sort(ranking.begin(), ranking.end(), [&](const ScoredDoc* a, const ScoredDoc* b) {
    const double first = score(*a);
    const double second = score(*b);
    if (first != second) return first > second;
    return a->doc_id > b->doc_id;
  });
  std::vector<int> grades;
  grades.reserve(ranking.size());
  for (const ScoredDoc* const document : ranking) {
    const auto found = judgements.find(document->doc_id);
    grades.push_back(found == judgements.end() ? kUnjudged : found->second);
  }
  return grades;
}

}  // namespace

Aggregate Measure::aggregate() const { return family_->aggregate; }

std::string Measure::help() const {
  std::string text(usage_of(*family_));
  text += " : " + std::string(family_->title) + "\n\nDéfinition\n" + indented(family_->definition);
  const std::vector<std::string> forms = option_forms(*family_);
  if (!forms.empty()) {
    text += "\nOptions\n";
    for (const std::string& form : forms) text += indented(form);
    if (family_->options.rel) text += indented("rel : la plus basse note qui compte comme pertinente");
  }
  text += "\nExemple\n  Jugements (document:note)  " + std::string(family_->judgements) +
          "\n  Résultats, le meilleur d'abord  " + std::string(family_->ranking) + "\n" +
          indented(family_->working) + "  " + std::string(family_->example) + " = " +
          french_number(family_->value) + "\n\nSource\n" + indented(family_->source);
  return text;
}

Measure parse_measure(std::string_view text) {
  const std::string_view whole = trim(text);
  std::string_view rest = whole;
  const std::size_t name_end = std::min(rest.find_first_of("(@"), rest.size());
  const Family& family = find_family(trim(rest.substr(0, name_end)), whole);
  rest.remove_prefix(name_end);

  Parameters parameters;
  std::string name(family.name);
  if (rest.starts_with('(')) {
    const std::size_t close = rest.find(')');
    if (close == std::string_view::npos)
      throw UsageError("mesure " + in_quotes(whole) + " : « ) » est attendu");
    std::string_view options = rest.substr(1, close - 1);
    rest = trim(rest.substr(close + 1));
    std::string shown;
    while (!trim(options).empty()) {
      const std::size_t comma = std::min(options.find(','), options.size());
      shown += (shown.empty() ? "" : ",") + apply_option(family, options.substr(0, comma), whole, parameters);
      options.remove_prefix(std::min(comma + 1, options.size()));
    }
    if (!shown.empty()) name += "(" + shown + ")";
  }
  if (rest.starts_with('@')) {
    const std::string_view digits = trim(rest.substr(1));
    if (family.cutoff == Cutoff::kNone) {
      throw UsageError("mesure " + in_quotes(whole) + " : " + std::string(family.name) +
                       " n'a pas de rang @k");
    }
    parameters.cutoff = parse_number<std::size_t>(digits);
    if (!parameters.cutoff || *parameters.cutoff == 0) {
      throw UsageError("mesure " + in_quotes(whole) + " : après @, un rang à partir de 1 est attendu, pas " +
                       in_quotes(digits));
    }
    name += "@" + std::to_string(*parameters.cutoff);
    rest = {};
  }
  if (!rest.empty()) {
    throw UsageError("mesure " + in_quotes(whole) + " : " + in_quotes(rest) +
                     " est de trop, NOM(option=valeur)@k est attendu");
  }
  if (family.cutoff == Cutoff::kRequired && !parameters.cutoff) {
    throw UsageError("mesure " + in_quotes(whole) + " : un rang est attendu, par exemple " + name + "@10");
  }
  return {std::move(name), family, parameters};
}

std::vector<std::string> known_measures() {
  std::vector<std::string> names;
  names.reserve(kFamilies.size());
  for (const Family* const family : kFamilies) names.push_back(usage_of(*family));
  return names;
}

std::vector<Measure> default_measures() {
  std::vector<Measure> measures;
  for (const std::string_view name : {"AP", "RR", "nDCG@10", "P@10", "R@100", "Judged@10"}) {
    measures.push_back(parse_measure(name));
  }
  return measures;
}

MeasureExample worked_example(const Measure& measure) {
  const Family& family = measure.family();
  MeasureExample example{parse_measure(family.example), {}, {}, family.value};
  std::vector<std::string_view> columns;
  evaluation::split_columns(family.judgements, columns);
  for (const std::string_view column : columns) {
    const std::size_t colon = column.find(':');
    example.qrels["1"].emplace(column.substr(0, colon),
                               parse_number<int>(column.substr(colon + 1)).value_or(0));
  }
  evaluation::split_columns(family.ranking, columns);
  double score = 0;
  for (const std::string_view column : columns) example.run["1"].push_back({std::string(column), --score});
  return example;
}

std::vector<Scores> evaluate(std::span<const Measure> measures, const Qrels& qrels, const Run& run) {
  std::vector<Scores> scores(measures.size());
  int highest_grade = 0;
  for (const auto& [topic, judgements] : qrels) {
    for (const auto& [document, grade] : judgements) highest_grade = std::max(highest_grade, grade);
  }
  for (const auto& [topic, judgements] : qrels) {
    const std::vector<int> judged = sorted_grades(judgements);
    if (judged.empty()) continue;
    const auto answered = run.find(topic);
    const std::vector<int> retrieved =
        answered == run.end() ? std::vector<int>() : ranked_grades(answered->second, judgements);
    const RankedTopic ranked{retrieved, judged, highest_grade};
    for (std::size_t i = 0; i < measures.size(); ++i) {
      const Parameters& parameters = measures[i].parameters();
      if (judged.front() < parameters.rel) continue;
      const double score = measures[i].family().score(ranked, parameters);
      scores[i].by_topic.emplace_hint(scores[i].by_topic.end(), topic, score);
      scores[i].mean += score;
    }
  }
  for (std::size_t i = 0; i < measures.size(); ++i) {
    if (measures[i].aggregate() == Aggregate::kSum || scores[i].by_topic.empty()) continue;
    scores[i].mean /= static_cast<double>(scores[i].by_topic.size());
  }
  return scores;
}

Scores evaluate(const Measure& measure, const Qrels& qrels, const Run& run) {
  return std::move(evaluate(std::span(&measure, 1), qrels, run).front());
}

Coverage topic_coverage(const Qrels& qrels, const Run& run) {
  Coverage coverage;
  for (const auto& [topic, judgements] : qrels) {
    const bool relevant = std::any_of(judgements.begin(), judgements.end(),
                                      [](const auto& judgement) { return judgement.second > 0; });
    const auto answered = run.find(topic);
    if (!relevant) {
      coverage.without_relevant.push_back(topic);
    } else if (answered == run.end() || answered->second.empty()) {
      coverage.unanswered.push_back(topic);
    }
  }
  for (const auto& [topic, documents] : run) {
    if (!documents.empty() && !qrels.contains(topic)) coverage.unjudged.push_back(topic);
  }
  return coverage;
}

}  // namespace cote
