// JSONL: one record a line, read as a stream, so that neither the number of records nor the length of one
// matters.
#include <algorithm>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <istream>
#include <nlohmann/json.hpp>
#include <set>

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

/// One file or stream of records.
class Reader {
 public:
  Reader(const std::string& name, const std::string& prefix, const std::string& path, SeenIds& seen,
         DocumentSink& sink)
      : name_(name), prefix_(prefix), path_(path), seen_(seen), sink_(sink) {}

  std::size_t read(std::istream& in) {
    std::string line;
    std::size_t records = 0;
    while (std::getline(in, line)) {
      ++number_;
      if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
        line.pop_back();
      if (line.empty()) continue;
      ++records;
      if (!is_jsonl(line, records == 1)) return records;
      std::optional<Document> document;
      try {
        document = record(line);
      } catch (const CorpusError& error) {
        sink_.failure(place() + " : " + error.what());
        continue;
      }
      if (const auto before = seen_.add(document->id, name_, number_)) {
        warn("l'id « " + document->id + " » est déjà celui de " + *before +
             " ; cet enregistrement-ci remplace le premier");
      }
      sink_.document(std::move(*document));
    }
    if (in.bad()) {
      ++records;
      sink_.failure(name_ + " : lecture interrompue après la ligne " + std::to_string(number_) +
                    " ; vérifiez le disque ou la source et recommencez");
    }
    return records;
  }

 private:
  [[nodiscard]] std::string place() const { return name_ + ":" + std::to_string(number_); }
  void warn(const std::string& what) { sink_.warning(place() + " : " + what); }

  /// False, with one failure for the whole file, when the lines are no records at all.
  bool is_jsonl(const std::string& line, bool first) {
    if (first) {
      const Content content = identify_content(line);
      if (content.name == "texte UTF-16" || guess_utf16(line) != Utf16Order::kNone) {
        return stop(
            "n'est pas en UTF-8 (UTF-16 ?) : convertissez-le, par exemple avec iconv -f UTF-16 -t UTF-8");
      }
      if (content.kind != ContentKind::kText) {
        return stop("n'est pas du JSONL (" + std::string(content.name) +
                    " ?) : un enregistrement {\"id\", \"title\", \"text\"} par ligne est attendu");
      }
      if (line == "{" || line.front() == '[') {
        return stop(
            "JSON sur plusieurs lignes ou en liste : écrivez un enregistrement par ligne, par exemple avec "
            "jq -c '.[]'");
      }
    }
    if (is_valid_utf8(line)) {
      if (seen_utf8_) return true;
      seen_utf8_ =
          std::any_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
      return true;
    }
    std::size_t good = 0;
    std::size_t bad = 0;
    for (std::size_t at = 0; at < line.size();) {
      const CodePoint c = decode_utf8(line, at);
      if (c.value == 0xFFFD) {
        ++bad;
      } else if (c.bytes > 1) {
        ++good;
      }
      at += c.bytes;
    }
    if (!seen_utf8_ && good < bad) {
      return stop(
          "n'est pas en UTF-8 (Latin-1 ou Windows-1252 ?), ligne " + std::to_string(number_) +
          " : convertissez-le, par exemple avec iconv -f WINDOWS-1252 -t UTF-8 ; la suite n'est pas lue");
    }
    seen_utf8_ = seen_utf8_ || good > 0;
    return true;
  }

  bool stop(const std::string& what) {
    sink_.failure(name_ + " : " + what);
    return false;
  }

  Document record(const std::string& line) {
    Json json = parse(line);
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
    return assemble(std::move(extract), with_prefix(prefix_, id), path_);
  }

  Json parse(const std::string& line) {
    try {
      if (is_valid_utf8(line)) return Json::parse(line);
      warn("UTF-8 mal formé : octets remplacés par « \uFFFD »");
      return Json::parse(to_valid_utf8(line));
    } catch (const Json::parse_error& error) {
      throw CorpusError(parse_problem(line, error.byte));
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
      if (nested && nested_keys_.insert(name).second) {
        warn("« " + name + " » est un objet ou une liste imbriquée, laissé de côté (ici et plus loin)");
      }
      if (!values.empty() && !name.empty()) metadata[name] = std::move(values);
    }
  }

  const std::string& name_;
  const std::string& prefix_;
  const std::string& path_;
  SeenIds& seen_;
  DocumentSink& sink_;
  std::uint64_t number_ = 0;
  bool seen_utf8_ = false;  ///< text beyond ASCII that was UTF-8
  std::set<std::string> nested_keys_;
};

}  // namespace

std::optional<std::string> SeenIds::add(const std::string& id, const std::string& name, std::uint64_t line) {
  if (files_.empty() || files_.back() != name) files_.push_back(name);
  const Place place{static_cast<std::uint32_t>(files_.size() - 1), line};
  const auto [found, inserted] = places_.try_emplace(id, place);
  if (inserted) return std::nullopt;
  const Place before = found->second;
  found->second = place;
  const std::string& file = files_[before.file];
  if (before.line == 0) return file;
  return file == name ? "la ligne " + std::to_string(before.line) : file + ":" + std::to_string(before.line);
}

std::size_t read_jsonl_records(std::istream& in, const std::string& name, const std::string& prefix,
                               const std::string& path, SeenIds& seen, DocumentSink& sink) {
  return Reader(name, prefix, path, seen, sink).read(in);
}

}  // namespace cote::corpus

namespace cote {

void read_jsonl(std::istream& in, const std::string& name, const std::string& prefix, DocumentSink& sink) {
  corpus::SeenIds seen;
  if (corpus::read_jsonl_records(in, name, prefix, {}, seen, sink) == 0) {
    sink.failure(name + " : vide, aucun enregistrement");
  }
}

}  // namespace cote
