// The data files of analyzers/lexicon as they were when the library was built, and the tables made of them.
// Defined by cmake/EmbedData.cmake.
#pragma once

#include <string_view>

namespace cote::data {

std::string_view bodies();
std::string_view cities();
std::string_view countries();
std::string_view groups();
std::string_view missions();
std::string_view persons();
std::string_view regions();
std::string_view treaties_concepts();
std::string_view acronym_words();
std::string_view stopwords();
std::string_view elisions();
std::string_view question_words();
std::string_view accent_pairs();
std::string_view abbreviations();
std::string_view counting_words();
std::string_view prefixes();
std::string_view doublets();
std::string_view foreign_markers();
std::string_view latin();
std::string_view irregular_forms();
std::string_view protected_words();
std::string_view regular_verbs();
std::string_view irregular_verbs();

// Made of these by compile_data.cpp; see flat.hpp.
std::string_view lexicon_tables();
std::string_view inflection_tables();

}  // namespace cote::data
