"""voltext build: a folder of papers becomes a knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..bar import Bar
from ..options import (
    DEFAULT_KB,
    FormatOption,
    GrobidOption,
    KbOption,
    MemoryOption,
    ModelOption,
    OcrOption,
    OutOption,
    PasswordOption,
    ProfileOption,
    SecondsOption,
)
from ..output import Format, counted, note, show_table
from ..report import complaint


def build(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Files, folders and archives (zip, tar) of papers.")
    ],
    kb: KbOption = DEFAULT_KB,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes that read; default: cores.")
    ] = None,
    max_seconds: SecondsOption = 60.0,
    max_memory: MemoryOption = 1200,
    password: PasswordOption = None,
    ocr: OcrOption = False,
    grobid: GrobidOption = None,
    figures: Annotated[
        bool, typer.Option("--figures", help="Keep the images of figures in the folder assets.")
    ] = False,
    profile: ProfileOption = "rules",
    model: ModelOption = None,
    again: Annotated[bool, typer.Option("--again", help="Read files again that the knowledge base holds.")] = False,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Read papers into a knowledge base; what is there is not read again, a killed build goes on."""
    from ...ingest.source import Limits
    from ..aids import aids_of
    from ..pipeline import build as build_kb
    from ..profiles import checked_means

    limits = Limits(seconds=max_seconds, memory_mb=max_memory)
    means = checked_means(profile, model)
    with Bar() as bar:
        report = build_kb(
            paths,
            kb,
            workers=workers,
            limits=limits,
            passwords=tuple(password or ()),
            aids=aids_of(ocr=ocr, grobid=grobid, figures=kb / "assets" if figures else None),
            again=again,
            means=means,
            watch=lambda progress: bar.show(
                total=progress.total,
                ended=progress.ended,
                failed=progress.failed,
                name=Path(progress.last.name).name if progress.last else "",
            ),
        )
    rows = [(status, reason, number) for status, reason, number in report.counts()]
    if rows or format is not Format.table:
        show_table(("status", "reason", "files"), rows, format=format, out=out, title=f"{kb}")
    for file in report.failed:
        note(complaint(file.name, str(file.reason), str(file.message)))
    number = len(report.files)
    if all(file.status == "skipped" for file in report.files):
        note("no paper was found" + (f" among {counted(number, 'file')}" if number else ""))
    unchanged = (
        ""
        if not report.unchanged
        else ", as they were"
        if report.unchanged == number
        else (f", {report.unchanged} of them as they were")
    )
    if number:
        note(f"{counted(number, 'file')}{unchanged}, in {report.seconds:.1f} s; `voltext status --kb {kb}` lists them")
    if report.failed:
        raise typer.Exit(1)
