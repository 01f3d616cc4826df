"""Comparison: the recipes for one material side by side, with medians."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...kb.identity import key_of_material
from ..trends.quantiles import Quantile, quantiles
from .likeness import likeness, vector_of
from .made import Made

# Compositions that differ by less than rounding are one.
_EQUAL = 0.9999
_COMPOSITE = re.compile("[/@]")


@dataclass(frozen=True, slots=True)
class Middle:
    """A number over papers, each of which counts once: median with 95 % interval (°C or h), lowest and highest."""

    papers: int
    median: float
    low: float | None
    high: float | None
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many papers use something (a precursor, an atmosphere, a method)."""

    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The recipes for ``target``; ``likeness`` is that of the least similar target among them, 1 where all are it.

    ``papers`` counts works. Temperatures are those of the hottest heat treatment of each recipe, times those there.
    """

    target: str
    papers: int
    likeness: float
    temperature: Middle | None
    time: Middle | None
    precursors: tuple[Share, ...]
    atmospheres: tuple[Share, ...]
    methods: tuple[Share, ...]
    made: tuple[Made, ...]


def compare(every: Iterable[Made], target: str, *, similar: float | None = None) -> Comparison:
    """The recipes of ``every`` for ``target``, a formula, a name or a sample's label.

    With ``similar`` those of targets whose composition is at least so much like it (0 to 1) count as well.
    """
    wanted = vector_of(target)
    chosen: list[tuple[float, Made]] = []
    for made in every:
        same = _is_it(made, target) or is_part(made, target)
        # All carbons are C, and all that is left of a metal its symbol: one element tells no material.
        alike = (
            1.0 if same else likeness(wanted, vector_of(made.composition or made.target)) if len(wanted) > 1 else 0.0
        )
        if alike >= (_EQUAL if similar is None else similar):
            chosen.append((alike, made))
    chosen.sort(key=lambda each: (-each[0], each[1].year or 0, each[1].id))
    return _comparison(target, [made for _, made in chosen], min((alike for alike, _ in chosen), default=1.0))


def is_part(made: Made, target: str) -> bool:
    """Whether ``target`` is but a part of what a recipe makes: graphene of LiFePO4/graphene."""
    return not _is_it(made, target) and key_of_material(target, None) in _parts(made.target)


def _is_it(made: Made, target: str) -> bool:
    names = (made.target.casefold(), (made.sample or "").casefold())
    return made.key == key_of_material(target, None) or target.strip().casefold() in names


def _parts(target: str) -> frozenset[str]:
    """The keys of the parts of a composite: who asks for LiFePO4 also means LiFePO4/graphene."""
    parts = _COMPOSITE.split(target[:200])
    return frozenset(key_of_material(part, None) for part in parts) if len(parts) > 1 else frozenset()


def everything(every: Iterable[Made]) -> Comparison:
    """All recipes as one comparison, whose target is empty."""
    return _comparison("", list(every), 1.0)


def _comparison(target: str, found: list[Made], alike: float) -> Comparison:
    return Comparison(
        target, len({made.paper for made in found}), alike,
        _middle([(made.temperature, made.paper) for made in found]), _middle([(m.time, m.paper) for m in found]),
        shares((each.name, made.paper) for made in found for each in made.recipe.precursors),
        shares((made.atmosphere, made.paper) for made in found if made.atmosphere),
        shares((made.recipe.kind, made.paper) for made in found if made.recipe.kind), tuple(found),
    )  # fmt: skip


def _middle(values: Sequence[tuple[float | None, str]]) -> Middle | None:
    known = [(value, paper) for value, paper in values if value is not None]
    if not known:
        return None
    numbers = [value for value, _ in known]
    levels: tuple[Quantile, ...] = quantiles(numbers, [paper for _, paper in known])
    middle = next(level for level in levels if level.at == 0.5)
    papers = len({paper for _, paper in known})
    return Middle(papers, middle.value, middle.low, middle.high, min(numbers), max(numbers))


def shares(named: Iterable[tuple[str | None, str]]) -> tuple[Share, ...]:
    """Names with the number of papers that use each, the most frequent first; spellings of a material are one."""
    papers: dict[str, set[str]] = defaultdict(set)
    spelt: dict[str, str] = {}
    for name, paper in named:
        if name is not None:
            key = key_of_material(name, None)
            spelt.setdefault(key, name)
            papers[key].add(paper)
    ranked = sorted(papers.items(), key=lambda each: (-len(each[1]), spelt[each[0]]))
    return tuple(Share(spelt[key], len(using)) for key, using in ranked)
