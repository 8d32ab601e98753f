// Which words begin a reference, and the way to find them in text without looking at every word.
#pragma once

#include <array>

#include "analyzers/references/families.hpp"

namespace cote::references {

struct Trigger {
  std::string_view head;  ///< letters a word begins with, without case and accents
  Parser parser;
};

// In the order in which parsers are tried where several share a word.
// clang-format off
constexpr Trigger kTriggers[] = {
    // un.cpp
    {"a", ecowas},
    {"a", un_symbol}, {"s", un_symbol}, {"e", un_symbol}, {"t", un_symbol}, {"acc", un_symbol},
    {"aplc", un_symbol}, {"at", un_symbol}, {"bwc", un_symbol}, {"cbd", un_symbol}, {"ceb", un_symbol}, {"icc", un_symbol}, {"ipbes", un_symbol}, {"cac", un_symbol}, {"cat", un_symbol},
    {"ccpr", un_symbol}, {"ccw", un_symbol}, {"cd", un_symbol}, {"ced", un_symbol}, {"cedaw", un_symbol},
    {"cerd", un_symbol}, {"clcs", un_symbol}, {"cmw", un_symbol}, {"crc", un_symbol}, {"crpd", un_symbol},
    {"ctoc", un_symbol}, {"dp", un_symbol}, {"ece", un_symbol}, {"fccc", un_symbol}, {"hrc", un_symbol},
    {"hri", un_symbol}, {"hsp", un_symbol}, {"iccd", un_symbol}, {"id", un_symbol}, {"isba", un_symbol},
    {"jiu", un_symbol}, {"lc", un_symbol}, {"npt", un_symbol}, {"pbc", un_symbol}, {"sg", un_symbol},
    {"splos", un_symbol}, {"st", un_symbol}, {"td", un_symbol}, {"unep", un_symbol}, {"wfp", un_symbol},
    {"ares", un_compact}, {"sres", un_compact}, {"sprst", un_compact}, {"ahrcres", un_compact},
    // resolutions.cpp
    {"resolution", resolution}, {"resolutions", resolution}, {"rcsnu", resolution}, {"unscr", resolution},
    {"unscrs", resolution}, {"csnu", resolution}, {"res", resolution},
    // eu.cpp before the families that share its words
    {"reglement", uemoa_act}, {"directive", uemoa_act},
    {"reglement", eu_act}, {"reglements", eu_act}, {"directive", eu_act}, {"directives", eu_act},
    {"regl", eu_act}, {"dir", eu_act}, {"decision", eu_act}, {"decisions", eu_act},
    {"recommandation", eu_act}, {"recommandations", eu_act}, {"action", eu_act}, {"actions", eu_act},
    {"position", eu_act}, {"positions", eu_act},
    {"decision", un_decision}, {"decisions", un_decision},
    {"decision", osce_decision},
    {"com", eu_preparatory}, {"join", eu_preparatory}, {"swd", eu_preparatory}, {"sec", eu_preparatory},
    {"c", eu_case}, {"t", eu_case}, {"f", eu_case},
    {"c", eu_preparatory},
    {"ecli", ecli}, {"eu", ecli},
    {"jo", official_journal}, {"joue", official_journal}, {"joce", official_journal},
    {"jorf", official_journal},
    // organisations.cpp
    {"psc", au_symbol}, {"assembly", au_symbol}, {"ex", au_symbol}, {"ext", au_symbol}, {"ahg", au_symbol},
    {"cm", au_symbol},
    {"c", ecowas},
    {"mc", osce}, {"pc", osce}, {"fsc", osce}, {"cio", osce}, {"sec", osce}, {"odihr", osce}, {"pa", osce},
    {"hcnm", osce},
    {"c", nato}, {"cm", nato}, {"po", nato}, {"ac", nato}, {"eapc", nato}, {"mc", nato}, {"mcm", nato},
    {"dpc", nato},
    {"pa", geneva_short},
    {"acte", uniform_act}, {"actes", uniform_act},
    {"audcg", uniform_act_short}, {"auscgie", uniform_act_short}, {"auscoop", uniform_act_short},
    {"aupsrve", uniform_act_short}, {"aupc", uniform_act_short}, {"audcif", uniform_act_short},
    {"auctmr", uniform_act_short},
    // laws.cpp, canada.cpp
    {"loi", law}, {"lois", law}, {"decret", law}, {"decrets", law}, {"ordonnance", law},
    {"ordonnances", law}, {"arrete", law}, {"arretes", law}, {"a", law}, {"ar", law}, {"reglement", law}, {"reglements", law}, {"dahir", law}, {"dahirs", law},
    {"nor", nor_number},
    {"numac", numac},
    {"moniteur", belgian_journal}, {"m", belgian_journal},
    {"rs", swiss_collection}, {"ro", swiss_collection}, {"ff", swiss_collection},
    {"dors", canadian_regulation}, {"tr", canadian_regulation}, {"sor", canadian_regulation},
    {"si", canadian_regulation},
    {"l", canadian_statute}, {"lr", canadian_statute}, {"lrc", canadian_statute}, {"lc", canadian_statute},
    {"rlrq", canadian_statute}, {"lrq", canadian_statute}, {"c", canadian_statute}, {"s", canadian_statute},
    {"r", canadian_statute}, {"rsc", canadian_statute}, {"cplm", canadian_statute},
    {"crc", canadian_statute}, {"lro", canadian_statute}, {"src", canadian_statute},
    {"sc", canadian_statute}, {"lrm", canadian_statute}, {"lm", canadian_statute},
    {"lrnb", canadian_statute}, {"lnb", canadian_statute}, {"lo", canadian_statute},
    {"lry", canadian_statute}, {"rso", canadian_statute}, {"rsbc", canadian_statute},
    {"sbc", canadian_statute}, {"rsa", canadian_statute}, {"rss", canadian_statute},
    {"ss", canadian_statute}, {"rsns", canadian_statute}, {"sns", canadian_statute},
    {"rsnl", canadian_statute}, {"snl", canadian_statute},
    // codes.cpp
    {"article", article}, {"articles", article}, {"art", article}, {"arts", article},
    {"l", lettered_article}, {"lo", lettered_article}, {"r", lettered_article}, {"d", lettered_article},
    {"code", code_first}, {"livre", code_first}, {"c", code_first},
    {"paragraphe", subdivision}, {"alinea", subdivision}, {"paragraphes", subdivision},
    {"alineas", subdivision},
    // courts.cpp, tribunals.cpp
    {"cass", cassation}, {"cour", cassation},
    {"pourvoi", appeal_number}, {"pourvois", appeal_number},
    {"tribunal", administrative_court}, {"ta", administrative_court}, {"chapitre", canadian_long},
    {"ce", council_of_state}, {"conseil", council_of_state},
    {"atf", swiss_decision}, {"bge", swiss_decision},
    {"c", belgian_court}, {"cour", belgian_court},
    {"ccja", ccja},
    {"requete", echr_application}, {"requetes", echr_application},
    {"cedh", echr_judgment}, {"cour", echr_judgment}, {"couredh", echr_judgment},
    {"n", echr_number}, {"no", echr_number}, {"nos", echr_number},
    {"serie", inter_american}, {"oc", inter_american},
    {"icc", criminal_case}, {"it", criminal_case}, {"ictr", criminal_case}, {"scsl", criminal_case},
    {"stl", criminal_case}, {"mict", criminal_case},
    {"cij", icj_report}, {"icj", icj_report}, {"cpji", icj_report}, {"c", icj_report}, {"i", icj_report},
    // treaties.cpp
    {"convention", geneva},
    {"gc", geneva_short}, {"cg", geneva_short}, {"ap", geneva_short},
    {"protocole", protocol}, {"protocoles", protocol},
    {"convention", labour_convention}, {"conventions", labour_convention},
    {"recommandation", labour_convention},
    {"ste", council_of_europe}, {"stce", council_of_europe},
};
// clang-format on

/// Bytes behind which a word may begin: all but letters, digits, '_' and the first bytes of longer
/// characters. The later bytes of a character end a letter or a sign: word_before tells.
constexpr std::array<std::uint8_t, 256> make_before() {
  std::array<std::uint8_t, 256> before{};
  for (unsigned c = 0; c < 0xC0; ++c) {
    const char as_char = static_cast<char>(c);
    before[c] = c >= 0x80 || !(is_alpha(as_char) || is_digit(as_char) || c == '_') ? 1 : 0;
  }
  return before;
}
constexpr auto kBefore = make_before();

/// The triggers in hashed slots behind a filter over the bytes as they stand, since almost no word is one.
/// Built once.
class Table {
 public:
  Table() {
    for (unsigned c = '0'; c <= '9'; ++c) {
      for (unsigned next = 0; next < 256; ++next) set_pair(c, next);
    }
    for (std::size_t i = 0; i < std::size(kTriggers); ++i) {
      const std::string_view head = kTriggers[i].head;
      admit(head);
      std::size_t slot = hash(head) % kSlots;
      while (slots_[slot] != 0 && kTriggers[slots_[slot] - 1].head != head) slot = (slot + 1) % kSlots;
      if (slots_[slot] == 0) {
        slots_[slot] = static_cast<std::uint16_t>(i + 1);
      } else {
        std::size_t last = slots_[slot];
        while (next_[last - 1] != 0) last = next_[last - 1];
        next_[last - 1] = static_cast<std::uint16_t>(i + 1);
      }
    }
  }

