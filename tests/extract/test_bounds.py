"""Hostile amounts end: what takes n values takes about n times as long, and no evidence grows with its block."""

from __future__ import annotations

import time

from voltext.extract.extraction import Evidence, MaterialRef
from voltext.extract.quantity import Normalised, Quantity
from voltext.extract.records.candidates import Candidates
from voltext.extract.records.draft import Draft, Subject
from voltext.extract.records.merging import merge
from voltext.extract.sentences import split

from .papers import paper, records_of, table


def _draft(
    value: float, place: int, thing: str = "x", unit: str = "mAh/g", cell: tuple[int, int] | None = None
) -> Draft:
    factor = 1000.0 if unit == "Ah/g" else 1.0
    quantity = Quantity(
        value, None, None, None, unit, "exact", Normalised(value * factor, None, None, "mAh/g"), "specific_capacity",
        None, place, place + 5, str(value), None,
    )  # fmt: skip
    evidence = Evidence("b0", cell, place, place + 40, "A value.", "table_cell" if cell else "sentence")
    return Draft("capacity", Subject(thing, MaterialRef(thing)), quantity, {}, True, "named", evidence)


def test_thousands_of_values_of_one_property_are_merged_in_time() -> None:
    began = time.process_time()
    assert len(merge([_draft(100 + index / 1000 + 0.0001, 50 * index) for index in range(6_000)])) == 6_000
    assert time.process_time() - began < 30


def test_a_table_of_thousands_of_equal_values_is_merged_in_time() -> None:
    began = time.process_time()
    drafts = [_draft(100.0, 50 * row, f"S{row}", cell=(row, 1)) for row in range(6_000)]
    assert len(merge(drafts)) == 6_000
    assert time.process_time() - began < 60


def test_of_many_facts_with_one_value_the_same_thing_is_found() -> None:
    candidates = Candidates()
    for row in range(1000):
        candidates.add(_draft(100.0, 50 * row, f"S{row}"))
    assert 700 in candidates.of(_draft(100.0, 99_000, "S700"))


def test_rounded_values_and_other_units_are_candidates() -> None:
    candidates = Candidates()
    for index, (value, unit) in enumerate([(702.5, "mAh/g"), (0.7025, "Ah/g"), (703.0, "mAh/g"), (690.0, "mAh/g")]):
        candidates.add(_draft(value, 50 * index, unit=unit))
    assert candidates.of(_draft(702.0, 900)) == [0, 1]
    assert candidates.of(_draft(703.0, 900)) == [0, 1, 2]


def test_an_endless_sentence_is_read_in_parts() -> None:
    text = "LiFePO4 delivers 150 mAh/g at 1C and NMC811 200 mAh/g at 25 °C, " * 2000
    pieces = list(split(text))
    assert max(end - start for start, end in pieces) <= 1000
    assert "".join(text[start:end] for start, end in pieces).replace(" ", "") == text.replace(" ", "")


def test_an_endless_cell_gives_no_endless_evidence() -> None:
    cell = "150 mAh/g " + "and a remark " * 400
    records = records_of(table([["Sample", "Capacity"], ["A1", cell], ["A2", "140 mAh/g"]]))
    assert records
    assert all(len(evidence.text) <= 800 for record in records for evidence in record.evidence)


def test_a_wide_table_and_a_long_one_are_read_in_time() -> None:
    began = time.process_time()
    wide = [["Sample", *(f"Capacity (mAh/g) at {rate}C" for rate in range(120))], ["A1", *(["150"] * 120)]]
    assert len(records_of(table(wide))) == 120
    long = [["Sample", "Capacity (mAh/g)"], *([f"S{row}", str(100 + row % 7)] for row in range(300))]
    assert len(records_of(table(long))) == 300
    assert time.process_time() - began < 30


def test_a_sentence_of_many_values_is_read_in_time() -> None:
    began = time.process_time()
    text = "LiFePO4 delivers 150 mAh/g at 1C and NMC811 200 mAh/g at 25 °C, " * 30
    assert records_of(paper(("results", text)))
    assert time.process_time() - began < 30
