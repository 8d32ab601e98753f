#include "indexer/document_terms.hpp"

#include <algorithm>
#include <utility>

namespace cote::indexing {

namespace format = index_format;

DocumentTerms::DocumentTerms(const Analyzer& analyzer, TextKind kind, ShardWords* words, TermCounts* terms)
    : analyzer_(&analyzer),
      kind_(kind),
      words_(words),
      terms_(terms),
      entities_(analyzer.lexicon()),
      learning_(analyzer) {}

void DocumentTerms::add_title(std::string_view title) {
  ordinal_ = 0;
  stream_.begin_heading();
  add(title, Place::kTitle);
}

void DocumentTerms::add_paragraph(const Paragraph& paragraph) {
  const auto& heading = paragraph.heading;
  const auto same = std::mismatch(heading_.begin(), heading_.end(), heading.begin(), heading.end()).second;
  ordinal_ = paragraph.ordinal;
  for (auto line = same; line != heading.end(); ++line) {
    stream_.begin_heading();
    add(*line, Place::kHeading);
  }
  heading_ = heading;
  stream_.begin_paragraph();
  add(paragraph.text, paragraph.ordinal <= kLeadParagraphs ? Place::kLead : Place::kBody);
}

void DocumentTerms::add(std::string_view text, Place place) {
  if (text.empty()) return;
  const Analysis analysis = analyzer_->analyze(text, kind_);
  entities_.read(analysis, place);
  learning_.read(text);
  const std::uint32_t wdf = place == Place::kTitle ? format::kTitleWdf : 1;
  if (words_ != nullptr) add_words(analysis, wdf);
  add_entities(analysis, wdf);
  for (const ReferenceMention& mention : analysis.references) citations_.note(mention, ordinal_, terms_, wdf);
}

void DocumentTerms::add_words(const Analysis& analysis, std::uint32_t wdf) {
  const auto entity = format::entity_acronyms(analysis);
  auto variant = analysis.variants.begin();
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
    for (; variant != analysis.variants.end() && variant->first == i; ++variant) {
      const ShardWords::Plan& plan = words_->plan(variant->token, false, analysis.words);
      for (const std::uint32_t term : plan.stems) terms_->add(term, wdf);
      if (variant->exact) stream_.solid(0, variant->last - variant->first + 1, words_->solid(variant->token));
    }
    const ShardWords::Plan& plan = words_->plan(analysis.tokens[i], entity[i], analysis.words);
    for (const std::uint32_t term : plan.stems) terms_->add(term, wdf);
    stream_.word(plan.word);
  }
}

void DocumentTerms::add_entities(const Analysis& analysis, std::uint32_t wdf) {
  const auto& mentions = analysis.entities;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const EntityMention& mention = mentions[i];
    const Token& token = analysis.tokens[mention.first];
    const bool several = (i > 0 && mentions[i - 1].first == mention.first) ||
                         (i + 1 < mentions.size() && mentions[i + 1].first == mention.first);
    if (several && mention.acronym) {
      Waiting& acronym = waiting_[std::string(token.text)];
      if (acronym.readings.empty()) {
        acronym.token = token;
        acronym.words = analysis.words;
      }
      acronym.readings.insert(mention.entity);
      if (i > 0 && mentions[i - 1].first == mention.first) continue;
      acronym.wdf += wdf;
      if (words_ == nullptr) continue;
      const std::uint32_t word = words_->plan(token, true, analysis.words).word;
      if (std::find(acronym.numbers.begin(), acronym.numbers.end(), word) == acronym.numbers.end())
        acronym.numbers.push_back(word);
      continue;
    }
    if (terms_ == nullptr) continue;
    const std::string term = format::entity_term(analyzer_->lexicon().entity(mention.entity));
    terms_->add(term, wdf);
    if (mention.acronym) words_->also_found_by(words_->plan(token, true, analysis.words).word, term);
  }
}

void DocumentTerms::finish(const DocumentTerms& whole) {
  if (terms_ == nullptr) return;
  for (const auto& [acronym, item] : waiting_) {
    const auto left = whole.entities_.readings(acronym, item.readings, whole.learning_);
    for (const std::uint32_t entity : left) {
      const std::string term = format::entity_term(analyzer_->lexicon().entity(entity));
      terms_->add(term, item.wdf);
      for (const std::uint32_t word : item.numbers) words_->also_found_by(word, term);
    }
    if (!left.empty()) continue;
    const ShardWords::Plan& plan = words_->plan(item.token, false, item.words);
    for (const std::uint32_t term : plan.stems) terms_->add(term, item.wdf);
    for (const std::string& term : format::stem_terms(item.token, false)) {
      for (const std::uint32_t word : item.numbers) words_->also_found_by(word, term);
    }
  }
}

Metadata DocumentTerms::facets(const Document& document) const {
  Metadata facets = merged_facets(document, entities_.facets(document, learning_));
  std::vector<std::string> cited = citations_.keys(document);
  if (!cited.empty()) facets.try_emplace("cite", std::move(cited));
  return facets;
}

}  // namespace cote::indexing
