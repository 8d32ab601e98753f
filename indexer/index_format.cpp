// Terms, values and records of an index; see index_format.hpp for the table.
#include "indexer/index_format.hpp"

#include <xapian.h>

#include <algorithm>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <map>
#include <nlohmann/json.hpp>

namespace cote::index_format {
namespace {

using nlohmann::json;

/// 64-bit FNV-1a in hexadecimal. Two long ids with the same hash would also need the same first 200 bytes.
std::string hash_of(std::string_view data) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : data) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3U;
  }
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 0; i < 16; ++i) out[15 - i] = kDigits[(hash >> (4 * i)) & 0xF];
  return out;
}

std::string term(std::string_view prefix, std::string_view text) {
  std::string out(prefix);
  if (prefix.size() + text.size() <= kLongestTerm) {
    out += text;
    return out;
  }
  constexpr std::size_t kHash = 17;  // ~ and 16 digits
  out += text.substr(0, utf8_prefix(text, kLongestTerm - prefix.size() - kHash));
  out += '~';
  out += hash_of(text);
  return out;
}

char letter_of(Spelling spelling) {
  switch (spelling) {
    case Spelling::kAccented:
      return 'a';
    case Spelling::kCapitals:
      return 'c';
    case Spelling::kPlain:
      break;
  }
  return 'n';
}

}  // namespace

std::string id_term(std::string_view id) { return term("Q", clean_value(id)); }
std::string parent_term(std::string_view id) { return term("P", clean_value(id)); }
std::string stem_term(char spelling, std::string_view stem, Field field) {
  const char prefix[] = {field == Field::kTitle ? 'S' : 'Z', spelling};
  return term({prefix, 2}, stem);
}
std::string surface_term(char spelling, std::string_view word) {
  const char prefix[] = {'W', spelling};
  return term({prefix, 2}, word);
}
std::string solid_term(char spelling, std::string_view word) {
  const char prefix[] = {'V', spelling};
  return term({prefix, 2}, word);
}
std::string surfaces_key(std::string_view stem_term) { return term("F", stem_term); }
std::string root_key(bool accents, std::string_view root) { return term(accents ? "R" : "r", root); }
std::string entity_term(const Entity& entity) {
  return term("E" + std::string(facet_of(entity.kind)) + ":", entity.canonical);
}
std::string reference_term(std::string_view canonical) { return term("Y", canonical); }
std::string below_term(std::string_view canonical) { return term("U", canonical); }
std::string own_symbol_term(std::string_view canonical) { return term("B", canonical); }
std::vector<std::string> unqualified_keys(const std::string& key) {
  const std::size_t colon = key.rfind(':');
  if (colon == std::string::npos) return {};
  std::vector<std::string> same;
  for (std::string& broader : broader_references(key)) {
    const std::size_t other = broader.rfind(':');
    if (other != std::string::npos && broader.compare(other, std::string::npos, key, colon) == 0)
      same.push_back(std::move(broader));
  }
  return same;
}
std::string facet_prefix(std::string_view facet) { return "XF" + std::string(facet) + ":"; }
std::string facet_term(std::string_view facet, std::string_view value) {
  return term(facet_prefix(facet.substr(0, utf8_prefix(facet, 100))), value);
}

std::string definition_prefix(std::string_view acronym) { return "A" + std::string(acronym) + ":"; }
std::string long_form_prefix(std::string_view key) { return "L" + std::string(key) + ":"; }
std::string definition_term(std::string_view acronym, std::string_view key) {
  if (acronym.size() + key.size() + 2 > kLongestTerm || key.empty()) return {};
  return definition_prefix(acronym) + std::string(key);
}
std::string long_form_term(std::string_view key, std::string_view acronym) {
  if (acronym.size() + key.size() + 2 > kLongestTerm || key.empty()) return {};
  return long_form_prefix(key) + std::string(acronym);
}
std::string written_key(std::string_view definition_term) { return term("G", definition_term); }
std::string long_form_key(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  std::string key;
  for (std::size_t i = first; i <= last && i < tokens.size(); ++i) {
    if (tokens[i].stop || tokens[i].clitic) continue;
    if (!key.empty()) key += ' ';
    // A colon ends the long form in its term.
    for (const char c : fold_accents(tokens[i].text)) key += c == ':' ? ' ' : c;
  }
  return key;
}

TextKind kind_of(const Document& document) {
  return document.language.empty() || document.language == "fr" ? TextKind::kDocument : TextKind::kForeign;
}

std::vector<std::string> stem_terms(const Token& token, bool entity, Field field) {
  if (token.stop || token.clitic) return {};
  if (token.foreign && !token.acronym && !token.keyword) {
    return {stem_term('k', fold_accents(token.surface), field)};
  }
  if (token.acronym) {
    if (entity) return {};
    std::vector<std::string> terms{stem_term('k', token.text, field)};
    if (!token.folded.empty()) terms.push_back(stem_term('c', token.folded, field));
    return terms;
  }
  std::vector<std::string> terms{stem_term(letter_of(token.spelling), token.text, field)};
  if (!token.folded.empty()) terms.push_back(stem_term('f', token.folded, field));
  if (!token.other.empty()) terms.push_back(stem_term('o', token.other, field));
  return terms;
}

