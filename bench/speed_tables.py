"""The tables of a run of speed.py, in Markdown."""
import re
import statistics

MEGABYTE = 1e6
TITLES = {
    "lucene": "Lucene, FrenchAnalyzer",
    "lucene-words": "Lucene, words as they stand",
    "xapian": "Xapian, plain (text not stored)",
    "cote": "Cote",
}
# Parts of Cote's index, by the beginning of their names, that only exact expressions and passages read, and the stored
# text. What else an index has is needed to rank, to filter and to count.
SET_ASIDE = r"records|streams|position|docdata"
LATENCIES = {
    "ranked": "ranked, top 10",
    "search": "search, top 10 with their records",
    "passages": "search, a passage of each hit",
    "command": "as `cote search` asks: query language, all words, passages, exact total",
    "exact": "ranked, every hit counted",
    "facets": "three facets counted as well (50, 40 and few values)",
    "facets-many-values": "the same, one with a value an act",
    "phrase": "expression of 2 to 4 words, every hit counted",
}
COUNTED = ("exact", "facets", "facets-many-values", "phrase")


def table(head, rows):
    """Lines of a table, or nothing without rows."""
    if not rows:
        return []
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows] + [""]


def ratio(value):
    """A share of the text: .63"""
    return f"{value:.2f}".removeprefix("0")


def microseconds(value):
    """A time that is read at a glance."""
    return f"{value / 1000:,.1f} ms" if value >= 10_000 else f"{value:,.0f} µs"


def fastest(runs):
    """The fastest round: other work on the machine only ever slows one down."""
    return min(runs, key=lambda run: run["seconds"])


def index_rows(collection):
    """Rate, CPU, memory and sizes of every engine."""
    text = collection["text_bytes"]
    for name, result in collection["engines"].items():
        runs = result.get("index")
        if not runs:
            continue
        rates = sorted(text / MEGABYTE / run["seconds"] for run in runs)
        best = fastest(runs)
        shown = f"{rates[-1]:.1f}" + (f" (slowest {rates[0]:.1f})" if len(rates) > 1 else "")
        compact = result.get("compact")
        yield (
            TITLES[name],
            shown,
            f"{best['seconds']:.1f} s",
            f"{best['user_s'] + best['system_s']:.1f} s",
            f"{max(run['peak_mb'] for run in runs):.0f} MB",
            f"{result['bytes'] / MEGABYTE:.1f} MB, {ratio(result['bytes'] / text)}",
            f"{compact['seconds']:.1f} s" if compact else "–",
            f"{result['compact_bytes'] / MEGABYTE:.1f} MB, {ratio(result['compact_bytes'] / text)}" if compact else "–",
            f"{best['foreign']:.2f}",
        )


def part_rows(collection, set_aside):
    """Cote's index by part, and what is left without those that only expressions and passages read."""
    result = collection["engines"].get("cote", {})
    parts, text = result.get("compact_parts"), collection["text_bytes"]
    if not parts:
        return
    for name, size in parts.items():
        mark = "set aside" if re.match(set_aside, name) else ""
        yield (f"`{name}`", f"{size / MEGABYTE:.2f} MB", f"{size / text:.3f}", mark)
    total = sum(parts.values())
    kept = sum(size for name, size in parts.items() if not re.match(set_aside, name))
    yield ("all", f"{total / MEGABYTE:.2f} MB", f"{total / text:.3f}", "")
    yield ("without what is set aside", f"{kept / MEGABYTE:.2f} MB", f"{kept / text:.3f}", "")


def latency_rows(collection):
    """Every kind of query, every engine."""
    for kind, title in LATENCIES.items():
        for name, result in collection["engines"].items():
            found = result.get("latency", {}).get(kind)
            if not found:
                continue
            queries = found.get("queries", found.get("nq"))
            yield (
                title,
                TITLES[name],
                microseconds(found["median_us"]),
                microseconds(found["p95_us"]),
                microseconds(found["p99_us"]),
                ", ".join(microseconds(found[key]) for key in ("cpu_median_us", "cpu_p95_us") if key in found),
                queries,
                # Plain Xapian says how many came back, not how many there are.
                f"{found['hits'] / queries:,.0f}" if kind in COUNTED and name != "xapian" else "",
                f"{found['peak_mb']:.0f} MB",
            )


def group_rows(collection):
    """Expressions by kind and by length."""
    groups = {
        name: result["latency"]["phrase"]["groups"]
        for name, result in collection["engines"].items()
        if "groups" in result.get("latency", {}).get("phrase", {})
    }
    names = dict.fromkeys(group for found in groups.values() for group in found)
    for group in sorted(names, key=lambda group: group[0].isdigit()):
        cells = []
        for found in groups.values():
            one = found.get(group)
            cells.append(f"{microseconds(one['median_us'])}, {microseconds(one['slowest_us'])}" if one else "–")
        yield (group, *cells)
    if groups:
        yield ("", *(TITLES[name] for name in groups))


def cold_rows(collection):
    """Cold searches."""
    titles = {
        "start": "`cote --version`",
        "cached": "`cote search`, files in the page cache",
        "evicted": "`cote search`, index and command evicted from it",
        "dropped": "`cote search`, the whole page cache dropped",
    }
    found = collection["engines"].get("cote", {}).get("cold_s", {})
    for key, times in found.items():
        wall, cpu = times["wall_s"], times["cpu_s"]
        cells = (statistics.median(wall), max(wall), statistics.median(cpu))
        yield (titles[key], *(f"{seconds * 1000:.1f} ms" for seconds in cells))


