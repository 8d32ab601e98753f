#!/usr/bin/env python3
"""Queries for measuring latency, drawn from a collection with a fixed seed.

    make_queries.py phrases DOCS.jsonl OUT.tsv    exact expressions of 2, 3 and 4 words
    make_queries.py facets DOCS.jsonl OUT.tsv     words that together stand in about HITS documents

OUT: name TAB text. Latency of ranked search is taken on the development topics of a collection and needs no file.

phrases: COUNT of each length and of each of three kinds, named KIND-LENGTH-NUMBER.
  frequent  each word stands in a tenth of the documents at least, and one is no stop word: half of them from the
            200 that most documents have (« conseil de sécurité » in a collection on it), half drawn from all
  random    from a random place of a random document, not stop words alone
  content   the same, without any stop word
They stand within a line, between single spaces, and have letters only: elided articles and hyphens are read
differently by every engine, and counts are to be comparable.

facets: single words and pairs, to be joined by OR, whose documents are nearest to HITS in number. Words are compared as
they stand, so an engine that knows inflections finds more.
"""
import argparse
import collections
import itertools
import json
import random
import re
from pathlib import Path

STOP_WORDS = Path(__file__).resolve().parent.parent / "analyzers" / "lexicon" / "stopwords_fr.txt"
SEED = 1325
# Documents whose expressions are counted; every n-th, so that about so many characters are read.
SAMPLE_CHARACTERS = 10_000_000
LENGTHS = (2, 3, 4)
FREQUENT_SHARE = 0.1
MOST_FREQUENT = 200
# Words that are common enough to be half of a pair.
PAIR_WORDS = 60

WORD = re.compile(r"[^\W\d_]+")
RUN = re.compile(r"(?<![\w’'-])[^\W\d_]+(?: [^\W\d_]+)+(?![\w’'-])")


def texts(path):
    """Title and text of every record."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield record.get("title", "") + "\n" + record.get("text", "")


def stop_words():
    """Cote's own list; « # » begins a comment."""
    lines = STOP_WORDS.read_text(encoding="utf-8").splitlines()
    return {word for line in lines for word in line.partition("#")[0].split()}


def runs(text):
    """Stretches of plain words, in lower case."""
    return [run.group().lower().split(" ") for run in RUN.finditer(text)]


def expressions(text, length):
    """Every expression of that many words, once for each place."""
    for run in runs(text):
        for begin in range(len(run) - length + 1):
            yield tuple(run[begin : begin + length])


def frequent(sampled, common, stop, length, count, rng):
    """Expressions of words that very many documents have."""
    found = collections.Counter()
    for text in sampled:
        found.update(set(expressions(text, length)))
    found = collections.Counter(
        {one: n for one, n in found.items() if common.issuperset(one) and not stop.issuperset(one)}
    )
    # Equal counts in the order of the alphabet: a Counter's own order depends on the process.
    ordered = sorted(found, key=lambda one: (-found[one], one))
    head, tail = ordered[:MOST_FREQUENT], ordered[MOST_FREQUENT:]
    drawn = rng.sample(head, min(len(head), count // 2))
    return drawn + rng.sample(tail, min(len(tail), count - len(drawn)))


def from_places(sampled, accepted, length, count, rng):
    """Expressions from random places of random documents."""
    drawn = {}
    # A collection of very short texts may not have so many.
    for _ in range(count * 200):
        if len(drawn) == count:
            break
        places = [one for one in expressions(rng.choice(sampled), length) if accepted(one)]
        if places:
            drawn[rng.choice(places)] = None
    return list(drawn)


def phrases(path, count):
    """(name, text) of the expressions."""
    rng = random.Random(SEED)
    stop = stop_words()
    characters, documents, word_documents = 0, 0, collections.Counter()
    for text in texts(path):
        characters += len(text)
        documents += 1
        word_documents.update(set(WORD.findall(text.lower())))
    common = {word for word, n in word_documents.items() if n >= FREQUENT_SHARE * documents}
    sampled = list(itertools.islice(texts(path), 0, None, max(1, characters // SAMPLE_CHARACTERS)))
    for length in LENGTHS:
        kinds = {
            "frequent": frequent(sampled, common, stop, length, count, rng),
            "random": from_places(sampled, lambda one: not stop.issuperset(one), length, count, rng),
            "content": from_places(sampled, stop.isdisjoint, length, count, rng),
        }
        for kind, drawn in kinds.items():
            for number, words in enumerate(drawn, 1):
                yield f"{kind}-{length}-{number:03}", " ".join(words)


def facets(path, count, hits):
    """(name, text) of words and pairs of words with about so many hits."""
    stop = stop_words()
    sets = collections.defaultdict(set)
    word_documents = collections.Counter()
    for text in texts(path):
        word_documents.update(set(WORD.findall(text.lower())))
    words = sorted(word_documents, key=lambda word: (-word_documents[word], word))
    # Single letters are items of lists: nobody searches them.
    words = [word for word in words if len(word) > 2 and word not in stop][:PAIR_WORDS]
    for number, text in enumerate(texts(path)):
        for word in set(words).intersection(WORD.findall(text.lower())):
            sets[word].add(number)
    found = {word: len(sets[word]) for word in words}
    found |= {" ".join(pair): len(sets[pair[0]] | sets[pair[1]]) for pair in itertools.combinations(words, 2)}
    nearest = sorted(found, key=lambda text: (abs(found[text] - hits), text))
    single = [text for text in nearest if " " not in text]
    pairs = [text for text in nearest if " " in text]
    chosen = single[: max(1, count // 5)] + pairs[: count - max(1, count // 5)]
    for number, text in enumerate(chosen, 1):
        yield f"facets-{len(text.split())}-{number:03}", text


def main():
    parser = argparse.ArgumentParser(description="Draws queries for measuring latency.")
    parser.add_argument("what", choices=("phrases", "facets"))
    parser.add_argument("docs")
    parser.add_argument("out")
    parser.add_argument("--count", type=int, help="of each kind and length (default 40), of facet queries in all (10)")
    parser.add_argument("--hits", type=int, default=100_000, help="of a facet query, about")
    arguments = parser.parse_args()
    if arguments.what == "phrases":
        drawn = phrases(arguments.docs, arguments.count or 40)
    else:
        drawn = facets(arguments.docs, arguments.count or 10, arguments.hits)
    with open(arguments.out, "w", encoding="utf-8") as out:
        for name, text in drawn:
            out.write(f"{name}\t{text}\n")


if __name__ == "__main__":
    main()