  /// The first place from `at` on where a word or number may begin a reference; the size of the text when
  /// none. `before` is the byte before `at`. All conditions are computed without a branch, since the ends of
  /// words cannot be predicted. False positives only cost time.
  [[nodiscard]] std::size_t next_candidate(std::string_view text, std::size_t at, unsigned before) const {
    const auto* const data = reinterpret_cast<const unsigned char*>(text.data());
    const std::size_t size = text.size();
    for (; at + 2 < size; ++at) {
      if ((passes(data + at) & kBefore[before]) != 0) return at;
      before = data[at];
    }
    return at;
  }

  /// Of three bytes: the lowest bit is set where a word or number that begins so may begin a reference.
  [[nodiscard]] std::uint64_t passes(const unsigned char* data) const {
    const unsigned first = data[0];
    const unsigned second = data[1];
    const std::size_t hashed = triple(first, second, data[2]);
    return pairs_[(first << 8U | second) / 64] >> (second % 64) | triples_[hashed / 64] >> (hashed % 64);
  }

  /// Index of the first trigger for `head` plus one, 0 when none.
  [[nodiscard]] std::size_t find(std::string_view head) const {
    std::size_t slot = hash(head) % kSlots;
    while (slots_[slot] != 0) {
      if (kTriggers[slots_[slot] - 1].head == head) return slots_[slot];
      slot = (slot + 1) % kSlots;
    }
    return 0;
  }
  /// The next trigger for the same head.
  [[nodiscard]] std::size_t next(std::size_t index) const { return next_[index - 1]; }

