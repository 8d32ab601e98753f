#!/usr/bin/env python3
"""Write the documents of the collection that are not UTF-8.

    python3 make_encodings.py [OUTPUT_DIR]      default: ../reports

    lettre-conseil-securite.utf8.txt        Windows-1252, LF; apostrophe 0x92, œ 0x9C,
                                            no-break space 0xA0 in numbers and before : % »
    note-archives-onuc-1963.utf8.txt        Windows-1252, LF; apostrophe 0x92, no-break
                                            space 0xA0 before :
    note-verbale-desarmement.utf8.txt       UTF-16 little endian with BOM, CR LF
    note-verbale-desarmement-rev1.utf8.txt  UTF-16 big endian with BOM, LF

Running it again gives the same bytes.
"""
import codecs
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
NO_BREAK = "\u00a0"


def letter(text):
    text = re.sub(r"(?<=\d) (?=\d{3}\b)| (?=[:%»])|(?<=«) ", NO_BREAK, text)
    return text.encode("cp1252")


def archives(text):
    return text.replace("'", "’").replace(" :", NO_BREAK + ":").encode("cp1252")


def note(text):
    return codecs.BOM_UTF16_LE + text.replace("\n", "\r\n").encode("utf-16-le")


def revised_note(text):
    return codecs.BOM_UTF16_BE + text.encode("utf-16-be")


DOCUMENTS = {
    "lettre-conseil-securite": letter,
    "note-archives-onuc-1963": archives,
    "note-verbale-desarmement": note,
    "note-verbale-desarmement-rev1": revised_note,
}


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "reports"
    for name, encode in DOCUMENTS.items():
        text = (HERE / f"{name}.utf8.txt").read_text(encoding="utf-8")
        (folder / f"{name}.txt").write_bytes(encode(text))


if __name__ == "__main__":
    main()
