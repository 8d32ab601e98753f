// The language of a text by its function words: the most frequent words of each language that no other of
// them has.
#include <algorithm>
#include <array>
#include <cote/unicode.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "corpus/describe.hpp"

namespace cote::corpus {

namespace {

struct Language {
  std::string_view code;
  std::string_view words;  // between single spaces, folded: lower case without accents
};

// Words that two of these languages write alike count for both; what decides is the rest.
constexpr Language kLanguages[] = {
    {"fr",
     " le la les des du de et est dans pour par sur au aux une un que qui ne pas ce cette ces son sa ses ont "
     "sont "
     "avec plus ou il elle nous vous leur d l qu n s a en je tu mon ma mes vos votre notre nos etre avoir "
     "afin ainsi selon dont lors sans sous entre toute tous tout article "},
    {"en",
     " the of and to in is for that on with as by was are be this which from have has its it not at or an "
     "shall "
     "their will been were his her they you we our your can would may any all such other section "},
    {"es",
     " el los las de la y en que del se por con para una un es su al lo como mas no sus o esta este entre "
     "sobre "
     "son fue ha han ser sin donde tambien desde "},
    {"de",
     " der die das und in den von zu mit sich des auf fur ist im dem nicht ein eine als auch es an werden "
     "aus er "
     "hat dass sie nach wird bei einer um am sind noch wie einem uber einen "},
    {"it",
     " il la di che e un una del della per in con non sono da si le dei al lo delle nel alla ha gli piu "
     "anche "
     "dal degli come i nella alle questo questa essere "},
    {"pt",
     " o a os as de do da dos das e em que um uma para com nao por no na se mais ao pelo pela nos nas foi ou "
     "sua seu como sao ser entre "},
    {"nl",
     " de het een van en in is dat op te voor met zijn die niet aan er om ook als bij door naar wordt werd "
     "uit "
     "tot over worden heeft deze of kan "},
};

constexpr std::size_t kSample = 8000;  // bytes: some 1,200 words, of which a third are function words

/// Word -> one bit for each language that has it.
std::unordered_map<std::string_view, unsigned> read_words() {
  std::unordered_map<std::string_view, unsigned> languages_of;
  for (std::size_t i = 0; i < std::size(kLanguages); ++i) {
    const std::string_view words = kLanguages[i].words;
    for (std::size_t at = 1; at < words.size();) {
      const std::size_t end = words.find(' ', at);
      languages_of[words.substr(at, end - at)] |= 1U << i;
      at = end + 1;
    }
  }
  return languages_of;
}

}  // namespace

std::string detect_language(std::string_view text) {
  static const std::unordered_map<std::string_view, unsigned> languages_of = read_words();
  std::array<std::size_t, std::size(kLanguages)> found{};
  std::size_t words = 0;
  const std::string key = fold_key(text.substr(0, utf8_prefix(text, kSample)));
  for (std::size_t at = 0; at < key.size();) {
    const std::size_t end = std::min(key.find(' ', at), key.size());
    if (const auto known = languages_of.find(std::string_view(key).substr(at, end - at));
        known != languages_of.end()) {
      for (std::size_t i = 0; i < found.size(); ++i) found[i] += (known->second >> i) & 1U;
    }
    ++words;
    at = end + 1;
  }
  const auto best = std::max_element(found.begin(), found.end());
  std::size_t second = 0;
  for (auto it = found.begin(); it != found.end(); ++it) {
    if (it != best) second = std::max(second, *it);
  }
  // Running text has a third of function words; a list of names has none. The lead must be clear.
  if (*best < 3 || *best * 8 < words || *best * 10 < second * 12) return {};
  return std::string(kLanguages[static_cast<std::size_t>(best - found.begin())].code);
}

}  // namespace cote::corpus
