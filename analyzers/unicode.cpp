// UTF-8, case and accents. French text is almost all ASCII and Latin-1 letters, so those go through tables by
// hand; ICU does the rest, so that both paths give the same (tests/analyzers/unicode_test.cpp compares them).
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cote/error.hpp>
#include <cote/unicode.hpp>

namespace cote {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Base letter of a lower-case Latin-1 letter with a diacritic (U+00E0 to U+00FF), 0 where there is none.
constexpr char kLatin1Base[32] = {'a', 'a', 'a', 'a', 'a', 'a', 0,   'c', 'e', 'e', 'e',
                                  'e', 'i', 'i', 'i', 'i', 0,   'n', 'o', 'o', 'o', 'o',
                                  'o', 0,   'o', 'u', 'u', 'u', 'u', 'y', 0,   'y'};

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

const icu::Normalizer2& nfc() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw Error("ICU : tables de normalisation introuvables ; réinstallez libicu");
    return found;
  }();
  return *instance;
}

const icu::Normalizer2& nfkc() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw Error("ICU : tables de normalisation introuvables ; réinstallez libicu");
    return found;
  }();
  return *instance;
}

/// The slow, general form of fold_case: NFKC (ligatures, full-width and superscript forms), lower case, NFC.
std::string fold_case_icu(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  icu::UnicodeString folded;
  nfkc().normalize(source, folded, status);
  if (U_FAILURE(status)) folded = source;
  folded.toLower(icu::Locale::getFrench());
  status = U_ZERO_ERROR;
  icu::UnicodeString composed;
  nfc().normalize(folded, composed, status);
  if (U_FAILURE(status)) composed = folded;
  std::string utf8;
  composed.toUTF8String(utf8);
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto [c, bytes] = decode_utf8(utf8, at);
    if (c == U'œ') {
      out += "oe";
    } else if (c == U'æ') {
      out += "ae";
    } else if (c != 0x00AD) {  // the soft hyphen is invisible
      out.append(utf8, at, bytes);
    }
    at += bytes;
  }
  return out;
}

std::string strip_marks_icu(std::string_view folded) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) return std::string(folded);
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(folded.data(), static_cast<int32_t>(folded.size())));
  icu::UnicodeString decomposed;
  nfd->normalize(source, decomposed, status);
  if (U_FAILURE(status)) return std::string(folded);
  icu::UnicodeString bare;
  for (int32_t i = 0; i < decomposed.length();) {
    const UChar32 c = decomposed.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    bare.append(c == 0xF8 ? UChar32{'o'} : c);  // ø has no decomposition
  }
  std::string out;
  bare.toUTF8String(out);
  return out;
}

/// fold_key() of text in ASCII and the letters that Latin-1 has for French, in one pass; false where anything
/// else stands.
bool append_plain_key(std::string& out, std::string_view text) {
  bool gap = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    char letter = 0;
    if (byte < 0x80) {
      const unsigned lower = byte | 0x20U;
      if (lower >= 'a' && lower <= 'z') {
        letter = static_cast<char>(lower);
      } else if (byte >= '0' && byte <= '9') {
        letter = static_cast<char>(byte);
      }
    } else if (byte == 0xC3 && at + 1 < text.size() &&
               is_continuation(static_cast<unsigned char>(text[at + 1]))) {
      ++at;
      letter = kLatin1Base[static_cast<unsigned char>(text[at]) & 0x1FU];
      // The table is that of the small letters; where ÿ has its capital, ß stands.
      if (letter == 0 || text[at] == '\x9F') return false;
    } else if (text.substr(at, 3) == "\u2019") {
      at += 2;
    } else {
      return false;
    }
    if (letter == 0) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += letter;
  }
  return true;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  const std::size_t left = text.size() - at;
  if (lead >= 0xC2 && lead <= 0xDF) {
    if (left < 2 || !is_continuation(byte(at + 1))) return {kReplacement, 1};
    return {static_cast<char32_t>(((lead & 0x1F) << 6) | (byte(at + 1) & 0x3F)), 2};
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : 0xBF;
    if (left < 2 || byte(at + 1) < low || byte(at + 1) > high) return {kReplacement, 1};
    if (left < 3 || !is_continuation(byte(at + 2))) return {kReplacement, 2};
    return {
        static_cast<char32_t>(((lead & 0x0F) << 12) | ((byte(at + 1) & 0x3F) << 6) | (byte(at + 2) & 0x3F)),
        3};
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xF4 ? 0x8F : 0xBF;
    if (left < 2 || byte(at + 1) < low || byte(at + 1) > high) return {kReplacement, 1};
    if (left < 3 || !is_continuation(byte(at + 2))) return {kReplacement, 2};
    if (left < 4 || !is_continuation(byte(at + 3))) return {kReplacement, 3};
    return {static_cast<char32_t>(((lead & 0x07) << 18) | ((byte(at + 1) & 0x3F) << 12) |
                                  ((byte(at + 2) & 0x3F) << 6) | (byte(at + 3) & 0x3F)),
            4};
  }
  return {kReplacement, 1};
}

