// Documents to Xapian: terms, values and the record of each, and the facets that its text gives.
#include <xapian.h>

#include <algorithm>
#include <cote/error.hpp>
#include <cote/indexer.hpp>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

#include "indexer/citations.hpp"
#include "indexer/database.hpp"
#include "indexer/facets.hpp"
#include "indexer/index_format.hpp"
#include "indexer/learning.hpp"

namespace cote {
namespace {

namespace format = index_format;
using indexing::Place;

/// Pairs of term and document between two commits. Xapian's in-memory maps are fastest at about 0.2 million
/// (they stay in the caches) and take 1.1 GB at its default of 10,000 long documents; twice that halves the
/// number of syncs.
constexpr std::uint64_t kPairsPerCommit = 400'000;

/// What goes to the synonym table: the words of each root, and the written words behind each base form. What
/// was noted before is known, since a word comes often.
class Related {
 public:
  explicit Related(Xapian::WritableDatabase& database) : database_(&database) {}

  /// `terms`: the Z terms of the token.
  void note(const Token& token, const std::vector<std::string>& terms, const Analyzer& analyzer) {
    if (known_.size() >= kMostKnown) known_.clear();
    // What a word gives depends on its surface and its marks.
    key_ = token.surface;
    key_ += static_cast<char>('0' + static_cast<int>(token.spelling) + (token.acronym ? 4 : 0) +
                              (token.foreign ? 8 : 0) + (token.keyword ? 16 : 0));
    if (!known_.insert(key_).second) return;
    const std::string surface = format::surface_terms(token).front();
    for (const std::string& term : terms) {
      database_->add_synonym(format::surfaces_key(term), surface);
      // The second letter is the spelling: f terms are unaccented forms and have a root of their own.
      const char spelling = term[1];
      if (token.root.empty() || spelling == 'o' || spelling == 'k') continue;
      if (spelling == 'f') {
        database_->add_synonym(format::root_key(false, analyzer.root(token.folded)), term);
        continue;
      }
      database_->add_synonym(format::root_key(true, token.root), term);
      if (token.spelling != Spelling::kAccented)
        database_->add_synonym(format::root_key(false, token.root), term);
    }
  }

 private:
  /// A bound on memory: a forgotten word is written once more, which changes nothing.
  static constexpr std::size_t kMostKnown = 1'000'000;

  Xapian::WritableDatabase* database_;
  std::unordered_set<std::string> known_;
  std::string key_;
};

/// Facets and the words that a text gives.
struct Terms {
  Xapian::Document* target = nullptr;
  const Analyzer* analyzer = nullptr;
  TextKind kind = TextKind::kDocument;
  Related* related = nullptr;
  std::uint32_t position = 0;
  std::uint32_t ordinal = 0;  ///< of the paragraph that is being added; 0: the title
  indexing::Entities entities;
  indexing::Learning learning;
  Citations citations;
  /// Ambiguous acronyms wait for the end of the document, which may decide between their readings.
  struct Waiting {
    std::set<std::uint32_t> readings;
    Token token;
    std::shared_ptr<const analysis::Vocabulary> words;  ///< of the token
    Xapian::termcount wdf = 0;
  };
  std::map<std::string, Waiting> waiting;

  Terms(Xapian::Document& document, const Analyzer& chain, TextKind text_kind, Related& seen)
      : target(&document),
        analyzer(&chain),
        kind(text_kind),
        related(&seen),
        entities(chain.lexicon()),
        learning(chain) {}

  void add(std::string_view text, format::Field field, Place place) {
    if (text.empty()) return;
    const Analysis analysis = analyzer->analyze(text, kind);
    entities.read(analysis, place);
    learning.read(text);
    const auto entity = format::entity_acronyms(analysis);
    const bool title = field == format::Field::kTitle;
    const Xapian::termcount wdf = title ? format::kTitleWdf : 1;
    for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
      const Token& token = analysis.tokens[i];
      const auto stems = format::stem_terms(token, entity[i]);
      for (const std::string& term : stems) target->add_term(term, wdf);
      if (!stems.empty()) related->note(token, stems, *analyzer);
      if (title) {
        for (const std::string& term : format::stem_terms(token, false, field)) target->add_term(term, 0);
      }
      for (const std::string& term : format::surface_terms(token))
        target->add_posting(term, position + token.position, 0);
    }
    for (const Variant& variant : analysis.variants) {
      for (const std::string& term : format::stem_terms(variant.token, false)) {
        target->add_term(term, wdf);
        if (title) target->add_term(term, 0);
      }
      if (title) {
        for (const std::string& term : format::stem_terms(variant.token, false, field))
          target->add_term(term, 0);
      }
      if (!variant.exact) continue;
      for (const std::string& term : format::surface_terms(variant.token, true)) {
        for (std::uint32_t i = variant.first; i <= variant.last; ++i)
          target->add_posting(term, position + analysis.tokens[i].position, 0);
      }
    }
    add_entities(analysis, wdf);
    for (const ReferenceMention& mention : analysis.references)
      citations.note(mention, ordinal, *target, wdf);
    position += static_cast<std::uint32_t>(analysis.tokens.size()) + format::kParagraphGap;
  }

