#include "corpus/values.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cote/error.hpp>
#include <cote/unicode.hpp>

#include "corpus/bytes.hpp"
#include "corpus/describe.hpp"

namespace cote::corpus {
namespace {

using namespace std::string_view_literals;

/// How many bytes decide what a file is.
constexpr std::size_t kSample = 8192;

struct Signature {
  std::string_view magic;
  std::string_view name;
};

// clang-format off
constexpr Signature kSignatures[] = {
    {"\x89PNG\r\n\x1a\n"sv,               "image PNG"},
    {"\xff\xd8\xff"sv,                    "image JPEG"},
    {"GIF8"sv,                            "image GIF"},
    {"II*\0"sv,                           "image TIFF"},
    {"MM\0*"sv,                           "image TIFF"},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "ancien document Office (DOC, XLS ou PPT)"},
    {"{\\rtf"sv,                          "document RTF"},
    {"%!PS"sv,                            "document PostScript"},
    {"\x1f\x8b"sv,                        "archive gzip"},
    {"\xfd" "7zXZ"sv,                     "archive xz"},
    {"BZh91AY"sv,                         "archive bzip2"},
    {"7z\xbc\xaf\x27\x1c"sv,              "archive 7z"},
    {"Rar!"sv,                            "archive RAR"},
    {"\x28\xb5\x2f\xfd"sv,                "archive zstd"},
    {"SQLite format 3"sv,                 "base SQLite"},
    {"\x7f" "ELF"sv,                      "programme"},
    {"MZ\x90\0"sv,                        "programme"},
    {"OggS"sv,                            "son ou vidéo"},
    {"ID3\3"sv,                           "son MP3"},
    {"ID3\4"sv,                           "son MP3"},
    {"\0\0\0\x18" "ftyp"sv,               "vidéo MP4"},
    {"\0\0\0\x20" "ftyp"sv,               "vidéo MP4"},
};
// clang-format on

std::string_view zip_name(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kSample);
  const auto has = [&](std::string_view what) { return head.find(what) != std::string_view::npos; };
  if (has("opendocument.text")) return "document OpenDocument (ODT)";
  if (has("opendocument.spreadsheet")) return "classeur OpenDocument (ODS)";
  if (has("opendocument.presentation")) return "présentation OpenDocument (ODP)";
  if (has("application/epub+zip")) return "livre EPUB";
  if (has("word/")) return "document Word (DOCX)";
  if (has("xl/")) return "classeur Excel (XLSX)";
  if (has("ppt/")) return "présentation PowerPoint (PPTX)";
  return "archive ZIP";
}

bool starts_with_tag(std::string_view text, std::string_view lower_tag) {
  return text.size() >= lower_tag.size() && ascii_lower(text.substr(0, lower_tag.size())) == lower_tag;
}

bool looks_like_html(std::string_view bytes) {
  std::string_view text = bytes.substr(0, kSample);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (true) {
    const std::size_t start = text.find_first_not_of(" \t\r\n\f");
    if (start == std::string_view::npos) return false;
    text.remove_prefix(start);
    const bool comment = text.starts_with("<!--");
    if (!comment && !text.starts_with("<?xml")) break;
    const std::size_t end = text.find(comment ? "-->"sv : ">"sv);
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + (comment ? 3 : 1));
  }
  return starts_with_tag(text, "<!doctype html") || starts_with_tag(text, "<html");
}

/// Control characters that no text has, NUL among them.
bool is_binary_control(unsigned char byte) {
  return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x0B &&
         byte != 0x1A && byte != 0x1B;
}

const icu::Normalizer2& nfc() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw Error("ICU : tables de normalisation introuvables ; réinstallez libicu");
    return found;
  }();
  return *instance;
}

/// Windows-1252, bytes 0x80 to 0x9F; 0: not assigned.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// What normalize_text() has to do with a text.
struct TextNeeds {
  bool rewrite = false;  ///< a sequence stands in it that is written otherwise, NFC aside
  bool nfc = false;      ///< it may not be in NFC
};

