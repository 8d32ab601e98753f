#include "searcher/streams.hpp"

#include <algorithm>
#include <cstring>

#include "indexer/index_format.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

/// Documents that have any of a few terms, in docid order.
class UnionPostings {
 public:
  UnionPostings(const Xapian::Database& database, const std::vector<std::string>& terms) {
    for (const std::string& term : terms) {
      const Xapian::doccount frequency = database.get_termfreq(term);
      if (frequency == 0) continue;
      frequency_ += frequency;
      lists_.push_back({database.postlist_begin(term), database.postlist_end(term)});
    }
  }

  [[nodiscard]] Xapian::doccount frequency() const { return frequency_; }

  /// The first document at or after `docid`; 0 when there is none.
  Xapian::docid seek(Xapian::docid docid) {
    Xapian::docid first = 0;
    for (List& list : lists_) {
      if (list.at != list.end && *list.at < docid) list.at.skip_to(docid);
      if (list.at != list.end && (first == 0 || *list.at < first)) first = *list.at;
    }
    return first;
  }

 private:
  struct List {
    Xapian::PostingIterator at;
    Xapian::PostingIterator end;
  };
  std::vector<List> lists_;
  Xapian::doccount frequency_ = 0;
};

/// Where the streams of candidates are. When a quarter of all documents are candidates, the places of all are
/// read and kept: that costs little more, and the next expressions nothing.
class StreamPlaces {
 public:
  StreamPlaces(Index::Shard& shard, Xapian::doccount candidates)
      : all_(shard.places),
        at_(shard.database.valuestream_begin(format::kPlaceSlot)),
        end_(shard.database.valuestream_end(format::kPlaceSlot)) {
    const Xapian::docid last = shard.database.get_lastdocid();
    if (!all_.empty() || candidates < last / 4) return;
    all_.resize(std::size_t{last} + 1);
    for (; at_ != end_; ++at_) all_[at_.get_docid()] = decode(*at_);
  }

  /// Size 0: there is no such document. Documents come in ascending order.
  Index::StreamPlace of(Xapian::docid docid) {
    if (!all_.empty()) return docid < all_.size() ? all_[docid] : Index::StreamPlace();
    at_.skip_to(docid);
    return at_ != end_ && at_.get_docid() == docid ? decode(*at_) : Index::StreamPlace();
  }

 private:
  static Index::StreamPlace decode(const std::string& bytes) {
    const format::Place place = format::decode_place(bytes);
    return {place.stream, static_cast<std::uint32_t>(place.stream_size)};
  }

  std::vector<Index::StreamPlace>& all_;
  Xapian::ValueIterator at_;
  Xapian::ValueIterator end_;
};

/// What may stand at a place, in one shard.
struct Place {
  std::vector<std::uint32_t> words;   ///< sorted
  std::vector<std::uint32_t> solids;  ///< sorted
  std::vector<std::string> terms;     ///< of which every document has one that has any of them
  bool bare = false;                  ///< no: terms do not tell

  [[nodiscard]] bool has(std::uint32_t word) const {
    return words.size() == 1 ? words.front() == word : std::binary_search(words.begin(), words.end(), word);
  }
};

