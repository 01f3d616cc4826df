"""Conditions of a value in running text: which words set them, and which clause they are of."""

from __future__ import annotations

import pytest

from .papers import conditions, paper, records_of


def _told(text: str) -> list[tuple[float | None, dict[str, str]]]:
    records = records_of(paper(("results", text)))
    return [(record.value, conditions(record)) for record in records]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "When the cut-off voltage is limited to 3.4 V, NaFeO2 delivers 80 mAh g^-1.",
            [(80, {"voltage_window": "3.4 V"})],
        ),
        (
            "NaCoO2 gives 110 mAh g^-1 at an upper cut-off of 3.6 V and 140 mAh g^-1 at an upper cut-off of 4 V.",
            [(110, {"voltage_window": "3.6 V"}), (140, {"voltage_window": "4 V"})],
        ),
        ("LiCoO2 delivers 183 mAh g^-1 with a 4.5 V cut-off.", [(183, {"voltage_window": "4.5 V"})]),
        ("Discharged to 1.0 V, Nb2O5 gives 190 mAh g^-1.", [(190, {"voltage_window": "1.0 V"})]),
        ("At a high voltage of 4.6 V, LiCoO2 gives 221 mAh g^-1.", [(221, {"voltage_window": "4.6 V"})]),
        (
            "LiCoO2 delivers 185 mAh g^-1 (3.0–4.5 V, 0.1C).",
            [(185, {"voltage_window": "3.0–4.5 V", "rate": "0.1C"})],
        ),
        (
            "LiCoO2 delivers 185 mAh g^-1 at a current density of 0.02 mA cm^-2 and 3.0–4.3 V.",
            [(185, {"voltage_window": "3.0–4.3 V", "current_density": "0.02 mA cm^-2"})],
        ),
        (
            "LiNi0.5Mn1.5O4 operates at a high voltage of 4.7 V and delivers 131 mAh g^-1.",
            [(4.7, {}), (131, {})],
        ),
        ("The sloping region of Na0.67MnO2 between 2.5 and 3.5 V contributes 60 mAh g^-1.", [(60, {})]),
    ],
)
def test_windows_and_cut_offs(text: str, expected: list[tuple[float, dict[str, str]]]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sn delivered an initial charge capacity of 792 mAh g^-1 with a Coulombic efficiency of 71%.",
            [(792, {"cycle_index": "initial"}), (71, {"cycle_index": "initial"})],
        ),
        (
            "The first discharge capacity of LiMn2O4 was 103 mAh g^-1 and the coulombic efficiency was 93.2%.",
            [(103, {"cycle_index": "first"}), (93.2, {"cycle_index": "first"})],
        ),
        (
            "The initial Coulombic efficiency is 74.6% for Si and 66.0% for SiO.",
            [(74.6, {"cycle_index": "initial"}), (66.0, {"cycle_index": "initial"})],
        ),
        (
            "FeF3 takes up 702 mAh g^-1 in the first discharge, of which 655 mAh g^-1 come back on charge.",
            [(702, {"cycle_index": "first"}), (655, {"cycle_index": "first"})],
        ),
        (
            "The first discharge capacity of Sn is 792 mAh g^-1, and the average Coulombic efficiency is 98.1%.",
            [(792, {"cycle_index": "first"}), (98.1, {})],
        ),
        (
            "Sn had an initial capacity of 792 mAh g^-1 and a Coulombic efficiency of 98.2% over 50 cycles.",
            [(792, {"cycle_index": "initial"}), (98.2, {"cycles": "50 cycles"})],
        ),
        (
            "Sn had initial discharge and charge capacities of 900 and 700 mAh g^-1 and an efficiency of 98.5% in the "
            "fifth cycle.",
            [(900, {"cycle_index": "initial"}), (700, {"cycle_index": "initial"}), (98.5, {"cycle_index": "fifth"})],
        ),
    ],
)
def test_the_cycle_of_a_value_is_that_of_what_goes_with_it(
    text: str, expected: list[tuple[float, dict[str, str]]]
) -> None:
    assert _told(text) == expected


_RUN = {"current_density": "1 A g^-1", "voltage_window": "0.01 and 3 V"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sn delivered 540 mAh g^-1 after 50 cycles.", [(540, {"cycles": "50 cycles", **_RUN})]),
        (
            "At 0.1 A g^-1 Sn delivered 540 mAh g^-1. Its Coulombic efficiency was 99%.",
            [(540, {**_RUN, "current_density": "0.1 A g^-1"}), (99, {"voltage_window": "0.01 and 3 V"})],
        ),
        ("The full cell with Sn delivered 540 mAh g^-1.", [(540, {})]),
        ("Sn has a conductivity of 9 S cm^-1.", [(9, {})]),
    ],
)
def test_a_run_told_before_is_that_of_the_values_behind_it(
    text: str, expected: list[tuple[float, dict[str, str]]]
) -> None:
    run = "The electrodes were cycled between 0.01 and 3 V at 1 A g^-1 after a formation at 0.05 A g^-1. "
    assert _told(run + text) == expected


