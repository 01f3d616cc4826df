"""Reviewing: one record after another on the terminal, each with its sentence, judged with one key."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from ..extract.rows import conditions_text, property_words, value_text, whose_text
from ..ingest.errors import UsageError
from ..kb.ledger import Waiting, queue
from ..search.context import context_of, value_marks
from .curating import condition_changes, filter_of
from .decision_words import about
from .output import note_console, printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from ..kb.decision import Decision
    from .curating import Desk

KEYS = "a accept  r reject  e edit  c comment  s skip  u undo  q quit"
# What an edit changes by name; any other name is a condition.
_NUMBERS = ("value", "min", "max")
_TEXTS = ("unit", "property", "quantity_name", "material", "origin")


def review(desk: Desk, *, by: str, property: str | None, paper: str | None, material: str | None, limit: int) -> None:
    """Go through the queue. Raises UsageError where standard input or standard error is no terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "review needs a terminal; elsewhere `voltext curate queue` lists records, `curate accept` and others judge"
        )
    console = note_console()
    waiting = queue(desk.store, filter_of(desk.store, property, paper, material), by=by, limit=limit)
    if not waiting:
        console.print("No record waits for a verdict.")
        return
    # Decisions of this session by the place in the queue that they were made at, the last one last.
    made: list[tuple[int, Decision]] = []
    place = 0
    while place < len(waiting):
        _show(console, desk, waiting[place], place, len(waiting))
        step = _ask(console, desk, waiting[place], place, made)
        if step is None:
            break
        place = max(0, place + step)
    console.print(f"\n{len(made)} decided, {max(0, len(waiting) - place)} left of these.")


def _ask(console: Console, desk: Desk, waiting: Waiting, place: int, made: list[tuple[int, Decision]]) -> int | None:
    """Read keys until one moves on: how far, or None to end."""
    while True:
        key = typer.getchar().lower()
        if key in ("a", "r"):
            made.append((place, desk.decide(waiting.stored, "accept" if key == "a" else "reject")))
            console.print("accepted" if key == "a" else "rejected", style="green" if key == "a" else "red")
            return 1
        if key == "e":
            changes = _changes(console)
            if changes:
                try:
                    made.append((place, desk.decide(waiting.stored, "edit", changes=changes)))
                except UsageError as error:
                    console.print(f"{error}; e to try again", style="red")
                    continue
                console.print("edited", style="green")
                return 1
            console.print("nothing changed")
        elif key == "c":
            text = console.input("comment: ").strip()
            if text:
                made.append((place, desk.decide(waiting.stored, "comment", reason=text)))
        elif key in ("s", " ", "\r", "\n"):
            return 1
        elif key == "u":
            if not made:
                console.print("nothing to take back")
                continue
            before, decision = made.pop()
            desk.undo(decision.id)
            console.print(f"taken back: {decision.action}")
            return before - place
        elif key in ("q", "\x04", "\x1b"):
            return None
        else:
            console.print(KEYS, style="dim")


def _changes(console: Console) -> dict[str, Any]:
    """What a person types as changes, one NAME=VALUE a line; an empty line ends them."""
    console.print(
        "name=value a line (value, min, max, unit, property, quantity_name, material, own=yes|no, origin, or a "
        "condition); empty ends"
    )
    changes: dict[str, Any] = {}
    while line := console.input("  ").strip():
        name, sign, text = (part.strip() for part in line.partition("="))
        try:
            if not sign:
                raise UsageError(f"{line!r} is not name=value")
            if name in _NUMBERS:
                changes[name] = float(text)
            elif name in _TEXTS:
                changes[name] = text
            elif name == "own":
                changes[name] = text.lower() in ("yes", "y", "true", "1")
            else:
                changes.setdefault("conditions", {}).update(condition_changes([line]))
        except (UsageError, ValueError) as error:
            console.print(str(error), style="red")
    return changes


def _show(console: Console, desk: Desk, waiting: Waiting, place: int, total: int) -> None:
    from rich.text import Text

    stored, record = waiting.stored, waiting.stored.record
    console.print()
    console.rule(f"{place + 1} of {total}", align="left", style="dim")
    head = Text(printable(record.material.name), style="bold")
    head.append(f"  {printable(property_words(record))}  ", style="not bold")
    head.append(printable(value_text(record)), style="bold cyan")
    conditions = conditions_text(record.conditions)
    if conditions:
        head.append(f"  at {printable(conditions)}", style="not bold")
    if whose_text(record) != "own":
        head.append(f"  ({whose_text(record)})", style="yellow")
    console.print(head)
    for text in _sentences(desk, waiting):
        console.print(text)
    if waiting.formerly is not None:
        then = f"formerly: {about(waiting.formerly)}, by {waiting.formerly.author}; it is read otherwise now"
        console.print(Text(printable(then), style="yellow"))
    paper = stored.header.title or stored.header.doi or stored.header.source
    year = f", {stored.header.year}" if stored.header.year else ""
    against = f"; contradicted {waiting.conflicts}×" if waiting.conflicts else ""
    console.print(Text(f"{printable(paper)}{year}  [confidence {record.confidence:.2f}{against}]", style="dim"))
    console.print(Text(KEYS, style="dim"))


def _sentences(desk: Desk, waiting: Waiting) -> list[Text]:
    """The sentences or table rows that state the record, its value marked."""
    from rich.text import Text

    entry = desk.store.get(waiting.stored.header.id)
    blocks = {block.id: block for block in entry.extraction().blocks} if entry is not None else {}
    found = []
    for evidence in waiting.stored.record.evidence[:3]:
        context = context_of(blocks.get(evidence.block), evidence)
        text = Text("  " + printable(context.text))
        for start, end in context.marks or value_marks(context.text, waiting.stored.record):
            text.stylize("bold reverse", start + 2, end + 2)
        found.append(text)
    return found
