"""voltext build: a folder of papers becomes a knowledge base."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..options import (
    DEFAULT_KB,
    FormatOption,
    GrobidOption,
    KbOption,
    MemoryOption,
    OcrOption,
    OutOption,
    PasswordOption,
    SecondsOption,
)
from ..output import Format, counted, note, show_table
from ..report import complaint

if TYPE_CHECKING:
    from ..pipeline import Progress

_NOTE_EVERY_SECONDS = 30.0


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
    again: Annotated[bool, typer.Option("--again", help="Read files again that the knowledge base holds.")] = False,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Read papers into a knowledge base; what is there is not read again, a killed build goes on."""
    from ...ingest.source import Limits
    from ..aids import aids_of
    from ..pipeline import build as build_kb

    limits = Limits(seconds=max_seconds, memory_mb=max_memory)
    with _Bar() as bar:
        report = build_kb(
            paths,
            kb,
            workers=workers,
            limits=limits,
            passwords=tuple(password or ()),
            aids=aids_of(ocr=ocr, grobid=grobid, figures=kb / "assets" if figures else None),
            again=again,
            watch=bar.show,
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


class _Bar:
    """Progress on standard error: a bar on a terminal, else a line now and then."""

    def __init__(self) -> None:
        self._noted = time.monotonic()
        self._progress = None
        if sys.stderr.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            from ..output import note_console

            self._progress = Progress(
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]} files/s", markup=False),
                TextColumn("{task.fields[failed]} failed", markup=False),
                TimeRemainingColumn(),
                TextColumn("{task.fields[name]}", markup=False),
                console=note_console(),
                transient=True,
            )
            self._task = self._progress.add_task("", total=None, rate="–", failed=0, name="")

    def __enter__(self) -> _Bar:
        if self._progress is not None:
            self._progress.start()
        self._began = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, progress: Progress) -> None:
        """Bring the display up to ``progress``."""
        rate = progress.ended / max(time.monotonic() - self._began, 1e-6)
        if self._progress is not None:
            name = Path(progress.last.name).name[:40] if progress.last else ""
            self._progress.update(
                self._task,
                total=progress.total,
                completed=progress.ended,
                rate=f"{rate:.1f}",
                failed=progress.failed,
                name=name,
            )
        elif time.monotonic() - self._noted > _NOTE_EVERY_SECONDS:
            self._noted = time.monotonic()
            left = (progress.total - progress.ended) / max(rate, 1e-6)
            note(
                f"{progress.ended} of {progress.total} files, {rate:.1f} a second, about {left:.0f} s left, "
                f"{progress.failed} failed"
            )
