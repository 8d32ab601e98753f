// Paice's measures, on groups small enough to count by hand.
#include "bench/paice.hpp"

#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using cote::bench::Families;
using cote::bench::FormPair;
using cote::bench::Stems;

cote::bench::Paice measured(const Families& families, const cote::bench::Stemmer& stemmer) {
  return cote::bench::measure(Stems(families.forms(), stemmer), families.forms().size(), families.same());
}

std::string itself(const std::string& word) { return word; }
std::string first_letter(const std::string& word) { return word.substr(0, 1); }

TEST_CASE("under- and over-stemming of two groups", "[bench][stemming]") {
  Families families;
  families.add("porter", "verbe", {"porte", "portons", "porté"});
  families.add("poule", "nom", {"poule", "poules"});

  // 3 + 1 pairs to merge, 10 - 4 to keep apart.
  auto paice = measured(families, itself);
  CHECK(paice.under.value() == Approx(1));
  CHECK(paice.over.value() == Approx(0));
  CHECK(paice.weight.value() == Approx(0));

  // All five are one word.
  paice = measured(families, first_letter);
  CHECK(paice.under.value() == Approx(0));
  CHECK(paice.over.value() == Approx(1));
  CHECK_FALSE(paice.weight.has_value());

  // porte + poule + poules together, portons and porté alone: 3 of 4 missed, 2 of 6 wrong.
  const std::map<std::string, std::string> stems = {
      {"porte", "x"}, {"poule", "x"}, {"poules", "x"}, {"portons", "y"}, {"porté", "z"}};
  paice = measured(families, [&](const std::string& word) { return stems.at(word); });
  CHECK(paice.under.value() == Approx(3. / 4));
  CHECK(paice.over.value() == Approx(2. / 6));
  CHECK(paice.weight.value() == Approx((2. / 6) / (3. / 4)));
}

TEST_CASE("a pair in two families counts once", "[bench][stemming]") {
  Families families;
  families.add("marcher", "verbe", {"marche", "marches", "marcher"});
  families.add("marche", "nom", {"marche", "marches", "marche"});
  CHECK(families.forms().size() == 3);
  CHECK(families.same().size() == 3);
  CHECK(families.same_by_class().at("nom").size() == 1);
  CHECK(families.same_by_class().at("verbe").size() == 3);
  const auto paice = measured(families, itself);
  CHECK(paice.under.value() == Approx(1));
  CHECK_FALSE(paice.over.has_value());  // nothing to keep apart
}

TEST_CASE("families of one form have nothing to merge", "[bench][stemming]") {
  Families families;
  families.add("ici", "adverbe", {"ici"});
  families.add("ailleurs", "adverbe", {"ailleurs"});
  const auto paice = measured(families, itself);
  CHECK_FALSE(paice.under.has_value());
  CHECK(paice.over.value() == Approx(0));
  CHECK_FALSE(paice.weight.has_value());
  CHECK_FALSE(Stems(families.forms(), itself).splits(families.all().front()));
}

// Random groups without shared forms, against Paice's own sums over groups and stems.
TEST_CASE("the pairs counted are Paice's sums", "[bench][stemming]") {
  const auto seed = 1994U;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 50; ++round) {
    Families families;
    std::map<std::string, std::string> stem_of;
    std::vector<std::vector<std::string>> groups(1 + random() % 6);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (auto n = 1 + random() % 5; n > 0; --n) {
        groups[g].push_back("w" + std::to_string(g) + "-" + std::to_string(n));
        stem_of[groups[g].back()] = std::to_string(random() % 7);
      }
      families.add("g", "c", {groups[g].begin(), groups[g].end()});
    }
    double unmerged = 0;
    double desired = 0;
    double apart = 0;
    double wrong = 0;
    const auto all = static_cast<double>(stem_of.size());
    std::map<std::string, std::map<std::size_t, double>> by_stem;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const auto size = static_cast<double>(groups[g].size());
      desired += size * (size - 1) / 2;
      apart += size * (all - size) / 2;
      std::map<std::string, double> stems;
      for (const std::string& word : groups[g]) {
        ++stems[stem_of.at(word)];
        ++by_stem[stem_of.at(word)][g];
      }
      for (const auto& [stem, count] : stems) unmerged += count * (size - count) / 2;
    }
    for (const auto& [stem, parts] : by_stem) {
      double together = 0;
      for (const auto& [group, count] : parts) together += count;
      for (const auto& [group, count] : parts) wrong += count * (together - count) / 2;
    }
    const auto paice = measured(families, [&](const std::string& word) { return stem_of.at(word); });
    CHECK(paice.under.has_value() == (desired > 0));
    CHECK(paice.over.has_value() == (apart > 0));
    if (desired > 0) CHECK(*paice.under == Approx(unmerged / desired));
    if (apart > 0) CHECK(*paice.over == Approx(wrong / apart));
  }
}

}  // namespace
