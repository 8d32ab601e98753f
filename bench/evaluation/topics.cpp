#include <algorithm>
#include <array>
#include <charconv>
#include <cote/error.hpp>
#include <cote/topics.hpp>
#include <cote/trec.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "bench/evaluation/source.hpp"

namespace cote {
namespace {

using evaluation::in_quotes;
using evaluation::is_space;
using evaluation::Line;
using evaluation::Source;
using evaluation::trim;

constexpr std::size_t kFieldCount = 3;
/// Texts of the fields of one topic, by TopicField; nullopt where the topic has no such field.
using Fields = std::array<std::optional<std::string>, kFieldCount>;

/// As the error names them: tags in TREC, keys in JSONL.
constexpr std::array<std::string_view, kFieldCount> kFieldNames = {"title", "desc", "narr"};

[[nodiscard]] std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// Checks and collects the topics of one file.
class Collector {
 public:
  Collector(const Source& source, const std::vector<TopicField>& fields) : source_(source), fields_(fields) {}

  /// `line`: where the topic begins. `id` as it stands in the file.
  void add(std::size_t line, std::string_view id, const Fields& texts) {
    Topic topic{decode_id(id), ""};
    if (topic.id.empty()) source_.fail(line, "identifiant de sujet vide, un texte est attendu");
    for (const TopicField field : fields_) {
      const auto index = static_cast<std::size_t>(field);
      if (!texts[index]) {
        source_.fail(line, "le sujet " + in_quotes(topic.id) + " n'a pas le champ demandé " +
                               std::string(kFieldNames[index]));
      }
      if (texts[index]->empty()) continue;
      if (!topic.text.empty()) topic.text += ' ';
      topic.text += *texts[index];
    }
    if (topic.text.empty())
      source_.fail(line, "le sujet " + in_quotes(topic.id) + " est vide, une question est attendue");
    const auto [place, added] = lines_.emplace(topic.id, line);
    if (!added) {
      source_.fail(line, "le sujet " + in_quotes(topic.id) + " est déjà donné à la ligne " +
                             std::to_string(place->second) + ", une seule fois est attendue");
    }
    topics_.push_back(std::move(topic));
  }

  [[nodiscard]] std::vector<Topic> take() { return std::move(topics_); }

