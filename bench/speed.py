#!/usr/bin/env python3
"""Index rate, size, memory and latency of Cote beside Lucene and plain Xapian, in one sitting.

    speed.py NAME                       measures everything; raw data in bench/runs/NAME.json, tables on standard output
    speed.py --show bench/runs/NAME.json    the tables of an earlier run

    --collections short,long,twice      which; default all
    --engines lucene,lucene-words,xapian,cote
    --repeat N                          index so many times, in turns; the tables show the fastest round (1)
    --reps N                            time every query so many times (3)
    --docs FILE --topics FILE           sections and topics of your own (JSONL, TSV)
    --work FOLDER                       for data and indexes, 3 GB (build/speed); what is there is used again
    --no-index                          time queries on the indexes of the last run
    --cpu                               hold latencies to their aims by CPU time, steadier on a busy machine
    --drop-caches                       as root: empty the whole page cache before cold searches, which slows others

Collections: short is canada-sections (97,857 sections, from $COTE_SHARED, default ../shared), long its acts, twice the
sections twice over with facets (make_collections.py; queries: make_queries.py). lucene is FrenchAnalyzer, lucene-words
an analyzer whose phrases are the same question as Cote's expressions (peers/LuceneBench.java). What is missing is
skipped, and said. Indexing is timed to where it is durable and searchable; compaction apart. Queries are timed on the
compacted indexes, one thread.

Environment: COTE_BINARY, COTE_SEARCH_SPEED (default build/release/cote and cote_search_speed), COTE_SHARED, LUCENE_JARS;
COTE_SPEED_SECONDS, for one kind of Cote's queries (60): where searches take long, fewer are timed.
"""
import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import engines
import machine
import speed_tables

COLD_SEARCHES = 20
COLLECTIONS = ("short", "long", "twice")
ENGINES = ("lucene", "lucene-words", "xapian", "cote")
# Facets that the doubled collection has: few values, forty and fifty; then one with a value an act.
FACETS = {"facets": ("annee", "type", "organisation"), "facets-many-values": ("annee", "type", "acte")}


def say(text):
    """Progress, for the person who waits."""
    print(f"speed: {text}", file=sys.stderr, flush=True)


def make(script, *arguments):
    """Runs one of the scripts that make data; a process of its own keeps this one small (machine.run says why)."""
    subprocess.run([sys.executable, engines.BENCH / script, *map(str, arguments)], check=True)


def sections_of(arguments, work):
    """The JSONL file of the sections, unpacked if need be."""
    if arguments.docs:
        return Path(arguments.docs).resolve()
    packed = engines.SHARED / "collections" / "canada-sections" / "docs.jsonl.xz"
    docs = work / "sections.jsonl"
    if not docs.exists():
        if not packed.exists():
            sys.exit(f"speed: no {packed}; COTE_SHARED says where the collections are, or --docs FILE")
        with open(docs.with_suffix(".part"), "wb") as out:
            subprocess.run(["xz", "-dc", packed], stdout=out, check=True)
        docs.with_suffix(".part").rename(docs)
    return docs


