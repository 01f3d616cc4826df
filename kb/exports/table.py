"""Tables: records as rows with their curation, as Parquet and as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ...extract.extraction import Record
from ...extract.rows import RECORD_COLUMNS, Row, record_row
from ..entry import StoredRecord
from .selection import Selection

if TYPE_CHECKING:
    import pyarrow

EXPORT_COLUMNS = (*RECORD_COLUMNS, "key", "material_key", "verdict", "original")
_BATCH = 5_000
_WHOLE = ("year", "start", "end")
_REAL = ("value", "min", "max", "error", "normalised_value", "normalised_min", "normalised_max", "confidence")
# What a changed record may differ in without anybody having changed it by hand.
_SILENT = ("rule", "confidence")


def rows(selection: Selection) -> Iterator[Row]:
    """The records under ``EXPORT_COLUMNS``."""
    for stored in selection.records():
        original = changed(stored)
        text = msgspec.json.encode(original, order="sorted").decode() if original else None
        yield (*record_row(stored.header, stored.record), stored.key, stored.identity, stored.verdict, text)


def changed(stored: StoredRecord) -> dict[str, Any]:
    """What was extracted, field by field, where the record is now another; empty where it is as it was."""
    if stored.original is None:
        return {}
    names = [each.name for each in fields(Record) if each.name not in _SILENT]
    pairs = ((name, getattr(stored.original, name), getattr(stored.record, name)) for name in names)
    return {name: msgspec.to_builtins(before) for name, before, after in pairs if before != after}


def write_parquet(selection: Selection, path: Path) -> None:
    """Write the records as Parquet, a batch at a time. Raises OSError."""
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, _type_of(name)) for name in EXPORT_COLUMNS])
    with parquet.ParquetWriter(path, schema) as writer:
        every = rows(selection)
        while batch := list(islice(every, _BATCH)):
            columns = list(zip(*batch, strict=True))
            arrays = [pyarrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))


def _type_of(name: str) -> pyarrow.DataType:
    import pyarrow

    if name in _WHOLE:
        return pyarrow.int64()
    if name in _REAL:
        return pyarrow.float64()
    return pyarrow.bool_() if name == "own" else pyarrow.string()


def json_lines(selection: Selection) -> Iterator[str]:
    """One record a line: its paper, itself whole, and what was decided on it."""
    for stored in selection.records():
        line = {
            "paper": stored.header,
            "record": stored.record,
            "key": stored.key,
            "material_key": stored.identity,
            "verdict": stored.verdict,
            "original": changed(stored) or None,
        }
        yield msgspec.json.encode(line).decode() + "\n"
