"""Relations between entities, learned as a choice for each pair by gradient-boosted trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ...ingest.errors import MissingExtra
from .gold import GoldDocument, GoldRelation
from .pairs import CODES, FEATURES, Pair, Reach, matrix, pairs, reaches

if TYPE_CHECKING:
    from lightgbm import Booster

_PART = "relations.txt"
_NONE = "none"
_ROUNDS = 220


class RelationClassifier:
    """For each pair of entities within reach: which relation, or none."""

    def __init__(self, labels: Sequence[str], reached: Mapping[tuple[str, str, bool], Reach], booster: Booster) -> None:
        self._labels = tuple(labels)
        self._reached = dict(reached)
        self._booster = booster

    @classmethod
    def train(cls, documents: Sequence[GoldDocument], *, seed: int) -> RelationClassifier | None:
        """The relations of ``documents``, learned; None where they have none. Raises MissingExtra without lightgbm."""
        reached = reaches(documents)
        if not reached:
            return None
        lightgbm = _lightgbm()
        labels = [_NONE, *sorted({link.label for document in documents for link in document.relations})]
        numbers = {label: index for index, label in enumerate(labels)}
        found: list[Pair] = []
        wanted: list[int] = []
        for document in documents:
            links = {(link.head, link.tail): link.label for link in document.relations}
            for pair in pairs(document, reached):
                found.append(pair)
                wanted.append(numbers[links.get((pair.head.id, pair.tail.id), _NONE)])
        data = lightgbm.Dataset(
            matrix(found), label=wanted, feature_name=list(FEATURES), categorical_feature=list(CODES)
        )
        parameters = {
            "objective": "multiclass", "num_class": len(labels), "learning_rate": 0.08, "num_leaves": 31,
            "min_data_in_leaf": 10, "feature_fraction": 0.7, "bagging_fraction": 0.8, "bagging_freq": 1,
            "cat_smooth": 20.0, "cat_l2": 10.0, "seed": seed, "deterministic": True, "force_row_wise": True,
            "num_threads": 2, "verbosity": -1,
        }  # fmt: skip
        return cls(labels, reached, lightgbm.train(parameters, data, num_boost_round=_ROUNDS))

    @classmethod
    def from_members(cls, told: Mapping[str, Any], members: Mapping[str, bytes]) -> RelationClassifier | None:
        """The classifier of a model file, if it has one. Raises KeyError or ValueError where parts do not fit."""
        if not told:
            return None
        reached = {
            (head, tail, bool(order)): Reach(int(entities), int(words))
            for head, tail, order, entities, words in told["reach"]
        }
        try:
            booster = _lightgbm().Booster(model_str=members[_PART].decode("ascii"))
        except Exception as error:  # lightgbm's error is a bare Exception
            raise ValueError(f"the trees cannot be read ({error})") from error
        if booster.num_feature() != len(FEATURES):
            raise ValueError(f"the trees want {booster.num_feature()} features, not {len(FEATURES)}")
        return cls(tuple(told["labels"]), reached, booster)

    def told(self) -> dict[str, Any]:
        """What the manifest of the model file says of the classifier."""
        rows = [[*key, reach.entities, reach.tokens] for key, reach in sorted(self._reached.items())]
        return {"labels": list(self._labels), "reach": rows}

    def members(self) -> Mapping[str, bytes]:
        """The trees, as text."""
        return {_PART: self._booster.model_to_string().encode("ascii")}

    def relate(self, document: GoldDocument) -> tuple[GoldRelation, ...]:
        """The relations between the entities of ``document``, the likelier direction where both are found."""
        found = list(pairs(document, self._reached))
        if not found:
            return ()
        scores = np.asarray(self._booster.predict(matrix(found), num_threads=1))
        best: dict[frozenset[str], list[tuple[float, GoldRelation]]] = defaultdict(list)
        for pair, row in zip(found, scores, strict=True):
            index = int(row.argmax())
            if index:
                link = GoldRelation(pair.head.id, pair.tail.id, self._labels[index])
                best[frozenset((pair.head.id, pair.tail.id))].append((float(row[index]), link))
        return tuple(max(links, key=lambda scored: scored[0])[1] for links in best.values())


def _lightgbm() -> Any:
    try:
        import lightgbm
    except ImportError as error:
        raise MissingExtra("learned relations", "models") from error
    return lightgbm