/// Of the character at `at`. Everything below U+0300 is in NFC, and so is the punctuation from U+2002 to
/// U+203F, which French is full of.
TextNeeds needs_of_char(std::string_view text, std::size_t at) {
  const auto byte = [text](std::size_t n) {
    return n < text.size() ? static_cast<unsigned char>(text[n]) : 0U;
  };
  switch (byte(at)) {
    case 0xC2:
      return {.rewrite = byte(at + 1) < 0xA0};
    case 0xE2: {
      const bool general = byte(at + 1) == 0x80;
      const unsigned last = byte(at + 2);
      return {.rewrite = general && (last == 0xA8 || last == 0xA9), .nfc = !general || last < 0x82};
    }
    case 0xEF:
      return {.rewrite = text.substr(at, 3) == "\xEF\xBB\xBF", .nfc = true};
    default:
      return {.rewrite = byte(at) < 0x80, .nfc = byte(at) >= 0x80};
  }
}

TextNeeds needs_of(std::string_view text) {
  TextNeeds needs;
  for (std::size_t at = 0; at < text.size() && !needs.rewrite; at += 64) {
    const bytes::Chunk chunk(text, at);
    std::uint64_t look = chunk.ask([](bytes::Block block) {
      const bytes::Answer control = (block < 0x20) & (block != '\n') & (block != '\t') & (block != '\f');
      return control | bytes::equal(block, 0x7F) | bytes::equal(block, 0xC2) | (block >= 0xCC);
    });
    for (; look != 0; look &= look - 1) {
      const TextNeeds more = needs_of_char(text, at + static_cast<std::size_t>(std::countr_zero(look)));
      needs.rewrite = needs.rewrite || more.rewrite;
      needs.nfc = needs.nfc || more.nfc;
    }
  }
  return needs;
}

std::string rewrite(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, bytes] = decode_utf8(text, at);
    if (c == '\r') {
      out += '\n';
      if (at + 1 < text.size() && text[at + 1] == '\n') ++at;
    } else if (c == 0x0B || c == 0x2028) {
      out += '\n';
    } else if (c == 0x2029) {
      out += "\n\n";
    } else if ((c < 0x20 && c != '\n' && c != '\t' && c != '\f') || c == 0x7F) {
      out += ' ';
    } else if (c >= 0x80 && c < 0xA0) {
      const char16_t was = kWindows1252[c - 0x80];
      if (was == 0) {
        out += ' ';
      } else {
        append_utf8(out, was);
      }
    } else if (c != 0xFEFF) {
      out.append(text, at, bytes);
    }
    at += bytes;
  }
  return out;
}

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + count, value);
  if (error != std::errc{} || end != text.data() + at + count || text[at] == '-') return std::nullopt;
  return value;
}

bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

enum class IsoCheck : std::uint8_t { kNotIso, kImpossible, kIso };

/// "2017", "2017-02", "2017-02-13" with a time or nothing behind it; "20170213".
IsoCheck iso_date(std::string_view text, std::string& out) {
  const auto year = digits(text, 0, 4);
  if (!year || *year < 1000) return IsoCheck::kNotIso;
  if (text.size() == 4) {
    out = text;
    return IsoCheck::kIso;
  }
  if (text.size() == 8 && std::all_of(text.begin(), text.end(), is_ascii_digit)) {
    return iso_date(std::string(text.substr(0, 4)) + '-' + std::string(text.substr(4, 2)) + '-' +
                        std::string(text.substr(6, 2)),
                    out);
  }
  if (text.size() < 7 || text[4] != '-') return IsoCheck::kNotIso;
  const auto month = digits(text, 5, 2);
  if (!month) return IsoCheck::kNotIso;
  if (*month < 1 || *month > 12) return IsoCheck::kImpossible;
  if (text.size() == 7) {
    out = text;
    return IsoCheck::kIso;
  }
  if (text.size() < 10 || text[7] != '-') return IsoCheck::kNotIso;
  const auto day = digits(text, 8, 2);
  if (!day) return IsoCheck::kNotIso;
  if (text.size() > 10 && text[10] != 'T' && text[10] != 't' && text[10] != ' ' && text[10] != 'Z' &&
      text[10] != '+') {
    return IsoCheck::kNotIso;
  }
  if (*day < 1 || *day > days_in_month(*year, *month)) return IsoCheck::kImpossible;
  out = text.substr(0, 10);
  return IsoCheck::kIso;
}

