#include "corpus/line.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cote/unicode.hpp>

#include "corpus/bytes.hpp"
#include "corpus/words.hpp"

namespace cote::corpus {

namespace {

bool is_private_use(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

/// Characters that mark an item of a list when a space follows. U+F0A8 and its like are Symbol and Wingdings
/// glyphs.
bool is_bullet(char32_t c) {
  switch (c) {
    case U'•':
    case U'◦':
    case U'‣':
    case U'⁃':
    case U'▪':
    case U'■':
    case U'□':
    case U'●':
    case U'○':
    case U'◆':
    case U'►':
    case U'▶':
    case U'➢':
    case U'➤':
    case U'✓':
    case U'✔':
    case U'❖':
    case U'·':
    case U'∙':
    case U'*':
    case U'-':
    case U'–':
    case U'—':
      return true;
    default:
      return is_private_use(c);
  }
}

/// Soft hyphens inside words, zero-width and direction marks, controls: nothing that a reader sees.
bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0 && c != 0x85) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

bool opens_elided_word(char32_t c) {
  switch (c) {
    case U'a':
    case U'e':
    case U'i':
    case U'o':
    case U'u':
    case U'y':
    case U'h':
    case U'A':
    case U'E':
    case U'I':
    case U'O':
    case U'U':
    case U'Y':
    case U'H':
    case U'à':
    case U'â':
    case U'é':
    case U'è':
    case U'ê':
    case U'î':
    case U'ô':
    case U'œ':
    case U'À':
    case U'Â':
    case U'É':
    case U'È':
    case U'Ê':
    case U'Î':
    case U'Ô':
    case U'Œ':
      return true;
    default:
      return false;
  }
}

/// The letters that end `text` before an apostrophe are a whole clitic: "l", not "nol".
bool ends_in_clitic(std::string_view text) {
  std::size_t from = text.size();
  while (from > 0 && text.size() - from < 8) {
    const auto byte = static_cast<unsigned char>(text[from - 1]);
    if ((byte | 0x20U) < 'a' || (byte | 0x20U) > 'z') break;
    --from;
  }
  const bool whole = from == 0 || text[from - 1] == ' ' || text[from - 1] == '(' || text[from - 1] == '-' ||
                     (from >= 2 && static_cast<unsigned char>(text[from - 1]) >= 0x80);
  if (!whole) return false;
  if (from > 0 && is_letter(last_char(text.substr(0, from)).value)) return false;  // "é" before "l"
  return is_clitic(text.substr(from));
}

/// Writes `c`, an apostrophe, so that it stands at its clitic: the space before it goes ("l ’Union").
void append_apostrophe(std::string& out, char32_t c, char32_t next) {
  // After a capital and a space U+2018 opens a quotation: « la parcelle C ‘jachère’ ».
  const bool quote = c == U'‘' && out.size() >= 2 && is_upper(last_char(out.substr(0, out.size() - 1)).value);
  if (is_letter(next) && out.size() >= 2 && out.back() == ' ' && !quote &&
      ends_in_clitic(std::string_view(out).substr(0, out.size() - 1))) {
    out.pop_back();
    if (c == U'‘') c = U'’';
  }
  if (c == U'‘' && is_letter(next) && is_letter(last_char(out).value)) c = U'’';
  append_utf8(out, c);
}

/// How far cleaning has to look at a byte to know that its character stays as it is.
enum class CleanByte : std::uint8_t {
  kOther,  ///< anything may become of it
  kPlain,  ///< ASCII that always stays
  kApostrophe,
  kC2,    ///< signs of Latin-1; no-break spaces and soft hyphens
  kPair,  ///< C3 to C9: letters of two bytes, × and ÷
  kE2,    ///< punctuation
};

constexpr std::array<CleanByte, 256> kCleanBytes = [] {
  std::array<CleanByte, 256> bytes{};
  for (std::size_t byte = 0x21; byte < 0x7F; ++byte) bytes[byte] = CleanByte::kPlain;
  bytes['\''] = CleanByte::kApostrophe;
  bytes['`'] = CleanByte::kOther;
  bytes[0xC2] = CleanByte::kC2;
  for (std::size_t byte = 0xC3; byte <= 0xC9; ++byte) bytes[byte] = CleanByte::kPair;
  bytes[0xE2] = CleanByte::kE2;
  return bytes;
}();

constexpr CleanByte clean_byte(char c) { return kCleanBytes[static_cast<unsigned char>(c)]; }
constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Bytes of the character at `at`, which is no space, when cleaning surely leaves it as it is; else 0. It
/// does so with an apostrophe that no space stands beside.
std::size_t clean_char(std::string_view raw, std::size_t at) {
  const auto byte = [raw](std::size_t n) { return n < raw.size() ? raw[n] : '\0'; };
  const auto apart = [&](std::size_t end) { return byte(end) != ' ' && (at == 0 || byte(at - 1) != ' '); };
  switch (clean_byte(raw[at])) {
    case CleanByte::kPlain:
      return 1;
    case CleanByte::kApostrophe:
      return apart(at + 1) ? 1 : 0;
    case CleanByte::kPair:
      return is_continuation(byte(at + 1)) ? 2 : 0;
    case CleanByte::kC2: {
      const auto second = static_cast<unsigned char>(byte(at + 1));
      return second > 0xA0 && second <= 0xBF && second != 0xAD && second != 0xB4 ? 2 : 0;
    }
    case CleanByte::kE2: {
      if (byte(at + 1) != '\x80') return 0;
      switch (static_cast<unsigned char>(byte(at + 2))) {
        case 0x93:  // – — “ ” • …
        case 0x94:
        case 0x9C:
        case 0x9D:
        case 0xA2:
        case 0xA6:
          return 3;
        case 0x99:  // ’
          return apart(at + 3) ? 3 : 0;
        default:
          return 0;
      }
    }
    case CleanByte::kOther:
      break;
  }
  return 0;
}

/// Bytes at the beginning of `raw` that are clean already. `points`: how many characters, when it is all
/// clean.
std::size_t clean_prefix(std::string_view raw, std::size_t& points) {
  std::size_t more = 0;           // bytes of characters after their first
  std::size_t done = 0;           // the end of the last character that was looked at by itself
  std::uint64_t after_space = 1;  // whether the byte before the chunk is a space
  for (std::size_t at = 0; at < raw.size(); at += 64) {
    const bytes::Chunk chunk(raw, at);
    const std::uint64_t spaces = chunk.ask([](bytes::Block block) { return bytes::equal(block, ' '); });
    const std::uint64_t plain = chunk.ask([](bytes::Block block) {
      return bytes::between(block, ' ', 0x7E) & ~bytes::equal(block, '\'') & ~bytes::equal(block, '`');
    });
    std::uint64_t look = ~plain | (spaces & (spaces << 1U | after_space));
    after_space = spaces >> 63U;
    for (; look != 0; look &= look - 1) {
      const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(look));
      if (place >= raw.size()) break;
      if (place < done) continue;
      const std::size_t length = raw[place] == ' ' ? 0 : clean_char(raw, place);
      if (length == 0) return place;
      more += length - 1;
      done = place + length;
    }
  }
  points = raw.size() - more;
  return raw.size();
}

/// Appends the cleaned form of `raw` and says whether words stood three spaces apart or more: columns.
bool append_clean(std::string& out, std::string_view raw) {
  const std::size_t start = out.size();
  bool columns = false;
  int spaces = 0;
  std::size_t at = 0;
  while (at < raw.size()) {
    std::size_t run = at;
    while (run < raw.size()) {
      const CleanByte kind = clean_byte(raw[run]);
      if (kind == CleanByte::kPlain) {
        ++run;
      } else if (kind == CleanByte::kPair && run + 1 < raw.size() && is_continuation(raw[run + 1])) {
        run += 2;
      } else {
        break;
      }
    }
    if (run > at) {
      out.append(raw, at, run - at);
      at = run;
      spaces = 0;
      continue;
    }
    const CodePoint c = decode_utf8(raw, at);
    at += c.bytes;
    if (is_space(c.value)) {
      if (out.size() > start && out.back() != ' ') out += ' ';
      columns = columns || (++spaces == 3 && out.size() > start && at < raw.size());
      continue;
    }
    if (is_invisible(c.value) || is_private_use(c.value)) continue;
    spaces = 0;
    if (!is_apostrophe(c.value)) {
      append_utf8(out, c.value);
      continue;
    }
    const char32_t next = at < raw.size() ? decode_utf8(raw, at).value : 0;
    append_apostrophe(out, c.value, next);
    // "l’ État": the space after the apostrophe goes where an elided word follows.
    if (next == U' ' && at + 1 < raw.size() && opens_elided_word(decode_utf8(raw, at + 1).value)) {
      const std::string_view before = std::string_view(out).substr(start);
      if (ends_in_clitic(before.substr(0, before.size() - last_char(before).bytes))) ++at;
    }
  }
  if (out.size() > start && out.back() == ' ') out.pop_back();
  return columns;
}

/// Takes a bullet off the front: any private-use character, another bullet when a space follows.
std::size_t skip_bullet(std::string_view raw, char32_t& bullet) {
  const CodePoint c = decode_utf8(raw, 0);
  if (!is_bullet(c.value)) return 0;
  const bool space_follows = c.bytes < raw.size() && is_space(decode_utf8(raw, c.bytes).value);
  if (!is_private_use(c.value) && !space_follows) return 0;
  if (raw.size() == c.bytes) return 0;
  // "- 12 -" is a page number, no list.
  if (c.value == U'-' || c.value == U'–' || c.value == U'—') {
    const LastChar last = last_char(raw);
    if (last.value == c.value && raw.size() > c.bytes) return 0;
  }
  bullet = c.value;
  return c.bytes;
}

/// PDF readers often put a bullet on a line of its own before its text.
bool is_lone_bullet(std::string_view raw) {
  if (raw.empty()) return false;
  const CodePoint c = decode_utf8(raw, 0);
  // '§' alone is what some fonts leave of a square; before a number it is a paragraph's sign.
  return c.bytes == raw.size() &&
         (c.value == U'§' || (is_bullet(c.value) && c.value != U'*' && c.value != U'—'));
}

/// No bullet begins with such a byte: ASCII letters and digits, and the letters of C3 and above.
bool begins_no_bullet(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 ? c != '*' && c != '-' : byte >= 0xC3 && byte < 0xE0;
}

/// ASCII that is neither space nor control character.
bool is_visible_ascii(char c) { return c > ' ' && c < '\x7F'; }

std::uint32_t narrow(std::size_t value) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(value, UINT32_MAX));
}

}  // namespace

