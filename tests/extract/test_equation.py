"""Equations balance exactly, or say which element does not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from voltext.extract.equation import Equation, Unbalanced, balance
from voltext.extract.formula import parse_formula

SYNTHESES = [
    ("LiCoO2", ["Li2CO3", "Co3O4"]),
    ("LiFePO4", ["Li2CO3", "FeC2O4·2H2O", "NH4H2PO4"]),
    ("Li7La3Zr2O12", ["LiOH·H2O", "La2O3", "ZrO2"]),
    ("LiNi0.8Mn0.1Co0.1O2", ["LiOH·H2O", "Ni0.8Co0.1Mn0.1(OH)2"]),
    ("Li6PS5Cl", ["Li2S", "P2S5", "LiCl"]),
    ("Na3V2(PO4)3", ["Na2CO3", "V2O5", "NH4H2PO4"]),
    ("Li1.3Al0.3Ti1.7(PO4)3", ["Li2CO3", "Al2O3", "TiO2", "NH4H2PO4"]),
    ("LaMnO3", ["La(NO3)3·6H2O", "Mn(NO3)2·4H2O"]),
    ("LiNi0.5Mn1.5O4", ["LiNO3", "Ni(NO3)2·6H2O", "Mn(CH3COO)2·4H2O"]),
]


@pytest.mark.parametrize(("target", "precursors"), SYNTHESES)
def test_every_element_is_conserved(target: str, precursors: list[str]) -> None:
    equation = balance(target, precursors)
    assert isinstance(equation, Equation)
    total: dict[str, Fraction] = {}
    sides = [(1, (*equation.precursors, *equation.taken)), (-1, ((target, Fraction(1)), *equation.released))]
    for sign, terms in sides:
        for name, amount in terms:
            formula = parse_formula(name)
            assert formula is not None
            for symbol, count in formula.elements.items():
                total[symbol] = total.get(symbol, Fraction(0)) + sign * amount * (count.value or 0)
    assert not any(total.values())


@pytest.mark.parametrize(("target", "precursors"), SYNTHESES)
def test_all_precursors_take_part(target: str, precursors: list[str]) -> None:
    equation = balance(target, precursors)
    assert isinstance(equation, Equation)
    assert [name for name, amount in equation.precursors if amount > 0] == precursors


def test_the_text_of_an_equation_is_exact() -> None:
    assert str(balance("Li4Ti5O12", ["Li2CO3", "TiO2"])) == "2 Li2CO3 + 5 TiO2 → Li4Ti5O12 + 2 CO2"
    assert str(balance("LiCoO2", ["Li2CO3", "Co3O4"])) == "1/2 Li2CO3 + 1/3 Co3O4 + 1/12 O2 → LiCoO2 + 1/2 CO2"


def test_no_oxygen_is_taken_from_an_inert_gas() -> None:
    equation = balance("LiFePO4", ["Li2CO3", "FeC2O4·2H2O", "NH4H2PO4"], inert=True)
    assert isinstance(equation, Equation)
    assert not equation.taken
    assert "CO" in dict(equation.released)


@pytest.mark.parametrize(
    ("target", "precursors", "element"),
    [
        ("LiCoO2", ["Li2CO3"], "Co"),
        ("ZnO", ["NaOH", "Zn(NO3)2"], "Na"),
        ("LiMnO2", ["LiMn2O4"], "Mn"),
        ("Li1+xMn2-xO4", ["Li2CO3", "MnO2"], "x"),
        ("LiMPO4", ["Li3PO4"], "M"),
        ("LiFePO4", ["Li2CO3", "Fe2O3", "FeC2O4", "NH4H2PO4"], "Fe"),
    ],
)
def test_what_cannot_balance_names_the_element(target: str, precursors: list[str], element: str) -> None:
    found = balance(target, precursors)
    assert isinstance(found, Unbalanced)
    assert found.element == element


def test_what_is_no_formula_is_refused() -> None:
    found = balance("LiCoO2", ["some powder"])
    assert isinstance(found, Unbalanced)
    assert "no formula" in found.reason