std::vector<std::string> surface_terms(const Token& token, bool solid) {
  const auto make = solid ? solid_term : surface_term;
  std::vector<std::string> terms{make(letter_of(token.spelling), token.surface)};
  if (token.spelling == Spelling::kAccented) terms.push_back(make('f', fold_accents(token.surface)));
  return terms;
}

std::vector<bool> entity_acronyms(const Analysis& analysis) {
  std::vector<bool> result(analysis.tokens.size(), false);
  for (const EntityMention& mention : analysis.entities) {
    if (mention.acronym) result[mention.first] = true;
  }
  return result;
}

std::string clean_value(std::string_view value) {
  std::string out(value);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return out;
}

std::string encode_record(const Document& document, const Metadata& facets,
                          const std::vector<StoredCitation>& citations) {
  // Short keys: they stand in every record.
  json paragraphs = json::array();
  const std::vector<std::string>* heading = nullptr;
  for (const Paragraph& paragraph : document.paragraphs) {
    json item = {{"o", paragraph.ordinal},
                 {"t", paragraph.text},
                 {"b", paragraph.source_begin},
                 {"e", paragraph.source_end}};
    if (paragraph.number) item["n"] = *paragraph.number;
    if (paragraph.page) item["p"] = *paragraph.page;
    // Only where it changes: most paragraphs stand under the same headings as the one before.
    if (heading == nullptr || *heading != paragraph.heading) item["h"] = paragraph.heading;
    heading = &paragraph.heading;
    paragraphs.push_back(std::move(item));
  }
  json record = {{"id", document.id},         {"title", document.title}, {"type", document.type},
                 {"lang", document.language}, {"path", document.path},   {"symbols", document.symbols},
                 {"meta", document.metadata}, {"facets", facets},        {"par", std::move(paragraphs)}};
  if (document.date) record["date"] = *document.date;
  if (document.url) record["url"] = *document.url;
  if (!document.symbol_rules.empty()) record["symrules"] = document.symbol_rules;
  if (!document.date_rule.empty()) record["daterule"] = document.date_rule;
  if (!citations.empty()) {
    json list = json::array();
    for (const StoredCitation& citation : citations) {
      json item = {
          {"k", citation.canonical}, {"t", static_cast<int>(citation.kind)}, {"o", citation.ordinals}};
      if (citation.display != citation.canonical) item["d"] = citation.display;
      if (!citation.date.empty()) item["a"] = citation.date;
      if (!citation.certain) item["u"] = true;
      list.push_back(std::move(item));
    }
    record["cites"] = std::move(list);
  }
  std::string bytes;
  json::to_cbor(record, bytes);
  return bytes;
}

std::string content_hash(const Document& document) { return hash_of(encode_record(document, {})); }

Record decode_record(std::string_view bytes) {
  try {
    json value = json::from_cbor(bytes);
    Record record;
    Document& document = record.document;
    document.id = value.at("id").get<std::string>();
    document.title = value.at("title").get<std::string>();
    document.type = value.at("type").get<std::string>();
    document.language = value.at("lang").get<std::string>();
    document.path = value.at("path").get<std::string>();
    document.symbols = value.at("symbols").get<std::vector<std::string>>();
    for (const auto& [key, list] : value.at("meta").items())
      document.metadata[key] = list.get<std::vector<std::string>>();
    for (const auto& [key, list] : value.at("facets").items())
      record.facets[key] = list.get<std::vector<std::string>>();
    if (value.contains("date")) document.date = value["date"].get<std::string>();
    if (value.contains("url")) document.url = value["url"].get<std::string>();
    for (json& item : value.at("par")) {
      Paragraph paragraph;
      paragraph.ordinal = item.at("o").get<std::uint32_t>();
      paragraph.text = std::move(item.at("t").get_ref<std::string&>());
      paragraph.source_begin = item.at("b").get<std::uint32_t>();
      paragraph.source_end = item.at("e").get<std::uint32_t>();
      if (item.contains("n")) paragraph.number = item["n"].get<std::string>();
      if (item.contains("p")) paragraph.page = item["p"].get<std::uint32_t>();
      if (item.contains("h")) {
        paragraph.heading = item["h"].get<std::vector<std::string>>();
      } else if (!document.paragraphs.empty()) {
        paragraph.heading = document.paragraphs.back().heading;
      }
      document.paragraphs.push_back(std::move(paragraph));
    }
    if (value.contains("symrules")) document.symbol_rules = value["symrules"].get<std::vector<std::string>>();
    if (value.contains("daterule")) document.date_rule = value["daterule"].get<std::string>();
    if (value.contains("cites")) {
      for (json& item : value["cites"]) {
        StoredCitation citation;
        citation.canonical = std::move(item.at("k").get_ref<std::string&>());
        citation.kind = static_cast<ReferenceKind>(item.at("t").get<std::uint8_t>());
        citation.ordinals = item.at("o").get<std::vector<std::uint32_t>>();
        citation.display = item.value("d", citation.canonical);
        citation.date = item.value("a", std::string());
        citation.certain = !item.value("u", false);
        record.citations.push_back(std::move(citation));
      }
    }
    return record;
  } catch (const json::exception& error) {
    throw IndexError(std::string("enregistrement illisible dans l'index (") + error.what() +
                     ") ; reconstruisez-le avec « cote index »");
  }
}