  void add_entities(const Analysis& analysis, Xapian::termcount wdf) {
    const auto& mentions = analysis.entities;
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      const bool several = (i > 0 && mentions[i - 1].first == mentions[i].first) ||
                           (i + 1 < mentions.size() && mentions[i + 1].first == mentions[i].first);
      if (several && mentions[i].acronym) {
        const Token& token = analysis.tokens[mentions[i].first];
        Waiting& acronym = waiting[std::string(token.text)];
        if (acronym.readings.empty()) {
          acronym.token = token;
          acronym.words = analysis.words;
        }
        acronym.readings.insert(mentions[i].entity);
        if (i == 0 || mentions[i - 1].first != mentions[i].first) acronym.wdf += wdf;
      } else {
        target->add_term(format::entity_term(analyzer->lexicon().entity(mentions[i].entity)), wdf);
      }
    }
  }

  /// Adds what waited. `whole`: what the document knows of which this text may be a part.
  void finish(const Terms& whole) {
    for (const auto& [acronym, item] : waiting) {
      const auto left = whole.entities.readings(acronym, item.readings, whole.learning);
      for (const std::uint32_t entity : left)
        target->add_term(format::entity_term(analyzer->lexicon().entity(entity)), item.wdf);
      if (!left.empty()) continue;
      const auto stems = format::stem_terms(item.token, false);
      for (const std::string& term : stems) target->add_term(term, item.wdf);
      if (!stems.empty()) related->note(item.token, stems, *analyzer);
    }
  }
};

}  // namespace

struct Indexer::Impl {
  Xapian::WritableDatabase database;
  std::string name;
  Analyzer analyzer;
  Unit unit = Unit::kDocument;
  bool fresh = false;                   ///< created by us: no id can be there that we have not written
  std::unordered_set<std::string> ids;  ///< id terms written since, when fresh
  std::map<std::string, Xapian::valueno, std::less<>> slots;
  std::uint64_t pairs = 0;
  std::optional<Related> related;

  explicit Impl(Analyzer chain) : analyzer(std::move(chain)) {}

  Xapian::valueno slot_of(const std::string& facet) {
    if (const auto known = slots.find(facet); known != slots.end()) return known->second;
    const std::string key = format::kFacetSlotPrefix + facet.substr(0, 200);
    const std::string stored = database.get_metadata(key);
    Xapian::valueno slot = 0;
    if (stored.empty()) {
      std::size_t count = 0;
      for (auto it = database.metadata_keys_begin(format::kFacetSlotPrefix);
           it != database.metadata_keys_end(format::kFacetSlotPrefix); ++it) {
        ++count;
      }
      slot = format::kFirstFacetSlot + static_cast<Xapian::valueno>(count);
      database.set_metadata(key, std::to_string(slot));
    } else {
      slot = static_cast<Xapian::valueno>(std::stoul(stored));
    }
    slots.emplace(facet, slot);
    return slot;
  }

  /// Adds what is the same for a document and for each of its paragraphs.
  void add_common(Xapian::Document& target, const Document& document, const Metadata& facets,
                  const Citations& citations, const std::string& content) {
    target.add_boolean_term(format::id_term(document.id));
    target.add_value(format::kIdSlot, format::clean_value(document.id));
    if (document.date) target.add_value(format::kDateSlot, *document.date);
    for (const std::string& symbol : document.symbols) {
      const std::string key = canonical_reference(symbol);
      target.add_boolean_term(format::own_symbol_term(key));
      for (const std::string& same : format::unqualified_keys(key))
        target.add_boolean_term(format::own_symbol_term(same));
    }
    for (const auto& [facet, values] : facets) {
      std::string joined;
      for (const std::string& value : values) {
        target.add_boolean_term(format::facet_term(facet, value));
        if (!joined.empty()) joined += format::kValueSeparator;
        joined += value;
      }
      target.add_value(slot_of(facet), joined);
    }
    if (!facets.contains("annee")) target.add_boolean_term(format::facet_term("annee", ""));
    target.add_value(format::kContentSlot, content);
    target.add_value(format::kParagraphsSlot, std::to_string(document.paragraphs.size()));
    target.set_data(format::encode_record(document, facets, citations.stored(document)));
    pairs += target.termlist_count();
  }

