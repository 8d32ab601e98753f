#!/usr/bin/env python3
"""Does the engine still score what bench/expected says?

    check_expected.py sample                 compare; exit 0 as expected, 1 something moved, 2 cannot be measured,
                                             77 the collection is not here
    check_expected.py --approve sample cdtn  write the figures of today into the files

Environment: COTE_BINARY (default build/release/cote), COTE_SHARED (default ../shared beside the checkout).

A figure that moves beyond its tolerance fails, for the better too: whoever moved it runs --approve, and the changed
file says so in the same commit, with the reason beside it. Each file (TOML) has:

    docs topics qrels        paths; those that begin with "shared/" are below $COTE_SHARED, the others below the checkout
    run                      options of `cote run` besides -i and --topics
    [index]                  keys of `cote stats --json` that must be equal
    [scores] [tolerance]     by measure: what `cote eval` says, and how far a figure may be from it
    needs, [kinds]           if given: a table of topics and their kinds, and nDCG@10 by kind of query
"""
import argparse
import json
import lzma
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from by_kind import kinds_of, means_by_kind

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = ROOT / "bench" / "expected"
SHARED = Path(os.environ.get("COTE_SHARED") or ROOT.parent / "shared")
COTE = os.environ.get("COTE_BINARY") or str(ROOT / "build" / "release" / "cote")
SKIPPED = 77


class CannotMeasure(Exception):
    pass


def cote(*arguments, **options):
    """Standard output of the command; its own message when it fails."""
    done = subprocess.run([COTE, *map(str, arguments)], capture_output=True, check=False, **options)
    if done.returncode != 0:
        raise CannotMeasure(f"cote {arguments[0]} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def path_of(name):
    first, _, rest = name.partition("/")
    return SHARED / rest if first == "shared" else ROOT / name


def unpacked(source, folder):
    if source.suffix != ".xz":
        return source
    target = folder / source.stem
    with lzma.open(source) as packed, open(target, "wb") as plain:
        shutil.copyfileobj(packed, plain)
    return target


def measure(expected, folder):
    """(index statistics, scores, scores by kind) of today, with the keys of the file."""
    index, run = folder / "index", folder / "run"
    cote("index", "-i", index, unpacked(path_of(expected["docs"]), folder))
    stats = json.loads(cote("stats", "-i", index, "--json"))
    run.write_bytes(cote("run", "-i", index, "--topics", path_of(expected["topics"]), *expected["run"]))
    measures = [word for name in expected["scores"] for word in ("-m", name)]
    scores = json.loads(cote("eval", path_of(expected["qrels"]), run, "--format", "json", *measures))["runs"][0]["scores"]
    kinds = {}
    if "needs" in expected:
        by_topic = json.loads(cote("eval", path_of(expected["qrels"]), run, "--format", "json", "--per-topic", "-m", "nDCG@10"))
        topics = {topic: values["nDCG@10"] for topic, values in by_topic["runs"][0]["topics"].items()}
        kinds = {kind: mean for kind, (mean, _) in means_by_kind(topics, kinds_of(path_of(expected["needs"]))).items()}
    return {key: stats[key] for key in expected["index"]}, scores, kinds


def moved(expected, stats, scores, kinds):
    """A line for each figure that is not what the file says."""
    lines = []
    for key, wanted in expected["index"].items():
        if stats[key] != wanted:
            lines.append(f"index {key}: {stats[key]}, expected {wanted}")
    figures = [(name, scores[name], wanted) for name, wanted in expected["scores"].items()]
    figures += [(kind, kinds.get(kind, 0.0), wanted) for kind, wanted in expected.get("kinds", {}).items()]
    for name, score, wanted in figures:
        tolerance = expected["tolerance"].get(name, expected["tolerance"]["default"])
        if abs(score - wanted) > tolerance:
            lines.append(f"{name}: {score:.4f}, expected {wanted:.4f} ± {tolerance} ({score - wanted:+.4f})")
    lines += [f"kind without an expected figure: {kind}" for kind in kinds if kind not in expected.get("kinds", {})]
    return lines


def approve(file, stats, scores, kinds):
    """Replaces the values of [index], [scores] and [kinds]; comments and everything else stay."""
    section, lines = "", []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip()
        key = re.split(r"\s*=\s*", line, maxsplit=1)[0] if not line.startswith('"') else line.split('"')[1]
        comment = line.partition("#")[1] and "  # " + line.partition("#")[2].strip()
        if section == "[index]" and key in stats:
            line = f"{key} = {json.dumps(stats[key])}{comment}"
        elif section == "[scores]" and key in scores:
            line = f'"{key}" = {scores[key]:.4f}{comment}'
        elif section == "[kinds]" and key in kinds:
            line = f'"{key}" = {kinds.pop(key):.4f}{comment}'
        lines.append(line)
        if section == "[kinds]" and line.startswith("["):
            lines += [f'"{kind}" = {mean:.4f}' for kind, mean in kinds.items() if f'"{kind}" =' not in file.read_text(encoding="utf-8")]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(name, approving):
    file = EXPECTED / (name + ".toml")
    if not file.is_file():
        known = ", ".join(sorted(path.stem for path in EXPECTED.glob("*.toml")))
        raise CannotMeasure(f"no {file.relative_to(ROOT)}; known: {known}")
    expected = tomllib.loads(file.read_text(encoding="utf-8"))
    missing = [key for key in ("docs", "topics", "qrels") if not path_of(expected[key]).exists()]
    if missing and not all(expected[key].startswith("shared/") for key in missing):
        raise CannotMeasure(f"{file.relative_to(ROOT)} names files that are not in the checkout: "
                            + ", ".join(expected[key] for key in missing))
    if missing:
        print(f"{name}: skipped, {path_of(expected[missing[0]])} is not here (COTE_SHARED says where)")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="cote-expected-") as folder:
        stats, scores, kinds = measure(expected, Path(folder))
    lines = moved(expected, stats, scores, kinds)
    if approving:
        approve(file, stats, scores, kinds)
        lines = [line.replace(", expected", ", was") for line in lines]
    print("\n".join([f"{name}: " + ("as expected" if not lines else "moved")] + ["  " + line for line in lines]))
    if not lines or approving:
        return 0
    print(f"If that is meant: bench/check_expected.py --approve {name}, and say why in {file.relative_to(ROOT)}.")
    return 1


def main():
    parser = argparse.ArgumentParser(description="Compares the engine's scores with bench/expected.")
    parser.add_argument("names", nargs="+", help="files of bench/expected, without .toml")
    parser.add_argument("--approve", action="store_true", help="write today's figures into the files")
    arguments = parser.parse_args()
    try:
        codes = [check(name, arguments.approve) for name in arguments.names]
    except (CannotMeasure, OSError, KeyError, tomllib.TOMLDecodeError) as error:
        kind = "" if isinstance(error, CannotMeasure) else type(error).__name__ + ": "
        print(f"check_expected: {kind}{error}", file=sys.stderr)
        return 2
    failed = [code for code in codes if code not in (0, SKIPPED)]
    return failed[0] if failed else (SKIPPED if SKIPPED in codes else 0)


if __name__ == "__main__":
    sys.exit(main())
