// Numbers and strings as bytes: what every part of the format is written with.
#pragma once

#include <cote/error.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace cote::index_format {

/// Base 128, low bits first, the high bit set on all bytes but the last (LEB128).
inline void put_number(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

/// Its length, then its bytes.
inline void put_string(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

/// Reads what put_number() and put_string() wrote. Whatever the bytes, it never reads past their end:
/// IndexError then.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : rest_(bytes) {}

  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    fail();
  }

  std::uint8_t byte() {
    if (rest_.empty()) fail();
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }

  /// Up to the next line end, which is passed.
  std::string_view line() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) fail();
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return text;
  }

  std::string_view string() {
    const std::uint64_t size = number();
    if (size > rest_.size()) fail();
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }

 private:
  [[noreturn]] static void fail() {
    throw IndexError("données abîmées dans l'index ; reconstruisez-le avec « cote index »");
  }

  std::string_view rest_;
};

}  // namespace cote::index_format
