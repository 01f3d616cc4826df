"""voltext audit: what papers report of the items that others need to reproduce them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...ingest.errors import UsageError
from ..options import GrobidOption, MemoryOption, OcrOption, OutOption, PasswordOption, SecondsOption, kb_folder
from ..output import Format, note, print_json, show_table, write_text
from ..report import complaint

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
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE…", help="Papers or manuscripts.")] = None,
    kb: Annotated[
        Path | None,
        typer.Option(
            "--kb", metavar="DIR", parser=kb_folder, help="What the papers of a knowledge base report, in shares."
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="year|journal|chemistry", help="With --kb: shares in groups.")
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="FILE", help="With --kb: the shares as a figure, .svg, .png or .html."),
    ] = None,
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
    ocr: OcrOption = False,
    grobid: GrobidOption = None,
    format: Annotated[AuditFormat, typer.Option("--format", help="How the audit is shown.")] = AuditFormat.table,
    out: OutOption = None,
) -> None:
    """Show which reporting items a paper states, and which it leaves out."""
    from ...ingest.source import Limits
    from ...insight.audit import audit as audit_of
    from ...insight.checklist import checklist as checklist_of
    from ..aids import aids_of
    from ..coverage_report import show_coverage
    from ..isolated import extract_files

    chosen = checklist_of(checklist)
    if kb is not None:
        if files:
            raise UsageError("give files or --kb, not both")
        show_coverage(kb, chosen, by, format=Format(_tabular(format)), out=out, chart=chart)
        return
    if not files or by is not None or chart is not None:
        raise UsageError(
            "--by and --chart need --kb" if files or by or chart else "give at least one file, or --kb DIR"
        )
    limits = Limits(seconds=max_seconds, memory_mb=max_memory)
    extractions = extract_files(
        files, limits=limits, passwords=tuple(password or ()), aids=aids_of(ocr=ocr, grobid=grobid)
    )
    audits = [audit_of(extraction, checklist=chosen) for extraction in extractions]
    _show(audits, chosen, format, out, [extraction.source_document.text for extraction in extractions])
    failed = False
    for each in audits:
        header = each.document
        if header.failure is not None:
            note(complaint(header.source, header.failure.reason, header.failure.message))
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


def _tabular(format: AuditFormat) -> str:
    if format not in (AuditFormat.table, AuditFormat.json, AuditFormat.csv):
        raise UsageError(f"--format {format.value} is for files; with --kb it is table, json or csv")
    return format.value
