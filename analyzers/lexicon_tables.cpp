// Entities as numbers and back. Writer and reader go through the same fields in the same order.
#include "analyzers/lexicon_tables.hpp"

namespace cote::analysis {
namespace {

// What a record begins with.
enum Field : std::uint8_t { kCanonical, kKind };

// What the second number of a record holds besides the kind.
constexpr std::uint32_t kKindBits = 0xFF;
constexpr std::uint32_t kNeedsCapital = 0x100;
constexpr std::uint32_t kNeedsContext = 0x200;
constexpr std::uint32_t kVerified = 0x400;

/// Reads a record number by number.
class Cursor {
 public:
  Cursor(const WordList& texts, std::span<const std::uint32_t> numbers) : texts_(texts), numbers_(numbers) {}
  std::uint32_t number() { return numbers_[at_++]; }
  std::string text() { return std::string(texts_.word(number())); }
  std::vector<std::string> texts() {
    std::vector<std::string> all(number());
    for (std::string& one : all) one = text();
    return all;
  }

 private:
  const WordList& texts_;
  std::span<const std::uint32_t> numbers_;
  std::size_t at_ = 0;
};

}  // namespace

void EntityRecordsBuilder::add(const Entity& entity) {
  begins_.push_back(static_cast<std::uint32_t>(numbers_.size()));
  text(entity.canonical);
  numbers_.push_back(static_cast<std::uint32_t>(entity.kind) | (entity.needs_capital ? kNeedsCapital : 0) |
                     (entity.needs_context ? kNeedsContext : 0) | (entity.verified ? kVerified : 0));
  text(entity.label);
  text(entity.years);
  text(entity.code);
  text(entity.source);
  texts(entity.acronyms);
  texts(entity.forms);
  texts(entity.demonyms);
  texts(entity.parents);
  count(entity.former.size());
  for (const FormerName& former : entity.former) {
    text(former.name);
    text(former.years);
  }
  count(entity.flags.size());
  for (const FlaggedForm& flagged : entity.flags) {
    count(static_cast<std::size_t>(flagged.flag));
    text(flagged.form);
    text(flagged.key);
  }
}

void EntityRecordsBuilder::texts(const std::vector<std::string>& all) {
  count(all.size());
  for (const std::string& one : all) text(one);
}

void EntityRecordsBuilder::write(FlatWriter& writer) const {
  texts_.write_list(writer);
  writer.add(begins_);
  writer.add(numbers_);
}

EntityRecords::EntityRecords(FlatReader& reader) : texts_(reader) {
  begins_ = reader.next<std::uint32_t>();
  numbers_ = reader.next<std::uint32_t>();
}

Entity EntityRecords::entity(std::uint32_t index) const {
  Cursor at(texts_, numbers_.subspan(begins_[index]));
  Entity entity;
  entity.canonical = at.text();
  const std::uint32_t bits = at.number();
  entity.kind = static_cast<EntityKind>(bits & kKindBits);
  entity.needs_capital = (bits & kNeedsCapital) != 0;
  entity.needs_context = (bits & kNeedsContext) != 0;
  entity.verified = (bits & kVerified) != 0;
  entity.label = at.text();
  entity.years = at.text();
  entity.code = at.text();
  entity.source = at.text();
  entity.acronyms = at.texts();
  entity.forms = at.texts();
  entity.demonyms = at.texts();
  entity.parents = at.texts();
  entity.former.resize(at.number());
  for (FormerName& former : entity.former) {
    former.name = at.text();
    former.years = at.text();
  }
  entity.flags.resize(at.number());
  for (FlaggedForm& flagged : entity.flags) {
    flagged.flag = static_cast<FormFlag>(at.number());
    flagged.form = at.text();
    flagged.key = at.text();
  }
  return entity;
}

std::string_view EntityRecords::canonical(std::uint32_t index) const {
  return texts_.word(numbers_[begins_[index] + kCanonical]);
}

EntityKind EntityRecords::kind(std::uint32_t index) const {
  return static_cast<EntityKind>(numbers_[begins_[index] + kKind] & kKindBits);
}

}  // namespace cote::analysis
