"""Laws of the names of quantities that no listed property has."""

from __future__ import annotations

import pytest

from voltext.extract.headers import Meaning
from voltext.extract.quantity_names import agree, fuller, named_by_column, named_in_prose

from .papers import paper, records_of


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Dielectric constants", "dielectric constant"),
        ("coefficients of thermal expansion", "coefficient of thermal expansion"),
        ("thermal expansion coefficients", "coefficient of thermal expansion"),
        ("TENSILE STRENGTHS", "tensile strength"),
        ("Young's moduli", "Young's modulus"),
        ("CCD", "critical current density"),
        ("Li2CO3 content", "Li2CO3 content"),
        ("Gurley values", "Gurley value"),
        ("(", None),
    ],
)
def test_a_name_is_singular_and_small_but_for_symbols_and_persons(words: str, name: str | None) -> None:
    assert named_in_prose(words) == name


@pytest.mark.parametrize(
    ("header", "group", "told", "name"),
    [
        ("Pore volume (cm^3 g^-1)", "", "", "pore volume"),
        ("Young's modulus at 25 °C (GPa)", "", "", "Young's modulus"),
        ("Mechanical tests Tensile Strength Rm, MPa", "Mechanical tests", "", "tensile strength"),
        ("Tp (°C)", "", "the peak temperature", "peak temperature"),
        ("Tp (°C)", "", "with a higher", "Tp"),
        ("Hm kJ × 10^3", "Hm", "", "Hm"),
        ("Value", "", "", None),
    ],
)
def test_a_column_is_named_without_unit_condition_and_group(header: str, group: str, told: str, name: str) -> None:
    assert named_by_column(Meaning("property", "other", "kJ", 1.0, header, group, told=told)) == name


def test_a_column_that_says_nothing_is_named_by_its_caption() -> None:
    column = Meaning("property", "other", None, 1.0, "Value")
    assert named_by_column(column, "Dielectric constants of the solvents") == "dielectric constant"


def test_names_agree_where_one_says_no_more_than_the_other() -> None:
    assert agree("pore volume", "total pore volume")
    assert agree("pore diameter", "average pore size")
    assert agree("YS", "yield strength")
    assert agree(None, "band gap")
    assert not agree("yield strength", "tensile strength")
    assert fuller("YS", "yield strength") == "yield strength"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The membrane M-1 has a dielectric constant of 8.4 and a tensile strength of 35 MPa.",
         ["dielectric constant", "tensile strength"]),
        ("LiFePO4 melts at 980 °C.", ["melting temperature"]),
        ("The flow cell showed Coulombic and energy efficiencies of 99% and 84%.", [None, "energy efficiency"]),
        ("The pore volume of HPC-700 was 1.2 cm3 g-1, and that of HPC-600 is 0.9 cm3 g-1.",
         ["pore volume", "pore volume"]),
        ("The steel S-1 has a tensile strength Rm of 820 MPa and a yield point Re of about 700 MPa.",
         ["tensile strength", "yield point"]),
        ("The onset temperature of NMC811 was 215 °C, and the activated carbon delivers 210 F g-1.",
         ["onset temperature", "specific capacitance"]),
        ("The film PI-1 has a tensile strength and modulus of 134 MPa and 5.7 GPa.", ["tensile strength", "modulus"]),
        ("The film PI-1 (Tg = 575 K, σy = 170 MPa) is tough.", [None]),
    ],
)  # fmt: skip
def test_a_value_of_no_listed_property_says_what_it_is_of(text: str, names: list[str | None]) -> None:
    assert [record.quantity_name for record in records_of(paper(("results", text)))] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The tensile strength of the Nafion film is 32 MPa. The elongation of the Nafion film is 120%.",
         ["tensile strength", "elongation"]),
        ("The viscosity of PVDF is 34 mPa s. The melting point of PEO is 65 °C.", ["viscosity", "melting temperature"]),
        ("At 25 °C the tensile strength of PVDF is 32 MPa. The yield strength of PEO is 20 MPa.",
         ["tensile strength", "yield strength"]),
        ("PVDF decomposes at 300 °C. PEO melts at 65 °C.", ["decomposition temperature", "melting temperature"]),
        ("The pore volume of HPC-1 is 0.3 cm3/g. HPC-2 has 0.5 cm3/g.", ["pore volume", "pore volume"]),
    ],
)  # fmt: skip
def test_the_name_in_a_sentence_goes_before_that_of_the_sentence_before(text: str, names: list[str]) -> None:
    assert [record.quantity_name for record in records_of(paper(("results", text)))] == names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("melting points", "melting temperature"),
        ("Glass transition point", "glass transition temperature"),
        ("boiling point of EC", "boiling temperature of EC"),
        ("yield point", "yield point"),
    ],
)
def test_the_point_of_a_change_is_its_temperature(words: str, name: str) -> None:
    assert named_in_prose(words) == name


def test_two_quantities_of_one_value_are_two_facts_and_no_contradiction() -> None:
    text = "The film PI-1 has a storage modulus of 152 MPa at 25 °C. It has a tensile strength of {} MPa at 25 °C."
    for value in ("152", "171"):
        found = records_of(paper(("results", text.format(value))))
        assert [record.quantity_name for record in found] == ["storage modulus", "tensile strength"]
        assert all(not record.conflict for record in found)