namespace {

/// The stages in which two fingerprints differ: "stem, entities".
std::string differing_stages(std::string_view left, std::string_view right) {
  const auto parse = [](std::string_view fingerprint) {
    std::map<std::string, std::string, std::less<>> stages;
    while (!fingerprint.empty()) {
      const std::size_t end = std::min(fingerprint.find(';'), fingerprint.size());
      const std::string_view stage = fingerprint.substr(0, end);
      const std::size_t equals = std::min(stage.find('='), stage.size());
      stages.emplace(stage.substr(0, equals), stage.substr(std::min(equals + 1, stage.size())));
      fingerprint.remove_prefix(std::min(end + 1, fingerprint.size()));
    }
    return stages;
  };
  const auto a = parse(left);
  const auto b = parse(right);
  std::string out;
  const auto note = [&](const std::string& name) { out += (out.empty() ? "" : ", ") + name; };
  for (const auto& [name, version] : a) {
    const auto other = b.find(name);
    if (other == b.end() || other->second != version) note(name);
  }
  for (const auto& [name, version] : b) {
    if (!a.contains(name)) note(name);
  }
  return out;
}

}  // namespace

void check_metadata(const std::string& name, const std::string& format, const std::string& stored_fingerprint,
                    const std::string& fingerprint) {
  if (format.empty()) {
    throw IndexError("index « " + name +
                     " » : base Xapian, mais pas un index de Cote ; donnez un autre dossier à -i");
  }
  if (format != std::to_string(kVersion)) {
    throw IndexError("index « " + name + " » : format " + format + ", cette version lit le format " +
                     std::to_string(kVersion) + " ; supprimez-le et réindexez avec « cote index »");
  }
  if (stored_fingerprint != fingerprint) {
    const std::string stages = differing_stages(stored_fingerprint, fingerprint);
    if (stages == "acronyms, entities") {  // the two that carry the lexicon's fingerprint
      throw IndexError("index « " + name +
                       " » : fait avec un autre lexique ; donnez avec --lexicon les mêmes fichiers, dans le "
                       "même ordre, ou supprimez-le et réindexez avec « cote index »");
    }
    throw IndexError(
        "index « " + name + " » : fait avec une autre chaîne d'analyse (étapes différentes : " + stages +
        ") ; supprimez-le et réindexez avec « cote index », ou employez la version de Cote qui l'a fait");
  }
}

void rethrow(const std::string& name) {
  const std::string index = "index « " + name + " » : ";
  try {
    throw;
  } catch (const Xapian::DatabaseLockError& error) {
    // Xapian says "already locked" for a lock that another process holds, and else why there is none.
    if (error.get_msg().find("already locked") == std::string::npos) {
      throw IndexError(index + "verrou impossible (" + error.get_msg() +
                       ") ; vérifiez vos droits sur le dossier");
    }
    throw IndexError(index +
                     "un autre programme y écrit en ce moment ; attendez qu'il ait fini et recommencez");
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw IndexError(index + "abîmé (" + error.get_msg() +
                     ") ; supprimez-le et réindexez avec « cote index »");
  } catch (const Xapian::DatabaseVersionError& error) {
    throw IndexError(index + "écrit par une autre version de Xapian (" + error.get_msg() +
                     ") ; supprimez-le et réindexez avec « cote index »");
  } catch (const Xapian::DatabaseOpeningError& error) {
    throw IndexError(index + "ne s'ouvre pas (" + error.get_msg() +
                     ") ; vérifiez le chemin, ou créez-le avec « cote index »");
  } catch (const Xapian::DatabaseModifiedError&) {
    throw IndexError(index + "modifié sans cesse pendant la lecture ; recommencez");
  } catch (const Xapian::Error& error) {
    const std::string system =
        error.get_error_string() == nullptr ? "" : std::string(" : ") + error.get_error_string();
    throw IndexError(index + error.get_msg() + system +
                     " ; ce qui était enregistré reste. Vérifiez la place sur le disque");
  }
}

}  // namespace cote::index_format
