// From the bytes of a text file to UTF-8.
#include <simdjson.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <memory>

#include "corpus/extract.hpp"
#include "corpus/values.hpp"

namespace cote::corpus {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

std::size_t line_of(std::string_view bytes, std::size_t offset) {
  return 1 + static_cast<std::size_t>(
                 std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

/// How much of the bytes is UTF-8 beyond ASCII, and how much is not.
struct Utf8Census {
  std::size_t good = 0;       ///< well-formed sequences of two bytes and more
  std::size_t bad = 0;        ///< ill-formed ones
  std::size_t first_bad = 0;  ///< offset of the first
};

bool is_ill_formed(std::string_view text, std::size_t at, const CodePoint& c) {
  return c.value == kReplacement && text.substr(at, c.bytes) != "\xEF\xBF\xBD";
}

Utf8Census take_census(std::string_view text) {
  Utf8Census census;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (is_ill_formed(text, at, c)) {
      if (census.bad == 0) census.first_bad = at;
      ++census.bad;
    } else if (c.bytes > 1) {
      ++census.good;
    }
    at += c.bytes;
  }
  return census;
}

/// One byte as a Latin-1 character; normalize_text() turns U+0080 to U+009F into what Windows-1252 has there.
void append_byte(std::string& out, char byte) { append_utf8(out, static_cast<unsigned char>(byte)); }

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) append_byte(out, byte);
  return out;
}

/// UTF-8 with its ill-formed bytes read as Windows-1252.
std::string from_mixture(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint c = decode_utf8(bytes, at);
    if (is_ill_formed(bytes, at, c)) {
      for (std::size_t i = at; i < at + c.bytes; ++i) append_byte(out, bytes[i]);
    } else {
      out.append(bytes, at, c.bytes);
    }
    at += c.bytes;
  }
  return out;
}

std::string from_utf16(std::string_view bytes, Utf16Order order, std::vector<std::string>& warnings) {
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(order == Utf16Order::kLittle ? first | (second << 8)
                                                              : (first << 8) | second);
  };
  std::string out;
  out.reserve(bytes.size());
  std::size_t broken = 0;
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c <= 0xDFFF) {
      const char32_t low = c < 0xDC00 && at + 3 < bytes.size() ? unit(at + 2) : 0;
      if (low >= 0xDC00 && low <= 0xDFFF) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      } else {
        c = kReplacement;
        ++broken;
      }
    }
    append_utf8(out, c);
  }
  if (at < bytes.size()) ++broken;
  if (broken > 0) {
    warnings.push_back("UTF-16 abîmé ou coupé : " + std::to_string(broken) +
                       " caractère(s) remplacé(s) par « \uFFFD »");
    if (at < bytes.size()) append_utf8(out, kReplacement);
  }
  return out;
}

std::string from_utf32(std::string_view bytes, Utf16Order order, std::vector<std::string>& warnings) {
  std::string out;
  out.reserve(bytes.size() / 2);
  std::size_t broken = bytes.size() % 4 == 0 ? 0 : 1;
  for (std::size_t at = 0; at + 3 < bytes.size(); at += 4) {
    char32_t c = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t shift = 8 * (order == Utf16Order::kLittle ? i : 3 - i);
      c |= static_cast<char32_t>(static_cast<unsigned char>(bytes[at + i])) << shift;
    }
    const bool valid = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    broken += valid ? 0 : 1;
    append_utf8(out, valid ? c : kReplacement);
  }
  if (broken > 0) {
    warnings.push_back("UTF-32 abîmé ou coupé : " + std::to_string(broken) +
                       " caractère(s) remplacé(s) par « \uFFFD »");
  }
  return out;
}

/// By ICU's converter of that name; nothing when it has none. Names that would let bytes change their meaning
/// midway (UTF-7, ISO-2022) and UTF-16, which would have been seen by now, are not taken.
std::optional<std::string> from_declared(std::string_view bytes, const std::string& name) {
  if (name.starts_with("utf") || name.starts_with("iso-2022") || name.starts_with("hz")) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.c_str(), &status),
                                                                     &ucnv_close);
  if (U_FAILURE(status) || !converter) return std::nullopt;
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  std::array<UChar, 4096> units{};
  const char* source = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  char32_t high = 0;
  do {
    UChar* target = units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, nullptr, 1, &status);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return std::nullopt;
    for (const UChar* u = units.data(); u != target; ++u) {
      const char32_t c = *u;
      if (c >= 0xD800 && c < 0xDC00) {
        high = c;
      } else if (c >= 0xDC00 && c <= 0xDFFF) {
        append_utf8(out, high == 0 ? kReplacement : 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00));
        high = 0;
      } else {
        append_utf8(out, c);
      }
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return out;
}

