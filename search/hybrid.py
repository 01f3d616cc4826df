"""Hybrid: what fits by its words and what fits by its meaning, ranked together by reciprocal rank fusion.

Filters hold for both; a free word must stand in neither, but the property that is asked for, and its class, must.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Protocol

from .compiler import Compiler
from .index import Hit, Index, Page
from .kinds import first_named, with_kinds
from .meaning import LONGEST_NAME, names_material
from .plan import All, Named, Plan
from .query import And, Comparison, Node, Not, Or, Phrase, Query, Word, leaves, words_from

if TYPE_CHECKING:
    from ..extract.learned.encoder import Vector

# Of reciprocal rank fusion, as its authors chose it; how deep both lists are read; what is too far to be meant.
FUSION, DEPTH, FARTHEST = 60, 100, 0.3


Ranking = Literal["words", "vectors", "hybrid"]
_SIGNS = re.compile(r"[<>=:≥≤|()]")


class Codes(Protocol):
    """What turns a question into a vector."""

    def vector(self, text: str) -> Vector:
        """The vector of ``text``."""
        ...


@dataclass(frozen=True, slots=True)
class Meant:
    """What a question means: its vector, and its tree for the filters. ``words`` says whether words rank too."""

    index: Index
    root: Node
    vector: Vector
    words: bool = True

    def records(self, by_words: Plan, *, limit: int, offset: int, alone: bool = False) -> Page:
        """The records that fit ``by_words`` or lie near, among what the filters leave.

        Another material than the one that is asked for is near only where ``alone``: where nothing fits by words.
        """
        kept = without_words(self.root, materials=not alone)
        within = Compiler(self.index, share=0.0).records(kept)
        return self._ranked(by_words, within, limit, offset)

    def passages(self, by_words: Plan | None, *, limit: int, offset: int) -> Page:
        """The passages that fit ``by_words`` (None: whatever lies near), in the same way."""
        return self._ranked(by_words, Compiler(self.index).passages_within(without_words(self.root)), limit, offset)

    def _ranked(self, by_words: Plan | None, within: Plan, limit: int, offset: int) -> Page:
        """The hit found high in both lists first; ``total`` counts what fits the words, and the near besides."""
        near = tuple(hit for hit in self.index.near(self.vector, within, limit=DEPTH) if hit.score >= FARTHEST)
        if by_words is None or not self.words:
            return Page(near[offset : offset + limit], len(near))
        found = self.index.search(by_words, limit=DEPTH)
        both = All((by_words, Named(frozenset(hit.id for hit in near))))
        total = found.total + len(near) - (self.index.search(both, limit=1).total if near else 0)
        hits = fused(found.hits, near)
        if offset + limit > len(hits) and found.total > DEPTH:
            # Beyond what was fused the words alone decide.
            known = {hit.id for hit in hits}
            rest = self.index.search(by_words, limit=offset + limit, offset=DEPTH).hits
            hits += [hit for hit in rest if hit.id not in known]
        return Page(tuple(hits[offset : offset + limit]), total)


def fused(*lists: Sequence[Hit]) -> list[Hit]:
    """The hits of ``lists`` by the sum of 1 / (FUSION + rank); of equals the earlier of the first list goes first."""
    scores: dict[str, float] = {}
    hits: dict[str, Hit] = {}
    for each in lists:
        for rank, hit in enumerate(each, 1):
            scores[hit.id] = scores.get(hit.id, 0.0) + 1.0 / (FUSION + rank)
            hits.setdefault(hit.id, hit)
    return [replace(hits[id], score=score) for id, score in sorted(scores.items(), key=lambda pair: -pair[1])]


def without_words(root: Node, *, materials: bool = False) -> Node:
    """``root`` without its free words; those that name a property or a kind of material stay, as filters.

    With ``materials`` also those that name one, any of several.
    """
    return _without_words(with_kinds(root), materials)


def _without_words(node: Node, materials: bool) -> Node:
    if isinstance(node, Word | Phrase):
        return _without_words(And((node,)), materials) if isinstance(node, Word) else node
    if isinstance(node, Or):
        # One free word among alternatives lets everything in.
        return And(()) if any(map(_is_free, node.parts)) else node
    if not isinstance(node, And):
        return node
    kept: list[Node] = []
    named_materials: list[str] = []
    place = 0
    while place < len(node.parts):
        run = [part.text for part in words_from(node.parts, place, LONGEST_NAME)]
        width, named = first_named(run)
        if named is not None and named.name == "material":
            named_materials += named.values if materials else ()
        elif named is not None and named.name in ("property", "class"):
            kept.append(named)
        elif not run:
            part = _without_words(node.parts[place], materials)
            kept += [] if part == And(()) else [part]
        place += width
    if named_materials:
        of_any = tuple(map(Phrase, dict.fromkeys(named_materials)))
        kept.append(of_any[0] if len(of_any) == 1 else Or(of_any))
    return kept[0] if len(kept) == 1 else And(tuple(kept))


def kept_materials(node: Node) -> list[str]:
    """The materials that ``node`` names in free words so that no other will do."""
    core = without_words(node, materials=True)
    return [leaf.text for leaf in leaves(core) if isinstance(leaf, Phrase) and names_material(leaf.text)]


def _is_free(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(_is_free, node.parts))
    return isinstance(node, Word) or (isinstance(node, Not) and _is_free(node.part))


def has_words(node: Node) -> bool:
    """Whether there is something said in ``node`` beside filters, so that a meaning can be looked for."""
    if isinstance(node, And | Or):
        return any(map(has_words, node.parts))
    return isinstance(node, Word | Phrase)


def said(query: Query) -> str:
    """What of ``query`` has a meaning: all of a question in plain English; of filters their names and values."""
    if not _SIGNS.search(query.text):
        return query.text
    parts = [
        leaf.name.replace("_", " ") if isinstance(leaf, Comparison) else " ".join(getattr(leaf, "values", (str(leaf),)))
        for leaf in leaves(query.root)
    ]
    return " ".join(parts)
