// One collection in every form that an index may have: whatever was written when, compacted or replaced, the
// same queries find the same documents with the same scores and counts, and exact expressions are those that
// a plain reading of the texts finds.
#include <cmath>
#include <cote/analyzer.hpp>
#include <cote/unicode.hpp>
#include <cstdio>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "indexer/index_folder.hpp"
#include "indexer/shard_writer.hpp"
#include "searcher/expression.hpp"
#include "searcher/index.hpp"
#include "tests/support/index.hpp"

namespace {

using namespace cote;
using cote::test::TemporaryFolder;
namespace fs = std::filesystem;

constexpr std::string_view kWords[] = {"de",      "la",     "le",     "les",    "et",     "loi",   "lois",
                                       "forêt",   "forêts", "cote",   "côte",   "côté",   "cour",  "cours",
                                       "état",    "etat",   "port",   "portes", "fleuve", "droit", "droits",
                                       "rivière", "traité", "traite", "ferme",  "fermée", "mur"};
constexpr std::string_view kPlaces[] = {"Mali", "Niger", "Tchad", "Cuba"};

std::string some_text(std::mt19937& random, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    // Frequent words are as frequent as in texts.
    const std::size_t which = std::min(random() % std::size(kWords), random() % std::size(kWords));
    text += (text.empty() ? "" : " ") + std::string(kWords[which]);
    if (random() % 40 == 0) text += " porte-avions";
    if (random() % 60 == 0) text += " résolution 64/" + std::to_string(random() % 5 + 10);
    if (random() % 50 == 0) text += " au " + std::string(kPlaces[random() % std::size(kPlaces)]);
  }
  return text + ".";
}

std::vector<Document> some_documents(std::uint32_t seed, std::size_t count = 60) {
  std::mt19937 random(seed);
  std::vector<Document> documents;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::string> paragraphs(random() % 4);
    for (std::string& text : paragraphs) text = some_text(random, random() % 25);
    const std::string title = random() % 5 == 0 ? "" : some_text(random, 1 + random() % 4);
    documents.push_back(test::make_document("d" + std::to_string(i), paragraphs, title));
    Document& document = documents.back();
    for (Paragraph& paragraph : document.paragraphs) {
      if (random() % 3 == 0) paragraph.heading = {some_text(random, 2), some_text(random, 2)};
    }
    if (random() % 2 == 0) document.date = std::to_string(2010 + random() % 5);
    if (random() % 3 == 0) document.metadata["Recueil " + std::to_string(random() % 3)] = {"A", "B"};
  }
  return documents;
}

void add(const fs::path& path, const std::vector<Document>& documents,
         std::optional<Unit> unit = std::nullopt) {
  Indexer indexer(path, french_analyzer(), unit);
  for (const Document& document : documents) indexer.add(document);
  indexer.commit();
}

/// Dense shards, as several threads would write them.
void add_dense(const fs::path& path, const std::vector<Document>& documents, std::size_t shards,
               std::optional<Unit> unit = std::nullopt) {
  const Analyzer analyzer = french_analyzer();
  indexing::IndexFolder folder(path, analyzer.fingerprint(), unit);
  for (std::size_t s = 0; s < shards; ++s) {
    const auto entry = folder.new_shard(true);
    indexing::ShardWriter writer(folder.path(entry), analyzer, folder.unit(), folder.slots(), {true, {}});
    for (std::size_t i = s; i < documents.size(); i += shards)
      writer.add(documents[i], index_format::encode_document(documents[i]));
    writer.commit([&] { folder.save_slots(); });
    folder.publish(entry);
  }
}

std::size_t shards_of(const fs::path& path) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(path)) count += entry.is_directory() ? 1 : 0;
  return count;
}

void compact(const fs::path& path) { Indexer(path).compact(); }

/// Every third document otherwise than it is.
std::vector<Document> changed(std::vector<Document> documents) {
  std::mt19937 random(99);
  for (std::size_t i = 0; i < documents.size(); i += 3) {
    documents[i].paragraphs =
        test::make_document("x", {some_text(random, 30), "zéphyr " + some_text(random, 9)}).paragraphs;
    documents[i].metadata["Autre"] = {"valeur"};
  }
  return documents;
}

struct Form {
  const char* name;
  std::function<void(const fs::path&, const std::vector<Document>&, Unit)> make;
};

