"""voltext curate merge, unmerge, materials: which materials are one."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from ...options import DEFAULT_KB, FormatOption, KbOption, OutOption
from ...output import Format, show_table
from .group import AuthorOption, ReasonOption, curate, desk_of, told


@curate.command("merge")
def merge(
    material: Annotated[str, typer.Argument(help="The material that is to count as another: its name or composition.")],
    into: Annotated[str, typer.Argument(help="The material that it is.")],
    kb: KbOption = DEFAULT_KB,
    author: AuthorOption = "",
    reason: ReasonOption = "",
) -> None:
    """Let two materials count as one, in every paper; unmerge and undo take it back."""
    with desk_of(kb, author) as desk:
        told(desk.merge(material, into, reason=reason))


@curate.command("unmerge")
def unmerge(
    material: Annotated[str, typer.Argument(help="The material that is to count as itself again.")],
    kb: KbOption = DEFAULT_KB,
    author: AuthorOption = "",
    reason: ReasonOption = "",
) -> None:
    """Keep a material apart: one that was merged, or whose name voltext learned to stand for another."""
    with desk_of(kb, author) as desk:
        told(desk.unmerge(material, reason=reason))


@curate.command("materials")
def materials(kb: KbOption = DEFAULT_KB, format: FormatOption = Format.table, out: OutOption = None) -> None:
    """List the materials that count as another: merged by people, and names learned from papers."""
    from ....kb.decision import in_force
    from ....kb.sqlite import SqliteStore

    with closing(SqliteStore.open(kb)) as store:
        # Of several decisions on one material the last counts.
        last = {each.material.key: each for each in in_force(store.decisions()) if each.material is not None}
        learned = [each for each in store.synonyms().values() if each.name not in last]
    rows: list[tuple[str | int | None, ...]] = [
        (each.material.name, each.action, each.into.key if each.into else None, each.author, None)
        for each in last.values()
        if each.material is not None
    ]
    rows += [(each.name, "learned", each.composition, None, each.papers) for each in learned]
    show_table(("material", "how", "counts as", "author", "papers"), rows, format=format, out=out)
