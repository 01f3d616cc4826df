"""One fact that is said thousands of times is merged in linear time."""

from __future__ import annotations

import time

from voltext.extract.extraction import Evidence, MaterialRef
from voltext.extract.quantity import Normalised, Quantity
from voltext.extract.records.draft import Draft, Subject
from voltext.extract.records.merging import merge


def draft(place: int) -> Draft:
    quantity = Quantity(
        152.5, None, None, None, "mAh/g", "exact", Normalised(152.5, None, None, "mAh/g"), "specific_capacity",
        None, place, place + 11, "152.5 mAh/g", None,
    )  # fmt: skip
    evidence = Evidence("b0", None, place, place + 40, "The cell gave 152.5 mAh/g.", "sentence")
    return Draft("capacity", Subject("x", MaterialRef("x")), quantity, {}, True, "named", evidence)


def test_a_fact_said_again_and_again_is_one_record_with_all_its_evidence() -> None:
    began = time.process_time()
    records = merge([draft(50 * index) for index in range(20_000)])
    assert len(records) == 1
    assert len(records[0].evidence) == 20_000
    assert time.process_time() - began < 5.0
