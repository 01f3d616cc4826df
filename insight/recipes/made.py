"""Made: one recipe of one paper as it is compared with those of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...extract.composition import canonical_composition
from ...extract.elements import elements_of
from ...extract.extraction import Condition, Extraction, Recipe, Sample
from ...extract.manufacture import MANUFACTURE
from ...extract.operations import is_thermal
from ...ingest.document import Header
from ...kb.identity import key_of_material, paper_key

# What a liquid or a mixture is kept at decides no phase; nor does a drying, which is no thermal operation.
_MILD = 200.0
_PHASE_MADE = frozenset({"calcining", "sintering", "annealing", "carbonising", "gas_treating"})
# In a list (*600, 700 and 800 °C*) only the last has its unit.
_UNIT = re.compile(r"[^\W\d_]|°")


@dataclass(frozen=True, slots=True)
class Recipes:
    """What comparisons need of a paper; the rest of its extraction is passed over."""

    document: Header
    samples: tuple[Sample, ...] = ()
    recipes: tuple[Recipe, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A recipe with its paper. Two are equal when all of it is.

    ``key`` is that of the target's material, ``composition`` its canonical formula, ``elements`` its elements.
    ``temperature`` in °C is the highest of its heat treatments, ``time`` in h what was spent there, ``atmosphere`` and
    ``text`` (the temperature as written) are those of the same step; None where the recipe does not say.
    """

    id: str
    document: str
    paper: str
    doi: str | None
    title: str | None
    year: int | None
    target: str
    key: str
    composition: str | None
    elements: tuple[str, ...]
    sample: str | None
    temperature: float | None
    time: float | None
    atmosphere: str | None
    text: str | None
    recipe: Recipe

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences that the recipe was read from, each once, in their order."""
        return tuple(dict.fromkeys(each.text for step in self.recipe.operations for each in step.evidence))

    @property
    def steps(self) -> tuple[str, ...]:
        """The types of its operations in their order."""
        return tuple(step.type for step in self.recipe.operations)


def made_of(paper: Recipes | Extraction) -> Iterator[Made]:
    """The recipes of a paper that make a material; electrodes and cells are none, nor is what names no target."""
    header = paper.document
    samples = {sample.id: sample for sample in paper.samples}
    for recipe in paper.recipes:
        sample = samples.get(recipe.sample or "")
        target = recipe.target or (sample.label if sample is not None else None)
        if target is None or recipe.kind in MANUFACTURE:
            continue
        composition = canonical_composition(target[:200])
        if composition is None and sample is not None and sample.label == target:
            composition = sample.material.composition
        elements = elements_of(composition) if composition else ()
        temperature, time, atmosphere, text = hottest(recipe)
        yield Made(
            f"{header.id}/{recipe.id}", header.id, paper_key(header), header.doi, header.title, header.year, target,
            key_of_material(target, composition), composition, elements, sample.label if sample is not None else None,
            temperature, time, atmosphere, text, recipe,
        )  # fmt: skip


def hottest(recipe: Recipe) -> tuple[float | None, float | None, str | None, str | None]:
    """Temperature (°C), time (h), atmosphere and words of the hottest heat treatment of a recipe, as far as said."""
    best: tuple[float, float | None, str | None, str] | None = None
    for step in recipe.operations:
        condition = step.conditions.get("temperature")
        celsius = number_of(condition, "°C")
        if condition is None or celsius is None or not is_thermal(step.type):
            continue
        if celsius < _MILD and step.type not in _PHASE_MADE and recipe.kind != "hydrothermal":
            continue
        if best is None or celsius > best[0]:
            gas = step.conditions.get("atmosphere")
            hours = number_of(step.conditions.get("time"), "h")
            said = condition.text if _UNIT.search(condition.text) else f"{condition.text} °C"
            best = (celsius, hours, gas.text if gas is not None else None, said)
    return best or (None, None, None, None)


def number_of(condition: Condition | None, unit: str) -> float | None:
    """The number of a condition in its canonical ``unit``; of a range the middle, None where it has none."""
    normalised = condition.normalised if condition is not None else None
    if normalised is None or normalised.unit != unit:
        return None
    number = normalised.value
    if number is None and normalised.min is not None and normalised.max is not None:
        number = (normalised.min + normalised.max) / 2
    if number is None:
        number = normalised.max if normalised.max is not None else normalised.min
    return None if number is None else tidy(number)


def tidy(value: float) -> float:
    """``value`` to nine digits: what units are converted with has twelve, and the rest is noise."""
    return float(f"{value:.9g}")
