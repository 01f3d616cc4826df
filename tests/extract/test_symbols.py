"""Symbols of headings: told by caption, footnotes and text; tables in parts; conditions listed for a cell's values."""

from __future__ import annotations

import time

import pytest

from voltext.extract.column_contents import conditions_listed
from voltext.extract.extraction import Extraction, Record
from voltext.extract.operation_names import find_operation_names
from voltext.extract.pipeline import extract_document
from voltext.extract.property_names import find_property_names
from voltext.extract.symbols import is_symbol, marked_notes
from voltext.ingest.readers import read
from voltext.ingest.source import Source


def _of(text: str) -> Extraction:
    return extract_document(read(Source("paper.md", f"# Membranes\n\n## Results\n\n{text}".encode())))


def _values(text: str) -> dict[float, Record]:
    return {record.value: record for record in _of(text).records if record.value is not None}


_TABLE = "| Membrane | {} |\n|---|---|\n| M-1 | 12.5 |\n| M-2 | 14.5 |\n"


@pytest.mark.parametrize(
    ("before", "heading", "code"),
    [
        ("Table 1. Water uptake (WU) of the membranes.", "WU (%)", "other"),
        ("Here RD is the relative density.\n\nTable 1. Pellets.", "RD (%)", "density"),
        ("The permeability P was measured.\n\nTable 1. Crossover.", "P (10^-7 cm^2 min^-1)", "other"),
        ("Table 1. Values. CR: capacity retention.", "CR (%)", "capacity_retention"),
    ],
)
def test_a_symbol_has_the_meaning_that_the_paper_gives_it(before: str, heading: str, code: str) -> None:
    found = _of(f"{before}\n\n{_TABLE.format(heading)}").records
    assert {record.property for record in found} == {code}


def test_values_of_a_cell_have_the_conditions_that_the_heading_lists() -> None:
    text = (
        "Table 1. Rates.\n\n| Cathode | Discharge capacity at 0.1/1/5C (mAh/g) |\n|---|---|\n| NCM-A | 180/150/120 |\n"
    )
    found = _values(text)
    assert [found[value].conditions["rate"].text for value in (180.0, 150.0, 120.0)] == ["0.1 C", "1 C", "5C"]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("capacity at C/20, C/5 and 1C", ("C/20", "C/5", "1C")),
        ("after 200/500 cycles", ("200 cycles", "500 cycles")),
        ("at 25 °C", ()),
    ],
)
def test_lists_of_conditions(text: str, listed: tuple[str, ...]) -> None:
    assert conditions_listed(text) == listed


def test_a_table_in_parts_keeps_the_caption_of_the_first() -> None:
    first = (
        "Table 2. Capacities at 60 °C.\n\n| Cathode | Capacity (mAh/g) |\n|---|---|\n| NCM-A | 181 |\n| NCM-B | 182 |\n"
    )
    second = "Table 2. Cont.\n\n| Cathode | Capacity (mAh/g) |\n|---|---|\n| NCM-C | 183 |\n| NCM-D | 184 |\n"
    found = _values(f"{first}\n{second}")
    assert found[183.0].conditions["temperature"].text == found[181.0].conditions["temperature"].text == "60 °C"


def test_footnotes_of_a_heading_are_taken_off_and_kept() -> None:
    notes = ["^a Capacity after 100 cycles.", "^b Taken from ref. 12."]
    assert marked_notes("Q^a (mAh/g)", notes) == ("Q (mAh/g)", "Capacity after 100 cycles")
    assert marked_notes("Kapton^b", notes) == ("Kapton^b", "")


@pytest.mark.parametrize(
    ("words", "is_one"), [("WU", True), ("k0", True), ("water uptake", False), ("H2O", False), ("2 vol.", False)]
)
def test_symbols_are_told_from_words_and_formulas(words: str, is_one: bool) -> None:
    assert is_symbol(words) is is_one


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("an initial reversible capacity at a current density of 1 A/g", ["reversible capacity", "current density"]),
        ("the particles were small", []),
        ("electrochemical impedance spectroscopy", []),
    ],
)
def test_names_of_properties_are_whole(text: str, names: list[str]) -> None:
    assert [text[name.start : name.end] for name in find_property_names(text)] == names


def test_operations_are_named_by_verbs_and_nouns_and_layers_are_none() -> None:
    text = "It was synthesized by stirring and drying, and the carbon coating was kept."
    assert [text[n.start : n.end] for n in find_operation_names(text, methods=False)] == [
        "synthesized",
        "stirring",
        "drying",
    ]


@pytest.mark.parametrize("piece", ["S ", "S (", "(S), ", "S: a ", "is the S is "])
def test_a_hostile_text_explains_no_symbol_for_long(piece: str) -> None:
    started = time.process_time()
    _of(f"{piece * 5_000}\n\n{_TABLE.format('S_x (%)')}")
    assert time.process_time() - started < 10
