"""Synonyms: names that papers enough give one and the same composition; what they call it, others may call it too."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..extract.composition import canonical_composition
from ..extract.dictionary import dictionary
from ..extract.elements import SYMBOLS
from ..ingest.errors import UsageError
from .identity import key_of_material, plain_name

PAPERS_VARIABLE = "VOLTEXT_SYNONYM_PAPERS"
# Three papers of different authors rarely give one wrong composition; two may be one group's.
DEFAULT_PAPERS = 3
# "S1", "sample 2", "A-700": a paper's own labels mean something else in every paper.
_LABEL = re.compile(r"(?:sample|cell|electrode|film|powder|specimen|s|no)?[ .#_-]?[a-z]?[-_ ]?\d*[a-z]?\Z")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_WORD = re.compile(r"[A-Z]?[a-z]+(?: [a-z]+)*\Z")


@dataclass(frozen=True, slots=True)
class Synonym:
    """``name`` (in lower case) stands for ``composition`` in ``papers`` works, and for nothing else in any."""

    name: str
    composition: str
    papers: int


def papers_needed() -> int:
    """How many papers must agree: ``VOLTEXT_SYNONYM_PAPERS``, else three. Raises UsageError on what is no number."""
    text = os.environ.get(PAPERS_VARIABLE, "")
    if not text:
        return DEFAULT_PAPERS
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise UsageError(f"{PAPERS_VARIABLE} is a number of papers, 1 or more, not {text!r}")
    return int(text)


def learned(named: Iterable[tuple[str, str | None, str]], *, papers: int = DEFAULT_PAPERS) -> dict[str, Synonym]:
    """What (name, composition, work) triples teach, by name.

    A name is learned where at least ``papers`` works give it one composition that tells what a material is, and no
    work another. Labels such as ``S1`` and what the dictionary knows are never learned.
    """
    seen: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, composition, work in named:
        if composition is None or not may_name(name):
            continue
        if key_of_material(name, composition) == composition:
            seen[plain_name(name)][composition].add(work)
    found: dict[str, Synonym] = {}
    for name in sorted(seen):
        if len(seen[name]) == 1:
            ((composition, works),) = seen[name].items()
            if len(works) >= papers:
                found[name] = Synonym(name, composition, len(works))
    return found


def may_name(name: str) -> bool:
    """Whether ``name`` may mean the same in several papers."""
    plain = plain_name(name)
    if not 2 < len(plain) <= 80 or _LABEL.match(plain) or not any(char.isalpha() for char in plain):
        return False
    # A single plain word ("cathode", "spinel") names a kind, unless it is written as an abbreviation.
    if _WORD.match(name.strip()) and " " not in name.strip():
        return False
    # What a formula or the dictionary says needs no papers to say it.
    return dictionary().lookup(name) is None and not _spells_out(name)


def _spells_out(name: str) -> bool:
    """Whether ``name`` is a formula of elements (``QLZT`` reads as one too, of letters that stand for none)."""
    composition = canonical_composition(name)
    return composition is not None and set(_SYMBOL.findall(composition)) <= set(SYMBOLS)
