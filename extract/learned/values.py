"""Values: which quantities of a sentence are results that the paper reports, by the signs around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import msgspec

from ..analysis import MaterialMention, Sentence
from ..properties import PropertyMention
from ..quantity import Quantity
from .signs import items, signs

_FILE = Path(__file__).parent.parent / "data" / "values.json"
# More is no logarithm of odds, and would only overflow.
_SUREST = 30.0


@dataclass(frozen=True, slots=True)
class ValueModel:
    """A linear model: what each sign adds to the logarithm of the odds that a quantity is a result.

    Signs that are not known add nothing. ``least`` is the probability from which on a quantity is taken for one.
    ``bench/value_model.py`` learns it from the passages of ``corpora/gold-prose``, whose records are complete.
    """

    base: float
    least: float
    weights: Mapping[str, float]

    def shares(
        self,
        sentence: Sentence,
        quantities: Sequence[Quantity],
        materials: Sequence[MaterialMention],
        mentions: Sequence[PropertyMention],
    ) -> list[float]:
        """The probability that each of the ``quantities`` of ``sentence`` is a result, in their order."""
        found = items(sentence, quantities, materials, mentions)
        odds = [self.base + sum(self.weights.get(sign, 0.0) for sign in signs(sentence, q, found)) for q in quantities]
        return [1.0 / (1.0 + exp(-max(min(each, _SUREST), -_SUREST))) for each in odds]


@cache
def value_model() -> ValueModel:
    """The model that comes with the package."""
    return msgspec.json.decode(_FILE.read_bytes(), type=ValueModel)