struct LanguageName {
  std::string_view name;
  std::string_view code;
};
constexpr LanguageName kLanguageNames[] = {
    {"fra", "fr"},     {"fre", "fr"},       {"français", "fr"}, {"francais", "fr"}, {"french", "fr"},
    {"eng", "en"},     {"anglais", "en"},   {"english", "en"},  {"spa", "es"},      {"espagnol", "es"},
    {"spanish", "es"}, {"ara", "ar"},       {"arabe", "ar"},    {"arabic", "ar"},   {"deu", "de"},
    {"ger", "de"},     {"allemand", "de"},  {"german", "de"},   {"ita", "it"},      {"italien", "it"},
    {"por", "pt"},     {"portugais", "pt"}, {"nld", "nl"},      {"rus", "ru"},      {"zho", "zh"},
    {"chi", "zh"},     {"russe", "ru"},     {"chinois", "zh"},
};

}  // namespace

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

Utf16Order guess_utf16(std::string_view bytes) {
  const std::size_t pairs = std::min(bytes.size(), kSample) / 2;
  if (pairs < 4) return Utf16Order::kNone;
  std::size_t zero_first = 0;
  std::size_t zero_second = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    zero_first += bytes[2 * i] == '\0' ? 1 : 0;
    zero_second += bytes[2 * i + 1] == '\0' ? 1 : 0;
  }
  // French has a zero in nearly every pair: only œ, ’, – and the like have none.
  if (zero_second * 10 >= pairs * 8 && zero_first * 20 <= pairs) return Utf16Order::kLittle;
  if (zero_first * 10 >= pairs * 8 && zero_second * 20 <= pairs) return Utf16Order::kBig;
  return Utf16Order::kNone;
}

Content identify_content(std::string_view bytes) {
  if (bytes.empty()) return {ContentKind::kEmpty, "fichier vide"};
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))
    return {ContentKind::kOther, zip_name(bytes)};
  for (const auto& [magic, name] : kSignatures) {
    if (bytes.starts_with(magic)) return {ContentKind::kOther, name};
  }
  if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return {ContentKind::kOther, "image WebP"};
  if (bytes.substr(0, std::min<std::size_t>(bytes.size(), 262)).ends_with("ustar")) {
    return {ContentKind::kOther, "archive tar"};
  }
  const std::size_t pdf = bytes.substr(0, 1024 + 5).find("%PDF-");
  const std::string_view before = bytes.substr(0, pdf == std::string_view::npos ? 0 : pdf);
  const bool text_before = std::any_of(before.begin(), before.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');  // a text that speaks of "%PDF-" is no PDF
  });
  if (pdf != std::string_view::npos && !text_before) return {ContentKind::kPdf, "document PDF"};
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
      guess_utf16(bytes) != Utf16Order::kNone || bytes.starts_with("\0\0\xFE\xFF"sv)) {
    return {ContentKind::kText, "texte UTF-16"};
  }
  if (looks_like_html(bytes)) return {ContentKind::kHtml, "page HTML"};
  const std::string_view sample = bytes.substr(0, kSample);
  std::size_t zeros = 0;
  std::size_t controls = 0;
  for (const char c : sample) {
    zeros += c == '\0' ? 1 : 0;
    controls += is_binary_control(static_cast<unsigned char>(c)) ? 1 : 0;
  }
  // One stray NUL in a long text is damage; more than one in a thousand bytes is another kind of file.
  if (zeros * 1000 > sample.size() || controls * 100 > sample.size())
    return {ContentKind::kOther, "données binaires"};
  return {ContentKind::kText, "texte"};
}

