#include "indexer/rewrite.hpp"

#include <xapian.h>

#include <algorithm>
#include <cote/error.hpp>
#include <map>
#include <string>
#include <utility>

#include "indexer/format/files.hpp"
#include "indexer/index_format.hpp"

namespace cote::indexing {
namespace {

namespace fs = std::filesystem;
namespace format = index_format;

/// Pairs of term and document that are turned round at a time: 8 bytes each.
constexpr std::uint64_t kPairsInMemory = 4'000'000;

/// Pairs between two commits (indexer.cpp).
constexpr std::uint64_t kPairsPerCommit = 400'000;

/// The dictionary of a packed shard: so many records of so many bytes at most. Of 95 MB of laws, a quarter of
/// a megabyte takes a fifth off the texts; four times as much, a twentieth more.
constexpr std::uint64_t kSampled = 400;
constexpr std::size_t kSampleBytes = 2048;
constexpr std::size_t kDictionary = 256 << 10;

/// One of the shards that are read.
struct Source {
  explicit Source(const fs::path& folder)
      : database(folder.string()),
        records(folder / format::kRecordsFile),
        streams(folder / format::kStreamsFile) {}

  Xapian::Database database;
  format::BlockReader records;
  format::MappedFile streams;
  std::vector<std::uint32_t> numbers{};  ///< of its words in the new shard

  [[nodiscard]] std::uint32_t number(std::uint32_t word) const {
    const std::uint32_t number = word < numbers.size() ? numbers[word] : 0;
    if (number < format::kFirstWord)
      throw IndexError("texte abîmé dans l'index ; supprimez-le et réindexez avec « cote index »");
    return number;
  }
};

/// Values of one slot in the order of documents.
class ValueColumn {
 public:
  ValueColumn(const Xapian::Database& database, Xapian::valueno slot)
      : slot_(slot), at_(database.valuestream_begin(slot)), end_(database.valuestream_end(slot)) {}

  [[nodiscard]] Xapian::valueno slot() const noexcept { return slot_; }
  /// Documents are asked for in ascending order.
  std::string value(Xapian::docid docid) {
    if (at_ != end_ && at_.get_docid() < docid) at_.skip_to(docid);
    return at_ != end_ && at_.get_docid() == docid ? *at_ : std::string();
  }

 private:
  Xapian::valueno slot_;
  Xapian::ValueIterator at_;
  Xapian::ValueIterator end_;
};

class Rewriter {
 public:
  Rewriter(const std::vector<fs::path>& shards, const fs::path& folder, const FacetSlots::Map& slots,
           const RewriteOptions& options)
      : slots_(slots),
        sources_(shards.begin(), shards.end()),
        target_(folder.string(), Xapian::DB_CREATE | (options.dense ? Xapian::DB_NO_TERMLIST : 0)),
        records_(folder / format::kRecordsFile, block_options(options)),
        streams_(folder / format::kStreamsFile) {}

  void run() {
    copy_words();
    for (Source& source : sources_) {
      copy_synonyms(source);
      copy_documents(source);
    }
    commit();
  }

 private:
  void commit() {
    records_.sync();
    streams_.sync();
    target_.commit();
    pairs_ = 0;
  }

  [[nodiscard]] format::BlockOptions block_options(const RewriteOptions& options) {
    format::BlockOptions blocks = options.blocks;
    if (options.packed) blocks.dictionary = sample();
    return blocks;
  }

  /// Records from all over the collection. Empty when there are so few that it would not pay.
  std::string sample() {
    std::uint64_t documents = 0;
    for (const Source& source : sources_) documents += source.database.get_doccount();
    if (documents < 10 * kSampled) return {};
    const std::uint64_t step = documents / kSampled;
    std::string all;
    for (Source& source : sources_) {
      std::uint64_t number = 0;
      for (auto it = source.database.valuestream_begin(format::kPlaceSlot);
           it != source.database.valuestream_end(format::kPlaceSlot) && all.size() < kDictionary; ++it) {
        if (number++ % step != 0) continue;
        const std::string_view record = source.records.record(format::decode_place(*it).record);
        all += record.substr(0, kSampleBytes);
      }
    }
    return all;
  }

