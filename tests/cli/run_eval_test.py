#!/usr/bin/env python3
"""Tests of `cote run` and `cote eval` as their users call them. Environment and helpers are those of cli_test.py.

    COTE_BINARY=build/release/cote python3 tests/cli/run_eval_test.py [unittest's arguments]
"""

import csv
import io
import json
import struct
import unittest

from cli_test import CommandTest, cote, record

# On the bundled reports; the bundled topics and judgements are for bench/expected.
TOPIC_LINES = {
    "s01": "MINUSS",
    "s02": "Mission multidimensionnelle intégrée des Nations Unies pour la stabilisation au Mali",
    "s03": "UNHCR",
    "s04": "la résolution 1325 (2000) du Conseil de sécurité",
    "s05": "conflits pour l’accès à l’eau",
    "s06": "elections legislatives en Guinee-Bissau",
    "s07": "Combien de jours ai-je pour envoyer ma demande d’asile à l’OFPRA ?",
    "s08": "Niger",
    "s09": "« par et pour les femmes »",
}


def as_float(number):
    """The number as a 32-bit float, as trec_eval 9 reads it."""
    return struct.unpack("f", struct.pack("f", float(number)))[0]


def rows(run):
    return [line.split(" ") for line in run.splitlines()]


def ids(run, topic):
    return [row[2] for row in rows(run) if row[0] == topic]


