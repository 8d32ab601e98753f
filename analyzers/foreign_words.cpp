// The words of lexicon/foreign_markers.txt and latin.txt, parsed once.
#include "analyzers/foreign_words.hpp"

#include <algorithm>
#include <cote/unicode.hpp>
#include <string>
#include <vector>

#include "analyzers/data.hpp"
#include "analyzers/list_file.hpp"

namespace cote::analysis {
namespace {

ForeignWords::Entry& place_for(ForeignWords& words, std::uint64_t key) {
  std::size_t at = scattered(key) >> (64 - kTableBits);
  while (words.table[at].key != 0 && words.table[at].key != key) at = (at + 1) & (words.table.size() - 1);
  words.table[at].key = key;
  return words.table[at];
}

void let_start(ForeignWords& words, std::uint64_t key) {
  const std::uint64_t bit = scattered(key) >> (64 - kFilterBits);
  words.filter[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

/// What a section of foreign_markers.txt says of its words: "[en strong]", "[en words]", "[fr]".
std::uint32_t section_class(std::string_view section) {
  if (section == "[fr]") return kFrench;
  if (section == "[en words]") return kTitleWord;
  for (unsigned language = 0; language < kLanguages.size(); ++language) {
    if (section.substr(1, 2) != kLanguages[language]) continue;
    const std::uint32_t degree = section.ends_with(" strong]") ? kStrong
                                 : section.ends_with(" weak]") ? kWeak
                                                               : kOpen;
    return degree << (2 * language);
  }
  return 0;
}

void read_markers(ForeignWords& words, std::string_view data) {
  std::uint32_t classes = 0;
  for (const std::string_view line : lines_of(data)) {
    if (line.starts_with('[')) {
      classes = section_class(line.substr(0, line.find(']') + 1));
      continue;
    }
    for (const std::string_view word : split(line, ' ')) {
      if (word.size() > kKeyBytes) {
        words.long_words[std::string(word)] |= classes;
        continue;
      }
      const std::uint64_t key = key_of(word);
      ForeignWords::Entry& entry = place_for(words, key);
      entry.classes |= classes;
      bool starts = class_in(classes, kEnglish) >= kWeak || classes == kTitleWord;
      for (unsigned i = 1; i < kLanguages.size(); ++i) starts = starts || class_in(classes, i) == kStrong;
      if (starts) let_start(words, key);
    }
  }
}

void read_latin(ForeignWords& words, std::string_view data) {
  words.latin_at.emplace_back();  // 0 is none
  for (const std::string_view line : lines_of(data)) {
    const auto parts = split(line, ' ');
    words.latin.emplace_back(parts.begin(), parts.end());
  }
  // Longest first: in the list of each word, "statu quo ante" then stands before "statu quo".
  std::stable_sort(words.latin.begin(), words.latin.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (std::uint32_t at = 0; at < words.latin.size(); ++at) {
    // Found by its longest word that fits a key: "jure" starts fewer searches than "de".
    const std::vector<std::string>& expression = words.latin[at];
    std::size_t chosen = expression.size();
    for (std::size_t i = 0; i < expression.size(); ++i) {
      if (expression[i].size() > kKeyBytes) continue;
      if (chosen == expression.size() || expression[i].size() > expression[chosen].size()) chosen = i;
    }
    if (chosen == expression.size()) continue;
    const std::uint64_t key = key_of(expression[chosen]);
    for (std::string& word : words.latin[at]) word = fold_case(word);  // vitæ is found as written
    ForeignWords::Entry& entry = place_for(words, key);
    if (entry.latin == 0) {
      entry.latin = static_cast<std::uint32_t>(words.latin_at.size());
      words.latin_at.emplace_back();
    }
    words.latin_at[entry.latin].push_back({at, static_cast<std::uint32_t>(chosen)});
    let_start(words, key);
  }
}

}  // namespace

const ForeignWords& ForeignWords::builtin() {
  static const ForeignWords instance = [] {
    ForeignWords words;
    words.table.resize(std::size_t{1} << kTableBits);
    words.filter.resize((std::size_t{1} << kFilterBits) / 64);
    read_markers(words, data::foreign_markers());
    read_latin(words, data::latin());
    words.fingerprint = hash_of(std::string(data::foreign_markers()).append(data::latin()));
    return words;
  }();
  return instance;
}

}  // namespace cote::analysis
