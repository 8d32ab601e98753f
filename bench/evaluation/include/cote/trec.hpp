// TREC files: qrels (judgements) and runs (ranked results).
#pragma once

#include <filesystem>
#include <istream>
#include <map>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cote {

struct ScoredDoc {
  std::string doc_id;  ///< decoded
  double score = 0;    ///< higher is better; infinite values are ordered like any other
};

/// What an engine answered: topic -> documents. Their order here means nothing to evaluate(), which ranks by
/// score.
using Run = std::map<std::string, std::vector<ScoredDoc>, std::less<>>;

/// What judges said: topic -> document -> grade. 0 and below: judged not relevant; a document that is absent:
/// not judged.
using Qrels = std::map<std::string, std::map<std::string, int, std::less<>>, std::less<>>;

/// Writes an id so that it is one column of a TREC file for any reader: white space (also Unicode's, at which
/// some readers split), control characters, % and a leading # (else a comment) become %XX, byte by byte.
/// decode_id(encode_id(id)) == id for every string.
[[nodiscard]] std::string encode_id(std::string_view id);

/// Replaces %XX (two hexadecimal digits) by its byte; any other % stays as it is, so that "100%" from
/// elsewhere works.
[[nodiscard]] std::string decode_id(std::string_view column);

/// Reads `topic Q0 document rank score tag`, separated by any number of spaces and tabs. The second, fourth
/// and last column are not looked at. Accepts CRLF, a UTF-8 byte order mark, blank lines, lines that begin
/// with '#' (comments) and no line at all. Scores are read as doubles, whatever the locale: "12", "1.5e-3",
/// "-inf". Throws CorpusError "NAME:LINE: …" for a wrong number of columns, a score that is no number or NaN,
/// and a document that comes twice for one topic.
[[nodiscard]] Run read_run(std::istream& in, std::string_view name);

/// The same from a file, whose path is the name in errors. CorpusError also where it cannot be opened or
/// read.
[[nodiscard]] Run read_run(const std::filesystem::path& path);

/// Reads `topic iteration document grade`; the second column is not looked at. As tolerant as read_run().
/// Throws CorpusError "NAME:LINE: …" for a wrong number of columns, a grade that is no integer, and a
/// document judged twice for one topic (with the same grade or another: trec_eval refuses both).
[[nodiscard]] Qrels read_qrels(std::istream& in, std::string_view name);
[[nodiscard]] Qrels read_qrels(const std::filesystem::path& path);

/// Writes a run by ascending topic; each topic as write_run_topic() does.
void write_run(std::ostream& out, const Run& run, std::string_view tag);

/// Writes one topic by descending score; documents of equal score stay in the order given. Scores are printed
/// as 32-bit floats and lowered where needed, so that they strictly decrease whether they are read as floats
/// or doubles, and every reader, whatever its rule for ties, sees the ranking meant. Beyond ±1e30 (and
/// infinities) they are cut to it; NaN counts as the lowest. Ids and tag are encoded. Throws UsageError for
/// an empty topic, document id or tag, which no TREC file can hold. Does not check the stream.
void write_run_topic(std::ostream& out, std::string_view topic, std::span<const ScoredDoc> documents,
                     std::string_view tag);

}  // namespace cote
