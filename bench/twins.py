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
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pypdfium2
from lxml import etree
from pdfminer.high_level import extract_text
from rapidfuzz.fuzz import partial_ratio_alignment
from scipy.stats import kendalltau

from voltext.ingest.document import Document
from voltext.ingest.pdf.reader import PdfReader
from voltext.ingest.source import Source

# Private characters that cannot occur in a paper; they keep a citation's printed form beside its absence.
CITED, CITED_END, SPANNED = "\uf8f0", "\uf8f1", "\uf8f2"
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2212\u00ad"), "-")
SAME = {
    **DASHES, **dict.fromkeys(map(ord, "∘◦º˚"), "°"), **dict.fromkeys(map(ord, "′’‘"), "'"),
    **dict.fromkeys(map(ord, "⋅∙•\u2027"), "·"), **dict.fromkeys(map(ord, "\u223c\u02dc"), "~"),
    **dict.fromkeys(map(ord, "\u200b\ufeff\u2060"), None), ord("\u00b5"): "μ", ord("\u2126"): "Ω", ord("\u212b"): "Å",
    ord("“"): '"', ord("”"): '"', ord("ϕ"): "φ", ord("ϵ"): "ε", ord("\u2044"): "/", ord("⩽"): "≤", ord("⩾"): "≥",
    ord("…"): "...",
}  # fmt: skip
UNIT = (
    r"(?:mAh|Ah|mWh|Wh|kWh|mA|µA|μA|nA|kA|A|mV|kV|V|mS|μS|S|kΩ|mΩ|Ω|nm|μm|mm|cm|km|m|Å|mg|μg|kg|g|mL|μL|ml|L|°C|K|kJ|J|kW|mW|W|"
    r"min|ms|s|h|Hz|kHz|MHz|mol|mmol|M|MPa|GPa|kPa|Pa|bar|eV|meV|wt%|wt %|%|ppm|rpm|cycles|T|C)"
)
NUMBER = re.compile(
    rf"(?<![\w.^])\d+(?:[.,]\d+)*(?: ?[×x] ?10\^?-?\d+)? ?{UNIT}(?:\^?-?\d)?(?:[ ·/]{{0,2}}{UNIT}\^?-?\d?)*(?![\w^])"
)


