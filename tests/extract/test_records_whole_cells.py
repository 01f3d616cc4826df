"""In papers on fuel cells what no sentence ties to a material is the cell's, and gases are nothing's material."""

from __future__ import annotations

import pytest

from .papers import facts, paper

TITLE = "A solid oxide fuel cell with a Ni-YSZ anode"
NAMED = "Anodes of Ni-YSZ were made for SOFCs."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The peak power density was 0.5 W/cm^2 at 700 °C.", ("power_density", 0.5, "solid oxide fuel cell")),
        ("The open circuit voltage for CH4 was 0.78 V at 600 °C.", ("voltage", 0.78, "solid oxide fuel cell")),
        ("The cathode thickness was about 30 μm.", ("thickness", 30.0, "solid oxide fuel cell cathode")),
        ("Ni-YSZ reached a power density of 0.4 W/cm^2.", ("power_density", 0.4, "Ni-YSZ")),
    ],
)
def test_what_no_material_is_named_for_is_the_cells(sentence: str, expected: tuple[str, float, str]) -> None:
    document = paper(("results", NAMED), ("results", sentence), title=TITLE)
    assert facts(document) == [expected]


def test_in_a_paper_on_batteries_nothing_changes() -> None:
    document = paper(("results", "LiFePO4 was cycled. The discharge voltage was 3.4 V."))
    assert facts(document)[0][2] == "LiFePO4"
