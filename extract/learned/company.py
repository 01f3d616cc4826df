"""Company: what a first look made of the other pairs of the same two entities, for a second look at each pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np

from .looks import Numbers, Sight
from .pairs import Pair

# By what pairs keep company: head and label of the tail, tail and label of the head, head, tail, both (the other way
# round), head and likeliest relation, tail and likeliest relation; of each the likeliest other, the place, the sum.
_SORTS, _TOLD = 7, 3


def width(labels: int) -> int:
    """How many features ``company`` gives where a look tells so many labels, none among them."""
    return labels + _SORTS * _TOLD


def company(found: Sequence[Pair], sight: Sight, shares: Numbers) -> Numbers:
    """Features of ``found`` by the ``shares`` (pairs x labels, none first) of a first look: pairs x features."""
    linked, likeliest = 1.0 - shares[:, 0], shares[:, 1:].argmax(axis=1)
    together: dict[tuple[int, Hashable], list[int]] = defaultdict(list)
    for row, pair in enumerate(found):
        document, head, tail = int(sight.documents[row]), pair.head, pair.tail
        sorts: tuple[Hashable, ...] = (
            (head.id, tail.label), (tail.id, head.label), head.id, tail.id, frozenset((head.id, tail.id)),
            (head.id, int(likeliest[row])), (tail.id, int(likeliest[row])),
        )  # fmt: skip
        for sort, which in enumerate(sorts):
            together[sort, (document, which)].append(row)
    told = np.zeros((len(found), _SORTS * _TOLD))
    for (sort, _), members in together.items():
        rows, likely = np.asarray(members), linked[members]
        order = np.argsort(-likely, kind="stable")
        place = np.empty(len(rows))
        place[order] = np.arange(len(rows))
        others = np.zeros(len(rows))
        if len(rows) > 1:
            others[:] = likely[order[0]]
            others[order[0]] = likely[order[1]]
        told[rows, sort * _TOLD : (sort + 1) * _TOLD] = np.column_stack((others, place, likely.sum() - likely))
    return np.hstack([shares, told])
