"""Formulas are read exactly."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path

import pytest

from bench import evaluate_formulas
from voltext.extract.amount import Amount, parse_amount
from voltext.extract.composition import canonical_composition
from voltext.extract.dictionary import dictionary
from voltext.extract.elements import elements_of
from voltext.extract.formula import parse_formula


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("LiFePO4", "LiFePO4"),
        ("LiNi0.8Co0.1Mn0.1O2", "LiMn0.1Co0.1Ni0.8O2"),
        ("LiNi1/3Co1/3Mn1/3O2", "LiMn0.333Co0.333Ni0.333O2"),
        ("Li1+xAlxTi2-x(PO4)3", "Li1+xTi2-xAlxP3O12"),
        ("Li₇La₃Zr₂O₁₂", "Li7La3Zr2O12"),
        ("Ni(NO3)2·6H2O", "NiN2O6·6H2O"),
        ("Ni(NO3)2 × 6 H2O", "NiN2O6·6H2O"),
        ("Ni(NO3)2*6H2O", "NiN2O6·6H2O"),
        ("0.5Li2MnO3-0.5LiNi0.5Mn0.5O2", "0.5Li2MnO3·0.5LiMn0.5Ni0.5O2"),
        ("xLi2MnO3·(1-x)LiMO2", "xLi2MnO3·(1-x)LiMO2"),
        ("Ta2(1-x)Nb2xO5", "Ta2-2xNb2xO5"),
        ("Na2/3[Ni1/3Mn2/3]O2", "Na0.667Mn0.667Ni0.333O2"),
        ("LiNi1−x−yCoxMnyO2", "LiMnyCoxNi1-x-yO2"),
        ("75Li2S-25P2S5", "75Li2S·25P2S5"),
        ("C3H4O3", "C3H4O3"),
    ],
)
def test_a_formula_has_one_canonical_composition(text: str, canonical: str) -> None:
    formula = parse_formula(text)
    assert formula is not None
    assert formula.canonical == canonical


@pytest.mark.parametrize("text", ["", "Since", "Xyz", "Li7La3(Zr2O12", "the", "Fig. 2", "O2)", "1.5", "Q-value"])
def test_what_is_no_formula_gives_none(text: str) -> None:
    assert parse_formula(text) is None


def test_variables_and_placeholders_take_values() -> None:
    formula = parse_formula("Li1+xAlxTi2-x(PO4)3", x=0.3)
    assert formula is not None
    assert formula.canonical == "Li1.3Ti1.7Al0.3P3O12"
    olivine = parse_formula("LiMPO4", M="Fe")
    assert olivine is not None
    assert olivine.canonical == "LiFePO4"


def test_an_oxygen_deficiency_is_noted_and_left_out() -> None:
    formula = parse_formula("La0.6Sr0.4CoO3-δ")
    assert formula is not None
    assert (formula.deficiency, formula.canonical) == ("-", "La0.6Sr0.4CoO3".replace("La0.6Sr0.4", "Sr0.4La0.6"))


def test_a_delta_used_twice_is_a_variable() -> None:
    formula = parse_formula("LiMn2O4-δFδ")
    assert formula is not None
    assert formula.deficiency is None
    assert formula.variables == {"δ"}


@pytest.mark.parametrize(("text", "charge"), [("PF6^-", -1), ("SO4^2-", -2), ("Li^+", 1), ("Mn^3+", 3), ("Eu3+", 3)])
def test_charges_are_read(text: str, charge: int) -> None:
    formula = parse_formula(text)
    assert formula is not None
    assert formula.charge == charge


def test_a_vacancy_is_an_element_of_the_formula_but_not_of_the_composition() -> None:
    formula = parse_formula("Li3x□1/3-2xLa2/3-xTiO3")
    assert formula is not None
    assert "□" in formula.elements
    assert "□" not in formula.canonical


def test_amounts_are_exact() -> None:
    third = parse_amount("1/3-x")
    assert third is not None
    assert third.substitute({"x": Fraction(1, 3)}) == Amount.of(0)
    assert parse_amount("2(1-x)") == parse_amount("2-2x")


@pytest.mark.parametrize(
    ("text", "composition"),
    [
        ("NMC811", "LiMn0.1Co0.1Ni0.8O2"),
        ("NCM 811", "LiMn0.1Co0.1Ni0.8O2"),
        ("LiNi0.8Mn0.1Co0.1O2", "LiMn0.1Co0.1Ni0.8O2"),
        ("NCM523", "LiMn0.3Co0.2Ni0.5O2"),
        ("NMC532", "LiMn0.3Co0.2Ni0.5O2"),
        ("NCM (6:2:2)", "LiMn0.2Co0.2Ni0.6O2"),
        ("LFP", "LiFePO4"),
        ("lithium iron phosphate", "LiFePO4"),
        ("Lithium-Iron-Phosphate", "LiFePO4"),
        ("NCA", "LiAl0.05Co0.15Ni0.8O2"),
        ("nickel(II) nitrate hexahydrate", "NiN2O6·6H2O"),
        ("vanadium pentoxide", "V2O5"),
        ("PVDF", None),
    ],
)
def test_names_of_one_material_have_one_composition(text: str, composition: str | None) -> None:
    assert canonical_composition(text) == composition


def test_every_formula_of_the_dictionary_parses_and_spells_one_entry() -> None:
    for entry in dictionary().entries.values():
        if entry.formula is not None:
            assert entry.composition, entry.name


def test_canonical_compositions_agree_with_pymatgen() -> None:
    composition = pytest.importorskip("pymatgen.core.composition")
    formulas = [entry.formula for entry in dictionary().entries.values() if entry.formula]
    for text in formulas:
        formula = parse_formula(text)
        if formula is None or formula.variables or formula.deficiency or "·" in text or "/" in text or "[" in text:
            continue
        theirs = composition.Composition(text).get_el_amt_dict()
        ours = {symbol: float(amount.value or 0) for symbol, amount in formula.elements.items()}
        assert ours == pytest.approx(theirs), text
        again = composition.Composition(formula.canonical).get_el_amt_dict()
        assert again == pytest.approx(theirs, abs=2e-3), text


@pytest.mark.parametrize("text", ["(" * 100_000, "Li" * 100_000, "(Li" * 50_000, "Li1-x-" * 30_000, "O2·" * 30_000])
def test_hostile_text_ends_soon(text: str) -> None:
    start = time.process_time()
    parse_formula(text)
    parse_formula(text[:190])
    assert time.process_time() - start < 0.5


@pytest.mark.corpora
def test_the_shared_cases_are_read_right(shared: Path) -> None:
    """Composition of 0.95 of the cases; the rest differ by the source's convention."""
    assert evaluate_formulas.main(shared / "gold" / "formulas.jsonl", verbose=False)["composition"] >= 0.95


@pytest.mark.parametrize(("text", "mass"), [("LiFePO4", 157.76), ("Li4Ti5O12", 459.1), ("S8", 256.5), ("LiMO2", None)])
def test_a_formula_has_a_molar_mass_unless_something_is_open(text: str, mass: float | None) -> None:
    formula = parse_formula(text)
    assert formula is not None
    assert formula.mass == (None if mass is None else pytest.approx(mass, rel=1e-3))


@pytest.mark.parametrize(
    ("composition", "elements"),
    [
        ("SiOx", "Si O"), ("LiMn2-xVxO4", "Li Mn V O"), ("Li10GeP2S12-xOx", "Li Ge P S O"), ("NaCoO2", "Na Co O"),
        ("Na3+2xYxZr2-2xAlxSi2PO12", "Na Y Zr Al Si P O"), ("", ""),
    ],
)  # fmt: skip
def test_the_elements_of_a_composition_are_told_from_its_variables(composition: str, elements: str) -> None:
    assert elements_of(composition) == tuple(elements.split())
