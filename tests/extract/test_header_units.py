"""Units of headings in every notation, with powers of ten, and what is no unit."""

from __future__ import annotations

import time

import pytest

from voltext.extract.header_units import split_rows, split_unit


@pytest.mark.parametrize(
    ("header", "words", "unit", "factor"),
    [
        ("σ (10^-4 S cm^-1)", "σ", "S cm^-1", 1e-4),
        ("σ × 10^4 (S cm^-1)", "σ", "S cm^-1", 1e-4),
        ("D × 10^-12 (cm^2/s)", "D", "cm^2/s", 1e-12),
        ("N × 10^20 (cm^-3)", "N", "cm^-3", 1e20),
        ("Cohesion (kJ × 10^3)", "Cohesion", "kJ", 1e3),
        ("ΔH (kJ·mol^-1 H2)", "ΔH", "kJ·mol^-1", 1.0),
        ("Impact strength KCV, J/cm^2", "Impact strength KCV", "J/cm^2", 1.0),
        ("k1/min^-1", "k1", "min^-1", 1.0),
        ("Retention / % (cycles)", "Retention (cycles)", "%", 1.0),
        ("Decay per cycle (%)", "Decay per cycle", "%/cycle", 1.0),
        ("Solubility parameter (MPa)^1/2", "Solubility parameter", "MPa^1/2", 1.0),
        ("Strength (MD/TD, MPa)", "Strength", "MPa", 1.0),
        ("Q (mAh g^-1) @ rate (A g^-1)", "Q   @ rate (A g^-1)", "mAh g^-1", 1.0),
        ("Energy density / Wh kg^-1", "Energy density", "Wh kg^-1", 1.0),
        ("Capacity (mAh g^-1(S))", "Capacity", "mAh g_S^-1", 1.0),
        ("Capacity / mAh g^-1 of silicon", "Capacity", "mAh g_silicon^-1", 1.0),
        ("CTE/K^-1 10^-6", "CTE", "K^-1", 1e-6),
    ],
)
def test_a_heading_gives_words_unit_and_factor(header: str, words: str, unit: str, factor: float) -> None:
    found = split_unit(header)
    assert (found[0].strip(), found[1].text if found[1] else None, found[2]) == (words, unit, factor)


@pytest.mark.parametrize(
    "header", ["30 °C", "0.05 A g^-1", "0.1 mA/cm2", "TiN/S", "0.1C", "Retention (cycles, rate)", "d002"]
)
def test_conditions_and_names_are_no_units(header: str) -> None:
    assert split_unit(header)[1] is None


def test_a_row_of_conditions_below_the_unit_leaves_it_to_the_column() -> None:
    words, unit, _ = split_rows(["Conductivity / S cm^-1", "60 °C"])
    assert (words, unit.text if unit else None) == ("Conductivity 60 °C", "S cm^-1")


def test_a_row_of_units_belongs_to_the_words_above() -> None:
    words, unit, _ = split_rows(["Transition temperature", "°C"])
    assert (words, unit.text if unit else None) == ("Transition temperature", "°C")


@pytest.mark.parametrize("piece", ["(", "10^", "× 10^-4 ", "a/", "g^-1 ", "[(", "cycle "])
def test_hostile_headings_end_soon(piece: str) -> None:
    started = time.process_time()
    split_unit(piece * 2000)
    assert time.process_time() - started < 1.5
