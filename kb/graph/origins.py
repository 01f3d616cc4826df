"""Origins: which recipe made which sample, as far as a paper tells; each link says what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...extract.extraction import Recipe
from ...extract.operations import is_thermal

# What a link rests on, the surest first: the paper says so; the recipe's target is the sample's material; the paper
# measured the sample itself, and none of its recipes says what it makes.
SAMPLE, MATERIAL, PAPER = "sample", "material", "paper"
_NUMBER = re.compile(r"(?<![\d.])\d{3,4}(?![\d.])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sample that a recipe may have made: its node's key, its label, its material's key.

    ``stated`` are the recipes that the paper gives for it; ``own`` says whether the paper measured it.
    """

    key: str
    label: str
    material: str
    stated: frozenset[str]
    own: bool


def origins(
    recipes: Sequence[Recipe], targets: Sequence[str | None], candidates: Iterable[Candidate]
) -> Iterator[tuple[str, str, str]]:
    """The key of a sample, the id of a recipe that made it, and what the link rests on.

    ``targets`` are the material keys of the targets of ``recipes``, None where a recipe names none.
    """
    hot = [(recipe, target) for recipe, target in zip(recipes, targets, strict=True) if _is_hot(recipe)]
    nameless = [recipe for recipe, target in hot if target is None]
    for candidate in candidates:
        if candidate.stated:
            for recipe in recipes:
                if recipe.id in candidate.stated:
                    yield candidate.key, recipe.id, SAMPLE
            continue
        of_material = [recipe for recipe, target in hot if target == candidate.material]
        if of_material:
            for recipe in _by_label(of_material, candidate.label):
                yield candidate.key, recipe.id, MATERIAL
        elif candidate.own and len(nameless) == len(hot):
            for recipe in _by_label(nameless, candidate.label):
                yield candidate.key, recipe.id, PAPER


def _is_hot(recipe: Recipe) -> bool:
    """Whether it has a step that makes a material; what a slurry or a cell goes through does not."""
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