 private:
  const Source& source_;
  const std::vector<TopicField>& fields_;
  std::vector<Topic> topics_;
  std::map<std::string, std::size_t> lines_;
};

void read_tsv(const Source& source, Collector& topics) {
  for (const Line& line : source.lines()) {
    if (trim(line.text).empty() || line.text.front() == '#') continue;
    const std::size_t tab = line.text.find('\t');
    if (tab == std::string_view::npos) {
      source.fail(line.number, "pas de tabulation, « identifiant TABULATION question » est attendu");
    }
    std::string query(trim(line.text.substr(tab + 1)));
    std::replace(query.begin(), query.end(), '\t', ' ');
    Fields texts;
    texts[0] = std::move(query);
    topics.add(line.number, trim(line.text.substr(0, tab)), texts);
  }
}

void read_jsonl(const Source& source, Collector& topics) {
  using nlohmann::json;
  const auto text_of = [](const json& object,
                          std::initializer_list<const char*> keys) -> std::optional<std::string> {
    for (const char* const key : keys) {
      const auto found = object.find(key);
      if (found != object.end() && found->is_string()) return std::string(trim(found->get<std::string>()));
    }
    return std::nullopt;
  };
  for (const Line& line : source.lines()) {
    if (trim(line.text).empty()) continue;
    json object;
    try {
      object = json::parse(line.text);
    } catch (const json::exception& error) {
      const auto* const parse_error = dynamic_cast<const json::parse_error*>(&error);
      source.fail(line.number,
                  "JSON mal formé" +
                      (parse_error != nullptr ? " à l'octet " + std::to_string(parse_error->byte) : "") +
                      ", un objet {\"id\":…,\"query\":…} est attendu sur une ligne");
    }
    if (!object.is_object()) {
      source.fail(line.number, "ce n'est pas un objet JSON, {\"id\":…,\"query\":…} est attendu");
    }
    std::optional<std::string> id = text_of(object, {"id", "qid", "query_id", "topic_id", "_id"});
    for (const char* const key : {"id", "qid", "query_id", "topic_id", "_id"}) {
      if (!id && object.contains(key) && object[key].is_number_integer()) id = object[key].dump();
    }
    if (!id) source.fail(line.number, "ni « id » ni « qid », un texte ou un entier est attendu");
    Fields texts;
    texts[0] = text_of(object, {"query", "title", "text"});
    texts[1] = text_of(object, {"desc", "description"});
    texts[2] = text_of(object, {"narr", "narrative"});
    topics.add(line.number, *id, texts);
  }
}

// ---- TREC: tags that are rarely closed, in text that is no XML ----

struct Tag {
  std::string name;  ///< lower case, without '/' and a language prefix ("FR-title", "F-title" are "title")
  bool closing = false;
  std::string_view attributes;
  std::size_t begin = 0;  ///< byte offset of '<'
  std::size_t end = 0;    ///< one past '>'
};

/// The next thing that looks like a tag at or after `from`; comments are stepped over. "a < b" is no tag.
[[nodiscard]] std::optional<Tag> next_tag(std::string_view text, std::size_t from) {
  while (true) {
    const std::size_t begin = text.find('<', from);
    if (begin == std::string_view::npos) return std::nullopt;
    from = begin + 1;
    if (text.substr(begin).starts_with("<!--")) {
      const std::size_t end = text.find("-->", begin);
      if (end == std::string_view::npos) return std::nullopt;
      return Tag{"", true, {}, begin, end + 3};
    }
    const std::size_t close = text.find_first_of("<>\n", begin + 1);
    if (close == std::string_view::npos || text[close] != '>') continue;
    std::string_view inside = text.substr(begin + 1, close - begin - 1);
    Tag tag;
    tag.begin = begin;
    tag.end = close + 1;
    if (inside.starts_with('/')) {
      tag.closing = true;
      inside.remove_prefix(1);
    }
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (inside.empty() || !(is_letter(inside.front()) || inside.front() == '?')) continue;
    const std::size_t name_end = static_cast<std::size_t>(
        std::find_if(inside.begin(), inside.end(), [](char c) { return is_space(c) || c == '/'; }) -
        inside.begin());
    tag.name = lower(inside.substr(0, name_end));
    if (const std::size_t hyphen = tag.name.rfind('-'); hyphen != std::string::npos)
      tag.name.erase(0, hyphen + 1);
    tag.attributes = inside.substr(name_end);
    return tag;
  }
}

/// Which part of a topic a tag holds: the number (kFieldCount), a field, or nothing that is known.
[[nodiscard]] std::optional<std::size_t> part_of(std::string_view tag) {
  constexpr std::pair<std::string_view, std::size_t> kParts[] = {
      {"num", kFieldCount},
      {"number", kFieldCount},
      {"identifier", kFieldCount},
      {"title", 0},
      {"query", 0},
      {"desc", 1},
      {"description", 1},
      {"narr", 2},
      {"narrative", 2},
  };
  for (const auto& [name, part] : kParts) {
    if (name == tag) return part;
  }
  return std::nullopt;
}

[[nodiscard]] std::string attribute(std::string_view attributes, std::string_view name) {
  std::size_t at = 0;
  while ((at = attributes.find(name, at)) != std::string_view::npos) {
    const bool starts_word = at > 0 && is_space(attributes[at - 1]);
    at += name.size();
    std::string_view rest = trim(attributes.substr(at));
    if (!starts_word || !rest.starts_with('=')) continue;
    rest = trim(rest.substr(1));
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) continue;
    const std::size_t end = rest.find(rest.front(), 1);
    if (end != std::string_view::npos) return std::string(rest.substr(1, end - 1));
  }
  return "";
}

void append_utf8(std::string& out, unsigned long code) {
  const auto byte = [&](unsigned long value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | (code >> 6U));
    byte(0x80 | (code & 0x3FU));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12U));
    byte(0x80 | ((code >> 6U) & 0x3FU));
    byte(0x80 | (code & 0x3FU));
  } else {
    byte(0xF0 | (code >> 18U));
    byte(0x80 | ((code >> 12U) & 0x3FU));
    byte(0x80 | ((code >> 6U) & 0x3FU));
    byte(0x80 | (code & 0x3FU));
  }
}

/// What "amp" or "#233" stands for, nothing where it is no entity that XML itself knows.
[[nodiscard]] std::optional<std::string> entity(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
      {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}};
  for (const auto& [known, text] : kNamed) {
    if (known == name) return std::string(text);
  }
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (hexadecimal) name.remove_prefix(1);
  unsigned long code = 0;
  const auto parsed = std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == name.data() + name.size();
  if (!whole || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
  std::string out;
  append_utf8(out, code);
  return out;
}

[[nodiscard]] std::string decode_entities(std::string_view text) {
  std::string out;
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] == '&') {
      const std::size_t end = text.find(';', i);
      if (end != std::string_view::npos && end - i <= 10) {
        if (const auto replacement = entity(text.substr(i + 1, end - i - 1))) {
          out += *replacement;
          i = end + 1;
          continue;
        }
      }
    }
    out += text[i++];
  }
  return out;
}

