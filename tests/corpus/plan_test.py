#!/usr/bin/env python3
"""The bundled collection against its plan: every row of corpus/PLAN.md holds for the document as the command reads it.

    COTE_BINARY=build/release/cote python3 tests/corpus/plan_test.py [unittest's arguments]

The source root is $COTE_SOURCE_DIR, else the one that this file stands in. What a trait means stands in the plan's
table of traits; here is one function for each code. Without pdftotext, what only the raw text of a PDF can show is
left out.
"""

import functools
import html
import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import unittest

SOURCE = pathlib.Path(os.environ.get("COTE_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
BINARY = pathlib.Path(os.environ.get("COTE_BINARY", SOURCE / "build/release/cote"))
CORPUS = SOURCE / "corpus"
REPORTS = CORPUS / "reports"
# A collection that lies outside the tree is checked with the lexicon of the tree that built the command.
LEXICON = next((root / "analyzers/lexicon" for root in (SOURCE, BINARY.resolve().parents[2])
                if (root / "analyzers/lexicon").is_dir()), SOURCE / "analyzers/lexicon")
PDFTOTEXT = shutil.which("pdftotext")

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre"
LONG_DATE = rf"\b\d{{1,2}}(?:er)? (?:{MONTHS}) \d{{4}}\b"
SYMBOL = r"\b[A-Z]+(?:/[A-Z]*[\w.]*\d[\w.]*|/[A-Z][\w.]*)+"

# What the collection has to show: each has one document at least.
ASKED = """dotted-acronym acronym-only long-form-only definition definition-reversed english-acronym
    straight-apostrophe typographic-apostrophe caps-without-accents spelling-1990 spelling-older feminine-function
    inclusive-form demonym demonym-only symbol prose-citation resolution-list ordinal-in-letters date-long date-numeric
    date-in-letters date-abbreviated number-space number-nbsp number-nnbsp quotation english-title footnote table headings
    annex-numbering line-end-hyphen page-furniture letter-items ambiguous near-duplicate revises corrects adds-to
    encoding:windows-1252 encoding:utf-16le""".split()


def plain(text):
    """One kind of apostrophe and of space, so that a search need not know which one stands there."""
    return re.sub("[\u00a0\u202f]", " ", text).replace("’", "'")


def whole(words):
    return r"(?<!\w)" + re.escape(plain(words)) + r"(?!\w)"


def dotted(acronym):
    return r"(?<!\w)" + r"\. ?".join(acronym) + r"\."


def runs(text, length=5):
    words = re.findall(r"\w+", plain(text).lower())
    return {tuple(words[i:i + length]) for i in range(len(words) - length + 1)}


def shared(one, other):
    """The part of the shorter document's runs of five words that stand in the other."""
    a, b = sorted((one.runs, other.runs), key=len)
    return len(a & b) / len(a)


def tables(text):
    """The plan's tables: the header cells and the rows, each a dictionary."""
    found = []
    for block in re.findall(r"(?m)(?:^\|.*\n)+", text):
        lines = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in block.rstrip("\n").split("\n")]
        found.append((lines[0], [dict(zip(lines[0], line)) for line in lines[2:]]))
        for line in lines[2:]:
            if len(line) != len(lines[0]):
                raise ValueError(f"corpus/PLAN.md: a row has {len(line)} cells, its table {len(lines[0])}: {line[0]}")
    return found


def lexicon(*names):
    """Rows of the lexicon's files by canonical name, each cell by its column's name and as a list."""
    rows = {}
    for name in names:
        lines = (LEXICON / name).read_text(encoding="utf-8").splitlines()
        header, *cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
        for row in cells:
            rows[row[0]] = {column: cell.split(";") if cell else [] for column, cell in zip(header, row, strict=True)}
    return rows


def former_names(row):
    return [re.sub(r" \([\d-]+\)$", "", name) for name in row["former"]]


def several(cell):
    return [item for item in cell.split(", ") if item and item != "–"]


def run(*arguments):
    done = subprocess.run([BINARY, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise AssertionError(f"cote {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


class Document:
    def __init__(self, row, shown):
        self.id, self.row = row["id"], row
        self.format = row["format"]
        self.date, self.symbols, self.paragraphs = shown["date"], shown["symbols"], shown["paragraphs"]
        self.numbers = [p["paragraph"] for p in self.paragraphs]
        self.headings = list(dict.fromkeys(h for p in self.paragraphs for h in p["heading"]))
        self.title = shown["title"] or ""
        self.blocks = [plain(b) for b in [self.title, *self.headings, *(p["text"] for p in self.paragraphs)]]
        self.text = "\n".join(self.blocks)
        self.words = len(self.text.split())
        self.own = re.findall(SYMBOL, row["body, symbol"])
        self.traits = several(row["traits"])

    @property
    def path(self):
        return REPORTS / (self.format.split()[1] if self.format.startswith("jsonl") else self.id)

    @functools.cached_property
    def raw(self):
        """The decoded bytes; see the plan for PDF, HTML and JSONL."""
        data = self.path.read_bytes()
        if self.format.startswith("jsonl"):
            return next(r["text"] for r in map(json.loads, data.decode().splitlines()) if r["id"] == self.id)
        if self.format.startswith("pdf"):
            if not PDFTOTEXT:
                raise unittest.SkipTest(f"{self.id}: no pdftotext here")
            done = subprocess.run([PDFTOTEXT, "-layout", self.path, "-"], capture_output=True, check=True)
            return done.stdout.decode()
        if self.format == "txt windows-1252":
            return data.decode("cp1252")
        if self.format == "txt utf-16":
            return data.decode("utf-16")
        text = data.decode()
        return html.unescape(text) if self.format == "html" else text

    @functools.cached_property
    def source(self):
        """What the footnotes of a PDF are written in."""
        is_pdf = self.format.startswith("pdf")
        return (CORPUS / "sources" / f"{self.path.stem}.md").read_text(encoding="utf-8") if is_pdf else self.raw

    @functools.cached_property
    def runs(self):
        return runs(self.text)

    def has(self, words, flags=re.IGNORECASE):
        return re.search(whole(words), self.text, flags)

    def acronym(self, x):
        return self.has(x, 0)

    def capitals(self):
        lines = [*self.blocks, *plain(self.raw).split("\n")]
        return [line for line in lines if line == line.upper() and len(re.findall(r"\w+", line)) > 1]

    def counted(self):
        """How many paragraphs have the numbers 1, 2, 3 … in order."""
        following = 1
        for number in self.numbers:
            following += number == str(following)
        return following - 1


# --- the words that the lexicons and the collection know ---------------------------------------------------------------

@functools.cache
def entities():
    return lexicon("bodies.tsv", "missions.tsv")


def acronyms(row):
    return row["acronyms"] + row["acronyms_en"]


@functools.cache
def countries():
    return lexicon("countries.tsv")


@functools.cache
def long_forms(x):
    """Of the lexicon, and the words before (X) or in X (…) in some document whose initials spell X."""
    forms = set()
    for canonical, row in entities().items():
        if x.lower() in {name.lower() for name in (canonical, *acronyms(row))}:
            written = [*row["label"], *row["forms"], *row["forms_en"], *former_names(row)]
            # The lexicon derives these wordings itself (docs/lexicon.md).
            written += [form.replace("des Nations Unies", other) for form in written
                        for other in ("de l'ONU", "de l'Organisation des Nations Unies")]
            forms |= {plain(form) for form in written}
    small = r"(?:(?:d'|l'|de|des|du|la|le|les|et|en|à|au|aux|pour|par|sur) ?)*"
    initials = [f"(?-i:[{c}{c.lower()}" + ("Éé" if c == "E" else "") + "])" for c in x]
    spelt = r"(?<!\w)" + (r"[\w-]* " + small).join(initials) + r"[\w-]*"
    for doc in Collection.documents.values():
        text = doc.text.replace("\n", " ")
        for pattern in (rf"({spelt}) ?\({x}[,)]", rf"(?<!\w){x} \(({spelt})"):
            forms |= set(re.findall(pattern, text))
    return forms


def stands_long(doc, x):
    text = " ".join(doc.text.split())
    return any(re.search(whole(form), text, re.IGNORECASE) for form in long_forms(x))


def nations(country):
    """Its names, and a pattern of its demonyms."""
    row = countries()[country]
    names = [country, *row["label"], *row["forms"], *former_names(row)]
    return names, r"(?<![\w-])(?:" + "|".join(plain(d) for d in row["demonyms"]) + r")(?:e?s)?(?![\w-])"


def named(doc, name):
    """The bare name; not Guinée in Guinée-Bissau nor Soudan in Soudan du Sud."""
    longer = [n for n in countries() if n.startswith(name) and n != name]
    tail = "".join(rf"(?!{re.escape(plain(n[len(name):]))})" for n in longer)
    return re.search(r"(?<![\w-])" + re.escape(plain(name)) + tail + r"(?!\w)", doc.text)


# --- the traits --------------------------------------------------------------------------------------------------------

TRAITS = {}


def trait(code):
    def keep(function):
        TRAITS[code] = function
        return function
    return keep


def pattern_trait(code, pattern, where="text", least=1):
    """So many matches, in the text or in the raw text."""
    TRAITS[code] = lambda doc: len(list(re.finditer(pattern, getattr(doc, where)))) >= least


def words_trait(code, words, least):
    """So many different words of a list, with their inflections."""
    def holds(doc):
        return sum(bool(re.search(rf"(?<!\w){re.escape(w)}(?:e?s|nt|r)?(?!\w)", doc.text, re.I)) for w in words) >= least
    TRAITS[code] = holds


pattern_trait("date-abbreviated", r"\d(?:er)?[ \u00a0](?:janv|févr|avr|juill|sept|oct|nov|déc)\. \d{4}", "raw")
pattern_trait("date-in-letters", rf"deux mille[^\d]{{0,60}}(?:{MONTHS})|(?:{MONTHS})[^\d]{{0,60}}deux mille")
pattern_trait("date-long", LONG_DATE)
pattern_trait("date-numeric", r"\b\d{2}/\d{2}/\d{4}\b", "raw")
pattern_trait("initials", r"\b[A-ZÉ]\. [A-ZÉ]\b")
pattern_trait("latin", r"\b(?:ad hoc|sine die|de facto|mutatis mutandis|prima facie|in fine|a priori|ipso facto|"
              r"minus est)\b")
pattern_trait("number-dot", r"\b\d{1,3}(?:\.\d{3})+\b", "raw")
pattern_trait("number-nbsp", "\\d\u00a0\\d{3}", "raw")
pattern_trait("number-nnbsp", "\\d\u202f\\d{3}", "raw")
pattern_trait("number-space", r"\d \d{3}(?!\w)", "raw")
pattern_trait("old-name", r"\b(?:Haute-Volta|Dahomey|Léopoldville|Zaïre|Birmanie|Swaziland)\b")
pattern_trait("ordinal-in-digits", r"\d(?:er|re|e|ème|ᵉ)(?!\w)|\d(?:<sup>|\^)(?:er|re|e|ème)\b", "raw")
pattern_trait("ordinal-in-letters", r"\b\w{6,}ièmes?\b|\b\w+ièmes? (?:session|séance)")
pattern_trait("page-reference", r"(?im)^(?:page|paragraphe) \d")
pattern_trait("percent-words", r"p\. 100|\bpour cent\b")
pattern_trait("prose-citation", r"\brésolution \d")
pattern_trait("prose-convention", r"(?i)\b(?:convention|protocole|traité) du " + LONG_DATE[2:])
pattern_trait("quotation", r"« ?[^»\s]+\s[^»\s]+\s[^»\s]+[^»]*»")
pattern_trait("signature", r"\(Signée?\)")
pattern_trait("resolution-list", r"\brésolutions \d+[^,;.]{0,40}, (?:\d[^,;.]{0,40}, )*\d[^,;.]{0,40}? et \d")
pattern_trait("resolution-pair", r"\brésolutions \d+(?: \(\d{4}\)|/\d+)? et \d+")
pattern_trait("straight-apostrophe", r"[^\W\d]'[^\W\d]", "raw", 3)
pattern_trait("typographic-apostrophe", r"[^\W\d]’[^\W\d]", "raw", 3)
pattern_trait("stray-apostrophe-space", r"[^\W\d](?: ['’]|['’] )[^\W\d]", "raw")
pattern_trait("inclusive-form", r"(?i)\w·\w|\w\((?:e|ne)\)|-e-s\b|"
              r"\b((\w{4})\w*) (?:et|ou) (?:(?:aux?|à la|les?|la|une?|des|du|de la) |d')?(?!\1\b)\2\w*")
words_trait("spelling-1990", "évènement règlementaire règlementation cout aout ambigüe maitrise connaitre reconnaitre paraitre "
            "boite ile entrainer fraiche chaine cèdera apparaitre disparait plait".split(), 2)
words_trait("spelling-older", "clef payement grand'route entr'aide long-temps contre-seing grand'place".split(), 2)
words_trait("feminine-function", ["cheffe", "présidente", "vice-présidente", "directrice", "conseillère", "rapporteuse",
            "rapporteure", "envoyée", "représentante spéciale", "haute-commissaire", "la ministre", "préfète", "rectrice",
            "déléguée", "magistrate", "procureure", "greffière", "commandante", "secrétaire générale", "officière",
            "coordonnatrice", "experte"], 2)


@trait("acronym-only")
def acronym_only(doc, x):
    return doc.acronym(x) and not stands_long(doc, x)


@trait("long-form-only")
def long_form_only(doc, x):
    return stands_long(doc, x) and not doc.acronym(x) and not re.search(dotted(x), doc.text)


@trait("ambiguous")
def ambiguous(doc, both):
    x, meaning = both.split("=")
    return doc.acronym(x) and doc.has(meaning)


@trait("definition")
def definition(doc, x):
    text = " ".join(doc.text.split())
    return any(re.search(re.escape(form) + r".{0,3}\(" + x + "[),]", text, re.I) for form in long_forms(x))


@trait("definition-reversed")
def definition_reversed(doc, x):
    text = " ".join(doc.text.split())
    return any(re.search(rf"(?<!\w){x} \({re.escape(form)}", text, re.I) for form in long_forms(x))


@trait("dotted-acronym")
def dotted_acronym(doc):
    known = {a for row in entities().values() for a in acronyms(row)}
    return any(re.sub(r"\W", "", m) in known for m in re.findall(r"(?<!\w)(?:[A-ZÉ]\.[ \u00a0]?){2,}", doc.raw))


@trait("english-acronym")
def english_acronym(doc, x):
    return doc.acronym(x)


@trait("demonym")
def demonym(doc, country):
    return re.search(nations(country)[1], doc.text)


@trait("demonym-only")
def demonym_only(doc, country):
    return demonym(doc, country) and not any(re.search(whole(name), doc.text) for name in nations(country)[0])


@trait("adds-to")
def adds_to(doc, symbol):
    return any(re.fullmatch(re.escape(symbol) + r"/Add\.\d+", own) for own in doc.own)


@trait("corrects")
def corrects(doc, symbol):
    return any(re.fullmatch(re.escape(symbol) + r"/Corr\.\d+", own) for own in doc.own)


@trait("revises")
def revises(doc, symbol):
    return any(re.fullmatch(re.escape(symbol) + r"/Rev\.\d+", own) for own in doc.own)


@trait("double-symbol")
def double_symbol(doc):
    return len(doc.symbols) == 2


@trait("symbol")
def symbol_cited(doc, symbol):
    return symbol not in doc.symbols and re.search(whole(symbol) + r"(?!/)", doc.text)


@trait("cites-act")
def cites_act(doc, number):
    others = [d for d in Collection.documents.values() if d is not doc and number in d.row["body, symbol"]]
    return others and doc.has(f"décret n° {number}")


@trait("successor")
def successor(doc, earlier):
    other = Collection.documents.get(earlier)
    if not other:
        return False
    dates = [other.date] if other.date else []
    said = [plain(other.title), other.id, *(long_date(d) for d in dates if len(d) == 10)]
    return any(doc.has(what) for what in said)


def long_date(iso):
    year, month, day = iso.split("-")
    name = [m for m in MONTHS.split("|") if m != "aout"][int(month) - 1]
    return f"{int(day)}{'er' if day == '01' else ''} {name} {year}"


@trait("annex-numbering")
def annex_numbering(doc):
    starts = [i for i, p in enumerate(doc.paragraphs)
              if p["text"].startswith("Annexe") or any(h.startswith("Annexe") for h in p["heading"])]
    return starts and "1" in doc.numbers[:starts[0]] and "1" in doc.numbers[starts[0]:]


@trait("article-heading")
def article_heading(doc):
    numbers = re.findall(r"(?m)^(?:Article|Art\.) (1er|\d+)", doc.text)
    following = 1
    for number in numbers:
        following += number in (str(following), f"{following}er")
    return following > 3


@trait("article-of-law")
def article_of_law(doc, number):
    spelt = re.escape(number).replace(r"L\.\ ", r"L\.? ?")
    text = " ".join(doc.text.split())
    return re.search(rf"(?i)\b(?:articles?|art\.).{{0,40}}?(?<![\w-]){spelt}(?!\d)(?!-\d)", text)


@trait("caps-heading")
def caps_heading(doc, word):
    return any(re.search(whole(word), line) for line in doc.capitals())


@trait("caps-without-accents")
def caps_without_accents(doc):
    bare = r"\b(?:ETATS?|SECURITE|RESOLUTIONS?|DECISIONS?|DECRETE|REPUBLIQUE|GENERALE|ARRETE|REUNION|ELECTIONS?|OPERATIONS?)\b"
    return any(re.search(bare, line) for line in doc.capitals())


@trait("confusable")
def confusable(doc, word):
    return re.search(rf"(?i)(?<!\w){word}s?(?!\w)", doc.text)


@trait("encoding")
def encoding(doc, name):
    data = doc.path.read_bytes()
    try:
        data.decode("utf-8")
        return False
    except UnicodeDecodeError:
        return {"windows-1252": b"\x92" in data, "utf-16le": data[:2] == b"\xff\xfe",
                "utf-16be": data[:2] == b"\xfe\xff"}[name]


@trait("english-title")
def english_title(doc):
    titles = re.findall(r"«([^»]*)»|“([^”]*)”|\*+([^*\n]+)\*+", doc.source)
    return any(len(t.split()) >= 3 and re.search(r"(?i)\b(?:of|the|and|for)\b", t) for t in itertools.chain(*titles))


@trait("footnote")
def footnote(doc):
    if re.search(r"\[\^\d+\](?!:)", doc.source) and re.search(r"(?m)^\[\^\d+\]:", doc.source):
        return True
    note = re.search(r"_{10,}\n+ *(\d+) ", doc.source)
    return note and re.search(rf"[^\W\d][»,.;]*{note[1]}(?!\d)", doc.source[:note.start()])


@trait("front-matter")
def front_matter(doc):
    head = re.match(r"---\n(.*?)\n---\n", doc.raw, re.DOTALL)
    return head and re.search(r"(?m)^title:", head[1]) and re.search(r"(?m)^date:", head[1])


@trait("hard-wrapped")
def hard_wrapped(doc):
    lines = doc.raw.split("\n")
    run_on = sum(bool(a.strip() and b.strip()) for a, b in zip(lines, lines[1:]))
    return len(lines) > 40 and max(map(len, lines)) <= 90 and run_on * 2 >= sum(bool(line.strip()) for line in lines)


@trait("headings")
def headings(doc):
    return len({tuple(p["heading"]) for p in doc.paragraphs if p["heading"]}) >= 3


def line_ends(doc):
    return re.findall(r"([^\W\d]+)-\s*\n\s*([^\W\d][\w-]*)", doc.raw)


@trait("hyphen-kept")
def hyphen_kept(doc):
    return any(doc.has(f"{left}-{right}") for left, right in line_ends(doc))


@trait("line-end-hyphen")
def line_end_hyphen(doc):
    return sum(bool(doc.has(left + right)) for left, right in line_ends(doc) if right[0].islower()) >= 2


@trait("letter-items")
def letter_items(doc):
    marks = [(p["paragraph"] or "")[-2:] if (p["paragraph"] or "").endswith(")") else p["text"][:2] for p in doc.paragraphs]
    marks = [mark for mark in marks if re.fullmatch(r"[a-z]\)", mark)]
    return "a) b) c)" in " ".join(marks)


@trait("navigation")
def navigation(doc):
    if not all(f"<{tag}" in doc.raw for tag in ("nav", "main", "footer")):
        return False
    around = " ".join(re.findall(r"(?s)<(?:nav|footer).*?</(?:nav|footer)>", doc.raw))
    words = set(re.findall(r"[^\W\d]{4,}", plain(re.sub(r"<[^>]*>", " ", around))))
    return sum(not doc.has(word) for word in words) >= 3


@trait("near-duplicate")
def near_duplicate(doc, other):
    return other in Collection.documents and 0.5 <= shared(doc, Collection.documents[other]) < 1


@trait("numbered-paragraphs")
def numbered_paragraphs(doc):
    return doc.counted() >= 10


@trait("numbered-paragraphs-short")
def numbered_paragraphs_short(doc):
    return doc.counted() >= 4


@trait("page-furniture")
def page_furniture(doc):
    job = r"\d\d-\d{5}(?: \([A-Z]\))?"
    lines = [" ".join(line.split()) for line in doc.raw.split("\n")]
    pages = [line for line in lines if re.fullmatch(rf"(?:{job} )?\d+/\d+(?: {job})?", line)]
    signed = any(re.search(job, line) or line in doc.own for line in lines)
    return pages and signed and not any(re.search(rf"(?m)^{line}$|{job}", doc.text) for line in pages)


@trait("question-heading")
def question_heading(doc):
    return sum(plain(h).endswith(" ?") for h in doc.headings) >= 3


@trait("table")
def table(doc):
    gaps = r"[^\n]*\S(?: {3,}|\t)[^\n]*\S(?: {3,}|\t)[^\n]*\n"
    return "<table" in doc.raw or re.search(r"(?m)^\|[-| :]+\|$", doc.raw) or re.search(rf"(?m)^(?:{gaps}){{3}}", doc.raw)


@trait("trap")
def trap(doc, word):
    return doc.has(word, 0)


# --- the names cell ----------------------------------------------------------------------------------------------------

def mark_holds(doc, mark):
    if mark.startswith("p:"):
        return doc.has(mark[2:], 0)
    if mark.startswith("~"):
        return demonym_only(doc, mark[1:])
    x, _, how = mark.rpartition(":")
    if not x:
        return named(doc, mark)
    if how == "e":
        others = {a for c, row in entities().items() if x in (c, *acronyms(row)) for a in acronyms(row)} - {x}
        return any(doc.acronym(a) for a in others)
    return {"u": doc.acronym, "d": lambda x: re.search(dotted(x), doc.raw), "l": lambda x: long_form_only(doc, x),
            "f": lambda x: definition(doc, x), "r": lambda x: definition_reversed(doc, x)}[how](x)


# --- the test ----------------------------------------------------------------------------------------------------------

class Collection(unittest.TestCase):
    longMessage = False
    documents = {}

    @classmethod
    def setUpClass(cls):
        cls.tables = tables((CORPUS / "PLAN.md").read_text(encoding="utf-8"))
        cls.rows = [row for head, rows in cls.tables if "traits" in head for row in rows]
        cls.definitions = {row["trait"].split(":")[0]: row["holds when"]
                           for head, rows in cls.tables if "holds when" in head for row in rows}
        cls.topics = [row for head, rows in cls.tables if "qid" in head for row in rows]
        cls.promises = [row for head, rows in cls.tables if "words" in head and "promise" in head for row in rows]
        with tempfile.TemporaryDirectory() as folder:
            cls.indexed = run("index", "-i", f"{folder}/index", REPORTS)
            for row in cls.rows:
                done = subprocess.run([BINARY, "show", "-i", f"{folder}/index", "--json", row["id"]],
                                      capture_output=True, text=True, encoding="utf-8", check=False)
                if done.returncode == 0:
                    cls.documents[row["id"]] = Document(row, json.loads(done.stdout))

    def test_every_row_has_a_document_and_every_document_a_row(self):
        planned = [row["id"] for row in self.rows]
        self.assertEqual(len(planned), len(set(planned)), "an id stands twice in the plan")
        present = set()
        for path in REPORTS.iterdir():
            if path.suffix == ".jsonl":
                present |= {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}
            else:
                present.add(path.name)
        for what, ids in (("rows without a document", set(planned) - present),
                          ("documents without a row", present - set(planned)),
                          ("documents that the command does not show", set(planned) - set(self.documents))):
            self.assertFalse(ids, f"{what}: {', '.join(sorted(ids))}")
        self.assertGreaterEqual(len(planned), 48, "48 documents at least")

    def test_files(self):
        for path in REPORTS.iterdir():
            with self.subTest(file=path.name):
                self.assertIn(path.suffix, (".txt", ".md", ".html", ".pdf", ".jsonl"), f"{path.name}: not a format we read")
                self.assertLess(path.stat().st_size, 2_000_000, f"{path.name}: over 2 MB")

    def test_formats(self):
        for doc in self.documents.values():
            with self.subTest(document=doc.id):
                data, kind = doc.path.read_bytes(), doc.format.split()[0]
                self.assertEqual(doc.path.suffix, f".{kind}", f"{doc.id}: the plan says {kind}")
                if kind == "pdf":
                    self.assertTrue(data.startswith(b"%PDF-"), f"{doc.id}: no PDF")
                    self.assertIn(max(p["page"] for p in doc.paragraphs), range(1, 7), f"{doc.id}: one to six pages")
                    layout = re.search(r"(?m)^layout: (\w+)$", doc.source)[1]
                    self.assertEqual(doc.format, f"pdf ({layout})", f"{doc.id}: the source's layout is {layout}")
                elif doc.format == "txt windows-1252":
                    self.assertTrue(encoding(doc, "windows-1252"), f"{doc.id}: not Windows-1252")
                elif doc.format == "txt utf-16":
                    self.assertTrue(encoding(doc, "utf-16le") or encoding(doc, "utf-16be"), f"{doc.id}: not UTF-16")
                else:
                    text = data.decode("utf-8")
                    self.assertEqual(unicodedata.normalize("NFC", text), text, f"{doc.id}: not NFC")
                    self.assertNotIn("\r", text, f"{doc.id}: CR in it")
                    self.assertRegex(text, r"[^\n]\n\Z", f"{doc.id}: one newline at the end")
                    self.assertNotRegex(text, r"[ \t]\n", f"{doc.id}: spaces at a line's end")

    def test_encodings_are_made_from_their_sources(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, "-B", CORPUS / "sources/make_encodings.py", folder], check=True)
            made = sorted(pathlib.Path(folder).iterdir())
            self.assertEqual(len(made), sum(d.format in ("txt windows-1252", "txt utf-16") for d in self.documents.values()),
                             f"{len(made)} documents made")
            for path in made:
                self.assertEqual(path.read_bytes(), (REPORTS / path.name).read_bytes(), f"{path.name} is not its source's")

    def test_words(self):
        for doc in self.documents.values():
            with self.subTest(document=doc.id):
                target = int(doc.row["words"])
                self.assertTrue(300 <= doc.words <= 1800, f"{doc.id}: {doc.words} words")
                self.assertLessEqual(abs(doc.words - target), 0.2 * target,
                                     f"{doc.id}: {doc.words} words, the plan has {target}")

    def test_dates(self):
        for doc in self.documents.values():
            with self.subTest(document=doc.id):
                self.assertEqual(doc.date or "–", doc.row["date"],
                                 f"{doc.id}: the date is read as {doc.date}, the plan has {doc.row['date']}")

    def test_symbols(self):
        for doc in self.documents.values():
            with self.subTest(document=doc.id):
                read = [own for own in doc.own if own.startswith(("A/", "S/"))]
                if doc.format == "md":
                    read = re.findall(r"(?m)^cote: *[\"']?(.*?)[\"']?$", doc.raw)
                    self.assertTrue(all(own in read for own in doc.own), f"{doc.id}: {doc.own} in the plan, {read} as cote")
                self.assertEqual(sorted(doc.symbols), sorted(read), f"{doc.id}: reads {doc.symbols}, the plan has {read}")
                for own in [*doc.own, *re.findall(r"n° [\d-]+", doc.row["body, symbol"])]:
                    self.assertTrue(own in read or doc.has(own), f"{doc.id}: {own} does not stand in the text")

    def test_names(self):
        for doc in self.documents.values():
            for mark in several(doc.row["names"]):
                with self.subTest(document=doc.id, name=mark):
                    self.assertTrue(mark_holds(doc, mark), f"{doc.id}: {mark} of the cell « names » does not hold")

    def test_traits(self):
        odd = sorted(set(TRAITS) ^ set(self.definitions))
        self.assertFalse(odd, f"traits of the plan's table or of this test only: {odd}")
        for doc in self.documents.values():
            for code in doc.traits:
                name, _, argument = code.partition(":")
                with self.subTest(document=doc.id, trait=code):
                    self.assertIn(name, TRAITS, f"{doc.id}: no such trait: {code}")
                    self.assertTrue(TRAITS[name](doc, argument) if argument else TRAITS[name](doc),
                                    f"{doc.id}: the trait {code} does not hold: {self.definitions[name]}")

    def test_near_duplicates_are_those_of_the_plan(self):
        promised = {frozenset((d.id, t.split(":")[1])) for d in self.documents.values() for t in d.traits
                    if t.startswith("near-duplicate:")}
        found = {frozenset((a.id, b.id)) for a, b in itertools.combinations(self.documents.values(), 2)
                 if shared(a, b) >= 0.5}
        odd = [" and ".join(sorted(pair)) for pair in found ^ promised]
        self.assertFalse(odd, f"near-duplicates in the plan or in the documents only: {odd}")

    def test_promised_phrases(self):
        self.assertTrue(self.promises, "the plan has no table of promised words")
        for row in self.promises:
            for name in several(row["ids"]):
                with self.subTest(document=name, words=row["words"]):
                    text, words = self.documents[name].text, plain(row["words"])
                    if row["promise"] == "contains":
                        self.assertIn(words, text, f"{name}: « {words} » does not stand there")
                    else:
                        self.assertEqual(row["promise"], "never", f"{name}: no such promise: {row['promise']}")
                        self.assertNotRegex(text.lower(), rf"(?<!\w){re.escape(words.lower())}",
                                            f"{name}: « {words} » stands there")

    def test_long_documents(self):
        long = [d.id for d in self.documents.values() if d.words > 1200 and "numbered-paragraphs" in d.traits]
        self.assertGreaterEqual(len(long), 10, f"only these are long, with numbered paragraphs: {long}")

    def test_everything_asked_for_occurs(self):
        seen = {code for d in self.documents.values() for code in d.traits}
        seen |= {code.split(":")[0] for code in seen}
        lacking = [code for code in ASKED if code not in seen]
        self.assertFalse(lacking, f"traits without a document: {lacking}")
        kinds = {d.format.split()[0] for d in self.documents.values()}
        self.assertEqual(kinds, {"txt", "md", "html", "pdf", "jsonl"}, f"the formats are {sorted(kinds)}")
        meanings = {tuple(c.split(":")[1].split("=")) for c in seen if c.startswith("ambiguous:")}
        acronyms = [x for x, _ in meanings]
        self.assertTrue([x for x in acronyms if acronyms.count(x) > 1], "no acronym with two meanings")

    def test_topics(self):
        kinds = list(dict.fromkeys(row["kind"] for row in self.topics))
        self.assertGreaterEqual(len(self.topics), 80, "80 topics at least")
        self.assertEqual(len(self.topics), len({row["qid"] for row in self.topics}), "an id stands twice")
        for row in self.topics:
            with self.subTest(topic=row["qid"]):
                self.assertRegex(row["qid"], rf"\A(?:s\d\d|q{kinds.index(row['kind']) + 1:02}\d)\Z",
                                 f"{row['qid']}: not the number of its kind, {row['kind']}")
                unknown = [d for d in several(row["expected"]) if d not in self.documents]
                self.assertFalse(unknown, f"{row['qid']} expects {unknown}")
        halves = {"dev": {}, "test": {}}
        for half, topics in halves.items():
            lines = (CORPUS / f"topics/topics.{half}.tsv").read_text(encoding="utf-8").splitlines()
            topics.update(line.split("\t") for line in lines if line)
            for qid in topics:
                wanted = "dev" if qid.startswith("s") or int(qid[1:]) % 2 else "test"
                self.assertEqual(half, wanted, f"{qid}: the rule of corpus/README.md puts it into the other half")
        odd = {(row["qid"], row["query"]) for row in self.topics} ^ {*halves["dev"].items(), *halves["test"].items()}
        self.assertFalse(odd, f"topics of the plan or of topics.*.tsv only: {sorted(odd)}")

    def test_judgements(self):
        for half in ("dev", "test"):
            for line in (CORPUS / f"topics/qrels.{half}.txt").read_text(encoding="utf-8").splitlines():
                qid, _, docid, grade = line.split()
                self.assertIn(docid, self.documents, f"{qid} judges a document that is not there")
                self.assertIn(grade, "0123")



if __name__ == "__main__":
    unittest.main()
