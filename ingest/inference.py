"""Section types that no heading tells: of letters without headings, and of floats printed behind the references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .document import Block, Document

_BODY = ("experimental", "results", "discussion")
_DONE = re.compile(
    r"\b(?:was|were)\s+(?:\w+ly\s+)?(?:synthesi[sz]ed|prepared|fabricated|purchased|obtained from|dried|heated|"
    r"calcined|annealed|sintered|"
    r"stirred|mixed|dissolved|washed|filtered|centrifuged|coated|cast|assembled|performed|carried out|conducted|"
    r"recorded|collected|"
    r"measured (?:with|using|by|on|at)|characteri[sz]ed (?:by|with|using)|analy[sz]ed (?:by|with|using)|used as|"
    r"employed|deposited|grown|"
    r"ground|ball[- ]milled|pressed|calculated using|optimi[sz]ed|simulated)\b|"
    r"\b(?:Sigma[- ]?Aldrich|Alfa Aesar|Merck|Aladdin|Sinopharm|Bruker|JEOL|Hitachi|FEI|Rigaku|PANalytical|"
    r"Bio-?[Ll]ogic|Autolab|"
    r"VASP|CASTEP|Gaussian|purity|as received|glove ?box)\b"
)
_SHOWN = re.compile(
    r"\b(?:Figs?\.|Figures?|Table|Scheme)\s*S?\d|\b(?:shows?|exhibits?|reveals?|indicates?|suggests?|"
    r"demonstrates?|displays?)\b"
)
_PASSIVE = re.compile(r"\b(?:was|were)\b")
_HERE = re.compile(
    r"\b(?:[Hh]ere(?:in)?,?\s+(?:we|the)|[Ii]n this (?:paper|work|study|letter|communication|article|"
    r"contribution)|[Ww]e (?:here )?report)\b"
)
_END = re.compile(
    r"^(?:[Ii]n (?:summary|conclusion|short|closing)|[Tt]o (?:summari[sz]e|conclude|sum up)|[Ii]n conclusions|"
    r"[Oo]verall,|[Ss]ummari[sz]ing|"
    r"[Cc]onclusively|[Ww]e have (?:shown|demonstrated|developed|presented))"
)
_THANKS = re.compile(
    r"\b(?:[Ww]e (?:thank|are grateful|gratefully)|(?:gratefully |kindly )?acknowledges?\b|supported by|"
    r"funded by|financial support|"
    r"grant (?:no|number)|declare no (?:competing|conflict))",
)


def with_inferred_sections(document: Document) -> Document:
    """``document`` with section types for its paragraphs where its headings tell of none beyond the introduction.

    Other documents come back as they are.
    """
    body = [block for block in document.blocks if block.kind in ("paragraph", "list", "equation")]
    if any(block.section in _BODY for block in body):
        return document
    untold = [block for block in body if block.section in (None, "introduction")]
    if len(untold) < 4 or len(untold) < 0.6 * len([b for b in body if b.section not in ("end_matter", "supplement")]):
        return document
    types = dict(zip((block.id for block in untold), infer([block.text for block in untold]), strict=True))
    return replace(document, blocks=tuple(_settled(document.blocks, types)))


_FLOAT = re.compile(r"(Fig|Table|Scheme|Chart)\w*\.?\s*(S?\d+|[IVX]+)\b", re.IGNORECASE)


def with_placed_floats(document: Document) -> Document:
    """``document`` with the floats that stand behind its text put into the sections that first name them.

    Only the section type changes; the blocks keep their places.
    """
    blocks = list(document.blocks)
    changed = False
    section: str | None = None
    for index, block in enumerate(blocks):
        if block.kind not in ("caption", "table", "footnote"):
            section = None
        elif block.section in ("references", "end_matter", None):
            named = _FLOAT.match(block.text if block.kind == "caption" else block.table.caption if block.table else "")
            if named:
                section = _first_naming(blocks, named[1], named[2]) or section
            if section and section != block.section:
                blocks[index] = replace(block, section=section)
                changed = True
    return replace(document, blocks=tuple(blocks)) if changed else document


def _first_naming(blocks: Sequence[Block], kind: str, number: str) -> str | None:
    """The section of the first paragraph that names a float ("Figures 1 and 2" names figure 1)."""
    mention = re.compile(rf"\b{kind}\w*\.?\s*{number}(?![\d])", re.IGNORECASE)
    return next((b.section for b in blocks if b.kind == "paragraph" and mention.search(b.text)), None)


def _settled(blocks: Sequence[Block], types: dict[str, str]) -> list[Block]:
    """Captions, tables and footnotes go with the paragraph before them."""
    settled: list[Block] = []
    current: str | None = None
    for block in blocks:
        if block.id in types:
            current = types[block.id]
            block = replace(block, section=current)
        elif current and block.section in (None, "introduction") and block.kind in ("caption", "table", "footnote"):
            block = replace(block, section="results" if current == "introduction" else current)
        settled.append(block)
    return settled


def infer(paragraphs: Sequence[str]) -> list[str]:
    """The section type of each paragraph of a paper without headings: introduction first, then by its words."""
    count = len(paragraphs)
    opening = _opening(paragraphs)
    types: list[str] = []
    concluding = False
    for index, text in enumerate(paragraphs):
        late = (index + 1) / count > 0.55
        if late and _THANKS.search(text) and len(text) < 2500 and not _SHOWN.search(text):
            types.append("end_matter")
        elif late and (concluding or _END.match(text)):
            concluding = (index + 1) / count > 0.7
            types.append("conclusions")
        elif index < opening:
            types.append("introduction")
        else:
            # Weights and threshold were tuned on the headed papers' own sections (bench/ingest.py measures them).
            score = len(_DONE.findall(text)) + 0.3 * len(_PASSIVE.findall(text)) - 0.7 * len(_SHOWN.findall(text))
            types.append("experimental" if score > 0.25 * max(1.0, len(text) / 160) else "results")
    return types


def _opening(paragraphs: Sequence[str]) -> int:
    """How many leading paragraphs are introduction: up to the one that says what this paper does."""
    for index, text in enumerate(paragraphs[: max(1, len(paragraphs) // 2)]):
        if index and (len(_SHOWN.findall(text)) > 2 and re.search(r"(?:Fig|Table|Scheme)", text)):
            return index
        if _HERE.search(text) and not _HERE.match(text[:60] if index == 0 else ""):
            return index + 1
    return max(1, len(paragraphs) // 6)
