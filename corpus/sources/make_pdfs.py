#!/usr/bin/python3
"""Make the PDF documents of the collection from the .md sources beside this script.

    python3 make_pdfs.py [OUTPUT_DIR]          default: ../reports

Needs the Debian packages python3-reportlab and fonts-dejavu-core.  The output is the same
byte for byte on every run: dates and ids are fixed (reportlab's invariant mode), streams
are compressed with zlib at a fixed level.

Source format, one block per paragraph, blocks separated by blank lines:
    --- front matter ---     output, title, author, subject, date, layout (report, leaflet),
                             and for reports symbol and job
    # title   ## heading   - bullet   12. numbered paragraph   a) item
    @left, @right, @center   a line set that way
    [^1]                     footnote mark;  [^1]: its text, set at the foot of the page
                             that carries the mark
    U+00AD                   a place where the word may be cut; it prints as a hyphen at a
                             line end and not at all elsewhere

Two layouts for two ways of making PDF text: "report" uses the standard Times fonts with
WinAnsi encoding and sets the symbol above and the job number and page below every page;
"leaflet" embeds subsets of DejaVu Sans with a ToUnicode map and has no page furniture.
"""
import pathlib
import re
import sys

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

HERE = pathlib.Path(__file__).resolve().parent
DEJAVU = pathlib.Path("/usr/share/fonts/truetype/dejavu")
SOURCES = (
    "depliant-canicule.md",
    "note-information-asile.md",
    "note-information-asile-2024.md",
    "rapport-groupe-travail-operations-2022.md",
    "rapport-secretaire-general-climat.md",
    "rapport-sg-climat-2024.md",
)
SOFT_HYPHEN = "\u00ad"
WIDTH, HEIGHT = A4
LAYOUTS = {
    "report": dict(body="Times-Roman", bold="Times-Bold", size=12, leading=16.5,
                   left=85, right=85, top=92, bottom=86, gap=8),
    "leaflet": dict(body="Sample-Sans", bold="Sample-Sans-Bold", size=10.5, leading=14.5,
                    left=70, right=70, top=70, bottom=64, gap=6),
}


def read_source(path):
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    meta = dict(line.split(": ", 1) for line in head.strip().split("\n"))
    blocks = []
    for block in re.split(r"\n\s*\n", body.strip()):
        lines = block.split("\n")
        if lines[0].startswith(("@", "- ")):
            blocks.extend(lines)
        else:
            blocks.append(" ".join(lines))
    return meta, blocks


def break_lines(text, font, size, width, first_width):
    """Greedy line breaking; a word may be cut at a soft hyphen."""
    def measure(string):
        return pdfmetrics.stringWidth(string.replace(SOFT_HYPHEN, ""), font, size)

    lines, line, room = [], "", first_width
    # « and » keep their neighbours, as do : ; ? % and the abbreviation n°
    text = re.sub(r"« ", "«\u00a0", text)
    text = re.sub(r" (?=[»:;?%])", "\u00a0", text)
    text = re.sub(r"(?<=\d) (?=\d{3}\b)|(?<=n°) |(?<= L\.) ", "\u00a0", text)
    for word in text.split(" "):
        while True:
            trial = f"{line} {word}" if line else word
            if measure(trial) <= room:
                line = trial
                break
            pieces = word.split(SOFT_HYPHEN)
            for cut in range(len(pieces) - 1, 0, -1):
                left = "".join(pieces[:cut]) + "-"
                if len(left) > 3 and measure(f"{line} {left}" if line else left) <= room:
                    lines.append(f"{line} {left}" if line else left)
                    line, word, room = "", SOFT_HYPHEN.join(pieces[cut:]), width
                    break
            else:
                if not line:
                    raise ValueError(f"the word does not fit: {word}")
                lines.append(line)
                line, room = "", width
    lines.append(line)
    return [one.replace(SOFT_HYPHEN, "") for one in lines]


