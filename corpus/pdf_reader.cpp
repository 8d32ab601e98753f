// PDF to lines, with poppler.
//
// The words come in poppler's reading order (columns one after the other) with their boxes. Its own text in
// that order has no trace of the space between paragraphs, and its text in page order runs columns into each
// other, so the lines are made here: a blank line stands where the page shows the end of a paragraph.
//
// Several threads may read, each its own document: poppler guards what documents share (its
// GlobalParamsIniter counts the documents under a mutex), and complaints go to the thread whose document they
// are about.
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <cote/error.hpp>
#include <cote/unicode.hpp>
#include <memory>
#include <mutex>

#include "corpus/extract.hpp"
#include "corpus/values.hpp"

namespace cote::corpus {
namespace {

class Complaints;
thread_local Complaints* listener = nullptr;

/// What poppler complains of while one document is read; it would write that to stderr.
class Complaints {
 public:
  Complaints() : outer_(listener) {
    static std::once_flag once;
    std::call_once(once, [] { poppler::set_debug_error_function(&Complaints::take, nullptr); });
    listener = this;
  }
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;
  ~Complaints() { listener = outer_; }

  [[nodiscard]] const std::string& first() const { return first_; }

 private:
  static void take(const std::string& what, void* /*closure*/) {
    if (listener != nullptr && listener->first_.empty())
      listener->first_ = collapse_spaces(to_valid_utf8(what));
  }

  Complaints* outer_;
  std::string first_;
};

std::string utf8(const poppler::ustring& text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (c >= 0xD800 && c <= 0xDFFF) {
      const char32_t low = c < 0xDC00 && i + 1 < text.size() ? text[i + 1] : 0;
      const bool pair = low >= 0xDC00 && low <= 0xDFFF;
      c = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
      i += pair ? 1 : 0;
    }
    // Ligatures are the typesetter's, not the text's.
    switch (c) {
      case 0xFB00:
        out += "ff";
        break;
      case 0xFB01:
        out += "fi";
        break;
      case 0xFB02:
        out += "fl";
        break;
      case 0xFB03:
        out += "ffi";
        break;
      case 0xFB04:
        out += "ffl";
        break;
      default:
        append_utf8(out, c);
    }
  }
  return out;
}

struct TextLine {
  std::string text;
  double left = 0, right = 0, top = 0, bottom = 0;  ///< points, from the upper left corner
  [[nodiscard]] double height() const { return bottom - top; }
};

/// Words to lines. A word goes on with the line when it stands beside it, to the right.
std::vector<TextLine> lines_of(const poppler::page& page) {
  std::vector<TextLine> lines;
  bool space = false;
  for (const poppler::text_box& box : page.text_list()) {
    const poppler::rectf place = box.bbox();
    const std::string word = utf8(box.text());
    if (word.empty()) continue;
    bool goes_on = false;
    if (!lines.empty()) {
      const TextLine& line = lines.back();
      const double shared = std::min(line.bottom, place.bottom()) - std::max(line.top, place.top());
      const double least = std::min(line.height(), place.height());
      const double gap = place.left() - line.right;
      goes_on = shared > 0.5 * least && gap > -0.5 * least && (space || gap < 2 * line.height());
      if (goes_on && !space && gap > 0.25 * least) space = true;
    }
    if (goes_on) {
      TextLine& line = lines.back();
      if (space) line.text += ' ';
      line.text += word;
      line.right = std::max(line.right, place.right());
      if (place.height() > 0.8 * line.height()) {  // a superscript does not move the line
        line.top = std::min(line.top, place.top());
        line.bottom = std::max(line.bottom, place.bottom());
      }
    } else {
      lines.push_back({word, place.left(), place.right(), place.top(), place.bottom()});
    }
    space = box.has_space_after();
  }
  return lines;
}

bool closes_sentence(std::string_view text) {
  while (text.ends_with("»") || text.ends_with(" ") || text.ends_with(")") || text.ends_with("\xC2\xA0")) {
    text.remove_suffix(text.ends_with("»") || text.ends_with("\xC2\xA0") ? 2 : 1);
  }
  return !text.empty() && std::string_view(".:;!?").find(text.back()) != std::string_view::npos;
}

/// The usual distance of two lines below each other, in heights of a line; 0 when the page has too few.
double usual_pitch(const std::vector<TextLine>& lines) {
  std::vector<double> pitches;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const double pitch = (lines[i].bottom - lines[i - 1].bottom) / std::max(1.0, lines[i].height());
    if (pitch > 0.7 && pitch < 4) pitches.push_back(pitch);
  }
  if (pitches.size() < 3) return 0;
  // The lower third: on a page of short paragraphs the space between them must not become the usual one.
  const auto middle = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 3);
  std::nth_element(pitches.begin(), middle, pitches.end());
  return *middle;
}

