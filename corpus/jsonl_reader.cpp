// JSONL: one record a line, read as a stream, so that neither the number of records nor the length of one
// matters. Lines are split in order (RecordLines); records are read each by itself, in any thread.
#include <simdjson.h>

#include <algorithm>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <istream>
#include <nlohmann/json.hpp>

#include "corpus/extract.hpp"
#include "corpus/source.hpp"
#include "corpus/values.hpp"

namespace cote::corpus {
namespace {

using Json = nlohmann::json;

std::string clean(const std::string& text) { return collapse_spaces(normalize_text(text)); }

/// A scalar as text: "3", "3.5", "true"; nothing for null, lists and objects.
std::optional<std::string> scalar(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>();
  if (value.is_boolean() || value.is_number()) return value.dump();
  return std::nullopt;
}

/// What is wrong with a record, for the person who must repair it.
std::string parse_problem(const std::string& line, std::size_t byte) {
  const std::size_t at = std::min(byte == 0 ? 0 : byte - 1, line.size());
  if (at >= line.size())
    return "enregistrement JSON incomplet : la ligne s'arrête trop tôt (coupée ?) ; complétez-la";
  const std::size_t column = count_code_points(std::string_view(line).substr(0, at)) + 1;
  const std::size_t from = at < 12 ? 0 : at - 12;
  const std::string near = to_valid_utf8(std::string_view(line).substr(from, at - from + 8));
  return "JSON mal formé, colonne " + std::to_string(column) + " (près de « " +
         collapse_spaces(normalize_text(near)) + " ») ; corrigez cette ligne";
}

/// What simdjson read as the tree that nlohmann-json would have made: of two values of one key the last
/// stays.
Json tree_of(simdjson::dom::element element) {
  using simdjson::dom::element_type;
  switch (element.type()) {
    case element_type::STRING:
      return std::string(std::string_view(element));
    case element_type::INT64:
      return std::int64_t(element);
    case element_type::UINT64:
      return std::uint64_t(element);
    case element_type::DOUBLE:
      return double(element);
    case element_type::BOOL:
      return bool(element);
    case element_type::OBJECT: {
      Json object = Json::object();
      const simdjson::dom::object members(element);
      for (const auto [key, value] : members) object[std::string(key)] = tree_of(value);
      return object;
    }
    case element_type::ARRAY: {
      Json array = Json::array();
      const simdjson::dom::array values(element);
      for (const simdjson::dom::element value : values) array.push_back(tree_of(value));
      return array;
    }
    case element_type::NULL_VALUE:
      break;
  }
  return nullptr;
}

/// simdjson reads a record ten times as fast. What it refuses, nlohmann-json reads or refuses with the place:
/// integers of more than 64 bits, more than 1,024 levels, everything ill-formed.
Json parse_json(const std::string& line) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(line).get(root) == simdjson::SUCCESS) return tree_of(root);
  return Json::parse(line);
}

/// One record.
class Reader {
 public:
  Reader(const RawRecord& raw, Reading& reading) : raw_(raw), reading_(reading) {}

  void read() {
    try {
      reading_.document = record();
    } catch (const CorpusError& error) {
      reading_.events.push_back({Event::Kind::kFailure, place() + " : " + error.what()});
    }
  }

 private:
  [[nodiscard]] std::string place() const { return raw_.file->name + ":" + std::to_string(raw_.number); }
  void warn(const std::string& what) {
    reading_.events.push_back({Event::Kind::kWarning, place() + " : " + what});
  }

  Document record() {
    Json json = parse();
    if (!json.is_object())
      throw CorpusError("un objet JSON {\"id\", \"title\", \"text\"} est attendu sur la ligne");
    const std::string id = take_id(json);
    Extract extract;
    std::string text = take_text(json);
    extract.title = take_title(json);
    if (is_blank(text) && extract.title.empty()) {
      throw CorpusError("enregistrement « " + id + " » sans « text » ni « title » : rien à indexer");
    }
    take_date(json, extract);
    if (const auto url = take_string(json, "url")) extract.url = *url;
    if (const auto lang = take_string(json, "lang")) {
      extract.language = normalize_language(*lang);
      if (extract.language.empty())
        warn("langue « " + *lang + " » inconnue, laissée de côté : écrivez un code comme « fr »");
    }
    take_metadata(json, extract.metadata);
    json = nullptr;
    extract.lines = normalize_text(std::move(text));
    return assemble(std::move(extract), with_prefix(raw_.file->prefix, id), raw_.file->path);
  }

