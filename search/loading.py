"""Loading a knowledge base into a server's index: in batches, from where the last load stopped, proven by counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..extract.extraction import Extraction
from .elastic_index import ElasticIndex
from .elastic_layout import loaded_state
from .making import counts_of
from .plan import Token

if TYPE_CHECKING:
    from ..extract.learned.encoder import Vector

KINDS = ("record", "step", "passage")
BATCH_DOCUMENTS = 100


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a load did: documents added now, there already, taken out; entries asked for and found, by their kind."""

    loaded: int
    unchanged: int
    removed: int
    expected: dict[str, int]
    found: dict[str, int]

    @property
    def complete(self) -> bool:
        """Whether the index has every entry."""
        return all(self.found[kind] >= self.expected[kind] for kind in KINDS)


def load_index(
    index: ElasticIndex,
    ids: Iterable[str],
    extraction_of: Callable[[str], Extraction | None],
    *,
    vectors_of: Callable[[str], Mapping[str, Vector]] = lambda id: {},
    prune: bool = True,
    batch: int = BATCH_DOCUMENTS,
) -> IndexReport:
    """Bring ``index`` to the state of the documents ``ids``, then count what it has.

    ``extraction_of`` gives a document's extraction, or None where there is none; ``vectors_of`` its entries' vectors.
    ``prune`` takes out the documents that the index has and ``ids`` has not.
    """
    wanted = list(ids)
    states = dict(index.states())
    gone = sorted(set(states) - set(wanted)) if prune else []
    for id in gone:
        index.remove(id)
    loaded = unchanged = 0
    expected: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
    for id in wanted:
        extraction = extraction_of(id)
        if extraction is None:
            continue
        expected.update(counts_of(extraction))
        vectors = vectors_of(id)
        if states.get(id) == loaded_state(extraction, vectors=bool(vectors)):
            unchanged += 1
            continue
        index.add(extraction)
        index.put_vectors(id, vectors)
        loaded += 1
        if loaded % batch == 0:
            index.commit()
    index.commit()
    index.copied()
    found = {kind: index.search(Token("kind", kind), limit=1).total for kind in KINDS}
    return IndexReport(loaded, unchanged, len(gone), dict(expected), found)