def test_what_is_said_again_elsewhere_takes_no_run_of_another_paragraph() -> None:
    run = "The electrodes were cycled at 1 A g^-1. Sn delivered 540 mAh g^-1."
    (record,) = records_of(paper(("abstract", "Sn delivered 540 mAh g^-1."), ("results", run)))
    assert conditions(record) == {}


def test_what_others_told_apart_has_conditions_of_its_own() -> None:
    text = "Smith et al. found 3.4 mS cm^-1 for LLZO and Jones et al. reported 0.3 mS cm^-1 for PEO at 25 °C."
    assert _told(text) == [(3.4, {}), (0.3, {"temperature": "25 °C"})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "LFP delivers 150 mAh g^-1 at 0.1C after 100 cycles, corresponding to a retention of 91%.",
            [(150, {"rate": "0.1C", "cycles": "100 cycles"}), (91, {"rate": "0.1C", "cycles": "100 cycles"})],
        ),
        (
            "After 100 cycles at 1C LiFePO4 kept 74% of its capacity. LiMnPO4 kept 91%.",
            [(74, {"rate": "1C", "cycles": "100 cycles"}), (91, {"rate": "1C", "cycles": "100 cycles"})],
        ),
        (
            "At C/20 the charge capacities of LiFePO4 and LiMnPO4 were 138 and 124 mAh g^-1. The corresponding "
            "Coulombic efficiencies were 89 and 82%.",
            [(138, {"rate": "C/20"}), (124, {"rate": "C/20"}), (89, {"rate": "C/20"}), (82, {"rate": "C/20"})],
        ),
        (
            "LiFePO4 delivered 150 mAh g^-1 at 0.1C and 120 mAh g^-1 at 5C. LiMnPO4 delivered 131 mAh g^-1.",
            [(150, {"rate": "0.1C"}), (120, {"rate": "5C"}), (131, {})],
        ),
        (
            "(a) LiFePO4 gives 96 mAh g^-1 at 5C. (b) Cycling of LiFePO4 at 1C: 98% retention after 300 cycles.",
            [(96, {"rate": "5C"}), (98, {"rate": "1C", "cycles": "300 cycles"})],
        ),
        (
            "LiFePO4 has the highest capacity (150 mAh g^-1) and LiMnPO4 the lowest (98 mAh g^-1 at 1C).",
            [(150, {}), (98, {"rate": "1C"})],
        ),
        (
            "Pouch cells of 2.1 Ah with LiFePO4 were cycled at 1C and kept 91% of their capacity.",
            [(2.1, {}), (91, {"rate": "1C"})],
        ),
        (
            "LiFePO4 delivered 148 mAh g^-1 and a first Coulombic efficiency of 94% at 0.1C.",
            [(148, {"rate": "0.1C"}), (94, {"rate": "0.1C", "cycle_index": "first"})],
        ),
    ],
)
def test_values_of_one_test_share_its_conditions(text: str, expected: list[tuple[float, dict[str, str]]]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The capacity of NaCoO2 is reduced to 85% after the fifty-cycle test.",
            [(85, {"cycles": "fifty-cycle"})],
        ),
        (
            "After one hundred and fifty cycles LiFePO4 kept 91% of its capacity.",
            [(91, {"cycles": "one hundred and fifty cycles"})],
        ),
        ("LiFePO4 retains > 90% of the C/20 rate capacity at 1C.", [(90, {"rate": "1C"})]),
        (
            "At 20C LiFePO4 survives 6000 cycles with a fade of only 0.0031% per cycle.",
            [(6000, {"rate": "20C"}), (0.0031, {"rate": "20C", "cycles": "6000 cycles"})],
        ),
        (
            "LiFePO4 keeps 94% of its capacity after 1500 cycles at 5C with an average CE of 99.95%.",
            [(94, {"rate": "5C", "cycles": "1500 cycles"}), (99.95, {"rate": "5C", "cycles": "1500 cycles"})],
        ),
    ],
)
def test_cycles_in_words_and_of_what_goes_with_them(text: str, expected: list[tuple[float, dict[str, str]]]) -> None:
    assert _told(text) == expected


def test_a_voltage_in_a_bracket_behind_a_name_is_its_voltage_where_voltages_are_spoken_of() -> None:
    told = "High-voltage cathodes are LiCoO2 (3.8 V) and LiMn2O4 (4.0 V vs Li/Li+)."
    assert _told(told) == [(3.8, {}), (4.0, {})]
    assert _told("LiCoO2 (4.2 V) was cycled against graphite.") == []


def test_the_capacities_of_a_cycle_are_of_it_but_not_a_share_of_them() -> None:
    listed = "The capacities of the 2nd cycle are 804, 705 and 606 mAh g^-1 for LTO, LiFePO4 and NMC811."
    share = "For LiFePO4, 93% of the capacity of the 2nd cycle is kept after 50 cycles."
    assert [conditions(record) for record in records_of(paper(("results", listed)))] == [{"cycle_index": "2nd"}] * 3
    assert [conditions(record) for record in records_of(paper(("results", share)))] == [{"cycles": "50 cycles"}]
