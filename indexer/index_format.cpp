// Terms, values and records of an index; see index_format.hpp for the table.
#include "indexer/index_format.hpp"

#include <xapian.h>

#include <algorithm>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <map>

#include "indexer/format/bytes.hpp"

namespace cote::index_format {
namespace {

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

std::string cut_term(std::string_view prefix, std::string_view text) {
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

std::string id_term(std::string_view id) { return cut_term("Q", clean_value(id)); }
std::string parent_term(std::string_view id) { return cut_term("P", clean_value(id)); }
std::string stem_term(char spelling, std::string_view stem) {
  const char prefix[] = {'Z', spelling};
  return cut_term({prefix, 2}, stem);
}
std::string surface_term(char spelling, std::string_view word) {
  const char prefix[] = {'W', spelling};
  return cut_term({prefix, 2}, word);
}
std::string solid_term(char spelling, std::string_view word) {
  const char prefix[] = {'V', spelling};
  return cut_term({prefix, 2}, word);
}
std::string surfaces_key(std::string_view stem_term) { return cut_term("F", stem_term); }
std::string plain_key(std::string_view folded) { return cut_term("f", folded); }
std::string root_key(bool accents, std::string_view root) { return cut_term(accents ? "R" : "r", root); }
std::string entity_term(const Entity& entity) {
  return cut_term("E" + std::string(facet_of(entity.kind)) + ":", entity.canonical);
}
std::string reference_term(std::string_view canonical) { return cut_term("Y", canonical); }
std::string below_term(std::string_view canonical) { return cut_term("U", canonical); }
std::string own_symbol_term(std::string_view canonical) { return cut_term("B", canonical); }
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
  return cut_term(facet_prefix(facet.substr(0, utf8_prefix(facet, 100))), value);
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
std::string written_key(std::string_view definition_term) { return cut_term("G", definition_term); }
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

std::vector<std::string> stem_terms(const Token& token, bool entity) {
  if (token.stop || token.clitic) return {};
  if (token.foreign && !token.acronym && !token.keyword) {
    return {stem_term('k', fold_accents(token.surface))};
  }
  if (token.acronym) {
    if (entity) return {};
    std::vector<std::string> terms{stem_term('k', token.text)};
    if (!token.folded.empty()) terms.push_back(stem_term('c', token.folded));
    return terms;
  }
  std::vector<std::string> terms{stem_term(letter_of(token.spelling), token.text)};
  if (!token.folded.empty()) terms.push_back(stem_term('f', token.folded));
  if (!token.other.empty()) terms.push_back(stem_term('o', token.other));
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

std::string encode_place(const Place& place) {
  std::string out;
  put_number(out, place.stream);
  put_number(out, place.stream_size);
  put_number(out, place.record.block);
  put_number(out, place.record.index);
  put_number(out, place.paragraphs);
  return out;
}

Place decode_place(std::string_view bytes) {
  ByteReader reader(bytes);
  Place place;
  place.stream = reader.number();
  place.stream_size = reader.number();
  place.record.block = reader.number();
  place.record.index = static_cast<std::uint32_t>(reader.number());
  place.paragraphs = static_cast<std::uint32_t>(reader.number());
  return place;
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

void check_no_older_index(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path / "iamglass", error)) return;
  const std::string name = path.string();
  try {
    const Xapian::Database database(name);
    const std::string format = database.get_metadata("cote.format");  // formats 1 to 3 were one database
    check_metadata(name, format, {}, {});
  } catch (const Xapian::Error&) {
    rethrow(name);
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
