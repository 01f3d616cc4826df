"""enrich: what services know of the papers of a knowledge base fills what their files leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..extract.extraction import Extraction
from ..ingest.document import Header
from ..ingest.errors import FetchError
from ..ingest.fetch.services import MetadataService
from ..ingest.particulars import Particulars, completed
from ..kb.entry import pack
from ..kb.lock import BuildLock
from ..kb.lookups import Lookups
from ..kb.matching import Difference, differences, found_by_title, is_same_work
from ..kb.sqlite import SqliteStore
from ..kb.works import plain
from ..search.index import open_index
from .projection import Projection

FIELDS = ("doi", "title", "authors", "orcids", "journal", "year", "licence", "abstract")


@dataclass(frozen=True, slots=True)
class Enriched:
    """What became of one paper. ``filled`` are (field, service); ``status`` is one of

    ``complete``: nothing was lacking; ``filled``; ``known``: found, with nothing that was lacking; ``unknown``: no
    service has it for sure; ``doubtful``: what stands under its DOI has quite another title; ``failed``: not asked.
    """

    document: str
    name: str
    status: str
    doi: str | None = None
    filled: tuple[tuple[str, str], ...] = ()
    differences: tuple[tuple[str, Difference], ...] = ()


@dataclass
class EnrichReport:
    """The papers of one run, and the services that could not be asked, each with the first reason."""

    papers: list[Enriched] = field(default_factory=list)
    troubles: dict[str, FetchError] = field(default_factory=dict)


def enrich(
    kb: Path,
    services: Sequence[MetadataService],
    *,
    again: bool = False,
    dry: bool = False,
    watch: Callable[[int, Enriched], None] | None = None,
) -> EnrichReport:
    """Fill what the papers of ``kb`` lack with what ``services`` know, in their order; nothing is overwritten.

    Answers are kept in the knowledge base and not asked for again, unless ``again`` is True. ``watch`` is told the
    number of papers and each that ended. ``dry`` asks and changes no paper. Raises StoreError.
    """
    report = EnrichReport()
    with closing(SqliteStore.open(kb)) as store, BuildLock(kb):
        run = _Run(services, Lookups(kb), again, report)
        editions = list(store.editions())
        for edition in editions:
            entry = store.get(edition.header.id)
            if entry is None:
                continue
            extraction = entry.extraction()
            header, paper = run.paper(extraction)
            if header != extraction.document and not dry:
                # Stored paper by paper, so that a run that ends early has done what it has done.
                store.add(replace(entry, header=header, payload=pack(replace(extraction, document=header))))
            report.papers.append(paper)
            if watch is not None:
                watch(len(editions), paper)
        if not dry:
            # A DOI that was filled in, here or by a run that was killed, may tell that two documents are one work.
            with closing(open_index(kb)) as index:
                Projection(store, index).settle()
    return report


class _Run:
    """One run: asks, remembers, and gives up a service that does not answer."""

    def __init__(
        self, services: Sequence[MetadataService], lookups: Lookups, again: bool, report: EnrichReport
    ) -> None:
        self._services = services
        self._lookups = lookups
        self._again = again
        self._report = report

    def paper(self, extraction: Extraction) -> tuple[Header, Enriched]:
        """The header with what could be filled, and what became of the paper."""
        header = first = extraction.document
        bare = not any(block.kind == "abstract" for block in extraction.blocks)
        found = doubtful = failed = False
        contrary: list[tuple[str, Difference]] = []
        for service in self._services:
            if not _lacking(header, bare):
                break
            try:
                said, by_doi = self._said(service, header)
            except FetchError as error:
                self._report.troubles.setdefault(service.name, error)
                failed = True
                continue
            if said is None:
                continue
            if by_doi and not is_same_work(header, said):
                doubtful = True
                continue
            found = True
            contrary += [(service.name, difference) for difference in differences(header, said)]
            header = completed(header, said, service.name, abstract=bare)
        before = {each.field for each in first.metadata_source}
        filled = tuple((each.field, each.source) for each in header.metadata_source if each.field not in before)
        states = {"filled": bool(filled), "known": found, "doubtful": doubtful, "failed": failed}
        status = next((name for name, holds in states.items() if holds), "unknown")
        if not _lacking(first, bare):
            status = "complete"
        return header, Enriched(header.id, header.source, status, header.doi, filled, tuple(contrary))

    def _said(self, service: MetadataService, header: Header) -> tuple[Particulars | None, bool]:
        """What ``service`` says of the paper, and whether it was found by its DOI. Raises FetchError."""
        if header.doi:
            doi = header.doi.lower()
            answers = self._asked(service, f"doi:{doi}", lambda: [service.particulars_of_doi(doi)])
            return (answers[0] if answers else None), True
        if not header.title:
            return None, False
        title = header.title
        answers = self._asked(service, f"title:{plain(title)}", lambda: service.particulars_by_title(title))
        return found_by_title(header, answers), False

    def _asked(
        self, service: MetadataService, key: str, ask: Callable[[], Iterable[Particulars | None]]
    ) -> list[Particulars]:
        known = None if self._again else self._lookups.get(service.name, key)
        if known is not None:
            return known
        earlier = self._report.troubles.get(service.name)
        if earlier is not None and earlier.passing:
            raise earlier  # it was patiently asked before; that it is down is true for all papers
        answers = [each for each in ask() if each is not None]
        self._lookups.put(service.name, key, answers)
        return answers


def _lacking(header: Header, bare: bool) -> list[str]:
    """The fields that ``header`` lacks; ``bare`` says whether its text has no abstract."""
    return [name for name in FIELDS if not getattr(header, name) and (name != "abstract" or bare)]
