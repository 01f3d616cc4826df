"""The group of commands of `voltext curate`, and what its commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...decision_words import about
from ...output import note

if TYPE_CHECKING:
    from ....kb.decision import Decision
    from ...curating import Desk

AuthorOption = Annotated[
    str, typer.Option("--author", metavar="NAME", help="Who decides; VOLTEXT_AUTHOR or your user name otherwise.")
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", help="Its key (see queue), or PAPER/r1 (see show).")]
RecordsArgument = Annotated[list[str], typer.Argument(metavar="RECORD…", help="Keys (see queue), or PAPER/r1.")]
PropertyOption = Annotated[str | None, typer.Option("--property", help="Only records of this property.")]
PaperOption = Annotated[str | None, typer.Option("--paper", help="Only records of this paper: id, DOI, file.")]
MaterialOption = Annotated[str | None, typer.Option("--material", help="Only records of this material.")]

curate = typer.Typer(
    name="curate",
    no_args_is_help=True,
    help="Accept, reject and correct records, merge materials; decisions survive a new extraction and can be undone.",
)


def desk_of(kb: Path, author: str) -> Desk:
    """The desk of the author named so, else of the one that the environment names. Raises UsageError, StoreError."""
    from ...curating import Desk, author_named

    return Desk(kb, author_named(author))


def told(decision: Decision) -> None:
    """Say what was decided, and how it is taken back."""
    note(f"{about(decision)} [{decision.id}]; `voltext curate undo {decision.id}` takes it back")
