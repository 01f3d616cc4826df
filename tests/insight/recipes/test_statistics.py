"""Laws of the statistics of recipes and of proposals."""

from __future__ import annotations

import pytest

from bench.recipes_law import STEP, literature, read_back
from voltext.extract.formula import parse_formula
from voltext.ingest.errors import UsageError
from voltext.insight.charts.recipes_chart import recipes_chart
from voltext.insight.data import insight_vocabulary
from voltext.insight.recipes.proposal import propose, usual_precursors
from voltext.insight.recipes.statistics import recipe_statistics

from .made import one

GARNETS = [
    one("Li7La3Zr2O12", 1100, "Li2CO3", "La2O3", "ZrO2", paper="a"),
    one("Li7La3Zr2O12", 1150, "LiOH", "La2O3", "ZrO2", paper="b"),
    one("Li5La3Ta2O12", 950, "Li2CO3", "La2O3", "Ta2O5", paper="c"),
    one("NaCl", 300, "NaCl", paper="d"),
]


def test_a_planted_law_is_read_back_from_papers() -> None:
    found, papers, right = read_back(literature(30, seed=3))
    assert right >= 0.9 * papers
    assert found.trend is not None
    assert found.trend.low <= STEP <= found.trend.high


def test_variants_of_one_paper_count_once() -> None:
    found = recipe_statistics([one("LiCoO2", t, "Li2CO3", paper="a") for t in (600, 700, 800)])
    assert found.recipes == 3
    assert [dot.temperature for dot in found.dots] == [700]


def test_precursors_are_counted_by_the_element_that_they_bring() -> None:
    brought = {each.element: each for each in recipe_statistics(GARNETS).precursors}
    assert [(share.name, share.papers) for share in brought["Li"].precursors] == [("Li2CO3", 2), ("LiOH", 1)]
    assert brought["La"].papers == 3
    assert "O" not in brought


def test_what_is_left_out_is_said() -> None:
    found = recipe_statistics([*GARNETS, one("Some polymer", None, "PEO", paper="e")])
    assert any("left out: 1" in note for note in found.notes)


def test_a_chart_of_the_relation_has_a_dot_for_each_target_of_a_paper() -> None:
    spec = recipes_chart(recipe_statistics(GARNETS))
    assert len(spec["layer"][0]["data"]["values"]) == 4


def test_precursors_are_proposed_with_an_equation_and_their_precedents() -> None:
    found = propose(GARNETS, "Li6.4La3Zr1.4Ta0.6O12")
    best = found.proposals[0]
    assert set(best.brings) == {"Li", "La", "Zr", "Ta"}
    assert best.brings["Ta"] == "Ta2O5"
    assert best.equation is not None
    assert {rest.target for rest in best.precedents} >= {"Li5La3Ta2O12"}
    assert all(rest.sentence for rest in best.precedents)


def test_an_element_that_nothing_brings_is_named() -> None:
    found = propose(GARNETS, "Li6.5La3Zr1.5W0.5O12")
    assert found.missing == ("W",)
    assert all(each.textbook == ("WO3",) for each in found.proposals)
    assert "WO3" not in {name for each in GARNETS for precursor in each.recipe.precursors for name in [precursor.name]}


def test_no_proposal_is_made_for_an_element_that_no_table_knows() -> None:
    found = propose(GARNETS, "Li7La3U2O12")
    assert (found.missing, found.proposals) == (("U",), ())


def test_every_usual_precursor_brings_its_element() -> None:
    for element in insight_vocabulary("usual_precursors"):
        assert usual_precursors(element)
        for name in usual_precursors(element):
            formula = parse_formula(name)
            assert formula is not None
            assert element in formula.elements


@pytest.mark.parametrize(
    ("target", "precursors"),
    [("Li6PS5Br", {"LiBr", "Li2S", "P2S5"}), ("Li10GeP2S12", {"GeS2", "Li2S", "P2S5"}), ("Li3YCl6", {"LiCl", "YCl3"})],
)
def test_what_holds_no_oxygen_is_not_made_of_oxides(target: str, precursors: set[str]) -> None:
    found = propose([], target).proposals
    assert set(found[0].precursors) == precursors
    assert found[0].equation is not None


def test_a_composite_is_proposed_as_the_part_that_is_made() -> None:
    found = propose([one("LiFePO4/graphene", None, "LiOH·H2O", "FeC2O4·2H2O", "NH4H2PO4", paper="g")], "LiFePO4/C")
    assert found.missing == ()
    assert found.proposals[0].equation is not None
    assert found.proposals[0].textbook == ()


def test_precursors_with_strange_elements_are_not_proposed() -> None:
    found = propose([*GARNETS, one("LiFePO4", 700, "LiFeO2", "NH4H2PO4", paper="f")], "Li7La3Zr2O12")
    assert all("Fe" not in name for each in found.proposals for name in each.precursors)


def test_what_is_no_material_gets_no_proposal() -> None:
    with pytest.raises(UsageError, match="no formula"):
        propose(GARNETS, "wishful thinking")
