"""Bases: what the capacities of a paper count by, where it is said once (``all capacities are based on sulfur``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ...ingest.vocabulary import vocabulary
from ..analysis import Analysis
from ..atoms import DATA
from ..basis import basis_code
from .draft import Draft

_COUNTED = frozenset({"specific_capacity", "specific_current"})
_SKIPPED = frozenset({"introduction", "references", "end_matter", "supplement"})


@cache
def _statement() -> re.Pattern[str]:
    names = sorted(
        {
            name
            for term in vocabulary(DATA, "bases").values()
            if term.get("of") != "ratio"
            for name in (term.code.replace("_", " "), *term.strings("synonyms"))
            if len(name) > 2
        }
        | {"S", "Si"},
        key=len,
        reverse=True,
    )
    return re.compile(
        r"\b(?:capacit(?:y|ies)|currents?|current densit(?:y|ies)|C-?rates?|rates?|values)\b[^.;\d]{0,60}?\b(?:based"
        r"(?: only| solely)? (?:on|upon)|calculated (?:from|using|by|with|with respect to|according to"
        r"|on the basis of|relative"
        r" to|based on|per)|normali[sz]ed (?:to|by|with respect to|with)|refer(?:s|red)? to|related to"
        r"|on the basis of|with"
        r" respect to|relative to|(?:given|expressed|reported|calculated) per)\s(?:the\s)?"
        r"(?:(?:total|overall|whole|only|net|unit)\s){0,2}(?:(?:mass|weight|amount|gram|g|content|loading)"
        r"(?:es|s)?\s(?:of\s)?"
        rf"(?:the\s)?)?(?:pure\s)?(?P<name>{'|'.join(re.escape(name) for name in names)})\b(?! (?:collector"
        rf"|foil|rate|density))"
    )


def stated_basis(analysis: Analysis) -> str | None:
    """The code of the basis that the paper states for its capacities, or None where it states none, or several."""
    found: set[str | None] = set()
    for sentence in analysis.sentences:
        text = sentence.text
        if sentence.block.section in _SKIPPED or not ("capacit" in text or "current" in text or "rate" in text):
            continue
        match = _statement().search(text)
        if match is None:
            continue
        values = analysis.quantities_in(sentence.span)
        # `700 mAh/g based on sulfur` says it of that value alone.
        if not any(
            q.dimension == "specific_capacity" and q.start < sentence.start + match.start("name") for q in values
        ):
            found.add(basis_code(match["name"]))
    return found.pop() if len(found) == 1 else None


def with_basis(drafts: Sequence[Draft], analysis: Analysis) -> Iterator[Draft]:
    """``drafts``, own capacities and currents per mass with the basis that the paper states for all."""
    basis = stated_basis(analysis)
    for draft in drafts:
        quantity = draft.quantity
        if basis is not None and draft.own and quantity.basis is None and quantity.dimension in _COUNTED:
            yield replace(draft, quantity=replace(quantity, basis=basis))
        else:
            yield draft