std::string normalize_text(std::string utf8) {
  TextNeeds needs = needs_of(utf8);
  if (needs.rewrite) {
    utf8 = rewrite(utf8);
    needs = needs_of(utf8);
  }
  if (!needs.nfc) return utf8;
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(utf8.data(), static_cast<int32_t>(utf8.size()));
  if (nfc().isNormalizedUTF8(piece, status) != 0 && U_SUCCESS(status)) return utf8;
  status = U_ZERO_ERROR;
  std::string out;
  out.reserve(utf8.size());
  icu::StringByteSink<std::string> sink(&out);
  nfc().normalizeUTF8(0, piece, sink, nullptr, status);
  if (U_FAILURE(status)) throw CorpusError("texte que l'on ne peut mettre en forme Unicode NFC");
  return out;
}

std::string collapse_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7F') {
      space = true;
      continue;
    }
    if (c == '\xC2' && text.substr(i, 2) == "\xC2\xAD") {  // soft hyphen
      ++i;
      continue;
    }
    if (c == '\xE2' && text.substr(i, 3) == "\xE2\x80\x8B") {  // zero-width space
      i += 2;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

bool is_blank(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const auto [c, bytes] = decode_utf8(utf8, at);
    if (!is_space(c) && c != 0xFEFF && c != 0x200B && c != 0xAD && c >= 0x20) return false;
    at += bytes;
  }
  return true;
}

std::optional<std::string> normalize_date(std::string_view text) {
  const std::string trimmed = collapse_spaces(text);
  std::string out;
  switch (iso_date(trimmed, out)) {
    case IsoCheck::kIso:
      return out;
    case IsoCheck::kImpossible:
      return std::nullopt;
    case IsoCheck::kNotIso:
      return find_date(trimmed);
  }
  return std::nullopt;
}

std::string normalize_language(std::string_view text) {
  const std::string lower = ascii_lower(collapse_spaces(text));
  for (const auto& [name, code] : kLanguageNames) {
    if (lower == name) return std::string(code);
  }
  if (lower.size() < 2 || !is_ascii_lower(lower[0]) || !is_ascii_lower(lower[1])) return {};
  if (lower.size() == 2 || lower[2] == '-' || lower[2] == '_') return lower.substr(0, 2);
  return {};
}

ItemMark item_mark(std::string_view text) {
  if (text.empty()) return {};
  const auto [c, bytes] = decode_utf8(text, 0);
  const auto spaces_from = [&](std::size_t at) {
    const std::size_t end = text.find_first_not_of(" \t\n", at);
    return end == std::string_view::npos ? text.size() : end;
  };
  constexpr std::u32string_view kBullets = U"•◦▪▫●○■□‣⁃∙·➢➤►▶✓✔";
  if (kBullets.find(c) != std::u32string_view::npos || (c >= 0xE000 && c <= 0xF8FF))
    return {spaces_from(bytes), false};
  if (c == '-' || c == 0x2013 || c == 0x2014) {
    const std::size_t end = spaces_from(bytes);
    // "- 5 %" is a number, most often.
    return end > bytes && end < text.size() && !is_ascii_digit(text[end]) ? ItemMark{end, false} : ItemMark{};
  }
  const std::size_t mark = text.substr(0, 6).find_first_of(".)");
  if (mark == std::string_view::npos || mark == 0 || spaces_from(mark + 1) == mark + 1) return {};
  const std::string_view label = text.substr(0, mark);
  const bool number = label.size() <= 3 && std::all_of(label.begin(), label.end(), is_ascii_digit);
  const bool letter =
      text[mark] == ')' && (label.size() == 1 ? is_ascii_lower(label[0])
                                              : label.find_first_not_of("ivx") == std::string_view::npos);
  return number || letter ? ItemMark{spaces_from(mark + 1), true} : ItemMark{};
}

}  // namespace cote::corpus
