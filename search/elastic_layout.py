"""The layout of the index on a server: its settings, its fields, and what an entry sends into them."""

from __future__ import annotations

from base64 import b64encode
from typing import Any as Anything

from ..extract.extraction import Extraction
from ..extract.learned.encoder import WIDTH
from ..kb.graph.projection import state_of
from .entry import FACETS, JOIN_FIELDS, KEYWORD_FIELDS, NUMBER_FIELDS, TEXT_FIELDS, WORDS, IndexEntry
from .index import INDEX_VERSION

# Ends the state of a document whose vectors were loaded with it.
CODED = "+vectors"
MOST_HITS = 1_000_000
# One shard counts facets exactly and ranks as the other indexes do. Copies come after the load (``copied``): while an
# index is filled every one of them would do the work again.
SETTINGS: dict[str, Anything] = {
    "number_of_shards": 1, "number_of_replicas": 0, "max_result_window": MOST_HITS,
    "max_terms_count": MOST_HITS, "refresh_interval": -1,
}  # fmt: skip
COPIED: dict[str, Anything] = {"auto_expand_replicas": "0-1"}
MARKS: dict[str, Anything] = {"dynamic": "strict", "properties": {"state": {"type": "keyword"}}}


def entry_mappings() -> dict[str, Anything]:
    """What the index of entries holds, and how."""
    properties: dict[str, Anything] = {"payload": {"type": "binary"}}
    properties["vector"] = {"type": "dense_vector", "dims": WIDTH, "index": True, "similarity": "cosine"}
    properties |= {field: {"type": "text", "analyzer": "whitespace"} for field in TEXT_FIELDS}
    # Counting the tokens of a text, for suggestions, needs fielddata.
    properties |= {field: {**properties[field], "fielddata": True} for field in WORDS.values()}
    # Whole values are looked up, and facets counted, hardly ever the other way round.
    properties |= {field: {"type": "keyword", "doc_values": False} for field in KEYWORD_FIELDS}
    properties["step_token"] = {"type": "keyword"}
    properties |= {field: {"type": "double"} for field in NUMBER_FIELDS}
    properties |= {f"join_{field}": {"type": "long"} for field in JOIN_FIELDS}
    properties |= {f"facet_{field}": {"type": "keyword", "index": False} for field in FACETS}
    # Only what answers show is kept as it was sent; the rest is found by, and the payload holds it all.
    kept = {"includes": ["payload"]}
    return {"dynamic": "strict", "_meta": {"voltext": INDEX_VERSION}, "_source": kept, "properties": properties}


def source_of(entry: IndexEntry) -> dict[str, Anything]:
    """``entry`` as the server is sent it."""
    made: dict[str, Anything] = {"payload": b64encode(entry.payload).decode("ascii")}
    made |= entry.texts
    made |= {field: list(values) for field, values in entry.keywords.items()}
    made |= entry.numbers
    made |= {f"join_{field}": list(keys) for field, keys in entry.joins.items()}
    made |= {f"facet_{field}": list(values) for field, values in entry.facets.items()}
    return made


def loaded_state(extraction: Extraction, *, vectors: bool) -> str:
    """The state that a document is in once ``extraction`` is loaded, with vectors or without."""
    return state_of(extraction) + (CODED if vectors else "")
