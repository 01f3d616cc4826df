"""Names of table rows that the first column does not tell: variables, states, settings, analyses, phases, marks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from voltext.extract.composition import composition_at
from voltext.extract.records.draft import Subject
from voltext.extract.records.row_subjects import resolved

from .papers import facts, records_of, table


def names(rows: list[list[str]], caption: str = "", before: str = "") -> list[str]:
    return [record.material.name for record in records_of(table(rows, caption, before=before))]


def test_rows_of_one_name_are_told_apart_by_another_column() -> None:
    rows = [["State", "Rate (K/min)", "Strength (MPa)"], ["QT", "60", "760"], ["QT", "4.4", "738"], ["T", "60", "590"]]
    assert names(rows) == ["QT (60 K/min)", "QT (4.4 K/min)", "T"]
    rows = [["Sample", "Technique", "Particle size (nm)"], ["A-1", "XRD", "20"], ["A-1", "TEM", "25"]]
    assert names(rows) == ["A-1 (XRD)", "A-1 (TEM)"]


def test_rows_of_one_sample_under_other_conditions_keep_their_name() -> None:
    rows = [["Sample", "Temperature (°C)", "σ (mS cm^-1)"], ["A-1", "25", "0.5"], ["A-1", "60", "1.5"]]
    assert names(rows) == ["A-1", "A-1"]


def test_variables_give_the_composition_of_a_row() -> None:
    rows = [["x", "y", "σ (mS cm^-1)"], ["0", "0.2", "0.2"], ["0.1", "0.2", "0.5"]]
    formula = "Li1+x+yAlxTi2-xSiyP3-yO12"
    found = records_of(table(rows, f"Conductivity of {formula}.", before=f"The ceramics were {formula}."))
    assert [record.material.name for record in found] == [
        f"{formula} (x = 0, y = 0.2)",
        f"{formula} (x = 0.1, y = 0.2)",
    ]
    assert found[1].material.composition == "Li1.3Ti1.9Al0.1Si0.2P2.8O12"


def test_an_acronym_gets_no_composition_from_the_variable_beside_it() -> None:
    for name in ("NaSICON (x = 0.1)", "NAYZSiPx (x = 0.1)"):
        assert resolved(Subject.called(name, "row")).material.composition is None
    assert resolved(Subject.called("LaNi5-x (x = 0.1)", "row")).material.composition == "LaNi4.9"


@pytest.mark.parametrize("name", ["NASICON", "LISICON", "NaSICONx", "NMC", "LATP", "NAYZSiPx", "LiMxMn2-xO4", "Li2CO3"])
def test_only_a_formula_with_the_variable_and_real_elements_takes_a_number(name: str) -> None:
    assert composition_at(name, {"x": Fraction(1, 10)}) is None


def test_a_number_that_leaves_less_than_nothing_gives_no_composition() -> None:
    assert composition_at("LiNixMn2-xO4", {"x": Fraction(1, 2)}) == "LiMn1.5Ni0.5O4"
    assert composition_at("LiNixMn2-xO4", {"x": Fraction(5)}) is None


def test_states_at_the_end_of_headings_part_the_samples() -> None:
    rows = [["Film", "Before annealing", "After annealing"], ["A-1", "2.1", "3.3"]]
    told = names(rows, "Ionic conductivity (mS cm^-1) of the films")
    assert told == ["A-1 (Before annealing)", "A-1 (After annealing)"]


def test_a_model_a_phase_and_a_bond_are_no_materials() -> None:
    before = "We studied Na3Zr2Si2PO12."
    rows = [["Phase", "CTE (10^-6 K^-1)"], ["Monoclinic", "5.2"], ["Rhombohedral", "6.2"]]
    caption = "Expansion of Na3Zr2Si2PO12."
    assert names(rows, caption, before)[0] == "Na3Zr2Si2PO12 (Monoclinic)"
    rows = [["Bond", "Bond energy (kJ mol^-1)"], ["Zr–O", "776"], ["Al–O", "512"]]
    assert names(rows, before=before) == ["Zr–O bond", "Al–O bond"]
    rows = [["Kinetic model", "Uptake (mg g^-1)"], ["Pseudo-first order", "20.1"], ["Elovich", "24.2"]]
    assert names(rows, caption, before) == ["Na3Zr2Si2PO12"] * 2


def test_headings_of_experiment_and_model_name_no_sample() -> None:
    rows = [
        ["Sample #8", "Experimental data", "Numerical data"],
        ["Width (mm)", "1.9", "1.8"],
        ["Density (g/cm^3)", "7", "8"],
    ]
    assert not any("data" in name for name in names(rows))


def test_a_footnote_mark_behind_a_space_is_no_part_of_the_name() -> None:
    rows = [["Cell", "Capacity (mAh g^-1)"], ["Cell A *", "150"], ["Cell B", "140"]]
    assert facts(table(rows))[0] == ("capacity", 150, "Cell A")


def test_names_of_parts_before_those_of_properties_turn_the_table() -> None:
    rows = [
        ["Part", "Parameter", "Value"],
        ["Cathode", "Mass loading (mg cm^-2)", "20.4"],
        ["Anode", "Thickness (μm)", "50"],
    ]
    found = [(record.property, record.material.name) for record in records_of(table(rows))]
    assert found == [("mass_loading", "cathode"), ("thickness", "anode")]


def test_the_parts_of_a_composite_name_it_together() -> None:
    rows = [["Matrix", "Filler", "σ (S cm^-1)"], ["PEO", "LLZO", "1.0 × 10^-4"], ["PVDF", "none", "2.0 × 10^-6"]]
    assert names(rows)[0] == "PEO/LLZO"
    rows = [["Coating", "Cathode", "Capacity (mAh g^-1)"], ["Al2O3", "NMC811", "190"], ["None", "NMC811", "180"]]
    assert names(rows) == ["NMC811 (Al2O3)", "NMC811"]
