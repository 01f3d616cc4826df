"""Names of materials: what tells forms of one name apart belongs to the name, what a method is called does not."""

from __future__ import annotations

import pytest

from voltext.extract.records.wholes import compound, with_head

from .papers import facts, paper


def _materials(text: str) -> list[tuple[float | None, str]]:
    return [(value, material) for _, value, material in facts(paper(("results", text), title="A comparison"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PEO with 10 wt% LLZTO conducts 0.12 mS/cm, PEO with 20 wt% LLZTO 0.31 mS/cm at 30 °C.",
            [(0.12, "PEO with 10 wt% LLZTO"), (0.31, "PEO with 20 wt% LLZTO")],
        ),
        ("PEO with 10 wt% LLZTO conducts 0.12 mS/cm at 30 °C.", [(0.12, "PEO")]),
        (
            "The capacity of LiFePO4 (600 °C) is 121 mAh/g and that of LiFePO4 (700 °C) 142 mAh/g.",
            [(121.0, "LiFePO4 (600 °C)"), (142.0, "LiFePO4 (700 °C)")],
        ),
        (
            "The resistance of Celgard 2400 is 2.1 Ω cm^2 and that of Celgard 2325 is 2.9 Ω cm^2.",
            [(2.1, "Celgard 2400"), (2.9, "Celgard 2325")],
        ),
        (
            "The diffusion coefficients of LiFePO4 are 2 × 10^-11 and 3 × 10^-11 cm^2/s by GITT and EIS, respectively.",
            [(2e-11, "LiFePO4"), (3e-11, "LiFePO4")],
        ),
        (
            "The Al- and Zr-doped cathodes deliver 201 and 196 mAh/g, respectively.",
            [(201.0, "Al-doped cathodes"), (196.0, "Zr-doped cathodes")],
        ),
    ],
)
def test_forms_of_one_name_are_told_apart(text: str, expected: list[tuple[float, str]]) -> None:
    assert _materials(text) == expected


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("the 8YSZ-20% glass composite", "8YSZ", "8YSZ-20% glass composite"),
        ("the TiO2- and MoO3-coated separators", "TiO2", "TiO2-coated separators"),
        ("the TiO2- and MoO3-coated separators", "MoO3", "MoO3-coated separators"),
        ("the LiFePO4-20% of it", "LiFePO4", "LiFePO4-20"),
    ],
)
def test_a_name_goes_on_to_its_head(text: str, word: str, name: str) -> None:
    start = text.index(word)
    assert with_head(text, compound(text, start, start + len(word))) == name


def test_the_grade_of_a_product_is_no_item_of_a_list() -> None:
    text = "The capacity amounts to 77.1 mAh/g with Nafion 211 and 71.4 mAh/g with Nafion 115."
    assert [value for value, _ in _materials(text)] == [77.1, 71.4]
