"""Relations between entities, learned as a choice for each pair: trees look twice, then words tell which it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import numpy as np

from .company import company, width
from .evidence import Evidence
from .gold import GoldDocument, GoldRelation
from .looks import NONE, Group, Look, Numbers, Sight
from .pairs import Key, Pair, Reach, pairs, reaches
from .wording import Wording, pieces_of

# Where the trees see less of a relation than this the words are not asked which it is; else they have this say.
_LIKELY, _SAY = 0.2, 0.6
# A pair is related where that there is nothing is less likely than this.
_NOTHING = 0.6
# A document with less than this share of the relations an entity that the others have was not annotated with any.
_BARE = 0.1
# The second look learns from what a first one that did not know their documents made of the pairs: so many parts.
_PARTS = 4


class RelationClassifier:
    """For each pair of entities within reach: which relation, or none."""

    def __init__(
        self, reached: Mapping[Key, Reach], first: Look, second: Look | None, wordings: Mapping[int, Wording]
    ) -> None:
        """``second`` sees besides what ``first`` makes of the other pairs; both tell the same groups apart."""
        self._reached = dict(reached)
        self._first = first
        self._second = second
        self._wordings = dict(wordings)
        self._labels = _labels(first.groups)

    @classmethod
    def train(cls, documents: Sequence[GoldDocument], *, seed: int) -> RelationClassifier | None:
        """The relations of ``documents``, learned; None where they have none.

        Raises MissingExtra without lightgbm and scikit-learn.
        """
        documents = _annotated(documents)
        reached = reaches(documents)
        if not reached:
            return None
        found: list[Pair] = []
        named: list[str] = []
        for document in documents:
            links = {(link.head, link.tail): link.label for link in document.relations}
            for pair in pairs(document, reached):
                found.append(pair)
                named.append(links.get((pair.head.id, pair.tail.id), NONE))
        sight = Sight.of(found)
        first = Look.train(sight, named, seed=seed)
        labels = _labels(first.groups)
        second = None
        if len(set(sight.documents.tolist())) >= _PARTS:
            shares = np.zeros((len(found), len(labels)))
            for part in range(_PARTS):
                own, others = (np.flatnonzero((sight.documents % _PARTS == part) == inside) for inside in (True, False))
                look = Look.train(sight.chosen(others), [named[row] for row in others], seed=seed)
                shares[own] = look.shares(sight.chosen(own), labels)
            second = Look.train(sight.beside(company(found, sight, shares)), named, seed=seed)
        return cls(reached, first, second, _wordings(found, named, sight, first.groups, seed))

    @classmethod
    def from_members(cls, told: Mapping[str, Any], members: Mapping[str, bytes]) -> RelationClassifier | None:
        """The classifier of a model file, if it has one. Raises KeyError or ValueError where parts do not fit."""
        if not told:
            return None
        reached = {_key(row[:3]): Reach(*map(int, row[3:6])) for row in told["reach"]}
        groups = [Group(tuple(map(_key, group["keys"])), tuple(group["labels"])) for group in told["groups"]]
        evidences = [
            Evidence.from_bytes(len(group.labels), members[f"evidence-{number}.bin"])
            for number, group in enumerate(groups)
        ]
        first = Look.from_members("first", groups, evidences, members, 0)
        second = None
        if told["looks"] == 2:
            second = Look.from_members("second", groups, evidences, members, width(len(_labels(groups))))
        wordings = {
            number: Wording.from_bytes(group.labels[1:], members[f"words-{number}.bin"])
            for number, group in enumerate(groups)
            if len(group.labels) > 2
        }
        return cls(reached, first, second, wordings)

    def told(self) -> dict[str, Any]:
        """What the manifest of the model file says of the classifier."""
        rows = [[*key, reach.entities, reach.tokens, reach.sentences] for key, reach in sorted(self._reached.items())]
        groups = [
            {"keys": [list(key) for key in group.keys], "labels": list(group.labels)} for group in self._first.groups
        ]
        return {"reach": rows, "groups": groups, "looks": 1 if self._second is None else 2}

    def members(self) -> Mapping[str, bytes]:
        """The trees of both looks, the evidence that they are shown, and the weights of words."""
        parts = self._first.members("first") | ({} if self._second is None else self._second.members("second"))
        for number, evidence in enumerate(self._first.evidences):
            parts[f"evidence-{number}.bin"] = evidence.as_bytes()
        return parts | {f"words-{number}.bin": each.as_bytes() for number, each in self._wordings.items()}

    def relate(self, document: GoldDocument) -> tuple[GoldRelation, ...]:
        """The relations between the entities of ``document``, the likelier direction where both are found."""
        found = list(pairs(document, self._reached))
        if not found:
            return ()
        sight = Sight.of(found)
        shares = self._first.shares(sight, self._labels)
        if self._second is not None:
            shares = self._second.shares(sight.beside(company(found, sight, shares)), self._labels)
        self._reworded(found, sight, shares)
        best: dict[frozenset[str], tuple[float, GoldRelation]] = {}
        for pair, row in zip(found, shares, strict=True):
            if row[0] >= _NOTHING:
                continue
            index = 1 + int(row[1:].argmax())
            link = GoldRelation(pair.head.id, pair.tail.id, self._labels[index])
            ends = frozenset((link.head, link.tail))
            if ends not in best or best[ends][0] < row[index]:
                best[ends] = float(row[index]), link
        return tuple(link for _, link in best.values())

    def _reworded(self, found: Sequence[Pair], sight: Sight, shares: Numbers) -> None:
        """Let the words have their say of which relation the pairs have that are likely to have one."""
        for number, rows in sight.groups(self._first.groups).items():
            if number not in self._wordings:
                continue
            columns = [self._labels.index(label) for label in self._first.groups[number].labels[1:]]
            for row in rows[1.0 - shares[rows, 0] > _LIKELY]:
                pair = found[row]
                told = self._wordings[number].shares(pieces_of(pair.context, pair.head, pair.tail))
                mixed = np.power(shares[row, columns], 1.0 - _SAY) * np.power(told, _SAY)
                shares[row, columns] = (1.0 - shares[row, 0]) * mixed / mixed.sum()


def _labels(groups: Sequence[Group]) -> tuple[str, ...]:
    return (NONE, *sorted({label for group in groups for label in group.labels} - {NONE}))


def _wordings(
    found: Sequence[Pair], named: Sequence[str], sight: Sight, groups: Sequence[Group], seed: int
) -> dict[int, Wording]:
    wordings = {}
    for number, rows in sight.groups(groups).items():
        linked = [
            (pieces_of(found[row].context, found[row].head, found[row].tail), named[row])
            for row in rows
            if named[row] in groups[number].labels[1:]
        ]
        wording = Wording.train(linked, seed=seed)
        if wording is not None:
            wordings[number] = wording
    return wordings


def _annotated(documents: Sequence[GoldDocument]) -> list[GoldDocument]:
    """Those of ``documents`` whose relations were annotated: the others would teach that nothing is related."""
    shares = {id(each): len(each.relations) / max(1, len(each.entities)) for each in documents}
    usual = median(shares.values()) if shares else 0.0
    return [each for each in documents if shares[id(each)] >= _BARE * usual]


def _key(row: Sequence[Any]) -> Key:
    head, tail, forward = row
    return str(head), str(tail), bool(forward)
