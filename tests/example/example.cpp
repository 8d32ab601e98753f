// The README's example, word for word (check.py beside it checks that, and what it prints).
#include <cote/indexer.hpp>
#include <cote/searcher.hpp>
#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  cote::Document report;
  report.id = "rapport-1";
  report.title = "Rapport sur le Soudan du Sud";
  report.paragraphs.push_back(
      {.ordinal = 1, .number = "1", .text = "L’O.N.U. y a déployé une mission, la MINUSS."});

  cote::Indexer indexer(argv[1]);
  indexer.add(report);
  indexer.commit();

  cote::Searcher searcher(argv[1]);
  for (const cote::Hit& hit : searcher.search({.text = "UNMISS"}).hits) {
    std::cout << hit.passages.front().citation << ": " << hit.passages.front().text << '\n';
  }
}