/// Where the page shows that a paragraph ends between two lines: more space than usual, another size of type,
/// a line that is set in or one that stops short, the last two only after the end of a sentence.
bool ends_paragraph(const std::vector<TextLine>& lines, std::size_t i, double pitch) {
  const TextLine& before = lines[i - 1];
  const TextLine& line = lines[i];
  const double step = line.bottom - before.bottom;
  if (step <= 0) return false;  // the next column: a sentence may go on there
  const double height = std::max(1.0, std::min(line.height(), before.height()));
  if (pitch > 0 && step / std::max(1.0, line.height()) > 1.3 * pitch && step > 1.3 * pitch * height)
    return true;
  if (std::max(line.height(), before.height()) > 1.4 * height) return true;
  if (!closes_sentence(before.text)) return false;
  if (line.left > before.left + 0.6 * height && line.left < before.left + 6 * height) return true;
  double right = before.right;
  for (std::size_t k = i > 6 ? i - 6 : 0; k < std::min(lines.size(), i + 6); ++k) {
    const bool same_column = lines[k].left < before.right && lines[k].right > before.left;
    if (same_column) right = std::max(right, lines[k].right);
  }
  return right - before.right > 0.2 * (right - before.left);
}

std::string page_text(const poppler::page& page) {
  const std::vector<TextLine> lines = lines_of(page);
  const double pitch = usual_pitch(lines);
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && ends_paragraph(lines, i, pitch)) out += '\n';
    out += lines[i].text;
    out += '\n';
  }
  return out;
}

/// A title as the file's information has it. poppler-cpp hands strings that are no UTF-16 over as Latin-1,
/// but they are in PDFDocEncoding (ISO 32000-1, annex D.3), which has letters and punctuation at 0x80 to 0x9E
/// and 0xA0.
std::string info_string(const poppler::ustring& text) {
  constexpr char32_t kFrom80[] = {0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044,
                                  0x2039, 0x203A, 0x2212, 0x2030, 0x201E, 0x201C, 0x201D, 0x2018,
                                  0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141, 0x0152, 0x0160,
                                  0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E};
  const std::string raw = to_valid_utf8(utf8(text));
  std::string out;
  for (std::size_t at = 0; at < raw.size();) {
    const auto [c, bytes] = decode_utf8(raw, at);
    append_utf8(out, c >= 0x80 && c <= 0x9E ? kFrom80[c - 0x80] : c);
    at += bytes;
  }
  return out;
}

/// A title that a person gave, not the program that made the file.
bool is_sensible_title(const std::string& title) {
  const std::string lower = fold_case(title);
  for (const std::string_view start :
       {"microsoft ", "untitled", "sans titre", "document", "présentation powerpoint",
        "powerpoint presentation", "diapositive", "slide ", "layout ", "print", "pdf", "titre du document",
        "title", "c:", "file:", "http"}) {
    if (lower.starts_with(start)) return false;
  }
  for (const std::string_view end :
       {".doc",  ".docx", ".pdf", ".ppt", ".pptx", ".xls", ".xlsx", ".odt", ".rtf", ".txt",
        ".indd", ".qxd",  ".qxp", ".pmd", ".dvi",  ".tmp", ".html", ".htm", ".ps",  ".dot"}) {
    if (lower.ends_with(end)) return false;
  }
  if (lower.find('\\') != std::string::npos || lower.find("\uFFFD") != std::string::npos) return false;
  if (lower.find("ã©") != std::string::npos || lower.find("ã¨") != std::string::npos)
    return false;  // mojibake
  std::size_t letters = 0;
  for (std::size_t at = 0; at < lower.size();) {
    const auto [c, bytes] = decode_utf8(lower, at);
    letters += is_letter(c) ? 1 : 0;
    at += bytes;
  }
  return letters >= 5 && lower.find(' ') != std::string::npos && lower.find('_') == std::string::npos;
}

