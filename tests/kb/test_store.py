"""The contract of the record store; every implementation passes the same tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from voltext.extract.extraction import SCHEMA, Evidence, Extraction, MaterialRef, Record
from voltext.extract.quantity import Normalised
from voltext.ingest.document import Block, Failure, Header, ReadWarning
from voltext.ingest.errors import StoreError
from voltext.kb.entry import Entry, FileEntry
from voltext.kb.memory import MemoryStore
from voltext.kb.sqlite import SqliteStore
from voltext.kb.store import RecordFilter, RecordStore, find


def header(name: str = "a", **fields: object) -> Header:
    digest = sha256(name.encode()).hexdigest()
    return replace(Header(digest[:16], f"papers/{name}.txt", digest, "text", "text"), **fields)  # type: ignore[arg-type]


def record(value: float | None = 150.0, **fields: object) -> Record:
    made = Record(
        property="specific_capacity",
        material=MaterialRef("HC-900", "C"),
        value=value,
        min=None,
        max=None,
        error=None,
        unit="mAh g^-1",
        qualifier="exact",
        normalised=Normalised(value, None, None, "mAh/g"),
        id="r1",
        evidence=(Evidence("b0", None, 0, 4, "text", "sentence"),),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def entry(name: str = "a", *records: Record, **fields: object) -> Entry:
    block = Block("b0", "paragraph", None, 0, 4, None, None, "text")
    return Entry.of(
        Extraction(SCHEMA, header(name, **fields), (block,), records=records),
        version="v1",
        limits="60 s, 1200 MB",
        signature=b"like",
    )


def file(name: str, document: str | None, status: str = "done", **fields: object) -> FileEntry:
    return replace(FileEntry(f"/home/papers/{name}", f"papers/{name}", document, status), **fields)  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RecordStore]:
    makers: dict[str, Callable[[], RecordStore]] = {
        "memory": MemoryStore,
        "sqlite": lambda: SqliteStore.create(tmp_path / "my.kb"),
    }
    made = makers[request.param]()
    yield made
    made.close()


def test_an_entry_comes_back_as_it_went_in(store: RecordStore) -> None:
    put = entry("a", record(), record(120.0, conditions={}), warnings=(ReadWarning("no_doi", "No DOI."),))
    store.add(put)
    got = store.get(put.id)
    assert got == put
    assert got is not None
    assert got.extraction() == put.extraction()
    assert got.signature == put.signature == b"like"


def test_adding_twice_changes_nothing(store: RecordStore) -> None:
    for _ in range(2):
        store.add(entry("a", record()), [file("a.txt", entry("a").id)])
    assert len(list(store.headers())) == len(list(store.files())) == len(list(store.query())) == 1


def test_a_new_state_of_a_document_replaces_its_records(store: RecordStore) -> None:
    store.add(entry("a", record(1.0), record(2.0)))
    store.add(entry("a", record(3.0)))
    assert [stored.record.value for stored in store.query()] == [3.0]


def test_records_come_by_document_and_place(store: RecordStore) -> None:
    names = ["a", "b", "c"]
    for name in names:
        store.add(entry(name, record(2.0), record(1.0)))
    got = [(stored.header.id, stored.record.value) for stored in store.query()]
    assert got == [(id, value) for id in sorted(header(name).id for name in names) for value in (2.0, 1.0)]


@pytest.mark.parametrize(
    ("wanted", "values"),
    [
        (RecordFilter(), [100.0, None, 300.0]),
        (RecordFilter(property="specific_capacity"), [100.0, None]),
        (RecordFilter(low=150.0), [None, 300.0]),
        (RecordFilter(high=150.0), [100.0, None]),
        (RecordFilter(low=140.0, high=145.0), [None]),
        (RecordFilter(material="hc-900"), [100.0, None, 300.0]),
        (RecordFilter(material="c"), [100.0, None, 300.0]),
        (RecordFilter(material="HC"), []),
        (RecordFilter(own=False), [300.0]),
        (RecordFilter(document="nowhere"), []),
    ],
)
def test_filters(store: RecordStore, wanted: RecordFilter, values: list[float | None]) -> None:
    store.add(
        entry(
            "a",
            record(100.0),
            record(None, min=140.0, max=160.0, normalised=Normalised(None, 140.0, 160.0, "mAh/g")),
            record(300.0, property="areal_capacity", own=False),
        )
    )
    assert [stored.record.value for stored in store.query(wanted)] == values


def test_records_without_numbers_match_no_bound(store: RecordStore) -> None:
    store.add(entry("a", record(None, normalised=None)))
    assert not list(store.query(RecordFilter(low=0.0)))
    assert list(store.query())


def test_every_name_of_a_document_has_its_status(store: RecordStore) -> None:
    id = header("a").id
    store.note([file("copy.txt", id)])
    store.add(entry("a", failure=Failure("empty", "Nothing.")), [file("a.txt", id)])
    assert [(each.name, each.status, each.reason, each.message) for each in store.files()] == [
        ("papers/a.txt", "failed", "empty", "Nothing."),
        ("papers/copy.txt", "failed", "empty", "Nothing."),
    ]


def test_a_file_without_document_is_kept(store: RecordStore) -> None:
    skipped = file("MANIFEST.tsv", None, "skipped", message="A table, no paper.")
    store.note([skipped])
    assert list(store.files()) == [skipped]
    assert not list(store.headers())


def test_a_removed_document_takes_its_records_along(store: RecordStore) -> None:
    store.add(entry("a", record()))
    store.add(entry("b", record()))
    store.remove([header("a").id])
    assert [each.id for each in store.headers()] == list(store.unindexed()) == [header("b").id]
    assert [stored.header.id for stored in store.query()] == [header("b").id]


def test_documents_wait_for_the_index_until_marked(store: RecordStore) -> None:
    store.add(entry("a"))
    store.add(entry("b"))
    waiting = list(store.unindexed())
    assert waiting == sorted([header("a").id, header("b").id])
    store.mark_indexed(waiting)
    assert not list(store.unindexed())
    store.add(entry("a", record()))
    assert list(store.unindexed()) == [header("a").id]
    store.mark_indexed([header("b").id], indexed=False)
    assert list(store.unindexed()) == waiting


def test_one_document_stands_for_a_work(store: RecordStore) -> None:
    a, b = sorted([header("a").id, header("b").id])
    for name in ("a", "b"):
        store.add(entry(name, record()))
    store.add(entry("c", failure=Failure("empty", "Nothing.")))
    assert [(each.header.id, each.work) for each in store.editions()] == [(a, None), (b, None)]
    store.mark_indexed(list(store.unindexed()))
    store.settle({a: a, b: b})
    assert not list(store.unindexed())
    store.settle({a: a, b: a})
    assert list(store.unindexed()) == [b]
    assert [stored.header.id for stored in store.query()] == [a]
    assert [stored.header.id for stored in store.query(RecordFilter(document=b))] == [b]
    store.add(entry("a", record(1.0)))
    store.add(entry("b", record(1.0)))
    assert [each.work for each in store.editions()] == [a, a]


@pytest.mark.parametrize("key", ["10.1000/Demo.1", "https://doi.org/10.1000/demo.1", "papers/a.txt", "a.txt", "ID"])
def test_a_document_is_found_by_id_doi_and_file(store: RecordStore, key: str) -> None:
    id = header("a").id
    store.add(entry("a", doi="10.1000/demo.1"), [file("a.txt", id)])
    store.add(entry("b"), [file("b.txt", header("b").id)])
    assert [found.id for found in find(store, key.replace("ID", id))] == [id]
    assert [found.id for found in find(store, id[:7])] == [id]
    assert find(store, "c.txt") == []


def test_a_folder_without_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="voltext build"):
        SqliteStore.open(tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kb.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match="no readable knowledge base"):
        SqliteStore.open(tmp_path)


def test_a_newer_layout_is_refused(tmp_path: Path) -> None:
    SqliteStore.create(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "kb.sqlite")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StoreError, match="newer"):
        SqliteStore.open(tmp_path)


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    store = SqliteStore.create(tmp_path)
    bad = FileEntry("/a.txt", None, header("a").id, "done")  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        store.add(entry("a", record()), [bad])
    assert not list(store.headers())
    assert not list(store.query())
    store.close()
