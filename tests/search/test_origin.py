"""What was measured, and how: names of quantities are found, and theory does not answer in place of measurements."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from voltext.extract.pipeline import extract_document
from voltext.ingest.errors import QueryError
from voltext.search.answer import answer
from voltext.search.index import Index, open_index
from voltext.search.memory_index import MemoryIndex

from ..extract.papers import paper

TEXT = (
    "The Si/C anode delivered 3100 mAh/g at 0.1C. Silicon has a theoretical capacity of 4200 mAh/g. "
    "The simulated capacity of the Si anode is 3300 mAh/g. The theoretical capacity of graphite is 372 mAh/g. "
    "The PVDF membrane has a dielectric constant of 8.4 and a tensile strength of 35 MPa."
)


@pytest.fixture(scope="module", params=["memory", "tantivy"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made: Index = MemoryIndex() if request.param == "memory" else open_index(tmp_path_factory.mktemp("origin"))
    made.add(extract_document(paper(("results", TEXT))))
    made.commit()
    yield made
    made.close()


def values(index: Index, question: str) -> list[float | None]:
    return [record.value for record in answer(index, question).records]


def test_theory_answers_a_comparison_only_where_it_is_asked_for_and_a_note_says_so(index: Index) -> None:
    found = answer(index, "capacity>3000mAh/g")
    assert [record.value for record in found.records] == [3100.0, 3300.0]  # what was measured goes first
    assert found.query.notes == ("1 theoretical value fits as well: origin:theoretical asks for them",)
    assert values(index, "capacity>3000mAh/g origin:theoretical") == [4200.0]
    assert values(index, "capacity>3000mAh/g origin:measured") == [3100.0]
    assert values(index, "capacity>3000mAh/g origin:calculated") == [3300.0]
    assert values(index, "highest capacity")[0] == 3300.0


def test_where_only_theory_fits_it_answers_and_a_note_says_so(index: Index) -> None:
    found = answer(index, "capacity>4000mAh/g")
    assert [record.value for record in found.records] == [4200.0]
    assert found.query.notes == ("only theoretical values fit",)


def test_words_ask_for_theory_too(index: Index) -> None:
    assert set(values(index, "theoretical capacity")) >= {4200.0, 372.0}


def test_a_quantity_of_no_listed_property_is_found_by_its_name(index: Index) -> None:
    assert values(index, "dielectric constant")[0] == 8.4
    assert values(index, "tensile strengths of PVDF")[0] == 35.0


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("tensile strength>20MPa", [35.0]),
        ("tensile strength > 0.03 GPa", [35.0]),
        ("tensile_strength<20MPa", []),
        ("dielectric constant>8", [8.4]),
        ("PVDF dielectric constant<8", []),
        ("contact angle>20°", []),
    ],
)
def test_a_quantity_of_no_listed_property_is_compared(index: Index, question: str, expected: list[float]) -> None:
    assert values(index, question) == expected


def test_an_unknown_origin_is_said(index: Index) -> None:
    with pytest.raises(QueryError, match="origin is never 'guessed'"):
        answer(index, "origin:guessed")
