"""Judgement: the part of the SQLite store that holds decisions, synonyms and links, and what they make of records.

Each row of ``records`` is a record as it counts now; where that is not as it was extracted, ``extracted`` holds what
was. All of it follows from the extractions and the decisions in force, so that a decision that is taken back leaves
every row as it was before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec

from ..extract.extraction import MaterialRef, Record
from ..ingest.document import Header
from .agreement import Link, Measured, links_of
from .connection import Connection
from .curation import Curation, Judged
from .decision import Decision, to_line
from .entry import fingerprint, unpack_records
from .identity import material_key
from .store import bounds
from .synonyms import Synonym

CURATION_TABLES = """
CREATE INDEX IF NOT EXISTS records_by_identity ON records (identity, property);
CREATE INDEX IF NOT EXISTS documents_by_doi ON documents (lower(doi));
CREATE TABLE IF NOT EXISTS decisions (
  id TEXT PRIMARY KEY, time TEXT NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL, decision TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS synonyms (name TEXT PRIMARY KEY, composition TEXT NOT NULL, papers INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS links (
  document TEXT NOT NULL, record TEXT NOT NULL, other_document TEXT NOT NULL, other_record TEXT NOT NULL,
  kind TEXT NOT NULL, ratio REAL, reason TEXT NOT NULL,
  PRIMARY KEY (document, record, other_document, other_record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_other ON links (other_document);
CREATE TABLE IF NOT EXISTS flags (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
# The layout before had verdicts by fingerprint, which no command ever wrote.
UPGRADE = f"""
DROP TABLE decisions;
ALTER TABLE records ADD COLUMN identity TEXT;
ALTER TABLE records ADD COLUMN verdict TEXT;
ALTER TABLE records ADD COLUMN extracted TEXT;
UPDATE records SET identity = identity_of(material, composition);
{CURATION_TABLES}
INSERT OR REPLACE INTO flags VALUES ('links', 'stale')
"""
_COLUMNS = 20


class Judgement:
    """Works within the transactions of the store, whose ``connection`` it shares."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: tuple[int, Curation] | None = None
        self._read: list[Decision] = []

    def curation(self) -> Curation:
        """The decisions in force and the synonyms; read again where another process has written."""
        version = self._version()
        if self._known is None or self._known[0] != version:
            self._read = list(self.decisions())
            self._known = version, Curation(self._read, self._composed())
        return self._known[1]

    def _version(self) -> int:
        """Changes where another connection has written."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _composed(self) -> dict[str, str]:
        return {name: synonym.composition for name, synonym in self.synonyms().items()}

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Around a transaction: what is rolled back is not remembered either."""
        kept = False
        try:
            yield
            kept = True
        finally:
            if not kept:
                self._known = None

    def decisions(self) -> Iterator[Decision]:
        """All decisions, in their order."""
        for (line,) in self._connection.execute("SELECT decision FROM decisions ORDER BY time, id"):
            yield msgspec.json.decode(line, type=Decision)

    def synonyms(self) -> dict[str, Synonym]:
        """The learned synonyms, by name."""
        rows = self._connection.execute("SELECT name, composition, papers FROM synonyms ORDER BY name")
        return {name: Synonym(name, composition, papers) for name, composition, papers in rows}

    def judge(self, connection: Connection, header: Header, records: Sequence[Record]) -> None:
        """Put the rows of a document's ``records``, in place of those it had."""
        connection.execute("DELETE FROM records WHERE document = ?", (header.id,))
        judged = self.curation().judge(header, records)
        connection.executemany(
            f"INSERT INTO records VALUES ({', '.join('?' * _COLUMNS)})",
            (_row(header.id, place, each) for place, each in enumerate(judged)),
        )
        self.stale(connection)

    def write(self, connection: Connection, decisions: Iterable[Decision]) -> int:
        """Add decisions and judge anew the documents that they change; how many were new."""
        before = self.curation()
        new: list[Decision] = []
        for decision in decisions:
            added = connection.execute(
                "INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?)",
                (decision.id, decision.time, decision.author, decision.action, to_line(decision)),
            )
            if added.rowcount:
                new.append(decision)
        if new:
            # What is read and decoded already is not read again: a review makes one decision after another.
            self._read = [*self._read, *new]
            self._known = self._version(), Curation(self._read, self._composed())
            self._judge_anew(connection, self._touched(self._undone(new), before, self.curation()))
        return len(new)

    def keep(self, connection: Connection, found: Mapping[str, Synonym]) -> int:
        """Keep the synonyms ``found`` instead of those that are known; how many names differ."""
        known = self.synonyms()
        names = {name for name in known.keys() | found.keys() if known.get(name) != found.get(name)}
        connection.execute("DELETE FROM synonyms")
        connection.executemany(
            "INSERT INTO synonyms VALUES (?, ?, ?)",
            ((each.name, each.composition, each.papers) for each in found.values()),
        )
        self._known = None
        changed = {
            name
            for name in names
            if (name in known) != (name in found) or known[name].composition != found[name].composition
        }
        self._judge_anew(connection, self._named_so(changed))
        return len(names)

    def named(self) -> Iterator[tuple[str, str | None, str]]:
        """Name, composition and work of every material as it was extracted, for learning."""
        return iter(
            self._connection.execute(
                "SELECT DISTINCT json_extract(coalesce(extracted, record), '$.material.name'), "
                "json_extract(coalesce(extracted, record), '$.material.composition'), coalesce(work, id) "
                "FROM records JOIN documents ON documents.id = records.document ORDER BY 1, 2, 3"
            )
        )

    def _undone(self, decisions: list[Decision]) -> list[Decision]:
        """``decisions`` and all those that they take back, or bring back."""
        found = {decision.id: decision for decision in decisions}
        waiting = [decision.undoes for decision in decisions if decision.undoes]
        # A decision that was waiting for its undo: the undo came first, by an import.
        while waiting:
            row = self._connection.execute("SELECT decision FROM decisions WHERE id = ?", (waiting.pop(),)).fetchone()
            decision = msgspec.json.decode(row[0], type=Decision) if row is not None else None
            if decision is not None and decision.id not in found:
                found[decision.id] = decision
                if decision.undoes:
                    waiting.append(decision.undoes)
        return list(found.values())

    def _touched(self, decisions: Iterable[Decision], before: Curation, after: Curation) -> set[str]:
        """The documents that ``decisions`` may change."""
        ids: set[str] = set()
        keys: set[str] = set()
        papers: set[tuple[str, str]] = set()
        for decision in decisions:
            if decision.record is not None:
                papers.add((decision.record.document, decision.record.paper))
            for substance in (decision.material, decision.into):
                if substance is not None:
                    keys |= {substance.key, before.resolve(substance.key), after.resolve(substance.key)}
        for document, paper in sorted(papers):
            rows = self._connection.execute(
                "SELECT id FROM documents WHERE id IN (?, ?) OR lower(doi) = ?",
                (document, paper.removeprefix("document:"), paper.removeprefix("doi:")),
            )
            ids.update(id for (id,) in rows)
        if keys:
            for key in sorted(keys):
                rows = self._connection.execute("SELECT DISTINCT document FROM records WHERE identity = ?", (key,))
                ids.update(id for (id,) in rows)
            ids |= self._named_so(keys)
        return ids

    def _named_so(self, names: set[str]) -> set[str]:
        """The documents whose extraction names a material so, in lower case."""
        found: set[str] = set()
        if names:
            rows = self._connection.execute(
                "SELECT DISTINCT document, json_extract(coalesce(extracted, record), '$.material.name') FROM records"
            )
            found = {document for document, name in rows if " ".join(str(name).lower().split()) in names}
        return found

    def _judge_anew(self, connection: Connection, ids: Iterable[str]) -> None:
        for id in sorted(ids):
            header, payload = connection.execute("SELECT header, payload FROM documents WHERE id = ?", (id,)).fetchone()
            self.judge(connection, msgspec.json.decode(header, type=Header), unpack_records(payload))
            connection.execute("UPDATE documents SET indexed = 0 WHERE id = ?", (id,))
        self.stale(connection)

    def stale(self, connection: Connection) -> None:
        """Write down that the links are to be made anew when somebody asks for them."""
        connection.execute("INSERT OR REPLACE INTO flags VALUES ('links', 'stale')")

    def links_are_stale(self) -> bool:
        """Whether records changed since the links were made."""
        row = self._connection.execute("SELECT value FROM flags WHERE name = 'links'").fetchone()
        return row is not None and row[0] == "stale"

    def measured(self) -> Iterator[Measured]:
        """The records that count, of documents that stand for their work, by identity and property."""
        rows = self._connection.execute(
            "SELECT identity, coalesce(work, id), document, record, place FROM records "
            "JOIN documents ON documents.id = records.document "
            "WHERE own AND (verdict IS NULL OR verdict <> 'rejected') AND norm_max IS NOT NULL "
            "AND (work IS NULL OR work = id) ORDER BY identity, property, document, place"
        )
        for identity, work, document, text, place in rows:
            record = msgspec.json.decode(text, type=Record)
            yield Measured(identity, work, document, record.id or f"r{place}", record)

    def relink(self, connection: Connection) -> None:
        """Make all links anew."""
        connection.execute("DELETE FROM links")
        connection.executemany(
            "INSERT OR REPLACE INTO links (kind, document, record, other_document, other_record, ratio, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (each.kind, each.document, each.record, each.other_document, each.other_record, each.ratio, each.reason)
                for each in links_of(self.measured())
            ),
        )
        connection.execute("INSERT OR REPLACE INTO flags VALUES ('links', 'current')")

    def links(self, document: str | None) -> Iterator[Link]:
        """The links as they were last made."""
        where = "" if document is None else "WHERE document = :document OR other_document = :document"
        rows = self._connection.execute(
            f"SELECT kind, document, record, other_document, other_record, ratio, reason FROM links {where} "
            "ORDER BY document, record, other_document, other_record",
            {} if document is None else {"document": document},
        )
        for row in rows:
            yield Link(*row)


def _row(document: str, place: int, judged: Judged) -> tuple[object, ...]:
    record = judged.record
    low, high = bounds(record)
    material: MaterialRef = record.material
    return (
        document,
        place,
        fingerprint(document, judged.original or record),
        record.property,
        material.name,
        material.composition,
        record.value,
        record.min,
        record.max,
        record.unit,
        record.qualifier,
        low,
        high,
        record.normalised.unit if record.normalised else None,
        record.own,
        record.confidence,
        msgspec.json.encode(record).decode(),
        material_key(material),
        judged.verdict,
        msgspec.json.encode(judged.original).decode() if judged.original is not None else None,
    )
