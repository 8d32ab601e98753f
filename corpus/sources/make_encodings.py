#!/usr/bin/env python3
"""Write the sample documents that are not UTF-8.

    lettre-conseil-securite.utf8.txt   -> ../reports/lettre-conseil-securite.txt
                                          Windows-1252, LF; apostrophe 0x92, œ 0x9C,
                                          no-break space 0xA0 in numbers and before : % »
    note-verbale-desarmement.utf8.txt  -> ../reports/note-verbale-desarmement.txt
                                          UTF-16 little endian with BOM, CR LF

Running it again gives the same bytes.
"""
import codecs
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
REPORTS = HERE.parent / "reports"


def main():
    letter = (HERE / "lettre-conseil-securite.utf8.txt").read_text(encoding="utf-8")
    letter = re.sub(r"(?<=\d) (?=\d{3}\b)| (?=[:%»])|(?<=«) ", "\u00a0", letter)
    (REPORTS / "lettre-conseil-securite.txt").write_bytes(letter.encode("cp1252"))

    note = (HERE / "note-verbale-desarmement.utf8.txt").read_text(encoding="utf-8")
    note = note.replace("\n", "\r\n")
    (REPORTS / "note-verbale-desarmement.txt").write_bytes(
        codecs.BOM_UTF16_LE + note.encode("utf-16-le"))


if __name__ == "__main__":
    main()
