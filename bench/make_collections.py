#!/usr/bin/env python3
"""Collections made from one of short sections, for measuring speed and size.

    make_collections.py acts SECTIONS.jsonl OUT.jsonl     the sections joined by act: long documents
    make_collections.py twice SECTIONS.jsonl OUT.jsonl    the sections twice over with three facets: many hits

SECTIONS has {"id", "title", "text"} a line, the id being ACT-NUMBER and the sections of an act in a row, as in
canada-sections of the development collections.

acts: id ACT, the title of its first section, the texts with a blank line between them.
twice: every section, then every section again with "-bis" behind its id. They carry no metadata, so they get some:
`date` (a year of fifty) and `organisation` (one of forty, some with many acts and some with few), both made up from
the act's id and equal for all its sections; `acte`, the act's title, about 4,000 values. Cote itself derives `type`.
"""
import argparse
import itertools
import json
import zlib

FIRST_YEAR, YEARS, ORGANISATIONS = 1975, 50, 40


def records(path):
    """The records of a JSONL file, one by one."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def act_of(record):
    """The act that a section belongs to."""
    return record["id"].rpartition("-")[0] or record["id"]


def acts(sections):
    """One record an act."""
    for act, group in itertools.groupby(sections, key=act_of):
        group = list(group)
        yield {"id": act, "title": group[0]["title"], "text": "\n\n".join(section["text"] for section in group)}


def with_facets(section):
    """The section with three facets that its act decides."""
    number = zlib.crc32(act_of(section).encode())
    # The product of two even spreads is uneven: the first organisation has a tenth of all acts, the last hardly any.
    uneven = (number >> 8) % ORGANISATIONS * ((number >> 16) % ORGANISATIONS) // ORGANISATIONS
    return section | {
        "date": str(FIRST_YEAR + number % YEARS),
        "organisation": f"Organisation {uneven + 1:02}",
        "acte": section["title"],
    }


def twice(path):
    """Every section, then every section again under another id."""
    for suffix in ("", "-bis"):
        for section in records(path):
            yield with_facets(section) | {"id": section["id"] + suffix}


def main():
    parser = argparse.ArgumentParser(description="Makes collections for measuring from one of short sections.")
    parser.add_argument("what", choices=("acts", "twice"))
    parser.add_argument("sections")
    parser.add_argument("out")
    arguments = parser.parse_args()
    made = acts(records(arguments.sections)) if arguments.what == "acts" else twice(arguments.sections)
    with open(arguments.out, "w", encoding="utf-8") as out:
        for record in made:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
