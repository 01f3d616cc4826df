"""Relations between entities, learned as a choice for each pair by gradient-boosted trees."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from ...ingest.errors import MissingExtra
from .gold import GoldDocument, GoldRelation
from .pairs import CODES, FEATURES, Pair, Reach, matrix, pairs, reaches
from .wording import Wording, pieces_of

if TYPE_CHECKING:
    from lightgbm import Booster

Key = tuple[str, str, bool]
_NONE = ""
_ROUNDS = 160
# Pairs of labels with fewer examples than this learn together.
_ALONE = 400
# A relation seen more seldom than this among the pairs of a group is not learned there.
_SEEN = 3
# Where the trees see less of a relation than this the words are not asked which it is; else they have this say.
_LIKELY, _SAY = 0.2, 0.6
# A document with less than this share of the relations an entity that the others have was not annotated with any.
_BARE = 0.1
_PARAMETERS: dict[str, Any] = {
    "learning_rate": 0.08, "num_leaves": 24, "min_data_in_leaf": 8, "feature_fraction": 0.7, "bagging_fraction": 0.8,
    "bagging_freq": 1, "cat_smooth": 20.0, "cat_l2": 10.0, "max_cat_threshold": 64, "deterministic": True,
    "force_row_wise": True, "num_threads": 1, "verbosity": -1,
    # Without these two a relation of few examples now and then runs away from all others.
    "lambda_l2": 2.0, "min_sum_hessian_in_leaf": 0.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Pairs of labels that are told apart by the same trees, and what they may be: no relation first."""

    keys: tuple[Key, ...]
    labels: tuple[str, ...]


