"""Labels that a text uses without defining them: by their looks, by what is told of them, by their kin."""

from __future__ import annotations

import pytest

from voltext.extract.label_looks import is_label
from voltext.extract.pipeline import extract_document

from .papers import facts, paper


def _materials(text: str) -> list[tuple[float | None, str]]:
    return [(value, material) for _, value, material in facts(paper(("results", text), title="A comparison"))]


def _labels(text: str) -> list[str]:
    return [sample.label for sample in extract_document(paper(("results", text), title="A comparison")).samples]


@pytest.mark.parametrize("word", ["HT-XRD", "TG-MS", "XRD", "Li-ion", "C-H", "GHz", "SOFCs"])
def test_methods_units_and_bonds_are_no_labels(word: str) -> None:
    assert not is_label(word)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The conductivities are 12 mS/cm (K1), 18 mS/cm (K2) and 9 mS/cm (K3).", ["K1", "K2", "K3"]),
        ("Gas was fed at 20 mL/min (H2) and 40 mL/min (N2).", []),
        ("Half of it is below 4 µm (D50), most below 9 µm (D90).", []),
        ("We tested the membranes QA-5 and QB-5.", ["QA-5", "QB-5"]),
        ("It was mixed with the solvents QA-5 and QB-5.", []),
        ("The capacity with selenium (Se-XY) is high. Se-XY has 517 mAh/g.", ["Se-XY"]),
        ("The viologen PhosX is stable.", ["PhosX"]),
        ("The single crystals (SX) were long. SX has 240 mAh/g.", ["SX"]),
        ("The single crystals (SX) were long. SX has an area of 240 mm^2.", []),
        ("A pulse (MC) was given. MC has 240 mAh/g.", []),
    ],
)
def test_what_is_told_makes_a_label(text: str, labels: list[str]) -> None:
    assert _labels(text) == labels


def test_a_label_before_a_value_in_brackets_and_its_kin_are_samples() -> None:
    text = (
        "The capacity of NiFe-NX is 880 mAh/g, more than that of Ni-NX (820 mAh/g). It falls to 410 mAh/g with silver "
        "(Ag-LLZTO) at once, whereas ZO-LLZTO has 150 mAh/g."
    )
    assert _materials(text) == [(880.0, "NiFe-NX"), (820.0, "Ni-NX"), (410.0, "Ag-LLZTO"), (150.0, "ZO-LLZTO")]
