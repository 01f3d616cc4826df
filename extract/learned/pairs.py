"""Pairs of entities that may be related, each with what can be seen of it: the input of the relation classifier."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .context import Context, code, stem
from .gold import GoldDocument, GoldEntity

# Share of the seen links of a pair of labels that the reach covers; longer ones would bring in more wrong than right.
_COVERED = 0.995
# Links into another sentence are looked for where more than this share of the seen ones go there, so many further.
_BEYOND, _SENTENCES = 0.1, 3
_FAR = 99
FEATURES = (
    "head_label", "tail_label", "order", "tokens_between", "characters_between", "sentences_between",
    "entities_between", "head_like_between", "tail_like_between", "head_rank", "tail_rank", "head_nearest",
    "tail_nearest", "inside", "comma_between", "stop_between", "and_between", "with_between", "in_between",
    "of_between", "bracket_between", "colon_between", "head_word", "tail_word", "head_last", "before_head",
    "after_head", "before_tail", "after_tail", "first_between", "last_between", "head_length", "tail_length",
    "label_before_head", "label_after_head", "label_before_tail", "label_after_tail", "labels_between",
    "position",
    "head_stem", "tail_stem", "head_preposition", "tail_preposition", "tail_second_preposition", "before2_head",
    "before2_tail", "after2_head", "after2_tail", "head_before_tail_stem", "head_behind_tail_stem", "tail_suffix",
    "only_between", "same_bracket", "head_in_bracket", "tail_in_bracket", "words_unmarked", "head_index", "tail_index",
    "head_company", "tail_company", "head_passive", "tail_mentions", "tail_opens", "tail_titled", "tail_in_title",
    "tail_elements_of_title", "tail_capitals", "tail_digits", "tail_place", "tail_sentence_place", "head_to_stop",
    "tail_to_stop", "head_opens", "semicolons_between", "tail_like_before", "tail_like_behind",
)  # fmt: skip
Key = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far apart two labels may stand: entities between them, tokens, and sentences, in reading order."""

    entities: int
    tokens: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities of a document, the features of the pair in the order of FEATURES, and what stands around it."""

    head: GoldEntity
    tail: GoldEntity
    features: tuple[float, ...]
    context: Context = field(repr=False, compare=False)

    @property
    def key(self) -> Key:
        """Label of the head, label of the tail, and whether the head comes first."""
        return self.head.label, self.tail.label, self.head.start <= self.tail.start


def reaches(documents: Sequence[GoldDocument]) -> dict[Key, Reach]:
    """For each pair of labels that is ever linked, and each order of the two, how far the links go."""
    seen: dict[Key, list[tuple[int, int, int]]] = defaultdict(list)
    for document in documents:
        view = _View(document)
        by_id = {entity.id: entity for entity in document.entities}
        for link in document.relations:
            head, tail = by_id[link.head], by_id[link.tail]
            key = head.label, tail.label, head.start <= tail.start
            apart = abs(view.sentence_of(head) - view.sentence_of(tail))
            seen[key].append((view.entities_between(head, tail), view.tokens_between(head, tail), apart))
    return {key: _reach(distances) for key, distances in sorted(seen.items()) if len(distances) > 1}


def pairs(document: GoldDocument, reached: Mapping[Key, Reach]) -> Iterator[Pair]:
    """The pairs of ``document`` within reach, in reading order."""
    view = _View(document)
    furthest = max((reach.entities for reach in reached.values()), default=0)
    for index, first in enumerate(view.entities):
        here = view.sentence_of(first)
        for second in view.entities[index + 1 : index + 2 + furthest]:
            apart = view.sentence_of(second) - here
            if apart > _SENTENCES:
                break
            for head, tail in ((first, second), (second, first)):
                reach = reached.get((head.label, tail.label, head.start <= tail.start))
                if reach is None or apart > reach.sentences or view.entities_between(head, tail) > reach.entities:
                    continue
                if view.tokens_between(head, tail) <= reach.tokens:
                    yield Pair(head, tail, view.features(head, tail), view)


def matrix(found: Sequence[Pair]) -> npt.NDArray[np.float64]:
    """The features of ``found``, pairs x features."""
    return np.asarray([pair.features for pair in found], dtype=np.float64).reshape(len(found), len(FEATURES))


def _reach(distances: list[tuple[int, int, int]]) -> Reach:
    sentences = 0
    while sentences < _SENTENCES and sum(apart > sentences for _, _, apart in distances) > _BEYOND * len(distances):
        sentences += 1
    near = [(entities, words) for entities, words, apart in distances if apart <= sentences]
    entities, words = (sorted(values) for values in zip(*near or [(0, 0)], strict=True))
    place = min(len(entities) - 1, int(_COVERED * len(entities)))
    return Reach(entities[place], words[place], sentences)


class _View(Context):
    """A document as pairs see it."""

    def entities_between(self, head: GoldEntity, tail: GoldEntity) -> int:
        """How many entities stand between the two in text order."""
        return abs(self.rank[head.id] - self.rank[tail.id]) - 1

    def tokens_between(self, head: GoldEntity, tail: GoldEntity) -> int:
        """How many tokens stand between the end of the first and the start of the second; 0 where they overlap."""
        first, second = (head, tail) if head.start <= tail.start else (tail, head)
        return max(0, bisect.bisect_left(self.starts, second.start) - bisect.bisect_left(self.starts, first.end))

    def features(self, head: GoldEntity, tail: GoldEntity) -> tuple[float, ...]:
        """What the trees see of the pair: numbers of fixed order."""
        first, second = (head, tail) if head.start <= tail.start else (tail, head)
        start = bisect.bisect_left(self.starts, first.end)
        end = bisect.bisect_left(self.starts, second.start)
        between = self.words[start : min(end, start + 80)]
        last = self.words[end - 1] if end > start else ""
        low, high = self.rank[first.id], self.rank[second.id]
        labels = [entity.label for entity in self.entities[low + 1 : high]]
        counts = Counter(labels)
        return (
            code(head.label), code(tail.label), float(head.start <= tail.start), max(0, end - start),
            max(0, second.start - first.end), self.sentence_of(second) - self.sentence_of(first),
            len(labels), counts[head.label], counts[tail.label],
            self._near(head, tail.label, tail), self._near(tail, head.label, head),
            float(self._near(head, tail.label, tail) == 0), float(self._near(tail, head.label, head) == 0),
            float(second.end <= first.end),
            between.count(","), between.count(".") + between.count(";"), between.count("and"), between.count("with"),
            between.count("in"), between.count("of"), between.count("(") - between.count(")"), between.count(":"),
            code(self._first(head)), code(self._first(tail)), code(self._last(head)),
            *self._next_to(head), *self._next_to(tail),
            code(between[0] if between else ""), code(last),
            head.end - head.start, tail.end - tail.start,
            *self._labels_around(head), *self._labels_around(tail), code(" ".join(labels[:4])) if labels else 0,
            self.rank[head.id] / len(self.entities),
            *self._in_context(head, tail, between, self.entities[low + 1 : high]),
        )  # fmt: skip

    def _in_context(
        self, head: GoldEntity, tail: GoldEntity, between: list[str], entities: list[GoldEntity]
    ) -> tuple[float, ...]:
        """The features from ``head_stem`` on."""
        here, there = self.around(head), self.around(tail)
        before, behind = self.neighbours(tail, head.label)
        text = self.of(tail)
        unmarked = sum(word[0].isalpha() and word not in ("and", "or") for word in between)
        marked = sum(len(self.of(entity).split()) for entity in entities)
        same = self.by_label[tail.label]
        place = bisect.bisect_left(same, self.rank[tail.id])
        return (
            code(stem(self._first(head))), code(stem(self._last(tail))), code(here.prepositions[0]),
            code(there.prepositions[0]), code(there.prepositions[1]),
            code(self.word(here.first - 2)), code(self.word(there.first - 2)),
            code(self.word(here.last + 2)), code(self.word(there.last + 2)),
            code(stem(before)), code(stem(behind)), code(text[-4:]),
            code(" ".join(sorted({entity.label for entity in entities}))),
            float(here.bracket == there.bracket), float(here.bracket > 0), float(there.bracket > 0), unmarked - marked,
            here.index, there.index, here.company, there.company, float(here.passive), there.mentions,
            float(there.opens), float(there.titled), float(there.in_title), there.elements_of_title,
            sum(letter.isupper() for letter in text), sum(letter.isdigit() for letter in text), there.place,
            there.sentence_place, here.to_stop, there.to_stop, float(here.opens), between.count(";"),
            same[place] - same[place - 1] if place else _FAR,
            same[place + 1] - same[place] if place + 1 < len(same) else _FAR,
        )  # fmt: skip

    def _near(self, entity: GoldEntity, label: str, other: GoldEntity) -> int:
        """How many entities of ``label`` stand nearer to ``entity`` than ``other``, on either side."""
        rank, distance = self.rank[entity.id], abs(self.rank[entity.id] - self.rank[other.id])
        places = self.by_label[label]
        low = bisect.bisect_right(places, rank - distance)
        high = bisect.bisect_left(places, rank + distance)
        return high - low - (entity.label == label)

    def _first(self, entity: GoldEntity) -> str:
        return self.of(entity).split(" ", 1)[0]

    def _last(self, entity: GoldEntity) -> str:
        return self.of(entity).rsplit(" ", 1)[-1]

    def _next_to(self, entity: GoldEntity) -> tuple[int, int]:
        around = self.around(entity)
        return code(self.word(around.first - 1)), code(self.word(around.last + 1))

    def _labels_around(self, entity: GoldEntity) -> tuple[int, int]:
        rank = self.rank[entity.id]
        before = self.entities[rank - 1].label if rank else ""
        after = self.entities[rank + 1].label if rank + 1 < len(self.entities) else ""
        return code(before), code(after)
