"""Samples that go by a letter or a short number of their own, labels that a bracket gives, values in brackets."""

from __future__ import annotations

import pytest

from voltext.extract.lettered import singular
from voltext.extract.pipeline import extract_document

from .papers import facts, paper, records_of


def _materials(text: str, title: str = "A paper on phosphates") -> list[tuple[float | None, str]]:
    return [(value, material) for _, value, material in facts(paper(("results", text), title=title))]


def test_letters_behind_their_kind_are_samples() -> None:
    text = (
        "KVPO4F was fired as batch A, batch B and batch C. The average voltage falls from 4.12 V (A) to "
        "3.97 V (C). Batch A was cycled further: 79 mAh/g remained at 5C."
    )
    assert _materials(text) == [(4.12, "batch A"), (3.97, "batch C"), (79.0, "batch A")]


def test_a_range_of_numbered_labels_names_all_of_them() -> None:
    text = (
        "Five batches (H1 to H5) of LiFePO4 were made. The surface area, 31.5 m^2/g in H1, is 6.2 m^2/g in H4 and "
        "7.0 m^2/g in H5."
    )
    assert _materials(text) == [(31.5, "H1"), (6.2, "H4"), (7.0, "H5")]


@pytest.mark.parametrize(
    "text",
    ["Cell A was heated.", "Samples I and II were heated.", "The electrodes C/5 and C/10 were tested.", "Series of V."],
)
def test_a_lone_letter_or_a_roman_number_is_no_sample(text: str) -> None:
    assert extract_document(paper(("results", text))).samples == ()


@pytest.mark.parametrize(("kind", "expected"), [("Batches", "batch"), ("series", "series"), ("glass", "glass")])
def test_kinds_are_named_in_the_singular(kind: str, expected: str) -> None:
    assert singular(kind) == expected


def test_a_bracket_names_a_thing_that_no_list_knows() -> None:
    text = "The quinone (SNQ) dissolves well. At 1C, SNQ delivers 92 mAh/g. SNQ retains 97% of its capacity."
    assert _materials(text, "A quinone in alkaline flow cells") == [(92.0, "SNQ"), (97.0, "SNQ")]


def test_labels_of_the_sentence_are_paired_in_order() -> None:
    text = (
        "Pellets were pressed (series C) or fired (series F). Densities of 4.6 g/cm^3 (C) and 4.9 g/cm^3 (F) hardly "
        "differ, but the conductivities are 0.06 and 0.44 mS/cm, respectively."
    )
    assert _materials(text)[2:] == [(0.06, "series C"), (0.44, "series F")]


def test_all_values_of_a_bracket_are_of_what_stands_before_it() -> None:
    text = "LiFePO4 (3.4 V, 160 mAh/g) and NCM811 (3.8 V, 200 mAh/g) were compared."
    assert (200.0, "NCM811") in _materials(text)
    assert (160.0, "LiFePO4") in _materials(text)


def test_listed_nouns_before_values_in_brackets_are_their_subjects() -> None:
    text = "Many sources were tried: lotus stems (351 mAh/g), pine pollen (203 mAh/g) and corn cobs (298 mAh/g)."
    expected = [(351.0, "lotus stems"), (203.0, "pine pollen"), (298.0, "corn cobs")]
    assert _materials(text, "Hard carbon for sodium storage") == expected


@pytest.mark.parametrize("mark", ["[52]", "[4–9]", "(ref. 44)"])
def test_a_citation_mark_left_in_the_words_is_one(mark: str) -> None:
    (record,) = records_of(paper(("results", f"LiFePO4 delivers 150 mAh/g {mark}.")))
    assert not record.own


def test_the_direction_of_a_crystal_is_no_citation_mark() -> None:
    (record,) = records_of(paper(("results", "LiFePO4 seen along [101] delivers 150 mAh/g.")))
    assert record.own


def test_labels_with_the_number_of_a_treatment_are_a_series() -> None:
    text = (
        "LiFePO4 was annealed at 900 and 1000 °C. At 1C, S900 has 148 mAh/g and S1000 has 139 mAh/g. After the rest "
        "S1000 is the better one."
    )
    assert _materials(text) == [(148.0, "S900"), (139.0, "S1000")]


def test_a_number_that_no_treatment_has_makes_no_series() -> None:
    text = "The furnaces B900 and B1000 stood side by side at 25 °C. B900 was old."
    assert extract_document(paper(("results", text))).samples == ()


def test_two_values_share_what_is_named_behind_the_second() -> None:
    text = (
        "SL-1 and SL-3 are garnets. A higher ionic conductivity (0.35 mS/cm) and a higher porosity (9.3%) of pellets "
        "(SL-3) were found; SL-1 was brittle."
    )
    assert _materials(text, "Garnets") == [(0.35, "SL-3"), (9.3, "SL-3")]


@pytest.mark.parametrize(
    ("text", "material"),
    [
        ("PVDF-HFP conducts 0.4 mS/cm at 25 °C.", "PVDF-HFP"),
        ("The Nafion 212 membrane shows an ionic conductivity of 95 mS/cm.", "Nafion 212 membrane"),
        ("The coulombic efficiency of Ag-CF remains at 99.1% for 350 cycles.", "Ag-CF"),
        ("The glass conducts 0.6 mS/cm.", "glass"),
    ],
)
def test_what_does_something_is_the_subject_however_little_is_known_of_it(text: str, material: str) -> None:
    assert [name for _, name in _materials(f"LiFePO4 was coated. {text}", "LiFePO4 cathodes")] == [material]
