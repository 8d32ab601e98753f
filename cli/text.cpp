#include "cli/text.hpp"

#include <algorithm>
#include <cote/unicode.hpp>
#include <cstdint>

#include "cli/messages.hpp"

namespace cote::cli {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kMark = "\x1b[1;31m";  // bold red, as grep marks: readable on dark and light
constexpr std::string_view kPlain = "\x1b[0m";

using Ranges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Columns that a text takes on a terminal, as far as French needs it.
std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (!is_mark(point.value)) ++count;
    at += point.bytes;
  }
  return count;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t have = columns(text);
  if (have < width) text.append(width - have, ' ');
  return text;
}

std::string bold(const std::string& text, const Layout& layout) {
  if (!layout.color || text.empty()) return text;
  return std::string(kBold) + text + std::string(kPlain);
}

/// A code point as it is printed.
struct Cell {
  std::string text;
  std::size_t columns = 1;
  bool space = false;  ///< a line may end here
  bool marked = false;
};

/// French sets a space inside guillemets and before high punctuation, and no line ends there, whatever space
/// it is.
bool binds(char32_t before, char32_t after) {
  return before == U'«' || after == U'»' || after == U';' || after == U':' || after == U'!' ||
         after == U'?' || after == U'%';
}

std::vector<Cell> cells_of(std::string_view text, const Ranges& marks) {
  std::vector<Cell> cells;
  std::size_t mark = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    while (mark < marks.size() && marks[mark].second <= cells.size()) ++mark;
    Cell cell;
    cell.text = printable(text.substr(at, point.bytes));
    cell.columns = is_mark(point.value) ? 0 : 1;
    at += point.bytes;
    cell.space = cell.text == " " && (at == text.size() || !binds(before, decode_utf8(text, at).value));
    cell.marked = mark < marks.size() && marks[mark].first <= cells.size();
    cells.push_back(std::move(cell));
    before = point.value;
  }
  return cells;
}

/// The end of the line that begins at `begin`: the last space that leaves it within `room` columns, else the
/// first.
std::size_t line_end(const std::vector<Cell>& cells, std::size_t begin, std::size_t room) {
  std::size_t end = begin;
  std::size_t used = 0;
  for (std::size_t i = begin;; ++i) {
    if (i == cells.size() || cells[i].space) {
      if (used > room && end > begin) return end;
      end = i;
      if (used > room || i == cells.size()) return end;
    }
    used += cells[i].columns;
  }
}

/// Wraps at spaces (never at no-break spaces) into lines that begin with `indent` spaces; marks the ranges of
/// code points.
std::string wrapped(std::string_view text, std::size_t indent, const Layout& layout,
                    const Ranges& marks = {}) {
  const std::vector<Cell> cells = cells_of(text, layout.color ? marks : Ranges());
  std::string out;
  for (std::size_t at = 0; at < cells.size();) {
    if (cells[at].space) {
      ++at;
      continue;
    }
    const std::size_t end = line_end(cells, at, layout.width > indent ? layout.width - indent : 1);
    out.append(indent, ' ');
    bool marked = false;
    for (; at < end; ++at) {
      if (cells[at].marked != marked) out += marked ? kPlain : kMark;
      marked = cells[at].marked;
      out += cells[at].text;
    }
    if (marked) out += kPlain;
    out.append(1, '\n');
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += separator;
    out += printable(part);
  }
  return out;
}

/// "par. 12", or "paragraphe n° 14" when the document does not number it.
std::string place(const std::optional<std::string>& number, std::uint32_t ordinal,
                  std::optional<std::uint32_t> page) {
  std::string out = number ? "par. " + printable(*number) : "paragraphe n° " + std::to_string(ordinal);
  if (page) out += ", p. " + std::to_string(*page);
  return out;
}

