"""Manufacture: which cell the recipes of electrodes and of cell assembly lead to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .extraction import Cell, Recipe

MANUFACTURE = frozenset({"electrode", "cell_assembly"})
_CONFIGURATIONS = {
    "symmetric": re.compile(r"\bsymmetric", re.IGNORECASE),
    "full": re.compile(r"\bfull[- ](?:cell|batter)", re.IGNORECASE),
    "half": re.compile(r"\bhalf[- ]cell|\bcounter electrode", re.IGNORECASE),
    "three_electrode": re.compile(r"\bthree[- ]electrode", re.IGNORECASE),
}


def with_cells(recipes: Sequence[Recipe], cells: Sequence[Cell]) -> tuple[Recipe, ...]:
    """``recipes`` with the id of the Cell that each recipe of manufacture leads to.

    It is the cell whose configuration the recipe's own sentences name, else the first, which holds the components; an
    electrode goes into the cell of the next assembly.
    """
    if not cells:
        return tuple(recipes)
    linked: list[Recipe] = []
    following = cells[0].id
    for recipe in reversed(recipes):
        if recipe.kind in MANUFACTURE:
            if recipe.kind == "cell_assembly":
                following = _named(recipe, cells) or cells[0].id
            recipe = replace(recipe, cell=_named(recipe, cells) or following)
        linked.append(recipe)
    return tuple(reversed(linked))


def _named(recipe: Recipe, cells: Sequence[Cell]) -> str | None:
    text = " ".join(dict.fromkeys(each.text for operation in recipe.operations for each in operation.evidence))
    for cell in cells:
        pattern = _CONFIGURATIONS.get(cell.configuration or "")
        if pattern is not None and pattern.search(text):
            return cell.id
    return None
