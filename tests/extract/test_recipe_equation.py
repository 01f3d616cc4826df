"""Every recipe of a synthesis has an equation, or the reason why there is none."""

from __future__ import annotations

import pytest

from tests.extract.test_recipes import recipes


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Li2CO3 and TiO2 were ground and heated at 800 °C for 5 h.", "no target was read"),
        ("Polypyrrole was prepared from pyrrole, which was stirred for 3 h.", "polypyrrole has no known composition"),
        ("LiFePO4 was synthesized by heating at 700 °C for 10 h under argon.", "no precursors were read"),
        ("LiCoO2 was prepared from Li2CO3, which was calcined at 900 °C for 9 h.", "no precursor brings Co"),
        (
            "ZnO was prepared by stirring 2 g of zinc chloride and 1 g of NaOH in water for 2 h. The product was "
            "washed and dried at 80 °C.",
            "Cl and Na of the precursors may stay in solution",
        ),
    ],
)
def test_a_synthesis_without_equation_says_why(text: str, reason: str) -> None:
    (found,) = recipes(text)
    assert found.equation is None
    assert reason.lower() in (found.unbalanced or "").lower()


def test_a_precursor_without_composition_is_named_where_the_balance_fails() -> None:
    (found,) = recipes("LiMnPO4 was prepared from 3 g of Li2CO3 and 2 g of red clay, calcined at 700 °C for 5 h.")
    assert "red clay" in (found.unbalanced or "")


def test_an_equation_leaves_no_reason() -> None:
    (found,) = recipes("LiCoO2 was prepared from Li2CO3 and Co3O4, which were calcined at 900 °C for 9 h in air.")
    assert found.equation is not None
    assert found.unbalanced is None


def test_an_electrode_has_neither_equation_nor_reason() -> None:
    (found,) = recipes(
        "The electrode was prepared by mixing 80 wt% LiFePO4, 10 wt% Super P and 10 wt% PVDF in NMP. The slurry was "
        "coated onto aluminium foil and dried at 80 °C for 12 h."
    )
    assert found.kind == "electrode"
    assert found.unbalanced is None