  /// Words are numbered by how often they stand in the streams: the most frequent have the shortest codes.
  void copy_words() {
    struct Merged {
      std::uint64_t count = 0;
      std::vector<std::pair<std::size_t, std::uint32_t>> from;  ///< source and number there
      format::Word word;
    };
    std::vector<Merged> all;
    std::map<std::string, std::vector<std::size_t>> by_key;
    for (std::size_t s = 0; s < sources_.size(); ++s) {
      const std::vector<std::uint64_t> counts = word_counts(sources_[s]);
      const std::string prefix = format::words_prefix("");
      const Xapian::Database& database = sources_[s].database;
      for (auto it = database.metadata_keys_begin(prefix); it != database.metadata_keys_end(prefix); ++it) {
        std::vector<std::size_t>& known = by_key[*it];
        for (format::Word& word : format::decode_words(*it, database.get_metadata(*it))) {
          const std::uint64_t count = word.number < counts.size() ? counts[word.number] : 0;
          if (count == 0) continue;  // of a document that was replaced
          const auto same = std::find_if(known.begin(), known.end(), [&](std::size_t i) {
            return all[i].word.spelling == word.spelling && all[i].word.surface == word.surface;
          });
          Merged* merged = nullptr;
          if (same == known.end()) {
            known.push_back(all.size());
            all.push_back({0, {}, {word.spelling, word.surface, 0, {}, false}});
            merged = &all.back();
          } else {
            merged = &all[*same];
          }
          merged->count += count;
          merged->from.emplace_back(s, word.number);
          merged->word.bare = merged->word.bare || word.bare;
          for (std::string& term : word.terms) {
            if (std::find(merged->word.terms.begin(), merged->word.terms.end(), term) ==
                merged->word.terms.end())
              merged->word.terms.push_back(std::move(term));
          }
        }
      }
    }
    std::vector<std::size_t> order(all.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return all[a].count > all[b].count; });
    std::uint32_t next = format::kFirstWord;
    for (const std::size_t i : order) {
      all[i].word.number = next++;
      for (const auto& [source, number] : all[i].from) {
        std::vector<std::uint32_t>& numbers = sources_[source].numbers;
        if (number >= numbers.size()) numbers.resize(number + 1);
        numbers[number] = all[i].word.number;
      }
    }
    for (const auto& [key, indexes] : by_key) {
      std::vector<format::Word> words;
      for (const std::size_t i : indexes) words.push_back(all[i].word);
      if (!words.empty()) target_.set_metadata(key, format::encode_words(key, words));
    }
    target_.set_metadata(format::kNextWordKey, std::to_string(next));
  }

  static std::vector<std::uint64_t> word_counts(Source& source) {
    std::vector<std::uint64_t> counts;
    const auto count = [&](std::uint32_t number) {
      if (number >= counts.size()) counts.resize(std::size_t{number} + 1);
      ++counts[number];
    };
    std::vector<std::uint32_t> numbers;
    for (auto it = source.database.valuestream_begin(format::kPlaceSlot);
         it != source.database.valuestream_end(format::kPlaceSlot); ++it) {
      const format::Place place = format::decode_place(*it);
      const format::StreamView stream(source.streams.bytes(place.stream, place.stream_size));
      stream.decode(numbers);
      for (const std::uint32_t number : numbers) count(number);
      for (const format::SolidForm& solid : stream.solids()) count(solid.word);
    }
    return counts;
  }

  void copy_synonyms(const Source& source) {
    for (auto key = source.database.synonym_keys_begin(); key != source.database.synonym_keys_end(); ++key) {
      for (auto it = source.database.synonyms_begin(*key); it != source.database.synonyms_end(*key); ++it)
        target_.add_synonym(*key, *it);
    }
  }

  void copy_documents(Source& source) {
    const Xapian::docid last = source.database.get_lastdocid();
    if (last == 0) return;
    std::uint64_t pairs = 0;
    for (auto it = source.database.allterms_begin(); it != source.database.allterms_end(); ++it)
      pairs += it.get_termfreq();
    // Terms are turned round a range of documents at a time, so that memory does not grow with the shard.
    const std::uint64_t ranges = pairs / kPairsInMemory + 1;
    const auto step = static_cast<Xapian::docid>(last / ranges + 1);
    std::vector<ValueColumn> columns;
    for (const Xapian::valueno slot : {format::kIdSlot, format::kDateSlot, format::kContentSlot})
      columns.emplace_back(source.database, slot);
    for (const auto& [facet, slot] : slots_) columns.emplace_back(source.database, slot);
    ValueColumn places(source.database, format::kPlaceSlot);
    for (Xapian::docid from = 1; from <= last; from += step)
      copy_range(source, from, from + step, columns, places);
  }