class RunTest(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        path = cls.base / "topics.tsv"
        path.write_text("".join(f"{topic}\t{text}\n" for topic, text in TOPIC_LINES.items()), encoding="utf-8")
        cls.topics = str(path)

    def run_ok(self, *args, **options):
        done = cote("run", *args, **options)
        self.assertEqual((done.code, done.err), (0, ""), done)
        return done.out

    def refused(self, *args, says=(), **options):
        done = cote(*args, **options)
        self.assertEqual((done.code, done.out), (2, ""), done)
        for words in (says,) if isinstance(says, str) else says:
            self.assertIn(words, done.err)
        return done

    def index_of(self, *records):
        self.write("docs.jsonl", "".join(records))
        done = cote("index", "-i", self.index, str(self.dir / "docs.jsonl"))
        self.assertEqual(done.code, 0, done)
        return self.index

    def file(self, name, content):
        path = self.dir / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return str(path)

    def test_a_run_has_six_columns_and_strictly_decreasing_scores(self):
        out = self.run_ok("-i", self.sample, "--topics", self.topics)
        topics = []
        for row in rows(out):
            self.assertEqual(len(row), 6, row)
            self.assertEqual(row[1], "Q0")
            self.assertRegex(row[5], r"^cote-[0-9a-f]{8}$")  # the analyzer's fingerprint
            if not topics or topics[-1] != row[0]:
                topics.append(row[0])
                rank, last = 0, None
            rank += 1
            self.assertEqual(int(row[3]), rank)
            if last is not None:
                self.assertLess(float(row[4]), float(last))
                self.assertLess(as_float(row[4]), as_float(last))
            last = row[4]
        self.assertEqual(topics, list(TOPIC_LINES))

    def test_topics_stay_in_the_order_of_their_file(self):
        topics = self.file("t.tsv", "z\tMali\na\tMali\nm\tMali\n")
        out = self.run_ok("-i", self.sample, "--topics", topics)
        self.assertEqual(list(dict.fromkeys(row[0] for row in rows(out))), ["z", "a", "m"])

    def test_the_run_does_not_depend_on_the_number_of_threads(self):
        runs = {self.run_ok("-i", self.sample, "--topics", self.topics, "--threads", n) for n in ("1", "2", "7", "40")}
        runs.add(self.run_ok("-i", self.sample, "--topics", self.topics))
        self.assertEqual(len(runs), 1)

    def test_it_ranks_as_search_does(self):
        topics = self.file("t.tsv", "1\tprotection des civils au Mali\n")
        run = self.run_ok("-i", self.sample, "--topics", topics)
        found = json.loads(cote("search", "-i", self.sample, "--json", "-n", "100", "--match", "any",
                                "protection des civils au Mali").out)
        self.assertEqual(ids(run, "1"), [hit["id"] for hit in found["hits"]])

    def test_equal_scores_go_by_ascending_id(self):
        index = self.index_of(*(record(name, title="") for name in ("b", "c", "a")))
        topics = self.file("t.tsv", "1\trapport\n")
        self.assertEqual(ids(self.run_ok("-i", index, "--topics", topics), "1"), ["a", "b", "c"])

    def test_ids_that_are_no_column_are_encoded_and_read_again(self):
        names = ["a b", "a\tc", "50%", "#d", "espace\u00a0dure", "simple"]
        index = self.index_of(*(record(name) for name in names))
        topics = self.file("t.tsv", "sujet 1\trapport\n")
        out = self.run_ok("-i", index, "--topics", topics)
        for row in rows(out):
            self.assertEqual(len(row), 6, row)
            self.assertEqual(row[0], "sujet%201")
        self.assertEqual(set(ids(out, "sujet%201")),
                         {"a%20b", "a%09c", "50%25", "%23d", "espace%C2%A0dure", "simple"})
        run = self.file("run", out)
        qrels = self.file("qrels", "".join(f"sujet%201 0 {name} 1\n" for name in ids(out, "sujet%201")))
        done = cote("eval", "-m", "R@10", "--format", "csv", qrels, run)
        self.assertIn(",all,R@10,1,", done.out)

    def test_topic_files_of_every_kind(self):
        trec = ("<top>\n<num> Number: 7\n<title> MINUSS\n<desc> Description:\nRéfugiés\n<narr> Narrative:\nrien\n</top>\n")
        cases = [
            ("TSV", "7\tMINUSS\n", []),
            ("byte order mark, CRLF", "\ufeff7\tMINUSS\r\n", []),
            ("comment and blank line", "# sujets\n\n7\tMINUSS\n", []),
            ("TREC", trec, []),
            ("TREC, told so", trec, ["--topics-format", "trec", "--fields", "title"]),
            ("JSONL", '{"id": 7, "query": "MINUSS"}\n', []),
            ("JSONL, title", '{"qid": "7", "title": "MINUSS", "desc": "x"}\n', ["--topics-format", "jsonl"]),
        ]
        wanted = None
        for why, content, options in cases:
            with self.subTest(why):
                out = self.run_ok("-i", self.sample, "--topics", self.file("t", content), *options)
                wanted = wanted or out
                self.assertEqual(out, wanted)
                self.assertEqual(self.run_ok("-i", self.sample, "--topics", "-", *options,
                                             stdin=content.encode("utf-8")), wanted)
        both = self.run_ok("-i", self.sample, "--topics", self.file("t", trec), "--fields", "title,desc")
        self.assertIn("note-information-asile.pdf", ids(both, "7"))

    def test_topics_are_text_unless_the_query_language_is_asked_for(self):
        index = self.index_of(record("deux", "Le Mali et le Niger."), record("mali", "Le Mali."),
                              record("niger", "Le Niger."))
        topics = self.file("t.tsv", "1\tMali -Niger\n2\tpays:Mali (ET) \"Niger Mali\"\n")
        plain = self.run_ok("-i", index, "--topics", topics)
        self.assertEqual(set(ids(plain, "1")), {"deux", "mali", "niger"})
        self.assertEqual(set(ids(plain, "2")), {"deux", "mali", "niger"})
        query = self.run_ok("-i", index, "--topics", self.file("t.tsv", "1\tMali -Niger\n"), "--syntax", "query")
        self.assertEqual(ids(query, "1"), ["mali"])

    def test_match_limit_and_tag(self):
        index = self.index_of(record("deux", "Le Mali et le Niger."), record("mali", "Le Mali."),
                              record("niger", "Le Niger."))
        topics = self.file("t.tsv", "1\tMali Niger\n2\tMali trêve\n")
        count = lambda *args: [len(ids(self.run_ok("-i", index, "--topics", topics, *args), t)) for t in ("1", "2")]
        self.assertEqual(count(), [3, 2])
        self.assertEqual(count("--match", "all"), [1, 0])
        self.assertEqual(count("--match", "auto"), [1, 2])
        self.assertEqual(count("-n", "2"), [2, 2])
        out = self.run_ok("-i", index, "--topics", topics, "--tag", "mon run")
        self.assertEqual({row[5] for row in rows(out)}, {"mon%20run"})

    def test_filters_come_with_warnings_of_their_own(self):
        index = self.index_of(record("a", collection=["Lois"]), record("b", collection=["Avis"]))
        topics = self.file("t.tsv", "".join(f"{n}\trapport\n" for n in range(1, 7)))
        out = self.run_ok("-i", index, "--topics", topics, "--filter", "collection=avis")
        self.assertEqual({row[2] for row in rows(out)}, {"b"})
        done = cote("run", "-i", index, "--topics", topics, "--filter", "collection=Loisx")
        self.assertEqual((done.code, done.out), (0, ""))
        self.assertEqual(done.err.count("Loisx"), 1, done.err)
        self.assertIn("sujets 1, 2, 3 et 3 autres", done.err)
        self.refused("run", "-i", index, "--topics", topics, "--filter", "couleur=bleu", says="couleur")
        self.refused("run", "-i", index, "--topics", topics, "--filter", "collection", says="FACETTE=VALEUR")

    def test_a_topic_without_hits_prints_nothing(self):
        topics = self.file("t.tsv", "1\txyzzy\n2\tMali\n3\t…\n")
        done = cote("run", "-i", self.sample, "--topics", topics)
        self.assertEqual(done.code, 0)
        self.assertEqual({row[0] for row in rows(done.out)}, {"2"})
        self.assertIn("sujet 3", done.err)
        done = cote("run", "-i", self.sample, "--topics", self.file("t.tsv", ""))
        self.assertEqual((done.code, done.out), (0, ""))
        self.assertIn("aucun sujet", done.err)

    def test_header_says_what_made_the_run(self):
        stats = json.loads(cote("stats", "-i", self.sample, "--json").out)
        plain = self.run_ok("-i", self.sample, "--topics", self.topics)
        out = self.run_ok("-i", self.sample, "--topics", self.topics, "--header", "--filter", "type=rapport\n", "-n", "3")
        head = [line for line in out.splitlines() if line.startswith("#")]
        self.assertIn(stats["fingerprint"], out)
        self.assertRegex(head[0], r"^# cote \d+\.\d+")
        self.assertIn("--limit 3", head[-1])
        out = self.run_ok("-i", self.sample, "--topics", self.topics, "--header")
        self.assertEqual("".join(line for line in out.splitlines(True) if not line.startswith("#")), plain)
        qrels = self.file("q", "".join(f"{row[0]} 0 {row[2]} {int(row[3]) % 2}\n" for row in rows(plain)))
        scores = [cote("eval", qrels, "-", stdin=run.encode()).out for run in (plain, out)]
        self.assertIn("nDCG@10", scores[0])
        self.assertEqual(scores[0], scores[1])

    def test_bad_use_and_bad_topics(self):
        cases = [
            ("no topics", ["run", "-i", self.sample], "--topics"),
            ("a word", ["run", "-i", self.sample, "--topics", self.topics, "mot"], "mot"),
            ("no such file", ["run", "-i", self.sample, "--topics", "absent.tsv"], "absent.tsv"),
            ("no such index", ["run", "-i", "absent.index", "--topics", self.topics], "absent.index"),
            ("no such field", ["run", "-i", self.sample, "--topics", self.topics, "--fields", "titre"], "title"),
            ("a field that TSV has not", ["run", "-i", self.sample, "--topics", self.topics, "--fields", "desc"], "TSV"),
            ("no such format", ["run", "-i", self.sample, "--topics", self.topics, "--topics-format", "xml"], "tsv"),
            ("limit 0", ["run", "-i", self.sample, "--topics", self.topics, "-n", "0"], "--limit"),
            ("no threads", ["run", "-i", self.sample, "--topics", self.topics, "--threads", "0"], "--threads"),
        ]
        for why, args, says in cases:
            with self.subTest(why):
                self.refused(*args, says=says)
        contents = [
            ("the same id twice", "1\tMali\n2\tNiger\n1\tTchad\n", ":3: "),
            ("no tab", "1\tMali\nNiger\n", ":2: "),
            ("no query", "1\t\n", ":1: "),
            ("not UTF-8", b"1\tMali\n2\t\xe9\n", ":2: "),
            ("JSON cut off", '{"id": "1", "query": "x"\n', ":1: "),
        ]
        for why, content, says in contents:
            with self.subTest(why):
                name = self.file("t.tsv", content)
                self.refused("run", "-i", self.sample, "--topics", name, says=name + says)


class EvalTest(CommandTest):
    # d1 d2 d3 in this order: P 1, AP (1 + 2/3) / 2; nothing for topic 2, which so counts 0.
    QRELS = "1 0 d1 2\n1 0 d2 0\n1 0 d3 1\n2 0 d1 1\n3 0 d9 0\n"
    RUN = "1 Q0 d1 1 3.5 r\n1 Q0 d2 2 2.5 r\n1 Q0 d3 3 1.5 r\n4 Q0 d1 1 1 r\n"

    def file(self, name, content):
        path = self.dir / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return str(path)

    def scores(self, *args, run=0, **options):
        done = cote("eval", "--format", "json", *args, **options)
        self.assertEqual(done.code, 0, done)
        return json.loads(done.out)["runs"][run]["scores"]

    def test_values_by_hand(self):
        qrels, run = self.file("q", self.QRELS), self.file("r", self.RUN)
        names = ["AP", "RR", "P@2", "R@1", "R(rel=2)@1", "NumQ", "NumRet", "NumRel", "NumRelRet"]
        scores = self.scores(*(word for name in names for word in ("-m", name)), qrels, run)
        self.assertEqual(list(scores), names)
        # rel=2 leaves out topic 2, which has no document of grade 2.
        wanted = [5 / 12, 1 / 2, 1 / 4, 1 / 4, 1, 2, 3, 3, 2]
        for name, value in zip(names, wanted):
            self.assertAlmostEqual(scores[name], value, places=12, msg=name)

    def test_table_is_for_people(self):
        qrels, run = self.file("q", self.QRELS), self.file("r", self.RUN)
        done = cote("eval", "-m", "AP", "-m", "NumRet", qrels, run)
        self.assertEqual([line.split() for line in done.out.splitlines()],
                         [["Run", "AP", "NumRet"], [run, "0,4167", "3"]])
        self.assertIn("1 sujet sans résultat, qui compte 0 : sujet 2", done.err)
        self.assertIn("1 sujet sans jugement, laissé de côté : sujet 4", done.err)
        self.assertIn("1 sujet sans document pertinent, laissé de côté : sujet 3", done.err)
        done = cote("eval", "-m", "AP", "-m", "R(rel=2)@1", "--per-topic", qrels, run)
        self.assertEqual([line.split() for line in done.out.splitlines()][:3],
                         [["Sujet", "AP", "R(rel=2)@1"], ["1", "0,8333", "1,0000"], ["2", "0,0000", "–"]])

    def test_defaults(self):
        scores = self.scores(self.file("q", self.QRELS), self.file("r", self.RUN))
        self.assertEqual(list(scores), ["AP", "RR", "nDCG@10", "P@10", "R@100", "Judged@10"])

    def test_a_measure_twice_is_one(self):
        scores = self.scores(self.file("q", self.QRELS), self.file("r", self.RUN), "-m", "MAP", "-m", "ap")
        self.assertEqual(list(scores), ["AP"])

    def test_json_and_csv_have_all_figures(self):
        qrels, run = self.file("q", self.QRELS), self.file("r", self.RUN)
        done = json.loads(cote("eval", "-m", "AP", "-m", "R(rel=2)@1", "--format", "json", "--per-topic", qrels, run).out)
        self.assertEqual(list(done), ["qrels", "measures", "runs", "baseline", "comparisons"])
        self.assertEqual(done["runs"][0]["topics"], {"1": {"AP": (1 + 2 / 3) / 2, "R(rel=2)@1": 1},
                                                     "2": {"AP": 0, "R(rel=2)@1": None}})
        self.assertEqual((done["baseline"], done["comparisons"]), (None, []))
        self.assertEqual([done["runs"][0][key] for key in ("unanswered", "unjudged", "without_relevant")],
                         [["2"], ["4"], ["3"]])
        out = cote("eval", "-m", "AP", "--format", "csv", "--per-topic", qrels, run, run).out
        table = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual([(row["topic"], row["measure"], row["value"], row["difference"]) for row in table[3:]],
                         [("all", "AP", repr((1 + 2 / 3) / 2 / 2), "0"), ("1", "AP", repr((1 + 2 / 3) / 2), "0"),
                          ("2", "AP", "0", "0")])
        self.assertEqual(table[0]["difference"], "")
        self.assertEqual(table[3]["ties"], "2")
        self.assertTrue(all(None not in row and None not in row.values() for row in table))

    def comparable(self):
        """Twelve topics: run b is better than a on six, c on none."""
        qrels = "".join(f"{n} 0 d 1\n" for n in range(12))
        a = "".join(f"{n} Q0 x 1 2 a\n{n} Q0 d 2 1 a\n" for n in range(12))
        b = "".join(f"{n} Q0 {'d' if n % 2 else 'x'} 1 2 b\n{n} Q0 {'x' if n % 2 else 'd'} 2 1 b\n" for n in range(12))
        c = "".join(f"{n} Q0 x 1 2 c\n{n} Q0 d 2 1 c\n" for n in range(11))
        return self.file("q", qrels), self.file("a", a), self.file("b", b), self.file("c", c)

    def test_comparison(self):
        qrels, a, b, c = self.comparable()
        done = cote("eval", "-m", "RR", "--format", "json", qrels, a, b, c)
        out = json.loads(done.out)
        self.assertEqual(out["baseline"], a)
        first, second = out["comparisons"]
        self.assertEqual((first["measure"], first["run"], first["topics"]), ("RR", b, 12))
        self.assertEqual((first["wins"], first["ties"], first["losses"]), (6, 6, 0))
        self.assertAlmostEqual(first["difference"], 0.25)
        # Six differences of one size: 2 of 2^6 assignments are as extreme; the smaller of two p-values twice.
        self.assertEqual(first["randomisation"], {"p": 0.03125, "exact": True, "holm": 0.0625})
        self.assertAlmostEqual(first["student"]["holm"], 2 * first["student"]["p"])
        self.assertLess(first["bootstrap"]["low"], 0.25)
        self.assertGreater(first["bootstrap"]["high"], 0.25)
        self.assertEqual((second["run"], second["losses"], second["only_baseline"]), (c, 1, ["11"]))
        self.assertIn("ne répondent pas aux mêmes sujets", done.err)
        text = cote("eval", "-m", "RR", qrels, a, b, c)
        self.assertIn("Écart avec " + a, text.out)
        self.assertIn("Holm", text.out)
        self.assertRegex(text.out, r"RR +" + b + r" +\+0,2500 +\[\+0,\d{4} ; \+0,\d{4}\] +6 +6 +0 ")
        self.assertNotIn("Holm", cote("eval", "-m", "RR", qrels, a, b).out)
        self.assertEqual(cote("eval", "-m", "RR", qrels, a, b, c).out, text.out, "the draws have a seed")

    def test_baseline(self):
        qrels, a, b, _ = self.comparable()
        for args in ([a, b, "--baseline", b], ["--baseline", b, a]):
            with self.subTest(args=args):
                out = json.loads(cote("eval", "-m", "RR", "--format", "json", qrels, *args).out)
                self.assertEqual(out["baseline"], b)
                self.assertEqual([one["run"] for one in out["comparisons"]], [a])
                self.assertAlmostEqual(out["comparisons"][0]["difference"], -0.25)

    def test_tolerant_reading(self):
        wanted = self.scores(self.file("q", self.QRELS), self.file("r", self.RUN))
        cases = [
            ("CRLF", self.QRELS.replace("\n", "\r\n"), self.RUN.replace("\n", "\r\n")),
            ("byte order mark", "\ufeff" + self.QRELS, "\ufeff" + self.RUN),
            ("tabs", self.QRELS.replace(" ", "\t"), self.RUN.replace(" ", "\t")),
            ("exponents", self.QRELS, self.RUN.replace("3.5", "3.5e0").replace("1.5", "15E-1")),
            ("comments", "# j\n" + self.QRELS, "# r\n" + self.RUN),
        ]
        for why, qrels, run in cases:
            with self.subTest(why):
                self.assertEqual(self.scores(self.file("q", qrels), self.file("r", run)), wanted)
        self.assertEqual(self.scores(self.file("q", self.QRELS), "-", stdin=self.RUN.encode()), wanted)
        self.assertEqual(self.scores("-", self.file("r", self.RUN), stdin=self.QRELS.encode()), wanted)

    def test_an_empty_run_is_measured(self):
        done = cote("eval", "-m", "AP", "-m", "NumRet", self.file("q", self.QRELS), self.file("r", ""))
        self.assertEqual(done.code, 0)
        self.assertEqual(done.out.split()[-2:], ["0,0000", "0"])
        self.assertIn("2 sujets sans résultat, qui comptent 0", done.err)

    def test_bad_input_names_file_and_line(self):
        cases = [
            ("run with a column too few", self.QRELS, "1 Q0 d1 1 3.5 r\n1 Q0 d2 2 r\n", "r:2: "),
            ("score that is none", self.QRELS, "1 Q0 d1 1 haut r\n", "r:1: "),
            ("NaN", self.QRELS, "1 Q0 d1 1 nan r\n", "r:1: "),
            ("document twice", self.QRELS, "1 Q0 d1 1 2 r\n1 Q0 d2 2 1 r\n1 Q0 d1 3 0 r\n", "r:3: "),
            ("qrels with a column too many", "1 0 d1 1 1\n", self.RUN, "q:1: "),
            ("grade that is none", "1 0 d1 1\n1 0 d2 1.5\n", self.RUN, "q:2: "),
            ("judged twice", "1 0 d1 1\n1 0 d1 0\n", self.RUN, "q:2: "),
            ("a run in place of qrels", self.RUN, self.RUN, "jugements"),
        ]
        for why, qrels, run, says in cases:
            with self.subTest(why):
                done = cote("eval", self.file("q", qrels), self.file("r", run))
                self.assertEqual((done.code, done.out), (2, ""), done)
                self.assertIn(str(self.dir / says) if says[1:2] == ":" else "attend", done.err)

    def test_bad_use(self):
        qrels, run = self.file("q", self.QRELS), self.file("r", self.RUN)
        cases = [
            ("nothing", [], "JUGEMENTS"),
            ("no run", [qrels], "RUN"),
            ("unknown measure", [qrels, run, "-m", "nDGC@10"], "nDCG[@k]"),
            ("missing cut-off", [qrels, run, "-m", "P"], "P@10"),
            ("unknown option of a measure", [qrels, run, "-m", "P(note=2)@5"], "rel"),
            ("no such file", [qrels, "absent.run"], "absent.run"),
            ("a folder", [qrels, str(self.dir)], "dossier"),
            ("format", [qrels, run, "--format", "xml"], "table"),
            ("standard input twice", ["-", "-"], "entrée standard"),
            ("help of an unknown measure", ["--help-measure", "foo"], "Judged@k"),
            ("help and files", ["--help-measure", "AP", qrels], qrels),
        ]
        for why, args, says in cases:
            with self.subTest(why):
                done = cote("eval", *args)
                self.assertEqual((done.code, done.out), (2, ""), done)
                self.assertIn(says, done.err)

    def test_help_of_a_measure(self):
        for name in ("nDCG@10", "ndcg", "P", "RBP(p=0.5)"):
            with self.subTest(name):
                done = cote("eval", "--help-measure", name)
                self.assertEqual((done.code, done.err), (0, ""), done)
                for part in ("Définition", "Exemple", "Source"):
                    self.assertIn(part, done.out)


if __name__ == "__main__":
    unittest.main()
