"""Coding: which entries of a paper have vectors, of what text, and the vectors of a whole knowledge base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from ..extract.extraction import Extraction
from ..extract.rows import property_words
from .entry import IndexEntry
from .making import entries_of

if TYPE_CHECKING:
    from ..extract.learned.encoder import Vector
    from .vectors import VectorStore

# Shorter passages (a label, a heading gone astray) say nothing that a vector could hold.
MIN_WORDS = 4
# Papers between two writings: what a kill may cost.
_BATCH = 20


class Codes(Protocol):
    """What turns texts into vectors: the Encoder, or a plainer one in tests."""

    def vector(self, text: str) -> Vector:
        """The vector of a text."""
        ...

    def vectors(self, texts: Iterable[str]) -> Iterator[Vector]:
        """The vectors of texts, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class CodingReport:
    """What a coding did: papers that were given vectors, that had them, and that are no more; vectors made."""

    coded: int
    unchanged: int
    removed: int
    vectors: int


def vector_text(entry: IndexEntry) -> str | None:
    """What of ``entry`` is coded: a passage's text; a record's material, property and sentence; None of a step."""
    if entry.kind == "passage":
        text = entry.stored.context.text
        return text if len(text.split()) >= MIN_WORDS else None
    record = entry.stored.record
    if entry.kind != "record" or record is None:
        return None
    name = f"{record.material.name} {property_words(record)}".strip()
    return f"{name}: {entry.stored.context.text}"


def texts_of(extraction: Extraction) -> dict[str, str]:
    """The texts to be coded of a paper, by the id of their entry."""
    found = ((entry.id, vector_text(entry)) for entry in entries_of(extraction))
    return {id: text for id, text in found if text is not None}


def code(
    store: VectorStore,
    codes: Codes,
    ids: Iterable[str],
    extraction_of: Callable[[str], Extraction | None],
    *,
    progress: Callable[[int, int], None] = lambda papers, vectors: None,
) -> CodingReport:
    """Bring ``store`` to the state of the documents ``ids``; what has the vectors of its texts keeps them.

    ``progress`` hears after each paper how many are done and how many vectors were made. Raises StoreError.
    """
    wanted = list(ids)
    gone = sorted(set(store.states) - set(wanted))
    store.remove(gone)
    waiting: dict[str, tuple[str, list[tuple[str, Vector]]]] = {}
    coded = unchanged = made = 0
    for number, id in enumerate(wanted, 1):
        extraction = extraction_of(id)
        texts = texts_of(extraction) if extraction is not None else {}
        state = _state(texts)
        if store.states.get(id) == state:
            unchanged += 1
        else:  # also what has no text to be coded, so that it counts as done
            waiting[id] = (state, list(zip(texts, codes.vectors(texts.values()), strict=True)))
            coded, made = coded + 1, made + len(texts)
        if len(waiting) >= _BATCH:
            store.add(waiting)
            waiting = {}
        progress(number, made)
    store.add(waiting)
    return CodingReport(coded, unchanged, len(gone), made)


def _state(texts: dict[str, str]) -> str:
    digest = blake2b(digest_size=8)
    for id, text in texts.items():
        digest.update(f"{id}\0{text}\0".encode())
    return digest.hexdigest()
