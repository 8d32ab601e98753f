// PDF files small enough to be written by a test.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace cote::test {

/// A line of text: its place in points from the lower left corner, its text in Latin-1 with PDF's escapes.
struct PdfLine {
  double x = 0;
  double y = 0;
  std::string text;
};

/// Joins numbered objects to a file with its table of offsets. `trailer` stands in the trailer besides /Size
/// and /Root.
inline std::string pdf_of_objects(const std::vector<std::string>& objects, const std::string& trailer) {
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t table = out.size();
  out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    const std::string digits = std::to_string(offset);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  out += "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R " + trailer +
         " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  return out;
}

/// One page for each list of lines, in Helvetica 12.
inline std::string tiny_pdf(const std::vector<std::vector<PdfLine>>& pages, const std::string& title = "") {
  std::vector<std::string> objects(3);
  objects[0] = "<< /Type /Catalog /Pages 2 0 R >>";
  objects[2] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
  std::string kids;
  for (const std::vector<PdfLine>& lines : pages) {
    std::string content = "BT /F1 12 Tf\n";
    for (const PdfLine& line : lines) {
      content +=
          "1 0 0 1 " + std::to_string(line.x) + " " + std::to_string(line.y) + " Tm (" + line.text + ") Tj\n";
    }
    content += "ET";
    objects.push_back("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
                      "\nendstream");
    objects.push_back(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
        "/Contents " +
        std::to_string(objects.size()) + " 0 R >>");
    kids += std::to_string(objects.size()) + " 0 R ";
  }
  objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>";
  if (title.empty()) return pdf_of_objects(objects, "");
  objects.push_back("<< /Title (" + title + ") >>");
  return pdf_of_objects(objects, "/Info " + std::to_string(objects.size()) + " 0 R");
}

/// A file that asks for a password: the keys belong to none that a reader tries.
inline std::string encrypted_pdf() {
  const std::string key(64, 'A');
  return pdf_of_objects(
      {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>",
       "<< /Filter /Standard /V 1 /R 2 /P -44 /O <" + key + "> /U <" + key + "> >>"},
      "/Encrypt 3 0 R /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]");
}

}  // namespace cote::test
