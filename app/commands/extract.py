"""voltext extract: what voltext reads out of files, without a knowledge base."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...ingest.errors import UsageError
from ..evidence import SHOWN, shown_row
from ..options import (
    FormatOption,
    GrobidOption,
    MemoryOption,
    ModelOption,
    OcrOption,
    OutOption,
    PasswordOption,
    ProfileOption,
    SecondsOption,
    SureOption,
)
from ..output import Format, note, print_json, show_table, write_text
from ..report import complaint
from ..task import LIMIT_REASONS

if TYPE_CHECKING:
    from ...extract.extraction import Extraction


def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Papers.")],
    max_seconds: SecondsOption = 60.0,
    max_memory: MemoryOption = 1200,
    password: PasswordOption = None,
    ocr: OcrOption = False,
    grobid: GrobidOption = None,
    profile: ProfileOption = "rules",
    model: ModelOption = None,
    min_confidence: SureOption = 0.0,
    format: FormatOption = Format.table,
    out: OutOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the paper with its mentions, its records and the rule behind each.")
    ] = False,
) -> None:
    """Print materials, properties, cells and recipes of papers; json prints the whole contract."""
    from ...extract.rows import RECORD_COLUMNS, record_row
    from ...ingest.source import Limits
    from ..aids import aids_of
    from ..isolated import extract_files
    from ..profiles import checked_means

    if explain and format not in (Format.table, Format.html):
        raise UsageError(
            f"--explain is for people, as table or html; --format {format.value} has what it shows, leave --explain out"
            if format is Format.json
            else f"--explain is for people, as table or html: leave it out, or --format {format.value}"
        )
    limits = Limits(seconds=max_seconds, memory_mb=max_memory)
    extractions = extract_files(
        files,
        limits=limits,
        passwords=tuple(password or ()),
        aids=aids_of(ocr=ocr, grobid=grobid),
        means=checked_means(profile, model),
    )
    if min_confidence:
        extractions = [surer(extraction, min_confidence) for extraction in extractions]
    if explain:
        _explain(extractions, format, out)
    elif format is Format.json:
        print_json(extractions, out=out)
    elif format is Format.table:
        for extraction in extractions:
            if extraction.document.failure is not None:
                continue
            rows = [shown_row(extraction, record) for record in extraction.records]
            show_table(SHOWN, rows, out=out, title=extraction.document.title or extraction.document.source)
    else:
        flat = [record_row(each.document, record) for each in extractions for record in each.records]
        show_table(RECORD_COLUMNS, flat, format=format, out=out)
    for header in (each.document for each in extractions):
        for warning in header.warnings:
            if warning.code in LIMIT_REASONS:
                note(complaint(header.source, warning.code, warning.message))
    failures = [each.document for each in extractions if each.document.failure is not None]
    for header in failures:
        assert header.failure is not None
        note(complaint(header.source, header.failure.reason, header.failure.message))
    if failures:
        raise typer.Exit(1)


def surer(extraction: Extraction, least: float) -> Extraction:
    """``extraction`` with the records whose confidence is at least ``least``."""
    return replace(extraction, records=tuple(each for each in extraction.records if each.confidence >= least))


def _explain(extractions: list[Extraction], format: Format, out: Path | None) -> None:
    from rich.console import Console

    from ..explain import explain_lines, explain_page

    read = [extraction for extraction in extractions if extraction.document.failure is None]
    if format is Format.html:
        if out is None or len(read) > 1:
            raise UsageError("--explain --format html takes one paper and needs --out FILE")
        write_text([explain_page(extraction) for extraction in read], out)
        return
    if out is not None:
        write_text([f"{line.plain}\n" for extraction in read for line in explain_lines(extraction)], out)
        return
    console = Console(highlight=False, markup=False)
    if not sys.stdout.isatty():
        # Through a pipe, whose reader may leave.
        lines = (line for extraction in read for line in explain_lines(extraction, width=console.width))
        write_text((f"{line.plain}\n" for line in lines), None)
        return
    for extraction in read:
        for line in explain_lines(extraction, width=console.width):
            console.print(line)