const Form kForms[] = {
    {"open", [](const auto& path, const auto& documents, Unit unit) { add(path, documents, unit); }},
    {"one dense shard",
     [](const auto& path, const auto& documents, Unit unit) { add_dense(path, documents, 1, unit); }},
    {"three dense shards",
     [](const auto& path, const auto& documents, Unit unit) { add_dense(path, documents, 3, unit); }},
    {"three shards compacted",
     [](const auto& path, const auto& documents, Unit unit) {
       add_dense(path, documents, 3, unit);
       compact(path);
     }},
    {"compacted twice",
     [](const auto& path, const auto& documents, Unit unit) {
       add(path, documents, unit);
       compact(path);
       compact(path);
     }},
    {"half compacted, half added",
     [](const auto& path, const auto& documents, Unit unit) {
       const auto half = documents.begin() + static_cast<std::ptrdiff_t>(documents.size() / 2);
       add(path, {documents.begin(), half}, unit);
       compact(path);
       add(path, {half, documents.end()});
     }},
    {"replaced in an open shard",
     [](const auto& path, const auto& documents, Unit unit) {
       add(path, changed(documents), unit);
       add(path, documents);
     }},
    {"replaced before the first commit",
     [](const auto& path, const auto& documents, Unit unit) {
       Indexer indexer(path, french_analyzer(), unit);
       for (const Document& document : changed(documents)) indexer.add(document);
       for (const Document& document : documents) indexer.add(document);
       indexer.commit();
     }},
    {"replaced in dense shards",
     [](const auto& path, const auto& documents, Unit unit) {
       add_dense(path, changed(documents), 3, unit);
       add(path, documents);
     }},
    {"replaced in dense shards, then compacted",
     [](const auto& path, const auto& documents, Unit unit) {
       add_dense(path, changed(documents), 2, unit);
       add(path, documents);
       compact(path);
     }},
};

/// All that a search answers, but for the time it took.
struct Answer {
  std::string hits;  ///< in order, with their scores
  std::map<std::string, std::pair<double, std::string>> by_id;
  std::string rest;
};

Answer answer(Searcher& searcher, const std::string& query) {
  Query request{.text = query, .limit = 100};
  request.facets = {{"pays", 20}, {"annee", 20}, {"cite", 20}};
  const Results results = searcher.search(request);
  Answer answer;
  for (const Hit& hit : results.hits) {
    std::string what = hit.title;
    for (const Passage& passage : hit.passages)
      what += " | " + std::to_string(passage.ordinal) + " " + passage.text;
    answer.by_id[hit.id] = {hit.score, what};
    char score[32];
    std::snprintf(score, sizeof score, "%.9f", hit.score);
    answer.hits += hit.id + " " + score + ", ";
  }
  answer.rest = std::to_string(results.total) + " hits";
  for (const FacetResult& facet : results.facets) {
    for (const FacetCount& value : facet.values)
      answer.rest +=
          ", " + facet.facet + "=" + value.value.value_or("null") + " " + std::to_string(value.count);
  }
  for (const Warning& warning : results.warnings) answer.rest += ", " + warning.text;
  return answer;
}

/// What the second answer has otherwise. `shards`: of several shards, Xapian rounds the estimated frequency
/// of words that stand for each other otherwise than of one, which shows where few documents have nearly all
/// of them.
std::string difference(const Answer& wanted, const Answer& got, bool shards) {
  if (got.rest != wanted.rest) return got.rest + " instead of " + wanted.rest;
  if (!shards && got.hits != wanted.hits) return got.hits + "instead of " + wanted.hits;
  if (got.by_id.size() != wanted.by_id.size()) return "other hits";
  for (const auto& [id, hit] : wanted.by_id) {
    const auto same = got.by_id.find(id);
    if (same == got.by_id.end()) return id + " is missing";
    if (same->second.second != hit.second)
      return id + ": " + same->second.second + " instead of " + hit.second;
    if (std::abs(same->second.first - hit.first) > 0.02 + 0.02 * hit.first)
      return id + ": " + std::to_string(same->second.first) + " instead of " + std::to_string(hit.first);
  }
  return {};
}

constexpr const char* kQueries[] = {
    "loi",
    "forêt",
    "cote",
    "côté",
    "cours",
    "traite",
    "porte-avions",
    "porte avions",
    "Mali",
    "64/12",
    "zéphyr",
    "loi forêt",
    "loi -mur",
    "titre:loi",
    "titre:\"de la\"",
    "\"de la\"",
    "\"la loi\"",
    "\"cote de\"",
    "\"côté de\"",
    "\"porte-avions\"",
    "\"porte avions\"",
    "\"po* de\"",
    "\"le f* de\"",
    "=\"cote\"",
    "cite:64/12",
    "date:2012",
    "annee:null",
    "fleuve OU rivière",
    "\"la loi\" SAUF mur",
};

TEST_CASE("every form of an index answers alike", "[forms]") {
  const Unit unit = GENERATE(Unit::kDocument, Unit::kParagraph);
  const auto documents = some_documents(unit == Unit::kDocument ? 11 : 12);
  std::vector<Answer> wanted;
  std::string wanted_texts;
  for (const Form& form : kForms) {
    INFO(form.name);
    const TemporaryFolder folder;
    form.make(folder.path() / "index", documents, unit);
    Searcher searcher(folder.path() / "index");
    const bool first = wanted.empty();
    for (std::size_t i = 0; i < std::size(kQueries); ++i) {
      INFO(kQueries[i]);
      const Answer got = answer(searcher, kQueries[i]);
      if (first) wanted.push_back(got);
      CHECK(difference(wanted[i], got, shards_of(folder.path() / "index") > 1) == "");
    }
    std::string whole;
    for (const Document& document : documents) {
      const auto stored = searcher.document(document.id);
      whole += stored ? index_format::encode_document(*stored) : "-";
    }
    if (first) wanted_texts = whole;
    CHECK(whole == wanted_texts);
  }
}

