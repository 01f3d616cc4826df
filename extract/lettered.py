"""Lettered samples: ``batches A and B``, ``series C``, ``electrolytes (E1 to E4)``, which their kind alone tells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from .analysis import Analysis
from .hints import has_any
from .label_looks import is_label

_KINDS = (
    "samples?|batch(?:es)?|series|electrodes?|cells?|electrolytes?|membranes?|alloys?|specimens?|composites?|carbons?"
    "|powders?|separators?|cathodes?|anodes?|films?|glass(?:es)?|slurr(?:y|ies)|binders?|materials?|catalysts?|felts?"
    "|pellets?|polymers?|formulations?|compositions?|lots?|coatings?|hydroxides?|precursors?|stacks?|products?"
)
_JOINT = r"(?:, and |, | and | or | to | vs\.? |/)"
# `samples A, B and C`, `Batch 2A`; no roman numbers, no units (`cells C/5`). What is rare is looked for first: a lone
# capital, two of them, a short number; the kind must stand before it.
_LETTER = r"(?![IVX]\b)[A-Z](?![\w'’/°-]|\.\w|\+)"
_LETTERED = re.compile(rf"(?<=[a-z] ){_LETTER}(?:{_JOINT}{_LETTER}){{0,8}}")
_NUMBER = r"[A-Z]{1,3}\d{1,2}(?![\w'’/°.-]\w|\+)"
_NUMBERED = re.compile(rf"(?<=[a-z] ){_NUMBER}(?:{_JOINT}{_NUMBER}){{1,8}}")
# `91% (K1), 94% (K2)`: what stands in brackets behind values.
_VALUED = re.compile(r"\d[^\s()]{0,8}(?: [^\s()]{1,9}){0,3} \((?P<label>[A-Z]\d{1,2})\)")
# Gases, shares of a distribution, pages of the supplement.
_NOT_VALUED = re.compile(r"H2|N2|O2|F2|S8|P4|D\d+|S\d+")
# `electrodes G-P, G-C and G-A`
_JOINED = r"(?=[^\s,;()]{0,14}[A-Z])[A-Za-z][A-Za-z0-9]{0,7}+(?:[-@/][A-Za-z0-9]{1,8}+){1,2}+(?![\w@/-]|\.\d)"
_JOINED_LIST = re.compile(rf"{_JOINED}(?:{_JOINT}{_JOINED}){{1,8}}")
_KIND_OF_LIST = re.compile(
    r"\b(?:samples|batches|electrodes|electrolytes|membranes|composites|carbons|powders|separators|cathodes|anodes"
    r"|films|binders|catalysts|felts|pellets|polymers|materials|hosts|fib(?:er|re)s|cells with) "
)
_KIND = re.compile(rf"\b(?P<kind>{_KINDS}) $", re.IGNORECASE)
# `series CA`; other kinds of things have abbreviations behind them
_SERIES_HINTS = ("eries ", "atch", "ample")
_IN_SERIES = re.compile(
    r"\b(?P<kind>[Ss]eries|[Bb]atch(?:es)?|[Ss]amples?) (?P<label>(?![IVX]+\b)[A-Z]{2}(?![\w'’/°-]|\.\w|\+))"
)
_RANGE = re.compile(
    r"(?<![\w.])(?P<stem>[A-Z][A-Za-z]{0,3}-?)(?P<first>\d{1,2})(?: to |–|-| through | … | ?\.\.\. ?)(?P=stem)"
    r"(?P<last>\d{1,2})\b"
)
_RANGED = re.compile(
    rf"\b(?:{_KINDS})(?: [a-z]+){{0,3}},? \(?"
    r"(?:(?:named|labell?ed|denoted|called|referred to as|designated)(?: as)? )?$"
)
_PART = re.compile(r"[A-Z]+\d*")
_SINGULAR = re.compile(r"(?<=[a-z])(?:(?<=ch)es|(?<=ss)es|(?<!s)(?<!serie)s)$")
_OWN_SECTIONS = frozenset({"abstract", "results", "discussion", "conclusions", "experimental", None})


def lettered_labels(analysis: Analysis) -> list[str]:
    """The labels in the order of their naming: ``batch A`` under their kind, ``E1`` by themselves; two at least."""
    letters: dict[str, list[str]] = defaultdict(list)
    numbered: dict[str, list[str]] = defaultdict(list)
    joined: list[str] = []
    known = {mention.text for mention in analysis.materials}
    for block in analysis.document.blocks:
        if block.section not in _OWN_SECTIONS or block.kind in ("table", "reference", "heading"):
            continue
        for match in _LETTERED.finditer(block.text):
            kind = _kind_before(block.text, match.start())
            if kind is not None:
                letters[kind].extend(label for label in _PART.findall(match.group()) if label not in letters[kind])
        joined += [label for label in _joined(block.text) if label not in known]
        for match in _IN_SERIES.finditer(block.text) if has_any(block.text, _SERIES_HINTS) else ():
            kind = singular(match["kind"])
            if match["label"] not in letters[kind]:
                letters[kind].append(match["label"])
        for label in [*_numbered(block.text), *_valued(block.text)]:
            stem = label.rstrip("0123456789")
            if label not in numbered[stem]:
                numbered[stem].append(label)
    found = list(dict.fromkeys(joined)) + [
        f"{kind} {label}" for kind, labels in letters.items() if len(labels) > 1 for label in labels
    ]
    return found + [label for labels in numbered.values() if len(labels) > 1 for label in labels]


def _kind_before(text: str, start: int) -> str | None:
    match = _KIND.search(text, max(0, start - 18), start)
    return None if match is None else singular(match["kind"])


def _numbered(text: str) -> Iterator[str]:
    for match in _NUMBERED.finditer(text):
        if _kind_before(text, match.start()) is not None:
            yield from _PART.findall(match.group())
    for match in _RANGE.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if first < last <= first + 12 and _RANGED.search(text, max(0, match.start() - 60), match.start()):
            yield from (f"{match['stem']}{number}" for number in range(first, last + 1))


def _valued(text: str) -> list[str]:
    """Labels of a letter and a number that stand in brackets behind values, two of a letter at least."""
    if "(" not in text:
        return []
    found = [match["label"] for match in _VALUED.finditer(text)]
    letters = Counter(label[0] for label in set(found) if not _NOT_VALUED.fullmatch(label))
    return [label for label in found if letters[label[0]] > 1 and not _NOT_VALUED.fullmatch(label)]


def _joined(text: str) -> Iterator[str]:
    """Labels of two parts that a list names behind their kind."""
    for kind in _KIND_OF_LIST.finditer(text):
        match = _JOINED_LIST.match(text, kind.end())
        labels = re.split(_JOINT, match.group()) if match is not None else []
        if all(map(is_label, labels)):
            yield from labels


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
