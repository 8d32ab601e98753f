// Each rule below names itself in Document::symbol_rules, so that a wrong symbol can be traced to it.
#include "corpus/own_symbols.hpp"

#include <algorithm>
#include <cote/unicode.hpp>
#include <cstddef>
#include <optional>

namespace cote::corpus {

namespace {

/// Lines of the head that may be a symbol. The letterhead of a United Nations document takes fewer.
constexpr std::size_t kHeadBlocks = 12;

/// Longer lines are text, whatever they begin with; two symbols and their notes take less.
constexpr std::size_t kLongestLine = 60;

/// What a person gives as metadata may be longer than a line of a letterhead, but is no text.
constexpr std::size_t kLongestValue = 400;

/// Is that what a document is filed under? A lone "Article L. 311-3" in the head is what it speaks of.
bool names_documents(ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::kUnDocument:
    case ReferenceKind::kUnResolution:
    case ReferenceKind::kUnDecision:
    case ReferenceKind::kUnStatement:
    case ReferenceKind::kEuPreparatory:
    case ReferenceKind::kEcli:
    case ReferenceKind::kAfricanUnion:
    case ReferenceKind::kEcowas:
    case ReferenceKind::kOsce:
    case ReferenceKind::kNato:
      return true;
    default:
      return false;
  }
}

/// Is it written as a symbol and not in prose? The key of a symbol begins as the symbol does.
bool is_symbol(std::string_view text, const Reference& reference) {
  if (!reference.certain || !names_documents(reference.kind)) return false;
  const std::string written = fold_key(text.substr(reference.begin, 1));
  return !written.empty() && fold_key(reference.canonical.substr(0, 1)) == written &&
         (text.substr(reference.begin, reference.end - reference.begin).find('/') != std::string_view::npos ||
          reference.kind == ReferenceKind::kEuPreparatory || reference.kind == ReferenceKind::kEcli ||
          reference.kind == ReferenceKind::kOsce || reference.kind == ReferenceKind::kNato);
}

/// Is there nothing but signs around the references?
bool nothing_else(std::string_view text, const std::vector<Reference>& found) {
  if (found.empty()) return false;
  std::size_t at = 0;
  for (const Reference& reference : found) {
    if (reference.begin > at && !fold_key(text.substr(at, reference.begin - at)).empty()) return false;
    at = std::max<std::size_t>(at, reference.end);
  }
  return fold_key(text.substr(at)).empty();
}

/// `key`: what canonical_reference() makes of `shown`, where the caller knows it.
void add(Document& document, const std::string& shown, std::string_view rule,
         std::optional<std::string> key = std::nullopt) {
  if (!document.symbols.empty() && !key) key = canonical_reference(shown);
  for (const std::string& known : document.symbols) {
    if (known == shown || canonical_reference(known) == *key) return;
  }
  document.symbols.push_back(shown);
  document.symbol_rules.emplace_back(rule);
}

void add(Document& document, const std::vector<Reference>& found, std::string_view rule) {
  for (const Reference& reference : found) {
    // « loi n° 2008-12 (SN) » is for people only: what is shown has to lead back to the key.
    if (canonical_reference(reference.display) == reference.canonical) {
      add(document, reference.display, rule, reference.canonical);
    } else {
      add(document, reference.canonical, rule);
    }
  }
}

/// The references of a text that comes again and again, as found the last time.
class LastText {
 public:
  const std::vector<Reference>& find(std::string_view text, ReferenceContext context) {
    if (text_ != text) {
      found_ = find_references(text, context);
      text_ = text;
    }
    return found_;
  }

