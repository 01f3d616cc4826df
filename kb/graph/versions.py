"""The version of the schema that a graph is in, written down within it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...ingest.errors import StoreError
from .schema import INDEXES, LABELS, SCHEMA_VERSION

Run = Callable[..., list[dict[str, Any]]]
_STATEMENTS = (
    "CREATE CONSTRAINT voltext_schema_key IF NOT EXISTS FOR (n:VoltextSchema) REQUIRE n.name IS UNIQUE",
    *(label.constraint for label in LABELS),
    *(label.index for label in LABELS if label.owned and label.key != "document"),
    *INDEXES,
)
_READ = "MATCH (n:VoltextSchema {name: 'voltext'}) RETURN n.version AS version"
_WRITE = "MERGE (n:VoltextSchema {name: 'voltext'}) SET n.version = $version"
_LOADED = "MATCH (n:Loaded) RETURN count(n) AS n"


def found_version(run: Run) -> int | None:
    """The version that the graph is in; None where nothing was loaded yet. ``run`` puts a text to the server."""
    rows = run(_READ)
    if rows:
        return int(rows[0]["version"])
    # Graphs of version 1 did not write it down.
    return 1 if run(_LOADED)[0]["n"] else None


def check_version(name: str, found: int | None) -> None:
    """Raises StoreError where a newer voltext wrote the graph that goes by ``name``."""
    if found is not None and found > SCHEMA_VERSION:
        raise StoreError(
            f"{name} was written by a newer voltext (schema {found}, this one has {SCHEMA_VERSION}): update this one"
        )


def make_schema(run: Run, *, arcade: bool) -> None:
    """Constraints and indexes, where they are not there, and wait until they serve."""
    for statement in _STATEMENTS:
        run(statement)
    if not arcade:  # ArcadeDB makes them at once, and has no such procedure
        run("CALL db.awaitIndexes(60)")


def write_version(run: Run) -> None:
    """Write down that the graph is in this version."""
    run(_WRITE, version=SCHEMA_VERSION)
