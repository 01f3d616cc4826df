"""A store of the layout before this one is brought to this one, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from voltext.ingest.errors import StoreError
from voltext.kb.layout import LAYOUT
from voltext.kb.sqlite import SqliteStore

from .making import conductivity, decided, paper, record


def older(kb: Path) -> None:
    """Make of a store of now one of layout 2."""
    connection = sqlite3.connect(kb / "kb.sqlite")
    connection.executescript(
        """
        DROP INDEX records_by_identity; DROP INDEX documents_by_doi; DROP TABLE decisions; DROP TABLE synonyms;
        DROP TABLE links; DROP TABLE flags;
        ALTER TABLE records DROP COLUMN identity; ALTER TABLE records DROP COLUMN verdict;
        ALTER TABLE records DROP COLUMN extracted;
        CREATE TABLE decisions (key TEXT PRIMARY KEY, verdict TEXT NOT NULL, note TEXT NOT NULL,
          decided_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
        PRAGMA user_version = 2;
        """
    )
    connection.close()


@pytest.mark.parametrize("way", [SqliteStore.open, SqliteStore.create])
def test_a_store_of_the_layout_before_is_brought_to_this_one(tmp_path: Path, way: object) -> None:
    store = SqliteStore.create(tmp_path / "kb")
    store.add(paper("a", conductivity(1e-3), record(150.0)))
    store.add(paper("b", conductivity(1e-3)))
    before, links = list(store.query()), list(store.links())
    store.close()
    older(tmp_path / "kb")
    assert callable(way)
    again: SqliteStore = way(tmp_path / "kb")
    assert list(again.query()) == before
    assert list(again.links()) == links
    assert again.write([decided(before[0], "reject")]) == 1
    assert len(list(again.query())) == len(before) - 1
    again.close()
    with sqlite3.connect(tmp_path / "kb" / "kb.sqlite") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (LAYOUT,)
    connection.close()


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path) -> None:
    SqliteStore.create(tmp_path / "kb").close()
    older(tmp_path / "kb")
    connection = sqlite3.connect(tmp_path / "kb" / "kb.sqlite")
    connection.execute("DROP TABLE decisions")  # the upgrade's first step finds nothing to take out
    connection.commit()
    with pytest.raises(StoreError):
        SqliteStore.open(tmp_path / "kb")
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(records)")]
    connection.close()
    assert "identity" not in columns
