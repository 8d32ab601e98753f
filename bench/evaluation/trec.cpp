#include <algorithm>
#include <charconv>
#include <cmath>
#include <cote/error.hpp>
#include <cote/trec.hpp>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

#include "bench/evaluation/source.hpp"

namespace cote {
namespace {

using evaluation::counted;
using evaluation::in_quotes;
using evaluation::Line;
using evaluation::Source;
using evaluation::split_columns;

[[nodiscard]] std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  return std::nullopt;
}

/// Bytes at the start of `text` that one character of Unicode's White_Space beyond ASCII takes, else 0.
[[nodiscard]] std::size_t wide_space_bytes(std::string_view text) {
  for (const std::string_view space : {"\xC2\x85", "\xC2\xA0"}) {  // NEL, no-break space
    if (text.starts_with(space)) return 2;
  }
  for (const std::string_view space :
       {"\xE1\x9A\x80", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
        "\xE3\x80\x80"}) {  // U+1680, 2028, 2029, 202F, 205F, 3000
    if (text.starts_with(space)) return 3;
  }
  if (text.size() >= 3 && text.starts_with("\xE2\x80") && static_cast<unsigned char>(text[2]) >= 0x80 &&
      static_cast<unsigned char>(text[2]) <= 0x8A) {  // U+2000 to U+200A
    return 3;
  }
  return 0;
}

void append_encoded(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4U];
  out += kDigits[byte & 15U];
}

[[nodiscard]] bool is_ignored(std::string_view line) {
  const std::string_view text = evaluation::trim(line);
  return text.empty() || line.front() == '#';
}

/// The whole of `column` as a double, NaN and what is no number as nullopt. Beyond the range of doubles:
/// infinite or 0.
[[nodiscard]] std::optional<double> parse_score(std::string_view column) {
  if (column.starts_with('+')) {  // which from_chars does not take
    column.remove_prefix(1);
    if (column.starts_with('-')) return std::nullopt;
  }
  double value = 0;
  const char* const end = column.data() + column.size();
  const auto parsed = std::from_chars(column.data(), end, value);
  if (parsed.ptr != end) return std::nullopt;
  if (parsed.ec == std::errc::result_out_of_range) {
    const std::size_t exponent = column.find_first_of("eE");
    const bool tiny = exponent != std::string_view::npos
                          ? column.substr(exponent + 1).starts_with('-')
                          : column.find_first_of("123456789") > column.find('.');
    value = tiny ? 0.0 : std::numeric_limits<double>::infinity();
    return column.starts_with('-') ? -value : value;
  }
  if (parsed.ec != std::errc() || std::isnan(value)) return std::nullopt;
  return value;
}

/// Documents of one topic while they are read; the lines find and name duplicates.
struct TopicLines {
  std::vector<ScoredDoc> documents;
  std::vector<std::size_t> lines;
};

/// The earliest line that repeats a document, with the line that it repeats, as indices into `topic`.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> find_duplicate(const TopicLines& topic) {
  // Sorting indices once takes a fraction of the memory that a hash set for each topic would.
  std::vector<std::size_t> order(topic.documents.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const int compared = topic.documents[a].doc_id.compare(topic.documents[b].doc_id);
    return compared != 0 ? compared < 0 : a < b;
  });
  std::optional<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (topic.documents[order[i]].doc_id != topic.documents[order[i - 1]].doc_id) continue;
    if (!found || order[i] < found->second) found = {order[i - 1], order[i]};
  }
  return found;
}

[[nodiscard]] Run parse_run(const Source& source) {
  std::map<std::string, TopicLines, std::less<>> topics;
  TopicLines* current = nullptr;  // consecutive lines are of one topic, as a rule
  std::string current_column;
  std::vector<std::string_view> columns;
  for (const Line& line : source.lines()) {
    if (is_ignored(line.text)) continue;
    split_columns(line.text, columns);
    if (columns.size() != 6) {
      source.fail(line.number, counted(columns.size(), "colonne") +
                                   ", 6 sont attendues (sujet Q0 document rang score nom)" +
                                   (columns.size() == 4 ? " ; serait-ce un fichier de jugements ?" : ""));
    }
    const std::optional<double> score = parse_score(columns[4]);
    if (!score) {
      source.fail(line.number, "score " + in_quotes(columns[4]) +
                                   ", un nombre est attendu en colonne 5 (12, 0.5, 1.5e-3)");
    }
    if (current == nullptr || columns[0] != current_column) {
      current_column = columns[0];
      current = &topics[decode_id(columns[0])];
    }
    current->documents.push_back({decode_id(columns[2]), *score});
    current->lines.push_back(line.number);
  }
  Run run;
  std::size_t duplicate_line = std::numeric_limits<std::size_t>::max();
  std::string message;
  for (auto& [topic, read] : topics) {
    if (const auto found = find_duplicate(read); found && read.lines[found->second] < duplicate_line) {
      duplicate_line = read.lines[found->second];
      message = "document " + in_quotes(read.documents[found->second].doc_id) + " déjà donné pour le sujet " +
                in_quotes(topic) + " à la ligne " + std::to_string(read.lines[found->first]) +
                ", une seule fois est attendue";
    }
    run.emplace_hint(run.end(), topic, std::move(read.documents));
  }
  if (!message.empty()) source.fail(duplicate_line, message);
  return run;
}

