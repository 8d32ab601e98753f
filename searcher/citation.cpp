#include "searcher/citation.hpp"

#include <algorithm>
#include <cote/reference.hpp>
#include <cote/unicode.hpp>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cote::search {
namespace {

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint c = decode_utf8(text, at);
    if (!is_space(c.value)) break;
    at += c.bytes;
  }
  return at;
}

bool starts_with_folded(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b); });
}

bool letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_letter(decode_utf8(text, at).value);
}

struct ArticleLabel {
  std::string_view number;  ///< "5", "1er", "premier", "L. 311-3", "7 bis"
  std::size_t end = 0;      ///< behind it
};

/// « Article 5 », « ARTICLE PREMIER », « Art. L. 311-3 » at the beginning of `text`.
std::optional<ArticleLabel> read_article(std::string_view text) {
  std::size_t at = 0;
  if (starts_with_folded(text, "article")) {
    at = 7;
  } else if (starts_with_folded(text, "art.")) {
    at = 4;
  } else {
    return std::nullopt;
  }
  const std::size_t begin = skip_spaces(text, at);
  if (begin == at) return std::nullopt;
  at = begin;
  for (const std::string_view word : {"premier", "unique"}) {
    if (starts_with_folded(text.substr(at), word) && !letter_at(text, at + word.size()))
      return ArticleLabel{text.substr(at, word.size()), at + word.size()};
  }
  constexpr std::string_view kPrefixes = "LRDA";  // of the parts of French codes
  if (at < text.size() && kPrefixes.find(text[at]) != std::string_view::npos) {
    ++at;
    while (at < text.size() && (text[at] == '.' || text[at] == '*')) ++at;
    at = skip_spaces(text, at);
  }
  const std::size_t digits = at;
  while (at < text.size() &&
         (is_ascii_digit(text[at]) || (at > digits && (text[at] == '.' || text[at] == '-') &&
                                       at + 1 < text.size() && is_ascii_digit(text[at + 1])))) {
    ++at;
  }
  if (at == digits) return std::nullopt;
  if (text.substr(at).starts_with("er") && !letter_at(text, at + 2)) at += 2;
  const std::size_t word = skip_spaces(text, at);
  for (const std::string_view times : {"bis", "ter", "quater", "quinquies", "sexies"}) {
    if (starts_with_folded(text.substr(word), times) && !letter_at(text, word + times.size()))
      at = word + times.size();
  }
  if (letter_at(text, at)) return std::nullopt;  // « Article 5a »: not a form that is known here
  return ArticleLabel{text.substr(begin, at - begin), at};
}

/// The number of a heading « Article 5 », « Article 5 – Définitions », « ARTICLE 5. »; not of « Article 5 du
/// projet », which speaks of one.
std::string_view article_of_heading(std::string_view heading) {
  const auto label = read_article(heading);
  if (!label) return {};
  const std::size_t rest = skip_spaces(heading, label->end);
  if (rest == heading.size()) return label->number;
  const char32_t next = decode_utf8(heading, rest).value;
  return is_letter(next) && !is_upper(next) ? std::string_view{} : label->number;
}

/// The number of a paragraph « Article 5 : Le présent jugement … ».
std::string_view article_of_text(std::string_view text) {
  const auto label = read_article(text);
  if (!label) return {};
  const std::string_view rest = text.substr(skip_spaces(text, label->end));
  for (const std::string_view mark : {":", "–", "—", "- ", ". ", ".-", ".–", ".—"}) {
    if (rest.starts_with(mark)) return label->number;
  }
  return {};
}

/// What follows the last article of an act or a judgment and belongs to none.
bool closes(std::string_view text) {
  constexpr std::string_view kFormulas[] = {"Fait ",       "Délibéré ",       "Rendu public", "Par le ",
                                            "Par la ",     "Pour expédition", "Ainsi fait",   "Ainsi jugé",
                                            "Pour copie ", "En foi de quoi",  "Prononcé ",    "Signé "};
  return std::any_of(std::begin(kFormulas), std::end(kFormulas),
                     [&](std::string_view formula) { return text.starts_with(formula); });
}

/// Where a paragraph stands in an act that is divided into articles.
struct Place {
  std::string_view article;
  std::uint32_t rank = 0;   ///< which paragraph of the article, from 1
  std::uint32_t count = 0;  ///< how many the article has
};

