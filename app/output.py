"""What commands print: tables and JSON to standard output, notes and progress to standard error."""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..ingest.errors import UsageError
from ..ingest.whole import replacing

if TYPE_CHECKING:
    from pandas import DataFrame
    from rich.console import Console

Value = str | float | int | bool | None
# Paper text may carry escape sequences; a terminal must never run them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# A spreadsheet runs a cell that begins so as a formula.
_FORMULA = re.compile(r"[\s]*[=+\-@\t\r]")
_NARROWEST = 20
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z")


class Format(StrEnum):
    """How a table is shown. ``parquet`` and ``html`` go into a file only."""

    table = "table"
    json = "json"
    csv = "csv"
    parquet = "parquet"
    html = "html"


def note_console() -> Console:
    """The console of notes, progress and errors: standard error, colours only on a terminal."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False)


def note(message: str) -> None:
    """Write one line for people to standard error."""
    print(printable(message), file=sys.stderr)  # noqa: T201 - the one place that writes notes


def printable(text: str) -> str:
    """``text`` without control characters and bidirectional overrides, which could steer a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def counted(number: int, noun: str) -> str:
    """``number`` with its noun: ``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_json(value: Any, *, out: Path | None = None) -> None:
    """Write ``value`` (dataclasses, dicts, lists) as indented JSON in UTF-8 to standard output or to ``out``."""
    import msgspec

    write_text([msgspec.json.format(msgspec.json.encode(value, enc_hook=_plain), indent=2).decode() + "\n"], out)


def json_list(values: Iterable[Any]) -> Iterator[str]:
    """The parts of an indented JSON list of ``values``, one at a time, as `print_json` would write them whole."""
    import msgspec

    opened = False
    for value in values:
        text = msgspec.json.format(msgspec.json.encode(value, enc_hook=_plain), indent=2).decode()
        yield (",\n" if opened else "[\n") + "\n".join(f"  {line}" for line in text.split("\n"))
        opened = True
    yield "\n]\n" if opened else "[]\n"


def show_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    format: Format | str = Format.table,
    out: Path | None = None,
    title: str | None = None,
) -> None:
    """Show ``rows`` under ``columns`` in ``format``, on standard output or in the file ``out``.

    Raises UsageError where parquet or html has no ``out``, or ``out`` cannot be written.
    """
    format = Format(format)
    lines = [tuple(row) for row in rows]
    if format in (Format.parquet, Format.html) and out is None:
        raise UsageError(f"--format {format.value} needs --out FILE")
    if format is Format.json:
        print_json([dict(zip(columns, map(_shown, row), strict=True)) for row in lines], out=out)
    elif format is Format.csv:
        write_text(csv_lines(columns, lines), out)
    elif format is Format.table:
        _show(columns, lines, title, out)
    else:
        import pandas

        frame = pandas.DataFrame(lines, columns=list(columns))
        assert out is not None
        write_frame(frame, out, format.value)


def write_frame(frame: DataFrame, out: Path, format: str) -> None:
    """Write ``frame`` to ``out`` as ``parquet`` or ``html``. Raises UsageError where ``out`` cannot be written."""
    with replacing(out) as part:
        if format == "parquet":
            frame.to_parquet(part, index=False)
        else:
            frame.to_html(part, index=False, border=0)


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """``rows`` as lines of CSV (RFC 4180, one line ending); text that a spreadsheet would run gets an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in chain([columns], rows):
        writer.writerow([safe_cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def safe_cell(value: Value) -> Value:
    """``value`` as a spreadsheet may read it: numbers as they are, text that looks like a formula disarmed."""
    if not isinstance(value, str):
        return value
    # The csv module writes a lone carriage return without quotes, which no reader takes.
    text = printable(value.replace("\r\n", "\n").replace("\r", "\n"))
    return "'" + text if _FORMULA.match(text) and not _NUMBER.match(text) else text


def _shown(value: Value) -> Value:
    return printable(value) if isinstance(value, str) else value


def cell_text(value: Value) -> str:
    """``value`` as a person reads it in a table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    return printable(str(value))


def _show(columns: Sequence[str], rows: list[tuple[Value, ...]], title: str | None, out: Path | None) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    on_terminal = out is None and sys.stdout.isatty()
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        numbers = any(isinstance(row[index], int | float) and not isinstance(row[index], bool) for row in rows)
        table.add_column(column, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell_text(value)) for value in row))
    # In a pipe a row is one line, whatever its length, so that grep and cut work on it; unless COLUMNS sets a width.
    buffer = io.StringIO()
    asked = _asked_width() if out is None else None
    width = None if on_terminal else asked or 100_000
    console = Console(file=None if on_terminal else buffer, width=width, highlight=False, markup=False)
    if title:
        console.print(Text(printable(title)), soft_wrap=True)
    if (on_terminal or asked) and _least_width(columns, rows) > console.width:
        for row in rows:
            console.print()
            for column, value in zip(columns, row, strict=True):
                if value not in (None, ""):
                    console.print(Text.assemble((f"{column}: ", "bold"), cell_text(value)), soft_wrap=True)
    else:
        console.print(table)
    if not on_terminal:
        write_text((line.rstrip() + "\n" for line in buffer.getvalue().splitlines()), out)


def _asked_width() -> int | None:
    """The width that the variable COLUMNS asks of a table that goes into a pipe; None where it is not set."""
    asked = os.environ.get("COLUMNS", "")
    return max(int(asked), _NARROWEST) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None


def _least_width(columns: Sequence[str], rows: list[tuple[Value, ...]]) -> int:
    """How many characters a table must have across so that no word of it is broken."""
    words = [max(map(len, column.split()), default=0) for column in columns]
    for row in rows:
        words = [max(width, *map(len, cell_text(value).split()), 0) for width, value in zip(words, row, strict=True)]
    return sum(width + 3 for width in words)


def write_text(parts: Iterable[str], out: Path | None) -> None:
    """Write ``parts`` to standard output or to ``out``. Raises UsageError where ``out`` cannot be written."""
    if out is None:
        for part in parts:
            sys.stdout.write(part)
        sys.stdout.flush()
        return
    with replacing(out) as whole, whole.open("w", encoding="utf-8", newline="") as file:
        file.writelines(parts)


def _plain(value: Any) -> Any:
    """What JSON has no word for: paths, and numbers of numpy."""
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "item"):
        return value.item()
    raise NotImplementedError(type(value).__name__)
