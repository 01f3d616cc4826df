"""voltext fetch: open papers that fit a question, or have given DOIs, into a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...ingest.errors import UsageError
from ..bar import Bar
from ..options import FormatOption, OutOption
from ..output import Format, counted, note, show_table

if TYPE_CHECKING:
    from ...ingest.fetch.client import PoliteClient
    from ...ingest.fetch.fetching import FetchReport, Step

EmailOption = Annotated[
    str | None,
    typer.Option(
        "--email", envvar="VOLTEXT_EMAIL", metavar="ADDRESS", help="Yours, for the people behind the services."
    ),
]
PaceOption = Annotated[
    float | None,
    typer.Option("--pace", min=0.0, metavar="SECONDS", help="Between two requests to a mirror of your own."),
]
_COLUMNS = (
    "status",
    "source",
    "doi",
    "title",
    "year",
    "licence",
    "file",
    "bytes",
    "sha256",
    "url",
    "reason",
    "message",
)
_LOCK = ".fetch.lock"
_PLAN = ("source", "doi", "title", "year", "licence")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,200}\.[^@\s.]{2,40}")


def fetch(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION | DOI…", help="Words to search for, or DOIs.")
    ] = None,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder that the papers go to.")] = Path("papers"),
    doi: Annotated[
        list[Path] | None, typer.Option("--doi", metavar="FILE", help="A file with DOIs, one a line; repeatable.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many papers at most.")] = 100,
    licence: Annotated[
        list[str] | None,
        typer.Option(
            "--licence", help="cc0, cc-by, cc-by-sa, cc-by-nc, … or any; repeatable; default: the first three."
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help="europepmc, arxiv or unpaywall; repeatable, asked in this order."),
    ] = None,
    since: Annotated[int | None, typer.Option("--since", metavar="YEAR", help="No older papers.")] = None,
    until: Annotated[int | None, typer.Option("--until", metavar="YEAR", help="No newer papers.")] = None,
    prefer: Annotated[str, typer.Option("--prefer", help="xml, pdf or latex, where a source has several.")] = "xml",
    email: EmailOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be fetched; write nothing.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Try papers again that an earlier run refused.")] = False,
    max_seconds: Annotated[
        float, typer.Option("--max-seconds", min=1.0, help="Time that one answer may take.")
    ] = 300.0,
    pace: PaceOption = None,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Get open papers with their licences; what is there is not fetched again, a run that was cut off goes on.

    The folder gets a manifest, fetched.jsonl, with source, licence, address and checksum of each paper;
    `voltext build` reads it.
    """
    from ...ingest.fetch.client import Patience
    from ...ingest.fetch.fetching import fetch as fetch_papers
    from ...ingest.fetch.find import OPEN_LICENCES, Wanted
    from ...ingest.fetch.services import addresses, paper_sources

    query, dois = _asked(words or [], doi or [])
    wanted = Wanted(tuple(name.lower() for name in licence or OPEN_LICENCES), since, until, prefer)
    where = addresses(os.environ)
    client = polite_client(email, pace, tuple(where.values()), Patience(seconds=max_seconds))
    try:
        sources = paper_sources(source or _usual(query, email), client, where, email=email)
        if query and [each.name for each in sources] == ["unpaywall"]:
            raise UsageError("Unpaywall finds papers by DOI only: give DOIs, or another --source")
        watch = _Watch(limit if query else min(limit, len(dois)))
        with watch.bar, nullcontext() if dry_run else _alone(to):
            report = fetch_papers(
                client, sources, to, query=query, dois=dois, wanted=wanted, limit=limit, dry=dry_run, again=again,
                watch=watch.show,
            )  # fmt: skip
    finally:
        client.close()
    _show(report, to, dry=dry_run, format=format, out=out)
    for step in report.steps if dois else ():
        if step.row.status == "unavailable":
            note(f"{step.row.doi}: {step.row.reason}: {step.row.message}")
    if report.failed or report.troubles:
        raise typer.Exit(1)


def polite_client(
    email: str | None, pace: float | None, trusted: tuple[str, ...], patience: object = None
) -> PoliteClient:
    """A client that says who asks. Raises UsageError where ``email`` is no address."""
    from ... import __version__
    from ...ingest.fetch.client import Patience, PoliteClient
    from ...ingest.fetch.pace import Pace, SystemClock

    if email is not None and not _EMAIL.fullmatch(email):
        raise UsageError(f"--email {email}: that is no e-mail address")
    clock = SystemClock()
    chosen = patience if isinstance(patience, Patience) else Patience()
    return PoliteClient(
        agent=f"voltext/{__version__}",
        contact=email,
        patience=chosen,
        clock=clock,
        pace=Pace(clock, interval=pace, own=trusted),
        trusted=trusted,
    )


