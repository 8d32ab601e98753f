// The data files of analyzers/lexicon as they were when the library was built. Defined by
// cmake/EmbedData.cmake.
#pragma once

#include <string_view>

namespace cote::data {

std::string_view entities();
std::string_view countries();
std::string_view acronym_words();
std::string_view stopwords();
std::string_view elisions();
std::string_view question_words();
std::string_view accent_pairs();

}  // namespace cote::data
