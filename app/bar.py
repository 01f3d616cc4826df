"""Bar: progress on standard error, a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time

from .output import note, note_console

_NOTE_EVERY_SECONDS = 30.0


class Bar:
    """Shown within a ``with`` block. ``noun`` names in the plural what is counted.

    ``late``: only from the first ``show`` on, for what is mostly done before anybody could read a bar.
    """

    def __init__(self, noun: str = "files", *, late: bool = False) -> None:
        self._noun = noun
        self._late = late
        self._began = self._noted = time.monotonic()
        self._progress = None
        if sys.stderr.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._progress = Progress(
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn(f"{{task.fields[rate]}} {noun}/s", markup=False),
                TextColumn("{task.fields[failed]} failed", markup=False),
                TimeRemainingColumn(),
                TextColumn("{task.fields[name]}", markup=False),
                console=note_console(),
                transient=True,
            )
            self._task = self._progress.add_task("", total=None, rate="–", failed=0, name="")

    def __enter__(self) -> Bar:
        if self._progress is not None and not self._late:
            self._progress.start()
        self._began = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, *, total: int, ended: int, failed: int, name: str = "") -> None:
        """Bring the display up to date; ``name`` is that of the last one that ended."""
        rate = ended / max(time.monotonic() - self._began, 1e-6)
        if self._progress is not None:
            self._progress.start()  # nothing where it has begun
            self._progress.update(
                self._task, total=total, completed=ended, rate=f"{rate:.1f}", failed=failed, name=name[:40]
            )
        elif time.monotonic() - self._noted > _NOTE_EVERY_SECONDS:
            self._noted = time.monotonic()
            left = (total - ended) / max(rate, 1e-6)
            note(f"{ended} of {total} {self._noun}, {rate:.1f} a second, about {left:.0f} s left, {failed} failed")
