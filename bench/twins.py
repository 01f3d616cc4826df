"""Twins: how much of a paper's JATS file comes back from its PDF, beside the plain text of two PDF libraries.

    python bench/twins.py ../shared/corpora/papers [--only DOI-PART] [--misses] [--write bench/RESULTS.md]

The truth is read here with plain lxml, not by voltext. Two comparisons of sentences and numbers are made:

- strict, for voltext only: one code point for each dash and space, subscripts inline, exponents and charges behind
  ``^``, citation marks taken out; a sentence counts when it stands verbatim in the text.
- bare, for all three readers: white space, carets, hyphens and letter case do not count, and citation marks may be
  there or not, so that a library that knows nothing of superscripts is not blamed for it.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
from pdfminer.high_level import extract_text
from rapidfuzz.fuzz import partial_ratio_alignment
from scipy.stats import kendalltau
from twin_truth import (
    CITED,
    CITED_END,
    NUMBER,
    SPANNED,
    Truth,
    bare,
    cited,
    pairs,
    read_truth,
    same,
    tight,
    uncited,
)

from voltext.ingest.document import Document
from voltext.ingest.pdf.reader import PdfReader
from voltext.ingest.source import Source


@dataclass
class Score:
    """The measures of one reader on one paper; None where a reader gives nothing of the kind."""

    strict: float | None
    bare: float
    numbers: float
    order: float
    headings: float | None = None
    captions: float | None = None
    cells: float | None = None
    cids: int = 0
    glued: int = 0
    ms: float = 0.0


def forms(sentence: str) -> list[str]:
    """A sentence without its citation marks; the year behind an author's name in the sentence may stay or go."""
    plain = sentence.replace("^" + CITED, CITED)
    kept = re.sub(rf"(?<=[a-z.]) \({CITED}((?:1[89]|20)\d\d[a-z]?){CITED_END}\)", r" (\1)", plain)
    return list(dict.fromkeys((uncited(plain), uncited(kept))))


def sentence_found(sentence: str, text: str) -> bool:
    return any(bare(form) in text for form in (*forms(sentence), cited(sentence)))


def order_of(sentences: list[str], text: str) -> float:
    places = []
    for sentence in dict.fromkeys(sentences):
        for form in (bare(uncited(sentence)), bare(cited(sentence))):
            if text.count(form) == 1:
                places.append(text.index(form))
                break
    return float(kendalltau(range(len(places)), places).statistic) if len(places) > 2 else 0.0


def numbers_in(text: str, *, carets: bool) -> Counter[str]:
    text = text if carets else text.replace("^", "")
    return Counter(match.replace(" ", "") for match in NUMBER.findall(text))


def share(found: Counter[str], wanted: Counter[str]) -> float:
    total = wanted.total()
    return (wanted & found).total() / total if total else 1.0


def score_plain(text: str, truth: Truth, ms: float) -> Score:
    """A library's plain text; a line-end hyphen is mended for it."""
    key = bare(text)
    found = sum(sentence_found(s, key) for s in truth.sentences)
    wanted = numbers_in(" \n ".join(same(cited(s)) for s in truth.sentences), carets=False)
    return Score(
        None,
        found / len(truth.sentences),
        share(numbers_in(same(text), carets=False), wanted),
        order_of(truth.sentences, key),
        cids=text.count("(cid:"),
        glued=sum(text.count(glued) > 0 for glued in truth.citations),
        ms=ms,
    )


def score_document(document: Document, truth: Truth, ms: float, misses: list[str]) -> Score:
    """Voltext's Document, strictly."""
    text = same("\n\n".join(b.text for b in document.blocks if b.kind not in ("reference",)))
    key = bare(text)
    strict = [same(uncited(s.replace("^" + CITED, CITED))) for s in truth.sentences]
    strict_text = tight(text)
    missed = [same(forms(s)[0]) for s in truth.sentences if not any(tight(form) in strict_text for form in forms(s))]
    for sentence in missed:
        place = partial_ratio_alignment(tight(sentence), strict_text)
        near = strict_text[place.dest_start : place.dest_end] if place else ""
        misses += [f"sentence: {sentence}", f"    nearest: {near}"]
    wanted = numbers_in(" \n ".join(strict), carets=True)
    got = numbers_in(text, carets=True)
    misses += [f"number: {item} x{n}" for item, n in (wanted - got).items()]
    headings = {heading_key(h) for h in truth.headings}
    ours = [heading_key(b.text) for b in document.blocks if b.kind == "heading"]
    free = {heading_key(h) for h in FREE_HEADINGS}
    judged = [h for h in ours if h not in free or h in headings]
    hits = len(headings & set(ours))
    precision = sum(h in headings for h in judged) / len(judged) if judged else 0.0
    recall = hits / len(headings) if headings else 1.0
    misses += [f"heading missed: {h}" for h in headings - set(ours)] + [
        f"heading wrong: {h}" for h in judged if h not in headings
    ]
    blocks = [bare(b.text) for b in document.blocks if b.kind == "caption"]
    caught = [any(bare(form) in b for b in blocks for form in (*forms(c), cited(c))) for c in truth.captions]
    misses += [f"caption: {c}" for c, ok in zip(truth.captions, caught, strict=True) if not ok]
    return Score(
        1 - len(missed) / len(strict),
        sum(sentence_found(s, key) for s in truth.sentences) / len(truth.sentences),
        share(got, wanted),
        order_of(truth.sentences, key),
        headings=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        captions=sum(caught) / len(caught) if caught else None,
        cells=score_cells(document, truth, misses),
        cids=text.count("(cid:"),
        glued=sum(text.count(glued) > 0 for glued in truth.citations),
        ms=ms,
    )


