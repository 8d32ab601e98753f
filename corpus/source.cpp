// From a file to a document: chooses the reader, puts the parts together.
#include "corpus/source.hpp"

#include <algorithm>
#include <cerrno>
#include <cote/error.hpp>
#include <cote/reader.hpp>
#include <cote/unicode.hpp>
#include <fstream>
#include <optional>
#include <system_error>

#include "corpus/describe.hpp"
#include "corpus/extract.hpp"
#include "corpus/repair.hpp"
#include "corpus/segment.hpp"
#include "corpus/values.hpp"

namespace cote::corpus {
namespace {

namespace fs = std::filesystem;

/// Offsets into a text are 32 bits wide, and a single report of this size does not exist.
constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{1} << 30;

struct Extension {
  std::string_view name;
  Format format;
};
constexpr Extension kExtensions[] = {
    {".txt", Format::kText},          {".text", Format::kText},   {".md", Format::kMarkdown},
    {".markdown", Format::kMarkdown}, {".html", Format::kHtml},   {".htm", Format::kHtml},
    {".xhtml", Format::kHtml},        {".pdf", Format::kPdf},     {".jsonl", Format::kJsonl},
    {".ndjson", Format::kJsonl},      {".docx", Format::kNotYet}, {".doc", Format::kNotYet},
    {".odt", Format::kNotYet},        {".rtf", Format::kNotYet},  {".epub", Format::kNotYet},
};

std::string read_bytes(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (!error && size > kMaxFileBytes) {
    throw CorpusError("fichier trop grand (" + std::to_string(size >> 20) + " Mo) : la limite est de " +
                      std::to_string(kMaxFileBytes >> 20) + " Mo ; découpez-le, ou donnez-le en JSONL");
  }
  std::ifstream in = open_file(file);
  std::string bytes(error ? 0 : static_cast<std::size_t>(size), '\0');
  errno = 0;
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  if (in.bad()) throw CorpusError(system_reason(errno == 0 ? EIO : errno));
  // A file that grows, or whose size the system does not tell.
  for (char more[4096]; in.good() && bytes.size() <= kMaxFileBytes;) {
    in.read(more, sizeof more);
    bytes.append(more, static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  }
  return bytes;
}

Extract extract_as(Format format, std::string_view bytes, std::string_view extension) {
  const Content content = identify_content(bytes);
  if (content.kind == ContentKind::kEmpty) throw CorpusError("fichier vide : aucun texte à indexer");
  const auto warned = [&](Extract extract, const char* what) {
    extract.warnings.insert(extract.warnings.begin(), "l'extension dit « " + std::string(extension) +
                                                          " », le contenu est " + what + " : lu comme tel");
    return extract;
  };
  switch (format) {
    case Format::kPdf:
      return read_pdf(bytes);
    case Format::kText:
    case Format::kMarkdown:
    case Format::kHtml:
      if (content.kind == ContentKind::kPdf) return warned(read_pdf(bytes), "un PDF");
      if (format == Format::kHtml) return read_html(bytes);
      if (content.kind == ContentKind::kHtml && format == Format::kText)
        return warned(read_html(bytes), "du HTML");
      return format == Format::kMarkdown ? read_markdown(bytes) : read_text(bytes);
    default:
      break;
  }
  if (content.kind == ContentKind::kPdf) return read_pdf(bytes);
  if (content.kind == ContentKind::kHtml) return read_html(bytes);
  if (content.kind == ContentKind::kOther) {
    throw CorpusError("ce fichier n'est pas un document (" + std::string(content.name) +
                      " ?) ; formats lus : texte, Markdown, HTML, PDF, JSONL");
  }
  return read_text(bytes);
}

}  // namespace

Format format_of(const fs::path& file) {
  const std::string extension = ascii_lower(file.extension().string());
  for (const auto& [name, format] : kExtensions) {
    if (extension == name) return format;
  }
  return Format::kUnknown;
}

std::string not_read_yet(const fs::path& file) {
  std::string extension = file.extension().string().substr(1);
  for (char& c : extension) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return "le format " + extension + " n'est pas encore lu ; enregistrez le document en PDF, HTML ou texte";
}

std::string shown(const fs::path& path) { return normalize_text(to_valid_utf8(path.generic_string())); }

std::string absolute_path(const fs::path& file) {
  std::error_code error;
  const fs::path absolute = fs::absolute(file, error);
  return to_valid_utf8((error ? file : absolute).lexically_normal().string());
}

std::string system_reason(int code) {
  switch (code) {
    case EACCES:
    case EPERM:
      return "lecture refusée ; vérifiez les droits (chmod +r) ou changez d'utilisateur";
    case ENOENT:
    case ENOTDIR:
      return "introuvable ; vérifiez le chemin";
    case ELOOP:
      return "lien qui tourne en rond ; corrigez-le";
    case ENAMETOOLONG:
      return "nom trop long pour le système";
    case EMFILE:
    case ENFILE:
      return "trop de fichiers ouverts ; augmentez la limite (ulimit -n)";
    case EIO:
      return "erreur de lecture du disque ; vérifiez-le et recommencez";
    default:
      return "lecture impossible (" + std::generic_category().message(code) + ")";
  }
}

std::ifstream open_file(const fs::path& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) throw CorpusError(system_reason(errno == 0 ? EIO : errno));
  return in;
}

std::string with_prefix(const std::string& prefix, const std::string& id) {
  return prefix.empty() ? id : prefix + "/" + id;
}

Document assemble(Extract&& extract, std::string id, std::string path) {
  Document document;
  document.id = std::move(id);
  document.path = std::move(path);
  document.title = repair_inline(normalize_text(to_valid_utf8(extract.title)));
  document.date = std::move(extract.date);
  document.language = std::move(extract.language);
  document.url = std::move(extract.url);
  document.metadata = std::move(extract.metadata);
  std::vector<std::string> furniture;
  std::vector<Block> blocks = std::move(extract.blocks);
  if (extract.lines) {
    Repaired repaired = repair_lines(*extract.lines);
    extract.lines.reset();
    blocks = std::move(repaired.blocks);
    furniture = std::move(repaired.furniture);
  } else {
    for (Block& block : blocks) block.text = repair_inline(normalize_text(std::move(block.text)));
    std::erase_if(blocks, [](const Block& block) { return is_blank(block.text); });
  }
  describe_by_blocks(document, blocks, furniture);
  document.paragraphs = segment(std::move(blocks));
  describe_language(document);
  return document;
}

Document read_file(const fs::path& file, const std::string& id, std::vector<Event>& events) {
  const std::string name = shown(file);
  try {
    const Format format = format_of(file);
    if (format == Format::kJsonl) {
      throw CorpusError("un fichier JSONL contient plusieurs documents : lisez-le comme source");
    }
    Extract extract;
    {
      const std::string bytes = read_bytes(file);
      if (format == Format::kNotYet && identify_content(bytes).kind == ContentKind::kOther) {
        throw CorpusError(not_read_yet(file));
      }
      extract = extract_as(format, bytes, file.extension().string());
    }
    for (const std::string& warning : extract.warnings) {
      events.push_back({Event::Kind::kWarning, name + " : " + warning});
    }
    Document document = assemble(std::move(extract), id, absolute_path(file));
    if (document.paragraphs.empty())
      throw CorpusError("aucun texte à indexer : rien ne reste après le nettoyage");
    return document;
  } catch (const CorpusError& error) {
    throw CorpusError(name + " : " + error.what());
  } catch (const std::bad_alloc&) {
    throw CorpusError(name + " : mémoire insuffisante pour ce fichier ; découpez-le");
  }
}

}  // namespace cote::corpus

namespace cote {

Document read_document(const std::filesystem::path& file, const std::string& id, DocumentSink* sink) {
  std::vector<corpus::Event> events;
  const auto tell = [&events, sink] {
    if (sink == nullptr) return;
    for (const corpus::Event& event : events) sink->warning(event.what);
  };
  std::optional<Document> document;
  try {
    document = corpus::read_file(file, id, events);
  } catch (const CorpusError&) {
    tell();
    throw;
  }
  tell();
  return std::move(*document);
}

}  // namespace cote