  Json parse() {
    try {
      if (raw_.valid_utf8) return parse_json(raw_.line);
      warn("UTF-8 mal formé : octets remplacés par « \uFFFD »");
      return parse_json(to_valid_utf8(raw_.line));
    } catch (const Json::parse_error& error) {
      throw CorpusError(parse_problem(raw_.line, error.byte));
    } catch (const Json::exception&) {
      throw CorpusError("JSON illisible : un nombre trop grand, peut-être ; corrigez cette ligne");
    }
  }

  static std::string take_id(Json& json) {
    const auto found = json.find("id");
    if (found == json.end() || found->is_null())
      throw CorpusError("« id » manque : ajoutez à l'enregistrement un id unique");
    std::string id;
    if (found->is_string()) {
      id = found->get<std::string>();
    } else if (found->is_number_integer()) {
      id = found->dump();
    } else {
      throw CorpusError("« id » doit être un texte ou un nombre entier");
    }
    if (is_blank(id)) throw CorpusError("« id » est vide : donnez à l'enregistrement un id unique");
    json.erase(found);
    return id;
  }

  /// A string, or a list of strings, which are its paragraphs.
  static std::string take_text(Json& json) {
    const auto found = json.find("text");
    if (found == json.end()) return {};
    std::string text;
    if (found->is_string()) {
      text = std::move(found->get_ref<std::string&>());
    } else if (found->is_array()) {
      for (const Json& part : *found) {
        if (!part.is_string()) throw CorpusError("« text » doit être un texte ou une liste de textes");
        if (!text.empty()) text += "\n\n";
        text += part.get_ref<const std::string&>();
      }
    } else if (!found->is_null()) {
      throw CorpusError("« text » doit être un texte ou une liste de textes");
    }
    json.erase(found);
    return text;
  }

  std::string take_title(Json& json) {
    const auto title = take_string(json, "title");
    return title ? *title : std::string();
  }

  /// Takes a scalar out of the record; what is none is left out with a warning.
  std::optional<std::string> take_string(Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end()) return std::nullopt;
    const Json value = std::move(*found);
    json.erase(found);
    if (value.is_null()) return std::nullopt;
    const auto text = scalar(value);
    if (!text) {
      warn("« " + std::string(key) + " » n'est pas un texte, laissé de côté");
      return std::nullopt;
    }
    std::string cleaned = clean(*text);
    if (cleaned.empty()) return std::nullopt;
    return cleaned;
  }

  void take_date(Json& json, Extract& extract) {
    const auto date = take_string(json, "date");
    if (!date) return;
    extract.date = normalize_date(*date);
    if (!extract.date) warn("date « " + *date + " » non comprise, laissée de côté : écrivez AAAA-MM-JJ");
  }

  void take_metadata(const Json& json, Metadata& metadata) {
    for (const auto& [key, value] : json.items()) {
      std::vector<std::string> values;
      bool nested = value.is_object();
      const auto take = [&](const Json& one) {
        const auto text = scalar(one);
        if (text) {
          if (std::string cleaned = clean(*text); !cleaned.empty()) values.push_back(std::move(cleaned));
        } else if (!one.is_null()) {
          nested = true;
        }
      };
      if (value.is_array()) {
        for (const Json& one : value) take(one);
      } else if (!nested) {
        take(value);
      }
      const std::string name = clean(key);
      if (nested) {
        reading_.events.push_back(
            {Event::Kind::kNestedKey,
             place() + " : « " + name +
                 " » est un objet ou une liste imbriquée, laissé de côté (ici et plus loin)",
             name});
      }
      if (!values.empty() && !name.empty()) metadata[name] = std::move(values);
    }
  }

  const RawRecord& raw_;
  Reading& reading_;
};

}  // namespace

