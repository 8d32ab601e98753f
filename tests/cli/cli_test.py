#!/usr/bin/env python3
"""Tests of the command `cote` as its users call it: exit codes, streams, JSON, CSV, bad input, golden outputs.

    COTE_BINARY=build/release/cote python3 tests/cli/cli_test.py [--approve] [unittest's arguments]

--approve rewrites tests/golden/*.txt with what the command prints now: read the difference before committing it.
The source root is $COTE_SOURCE_DIR, else the one that this file stands in.
"""

import contextlib
import csv
import fcntl
import io
import json
import os
import pathlib
import pty
import re
import resource
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

try:
    import jsonschema
except ImportError:
    jsonschema = None

ROOT = pathlib.Path(os.environ.get("COTE_SOURCE_DIR") or pathlib.Path(__file__).resolve().parents[2])
BINARY = str(pathlib.Path(os.environ.get("COTE_BINARY", "build/release/cote")).resolve())
REPORTS = ROOT / "corpus" / "reports"
GOLDEN = ROOT / "tests" / "golden"
APPROVE = "--approve" in sys.argv
SANITIZED = b"__asan_init" in pathlib.Path(BINARY).read_bytes() if pathlib.Path(BINARY).exists() else False
SECONDS = 120 if SANITIZED else 60


class Result:
    def __init__(self, code, out, err):
        self.code = code
        self.out = out.decode("utf-8")  # whatever comes in, what goes out is UTF-8
        self.err = err.decode("utf-8")

    def __repr__(self):
        return f"code {self.code}\n--- out\n{self.out}\n--- err\n{self.err}"


def environment(**changes):
    env = {k: v for k, v in os.environ.items() if k not in ("COTE_INDEX", "NO_COLOR")}
    env.update(changes)
    return env


def cote(*args, cwd=None, stdin=b"", env=None, **options):
    done = subprocess.run([BINARY, *args], input=stdin, capture_output=True, cwd=cwd, env=env or environment(),
                          timeout=SECONDS, check=False, **options)
    return Result(done.returncode, done.stdout, done.stderr)


def record(identifier, text="Le texte du rapport.", **more):
    return json.dumps({"id": identifier, "title": f"Titre {identifier}", "text": text, **more}, ensure_ascii=False) + "\n"