 private:
  static constexpr std::size_t kSlots = 1024;
  // 16 kB of bits, of which one in twenty is set: small enough for the first cache.
  static constexpr unsigned kTripleBits = 17;

  static std::size_t triple(unsigned first, unsigned second, unsigned third) {
    // Multiplication by 2^32 / golden ratio spreads the three bytes over the upper bits.
    return ((first | second << 8U | third << 16U) * 0x9E3779B1U) >> (32U - kTripleBits);
  }

  void set_pair(unsigned first, unsigned second) {
    pairs_[(first << 8U | second) / 64] |= std::uint64_t{1} << (second % 64);
  }
  void set_triple(unsigned first, unsigned second, unsigned third) {
    const std::size_t hashed = triple(first, second, third);
    triples_[hashed / 64] |= std::uint64_t{1} << (hashed % 64);
  }

  void admit(std::string_view head) {
    constexpr unsigned kAccented = 0xC3;  // begins the accented letters of French
    const auto cases = [](char c) {
      return std::array<unsigned, 2>{static_cast<unsigned char>(c), static_cast<unsigned char>(to_upper(c))};
    };
    for (const unsigned first : cases(head[0])) {
      if (head.size() == 1) {
        // What the references of a lone letter go on with. E2 begins dashes; l’ and d’ begin with it too, are
        // too frequent to look at and never have a dash.
        for (const char c : {'.', '/', '-', '_', ' ', '%', '*', '('})
          set_pair(first, static_cast<unsigned char>(c));
        for (unsigned c = '0'; c <= '9'; ++c) set_pair(first, c);
        set_pair(first, 0xC2);
        if (head[0] == 'c' || head[0] == 't' || head[0] == 'f') set_pair(first, 0xE2);
        continue;
      }
      for (unsigned c = 0x80; c < 0xC0; ++c) set_triple(first, kAccented, c);
      for (const unsigned second : cases(head[1])) {
        if (head.size() > 2) {
          for (const unsigned third : cases(head[2])) set_triple(first, second, third);
          set_triple(first, second, kAccented);
          continue;
        }
        for (unsigned third = 0; third < 256; ++third) {
          const bool letter =
              third < 0x80 ? is_alpha(static_cast<char>(third)) : third != 0xC2 && third != 0xE2;
          if (!letter) set_triple(first, second, third);
        }
      }
    }
  }

  static std::size_t hash(std::string_view head) {
    // FNV-1a.
    std::uint32_t value = 2166136261U;
    for (const char c : head) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
    return value;
  }
  std::array<std::uint64_t, 65536 / 64> pairs_{};
  std::array<std::uint64_t, (std::size_t{1} << kTripleBits) / 64> triples_{};
  std::array<std::uint16_t, kSlots> slots_{};
  std::array<std::uint16_t, std::size(kTriggers)> next_{};
};

inline const Table& table() {
  static const Table kTable;
  return kTable;
}

}  // namespace cote::references
