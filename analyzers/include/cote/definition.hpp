// Acronyms that a text defines: "Compte personnel de formation (CPF)", "OCHA (Bureau de la coordination …)".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cote {

class Lexicon;

/// An acronym and its long form, as the text gives them.
struct Definition {
  std::string acronym;              ///< without full stops and plural s: "ONUC" of "O.N.U.C."
  std::string long_form;            ///< as it stands, without the article before it
  std::uint32_t acronym_begin = 0;  ///< bytes of the text
  std::uint32_t acronym_end = 0;
  std::uint32_t long_begin = 0;
  std::uint32_t long_end = 0;
};

/// The definitions of `text`, by place. After Schwartz and Hearst, "A simple algorithm for identifying
/// abbreviation definitions in biomedical text" (PSB 2003), with what French needs: articles and prepositions
/// give a letter or none, words may be left out at a price, and an English acronym beside a French long form
/// is taken when `lexicon` knows both as one thing, or when its letters are nearly all initials in another
/// order. Never over the end of a sentence. Linear; ill-formed bytes end a word.
[[nodiscard]] std::vector<Definition> find_definitions(std::string_view text,
                                                       const Lexicon* lexicon = nullptr);

}  // namespace cote
