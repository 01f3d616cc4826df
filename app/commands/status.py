"""voltext status: every file of a knowledge base and what became of it."""

from __future__ import annotations

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

    Documents of one work (copies, formats, a preprint) have the same work: the document that stands for it.
    """
    from ...ingest.errors import UsageError
    from ...kb.sqlite import SqliteStore
    from ..report import STATUSES, remedy

    if only is not None and only not in STATUSES:
        raise UsageError(f"--only {only}: a status is one of {', '.join(STATUSES)}")
    store = SqliteStore.open(kb)
    files = [file for file in store.files() if only in (None, file.status)]
    works = {edition.header.id: edition.work for edition in store.editions()}
    store.close()
    columns = ("file", "document", "work", "status", "reason", "message", "remedy")
    rows = [
        (file.name, file.document, works.get(file.document or ""), file.status, file.reason, file.message, remedy(file))
        for file in files
    ]
    show_table(columns, rows, format=format, out=out)
