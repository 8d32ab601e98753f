// A light stemmer to compare with: number and gender only, no verbs and no derivation.
#pragma once

#include <string>
#include <string_view>

namespace cote::bench {

/// The stem of `word`, which is in lower case with its accents (cote::fold_case).
///
/// After J. Savoy's rules for the number and gender of French nouns and adjectives ("A stemming procedure and
/// stopword list for general French corpora", JASIS 50(10), 1999; the light approach is compared with others
/// in "Light stemming approaches for the French, Portuguese, German and Hungarian languages", SAC 2006).
/// Words of six letters or more, in this order:
///   -aux becomes -al, any other final -x goes, and that is all;
///   otherwise a final -s goes, then -r, then -e, then -é;
///   of two like letters at the end one goes.
/// Savoy's program (UniNE) removes some derivational suffixes and accents besides, which this does not.
[[nodiscard]] std::string light_stem(std::string_view word);

}  // namespace cote::bench
