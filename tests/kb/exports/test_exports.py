"""Laws of exports: other programs read back what was written; hostile text stays text; a file is whole or not there."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from io import StringIO
from pathlib import Path

import bibtexparser
import networkx
import pandas
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from voltext.extract.extraction import Evidence
from voltext.ingest.document import Header
from voltext.ingest.errors import UsageError
from voltext.ingest.whole import replacing
from voltext.kb.agreement import AGREES
from voltext.kb.exports.bibtex import bibtex, entry, tex
from voltext.kb.exports.graphml import graphml
from voltext.kb.exports.jsonld import jsonld
from voltext.kb.exports.lite import write_sqlite
from voltext.kb.exports.selection import Selection
from voltext.kb.exports.table import EXPORT_COLUMNS, json_lines, rows, write_parquet
from voltext.kb.graph.projection import rows_of
from voltext.kb.graph.store import expected
from voltext.kb.memory import MemoryStore
from voltext.kb.store import RecordFilter

from ...papers import all_papers
from ..making import at, conductivity, decided, header, paper, record

HOSTILE = "<&>\"'{}%$#_~^\\ \x00\x07\u202e Li₂S → “β” =cmd()"
QUDT = rdflib.Namespace("http://qudt.org/schema/qudt/")


@pytest.fixture
def store() -> Iterator[MemoryStore]:
    made = MemoryStore()
    made.add(paper("a", conductivity(1e-3, error=1e-4, conditions=at(temperature=25.0)), record(150.0, HOSTILE)))
    made.add(paper("b", conductivity(1.1e-3), title=HOSTILE, authors=(HOSTILE, "Ada Smith and Sons"), journal=HOSTILE))
    made.add(paper("c", record(99.0), doi=None, year=2020))
    stored = next(each for each in made.query() if each.record.value == 99.0)
    made.write([decided(stored, "edit", changes={"value": 100.0})])
    yield made
    made.close()


def test_rows_hold_what_was_decided_and_what_was_extracted(store: MemoryStore) -> None:
    frame = pandas.DataFrame(rows(Selection(store)), columns=list(EXPORT_COLUMNS))
    edited = frame[frame.verdict == "edited"].iloc[0]
    assert (edited.value, json.loads(edited.original)["value"]) == (100.0, 99.0)
    assert set(frame[frame.property == "ionic_conductivity"].material_key) == {"LLZO"} or len(frame) == 4


def test_parquet_and_json_lines_hold_every_record(store: MemoryStore, tmp_path: Path) -> None:
    write_parquet(Selection(store), tmp_path / "a.parquet")
    frame = pandas.read_parquet(tmp_path / "a.parquet")
    lines = [json.loads(line) for line in json_lines(Selection(store))]
    assert list(frame.value) == [line["record"]["value"] for line in lines] == [s.record.value for s in store.query()]
    assert frame.value.dtype == "float64"


def test_an_empty_knowledge_base_can_be_exported(tmp_path: Path) -> None:
    empty = Selection(MemoryStore())
    write_parquet(empty, tmp_path / "a.parquet")
    assert len(pandas.read_parquet(tmp_path / "a.parquet")) == 0
    write_sqlite(empty, tmp_path / "a.sqlite")
    assert "".join(bibtex(empty)) == ""
    assert json.loads("".join(jsonld(empty)))["@graph"] == []
    assert networkx.read_graphml(StringIO("".join(graphml(empty)))).number_of_nodes() == 0


def test_sqlite_holds_records_conditions_evidence_and_links(store: MemoryStore, tmp_path: Path) -> None:
    write_sqlite(Selection(store), tmp_path / "a.sqlite")
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        asked = {
            "papers": 3, "records": 4, "conditions": 1, "evidence": 4, "links": 1,
        }  # fmt: skip
        assert {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in asked} == asked
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT kind FROM links").fetchone() == (AGREES,)
        found = connection.execute("SELECT material FROM records WHERE value = 150").fetchone()
        assert found == (HOSTILE,)


def test_bibtex_is_read_back_entry_by_entry(store: MemoryStore) -> None:
    found = bibtexparser.loads("".join(bibtex(Selection(store)))).entries
    assert len(found) == len({each["ID"] for each in found}) == 3
    assert {each.get("doi") for each in found} == {"10.5555/a", "10.5555/b", None}
    assert {each.get("year") for each in found} == {None, "2020"}


def test_keys_of_bibtex_are_unique_whatever_their_case(store: MemoryStore) -> None:
    for number in range(60):
        store.add(
            paper(f"p{number}", title="The same title", authors=("A. SMITH" if number % 2 else "a. smith",), year=2020)
        )
    keys = re.findall(r"@\w+\{([^,]+),", "".join(bibtex(Selection(store))))
    assert len(keys) == len({key.lower() for key in keys}) == 63


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_leaves_bibtex_balanced(text: str) -> None:
    made = entry(header("a", title=text, authors=(text,), journal=text, doi=text), "key")
    bare = re.sub(r"\\[{}\\]", "", made)
    assert bare.count("{") == bare.count("}")
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", made)
    found = bibtexparser.loads(made).entries
    assert [each["ID"] for each in found] == ["key"]


def test_tex_specials_are_escaped() -> None:
    assert tex("50% of R&D_1 #3 $5 é Li₂S") != "50% of R&D_1 #3 $5 é Li₂S"
    for char in "%&_#$":
        assert f"\\{char}" in tex(f"a{char}b")
    assert r"\'{e}" in tex("é") or r"\'e" in tex("é")
    assert "\\alpha" in tex("α")


def test_graphml_has_the_counts_of_the_projection() -> None:
    store = MemoryStore()
    papers = all_papers()
    for extraction in papers:
        store.add(paper(extraction.document.id))
    from voltext.kb.entry import Entry

    made = MemoryStore()
    for extraction in papers:
        made.add(Entry.of(extraction, version="", limits=""))
    text = "".join(graphml(Selection(made)))
    graph = networkx.read_graphml(StringIO(text), force_multigraph=True)
    counts = expected([rows_of(extraction) for extraction in papers])
    assert graph.number_of_nodes() == counts.total_nodes - counts.nodes["Loaded"]
    assert graph.number_of_edges() == counts.total_edges
    labels = pandas.Series([data["labels"] for _, data in graph.nodes(data=True)]).value_counts()
    assert {name: int(labels[name]) for name in labels.index} == {
        name: n for name, n in counts.nodes.items() if name != "Loaded"
    }


def test_graphml_takes_any_text_and_keeps_links(store: MemoryStore) -> None:
    graph = networkx.read_graphml(StringIO("".join(graphml(Selection(store)))), force_multigraph=True)
    types = [data["type"] for *_, data in graph.edges(data=True)]
    assert types.count(AGREES) == 1
    assert any("Li₂S" in str(data.get("title")) for _, data in graph.nodes(data=True))


def linked_data(store: MemoryStore) -> rdflib.Graph:
    return rdflib.Graph().parse(data="".join(jsonld(Selection(store))), format="json-ld")


def test_json_ld_is_read_without_a_network(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: (_ for _ in ()).throw(AssertionError("network")))
    graph = linked_data(store)
    assert len(list(graph.subjects(rdflib.RDF.type, QUDT.Quantity))) == 5  # four records, a condition
    assert len(list(graph.subject_objects(rdflib.URIRef("urn:voltext:term:agreesWith")))) == 1


def test_values_of_json_ld_stand_in_their_unit(store: MemoryStore) -> None:
    asked = """
        PREFIX qudt: <http://qudt.org/schema/qudt/>
        PREFIX electrochemistry: <https://w3id.org/emmo/domain/electrochemistry#>
        SELECT ?number ?unit ?error WHERE {
          ?record a electrochemistry:electrochemistry_25dabdc2_68bf_4a38_8cbe_11be017358bc ; qudt:quantityValue ?value .
          ?value qudt:numericValue ?number ; qudt:hasUnit ?unit ; qudt:standardUncertainty ?error .
        }"""
    ((number, unit, error),) = linked_data(store).query(asked)  # type: ignore[misc]
    assert (float(str(number)), str(unit), float(str(error))) == (1e-3, "http://qudt.org/vocab/unit/S-PER-CentiM", 1e-4)


def test_no_address_of_json_ld_is_relative(store: MemoryStore) -> None:
    store.add(paper("d e<f>", record(1.0, "  odd name\n"), doi='10.1/a"b <c>'))
    for triple in linked_data(store):
        for part in triple:
            if isinstance(part, rdflib.URIRef):
                assert re.match(r"(https?://|urn:voltext:)[^\s<>\"{}|\\^`]+\Z", part), part


def test_rejected_records_are_in_no_export_unless_asked_for(store: MemoryStore) -> None:
    stored = next(each for each in store.query() if each.record.material.name == HOSTILE)
    store.write([decided(stored, "reject")])
    assert all("150" not in line for line in json_lines(Selection(store)))
    assert "150.0" not in "".join(graphml(Selection(store)))
    asked = [json.loads(line) for line in json_lines(Selection(store, RecordFilter(rejected=True)))]
    assert [line["verdict"] for line in asked].count("rejected") == 1


def test_a_selection_keeps_to_what_was_chosen(store: MemoryStore) -> None:
    chosen = {header("a").id: frozenset({"r0"})}
    selection = Selection(store, chosen=chosen)
    assert [stored.record.id for stored in selection.records()] == ["r0"]
    assert [each.id for each in selection.headers()] == [header("a").id]
    assert [len(each.records) for each in selection.extractions()] == [1]
    assert list(selection.links()) == []


@pytest.mark.parametrize("write", [jsonld, bibtex, graphml, json_lines])
def test_two_exports_are_equal(store: MemoryStore, write: object) -> None:
    assert callable(write)
    assert "".join(write(Selection(store))) == "".join(write(Selection(store)))


def test_two_binary_exports_are_equal(store: MemoryStore, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_sqlite(Selection(store), tmp_path / f"{name}.sqlite")
        write_parquet(Selection(store), tmp_path / f"{name}.parquet")
    for suffix in ("sqlite", "parquet"):
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()


def fail(out: Path, failure: Exception) -> None:
    with replacing(out) as part:
        part.write_text("half")
        raise failure


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("old")
    for failure, told in ((OSError(28, "No space left on device"), UsageError), (RuntimeError(), RuntimeError)):
        with pytest.raises(told):
            fail(out, failure)
    assert out.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.csv"]  # noqa: PTH208 - names are what is compared
    with replacing(out) as part:
        part.write_text("new")
    assert out.read_text() == "new"


def test_a_paper_without_anything_has_an_entry() -> None:
    bare = Header("0" * 16, "x.txt", "0" * 64, "text", "text")
    assert entry(bare, "k") == "@misc{k,\n  title = {{x.txt}},\n}\n\n"


def test_evidence_of_json_ld_is_quoted_word_by_word(store: MemoryStore) -> None:
    words = 'It said "so" \\ and so.'
    store.add(paper("q", replace(record(1.0), evidence=(Evidence("b0", None, 3, 25, words, "sentence"),))))
    quotes = {str(each) for each in linked_data(store).objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#exact"))}
    assert words in quotes
