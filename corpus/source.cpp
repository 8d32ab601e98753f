// From a SOURCE to documents: walks folders, chooses the reader, puts the parts together.
#include "corpus/source.hpp"

#include <algorithm>
#include <cerrno>
#include <cote/error.hpp>
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

enum class Format : std::uint8_t { kUnknown, kText, kMarkdown, kHtml, kPdf, kJsonl, kNotYet };

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

/// A path as text for ids and messages: valid UTF-8, NFC, '/'.
std::string shown(const fs::path& path) { return normalize_text(to_valid_utf8(path.generic_string())); }

std::string absolute_path(const fs::path& file) {
  std::error_code error;
  const fs::path absolute = fs::absolute(file, error);
  return to_valid_utf8((error ? file : absolute).lexically_normal().string());
}

/// Why the system refuses, in French.
std::string reason(int code) {
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

std::ifstream open(const fs::path& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) throw CorpusError(reason(errno == 0 ? EIO : errno));
  return in;
}

std::string read_bytes(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (!error && size > kMaxFileBytes) {
    throw CorpusError("fichier trop grand (" + std::to_string(size >> 20) + " Mo) : la limite est de " +
                      std::to_string(kMaxFileBytes >> 20) + " Mo ; découpez-le, ou donnez-le en JSONL");
  }
  std::ifstream in = open(file);
  std::string bytes(error ? 0 : static_cast<std::size_t>(size), '\0');
  errno = 0;
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  if (in.bad()) throw CorpusError(reason(errno == 0 ? EIO : errno));
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

/// Walks one source.
class Walker {
 public:
  Walker(const std::string& prefix, DocumentSink& sink) : prefix_(prefix), sink_(sink) {}

  void source(const fs::path& source) {
    std::error_code error;
    const fs::file_status status = fs::status(source, error);
    if (status.type() == fs::file_type::directory) {
      folder(source, source);
      if (found_ == 0) sink_.warning(shown(source) + " : aucun document dans ce dossier");
    } else if (status.type() == fs::file_type::regular) {
      fs::path name = source.filename();
      file(source, shown(name), format_of(source));
    } else if (error || status.type() == fs::file_type::not_found) {
      sink_.failure(shown(source) + " : " + reason(error ? error.value() : ENOENT));
    } else {
      sink_.failure(
          shown(source) +
          " : ni un fichier ni un dossier ; donnez des fichiers, des dossiers, ou - pour l'entrée standard");
    }
  }

 private:
  struct Entry {
    std::string key;  ///< the name, with '/' behind that of a folder: sorted so, paths come in byte order
    fs::path path;
    fs::file_type type = fs::file_type::none;
    bool is_link = false;
  };

  void folder(const fs::path& root, const fs::path& folder_path) {
    std::error_code error;
    std::vector<Entry> entries;
    for (fs::directory_iterator it(folder_path, error), end; !error && it != end; it.increment(error)) {
      Entry entry;
      entry.path = it->path();
      entry.key = entry.path.filename().string();
      if (entry.key.starts_with('.')) continue;
      std::error_code ignored;
      entry.is_link = it->is_symlink(ignored);
      entry.type = it->status(ignored).type();
      if (entry.type == fs::file_type::directory) {
        if (entry.is_link) continue;
        entry.key += '/';
      }
      entries.push_back(std::move(entry));
    }
    if (error) {
      ++found_;
      sink_.failure(shown(folder_path) + " : dossier, " + reason(error.value()));
      if (entries.empty()) return;
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    for (const Entry& entry : entries) {
      if (entry.type == fs::file_type::directory) {
        folder(root, entry.path);
      } else {
        walked_file(root, entry);
      }
    }
  }

  void walked_file(const fs::path& root, const Entry& entry) {
    const Format format = format_of(entry.path);
    if (format == Format::kNotYet) sink_.warning(shown(entry.path) + " : " + not_read_yet(entry.path));
    const bool readable = entry.type == fs::file_type::regular || entry.type == fs::file_type::none ||
                          entry.type == fs::file_type::not_found || entry.type == fs::file_type::unknown;
    if (format == Format::kUnknown || format == Format::kNotYet || !readable) {
      sink_.skipped(entry.path);
      return;
    }
    if (entry.type == fs::file_type::not_found) {
      ++found_;
      sink_.failure(shown(entry.path) + (entry.is_link
                                             ? " : lien vers un fichier absent ; corrigez-le ou retirez-le"
                                             : " : " + reason(ENOENT)));
      return;
    }
    file(entry.path, shown(entry.path.lexically_relative(root)), format);
  }

  void file(const fs::path& path, const std::string& id, Format format) {
    ++found_;
    if (format == Format::kJsonl) {
      jsonl(path);
      return;
    }
    const std::string full = with_prefix(prefix_, id);
    std::optional<Document> document;
    try {
      document = read_document(path, full, &sink_);
    } catch (const CorpusError& error) {
      sink_.failure(error.what());
      return;
    }
    if (const auto before = seen_.add(full, shown(path), 0)) {
      sink_.warning(shown(path) + " : l'id « " + full + " » est déjà celui de " + *before +
                    " ; ce document-ci le remplace");
    }
    sink_.document(std::move(*document));
  }

  void jsonl(const fs::path& path) {
    const std::string name = shown(path);
    std::ifstream in;
    try {
      in = open(path);
    } catch (const CorpusError& error) {
      sink_.failure(name + " : " + error.what());
      return;
    }
    if (read_jsonl_records(in, name, prefix_, absolute_path(path), seen_, sink_) == 0) {
      sink_.failure(name + " : fichier vide : aucun enregistrement");
    }
  }

  const std::string& prefix_;
  DocumentSink& sink_;
  SeenIds seen_;
  std::size_t found_ = 0;  ///< documents, records files and failures
};

}  // namespace

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
  document.paragraphs = segment(blocks);
  describe(document, blocks, furniture);
  return document;
}

}  // namespace cote::corpus

namespace cote {

void read_source(const std::filesystem::path& source, const std::string& prefix, DocumentSink& sink) {
  corpus::Walker(prefix, sink).source(source);
}

Document read_document(const std::filesystem::path& file, const std::string& id, DocumentSink* sink) {
  const std::string name = corpus::shown(file);
  try {
    const corpus::Format format = corpus::format_of(file);
    if (format == corpus::Format::kJsonl) {
      throw CorpusError("un fichier JSONL contient plusieurs documents : lisez-le comme source");
    }
    corpus::Extract extract;
    {
      const std::string bytes = corpus::read_bytes(file);
      if (format == corpus::Format::kNotYet &&
          corpus::identify_content(bytes).kind == corpus::ContentKind::kOther) {
        throw CorpusError(corpus::not_read_yet(file));
      }
      extract = corpus::extract_as(format, bytes, file.extension().string());
    }
    if (sink != nullptr) {
      const std::string place = name + " : ";
      for (const std::string& warning : extract.warnings) sink->warning(place + warning);
    }
    Document document = corpus::assemble(std::move(extract), id, corpus::absolute_path(file));
    if (document.paragraphs.empty())
      throw CorpusError("aucun texte à indexer : rien ne reste après le nettoyage");
    return document;
  } catch (const CorpusError& error) {
    throw CorpusError(name + " : " + error.what());
  } catch (const std::bad_alloc&) {
    throw CorpusError(name + " : mémoire insuffisante pour ce fichier ; découpez-le");
  }
}

}  // namespace cote
