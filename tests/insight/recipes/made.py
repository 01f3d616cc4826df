"""Recipes made by hand."""

from __future__ import annotations

from voltext.extract.composition import canonical_composition
from voltext.extract.extraction import Condition, Evidence, Operation, Precursor, Recipe
from voltext.extract.quantity import Normalised
from voltext.ingest.document import Header
from voltext.insight.recipes.made import Made, Recipes, made_of


def degrees(value: float) -> Condition:
    return Condition(f"{value:g} °C", value, "°C", normalised=Normalised(value, None, None, "°C"))


def hours(value: float) -> Condition:
    return Condition(f"{value:g} h", value, "h", normalised=Normalised(value, None, None, "h"))


def step(number: int, type: str, text: str = "It was done.", **conditions: Condition) -> Operation:
    return Operation(f"op{number}", type, (), conditions, (Evidence("b1", None, 0, len(text), text, "sentence"),))


def one(target: str, temperature: float | None, *precursors: str, paper: str = "p", kind: str = "solid_state") -> Made:
    """A recipe of one firing."""
    conditions = {"temperature": degrees(temperature), "time": hours(10)} if temperature is not None else {}
    text = f"{' and '.join(precursors)} were fired at {temperature} °C."
    operations = (step(1, "mixing", text), step(2, "calcining", text, **conditions))
    recipe = Recipe(
        "r1", None, target, tuple(Precursor(name, None, canonical_composition(name)) for name in precursors),
        operations, (("op1", "op2"),), kind=kind,
    )  # fmt: skip
    header = Header(
        paper, f"{paper}.xml", "0" * 64, "jats", "jats", doi=f"10.5555/{paper}", title=f"On {target}", year=2020
    )
    return next(made_of(Recipes(header, (), (recipe,))))
