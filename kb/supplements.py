"""Supplements: files of supporting information, and the papers that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..ingest.document import Header

if TYPE_CHECKING:
    from .entry import FileEntry

# X_SI.pdf, X-supp.pdf, X_si_001.docx, X.s001.docx, X supporting information.pdf beside X.pdf
_NAME = re.compile(
    r"(?P<paper>.+?)[\s._-]+(?:e?si|s(?=\d)|supp|suppl|supplement(?:ary|al)?|supporting)"
    r"(?:[\s._-]*(?:info|information|materials?|mat|data|file|text|appendix))?(?:[\s._-]*\d{1,4})?",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?:electronic\s+)?(?:supplementary|supplemental|supporting)\s+(?:information|materials?|data|text|file)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 300


def paper_stem(name: str) -> str | None:
    """The stem of the paper's file name that the name of a supplement begins with, or None where it is no such name."""
    match = _NAME.fullmatch(_stem(name))
    return match["paper"] if match else None


def is_supplement(header: Header) -> bool:
    """Whether a document says of itself, by its title or the name of its file, that it is supporting information."""
    return bool(_TITLE.match(header.title or "")) or paper_stem(header.source) is not None


def supplements_of(files: Iterable[FileEntry], headers: Iterable[Header]) -> dict[str, str]:
    """For the id of each supplement the id of its paper.

    They are told by the name (a paper of the same stem lies in the same folder), or, where a document calls itself
    supporting information, by the DOI that it shares with a paper. A supplement whose paper is not there is left out.
    """
    by_id = {header.id: header for header in headers if header.failure is None}
    named = [(file.path, file.document) for file in files if file.document in by_id and file.document is not None]
    by_place = {(_folder(path), _stem(path).lower()): id for path, id in named}
    found: dict[str, str] = {}
    for path, id in named:
        stem = paper_stem(path)
        paper = by_place.get((_folder(path), stem.lower())) if stem is not None else None
        if paper is not None and paper != id:
            found[id] = paper
    papers = {h.doi.lower(): h.id for h in by_id.values() if h.doi and h.id not in found and not is_supplement(h)}
    for header in by_id.values():
        if header.id not in found and header.doi and is_supplement(header):
            paper = papers.get(header.doi.lower())
            if paper is not None and paper != header.id:
                found[header.id] = paper
    return found


def _parts(path: str) -> tuple[str, str]:
    cut = max(path.rfind(mark) for mark in "/\\!")
    return path[: cut + 1], path[cut + 1 :][:_LONGEST_NAME]


def _folder(path: str) -> str:
    return _parts(path)[0]


def _stem(path: str) -> str:
    name = _parts(path)[1]
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and stem and len(suffix) <= 8 and not suffix.isdigit() else name
