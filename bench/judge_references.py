#!/usr/bin/env python3
"""Precision and recall of find_references() on excerpts judged by hand: tests/data/references_judged.tsv.

  judge_references.py --program build/release/cote_reference_speed   figures for each family
  judge_references.py --program … --misses                           and each difference
  judge_references.py --draw                                         the excerpts to judge, with their keys empty

The draw is fixed: texts in the order of a hash of their id, so that nobody chooses what is judged. The sections of
Canadian law stand in the development collections ($COTE_SHARED, else ../shared), which are not part of Cote: the
table holds their ids and places only, and those rows are left out, saying so, where the collection is missing. Exit
code 1: a figure is below what --least-precision and --least-recall ask; 77: nothing could be judged.
"""
import argparse
import hashlib
import html
import json
import lzma
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "data" / "references_judged.tsv"
REPORTS = ROOT / "corpus" / "reports"
SEED = "references judged"
LONGEST = 280  # characters of an excerpt: a sentence or two, enough to see what is meant
NO_REFERENCE = "-"

# What may be a reference in Canadian law, far wider than the parser's own rules, and how many excerpts are drawn of
# each; "digit" is any line with a digit and none of the others, to see what is found where nothing is.
CANADA_CUES = [
    ("chapter", r"\b(?:ch|chap)\. ?|\bchapitre [A-Z]?-?\d|\bL\.? ?R\.|\bL\.C\.|\bS\.C\.|\bc\. [A-Z]?-?\d", 70),
    ("instrument", r"DORS|SOR/|\bTR/|C\.P\. |C\.R\.C|\bdécret no", 50),
    ("code", r"\bCode\b", 30),
    ("code article", r"articles? [\d.]+ (?:du|et|ou|à) .{0,20}Code|Code .{0,30}art(?:icle|\.) ", 20),
    ("treaty", r"Conventions?\b|Protocole|Traité|Accord\b|Charte", 35),
    ("resolution", r"[Rr]ésolutions? [A-Z\d]|Conseil de sécurité", 25),
    ("symbol", r"[A-Z]{2,}[/.-]\d|\d/\d|\d-\d|\bnos? \d|\bn[°º]|\[\d{4}\]|\d{4} [A-Z]{3}|règlement \(", 25),
    ("digit", r"\d", 60),
]
# The bundled sample, at most a few excerpts a text so that the long ones do not decide alone.
SAMPLE_CUES = [
    ("symbol", r"[A-Z]+/[A-Z0-9]|[Rr]ésolution|\bn[°ºo]s? ?\d|\bnos \d|\b[LRD]\. ?\d|\bart(?:icle|\.)|[Dd]irective|[Rr]èglement"
               r"|\b[Ll]oi\b|[Dd]écret|Convention|Protocole|C-\d|requête|COM\(|JO |Communiqué|COMM", 160),
    ("digit", r"\d", 30),
]
A_TEXT = 5


def rank(text_id, cue):
    return hashlib.sha256(f"{SEED}:{cue}:{text_id}".encode()).hexdigest()


def collection():
    """Path of the Canadian sections, or None."""
    shared = pathlib.Path(os.environ.get("COTE_SHARED", ROOT.parent / "shared"))
    path = shared / "collections" / "canada-sections" / "docs.jsonl.xz"
    return path if path.exists() else None


def sections(path, wanted=None):
    """id -> text of the sections, or of those wanted."""
    out = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if wanted is None or record["id"] in wanted:
                out[record["id"]] = record["text"]
    return out


def sample_texts():
    """Paragraphs of the sample's text formats that are UTF-8: (id, text)."""
    tag = re.compile(r"<[^>]*>")
    for path in sorted(REPORTS.iterdir()):
        if path.suffix not in (".txt", ".md", ".html", ".jsonl"):
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        if path.suffix == ".jsonl":
            whole = [(record["id"], record["text"]) for record in map(json.loads, text.splitlines())]
        elif path.suffix == ".html":
            blocks = re.sub(r"</(?:p|li|h\d|td|div)>", "\n\n", text)
            whole = [(path.name, html.unescape(tag.sub("", blocks)))]
        else:
            whole = [(path.name, text)]
        for name, body in whole:
            for paragraph in re.split(r"\n\s*\n", body):
                yield name, " ".join(paragraph.split())


