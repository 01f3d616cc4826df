"""Pairs of entities that may be related, each with what can be seen of it: the input of the relation classifier."""

from __future__ import annotations

import bisect
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .gold import GoldDocument, GoldEntity
from .tokens import tokens

# Share of the seen links of a pair of labels that the reach covers; longer ones would bring in more wrong than right.
_COVERED = 0.985
# Words are told apart by a hash into this many places.
_PLACES = 997
FEATURES = (
    "head_label", "tail_label", "order", "tokens_between", "characters_between", "sentences_between",
    "entities_between", "head_like_between", "tail_like_between", "head_rank", "tail_rank", "head_nearest",
    "tail_nearest", "inside", "comma_between", "stop_between", "and_between", "with_between", "in_between",
    "of_between", "bracket_between", "colon_between", "head_word", "tail_word", "head_last", "before_head",
    "after_head", "before_tail", "after_tail", "first_between", "last_between", "head_length", "tail_length",
    "label_before_head", "label_after_head", "label_before_tail", "label_after_tail", "labels_between",
    "position",
)  # fmt: skip
# Those that are codes, not amounts.
CODES = tuple(
    FEATURES.index(name)
    for name in FEATURES
    if name.endswith(("_label", "_word", "_last"))
    or name.startswith(("before_", "after_", "first_", "label_", "last_"))
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far apart two labels may stand: entities between them, and tokens, in reading order."""

    entities: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities of a document, and the features of the pair in the order of FEATURES."""

    head: GoldEntity
    tail: GoldEntity
    features: tuple[float, ...]

    @property
    def key(self) -> tuple[str, str, bool]:
        """Label of the head, label of the tail, and whether the head comes first."""
        return self.head.label, self.tail.label, self.head.start <= self.tail.start


def reaches(documents: Sequence[GoldDocument]) -> dict[tuple[str, str, bool], Reach]:
    """For each pair of labels that is ever linked, and each order of the two, how far the links go."""
    seen: dict[tuple[str, str, bool], list[tuple[int, int]]] = defaultdict(list)
    for document in documents:
        view = _View(document)
        by_id = {entity.id: entity for entity in document.entities}
        for link in document.relations:
            head, tail = by_id[link.head], by_id[link.tail]
            key = head.label, tail.label, head.start <= tail.start
            seen[key].append((view.entities_between(head, tail), view.tokens_between(head, tail)))
    return {key: _reach(distances) for key, distances in sorted(seen.items()) if len(distances) > 1}


def pairs(document: GoldDocument, reached: dict[tuple[str, str, bool], Reach]) -> Iterator[Pair]:
    """The pairs of ``document`` within reach, in reading order."""
    view = _View(document)
    furthest = max((reach.entities for reach in reached.values()), default=0)
    for index, first in enumerate(view.entities):
        for second in view.entities[index + 1 : index + 2 + furthest]:
            for head, tail in ((first, second), (second, first)):
                reach = reached.get((head.label, tail.label, head.start <= tail.start))
                if reach is None or view.entities_between(head, tail) > reach.entities:
                    continue
                if view.tokens_between(head, tail) <= reach.tokens:
                    yield Pair(head, tail, view.features(head, tail))


def matrix(found: Sequence[Pair]) -> npt.NDArray[np.float64]:
    """The features of ``found``, pairs x features."""
    return np.asarray([pair.features for pair in found], dtype=np.float64).reshape(len(found), len(FEATURES))


def _reach(distances: list[tuple[int, int]]) -> Reach:
    entities, words = (sorted(values) for values in zip(*distances, strict=True))
    place = min(len(distances) - 1, int(_COVERED * len(distances)))
    return Reach(entities[place], words[place])


def code(word: str) -> int:
    """A number for ``word`` that is the same everywhere; 0 is for none."""
    return 1 + zlib.crc32(word.lower().encode()) % _PLACES if word else 0


class _View:
    """A document with its tokens and its entities in order."""

    def __init__(self, document: GoldDocument) -> None:
        self._text = document.text
        self._tokens = tokens(document.text)
        self._starts = [start for start, _ in self._tokens]
        self.entities = sorted(
            document.entities, key=lambda entity: (entity.start, -entity.end, entity.label, entity.id)
        )
        self._rank = {entity.id: index for index, entity in enumerate(self.entities)}
        self._sentences = [start for start, _ in document.regions()]
        self._by_label: dict[str, list[int]] = defaultdict(list)
        for index, entity in enumerate(self.entities):
            self._by_label[entity.label].append(index)

    def entities_between(self, head: GoldEntity, tail: GoldEntity) -> int:
        return abs(self._rank[head.id] - self._rank[tail.id]) - 1

    def tokens_between(self, head: GoldEntity, tail: GoldEntity) -> int:
        first, second = (head, tail) if head.start <= tail.start else (tail, head)
        return max(0, bisect.bisect_left(self._starts, second.start) - bisect.bisect_left(self._starts, first.end))

    def features(self, head: GoldEntity, tail: GoldEntity) -> tuple[float, ...]:
        first, second = (head, tail) if head.start <= tail.start else (tail, head)
        start = bisect.bisect_left(self._starts, first.end)
        end = bisect.bisect_left(self._starts, second.start)
        between = [self._word(index) for index in range(start, min(end, start + 60))]
        last = self._word(end - 1) if end > start else ""
        low, high = self._rank[first.id], self._rank[second.id]
        labels = [entity.label for entity in self.entities[low + 1 : high]]
        counts = Counter(labels)
        sentences = bisect.bisect_right(self._sentences, second.start) - bisect.bisect_right(
            self._sentences, first.start
        )
        return (
            code(head.label), code(tail.label), float(head.start <= tail.start), max(0, end - start),
            max(0, second.start - first.end), sentences,
            len(labels), counts[head.label], counts[tail.label],
            self._near(head, tail.label, tail), self._near(tail, head.label, head),
            float(self._near(head, tail.label, tail) == 0), float(self._near(tail, head.label, head) == 0),
            float(second.end <= first.end),
            between.count(","), between.count(".") + between.count(";"), between.count("and"), between.count("with"),
            between.count("in"), between.count("of"), between.count("(") - between.count(")"), between.count(":"),
            code(self._first(head)), code(self._first(tail)), code(self._last(head)),
            *self._around(head), *self._around(tail),
            code(between[0] if between else ""), code(last),
            head.end - head.start, tail.end - tail.start,
            *self._labels_around(head), *self._labels_around(tail), code(" ".join(labels[:4])) if labels else 0,
            self._rank[head.id] / len(self.entities),
        )  # fmt: skip

    def _near(self, entity: GoldEntity, label: str, other: GoldEntity) -> int:
        """How many entities of ``label`` stand nearer to ``entity`` than ``other``, on either side."""
        rank, distance = self._rank[entity.id], abs(self._rank[entity.id] - self._rank[other.id])
        places = self._by_label[label]
        low = bisect.bisect_right(places, rank - distance)
        high = bisect.bisect_left(places, rank + distance)
        return high - low - (entity.label == label)

    def _word(self, index: int) -> str:
        start, end = self._tokens[index]
        return self._text[start:end].lower()

    def _first(self, entity: GoldEntity) -> str:
        return self._text[entity.start : entity.end].split(" ", 1)[0]

    def _last(self, entity: GoldEntity) -> str:
        return self._text[entity.start : entity.end].rsplit(" ", 1)[-1]

    def _around(self, entity: GoldEntity) -> tuple[int, int]:
        before = bisect.bisect_left(self._starts, entity.start) - 1
        after = bisect.bisect_left(self._starts, entity.end)
        return (
            code(self._word(before)) if before >= 0 else 0,
            code(self._word(after)) if after < len(self._tokens) else 0,
        )

    def _labels_around(self, entity: GoldEntity) -> tuple[int, int]:
        rank = self._rank[entity.id]
        before = self.entities[rank - 1].label if rank else ""
        after = self.entities[rank + 1].label if rank + 1 < len(self.entities) else ""
        return code(before), code(after)
