"""voltext status: every file of a knowledge base and what became of it."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from ..options import DEFAULT_KB, FormatOption, KbOption, OutOption
from ..output import Format, show_table


def status(
    kb: KbOption = DEFAULT_KB,
    only: Annotated[
        str | None, typer.Option("--only", help="Only files of one status: done, partial, failed, skipped.")
    ] = None,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """List every file with its status, the reason in a sentence, and what would mend it.

    Documents of one work (copies, formats, a preprint) have the same work: the document that stands for it. Supporting
    information has the work of its paper and the role of a supplement; both stay searchable.
    """
    from ...ingest.errors import UsageError
    from ...kb.sqlite import SqliteStore
    from ...kb.supplements import supplements_of
    from ..report import STATUSES, explained

    if only is not None and only not in STATUSES:
        raise UsageError(f"--only {only}: a status is one of {', '.join(STATUSES)}")
    with closing(SqliteStore.open(kb)) as store:
        every = list(store.files())
        editions = list(store.editions())
    works = {edition.header.id: edition.work for edition in editions}
    supplements = supplements_of(every, (edition.header for edition in editions))
    for supplement, paper in supplements.items():
        works[supplement] = works.get(paper) or paper
    columns = ("file", "document", "work", "role", "status", "reason", "message", "remedy")
    rows = [
        (
            file.name,
            file.document,
            works.get(file.document or ""),
            "supplement" if file.document in supplements else None,
            file.status,
            file.reason,
            *explained(file),
        )
        for file in every
        if only in (None, file.status)
    ]
    show_table(columns, rows, format=format, out=out)