std::unique_ptr<Piece> RecordLines::next() {
  while (!ended_ && std::getline(in_, line_)) {
    ++number_;
    if (number_ == 1 && line_.starts_with("\xEF\xBB\xBF")) line_.erase(0, 3);
    while (!line_.empty() && (line_.back() == '\r' || line_.back() == ' ' || line_.back() == '\t'))
      line_.pop_back();
    if (line_.empty()) continue;
    ++records_;
    bool valid_utf8 = true;
    std::string problem = records_ == 1 ? problem_of_first() : std::string();
    if (problem.empty()) problem = problem_of_encoding(valid_utf8);
    if (!problem.empty()) return fail(" : " + problem);
    auto piece = std::make_unique<Piece>();
    piece->weight = line_.size();
    // Common lines are copied at their length, so that none holds the room of the longest; a long one is not
    // held twice.
    constexpr std::size_t kLong = 1 << 16;
    std::string line = line_.size() < kLong ? std::string(line_) : std::move(line_);
    piece->what = RawRecord{file_, number_, std::move(line), valid_utf8};
    return piece;
  }
  if (ended_) return nullptr;
  if (in_.bad()) {
    return fail(" : lecture interrompue après la ligne " + std::to_string(number_) +
                " ; vérifiez le disque ou la source et recommencez");
  }
  if (records_ == 0) return fail(std::string(when_empty_));
  ended_ = true;
  return nullptr;
}

/// The last thing that is said of these lines.
std::unique_ptr<Piece> RecordLines::fail(const std::string& what) {
  ended_ = true;
  auto piece = std::make_unique<Piece>();
  Reading reading;
  reading.events.push_back({Event::Kind::kFailure, file_->name + what});
  piece->what = std::move(reading);
  return piece;
}

/// Why the first line shows that this is no JSONL.
std::string RecordLines::problem_of_first() const {
  const Content content = identify_content(line_);
  if (content.name == "texte UTF-16" || guess_utf16(line_) != Utf16Order::kNone) {
    return "n'est pas en UTF-8 (UTF-16 ?) : convertissez-le, par exemple avec iconv -f UTF-16 -t UTF-8";
  }
  if (content.kind != ContentKind::kText) {
    return "n'est pas du JSONL (" + std::string(content.name) +
           " ?) : un enregistrement {\"id\", \"title\", \"text\"} par ligne est attendu";
  }
  if (line_ == "{" || line_.front() == '[') {
    return "JSON sur plusieurs lignes ou en liste : écrivez un enregistrement par ligne, par exemple avec "
           "jq -c '.[]'";
  }
  return {};
}

/// Why the line shows that the lines are in another encoding. One bad line among good ones is only damaged.
std::string RecordLines::problem_of_encoding(bool& valid_utf8) {
  valid_utf8 = simdjson::validate_utf8(line_);
  if (valid_utf8) {
    if (!seen_utf8_) {
      seen_utf8_ = std::any_of(line_.begin(), line_.end(),
                               [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    }
    return {};
  }
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::size_t at = 0; at < line_.size();) {
    const CodePoint c = decode_utf8(line_, at);
    if (c.value == 0xFFFD) {
      ++bad;
    } else if (c.bytes > 1) {
      ++good;
    }
    at += c.bytes;
  }
  if (!seen_utf8_ && good < bad) {
    return "n'est pas en UTF-8 (Latin-1 ou Windows-1252 ?), ligne " + std::to_string(number_) +
           " : convertissez-le, par exemple avec iconv -f WINDOWS-1252 -t UTF-8 ; la suite n'est pas lue";
  }
  seen_utf8_ = seen_utf8_ || good > 0;
  return {};
}

Reading read_record(RawRecord&& record) {
  Reading reading;
  Reader(record, reading).read();
  reading.line = record.number;
  reading.file = std::move(record.file);
  return reading;
}

}  // namespace cote::corpus
