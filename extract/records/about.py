"""About: the materials of a sentence that results can be of, and those that it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis import Analysis, MaterialMention, Sentence
from ..hints import Hinted
from .amounts import is_amount, is_basis
from .nearness import fronted_end, is_compared, is_electrode, is_explained, is_modifier, role_cost
from .service import MINOR_ROLES, in_service

_COMPARED_EARLIER = Hinted(r"\b(?:compared (?:with|to)|versus|against|than|times that of|whereas|while)\b[^;]{0,80}$")
_WHILE = re.compile(r"(?:While|Whereas|Although|Though)\b[^,]{3,150},")


class About:
    """Asked sentence by sentence, several times each."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._asked: Sentence | None = None
        self._answer: list[MaterialMention] = []

    def named(self, sentence: Sentence) -> list[MaterialMention]:
        """The materials of ``sentence`` that a result can be about."""
        # Asked for several times a sentence: what it lists, what it is about, what it refers to.
        if self._asked is not sentence:
            text, base = sentence.text, sentence.start
            self._asked = sentence
            self._answer = [
                mention
                for mention in self._analysis.materials_in(sentence.span)
                if not in_service(mention, before := text[max(0, mention.start - base - 30) : mention.start - base])
                and not is_amount(text, mention.end - base)
                and not is_basis(before)
            ]
        return self._answer

    def told_of(self, sentence: Sentence, end: int) -> Iterator[tuple[bool, MaterialMention]]:
        """The material that the part of ``sentence`` up to ``end`` is about, for results of cells and for others."""
        text, base = sentence.text, sentence.start
        best: dict[bool, tuple[float, MaterialMention]] = {}
        front = base + fronted_end(text)
        named = self.named(sentence)
        aside = _WHILE.match(text)
        if aside is not None and any(base + aside.end() <= mention.start < end for mention in named):
            front = max(front, base + aside.end())  # `While A fades, B lasts.` is about B
        for mention in named:
            if mention.end > end:
                break
            if mention.end <= front:
                continue
            before = text[: mention.start - base]
            if is_compared(before) or (best and _COMPARED_EARLIER.search(before)) or is_explained(before):
                continue
            behind = text[mention.end - base :]
            place = len(before) + (150.0 if is_modifier(before) else 0.0)
            for of_cells in (True, False):
                is_told = len(before.split()) < 3 and not is_modifier(before)
                if of_cells and mention.role in MINOR_ROLES and not is_told and not is_electrode(behind):
                    continue
                cost = place + role_cost(mention, behind, "capacity" if of_cells else "ionic_conductivity")
                if of_cells not in best or cost < best[of_cells][0]:
                    best[of_cells] = (cost, mention)
        for of_cells, (cost, mention) in best.items():
            if cost < 300:
                yield of_cells, mention
