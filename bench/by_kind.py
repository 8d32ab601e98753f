#!/usr/bin/env python3
"""Scores of one or more runs by kind of query.

    by_kind.py NEEDS QRELS RUN... [-m MEASURE]

NEEDS is a table with the topic's id in its first column and its kind in the second (corpus/topics/needs.tsv). The measure is
any that `cote eval` knows, nDCG@10 unless told. Environment: COTE_BINARY (default build/release/cote).
"""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

COTE = os.environ.get("COTE_BINARY") or str(Path(__file__).resolve().parent.parent / "build" / "release" / "cote")


def kinds_of(needs):
    """Topic -> kind, in the order of the file."""
    rows = (line.split("\t") for line in Path(needs).read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def means_by_kind(topics, kinds):
    """Kind -> (mean, topics) over the scores {topic: score}; kinds in the order of `kinds`."""
    grouped = {}
    for topic, kind in kinds.items():
        if topic in topics:
            grouped.setdefault(kind, []).append(topics[topic])
    return {kind: (sum(scores) / len(scores), len(scores)) for kind, scores in grouped.items()}


def main():
    parser = argparse.ArgumentParser(description="Scores by kind of query.")
    parser.add_argument("needs")
    parser.add_argument("qrels")
    parser.add_argument("runs", nargs="+")
    parser.add_argument("-m", "--measure", default="nDCG@10")
    arguments = parser.parse_args()
    kinds = kinds_of(arguments.needs)
    columns = []
    for run in arguments.runs:
        done = subprocess.run([COTE, "eval", arguments.qrels, run, "--per-topic", "--format", "json", "-m", arguments.measure],
                              capture_output=True, check=False)
        if done.returncode != 0:
            sys.exit(done.stderr.decode(errors="replace").strip())
        result = json.loads(done.stdout)["runs"][0]
        by_topic = {topic: scores[arguments.measure] for topic, scores in result["topics"].items()}
        columns.append((Path(run).stem, means_by_kind(by_topic, kinds), result["scores"][arguments.measure]))
    print("| " + arguments.measure + " | topics | " + " | ".join(name for name, _, _ in columns) + " |")
    print("|---|---" + "|---" * len(columns) + "|")
    for kind in dict.fromkeys(kinds.values()):
        if kind in columns[0][1]:
            print(f"| {kind} | {columns[0][1][kind][1]} | " + " | ".join(f"{means[kind][0]:.3f}" for _, means, _ in columns) + " |")
    print(f"| all | {sum(topics for _, topics in columns[0][1].values())} | " + " | ".join(f"{mean:.3f}" for _, _, mean in columns) + " |")


if __name__ == "__main__":
    main()
