"""The verbs of voltext for Python: read, extract, audit, build, search, records. Objects and data frames come back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ..extract.extraction import Extraction
from ..extract.rows import records_frame
from ..ingest.document import Document
from ..ingest.errors import ReadError, UsageError
from ..ingest.source import NO_AIDS, Aids, Limits, Source
from ..kb.entry import Entry
from ..kb.memory import MemoryStore
from ..kb.sqlite import SqliteStore
from ..kb.store import RecordFilter, RecordStore
from .arguments import check_count, check_pair, check_path, check_text, folder_of
from .finding import what_is_there
from .pipeline import Progress
from .pipeline import build as _build
from .report import BuildReport

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..insight.audit import Audit
    from ..insight.recipes.comparison import Comparison
    from ..insight.recipes.proposal import Proposals
    from ..insight.recipes.statistics import RecipeStatistics
    from ..insight.review.review import Review
    from ..search.answer import Answer
    from ..search.hybrid import Ranking


SAMPLE_PAPER = Path(__file__).parent / "data" / "sample-paper.xml"


def sample_paper() -> Path:
    """The sample paper that every installation carries, to try voltext on."""
    return SAMPLE_PAPER


def read(path: str | Path, *, passwords: tuple[str, ...] = (), aids: Aids = NO_AIDS) -> Document:
    """The Document of a file.

    Raises UsageError where there is no such file, ReadError, with a reason and a remedy, where it gives no Document.
    """
    from ..ingest.readers import read as read_source

    check_path(path)
    kind = what_is_there(Path(path))
    if kind != "file":
        raise UsageError(f"{path}: it is {kind}, no file")
    try:
        source = Source.from_path(Path(path), passwords=passwords, aids=aids)
    except OSError as error:
        raise ReadError("unreadable", f"The file cannot be opened: {error.strerror or error}.") from error
    return read_source(source)


def extract(paper: str | Path | Document, *, passwords: tuple[str, ...] = (), aids: Aids = NO_AIDS) -> Extraction:
    """All that voltext reads out of a file or a Document. Raises as ``read`` does."""
    from ..extract.pipeline import extract_document

    return extract_document(paper if isinstance(paper, Document) else read(paper, passwords=passwords, aids=aids))


def audit(paper: str | Path | Document | Extraction, *, passwords: tuple[str, ...] = (), aids: Aids = NO_AIDS) -> Audit:
    """What a paper reports of the 42 items that others need to repeat it, with a score."""
    from ..insight.audit import audit as audit_extraction

    return audit_extraction(paper if isinstance(paper, Extraction) else extract(paper, passwords=passwords, aids=aids))


def build(
    paths: str | Path | list[str | Path],
    kb: str | Path = "voltext.kb",
    *,
    workers: int | None = None,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    passwords: tuple[str, ...] = (),
    aids: Aids = NO_AIDS,
    again: bool = False,
    watch: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Read files and folders into a knowledge base; the report says what became of each (``report.to_frame()``).

    Raises UsageError where ``paths`` are no paths.
    """
    for path in paths if isinstance(paths, list | tuple) else (paths,):
        check_path(path)
    folder = folder_of(kb)
    return _build(
        paths, folder, workers=workers, limits=limits, passwords=passwords, aids=aids, again=again, watch=watch
    )


def search(
    question: str,
    kb: str | Path = "voltext.kb",
    *,
    limit: int = 10,
    page: int = 1,
    passages: int = 5,
    order: str = "relevance",
    rank: Ranking | None = None,
    compare: tuple[str, str] | None = None,
) -> Answer:
    """The answer of a knowledge base: records, passages, facets, spreads by material (``answer.to_frame()``).

    ``order`` is relevance, value, year or confidence (``-value``: lowest first); ``rank`` is words, vectors or hybrid,
    None for both where there are vectors. Materials to ``compare`` (or ``A vs B`` in the question) stand side by side
    in ``answer.contrast``. Raises QueryError where the question cannot be read, UsageError where an option cannot be
    meant, StoreError where there is no knowledge base.
    """
    from .asking import ask, check_question
    from .projection import current_index

    check_question(question, limit=limit, page=page, passages=passages)
    check_text(order, "an order")
    if compare is not None:
        check_pair(compare)
    with current_index(folder_of(kb)) as index:
        return ask(index, question, limit=limit, page=page, passages=passages, sort=order, rank=rank, compare=compare)


def review(topic: str, kb: str | Path = "voltext.kb", *, papers: int = 60, sections: int | None = None) -> Review:
    """What the papers of a knowledge base say on a topic, in quotations (``docs/review.md``).

    Raises UsageError where no paper is about it or an option cannot be meant, StoreError where there is no knowledge
    base, MissingExtra without scikit-learn.
    """
    from .literature import review_of

    check_text(topic, "a topic")
    check_count(papers, "papers", 1)
    if sections is not None:
        check_count(sections, "sections", 1)
    return review_of(folder_of(kb), topic, papers=papers, groups=sections)


def records(
    source: str | Path | Extraction = "voltext.kb", *, property: str | None = None, material: str | None = None
) -> DataFrame:
    """The records of a knowledge base or an Extraction, one a row: all, or those of a property and a material.

    Raises UsageError where an argument cannot be meant, StoreError where there is no knowledge base.
    """
    for text, what in ((property, "a property"), (material, "a material")):
        if text is not None:
            check_text(text, what)
    if isinstance(source, Extraction):
        with closing(MemoryStore()) as memory:
            memory.add(Entry.of(source, version="", limits=""))
            return _frame(memory, property, material)
    with closing(SqliteStore.open(folder_of(source))) as store:
        return _frame(store, property, material)


def recipes(
    target: str, kb: str | Path = "voltext.kb", *, similar: float | None = None, kind: str | None = None
) -> Comparison:
    """The recipes of a knowledge base for a material, side by side, with medians (``comparison.made`` has each).

    ``similar`` (0 to 1) takes in targets whose composition is so much like it; ``kind`` is a method (solid_state, …).
    Raises UsageError for an empty target or an option that cannot be meant, StoreError where there is no knowledge
    base.
    """
    from .recipes_asked import comparison_of

    return comparison_of(folder_of(kb), target, similar=similar, kind=kind)


def recipe_statistics(kb: str | Path = "voltext.kb", *, kind: str | None = None) -> RecipeStatistics:
    """Temperature by number of elements, and precursors by element, of all recipes of a knowledge base.

    Raises UsageError where there is no such ``kind``, StoreError where there is no knowledge base.
    """
    from .recipes_asked import statistics_of

    return statistics_of(folder_of(kb), kind=kind)


def suggest(target: str, kb: str | Path = "voltext.kb", *, kind: str | None = None) -> Proposals:
    """Precursors for ``target``, with equation and evidence, from the recipes of targets like it.

    Raises UsageError where its composition is not known, StoreError where there is no knowledge base.
    """
    from .recipes_asked import proposals_of

    return proposals_of(folder_of(kb), target, kind=kind)


def _frame(store: RecordStore, property: str | None, material: str | None) -> DataFrame:
    found = store.query(RecordFilter(property=property, material=material))
    return records_frame((stored.header, stored.record) for stored in found)