class Setter:
    def __init__(self, meta, path, pages):
        self.meta, self.pages = meta, pages
        self.style = LAYOUTS[meta["layout"]]
        self.notes, self.pending = {}, []
        self.canvas = canvas.Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(meta["title"])
        self.canvas.setAuthor(meta["author"])
        self.canvas.setSubject(meta["subject"])
        self.canvas.setCreator("make_pdfs.py")
        self.canvas.setDateFormatter(lambda *_: f"D:{meta['date'].replace('-', '')}120000+00'00'")
        self.page = 0
        self.start_page()

    def start_page(self):
        self.page += 1
        self.y = HEIGHT - self.style["top"]
        self.floor = self.style["bottom"]
        if self.meta["layout"] == "report":
            self.furniture()

    def furniture(self):
        left, right = self.style["left"], WIDTH - self.style["right"]
        number = f"{self.page}/{self.pages}"
        self.canvas.setFont(self.style["bold"], 10)
        inner, outer = (left, right) if self.page % 2 else (right, left)
        draw = {left: self.canvas.drawString, right: self.canvas.drawRightString}
        if self.page > 1:
            draw[outer](outer, HEIGHT - 55, self.meta["symbol"])
        self.canvas.setFont(self.style["body"], 9)
        draw[inner](inner, 42, self.meta["job"])
        draw[outer](outer, 42, number)

    def end_page(self):
        if self.pending:
            size, leading = 9, 11.5
            y = self.floor - leading - 6
            self.canvas.line(self.style["left"], y + leading + 2, self.style["left"] + 90, y + leading + 2)
            for lines in self.pending:
                for line in lines:
                    self.canvas.setFont(self.style["body"], size)
                    self.canvas.drawString(self.style["left"], y, line)
                    y -= leading
            self.pending = []
        self.canvas.showPage()

    def room_for(self, height):
        if self.y - height < self.floor:
            self.end_page()
            self.start_page()

    def reserve_note(self, mark):
        width = WIDTH - self.style["left"] - self.style["right"]
        lines = break_lines(f"{mark} {self.notes[mark]}", self.style["body"], 9, width, width)
        self.pending.append(lines)
        self.floor += 11.5 * len(lines) + 14

    def draw_line(self, x, line, font, size):
        """Draw a line; a footnote mark is set small and raised."""
        self.canvas.setFont(font, size)
        for part in re.split(r"(\[\^\d\])", line):
            if part.startswith("[^"):
                mark = part[2:-1]
                self.canvas.setFont(font, size * 0.65)
                self.canvas.drawString(x, self.y + size * 0.35, mark)
                x += pdfmetrics.stringWidth(mark, font, size * 0.65)
                self.canvas.setFont(font, size)
            elif part:
                self.canvas.drawString(x, self.y, part)
                x += pdfmetrics.stringWidth(part, font, size)

    def paragraph(self, text, font=None, size=None, indent=0, hang=0, align="left", keep=1):
        style = self.style
        font, size = font or style["body"], size or style["size"]
        leading = style["leading"] * size / style["size"]
        width = WIDTH - style["left"] - style["right"] - indent - hang
        lines = break_lines(text, font, size, width, width + hang)
        for number, line in enumerate(lines):
            note = re.search(r"\[\^(\d)\]", line)
            if note:
                extra = 11.5 * 2 + 14
                self.room_for(leading + extra)
            self.room_for(leading * keep if number == 0 else leading)
            if note:
                self.reserve_note(note.group(1))
            self.y -= leading
            x = style["left"] + indent + (0 if number == 0 else hang)
            length = pdfmetrics.stringWidth(line, font, size)
            if align == "right":
                x = WIDTH - style["right"] - length
            elif align == "center":
                x = (WIDTH - length) / 2
            self.draw_line(x, line, font, size)
        self.y -= style["gap"]

    def run(self, blocks):
        for block in blocks:
            note = re.match(r"\[\^(\d)\]: (.*)", block)
            if note:
                self.notes[note.group(1)] = note.group(2)
        style = self.style
        for block in blocks:
            if re.match(r"\[\^\d\]: ", block):
                continue
            if block.startswith("# "):
                self.y -= 6
                self.paragraph(block[2:], style["bold"], 16, keep=3)
            elif block.startswith("## "):
                self.y -= 8
                self.paragraph(block[3:], style["bold"], style["size"] + 1.5, keep=4)
            elif block.startswith("@"):
                align, text = block[1:].split(" ", 1)
                self.paragraph(text, align=align)
                self.y += 0 if align == "center" else style["gap"] - 1
            elif block.startswith("- "):
                self.paragraph("• " + block[2:], indent=12, hang=9)
            elif re.match(r"[a-z]\) ", block):
                self.paragraph(block, indent=24)
            else:
                self.paragraph(block)
        self.end_page()
        self.canvas.save()
        return self.page


def make(source, folder):
    meta, blocks = read_source(source)
    target = folder / meta["output"]
    pages = Setter(meta, target, 0).run(blocks)      # first pass: count the pages
    Setter(meta, target, pages).run(blocks)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "reports"
    pdfmetrics.registerFont(TTFont("Sample-Sans", str(DEJAVU / "DejaVuSans.ttf")))
    pdfmetrics.registerFont(TTFont("Sample-Sans-Bold", str(DEJAVU / "DejaVuSans-Bold.ttf")))
    for name in SOURCES:
        make(HERE / name, folder)


if __name__ == "__main__":
    main()
