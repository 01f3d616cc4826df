"""How sure a record is: the share of right ones among records like it, as they were judged against their papers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import msgspec

from .draft import Draft

_FILE = Path(__file__).parent.parent / "data" / "confidence.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for a record (above 0) or against it, as logarithms of odds that add up.

    ``bench/calibrate.py`` fits them to ``corpora/standoff/judged_records.jsonl``; ``kinds`` maps properties to those
    that were fitted together, with ``physical`` for all others.
    """

    base: float
    rule: dict[str, float]
    subject: dict[str, float]
    property: dict[str, float]
    field: dict[str, float]
    own: dict[str, float]
    kinds: dict[str, str]

    def share(self, rule: str, subject: str, code: str, *, battery: bool, own: bool) -> float:
        """The expected share of right records; ``subject`` is how the value was tied, ``code`` its property."""
        odds = (
            self.base
            + self.rule.get(rule, 0.0)
            + self.subject.get(subject, 0.0)
            + self.property[self.kinds.get(code, "physical")]
            + self.field["battery" if battery else "other"]
            + self.own["own" if own else "cited"]
        )
        return 1.0 / (1.0 + exp(-odds))


@cache
def weights() -> Weights:
    """The weights that come with the package."""
    return msgspec.json.decode(_FILE.read_bytes(), type=Weights)


def confidence_of(draft: Draft, *, battery: bool) -> float:
    """The expected share of right records among those like ``draft``; ``battery`` says what the paper is about."""
    return round(weights().share(draft.rule, draft.subject.how, draft.property, battery=battery, own=draft.own), 2)
