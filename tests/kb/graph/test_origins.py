"""A sample meets the recipe that made it, and each link says what it rests on."""

from __future__ import annotations

from voltext.extract.extraction import MaterialRef, Operation, Recipe, Sample
from voltext.kb.graph.origins import Candidate, made_by, origins

from ...papers import PaperMaker, condition


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


def test_a_step_that_names_a_sample_says_whose_recipe_it_is() -> None:
    paper = PaperMaker("named000", "Two pellets")
    paper.samples += [Sample("s0", "A-1", MaterialRef("A-1")), Sample("s1", "A-1-B", MaterialRef("A-1-B"))]
    paper.recipe("The A-1-B pellets were sintered at 940 °C.", "", "sintering", temperature="940 °C")
    paper.recipe("The A-1 pellets were sintered at 1230 °C.", "", "sintering", temperature="1230 °C")
    assert made_by(paper.extraction()) == [("s0", "recipe1", "sample"), ("s1", "recipe0", "sample")]


def test_a_general_formula_makes_its_members_and_samples_that_are_a_label_alone() -> None:
    series = "Li7-xLa3Zr2-xTaxO12"
    made = Candidate("s0", series, series, {"r1"})
    member = Candidate("s1", "LLZT", "Li6.5La3Zr1.5Ta0.5O12", own=True)
    label = Candidate("s2", "T-50", "t-50", own=True, known=False)
    other = Candidate("s3", "NMC", "LiNi0.8Mn0.1Co0.1O2", own=True)
    found = origins([recipe("r1", "1150 °C")], [series], [made, member, label, other])
    assert list(found) == [("s0", "r1", "sample"), ("s1", "r1", "material"), ("s2", "r1", "paper")]