std::string clean_line(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  append_clean(out, raw);
  return out;
}

Lines split_lines(std::string_view input) {
  Lines lines;
  const bool paged = input.find('\f') != std::string_view::npos;
  const bool feeds_alone = !paged && input.find('\r') == std::string_view::npos;
  lines.all.reserve(8 + input.size() / 128);  // few texts have shorter lines
  std::uint32_t page = 1;
  std::uint32_t gap = 0;
  bool page_turned = false;
  char32_t lone_bullet = 0;
  std::size_t lone_begin = 0;
  std::size_t at = 0;
  while (at < input.size()) {
    const std::size_t stop =
        std::min(feeds_alone ? input.find('\n', at) : input.find_first_of("\n\r\f", at), input.size());
    std::size_t begin = at;
    std::uint32_t indent = 0;
    while (begin < stop && !is_visible_ascii(input[begin])) {
      const CodePoint c = decode_utf8(input, begin);
      if (!is_space(c.value) && !is_invisible(c.value)) break;
      if (is_space(c.value)) ++indent;
      begin += c.bytes;
    }
    begin = std::min(begin, stop);
    std::size_t end = stop;
    while (end > begin && !is_visible_ascii(input[end - 1])) {
      const LastChar c = last_char(input.substr(begin, end - begin));
      if (!is_space(c.value) && !is_invisible(c.value)) break;
      end -= c.bytes;
    }
    Line line;
    const std::string_view trimmed = input.substr(begin, end - begin);
    const bool plain_begin = !trimmed.empty() && begins_no_bullet(trimmed[0]);
    if (!plain_begin && is_lone_bullet(trimmed)) {
      if (lone_bullet == 0) lone_begin = begin;
      lone_bullet = decode_utf8(trimmed, 0).value;
    } else if (end > begin) {
      const std::size_t skipped = plain_begin ? 0 : skip_bullet(trimmed, line.bullet);
      std::string_view raw = trimmed.substr(skipped);
      while (raw.starts_with(' ')) raw.remove_prefix(1);
      std::size_t points = 0;
      if (clean_prefix(raw, points) == raw.size()) {
        line.text = raw;
      } else {
        std::string& text = lines.changed.emplace_back();
        text.reserve(raw.size());
        line.columns = append_clean(text, raw);
        line.text = text;
        points = count_code_points(text);
      }
      line.width = narrow(points);
      if (lone_bullet != 0 && line.bullet == 0 && !line.text.empty()) {
        line.bullet = lone_bullet;
        begin = lone_begin;
      }
    }
    if (!line.text.empty()) {
      line.begin = narrow(begin);
      line.end = narrow(end);
      line.indent = indent;
      line.gap = gap;
      line.over_break = page_turned;
      if (paged) line.page = page;
      lines.all.push_back(line);
      gap = 0;
      page_turned = false;
      lone_bullet = 0;
    } else if (lone_bullet == 0 && stop < input.size() && input[stop] != '\f') {
      ++gap;
    }
    if (stop == input.size()) break;
    if (input[stop] == '\f') {
      ++page;
      page_turned = true;
    }
    at = stop + 1;
    if (input[stop] == '\r' && at < input.size() && input[at] == '\n') ++at;
  }
  return lines;
}

void collapse_doubled_words(std::string& text) {
  std::size_t written = 0;  // the text up to here is done
  std::size_t from = 0;     // where the last word of it begins
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t stop = std::min(text.find(' ', at), text.size());
    const std::string_view word = std::string_view(text).substr(at, stop - at);
    const std::string_view before = std::string_view(text).substr(from, written - from);
    if (at == 0 || word != before || !is_never_doubled(word)) {
      if (at > 0) text[written++] = ' ';
      from = written;
      if (written != at)
        std::copy(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(written));
      written += word.size();
    }
    at = stop + 1;
  }
  if (written < text.size() && text.back() != ' ') text.resize(written);
}

}  // namespace cote::corpus
