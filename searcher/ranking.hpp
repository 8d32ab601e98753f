// The constants of BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and
// Beyond").
#pragma once

namespace cote::search {

/// Saturation of a term's frequency, and normalisation by length. Chosen on the three development collections
/// at once (bench/README.md, "k1 and b"). Alone, short law articles would take k1 1.1 and b .5, statute
/// sections under headings b .75.
inline constexpr double kK1 = 0.9;
inline constexpr double kB = 0.65;

/// Documents much shorter than the average count as this share of it: one-line records would win every query.
inline constexpr double kMinNormalisedLength = 0.1;

}  // namespace cote::search
