// A scanner over the query's characters; one function a construct.
#include "searcher/syntax.hpp"

#include <algorithm>
#include <cote/unicode.hpp>

namespace cote::search {
namespace {

/// Names of several words are tried up to this length: "République démocratique populaire lao" has four.
constexpr std::size_t kLongestName = 8;

bool is_opening_quote(char32_t c) { return c == '"' || c == 0xAB || c == 0x201C || c == 0x201E; }

bool closes(char32_t open, char32_t c) {
  if (open == 0xAB) return c == 0xBB;
  if (open == '"') return c == '"';
  return c == 0x201D || c == 0x201C || c == '"';
}

class Parser {
 public:
  Parser(std::string_view text, const FieldNames& names) : text_(text), names_(names) {
    bool lower = false;
    for (std::size_t at = 0; at < text.size();) {
      const auto [c, bytes] = decode_utf8(text, at);
      if (is_lower(c)) lower = true;
      at += bytes;
    }
    keywords_ = lower;
  }

  ParsedQuery run() {
    ParsedQuery result;
    result.alternatives = alternatives(0);
    result.warnings = std::move(warnings_);
    return result;
  }

 private:
  enum class Keyword : std::uint8_t { kNone, kAnd, kOr, kNot };

  [[nodiscard]] char32_t peek(std::size_t at) const {
    return at < text_.size() ? decode_utf8(text_, at).value : 0;
  }
  [[nodiscard]] std::size_t width(std::size_t at) const { return decode_utf8(text_, at).bytes; }
  [[nodiscard]] std::size_t code_points(std::size_t at) const {
    return count_code_points(text_.substr(0, at));
  }

  void skip_spaces() {
    while (at_ < text_.size() && is_space(peek(at_))) at_ += width(at_);
  }

  [[nodiscard]] std::size_t word_end(std::size_t at) const {
    while (at < text_.size()) {
      const char32_t c = peek(at);
      if (is_space(c) || is_opening_quote(c) || c == 0xBB || c == 0x201D) break;
      if (depth_ > 0 && c == ')') break;
      at += width(at);
    }
    return at;
  }

  Keyword keyword_at(std::size_t at, std::size_t& end) const {
    end = word_end(at);
    if (!keywords_) return Keyword::kNone;
    const std::string_view word = text_.substr(at, end - at);
    if (word == "ET" || word == "AND") return Keyword::kAnd;
    if (word == "OU" || word == "OR") return Keyword::kOr;
    if (word == "SAUF" || word == "NON" || word == "NOT") return Keyword::kNot;
    return Keyword::kNone;
  }

  /// Parentheses group only where a keyword stands in them: "résolution 1244 (1999)" has none.
  [[nodiscard]] bool opens_group(std::size_t at) const {
    if (peek(at) != '(' || !keywords_) return false;
    int depth = 0;
    bool keyword = false;
    for (std::size_t i = at; i < text_.size(); i += width(i)) {
      const char32_t c = peek(i);
      if (c == '(') ++depth;
      if (c == ')' && --depth == 0) return keyword;
      if (is_space(c)) {
        for (const std::string_view word : {"ET ", "OU ", "SAUF ", "NON ", "AND ", "OR ", "NOT "}) {
          if (text_.substr(i + width(i)).starts_with(word)) keyword = true;
        }
      }
    }
    return false;
  }

  std::vector<ClauseList> alternatives(int depth) {
    depth_ = depth;
    std::vector<ClauseList> result(1);
    Occur next = Occur::kPlain;
    bool both = false;                               // after ET: the next clause is required
    std::size_t plain_end = std::string_view::npos;  // where the last clause of plain words ended
    while (true) {
      skip_spaces();
      if (at_ >= text_.size() || (depth > 0 && peek(at_) == ')')) break;
      std::size_t end = 0;
      const Keyword keyword = keyword_at(at_, end);
      if (keyword != Keyword::kNone) {
        at_ = end;
        plain_end = std::string_view::npos;
        if (keyword == Keyword::kOr) {
          if (!result.back().empty()) result.emplace_back();
          both = false;
        } else if (keyword == Keyword::kNot) {
          next = Occur::kMustNot;
        } else {
          if (!result.back().empty() && result.back().back().occur == Occur::kPlain) {
            result.back().back().occur = Occur::kMust;
          }
          both = true;
        }
        continue;
      }
      Clause clause;
      clause.position = code_points(at_);
      Occur sign = Occur::kPlain;
      const char32_t c = peek(at_);
      if ((c == '+' || c == '-') && at_ + 1 < text_.size() && begins_operand(at_ + 1)) {
        sign = c == '+' ? Occur::kMust : Occur::kMustNot;
        ++at_;
      }
      if (peek(at_) == '=' && at_ + 1 < text_.size() && begins_operand(at_ + 1) && peek(at_ + 1) != '(') {
        ++at_;
        clause.strict = true;
      }
      const bool plain_word = read_operand(clause, depth, next == Occur::kMustNot);
      if (clause.text.empty() && clause.alternatives.empty()) continue;
      if (sign != Occur::kPlain) clause.occur = sign;
      if (next != Occur::kPlain) clause.occur = next;
      if (both && clause.occur == Occur::kPlain) clause.occur = Occur::kMust;
      next = Occur::kPlain;
      // Plain words side by side are one text, so that names of several words are seen.
      const std::size_t begin = at_ - clause.text.size();
      if (plain_word && clause.occur == Occur::kPlain && plain_end != std::string_view::npos && !both) {
        Clause& last = result.back().back();
        last.text.append(text_.substr(plain_end, begin - plain_end));
        last.text += clause.text;
        plain_end = at_;
        continue;
      }
      plain_end = plain_word && (clause.occur == Occur::kPlain || (both && sign == Occur::kPlain))
                      ? at_
                      : std::string_view::npos;
      result.back().push_back(std::move(clause));
      both = false;
    }
    std::erase_if(result, [](const ClauseList& list) { return list.empty(); });
    return result;
  }

