"""voltext enrich: what Crossref, OpenAlex and Europe PMC know of the papers of a knowledge base."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..bar import Bar
from ..options import DEFAULT_KB, FormatOption, KbOption, OutOption
from ..output import Format, counted, note, show_table
from .fetch import EmailOption, PaceOption, polite_client

if TYPE_CHECKING:
    from ..enriching import Enriched, EnrichReport

_COLUMNS = ("file", "document", "status", "doi", "filled", "differs")


def enrich(
    kb: KbOption = DEFAULT_KB,
    service: Annotated[
        list[str] | None,
        typer.Option("--from", help="crossref, openalex or europepmc; repeatable, asked in this order."),
    ] = None,
    email: EmailOption = None,
    again: Annotated[bool, typer.Option("--again", help="Ask again what was answered before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask, and change no paper.")] = False,
    pace: PaceOption = None,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Fill the DOI, title, authors, ORCIDs, journal, year, licence and abstract that files leave out.

    Papers are found by their DOI, else by a title that is the same with an author or the year.
    What the file says stays, and differences are listed; each filled field names its service.
    OPENALEX_API_KEY holds a key of OpenAlex.
    """
    from ...ingest.fetch.services import KEY_VARIABLE, addresses, metadata_services
    from ...kb.sqlite import SqliteStore
    from ..enriching import enrich as enrich_kb

    SqliteStore.open(kb).close()
    where = addresses(os.environ)
    client = polite_client(email, pace, tuple(where.values()))
    try:
        services = metadata_services(
            service or ["crossref"], client, where, email=email, key=os.environ.get(KEY_VARIABLE) or None
        )
        watch = _Watch()
        with watch.bar:
            report = enrich_kb(Path(kb), services, again=again, dry=dry_run, watch=watch.show)
    finally:
        client.close()
    _show(report, kb, dry=dry_run, format=format, out=out)
    if report.troubles:
        raise typer.Exit(1)


class _Watch:
    """Counts papers for the bar."""

    def __init__(self) -> None:
        self.bar = Bar("papers")
        self._ended = self._failed = 0

    def show(self, total: int, paper: Enriched) -> None:
        """Note one more paper."""
        self._ended += 1
        self._failed += paper.status == "failed"
        self.bar.show(total=total, ended=self._ended, failed=self._failed, name=paper.doi or paper.name)


def _show(report: EnrichReport, kb: Path, *, dry: bool, format: Format, out: OutOption) -> None:
    if format is not Format.table:
        rows = [
            (
                paper.name,
                paper.document,
                paper.status,
                paper.doi,
                "; ".join(f"{name} ({source})" for name, source in paper.filled),
                "; ".join(
                    f"{each.field}: {each.file} here, {each.service} at {source}" for source, each in paper.differences
                ),
            )
            for paper in report.papers
        ]
        show_table(_COLUMNS, rows, format=format, out=out)
    else:
        fields = Counter(pair for paper in report.papers for pair in paper.filled)
        if fields:
            filled = [(name, source, number) for (name, source), number in sorted(fields.items())]
            show_table(("field", "from", "papers"), filled, out=out, title=str(kb))
        for paper in report.papers:
            for source, each in paper.differences:
                note(f"{paper.name}: {each.field} is {each.file!r} in the file, {each.service!r} at {source}; it stays")
            if paper.status == "doubtful":
                note(f"{paper.name}: under its DOI {paper.doi} stands a paper of another title; nothing was filled")
    for name, error in report.troubles.items():
        note(f"{name}: {error.reason}: {error.message}")
    states = Counter(paper.status for paper in report.papers)
    told = ", ".join(f"{number} {status}" for status, number in states.most_common())
    note(f"{counted(len(report.papers), 'paper')}: {told or 'none'}{' (nothing was changed)' if dry else ''}")
