"""fetch: papers that fit a query, or have given DOIs, into a folder; a run that was cut off goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from ..errors import FetchError, UsageError
from ..particulars import Particulars
from .client import PoliteClient
from .download import download
from .find import NO_LICENCE, SUFFIXES, Copy, Find, PaperSource, Wanted
from .manifest import Manifest, Row


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one paper in this run. ``new`` is False for one that was there; ``planned`` in a dry run."""

    row: Row
    new: bool
    planned: bool = False


@dataclass
class FetchReport:
    """The papers of one run in their order, and the services that could not be asked, each with the reason."""

    steps: list[Step] = field(default_factory=list)
    troubles: list[tuple[str, FetchError]] = field(default_factory=list)

    @property
    def failed(self) -> list[Row]:
        """The papers that another run may get, or that came as something else."""
        return [step.row for step in self.steps if step.row.status in ("failed", "refused")]


def fetch(
    client: PoliteClient,
    sources: Sequence[PaperSource],
    folder: Path,
    *,
    query: str | None = None,
    dois: Iterable[str] = (),
    wanted: Wanted = Wanted(),  # noqa: B008 - immutable
    limit: int = 100,
    dry: bool = False,
    again: bool = False,
    watch: Callable[[Step], None] | None = None,
) -> FetchReport:
    """Bring up to ``limit`` papers into ``folder`` and return what became of each that was met.

    The sources are asked in their order; a paper that one gives no file of is looked for in the next. Papers that an
    earlier run brought count and are not fetched again, nor are those that it refused, unless ``again`` is True.
    ``dry`` writes nothing. Raises UsageError where ``folder`` cannot be written.
    """
    if not dry:
        make_folder(folder)
    run = _Run(client, sources, Manifest(folder), folder, query, wanted, dry, again)
    report = FetchReport()
    finds = _by_query(sources, query, wanted, report) if query else _by_doi(sources, dois, run, report)
    places: dict[str, int] = {}
    there = 0
    while there < limit and (find := next(finds, None)) is not None:
        if find.key in run.there:
            continue
        step = run.take(find)
        place = places.setdefault(find.key, len(report.steps))
        report.steps[place : place + 1] = [step]
        if step.row.status == "fetched":
            run.there.add(find.key)
            there += 1
        if watch is not None:
            watch(step)
    return report


