"""Origins: which recipe made which sample, as far as a paper tells; each link says what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...extract.composition import canonical_composition
from ...extract.elements import elements_of
from ...extract.extraction import Extraction, MaterialRef, Recipe, Sample
from ...extract.manufacture import MANUFACTURE
from ...extract.operations import is_thermal
from ..identity import material_key

# What a link rests on, the surest first: the paper says so; the recipe's target is the sample's material, or the series
# that it belongs to; the paper measured the sample itself, and no recipe of its says to make something else.
SAMPLE, MATERIAL, PAPER = "sample", "material", "paper"
_NUMBER = re.compile(r"(?<![\d.])\d{3,4}(?![\d.])")
# The x, y, z or δ of a general formula, behind a symbol, a number or a sign.
_VARIABLE = re.compile(r"(?<=[A-Za-z\d+\-])[xyzδ](?![a-z])")
MIN_ELEMENTS, MAX_SUBSTITUENTS = 3, 2


@dataclass(slots=True)
class Candidate:
    """A sample that a recipe may have made: its key, its label, its material's key.

    The key is the sample's id in the extraction, or ``material:…`` for what the paper says of a material without a
    sample. ``stated`` are the recipes that the paper gives for it; ``own`` says whether the paper measured it,
    ``known`` whether it is known what it is made of: a label alone (``HC-1200``) does not tell.
    """

    key: str
    label: str
    material: str
    stated: set[str] = field(default_factory=set)
    own: bool = False
    known: bool = True


def key_without_sample(material: MaterialRef) -> str:
    """The key of the sample that stands for all that a paper says of a material in general."""
    return f"material:{material_key(material)}"


def target_of(recipe: Recipe) -> MaterialRef | None:
    """The material that a recipe ends in; an electrode or a cell is none."""
    if recipe.kind in MANUFACTURE:
        return None
    return MaterialRef(recipe.target, canonical_composition(recipe.target)) if recipe.target else None


def made_by(extraction: Extraction) -> list[tuple[str, str, str]]:
    """The key of a sample, the id of a recipe that made it, and what the link rests on."""
    candidates = {
        each.id: Candidate(each.id, each.label, material_key(each.material), known=bool(each.material.composition))
        for each in extraction.samples
    }
    names = {each.label.lower(): each.material for each in candidates.values()}
    for record in extraction.records:
        key = record.sample if record.sample in candidates else key_without_sample(record.material)
        candidate = candidates.setdefault(key, Candidate(key, record.material.name, material_key(record.material)))
        candidate.own = candidate.own or record.own
        names.setdefault(record.material.name.lower(), material_key(record.material))
    materials = {each.material for each in candidates.values()}
    targets: list[str | None] = []
    for recipe in extraction.recipes:
        material = target_of(recipe)
        target = names.get((recipe.target or "").lower()) or (material_key(material) if material else None)
        stated = [recipe.sample] if recipe.sample in candidates else _samples_named(recipe, extraction.samples)
        if stated:
            for each in stated:
                candidates[each].stated.add(recipe.id)
            target = candidates[stated[0]].material
        elif material is not None and target is not None and target not in materials:
            # What the recipe makes is a sample, even where nothing was measured on it.
            made = key_without_sample(material)
            candidates.setdefault(made, Candidate(made, material.name, target)).stated.add(recipe.id)
        targets.append(target)
    for sample in extraction.samples:
        if sample.recipe is not None:
            candidates[sample.id].stated.add(sample.recipe)
    return list(origins(extraction.recipes, targets, list(candidates.values())))


def origins(
    recipes: Sequence[Recipe], targets: Sequence[str | None], candidates: Sequence[Candidate]
) -> Iterator[tuple[str, str, str]]:
    """The links between ``recipes`` and ``candidates``.

    ``targets`` are the material keys of the targets of ``recipes``, None where a recipe names none.
    """
    hot = [(recipe, target) for recipe, target in zip(recipes, targets, strict=True) if is_hot(recipe)]
    measured = {candidate.material for candidate in candidates if candidate.own}
    nameless = [recipe for recipe, target in hot if target is None]
    # A recipe for what was not measured under that name, as for a general formula, may be that of a mere label.
    unmet = [recipe for recipe, target in hot if target is None or target not in measured]
    for candidate in candidates:
        if candidate.stated:
            for recipe in recipes:
                if recipe.id in candidate.stated:
                    yield candidate.key, recipe.id, SAMPLE
            continue
        of_material = [recipe for recipe, target in hot if target and _is_member(candidate.material, target)]
        of_paper = nameless if candidate.known else unmet
        if of_material:
            for recipe in _by_label(of_material, candidate.label):
                yield candidate.key, recipe.id, MATERIAL
        elif candidate.own and len(of_paper) == len(hot):
            for recipe in _by_label(of_paper, candidate.label):
                yield candidate.key, recipe.id, PAPER


def _is_member(material: str, target: str) -> bool:
    """Whether ``material`` is ``target``, or by its elements of the series that a formula with x or y stands for."""
    if material == target:
        return True
    of_series, of_material = set(elements_of(target)), set(elements_of(material))
    if len(of_material) < MIN_ELEMENTS or not _VARIABLE.search(target):
        return False
    return of_material <= of_series and len(of_series - of_material) <= MAX_SUBSTITUENTS


def _samples_named(recipe: Recipe, samples: Sequence[Sample]) -> list[str]:
    """The ids of the samples whose labels the steps of ``recipe`` name; those of its heating steps go before others.

    *The NZSP-B pellets were sintered at 940 °C* says whose recipe it is.
    """
    if not is_hot(recipe):
        return []
    labels = [(sample.id, _spelt(sample.label)) for sample in samples if len(sample.label) > 1]
    for steps in ([step for step in recipe.operations if is_thermal(step.type)], recipe.operations):
        text = "\n".join(dict.fromkeys(each.text for step in steps for each in step.evidence))
        found = [id for id, label in labels if label.search(text)]
        if found:
            return found
    return []


@lru_cache(maxsize=4096)
def _spelt(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\-–/]){re.escape(label)}(?![\w/]|[\-–]\w)")


def is_hot(recipe: Recipe) -> bool:
    """Whether ``recipe`` has a step that makes a material; what a slurry or a cell goes through does not."""
    return any(is_thermal(operation.type) for operation in recipe.operations)


def _by_label(recipes: list[Recipe], label: str) -> list[Recipe]:
    """``recipes``, or those of them at the temperature that a label such as HC-1200 bears."""
    borne = {float(number) for number in _NUMBER.findall(label)}
    fitting = [recipe for recipe in recipes if borne & set(_temperatures(recipe))]
    return fitting or recipes


def _temperatures(recipe: Recipe) -> Iterator[float]:
    for operation in recipe.operations:
        condition = operation.conditions.get("temperature")
        if condition is not None and condition.normalised is not None and condition.normalised.value is not None:
            yield condition.normalised.value