def excerpt(text, begin, end):
    """[from, to) of the line around a cue, cut at spaces to LONGEST characters."""
    first = text.rfind("\n", 0, begin) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > LONGEST:
        middle = begin - LONGEST // 3
        if middle > first:
            first = text.find(" ", middle, begin + 1) + 1 or begin
        if last - first > LONGEST:
            last = text.rfind(" ", end, first + LONGEST)
            last = max(end, last)
    return first, last


def draw_canada(texts):
    used = set()
    for cue, pattern, count in CANADA_CUES:
        matcher = re.compile(pattern)
        others = re.compile("|".join(other for name, other, _ in CANADA_CUES if name != "digit"))
        drawn = 0
        for text_id in sorted(texts, key=lambda i: rank(i, cue)):
            if drawn == count:
                break
            text = texts[text_id]
            body = text.find("\n") + 1  # the first line is the section's own number
            for found in matcher.finditer(text, body):
                first, last = excerpt(text, found.start(), found.end())
                if last - first < 40 or (cue == "digit" and others.search(text[first:last])):
                    continue
                if text_id not in used:
                    used.add(text_id)
                    drawn += 1
                    yield text_id, first, last, text[first:last]
                break


def draw_sample():
    used = set()
    paragraphs = list(sample_texts())
    for cue, pattern, count in SAMPLE_CUES:
        matcher = re.compile(pattern)
        others = re.compile("|".join(other for name, other, _ in SAMPLE_CUES if name != "digit"))
        of_text = defaultdict(int)
        drawn = 0
        for name, text in sorted(set(paragraphs), key=lambda p: rank("".join(p), cue)):
            if drawn == count:
                break
            found = matcher.search(text)
            if not found or not re.search(r"\d", text) or of_text[name] == A_TEXT:
                continue
            first, last = excerpt(text, found.start(), found.end())
            cut = text[first:last]
            if cut in used or len(cut) < 20 or "\t" in cut or (cue == "digit" and others.search(cut)):
                continue
            used.add(cut)
            of_text[name] += 1
            drawn += 1
            yield name, re.sub(r"(?<=[a-zà-ÿ])- (?=[a-zà-ÿ])", "", cut)  # a word cut at a line's end


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def draw():
    path = collection()
    if path:
        for text_id, first, last, text in draw_canada(sections(path)):
            print(f"canada-sections:{text_id}\t{first}-{last}\t{digest(text)}\t{text}")
    for name, text in draw_sample():
        print(f"sample:{name}\t{text}\t")


def read_table():
    """(source, text, what is expected) of each row whose text is at hand: each expected reference is a list of the
    keys that are right for it."""
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
    wanted = {row[0].partition(":")[2] for row in rows if row[0].startswith("canada-sections:")}
    path = collection()
    texts = sections(path, wanted) if path else {}
    judged = []
    missing = 0
    for row in rows:
        if row[0].startswith("canada-sections:"):
            source, place, check, keys = row
            first, last = map(int, place.split("-"))
            text = texts.get(source.partition(":")[2], "")[first:last]
            if digest(text) != check:
                missing += 1
                continue
        else:
            source, text, keys = row
        expected = [] if keys == NO_REFERENCE else [key.split(" or ") for key in keys.split(" | ")]
        judged.append((source, text, expected))
    return judged, missing


