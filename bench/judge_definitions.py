#!/usr/bin/env python3
"""Precision and recall of find_definitions() on all excerpts of tests/data/definitions.tsv.

  judge_definitions.py --program build/release/tests/analyzers_test

The test by itself reads the excerpts of the bundled sample. Those of the development collections ($COTE_SHARED, else
../shared), which are not part of Cote, are put in their place here, then the test prints the counts of each source and
every difference. Exit code: the test's; 77 where a collection is missing.
"""
import argparse
import hashlib
import json
import lzma
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "data" / "definitions.tsv"
SHARED = pathlib.Path(os.environ.get("COTE_SHARED", ROOT.parent / "shared"))


def texts(collection, wanted):
    """id -> text as the table counts its characters."""
    path = SHARED / "collections" / collection / "docs.jsonl.xz"
    if not path.exists():
        print(f"{collection}: not found, nothing is judged", file=sys.stderr)
        sys.exit(77)
    out = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in wanted:
                out[record["id"]] = " ".join(record["text"].replace("\u00ad", "").split())
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="analyzers_test")
    program = parser.parse_args().program
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    places = {}
    for source, excerpt, *_ in rows:
        if excerpt.startswith("@"):
            places.setdefault(source, set()).add(excerpt[1:].rsplit(":", 3)[0])
    found = {source: texts(source, wanted) for source, wanted in places.items()}
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as table:
        for source, excerpt, *rest in rows:
            if excerpt.startswith("@"):
                identifier, begin, length, digest = excerpt[1:].rsplit(":", 3)
                excerpt = found[source][identifier][int(begin):int(begin) + int(length)]
                if hashlib.sha256(excerpt.encode()).hexdigest()[:8] != digest:
                    sys.exit(f"{source} {identifier}: another text than the one that was judged")
            print(source, excerpt, *rest, sep="\t", file=table)
        table.flush()
        env = {**os.environ, "COTE_DEFINITIONS": table.name, "COTE_SHOW": "1"}
        return subprocess.run([program, "definitions judged by hand are found"], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
