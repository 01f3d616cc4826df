"""What was measured, and how, is shown wherever records are: tables, explanations, exports, the graph, edits."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from voltext.app.evidence import SHOWN, shown_row
from voltext.app.explain import sentence_of
from voltext.extract.extraction import Extraction, Record
from voltext.extract.pipeline import extract_document
from voltext.extract.rows import RECORD_COLUMNS, record_row
from voltext.ingest.errors import UsageError
from voltext.insight.trends.points import points_of
from voltext.kb.editing import edited
from voltext.kb.entry import Entry
from voltext.kb.exports.jsonld import jsonld
from voltext.kb.exports.lite import write_sqlite
from voltext.kb.exports.selection import Selection
from voltext.kb.graph.projection import rows_of
from voltext.kb.graph.schema import MEASUREMENT
from voltext.kb.memory import MemoryStore

from ..extract.papers import paper

TEXT = "The PVDF membrane has a dielectric constant of 8.4. Silicon has a theoretical capacity of 4200 mAh/g."


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_document(paper(("results", TEXT)))


@pytest.fixture(scope="module")
def selection(extraction: Extraction) -> Selection:
    store = MemoryStore()
    store.add(Entry.of(extraction, version="v1", limits=""))
    return Selection(store)


def test_a_table_names_the_quantity_and_marks_theory(extraction: Extraction) -> None:
    shown = [dict(zip(SHOWN, shown_row(extraction, record), strict=True)) for record in extraction.records]
    assert [row["property"] for row in shown] == ["other: dielectric constant", "capacity"]
    assert [row["value"] for row in shown] == ["8.4", "4200 mAh/g (theory)"]


def test_an_explanation_says_both(extraction: Extraction) -> None:
    said = [sentence_of(record) for record in extraction.records]
    assert said[0].startswith("dielectric constant of PVDF membrane: 8.4")
    assert said[0].endswith(", own")
    assert said[1].endswith(", theoretical")


def test_flat_rows_have_a_column_for_each(extraction: Extraction) -> None:
    rows = [
        dict(zip(RECORD_COLUMNS, record_row(extraction.document, each), strict=True)) for each in extraction.records
    ]
    assert [(row["quantity_name"], row["origin"], row["own"]) for row in rows] == [
        ("dielectric constant", "measured", True), (None, "theoretical", False),
    ]  # fmt: skip


def test_exports_carry_both(selection: Selection, tmp_path: Path) -> None:
    write_sqlite(selection, tmp_path / "records.sqlite")
    with closing(sqlite3.connect(tmp_path / "records.sqlite")) as connection:
        found = connection.execute("SELECT quantity_name, origin FROM records ORDER BY id").fetchall()
    assert found == [("dielectric constant", "measured"), (None, "theoretical")]
    nodes = [node for node in json.loads("".join(jsonld(selection)))["@graph"] if "property" in node]
    assert [(node.get("quantityName"), node["origin"]) for node in nodes] == found
    assert nodes[0]["name"] == "dielectric constant of PVDF membrane"


def test_a_trend_is_of_what_was_found(selection: Selection) -> None:
    found = points_of(selection.store.query(), ("capacity",), by="journal", unit="mAh/g")
    assert (found.points, found.left_out.theoretical) == ((), 1)


def test_the_graph_carries_both(extraction: Extraction) -> None:
    found = rows_of(extraction).nodes[MEASUREMENT].values()
    assert [(each.get("quantity_name"), each["origin"]) for each in found] == [
        ("dielectric constant", "measured"), (None, "theoretical"),
    ]  # fmt: skip


def test_an_edit_changes_both_and_a_listed_property_has_no_name(extraction: Extraction) -> None:
    record: Record = extraction.records[0]
    made = edited(record, {"quantity_name": " relative  permittivity ", "origin": "calculated"})
    assert (made.quantity_name, made.origin) == ("relative permittivity", "calculated")
    assert edited(record, {"property": "density"}).quantity_name is None
    with pytest.raises(UsageError, match="no origin 'guessed'"):
        edited(record, {"origin": "guessed"})


def test_records_differ_by_what_was_measured_and_how(extraction: Extraction) -> None:
    record = extraction.records[0]
    assert record != replace(record, quantity_name="refractive index")
    assert record != replace(record, origin="calculated")
