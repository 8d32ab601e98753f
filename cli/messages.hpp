// What the command says to people on standard error, in French, all in one place; and how it writes numbers
// and words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cote::cli {

/// Writes "cote : text" and a line end on standard error.
void say(std::string_view text);
/// Writes "cote : attention : text".
void warn(std::string_view text);

/// Overwrites the last line of the terminal on standard error with `text`, cut to its width; "" clears it.
void show_status(std::string_view text);

/// The text for a terminal: valid UTF-8, control characters replaced, so that a document cannot steer the
/// terminal. Line ends and tabs become spaces.
[[nodiscard]] std::string printable(std::string_view text);

/// "10 000", with narrow no-break spaces.
[[nodiscard]] std::string french_number(std::uint64_t number);
/// "1 234,5"
[[nodiscard]] std::string french_decimal(double number, int decimals);
/// "0 document", "1 document", "2 documents": French has the plural from 2.
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view one, std::string_view many);
/// "« x »"
[[nodiscard]] std::string in_guillemets(std::string_view text);
/// "a, b ou c"
[[nodiscard]] std::string alternatives(const std::vector<std::string>& words);

namespace messages {

/// The argument as it is typed in a shell.
[[nodiscard]] std::string shell_word(const std::string& word);

// Wrong use.
[[nodiscard]] std::string see_help(std::string_view command);
[[nodiscard]] std::string no_command(const std::vector<std::string>& commands);
[[nodiscard]] std::string unknown_command(const std::string& name, const std::string& nearest,
                                          const std::vector<std::string>& commands);
[[nodiscard]] std::string option_before_command(const std::string& option);
[[nodiscard]] std::string unknown_option(const std::string& option, const std::string& nearest,
                                         const std::string& command, const std::string& line_with_dashes);
[[nodiscard]] std::string no_value_wanted(const std::string& option);
[[nodiscard]] std::string value_missing(const std::string& option, const std::string& type);
[[nodiscard]] std::string value_is_option(const std::string& option, const std::string& type,
                                          const std::string& value);
[[nodiscard]] std::string option_twice(const std::string& option);
[[nodiscard]] std::string options_exclude(const std::string& one, const std::string& other);
[[nodiscard]] std::string number_wanted(const std::string& value, std::uint64_t least, std::uint64_t most);
[[nodiscard]] std::string value_of_list(const std::string& value, const std::vector<std::string>& values);
[[nodiscard]] std::string filter_without_value(const std::string& filter);
[[nodiscard]] std::string facet_limit(const std::string& facet);
[[nodiscard]] std::string empty_query();
[[nodiscard]] std::string no_source();
[[nodiscard]] std::string standard_input_twice();
[[nodiscard]] std::string no_id();
[[nodiscard]] std::string too_many_ids(std::size_t number);
[[nodiscard]] std::string no_text();
[[nodiscard]] std::string too_many_words(const std::string& word);

// index
[[nodiscard]] std::string id_of_other_source(const std::string& path, const std::string& id,
                                             const std::string& other);
[[nodiscard]] std::string standard_input();
[[nodiscard]] std::string unreadable_input(int error);
[[nodiscard]] std::string empty_source();
[[nodiscard]] std::string interrupted();
[[nodiscard]] std::string stopped_after(std::uint64_t documents);
[[nodiscard]] std::string nothing_indexed();
struct IndexSummary {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t skipped = 0;   ///< files
  std::uint64_t failures = 0;  ///< sources, files and records
};
[[nodiscard]] std::string summary(const IndexSummary& counts);
[[nodiscard]] std::string compacted(std::uint64_t before, std::uint64_t after);
[[nodiscard]] std::string progress(std::uint64_t documents, const std::string& id);

// show
[[nodiscard]] std::string unknown_id(const std::string& id, const std::vector<std::string>& similar);
[[nodiscard]] std::string unknown_paragraph(const std::string& id, const std::string& number,
                                            const std::string& known);
[[nodiscard]] std::string cites_first(std::uint64_t paragraphs, std::uint64_t ordinal);
[[nodiscard]] std::string unknown_ordinal(const std::string& id, std::uint64_t paragraphs,
                                          std::uint64_t first, std::uint64_t last);

// refs
[[nodiscard]] std::string no_reference();
/// `display`: what was understood, or empty.
[[nodiscard]] std::string unknown_reference(const std::string& typed, const std::string& display);
[[nodiscard]] std::string no_citations(const std::string& id);

// All commands.
[[nodiscard]] std::string cannot_write(int error);
[[nodiscard]] std::string out_of_memory();
[[nodiscard]] std::string internal_error(const std::string& what);

}  // namespace messages
}  // namespace cote::cli
