"""Citations within a knowledge base: which entries of a list of references are papers that it holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ..extract.extraction import Extraction
from ..ingest.document import Header, Reference
from ..ingest.metadata import year_of
from .works import Edition, doi_key, plain, title_key

_SHINGLE = 3
_SHARED = 0.4
_LIKENESS = 92.0


class Catalogue:
    """The works of a knowledge base, found by DOI and by title. Any edition's DOI names the work."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        editions = list(editions)
        headers = {edition.header.id: edition.header for edition in editions}
        self._by_doi: dict[str, Header] = {}
        self._titles: dict[str, tuple[str, Header]] = {}
        self._shingles: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for edition in editions:
            work = headers.get(edition.work or edition.header.id, edition.header)
            doi = doi_key(edition.header)
            if doi is not None:
                self._by_doi.setdefault(doi, work)
            key = title_key(edition.header)
            if key is not None and key not in self._titles:
                title = plain(edition.header.title or "")
                self._titles[key] = (title, work)
                for shingle in set(_shingles(title)):
                    self._shingles[shingle].append(key)

    def find(self, reference: Reference) -> Header | None:
        """The work that ``reference`` names: by its DOI or, where it has none, by a title that stands in its text."""
        if reference.doi:
            return self._by_doi.get(reference.doi.strip().lower())
        text = plain(reference.text)
        shared = Counter(key for shingle in set(_shingles(text)) for key in self._shingles.get(shingle, ()))
        best: tuple[float, Header] | None = None
        for key, number in shared.most_common(5):
            title, work = self._titles[key]
            if number < _SHARED * max(1, len(set(_shingles(title)))) or not _same_time(reference, work):
                continue
            found = _likeness(title, text)
            if found >= _LIKENESS and (best is None or found > best[0]):
                best = found, work
        return best[1] if best is not None else None

    def resolved(self, extraction: Extraction) -> Extraction:
        """``extraction`` with the DOIs of the works that its references name; a paper does not cite itself."""
        references = tuple(self._resolved(reference, extraction.document) for reference in extraction.references)
        return replace(extraction, references=references) if references != extraction.references else extraction

    def _resolved(self, reference: Reference, citing: Header) -> Reference:
        work = self.find(reference)
        if work is None or work.doi is None or doi_key(work) in (doi_key(citing), reference.doi):
            return reference
        return replace(reference, doi=doi_key(work))


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = text.split()
    return [tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)]


def _likeness(title: str, text: str) -> float:
    if title in text:
        return 100.0
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(title, text)


def _same_time(reference: Reference, work: Header) -> bool:
    """Whether the years allow it: a preprint or an early view is cited under the year before or after."""
    years = year_of(reference.text)
    return years is None or work.year is None or str(work.year) in reference.text or abs(years - work.year) <= 1
