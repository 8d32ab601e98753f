// The constants of BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond").
#pragma once

namespace cote::search {

/// Saturation of a term's frequency. 1.2 is the value of the literature and of Lucene; on the development collections
/// the best of the peers lie between .9 and 1.2.
inline constexpr double kK1 = 1.2;

/// Normalisation by length. Short law articles want .4, statute sections under headings .75; between them until the
/// evaluation decides.
inline constexpr double kB = 0.6;

/// Documents much shorter than the average count as this share of it: one-line records would win every query.
inline constexpr double kMinNormalisedLength = 0.1;

}  // namespace cote::search
