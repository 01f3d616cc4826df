"""One fact, one record: what merges within a paper, and what stays apart."""

from __future__ import annotations

import pytest

from voltext.extract.records.rounding import equal_within_rounding
from voltext.ingest.document import CellDraft, DocumentBuilder, Header

from .papers import conditions, paper, records_of, table


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        (702, 702.5, True),
        (702, 702.6, False),
        (702, 703, False),
        (0.31, 0.311, True),
        (1714.8, 1714.83, True),
        (5, 5.4, False),
        (5.09e-4, 5.09e-4, True),
    ],
)
def test_a_number_equals_its_rounding(first: float, second: float, equal: bool) -> None:
    assert equal_within_rounding(first, second) is equal
    assert equal_within_rounding(second, first) is equal


def test_a_value_said_again_is_one_record_with_the_finer_number_and_all_conditions() -> None:
    (record,) = records_of(
        paper(
            ("abstract", "LiFePO4 delivers 702 mAh g^-1."),
            ("results", "LiFePO4 shows a discharge capacity of 702.5 mAh g^-1 at 4C."),
        )
    )
    assert (record.property, record.value) == ("discharge_capacity", 702.5)
    assert conditions(record) == {"rate": "4C"}
    assert len(record.evidence) == 2


def test_values_under_other_conditions_stay_apart() -> None:
    text = "LiFePO4 delivers 150 mAh g^-1 at 1C. LiFePO4 delivers 150 mAh g^-1 at 2C."
    assert len(records_of(paper(("results", text)))) == 2


def test_units_of_one_kind_are_one_value() -> None:
    text = "The conductivity of LAGP is 0.42 mS cm^-1. LAGP has a conductivity of 4.2 × 10^-4 S cm^-1."
    (record,) = records_of(paper(("results", text)))
    assert len(record.evidence) == 2


def test_own_and_cited_values_stay_apart() -> None:
    document = paper(
        ("introduction", "LiFePO4 has a theoretical capacity of 170 mAh g^-1."),
        ("results", "LiFePO4 delivers 170 mAh g^-1."),
    )
    assert sorted(record.own for record in records_of(document)) == [False, True]


def test_contradictory_values_stay_and_name_each_other() -> None:
    document = paper(
        ("abstract", "LiFePO4 delivers 160 mAh g^-1 at 1C."), ("results", "LiFePO4 delivers 150 mAh g^-1 at 1C.")
    )
    first, second = records_of(document)
    assert first.conflict == (second.id,)
    assert second.conflict == (first.id,)


def test_a_cell_and_a_sentence_of_one_fact_are_one_record() -> None:
    rows = [["Sample", "Discharge capacity at 1C (mAh g^-1)"], ["LFP-1", "141.2"], ["LFP-2", "128.0"]]
    document = table(rows, before="LFP-1 delivers a discharge capacity of 141 mAh g^-1 at 1C.")
    first, _ = records_of(document)
    assert (first.value, sorted(evidence.kind for evidence in first.evidence)) == (141.2, ["sentence", "table_cell"])


def test_a_cell_that_contradicts_the_text_is_marked() -> None:
    rows = [["Sample", "Discharge capacity at 1C (mAh g^-1)"], ["LFP-1", "141.2"], ["LFP-2", "128.0"]]
    document = table(rows, before="LFP-1 delivers a discharge capacity of 146 mAh g^-1 at 1C.")
    conflicts = {record.value: bool(record.conflict) for record in records_of(document)}
    assert conflicts == {146: True, 141.2: True, 128.0: False}


def test_an_equal_value_of_two_rows_is_two_records() -> None:
    rows = [["Sample", "Capacity (mAh g^-1)", "D50 (µm)"], ["LFP-1", "141.2", "4.5"], ["LFP-2", "141.2", "4.5"]]
    assert len(records_of(table(rows))) == 4


def test_a_rate_and_a_current_in_two_tables_keep_one_value_apart() -> None:
    builder = DocumentBuilder()
    builder.add("title", "A paper on LiFePO4 cathodes")
    for pace in ("1C", "20 mA g^-1"):
        rows = [["Sample", "Current density", "Capacity (mAh g^-1)"], ["LFP-1", pace, "133"]]
        cells = [CellDraft(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
        builder.add_table(cells, header_rows=1, header_columns=1, caption="Cells.", section="results")
    document = builder.build(Header("0" * 16, "test", "0" * 64, "text", "test"))
    assert [sorted(conditions(record)) for record in records_of(document)] == [["rate"], ["current_density"]]
