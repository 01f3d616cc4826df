"""Annotated documents, one JSON object a line: what a model learns from and is scored on (corpora/GOLD_FORMAT.md)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from ...ingest.errors import InputError
from ..sentences import split

# The parts of a gold file that a call may ask for.
SPLITS = ("train", "dev", "test", "all")
# A line longer than this is no annotated paper; it would only fill the memory.
_LONGEST_LINE = 64 * 2**20


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A marked span, half-open in the document's text."""

    id: str
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A labelled link from one entity to another, by their ids."""

    head: str
    tail: str
    label: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with its annotation; ``sentences`` and ``meta`` stand only where the corpus gives them.

    ``source`` names the corpus: documents of one source are annotated with the same labels.
    """

    doc_id: str
    text: str
    entities: tuple[GoldEntity, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    source: str = ""
    split: str = "train"
    sentences: tuple[tuple[int, int], ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)

    def regions(self) -> tuple[tuple[int, int], ...]:
        """The sentences that are annotated completely, in text order.

        ``meta.experiment_sentences`` where the corpus annotates only these (SOFC-Exp); learning from the others would
        teach that what stands there is nothing.
        """
        told = self.meta.get("experiment_sentences")
        if told:
            return tuple(sorted({(start, end) for start, end in told}))
        if self.sentences:
            return tuple(sorted(set(self.sentences)))
        return tuple((start + begin, start + end) for start, line in _lines(self.text) for begin, end in split(line))


def read_gold(paths: Sequence[Path], *, part: str = "all") -> list[GoldDocument]:
    """The documents of ``part`` (one of SPLITS) in the JSONL files ``paths``, gzipped or plain.

    Raises InputError, with file and line, where one is not in the gold format or there is no document of ``part``.
    """
    documents = [document for path in paths for document in _read(path) if part in ("all", document.split)]
    if not documents:
        raise InputError(f"{', '.join(map(str, paths))}: no document of the part {part!r}; see corpora/GOLD_FORMAT.md")
    return documents


def relabelled(document: GoldDocument, labels: dict[str, str]) -> GoldDocument:
    """``document`` with only the entities that ``labels`` names, under their new names.

    A key ends with ``*`` to stand for all labels that begin so. Relations between entities that stay are kept.
    """
    if not labels:
        return document
    entities = tuple(
        replace(entity, label=label) for entity in document.entities if (label := _new_label(entity.label, labels))
    )
    kept = {entity.id for entity in entities}
    relations = tuple(link for link in document.relations if link.head in kept and link.tail in kept)
    return replace(document, entities=entities, relations=relations)


def _new_label(label: str, labels: dict[str, str]) -> str | None:
    for pattern, new in labels.items():
        if label == pattern or (pattern.endswith("*") and label.startswith(pattern[:-1])):
            return new
    return None


def _read(path: Path) -> Iterator[GoldDocument]:
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read ({error}); expected JSON lines, gzipped or plain") from error
    decoder = msgspec.json.Decoder(GoldDocument)
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        if len(line) > _LONGEST_LINE:
            raise InputError(f"{path}, line {number}: longer than {_LONGEST_LINE} bytes; one document a line")
        try:
            document = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{path}, line {number}: not a gold document ({error})") from error
        _check(document, f"{path}, line {number}")
        yield document


def _check(document: GoldDocument, place: str) -> None:
    if document.split not in SPLITS[:-1]:
        raise InputError(f"{place}: the split {document.split!r} is none of {', '.join(SPLITS[:-1])}")
    ids = set()
    for entity in document.entities:
        if entity.id in ids:
            raise InputError(f"{place}: two entities have the id {entity.id!r}; give each its own")
        if not 0 <= entity.start < entity.end <= len(document.text):
            raise InputError(f"{place}: entity {entity.id!r} lies outside the text ({entity.start}-{entity.end})")
        ids.add(entity.id)
    for link in document.relations:
        if link.head not in ids or link.tail not in ids:
            raise InputError(f"{place}: relation {link.label!r} names an entity that is not there")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