/// "3 documents pour « MINUSCA », les 2 premiers (1,2 ms)"
std::string headline(const Query& query, const Results& results) {
  std::string out = results.total_is_exact ? "" : "environ ";
  out += results.total == 0 ? "aucun document" : counted(results.total, "document", "documents");
  if (!results.query.empty()) out += " pour " + in_guillemets(printable(results.query));
  const std::uint64_t shown = results.hits.size();
  if (shown > 0 && query.offset > 0) {
    const std::uint64_t first = query.offset + 1;
    out += shown == 1 ? ", le " + french_number(first) + "e"
                      : ", de " + french_number(first) + " à " + french_number(query.offset + shown);
  } else if (shown > 0 && shown < results.total) {
    out += shown == 1 ? ", le premier" : ", les " + french_number(shown) + " premiers";
  }
  return out + " (" + french_decimal(results.took_ms, 1) + " ms)\n";
}

std::string hit_text(const Hit& hit, std::size_t rank, const Layout& layout) {
  const std::string number = std::to_string(rank) + ". ";
  const std::size_t indent = std::max<std::size_t>(number.size(), 4);
  const std::string title = wrapped(hit.title.empty() ? hit.id : hit.title, indent, layout);
  // The first line has the rank in its indent.
  std::string out = number + std::string(indent - number.size(), ' ');
  std::size_t begin = indent;
  for (bool first = true; begin < title.size(); first = false) {
    const std::size_t end = title.find('\n', begin);
    if (!first) out += std::string(indent, ' ');
    out += bold(title.substr(begin, end - begin), layout) + "\n";
    begin = end + 1 + indent;
  }
  out += wrapped(joined({hit.type, hit.date.value_or(""), joined(hit.symbols, ", "), hit.id}, " · "), indent,
                 layout);
  for (const auto& [key, says] : {std::pair{"replaced_by", "remplacé par "}, {"replaces", "remplace "}}) {
    if (const auto other = hit.metadata.find(key); other != hit.metadata.end())
      out += wrapped(says + joined(other->second, ", "), indent, layout);
  }
  for (const Passage& passage : hit.passages) {
    std::string where = place(passage.paragraph, passage.ordinal, passage.page);
    const std::string heading = joined(passage.heading, " › ");
    if (!heading.empty()) where += " — " + heading;
    out += wrapped(where, indent, layout);
    out += wrapped(passage.text, indent + 2, layout, passage.highlights);
  }
  if (!hit.found_by.empty()) out += wrapped("trouvé par : " + joined(hit.found_by, " ; "), indent, layout);
  for (const std::string& reason : hit.explanation) out += wrapped("· " + reason, indent, layout);
  return out;
}

std::string facet_text(const FacetResult& facet, const Layout& layout) {
  std::string values;
  for (const FacetCount& value : facet.values) {
    if (!values.empty()) values += ", ";
    if (value.selected) values += "[x] ";
    values += value.value ? printable(*value.value) : "(sans valeur)";
    values += " (" + french_number(value.count) + ")";
  }
  if (values.empty()) values = "aucune valeur";
  return wrapped(facet.facet + " : " + values, 0, layout);
}

bool same(const Token& a, const Token& b) {
  return a.text == b.text && a.folded == b.folded && a.surface == b.surface && a.begin == b.begin &&
         a.end == b.end && a.spelling == b.spelling && a.keyword == b.keyword && a.acronym == b.acronym &&
         a.stop == b.stop && a.clitic == b.clitic && a.foreign == b.foreign && a.other == b.other &&
         a.root == b.root && b.reason.empty();
}

std::string marks_of(const Token& token) {
  std::vector<std::string> marks;
  if (token.spelling == Spelling::kAccented) marks.emplace_back("accents");
  if (token.spelling == Spelling::kCapitals) marks.emplace_back("capitales");
  if (token.acronym) marks.emplace_back("sigle");
  if (token.keyword) marks.emplace_back("gardé");
  if (token.clitic) marks.emplace_back("clitique");
  if (token.foreign) marks.emplace_back("autre langue");
  if (token.stop) marks.emplace_back("vide");
  return joined(marks, " ");
}

