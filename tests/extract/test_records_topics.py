"""What a value is of that a nameless thing has: a membrane, a layer, a capacitor of a kind."""

from __future__ import annotations

import pytest

from .papers import paper, records_of


def _names(text: str) -> list[str]:
    return [record.material.name for record in records_of(paper(("results", text), title="A study of cells"))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "A composite membrane made of PEO, LiTFSI and LLZTO was cast. The membrane conducts 0.2 mS/cm. "
            "Its electrochemical window reaches 4.9 V.",
            ["composite membrane"] * 2,
        ),
        (
            "A hybrid capacitor was assembled with activated carbon as the negative electrode. It gives 44 Wh/kg.",
            ["hybrid capacitor"],
        ),
        (
            "Cross-linked polyester films with LiTFSI were cast. Their ionic conductivity is 0.2 mS/cm at 30 °C.",
            ["Cross-linked polyester films"],
        ),
        ("A layer of ZnO flowers was sputtered onto a PP separator. The layer is 2 µm thick.", ["ZnO flowers"]),
    ],
)
def test_a_thing_without_a_name_has_what_is_told_of_it(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Li6PS5Cl was milled. The electrolyte has a conductivity of 3.1 mS/cm.", ["Li6PS5Cl"]),
        ("Films of LiCoO2 were sputtered. The films are 300 nm thick.", ["LiCoO2"]),
        ("A PEO membrane with LiTFSI was pressed. The membrane has a conductivity of 0.1 mS/cm.", ["PEO membrane"]),
        ("LiFePO4 was milled. The solution was stirred. The discharge capacity is 150 mAh/g.", ["LiFePO4"]),
        (
            "LiFePO4 was used. The gel electrolyte conducts 1.2 mS/cm and the cell delivers 150 mAh/g.",
            ["gel electrolyte", "LiFePO4"],
        ),
    ],
)
def test_a_thing_that_is_a_named_material_or_no_owner_leaves_the_value_to_it(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Pouch cells of 2.1 Ah were charged at 4C.", ["Pouch cells"]),
        ("A cell was built with a 10 µm thick GDC electrolyte.", ["GDC electrolyte"]),
        ("The S-3 membrane has a VO2+ permeability of 1.6 × 10^-7 cm^2/min.", ["S-3"]),
        ("Na-LMR has 3 m^2/g. The area of SC grew from 0.31 to 1.9 m^2/g, that of PC from 0.58 to 0.77 m^2/g.", ["PC"]),
    ],
)
def test_what_it_is_called_beside_the_value_comes_first(text: str, names: list[str]) -> None:
    assert _names(text)[-1:] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The gels are soft, but present low ionic conductivity (0.01 mS/cm).", "present low ionic"),
        ("The energy density of commercial lithium ion packs reaches 250 Wh/kg.", "commercial lithium ion"),
    ],
)
def test_no_thing_ends_in_the_middle_of_its_name(text: str, name: str) -> None:
    assert name not in _names(text)
