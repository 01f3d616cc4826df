"""Draft: a record as one rule reads it at one place, before mentions of the same fact are merged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ...ingest.document import Block
from ..analysis import MaterialMention
from ..extraction import Condition, Evidence, MaterialRef
from ..quantity import Quantity


@dataclass(frozen=True, slots=True)
class Subject:
    """What a value belongs to.

    ``key`` is equal for two subjects that are one; ``how`` says how it was tied:
    ``label`` (a table's row or column), ``near`` (named in the same clause), ``list`` (paired with a list),
    ``row`` (a table's row by a name that the text has nowhere), ``made`` (such a row by what it adds to the material of
    its caption), ``carried`` (from an earlier sentence) or ``paper`` (the paper's main material). ``generic`` marks
    the paper's main material where its samples have labels of their own. Equality is that of ``key``.
    """

    key: str
    material: MaterialRef = field(compare=False)
    sample: str | None = field(default=None, compare=False)
    how: str = field(default="near", compare=False)
    generic: bool = field(default=False, compare=False)

    @classmethod
    def called(cls, words: str, how: str) -> Subject:
        """A thing of which no more is known than what the text calls it."""
        return cls(words.casefold(), MaterialRef(words), None, how)

    @property
    def certain(self) -> bool:
        """Whether the text names it beside the value."""
        return self.how not in ("carried", "paper")


@dataclass(slots=True)
class Draft:
    """One reading of one value: merged with its equals, it becomes a Record."""

    property: str
    subject: Subject
    quantity: Quantity
    conditions: dict[str, Condition]
    own: bool
    rule: str
    evidence: Evidence
    cell: str | None = None
    origin: str = "measured"
    quantity_name: str | None = None


def subject_of(mention: MaterialMention, how: str, name: str | None = None, sample: str | None = None) -> Subject:
    """The subject that ``mention`` names, under ``name`` where the words around it say more."""
    # A sample goes by the label that the paper gives it, a material by the words that stand there.
    label = mention.canonical or mention.text if mention.is_sample else mention.text or mention.name
    reference = MaterialRef(name or label, mention.composition, mention.role, mention.family)
    return Subject(mention.canonical or mention.name, reference, sample, how)


_NO_MATERIAL = re.compile(
    r"(?:at|in|on|for|with|that|this|these|those|it|its|they|the|an?|and|or|by|yes|no|from|after|before|when|as"
    r"|to|both|each"
    r"|one|such|all|which|there|we|our|more|most|than|up|over|about|only|also|however|thus|none of|respectively"
    r"|samples?|materials?|cells?|electrodes?|batter(?:y|ies)|cathodes?|anodes?|electrolytes?|results?|values?|tests?"
    r"|cycles?|rates?|temperatures?|figures?|tables?|work|study|paper|moreover|furthermore|therefore|hence|besides"
    r"|meanwhile|finally|here|similarly|interestingly|notably|species|sites?|differences?(?: \w+){0,4}"
    # a number, an amount; a place in the paper
    r"|[\d.,±~]+\s?(?:(?:wt|vol|mol|at)\.?\s?)?%?|(?:(?:in|from|as|see) )?(?:fig(?:ure)?s?\.?|tables?"
    r"|schemes?) ?\w{0,4}|(?:among|of|for|in|between|from) (?:all |both )?(?:of )?(?:them|these|those|which))?\W*",
    re.IGNORECASE,
)


def is_named(subject: Subject) -> bool:
    """Whether the subject says what a value is of; a pronoun, a preposition or the mere word *cell* does not."""
    return _NO_MATERIAL.fullmatch(subject.material.name) is None


_KINDS = {
    "title": "title",
    "abstract": "abstract",
    "caption": "caption",
    "table": "table_cell",
    "footnote": "footnote",
    "list": "list",
}


def evidence_of(block: Block, start: int, end: int, cell: tuple[int, int] | None = None) -> Evidence:
    """The words of ``block`` between two offsets of the document, as evidence."""
    kind = _KINDS.get(block.kind, "abstract" if block.section == "abstract" else "sentence")
    return Evidence(block.id, cell, start, end, block.text[start - block.start : end - block.start], kind)


# Longer sentences are those of a reader that found no full stop, longer cells no cells.
_LONGEST = 800


def bounded(evidence: Evidence, place: int) -> Evidence:
    """``evidence``, of an endless sentence or cell the words around the value at ``place`` of the document."""
    if len(evidence.text) <= _LONGEST:
        return evidence
    at = place - evidence.start
    low = max(0, min(at - _LONGEST // 2, len(evidence.text) - _LONGEST))
    high = min(len(evidence.text), low + _LONGEST)
    # No half word at either end.
    low = evidence.text.find(" ", low, at) + 1 if low else 0
    last = evidence.text.rfind(" ", at, high) if high < len(evidence.text) else high
    high = last if last > at else high
    return replace(evidence, start=evidence.start + low, end=evidence.start + high, text=evidence.text[low:high])