class CommandTest(unittest.TestCase):
    """A folder of its own for each test; the sample is indexed once, in cls.sample."""

    @classmethod
    def setUpClass(cls):
        cls.base = pathlib.Path(tempfile.mkdtemp(prefix="cote-cli-"))
        cls.addClassCleanup(shutil.rmtree, cls.base)
        cls.sample = str(cls.base / "sample.index")
        done = cote("index", "-i", cls.sample, str(REPORTS))
        if done.code != 0:
            raise AssertionError(f"the sample could not be indexed: {done}")

    def setUp(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(dir=self.base))
        self.index = str(self.dir / "i")

    def write(self, name, content):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def expect(self, result, code, err=(), no_err=(), out=None):
        self.assertEqual(result.code, code, result)
        for part in (err,) if isinstance(err, str) else err:
            self.assertIn(part, result.err, result)
        for part in (no_err,) if isinstance(no_err, str) else no_err:
            self.assertNotIn(part, result.err, result)
        if out is not None:
            self.assertEqual(result.out, out, result)
        if code == 2:
            self.assertEqual(result.out, "", result)
            self.assertNotEqual(result.err, "", result)
        return result

    def fails(self, *args, err=(), **options):
        return self.expect(cote(*args, **options), 2, err)

    def search(self, *args, code=0, index=None, **options):
        return self.expect(cote("search", "-i", index or self.sample, *args, **options), code)

    def found(self, *args, code=0, index=None):
        return json.loads(self.search("--json", *args, code=code, index=index).out)

    def ids(self, *args, code=0, index=None):
        return [hit["id"] for hit in self.found(*args, code=code, index=index)["hits"]]

    def validate(self, name, value):
        if jsonschema is None:
            self.skipTest("python3-jsonschema is not installed")
        schema = json.loads((ROOT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(value, schema, cls=jsonschema.Draft202012Validator)


class Refs(CommandTest):
    """cote refs: who bears, who cites, what a document cites; the citation graph."""

    def setUp(self):
        super().setUp()
        source = self.write("s.jsonl", record("base", symbol="S/2012/376") + record("rev", symbol="S/2012/376/Rev.1")
                            + record("prose", "1. Rien.\n\n2. Sa résolution 1612 (2005) du Conseil de sécurité et S/2012/376.")
                            + record("code", "Selon l'article L. 2143-1 du code du travail.") + record("none", "Rien."))
        self.expect(cote("index", "-i", self.index, source), 0)

    def refs(self, *args, code=0):
        return self.expect(cote("refs", "-i", self.index, *args), code)

    def object(self, *args, code=0):
        value = json.loads(self.refs("--json", *args, code=code).out)
        self.validate("refs", value)
        return value

    def test_a_reference(self):
        value = self.object("résolution", "1612")
        self.assertEqual(list(value), ["canonical", "display", "kind", "date", "own", "cited_by"])
        self.assertEqual([value[key] for key in ("canonical", "display", "kind", "date", "own")],
                         ["S/RES/1612", "S/RES/1612 (2005)", "un_resolution", "2005", []])
        self.assertEqual([list(citing) for citing in value["cited_by"]], [["id", "paragraph", "ordinal", "page", "text"]])
        self.assertEqual(value["cited_by"][0]["id"], "prose")
        self.assertIn("résolution 1612 (2005)", value["cited_by"][0]["text"])
        text = self.refs("s/res/1612").out
        for part in ("S/RES/1612 (2005)", "citée par 1 document", "prose", "résolution 1612 (2005)"):
            self.assertIn(part, text)

    def test_own_documents(self):
        value = self.object("s/2012/376")
        self.assertEqual((value["own"], [citing["id"] for citing in value["cited_by"]]), (["base"], ["prose"]))
        self.assertEqual(self.ids("s/2012/376", index=self.index), ["rev", "base", "prose"])
        hits = self.found("cote:s/2012/376", index=self.index)["hits"]
        self.assertEqual([hit["metadata"].get("replaced_by") for hit in hits], [None, ["S/2012/376/Rev.1"]])
        self.assertIn("remplacé par S/2012/376/Rev.1", self.search("s/2012/376", index=self.index).out)

    def test_what_a_document_cites(self):
        value = self.object("--of", "prose")
        self.assertEqual(list(value), ["id", "cites"])
        self.assertEqual([list(one) for one in value["cites"]], [["canonical", "display", "kind", "paragraph", "ordinal"]] * 2)
        self.assertEqual([one["canonical"] for one in value["cites"]], ["S/2012/376", "S/RES/1612"])
        self.assertIn("2 références", self.refs("--of", "prose").out)
        self.assertEqual(self.object("--of", "none", code=1)["cites"], [])
        self.assertIn("ne cite aucune référence", self.refs("--of", "none", code=1).err)
        self.assertIn("aucun document « prosa »", self.refs("--of", "prosa", code=1).err)

    def test_nothing_found(self):
        self.assertIn("ne porte ni ne cite S/RES/1325 (2000)", self.expect(self.refs("S/RES/1325", code=1), 1, out="").err)
        self.assertEqual(self.object("S/RES/1325", code=1)["cited_by"], [])
        self.assertIn("la forme d'aucune référence", self.refs("bonjour", code=1).err)
        self.assertIsNone(self.object("bonjour", code=1)["kind"])
        self.refs("A" + "/12" * 3300, code=1)

    def test_wrong_use(self):
        self.fails("refs", "-i", self.index, err="il manque la référence")
        self.fails("refs", "-i", self.index, "--of", "prose", "x", err="argument de trop")
        self.fails("refs", "-i", self.index, "--export", "png", err="graphml")
        self.fails("refs", "-i", self.index, "--export", "dot", "--json", err="--json")
        self.fails("refs", "-i", str(self.dir / "no"), "S/RES/1325", err="introuvable")

    def test_export(self):
        import xml.etree.ElementTree as tree
        space = "{http://graphml.graphdrawing.org/xmlns}"
        graph = tree.fromstring(self.refs("--export", "graphml").out).find(space + "graph")
        nodes = {node.get("id") for node in graph.findall(space + "node")}
        edges = [(edge.get("source"), edge.get("target")) for edge in graph.findall(space + "edge")]
        self.assertEqual(len(nodes), 4 + 4)
        self.assertEqual(len(edges), 3 + 2)
        for ends in edges:
            self.assertTrue(set(ends) <= nodes)
        self.assertIn('label="S/RES/1612 (2005)"', self.refs("--export", "dot").out)

    def test_most_cited(self):
        value = json.loads(self.expect(cote("stats", "-i", self.index, "--references", "-n", "2", "--json"), 0).out)
        self.assertEqual([one["documents"] for one in value["references"]], [1, 1])
        self.assertIn("1 document", self.expect(cote("stats", "-i", self.index, "--references"), 0).out)


class Usage(CommandTest):
    """Wrong uses are 2, with a French message that names what is wrong; help is 0."""

    CASES = [
        # why, arguments, parts of the message
        ("no command", [], ["il manque la commande : index, search, show", "stats"]),
        ("unknown command lists the commands", ["trouve"], ["commande inconnue : « trouve »", "Commandes : index, search, show", "analyze, help"]),
        ("a near command is proposed", ["serch", "x"], ["vouliez-vous dire « search » ?"]),
        ("option before the command", ["-i", "x", "search", "y"], ["les options suivent la commande"]),
        ("unknown option", ["search", "--foo", "x"], ["option inconnue --foo", "voir « cote search --help »"]),
        ("near option", ["search", "--limt", "3", "x"], ["option inconnue --limt ; vouliez-vous dire --limit ?"]),
        ("query that begins with -", ["search", "-mot"], ["option inconnue -mot", "cote search -- -mot"]),
        ("word that begins with -", ["search", "-n", "3", "paix", "-guerre", "eau"], ["cote search --limit=3 -- paix -guerre eau"]),
        ("-nord is not -n ord", ["search", "paix", "-nord"], ["option inconnue -nord", "cote search -- paix -nord"]),
        ("-image is not -i mage", ["search", "-image"], ["option inconnue -image"]),
        ("negative number is no word", ["search", "-2017"], ["option inconnue -2017"]),
        ("long option with dashes only in front", ["show", "-x"], ["un argument qui commence par - suit -- : cote show -- -x"]),
        ("negative limit", ["search", "-n", "-5", "x"], ["--limit", "nombre entier", "« -5 »"]),
        ("limit that is no number", ["search", "--limit", "dix", "x"], ["« dix »"]),
        ("limit out of range", ["search", "--limit", "99999999999999999999", "x"], ["1\u202f000\u202f000\u202f000"]),
        ("value missing", ["search", "x", "--limit"], ["--limit attend une valeur"]),
        ("value empty", ["search", "x", "--limit="], ["--limit attend une valeur"]),
        ("value is an option", ["search", "x", "--limit", "--json"], ["--limit attend une valeur", "« --json » est une option"]),
        ("flag with a value", ["search", "--json=oui", "x"], ["--json ne prend pas de valeur"]),
        ("option twice", ["search", "-n", "1", "--limit", "2", "x"], ["--limit est donné deux fois"]),
        ("outputs exclude each other", ["search", "--json", "--csv", "x"], ["--json et --csv s'excluent"]),
        ("outputs exclude each other, other order", ["search", "--csv", "--jsonl", "x"], ["--csv et --jsonl s'excluent"]),
        ("value of a list", ["search", "--match", "tout", "x"], ["--match", "auto, all ou any", "« tout »"]),
        ("order", ["search", "--sort", "titre", "x"], ["relevance, date ou -date"]),
        ("colour", ["search", "--color", "oui", "x"], ["auto, always ou never"]),
        ("passage of no characters", ["search", "--passage-chars", "0", "x"], ["de 1 à"]),
        ("empty query", ["search"], ["la requête est vide", "--filter"]),
        ("blank query", ["search", " \t"], ["la requête est vide"]),
        ("filter without =", ["search", "--filter", "Mali", "x"], ["--filter attend FACETTE=VALEUR", "« Mali »"]),
        ("filter without a facet", ["search", "--filter", "=Mali", "x"], ["FACETTE=VALEUR"]),
        ("filter without a value", ["search", "--filter", "pays=", "x"], ["FACETTE=VALEUR"]),
        ("facet with no values", ["search", "--facet", "pays:0", "x"], ["--facet attend", "« pays:0 »"]),
        ("no id", ["show"], ["il manque l'ID"]),
        ("two ids", ["show", "a", "b"], ["un seul ID"]),
        ("paragraph and ordinal", ["show", "a", "-P", "1", "--ordinal", "1"], ["--paragraph et --ordinal s'excluent"]),
        ("ordinal from 1", ["show", "a", "--ordinal", "0"], ["de 1 à"]),
        ("stats takes no words", ["stats", "x"], ["argument de trop : « x »"]),
        ("no text", ["analyze"], ["il manque le texte"]),
        ("no source", ["index"], ["il manque la source"]),
        ("unit", ["index", "--unit", "page", "x"], ["document ou paragraph", "« page »"]),
        ("too little memory", ["index", "--memory", "0", "x"], ["--memory : attend un nombre entier de 32 à 1\u202f048\u202f576", "« 0 »"]),
        ("memory with a unit", ["index", "--memory", "1Go", "x"], ["--memory : attend un nombre entier", "« 1Go »"]),
        ("no thread", ["index", "--threads", "0", "x"], ["--threads : attend un nombre entier de 1 à 64", "« 0 »"]),
        ("too many threads", ["index", "--threads=65", "x"], ["de 1 à 64", "« 65 »"]),
        ("fewer than no threads", ["index", "--threads", "-1", "x"], ["de 1 à 64", "« -1 »"]),
        ("compact takes no words", ["compact", "x"], ["argument de trop : « x »"]),
        ("compact without an index", ["compact"], ["cote.index", "introuvable"]),
        ("standard input twice", ["index", "-", "-"], ["qu'une fois"]),
        ("help of an unknown command", ["help", "trouve"], ["commande inconnue"]),
    ]

    def test_wrong_uses(self):
        for why, args, parts in self.CASES:
            with self.subTest(why):
                # In a folder without an index: what is wrong is said before an index is looked for.
                self.fails(*args, err=parts, cwd=self.dir)
        self.assertEqual(os.listdir(self.dir), [])

    def test_help_and_version(self):
        for args in (["--help"], ["-h"], ["help"], *([c, "--help"] for c in ("index", "search", "show", "stats", "analyze", "compact"))):
            with self.subTest(args):
                result = self.expect(cote(*args), 0)
                self.assertEqual(result.err, "")
                self.assertIn("Usage : cote", result.out)
                self.assertRegex(result.out, r"Exemples? :")
        self.assertRegex(self.expect(cote("--version"), 0).out, r"^cote \d+\.\d+\.\d+\n$")
        self.assertEqual(cote("help", "search").out, cote("search", "x", "-h").out)

    def test_help_shows_defaults_and_both_ways_of_an_expression(self):
        text = re.sub(r"\s+", " ", cote("search", "--help").out)
        for part in ("(défaut : 10)", "(défaut : auto)", "(défaut : relevance)", "(défaut : 400)",
                     "$COTE_INDEX, sinon ./cote.index", "'\"opérations de paix\"'", "--phrase opérations de paix"):
            self.assertIn(part, text)

    def test_help_is_french(self):
        for command in ("index", "search", "show", "stats", "analyze", "compact"):
            text = cote(command, "--help").out
            for word in ("UINT", "INT in", "Options:", "Positionals", "REQUIRED", "Excludes", "TEXT:", "Env"):
                self.assertNotIn(word, text)

    def test_no_pilcrow(self):
        for args in (["--help"], ["search", "--help"], ["search", "-i", self.sample, "MINUSS"]):
            self.assertNotIn("¶", cote(*args).out)


class Words(CommandTest):
    """The words of a query arrive as they were typed, whatever stands around them."""

    def query(self, *args):
        done = cote("search", "-i", self.sample, "--json", *args)
        self.assertIn(done.code, (0, 1), done)
        return json.loads(done.out)["query"]

    def test_words(self):
        for why, args, want in [
            ("joined by a space", ["protection", "des", "civils"], "protection des civils"),
            ("brackets with a comma", ["[a,b]"], "[a,b]"),
            ("brackets with a comma among words", ["droit", "[a,b]", "asile"], "droit [a,b] asile"),
            ("comma", ["droit,", "asile"], "droit, asile"),
            ("braces", ["{}"], "{}"),
            ("names of commands", ["search", "index", "stats"], "search index stats"),
            ("++", ["++"], "++"),
            ("a lone dash", ["paix", "-", "sécurité"], "paix - sécurité"),
            ("percent signs", ["%%", "x"], "%% x"),
            ("option after the words", ["paix", "-n", "3"], "paix"),
            ("option between the words", ["paix", "-n", "3", "eau"], "paix eau"),
            ("a filter takes one value", ["--filter", "pays=Mali", "protection", "des", "civils"], "protection des civils"),
            ("two filters", ["--filter", "pays=Mali", "--filter", "pays=Niger", "protection", "des"], "protection des"),
            ("filter among words", ["protection", "--filter", "pays=Mali", "des", "civils"], "protection des civils"),
            ("a facet takes one value", ["--facet", "pays", "Mali"], "Mali"),
            ("facet and filter", ["--facet", "pays:2", "--filter", "pays=Mali", "eau", "paix"], "eau paix"),
            ("value with =", ["--filter=pays=Mali", "eau"], "eau"),
            ("behind --", ["-n", "2", "--", "-guerre", "--paix", "-n"], "-guerre --paix -n"),
            ("-- twice", ["--", "a", "--", "b"], "a -- b"),
            ("a quoted - inside an argument", ["paix -guerre"], "paix -guerre"),
            ("digits behind a short option", ["-n2", "paix"], "paix"),
        ]:
            with self.subTest(why):
                self.assertEqual(self.query(*args), want)

    def test_numbers_are_decimal(self):
        self.assertEqual(len(self.ids("-n", "002", "de la paix")), 2)
        self.assertEqual(len(self.ids("-n2", "de la paix")), 2)
        self.assertEqual(len(self.ids("-n=2", "de la paix")), 2)

    def test_ill_formed_query(self):
        done = subprocess.run([BINARY.encode(), b"search", b"-i", self.sample.encode(), b"--json", b"\xff\xfepaix"],
                              capture_output=True, env=environment(), check=False)
        self.assertIn(done.returncode, (0, 1))
        self.assertIn("\ufffd", json.loads(done.stdout.decode())["query"])

    def test_phrase_is_quotes(self):
        quoted = self.found('"protection des civils"')
        phrase = self.found("--phrase", "protection", "des", "civils")
        self.assertEqual([h["id"] for h in quoted["hits"]], [h["id"] for h in phrase["hits"]])
        self.assertGreater(quoted["total"]["value"], 0)


class Index(CommandTest):
    def test_where_the_index_is(self):
        self.write("a/x.txt", "La paix.\n")
        self.expect(cote("index", "a", cwd=self.dir), 0)
        self.assertTrue((self.dir / "cote.index").is_dir())
        self.expect(cote("index", "a", cwd=self.dir, env=environment(COTE_INDEX="b.index")), 0)
        self.assertTrue((self.dir / "b.index").is_dir())
        self.expect(cote("index", "-i", "c.index", "a", cwd=self.dir, env=environment(COTE_INDEX="d.index")), 0)
        self.assertTrue((self.dir / "c.index").is_dir())
        self.assertFalse((self.dir / "d.index").exists())
        self.expect(cote("search", "paix", cwd=self.dir, env=environment(COTE_INDEX="")), 0)

    def test_summary_and_update(self):
        one = self.write("a/un.txt", "Le premier rapport.\n")
        self.write("a/deux.txt", "Le second rapport.\n")
        self.write("a/image.png", b"\x89PNG\r\n\x1a\n\0\0")
        first = self.expect(cote("index", "-i", self.index, "a", cwd=self.dir), 0, out="")
        self.assertIn("2 documents indexés (2 nouveaux, 0 remplacé, 0 inchangé), 1 fichier sauté, 0 échec", first.err)
        again = self.expect(cote("index", "-i", self.index, "a", cwd=self.dir), 0, out="")
        self.assertIn("2 documents indexés (0 nouveau, 0 remplacé, 2 inchangés)", again.err)
        pathlib.Path(one).write_text("Le premier rapport, corrigé.\n")
        changed = self.expect(cote("index", "-i", self.index, "a", cwd=self.dir), 0)
        self.assertIn("(0 nouveau, 1 remplacé, 1 inchangé)", changed.err)
        self.assertEqual(self.ids("corrigé", index=self.index), ["un.txt"])
        self.assertEqual(self.found("rapport", index=self.index)["total"]["value"], 2)

    def test_ids(self):
        self.write("a/sous/un.txt", "Un.\n")
        self.write("deux.txt", "Deux.\n")
        self.write("trois.jsonl", record("n° 3/é"))
        self.expect(cote("index", "-i", self.index, "a", "deux.txt", "trois.jsonl", cwd=self.dir), 0)
        for identifier in ("sous/un.txt", "deux.txt", "n° 3/é", "n%C2%B0%203/%C3%A9"):
            self.expect(cote("show", "-i", self.index, identifier), 0)
        self.expect(cote("index", "-i", self.index, "--prefix", "p", "a", "trois.jsonl", cwd=self.dir), 0)
        for identifier in ("p/sous/un.txt", "p/n° 3/é"):
            self.expect(cote("show", "-i", self.index, identifier), 0)

    def test_same_id_in_one_source_replaces(self):
        self.write("x.jsonl", record("a", "Premier état.") + record("a", "Second état."))
        done = self.expect(cote("index", "-i", self.index, "x.jsonl", cwd=self.dir), 0, ["attention", "« a »"])
        self.assertIn("1 document indexé (1 nouveau", done.err)
        self.assertEqual(self.ids("second", index=self.index), ["a"])
        self.assertEqual(self.ids("premier", index=self.index, code=1), [])

    def test_same_id_in_two_sources_fails_for_the_second(self):
        self.write("x.jsonl", record("a", "Premier état.") + record("b"))
        self.write("y.jsonl", record("a", "Second état.") + record("c"))
        done = self.expect(cote("index", "-i", self.index, "x.jsonl", "y.jsonl", cwd=self.dir), 3,
                           ["--prefix NOM", "« a »", "y.jsonl", "« x.jsonl »", "3 documents indexés", "1 échec"])
        self.assertEqual(done.out, "")
        self.assertEqual(self.ids("premier", index=self.index), ["a"])
        # Another call replaces.
        self.expect(cote("index", "-i", self.index, "y.jsonl", cwd=self.dir), 0, "1 remplacé, 1 inchangé")

    def test_standard_input(self):
        done = cote("index", "-i", self.index, "-", stdin=record("é", "Paix.").encode())
        self.expect(done, 0, "1 document indexé")
        shown = json.loads(cote("show", "-i", self.index, "é", "--json").out)
        self.assertIsNone(shown["path"])

    def test_unit(self):
        self.expect(cote("index", "-i", self.index, "--unit", "paragraph", str(REPORTS)), 0)
        hits = self.found("protection des civils", index=self.index)["hits"]
        self.assertTrue(all(re.search(r"#\d+$", hit["id"]) for hit in hits))
        whole = hits[0]["id"].rsplit("#", 1)[0]
        self.expect(cote("show", "-i", self.index, hits[0]["id"]), 0)
        self.assertGreater(len(json.loads(cote("show", "-i", self.index, whole, "--json").out)["paragraphs"]), 1)
        self.expect(cote("index", "-i", self.index, str(REPORTS)), 0, "(0 nouveau, 0 remplacé, 58 inchangés)")
        self.fails("index", "-i", self.index, "--unit", "document", str(REPORTS), err="--unit")

    def test_the_index_inside_the_source(self):
        self.write("a.txt", "La paix.\n")
        for _ in range(2):
            self.expect(cote("index", ".", cwd=self.dir), 0, ["1 document indexé", "0 fichier sauté, 0 échec"])

    def test_long_ids(self):
        identifier = "x" * 3000
        self.expect(cote("index", "-i", self.index, "-", stdin=record(identifier, "Paix.").encode()), 0)
        self.assertEqual(self.ids("paix", index=self.index), [identifier])
        self.expect(cote("show", "-i", self.index, identifier), 0)

    def test_no_progress_without_a_terminal(self):
        done = cote("index", "-i", self.index, str(REPORTS))
        self.assertNotIn("\r", done.err)
        self.assertNotIn("\x1b", done.err)


    def test_memory_and_threads(self):
        for options in (["--memory", "32"], ["--threads", "1"], ["--threads=64", "--memory=1000"]):
            with self.subTest(options):
                index = f"{self.index}{options[-1]}"
                self.expect(cote("index", "-i", index, *options, str(REPORTS)), 0, "0 échec")
                for query in ("MINUSS", "paix", '"de la"'):
                    self.assertEqual(self.ids("-n", "60", query, index=index), self.ids("-n", "60", query))


class Compact(CommandTest):
    QUERIES = (["MINUSS"], ["--json", "protection des civils"], ['"de la"'], ["titre:rapport"], ["--csv", "S/RES/1325"],
               ["--json", "--facet", "pays", "--facet", "annee", "Mali"], ['"opérat* de"'], ["-n", "50", "paix"])

    def answers(self):
        return [re.sub(r'"took_ms":[0-9.]+|\([0-9,]+ ms\)', "", cote("search", "-i", self.index, *query).out)
                for query in self.QUERIES]

    def size(self):
        return sum(path.stat().st_size for path in pathlib.Path(self.index).rglob("*") if path.is_file())

    def test_smaller_and_the_same(self):
        shutil.copytree(self.sample, self.index)
        before, size = self.answers(), self.size()
        shown = [cote("show", "-i", self.index, hit).out for hit in self.ids("paix", index=self.index)]
        done = self.expect(cote("compact", "-i", self.index), 0, ["index compacté", "Mo, contre"], out="")
        self.assertEqual(len(done.err.splitlines()), 1)
        self.assertLess(self.size(), size)
        self.assertEqual(self.answers(), before)
        self.assertEqual([cote("show", "-i", self.index, hit).out for hit in self.ids("paix", index=self.index)], shown)
        self.expect(cote("compact", "-i", self.index), 0)  # again
        self.assertEqual(self.answers(), before)
        self.expect(cote("index", "-i", self.index, str(REPORTS)), 0, "(0 nouveau, 0 remplacé, 58 inchangés)")

    def test_replacing_afterwards(self):
        records = [record(f"d{i}", f"La paix numéro {i}.") for i in range(20)]
        self.expect(cote("index", "-i", self.index, "-", stdin="".join(records).encode()), 0)
        self.expect(cote("compact", "-i", self.index), 0)
        changed = record("d3", "La guerre.").encode()
        self.expect(cote("index", "-i", self.index, "-", stdin=changed), 0, "(0 nouveau, 1 remplacé, 0 inchangé)")
        self.assertEqual(self.ids("guerre", index=self.index), ["d3"])
        self.assertEqual(self.found('"la paix numéro"', index=self.index)["total"]["value"], 19)

    def test_an_empty_folder_is_left_alone(self):
        os.mkdir(self.index)
        self.fails("compact", "-i", self.index, err=["n'est pas un index", self.index])
        self.assertEqual(os.listdir(self.index), [])

    def test_locked(self):
        self.expect(cote("index", "-i", self.index, "-", stdin=record("a", "Paix.").encode()), 0)
        with open(os.path.join(self.index, "cote.lock"), "rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.fails("compact", "-i", self.index, err="un autre programme y écrit")
        self.expect(cote("compact", "-i", self.index), 0)
        self.assertEqual(self.ids("paix", index=self.index), ["a"])

    def test_other_lexicon(self):
        self.expect(cote("index", "-i", self.index, "-", stdin=record("a", "Paix.").encode()), 0)
        lexicon = self.write("maison.tsv", "canonical\tkind\tlabel\tacronyms\n"
                           "OBSPAIX\torganisation\tObservatoire des bancs publics\tOBSPAIX\n")
        self.fails("compact", "-i", self.index, "--lexicon", lexicon, err=["autre lexique", self.index])
        self.assertEqual(self.ids("paix", index=self.index), ["a"])

    def test_disk_full(self):
        shutil.copytree(self.sample, self.index)
        before = self.answers()

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

        self.expect(cote("compact", "-i", self.index, preexec_fn=limit), 2, [self.index])
        self.assertEqual(self.answers(), before)
        self.expect(cote("compact", "-i", self.index), 0)
        self.assertEqual(self.answers(), before)


class BadInput(CommandTest):
    """Each gives a message that names file and place; the rest of the work goes on."""

    def index_with_good(self, name, parts, code=3):
        """Indexes the bad source beside a good one, then alone; the good one is there afterwards."""
        self.write("bon.txt", "La paix durable.\n")
        self.expect(cote("index", "-i", self.index, "bon.txt", name, cwd=self.dir), code,
                    ["1 document indexé (1 nouveau", *([name] if code else []), *parts])
        self.assertEqual(self.ids("durable", index=self.index), ["bon.txt"])
        if code:
            other = str(self.dir / "autre")
            self.fails("index", "-i", other, name, cwd=self.dir, err=parts)
            self.assertFalse(os.path.exists(other), "nothing is created where nothing can be read")

    def test_missing_file(self):
        self.index_with_good("absent.txt", ["introuvable", "1 échec"])

    def test_unreadable_file(self):
        if os.geteuid() == 0:
            self.skipTest("root reads everything")
        os.chmod(self.write("secret.txt", "x\n"), 0)
        self.index_with_good("secret.txt", ["droits"])

    def test_device(self):
        self.index_with_good("/dev/null", ["ni un fichier ni un dossier"])

    def test_image_as_pdf(self):
        self.write("faux.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
        self.index_with_good("faux.pdf", [])

    def test_truncated_pdf(self):
        whole = (REPORTS / "rapport-secretaire-general-climat.pdf").read_bytes()
        self.write("coupe.pdf", whole[:200])
        self.index_with_good("coupe.pdf", [])

    def test_half_a_pdf(self):
        whole = (REPORTS / "note-information-asile.pdf").read_bytes()
        self.write("moitie.pdf", whole[: len(whole) // 2])
        done = cote("index", "-i", self.index, "moitie.pdf", cwd=self.dir)
        self.assertIn(done.code, (0, 2), done)
        self.assertIn("moitie.pdf", done.err)  # a warning when it could be rebuilt, a failure else

    def test_empty_file(self):
        self.write("vide.txt", "")
        self.index_with_good("vide.txt", ["vide"])

    def test_empty_jsonl(self):
        self.write("vide.jsonl", "")
        self.index_with_good("vide.jsonl", ["vide"])

    def test_binary_as_text(self):
        self.write("binaire.txt", b"\x7fELF" + bytes(range(256)) * 4)
        self.index_with_good("binaire.txt", [])

    def test_bytes_that_are_not_utf8(self):
        self.write("latin.txt", "L’État décrété à Nîmes.\n".encode("cp1252"))
        self.expect(cote("index", "-i", self.index, "latin.txt", cwd=self.dir), 0)
        self.assertEqual(self.ids("Nîmes", index=self.index), ["latin.txt"])
        # Both in one file.
        self.write("mixte.txt", "Décret de Nîmes.\n\n".encode() + b"Suite \xff\xfe \xe9t\xe9 durable.\n")
        self.assertEqual(cote("index", "-i", self.index, "mixte.txt", cwd=self.dir).code, 0)
        shown = cote("show", "-i", self.index, "mixte.txt", "--json")
        self.assertIn("durable", json.dumps(json.loads(shown.out)))

    def test_broken_records(self):
        self.write("r.jsonl", record("a") + '{"id": "b", "text": \n' + "[1]\n" + '{"title": "sans id", "text": "x"}\n' + record("c"))
        done = cote("index", "-i", self.index, "r.jsonl", cwd=self.dir)
        self.expect(done, 3, ["r.jsonl:2", "r.jsonl:3", "r.jsonl:4", "2 documents indexés", "3 échecs"])
        self.assertEqual(sorted(self.ids("rapport", index=self.index)), ["a", "c"])

    def test_broken_record_on_standard_input(self):
        done = cote("index", "-i", self.index, "-", stdin=b'{"id": "b",, }\n' + record("a").encode())
        self.expect(done, 3, ["entrée standard:1", "1 document indexé"])

    def test_record_with_ill_formed_bytes(self):
        done = cote("index", "-i", self.index, "-", stdin=b'{"id":"a","title":"t","text":"Paix \xff durable."}\n')
        self.assertIn(done.code, (0, 2), done)
        self.assertIn("entrée standard", done.err + "entrée standard" * (done.code == 0))

    def test_nothing_to_index(self):
        (self.dir / "vide").mkdir()
        self.fails("index", "-i", self.index, "vide", cwd=self.dir, err="rien n'a été indexé")
        self.write("images/a.png", b"\x89PNG\r\n\x1a\n")
        self.fails("index", "-i", self.index, "images", cwd=self.dir, err=["rien n'a été indexé", "1 fichier sauté"])
        self.fails("index", "-i", self.index, "-", err=["entrée standard", "vide"])
        self.fails("index", "-i", self.index, "", err="source")
        self.assertFalse(os.path.exists(self.index))

    def test_folder_on_standard_input(self):
        descriptor = os.open(self.dir, os.O_RDONLY)
        self.addCleanup(os.close, descriptor)
        done = subprocess.run([BINARY, "index", "-i", self.index, "-"], stdin=descriptor, capture_output=True,
                              env=environment(), check=False)
        self.expect(Result(done.returncode, done.stdout, done.stderr), 2, "entrée standard : lecture impossible")

    def test_no_index(self):
        for command in (["search", "x"], ["show", "x"], ["stats"]):
            self.fails(command[0], "-i", self.index, *command[1:], err=["introuvable", "cote index"])
        self.assertFalse(os.path.exists(self.index))

    def test_index_that_is_none(self):
        self.write("dossier/lettre.txt", "Une lettre.\n")
        source = self.write("x.txt", "La paix.\n")
        for path in (str(self.dir / "dossier"), source):
            self.fails("search", "-i", path, "x", err=path)
            self.fails("index", "-i", path, str(REPORTS), err=path)
        self.assertEqual(os.listdir(self.dir / "dossier"), ["lettre.txt"])

    def test_damaged_index(self):
        shutil.copytree(self.sample, self.index)
        for name, damage in (("postlist.glass", b"\0" * 100), ("iamglass", b""), ("records", b"\0" * 100),
                             ("streams", b""), ("cote.manifest", b""), ("cote.manifest", b'{"format": 4}')):
            with self.subTest(name):
                shutil.rmtree(self.index, ignore_errors=True)
                shutil.copytree(self.sample, self.index)
                next(pathlib.Path(self.index).rglob(name)).write_bytes(damage)
                self.fails("search", "-i", self.index, '"la paix"', err="index")
                if name in ("iamglass", "cote.manifest"):
                    self.fails("index", "-i", self.index, str(REPORTS), err=self.index)

    def test_index_of_another_analyzer(self):
        lexicon = self.dir / "lexique.tsv"
        lexicon.write_text("canonical\tkind\tlabel\tacronyms\n"
                           "OBSPAIX\torganisation\tObservatoire des bancs publics\tOBSPAIX\n")
        self.expect(cote("index", "-i", self.index, "--lexicon", str(lexicon), str(REPORTS)), 0)
        self.expect(cote("search", "-i", self.index, "--lexicon", str(lexicon), "paix"), 0)
        for command in (["search", "paix"], ["stats"], ["index", str(REPORTS)]):
            done = self.fails(command[0], "-i", self.index, *command[1:], err=self.index)
            self.assertIn("lexique", done.err)

    def test_index_of_another_chain(self):
        self.expect(cote("index", "-i", self.index, self.write("s.jsonl", record("a"))), 0)
        table = pathlib.Path(self.index) / "cote.manifest"
        before = table.read_bytes()
        self.assertIn(b"-snowball-", before)
        table.write_bytes(before.replace(b"-snowball-", b"-snowbaal-"))
        for command in (["search", "paix"], ["stats"], ["index", str(REPORTS)]):
            done = self.fails(command[0], "-i", self.index, *command[1:], err=self.index)
            self.assertIn("analyse", done.err)
            self.assertIn("cote index", done.err)

    def writer(self, index, *records):
        """An indexing process that has taken the lock and waits for more records."""
        process = subprocess.Popen([BINARY, "index", "-i", index, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=environment())
        self.addCleanup(lambda: [stream.close() for stream in (process.stdin, process.stdout, process.stderr)])
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        process.stdin.write("".join(records).encode())
        process.stdin.flush()
        deadline = time.monotonic() + SECONDS
        while not os.path.exists(os.path.join(index, "cote.lock")):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)
        time.sleep(0.2 if not SANITIZED else 1.0)  # the file exists just before it is locked
        return process

    def test_locked_index(self):
        self.expect(cote("index", "-i", self.index, "-", stdin=record("ancien", "Paix ancienne.").encode()), 0)
        process = self.writer(self.index, record("nouveau", "Paix nouvelle."))
        self.fails("index", "-i", self.index, "-", stdin=record("x").encode(), err=self.index)
        self.assertEqual(self.ids("paix", index=self.index), ["ancien"])  # readers go on
        _, err = process.communicate(timeout=SECONDS)
        self.assertEqual(process.returncode, 0, err)
        self.assertEqual(sorted(self.ids("paix", index=self.index)), ["ancien", "nouveau"])

    def test_killed(self):
        self.expect(cote("index", "-i", self.index, "-", stdin=record("ancien", "Paix ancienne.").encode()), 0)
        process = self.writer(self.index, record("nouveau", "Paix nouvelle."))
        process.kill()
        process.wait()
        self.assertEqual(self.ids("paix", index=self.index), ["ancien"])
        self.expect(cote("index", "-i", self.index, "-", stdin=record("nouveau", "Paix nouvelle.").encode()), 0)
        self.assertEqual(sorted(self.ids("paix", index=self.index)), ["ancien", "nouveau"])

    def test_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number):
                index = f"{self.index}{number}"
                process = self.writer(index, record("a", "Paix."), record("b", "Paix."))
                process.send_signal(number)
                process.wait(timeout=SECONDS)
                err = process.stderr.read().decode()
                self.assertEqual(process.returncode, 2, err)
                self.assertIn("interrompu", err)
                self.assertEqual(sorted(self.ids("paix", index=index)), ["a", "b"])

    def test_disk_full(self):
        """ulimit -f stands for a full disk: writes fail, with another errno."""
        self.expect(cote("index", "-i", self.index, "-", stdin=record("ancien", "Paix ancienne.").encode()), 0)
        records = "".join(record(f"n{i}", " ".join(f"mot{i}x{j}" for j in range(200))) for i in range(500)).encode()

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

        done = cote("index", "-i", self.index, "-", stdin=records, preexec_fn=limit)
        self.expect(done, 2, [self.index])
        self.assertEqual(self.ids("ancienne", index=self.index), ["ancien"])
        self.expect(cote("index", "-i", self.index, "-", stdin=records), 0, "500 documents indexés")

    def test_unbalanced_quote(self):
        done = self.search('"protection des')
        self.assertIn("attention : guillemet", done.err)
        warnings = self.found('"protection des')["warnings"]
        self.assertEqual([(w["code"], w["position"]) for w in warnings], [("unbalanced_quote", 0)])
        self.assertEqual(self.search("--json", '"protection des').err, "")  # they are inside

    def test_unknown_facet(self):
        for option in ("--facet", "--filter"):
            value = "paye" if option == "--facet" else "paye=Mali"
            self.fails("search", "-i", self.sample, option, value, "paix", err=["« paye »", "pays"])

    def test_unknown_value(self):
        done = self.search("--filter", "pays=Malli", "paix", code=1)
        self.assertIn("Mali", done.err)


class Streams(CommandTest):
    def test_nothing_on_stderr_when_found(self):
        self.assertEqual(self.search("paix").err, "")

    def test_closed_pipe(self):
        reader, writer = os.pipe()
        os.close(reader)
        for args in (["paix"], ["--json", "-n", "100", "paix"]):
            done = subprocess.run([BINARY, "search", "-i", self.sample, *args], stdout=writer, stderr=subprocess.PIPE,
                                  env=environment(), check=False)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
        os.close(writer)

    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        with open("/dev/full", "wb") as full:
            for args in (["search", "-i", self.sample, "paix"], ["--help"]):
                done = subprocess.run([BINARY, *args], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
                self.assertEqual(done.returncode, 2)
                self.assertIn("disque est plein", done.stderr.decode())

    def closed(self, descriptor, *args):
        return subprocess.run([BINARY, *args], stdin=None, capture_output=True, env=environment(), check=False,
                              preexec_fn=lambda: os.close(descriptor))

    def test_closed_streams(self):
        done = self.closed(1, "search", "-i", self.sample, "paix")
        self.assertEqual(done.returncode, 2)
        self.assertIn("sortie standard", done.stderr.decode())
        # No descriptor of the index took the place of a closed stream.
        self.assertEqual(self.closed(2, "index", "-i", self.index, str(REPORTS)).returncode, 0)
        self.assertEqual(self.closed(1, "index", "-i", self.index, str(REPORTS)).returncode, 0)
        self.assertEqual(self.closed(0, "index", "-i", self.index, "-").returncode, 2)
        self.assertGreater(self.found("paix", index=self.index)["total"]["value"], 0)

    def test_color(self):
        self.assertNotIn("\x1b", self.search("paix").out)
        always = self.search("--color", "always", "paix").out
        self.assertIn("\x1b[1;31mpaix\x1b[0m", always)
        self.assertEqual(without_times(re.sub(r"\x1b\[[0-9;]*m", "", always)), without_times(self.search("paix").out))
        self.assertNotIn("\x1b", self.search("--color=always", "--json", "paix").out)

    def on_terminal(self, *args, columns=60, **env):
        """What the command prints on a terminal for both streams."""
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen([BINARY, *args], stdin=follower, stdout=follower, stderr=follower,
                                   env=environment(TERM="xterm", **env))
        os.close(follower)
        out = b""
        with contextlib.suppress(OSError):  # EIO: the other side is closed
            while select.select([leader], [], [], SECONDS)[0]:
                chunk = os.read(leader, 65536)
                if not chunk:
                    break
                out += chunk
        os.close(leader)
        process.wait()
        return out.decode().replace("\r\n", "\n")

    def test_terminal(self):
        out = self.on_terminal("search", "-i", self.sample, "paix")
        self.assertIn("\x1b[1;31m", out)
        plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
        self.assertGreater(max(map(len, plain.splitlines())), 45)
        self.assertLessEqual(max(map(len, plain.splitlines())), 60)
        self.assertNotIn("\x1b", self.on_terminal("search", "-i", self.sample, "paix", NO_COLOR="1"))
        self.assertNotIn("\x1b", self.on_terminal("search", "-i", self.sample, "--color", "never", "paix"))
        self.assertIn("\r", self.on_terminal("index", "-i", self.index, str(REPORTS)))

    def test_documents_do_not_steer_the_terminal(self):
        text = "Paix \x1b]0;titre\x07 et \x1b[2J sécurité \u009b31m fin."
        stdin = record("a", text).encode()
        self.expect(cote("index", "-i", self.index, "-", stdin=stdin), 0)
        for args in (["search", "paix"], ["show", "a"]):
            out = cote(args[0], "-i", self.index, *args[1:]).out
            self.assertNotRegex(out, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Json(CommandTest):
    SEARCH_KEYS = ["query", "interpretation", "understood", "match", "total", "took_ms", "hits", "facets", "suggestion", "warnings"]
    HIT_KEYS = ["id", "score", "title", "date", "type", "language", "path", "url", "symbols", "metadata", "passages",
                "found_by"]
    PASSAGE_KEYS = ["paragraph", "ordinal", "page", "heading", "citation", "text", "highlights", "highlight_kinds"]

    def test_schema(self):
        for args in (["MINUSS"], ["paix", "--facet", "pays", "--facet", "annee:2", "--passages", "3"], ["zzzzz"],
                     ['"paix'], ["--filter", "pays=Mali"], ["-n", "0", "paix"], ["--explain", "eau"],
                     ["--filter", "pays=Malli", "x"], ["résolution 1325"]):
            with self.subTest(args):
                self.validate("search", json.loads(cote("search", "-i", self.sample, "--json", *args).out))

    def test_keys_in_order(self):
        result = self.found("MINUSS", "--passages", "2", "--facet", "mission")
        self.assertEqual(list(result), self.SEARCH_KEYS)
        self.assertEqual(list(result["total"]), ["value", "exact"])
        self.assertEqual(list(result["understood"][0]), ["matched", "kind", "canonical", "label", "off"])
        self.assertEqual(list(result["facets"]), ["mission"])
        self.assertEqual(list(result["facets"]["mission"][0]), ["value", "label", "count", "selected"])
        for hit in result["hits"]:
            self.assertEqual(list(hit), self.HIT_KEYS)
            for passage in hit["passages"]:
                self.assertEqual(list(passage), self.PASSAGE_KEYS)

    def test_explanation_only_on_request(self):
        self.assertNotIn("explanation", self.found("eau")["hits"][0])
        self.assertTrue(self.found("eau", "--explain")["hits"][0]["explanation"])

    def test_a_hit_says_by_what_other_name_it_was_found(self):
        for hit in self.found("UNMISS")["hits"]:
            for passage in hit["passages"]:
                self.assertEqual(len(passage["highlights"]), len(passage["highlight_kinds"]))
                self.assertLessEqual(set(passage["highlight_kinds"]), {"word", "inflection", "entity"})
        names = {name for hit in self.found("UNMISS")["hits"] for name in hit["found_by"]}
        self.assertLessEqual({"MINUSS"}, names)
        self.assertEqual(self.found("--passages", "0", "UNMISS")["hits"][0]["found_by"], [])
        self.assertIn("trouvé par : MINUSS", self.search("UNMISS").out)
        self.assertIn("pour les mots seuls, tapez : =UNMISS", self.search("UNMISS").out)

    def test_mentions_find_what_facets_leave_out(self):
        for query in (["mention:pays=Tchad"], ["mention:Tchad"], ["--filter", "mention:pays=tchad"], ["--filter", "mention=pays=Chad"]):
            with self.subTest(query=query):
                mentions = self.found("-n", "0", *query)["total"]["value"]
                self.assertGreater(mentions, self.found("-n", "0", "--filter", "pays=Tchad")["total"]["value"])
        found = self.search("--json", "mention:pays=Atlantide", code=1)
        self.assertEqual([w["code"] for w in json.loads(found.out)["warnings"]], ["unknown_value"])

    def test_highlights_are_code_points(self):
        for hit in self.found("sécurité", "--passages", "3")["hits"]:
            for passage in hit["passages"]:
                for begin, end in passage["highlights"]:
                    self.assertRegex(passage["text"][begin:end].lower(), r"^s[ée]curit[ée]s?$")

    def test_nothing_found_is_an_object(self):
        result = self.found("zzzzz", code=1)
        self.assertEqual((result["total"]["value"], result["hits"], result["query"]), (0, [], "zzzzz"))

    def test_one_line(self):
        self.assertEqual(self.search("--json", "paix").out.count("\n"), 1)

    def test_jsonl(self):
        lines = self.search("--jsonl", "-n", "3", "paix").out.splitlines()
        self.assertEqual([json.loads(line)["id"] for line in lines], self.ids("-n", "3", "paix"))
        self.assertEqual(self.search("--jsonl", "zzzzz", code=1).out, "")
        self.assertIn("attention", self.search("--jsonl", '"paix').err)

    def test_show(self):
        shown = json.loads(cote("show", "-i", self.sample, "rapport-secretaire-general-climat.pdf", "--json").out)
        self.assertEqual(list(shown), ["id", "title", "path", "date", "symbols", "metadata", "paragraphs"])
        self.assertEqual(list(shown["paragraphs"][0]), ["paragraph", "ordinal", "page", "heading", "text"])
        self.assertEqual([p["ordinal"] for p in shown["paragraphs"]], list(range(1, len(shown["paragraphs"]) + 1)))
        self.validate("show", shown)

    def test_stats(self):
        stats = json.loads(cote("stats", "-i", self.sample, "--json").out)
        self.assertEqual(list(stats), ["index", "unit", "documents", "paragraphs", "terms", "average_length", "bytes",
                                       "first_date", "last_date", "facets", "fingerprint"])
        self.assertEqual((stats["unit"], stats["documents"]), ("document", 58))
        self.assertIn("pays", stats["facets"])

    def test_learnt_acronyms(self):
        listed = json.loads(cote("stats", "-i", self.sample, "--acronyms", "--json").out)
        self.assertEqual(list(listed), ["index", "acronyms"])
        pairs = {(pair["acronym"], pair["documents"]): pair["long_form"] for pair in listed["acronyms"]}
        self.assertEqual(pairs["CIPD", 2], "Comité interinstitutions de la protection des données")
        counts = [pair["documents"] for pair in listed["acronyms"]]
        self.assertEqual(counts, sorted(counts, reverse=True))
        self.assertIn("CIPD         Comité interinstitutions de la protection des données (2 documents)",
                      cote("stats", "-i", self.sample, "--acronyms").out)

    def test_analyze(self):
        for args in (["L’État et l'ONU à Bruxelles"], ["--query", "hcr", "tchad"], ["résolution S/RES/1325 (2000)"]):
            result = json.loads(self.expect(cote("analyze", "--json", *args), 0).out)
            self.assertEqual(list(result), ["text", "stages", "terms"])
            self.validate("analyze", result)
        text = "L’État"
        result = json.loads(cote("analyze", "--json", text).out)
        last = result["stages"][-1]["tokens"][-1]
        self.assertEqual(result["text"].encode()[last["begin"]:last["end"]].decode(), "État")
        self.assertEqual(result["terms"], ["état", "etat"])

    def test_analyze_input(self):
        self.assertEqual(cote("analyze", "--json", "-", stdin=b"la paix\n").code, 0)
        self.fails("analyze", "-", stdin=b" \n", err="il manque le texte")
        ill = subprocess.run([BINARY, "analyze", "--json", "-"], input=b"paix \xff eau", capture_output=True, check=False)
        self.assertEqual(json.loads(ill.stdout)["text"], "paix \ufffd eau")

    def test_ill_formed_bytes_stay_out(self):
        stdin = b'{"id":"a","title":"t","text":"paix durable"}\n'
        self.expect(cote("index", "-i", self.index, "-", stdin=stdin), 0)
        done = subprocess.run([BINARY.encode(), b"show", b"-i", self.index.encode(), b"\xff"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 1)
        done.stderr.decode("utf-8")


class Csv(CommandTest):
    HEADER = ["rank", "id", "score", "title", "date", "path", "paragraph", "ordinal", "page", "text"]

    def rows(self, *args, code=0, index=None):
        out = self.search("--csv", *args, code=code, index=index).out
        self.assertNotIn("\r", out)
        return list(csv.reader(io.StringIO(out, newline=""), strict=True))

    def test_rows(self):
        rows = self.rows("paix")
        self.assertEqual(rows[0], self.HEADER)
        hits = self.found("paix")["hits"]
        self.assertEqual([r[1] for r in rows[1:]], [h["id"] for h in hits])
        for rank, (row, hit) in enumerate(zip(rows[1:], hits), 1):
            self.assertEqual(len(row), len(self.HEADER))
            self.assertEqual(row[0], str(rank))
            self.assertEqual(float(row[2]), hit["score"])
            passage = hit["passages"][0]
            self.assertEqual(row[3:], [hit["title"], hit["date"] or "", hit["path"] or "", passage["paragraph"] or "",
                                       str(passage["ordinal"]), str(passage["page"] or ""), passage["text"]])

    def test_rank_goes_on(self):
        self.assertEqual([r[0] for r in self.rows("--offset", "2", "-n", "2", "paix")[1:]], ["3", "4"])

    def test_header_when_nothing_is_found(self):
        self.assertEqual(self.rows("zzzzz", code=1), [self.HEADER])

    def test_quoting(self):
        title = 'Un "titre", avec virgule; point'
        stdin = json.dumps({"id": 'a,"b"', "title": title, "text": "La paix, « durable », \"enfin\"."}).encode()
        self.expect(cote("index", "-i", self.index, "-", stdin=stdin), 0)
        row = self.rows("paix", index=self.index)[1]
        self.assertEqual((row[1], row[3], row[9]), ('a,"b"', title, "La paix, « durable », \"enfin\"."))

    def test_no_passages(self):
        self.assertEqual(self.rows("--passages", "0", "paix")[1][6:], ["", "", "", ""])


class Search(CommandTest):
    def test_limit_and_offset(self):
        everything = self.found("-n", "1000", "paix")
        total = everything["total"]["value"]
        self.assertEqual(len(everything["hits"]), total)
        self.assertEqual(self.ids("-n", "2", "--offset", "1", "paix"), [h["id"] for h in everything["hits"]][1:3])
        self.assertEqual(self.ids("--offset", "1000", "paix"), [])
        none = self.found("-n", "0", "--facet", "pays", "paix")
        self.assertEqual((none["hits"], none["total"]["value"]), ([], total))
        self.assertTrue(none["facets"]["pays"])

    def test_match(self):
        words = ["protection", "zzzzz"]
        self.assertEqual(self.found("--match", "all", *words, code=1)["total"]["value"], 0)
        self.assertEqual(self.found("--match", "any", *words)["match"], "any")
        self.assertEqual(self.found(*words)["match"], "any")
        self.assertIn("aucun document ne contient tous les mots", self.search(*words).out)
        self.assertEqual(self.found("protection des civils")["match"], "all")
        self.assertNotIn("tous les mots", self.search("--match", "any", "protection").out)

    def test_filter_and_facet_agree(self):
        facets = self.found("--facet", "pays:50", "--facet", "annee", "paix")["facets"]
        for facet, values in facets.items():
            self.assertEqual([v["count"] for v in values], sorted((v["count"] for v in values), reverse=True))
            for value in values:
                if value["value"] is None:
                    continue
                clicked = self.found("--filter", f"{facet}={value['value']}", "--facet", f"{facet}:50", "paix")
                self.assertEqual(clicked["total"]["value"], value["count"], value)
                self.assertTrue(next(v for v in clicked["facets"][facet] if v["value"] == value["value"])["selected"])

    def test_filter_alone_lists(self):
        mali = self.found("--filter", "pays=Mali")["total"]["value"]
        both = self.found("--filter", "pays=Mali", "--filter", "pays=Niger")["total"]["value"]
        self.assertGreater(mali, 0)
        self.assertGreaterEqual(both, mali)
        self.assertEqual(self.found("--filter", "pays=MALI")["total"]["value"], mali)

    def test_facet_twice(self):
        self.assertEqual(len(self.found("--facet", "pays", "--facet", "pays:1", "paix")["facets"]["pays"]), 1)

    def test_sort(self):
        dates = [hit["date"] for hit in self.found("--sort", "date", "paix")["hits"] if hit["date"]]
        self.assertEqual(dates, sorted(dates))
        self.assertGreater(len(dates), 2)
        dates = [hit["date"] for hit in self.found("--sort", "-date", "paix")["hits"] if hit["date"]]
        self.assertEqual(dates, sorted(dates, reverse=True))

    def test_passages(self):
        hits = self.found("--passages", "3", "paix")["hits"]
        self.assertEqual(max(len(hit["passages"]) for hit in hits), 3)
        self.assertTrue(all(hit["passages"] == [] for hit in self.found("--passages", "0", "paix")["hits"]))
        short = self.found("--passage-chars", "80", "paix")["hits"]
        self.assertTrue(all(len(p["text"]) <= 80 for hit in short for p in hit["passages"]), short)

    def test_a_word_that_begins_with_a_dash(self):
        without = set(self.ids("--", "paix", "-Mali"))
        self.assertTrue(without)
        self.assertFalse(without & set(self.ids("Mali")))

    def test_text(self):
        out = self.search("MINUSS").out
        self.assertRegex(out, r"^\d+ documents pour « MINUSS » \(\d+,\d ms\)\ninterprété : MINUSS = ")
        self.assertRegex(self.search("-n", "1", "MINUSS").out, r"« MINUSS », le premier \(")
        self.assertRegex(self.search("--offset", "1", "-n", "2", "MINUSS").out, r"« MINUSS », de 2 à 3 \(")
        self.assertRegex(self.search("zzzzz", code=1).out, r"^aucun document pour « zzzzz » \(")
        self.assertRegex(self.search("--facet", "mission", "--filter", "mission=MINUSS", "paix").out,
                         r"\nmission : .*\[x\] MINUSS \(\d+\)")


class Show(CommandTest):
    REPORT = "rapport-secretaire-general-climat.pdf"

    def show(self, *args, code=0):
        return self.expect(cote("show", "-i", self.sample, *args), code)

    def test_paragraph(self):
        shown = json.loads(self.show(self.REPORT, "-P", "3", "--json").out)
        self.assertEqual([p["paragraph"] for p in shown["paragraphs"]], ["3"])
        out = self.show(self.REPORT, "-P", "3").out
        self.assertRegex(out, r"\npar\. 3, p\. \d+\n    \S")

    def test_spellings_of_a_number(self):
        stdin = record("a", "30. Introduction du rapport annuel.\n\n31. Le Groupe recommande ce qui suit :\n\n"
                            "a) Renforcer la présence ;\n\nb) Informer le Conseil.\n\n32. Le Groupe se réunit.").encode()
        self.expect(cote("index", "-i", self.index, "-", stdin=stdin), 0)
        numbers = [p["paragraph"] for p in json.loads(cote("show", "-i", self.index, "a", "--json").out)["paragraphs"]]
        lettered = [n for n in numbers if n and n.startswith("31") and n != "31"]
        for spelling in ("31", "par. 31", *(("31 a)", "31a", "31 A", "31 a") if lettered else ())):
            with self.subTest(spelling):
                done = json.loads(self.expect(cote("show", "-i", self.index, "a", "-P", spelling, "--json"), 0).out)
                self.assertEqual(len(done["paragraphs"]), 1)

    def test_ordinal(self):
        shown = json.loads(self.show(self.REPORT, "--ordinal", "2", "--json").out)
        self.assertEqual([p["ordinal"] for p in shown["paragraphs"]], [2])

    def test_unknown(self):
        done = self.show("rapport-secretaire-general-climat.pd", code=1)
        self.assertEqual(done.out, "")
        self.assertIn(self.REPORT, done.err)
        done = self.show(self.REPORT, "-P", "999", code=1)
        self.assertIn("de 1 à 19", done.err)
        self.assertEqual(done.out, "")
        done = self.show(self.REPORT, "--ordinal", "999", code=1)
        self.assertRegex(done.err, r"--ordinal de 1 à \d+")
        self.assertIn("--ordinal", self.show("lettre-conseil-securite.txt", "-P", "1", code=1).err)

    def test_cite(self):
        text = self.show("rapport-sg-soudan-du-sud-2021.txt", "--cite", "text").out
        self.assertEqual(text, "Nations Unies. Conseil de sécurité, «\u00a0Situation au Soudan du Sud\u00a0», S/2021/1410, "
                               "8 décembre 2021\n")
        self.assertEqual(self.show("rapport-sg-soudan-du-sud-2021.txt", "--cite", "text", "-P", "3").out, "S/2021/1410, par. 3\n")
        decree = "decret-plan-secours.txt"
        self.assertEqual(self.show(decree, "--cite=text", "--ordinal", "13").out,
                         "Décret n° 2022-2041 du 28 décembre 2022, art. 2, al. 4\n")
        entry = self.show(self.REPORT, "--cite", "bibtex", "-P", "3").out
        self.assertRegex(entry, r"^@techreport\{A-77-512,\n(  [a-z]+ = .+,\n)+  note = \{par\. 3\}\n\}\n$")
        item, = json.loads(self.show(self.REPORT, "--cite", "csl", "--ordinal", "3").out)
        self.assertEqual((item["type"], item["number"], item["issued"]), ("report", "A/77/512", {"date-parts": [[2022, 10, 3]]}))
        done = subprocess.run([BINARY, "show", "-i", self.sample, self.REPORT, "--cite", "ris"], capture_output=True, check=True)
        self.assertTrue(done.stdout.startswith(b"TY  - RPRT\r\n") and done.stdout.endswith(b"\r\nER  - \r\n"), done.stdout)

    def test_cite_unknown(self):
        self.assertEqual(self.show("absent.txt", "--cite", "ris", code=1).out, "")
        self.assertEqual(self.show(self.REPORT, "--cite", "csl", "-P", "999", code=1).out, "")
        self.assertIn("text, bibtex, ris ou csl", self.show(self.REPORT, "--cite", "mla", code=2).err)
        self.assertIn("--cite et --json s'excluent", self.show(self.REPORT, "--cite", "ris", "--json", code=2).err)

    def test_cite_first_of_several(self):
        stdin = record("a", "1. Un début.\n\n2. Une suite.\n\nAnnexe\n\n1. Un autre début.\n\n2. Une autre suite.").encode()
        self.expect(cote("index", "-i", self.index, "-", stdin=stdin), 0)
        done = self.expect(cote("show", "-i", self.index, "a", "-P", "2", "--cite", "text"), 0)
        self.assertRegex(done.out, r"par\. 2\n$")
        self.assertIn("--ordinal", done.err)


def without_times(text):
    return re.sub(r"\(\d[\d\u202f]*,\d ms\)", "(… ms)", text)


class Golden(CommandTest):
    """What a reader of the sample sees, one search for each kind of query. Times and paths are masked."""

    CASES = {
        "search_acronym": "search -n 3 MINUSS",
        "search_long_form": "search -n 3 Mission multidimensionnelle intégrée des Nations Unies pour la stabilisation au Mali",
        "search_english_acronym": "search -n 3 UNHCR",
        "search_citation": "search -n 3 'la résolution 1325 (2000) du Conseil de sécurité'",
        "search_theme": "search -n 3 conflits pour l’accès à l’eau",
        "search_unaccented": "search -n 3 elections legislatives en Guinee-Bissau",
        "search_question": "search -n 3 'Combien de jours ai-je pour envoyer ma demande d’asile à l’OFPRA ?'",
        "search_country": "search -n 3 Niger",
        "search_expression": "search '« par et pour les femmes »'",
        "search_phrase": "search --phrase opérations de maintien de la paix",
        "search_function": "search -n 3 la Représentante spéciale du Secrétaire général",
        "search_date": "search -n 3 décisions sur le Sahel en février 2021",
        "search_accents": "search -n 3 \"Traite d'interdiction complète des éssais nucleaires\"",
        "search_excluded": "search -n 3 -- paix -Mali",
        "search_required": "search -n 3 --match any +femmes paix eau",
        "search_field": "search -n 3 titre:opérations",
        "search_filter": "search -n 5 --passages 0 --filter pays=Mali --facet pays:5 --facet mission --facet annee",
        "search_sorted": "search -n 4 --passages 0 --sort -date paix",
        "search_unbalanced": "search -n 1 '\"protection des civils'",
        "search_nothing": "search --match all protection zzzzz",
        "search_paragraphs": "search -n 2 --passages 3 --passage-chars 120 protection des civils",
        "show_paragraph": "show rapport-secretaire-general-climat.pdf -P 4",
        "show_record": "show cr-2019-014",
        "analyze_elision": "analyze \"l'impôt d'aujourd'hui\"",
        "analyze_query": "analyze --query hcr tchad",
    }

    def test_golden(self):
        self.maxDiff = None
        GOLDEN.mkdir(exist_ok=True)
        for name, line in self.CASES.items():
            with self.subTest(name):
                command, *args = shlex.split(line)
                index = [] if command == "analyze" else ["-i", self.sample]
                done = cote(command, *index, *args)
                shown = f"$ cote {line}\n" + done.out + "".join(f"[stderr] {text}\n" for text in done.err.splitlines())
                shown += f"[code {done.code}]\n"
                shown = without_times(shown.replace(str(REPORTS), "REPORTS"))
                path = GOLDEN / f"{name}.txt"
                if APPROVE:
                    path.write_text(shown, encoding="utf-8")
                else:
                    self.assertTrue(path.exists(), f"{path} is missing: run with --approve and read what it has")
                    self.assertEqual(shown, path.read_text(encoding="utf-8"), f"if this is right, approve it: {path}")
        stale = {path.stem for path in GOLDEN.glob("*.txt")} - set(self.CASES)
        self.assertEqual(stale, set(), "golden files that no test reads")


if __name__ == "__main__":
    if not os.access(BINARY, os.X_OK):
        sys.exit(f"no program at {BINARY}: set COTE_BINARY")
    if APPROVE:
        sys.argv.remove("--approve")
        sys.argv[1:] = sys.argv[1:] or ["Golden"]
    unittest.main()