std::optional<Place> place_of(const Document& document, const Paragraph& wanted) {
  // A paragraph that is a document of its own has its article above it, but not its neighbours to count.
  const bool whole = !document.paragraphs.empty() && document.paragraphs.front().ordinal == 1;
  Place open;
  Place found;
  std::string_view first_article;
  bool several = false;
  bool in_found = false;
  // Numbers that go on from article to article (in a report on a treaty) are cited without the article.
  std::unordered_map<std::string_view, std::string_view> article_of_number;
  bool restarts = false;
  const std::vector<std::string>* headings = nullptr;
  const auto opens = [&](std::string_view article) {
    open = {article, 0, 0};
    in_found = false;
    if (first_article.empty()) first_article = article;
    several = several || (!article.empty() && article != first_article);
  };
  for (const Paragraph& paragraph : document.paragraphs) {
    if (headings == nullptr || *headings != paragraph.heading) {
      headings = &paragraph.heading;
      std::string_view article;
      for (auto heading = headings->rbegin(); heading != headings->rend() && article.empty(); ++heading)
        article = article_of_heading(*heading);
      opens(article);
    }
    if (const std::string_view article = article_of_text(paragraph.text); !article.empty()) opens(article);
    if (open.article.empty()) continue;
    if (closes(paragraph.text)) {
      opens({});
      continue;
    }
    ++open.rank;
    if (paragraph.number) {
      const auto known = article_of_number.emplace(*paragraph.number, open.article).first;
      restarts = restarts || known->second != open.article;
    }
    if (paragraph.ordinal == wanted.ordinal) {
      found = open;
      in_found = true;
    }
    if (in_found) found.count = open.rank;
  }
  if (found.article.empty() || (whole && !several)) return std::nullopt;
  if (whole && wanted.number && !restarts) return std::nullopt;
  if (!whole) found.count = 1;
  return found;
}

/// True when `title` names an article: « Code du travail, article L1221-1 ».
bool is_article(std::string_view title) {
  const std::size_t comma = title.rfind(", ");
  const std::string_view last = comma == std::string_view::npos ? title : title.substr(comma + 2);
  const auto label = read_article(last);
  return label && label->end == last.size();
}

/// « Loi n° 78-17 du 6 janvier 1978 relative à … » is cited by number and date; other titles whole.
std::string short_title(const std::string& title) {
  const std::vector<Reference> references = find_references(title);
  if (references.empty()) return title;
  const Reference& first = references.front();
  const bool act = first.kind == ReferenceKind::kLaw || first.kind == ReferenceKind::kEuAct;
  return act && first.certain && first.begin == 0 ? title.substr(0, first.end) : title;
}

std::string ordinal_number(std::uint32_t n) { return std::to_string(n) + (n == 1 ? "er" : "e"); }

}  // namespace

std::string symbols_of(const Document& document) {
  std::string out;
  for (const std::string& symbol : document.symbols) out += (out.empty() ? "" : "-") + symbol;
  return out;
}

std::string locator_of(const Document& document, const Paragraph& paragraph) {
  if (const auto place = place_of(document, paragraph)) {
    const std::string article = "art. " + std::string(place->article);
    if (paragraph.number) return article + ", par. " + *paragraph.number;
    return place->count > 1 ? article + ", al. " + std::to_string(place->rank) : article;
  }
  if (paragraph.number) return "par. " + *paragraph.number;
  if (document.symbols.empty() && paragraph.heading.empty() && is_article(document.title)) {
    return document.paragraphs.size() > 1 ? "al. " + std::to_string(paragraph.ordinal) : std::string();
  }
  std::string out = ordinal_number(paragraph.ordinal) + " paragraphe";
  if (paragraph.page) out += ", p. " + std::to_string(*paragraph.page);
  return out;
}

}  // namespace cote::search

namespace cote {

std::string citation_of(const Document& document, const Paragraph& paragraph) {
  std::string citation = search::symbols_of(document);
  if (citation.empty()) citation = search::short_title(document.title);
  if (citation.empty()) citation = document.id;
  const std::string locator = search::locator_of(document, paragraph);
  return locator.empty() ? citation : citation + ", " + locator;
}

}  // namespace cote
