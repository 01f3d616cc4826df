"""Answer: records first, with value, conditions and sentence; passages second; facets and totals beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..extract.rows import records_frame
from ..ingest.errors import QueryError
from .comparing import Contrast, asked_contrast, check_pair, contrast, of_any
from .compiler import Compiler
from .entry import Stored, decode, whole_paper
from .found import FoundPassage, FoundRecord, Step, found_record
from .grouping import Group, groups_of
from .hybrid import Codes, Meant, Ranking, has_words, said
from .index import Hit, Index, Order, Page, order_of
from .kinds import with_kinds
from .marking import Sought, best_snippet, sought
from .meaning import names_material
from .parser import parse
from .query import Comparison, Node, Query, Word, leaves
from .relaxing import matching
from .suggest import Unheard, unheard

if TYPE_CHECKING:
    from pandas import DataFrame

# Papers whose steps are looked up at once, and how many steps they may have between them.
STEP_PAPERS, MAX_STEPS = 20, 1_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``voltext search`` prints. ``total`` counts all records and passages that fit, not only those shown.

    ``groups`` say how the values of the best records lie, by material; ``contrast`` sets two materials side by side.
    """

    query: Query
    records: tuple[FoundRecord, ...]
    passages: tuple[FoundPassage, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    total: Mapping[str, int] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    contrast: Contrast | None = None

    def to_frame(self) -> DataFrame:
        """The records, one a row."""
        return records_frame((record.paper, record) for record in self.records if record.paper is not None)


def answer(
    index: Index,
    text: str,
    *,
    limit: int = 10,
    offset: int = 0,
    passages: int = 5,
    order: Order | None = None,
    codes: Codes | None = None,
    ranking: Ranking = "hybrid",
    spread: int = 0,
    compared: tuple[str, str] | None = None,
) -> Answer:
    """The answer of ``index`` to the question ``text``.

    Where nothing fits it as a whole, facts are joined by paper instead of sample, then words are taken one by one;
    ``query.notes`` says so. With ``codes`` and an index that has vectors, words and meaning rank together (or
    ``ranking`` says which alone). The best ``spread`` records are also grouped by material. Materials to be
    ``compared``, which ``text`` may name too, stand side by side. Raises QueryError where the question cannot be read.
    """
    if compared is not None:
        check_pair(compared)
    asked = asked_contrast(text) if compared is None else None
    pair, rest = asked or (compared, text)
    query = parse(text) if pair is None else replace(_of_pair(pair, rest, text), text=text)
    order = order or order_of(query.order or "relevance")
    # Passages and words are looked for while the records are: none waits for the other.
    with ThreadPoolExecutor(2) as pool:
        listening = pool.submit(unheard, index, query.root)
        meant = None
        if codes is not None and ranking != "words" and _has_meaning(query.root, listening) and index.has_vectors:
            meant = Meant(index, query.root, codes.vector(said(query)), words=ranking == "hybrid")
        looking = pool.submit(
            _passages, index, Compiler(index), query, sought(query.root), limit=passages, offset=offset, meant=meant
        )
        # The records that are grouped begin with those that are shown.
        most = max(limit, spread) if order is None and not offset else limit
        plan, found, note = matching(index, query.root, limit=most, offset=offset, order=order)
        page = replace(found, hits=found.hits[:limit])
        if meant is not None and order is None:
            page = meant.records(plan, limit=limit, offset=offset, alone=not found.total)
        found_passages, passage_total = looking.result()
        lacking = listening.result()
    if note and page.hits and not found.hits:
        note += ": any shown is near in meaning only"
    notes: tuple[str, ...] = (note,) if note else ()
    notes += tuple(f"no paper has {word!r}; did you mean {other!r}?" for word, other in lacking.near.items())
    notes += tuple(f"no paper names {name}" for name in lacking.materials)
    notes += tuple(f"no paper has the word {word!r}" for word in lacking.words)
    return Answer(
        replace(query, notes=notes, reading=reading_of(query)),
        _with_steps(index, query, page.hits),
        found_passages,
        {name: counts for name, counts in found.facets.items() if counts},
        {"records": page.total, "passages": passage_total},
        _groups(found.hits[:spread] if most > limit else index.search(plan, limit=spread).hits) if spread else (),
        contrast(index, pair, rest) if pair is not None else None,
    )


def _has_meaning(root: Node, listening: Future[Unheard]) -> bool:
    """Whether there is a word that some paper has; the name of a material alone means what no other word does."""
    return has_words(root) and any(
        not isinstance(leaf, Word) or not (leaf.text in listening.result().words or names_material(leaf.text))
        for leaf in leaves(root)
    )


def _of_pair(pair: tuple[str, str], rest: str, text: str) -> Query:
    try:
        return of_any(pair, rest)
    except QueryError as error:
        # The place in the question as it was asked.
        raise QueryError(error.problem, error.position + max(text.find(rest), 0)) from error


def reading_of(query: Query) -> str:
    """``query`` in one line, with the words that filter as filters."""
    reading = str(with_kinds(query.root))
    return f"{reading} sort:{query.order}" if query.order else reading


def found_records(index: Index, text: str, *, limit: int) -> tuple[FoundRecord, ...]:
    """Only the records that answer ``text``, without marks in their sentences. Raises QueryError."""
    query = parse(text)
    _, page, _ = matching(index, query.root, limit=limit, offset=0, order=order_of(query.order or "relevance"))
    return tuple(found_record(hit, mark=False) for hit in page.hits)


def _groups(hits: Sequence[Hit]) -> tuple[Group, ...]:
    stored = (decode(hit.payload) for hit in hits)
    return groups_of((each.paper, each.record) for each in stored if each.record is not None)


def _with_steps(index: Index, query: Query, hits: Sequence[Hit]) -> tuple[FoundRecord, ...]:
    """The records of ``hits``, each with the sentences of the steps that were asked for."""
    records = [found_record(hit) for hit in hits]
    asked = [leaf for leaf in leaves(query.root) if isinstance(leaf, Comparison) and leaf.subject == "step"]
    if not asked:
        return tuple(records)
    groups = [frozenset(decode(hit.payload).groups) for hit in hits]
    found: list[list[Step]] = [[] for _ in records]
    for start in range(0, len(records), STEP_PAPERS):
        part = range(start, min(start + STEP_PAPERS, len(records)))
        papers = {paper.id for place in part if (paper := records[place].paper) is not None}
        for leaf in asked:
            page = index.search(Compiler(index).steps(leaf, papers), limit=MAX_STEPS)
            steps = [decode(hit.payload) for hit in page.hits]
            for place in part:
                # A step of the record's own sample goes before one of the whole paper.
                of_sample = [step for step in steps if not groups[place].isdisjoint(step.groups)]
                of_paper = [step for step in steps if _whole(records[place]) in step.groups]
                for best in (of_sample or of_paper)[:1]:
                    basis = next((best.made[each] for each in best.made if each in groups[place]), None)
                    found[place].append(Step(str(leaf), best.block, best.context.text, best.recipe, basis))
    return tuple(
        replace(record, steps=tuple(steps)) if steps else record for record, steps in zip(records, found, strict=True)
    )


def _whole(record: FoundRecord) -> str:
    return whole_paper(record.paper.id) if record.paper is not None else ""


def _passages(
    index: Index,
    compiler: Compiler,
    query: Query,
    wanted: Sought,
    *,
    limit: int,
    offset: int,
    meant: Meant | None = None,
) -> tuple[tuple[FoundPassage, ...], int]:
    if limit <= 0:
        return (), 0
    page, plan = Page((), 0), None
    # Where enough say all the words themselves, those that leave some to the title of their paper need no look.
    tried = (
        replace(compiler, titles=titles, share=share).passages(query.root)
        for titles, share in ((False, 1.0), (True, 1.0), (True, 0.5), (True, 0.0))
    )
    plans = list(dict.fromkeys(each for each in tried if each is not None))
    if plans:
        plan = plans[0]
        page = index.search(plan, limit=limit, offset=offset)
        if page.total < offset + limit and len(plans) > 1:
            place, page = index.first(plans[1:], limit=limit, offset=offset, order=None, facets=())
            plan = plans[1 + place]
    if meant is not None:
        page = meant.passages(plan, limit=limit, offset=offset)
    return tuple(_found_passage(hit, decode(hit.payload), wanted) for hit in page.hits), page.total


def _found_passage(hit: Hit, stored: Stored, wanted: Sought) -> FoundPassage:
    snippet, marks = best_snippet(stored.context.text, wanted)
    return FoundPassage(stored.paper, stored.block, stored.section, hit.score, snippet, marks)
