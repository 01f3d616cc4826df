"""The body of a Word package: headings by style or look, paragraphs, captions, lists, references, text boxes, notes."""

from __future__ import annotations

import re
from typing import Any

from ..flow import Flow
from ..metadata import authors_of, doi_of
from ..normal import Level, Run, join_runs, normalise
from ..sections import section_of
from .docx_notes import Notes
from .docx_runs import FALLBACK, TEXT_BOX, M, W, level_of, runs_of
from .docx_tables import read_table

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|标题)\s*(\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+\S")
_CAPTION = re.compile(r"(?:Fig(?:ure|\.)|Table|Scheme)\s*S?\d+\s*[.:|–-]", re.IGNORECASE)
_BARE_CAPTION = re.compile(r"Table\s*S?\d+\s+\S", re.IGNORECASE)  # above a table it needs no stop
_REFERENCE = re.compile(r"\s*(?:\[(\d{1,3})\]|\(?(\d{1,3})[.)])\s+")
_TABLE_NOTE = re.compile(r"(?:Notes?|Abbreviations)\s*[:.]|[*†‡]\s*\S")
_LISTING = re.compile(r"(?:toc ?\d|toc ?heading|table ?of ?figures)$", re.IGNORECASE)
_BLOCKS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo")


class Walk:
    """Adds the body of a package to a flow, paragraph by paragraph."""

    def __init__(self, flow: Flow, package: Any) -> None:
        self._flow = flow
        self._package = package
        self._notes = Notes(package)
        self._styles = {style.style_id: style.name or "" for style in package.styles}
        self._levels: dict[str, Level] = {
            style.style_id: level
            for style in package.styles
            if (level := level_of(style.element.find(f"{W}rPr"))) is not None
        }
        self._open: list[tuple[int, str]] = []
        self._titled = False
        self._references = 0
        self._printed_numbers = False
        self._caption = ""
        self._used: set[Any] = set()  # paragraphs below a table that were its notes
        self.authors: tuple[str, ...] = ()

    def read(self) -> None:
        """Add all blocks, the endnotes last."""
        self._blocks(self._package.element.body)
        for id, note in self._notes.endnotes.items():
            self._refer(list(self._runs(note)), self._notes.numbers[id])

    def _runs(self, element: Any) -> list[Run]:
        return list(runs_of(element, self._levels, self._notes.numbers))

    def _blocks(self, parent: Any) -> None:
        for element in parent:
            if element.tag == f"{W}p" and element not in self._used:
                self._paragraph(element)
                self._apart(element)
            elif element.tag == f"{W}tbl":
                notes = self._table_notes(element)
                read_table(self._flow, element, self._runs, caption=self._caption, notes=notes)
                self._caption = ""
                for cell in element.iter(f"{W}tc"):
                    self._apart(cell)
            elif element.tag in _BLOCKS:
                self._blocks(element)

    def _apart(self, element: Any) -> None:
        """The text boxes and the footnotes of ``element``, behind it."""
        for box in element.iter(TEXT_BOX):
            around = {parent.tag for parent in box.iterancestors()}
            if FALLBACK not in around and next(box.iterancestors(TEXT_BOX), None) is None:
                self._blocks(box)
        for mark in element.iter(f"{W}footnoteReference"):
            note = self._notes.footnotes.pop(mark.get(f"{W}id"), None)
            if note is not None:
                self._flow.add("footnote", self._runs(note))

    def _paragraph(self, element: Any) -> None:
        flow = self._flow
        style_id = element.find(f"{W}pPr/{W}pStyle")
        style = self._styles.get(style_id.get(f"{W}val"), style_id.get(f"{W}val")) if style_id is not None else ""
        runs = self._runs(element)
        plain = "".join(run.text for run in runs).strip()
        if not plain or _LISTING.match(style):
            return
        heading = _HEADING.match(style)
        following = element.getnext()
        above_table = following is not None and following.tag == f"{W}tbl" and bool(_BARE_CAPTION.match(plain))
        if style.lower() == "title" or (
            not self._titled and not heading and len(plain) < 300 and not flow.builder.blocks
        ):
            self._titled = True
            flow.add("title", runs)
        elif style.lower() == "caption" or (not heading and (_CAPTION.match(plain) or above_table)):
            text = flow.caption("", runs)
            self._caption = text if text.lower().startswith("table") else ""
        elif heading or self._looks_like_heading(element, plain):
            self._heading(int(heading[1]) if heading else _depth(plain), runs)
        elif flow.section == "references":
            self._refer(runs, "")
        elif element.find(f".//{M}oMathPara") is not None and len(plain) < 300:
            flow.add("equation", runs)
        elif flow.section is None and len(plain) < 300:
            names = normalise("".join(run.text for run in runs if run.level == "base"))
            self.authors = self.authors or authors_of(names)
            flow.builder.add("other", join_runs(runs)[0])
        else:
            listed = element.find(f"{W}pPr/{W}numPr") is not None
            kind = "abstract" if flow.section == "abstract" else "list" if listed and flow.section else "paragraph"
            flow.add(kind, runs)

    def _refer(self, runs: list[Run], number: str) -> None:
        """An entry of the list of references: by its printed number, or by the one that Word counts for it."""
        text = join_runs(runs)[0]
        if not text:
            return
        match = _REFERENCE.match(text)
        printed = next(filter(None, match.groups()), "") if match else ""
        self._references += 1
        self._printed_numbers = self._printed_numbers or bool(printed)
        counted = f"r{self._references}" if self._printed_numbers else str(self._references)
        self._flow.builder.refer(number or printed or counted, text, doi_of(text))
        self._flow.builder.add("reference", text, section="references")

    def _table_notes(self, table: Any) -> list[list[Run]]:
        """The paragraphs below a table that begin with a raised mark, or call themselves notes."""
        notes: list[list[Run]] = []
        element = table.getnext()
        while element is not None and element.tag == f"{W}p" and len(notes) < 20:
            runs = [run for run in self._runs(element) if run.text]
            marked = bool(runs) and runs[0].level == "sup" and len(runs[0].text.strip()) < 3
            if not runs or not (marked or _TABLE_NOTE.match("".join(run.text for run in runs).strip())):
                break
            notes.append(runs)
            self._used.add(element)
            element = element.getnext()
        return notes

    def _looks_like_heading(self, element: Any, plain: str) -> bool:
        """Authors who know no styles print headings bold, or number them."""
        if len(plain) > 120 or plain.endswith((".", ",", ";", ":")):
            return False
        bold = [r for r in element.iter(f"{W}r") if "".join(t.text or "" for t in r.iter(f"{W}t")).strip()]
        is_bold = bool(bold) and all(r.find(f"{W}rPr/{W}b") is not None for r in bold)
        return section_of(plain, "other") != "other" or (
            is_bold and (bool(_NUMBERED.match(plain)) or len(plain.split()) < 12)
        )

    def _heading(self, level: int, runs: list[Run]) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        before = self._open[-1][1] if self._open else None
        self._open.append((level, self._flow.heading(runs, before=before)))


def _depth(plain: str) -> int:
    number = re.match(r"(\d{1,2}(?:\.\d{1,2})*)", plain)
    return number[1].count(".") + 1 if number else 1
