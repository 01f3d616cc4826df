"""voltext extract: what voltext reads out of files, without a knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..options import FormatOption, MemoryOption, OutOption, PasswordOption, SecondsOption
from ..output import Format, note, print_json, show_table

_SHOWN = ("material", "property", "value", "conditions", "own", "confidence", "evidence")


def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Papers.")],
    max_seconds: SecondsOption = 60.0,
    max_memory: MemoryOption = 1200,
    password: PasswordOption = None,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Print materials, properties, cells and recipes of papers; json prints the whole contract."""
    from ...ingest.source import Limits
    from ..flat import RECORD_COLUMNS, conditions_text, record_row, value_text
    from ..isolated import extract_files

    limits = Limits(seconds=max_seconds, memory_mb=max_memory)
    extractions = extract_files(files, limits=limits, passwords=tuple(password or ()))
    if format is Format.json:
        print_json(extractions, out=out)
    elif format is Format.table:
        for extraction in extractions:
            rows = [
                (
                    record.material.name,
                    record.property,
                    value_text(record),
                    conditions_text(record.conditions),
                    record.own,
                    round(record.confidence, 2),
                    record.evidence[0].text if record.evidence else None,
                )
                for record in extraction.records
            ]
            show_table(_SHOWN, rows, out=out, title=extraction.document.title or extraction.document.source)
    else:
        flat = [record_row(each.document, record) for each in extractions for record in each.records]
        show_table(RECORD_COLUMNS, flat, format=format, out=out)
    failures = [each.document for each in extractions if each.document.failure is not None]
    for header in failures:
        assert header.failure is not None
        note(f"{header.source}: {header.failure.reason}: {header.failure.message}")
    if failures:
        raise typer.Exit(1)