def rate_aims(collection, least):
    """Index rate beside `least`, engine -> factor."""
    found = {
        name: collection["text_bytes"] / MEGABYTE / fastest(result["index"])["seconds"]
        for name, result in collection["engines"].items()
        if result.get("index")
    }
    for name, factor in least.items():
        if "cote" in found and name in found:
            wanted = factor * found[name]
            what, enough = f"index rate, {factor:g} times {TITLES[name]}", found["cote"] >= wanted
            yield what, f"{found['cote']:.1f} MB/s", f"{wanted:.1f} MB/s", enough


def size_aims(collection, kept_share, set_aside):
    """Compacted size beside Lucene's, and without what is set aside."""
    found, text = collection["engines"], collection["text_bytes"]
    cote = found.get("cote", {})
    if "compact_bytes" not in cote:
        return
    if "compact_bytes" in found.get("lucene", {}):
        size, wanted = cote["compact_bytes"] / text, found["lucene"]["compact_bytes"] / text
        yield "size compacted, at most Lucene's", ratio(size), ratio(wanted), size <= wanted
    kept = sum(size for name, size in cote["compact_parts"].items() if not re.match(set_aside, name)) / text
    yield "size without what is set aside", ratio(kept), ratio(kept_share), kept <= kept_share


def latency_aims(collection, kind, factor, clock):
    """Median and p95 beside Lucene's; `clock` is "" for wall time, "cpu_" for the thread's own."""
    found = {name: result.get("latency", {}).get(kind) for name, result in collection["engines"].items()}
    if not found.get("cote") or not found.get("lucene"):
        return
    for key in ("median", "p95"):
        got, wanted = (found[name][f"{clock}{key}_us"] for name in ("cote", "lucene"))
        wanted *= factor
        what = f"{LATENCIES[kind]}, {key}, at most {factor:g} times Lucene's"
        yield what, microseconds(got), microseconds(wanted), got <= wanted


def facet_aims(collection, clock):
    """Facets beside their own aim and beside the same search without them."""
    latency = collection["engines"].get("cote", {}).get("latency", {})
    for kind in ("facets", "facets-many-values"):
        if kind in latency and "exact" in latency:
            got, plain = latency[kind][clock + "median_us"], latency["exact"][clock + "median_us"]
            yield f"{LATENCIES[kind]}, 15 ms", microseconds(got), microseconds(15_000), got <= 15_000
            yield f"{LATENCIES[kind]}, twice without", microseconds(got), microseconds(2 * plain), got <= 2 * plain


def aims(data, set_aside, clock):
    """What Cote is to reach, what it does reach, and whether that is enough."""
    found = data["collections"]
    rows = []
    for name, rates, kept, factor in (("short", {"lucene": 1, "xapian": 5}, 0.20, 1.5), ("long", {"lucene": 1.5}, 0.18, 1)):
        if name not in found:
            continue
        one = [*rate_aims(found[name], rates), *size_aims(found[name], kept, set_aside)]
        for kind, times in (("ranked", factor), ("phrase", 1)):
            one += latency_aims(found[name], kind, times, clock)
        rows += [(name, *row) for row in one]
    rows += [("twice", *row) for row in facet_aims(found.get("twice", {"engines": {}}), clock)]
    for name, collection in found.items():
        cote = collection["engines"].get("cote", {})
        if cote.get("index"):
            peak = max(run["peak_mb"] for run in cote["index"])
            rows.append((name, "peak memory of indexing", f"{peak:.0f} MB", "300 MB", peak < 300))
        if "cold_s" in cote:
            cold = statistics.median(cote["cold_s"]["cached"]["wall_s"]) * 1000
            rows.append((name, "cold search", f"{cold:.1f} ms", "30 ms", cold < 30))
    return [(*row[:4], "yes" if row[4] else "no") for row in rows]


def tables(data, set_aside=SET_ASIDE, clock=""):
    """All tables of a run."""
    machine = data["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in data["versions"].items() if version)
    lines = [
        f"{machine['date']}, {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; load "
        f"{machine['load'][0]} at the beginning, {machine['load_at_end'][0]} at the end; {versions}.",
        *(f"Skipped: {note}" for note in data["notes"]),
        "",
    ]
    for name, collection in data["collections"].items():
        lines += [f"### {name}: {collection['documents']:,} documents, {collection['text_bytes'] / MEGABYTE:.1f} MB", ""]
        lines += table(
            ("engine", "MB/s", "time", "CPU", "peak", "size, of text", "compaction", "compacted, of text", "CPU of others"),
            list(index_rows(collection)),
        )
        lines += table(("part", "bytes", "of text", ""), list(part_rows(collection, set_aside)))
        head = ("query", "engine", "median", "p95", "p99", "CPU: median, p95", "queries", "hits", "peak")
        lines += table(head, list(latency_rows(collection)))
        groups = list(group_rows(collection))
        if groups:
            lines += table(("expressions: median, slowest", *groups[-1][1:]), groups[:-1])
        compared = collection.get("expressions")
        if compared:
            lines += [
                f"Of {compared['expressions']} expressions {compared['equal']} have as many hits in both "
                f"(Cote {compared['hits_cote']:,} in all, Lucene by words {compared['hits_lucene_words']:,}).",
                "",
            ]
        lines += table(("cold start", "median", "slowest", "CPU"), list(cold_rows(collection)))
    rows = aims(data, set_aside, clock)
    if rows:
        lines += ["### aims", "", *table(("collection", "what", "Cote", "aim", "met"), rows)]
    return "\n".join(lines)
