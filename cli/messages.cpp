#include "cli/messages.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cote/unicode.hpp>
#include <cstdio>
#include <system_error>

namespace cote::cli {
namespace {

constexpr std::string_view kNarrowSpace = "\u202F";  // no-break, between thousands

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += separator;
    out += word;
  }
  return out;
}

std::string reason(int error) {
  switch (error) {
    case ENOSPC:
      return "le disque est plein ; faites de la place";
    case EDQUOT:
      return "votre quota de disque est atteint ; faites de la place";
    case EFBIG:
      return "le fichier dépasse la taille permise (ulimit -f)";
    case EBADF:
      return "elle est fermée";
    case EISDIR:
      return "c'est un dossier";
    case EIO:
      return "erreur d'entrée-sortie";
    default:
      return std::generic_category().message(error);
  }
}

void print(std::string_view prefix, std::string_view text) {
  std::string line(prefix);
  // Messages of several lines keep their line ends.
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    line += printable(text.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  // A standard error that cannot be written to leaves nobody to be told.
  static_cast<void>(std::fwrite(line.data(), 1, line.size(), stderr));
}

}  // namespace

void say(std::string_view text) { print("cote : ", text); }

void warn(std::string_view text) { print("cote : attention : ", text); }

void show_status(std::string_view text) {
  constexpr std::size_t kDefault = 80;
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  const std::size_t width = (known ? size.ws_col : kDefault) - 1U;
  std::string line("\r");
  line += printable(text);
  std::size_t end = 1;
  for (std::size_t column = 0; end < line.size() && column < width; ++column) {
    end += decode_utf8(line, end).bytes;
  }
  line.resize(end);
  line += "\x1b[K";
  static_cast<void>(std::fwrite(line.data(), 1, line.size(), stderr));
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.value == U'\n' || point.value == U'\r' || point.value == U'\t') {
      out += ' ';
    } else if (point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0)) {
      append_utf8(out, 0xFFFD);
    } else {
      append_utf8(out, point.value);
    }
    at += point.bytes;
  }
  return out;
}

std::string french_number(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += kNarrowSpace;
    out += digits[i];
  }
  return out;
}

std::string french_decimal(double number, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double rounded = std::round(std::abs(number) * scale);
  const auto units = static_cast<std::uint64_t>(rounded / scale);
  const auto rest = static_cast<std::uint64_t>(rounded - static_cast<double>(units) * scale);
  std::string out(number < 0 && rounded > 0 ? "-" : "");
  out += french_number(units);
  if (decimals > 0) {
    const std::string digits = std::to_string(rest);
    const auto width = static_cast<std::size_t>(decimals);
    out += ',';
    out.append(width > digits.size() ? width - digits.size() : 0, '0').append(digits);
  }
  return out;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return french_number(number) + " " + std::string(number < 2 ? one : many);
}

std::string in_guillemets(std::string_view text) { return "« " + std::string(text) + " »"; }

std::string alternatives(const std::vector<std::string>& words) {
  if (words.size() < 2) return joined(words, "");
  return joined({words.begin(), words.end() - 1}, ", ") + " ou " + words.back();
}

