"""voltext audit: what papers report of the items that others need to reproduce them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..options import MemoryOption, OutOption, PasswordOption, SecondsOption
from ..output import Format, note, print_json, show_table, write_text

if TYPE_CHECKING:
    from ...insight.audit import Audit
    from ...insight.checklist import Checklist


class AuditFormat(StrEnum):
    """How an audit is shown."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"


def audit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Papers or manuscripts.")],
    checklist: Annotated[
        str, typer.Option("--checklist", metavar="NAME|FILE", help="A checklist by name, or a YAML file of your own.")
    ] = "full",
    fail_under: Annotated[
        float | None,
        typer.Option("--fail-under", min=0, max=1, metavar="SCORE", help="Exit with 1 where a paper scores less."),
    ] = None,
    max_seconds: SecondsOption = 60.0,
    max_memory: MemoryOption = 1200,
    password: PasswordOption = None,
    format: Annotated[AuditFormat, typer.Option("--format", help="How the audit is shown.")] = AuditFormat.table,
    out: OutOption = None,
) -> None:
    """Show which reporting items a paper states, and which it leaves out."""
    from ...ingest.source import Limits
    from ...insight.audit import audit as audit_of
    from ...insight.checklist import checklist as checklist_of
    from ..isolated import extract_files

    chosen = checklist_of(checklist)
    limits = Limits(seconds=max_seconds, memory_mb=max_memory)
    extractions = extract_files(files, limits=limits, passwords=tuple(password or ()))
    audits = [audit_of(extraction, checklist=chosen) for extraction in extractions]
    _show(audits, chosen, format, out, [extraction.source_document.text for extraction in extractions])
    failed = False
    for each in audits:
        header = each.document
        if header.failure is not None:
            note(f"{header.source}: {header.failure.reason}: {header.failure.message}")
            failed = True
        elif fail_under is not None and (each.score or 0.0) < fail_under:
            note(f"{header.source}: the score {each.score or 0.0:.2f} is under {fail_under:.2f}")
            failed = True
    if failed:
        raise typer.Exit(1)


def _show(audits: list[Audit], checklist: Checklist, format: AuditFormat, out: Path | None, texts: list[str]) -> None:
    from ...insight.audit_text import ROW_COLUMNS, csv_rows, markdown

    if format is AuditFormat.json:
        print_json(audits, out=out)
    elif format is AuditFormat.csv:
        show_table(ROW_COLUMNS, (row for each in audits for row in csv_rows(each)), format=Format.csv, out=out)
    elif format is AuditFormat.markdown:
        write_text(markdown(audits, checklist), out)
    elif format is AuditFormat.html:
        from ...insight.audit_html import html

        write_text(html(audits, checklist, texts), out)
    else:
        from ..audit_table import audit_table

        write_text(audit_table(audits, checklist), out)
