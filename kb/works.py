"""Works: which documents are one work (copies, formats, a preprint and its paper), and which of them stands for it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..ingest.document import Header
from .likeness import likeness
from .supplements import is_supplement

# The best source of text and tables first.
FORMATS = ("jats", "elsevier", "tei", "latex", "docx", "html", "pdf", "markdown", "text")
# Texts so alike are one work whatever their titles say; under one title or DOI much less is asked, because formats
# differ in front matter, captions and references, and a preprint in wording.
_COPY = 0.7
_VERSION = 0.12
_TITLE_LETTERS = 30
_TITLE_LIKENESS = 80.0
# Of many documents with one key a new one is compared with the first few: copies of copies meet through these.
_MOST_COMPARED = 20
_BAND_BYTES = 5 * 4


@dataclass(frozen=True, slots=True)
class Edition:
    """A document as far as it matters here. ``size`` is that of all that was read out of it, packed, in bytes.

    ``work`` is the id of the document that stands for its work, or None where that was not settled yet.
    """

    header: Header
    signature: bytes
    size: int
    work: str | None = None


def works_of(editions: Iterable[Edition]) -> dict[str, str]:
    """For the id of each of ``editions`` the id of the document that stands for its work (mostly itself)."""
    by_id = {edition.header.id: edition for edition in editions if edition.header.failure is None}
    groups = _Groups(by_id)
    for pairs in (_same(by_id, doi_key), _same(by_id, title_key)):
        for one, other in pairs:
            if _versions(by_id[one], by_id[other]):
                groups.join(one, other)
    for one, other in _alike(by_id):
        if (likeness(by_id[one].signature, by_id[other].signature) or 0.0) >= _COPY:
            groups.join(one, other)
    works: dict[str, str] = {}
    for members in groups.members():
        best = min(members, key=lambda id: _rank(by_id[id]))
        works.update(dict.fromkeys(members, best))
    return works


def doi_key(header: Header) -> str | None:
    """The DOI in the one spelling that is compared."""
    return header.doi.strip().lower() if header.doi else None


def title_key(header: Header) -> str | None:
    """Letters and digits of the title; None for one so short that several works may bear it."""
    key = plain(header.title or "").replace(" ", "")
    return key if len(key) >= _TITLE_LETTERS else None


def plain(text: str) -> str:
    """``text`` in lower case, without accents and marks, words apart by one space."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def _versions(one: Edition, other: Edition) -> bool:
    """Whether two documents under one DOI or title are one work: a reader may have taken a DOI that is cited."""
    if is_supplement(one.header) != is_supplement(other.header):
        return False  # supporting information bears the DOI of its paper; neither stands for the other
    alike = likeness(one.signature, other.signature)
    if alike is None or alike >= _VERSION:
        return True
    if title_key(one.header) is None or title_key(other.header) is None:
        return False
    from rapidfuzz import fuzz

    same_doi = doi_key(one.header) is not None and doi_key(one.header) == doi_key(other.header)
    titles = fuzz.token_set_ratio(plain(one.header.title or ""), plain(other.header.title or ""))
    return same_doi and titles >= _TITLE_LIKENESS


def _same(by_id: Mapping[str, Edition], key: object) -> Iterable[tuple[str, str]]:
    """Pairs of documents whose keys are equal: each with the first of its kind."""
    first: dict[str, list[str]] = defaultdict(list)
    for id, edition in sorted(by_id.items()):
        value = key(edition.header) if callable(key) else None
        if value is not None:
            for earlier in first[value][:_MOST_COMPARED]:
                yield earlier, id
            first[value].append(id)


def _alike(by_id: Mapping[str, Edition]) -> Iterable[tuple[str, str]]:
    """Pairs of documents that may be copies, found without comparing all with all.

    Signatures are cut into bands; two that agree on a whole band are compared. Of texts that share 0.7 of their
    shingles 99 of 100 meet in one of 25 bands of 5 numbers.
    """
    first: dict[bytes, list[str]] = defaultdict(list)
    for id, edition in sorted(by_id.items()):
        met: dict[str, None] = {}
        for band in range(0, len(edition.signature) - _BAND_BYTES + 1, _BAND_BYTES):
            members = first[bytes([band // _BAND_BYTES]) + edition.signature[band : band + _BAND_BYTES]]
            met.update(dict.fromkeys(members))
            if len(members) < _MOST_COMPARED:
                members.append(id)
        for earlier in met:
            yield earlier, id


def _rank(edition: Edition) -> tuple[int, int, int, str]:
    header = edition.header
    place = FORMATS.index(header.format) if header.format in FORMATS else len(FORMATS)
    cut = any(warning.code in ("truncated", "limit_time", "limit_memory") for warning in header.warnings)
    return int(cut), place, -edition.size, header.id


class _Groups:
    """Union-find over document ids."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._above = {id: id for id in ids}

    def _top(self, id: str) -> str:
        while self._above[id] != id:
            self._above[id] = self._above[self._above[id]]
            id = self._above[id]
        return id

    def join(self, one: str, other: str) -> None:
        """Make the groups of two ids one."""
        self._above[self._top(one)] = self._top(other)

    def members(self) -> Iterable[list[str]]:
        """The groups."""
        groups: dict[str, list[str]] = defaultdict(list)
        for id in self._above:
            groups[self._top(id)].append(id)
        return groups.values()
