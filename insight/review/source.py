"""Source: a paper as a review reads it: its statements, the words it is told apart by, the works it cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ...extract.extraction import Extraction
from ...ingest.document import Document, Header
from ...kb.works import doi_key, plain, title_key
from ..embeddings.words import NUMBER, tokens
from .statement import Statement, statements_of

_TITLE_WEIGHT = 3
# Of a reference without a DOI, so many letters tell it from others.
_REFERENCE_LETTERS = 60
_TOLD_BY = frozenset({"title", "abstract", "conclusions"})


@dataclass(frozen=True, slots=True)
class Source:
    """A paper of a review. ``words`` counts those of title, abstract and conclusions (of all of it, without those).

    ``cites`` are keys of works; ``keys`` those under which the paper itself is cited.
    """

    header: Header
    statements: tuple[Statement, ...]
    words: Mapping[str, int]
    cites: frozenset[str]
    keys: frozenset[str]

    @property
    def id(self) -> str:
        """The document id."""
        return self.header.id

    @classmethod
    def of(cls, extraction: Extraction) -> Source:
        """The source that an extraction gives."""
        document = extraction.source_document
        cites = {_reference_key(each.doi, each.text) for each in document.references}
        keys = {key for key in (doi_key(document.header), title_key(document.header)) if key}
        return cls(
            document.header, tuple(statements_of(document)), _words(document), frozenset(cites - {""}), frozenset(keys)
        )


def _words(document: Document) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    telling = [block for block in document.blocks if block.kind == "title" or block.section in _TOLD_BY]
    if sum(len(block.text) for block in telling) < 500:
        telling = [block for block in document.blocks if block.kind in ("title", "abstract", "paragraph")]
    for block in telling:
        found = tokens(block.text)
        weight = _TITLE_WEIGHT if block.kind == "title" else 1
        for token in found:
            if token != NUMBER:
                counts[token] += weight
        for first, second in pairwise(found):
            if NUMBER not in (first, second):
                counts[f"{first} {second}"] += weight
    return counts


def _reference_key(doi: str | None, text: str) -> str:
    return doi.strip().lower() if doi else plain(text).replace(" ", "")[:_REFERENCE_LETTERS]
