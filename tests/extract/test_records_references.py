"""Words that point at something told elsewhere: forms of a material, series, values, conditions and bases."""

from __future__ import annotations

import pytest

from voltext.extract.extraction import Record
from voltext.extract.pipeline import analyse
from voltext.extract.records.bases import stated_basis
from voltext.extract.records.cell_of import symmetric_cell
from voltext.extract.records.referring import find_references

from .papers import conditions, paper, records_of


def _records(text: str, title: str = "A paper on LiCoO2") -> tuple[Record, ...]:
    return records_of(paper(("results", text), title=title))


def _names(text: str, title: str = "A paper on LiCoO2") -> list[str]:
    return [record.material.name for record in _records(text, title)]


def test_a_form_told_by_words_is_the_material_in_that_form() -> None:
    text = "The pristine sample delivers 150 mAh/g at 1C, the doped one 160 mAh/g."
    assert _names(text) == ["pristine LiCoO2", "doped LiCoO2"]


def test_a_form_is_found_under_the_name_that_the_paper_gives_it() -> None:
    text = "Carbon-coated porous silicon was made. The coated one gives 2500 mAh/g."
    assert _names(text, "A paper on anodes") == ["Carbon-coated porous silicon"]


def test_an_apposition_names_what_was_described() -> None:
    assert _names("The coated cathode, TiP@LCO, delivers 160 mAh/g.") == ["TiP@LCO"]


def test_words_of_order_and_praise_are_no_forms() -> None:
    text = "The first one, the best one, the other one, the same sample and the prepared electrode."
    assert [reference for reference in find_references(text) if reference.kind != "ordinal"] == []


def test_what_a_sentence_sets_itself_against_is_not_its_subject() -> None:
    text = "Unlike the cells with LiFePO4, the cell with LiCoO2 shows a retention of 90% after 100 cycles."
    assert _names(text) == ["LiCoO2"]


def test_a_metal_that_a_sentence_is_about_is_its_subject() -> None:
    text = "Li metal is promising due to its capacity of 3860 mAh/g."
    assert _names(text) == ["Li metal"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [("Zn||Zn cells last long", "Zn||Zn"), ("in Li/Cu cells", "Li/Cu"), ("3.4 V vs. Li/Li^+", None), ("Li||LFP", None)],
)
def test_a_symmetric_cell_is_named_by_its_metals(text: str, cell: str | None) -> None:
    assert symmetric_cell(text) == cell


def test_a_series_takes_the_values_of_a_later_list_in_its_order() -> None:
    text = "Carbons named WS-11, WS-13 and WS-15 were made. WS-13 is best. The BET areas are 58, 12 and 4 m^2/g."
    assert _names(text) == ["WS-11", "WS-13", "WS-15"]


def test_pairs_with_a_slash_have_a_property_each_and_a_sample_each() -> None:
    text = "The discharge/charge capacities are 412/298 and 384/321 mAh/g for WS-11 and WS-13, respectively."
    found = {
        (r.material.name, r.property, r.value) for r in _records(f"Carbons named WS-11 and WS-13 were made. {text}")
    }
    assert found == {
        ("WS-11", "discharge_capacity", 412.0),
        ("WS-11", "charge_capacity", 298.0),
        ("WS-13", "discharge_capacity", 384.0),
        ("WS-13", "charge_capacity", 321.0),
    }


def test_these_values_are_of_what_the_sentence_before_told() -> None:
    text = "LiCoO2 has a porosity of 71% and a conductivity of 1.6 mS/cm. The values of LiFePO4 are 54% and 0.9 mS/cm."
    assert {(r.material.name, r.property) for r in _records(text)} == {
        ("LiCoO2", "porosity"),
        ("LiCoO2", "ionic_conductivity"),
        ("LiFePO4", "porosity"),
        ("LiFePO4", "ionic_conductivity"),
    }


def test_conditions_that_are_referred_to_hold_in_their_order() -> None:
    text = (
        "LiCoO2 shows 150 mAh/g at 0.1C and 120 mAh/g at 2C. LiFePO4 shows 140 and 90 mAh/g under the same conditions."
    )
    assert [conditions(record).get("rate") for record in _records(text)] == ["0.1C", "2C", "0.1C", "2C"]


def test_conditions_of_cycling_told_before_hold_for_what_cells_give_alone() -> None:
    text = "The cells were cycled at 30 °C. LiCoO2 shows 150 mAh/g at 0.1C, and its resistance is 9 Ω."
    assert [conditions(record) for record in _records(text)] == [{"rate": "0.1C", "temperature": "30 °C"}, {}]


def test_a_basis_stated_once_holds_for_all_capacities() -> None:
    text = "All capacities are based on the mass of sulfur. S@C delivers 900 mAh/g and an energy density of 300 Wh/kg."
    assert {record.property: record.basis for record in _records(text)} == {
        "capacity": "sulfur",
        "energy_density": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "A capacity of 700 mAh/g based on the mass of sulfur was found.",
        "Capacities are based on the mass of sulfur. Capacities are based on the mass of the electrode.",
        "The rate is high.",
    ],
)
def test_a_basis_of_one_value_or_two_statements_that_differ_hold_for_none(text: str) -> None:
    assert stated_basis(analyse(paper(("results", text)))) is None


def test_what_was_added_is_not_what_was_measured() -> None:
    text = "With 2 wt% of Li3BO3 a conductivity of 0.7 mS/cm is reached."
    assert _names(text, "Sintering of Li7La3Zr2O12") == ["Li7La3Zr2O12"]


def test_a_life_that_is_outlived_is_no_condition() -> None:
    text = "The LiCoO2 cell reaches 300 Wh/kg and sustains 1000 cycles."
    found = {record.property: conditions(record) for record in _records(text)}
    assert found == {"energy_density": {}, "cycle_life": {}}


def test_contents_of_a_sample_are_results_and_recipes_of_a_slurry_are_not() -> None:
    assert [r.value for r in _records("S@NCS contains 71 wt% of sulfur.")] == [71.0]
    assert _records("The electrodes contain 60 wt% of LiCoO2.") == ()


def test_an_introduction_tells_of_its_own_results_once_it_turns_to_them() -> None:
    text = "LiFePO4 shows 150 mAh/g at 1C. In this work, we made LiCoO2 plates. They deliver 160 mAh/g at 2C."
    assert [record.own for record in records_of(paper(("introduction", text)))] == [False, True]


def test_a_value_worked_out_from_theory_is_not_measured() -> None:
    text = "The theoretical capacity of Li(Ni,Co)O2 from its (Ni,Co) redox is 274 mAh/g."
    assert [record.own for record in _records(text)] == [False]
