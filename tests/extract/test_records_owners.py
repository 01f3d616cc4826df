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
