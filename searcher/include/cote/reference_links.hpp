// Who cites what: the answers of Searcher::reference(), citations_of(), most_cited() and citation_graph().
#pragma once

#include <cote/reference.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cote {

/// A paragraph that cites a reference.
struct CitingParagraph {
  std::string id;                        ///< of its document
  std::optional<std::string> paragraph;  ///< the document's own number: "12", "4 l)"
  std::uint32_t ordinal = 0;             ///< from 1
  std::optional<std::uint32_t> page;
  std::string text;                  ///< the whole paragraph
  std::vector<std::string> heading;  ///< the headings above it, where the reference may stand too
};

/// A reference and what the index knows of it.
struct ReferenceLinks {
  std::string canonical;
  std::string display;
  std::optional<ReferenceKind> kind;      ///< absent when the text has the form of no reference
  std::string date;                       ///< ISO, as precise as known; may be empty
  std::vector<std::string> readings;      ///< keys of all readings; one unless it is undecided
  std::vector<std::string> own;           ///< ids of the documents that bear it, ascending
  std::vector<CitingParagraph> cited_by;  ///< by id, then ordinal
};

/// A reference that a document cites, once for each paragraph that does.
struct CitedReference {
  std::string canonical;
  std::string display;
  ReferenceKind kind = ReferenceKind::kUnDocument;
  std::string date;
  std::optional<std::string> paragraph;
  std::uint32_t ordinal = 0;
  bool certain = true;  ///< false: one of several readings
};

struct ReferenceCount {
  std::string canonical;
  std::string display;
  ReferenceKind kind = ReferenceKind::kUnDocument;
  std::uint64_t documents = 0;  ///< that cite it
};

/// All citations of an index.
struct CitationGraph {
  struct Source {
    std::string id;
    std::string title;
    std::vector<std::string> keys;  ///< of its own symbols
  };
  struct Target {
    std::string canonical;
    std::string display;
    ReferenceKind kind = ReferenceKind::kUnDocument;
  };
  struct Edge {
    std::size_t source = 0;        ///< index into sources
    std::size_t target = 0;        ///< index into targets
    std::uint64_t paragraphs = 0;  ///< that cite it there
  };
  std::vector<Source> sources;  ///< documents that cite or bear something, by id
  std::vector<Target> targets;  ///< cited references, by key
  std::vector<Edge> edges;      ///< by source, then target
};

}  // namespace cote