def _usual(query: str | None, email: str | None) -> list[str]:
    if query:
        return ["europepmc", "arxiv"]
    if not email:
        note("Unpaywall is not asked: it wants the e-mail address of whoever asks (--email)")
    return ["europepmc", "arxiv", *(["unpaywall"] if email else [])]


def _asked(words: list[str], files: list[Path]) -> tuple[str | None, list[str]]:
    """The query, or the DOIs, that a call names. Raises UsageError where it is both or neither."""
    from ...ingest.encoding import decode
    from ...ingest.metadata import doi_of

    dois: list[str] = []
    for path in files:
        try:
            lines = decode(path.read_bytes()).splitlines()
        except OSError as error:
            raise UsageError(f"--doi {path}: it cannot be read: {error.strerror or error}") from error
        found = [found for line in lines if (found := doi_of(line))]
        if not found:
            raise UsageError(f"--doi {path}: there is no DOI in it")
        dois += found
    named = [doi_of(word) if re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.\d", word) else None for word in words]
    if words and all(named):
        return None, [*filter(None, named), *dois]
    if words and (dois or any(named)):
        raise UsageError("give a question or DOIs, not both")
    if not " ".join(words).strip() and not dois:
        raise UsageError('say what to fetch: voltext fetch "sodium-ion cathode" --to papers/')
    return " ".join(words).strip() or None, dois


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else fetches into ``folder`` within the context: two would write into one another's unfinished files.

    Raises StoreError where somebody does, UsageError where the folder cannot be made.
    """
    from ...ingest.fetch.fetching import make_folder
    from ...kb.lock import BuildLock

    make_folder(folder)
    with BuildLock(folder, name=_LOCK, work="fetch"):
        yield
        # It is no paper of anybody's. Windows keeps it while it is open.
        with suppress(OSError):
            (folder / _LOCK).unlink()


class _Watch:
    """Counts steps for the bar: those that are there against the limit."""

    def __init__(self, total: int) -> None:
        self.bar = Bar("papers")
        self._total = total
        self._there = self._failed = 0

    def show(self, step: Step) -> None:
        """Note one more step."""
        self._there += step.row.status == "fetched"
        self._failed += step.row.status in ("failed", "refused")
        self.bar.show(total=self._total, ended=self._there, failed=self._failed, name=step.row.doi or step.row.key)


def _show(report: FetchReport, folder: Path, *, dry: bool, format: Format, out: OutOption) -> None:
    rows = [step.row for step in report.steps]
    if format is not Format.table:
        names = _PLAN if dry else _COLUMNS
        wanted = [row for row in rows if not dry or row.status == "fetched"]
        show_table(names, [tuple(getattr(row, name) for name in names) for row in wanted], format=format, out=out)
    elif dry:
        planned = [step.row for step in report.steps if step.planned]
        if planned:
            show_table(_PLAN, [tuple(getattr(row, name) for name in _PLAN) for row in planned], out=out)
    elif rows:
        groups: dict[tuple[str, str, str | None], list[int]] = {}
        for row in rows:
            status = row.status, row.source or "–", row.licence if row.status == "fetched" else row.reason
            groups.setdefault(status, []).append(row.bytes or 0)
        table = [(*key, len(sizes), round(sum(sizes) / 1e6, 2)) for key, sizes in sorted(groups.items(), key=_order)]
        show_table(("status", "source", "licence or reason", "papers", "MB"), table, out=out, title=str(folder))
    for row in report.failed:
        note(f"{row.doi or row.key}: {row.reason}: {row.message} {row.url or ''}".rstrip())
    for name, error in report.troubles:
        note(f"{name}: {error.reason}: {error.message}")
    _summary(report, folder, dry=dry)


def _order(group: tuple[tuple[str, str, str | None], list[int]]) -> tuple[int, str, str]:
    from ...ingest.fetch.manifest import STATUSES

    (status, source, detail), _ = group
    return STATUSES.index(status), source, detail or ""


def _summary(report: FetchReport, folder: Path, *, dry: bool) -> None:
    there = [step for step in report.steps if step.row.status == "fetched"]
    new = sum(step.new for step in there)
    if not there and not report.failed and not report.troubles:
        note("no paper was found under a wanted licence; --licence any takes what may be read, too")
    elif dry:
        note(f"{counted(new, 'paper')} would be fetched, {len(there) - new} are there; nothing was written")
    else:
        onward = f"; next: voltext build {folder}" if there else ""
        note(f"{counted(new, 'paper')} fetched, {len(there) - new} were there{onward}")