  /// Text of one paragraph with the headings that begin at it.
  static void add_paragraph(Terms& terms, const Paragraph& paragraph, std::vector<std::string>& heading) {
    std::size_t same = 0;
    while (same < heading.size() && same < paragraph.heading.size() &&
           heading[same] == paragraph.heading[same])
      ++same;
    terms.ordinal = paragraph.ordinal;
    for (std::size_t i = same; i < paragraph.heading.size(); ++i)
      terms.add(paragraph.heading[i], format::Field::kBody, Place::kHeading);
    heading = paragraph.heading;
    terms.add(paragraph.text, format::Field::kBody,
              paragraph.ordinal <= indexing::kLeadParagraphs ? Place::kLead : Place::kBody);
  }

  /// What the whole document is about and what it cites; what came with it wins.
  static Metadata whole_facets(const Document& document, const Terms& terms) {
    Metadata facets = indexing::merged_facets(document, terms.entities.facets(document, terms.learning));
    std::vector<std::string> cited = terms.citations.keys(document);
    if (!cited.empty()) facets.try_emplace("cite", std::move(cited));
    return facets;
  }

  Outcome add_document(const Document& document, const std::string& content, bool known) {
    Xapian::Document target;
    Terms terms(target, analyzer, format::kind_of(document), *related);
    terms.add(document.title, format::Field::kTitle, Place::kTitle);
    std::vector<std::string> heading;
    for (const Paragraph& paragraph : document.paragraphs) add_paragraph(terms, paragraph, heading);
    terms.finish(terms);
    terms.learning.write(target, database);
    const Metadata facets = whole_facets(document, terms);
    add_common(target, document, facets, terms.citations, content);
    if (known) {
      database.replace_document(format::id_term(document.id), target);
      return Outcome::kReplaced;
    }
    database.add_document(target);
    return Outcome::kAdded;
  }

  Outcome add_paragraphs(const Document& document, const std::string& content, bool known) {
    // Facets are the whole document's, so its text is read first.
    Xapian::Document scratch;
    Terms whole(scratch, analyzer, format::kind_of(document), *related);
    whole.add(document.title, format::Field::kTitle, Place::kTitle);
    std::vector<std::string> heading;
    for (const Paragraph& paragraph : document.paragraphs) add_paragraph(whole, paragraph, heading);
    const Metadata facets = whole_facets(document, whole);
    const std::string parent = format::parent_term(document.id);
    if (known) database.delete_document(parent);
    heading.clear();
    for (const Paragraph& paragraph : document.paragraphs) {
      Document part = document;
      part.id += '#' + std::to_string(paragraph.ordinal);
      part.paragraphs = {paragraph};
      Xapian::Document target;
      Terms terms(target, analyzer, format::kind_of(document), *related);
      terms.add(document.title, format::Field::kTitle, Place::kTitle);
      add_paragraph(terms, paragraph, heading);
      terms.finish(whole);
      terms.learning.write(target, database);
      target.add_boolean_term(parent);
      add_common(target, part, facets, terms.citations, content);
      database.add_document(target);
    }
    return known ? Outcome::kReplaced : Outcome::kAdded;
  }

  Outcome add(const Document& document) {
    const std::string content = format::content_hash(document);
    const std::string term =
        unit == Unit::kDocument ? format::id_term(document.id) : format::parent_term(document.id);
    bool known = false;
    // In an index that we have just created only what we have written ourselves can be there.
    if (!fresh || !ids.insert(term).second) {
      const auto found = database.postlist_begin(term);
      known = found != database.postlist_end(term);
      if (known && database.get_document(*found).get_value(format::kContentSlot) == content)
        return Outcome::kUnchanged;
    }
    return unit == Unit::kDocument ? add_document(document, content, known)
                                   : add_paragraphs(document, content, known);
  }
};

Indexer::Indexer(const std::filesystem::path& path, Analyzer analyzer, std::optional<Unit> unit)
    : impl_(std::make_unique<Impl>(std::move(analyzer))) {
  impl_->name = path.string();
  database::WriterState state = database::open_writer(path, impl_->analyzer.fingerprint(), unit);
  impl_->database = std::move(state.database);
  impl_->unit = state.unit;
  impl_->fresh = state.created;
  impl_->related.emplace(impl_->database);
}

Indexer::~Indexer() = default;

Indexer::Outcome Indexer::add(const Document& document) {
  return database::guard(impl_->name, [&] {
    const Outcome outcome = impl_->add(document);
    if (impl_->pairs >= kPairsPerCommit) commit();
    return outcome;
  });
}

bool Indexer::contains(std::string_view id) const {
  return database::guard(impl_->name, [&] {
    return impl_->database.term_exists(impl_->unit == Unit::kDocument ? index_format::id_term(id)
                                                                      : index_format::parent_term(id));
  });
}

void Indexer::commit() {
  database::guard(impl_->name, [&] { impl_->database.commit(); });
  impl_->pairs = 0;
}

Unit Indexer::unit() const noexcept { return impl_->unit; }

}  // namespace cote