def found_in(program, texts):
    """For each text its references: (kind, keys that this place may have, excerpt)."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("".join(text + "\n" for text in texts))
        file.flush()
        out = subprocess.run([program, "--list", file.name], check=True, capture_output=True, text=True).stdout
    places = [{} for _ in texts]
    for line in out.splitlines():
        number, begin, end, kind, key = line.split("\t")[:5]
        place = places[int(number) - 1].setdefault((int(begin), int(end)), (kind, []))
        place[1].append(key)
    return [[(kind, keys) for (_, (kind, keys)) in sorted(of_text.items())] for of_text in places]


def family(key):
    """What a reference is of, for the figures; by its key, since a reference that was not found has no kind."""
    for name, pattern in (
        ("Canada: statutes", r"CA(-[A-Z]{2})?:(?!TR/|DORS/|CP/|code|reglement)[A-Z]+:"),
        ("Canada: instruments", r"CA(-[A-Z]{2})?:(TR/|DORS/|CP/|CRC|reglement)"),
        ("articles of codes", r"([A-Z-]+:)?(code-|art:)"),
        ("laws and decrees", r"([A-Z]{2}:)?(loi|decret|ordonnance|arrete)"),
        ("UN resolutions", r"(S|A|A/HRC|E|E/CN\.4)/RES/"),
        ("UN documents", r"(S|A|E|CCPR|CRC|CEDAW|CERD|CAT)/"),
        ("European Union", r"3\d{4}[A-Z]\d+$|COM|JOIN|C-\d|JO:"),
        ("African Union", r"PSC/|Assembly/|EX\.CL/"),
    ):
        if re.match(pattern, key):
            return name
    return "other organisations"


def percent(part, whole):
    return f"{100 * part / whole:6.1f} %" if whole else "     – "


def judge(arguments):
    rows, missing = read_table()
    if missing:
        print(f"{missing} rows left out: the collection canada-sections is not at hand or has changed", file=sys.stderr)
    if not rows:
        return 77
    right, expected_of, found_of = defaultdict(int), defaultdict(int), defaultdict(int)
    clean = sum(1 for _, _, expected in rows if not expected)
    disturbed = 0
    for (source, text, expected), found in zip(rows, found_in(arguments.program, [text for _, text, _ in rows])):
        open_keys = list(expected)
        wrong = []
        for keys in expected:
            expected_of[family(keys[0])] += 1
        for kind, keys in found:
            match = next((want for want in open_keys if set(want) & set(keys)), None)
            if match is None:
                found_of[family(keys[0])] += 1
                wrong.append(" or ".join(keys))
            else:
                open_keys.remove(match)
                found_of[family(match[0])] += 1
                right[family(match[0])] += 1
        disturbed += bool(wrong and not expected)
        if arguments.misses and (wrong or open_keys):
            print(f"{source}: « {text} »")
            if open_keys:
                print("    missed:", " | ".join(" or ".join(keys) for keys in open_keys))
            if wrong:
                print("    wrong: ", " | ".join(wrong))
    print(f"{'family':22} {'judged':>6} {'found':>6} {'right':>6} {'precision':>10} {'recall':>10}")
    names = sorted(set(expected_of) | set(found_of), key=lambda name: -expected_of[name])
    for name in names:
        print(f"{name:22} {expected_of[name]:6} {found_of[name]:6} {right[name]:6} "
              f"{percent(right[name], found_of[name]):>10} {percent(right[name], expected_of[name]):>10}")
    all_right, all_found, all_expected = sum(right.values()), sum(found_of.values()), sum(expected_of.values())
    print(f"{'all':22} {all_expected:6} {all_found:6} {all_right:6} "
          f"{percent(all_right, all_found):>10} {percent(all_right, all_expected):>10}")
    print(f"{clean} excerpts without a reference: something found in {disturbed}")
    low = all_right < arguments.least_precision * all_found or all_right < arguments.least_recall * all_expected
    return 1 if low else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draw", action="store_true")
    parser.add_argument("--program", default=os.environ.get("COTE_REFERENCE_SPEED", "build/release/cote_reference_speed"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--least-precision", type=float, default=0)
    parser.add_argument("--least-recall", type=float, default=0)
    arguments = parser.parse_args()
    if arguments.draw:
        draw()
        return 0
    return judge(arguments)


if __name__ == "__main__":
    sys.exit(main())
