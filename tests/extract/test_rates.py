"""1C: what a paper defines it as makes a current of a rate and a rate of a current, marked as derived."""

from __future__ import annotations

import pytest

from .papers import paper, records_of

RESULT = " LiFePO4 delivers 151 mAh g^-1 at 0.5C."


def equivalents(text: str) -> list[tuple[str, float | None, str] | None]:
    """Key, value and unit of the equivalent of each record's rate or current."""
    return [
        (key, held.equivalent.value, held.equivalent.unit) if held.equivalent is not None else None
        for record in records_of(paper(("results", text)))
        for key, held in record.conditions.items()
        if key in ("rate", "current_density")
    ]


@pytest.mark.parametrize(
    "definition",
    [
        "Here, 1C = 170 mA g^-1.",
        "1 C corresponds to a current density of 170 mA g^-1.",
        "A rate of 1C is defined as 170 mAh g^-1.",
        "The cells were aged at 0.2C (34 mA g^-1).",
        "The cells were aged at 34 mA g^-1 (0.2C).",
    ],
)
def test_a_definition_makes_a_current_of_a_rate(definition: str) -> None:
    assert equivalents(definition + RESULT) == [("rate", 85.0, "mA/g")]


def test_a_definition_makes_a_rate_of_a_current() -> None:
    assert equivalents("Here 1C = 200 mA g^-1. LiFePO4 delivers 140 mAh g^-1 at 400 mA g^-1.") == [
        ("current_density", 2.0, "C")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The capacity is 140 mAh g^-1 at 1C (150 mAh g^-1 before).",
        "1C = 170 mA g^-1 for LiFePO4 and 1C = 1675 mA g^-1 for sulfur.",
        "It was tested at 0.1C, 0.5C and 1C (17, 85 and 170 mA g^-1).",
    ],
)
def test_what_defines_no_single_1c_makes_nothing(text: str) -> None:
    assert set(equivalents(text + RESULT)) == {None}


def test_a_rate_beside_its_current_and_another_current_stay_apart() -> None:
    found = [
        {key: held.text for key, held in record.conditions.items()}
        for record in records_of(
            paper(("results", "LiFePO4 delivers 142 mAh g^-1 at 2C (340 mA g^-1) and 120 mAh g^-1 at 850 mA g^-1."))
        )
    ]
    assert found == [{"rate": "2C", "current_density": "340 mA g^-1"}, {"current_density": "850 mA g^-1"}]
