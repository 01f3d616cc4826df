"""A sample meets the recipe that made it, and each link says what it rests on."""

from __future__ import annotations

from voltext.extract.extraction import Operation, Recipe
from voltext.kb.graph.origins import Candidate, origins

from ...papers import condition


def recipe(id: str, temperature: str, *, step: str = "sintering") -> Recipe:
    operation = Operation("op1", step, (), {"temperature": condition(temperature)}, ())
    return Recipe(id, None, None, (), (operation,))


def sample(key: str, label: str = "", material: str = "A", *stated: str, own: bool = True) -> Candidate:
    return Candidate(key, label, material, set(stated), own)


def test_what_the_paper_states_counts_alone() -> None:
    recipes = [recipe("r1", "900 °C"), recipe("r2", "800 °C")]
    assert list(origins(recipes, ["A", "A"], [sample("s1", "", "A", "r2")])) == [("s1", "r2", "sample")]


def test_samples_of_the_targets_material() -> None:
    recipes = [recipe("r1", "900 °C"), recipe("r2", "900 °C")]
    found = origins(recipes, ["A", "B"], [sample("s1"), sample("s2", material="C")])
    assert list(found) == [("s1", "r1", "material")]


def test_a_recipe_that_names_nothing_made_what_the_paper_measured() -> None:
    found = origins([recipe("r1", "900 °C")], [None], [sample("s1"), sample("s2", own=False)])
    assert list(found) == [("s1", "r1", "paper")]


def test_what_only_dries_makes_no_material() -> None:
    assert not list(origins([recipe("r1", "80 °C", step="drying")], [None], [sample("s1")]))


def test_a_label_with_a_temperature_chooses_among_recipes() -> None:
    recipes = [recipe("r1", "1000 °C"), recipe("r2", "1200 °C")]
    found = origins(recipes, [None, None], [sample("s1", "HC-1200"), sample("s2", "HC"), sample("s3", "X (1000 °C)")])
    assert list(found) == [
        ("s1", "r2", "paper"), ("s2", "r1", "paper"), ("s2", "r2", "paper"), ("s3", "r1", "paper"),
    ]  # fmt: skip
