"""voltext export: the records of a knowledge base for other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ..options import DEFAULT_KB, KbOption, OutOption
from ..output import csv_lines, write_frame, write_text


class ExportFormat(StrEnum):
    """What an export is written as: ``jsonl`` holds whole records, the others a row a record."""

    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"


def export(
    kb: KbOption = DEFAULT_KB,
    format: Annotated[ExportFormat, typer.Option("--format", help="What to write.")] = ExportFormat.csv,
    out: OutOption = None,
) -> None:
    """Write all records; csv is safe to open in a spreadsheet, parquet needs --out."""
    import msgspec

    from ...extract.rows import RECORD_COLUMNS, record_row, records_frame
    from ...ingest.errors import UsageError
    from ...kb.sqlite import SqliteStore

    if format is ExportFormat.parquet and (out is None or out.is_dir()):
        raise UsageError("--format parquet needs --out FILE")
    store = SqliteStore.open(kb)
    if format is ExportFormat.jsonl:
        lines = (
            msgspec.json.encode({"paper": stored.header, "record": stored.record}).decode() for stored in store.query()
        )
        write_text((line + "\n" for line in lines), out)
    elif format is ExportFormat.csv:
        rows = (record_row(stored.header, stored.record) for stored in store.query())
        write_text(csv_lines(RECORD_COLUMNS, rows), out)
    else:
        assert out is not None
        frame = records_frame((stored.header, stored.record) for stored in store.query())
        write_frame(frame, out, "parquet")
    store.close()
    if out is not None:
        typer.echo(f"{out} written", err=True)