  /// A sign is an operator directly before a word, a quote or a parenthesis.
  [[nodiscard]] bool begins_operand(std::size_t at) const {
    const char32_t c = peek(at);
    return is_letter(c) || is_digit(c) || is_opening_quote(c) || c == '=' || opens_group(at);
  }

  /// Reads one quoted expression, group, field or word, or with `name` a known name of several words. True
  /// for a plain word.
  bool read_operand(Clause& clause, int depth, bool name) {
    const char32_t c = peek(at_);
    if (is_opening_quote(c)) {
      read_quoted(clause);
      return false;
    }
    if (opens_group(at_)) {
      ++at_;
      clause.kind = Clause::Kind::kGroup;
      clause.alternatives = alternatives(depth + 1);
      depth_ = depth;
      if (at_ < text_.size()) ++at_;  // the closing parenthesis, which opens_group() has seen
      return false;
    }
    if (!clause.strict && read_field(clause)) return false;
    const std::size_t begin = at_;
    at_ = name && !clause.strict ? name_end(names_.is_name) : word_end(at_);
    if (at_ == begin) at_ += width(at_);  // a lone closing quote
    clause.text = text_.substr(begin, at_ - begin);
    clause.kind = clause.strict ? Clause::Kind::kExact : Clause::Kind::kText;
    return !clause.strict;
  }

  void read_quoted(Clause& clause) {
    const std::size_t open_at = at_;
    const char32_t open = peek(at_);
    at_ += width(at_);
    const std::size_t begin = at_;
    std::size_t end = begin;
    while (end < text_.size() && !closes(open, peek(end))) end += width(end);
    if (end >= text_.size()) {
      warnings_.push_back({"unbalanced_quote",
                           "guillemet ouvert et jamais fermé : ce qui le suit est lu comme des mots",
                           code_points(open_at)});
      return;  // the quote is passed over; the words after it are read next
    }
    clause.kind = Clause::Kind::kExact;
    clause.text = text_.substr(begin, end - begin);
    at_ = end + width(end);
    if (clause.text.find_first_not_of(" \t\n") == std::string::npos) {
      warnings_.push_back(
          {"empty_expression", "expression vide entre guillemets, passée", code_points(open_at)});
      clause.text.clear();
    }
  }

  /// End of the longest run of words from here that `known` knows; of the next word when it knows none.
  template <typename Known>
  [[nodiscard]] std::size_t name_end(Known known) const {
    std::size_t stop = word_end(at_);
    std::size_t best = stop;
    for (std::size_t words = 1; words < kLongestName && stop < text_.size(); ++words) {
      while (stop < text_.size() && is_space(peek(stop))) stop += width(stop);
      const std::size_t next = word_end(stop);
      if (next == stop) break;
      stop = next;
      if (known(text_.substr(at_, stop - at_))) best = stop;
    }
    return best;
  }

  bool read_field(Clause& clause) {
    std::size_t end = at_;
    while (end < text_.size()) {
      const char32_t c = peek(end);
      if (!is_letter(c) && !is_digit(c) && c != '_' && c != '-') break;
      end += width(end);
    }
    if (end == at_) return false;
    std::size_t colon = end;
    while (colon < text_.size() && (peek(colon) == 0xA0 || peek(colon) == 0x202F)) colon += width(colon);
    if (peek(colon) != ':') return false;
    const std::string field = names_.canonical(text_.substr(at_, end - at_));
    if (field.empty()) return false;
    std::size_t value = colon + 1;
    while (value < text_.size() && is_space(peek(value))) value += width(value);
    if (value >= text_.size()) {
      warnings_.push_back({"empty_field", "champ « " + field + " » sans valeur, passé", code_points(at_)});
      at_ = value;
      return true;
    }
    clause.kind = Clause::Kind::kField;
    clause.field = field;
    at_ = value;
    if (is_opening_quote(peek(at_))) {
      Clause quoted;
      read_quoted(quoted);
      clause.text = quoted.text;
      return true;
    }
    const std::size_t best =
        name_end([&](std::string_view text) { return names_.is_value(clause.field, text); });
    clause.text = text_.substr(at_, best - at_);
    at_ = best;
    return true;
  }

  std::string_view text_;
  const FieldNames& names_;
  std::vector<Warning> warnings_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool keywords_ = true;
};

}  // namespace

ParsedQuery parse_query(std::string_view text, const FieldNames& names) { return Parser(text, names).run(); }

}  // namespace cote::search
