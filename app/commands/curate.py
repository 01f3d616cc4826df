"""voltext curate: what people decide on records and materials, kept beside what was extracted."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..decision_words import about, both, state, subject
from ..options import DEFAULT_KB, FormatOption, KbOption, OutOption
from ..output import Format, counted, note, show_table, write_text

if TYPE_CHECKING:
    from ...kb.decision import Decision
    from ..curating import Desk

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


class By(StrEnum):
    """What comes first in the queue."""

    confidence = "confidence"
    conflicts = "conflicts"


def _desk(kb: Path, author: str) -> Desk:
    from ..curating import Desk, author_named

    return Desk(kb, author_named(author))


@curate.command("queue")
def queue(
    kb: KbOption = DEFAULT_KB,
    by: Annotated[By, typer.Option("--by", help="Least confident first, or most contradicted.")] = By.confidence,
    property: PropertyOption = None,
    paper: PaperOption = None,
    material: MaterialOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="Records to show.")] = 20,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """List the records that wait for a verdict."""
    from ...extract.rows import conditions_text, value_text
    from ...kb.ledger import queue as waiting_records
    from ...kb.sqlite import SqliteStore
    from ..curating import filter_of

    store = SqliteStore.open(kb)
    found = waiting_records(store, filter_of(store, property, paper, material), by=by.value, limit=limit)
    rows = [
        (
            each.stored.key,
            round(each.stored.record.confidence, 2),
            each.conflicts,
            each.stored.record.material.name,
            each.stored.record.property,
            value_text(each.stored.record),
            conditions_text(each.stored.record.conditions),
            each.stored.header.doi or each.stored.header.source,
            each.stored.record.evidence[0].text if each.stored.record.evidence else None,
        )
        for each in found
    ]
    store.close()
    columns = ("key", "confidence", "conflicts", "material", "property", "value", "conditions", "paper", "evidence")
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
    with _desk(kb, author) as desk:
        for stored in [desk.record(name) for name in names]:
            _told(desk.decide(stored, action, reason=reason))


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
    kb: KbOption = DEFAULT_KB,
    author: AuthorOption = "",
    reason: ReasonOption = "",
) -> None:
    """Put a record right; what was extracted is kept beside it."""
    from ...ingest.errors import UsageError
    from ..curating import condition_changes

    given: dict[str, Any] = {
        "value": value, "min": min, "max": max, "unit": unit, "property": property, "material": material, "own": own,
    }  # fmt: skip
    changes = {name: each for name, each in given.items() if each is not None}
    if condition:
        changes["conditions"] = condition_changes(condition)
    if not changes:
        raise UsageError("say what is to be changed: --value, --unit, --property, --material, --condition, --cited, …")
    with _desk(kb, author) as desk:
        _told(desk.decide(desk.record(record), "edit", reason=reason, changes=changes))


@curate.command("merge")
def merge(
    material: Annotated[str, typer.Argument(help="The material that is to count as another: its name or composition.")],
    into: Annotated[str, typer.Argument(help="The material that it is.")],
    kb: KbOption = DEFAULT_KB,
    author: AuthorOption = "",
    reason: ReasonOption = "",
) -> None:
    """Let two materials count as one, in every paper; unmerge and undo take it back."""
    with _desk(kb, author) as desk:
        _told(desk.merge(material, into, reason=reason))


@curate.command("unmerge")
def unmerge(
    material: Annotated[str, typer.Argument(help="The material that is to count as itself again.")],
    kb: KbOption = DEFAULT_KB,
    author: AuthorOption = "",
    reason: ReasonOption = "",
) -> None:
    """Keep a material apart: one that was merged, or whose name voltext learned to stand for another."""
    with _desk(kb, author) as desk:
        _told(desk.unmerge(material, reason=reason))


@curate.command("materials")
def materials(kb: KbOption = DEFAULT_KB, format: FormatOption = Format.table, out: OutOption = None) -> None:
    """List the materials that count as another: merged by people, and names learned from papers."""
    from ...kb.decision import in_force
    from ...kb.sqlite import SqliteStore

    store = SqliteStore.open(kb)
    rows: list[tuple[str | int | None, ...]] = [
        (decision.material.name, decision.action, decision.into.key if decision.into else None, decision.author, None)
        for decision in in_force(store.decisions())
        if decision.material is not None
    ]
    rows += [(each.name, "learned", each.composition, None, each.papers) for each in store.synonyms().values()]
    store.close()
    show_table(("material", "how", "counts as", "author", "papers"), rows, format=format, out=out)


@curate.command("undo")
def undo(
    decision: Annotated[
        str | None, typer.Argument(metavar="[DECISION]", help="Its id (see list); your last one otherwise.")
    ] = None,
    kb: KbOption = DEFAULT_KB,
    author: AuthorOption = "",
    reason: ReasonOption = "",
) -> None:
    """Take a decision back; the list still tells of it."""
    with _desk(kb, author) as desk:
        taken = desk.undo(decision, reason=reason)
    note(f"taken back: {about(taken)}")


@curate.command("list")
def list_decisions(
    kb: KbOption = DEFAULT_KB,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Only those whose record is not there.")] = False,
    contradicting: Annotated[
        bool, typer.Option("--contradicting", help="Only where curators contradict one another.")
    ] = False,
    by: Annotated[str | None, typer.Option("--by-author", metavar="NAME", help="Only those of one author.")] = None,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """List all decisions with author, time and reason, and what became of each."""
    from ...kb.decision import in_force
    from ...kb.ledger import contradictions, orphans
    from ...kb.sqlite import SqliteStore

    store = SqliteStore.open(kb)
    every = list(store.decisions())
    live = {decision.id for decision in in_force(every)}
    lost = {decision.id for decision in orphans(store)}
    store.close()
    against = {id: other for each in contradictions(every) for id, other in both(each.earlier, each.later)}
    rows = [
        (
            decision.id,
            decision.time[:19],
            decision.author,
            decision.action,
            subject(decision),
            decision.reason or None,
            state(decision, live, lost, against),
        )
        for decision in every
        if (not orphaned or decision.id in lost)
        and (not contradicting or decision.id in against)
        and by in (None, decision.author)
    ]
    show_table(("id", "time", "author", "action", "about", "reason", "state"), rows, format=format, out=out)


@curate.command("export")
def export_decisions(kb: KbOption = DEFAULT_KB, out: OutOption = None) -> None:
    """Write all decisions as JSON Lines, for another knowledge base to import."""
    from ...kb.decision import to_line
    from ...kb.sqlite import SqliteStore

    store = SqliteStore.open(kb)
    lines = [to_line(decision) + "\n" for decision in store.decisions()]
    store.close()
    write_text(lines, out)
    note(f"{counted(len(lines), 'decision')} written")


@curate.command("import")
def import_decisions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines that `voltext curate export` wrote.")],
    kb: KbOption = DEFAULT_KB,
) -> None:
    """Take in the decisions of others: known ones change nothing, contradictions are told."""
    from ...kb.ledger import contradictions, orphans
    from ..curating import read_decisions, take_in

    decisions = read_decisions(file)
    with _desk(kb, "import") as desk:
        done = take_in(desk.store, decisions)
        ids = {decision.id for decision in decisions}
        waiting = sum(decision.id in ids for decision in orphans(desk.store))
        against = [
            each for each in contradictions(desk.store.decisions()) if each.earlier.id in ids or each.later.id in ids
        ]
    note(f"{counted(done.added, 'decision')} added, {done.known} known already")
    if waiting:
        note(f"{waiting} wait for their record: `voltext curate list --orphaned` lists them")
    for each in against:
        note(
            f"contradiction: {about(each.later)} by {each.later.author} counts, "
            f"{about(each.earlier)} by {each.earlier.author} came before"
        )


@curate.command("review")
def review(
    kb: KbOption = DEFAULT_KB,
    by: Annotated[By, typer.Option("--by", help="Least confident first, or most contradicted.")] = By.confidence,
    property: PropertyOption = None,
    paper: PaperOption = None,
    material: MaterialOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="Records to go through.")] = 200,
    author: AuthorOption = "",
) -> None:
    """Go through records one by one on the terminal: accept, reject, edit, skip, undo, each with one key."""
    from ..reviewing import review as go_through

    with _desk(kb, author) as desk:
        go_through(desk, by=by.value, property=property, paper=paper, material=material, limit=limit)


def _told(decision: Decision) -> None:
    note(f"{about(decision)} [{decision.id}]; `voltext curate undo {decision.id}` takes it back")
