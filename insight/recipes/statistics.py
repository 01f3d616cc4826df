"""Statistics of recipes: temperature against the number of elements, and which precursors bring each element."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ..trends.quantiles import Quantile, quantiles
from ..trends.slope import MIN_PAPERS, Slope, slope
from .comparison import Share, shares
from .made import Made
from .proposal import brought_by

# Elements of salts' anions and of solvents; whose precursors nobody asks for.
_COMMON = frozenset({"O", "H", "C", "N"})
_TOP = 5


@dataclass(frozen=True, slots=True)
class Complexity:
    """The heat treatments of targets with one number of elements; temperatures in °C."""

    elements: int
    papers: int
    recipes: int
    quantiles: tuple[Quantile, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One paper's target: its number of elements and the median of its highest temperatures, °C."""

    elements: int
    temperature: float
    target: str
    paper: str
    title: str | None
    year: int | None
    doi: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Brought:
    """Which precursors bring an element, each with the number of papers; ``papers`` counts those that use any."""

    element: str
    papers: int
    precursors: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class RecipeStatistics:
    """What the recipes of a literature say as a whole.

    ``trend`` is the change of temperature with each further element of the target (°C an element), after Kim et al.,
    Chem. Mater. 29 (2017) 9436; None where papers are too few. ``methods`` counts papers by the kind of synthesis.
    """

    papers: int
    recipes: int
    trend: Slope | None
    complexity: tuple[Complexity, ...]
    precursors: tuple[Brought, ...]
    methods: tuple[Share, ...]
    atmospheres: tuple[Share, ...]
    dots: tuple[Dot, ...]
    notes: tuple[str, ...]


def recipe_statistics(every: Iterable[Made]) -> RecipeStatistics:
    """The statistics of ``every`` recipe. A paper counts once for each target, by the median of its recipes."""
    made = list(every)
    hot = [each for each in made if each.temperature is not None and each.elements]
    by_target: dict[tuple[str, str], list[Made]] = defaultdict(list)
    for each in hot:
        by_target[each.paper, each.key].append(each)
    dots = tuple(_dot(group) for group in by_target.values())
    counted: dict[int, list[Dot]] = defaultdict(list)
    for dot in dots:
        counted[dot.elements].append(dot)
    complexity = tuple(
        Complexity(
            number, len({dot.paper for dot in group}), sum(len(m.elements) == number for m in hot),
            quantiles([dot.temperature for dot in group], [dot.paper for dot in group]),
        )
        for number, group in sorted(counted.items())
    )  # fmt: skip
    trend = slope([dot.elements for dot in dots], [dot.temperature for dot in dots])
    return RecipeStatistics(
        len({each.paper for each in made}), len(made), trend, complexity, _brought(made),
        shares((each.recipe.kind, each.paper) for each in made if each.recipe.kind),
        shares((each.atmosphere, each.paper) for each in made if each.atmosphere), dots, _notes(made, hot, trend),
    )  # fmt: skip


def _dot(group: Sequence[Made]) -> Dot:
    temperatures = sorted(each.temperature for each in group if each.temperature is not None)
    middle = median(temperatures)
    nearest = min(group, key=lambda each: abs((each.temperature or 0.0) - middle))
    sentence = next((text for text in nearest.sentences if nearest.text and nearest.text in text), "")
    return Dot(
        len(nearest.elements), middle, nearest.target, nearest.paper, nearest.title, nearest.year, nearest.doi, sentence
    )


def _brought(made: Sequence[Made]) -> tuple[Brought, ...]:
    using: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in made:
        for precursor in each.recipe.precursors:
            for element in brought_by(precursor) & set(each.elements) - _COMMON:
                using[element].append((precursor.name, each.paper))
    found = [
        Brought(element, len({paper for _, paper in named}), shares(named)[:_TOP]) for element, named in using.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.papers, each.element)))


def _notes(made: Sequence[Made], hot: Sequence[Made], trend: Slope | None) -> tuple[str, ...]:
    notes = []
    silent = len({(each.paper, each.key) for each in made}) - len({(each.paper, each.key) for each in hot})
    if silent:
        notes.append(f"targets of papers without a heat treatment or a composition, left out: {silent}")
    if trend is None and hot:
        notes.append(f"too few for a relation: it takes {MIN_PAPERS} targets of 3 different numbers of elements")
    return tuple(notes)
