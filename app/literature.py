"""Literature: the review of a topic out of a knowledge base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ..ingest.errors import UsageError
from ..insight.embeddings.words import tokens
from ..insight.review.labels import EMPTY_WORDS
from ..insight.review.review import Review, compose
from ..insight.review.source import Source
from ..kb.agreement import Link
from ..kb.entry import StoredRecord
from ..kb.sqlite import SqliteStore
from ..kb.store import RecordFilter, RecordStore
from ..search.answer import Answer, answer
from ..search.query import Phrase, Word, leaves
from .bar import Bar
from .coding import codes_for
from .projection import current_index

# So many hits a paper are looked at before the papers are ranked.
_HITS = 8
# A paper is about a topic when its title, abstract and conclusions have so much of the topic's words.
_SHARE = 0.6
# Reciprocal rank fusion (Cormack and others, SIGIR 2009).
_RANK = 60.0


def review_of(
    kb: Path,
    topic: str,
    *,
    papers: int = 60,
    groups: int | None = None,
    quotations: int = 8,
    seed: int = 0,
) -> Review:
    """The review of what the knowledge base ``kb`` holds on ``topic``, a question as ``voltext search`` reads it.

    At most ``papers`` are taken, those that answer best. Raises UsageError where none is about the topic, QueryError
    where it cannot be read, StoreError where there is no knowledge base, MissingExtra without scikit-learn.
    """
    with current_index(kb) as index:
        found = answer(index, topic, limit=papers * _HITS, passages=papers * _HITS, codes=codes_for(index, None))
    with closing(SqliteStore.open(kb)) as store, Bar("papers") as bar:
        sources: list[Source] = []
        texts = _texts(found)
        asked = frozenset(token for text in texts for token in tokens(text)) - EMPTY_WORDS
        # A topic of signs or of empty words alone is one that no paper has; one of filters alone leaves all that pass.
        ranked = [] if texts and not asked else _ranked(found)
        for number, id in enumerate(ranked, 1):
            bar.show(total=min(papers, len(ranked)), ended=len(sources), failed=0)
            entry = store.get(id)
            extraction = entry.extraction() if entry is not None else None
            source = Source.of(extraction) if extraction is not None else None
            if source is not None and len(asked & source.words.keys()) >= _SHARE * len(asked):
                sources.append(source)
            if len(sources) == papers or number == papers * _HITS:
                break
        if not sources:
            raise UsageError(f"{kb} holds no paper on {topic[:80]!r}; `voltext search` shows what it knows of it")
        ids = {source.id for source in sources}
        return compose(
            topic, sources, lambda id: _records(store, id), list(_links(store, ids)),
            groups=groups, quotations=quotations, seed=seed,
        )  # fmt: skip


def _ranked(found: Answer) -> list[str]:
    """Document ids, the best first, by the ranks of their records and passages."""
    scores: dict[str, float] = defaultdict(float)
    for hits in (found.records, found.passages):
        seen: set[str] = set()
        for hit in hits:
            if hit.paper is not None and hit.paper.id not in seen:
                seen.add(hit.paper.id)
                scores[hit.paper.id] += 1 / (_RANK + len(seen))
    return sorted(scores, key=lambda id: (-scores[id], id))


def _texts(found: Answer) -> list[str]:
    return [leaf.text for leaf in leaves(found.query.root) if isinstance(leaf, Word | Phrase)]


def _records(store: RecordStore, id: str) -> list[StoredRecord]:
    return list(store.query(RecordFilter(document=id, own=True)))


def _links(store: RecordStore, ids: set[str]) -> Iterator[Link]:
    for link in store.links():
        if link.document in ids and link.other_document in ids:
            yield link
