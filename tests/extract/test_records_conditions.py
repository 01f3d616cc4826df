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
