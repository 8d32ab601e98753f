#include "searcher/facts.hpp"

#include <algorithm>
#include <cmath>
#include <new>

#include "indexer/format/bytes.hpp"
#include "indexer/index_format.hpp"
#include "searcher/index.hpp"
#include "searcher/ranking.hpp"

namespace cote::search {
namespace {

namespace format = index_format;

/// Memory for the postings of words: those of some hundred common words of a hundred thousand documents. What
/// was not used for longest goes first.
constexpr std::size_t kMostBytes = 64UL * 1024 * 1024;

/// Memory for columns of facets: three of five million documents. Facets beyond are counted from the slots.
constexpr std::size_t kMostColumnBytes = 64UL * 1024 * 1024;

/// Of a word that this share of a shard's documents has, one in so many, the lengths of all are read: one
/// after the other costs a third of one here and one there.
constexpr std::size_t kManyLengths = 3;

/// Terms, keys and prefixes that are remembered of each kind before all are forgotten: some megabytes.
constexpr std::size_t kMostRemembered = 50'000;

template <typename Map>
void bound(Map& map) {
  if (map.size() >= kMostRemembered) map.clear();
}

/// The idf of Xapian's BM25, which keeps the weight of words that most documents have above zero.
double idf(double documents, double frequency) {
  double ratio = (documents - frequency + 0.5) / (frequency + 0.5);
  if (ratio < 2) ratio = ratio * 0.5 + 1;
  return std::log(ratio);
}

std::string key_of(const std::vector<WordClass>& classes) {
  std::string key;
  for (const WordClass& one : classes) {
    key += std::to_string(one.share);
    key += one.finds ? '+' : '-';
    for (const std::string& term : one.terms) {
      format::put_string(key, term);
    }
    key += '\0';
  }
  return key;
}

}  // namespace

/// A document that has terms of some classes: how often those of each.
struct Facts::Hit {
  Xapian::docid docid = 0;
  std::uint32_t classes = 0;  ///< a bit each
  std::array<Xapian::termcount, kMostClasses> times{};
};

Facts::Facts(const Index& index)
    : index_(&index),
      commit_(commit_of(index)),
      documents_(index.database().get_doccount()),
      average_length_(std::max(index.database().get_avlength(), 1.0)),
      length_parts_(index.shards().size()),
      lengths_read_(index.shards().size(), false) {}

std::string Facts::commit_of(const Index& index) {
  std::string commit;
  for (const Index::Shard& shard : index.shards())
    commit += shard.uuid + ' ' + std::to_string(shard.database.get_revision()) + '\n';
  return commit;
}

const std::vector<Xapian::doccount>& Facts::by_shard(const std::string& term) {
  if (const auto known = frequencies_.find(term); known != frequencies_.end()) return known->second;
  bound(frequencies_);
  std::vector<Xapian::doccount> found;
  for (const Index::Shard& shard : index_->shards()) found.push_back(shard.database.get_termfreq(term));
  return frequencies_.emplace(term, std::move(found)).first->second;
}

Xapian::doccount Facts::frequency(const std::string& term) {
  Xapian::doccount sum = 0;
  for (const Xapian::doccount found : by_shard(term)) sum += found;
  return sum;
}

double Facts::frequency(const std::vector<std::string>& terms) {
  if (terms.size() == 1) return frequency(terms.front());
  double without = 1;
  for (const std::string& term : terms) without *= 1 - frequency(term) / documents_;
  return documents_ * (1 - without);
}

bool Facts::has_prefix(const std::string& prefix) {
  if (const auto known = prefixes_.find(prefix); known != prefixes_.end()) return known->second;
  bound(prefixes_);
  const auto& shards = index_->shards();
  const bool any = std::any_of(shards.begin(), shards.end(), [&](const Index::Shard& shard) {
    return shard.database.allterms_begin(prefix) != shard.database.allterms_end(prefix);
  });
  return prefixes_.emplace(prefix, any).first->second;
}

const std::vector<std::string>& Facts::synonyms(const std::string& key) {
  if (const auto known = synonyms_.find(key); known != synonyms_.end()) return known->second;
  bound(synonyms_);
  std::vector<std::string> words;
  for (const Index::Shard& shard : index_->shards()) {
    for (auto it = shard.database.synonyms_begin(key); it != shard.database.synonyms_end(key); ++it)
      words.push_back(*it);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return synonyms_.emplace(key, std::move(words)).first->second;
}

std::vector<std::string> Facts::real_terms(const std::vector<std::string>& terms) {
  std::vector<std::string> real;
  const auto add = [&](std::string term) {
    if (std::find(real.begin(), real.end(), term) == real.end()) real.push_back(std::move(term));
  };
  for (const std::string& term : terms) {
    if (!format::is_virtual(term)) {
      add(term);
      continue;
    }
    for (const std::string& word : synonyms(format::plain_key(std::string_view(term).substr(2))))
      add(term.front() + word.substr(1));
  }
  return real;
}

SharedPostings Facts::postings(const std::vector<WordClass>& classes) {
  std::string key = key_of(classes);
  if (const auto known = by_key_.find(key); known != by_key_.end()) {
    kept_.splice(kept_.begin(), kept_, known->second);
    return kept_.front().postings;
  }
  SharedPostings postings = read(classes);
  const std::size_t bytes = postings->bytes() + key.size() + sizeof(Kept);
  if (bytes > kMostBytes / 2) return postings;
  kept_.push_front({std::move(key), postings, bytes});
  by_key_.emplace(kept_.front().key, kept_.begin());
  kept_bytes_ += bytes;
  while (kept_bytes_ > kMostBytes) {
    by_key_.erase(kept_.back().key);
    kept_bytes_ -= kept_.back().bytes;
    kept_.pop_back();
  }
  return postings;
}

SharedPostings Facts::read(const std::vector<WordClass>& classes) {
  auto postings = std::make_shared<Postings>();
  postings->shards.resize(index_->shards().size());
  std::array<double, kMostClasses> weights{};
  std::uint32_t finding = 0;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    weights[i] = classes[i].share * idf(documents_, frequency(classes[i].terms)) * (kK1 + 1);
    if (classes[i].finds) finding |= 1U << i;
  }
  for (std::size_t shard = 0; shard < postings->shards.size(); ++shard) {
    const std::vector<Hit> all = hits(shard, classes);
    Postings::Shard& out = postings->shards[shard];
    if (all.size() * kManyLengths > index_->shards()[shard].database.get_lastdocid()) read_lengths(shard);
    for (const Hit& hit : all) {
      const double rest = length_part(shard, hit.docid);
      double weight = 0;
      for (std::size_t i = 0; i < classes.size(); ++i) {
        if (hit.times[i] > 0) weight += weights[i] * hit.times[i] / (hit.times[i] + rest);
      }
      ((hit.classes & finding) != 0 ? out.found : out.ranked).add(hit.docid, to_score(weight));
    }
    for (ScoredDocuments* list : {&out.found, &out.ranked}) {
      list->docids.shrink_to_fit();
      list->scores.shrink_to_fit();
    }
  }
  return postings;
}

std::vector<Facts::Hit> Facts::hits(std::size_t shard, const std::vector<WordClass>& classes) {
  std::vector<std::pair<const std::string*, std::uint32_t>> terms;  // with the classes that they are of
  for (std::size_t i = 0; i < classes.size(); ++i) {
    for (const std::string& term : classes[i].terms) {
      const auto known =
          std::find_if(terms.begin(), terms.end(), [&](const auto& t) { return *t.first == term; });
      if (known != terms.end()) {
        known->second |= 1U << i;
      } else if (by_shard(term)[shard] > 0) {
        terms.emplace_back(&term, 1U << i);
      }
    }
  }
  const Xapian::Database& database = index_->shards()[shard].database;
  // A heap of which the shortest is the first, so that a long list is gone through once.
  const auto longer = [](const std::vector<Hit>& a, const std::vector<Hit>& b) {
    return a.size() > b.size();
  };
  std::vector<std::vector<Hit>> lists;
  for (const auto& [term, of] : terms) {
    std::vector<Hit> list;
    list.reserve(by_shard(*term)[shard]);
    for (auto it = database.postlist_begin(*term), end = database.postlist_end(*term); it != end; ++it) {
      Hit hit{*it, of, {}};
      const Xapian::termcount times = it.get_wdf();
      for (std::size_t i = 0; i < classes.size(); ++i) hit.times[i] = (of >> i & 1U) != 0 ? times : 0;
      list.push_back(hit);
    }
    lists.push_back(std::move(list));
  }
  if (lists.empty()) return {};
  std::make_heap(lists.begin(), lists.end(), longer);
  while (lists.size() > 1) {
    std::pop_heap(lists.begin(), lists.end(), longer);
    const std::vector<Hit> a = std::move(lists.back());
    lists.pop_back();
    std::pop_heap(lists.begin(), lists.end(), longer);
    const std::vector<Hit> b = std::move(lists.back());
    lists.pop_back();
    std::vector<Hit> merged;
    merged.reserve(a.size() + b.size());
    for (auto left = a.begin(), right = b.begin(); left != a.end() || right != b.end();) {
      if (right == b.end() || (left != a.end() && left->docid < right->docid)) {
        merged.push_back(*left++);
      } else if (left == a.end() || right->docid < left->docid) {
        merged.push_back(*right++);
      } else {
        Hit both = *left++;
        both.classes |= right->classes;
        for (std::size_t i = 0; i < kMostClasses; ++i) both.times[i] += right->times[i];
        merged.push_back(both);
        ++right;
      }
    }
    lists.push_back(std::move(merged));
    std::push_heap(lists.begin(), lists.end(), longer);
  }
  return std::move(lists.front());
}

const Facts::Column* Facts::column(std::size_t shard, Xapian::valueno slot) {
  const auto key = std::pair(shard, slot);
  if (const auto known = columns_.find(key); known != columns_.end()) return &known->second;
  const Xapian::Database& database = index_->shards()[shard].database;
  const std::size_t size = std::size_t{database.get_lastdocid()} + 1;
  if (column_bytes_ + size * sizeof(std::uint32_t) > kMostColumnBytes) return nullptr;
  column_bytes_ += size * sizeof(std::uint32_t);
  Column column{std::vector<std::uint32_t>(size, 0), {""}};
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (auto it = database.valuestream_begin(slot), end = database.valuestream_end(slot); it != end; ++it) {
    const auto [known, added] = numbers.emplace(*it, static_cast<std::uint32_t>(column.joined.size()));
    if (added) column.joined.push_back(known->first);
    column.of[it.get_docid()] = known->second;
  }
  return &columns_.emplace(key, std::move(column)).first->second;
}

double Facts::length_part(std::size_t shard, Xapian::docid docid) {
  const Xapian::Database& database = index_->shards()[shard].database;
  auto& parts = length_parts_[shard];
  if (parts == nullptr) {
    parts.reset(static_cast<float*>(std::calloc(std::size_t{database.get_lastdocid()} + 1, sizeof(float))));
    if (parts == nullptr) throw std::bad_alloc();
  }
  float& part = parts[docid];
  if (part == 0) {
    const double length = std::max(database.get_doclength(docid) / average_length_, kMinNormalisedLength);
    part = static_cast<float>(kK1 * (1 - kB + kB * length));
  }
  return part;
}

void Facts::read_lengths(std::size_t shard) {
  if (lengths_read_[shard]) return;
  lengths_read_[shard] = true;
  const Xapian::Database& database = index_->shards()[shard].database;
  for (auto it = database.postlist_begin(""), end = database.postlist_end(""); it != end; ++it)
    (void)length_part(shard, *it);
}

const std::string& Facts::id(Xapian::docid docid) {
  if (const auto known = ids_.find(docid); known != ids_.end()) return known->second;
  bound(ids_);
  const Xapian::Document document = index_->database().get_document(docid, Xapian::DOC_ASSUME_VALID);
  return ids_.emplace(docid, document.get_value(format::kIdSlot)).first->second;
}

}  // namespace cote::search
