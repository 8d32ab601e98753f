// What can be told of a reference from its key alone, and the key of what a person typed.
#include <algorithm>

#include "analyzers/references/scanner.hpp"

namespace cote {

namespace {

constexpr std::string_view kSuffixes[] = {"Rev", "Add", "Corr", "Amend", "Summary", "Sub"};

}  // namespace

std::string_view reference_kind_name(ReferenceKind kind) noexcept {
  constexpr std::string_view kNames[] = {"un_document",   "un_resolution",  "un_decision",
                                         "un_statement",  "eu_act",         "eu_preparatory",
                                         "eu_case",       "ecli",           "official_journal",
                                         "african_union", "ecowas",         "osce",
                                         "nato",          "organisation",   "law",
                                         "code_article",  "court_decision", "human_rights_case",
                                         "criminal_case", "icj_report",     "treaty"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string canonical_reference(std::string_view typed) {
  while (!typed.empty() && (typed.front() == ' ' || typed.front() == '\t')) typed.remove_prefix(1);
  while (!typed.empty() && (typed.back() == ' ' || typed.back() == '\t')) typed.remove_suffix(1);
  ReferenceContext context;
  context.query = true;
  const std::vector<Reference> found = find_references(typed, context);
  if (!found.empty() && found.front().begin == 0) {
    // Several readings of the whole, or the two halves of a double symbol: the first stands for it.
    const bool whole = found.front().end == typed.size() || found.back().end == typed.size();
    const bool one = found.size() == 1 || !found.front().certain || typed.find(' ') == std::string_view::npos;
    if (whole && one) return found.front().canonical;
  }
  // A key of the documented form is its own canonical form: FR:loi:78-17.
  if (typed.find(':') != std::string_view::npos) return std::string(typed);
  std::string out = references::upper(typed);
  for (const std::string_view suffix : kSuffixes) {
    const std::string capital = '/' + references::upper(suffix);
    for (std::size_t at = out.find(capital); at != std::string::npos; at = out.find(capital, at + 1))
      out.replace(at + 1, suffix.size(), suffix);
  }
  return out;
}

std::vector<std::string> broader_references(std::string_view canonical) {
  std::vector<std::string> out;
  const auto add = [&out, canonical](std::string key) {
    if (key != canonical && std::find(out.begin(), out.end(), key) == out.end())
      out.push_back(std::move(key));
  };
  std::string key(canonical);
  const std::size_t colon = key.find(':');
  const bool article = key.find("code-") != std::string::npos || key.starts_with("art:");
  if (article) {
    const std::size_t number_at = key.rfind(':') + 1;
    const std::string code = key.substr(0, number_at);
    const std::string number = key.substr(number_at);
    const bool lettered = !number.empty() && !references::is_digit(number.front());
    std::vector<std::string> numbers{number};
    for (std::string shorter = number;;) {
      const std::size_t tail = shorter.find_last_not_of("abceinoqrstuxpABCDEFGH");
      if (tail != std::string::npos && tail + 1 < shorter.size() && references::is_digit(shorter[tail])) {
        shorter.resize(tail + 1);
      } else {
        const std::size_t dash = shorter.rfind('-');
        if (dash == std::string::npos || (lettered && shorter.find('-') == dash)) break;
        shorter.resize(dash);
      }
      numbers.push_back(shorter);
    }
    // FR:code-x: is below code-x:, and that below art: for articles with a letter.
    std::vector<std::string> bases{code};
    if (const std::size_t name = code.find("code-"); name != std::string::npos) {
      if (name > 0) bases.push_back(code.substr(name));
      if (lettered) bases.emplace_back("art:");
    }
    for (const std::string& base : bases) {
      for (const std::string& shorter : numbers) add(base + shorter);
    }
    return out;
  }
  if (colon == 2 && references::is_upper(key[0]) && references::is_upper(key[1]) &&
      key.find(':', 3) != std::string::npos && references::is_lower(key[3])) {
    add(key.substr(3));
    return out;
  }
  // What the key itself tells: the page of a journal, the item of a meeting.
  if (key.starts_with("JO:") || key.starts_with("FR:JORF:")) {
    const std::size_t last = key.rfind(':');
    if (last > key.find(':', key[0] == 'F' ? 3 : 0)) add(key.substr(0, last));
    return out;
  }
  if (key.starts_with("PSC/")) {
    const std::size_t dot = key.find('.');
    const std::size_t bracket = key.find('(');
    if (dot < bracket && bracket != std::string::npos) add(key.substr(0, dot) + key.substr(bracket));
    return out;
  }
  ReferenceContext context;
  context.query = true;
  // A parent may have one: S/2017/2/Rev.1/Add.2. Each is shorter, so this ends.
  for (;;) {
    const std::vector<Reference> found = find_references(key, context);
    if (found.size() != 1 || found[0].parent.empty() || found[0].parent.size() >= key.size()) break;
    key = found[0].parent;
    add(key);
  }
  return out;
}

}  // namespace cote
