"""IndexEntry: one thing that can be found. An Extraction becomes entries of three kinds:

- ``record``: a fact, found by its property, numbers, material and words;
- ``step``: an operation of a recipe, which filters such as ``sintering<1000C`` ask for;
- ``passage``: a block of text.

``texts`` hold tokens apart by white space, ``keywords`` whole values, ``numbers`` floats; ``facets`` are counted.
``joins`` say, as numbers that compare fast, what a record or step is about (``group``: sample, material), whose facts
it may be joined with (``reach``: the same, and whatever counts for the whole paper) and its ``document``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

import msgspec

from ..extract.extraction import Record
from ..ingest.document import Header
from .context import Context

TEXT_FIELDS = (
    "text", "title_text", "material_text", "family_text", "quantity_text", "journal_text", "author_text",
    "cathode_text", "anode_text", "electrolyte_text", "separator_text", "cell_text",
    "record_words", "passage_words",
)  # fmt: skip
# All that a free word is looked for in, in one field for each kind of entry: texts, titles, names, keys of materials.
# Between two of them stands a token that nobody can ask for.
WORDS = {"record": "record_words", "passage": "passage_words"}
APART = "|"
KEYWORD_FIELDS = (
    "kind", "document", "formula", "element", "property", "unit", "basis", "qualifier", "chemistry",
    "paper_kind", "section", "block_kind", "own", "origin", "step", "step_token", "made_by", "doi", "class",
)  # fmt: skip
JOIN_FIELDS = ("group", "reach", "document")
CONDITION_NUMBERS = ("c_rate", "specific_current", "current_density", "cycles", "temperature", "voltage", "cycle_index")
NUMBER_FIELDS = (
    "value_low", "value_high", "value", "year", "confidence", "weight", "time_low", "time_high",
    "value_most", "time_most",
    *(f"at_{name}_{end}" for name in CONDITION_NUMBERS for end in ("low", "high")),
)  # fmt: skip
FACETS = ("property", "material", "chemistry", "journal", "year", "own", "section")


@dataclass(frozen=True, slots=True)
class Paper:
    """What an answer says of the paper that it is from."""

    id: str
    doi: str | None
    title: str | None
    journal: str | None
    year: int | None
    source: str

    @classmethod
    def of(cls, header: Header) -> Paper:
        """The paper of ``header``."""
        return cls(header.id, header.doi, header.title, header.journal, header.year, header.source)


@dataclass(frozen=True, slots=True)
class Stored:
    """What the index gives back: the record (with what it is about), or the block's text, its paper and context.

    Of a step also its recipe, and what that ``made`` with what the link rests on (see ``kb.graph.origins``).
    """

    paper: Paper
    block: str
    section: str | None
    context: Context
    record: Record | None = None
    groups: tuple[str, ...] = ()
    recipe: str = ""
    made: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One entry of the index; two entries are equal when id and contents are. ``payload`` is a Stored as JSON."""

    id: str
    document: str
    kind: str
    texts: dict[str, str] = field(default_factory=dict)
    keywords: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    joins: dict[str, tuple[int, ...]] = field(default_factory=dict)
    payload: bytes = field(default=b"", repr=False)

    @property
    def stored(self) -> Stored:
        """The payload, decoded."""
        return decode(self.payload)


def whole_paper(document: str) -> str:
    """What an entry is about that counts for all of ``document``."""
    return f"{document}/*"


def join_key(text: str) -> int:
    """A number for ``text``: 53 bits of a hash, so that every index and JSON carry it without loss."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 11


def join_keys(texts: Iterable[str]) -> tuple[int, ...]:
    """The numbers of ``texts``, each once."""
    return tuple(dict.fromkeys(map(join_key, texts)))


_DECODER = msgspec.json.Decoder(Stored)


def decode(payload: bytes) -> Stored:
    """The Stored that ``payload`` holds."""
    return _DECODER.decode(payload)
