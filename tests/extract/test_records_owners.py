"""Whose a value is among the materials that its sentence names: those set beside, those that serve, cells of two."""

from __future__ import annotations

import pytest

from .papers import paper, records_of


def _names(text: str) -> list[str]:
    return [record.material.name for record in records_of(paper(("results", text), title="A study of cells"))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # what another value is set beside, be it in no list
        ("TiON-A reaches 3.6 S/cm, similar to that of super-Q (3.7 S/cm).", ["TiON-A", "super-Q"]),
        ("The overpotential of Ru/CNF is 0.68 V and that of CNF 1.47 V.", ["Ru/CNF", "CNF"]),
        ("The adhesion was highest with CMC (1.9 N/cm).", ["CMC"]),
        ("LiFePO4 is worse compared to pristine LiMn2O4, whose charge capacity is 120 mAh/g.", ["pristine LiMn2O4"]),
        ("The electrode of Sn4P3@C has swollen by 24% and the one of Sn4P3 by 118%.", ["Sn4P3@C", "Sn4P3"]),
        # each with its own
        ("At C/10, 541 mAh/g are retained with Li3YCl6 and 402 mAh/g with Li6PS5Cl.", ["Li3YCl6", "Li6PS5Cl"]),
        ("LFP-A keeps 99% for 350 cycles, whereas the cell with Cu fails after 90 cycles.", ["LFP-A", "Cu"]),
        ("With PVDF, the corresponding capacities are 1044 and 523 mAh/g.", ["PVDF", "PVDF"]),
        # the pole that is measured, not the other
        ("A pouch cell with LBO-NCM and graphite keeps 88% of its capacity after 800 cycles.", ["LBO-NCM"]),
        ("A NMC811|LiTaOCl4|Li-In cell shows 190 mAh/g.", ["NMC811"]),
        # what holds it, what it is dissolved in
        ("NVPF/C contains 4.3 wt% of carbon.", ["NVPF/C"]),
        ("Fired in alumina crucibles, LGLZO-1 conducts 0.6 mS/cm.", ["LGLZO-1"]),
        ("The coulombic efficiency of EG-1 in 3 M KFSI/DME is 81.4%.", ["EG-1"]),
    ],
)
def test_a_value_is_of_what_the_words_tie_to_it(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_two_values_set_beside_others_have_the_owner_behind_them() -> None:
    text = "Na-LMR delivers 281 mAh/g with an efficiency of 88%, compared with 260 mAh/g and 76% for the bare Li2MnO3."
    assert _names(text) == ["Na-LMR", "Na-LMR", "bare Li2MnO3", "bare Li2MnO3"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The porosities of the PE, PP and cellulose separators were 40, 45 and 60%.", ["PE", "PP", "cellulose"]),
        ("The porosities hardly differ (41, 44 and 46% for bare PE, B-PE and A-PE).", ["bare PE", "B-PE", "A-PE"]),
        (
            "Three carbons (WS-11, WS-13 and WS-15) were made. The surface area shrinks (87, 12 and 3.6 m^2/g) while "
            "the pores of WS-11 and WS-15 grow.",
            ["WS-11", "WS-13", "WS-15"],
        ),
        (
            "LTO-A, LTO-B and LTO-C deliver 150, 140 and 130 mAh/g. The surface area is 2 m^2/g in the first case and "
            "9 m^2/g in the third.",
            ["LTO-A", "LTO-B", "LTO-C", "LTO-A", "LTO-C"],
        ),
    ],
)
def test_values_listed_as_their_owners_are(text: str, names: list[str]) -> None:
    assert [name.removesuffix(" separator") for name in _names(text)] == names


def test_an_electrolyte_has_no_capacity() -> None:
    text = (
        "Cells had LiMn2O4 cathodes. LLZO powder has a conductivity of 0.3 mS/cm. The discharge capacity was 110 mAh/g."
    )
    assert _names(text) == ["LLZO powder", "LiMn2O4 cathodes"]


def test_a_part_has_its_own_thickness() -> None:
    assert _names("The interlayer is 20 nm thick and the sulfur cathode delivers 1200 mAh/g.") == [
        "interlayer",
        "sulfur cathode",
    ]