 private:
  std::string text_;
  std::vector<Reference> found_;
};

/// A title that is a reference and nothing else names the document: « Code du travail, article L. 1234-5 ».
std::vector<Reference> title_reference(std::string_view title) {
  if (title.size() > kLongestValue) return {};
  // The sections of one act come one after the other under its title.
  thread_local LastText last;
  std::vector<Reference> found = last.find(title, {});
  if (found.size() != 1 || !found[0].certain || !nothing_else(title, found)) return {};
  const ReferenceKind kind = found[0].kind;
  // The number of a case names many documents: judgments, orders, opinions.
  const bool act =
      kind == ReferenceKind::kCodeArticle || kind == ReferenceKind::kLaw || kind == ReferenceKind::kEuAct;
  if (!act && !names_documents(kind)) found.clear();
  return found;
}

/// The symbol in an address of undocs.org, the only one whose path is a symbol.
std::vector<Reference> linked_symbols(std::string_view address) {
  if (address.size() > kLongestValue || address.find("undocs.org/") == std::string_view::npos) return {};
  if (address.find(' ') < address.find("undocs.org/")) return {};
  std::vector<Reference> found = find_references(address);
  if (found.size() > 2 || (!found.empty() && !is_symbol(address, found.front()))) found.clear();
  return found;
}

/// "A_RES_64_10-FR.pdf" -> A/RES/64/10; "S-2016-1019.docx" -> S/2016/1019.
std::vector<Reference> file_name_symbols(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (const std::size_t dot = name.rfind('.');
      dot != std::string_view::npos && dot > 0 && name.size() - dot <= 6 &&
      name.find_first_of("0123456789", dot) == std::string_view::npos) {
    name = name.substr(0, dot);
  }
  // The language at the end: -FR, _F, (fr).
  for (const std::string_view suffix :
       {"-FR", "_FR", "-fr", "_fr", "-Fr", "-F", "_F", "(F)", "(FR)", "-EN", "_EN", "_en"}) {
    if (name.ends_with(suffix)) {
      name.remove_suffix(suffix.size());
      break;
    }
  }
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  ReferenceContext context;
  context.file_name = true;
  thread_local LastText last;  // all records of one file have its name
  std::vector<Reference> found = last.find(name, context);
  if (found.size() != 1 || found[0].begin != 0 || found[0].end != name.size() || !found[0].certain ||
      !names_documents(found[0].kind)) {
    found.clear();
  }
  return found;
}

/// « Résolution 2457 (2019) » above « Adoptée par le Conseil de sécurité à sa 8473e séance ».
std::vector<Reference> adopted_resolution(const std::vector<Block>& blocks, std::size_t i) {
  if (i + 1 >= blocks.size() || blocks[i].text.size() > kLongestLine) return {};
  const std::string& below = blocks[i + 1].text;
  // Signs may stand before the word, and it may be set in capitals: what begins with another letter is out.
  if (!below.empty() && is_letter(static_cast<unsigned char>(below[0])) && below[0] != 'a' && below[0] != 'A')
    return {};
  if (!fold_key(below.substr(0, utf8_prefix(below, 40))).starts_with("adoptee par")) return {};
  std::vector<Reference> found = find_references(blocks[i].text);
  const bool one = found.size() == 1 && found[0].certain && found[0].kind == ReferenceKind::kUnResolution;
  if (!one || !nothing_else(blocks[i].text, found)) found.clear();
  return found;
}

}  // namespace

std::vector<Reference> lone_symbols(std::string_view line) {
  if (line.size() > kLongestLine) return {};
  std::vector<Reference> found = find_references(line);
  const bool symbols = std::all_of(found.begin(), found.end(),
                                   [line](const Reference& reference) { return is_symbol(line, reference); });
  if (!symbols || !nothing_else(line, found)) found.clear();
  return found;
}

void find_own_symbols(Document& document, const std::vector<Block>& blocks,
                      const std::vector<std::string>& furniture) {
  // A symbol that came with the document is its own, whatever its form: "cote: A/76/1411", "CIPD/G/2019/1".
  for (const std::string_view key : {"cote", "symbol", "symbole"}) {
    const auto given = document.metadata.find(key);
    if (given == document.metadata.end()) continue;
    for (const std::string& value : given->second) {
      if (value.empty()) continue;
      std::vector<Reference> found;
      if (value.size() <= kLongestValue) found = find_references(value);
      if (nothing_else(value, found) && found.front().certain) {
        add(document, found, "metadata");
      } else {
        add(document, value, "metadata");
      }
    }
  }
  for (const std::string& line : furniture) add(document, lone_symbols(line), "furniture");
  const std::size_t head = std::min(blocks.size(), kHeadBlocks);
  for (std::size_t i = 0; i < head; ++i) {
    add(document, lone_symbols(blocks[i].text), "head");
    add(document, adopted_resolution(blocks, i), "adopted");
  }
  if (document.url) add(document, linked_symbols(*document.url), "link");
  if (!document.symbols.empty()) return;
  for (const std::string& line : furniture) add(document, linked_symbols(line), "link");
  add(document, title_reference(document.title), "title");
  if (!document.symbols.empty()) return;
  add(document, file_name_symbols(document.path.empty() ? document.id : document.path), "file name");
}

std::string date_of_symbols(const Document& document) {
  for (const std::string& symbol : document.symbols) {
    const std::vector<Reference> found = find_references(symbol);
    if (!found.empty() && found.front().begin == 0 && !found.front().date.empty()) return found.front().date;
  }
  return {};
}

}  // namespace cote::corpus