std::string row_text(const std::vector<std::string>& row, const std::vector<std::size_t>& widths) {
  std::string line = " ";
  for (std::size_t i = 0; i < row.size(); ++i)
    line.append(1, ' ').append(padded(row[i], widths[i])).append(1, ' ');
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string table(const std::vector<Token>& tokens) {
  std::vector<std::vector<std::string>> rows = {{"mot", "octets", "position", "marques", "raison"}};
  for (const Token& token : tokens) {
    std::string word = printable(token.text);
    if (!token.folded.empty() && token.folded != token.text) word += " / " + printable(token.folded);
    if (!token.other.empty()) word += " ou " + printable(token.other);
    if (!token.root.empty()) word += " (" + printable(token.root) + ")";
    rows.push_back({word, std::to_string(token.begin) + "-" + std::to_string(token.end),
                    std::to_string(token.position), marks_of(token), std::string(token.reason)});
  }
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  }
  std::string out;
  for (const auto& row : rows) out += row_text(row, widths);
  return out;
}

/// The part of the text that the tokens [first, last] cover.
std::string source_of(std::string_view text, const std::vector<Token>& tokens, std::uint32_t first,
                      std::uint32_t last) {
  return printable(text.substr(tokens[first].begin, tokens[last].end - tokens[first].begin));
}

}  // namespace

std::string wrapped_text(std::string_view text, std::size_t indent, const Layout& layout) {
  return wrapped(text, indent, layout);
}

std::string paragraph_place(const std::optional<std::string>& number, std::uint32_t ordinal,
                            std::optional<std::uint32_t> page) {
  return place(number, ordinal, page);
}

std::string results_text(const Query& query, const Results& results, const Layout& layout) {
  std::string out = headline(query, results);
  if (results.interpretation) out += wrapped("interprété : " + *results.interpretation, 0, layout);
  std::vector<std::string> off;
  for (const Understood& understood : results.understood) {
    if (!understood.off.empty() && std::find(off.begin(), off.end(), understood.off) == off.end())
      off.push_back(understood.off);
  }
  if (!off.empty()) out += wrapped("pour les mots seuls, tapez : " + joined(off, " "), 0, layout);
  if (query.match == Match::kAuto && results.match == Match::kAny && results.total > 0) {
    out += wrapped("aucun document ne contient tous les mots ; voici ceux qui en contiennent au moins un", 0,
                   layout);
  }
  if (results.suggestion)
    out += wrapped("vouliez-vous dire " + in_guillemets(*results.suggestion) + " ?", 0, layout);
  std::size_t rank = query.offset;
  for (const Hit& hit : results.hits) out.append(1, '\n').append(hit_text(hit, ++rank, layout));
  if (!results.facets.empty()) out += "\n";
  for (const FacetResult& facet : results.facets) out += facet_text(facet, layout);
  return out;
}

std::string document_text(const Document& document, const std::vector<Paragraph>& paragraphs,
                          const Layout& layout) {
  std::string title = wrapped(document.title.empty() ? document.id : document.title, 0, layout);
  title.pop_back();
  std::string out = bold(title, layout) + "\n";
  out += wrapped(
      joined({document.type, document.date.value_or(""), joined(document.symbols, ", "), document.id}, " · "),
      0, layout);
  if (!document.path.empty()) out += "fichier : " + printable(document.path) + "\n";
  if (document.url) out += "adresse : " + printable(*document.url) + "\n";
  for (const auto& [name, values] : document.metadata)
    out += wrapped(name + " : " + joined(values, ", "), 0, layout);
  std::vector<std::string> heading;
  for (const Paragraph& paragraph : paragraphs) {
    if (paragraph.heading != heading) {
      heading = paragraph.heading;
      std::string path = wrapped(joined(heading, " › "), 0, layout);
      if (!path.empty()) path.pop_back();
      if (!path.empty()) out.append(1, '\n').append(bold(path, layout)).append(1, '\n');
    }
    out.append(1, '\n').append(place(paragraph.number, paragraph.ordinal, paragraph.page)).append(1, '\n');
    out += wrapped(paragraph.text, 4, layout);
  }
  return out;
}

