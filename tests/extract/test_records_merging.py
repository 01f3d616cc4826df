"""One fact, one record: what merges within a paper, and what stays apart."""

from __future__ import annotations

import pytest

from voltext.extract.records.merging import equal_within_rounding

from .papers import conditions, paper, records_of


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
