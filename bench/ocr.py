"""Scans: how much of a paper's JATS file comes back through Tesseract, on the measures of ``bench/twins.py``.

    python bench/ocr.py ../shared/corpora/papers [--only NAME-PART] [--misses] [--write bench/RESULTS.md]

A scan may hold only some pages of its paper: the truth is then what the text of the printed PDF has on as many pages.
The same pages of the printed PDF, read by voltext, stand beside as the most that can be asked for.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
from twin_truth import Truth, bare, cited, read_truth, same
from twins import HEAD, row, score_document, sentence_found

from voltext.ingest.document import Document
from voltext.ingest.readers import read
from voltext.ingest.source import Aids, Limits, Source

COMMAND = "python bench/ocr.py ../shared/corpora/papers"


def scans(folder: Path) -> Iterator[tuple[Path, Path, Path]]:
    """The scans whose name ends in that of a paper that lies there as JATS and as PDF: scan, JATS and PDF."""
    for scan in sorted((folder / "awkward").glob("scan_*.pdf")):
        for pdf in (folder / "pdf").glob("*.pdf"):
            tail = pdf.stem.rpartition("_")[2]
            jats = folder / "jats" / f"{pdf.stem}.xml"
            if tail in scan.stem and jats.is_file():
                yield scan, jats, pdf


def narrowed(truth: Truth, pdf: Path, n_pages: int) -> tuple[Truth, bytes]:
    """The part of ``truth`` that the first pages of ``pdf`` print, and these pages as a file."""
    with pypdfium2.PdfDocument(pdf) as whole, pypdfium2.PdfDocument.new() as part:
        part.import_pages(whole, list(range(n_pages)))
        out = io.BytesIO()
        part.save(out)
        text = "\n".join(whole[index].get_textpage().get_text_range() for index in range(n_pages))
    key = bare(text)
    document = read(Source(pdf.name, out.getvalue()))
    printed = bare("\n\n".join(block.text for block in document.blocks if block.kind != "reference"))
    return Truth(
        [s for s in truth.sentences if sentence_found(s, key) or sentence_found(s, printed)],
        [h for h in truth.headings if bare(h) in key],
        [c for c in truth.captions if bare(cited(c))[:60] in key],
        [t for t in truth.tables if sum(bare(same(c)) in key for r in t for c in r) > 0.8 * sum(map(len, t))],
        truth.citations,
    ), out.getvalue()


def timed(source: Source) -> tuple[Document, float]:
    start = time.perf_counter()
    document = read(source, limits=Limits(seconds=600))
    return document, (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--misses", action="store_true", help="print what was not found")
    parser.add_argument("--write", type=Path, help="append the table to this file")
    arguments = parser.parse_args()
    lines = [HEAD]
    for scan, jats, pdf in scans(arguments.papers):
        if arguments.only not in scan.name:
            continue
        with pypdfium2.PdfDocument(scan) as opened:
            n_pages = len(opened)
        truth, printed = narrowed(read_truth(jats), pdf, n_pages)
        misses: list[str] = []
        document, ms = timed(Source.from_path(scan, aids=Aids(ocr=True)))
        lines.append(row(scan.stem, "voltext --ocr", score_document(document, truth, ms / n_pages, misses)))
        document, ms = timed(Source(pdf.name, printed))
        lines.append(
            row(f"the same {n_pages} pages, printed", "voltext", score_document(document, truth, ms / n_pages, []))
        )
        if arguments.misses:
            print(f"\n== {scan.stem}", *misses, sep="\n  ")
    print(*lines, sep="\n")
    if arguments.write:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
        version = subprocess.run(["tesseract", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
        head = f"\n## Scans, {date.today()}, commit {commit}, {version}\n\n`{COMMAND}`\n"
        with arguments.write.open("a", encoding="utf-8") as out:
            out.write(head + "\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
