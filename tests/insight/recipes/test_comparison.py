"""Laws of comparing recipes: one material however it is spelt, a paper counts once, the hottest step is the firing."""

from __future__ import annotations

import pytest

from voltext.extract.extraction import Recipe
from voltext.ingest.document import Header
from voltext.insight.recipes.comparison import compare, is_part
from voltext.insight.recipes.likeness import likeness, vector_of
from voltext.insight.recipes.made import Recipes, hottest, made_of

from .made import degrees, hours, one, step

LCO = [one("LiCoO2", 850, "Li2CO3", "Co3O4", paper="a"), one("LiCoO2", 950, "Li2CO3", "Co3O4", paper="b")]


def test_a_material_is_found_however_it_is_spelt() -> None:
    for name in ("LiCoO2", "LCO", "lithium cobalt oxide"):
        assert len(compare(LCO, name).made) == 2, name


def test_medians_and_frequencies_count_papers() -> None:
    found = compare([*LCO, one("LiCoO2", 1000, "LiOH", "Co3O4", paper="b")], "LiCoO2")
    assert found.papers == 2
    assert found.temperature is not None
    assert (found.temperature.least, found.temperature.most, found.temperature.papers) == (850, 1000, 2)
    assert {share.name: share.papers for share in found.precursors} == {"Co3O4": 2, "Li2CO3": 2, "LiOH": 1}


def test_a_target_alike_counts_only_where_it_is_asked_for() -> None:
    doped = one("LiCo0.9Al0.1O2", 900, "Li2CO3")
    assert compare([doped], "LiCoO2").made == ()
    found = compare([doped], "LiCoO2", similar=0.9)
    assert found.made == (doped,)
    assert 0.9 <= found.likeness < 1


def test_a_garnet_with_a_variable_is_the_undoped_one() -> None:
    assert likeness(vector_of("Li7-xLa3Zr2-xTaxO12"), vector_of("Li7La3Zr2O12")) == pytest.approx(1)


def test_who_asks_for_a_material_also_means_its_composites() -> None:
    composite = one("LiFePO4/graphene", 700, "FeSO4·7H2O")
    assert compare([composite], "LiFePO4").made == (composite,)
    assert compare([composite], "graphene").made == (composite,)


def test_a_part_of_a_composite_is_told_from_the_composite() -> None:
    composite = one("LiFePO4/graphene", 700, "FeSO4·7H2O")
    assert is_part(composite, "graphene")
    assert not is_part(composite, "LiFePO4/graphene")


def test_carbons_are_not_one_material() -> None:
    carbons = [one("graphite", 2800, "petroleum coke"), one("hard carbon", 1200, "sucrose", paper="b")]
    assert [made.target for made in compare(carbons, "graphite").made] == ["graphite"]


@pytest.mark.parametrize("name", ["", "no formula at all", "x" * 10_000, "$rows"])
def test_what_is_no_material_is_like_nothing(name: str) -> None:
    assert likeness(vector_of(name), vector_of("LiCoO2")) == 0


def test_the_hottest_heat_treatment_counts_not_the_drying() -> None:
    operations = (
        step(1, "calcining", temperature=degrees(500)),
        step(2, "sintering", temperature=degrees(1100), time=hours(6)),
        step(3, "drying", temperature=degrees(1200)),
    )
    assert hottest(Recipe("r1", None, "X", (), operations))[:2] == (1100, 6)


def test_a_warm_bath_is_no_heat_treatment_but_a_hydrothermal_one_is() -> None:
    operations = (step(1, "heating", temperature=degrees(80)),)
    assert hottest(Recipe("r1", None, "X", (), operations, kind="solution"))[0] is None
    assert hottest(Recipe("r1", None, "X", (), operations, kind="hydrothermal"))[0] == 80


def test_electrodes_and_cells_make_no_material() -> None:
    recipe = Recipe("r1", None, "LiCoO2", (), (step(1, "coating"),), kind="electrode")
    assert list(made_of(Recipes(Header("p", "p", "0", "x", "x"), (), (recipe,)))) == []
