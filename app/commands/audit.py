"""voltext audit: what papers report of the items that others need to reproduce them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...ingest.errors import UsageError
from ..bar import Bar
from ..options import (
    GrobidOption,
    MemoryOption,
    OcrOption,
    OutOption,
    PasswordOption,
    SecondsOption,
    kb_folder,
    result_file,
)
from ..output import Format, csv_lines, json_list, note, write_text
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
        typer.Option(
            "--chart",
            metavar="FILE",
            parser=result_file,
            help="With --kb: the shares as a figure, .svg, .png or .html.",
        ),
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
    from ..isolated import each_extraction

    chosen = checklist_of(checklist)
    if kb is not None:
        if files:
            raise UsageError("give files or --kb, not both")
        if fail_under is not None:
            raise UsageError("--fail-under is for files: the papers of a knowledge base are shown in shares")
        show_coverage(kb, chosen, by, format=Format(_tabular(format)), out=out, chart=chart)
        return
    if not files or by is not None or chart is not None:
        raise UsageError(
            "--by and --chart need --kb" if files or by or chart else "give at least one file, or --kb DIR"
        )
    limits = Limits(seconds=max_seconds, memory_mb=max_memory)
    extractions = each_extraction(
        files, limits=limits, passwords=tuple(password or ()), aids=aids_of(ocr=ocr, grobid=grobid)
    )
    complaints: list[str] = []

    def audits() -> Iterator[tuple[Audit, str]]:
        with Bar("papers") as bar:
            for ended, extraction in enumerate(extractions, start=1):
                each = audit_of(extraction, checklist=chosen)
                complaints.extend(_complaints(each, fail_under))
                bar.show(total=len(files), ended=ended, failed=len(complaints), name=each.document.source)
                yield each, extraction.source_document.text

    _show(audits(), chosen, format, out)
    for complained in complaints:
        note(complained)
    if complaints:
        raise typer.Exit(1)


def _complaints(audit: Audit, fail_under: float | None) -> Iterator[str]:
    header = audit.document
    if header.failure is not None:
        yield complaint(header.source, header.failure.reason, header.failure.message)
    elif fail_under is not None and audit.score is None:
        yield f"{header.source}: there is no score, since no item of the checklist applies"
    elif fail_under is not None and audit.score is not None and audit.score < fail_under:
        yield f"{header.source}: the score {audit.score:.2f} is under {fail_under:.2f}"


def _show(audits: Iterator[tuple[Audit, str]], checklist: Checklist, format: AuditFormat, out: Path | None) -> None:
    """Write each audit as it comes, with the text of its document where the format shows it."""
    from ...insight.audit_text import ROW_COLUMNS, csv_rows, markdown

    alone = (each for each, _ in audits)
    if format is AuditFormat.json:
        parts = json_list(alone)
    elif format is AuditFormat.csv:
        parts = csv_lines(ROW_COLUMNS, (row for each in alone for row in csv_rows(each)))
    elif format is AuditFormat.markdown:
        parts = markdown(alone, checklist)
    elif format is AuditFormat.html:
        from ...insight.audit_html import html

        parts = html(audits, checklist)
    else:
        from ..audit_table import audit_table

        parts = audit_table(alone, checklist)
    write_text(parts, out)


def _tabular(format: AuditFormat) -> str:
    if format not in (AuditFormat.table, AuditFormat.json, AuditFormat.csv):
        raise UsageError(f"--format {format.value} is for files; with --kb it is table, json or csv")
    return format.value
