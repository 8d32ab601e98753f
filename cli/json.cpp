#include "cli/json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace cote::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json object_of(const Metadata& metadata) {
  Json out = Json::object();
  for (const auto& [name, values] : metadata) out[name] = values;
  return out;
}

Json json_of(const Passage& passage) {
  Json highlights = Json::array();
  for (const auto& [begin, end] : passage.highlights) highlights.push_back(Json::array({begin, end}));
  Json out = Json::object();
  out["paragraph"] = or_null(passage.paragraph);
  out["ordinal"] = passage.ordinal;
  out["page"] = or_null(passage.page);
  out["heading"] = passage.heading;
  out["citation"] = passage.citation;
  out["text"] = passage.text;
  out["highlights"] = std::move(highlights);
  out["highlight_kinds"] = Json::array();
  for (const MarkKind kind : passage.highlight_kinds) {
    out["highlight_kinds"].push_back(kind == MarkKind::kWord     ? "word"
                                     : kind == MarkKind::kEntity ? "entity"
                                                                 : "inflection");
  }
  return out;
}

Json json_of(const Hit& hit, Explain explain) {
  Json passages = Json::array();
  for (const Passage& passage : hit.passages) passages.push_back(json_of(passage));
  Json out = Json::object();
  out["id"] = hit.id;
  out["score"] = hit.score;
  out["title"] = hit.title;
  out["date"] = or_null(hit.date);
  out["type"] = or_null(hit.type);
  out["language"] = or_null(hit.language);
  out["path"] = or_null(hit.path);
  out["url"] = or_null(hit.url);
  out["symbols"] = hit.symbols;
  out["metadata"] = object_of(hit.metadata);
  out["passages"] = std::move(passages);
  out["found_by"] = hit.found_by;
  if (explain == Explain::kYes) out["explanation"] = hit.explanation;
  return out;
}

Json json_of(const FacetResult& facet) {
  Json out = Json::array();
  for (const FacetCount& value : facet.values) {
    Json one = Json::object();
    one["value"] = or_null(value.value);
    one["label"] = or_null(value.label);
    one["count"] = value.count;
    one["selected"] = value.selected;
    out.push_back(std::move(one));
  }
  return out;
}

Json json_of(const Understood& understood) {
  Json out = Json::object();
  out["matched"] = understood.matched;
  out["kind"] = understood.kind;
  out["canonical"] = understood.canonical;
  out["label"] = or_null(understood.label);
  out["off"] = understood.off;
  return out;
}

Json json_of(const Warning& warning) {
  Json out = Json::object();
  out["code"] = warning.code;
  out["text"] = warning.text;
  out["position"] = or_null(warning.position);
  return out;
}

Json json_of(const Token& token) {
  Json out = Json::object();
  out["text"] = token.text;
  out["begin"] = token.begin;
  out["end"] = token.end;
  out["position"] = token.position;
  out["keyword"] = token.keyword;
  out["reason"] = or_null(token.reason);
  out["surface"] = token.surface;
  out["folded"] = token.folded;
  out["other"] = token.other;
  out["root"] = token.root;
  out["acronym"] = token.acronym;
  out["stop"] = token.stop;
  out["clitic"] = token.clitic;
  out["foreign"] = token.foreign;
  return out;
}

/// Nobody measures a search to the nanosecond.
double microseconds(double ms) { return std::round(ms * 1000) / 1000; }

}  // namespace

std::string results_json(const Results& results, Explain explain) {
  Json out = Json::object();
  out["query"] = results.query;
  out["interpretation"] = or_null(results.interpretation);
  out["understood"] = Json::array();
  for (const Understood& understood : results.understood) out["understood"].push_back(json_of(understood));
  out["match"] = results.match == Match::kAny ? "any" : "all";
  out["total"]["value"] = results.total;
  out["total"]["exact"] = results.total_is_exact;
  out["took_ms"] = microseconds(results.took_ms);
  out["hits"] = Json::array();
  for (const Hit& hit : results.hits) out["hits"].push_back(json_of(hit, explain));
  out["facets"] = Json::object();
  for (const FacetResult& facet : results.facets) out["facets"][facet.facet] = json_of(facet);
  out["suggestion"] = or_null(results.suggestion);
  out["warnings"] = Json::array();
  for (const Warning& warning : results.warnings) out["warnings"].push_back(json_of(warning));
  return line(out);
}

std::string hits_jsonl(const Results& results, Explain explain) {
  std::string out;
  for (const Hit& hit : results.hits) out += line(json_of(hit, explain));
  return out;
}

std::string document_json(const Document& document, const std::vector<Paragraph>& paragraphs) {
  Json list = Json::array();
  for (const Paragraph& paragraph : paragraphs) {
    Json one = Json::object();
    one["paragraph"] = or_null(paragraph.number);
    one["ordinal"] = paragraph.ordinal;
    one["page"] = or_null(paragraph.page);
    one["heading"] = paragraph.heading;
    one["text"] = paragraph.text;
    list.push_back(std::move(one));
  }
  Json out = Json::object();
  out["id"] = document.id;
  out["title"] = document.title;
  out["path"] = or_null(document.path);
  out["date"] = or_null(document.date);
  out["symbols"] = document.symbols;
  out["metadata"] = object_of(document.metadata);
  out["paragraphs"] = std::move(list);
  return line(out);
}

std::string stats_json(const std::string& path, const IndexStats& stats) {
  Json out = Json::object();
  out["index"] = path;
  out["unit"] = stats.unit;
  out["documents"] = stats.documents;
  out["paragraphs"] = stats.paragraphs;
  out["terms"] = stats.terms;
  out["average_length"] = stats.average_length;
  out["bytes"] = stats.bytes;
  out["first_date"] = or_null(stats.first_date);
  out["last_date"] = or_null(stats.last_date);
  out["facets"] = Json::object();
  for (const auto& [name, values] : stats.facets) out["facets"][name] = values;
  out["fingerprint"] = stats.fingerprint;
  return line(out);
}

std::string acronyms_json(const std::string& path, const std::vector<LearntAcronym>& acronyms) {
  Json out = Json::object();
  out["index"] = path;
  out["acronyms"] = Json::array();
  for (const LearntAcronym& pair : acronyms) {
    Json one = Json::object();
    one["acronym"] = pair.acronym;
    one["long_form"] = pair.long_form;
    one["documents"] = pair.documents;
    out["acronyms"].push_back(std::move(one));
  }
  return line(out);
}

std::string analysis_json(std::string_view text, const std::vector<AnalysisStage>& stages,
                          const std::vector<std::string>& terms) {
  Json out = Json::object();
  out["text"] = text;
  out["stages"] = Json::array();
  for (const AnalysisStage& stage : stages) {
    Json tokens = Json::array();
    for (const Token& token : stage.tokens) tokens.push_back(json_of(token));
    Json one = Json::object();
    one["name"] = stage.name;
    one["tokens"] = std::move(tokens);
    out["stages"].push_back(std::move(one));
  }
  out["terms"] = terms;
  return line(out);
}

}  // namespace cote::cli
