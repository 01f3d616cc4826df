"""Features of compositions and line notations."""

from __future__ import annotations

import time

import pytest

from voltext.extract.elements import ELECTRONEGATIVITY
from voltext.insight.models.composition import composition_features, fractions, substance_key
from voltext.insight.models.elements import element_table
from voltext.insight.models.smiles import smiles_features


def test_statistics_of_a_composition() -> None:
    found = composition_features("LiFePO4")
    assert found["fraction O"] == pytest.approx(4 / 7)
    assert found["number of elements"] == 4
    assert found["mean atomic_number"] == pytest.approx((3 + 26 + 15 + 4 * 8) / 7)
    assert found["range atomic_number"] == 23
    assert found["mobile ions per anion"] == pytest.approx(0.25)


def test_however_a_formula_is_written_its_features_and_its_substance_are_the_same() -> None:
    assert composition_features("Li2Fe2P2O8") == pytest.approx(composition_features("FeLiPO4"))
    assert substance_key("LiFePO4", "a") == substance_key("Li2Fe2P2O8", "b")


@pytest.mark.parametrize("text", ["Li1+xAlxTi2-x(PO4)3", "no formula", "", "MO2"])
def test_what_is_no_certain_composition_has_no_features(text: str) -> None:
    assert fractions(text) is None
    assert composition_features(text) == {}


def test_the_element_table_agrees_with_that_of_the_formulas() -> None:
    table = element_table()
    for symbol in ("Li", "Na", "O", "S", "Cl", "Zr", "La", "Fe", "P"):
        assert table[symbol]["electronegativity"] == pytest.approx(ELECTRONEGATIVITY[symbol], abs=0.05)


def test_a_line_notation_is_counted() -> None:
    found = smiles_features("O=S(=O)([N-]S(=O)(=O)C(F)(F)F)C(F)(F)F.[Li+]")
    assert found["heavy atoms"] == 16
    assert found["fraction F"] == pytest.approx(6 / 16)
    assert found["charges"] == pytest.approx(2 / 16)
    assert found["double bonds"] == pytest.approx(4 / 16)
    assert smiles_features("c1ccccc1")["aromatic share"] == 1
    assert smiles_features("") == {}


def test_hostile_notations_take_no_time() -> None:
    began = time.process_time()
    for text in ("[" * 100_000, "[C" * 50_000, "(" * 100_000 + "C", "[" + "1" * 100_000):
        smiles_features(text)
    assert time.process_time() - began < 5
