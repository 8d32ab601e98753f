"""The engines that speed.py measures: how each indexes, compacts and answers.

Every engine has a name, `index(docs)`, `compact()`, `latency(kind, queries, reps, each)`, `bytes()` and `parts()`.
index() and compact() give what machine.run() gives, with `seconds`: from the first document to an index that is durable
and searchable. Lucene and plain Xapian time themselves, so starting them is not counted; Cote's seconds are those of
the whole command, since that is what its users wait for.
"""
import os
import shutil
import subprocess
from pathlib import Path

import machine

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
SHARED = Path(os.environ.get("COTE_SHARED") or ROOT.parent / "shared")
COTE = os.environ.get("COTE_BINARY") or str(ROOT / "build" / "release" / "cote")
SEARCH_SPEED = os.environ.get("COTE_SEARCH_SPEED") or str(ROOT / "build" / "release" / "cote_search_speed")

JARS = Path(os.environ.get("LUCENE_JARS") or "/usr/share/java")
INDEX_THREADS = 2
# Enough for the buffer of 256 MB and a merge; the collector is the virtual machine's own choice.
JAVA = ["java", "-Xmx2g"]
# The virtual machine compiles what is run often; before that it is several times slower.
JAVA_WARM_SECONDS = 5
# Of a kind of query, about: of searches that take long fewer are timed.
SECONDS = os.environ.get("COTE_SPEED_SECONDS") or 60


class Missing(Exception):
    """An engine cannot be measured here; the text says what it takes."""


def seconds_of(runs):
    """Wall and CPU seconds of short runs."""
    return {
        "wall_s": [run["wall_s"] for run in runs],
        "cpu_s": [round(run["user_s"] + run["system_s"], 4) for run in runs],
    }


class Engine:
    """What all engines have in common: a folder of their own."""

    def __init__(self, name, work):
        self.name = name
        self.folder = Path(work) / name

    def clear(self):
        """Removes the index of an earlier round."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)

    def compact(self):
        """Nothing that could be compacted."""
        return None

    def bytes(self):
        """Size of the index as it stands."""
        return machine.folder_bytes(self.folder)

    def parts(self):
        """The same by kind of file."""
        return machine.parts(self.folder)


class Lucene(Engine):
    """Debian's Lucene through peers/LuceneBench.java: two threads, text stored. `analyzer` as there."""

    def __init__(self, name, work, programs, analyzer):
        super().__init__(name, work)
        self.analyzer = analyzer
        jars = [sorted(JARS.glob(f"lucene-{part}-8*.jar")) for part in ("core", "analyzers-common", "queryparser")]
        if not all(jars) or not shutil.which("javac"):
            raise Missing("Lucene: apt-get install liblucene8-java openjdk-17-jdk-headless")
        classes = Path(programs) / "lucene"
        classes.mkdir(parents=True, exist_ok=True)
        path = ":".join(str(found[-1]) for found in jars)
        subprocess.run(["javac", "-cp", path, "-d", classes, BENCH / "peers" / "LuceneBench.java"], check=True)
        self.command = [*JAVA, "-cp", f"{path}:{classes}", "LuceneBench"]

    def index(self, docs):
        self.clear()
        return machine.run([*self.command, "index", docs, self.folder, INDEX_THREADS, self.analyzer], quiet=False)

    def compact(self):
        return machine.run([*self.command, "merge", self.folder], quiet=False)

    def latency(self, kind, queries, reps, each=None):
        rest = [kind, queries, reps, JAVA_WARM_SECONDS] + ([each] if each else [])
        return machine.run([*self.command, "query", self.folder, self.analyzer, *rest], quiet=False)


class PlainXapian(Engine):
    """Xapian as most people write it, by the program of the shared harness. The text is not stored."""

    def __init__(self, name, work, programs):
        super().__init__(name, work)
        source = SHARED / "peers" / "xapian" / "xapian_peer.cc"
        if not source.exists():
            raise Missing(f"plain Xapian: no {source} (COTE_SHARED says where else)")
        program = Path(programs) / "xapian_peer"
        program.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["c++", "-O2", "-std=c++17", "-o", program, source, "-lxapian"], check=True)
        self.command = [program]
        self.compacted = None

    def clear(self):
        super().clear()
        shutil.rmtree(self.answers(), ignore_errors=True)

    def answers(self):
        """The compacted copy, which is what is searched."""
        return self.folder.with_name(self.folder.name + ".compact")

    def index(self, docs):
        self.clear()
        done = machine.run([*self.command, "index", docs, self.folder], quiet=False)
        self.compacted = {"seconds": done.pop("compact_s")}
        return done | {"seconds": done.pop("index_s"), "bytes": done.pop("index_bytes"), "documents": done.pop("ndocs")}

    def compact(self):
        return self.compacted

    def bytes(self):
        return machine.folder_bytes(self.answers() if self.answers().exists() else self.folder)

    def parts(self):
        return machine.parts(self.answers() if self.answers().exists() else self.folder)

    def latency(self, kind, queries, reps, each=None):
        """Ranked, or phrases: those go in quotes, their hits are estimated and not counted."""
        asked = self.folder.with_name("asked.tsv")
        with open(queries, encoding="utf-8") as lines, open(asked, "w", encoding="utf-8") as out:
            for line in lines:
                name, _, text = line.rstrip("\n").partition("\t")
                out.write(f'{name}\t"{text}"\n' if kind == "phrase" else f"{name}\t{text}\n")
        return machine.run([*self.command, "query", self.answers(), asked, 10, "-", f"reps={reps}"], quiet=False)


class Cote(Engine):
    """The command `cote` and the library, through cote_search_speed."""

    def __init__(self, name, work):
        super().__init__(name, work)
        for program in (COTE, SEARCH_SPEED):
            if not os.access(program, os.X_OK):
                raise Missing(f"Cote: no {program}; build it with -DCOTE_BUILD_BENCH=ON (COTE_BINARY, COTE_SEARCH_SPEED)")

    def index(self, docs):
        self.clear()
        done = machine.run([COTE, "index", "-i", self.folder, docs], quiet=False)
        return done | {"seconds": done["wall_s"], "bytes": self.bytes()}

    def compact(self):
        if machine.version_of([COTE, "help", "compact"]) is None:
            return None
        done = machine.run([COTE, "compact", "-i", self.folder], quiet=False)
        return done | {"seconds": done["wall_s"]}

    def latency(self, kind, queries, reps, each=None, facets=()):
        options = ["--queries", queries, "--kind", kind, "--reps", reps, "--seconds", SECONDS]
        options += [word for facet in facets for word in ("--facet", facet)]
        return machine.run([SEARCH_SPEED, *options, *(["--each", each] if each else []), self.folder], quiet=False)

    def cold(self, queries, dropped):
        """`cote search` of each of the queries, one process each. `dropped`: index and command are read from the disk
        again."""
        runs = []
        for text in queries:
            if dropped:
                machine.evict([*machine.files_of(self.folder), Path(COTE)])
            # 1: nothing found.
            runs.append(machine.run([COTE, "search", "-i", self.folder, "--", text], allowed=(0, 1)))
        return seconds_of(runs)

    def start(self, times):
        """The command that does nothing: what of a cold search is not Cote's index."""
        return seconds_of([machine.run([COTE, "--version"]) for _ in range(times)])