Place make_place(const Xapian::Database& database, const Expression::Place& wanted) {
  Place place;
  const auto add = [&](const std::vector<std::string>& surfaces, std::vector<std::uint32_t>& numbers) {
    for (const std::string& surface : surfaces) {
      for (const format::Word& word : words_of(database, surface)) {
        numbers.push_back(word.number);
        place.bare = place.bare || word.bare || word.terms.empty();
        for (const std::string& term : word.terms) {
          if (std::find(place.terms.begin(), place.terms.end(), term) == place.terms.end())
            place.terms.push_back(term);
        }
      }
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  };
  add(wanted.words, place.words);
  add(wanted.solid, place.solids);
  return place;
}

/// Finds a row of places in streams.
class Finder {
 public:
  explicit Finder(std::vector<Place> places) : places_(std::move(places)) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const Place& place = places_[i];
      solids_.insert(solids_.end(), place.solids.begin(), place.solids.end());
      needs_solids_ = needs_solids_ || place.words.empty();
      // The anchor is what is searched as bytes: rare words have high numbers.
      if (!needs_solids_ && place.words.front() > places_[anchor_].words.front()) anchor_ = i;
    }
    if (needs_solids_) return;
    for (const std::uint32_t word : places_[anchor_].words) format::put_code(codes_.emplace_back(), word);
  }

  /// How often they stand in a stream.
  Xapian::termcount count(const format::StreamView& stream) {
    if (!solids_.empty() && has_solid(stream)) return count_decoded(stream);
    return needs_solids_ ? 0 : count_codes(stream.words());
  }

 private:
  [[nodiscard]] bool has_solid(const format::StreamView& stream) const {
    bool found = false;
    stream.each_solid([&](const format::SolidForm& solid) {
      found = found || std::find(solids_.begin(), solids_.end(), solid.word) != solids_.end();
    });
    return found;
  }

  [[nodiscard]] Xapian::termcount count_codes(std::string_view words) const {
    Xapian::termcount found = 0;
    for (const std::string& code : codes_) {
      const std::size_t tail = code.size() - 1;
      // The last byte alone is looked for, many bytes at a time: it stands nowhere but at the end of a code.
      for (std::size_t from = tail; from < words.size();) {
        const void* const hit = std::memchr(words.data() + from, code.back(), words.size() - from);
        if (hit == nullptr) break;
        const auto end = static_cast<std::size_t>(static_cast<const char*>(hit) - words.data()) + 1;
        from = end;
        const std::size_t at = end - code.size();
        if (tail > 0 && std::memcmp(words.data() + at, code.data(), tail) != 0) continue;
        // The end of a longer code is no word.
        if (at > 0 && static_cast<unsigned char>(words[at - 1]) < 0x80) continue;
        if (around(words, at, end)) ++found;
      }
    }
    return found;
  }

  /// Do the other places stand around the anchor, whose code is [begin, end)?
  [[nodiscard]] bool around(std::string_view words, std::size_t begin, std::size_t end) const {
    for (std::size_t place = anchor_ + 1; place < places_.size(); ++place) {
      if (end >= words.size() || !places_[place].has(format::next_code(words, end))) return false;
    }
    for (std::size_t place = anchor_; place > 0; --place) {
      if (begin == 0 || !places_[place - 1].has(format::previous_code(words, begin))) return false;
    }
    return true;
  }

  /// With solid forms, a place may cover several tokens.
  Xapian::termcount count_decoded(const format::StreamView& stream) {
    stream.decode(numbers_);
    // starts_: the tokens at which the next place must begin, after each way to match those so far.
    starts_.assign(numbers_.size() + 1, true);
    for (const Place& place : places_) {
      next_.assign(numbers_.size() + 1, false);
      for (std::size_t i = 0; i < numbers_.size(); ++i) {
        if (starts_[i] && place.has(numbers_[i])) next_[i + 1] = true;
      }
      stream.each_solid([&](const format::SolidForm& solid) {
        if (solid.last < numbers_.size() && starts_[solid.first] &&
            std::binary_search(place.solids.begin(), place.solids.end(), solid.word))
          next_[solid.last + 1] = true;
      });
      starts_.swap(next_);
    }
    return static_cast<Xapian::termcount>(std::count(starts_.begin(), starts_.end(), true));
  }

  std::vector<Place> places_;
  std::size_t anchor_ = 0;
  std::vector<std::string> codes_;
  std::vector<std::uint32_t> solids_;  ///< that a place may be
  bool needs_solids_ = false;          ///< a place can be nothing else
  std::vector<std::uint32_t> numbers_;
  std::vector<bool> starts_;
  std::vector<bool> next_;
};

}  // namespace

Matches::InShard find_in_shard(Index::Shard& shard, const Expression& expression, Within within) {
  Matches::InShard matches;
  std::vector<Place> places;
  std::vector<UnionPostings> postings;
  for (const Expression::Place& wanted : expression.places) {
    places.push_back(make_place(shard.database, wanted));
    const Place& place = places.back();
    if (place.words.empty() && place.solids.empty()) return matches;
    if (!place.bare) postings.emplace_back(shard.database, place.terms);
  }
  if (places.empty()) return matches;
  std::stable_sort(postings.begin(), postings.end(), [](const UnionPostings& a, const UnionPostings& b) {
    return a.frequency() < b.frequency();
  });
  Finder finder(std::move(places));
  StreamPlaces streams(shard,
                       postings.empty() ? shard.database.get_doccount() : postings.front().frequency());
  const auto look = [&](Xapian::docid docid) {
    const Index::StreamPlace where = streams.of(docid);
    if (where.size == 0) return;
    const format::StreamView stream(shard.streams.bytes(where.offset, where.size));
    const Xapian::termcount times = finder.count(within == Within::kTitle ? stream.title() : stream);
    if (times > 0) matches.emplace_back(docid, times);
  };
  if (postings.empty()) {  // stop words alone: every document is a candidate
    const Xapian::docid last = shard.database.get_lastdocid();
    for (Xapian::docid docid = 1; docid <= last; ++docid) look(docid);
    return matches;
  }
  Xapian::docid docid = postings.front().seek(1);
  while (docid != 0) {
    Xapian::docid there = docid;
    for (std::size_t i = 1; i < postings.size() && there == docid; ++i) there = postings[i].seek(docid);
    if (there == 0) break;
    if (there != docid) {
      docid = postings.front().seek(there);
      continue;
    }
    look(docid);
    docid = postings.front().seek(docid + 1);
  }
  return matches;
}

}  // namespace cote::search
