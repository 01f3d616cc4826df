"""voltext curate queue, review, accept, reject, comment, edit: what people decide on records."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ...decision_words import about
from ...options import DEFAULT_KB, FormatOption, KbOption, OutOption
from ...output import Format, show_table
from .group import (
    AuthorOption,
    MaterialOption,
    PaperOption,
    PropertyOption,
    ReasonOption,
    RecordArgument,
    RecordsArgument,
    curate,
    desk_of,
    told,
)


class By(StrEnum):
    """What comes first in the queue."""

    confidence = "confidence"
    conflicts = "conflicts"


ByOption = Annotated[By, typer.Option("--by", help="Least confident first, or most contradicted.")]


@curate.command("queue")
def queue(
    kb: KbOption = DEFAULT_KB,
    by: ByOption = By.confidence,
    property: PropertyOption = None,
    paper: PaperOption = None,
    material: MaterialOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="Records to show.")] = 20,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """List the records that wait for a verdict."""
    from ....extract.rows import conditions_text, property_text, value_text
    from ....kb.ledger import queue as waiting_records
    from ....kb.sqlite import SqliteStore
    from ...curating import filter_of

    with closing(SqliteStore.open(kb)) as store:
        found = waiting_records(store, filter_of(store, property, paper, material), by=by.value, limit=limit)
    rows = [
        (
            each.stored.key,
            round(each.stored.record.confidence, 2),
            each.conflicts,
            each.stored.record.material.name,
            property_text(each.stored.record),
            value_text(each.stored.record),
            conditions_text(each.stored.record.conditions),
            f"{about(each.formerly)}, by {each.formerly.author}" if each.formerly is not None else None,
            each.stored.header.doi or each.stored.header.source,
            each.stored.record.evidence[0].text if each.stored.record.evidence else None,
        )
        for each in found
    ]
    columns = (
        "key",
        "confidence",
        "conflicts",
        "material",
        "property",
        "value",
        "conditions",
        "formerly",
        "paper",
        "evidence",
    )
    show_table(columns, rows, format=format, out=out)


@curate.command("accept")
def accept(
    records: RecordsArgument, kb: KbOption = DEFAULT_KB, author: AuthorOption = "", reason: ReasonOption = ""
) -> None:
    """Say that records are right; their confidence becomes 1."""
    _judge(records, "accept", kb, author, reason)


@curate.command("reject")
def reject(
    records: RecordsArgument, kb: KbOption = DEFAULT_KB, author: AuthorOption = "", reason: ReasonOption = ""
) -> None:
    """Say that records are wrong; they no longer appear unless asked for."""
    _judge(records, "reject", kb, author, reason)


@curate.command("comment")
def comment(
    record: RecordArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What there is to say.")],
    kb: KbOption = DEFAULT_KB,
    author: AuthorOption = "",
) -> None:
    """Say something of a record without judging it."""
    _judge([record], "comment", kb, author, text)


def _judge(names: list[str], action: str, kb: Path, author: str, reason: str) -> None:
    with desk_of(kb, author) as desk:
        for stored in [desk.record(name) for name in names]:
            told(desk.decide(stored, action, reason=reason))


@curate.command("edit")
def edit(
    record: RecordArgument,
    value: Annotated[float | None, typer.Option("--value", help="The right number.")] = None,
    min: Annotated[float | None, typer.Option("--min", help="The lower end of a range.")] = None,
    max: Annotated[float | None, typer.Option("--max", help="The upper end of a range.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="The right unit, such as 'mAh/g'.")] = None,
    property: Annotated[str | None, typer.Option("--property", help="The right property.")] = None,
    material: Annotated[str | None, typer.Option("--material", help="The right material.")] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option("--condition", metavar="KEY=TEXT", help="temperature='25 °C'; without TEXT it is taken out."),
    ] = None,
    own: Annotated[
        bool | None, typer.Option("--own/--cited", help="Whether it is the paper's own value or of another work.")
    ] = None,
    origin: Annotated[
        str | None, typer.Option("--origin", help="How the value came about: measured, calculated or theoretical.")
    ] = None,
    quantity_name: Annotated[
        str | None, typer.Option("--quantity-name", help="What was measured, where the property is other.")
    ] = None,
    kb: KbOption = DEFAULT_KB,
    author: AuthorOption = "",
    reason: ReasonOption = "",
) -> None:
    """Put a record right; what was extracted is kept beside it."""
    from ....ingest.errors import UsageError
    from ...curating import condition_changes

    given: dict[str, Any] = {
        "value": value, "min": min, "max": max, "unit": unit, "property": property, "quantity_name": quantity_name,
        "material": material, "own": own, "origin": origin,
    }  # fmt: skip
    changes = {name: each for name, each in given.items() if each is not None}
    if condition:
        changes["conditions"] = condition_changes(condition)
    if not changes:
        raise UsageError("say what is to be changed: --value, --unit, --property, --material, --condition, --cited, …")
    with desk_of(kb, author) as desk:
        told(desk.decide(desk.record(record), "edit", reason=reason, changes=changes))


@curate.command("review")
def review(
    kb: KbOption = DEFAULT_KB,
    by: ByOption = By.confidence,
    property: PropertyOption = None,
    paper: PaperOption = None,
    material: MaterialOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="Records to go through.")] = 200,
    author: AuthorOption = "",
) -> None:
    """Go through records one by one on the terminal: accept, reject, edit, skip, undo, each with one key."""
    from ...reviewing import review as go_through

    with desk_of(kb, author) as desk:
        go_through(desk, by=by.value, property=property, paper=paper, material=material, limit=limit)