void check_whole(std::string_view bytes) {
  if (bytes.substr(0, 1024 + 5).find("%PDF-") == std::string_view::npos) {
    const Content content = identify_content(bytes);
    if (content.kind == ContentKind::kEmpty) throw CorpusError("fichier vide : aucun texte à indexer");
    throw CorpusError("ce n'est pas un PDF (" + std::string(content.name) +
                      " ?) : corrigez l'extension du fichier, ou donnez l'original");
  }
  const std::size_t end = bytes.find_last_not_of(std::string_view("\0 \t\r\n", 5));
  const std::string_view tail = bytes.substr(0, end + 1);
  if (tail.substr(tail.size() - std::min<std::size_t>(tail.size(), 1024)).find("%%EOF") ==
      std::string_view::npos) {
    throw CorpusError("fichier PDF tronqué : la marque de fin (%%EOF) manque ; reprenez-le à sa source");
  }
}

std::string with_detail(const Complaints& complaints) {
  return complaints.first().empty() ? std::string() : " (" + complaints.first() + ")";
}

/// "3, 7, 9" or "3, 7, 9, …".
std::string page_list(const std::vector<int>& pages) {
  std::string out;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (i == 6) return out + ", …";
    out += (i == 0 ? "" : ", ") + std::to_string(pages[i]);
  }
  return out;
}

}  // namespace

Extract read_pdf(std::string_view bytes) {
  check_whole(bytes);
  const Complaints complaints;
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) {
    throw CorpusError("fichier PDF abîmé : impossible de l'ouvrir" + with_detail(complaints) +
                      " ; reprenez-le à sa source");
  }
  if (document->is_locked()) {
    throw CorpusError("PDF protégé par un mot de passe : enregistrez-en une copie sans mot de passe");
  }
  const int pages = document->pages();
  if (pages < 1) {
    throw CorpusError("fichier PDF tronqué ou abîmé : aucune page" + with_detail(complaints) +
                      " ; reprenez-le à sa source");
  }

  Extract extract;
  std::string text;
  std::vector<int> broken;
  std::vector<int> empty;
  for (int i = 0; i < pages; ++i) {
    try {
      const std::unique_ptr<poppler::page> page(document->create_page(i));
      if (page) {
        const std::string found = page_text(*page);
        if (is_blank(found)) empty.push_back(i + 1);
        text += found;
      } else {
        broken.push_back(i + 1);
      }
    } catch (const std::exception&) {
      broken.push_back(i + 1);
    }
    text += '\f';
  }
  text = normalize_text(to_valid_utf8(text));
  if (is_blank(text)) {
    if (!broken.empty()) {
      throw CorpusError("fichier PDF tronqué ou abîmé : page(s) " + page_list(broken) + " illisible(s)" +
                        with_detail(complaints) + " ; reprenez-le à sa source");
    }
    throw CorpusError(
        "PDF sans texte : une numérisation ? passez-le d'abord à la reconnaissance de caractères");
  }
  if (!broken.empty()) {
    extract.warnings.push_back("PDF abîmé : page(s) " + page_list(broken) +
                               " illisible(s), le reste est lu ; reprenez-le à sa source");
  }
  if (empty.size() * 5 >= static_cast<std::size_t>(pages) && empty.size() > 1) {
    extract.warnings.push_back(std::to_string(empty.size()) + " pages sur " + std::to_string(pages) +
                               " sans texte (" + page_list(empty) +
                               ") : des images ? la reconnaissance de caractères les rendrait lisibles");
  }
  extract.lines = std::move(text);
  const std::string title = collapse_spaces(normalize_text(info_string(document->get_title())));
  if (is_sensible_title(title)) extract.title = title;
  return extract;
}

}  // namespace cote::corpus
