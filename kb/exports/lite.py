"""SQLite: records, papers, conditions, evidence and links as flat tables, for SQL and for programs that read it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from ...extract.extraction import Condition
from ...extract.quantity import Normalised
from ...ingest.errors import StoreError
from .selection import Selection
from .table import changed

SCHEMA_VERSION = 2
SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE papers (
  document TEXT PRIMARY KEY, doi TEXT, title TEXT, authors TEXT, journal TEXT, year INTEGER, licence TEXT, source TEXT);
CREATE TABLE records (
  document TEXT NOT NULL REFERENCES papers, id TEXT NOT NULL, key TEXT NOT NULL, material_key TEXT NOT NULL,
  material TEXT NOT NULL, composition TEXT, role TEXT, family TEXT, sample TEXT, cell TEXT, property TEXT NOT NULL,
  quantity_name TEXT, qualifier TEXT NOT NULL, value REAL, min REAL, max REAL, error REAL, unit TEXT NOT NULL,
  basis TEXT, normalised_value REAL, normalised_min REAL, normalised_max REAL, normalised_unit TEXT,
  own INTEGER NOT NULL, origin TEXT NOT NULL, confidence REAL NOT NULL, verdict TEXT, original TEXT,
  PRIMARY KEY (document, id));
CREATE TABLE conditions (
  document TEXT NOT NULL, record TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, value REAL, min REAL, max REAL,
  unit TEXT, normalised_value REAL, normalised_min REAL, normalised_max REAL, normalised_unit TEXT,
  PRIMARY KEY (document, record, name), FOREIGN KEY (document, record) REFERENCES records);
CREATE TABLE evidence (
  document TEXT NOT NULL, record TEXT NOT NULL, place INTEGER NOT NULL, block TEXT NOT NULL, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (document, record, place),
  FOREIGN KEY (document, record) REFERENCES records);
CREATE TABLE links (
  kind TEXT NOT NULL, document TEXT NOT NULL, record TEXT NOT NULL, other_document TEXT NOT NULL,
  other_record TEXT NOT NULL, ratio REAL, reason TEXT NOT NULL,
  PRIMARY KEY (document, record, other_document, other_record));
"""
_INDEXES = """
CREATE INDEX records_by_property ON records (property, normalised_value);
CREATE INDEX records_by_material ON records (material_key, property);
"""


def write_sqlite(selection: Selection, path: Path) -> None:
    """Write the selection as an SQLite file with the tables of ``SCHEMA``. Raises OSError, StoreError."""
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # The file is nobody's until it is whole: it needs no journal of its own.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(SCHEMA)
            connection.execute("BEGIN")
            _fill(selection, connection)
            connection.execute("COMMIT")
            connection.executescript(_INDEXES)
    except sqlite3.OperationalError as error:
        full = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
        raise StoreError(
            f"{path.parent}: the file cannot be written: {'no room is left' if full else error}"
        ) from error


def _fill(selection: Selection, connection: sqlite3.Connection) -> None:
    connection.executemany(
        "INSERT INTO about VALUES (?, ?)", [("made_by", "voltext"), ("schema_version", str(SCHEMA_VERSION))]
    )
    for header in selection.headers():
        connection.execute(
            "INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (header.id, header.doi, header.title, "; ".join(header.authors), header.journal, header.year,
             header.licence, header.source),
        )  # fmt: skip
    for stored in selection.records():
        record, document = stored.record, stored.header.id
        original = changed(stored)
        connection.execute(
            f"INSERT INTO records VALUES ({', '.join('?' * 28)})",
            (document, record.id, stored.key, stored.identity, record.material.name, record.material.composition,
             record.material.role, record.material.family, record.sample, record.cell, record.property,
             record.quantity_name, record.qualifier, record.value, record.min, record.max, record.error, record.unit,
             record.basis, *_normalised(record.normalised), record.own, record.origin, record.confidence,
             stored.verdict,
             msgspec.json.encode(original, order="sorted").decode() if original else None),
        )  # fmt: skip
        connection.executemany(
            f"INSERT INTO conditions VALUES ({', '.join('?' * 12)})",
            ((document, record.id, name, *_condition(each)) for name, each in record.conditions.items()),
        )
        connection.executemany(
            "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (document, record.id, place, each.block, each.start, each.end, each.kind, each.text)
                for place, each in enumerate(record.evidence)
            ),
        )
    for link in selection.links():
        connection.execute(
            "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?)",
            (link.kind, link.document, link.record, link.other_document, link.other_record, link.ratio, link.reason),
        )


def _normalised(normalised: Normalised | None) -> tuple[float | str | None, ...]:
    if normalised is None:
        return None, None, None, None
    return normalised.value, normalised.min, normalised.max, normalised.unit


def _condition(condition: Condition) -> tuple[float | str | None, ...]:
    return (
        condition.text, condition.value, condition.min, condition.max, condition.unit,
        *_normalised(condition.normalised),
    )  # fmt: skip