std::string stats_text(const std::string& path, const IndexStats& stats, const Layout& layout) {
  constexpr std::size_t kLabel = 18;
  const auto row = [](const std::string& label, const std::string& value) {
    return padded(label, kLabel) + value + "\n";
  };
  std::string out;
  out += row("index", printable(path));
  out += row("unité", stats.unit == "paragraph" ? "paragraphe" : "document");
  out += row(stats.unit == "paragraph" ? "unités" : "documents", french_number(stats.documents));
  out += row("paragraphes", french_number(stats.paragraphs));
  out += row("termes distincts", french_number(stats.terms));
  out += row("longueur moyenne", french_decimal(stats.average_length, 1) + " termes");
  out += row("taille", french_decimal(static_cast<double>(stats.bytes) / 1e6, 2) + " Mo");
  std::string dates = stats.first_date ? printable(*stats.first_date) : "aucune";
  if (stats.last_date && stats.last_date != stats.first_date) dates += " à " + printable(*stats.last_date);
  out += row("dates", dates);
  std::string facets;
  for (const auto& [name, values] : stats.facets) {
    facets += (facets.empty() ? "" : ", ") + name + " (" + french_number(values) + ")";
  }
  const std::string lines = facets.empty() ? "" : wrapped(facets, kLabel, layout);
  out += facets.empty() ? row("facettes", "aucune") : padded("facettes", kLabel) + lines.substr(kLabel);
  return out + row("analyseur", printable(stats.fingerprint));
}

std::string acronyms_text(const std::vector<LearntAcronym>& acronyms) {
  std::string out;
  for (const LearntAcronym& pair : acronyms) {
    out += padded(printable(pair.acronym), 12) + " " + printable(pair.long_form) + " (" +
           counted(pair.documents, "document", "documents") + ")\n";
  }
  return out.empty() ? "aucun sigle défini dans les textes\n" : out;
}

std::string analysis_text(std::string_view text, const std::vector<AnalysisStage>& stages,
                          const Analysis& analysis, const Lexicon& lexicon,
                          const std::vector<std::string>& terms, const Layout& layout) {
  std::string out;
  const std::vector<Token>* before = nullptr;
  for (const AnalysisStage& stage : stages) {
    const bool unchanged = before != nullptr && std::equal(before->begin(), before->end(),
                                                           stage.tokens.begin(), stage.tokens.end(), same);
    out += bold(stage.name, layout);
    if (unchanged) {
      out += " : les mots ne changent pas\n\n";
    } else {
      out.append(1, '\n').append(table(stage.tokens)).append(1, '\n');
    }
    before = &stage.tokens;
  }
  for (const EntityMention& mention : analysis.entities) {
    const Entity& entity = lexicon.entity(mention.entity);
    // What is a value of no facet (a city, a treaty) is named by its kind.
    const std::string_view facet = facet_of(entity.kind);
    out +=
        wrapped("entité : " + source_of(text, analysis.tokens, mention.first, mention.last) + " → " +
                    entity.canonical + " (" + std::string(facet.empty() ? kind_label(entity.kind) : facet) +
                    ", " + entity.label + ")",
                0, layout);
  }
  for (const ReferenceMention& mention : analysis.references) {
    const Reference& reference = mention.reference;
    std::string line = "référence : " + source_of(text, analysis.tokens, mention.first, mention.last) +
                       " → " + reference.canonical;
    if (reference.display != reference.canonical) line += " (" + reference.display + ")";
    out += wrapped(line + (reference.certain ? "" : ", lecture possible"), 0, layout);
  }
  return out + wrapped("termes : " + (terms.empty() ? "aucun" : joined(terms, ", ")), 0, layout);
}

}  // namespace cote::cli
