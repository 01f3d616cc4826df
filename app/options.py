"""Options that several commands share, spelt once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ..ingest.errors import UsageError
from ..ingest.slips import meant
from ..kb.store import STORE_NAME
from .output import Format


def kb_folder(text: str | Path) -> Path:
    """The folder of a knowledge base. Raises UsageError where it has no name, which would be the current folder."""
    if not str(text).strip():
        raise UsageError("--kb needs the name of a folder")
    return Path(text)


def result_file(text: str | Path) -> Path:
    """A file for a result. Raises UsageError where it lies in a knowledge base, whose own files it could replace."""
    path = Path(text)
    for folder in Path(os.path.realpath(path)).parents:
        if (folder / STORE_NAME).is_file():
            raise UsageError(f"{path} lies in the knowledge base {folder.name}; write results elsewhere")
    return path


def check_name(name: str, names: Sequence[str], option: str) -> None:
    """Raise UsageError where ``name``, given as ``option``, is none of ``names``; it says the nearest."""
    if name not in names:
        raise UsageError(f"{option} {name[:40]}: not one of {', '.join(names)}{meant(name, names)}")


KbOption = Annotated[
    Path,
    typer.Option("--kb", envvar="VOLTEXT_KB", metavar="DIR", parser=kb_folder, help="The knowledge base, a directory."),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How the result is shown; parquet and html need --out.")]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", parser=result_file, help="Write into FILE, not to the terminal."),
]
PasswordOption = Annotated[
    list[str] | None, typer.Option("--password", metavar="TEXT", help="A password to try on locked files; repeatable.")
]
SecondsOption = Annotated[float, typer.Option("--max-seconds", min=0.1, help="Computing time that one file may take.")]
MemoryOption = Annotated[int, typer.Option("--max-memory", min=50, help="Memory in MB that one file may take.")]
OcrOption = Annotated[
    bool, typer.Option("--ocr", help="Read scanned pages with Tesseract, which must be installed; seconds a page.")
]
GrobidOption = Annotated[
    str | None,
    typer.Option(
        "--grobid", metavar="URL", help="Send PDFs to this GROBID service (http://localhost:8070) and read its answer."
    ),
]
ProfileOption = Annotated[
    str,
    typer.Option(
        "--profile",
        metavar="rules|fast|accurate",
        help="fast: small learned models besides the rules; accurate: the encoder's look at paragraphs too.",
    ),
]
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="A tagger of your own from voltext train, besides the rules."),
]


def _share(value: float) -> float:
    if not 0 <= value <= 1:  # also what is no number
        raise typer.BadParameter(f"{value:g} is no share: it is between 0 and 1, such as 0.9")
    return value


SureOption = Annotated[
    float,
    typer.Option(
        "--min-confidence", callback=_share, metavar="SHARE", help="Only records at least as sure: 0.9 is 9 of 10."
    ),
]

DEFAULT_KB = Path("voltext.kb")
