"""Lettered samples: ``batches A and B``, ``series C``, ``electrolytes (E1 to E4)``, which their kind alone tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from .analysis import Analysis
from .hints import has_any

_KINDS = (
    "samples?|batch(?:es)?|series|electrodes?|cells?|electrolytes?|membranes?|alloys?|specimens?|composites?|carbons?"
    "|powders?|separators?|cathodes?|anodes?|films?|glass(?:es)?|slurr(?:y|ies)|binders?|materials?|catalysts?|felts?"
    "|pellets?|polymers?|formulations?|compositions?|lots?|coatings?|hydroxides?|precursors?|stacks?|products?"
)
_HINTS = (
    "ample", "atch", "eries", "lectro", "ell", "embrane", "lloy", "pecimen", "omposit", "arbon", "owder", "eparator",
    "athode", "node", "ilm", "lass", "lurr", "inder", "aterial", "atalyst", "elt", "ellet", "olymer", "ormulation",
    "lot", "oating", "ydroxide", "recursor", "tack", "roduct",
)  # fmt: skip
_JOINT = r"(?:, and |, | and | or | to | vs\.? |/)"
# `samples A, B and C`, `Batch 2A`; no roman numbers, no units (`cells C/5`)
_LETTER = r"(?![IVX]\b)[A-Z](?![\w'’/°-]|\.\w|\+)"
# `series CA`; other kinds of things have abbreviations behind them
_LETTERS = r"(?![IVX]+\b)[A-Z]{2}(?![\w'’/°-]|\.\w|\+)"
_IN_SERIES = re.compile(rf"\b(?P<kind>(?i:series|batch(?:es)?|samples?)) (?P<labels>{_LETTERS})")
_LETTERED = re.compile(rf"\b(?P<kind>(?i:{_KINDS})) (?P<labels>{_LETTER}(?:{_JOINT}{_LETTER}){{0,8}})")
_NUMBER = r"[A-Z]{1,3}\d{1,2}(?![\w'’/°.-]\w|\+)"
_NUMBERED = re.compile(rf"\b(?P<kind>(?i:{_KINDS})) (?P<labels>{_NUMBER}(?:{_JOINT}{_NUMBER}){{1,8}})")
_RANGE = re.compile(
    rf"\b(?:{_KINDS})(?: [a-z]+){{0,3}},? \(?(?:(?:named|labell?ed|denoted|called|referred to as|designated)(?: as)? )?"
    r"(?P<stem>[A-Z][A-Za-z]{0,3}-?)(?P<first>\d{1,2})(?: to |–|-| through | … | ?\.\.\. ?)(?P=stem)(?P<last>\d{1,2})\b"
)
_PART = re.compile(r"[A-Z]+\d*")
_SINGULAR = re.compile(r"(?<=[a-z])(?:(?<=ch)es|(?<=ss)es|(?<!s)(?<!serie)s)$")
_OWN_SECTIONS = frozenset({"abstract", "results", "discussion", "conclusions", "experimental", None})


def lettered_labels(analysis: Analysis) -> list[str]:
    """The labels in the order of their naming: ``batch A`` under their kind, ``E1`` by themselves; two at least."""
    letters: dict[str, list[str]] = defaultdict(list)
    numbered: dict[str, list[str]] = defaultdict(list)
    for block in analysis.document.blocks:
        if block.section not in _OWN_SECTIONS or block.kind in ("table", "reference", "heading"):
            continue
        if not has_any(block.text, _HINTS):
            continue
        for match in _LETTERED.finditer(block.text):
            kind = singular(match["kind"])
            letters[kind].extend(label for label in _PART.findall(match["labels"]) if label not in letters[kind])
        for match in _IN_SERIES.finditer(block.text):
            kind = singular(match["kind"])
            if match["labels"] not in letters[kind]:
                letters[kind].append(match["labels"])
        for label in _numbered(block.text):
            stem = label.rstrip("0123456789")
            if label not in numbered[stem]:
                numbered[stem].append(label)
    found = [f"{kind} {label}" for kind, labels in letters.items() if len(labels) > 1 for label in labels]
    return found + [label for labels in numbered.values() if len(labels) > 1 for label in labels]


def _numbered(text: str) -> Iterator[str]:
    for match in _NUMBERED.finditer(text):
        yield from _PART.findall(match["labels"])
    for match in _RANGE.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if first < last <= first + 12:
            yield from (f"{match['stem']}{number}" for number in range(first, last + 1))


def singular(kind: str) -> str:
    """``Batches`` as ``batch``, the kind that a single label has."""
    kind = kind.lower()
    return "slurry" if kind.startswith("slurr") else _SINGULAR.sub("", kind)


def places_of(label: str) -> str | None:
    """A pattern for the places where a lettered label stands (``batch A``, ``(A)`` behind a value), or None."""
    kind, blank, letter = label.partition(" ")
    if not blank or not 0 < len(letter) < 3:
        return None
    return rf"(?i:{re.escape(kind)}(?:s|es)?) {letter}(?![\w-])|(?<=[\w%°³²⁻¹)] \(){letter}(?=\))"
