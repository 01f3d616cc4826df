"""The training table: the right sample's synthesis, the asked conditions, and a sentence for every row."""

from __future__ import annotations

from typing import Any

import pytest

from voltext.app.training import conditions_of, kept, table_of_graph
from voltext.ingest.errors import UsageError
from voltext.insight.models.reading import made_at
from voltext.kb.graph.memory import MemoryGraph
from voltext.kb.graph.projection import rows_of

from ...papers import all_papers


@pytest.fixture(scope="module")
def graph() -> MemoryGraph:
    found = MemoryGraph()
    found.load([rows_of(paper) for paper in all_papers()])
    return found


def test_the_sintering_temperature_is_that_of_the_same_sample(graph: MemoryGraph) -> None:
    rows = {row.numbers.get("sintering temperature") for row in table_of_graph(graph, "ionic_conductivity").rows}
    assert {950.0, 1200.0} <= rows


def test_every_row_opens_its_sentence(graph: MemoryGraph) -> None:
    texts = {paper.document.id: paper.source_document.text for paper in all_papers()}
    table = table_of_graph(graph, "discharge_capacity", own=None)
    assert table.rows
    for row in table.rows:
        assert row.place is not None
        assert texts[row.place.document][row.place.start : row.place.end] == row.place.text


def test_conditions_leave_out_and_count(graph: MemoryGraph) -> None:
    table = table_of_graph(graph, "discharge_capacity", own=None)
    said = [row for row in table.rows if "rate" in row.numbers]
    slow = kept(table, conditions_of("rate<=0.15C"))
    assert {row.id for row in slow.rows} == {row.id for row in said if row.numbers["rate"] <= 0.15}
    assert len(slow.rows) + sum(slow.left_out.values()) == len(table.rows) + sum(table.left_out.values())


@pytest.mark.parametrize("text", ["garnet", "conductivity>1 mS/cm", "rate<="])
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--conditions"):
        conditions_of(text)


def test_a_property_that_there_is_not_is_refused(graph: MemoryGraph) -> None:
    with pytest.raises(UsageError, match="did you mean ionic_conductivity"):
        table_of_graph(graph, "ionic_conductivty")


def test_the_hottest_step_counts_with_its_own_time() -> None:
    steps: list[dict[str, Any]] = [
        {"type": "calcining", "temperature": 1300.0, "time": 2.0},
        {"type": "sintering", "temperature": 1100.0, "time": 12.0},
        {"type": "sintering", "temperature": 1230.0, "time": None},
        {"type": "drying", "temperature": 2000.0, "time": 1.0},
        {"type": "milling", "temperature": None, "time": 6.0},
    ]
    assert made_at(steps) == {
        "sintering temperature": 1230.0, "heat treatment temperature": 1300.0, "heat treatment time": 2.0,
        "milling time": 6.0,
    }  # fmt: skip
