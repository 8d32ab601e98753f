#include "cli/refs_output.hpp"

#include <algorithm>
#include <cote/unicode.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/messages.hpp"

namespace cote::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Code points of a citing paragraph that are shown, and of those, how many before the reference.
constexpr std::size_t kShown = 400;
constexpr std::size_t kLead = 120;

std::string line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// Where the reference stands in the text, in bytes; 0 when it stands in the headings.
std::size_t place_in(const std::string& text, const ReferenceLinks& links) {
  for (const Reference& reference : find_references(text)) {
    if (reference.canonical == links.canonical || reference.canonical.ends_with(':' + links.canonical))
      return reference.begin;
  }
  return 0;
}

/// A long paragraph around byte `at`, cut at spaces.
std::string window(const std::string& text, std::size_t at) {
  if (count_code_points(text) <= kShown) return text;
  std::size_t begin = 0;
  const std::size_t before = count_code_points(std::string_view(text).substr(0, at));
  for (std::size_t n = kLead; n < before; ++n) begin += decode_utf8(text, begin).bytes;
  if (const std::size_t space = text.find(' ', begin); begin > 0 && space < at) begin = space + 1;
  std::size_t end = begin;
  for (std::size_t n = 0; n < kShown && end < text.size(); ++n) end += decode_utf8(text, end).bytes;
  if (const std::size_t space = text.rfind(' ', end);
      end < text.size() && space != std::string::npos && space > begin)
    end = space;
  return (begin > 0 ? "… " : "") + text.substr(begin, end - begin) + (end < text.size() ? " …" : "");
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

/// For XML: what it allows, with its five signs escaped.
std::string xml(std::string_view text) {
  std::string out;
  for (const char c : to_valid_utf8(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return out;
}

std::string dot(std::string_view text) {
  std::string out = "\"";
  for (const char c : to_valid_utf8(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return out + "\"";
}

/// References that are cited or borne, each once: index into it by key.
struct Nodes {
  std::vector<CitationGraph::Target> references;
  std::map<std::string, std::size_t> at;

  explicit Nodes(const CitationGraph& graph) : references(graph.targets) {
    for (std::size_t i = 0; i < references.size(); ++i) at.emplace(references[i].canonical, i);
    for (const CitationGraph::Source& source : graph.sources) {
      for (const std::string& key : source.keys) {
        if (at.contains(key)) continue;
        CitationGraph::Target target{key, key, ReferenceKind::kUnDocument};
        if (const auto found = find_references(key); found.size() == 1) {
          target.display = found.front().display;
          target.kind = found.front().kind;
        }
        at.emplace(key, references.size());
        references.push_back(std::move(target));
      }
    }
  }
};

}  // namespace

std::string_view kind_label(ReferenceKind kind) {
  constexpr std::string_view kLabels[] = {"document de l’ONU",
                                          "résolution de l’ONU",
                                          "décision de l’ONU",
                                          "déclaration de la présidence du Conseil de sécurité",
                                          "acte de l’Union européenne",
                                          "document préparatoire de l’Union européenne",
                                          "affaire de la Cour de justice de l’Union européenne",
                                          "décision de justice (ECLI)",
                                          "journal officiel",
                                          "document de l’Union africaine",
                                          "acte de la CEDEAO",
                                          "document de l’OSCE",
                                          "document de l’OTAN",
                                          "acte d’une organisation internationale",
                                          "loi ou règlement",
                                          "article d’un code",
                                          "décision de justice",
                                          "affaire des droits de l’homme",
                                          "affaire de justice pénale internationale",
                                          "recueil de la Cour internationale de Justice",
                                          "traité"};
  return kLabels[static_cast<std::size_t>(kind)];
}

std::string links_text(const ReferenceLinks& links, const Layout& layout) {
  std::string out = wrapped_text(
      joined({links.display, links.kind ? std::string(kind_label(*links.kind)) : "", links.date}, " · "), 0,
      layout);
  if (links.display != links.canonical) out += wrapped_text("clé : " + links.canonical, 0, layout);
  if (links.readings.size() > 1)
    out += wrapped_text("plusieurs lectures : " + joined(links.readings, ", "), 0, layout);
  out += wrapped_text(links.own.empty() ? "aucun document de l’index ne porte cette cote"
                                        : "cote de : " + joined(links.own, ", "),
                      0, layout);
  std::set<std::string_view> documents;
  for (const CitingParagraph& citing : links.cited_by) documents.insert(citing.id);
  if (documents.empty()) return out + "citée nulle part\n";
  out += "citée par " + counted(documents.size(), "document", "documents") + ", " +
         counted(links.cited_by.size(), "paragraphe", "paragraphes") + "\n";
  const std::string* id = nullptr;
  for (const CitingParagraph& citing : links.cited_by) {
    if (id == nullptr || *id != citing.id) out += "\n" + wrapped_text(citing.id, 0, layout);
    id = &citing.id;
    std::string where = paragraph_place(citing.paragraph, citing.ordinal, citing.page);
    if (const std::string heading = joined(citing.heading, " › "); !heading.empty()) where += " — " + heading;
    out += wrapped_text(where, 4, layout);
    out += wrapped_text(window(citing.text, place_in(citing.text, links)), 6, layout);
  }
  return out;
}

std::string citations_text(const std::string& id, const std::vector<CitedReference>& cited,
                           const Layout& layout) {
  struct Line {
    const CitedReference* first = nullptr;
    std::vector<std::string> places;
  };
  std::vector<Line> lines;
  std::map<std::string_view, std::size_t> at;
  for (const CitedReference& reference : cited) {
    const auto [known, fresh] = at.try_emplace(reference.canonical, lines.size());
    if (fresh) lines.push_back({&reference, {}});
    lines[known->second].places.push_back(
        paragraph_place(reference.paragraph, reference.ordinal, std::nullopt));
  }
  std::string out = wrapped_text(id + " : " + counted(lines.size(), "référence", "références"), 0, layout);
  for (const Line& item : lines) {
    out += wrapped_text(item.first->display + " · " + std::string(kind_label(item.first->kind)) +
                            (item.first->certain ? "" : " · lecture possible"),
                        0, layout);
    out += wrapped_text(joined(item.places, ", "), 4, layout);
  }
  return out;
}

std::string most_cited_text(const std::vector<ReferenceCount>& counts, const Layout& layout) {
  if (counts.empty()) return "aucune référence\n";
  std::string out;
  for (const ReferenceCount& count : counts) {
    out += wrapped_text(counted(count.documents, "document", "documents") + " · " + count.display + " · " +
                            std::string(kind_label(count.kind)),
                        0, layout);
  }
  return out;
}

std::string links_json(const ReferenceLinks& links) {
  Json out = Json::object();
  out["canonical"] = links.canonical;
  out["display"] = links.display;
  out["kind"] = links.kind ? Json(reference_kind_name(*links.kind)) : Json(nullptr);
  out["date"] = or_null(links.date);
  out["own"] = links.own;
  out["cited_by"] = Json::array();
  for (const CitingParagraph& citing : links.cited_by) {
    Json one = Json::object();
    one["id"] = citing.id;
    one["paragraph"] = or_null(citing.paragraph);
    one["ordinal"] = citing.ordinal;
    one["page"] = or_null(citing.page);
    one["text"] = citing.text;
    out["cited_by"].push_back(std::move(one));
  }
  if (links.readings.size() > 1) out["readings"] = links.readings;
  return line(out);
}

std::string citations_json(const std::string& id, const std::vector<CitedReference>& cited) {
  Json out = Json::object();
  out["id"] = id;
  out["cites"] = Json::array();
  for (const CitedReference& reference : cited) {
    Json one = Json::object();
    one["canonical"] = reference.canonical;
    one["display"] = reference.display;
    one["kind"] = reference_kind_name(reference.kind);
    one["paragraph"] = or_null(reference.paragraph);
    one["ordinal"] = reference.ordinal;
    if (!reference.certain) one["certain"] = false;
    out["cites"].push_back(std::move(one));
  }
  return line(out);
}

std::string most_cited_json(const std::vector<ReferenceCount>& counts) {
  Json list = Json::array();
  for (const ReferenceCount& count : counts) {
    Json one = Json::object();
    one["canonical"] = count.canonical;
    one["display"] = count.display;
    one["kind"] = reference_kind_name(count.kind);
    one["documents"] = count.documents;
    list.push_back(std::move(one));
  }
  Json out = Json::object();
  out["references"] = std::move(list);
  return line(out);
}

std::string graph_as_graphml(const CitationGraph& graph) {
  const Nodes nodes(graph);
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "  <key id=\"node\" for=\"node\" attr.name=\"node\" attr.type=\"string\"/>\n"
      "  <key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
      "  <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
      "  <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
      "  <key id=\"edge\" for=\"edge\" attr.name=\"edge\" attr.type=\"string\"/>\n"
      "  <key id=\"paragraphs\" for=\"edge\" attr.name=\"paragraphs\" attr.type=\"long\"/>\n"
      "  <graph id=\"citations\" edgedefault=\"directed\">\n";
  const auto data = [](std::string_view key, std::string_view value) {
    return "<data key=\"" + std::string(key) + "\">" + xml(value) + "</data>";
  };
  for (std::size_t i = 0; i < graph.sources.size(); ++i) {
    const CitationGraph::Source& source = graph.sources[i];
    out += "    <node id=\"d" + std::to_string(i) + "\">" + data("node", "document") +
           data("name", source.id) + data("label", source.title) + "</node>\n";
  }
  for (std::size_t i = 0; i < nodes.references.size(); ++i) {
    const CitationGraph::Target& target = nodes.references[i];
    out += "    <node id=\"r" + std::to_string(i) + "\">" + data("node", "reference") +
           data("name", target.canonical) + data("label", target.display) +
           data("kind", reference_kind_name(target.kind)) + "</node>\n";
  }
  const auto edge = [&](std::size_t source, std::size_t target, std::string_view kind) {
    return "    <edge source=\"d" + std::to_string(source) + "\" target=\"r" + std::to_string(target) +
           "\">" + data("edge", kind);
  };
  for (std::size_t i = 0; i < graph.sources.size(); ++i) {
    for (const std::string& key : graph.sources[i].keys)
      out += edge(i, nodes.at.at(key), "bears") + "</edge>\n";
  }
  for (const CitationGraph::Edge& one : graph.edges) {
    out += edge(one.source, one.target, "cites") + data("paragraphs", std::to_string(one.paragraphs)) +
           "</edge>\n";
  }
  return out + "  </graph>\n</graphml>\n";
}

std::string graph_as_dot(const CitationGraph& graph) {
  const Nodes nodes(graph);
  std::string out = "digraph citations {\n  rankdir=LR;\n";
  for (std::size_t i = 0; i < graph.sources.size(); ++i)
    out += "  d" + std::to_string(i) + " [shape=box, label=" + dot(graph.sources[i].id) + "];\n";
  for (std::size_t i = 0; i < nodes.references.size(); ++i)
    out += "  r" + std::to_string(i) + " [label=" + dot(nodes.references[i].display) + "];\n";
  for (std::size_t i = 0; i < graph.sources.size(); ++i) {
    for (const std::string& key : graph.sources[i].keys)
      out += "  d" + std::to_string(i) + " -> r" + std::to_string(nodes.at.at(key)) + " [style=dashed];\n";
  }
  for (const CitationGraph::Edge& one : graph.edges) {
    out += "  d" + std::to_string(one.source) + " -> r" + std::to_string(one.target) +
           " [weight=" + std::to_string(one.paragraphs) + "];\n";
  }
  return out + "}\n";
}

}  // namespace cote::cli
