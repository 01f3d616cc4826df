"""Tables with decimal commas: what they hold, and which commas stay."""

from __future__ import annotations

import pytest

from voltext.extract.decimal_commas import with_points, with_points_in_text

from .papers import conditions, paper, records_of, table

HEADING = ["Sample", "Capacity (mAh/g)", "Density (g/cm^3)"]


def _values(rows: list[list[str]], heading: list[str] = HEADING) -> list[float | None]:
    return [record.value for record in records_of(table([heading, *rows]))]


def test_a_comma_is_a_point_where_no_number_has_one() -> None:
    assert _values([["A1", "155,3", "3,45"], ["A2", "148,7", "3,512"]]) == [155.3, 3.45, 148.7, 3.512]


def test_a_point_parts_thousands_there() -> None:
    assert _values([["A1", "1.155", "3,45"], ["A2", "1.048", "3,51"], ["A3", "998,5", "3,5"]])[:3] == [1155, 3.45, 1048]


@pytest.mark.parametrize(
    "rows",
    [
        [["A1", "1,155", "3.45"], ["A2", "1,048", "3.51"]],
        [["A1", "1,155", "3"], ["A2", "1,048", "4"]],
    ],
)
def test_thousands_keep_their_comma(rows: list[list[str]]) -> None:
    assert _values(rows)[::2] == [1155, 1048]


def test_citations_and_cycles_are_no_decimals() -> None:
    rows = [["A1", "155", "1,000", "12,13"], ["A2", "148", "2,000", "7,8"], ["A3", "140", "3,000", "14,15"]]
    records = records_of(table([["Sample", "Capacity (mAh/g)", "Cycles", "Ref."], *rows]))
    assert [record.conditions["cycles"].value for record in records] == [1000, 2000, 3000]


def test_names_and_offsets_stay() -> None:
    document = table([HEADING, ["A1", "155,3", "3,45"], ["1,2-DME", "148,7", "3,51"]])
    pointed = with_points(document)
    assert "1,2-DME" in pointed.text
    assert len(pointed.text) == len(document.text)
    assert records_of(document)[0].evidence[0].text == "155,3"


def test_running_text_with_commas_alone_is_read_with_points() -> None:
    text = "LiFePO4 delivers 150,5 mAh g^-1 at 0,1C and keeps 99,5 % after 1,000 cycles."
    told = [(record.value, conditions(record)) for record in records_of(paper(("results", text)))]
    assert told[0] == (150.5, {"rate": "0.1C"})
    assert told[1][0] == 99.5
    assert told[1][1]["cycles"] == "1,000 cycles"


def test_a_list_without_blanks_beside_a_point_is_no_decimal() -> None:
    text = "Particles of LiFePO4 with 10,20 nm and 5,30 nm give 150.5 mAh g^-1."
    assert 150.5 in [record.value for record in records_of(paper(("results", text)))]
    assert with_points_in_text(document := paper(("results", text))) is document
