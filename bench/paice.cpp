#include "bench/paice.hpp"

#include <algorithm>

namespace cote::bench {
namespace {

void append_pairs(std::vector<FormPair>& pairs, const std::vector<std::uint32_t>& forms) {
  for (std::size_t i = 0; i < forms.size(); ++i) {
    for (std::size_t j = i + 1; j < forms.size(); ++j) pairs.push_back((FormPair{forms[i]} << 32) | forms[j]);
  }
}

template <typename Value>
void sort_unique(std::vector<Value>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

void Families::add(std::string_view lemma, std::string_view word_class,
                   const std::vector<std::string_view>& forms) {
  Family family{std::string(lemma), std::string(word_class), {}};
  for (const std::string_view form : forms) {
    const auto [found, fresh] =
        ids_.try_emplace(std::string(form), static_cast<std::uint32_t>(forms_.size()));
    if (fresh) forms_.emplace_back(form);
    family.forms.push_back(found->second);
  }
  sort_unique(family.forms);
  families_.push_back(std::move(family));
}

std::vector<FormPair> Families::same() const {
  std::vector<FormPair> pairs;
  for (const Family& family : families_) append_pairs(pairs, family.forms);
  sort_unique(pairs);
  return pairs;
}

std::map<std::string, std::vector<FormPair>> Families::same_by_class() const {
  std::map<std::string, std::vector<FormPair>> classes;
  for (const Family& family : families_) append_pairs(classes[family.word_class], family.forms);
  for (auto& [name, pairs] : classes) sort_unique(pairs);
  return classes;
}

Stems::Stems(const std::vector<std::string>& forms, const Stemmer& stemmer) {
  std::unordered_map<std::string, std::uint32_t> ids;
  for (const std::string& form : forms) {
    const auto [found, fresh] = ids.try_emplace(stemmer(form), static_cast<std::uint32_t>(texts_.size()));
    if (fresh) {
      texts_.push_back(found->first);
      sizes_.push_back(0);
    }
    stem_of_.push_back(found->second);
    ++sizes_[found->second];
  }
}

std::uint64_t Stems::apart(const std::vector<FormPair>& pairs) const {
  return static_cast<std::uint64_t>(std::count_if(pairs.begin(), pairs.end(), [&](FormPair pair) {
    return of(static_cast<std::uint32_t>(pair >> 32)) != of(static_cast<std::uint32_t>(pair));
  }));
}

std::uint64_t Stems::together() const {
  std::uint64_t pairs = 0;
  for (const std::uint64_t size : sizes_) pairs += pairs_among(size);
  return pairs;
}

bool Stems::splits(const Family& family) const {
  return std::any_of(family.forms.begin(), family.forms.end(),
                     [&](std::uint32_t form) { return of(form) != of(family.forms.front()); });
}

Paice measure(const Stems& stems, std::size_t forms, const std::vector<FormPair>& same) {
  const std::uint64_t desired = same.size();
  const std::uint64_t missed = stems.apart(same);
  Paice paice;
  paice.under = ratio(missed, desired);
  paice.over = ratio(stems.together() - (desired - missed), pairs_among(forms) - desired);
  if (paice.over && missed > 0) paice.weight = *paice.over / *paice.under;
  return paice;
}

std::optional<double> ratio(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::uint64_t pairs_among(std::uint64_t count) { return count < 2 ? 0 : count * (count - 1) / 2; }

}  // namespace cote::bench
