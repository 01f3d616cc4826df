"""Conditions end where a sentence turns to what was not tested so: fresh cells, usual values, other measurements."""

from __future__ import annotations

import time

import pytest

from .papers import conditions, paper, records_of

CONDITIONS = [
    (
        "Si@C delivers 1450 mAh/g at 0.2C after 100 cycles, exceeding the practical capacity of graphite of 350 mAh/g.",
        [{"cycles": "100 cycles", "rate": "0.2C"}, {}],
    ),
    (
        "S@C has 980 mAh/g after 200 cycles at 0.5C, well above commercial LiCoO2 (160 mAh/g).",
        [{"cycles": "200 cycles", "rate": "0.5C"}, {}],
    ),
    ("The LiFePO4 cell retains 62% of its room temperature capacity.", [{}]),
    (
        "The LiFePO4 cell delivers 62% of its room-temperature capacity at -20 °C.",
        [{"temperature": "-20 °C"}],
    ),
    (
        "Cold-pressed at 370 MPa, Li6PS5Cl has a room-temperature conductivity of 2.1 mS/cm.",
        [{"temperature": "room-temperature"}],
    ),
    (
        "At a stack pressure of 70 MPa and 60 °C, Li6PS5Cl has a conductivity of 6.3 mS/cm.",
        [{"temperature": "60 °C"}],
    ),
    (
        "After annealing at 550 °C the conductivity of Li6PS5Cl at 30 °C is 3.1 mS/cm.",
        [{"temperature": "30 °C"}],
    ),
    (
        "The coated NMC811 has a resistance of 35 Ω after 100 cycles, against 20 Ω before cycling.",
        [{"cycles": "100 cycles"}, {}],
    ),
    (
        "Before cycling, the NMC811 cell has a resistance of 20 Ω; after 100 cycles it has 80 Ω.",
        [{}, {"cycles": "100 cycles"}],
    ),
    (
        "The LiFePO4 cathode synthesised at 700 °C delivers 160 mAh/g at 0.1C, and the one at 800 °C 140 mAh/g.",
        [{"rate": "0.1C"}, {}],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_only_what_holds_for_a_value_is_its_condition(text: str, expected: list[dict[str, str]]) -> None:
    assert [conditions(record) for record in records_of(paper(("results", text)))] == expected


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("At 0.5C, Si@C delivers 1450 mAh/g, nearly four times that of graphite (372 mAh/g).", [True, False]),
        ("At 0.1C, Si@C delivers 1450 mAh/g and graphite delivers 355 mAh/g.", [True, True]),
    ],
)
def test_a_textbook_capacity_is_nobodys_result(text: str, own: list[bool]) -> None:
    assert [record.own for record in records_of(paper(("results", text)))] == own


def test_endless_comparisons_end_soon() -> None:
    text = "S@C has 980 mAh/g at 1C after 9 cycles, above " + "commercial fresh before " * 5_000 + "160 mAh/g."
    begin = time.process_time()
    records_of(paper(("results", text)))
    assert time.process_time() - begin < 20
