"""SqliteStore: the record store in one SQLite file (WAL, one transaction a document)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from sqlite3 import Cursor

import msgspec

from ..extract.extraction import Extraction, Record
from ..ingest.document import Header
from ..ingest.errors import StoreError
from .agreement import Link, links_of
from .connection import Connection, Transaction, connect
from .decision import Decision
from .entry import Entry, FileEntry, StoredRecord
from .judgement import Judgement
from .layout import LAYOUT, TABLES, layout_of, upgrade
from .store import ALL_RECORDS, STORE_NAME, RecordFilter
from .synonyms import Synonym, learned, papers_needed
from .works import Edition


class SqliteStore:
    """A RecordStore in ``folder/kb.sqlite``; see the protocol for what each method promises.

    Opened by ``create`` (makes what is not there) or ``open`` (refuses a folder without a store). A store may be used
    from one thread at a time; several processes may read while one writes.
    """

    def __init__(self, connection: Connection, *, reading: bool = False) -> None:
        self._connection = connection
        self._judgement = Judgement(connection)
        self._reading = reading

    @classmethod
    def create(cls, folder: Path) -> SqliteStore:
        """The store of ``folder``, made if it is not there. Raises StoreError where that cannot be."""
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder} is a file; a knowledge base is a folder")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder} cannot be made a knowledge base: {error.strerror or error}") from error
        connection = connect(folder, STORE_NAME)
        layout = layout_of(folder, connection)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # In WAL mode NORMAL keeps every commit through a killed process; only a power cut may take the last ones.
            connection.execute("PRAGMA synchronous = NORMAL")
            if layout == 0:
                connection.executescript(TABLES)
                connection.execute(f"PRAGMA user_version = {LAYOUT}")
            elif layout < LAYOUT:
                upgrade(connection)
        except StoreError:
            connection.close()
            raise
        return cls(connection)

    @classmethod
    def open(cls, folder: Path) -> SqliteStore:
        """The store of ``folder``, which need not be writable. Raises StoreError where there is none."""
        if not os.path.isfile(folder / STORE_NAME):  # noqa: PTH113 - False where the folder cannot be entered
            what = "a file, no knowledge base" if os.path.isfile(folder) else "no knowledge base"  # noqa: PTH113
            raise StoreError(f"{folder} is {what}: make one with `voltext build PATH --kb DIR`")
        reading = not os.access(folder, os.W_OK)
        connection = connect(folder, STORE_NAME, reading=reading)
        layout = layout_of(folder, connection)
        if layout == 0:
            connection.close()
            raise StoreError(f"{folder} is no knowledge base yet: make it one with `voltext build PATH --kb {folder}`")
        if layout < LAYOUT:
            if reading:
                connection.close()
                raise StoreError(f"{folder} was written by an older voltext: open it once where it can be written")
            try:
                upgrade(connection)
            except StoreError:
                connection.close()
                raise
        return cls(connection, reading=reading)

    def add(self, entry: Entry, files: Iterable[FileEntry] = ()) -> None:
        """Put ``entry`` and note ``files`` in one transaction."""
        header = entry.header
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, "
                "(SELECT work FROM documents WHERE id = ?))",
                (
                    header.id,
                    header.sha256,
                    entry.status,
                    header.doi,
                    header.title,
                    header.journal,
                    header.year,
                    entry.version,
                    entry.limits,
                    msgspec.json.encode(header).decode(),
                    entry.payload,
                    entry.signature,
                    header.id,
                ),
            )
            self._judgement.judge(connection, header, entry.records())
            self._put(files)
            connection.execute(
                "UPDATE files SET status = ?, reason = ?, message = ? WHERE document = ?",
                (entry.status, entry.reason, entry.message, header.id),
            )

    def note(self, files: Iterable[FileEntry]) -> None:
        """Put ``files``."""
        with self._transaction():
            self._put(files)

    def remove(self, ids: Iterable[str]) -> None:
        """Take out documents with their records."""
        with self._transaction() as connection:
            for id in ids:
                connection.execute("DELETE FROM records WHERE document = ?", (id,))
                connection.execute("DELETE FROM documents WHERE id = ?", (id,))
            self._judgement.stale(connection)

    def _put(self, files: Iterable[FileEntry]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            ((file.path, file.name, file.document, file.status, file.reason, file.message) for file in files),
        )

    def get(self, id: str) -> Entry | None:
        """The document with this id."""
        row = self._connection.execute(
            "SELECT header, version, limits, payload, signature FROM documents WHERE id = ?", (id,)
        ).fetchone()
        return None if row is None else Entry(_header(row[0]), *row[1:])

    def headers(self) -> Iterator[Header]:
        """All headers, by id."""
        for (header,) in self._connection.execute("SELECT header FROM documents ORDER BY id"):
            yield _header(header)

    def files(self) -> Iterator[FileEntry]:
        """All files, by path."""
        for row in self._connection.execute("SELECT * FROM files ORDER BY path"):
            yield FileEntry(*row)

    def query(self, wanted: RecordFilter = ALL_RECORDS) -> Iterator[StoredRecord]:
        """The records that ``wanted`` asks for."""
        rows = self._asked("records.key, header, record, verdict, extracted, identity", wanted)
        for key, header, record, verdict, extracted, identity in rows:
            original = msgspec.json.decode(extracted, type=Record) if extracted is not None else None
            found = msgspec.json.decode(record, type=Record)
            yield StoredRecord(key, _header(header), found, verdict, original, identity)

    def count(self, wanted: RecordFilter = ALL_RECORDS) -> int:
        """How many records ``query`` would give."""
        return int(self._asked("count(*)", wanted).fetchone()[0])

    def _asked(self, columns: str, wanted: RecordFilter) -> Cursor:
        conditions = {
            "records.document = :document": wanted.document,
            "property = :property": wanted.property,
            "(lower(material) = lower(:material) OR lower(composition) = lower(:material))": wanted.material,
            "norm_max >= :low": wanted.low,
            "norm_min <= :high": wanted.high,
            "own = :own": wanted.own,
            "substr(records.key, 1, length(:key)) = :key": wanted.key,
        }
        chosen = [condition for condition, value in conditions.items() if value is not None]
        if wanted.document is None:
            chosen.append("(work IS NULL OR work = id)")
        if not wanted.rejected:
            chosen.append("(verdict IS NULL OR verdict <> 'rejected')")
        return self._connection.execute(
            f"SELECT {columns} FROM records JOIN documents ON documents.id = records.document "
            f"{'WHERE ' if chosen else ''}{' AND '.join(chosen)} ORDER BY records.document, place",
            {name: getattr(wanted, name) for name in ("document", "property", "material", "low", "high", "own", "key")},
        )

    def write(self, decisions: Iterable[Decision]) -> int:
        """Add decisions."""
        with self._judgement.all_or_nothing(), self._transaction() as connection:
            return self._judgement.write(connection, decisions)

    def decisions(self) -> Iterator[Decision]:
        """All decisions, in their order."""
        return self._judgement.decisions()

    def curated(self, extraction: Extraction) -> Extraction:
        """``extraction`` as it counts."""
        return self._judgement.curation().apply(extraction)

    def synonyms(self) -> Mapping[str, Synonym]:
        """The learned synonyms, by name."""
        return self._judgement.synonyms()

    def learn(self) -> int:
        """Learn synonyms anew."""
        found = learned(self._judgement.named(), papers=papers_needed())
        if found == self._judgement.synonyms():
            return 0
        with self._judgement.all_or_nothing(), self._transaction() as connection:
            return self._judgement.keep(connection, found)

    def links(self, document: str | None = None) -> Iterator[Link]:
        """The links between records of different works."""
        if self._judgement.links_are_stale():
            if self._reading:
                return (
                    link
                    for link in links_of(self._judgement.measured())
                    if document in (None, link.document, link.other_document)
                )
            with self._transaction() as connection:
                self._judgement.relink(connection)
        return self._judgement.links(document)

    def editions(self) -> Iterator[Edition]:
        """All documents with text."""
        rows = self._connection.execute(
            "SELECT header, signature, length(payload), work FROM documents WHERE status <> 'failed' ORDER BY id"
        )
        for header, signature, size, work in rows:
            yield Edition(_header(header), signature, size, work)

    def settle(self, works: Mapping[str, str]) -> None:
        """Write down which document stands for which."""
        with self._transaction() as connection:
            connection.executemany(
                "UPDATE documents SET work = :work, "
                "indexed = CASE WHEN (coalesce(work, id) = id) = (:work = id) THEN indexed ELSE 0 END "
                "WHERE id = :id AND work IS NOT :work",
                ({"id": id, "work": work} for id, work in works.items()),
            )
            self._judgement.stale(connection)

    def unindexed(self) -> Iterator[str]:
        """Ids that the index does not hold yet."""
        return iter(
            [id for (id,) in self._connection.execute("SELECT id FROM documents WHERE indexed = 0 ORDER BY id")]
        )

    def mark_indexed(self, ids: Iterable[str], *, indexed: bool = True) -> None:
        """Write down what the index holds."""
        with self._transaction() as connection:
            connection.executemany("UPDATE documents SET indexed = ? WHERE id = ?", ((indexed, id) for id in ids))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _transaction(self) -> Transaction:
        return Transaction(self._connection)


def _header(text: str) -> Header:
    return msgspec.json.decode(text, type=Header)