  void copy_range(Source& source, Xapian::docid from, Xapian::docid to, std::vector<ValueColumn>& columns,
                  ValueColumn& places) {
    std::vector<std::string> terms;
    std::vector<std::vector<std::pair<std::uint32_t, Xapian::termcount>>> documents(to - from);
    for (auto term = source.database.allterms_begin(); term != source.database.allterms_end(); ++term) {
      bool used = false;
      auto it = source.database.postlist_begin(*term);
      const auto end = source.database.postlist_end(*term);
      if (it != end) it.skip_to(from);
      for (; it != end && *it < to; ++it) {
        if (!used) terms.push_back(*term);
        used = true;
        documents[*it - from].emplace_back(static_cast<std::uint32_t>(terms.size() - 1), it.get_wdf());
      }
    }
    for (Xapian::docid docid = from; docid < to; ++docid) {
      const std::string where = places.value(docid);
      if (where.empty()) continue;  // no document has that number
      Xapian::Document document;
      for (ValueColumn& column : columns) {
        if (const std::string value = column.value(docid); !value.empty())
          document.add_value(column.slot(), value);
      }
      document.add_value(format::kPlaceSlot, moved(source, format::decode_place(where)));
      for (const auto& [term, wdf] : documents[docid - from]) document.add_term(terms[term], wdf);
      pairs_ += documents[docid - from].size();
      documents[docid - from] = {};
      target_.add_document(document);
      if (pairs_ >= kPairsPerCommit) commit();
    }
  }

  std::string moved(Source& source, format::Place place) {
    const format::StreamView stream(source.streams.bytes(place.stream, place.stream_size));
    stream.decode(numbers_);
    const auto solids = stream.solids();
    auto solid = solids.begin();
    for (std::uint32_t i = 0; i < numbers_.size(); ++i) {
      for (; solid != solids.end() && solid->first == i; ++solid)
        writer_.solid(0, solid->last - solid->first + 1, source.number(solid->word));
      const std::uint32_t number = numbers_[i];
      if (number == format::kHeadingBreak) {
        writer_.begin_heading();
      } else if (number == format::kParagraphBreak) {
        writer_.begin_paragraph();
      } else {
        writer_.word(source.number(number));
      }
    }
    const std::string bytes = writer_.finish();
    place.record = records_.put(source.records.record(place.record));
    place.stream = streams_.size();
    place.stream_size = bytes.size();
    streams_.append(bytes);
    return format::encode_place(place);
  }

  const FacetSlots::Map& slots_;
  std::vector<Source> sources_;
  Xapian::WritableDatabase target_;
  format::BlockWriter records_;
  format::AppendFile streams_;
  format::StreamWriter writer_;
  std::vector<std::uint32_t> numbers_;
  std::uint64_t pairs_ = 0;
};

/// Packs the tables of the shard in `folder`.
void pack(const fs::path& folder) {
  fs::path packed = folder;
  packed += ".packed";
  fs::remove_all(packed);
  {
    Xapian::Database database(folder.string());
    database.compact(packed.string(), Xapian::DBCOMPACT_NO_RENUMBER);
  }
  for (const char* file : {format::kRecordsFile, format::kStreamsFile})
    fs::rename(folder / file, packed / file);
  // Xapian's compaction leaves it to the system when its tables reach the disk.
  for (const auto& file : fs::directory_iterator(packed)) format::sync_file(file.path());
  fs::remove_all(folder);
  fs::rename(packed, folder);
}

}  // namespace

void rewrite(const std::vector<fs::path>& shards, const fs::path& folder, const FacetSlots::Map& slots,
             const RewriteOptions& options) {
  Rewriter(shards, folder, slots, options).run();
  if (options.packed) pack(folder);
  format::sync_folder(folder);
}

}  // namespace cote::indexing