def prepare(name, sections, work):
    """(documents, queries by use) of a collection, made where they are missing or older than the sections."""
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    docs = sections if name == "short" else folder / "docs.jsonl"
    queries = {"facets": folder / "facets.tsv"} if name == "twice" else {"phrase": folder / "phrases.tsv"}
    scripts = max((engines.BENCH / script).stat().st_mtime for script in ("make_collections.py", "make_queries.py"))
    newest = max(sections.stat().st_mtime, scripts)
    stale = [path for path in (docs, *queries.values()) if not path.exists() or path.stat().st_mtime < newest]
    if docs in stale and name != "short":
        make("make_collections.py", "acts" if name == "long" else "twice", sections, docs)
    for use, path in queries.items():
        if docs in stale or path in stale:
            # About half of the documents: 100,000 hits in the whole collection.
            hits = ["--hits", sum(1 for _ in open(docs, "rb")) * 100_000 // 195_714] if use == "facets" else []
            make("make_queries.py", "facets" if use == "facets" else "phrases", docs, path, *hits)
    return docs, queries


def facts(docs):
    """What tells one collection from another."""
    documents, text, digest = 0, 0, hashlib.sha256()
    with open(docs, "rb") as lines:
        for line in lines:
            digest.update(line)
            record = json.loads(line)
            documents += 1
            text += len((record.get("title", "") + record.get("text", "")).encode())
    return {"documents": documents, "text_bytes": text, "sha256": digest.hexdigest()[:16]}


def engines_of(names, collection, work, notes):
    """Those of the named engines that can be measured here."""
    programs, folder = work / "programs", work / collection / "indexes"
    made = {}
    for name in names:
        try:
            if name == "cote":
                made[name] = engines.Cote(name, folder)
            elif name == "xapian":
                made[name] = engines.PlainXapian(name, folder, programs)
            else:
                analyzer = "words" if name == "lucene-words" else "french"
                made[name] = engines.Lucene(name, folder, programs, analyzer)
        except engines.Missing as missing:
            if str(missing) not in notes:
                notes.append(str(missing))
                say(f"skipped: {missing}")
    return made


def index_all(chosen, docs, repeat, results):
    """Indexes with all engines in turns, so that a noisy minute does not strike one alone; then compacts."""
    for _ in range(repeat):
        for name, engine in chosen.items():
            say(f"{engine.folder.parent.parent.name}: {name} indexes")
            result = results.setdefault(name, {"index": []})
            result["index"].append(engine.index(docs))
            result["bytes"] = result["index"][-1]["bytes"]
    for name, engine in chosen.items():
        result = results[name]
        result["parts"] = engine.parts()
        result["compact"] = engine.compact()
        result["compact_bytes"] = engine.bytes()
        result["compact_parts"] = engine.parts()


def by_kind(each):
    """Medians of the kinds of expressions, and hits by name, of a file of --each."""
    times, hits = {}, {}
    with open(each, encoding="utf-8") as lines:
        for line in lines:
            name, count, microseconds = line.rstrip("\n").split("\t")
            hits[name] = int(count)
            kind, length, _ = name.split("-")
            for group in (kind, f"{length} words"):
                times.setdefault(group, []).append(float(microseconds))
    groups = {
        group: {"median_us": round(statistics.median(found), 1), "slowest_us": max(found), "queries": len(found)}
        for group, found in times.items()
    }
    return groups, hits


def compare(hits):
    """How far the counts of the expressions agree between Cote and the engine that is asked the same."""
    cote, other = hits.get("cote"), hits.get("lucene-words")
    if not cote or not other:
        return None
    common = sorted(set(cote) & set(other))
    different = {name: [cote[name], other[name]] for name in common if cote[name] != other[name]}
    return {
        "expressions": len(common),
        "equal": len(common) - len(different),
        "hits_cote": sum(cote[name] for name in common),
        "hits_lucene_words": sum(other[name] for name in common),
        "different_most": dict(sorted(different.items(), key=lambda one: -abs(one[1][0] - one[1][1]))[:10]),
    }


def latencies(chosen, queries, topics, reps, results, folder):
    """Times all kinds of queries; gives how the counts of expressions compare."""
    hits = {}
    for name, engine in chosen.items():
        say(f"{engine.folder.parent.parent.name}: {name} answers")
        latency = results.setdefault(name, {}).setdefault("latency", {})
        if "facets" in queries:
            if name == "cote":
                for kind in ("ranked", "exact"):
                    latency[kind] = engine.latency(kind, queries["facets"], reps)
                for kind, facets in FACETS.items():
                    latency[kind] = engine.latency("facets", queries["facets"], reps, facets=facets)
            elif name == "lucene":
                for kind in ("ranked", "exact"):
                    latency[kind] = engine.latency(kind, queries["facets"], reps)
            continue
        if topics and name != "lucene-words":
            kinds = {"cote": ("ranked", "search", "passages", "command", "exact"), "lucene": ("ranked", "exact")}
            for kind in kinds.get(name, ("ranked",)):
                latency[kind] = engine.latency(kind, topics, reps)
        each = None if name == "xapian" else folder / f"each.{name}.tsv"
        latency["phrase"] = engine.latency("phrase", queries["phrase"], reps, each)
        if each:
            latency["phrase"]["groups"], hits[name] = by_kind(each)
    return compare(hits)


def cold(cote, topics, drop_all):
    """Seconds of `cote search`, process start included: with the files in the page cache, then without."""
    with open(topics, encoding="utf-8") as lines:
        asked = [line.rstrip("\n").partition("\t")[2] for line, _ in zip(lines, range(COLD_SEARCHES))]
    cote.cold(asked[:1], False)
    result = {"start": cote.start(COLD_SEARCHES), "cached": cote.cold(asked, False), "evicted": cote.cold(asked, True)}
    if drop_all:
        result["dropped"] = {"wall_s": [], "cpu_s": []}
        for text in asked:
            os.sync()
            Path("/proc/sys/vm/drop_caches").write_text("3\n", encoding="ascii")
            for key, seconds in cote.cold([text], False).items():
                result["dropped"][key] += seconds
    return result


def measure(arguments):
    """The whole sitting, as it goes into the file."""
    work = Path(arguments.work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    sections = sections_of(arguments, work)
    topics = Path(arguments.topics) if arguments.topics else None
    if not topics and not arguments.docs:
        topics = engines.SHARED / "collections" / "canada-sections" / "topics.dev.tsv"
    packages = ("liblucene8-java", "openjdk-17-jdk-headless", "libxapian-dev")
    data = {
        "machine": machine.describe(),
        "versions": {
            "cote": machine.version_of([engines.COTE, "--version"]),
            "java": machine.version_of(["java", "-version"]),
            "lucene": None,
        }
        | {package: machine.package_version(package) for package in packages},
        "settings": {"repeat": arguments.repeat, "reps": arguments.reps, "index_threads": engines.INDEX_THREADS},
        "notes": [],
        "collections": {},
    }
    for name in arguments.collections.split(","):
        say(f"{name}: the collection")
        docs, queries = prepare(name, sections, work)
        collection = data["collections"][name] = facts(docs) | {"engines": {}}
        results = collection["engines"]
        names = arguments.engines.split(",")
        if name == "twice":
            names = [engine for engine in names if engine in ("cote", "lucene")]
        chosen = engines_of(names, name, work, data["notes"])
        if not arguments.no_index:
            index_all(chosen, docs, arguments.repeat, results)
        collection["expressions"] = latencies(chosen, queries, topics, arguments.reps, results, work / name)
        if name == "short" and "cote" in chosen and topics:
            results["cote"]["cold_s"] = cold(chosen["cote"], topics, arguments.drop_caches)
        for result in results.values():
            for run in result.get("index", []):
                data["versions"]["lucene"] = run.get("version", data["versions"]["lucene"])
    data["machine"]["load_at_end"] = machine.describe()["load"]
    return data


def named(text, known):
    """The comma-separated names, if all are known."""
    unknown = [name for name in text.split(",") if name not in known]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(known)}")
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0], epilog="More in the head of this file.")
    parser.add_argument("name", nargs="?", help="of the run: bench/runs/NAME.json")
    parser.add_argument("--show", metavar="FILE", help="print the tables of an earlier run")
    parser.add_argument("--collections", default=",".join(COLLECTIONS), type=lambda text: named(text, COLLECTIONS))
    parser.add_argument("--engines", default=",".join(ENGINES), type=lambda text: named(text, ENGINES))
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--docs")
    parser.add_argument("--topics")
    parser.add_argument("--work", default=str(engines.ROOT / "build" / "speed"))
    parser.add_argument("--out", help="folder of the raw data", default=str(engines.BENCH / "runs"))
    parser.add_argument("--no-index", action="store_true")
    parser.add_argument("--drop-caches", action="store_true")
    parser.add_argument("--cpu", action="store_true", help="compare latencies by CPU time: steadier on a busy machine")
    parser.add_argument("--set-aside", default=speed_tables.SET_ASIDE, help="parts that only expressions and passages read")
    arguments = parser.parse_args()
    if arguments.show:
        data = json.loads(Path(arguments.show).read_text(encoding="utf-8"))
    elif arguments.name:
        try:
            data = measure(arguments)
        except (machine.Failed, OSError, subprocess.CalledProcessError) as error:
            sys.exit(f"speed: {error}")
        out = Path(arguments.out) / f"{arguments.name}.json"
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    else:
        parser.error("a NAME, or --show FILE")
    print(speed_tables.tables(data, arguments.set_aside, "cpu_" if arguments.cpu else ""), end="")


if __name__ == "__main__":
    main()