/// Entities decoded, white space reduced, and without the label that TREC puts before the text ("Number:
/// 301").
[[nodiscard]] std::string clean(std::string_view raw, std::size_t part) {
  constexpr std::array<std::string_view, kFieldCount + 1> kLabels = {
      "topic:", "description:", "narrative:", "number:"};
  std::string text;
  const std::string decoded = decode_entities(raw);
  for (const char c : decoded) {
    if (!is_space(c)) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  if (lower(text).starts_with(kLabels[part])) text.erase(0, kLabels[part].size());
  return std::string(trim(text));
}

/// One topic while its tags are read.
struct OpenTopic {
  std::size_t line = 0;
  Fields fields;
  std::optional<std::string> number;
  std::optional<std::size_t> part;  ///< being read
  std::string raw;                  ///< text of that part so far

  void finish_part() {
    if (!part) return;
    std::optional<std::string>& target = *part == kFieldCount ? number : fields[*part];
    std::string text = clean(raw, *part);
    if (target && !target->empty() && !text.empty()) text = *target + " " + text;  // a field that comes twice
    if (!target || !text.empty()) target = std::move(text);
    part.reset();
    raw.clear();
  }
};

void read_trec(const Source& source, Collector& topics) {
  const std::string_view text = source.text();
  std::optional<OpenTopic> open;
  bool any = false;
  std::size_t at = 0;
  std::size_t line = 1;
  const auto advance = [&](std::size_t to) {
    line += static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                                                text.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
    at = to;
  };
  while (const std::optional<Tag> tag = next_tag(text, at)) {
    if (open && open->part) open->raw += text.substr(at, tag->begin - at);
    advance(tag->begin);
    if (tag->name == "top" || tag->name == "topic") {
      if (!tag->closing) {
        if (open) {
          source.fail(line, "nouveau sujet, « </top> » est attendu pour celui de la ligne " +
                                std::to_string(open->line));
        }
        any = true;
        open.emplace();
        open->line = line;
        for (const std::string_view name : {"number", "num", "id"}) {
          if (std::string value = attribute(tag->attributes, name); !value.empty() && !open->number) {
            open->number = std::move(value);
          }
        }
      } else {
        if (!open) source.fail(line, "« </top> » sans « <top> » qui le précède");
        open->finish_part();
        if (!open->number) source.fail(open->line, "sujet sans numéro, « <num> » est attendu");
        topics.add(open->line, *open->number, open->fields);
        open.reset();
      }
    } else if (open && !tag->name.empty()) {  // a comment's name is empty: the part goes on behind it
      open->finish_part();
      if (!tag->closing) open->part = part_of(tag->name);
    }
    advance(tag->end);
  }
  if (open) {
    source.fail(open->line, "sujet qui ne se termine pas, « </top> » est attendu");
  }
  if (!any && !trim(text).empty()) source.fail(1, "aucun sujet, « <top> … </top> » est attendu");
}

[[nodiscard]] TopicsFormat detect(std::string_view text) {
  text = trim(text);
  if (text.starts_with('<')) return TopicsFormat::kTrec;
  if (text.starts_with('{')) return TopicsFormat::kJsonl;
  return TopicsFormat::kTsv;
}

[[nodiscard]] std::vector<Topic> parse_topics(const Source& source, const TopicsOptions& options) {
  if (options.fields.empty())
    throw UsageError("aucun champ de sujet demandé ; champs connus : title, desc, narr");
  if (const std::size_t bad = evaluation::find_ill_formed(source.text()); bad != std::string_view::npos) {
    source.fail(source.line_at(bad),
                "octet qui n'est pas de l'UTF-8 (iconv -f ISO-8859-1 -t UTF-8, si le texte est en Latin-1)");
  }
  const TopicsFormat format = options.format == TopicsFormat::kAuto ? detect(source.text()) : options.format;
  Collector topics(source, options.fields);
  switch (format) {
    case TopicsFormat::kTrec:
      read_trec(source, topics);
      break;
    case TopicsFormat::kJsonl:
      read_jsonl(source, topics);
      break;
    case TopicsFormat::kAuto:
    case TopicsFormat::kTsv:
      for (const TopicField field : options.fields) {
        if (field != TopicField::kTitle) {
          throw UsageError(
              "le format TSV n'a que le champ title ; desc et narr demandent un fichier TREC ou JSONL");
        }
      }
      read_tsv(source, topics);
      break;
  }
  return topics.take();
}

}  // namespace

std::vector<Topic> read_topics(std::istream& in, std::string_view name, const TopicsOptions& options) {
  return parse_topics(Source(in, name), options);
}

std::vector<Topic> read_topics(const std::filesystem::path& path, const TopicsOptions& options) {
  return parse_topics(Source(path), options);
}

TopicsFormat parse_topics_format(std::string_view text) {
  const std::string name = lower(text);
  if (name == "auto") return TopicsFormat::kAuto;
  if (name == "tsv") return TopicsFormat::kTsv;
  if (name == "trec") return TopicsFormat::kTrec;
  if (name == "jsonl") return TopicsFormat::kJsonl;
  throw UsageError("format de sujets inconnu " + in_quotes(text) +
                   " ; formats connus : auto, tsv, trec, jsonl");
}

std::vector<TopicField> parse_topic_fields(std::string_view text) {
  std::vector<TopicField> fields;
  while (true) {
    const std::size_t end = std::min(text.find_first_of(",+"), text.size());
    const std::string name = lower(trim(text.substr(0, end)));
    const std::optional<std::size_t> part = name == "query" ? std::nullopt : part_of(name);
    if (!part || *part == kFieldCount) {
      throw UsageError("champ de sujet inconnu " + in_quotes(name) + " ; champs connus : title, desc, narr");
    }
    fields.push_back(static_cast<TopicField>(*part));
    if (end == text.size()) return fields;
    text.remove_prefix(end + 1);
  }
}

}  // namespace cote