[[nodiscard]] Qrels parse_qrels(const Source& source) {
  struct Judgement {
    int grade = 0;
    std::size_t line = 0;
  };
  std::map<std::string, std::map<std::string, Judgement, std::less<>>, std::less<>> topics;
  std::vector<std::string_view> columns;
  for (const Line& line : source.lines()) {
    if (is_ignored(line.text)) continue;
    split_columns(line.text, columns);
    if (columns.size() != 4) {
      source.fail(line.number,
                  counted(columns.size(), "colonne") + ", 4 sont attendues (sujet itération document note)" +
                      (columns.size() == 6 ? " ; serait-ce un fichier de résultats (run) ?" : ""));
    }
    std::string_view digits = columns[3];
    if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') digits.remove_prefix(1);
    int grade = 0;
    const char* const end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, grade);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
      source.fail(line.number,
                  "note " + in_quotes(columns[3]) + ", un entier est attendu en colonne 4 (-1, 0, 1, 2…)");
    }
    const std::string topic = decode_id(columns[0]);
    const std::string document = decode_id(columns[2]);
    const auto [place, added] = topics[topic].try_emplace(document, Judgement{grade, line.number});
    if (!added) {
      const Judgement& before = place->second;
      source.fail(line.number, "document " + in_quotes(document) + " déjà jugé pour le sujet " +
                                   in_quotes(topic) + " à la ligne " + std::to_string(before.line) +
                                   (before.grade == grade ? std::string(" avec la même note")
                                                          : " avec la note " + std::to_string(before.grade) +
                                                                " au lieu de " + std::to_string(grade)) +
                                   ", une seule fois est attendue");
    }
  }
  Qrels qrels;
  for (const auto& [topic, judgements] : topics) {
    auto& grades = qrels[topic];
    for (const auto& [document, judgement] : judgements) {
      grades.emplace_hint(grades.end(), document, judgement.grade);
    }
  }
  return qrels;
}

/// The greatest float to print below `previous`. Near zero a step of 1e-9 keeps clear of denormal numbers,
/// which some readers flush to zero; from about 0.01 up the next float is farther away than that.
[[nodiscard]] float below(float previous) {
  constexpr float kStep = 1e-9F;
  return std::min(std::nextafter(previous, -std::numeric_limits<float>::infinity()), previous - kStep);
}

}  // namespace

std::string encode_id(std::string_view id) {
  std::string out;
  out.reserve(id.size());
  for (std::size_t i = 0; i < id.size(); ++i) {
    const char c = id[i];
    if (const std::size_t bytes = wide_space_bytes(id.substr(i)); bytes > 0) {
      for (std::size_t k = 0; k < bytes; ++k) append_encoded(out, id[i + k]);
      i += bytes - 1;
    } else if (static_cast<unsigned char>(c) <= ' ' || c == '\x7F' || c == '%' || (c == '#' && i == 0)) {
      append_encoded(out, c);
    } else {
      out += c;
    }
  }
  return out;
}

std::string decode_id(std::string_view column) {
  std::string out;
  out.reserve(column.size());
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (column[i] == '%' && i + 2 < column.size()) {
      const std::optional<unsigned> high = hex_digit(column[i + 1]);
      const std::optional<unsigned> low = hex_digit(column[i + 2]);
      if (high && low) {
        out += static_cast<char>(static_cast<unsigned char>(*high * 16U + *low));
        i += 2;
        continue;
      }
    }
    out += column[i];
  }
  return out;
}

Run read_run(std::istream& in, std::string_view name) { return parse_run(Source(in, name)); }
Run read_run(const std::filesystem::path& path) { return parse_run(Source(path)); }
Qrels read_qrels(std::istream& in, std::string_view name) { return parse_qrels(Source(in, name)); }
Qrels read_qrels(const std::filesystem::path& path) { return parse_qrels(Source(path)); }

void write_run_topic(std::ostream& out, std::string_view topic, std::span<const ScoredDoc> documents,
                     std::string_view tag) {
  if (topic.empty()) throw UsageError("run : identifiant de sujet vide, un texte est attendu");
  if (tag.empty()) throw UsageError("run : nom vide, un texte est attendu");
  // Far inside the range of floats, so that there is always room to lower a score.
  constexpr float kLimit = 1e30F;
  std::vector<std::pair<float, const ScoredDoc*>> ranking;
  ranking.reserve(documents.size());
  for (const ScoredDoc& document : documents) {
    if (document.doc_id.empty()) {
      throw UsageError("run : identifiant de document vide pour le sujet " + in_quotes(topic) +
                       ", un texte est attendu");
    }
    ranking.emplace_back(0.0F, &document);
  }
  const auto sort_key = [](const ScoredDoc& document) {
    return std::isnan(document.score) ? -std::numeric_limits<double>::infinity() : document.score;
  };
  std::stable_sort(ranking.begin(), ranking.end(),
                   [&](const auto& a, const auto& b) { return sort_key(*a.second) > sort_key(*b.second); });
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    const double wanted = std::clamp(sort_key(*ranking[i].second), -double{kLimit}, double{kLimit});
    ranking[i].first = static_cast<float>(wanted);
    if (i > 0 && ranking[i].first >= ranking[i - 1].first) ranking[i].first = below(ranking[i - 1].first);
  }
  const std::string head = encode_id(topic) + " Q0 ";
  const std::string tail = " " + encode_id(tag) + "\n";
  std::string line;
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    // The shortest decimal that reads back as this float lies inside its rounding interval, and these
    // intervals do not overlap: the decimals strictly decrease as doubles too.
    char digits[64];
    const auto printed = std::to_chars(std::begin(digits), std::end(digits), ranking[i].first);
    line = head;
    line += encode_id(ranking[i].second->doc_id);
    line += ' ';
    line += std::to_string(i + 1);
    line += ' ';
    line.append(digits, printed.ptr);
    line += tail;
    out << line;
  }
}

void write_run(std::ostream& out, const Run& run, std::string_view tag) {
  for (const auto& [topic, documents] : run) write_run_topic(out, topic, documents, tag);
}

}  // namespace cote