void append_utf8(std::string& out, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = kReplacement;
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0 | (value >> 6));
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0 | (value >> 12));
    out += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (value >> 18));
    out += static_cast<char>(0x80 | ((value >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  }
}

bool is_valid_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, bytes] = decode_utf8(text, at);
    // A well-formed U+FFFD takes three bytes beginning with EF BF; anything else that gave U+FFFD was
    // ill-formed.
    if (value == kReplacement && !(bytes == 3 && text.substr(at, 3) == "\xEF\xBF\xBD")) return false;
    at += bytes;
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, bytes] = decode_utf8(text, at);
    append_utf8(out, value);
    at += bytes;
  }
  return out;
}

std::size_t count_code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += decode_utf8(text, at).bytes;
  return count;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
      ++at;
      continue;
    }
    const auto [c, bytes] = decode_utf8(text, at);
    // A mark after this letter may compose with it; NFKC changes much of what is not a Latin letter.
    if (c == 0x0152 || c == 0x0153) {
      out += "oe";
    } else if (c == 0xC6 || c == 0xE6) {
      out += "ae";
    } else if (c >= 0xC0 && c <= 0xDE && c != 0xD7) {
      append_utf8(out, c + 32);
    } else if (c >= 0xDF && c <= 0xFF && c != 0xF7) {
      append_utf8(out, c);
    } else if (c == 0x2019 || c == 0x2018) {
      append_utf8(out, c);
    } else {
      return fold_case_icu(text);
    }
    at += bytes;
  }
  return out;
}

std::string fold_accents(std::string_view text) {
  const std::string folded = fold_case(text);
  std::string out;
  out.reserve(folded.size());
  for (std::size_t at = 0; at < folded.size();) {
    const auto [c, bytes] = decode_utf8(folded, at);
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c >= 0xE0 && c <= 0xFF && kLatin1Base[c - 0xE0] != 0) {
      out += kLatin1Base[c - 0xE0];
    } else if (c == 0xF0 || c == 0xFE || c == 0xDF || c == 0x2019 || c == 0x2018 || c == 0xF7 || c == 0xD7) {
      out.append(folded, at, bytes);
    } else {
      return strip_marks_icu(folded);
    }
    at += bytes;
  }
  return out;
}

std::string fold_key(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  if (append_plain_key(out, text)) return out;
  out.clear();
  const std::string folded = fold_accents(text);
  bool gap = false;
  for (std::size_t at = 0; at < folded.size();) {
    const auto [c, bytes] = decode_utf8(folded, at);
    if (is_letter(c) || is_digit(c)) {
      if (gap && !out.empty()) out += ' ';
      gap = false;
      out.append(folded, at, bytes);
    } else {
      gap = true;
    }
    at += bytes;
  }
  return out;
}

bool is_letter(char32_t c) noexcept {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c == 0xBA || c == 0xAA) return false;  // º and ª are ordinal signs in French text ("nº")
  if (c < 0x100) return c >= 0xC0 && c != 0xD7 && c != 0xF7;
  return u_isalpha(static_cast<UChar32>(c)) != 0;
}

bool is_digit(char32_t c) noexcept {
  if (c < 0x80) return c >= '0' && c <= '9';
  return u_isdigit(static_cast<UChar32>(c)) != 0;
}

bool is_upper(char32_t c) noexcept {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c < 0x100) return c >= 0xC0 && c <= 0xDE && c != 0xD7;
  return u_isupper(static_cast<UChar32>(c)) != 0;
}

bool is_lower(char32_t c) noexcept {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  if (c < 0x100) return c >= 0xDF && c != 0xF7;
  return u_islower(static_cast<UChar32>(c)) != 0 && is_letter(c);
}

bool is_space(char32_t c) noexcept {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
  if (c < 0x100) return c == 0x85 || c == 0xA0;
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool is_mark(char32_t c) noexcept {
  if (c < 0x300) return false;
  const auto type = u_charType(static_cast<UChar32>(c));
  return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK;
}

bool is_apostrophe(char32_t c) noexcept {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x2032 || c == 0xB4 || c == '`';
}

bool is_hyphen(char32_t c) noexcept { return c == '-' || c == 0x2010 || c == 0x2011; }

std::size_t utf8_prefix(std::string_view text, std::size_t max_bytes) noexcept {
  if (text.size() <= max_bytes) return text.size();
  std::size_t at = max_bytes;
  while (at > 0 && is_continuation(static_cast<unsigned char>(text[at]))) --at;
  return at;
}

}  // namespace cote