/// Labels that mean Windows-1252 on the web and elsewhere.
bool is_windows_1252(const std::string& name) {
  constexpr std::array<std::string_view, 8> kNames = {"windows-1252", "cp1252",  "iso-8859-1", "iso8859-1",
                                                      "iso_8859-1",   "latin-1", "latin1",     "us-ascii"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

void replace_nuls(std::string& text, std::vector<std::string>& warnings) {
  const auto count = std::count(text.begin(), text.end(), '\0');
  if (count == 0) return;
  if (static_cast<std::size_t>(count) * 1000 > text.size() + 1000) {
    throw CorpusError(
        "contenu binaire (données binaires) : ce n'est pas du texte ; donnez l'original dans un format lu");
  }
  warnings.push_back(std::to_string(count) + " octet(s) nul(s) dans le texte, le premier ligne " +
                     std::to_string(line_of(text, text.find('\0'))) + " : le fichier est peut-être abîmé");
  std::replace(text.begin(), text.end(), '\0', ' ');
}

std::string decode_without_mark(std::string_view bytes, const std::string& declared,
                                std::vector<std::string>& warnings) {
  if (const Utf16Order order = guess_utf16(bytes); order != Utf16Order::kNone) {
    return from_utf16(bytes, order, warnings);
  }
  if (simdjson::validate_utf8(bytes)) return std::string(bytes);
  const Utf8Census census = take_census(bytes);
  if (census.good > census.bad) {
    const std::string place = "ligne " + std::to_string(line_of(bytes, census.first_bad));
    if (census.bad > 2 && census.bad * 10 > census.good) {
      warnings.push_back("mélange d'UTF-8 et de Windows-1252 (première fois " + place +
                         ") : chaque octet est lu dans le codage où il a un sens");
      return from_mixture(bytes);
    }
    warnings.push_back(
        place + " : UTF-8 mal formé ; " +
        (census.bad == 1 ? "un caractère remplacé"
                         : std::to_string(census.bad) + " caractères remplacés, le premier à cette ligne,") +
        " par « \uFFFD »");
    return to_valid_utf8(bytes);
  }
  if (!declared.empty() && !is_windows_1252(declared)) {
    if (auto text = from_declared(bytes, declared)) return std::move(*text);
    warnings.push_back("jeu de caractères « " + to_valid_utf8(declared) +
                       " » : inconnu, ou démenti par le contenu ; lu comme Windows-1252");
  }
  return from_windows_1252(bytes);
}

}  // namespace

std::string decode_text(std::string_view bytes, std::string_view declared,
                        std::vector<std::string>& warnings) {
  using namespace std::string_view_literals;
  const Content content = identify_content(bytes);
  if (content.kind == ContentKind::kOther || content.kind == ContentKind::kPdf) {
    throw CorpusError("contenu binaire (" + std::string(content.name) +
                      " ?) : ce n'est pas du texte ; corrigez l'extension du fichier ou donnez l'original");
  }
  std::string text;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    text = decode_without_mark(bytes.substr(3), "utf-8", warnings);
  } else if (bytes.starts_with("\xFF\xFE\0\0"sv)) {
    text = from_utf32(bytes.substr(4), Utf16Order::kLittle, warnings);
  } else if (bytes.starts_with("\0\0\xFE\xFF"sv)) {
    text = from_utf32(bytes.substr(4), Utf16Order::kBig, warnings);
  } else if (bytes.starts_with("\xFF\xFE")) {
    text = from_utf16(bytes.substr(2), Utf16Order::kLittle, warnings);
  } else if (bytes.starts_with("\xFE\xFF")) {
    text = from_utf16(bytes.substr(2), Utf16Order::kBig, warnings);
  } else {
    text = decode_without_mark(bytes, ascii_lower(declared), warnings);
  }
  replace_nuls(text, warnings);
  return normalize_text(std::move(text));
}

}  // namespace cote::corpus
