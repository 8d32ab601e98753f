// cote show: one document, or one paragraph of it, as it was read.
#include <cote/citation.hpp>
#include <cote/searcher.hpp>
#include <cote/unicode.hpp>
#include <optional>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/json.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/query_options.hpp"
#include "cli/text.hpp"

namespace cote::cli {
namespace {

/// What two spellings of a paragraph's number have in common: "31 a)", "31a" and "par. 31 a" are one.
std::string number_key(const std::string& number) {
  std::string key;
  const std::string folded = fold_key(number);
  const std::string_view rest =
      folded.starts_with("par ") ? std::string_view(folded).substr(4) : std::string_view(folded);
  for (const char c : rest) {
    if (c != ' ') key += c;
  }
  return key;
}

/// The document's own numbers for a message: "1 à 110", or the first ones and the last.
std::string known_numbers(const Document& document) {
  std::vector<std::string> numbers;
  for (const Paragraph& paragraph : document.paragraphs) {
    if (paragraph.number) numbers.push_back(*paragraph.number);
  }
  if (numbers.empty()) return {};
  if (numbers.size() == 1) return numbers.front();
  return "de " + numbers.front() + " à " + numbers.back();
}

/// Ids stand percent-encoded in runs, from where people copy them.
std::string percent_decoded(const std::string& text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

class ShowCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    add_argument(app, "ID", "ID", "le document, tel que « cote search » le nomme");
    add_index_option(app, index_);
    lexicon_ = add_lexicon_option(app, unused_);
    CLI::Option* paragraph =
        app.add_option("-P,--paragraph", paragraph_,
                       "seulement le paragraphe que le document numérote ainsi : 12, « 31 a) » ou 31a")
            ->type_name("NUMÉRO");
    ordinal_option_ =
        app.add_option("--ordinal", ordinal_, "seulement le paragraphe de ce rang, compté à partir de 1")
            ->transform(whole_number(1))
            ->type_name("N");
    ordinal_option_->excludes(paragraph);
    CLI::Option* cite =
        app.add_option(
               "--cite", cite_,
               "comment le citer : text (une ligne), bibtex, ris ou csl (CSL-JSON) ; avec -P ou --ordinal, "
               "le paragraphe")
            ->check(one_of({"text", "bibtex", "ris", "csl"}))
            ->type_name("FORMAT");
    app.add_option("--color", color_, "couleurs : auto (sur un terminal), always (toujours), never (jamais)")
        ->check(one_of({"auto", "always", "never"}))
        ->type_name("QUAND")
        ->capture_default_str();
    app.add_flag("--json", json_, "un objet JSON (docs/show.schema.json)")->excludes(cite);
    app.footer(
        "Exemples :\n"
        "  cote show rapport.pdf\n"
        "  cote show rapport.pdf -P 12\n"
        "  cote show rapport.pdf --ordinal 3 --json\n"
        "  cote show rapport.pdf -P 12 --cite bibtex\n"
        "Codes de sortie : 0 trouvé, 1 document ou paragraphe inconnu, 2 erreur");
  }

  int run(const std::vector<std::string>& words) override {
    if (words.empty() || (words.size() == 1 && words.front().empty())) throw WrongUse(messages::no_id());
    if (words.size() > 1) throw WrongUse(messages::too_many_ids(words.size()));
    const std::string& id = words.front();
    Searcher searcher(index_, analyzer_of(*lexicon_));
    std::optional<Document> document = searcher.document(id);
    if (!document && id.find('%') != std::string::npos) document = searcher.document(percent_decoded(id));
    if (!document) {
      say(messages::unknown_id(id, searcher.similar_ids(id)));
      return kNothingFound;
    }
    const std::vector<Paragraph> chosen = choose(*document);
    if (chosen.empty() && (!paragraph_.empty() || ordinal_option_->count() > 0)) return kNothingFound;
    if (!cite_.empty()) return finish(citation(*document, chosen), kDone);
    return finish(json_ ? document_json(*document, chosen)
                        : document_text(*document, chosen, {output_width(), wants_color(color_)}),
                  kDone);
  }

 private:
  std::string index_ = "./cote.index";
  std::string paragraph_;
  std::uint32_t ordinal_ = 0;
  std::string color_ = "auto";
  bool json_ = false;
  std::string cite_;
  CLI::Option* lexicon_ = nullptr;
  std::vector<std::string> unused_;  ///< CLI11 wants somewhere to put a vector
  CLI::Option* ordinal_option_ = nullptr;

  /// The document, or the first of the paragraphs that were asked for: a record names one place.
  [[nodiscard]] std::string citation(const Document& document, const std::vector<Paragraph>& chosen) const {
    CitationFormat format = CitationFormat::kText;
    if (cite_ == "bibtex") format = CitationFormat::kBibtex;
    if (cite_ == "ris") format = CitationFormat::kRis;
    if (cite_ == "csl") format = CitationFormat::kCslJson;
    if (paragraph_.empty() && ordinal_option_->count() == 0) return cite(document, nullptr, format);
    if (chosen.size() > 1) say(messages::cites_first(chosen.size(), chosen.front().ordinal));
    return cite(document, chosen.data(), format);
  }

  /// The paragraphs that were asked for; an annex may count from 1 again, so a number can have several. None,
  /// with a message, when there is no such paragraph.
  [[nodiscard]] std::vector<Paragraph> choose(const Document& document) const {
    if (paragraph_.empty() && ordinal_option_->count() == 0) return document.paragraphs;
    const std::string wanted = number_key(paragraph_);
    std::vector<Paragraph> chosen;
    for (const Paragraph& paragraph : document.paragraphs) {
      const bool hit = ordinal_option_->count() > 0
                           ? paragraph.ordinal == ordinal_
                           : paragraph.number && number_key(*paragraph.number) == wanted;
      if (hit) chosen.push_back(paragraph);
    }
    if (!chosen.empty()) return chosen;
    if (ordinal_option_->count() > 0) {
      const std::uint64_t count = document.paragraphs.size();
      say(messages::unknown_ordinal(document.id, count, count > 0 ? document.paragraphs.front().ordinal : 0,
                                    count > 0 ? document.paragraphs.back().ordinal : 0));
    } else {
      say(messages::unknown_paragraph(document.id, paragraph_, known_numbers(document)));
    }
    return chosen;
  }
};

}  // namespace

std::unique_ptr<Command> make_show_command() { return std::make_unique<ShowCommand>(); }

}  // namespace cote::cli
