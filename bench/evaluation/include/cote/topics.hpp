// Topics: the queries of an evaluation, from the file formats in use.
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace cote {

struct Topic {
  std::string id;    ///< decoded, as in qrels and runs
  std::string text;  ///< UTF-8, the chosen fields joined by a space; never empty
};

enum class TopicsFormat : std::uint8_t {
  kAuto,  ///< by the first character that is no white space: '<' TREC, '{' JSONL, else TSV
  kTsv,  ///< id TAB query, one a line; later tabs belong to the query; lines that begin with '#' are comments
  kTrec,   ///< <top> <num> <title> <desc> <narr> </top>, tags closed or not; also CLEF's and the Web track's
           ///< names
  kJsonl,  ///< one object a line: "id" or "qid", "query" or "title" or "text", "desc[ription]", "narr[ative]"
};

enum class TopicField : std::uint8_t { kTitle, kDescription, kNarrative };

struct TopicsOptions {
  TopicsFormat format = TopicsFormat::kAuto;
  std::vector<TopicField> fields = {TopicField::kTitle};  ///< in the order in which they are joined
};

/// Reads topics in the order of the file, in UTF-8. Ids are decoded as decode_id() does (integers are
/// accepted as JSON ids), white space around and runs of it inside a TREC field are reduced. Throws
/// CorpusError "NAME:LINE: …" for a line or topic of another form, a field asked for that is missing, an
/// empty id or query, an id that comes twice, bytes that are not UTF-8. A file without topics gives none.
/// Throws UsageError where no field or, in TSV, another field than the title is asked for.
[[nodiscard]] std::vector<Topic> read_topics(std::istream& in, std::string_view name,
                                             const TopicsOptions& = {});
[[nodiscard]] std::vector<Topic> read_topics(const std::filesystem::path& path, const TopicsOptions& = {});

/// "auto", "tsv", "trec", "jsonl". UsageError lists them.
[[nodiscard]] TopicsFormat parse_topics_format(std::string_view text);

/// "title", "desc", "narr" (or in full), joined by commas or '+': "title,desc". UsageError lists them.
[[nodiscard]] std::vector<TopicField> parse_topic_fields(std::string_view text);

}  // namespace cote
