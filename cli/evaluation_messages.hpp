// What `cote run` and `cote eval` say to people, in French: see messages.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace cote::cli::messages {

// run
[[nodiscard]] std::string no_topics_file();
[[nodiscard]] std::string no_topics(const std::string& file);
[[nodiscard]] std::string run_progress(std::size_t done, std::size_t all);
/// A warning of the searcher and the topics that it was given for.
[[nodiscard]] std::string topic_warning(const std::string& warning, const std::vector<std::string>& topics);

// eval
[[nodiscard]] std::string no_qrels();
[[nodiscard]] std::string no_run(const std::string& qrels);
[[nodiscard]] std::string unanswered_topics(const std::string& run, const std::vector<std::string>& topics);
[[nodiscard]] std::string unjudged_topics(const std::string& run, const std::vector<std::string>& topics);
[[nodiscard]] std::string topics_without_relevant(const std::string& qrels,
                                                  const std::vector<std::string>& topics);
/// The runs answer different topics: `only_baseline` and `only_other`, either of which may be empty.
[[nodiscard]] std::string topics_differ(const std::string& baseline, const std::string& other,
                                        const std::vector<std::string>& only_baseline,
                                        const std::vector<std::string>& only_other);

}  // namespace cote::cli::messages
