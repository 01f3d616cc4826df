"""voltext curate undo, list, export, import: the decisions themselves."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from ...decision_words import about, both, state, subject
from ...options import DEFAULT_KB, FormatOption, KbOption, OutOption
from ...output import Format, counted, note, show_table, write_text
from .group import AuthorOption, ReasonOption, curate, desk_of


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
    with desk_of(kb, author) as desk:
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
    from ....kb.decision import in_force
    from ....kb.ledger import contradictions
    from ....kb.ledger import lost as orphans_of
    from ....kb.sqlite import SqliteStore

    with closing(SqliteStore.open(kb)) as store:
        every = list(store.decisions())
        lost = {each.decision.id: each.successor for each in orphans_of(store)}
    live = {decision.id for decision in in_force(every)}
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
    from ....kb.decision import to_line
    from ....kb.sqlite import SqliteStore

    with closing(SqliteStore.open(kb)) as store:
        lines = [to_line(decision) + "\n" for decision in store.decisions()]
    write_text(lines, out)
    note(f"{counted(len(lines), 'decision')} written")


@curate.command("import")
def import_decisions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines that `voltext curate export` wrote.")],
    kb: KbOption = DEFAULT_KB,
) -> None:
    """Take in the decisions of others: known ones change nothing, contradictions are told."""
    from ....kb.ledger import contradictions, orphans
    from ...curating import read_decisions, take_in

    decisions = read_decisions(file)
    with desk_of(kb, "import") as desk:
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
