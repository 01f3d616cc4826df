"""Looks at pairs of entities: trees that tell, for each pair of labels, which relation a pair has, or none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ...ingest.errors import MissingExtra
from .evidence import KINDS, Evidence, Pieces
from .pairs import FEATURES, Key, Pair, matrix

if TYPE_CHECKING:
    from lightgbm import Booster

Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
NONE = ""
_ROUNDS = 160
# Pairs of labels with fewer examples than this learn together.
_ALONE = 400
# A relation seen more seldom than this among the pairs of a group is not learned there.
_SEEN = 3
_PARAMETERS: dict[str, Any] = {
    "learning_rate": 0.05, "num_leaves": 24, "min_data_in_leaf": 8, "feature_fraction": 0.7, "bagging_fraction": 0.8,
    "bagging_freq": 1, "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbosity": -1,
    # Without these two a relation of few examples now and then runs away from all others.
    "lambda_l2": 5.0, "min_sum_hessian_in_leaf": 1.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Pairs of labels that are told apart by the same trees, and what they may be: no relation first."""

    keys: tuple[Key, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """Pairs as trees see them: keys, features (pairs x features), pieces of text, and the number of each document."""

    keys: tuple[Key, ...]
    features: Numbers
    pieces: Pieces
    documents: Rows

    @classmethod
    def of(cls, found: Sequence[Pair]) -> Sight:
        """What is seen of ``found``; pairs of one context are of one document."""
        order: dict[int, int] = {}
        documents = [order.setdefault(id(pair.context), len(order)) for pair in found]
        pieces = Pieces.of([(pair.context, pair.head, pair.tail) for pair in found])
        keys = tuple(pair.key for pair in found)
        return cls(keys, matrix(found), pieces, np.asarray(documents, dtype=np.int64))

    def chosen(self, rows: Rows) -> Sight:
        """The pairs ``rows``, in their order."""
        keys = tuple(self.keys[row] for row in rows)
        return Sight(keys, self.features[rows], self.pieces.chosen(rows), self.documents[rows])

    def beside(self, more: Numbers) -> Sight:
        """The same pairs with more features (pairs x features)."""
        return Sight(self.keys, np.hstack([self.features, more]), self.pieces, self.documents)

    def groups(self, groups: Sequence[Group]) -> dict[int, Rows]:
        """The pairs of each of ``groups``, by its number."""
        number_of = {key: number for number, group in enumerate(groups) for key in group.keys}
        found: dict[int, list[int]] = defaultdict(list)
        for row, key in enumerate(self.keys):
            if key in number_of:
                found[number_of[key]].append(row)
        return {number: np.asarray(rows, dtype=np.int64) for number, rows in sorted(found.items())}


class Look:
    """Trees for each group of pairs, shown the features of a pair and the evidence of its words."""

    def __init__(self, groups: Sequence[Group], evidences: Sequence[Evidence], boosters: Sequence[Booster]) -> None:
        self.groups = tuple(groups)
        self.evidences = tuple(evidences)
        self.boosters = tuple(boosters)

    @classmethod
    def train(cls, sight: Sight, named: Sequence[str], *, seed: int) -> Look:
        """Learn from pairs with their relations ``named`` (NONE: none). Raises MissingExtra without lightgbm."""
        groups, evidences, boosters = [], [], []
        for keys in _grouped(sight.keys):
            inside = set(keys)
            rows = [row for row, key in enumerate(sight.keys) if key in inside]
            counts = Counter(named[row] for row in rows if named[row])
            labels = (NONE, *sorted(label for label, count in counts.items() if count >= _SEEN))
            if len(labels) < 2:
                continue
            numbers = {label: number for number, label in enumerate(labels)}
            known = np.asarray([row for row in rows if named[row] in numbers], dtype=np.int64)
            aims = np.asarray([numbers[named[row]] for row in known], dtype=np.int64)
            shown = sight.chosen(known)
            evidence, sums = Evidence.train(shown.pieces, aims, len(labels), shown.documents)
            groups.append(Group(keys, labels))
            evidences.append(evidence)
            boosters.append(_boosted(np.hstack([shown.features, sums]), aims, len(labels), seed))
        return cls(groups, evidences, boosters)

    @classmethod
    def from_members(
        cls, name: str, groups: Sequence[Group], evidences: Sequence[Evidence], members: Mapping[str, bytes], more: int
    ) -> Look:
        """The look ``name`` of a model file, with ``more`` features than a pair has by itself.

        Raises KeyError or ValueError where the parts do not fit.
        """
        boosters = []
        for number, group in enumerate(groups):
            features = len(FEATURES) + more + KINDS * (len(group.labels) - 1)
            boosters.append(_booster(members[f"{name}-{number}.trees"], len(group.labels), features))
        return cls(groups, evidences, boosters)

    def members(self, name: str) -> dict[str, bytes]:
        """The trees of each group, as text."""
        return {
            f"{name}-{number}.trees": booster.model_to_string().encode("ascii")
            for number, booster in enumerate(self.boosters)
        }

    def shares(self, sight: Sight, labels: Sequence[str]) -> Numbers:
        """The share of each of ``labels``, NONE first, for each pair: pairs x labels."""
        columns = {label: number for number, label in enumerate(labels)}
        found = np.zeros((len(sight.keys), len(labels)))
        found[:, 0] = 1.0
        for number, rows in sight.groups(self.groups).items():
            shown = sight.chosen(rows)
            features = np.hstack([shown.features, self.evidences[number].sums(shown.pieces)])
            scores = np.asarray(self.boosters[number].predict(features, num_threads=1))
            if scores.ndim == 1:
                scores = np.column_stack((1.0 - scores, scores))
            for place, label in enumerate(self.groups[number].labels):
                if label in columns:
                    found[rows, columns[label]] = scores[:, place]
        return found


def _grouped(keys: Sequence[Key]) -> list[tuple[Key, ...]]:
    counts = Counter(keys)
    alone: list[tuple[Key, ...]] = [(key,) for key in sorted(counts) if counts[key] >= _ALONE]
    together = tuple(key for key in sorted(counts) if counts[key] < _ALONE)
    return [*alone, together] if together else alone


def _boosted(features: Numbers, aims: Rows, labels: int, seed: int) -> Booster:
    lightgbm = _lightgbm()
    # The library keeps its silence in the thread that asked for it only.
    data = lightgbm.Dataset(features, label=aims, params={"verbosity": -1, "num_threads": 1})
    aim = {"objective": "binary"} if labels == 2 else {"objective": "multiclass", "num_class": labels}
    booster: Booster = lightgbm.train({**_PARAMETERS, **aim, "seed": seed}, data, num_boost_round=_ROUNDS)
    return booster


def _booster(data: bytes, labels: int, features: int) -> Booster:
    try:
        booster: Booster = _lightgbm().Booster(model_str=data.decode("ascii"))
    except Exception as error:  # lightgbm's error is a bare Exception
        raise ValueError(f"the trees cannot be read ({error})") from error
    if booster.num_feature() != features:
        raise ValueError(f"the trees want {booster.num_feature()} features, not {features}")
    if booster.num_model_per_iteration() != (1 if labels == 2 else labels):
        raise ValueError("the trees tell another number of relations apart than the model names")
    return booster


def _lightgbm() -> Any:
    try:
        import lightgbm
    except ImportError as error:
        raise MissingExtra("learned relations", "models") from error
    return lightgbm
