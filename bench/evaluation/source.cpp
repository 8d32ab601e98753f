#include "bench/evaluation/source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cote/error.hpp>
#include <fstream>
#include <system_error>

namespace cote::evaluation {

Source::Source(std::istream& in, std::string_view name) : name_(name) { load(in); }

Source::Source(const std::filesystem::path& path) : name_(path.string()) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw CorpusError(name_ + " : un dossier, un fichier est attendu");
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    const std::string reason = errno != 0 ? std::generic_category().message(errno) : "cause inconnue";
    throw CorpusError(name_ + " : impossible d'ouvrir le fichier (" + reason + ")");
  }
  load(in);
}

void Source::load(std::istream& in) {
  std::array<char, 1 << 16> buffer{};
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
    text_.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) throw CorpusError(name_ + " : erreur de lecture");
  if (text_.starts_with("\xFE\xFF") || text_.starts_with("\xFF\xFE")) {
    fail(1, "texte en UTF-16, de l'UTF-8 est attendu (iconv -f UTF-16 -t UTF-8)");
  }
  if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
}

std::vector<Line> Source::lines() const {
  std::vector<Line> lines;
  std::string_view rest = text_;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({lines.size() + 1, line});
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

std::size_t Source::line_at(std::size_t offset) const {
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text_.size()));
  return 1 + static_cast<std::size_t>(std::count(text_.begin(), end, '\n'));
}

void Source::fail(std::size_t line, const std::string& message) const {
  throw CorpusError(name_ + ":" + std::to_string(line) + ": " + message);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

void split_columns(std::string_view line, std::vector<std::string_view>& columns) {
  columns.clear();
  std::size_t i = 0;
  while (true) {
    while (i < line.size() && is_space(line[i])) ++i;
    if (i == line.size()) return;
    const std::size_t begin = i;
    while (i < line.size() && !is_space(line[i])) ++i;
    columns.push_back(line.substr(begin, i - begin));
  }
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kLongest =
      60;  // bytes: enough to recognise it, short enough for one line of a terminal
  std::string shown(text);
  if (shown.size() > kLongest) {
    std::size_t cut = kLongest;
    while (cut > 0 && (static_cast<unsigned char>(shown[cut]) & 0xC0U) == 0x80U) --cut;
    shown.resize(cut);
    shown += "…";
  }
  return "« " + shown + " »";
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count > 1 ? "s" : "");
}

std::size_t find_ill_formed(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  std::size_t i = 0;
  while (i < text.size()) {
    const unsigned lead = byte(i);
    std::size_t following = 0;
    unsigned low =
        0x80;  // range of the second byte, which excludes overlong forms, surrogates and > U+10FFFF
    unsigned high = 0xBF;
    if (lead < 0x80) {
      following = 0;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
      following = 1;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      following = 2;
      if (lead == 0xE0) low = 0xA0;
      if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      following = 3;
      if (lead == 0xF0) low = 0x90;
      if (lead == 0xF4) high = 0x8F;
    } else {
      return i;
    }
    for (std::size_t k = 1; k <= following; ++k) {
      if (byte(i + k) < low || byte(i + k) > high) return i;
      low = 0x80;
      high = 0xBF;
    }
    i += following + 1;
  }
  return std::string_view::npos;
}

}  // namespace cote::evaluation