class RelationClassifier:
    """For each pair of entities within reach: which relation, or none."""

    def __init__(
        self, reached: Mapping[Key, Reach], groups: Sequence[Group], boosters: Sequence[Booster],
        wordings: Mapping[int, Wording],
    ) -> None:  # fmt: skip
        self._reached = dict(reached)
        self._groups = tuple(groups)
        self._boosters = tuple(boosters)
        self._wordings = dict(wordings)
        self._group_of = {key: number for number, group in enumerate(groups) for key in group.keys}

    @classmethod
    def train(cls, documents: Sequence[GoldDocument], *, seed: int) -> RelationClassifier | None:
        """The relations of ``documents``, learned; None where they have none. Raises MissingExtra without lightgbm."""
        documents = _annotated(documents)
        reached = reaches(documents)
        if not reached:
            return None
        examples: dict[Key, list[tuple[Pair, str]]] = defaultdict(list)
        for document in documents:
            links = {(link.head, link.tail): link.label for link in document.relations}
            for pair in pairs(document, reached):
                examples[pair.key].append((pair, links.get((pair.head.id, pair.tail.id), _NONE)))
        groups: list[Group] = []
        boosters: list[Booster] = []
        wordings: dict[int, Wording] = {}
        for keys in _grouped(examples):
            told = [example for key in keys for example in examples[key]]
            counts = Counter(label for _, label in told if label)
            labels = (_NONE, *sorted(label for label, count in counts.items() if count >= _SEEN))
            if len(labels) < 2:
                continue
            linked = [
                (pieces_of(pair.context, pair.head, pair.tail), label) for pair, label in told if label in labels[1:]
            ]
            wording = Wording.train(linked, seed=seed)
            if wording is not None:
                wordings[len(groups)] = wording
            groups.append(Group(keys, labels))
            boosters.append(_boosted(told, labels, seed))
        return cls(reached, groups, boosters, wordings)

    @classmethod
    def from_members(cls, told: Mapping[str, Any], members: Mapping[str, bytes]) -> RelationClassifier | None:
        """The classifier of a model file, if it has one. Raises KeyError or ValueError where parts do not fit."""
        if not told:
            return None
        reached = {_key(row[:3]): Reach(int(row[3]), int(row[4])) for row in told["reach"]}
        groups = [Group(tuple(map(_key, group["keys"])), tuple(group["labels"])) for group in told["groups"]]
        boosters = [_booster(members[_part(number)], len(group.labels)) for number, group in enumerate(groups)]
        wordings = {
            number: Wording.from_bytes(group.labels[1:], members[_words_part(number)])
            for number, group in enumerate(groups)
            if len(group.labels) > 2
        }
        return cls(reached, groups, boosters, wordings)

    def told(self) -> dict[str, Any]:
        """What the manifest of the model file says of the classifier."""
        rows = [[*key, reach.entities, reach.tokens] for key, reach in sorted(self._reached.items())]
        groups = [{"keys": [list(key) for key in group.keys], "labels": list(group.labels)} for group in self._groups]
        return {"reach": rows, "groups": groups}

    def members(self) -> Mapping[str, bytes]:
        """The trees of each group, as text, and the weights of words."""
        trees = {
            _part(number): booster.model_to_string().encode("ascii") for number, booster in enumerate(self._boosters)
        }
        return trees | {_words_part(number): wording.as_bytes() for number, wording in self._wordings.items()}

    def relate(self, document: GoldDocument) -> tuple[GoldRelation, ...]:
        """The relations between the entities of ``document``, the likelier direction where both are found."""
        waiting: dict[int, list[Pair]] = defaultdict(list)
        for pair in pairs(document, self._reached):
            if pair.key in self._group_of:
                waiting[self._group_of[pair.key]].append(pair)
        best: dict[frozenset[str], tuple[float, GoldRelation]] = {}
        for number, found in sorted(waiting.items()):
            labels = self._groups[number].labels
            for pair, row in zip(found, self._scores(number, found), strict=True):
                if row[0] >= 0.5:
                    continue
                index = 1 + int(row[1:].argmax())
                link = GoldRelation(pair.head.id, pair.tail.id, labels[index])
                ends = frozenset((link.head, link.tail))
                if ends not in best or best[ends][0] < row[index]:
                    best[ends] = float(row[index]), link
        return tuple(link for _, link in best.values())

    def _scores(self, number: int, found: Sequence[Pair]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The share of each label of group ``number`` for each pair, pairs x labels."""
        scores = np.asarray(self._boosters[number].predict(matrix(found), num_threads=1))
        if scores.ndim == 1:
            return np.column_stack((1.0 - scores, scores))
        wording = self._wordings[number]
        for pair, row in zip(found, scores, strict=True):
            linked = 1.0 - row[0]
            if linked > _LIKELY:
                shares = wording.shares(pieces_of(pair.context, pair.head, pair.tail))
                mixed = np.power(row[1:], 1.0 - _SAY) * np.power(shares, _SAY)
                row[1:] = linked * mixed / mixed.sum()
        return scores


def _annotated(documents: Sequence[GoldDocument]) -> list[GoldDocument]:
    """Those of ``documents`` whose relations were annotated: the others would teach that nothing is related."""
    shares = {id(each): len(each.relations) / max(1, len(each.entities)) for each in documents}
    usual = median(shares.values()) if shares else 0.0
    return [each for each in documents if shares[id(each)] >= _BARE * usual]


def _grouped(examples: Mapping[Key, Sequence[object]]) -> list[tuple[Key, ...]]:
    alone: list[tuple[Key, ...]] = [(key,) for key in sorted(examples) if len(examples[key]) >= _ALONE]
    together = tuple(key for key in sorted(examples) if len(examples[key]) < _ALONE)
    return [*alone, together] if together else alone


def _boosted(told: Sequence[tuple[Pair, str]], labels: Sequence[str], seed: int) -> Booster:
    lightgbm = _lightgbm()
    numbers = {label: number for number, label in enumerate(labels)}
    known = [(pair, numbers[label]) for pair, label in told if label in numbers]
    data = lightgbm.Dataset(
        matrix([pair for pair, _ in known]),
        label=[number for _, number in known],
        feature_name=list(FEATURES),
        categorical_feature=list(CODES),
        # Codes of words are hashes with gaps between them, which the library would warn of for every feature; it keeps
        # its silence in the thread that asked for it only.
        params={"verbosity": -1, "num_threads": 1},
    )
    aim = {"objective": "binary"} if len(labels) == 2 else {"objective": "multiclass", "num_class": len(labels)}
    booster: Booster = lightgbm.train({**_PARAMETERS, **aim, "seed": seed}, data, num_boost_round=_ROUNDS)
    return booster


def _booster(data: bytes, labels: int) -> Booster:
    try:
        booster: Booster = _lightgbm().Booster(model_str=data.decode("ascii"))
    except Exception as error:  # lightgbm's error is a bare Exception
        raise ValueError(f"the trees cannot be read ({error})") from error
    if booster.num_feature() != len(FEATURES):
        raise ValueError(f"the trees want {booster.num_feature()} features, not {len(FEATURES)}")
    if booster.num_model_per_iteration() != (1 if labels == 2 else labels):
        raise ValueError("the trees tell another number of relations apart than the model names")
    return booster


def _key(row: Sequence[Any]) -> Key:
    head, tail, forward = row
    return str(head), str(tail), bool(forward)


def _part(number: int) -> str:
    return f"relations-{number}.txt"


def _words_part(number: int) -> str:
    return f"relations-{number}.words"


def _lightgbm() -> Any:
    try:
        import lightgbm
    except ImportError as error:
        raise MissingExtra("learned relations", "models") from error
    return lightgbm
