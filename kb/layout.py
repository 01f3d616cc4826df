"""Layout: the tables of the SQLite store, their version, and how a store of the version before becomes one of this."""

from __future__ import annotations

from pathlib import Path

from ..ingest.errors import StoreError
from .connection import Connection, Transaction
from .identity import key_of_material
from .judgement import CURATION_TABLES, UPGRADE

LAYOUT = 3
_UPGRADABLE = (2,)
TABLES = (
    """
CREATE TABLE IF NOT EXISTS documents (
  id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, status TEXT NOT NULL, doi TEXT, title TEXT, journal TEXT,
  year INTEGER, version TEXT NOT NULL, limits TEXT NOT NULL, indexed INTEGER NOT NULL DEFAULT 0,
  header TEXT NOT NULL, payload BLOB NOT NULL, signature BLOB NOT NULL, work TEXT);
CREATE INDEX IF NOT EXISTS documents_waiting ON documents (id) WHERE indexed = 0;
CREATE TABLE IF NOT EXISTS files (
  path TEXT PRIMARY KEY, name TEXT NOT NULL, document TEXT, status TEXT NOT NULL, reason TEXT, message TEXT);
CREATE INDEX IF NOT EXISTS files_by_document ON files (document);
CREATE TABLE IF NOT EXISTS records (
  document TEXT NOT NULL, place INTEGER NOT NULL, key TEXT NOT NULL, property TEXT NOT NULL, material TEXT NOT NULL,
  composition TEXT, value REAL, min REAL, max REAL, unit TEXT NOT NULL, qualifier TEXT NOT NULL, norm_min REAL,
  norm_max REAL, norm_unit TEXT, own INTEGER NOT NULL, confidence REAL NOT NULL, record TEXT NOT NULL,
  identity TEXT, verdict TEXT, extracted TEXT, PRIMARY KEY (document, place));
CREATE INDEX IF NOT EXISTS records_by_property ON records (property, norm_max);
CREATE INDEX IF NOT EXISTS records_by_key ON records (key);
"""
    + CURATION_TABLES
)


def layout_of(folder: Path, connection: Connection) -> int:
    """The layout of a store (0: not made yet). Raises StoreError, and closes it, where it is not of this version."""
    layout = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if layout not in (0, *_UPGRADABLE, LAYOUT):
        connection.close()
        age = "a newer voltext: update this one" if layout > LAYOUT else "an older voltext: build it anew"
        raise StoreError(f"{folder} was written by {age} (layout {layout}, this one has {LAYOUT})")
    return layout


def upgrade(connection: Connection) -> None:
    """Bring a store of the layout before this one to this one, in one transaction."""
    connection.create_function("identity_of", 2, key_of_material, deterministic=True)
    with Transaction(connection):
        for statement in UPGRADE.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {LAYOUT}")