# Headings that publishers print but JATS keeps elsewhere (front and back matter).
FREE_HEADINGS = (
    "Abstract", "References", "Keywords", "Acknowledgements", "Acknowledgments", "Conflict of Interest", "Funding",
    "Conflicts of Interest", "Author Contributions", "Data Availability Statement", "Supporting Information",
    "Supplementary Material", "Supplementary Materials", "Notes and references", "Ethics Statement",
)  # fmt: skip


def heading_key(text: str) -> str:
    return bare(re.sub(r"^(?:\d+\)\s*|(?:\d+\.?)+\s*|(?:[IVX]+|[A-Z])\.\s+)", "", same(text))).rstrip(".:")


def score_cells(document: Document, truth: Truth, misses: list[str]) -> float | None:
    """F1 of cells; a cell is right when its text and that of its row's first cell are (see ``pairs``)."""
    if not truth.tables:
        return None
    wanted: Counter[tuple[str, str]] = Counter()
    for rows in truth.tables:
        wanted += pairs(rows)
    got: Counter[tuple[str, str]] = Counter()
    for block in document.blocks:
        if block.table is not None:
            grid = block.table.grid()
            got += pairs(
                [
                    [
                        ""
                        if cell is None
                        else ("" if (cell.row, cell.column) == (r, c) else SPANNED)
                        + document.text[cell.start : cell.end]
                        for c, cell in enumerate(row)
                    ]
                    for r, row in enumerate(grid)
                ]
            )
    hits = (wanted & got).total()
    misses += [f"cell missed: {cell}" for cell in (wanted - got)] + [f"cell wrong: {cell}" for cell in (got - wanted)]
    return 2 * hits / (wanted.total() + got.total())


def plain_pypdfium2(data: bytes) -> tuple[str, float]:
    start = time.perf_counter()
    with pypdfium2.PdfDocument(data) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
        n = len(pdf)
    return "\n".join(texts), (time.perf_counter() - start) * 1000 / n


def plain_pdfminer(data: bytes, n: int) -> tuple[str, float]:
    start = time.perf_counter()
    text = extract_text(io.BytesIO(data))
    return text, (time.perf_counter() - start) * 1000 / n


def twins(folder: Path) -> Iterator[tuple[str, Path, Path]]:
    """The papers that lie there as JATS and as PDF."""
    for pdf in sorted((folder / "pdf").glob("*.pdf")):
        jats = folder / "jats" / f"{pdf.stem}.xml"
        if jats.is_file():
            yield pdf.stem, jats, pdf


def cell(value: float | int | None, digits: int = 3) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.{digits}f}"


HEAD = (
    "| paper | reader | sentences strict | sentences bare | numbers with units | order | headings F1 | captions | "
    "cells F1 | (cid: | glued citations | ms a page |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def row(name: str, reader: str, s: Score) -> str:
    values = (s.strict, s.bare, s.numbers, s.order, s.headings, s.captions, s.cells, s.cids, s.glued)
    return f"| {name} | {reader} | {' | '.join(map(cell, values))} | {s.ms:.1f} |"


def mean(scores: list[Score]) -> Score:
    def of(name: str) -> float | None:
        values = [v for s in scores if (v := getattr(s, name)) is not None]
        return sum(values) / len(values) if values else None

    return Score(
        of("strict"), of("bare") or 0.0, of("numbers") or 0.0, of("order") or 0.0, of("headings"), of("captions"),
        of("cells"), sum(s.cids for s in scores), sum(s.glued for s in scores), of("ms") or 0.0,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--misses", action="store_true", help="print what was not found")
    parser.add_argument("--fast", action="store_true", help="leave the two libraries out")
    parser.add_argument("--write", type=Path, help="append the table to this file")
    arguments = parser.parse_args()
    lines, by_reader = [HEAD], {}
    for name, jats, pdf in twins(arguments.papers):
        if arguments.only not in name:
            continue
        truth = read_truth(jats)
        source = Source.from_path(pdf)
        misses: list[str] = []
        with pypdfium2.PdfDocument(source.data) as opened:
            n = len(opened)
        start = time.perf_counter()
        document = PdfReader().read(source)
        ms = (time.perf_counter() - start) * 1000 / n
        scores = {"voltext": score_document(document, truth, ms, misses)}
        if not arguments.fast:
            scores["pypdfium2"] = score_plain(*_pair(plain_pypdfium2(source.data), truth))
            scores["pdfminer.six"] = score_plain(*_pair(plain_pdfminer(source.data, n), truth))
        for reader, score in scores.items():
            lines.append(row(name, reader, score))
            by_reader.setdefault(reader, []).append(score)
        if arguments.misses:
            print(f"\n== {name}", *misses, sep="\n  ")
    for reader, scores_of in by_reader.items():
        lines.append(row("**mean**", reader, mean(scores_of)))
    print(*lines, sep="\n")
    if arguments.write:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
        head = (
            f"\n## PDF twins, {date.today()}, commit {commit}\n\n`python bench/twins.py ../shared/corpora/papers`\n\n"
        )
        with arguments.write.open("a", encoding="utf-8") as out:
            out.write(head + "\n".join(lines) + "\n")


def _pair(text_and_ms: tuple[str, float], truth: Truth) -> tuple[str, Truth, float]:
    return text_and_ms[0], truth, text_and_ms[1]


if __name__ == "__main__":
    sys.exit(main())
