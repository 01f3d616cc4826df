"""The Extractor of what papers are read by: rules alone, or rules and learned models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..ingest.document import Document
from .extraction import Extraction
from .means import ACCURATE, RULES, SHIPPED
from .pipeline import Extractor, RuleExtractor, extract_document

if TYPE_CHECKING:
    from .learned.mentioning import Mentioner
    from .learned.paragraph_head import ParagraphJudge


class TaggedExtractor:
    """The Extractor that reads by rules and lets learned models look besides.

    The one that comes along sees results that the rules leave; a tagger looks for mentions where a fact can stand, and
    a ``judge`` looks again at paragraphs that the rules take for methods.
    """

    def __init__(self, mentioner: Mentioner, judge: ParagraphJudge | None = None) -> None:
        self._mentioner = mentioner
        self._judge = judge

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One Extraction a Document."""
        from .learned.values import value_model

        for document in documents:
            found = self._mentioner.extended(extract_document(document, value_model()))
            yield found if self._judge is None else self._judge.extended(found)


@lru_cache(maxsize=2)
def extractor_by(means: str) -> Extractor:
    """The Extractor of ``means_of``. Raises InputError where the file is no model, MissingExtra without libraries."""
    if means == RULES:
        return RuleExtractor()
    from .learned.mentioning import Mentioner

    mentioner = Mentioner.load(SHIPPED if means == ACCURATE else Path(means))
    if mentioner.is_small and means != ACCURATE:
        return TaggedExtractor(mentioner)
    from .learned.paragraph_head import ParagraphJudge

    return TaggedExtractor(mentioner, ParagraphJudge.load())  # it needs the libraries that a large tagger needs
