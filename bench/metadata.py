"""What readers know of papers beside their text, against the manifest of the shared papers.

``python bench/metadata.py ../shared/corpora/papers`` prints a table in Markdown by reader; ``--errors`` names each file
and field that the manifest has and the reader lacks or says otherwise. Files that give no text are left out and
counted. A title is right where one begins with the other: the manifest cuts some and adds authors to others. Of an
issue and its early view either year is right.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / ".dev"))

from rapidfuzz import fuzz

from voltext.ingest.document import Document
from voltext.ingest.errors import ReadError
from voltext.ingest.metadata import licence_of
from voltext.ingest.readers import read
from voltext.ingest.source import Source
from voltext.kb.works import plain

COMPARED = ("doi", "title", "year", "licence")
PRESENT = ("authors", "orcids", "journal", "abstract")


def verdicts(document: Document, row: dict[str, str]) -> dict[str, str]:
    """For each field ``right``, ``wrong``, ``missing``, ``extra`` (the manifest has none) or ``none``."""
    header = document.header
    said = {"doi": header.doi, "title": header.title, "year": header.year, "licence": header.licence}
    found: dict[str, str] = {}
    for name in COMPARED:
        if not row[name]:
            found[name] = "extra" if said[name] else "none"
        elif not said[name]:
            found[name] = "missing"
        else:
            found[name] = "right" if _same(name, row[name], str(said[name])) else "wrong"
    abstract = any(block.kind == "abstract" for block in document.blocks)
    has = {"authors": header.authors, "orcids": header.orcids, "journal": header.journal, "abstract": abstract}
    return found | {name: "right" if has[name] else "missing" for name in PRESENT}


def _same(name: str, gold: str, said: str) -> bool:
    if name == "title":
        one, other = sorted((plain(gold).replace(" ", ""), plain(said).replace(" ", "")), key=len)
        return fuzz.ratio(one, other[: len(one)]) >= 90
    if name == "year":
        return abs(int(gold) - int(said)) <= 1
    if name == "licence":
        return _terms(gold) == _terms(said)
    return gold.lower() == said.lower()


def _terms(licence: str) -> str:
    """The terms of a licence, without its version."""
    return re.sub(r"-\d.*$", "", licence_of(licence) or licence.lower())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", type=Path)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    with (arguments.papers / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    counts: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    files: dict[str, int] = defaultdict(int)
    unread = 0
    for row in rows:
        try:
            document = read(Source.from_path(arguments.papers / row["file"]))
        except ReadError:
            unread += 1
            continue
        group = row["file"].split("/")[0]
        files[group] += 1
        for name, verdict in verdicts(document, row).items():
            counts[group][name][verdict] += 1
            if arguments.errors and verdict in ("wrong", "missing") and name != "orcids":
                said = getattr(document.header, name, "")
                print(f"{row['file']}\t{name}\t{verdict}\t{row.get(name, '')[:60]}\t{str(said)[:60]}")
    names = (*COMPARED, *PRESENT)
    print("| folder | files | " + " | ".join(names) + " |")
    print("|---|---:|" + "---:|" * len(names))
    for group, number in sorted(files.items()):
        print(f"| {group} | {number} | " + " | ".join(_cell(counts[group][name], name) for name in names) + " |")
    print(f"{unread} files give no text")


def _cell(verdicts: dict[str, int], name: str) -> str:
    known = verdicts["right"] + verdicts["wrong"] + verdicts["missing"]
    wrong = f", {verdicts['wrong']} wrong" if verdicts["wrong"] else ""
    extra = f" (+{verdicts['extra']})" if verdicts["extra"] else ""
    return f"{verdicts['right']} of {known}{wrong}{extra}" if name in COMPARED else f"{verdicts['right']}"


if __name__ == "__main__":
    main()