def make_folder(folder: Path) -> None:
    """Make ``folder`` where it is not there. Raises UsageError where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror or error}") from error


def _by_query(sources: Sequence[PaperSource], query: str, wanted: Wanted, report: FetchReport) -> Iterator[Find]:
    for source in sources:
        try:
            yield from (find for find in source.search(query, wanted) if wanted.in_time(find.about.year))
        except FetchError as error:
            report.troubles.append((source.name, error))


def _by_doi(sources: Sequence[PaperSource], dois: Iterable[str], run: _Run, report: FetchReport) -> Iterator[Find]:
    for doi in dict.fromkeys(dois):
        asked = Find("", doi, Particulars(doi), ())
        answered = run.holds(asked)
        if answered:
            yield asked
        for source in sources:
            if asked.key in run.there:
                break
            try:
                find = source.of_doi(doi)
            except FetchError as error:
                run.troubled[asked.key] = error
                report.troubles.append((f"{source.name}, {doi}", error))
                continue
            if find is not None:
                answered = True
                # The DOI that was asked for names the paper, also where a preprint tells that of its article.
                yield replace(find, about=replace(find.about, doi=doi))
        if not answered:
            yield asked


class _Run:
    """One run over one folder."""

    def __init__(
        self,
        client: PoliteClient,
        sources: Sequence[PaperSource],
        manifest: Manifest,
        folder: Path,
        query: str | None,
        wanted: Wanted,
        dry: bool,
        again: bool,
    ) -> None:
        self._client = client
        self._sources = {source.name: source for source in sources}
        self._manifest = manifest
        self._folder = folder
        self._query = query
        self._wanted = wanted
        self._dry = dry
        self._again = again
        # Keys of the papers of this run that are there, of those that a service could not be asked for, of all met.
        self.there: set[str] = set()
        self.troubled: dict[str, FetchError] = {}
        self._met: set[str] = set()

    def holds(self, find: Find) -> bool:
        """Whether the paper is there from an earlier run."""
        return self._manifest.holds(find.key)

    def take(self, find: Find) -> Step:
        """Get one paper, if it is not there and no earlier run refused what this source has."""
        earlier = self._manifest.get(find.key)
        if earlier is not None and self._manifest.holds(find.key):
            return Step(earlier, new=False)
        try:
            find = self._licensed(find, earlier)
        except FetchError as error:
            return self._ended(find, None, error, status="failed")
        if not find.source and find.key in self.troubled:
            return self._ended(find, None, self.troubled[find.key], status="failed")
        copies = self._wanted.chosen(find)
        if not copies:
            return self._ended(find, None, _without(find), status="unavailable")
        if earlier is not None and earlier.status == "refused" and earlier.source == find.source and not self._again:
            return Step(earlier, new=False)
        if self._dry:
            return Step(_row(find, self._query, copies[0], status="fetched"), new=True, planned=True)
        problems: list[tuple[FetchError, Copy]] = []
        for copy in copies:
            try:
                return self._got(find, copy)
            except FetchError as error:
                problems.append((error, copy))
        # What may pass is told before what will not, and what became of the best copy before that of others.
        problem, copy = next((each for each in problems if each[0].passing), problems[0])
        return self._ended(find, copy, problem, status="failed" if problem.passing else "refused")

    def _licensed(self, find: Find, earlier: Row | None) -> Find:
        """``find`` with its licence, which is asked for only where it matters and was not told before."""
        source = self._sources.get(find.source)
        if source is None or "any" in self._wanted.licences or find.about.licence:
            return find
        if earlier is not None and earlier.source == find.source and earlier.licence:
            return replace(find, about=replace(find.about, licence=earlier.licence))
        return source.licensed(find)

    def _got(self, find: Find, copy: Copy) -> Step:
        name = find.stem + SUFFIXES[copy.format]
        try:
            stored = download(self._client, copy.url, self._folder / name, format=copy.format)
        except OSError as error:
            raise UsageError(f"{self._folder / name} cannot be written: {error.strerror or error}") from error
        row = replace(
            _row(find, self._query, copy, status="fetched"),
            file=name,
            sha256=stored.sha256,
            bytes=stored.bytes,
            retrieved=self._now(),
        )
        self._manifest.add(row)
        return Step(row, new=True)

    def _ended(self, find: Find, copy: Copy | None, problem: FetchError, *, status: str) -> Step:
        """Note a paper that was not got."""
        row = replace(
            _row(find, self._query, copy, status=status),
            reason=problem.reason,
            message=problem.message,
            retrieved=self._now(),
        )
        earlier = self._manifest.get(find.key)
        if find.key in self._met and earlier is not None and status == "unavailable":
            return Step(earlier, new=True)  # that a second source has it not is less than what came of the first
        self._met.add(find.key)
        if not self._dry:
            self._manifest.add(row)
        return Step(row, new=True)

    def _now(self) -> str:
        return datetime.fromtimestamp(self._client.clock.date(), UTC).isoformat(timespec="seconds")


def _without(find: Find) -> FetchError:
    """Why none of the copies of ``find`` is taken."""
    licences = sorted({copy.licence or find.about.licence or NO_LICENCE for copy in find.copies})
    if not find.source:
        return FetchError("not_found", "None of the services has an open copy of it.")
    if not find.copies:
        return FetchError("no_copy", f"{find.source} has no open copy of it.")
    return FetchError("licence", f"Its licence is not among the wanted: {', '.join(licences)}.")


def _row(find: Find, query: str | None, copy: Copy | None, *, status: str) -> Row:
    about = find.about
    licence = (copy.licence if copy else None) or about.licence
    return Row(
        find.key, status, find.source, query, about.doi, about.title, about.authors, about.orcids, about.journal,
        about.year, None if licence == NO_LICENCE else licence, copy.url if copy else None,
        format=copy.format if copy else None,
    )  # fmt: skip
