"""Exporting: which formats there are, what of a knowledge base is chosen, and how the file comes about."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..ingest.errors import QueryError, UsageError
from ..kb.sqlite import SqliteStore
from ..kb.store import ALL_RECORDS
from .bar import Bar
from .curating import filter_of
from .output import csv_lines, note, write_text

if TYPE_CHECKING:
    from ..kb.exports.selection import Selection

Chosen = dict[str, frozenset[str]]
_SHOWN_AFTER = 2.0
_PAGE = 1_000


def _csv(selection: Selection) -> Iterable[str]:
    from ..kb.exports.table import EXPORT_COLUMNS, rows

    return csv_lines(EXPORT_COLUMNS, rows(selection))


def _jsonl(selection: Selection) -> Iterable[str]:
    from ..kb.exports.table import json_lines

    return json_lines(selection)


def _bibtex(selection: Selection) -> Iterable[str]:
    from ..kb.exports.bibtex import bibtex

    return bibtex(selection)


def _graphml(selection: Selection) -> Iterable[str]:
    from ..kb.exports.graphml import graphml

    return graphml(selection)


def _jsonld(selection: Selection) -> Iterable[str]:
    from ..kb.exports.jsonld import jsonld

    return jsonld(selection)


def _parquet(selection: Selection, path: Path) -> None:
    from ..kb.exports.table import write_parquet

    write_parquet(selection, path)


def _sqlite(selection: Selection, path: Path) -> None:
    from ..kb.exports.lite import write_sqlite

    write_sqlite(selection, path)


# Formats that are text go to standard output as well; the others into a file only.
TEXTS: dict[str, Callable[[Selection], Iterable[str]]] = {
    "csv": _csv, "jsonl": _jsonl, "bibtex": _bibtex, "graphml": _graphml, "jsonld": _jsonld,
}  # fmt: skip
FILES: dict[str, Callable[[Selection, Path], None]] = {"parquet": _parquet, "sqlite": _sqlite}
FORMATS = ("csv", "parquet", "jsonl", "sqlite", "bibtex", "graphml", "jsonld")


def export_kb(
    kb: Path,
    format: str,
    out: Path | None,
    *,
    question: str = "",
    property: str | None = None,
    material: str | None = None,
    paper: str | None = None,
    rejected: bool = False,
) -> None:
    """Write what counts of ``kb``, or what answers ``question``, as ``format`` to ``out`` or standard output.

    A file is there when it is whole; one that stood there stays when it cannot be. Raises UsageError, StoreError.
    """
    from ..ingest.whole import replacing
    from ..kb.exports.selection import Selection

    if format in FILES and out is None:
        raise UsageError(f"--format {format} needs --out FILE")
    chosen = answering(kb, question) if question.strip() else None
    with closing(SqliteStore.open(kb)) as store, Bar("records") as bar:
        wanted = replace(filter_of(store, property, paper, material), rejected=rejected)
        total = sum(map(len, chosen.values())) if chosen is not None else store.count(wanted)
        if not total:
            note("no record is of this choice" if chosen is not None or wanted != ALL_RECORDS else "no record is there")
        selection = Selection(store, wanted, chosen, _watch(bar, total))
        if out is None:
            write_text(TEXTS[format](selection), None)
            return
        with replacing(out) as part:
            if format in FILES:
                FILES[format](selection, part)
            else:
                with part.open("w", encoding="utf-8", newline="") as file:
                    file.writelines(TEXTS[format](selection))


def _watch(bar: Bar, total: int) -> Callable[[int], None]:
    """Tell ``bar``, once the export has taken two seconds."""
    began = time.monotonic()

    def watch(number: int) -> None:
        if time.monotonic() - began > _SHOWN_AFTER:
            bar.show(total=total, ended=min(number, total), failed=0)

    return watch


def answering(kb: Path, question: str) -> Chosen:
    """The records that answer ``question``, by document; how it was understood is said. Raises UsageError."""
    from ..search.answer import answer
    from .projection import current_index

    found: dict[str, set[str]] = {}
    with current_index(kb) as index:
        offset = 0
        while True:
            try:
                page = answer(index, question, limit=_PAGE, offset=offset, passages=0)
            except QueryError as error:
                raise UsageError(f"the question cannot be read: {error}") from error
            if not offset:
                note(f"understood: {page.query.reading}")
                for remark in page.query.notes:
                    note(f"note: {remark}")
            for record in page.records:
                if record.paper is not None:
                    found.setdefault(record.paper.id, set()).add(record.id)
            offset += _PAGE
            if offset >= page.total.get("records", 0):
                return {document: frozenset(ids) for document, ids in found.items()}
