"""Labels that end in a bracket, that a bracket gives to things, or of which a text says the end alone."""

from __future__ import annotations

import pytest

from voltext.extract.definition import series_of, tail_of
from voltext.extract.elided_labels import elided_labels
from voltext.extract.pipeline import extract_document

from .papers import facts, paper


def _materials(text: str) -> list[tuple[float | None, str]]:
    return [(value, material) for _, value, material in facts(paper(("results", text), title="A comparison"))]


def _labels(text: str) -> list[str]:
    return [sample.label for sample in extract_document(paper(("results", text), title="A comparison")).samples]


def test_a_ratio_in_a_bracket_is_part_of_the_label() -> None:
    text = (
        'The powders were denoted as "Ge-TiN (2:1)", "Ge-TiN (1:1)", and "Ge-TiN (1:2)", respectively. '
        "The Ge-TiN (2:1) and (1:1) exhibited reversible capacities of 1120 and 870 mAh g^-1. "
        "The Ge-TiN (1:2) electrode delivered 640 mAh g^-1."
    )
    assert _materials(text) == [(1120.0, "Ge-TiN (2:1)"), (870.0, "Ge-TiN (1:1)"), (640.0, "Ge-TiN (1:2)")]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Samples were denoted as FeS-C (10%) and FeS-C (20%).", ["FeS-C (10%)", "FeS-C (20%)"]),
        # A lone share is said of the thing.
        ("The composite was denoted as FeS-C (10%).", ["FeS-C"]),
        ("Urea was added to 2 M ZnSO4 (U0.5 and U1.5).", ["U0.5", "U1.5"]),
        ("LCO was milled (LCO-P and LCO-Q). LCO-P is fine, LCO-Q coarse.", ["LCO-P", "LCO-Q"]),
        ("Blends were lithiated (Q5, Q15, Q30). The raw blend (Q0) was not, as Q5 was.", ["Q5", "Q15", "Q30", "Q0"]),
        ("A film of 9 µm (bare PP) shrinks. On heating bare PP melts.", ["bare PP"]),
        ("A pellet sintered in air (CS) was dense. Of CS no more was made.", ["CS"]),
        # Figures of the supplement, methods, variables.
        ("The spectra are alike (S1 and S2), S1 most.", []),
        ("Two of them (t1, t2) differ; t1 is less than t2.", []),
        ("Powders measured by diffraction (XRD) are alike, as XRD shows.", []),
    ],
)
def test_what_a_bracket_makes_a_label(text: str, labels: list[str]) -> None:
    assert _labels(text) == labels


@pytest.mark.parametrize(
    ("label", "following", "further"),
    [
        ("Si/C (1:1)", " and (1:2) show", ["Si/C (1:2)"]),
        ("HPC-600", ", -700 and -800 have", ["HPC-700", "HPC-800"]),
        ("HPC-600", "/700/800", ["HPC-700", "HPC-800"]),
        # No label of the paper, or the value of a quantity.
        ("HPC-600", " and -900 V", []),
        ("HPC-600", ", 700 and 800 mAh/g", []),
    ],
)
def test_the_end_of_a_label_stands_for_it(label: str, following: str, further: list[str]) -> None:
    known = {"Si/C (1:1)", "Si/C (1:2)", "HPC-600", "HPC-700", "HPC-800"}
    text = label + following
    found = list(elided_labels(text, len(label), label, known))
    assert [name for _, _, name in found] == further
    assert all(name.endswith(text[start:end]) for start, end, name in found)


def test_labels_have_tails_and_stems() -> None:
    assert tail_of("Si/C (1:0.5)") == ("Si/C ", "(1:0.5)")
    assert tail_of("Li(Ni,Co)O2") is None
    assert series_of("HPC-700") == ("HPC-", r"\d+(?:\.\d+)?")
    assert series_of("A1") is None