// ---- Exact expressions

/// Does a word of a query mean a word of a text? As typed; without accents, with any.
bool means(const std::string& typed, std::string_view word) {
  return word == typed || (fold_accents(typed) == typed && fold_accents(word) == typed);
}

bool holds(const std::vector<std::string>& expression, const Analysis& segment) {
  const auto& tokens = segment.tokens;
  for (std::size_t i = 0; i + expression.size() <= tokens.size(); ++i) {
    std::size_t k = 0;
    while (k < expression.size() && means(expression[k], tokens[i + k].surface)) ++k;
    if (k == expression.size()) return true;
  }
  return false;
}

TEST_CASE("exact expressions are found where a plain reading finds them", "[forms]") {
  const auto documents = some_documents(21, 80);
  const Analyzer analyzer = french_analyzer();
  struct Text {
    Analysis title;
    std::vector<Analysis> others;
  };
  std::vector<Text> texts;
  for (const Document& document : documents) {
    Text& text = texts.emplace_back();
    text.title = analyzer.analyze(document.title);
    for (const Paragraph& paragraph : document.paragraphs) {
      text.others.push_back(analyzer.analyze(paragraph.text));
      for (const std::string& line : paragraph.heading) text.others.push_back(analyzer.analyze(line));
    }
  }
  for (const Form& form : {kForms[0], kForms[2], kForms[3], kForms[8]}) {
    INFO(form.name);
    const TemporaryFolder folder;
    form.make(folder.path() / "index", documents, Unit::kDocument);
    Searcher searcher(folder.path() / "index");
    const search::Index index(folder.path() / "index", analyzer);
    std::mt19937 random(22);
    for (int round = 0; round < 150; ++round) {
      std::vector<std::string> expression(2 + random() % 3);
      std::string query;
      for (std::string& word : expression) {
        word = kWords[std::min(random() % std::size(kWords), random() % std::size(kWords))];
        query += (query.empty() ? "" : " ") + word;
      }
      const Analysis analysis = analyzer.analyze(query, TextKind::kQuery);
      for (const bool title : {false, true}) {
        std::set<std::string> wanted;
        for (std::size_t d = 0; d < documents.size(); ++d) {
          const auto found = [&](const Analysis& segment) { return holds(expression, segment); };
          const auto& others = texts[d].others;
          if (found(texts[d].title) || (!title && std::any_of(others.begin(), others.end(), found)))
            wanted.insert(documents[d].id);
        }
        INFO(query << (title ? " in titles" : ""));
        const auto matches =
            search::find_expressions(index, search::make_expressions(analysis, false),
                                     title ? search::Within::kTitle : search::Within::kDocument);
        std::set<std::string> got;
        for (std::size_t s = 0; s < matches.shards.size(); ++s) {
          for (const auto& [docid, times] : matches.shards[s])
            got.insert(index.id(static_cast<Xapian::docid>((docid - 1) * matches.shards.size() + s + 1)));
        }
        CHECK(got == wanted);
        if (!title)
          CHECK(searcher.search({.text = "\"" + query + "\"", .passages = 0}).total == wanted.size());
      }
    }
  }
}

// ---- Many shards

TEST_CASE("many small shards are put together", "[forms]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  const auto documents = some_documents(31, 40);
  add_dense(path, documents, 20);
  REQUIRE(shards_of(path) == 20);
  Searcher before(path);
  std::vector<Answer> wanted;
  for (const char* query : kQueries) {
    INFO(query);
    wanted.push_back(answer(before, query));
  }
  add(path, {documents.front()});  // unchanged
  CHECK(shards_of(path) <= 16);
  Searcher after(path);
  for (std::size_t i = 0; i < std::size(kQueries); ++i) {
    INFO(kQueries[i]);
    CHECK(difference(wanted[i], answer(after, kQueries[i]), true) == "");
    CHECK(difference(wanted[i], answer(before, kQueries[i]), true) == "");
  }
}

TEST_CASE("an index without documents", "[forms]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "index";
  add(path, {});
  compact(path);
  Searcher searcher(path);
  for (const char* query : {"loi", "\"de la\"", "titre:loi", "\"po* de\""}) {
    INFO(query);
    CHECK(searcher.search({.text = query}).total == 0);
  }
  CHECK(searcher.stats().documents == 0);
  CHECK_FALSE(searcher.document("d0"));
  add(path, {test::make_document("vide", {})});  // a document without a word
  compact(path);
  CHECK(searcher.stats().documents == 1);
  CHECK(searcher.search({.text = "\"de la\""}).total == 0);
  add(path, {test::make_document("a", {"le mur de la cour"})});
  CHECK(test::ids(searcher.search({.text = "\"de la\""})) == "a");
}

}  // namespace