namespace messages {

std::string shell_word(const std::string& word) {
  constexpr std::string_view kPlain = "-_./:=@%+,";
  bool plain = !word.empty();
  for (const char c : word) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        (static_cast<unsigned char>(c) >= 0x80);
    plain = plain && (letter || kPlain.find(c) != std::string_view::npos);
  }
  if (plain) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string see_help(std::string_view command) { return "voir « " + std::string(command) + " --help »"; }

std::string no_command(const std::vector<std::string>& commands) {
  return "il manque la commande : " + alternatives(commands);
}

std::string unknown_command(const std::string& name, const std::string& nearest,
                            const std::vector<std::string>& commands) {
  std::string text = "commande inconnue : " + in_guillemets(name);
  if (!nearest.empty()) text += " ; vouliez-vous dire " + in_guillemets(nearest) + " ?";
  return text + "\nCommandes : " + joined(commands, ", ");
}

std::string option_before_command(const std::string& option) {
  return "option inconnue ici : " + option +
         " ; les options suivent la commande (cote search -i DOSSIER REQUÊTE)";
}

std::string unknown_option(const std::string& option, const std::string& nearest, const std::string& command,
                           const std::string& line_with_dashes) {
  const std::string text = "option inconnue " + option;
  if (!nearest.empty()) return text + " ; vouliez-vous dire " + nearest + " ?";
  const std::string what = command.ends_with(" search") ? "une requête dont un mot commence par -"
                                                        : "un argument qui commence par -";
  return text + " ; " + what + " suit -- : " + line_with_dashes;
}

std::string no_value_wanted(const std::string& option) { return option + " ne prend pas de valeur"; }

std::string value_missing(const std::string& option, const std::string& type) {
  return option + " attend une valeur : " + option + " " + type;
}

std::string value_is_option(const std::string& option, const std::string& type, const std::string& value) {
  return value_missing(option, type) + " (" + in_guillemets(value) + " est une option)";
}

std::string option_twice(const std::string& option) { return option + " est donné deux fois"; }

std::string options_exclude(const std::string& one, const std::string& other) {
  return one + " et " + other + " s'excluent : n'en gardez qu'un";
}

std::string number_wanted(const std::string& value, std::uint64_t least, std::uint64_t most) {
  return "attend un nombre entier de " + french_number(least) + " à " + french_number(most) + ", pas " +
         in_guillemets(value);
}

std::string value_of_list(const std::string& value, const std::vector<std::string>& values) {
  return "attend " + alternatives(values) + ", pas " + in_guillemets(value);
}

std::string filter_without_value(const std::string& filter) {
  return "--filter attend FACETTE=VALEUR, par exemple pays=Mali, pas " + in_guillemets(filter);
}

std::string facet_limit(const std::string& facet) {
  return "--facet attend FACETTE ou FACETTE:N avec N d'au moins 1, par exemple pays:20, pas " +
         in_guillemets(facet);
}

std::string empty_query() {
  return "la requête est vide ; donnez des mots (cote search MINUSCA), ou un filtre pour lister ce qui y "
         "répond "
         "(cote search --filter pays=Mali)";
}

std::string no_source() {
  return "il manque la source : des fichiers, des dossiers, ou - pour du JSONL sur l'entrée standard";
}

std::string standard_input_twice() { return "l'entrée standard (-) ne peut être lue qu'une fois"; }

std::string no_id() { return "il manque l'ID du document ; « cote search » donne celui de chaque résultat"; }

std::string too_many_ids(std::size_t number) {
  return "un seul ID à la fois, pas " + std::to_string(number) +
         " ; un ID qui contient des espaces se met entre guillemets";
}

std::string no_text() { return "il manque le texte à analyser (ou - pour lire l'entrée standard)"; }

std::string too_many_words(const std::string& word) { return "argument de trop : " + in_guillemets(word); }

std::string id_of_other_source(const std::string& path, const std::string& id, const std::string& other) {
  return (path.empty() ? standard_input() : path) + " : l'id " + in_guillemets(id) +
         " vient déjà de la source " + in_guillemets(other) +
         " ; indexez cette source par un second appel avec --prefix NOM, qui en fait " +
         in_guillemets("NOM/" + id);
}

std::string standard_input() { return "entrée standard"; }

std::string empty_source() { return "une source est vide : donnez le nom d'un fichier ou d'un dossier"; }

std::string unreadable_input(int error) { return "entrée standard : lecture impossible, " + reason(error); }

std::string interrupted() {
  return "interrompu ; les documents déjà lus sont enregistrés, relancez pour continuer";
}

std::string stopped_after(std::uint64_t documents) {
  return "arrêt après " + counted(documents, "document", "documents") + " ; relancez une fois la cause levée";
}

std::string nothing_indexed() { return "rien n'a été indexé : aucun document dans ce qui a été donné"; }

std::string summary(const IndexSummary& counts) {
  const std::uint64_t all = counts.added + counts.replaced + counts.unchanged;
  return counted(all, "document indexé", "documents indexés") + " (" +
         counted(counts.added, "nouveau", "nouveaux") + ", " +
         counted(counts.replaced, "remplacé", "remplacés") + ", " +
         counted(counts.unchanged, "inchangé", "inchangés") + "), " +
         counted(counts.skipped, "fichier sauté", "fichiers sautés") + ", " +
         counted(counts.failures, "échec", "échecs");
}

std::string compacted(std::uint64_t before, std::uint64_t after) {
  const auto megabytes = [](std::uint64_t bytes) {
    return french_decimal(static_cast<double>(bytes) / 1e6, 2);
  };
  return "index compacté : " + megabytes(after) + " Mo, contre " + megabytes(before) + " Mo avant";
}

std::string progress(std::uint64_t documents, const std::string& id) {
  return counted(documents, "document", "documents") + " · " + printable(id);
}

std::string unknown_id(const std::string& id, const std::vector<std::string>& similar) {
  std::string text = "aucun document " + in_guillemets(id) + " dans cet index";
  if (similar.empty()) return text + " ; « cote search » donne l'ID de chaque résultat";
  std::vector<std::string> ids;
  ids.reserve(similar.size());
  for (const std::string& one : similar) ids.push_back(in_guillemets(one));
  return text + " ; les plus proches : " + joined(ids, ", ");
}

std::string unknown_paragraph(const std::string& id, const std::string& number, const std::string& known) {
  if (known.empty()) {
    return "document " + in_guillemets(id) +
           " : ses paragraphes ne sont pas numérotés ; donnez leur rang avec --ordinal";
  }
  return "document " + in_guillemets(id) + " : pas de paragraphe " + in_guillemets(number) +
         " ; ses numéros : " + known;
}

std::string cites_first(std::uint64_t paragraphs, std::uint64_t ordinal) {
  return std::to_string(paragraphs) + " paragraphes ont ce numéro ; le premier est cité (rang " +
         std::to_string(ordinal) + ") ; choisissez-en un autre avec --ordinal";
}

std::string unknown_ordinal(const std::string& id, std::uint64_t paragraphs, std::uint64_t first,
                            std::uint64_t last) {
  if (paragraphs == 0) return "document " + in_guillemets(id) + " : il n'a pas de paragraphe";
  std::string range =
      paragraphs == 1 ? std::to_string(first) : "de " + std::to_string(first) + " à " + std::to_string(last);
  return "document " + in_guillemets(id) + " : " + counted(paragraphs, "paragraphe", "paragraphes") +
         ", --ordinal " + range;
}

std::string no_reference() {
  return "il manque la référence, par exemple S/RES/1325 ; --of ID donne ce que cite un document";
}

std::string unknown_reference(const std::string& typed, const std::string& display) {
  if (display.empty()) {
    return in_guillemets(printable(typed)) +
           " : aucun document de cet index ne porte cette cote, et cela n'a la forme d'aucune référence "
           "connue";
  }
  return in_guillemets(printable(typed)) + " : aucun document de cet index ne porte ni ne cite " + display;
}

std::string no_citations(const std::string& id) {
  return "document " + in_guillemets(printable(id)) + " : il ne cite aucune référence";
}

std::string cannot_write(int error) { return "la sortie standard ne peut être écrite : " + reason(error); }

std::string out_of_memory() { return "mémoire insuffisante"; }

std::string internal_error(const std::string& what) {
  return "erreur interne : " + what + " ; signalez-la avec la commande qui l'a produite";
}

}  // namespace messages
}  // namespace cote::cli