def same(text: str) -> str:
    """One code point for one meaning, single spaces."""
    text = unicodedata.normalize("NFC", text.translate(SAME))
    for ligature, letters in (("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return re.sub(r"\s+", " ", text).strip()


def tight(text: str) -> str:
    """``same`` without the spaces around signs, which publishers set thin, wide or not at all."""
    return re.sub(r" ?([=<>≤≥≈~+×±/·%−-]) ?", r"\1", re.sub(r"\.\.+", ".", same(text)))


def bare(text: str) -> str:
    """Letters, digits and signs only: what the bare comparison looks at."""
    return re.sub(r"[\s^\-–—‐−\u00ad\x02\ufffe]+", "", unicodedata.normalize("NFKC", same(text))).lower()


def uncited(text: str) -> str:
    """The text without its citation marks, brackets and the holes that they leave."""
    mark = f"{CITED}[^{CITED_END}]*{CITED_END}"
    # (Smith et al., 2019; Li and Wu, 2020) where only the years are links.
    text = re.sub(rf" ?\((?:[^(){CITED}{CITED_END}]{{0,80}}{mark}(?:[,; ]|{mark})*)+\)", _named, text)
    text = re.sub(rf" ?[\[(]\s*(?:e\.g\.,?|see|and|[,;–-]|\s|{mark})*{mark}(?:and|[,;–-]|\s|{mark})*[\])]", "", text)
    text = re.sub(rf" ?{mark}(?:[ ,;–-]*{mark})*", "", text)
    return re.sub(r" +([,.;:)])", r"\1", text)


def _named(match: re.Match[str]) -> str:
    rest = re.sub(f"{CITED}[^{CITED_END}]*{CITED_END}", "", match[0])
    words = re.findall(r"[A-Za-z]{2,}", rest)
    lower = [
        w
        for w in words
        if w[0].islower() and w not in ("et", "al", "and", "in", "see", "also", "van", "der", "de", "von")
    ]
    return match[0] if lower else ""


def cited(text: str) -> str:
    """The text with its citation marks as printed."""
    return text.replace(CITED, "").replace(CITED_END, "")


@dataclass
class Truth:
    """What the JATS file says."""

    sentences: list[str] = field(default_factory=list)  # with citation marks between CITED and CITED_END
    headings: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)  # a word and the superscript mark behind it, glued


def read_truth(path: Path) -> Truth:
    """The truth of one JATS file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.parse(str(path), parser).getroot()
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.split("}")[1]
    truth = Truth()
    places = ("front//abstract", "body", "back/ack", "floats-group")
    for place in (element for path in places for element in root.iterfind(path)):
        for paragraph in place.iter("p"):
            if any(
                a.get("abstract-type") or a.get("sec-type") == "supplementary-material"
                for a in paragraph.iterancestors()
            ):
                continue  # graphical abstracts and the publisher's standing notes are not printed
            if any(
                a.tag in ("caption", "table-wrap", "fig", "table-wrap-foot", "fn", "boxed-text", "p")
                for a in paragraph.iterancestors()
            ):
                continue
            for text in inline(paragraph).split("\n"):
                truth.sentences.extend(split(text))
        for title in place.iter("title"):
            if title.getparent().get("sec-type") == "supplementary-material":
                continue
            if title.getparent().tag in ("sec", "ack") and not any(
                a.tag in ("caption", "boxed-text") for a in title.iterancestors()
            ):
                text = same(uncited(inline(title)))
                if text:
                    truth.headings.append(text)
        for caption in place.iter("caption"):
            text = " ".join(inline(part) for part in caption.iter("p", "title"))
            if len(text) > 15 and caption.getparent().tag in ("fig", "table-wrap"):
                truth.captions.append(text)
        for table in place.iter("table"):
            rows = grid(table)
            if rows:
                truth.tables.append(rows)
    marks = re.compile(rf"([A-Za-z]{{4,}})\^{CITED}([\d,–-]+)")
    for sentence in truth.sentences:
        truth.citations += [word + mark for word, mark in marks.findall(sentence)]
    return truth


def inline(element: etree._Element) -> str:
    """The text of an element: citations between marks, superscripts behind ``^``, displayed formulae as line ends."""
    # Some conversions write a superscript mark as [qv: 5c,7].
    return re.sub(r"\[qv: ([^\]]*)\]", rf"{CITED}\1{CITED_END}", _inline(element))


def _inline(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child.tag in ("fig", "table-wrap", "fig-group", "boxed-text"):
            pass  # a float stands elsewhere on the page
        elif child.tag in ("disp-formula", "disp-formula-group", "list", "disp-quote"):
            inner = "\n".join(inline(p) for p in child.iter("p")) if child.tag in ("list", "disp-quote") else ""
            parts.append("\n" + inner + "\n")
        elif (child.tag == "xref" and child.get("ref-type") in ("bibr", "ref")) or (
            child.tag == "named-content" and "citation" in child.get("content-type", "")
        ):
            parts.append(f"{CITED}{inline(child)}{CITED_END}")
        elif child.tag == "sup":
            inner = inline(child)
            cite = CITED in inner
            plain = inner.replace(CITED, "").replace(CITED_END, "")
            if cite:
                parts.append(f"^{CITED}{plain}{CITED_END}")
            elif inner.strip():
                parts.append("^" + inner.strip())
        elif child.tag in ("tex-math", "fn", "object-id", "graphic", "inline-graphic"):
            pass
        elif child.tag == "msubsup" and len(child) == 3:
            parts.append(inline(child[0]).strip() + inline(child[1]).strip() + "^" + inline(child[2]).strip())
        elif child.tag == "msup" and len(child) == 2:
            parts.append(inline(child[0]).strip() + "^" + inline(child[1]).strip())
        else:
            parts.append(inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def split(text: str) -> Iterator[str]:
    """The sentences of a paragraph that have at least 30 characters."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(rf"([.?!](?:[ ,–-]*\^?{CITED}[^{CITED_END}]*{CITED_END})+) (?=[A-Z])", r"\1\n", text)
    for sentence in re.split(rf"\n|(?<=[a-z)\]%\d{CITED_END}][.?!]) (?=[A-Z])", text):
        sentence = sentence.strip()
        if len(sentence) >= 30:
            yield sentence


def grid(table: etree._Element) -> list[list[str]]:
    """The rows of a JATS table as a full grid; beside a spanning cell stand ``SPANNED`` and its text."""
    held: dict[tuple[int, int], str] = {}
    for number, row in enumerate(table.iter("tr")):
        column = 0
        for item in row.iter("td", "th"):
            while (number, column) in held:
                column += 1
            text = same(uncited(inline(item)))
            for down in range(int(item.get("rowspan") or 1)):
                for along in range(int(item.get("colspan") or 1)):
                    held[number + down, column + along] = text if not down and not along else SPANNED + text
    n_rows, n_columns = (max((place[i] for place in held), default=-1) + 1 for i in (0, 1))
    return [[held.get((r, c), "") for c in range(n_columns)] for r in range(n_rows)]


def pairs(rows: list[list[str]]) -> Counter[tuple[str, str]]:
    """Each filled cell with the first cell of its row; an empty first cell stands for the one above it."""
    counted: Counter[tuple[str, str]] = Counter()
    first = ""
    for row in rows:
        first = bare(row[0].removeprefix(SPANNED)) or first
        counted.update((first, bare(cell)) for cell in row if bare(cell) and not cell.startswith(SPANNED))
    return counted


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
