"""Sentences of scientific text, by rules: where a full stop ends a sentence and where it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..ingest.document import Document
from .analysis import Sentence

_NEVER_LAST = frozenset((
    "fig", "figs", "ref", "refs", "eq", "eqs", "eqn", "eqns", "no", "nos", "vol", "vols", "vs", "i.e", "e.g", "m.p",
    "b.p", "ca", "cf", "c.f", "approx", "resp", "viz", "sec", "sect", "tab", "dr", "prof", "mr", "mrs", "ms", "st",
    "jr", "sr", "dept", "univ", "inc", "ltd", "co", "corp", "wt", "at", "mol", "p", "pp", "ed", "eds", "suppl", "p.a",
    "temp", "avg", "max", "min", "conc", "dia", "ser", "chap", "mater", "chem", "phys", "electrochem", "lett", "sci",
    "technol",
))  # fmt: skip
# These are words or units as well: they end a sentence unless a number follows.
_SOMETIMES_LAST = frozenset(["no", "min", "at", "wt", "max", "mol", "ms", "st", "p", "ed"])
_NUMBERED = re.compile(r"[A-Z-]{0,8}[0-9]")
# A full stop, its closing brackets and quotes, raised numbers of references, white space, and then a character that can
# begin a sentence.
_END = re.compile(
    r"(?P<stop>[.!?]['\"”’)\]]{0,3}(?:\^\d{1,3}(?:[,–-]\d{1,3})*+)?)(?P<gap>\s+)"
    r"(?=[\"'“‘(\[]{0,2}(?:[A-Z0-9Α-Ωα-ω]|[a-z]{1,3}-?[A-Z]))"
)
_WORD_BEFORE = re.compile(r"(?<![^\s(\[,;/])[^\s(\[,;/]{1,12}$")
_CITED = re.compile(r"\bet al$|\bet\. al$", re.IGNORECASE)
_UNIT_LETTER = re.compile(r"\d ?[A-Z]$")
# An initial goes before a surname, not before one of these.
_STARTER = re.compile(
    r"(?:The|This|These|Those|That|It|Its|In|For|As|We|However|To|After|Then|When|While|At|On|With|By|From|Here|Thus|Hence"
    r"|Moreover|Furthermore|Therefore|Also|All|Both|Each|Their|They|Such|Although|Since|Because|Our|If|No|Under|During)\b"
)
_INITIAL = re.compile(r"(?:^|[\s(.-])[A-Z]$")
# What opens a caption or an item of a list: "Figure 2.", "Table S1.", "(3).", "b."
_OPENING = re.compile(
    r"\s*(?:(?:Fig(?:ure)?|FIG(?:URE)?|Tab(?:le)?|TABLE|Scheme|Chart)s?\.? ?S?\d+[a-z]?"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)?)$"
)
_LONGEST_OPENING = 16
_WITHOUT_SENTENCES = frozenset({"table", "reference"})
_LONGEST = 1000
_CUTS = ("; ", ". ", ", ", " ")


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """The sentences of every block but tables and entries of a list of references, in text order."""
    return tuple(
        Sentence(block, block.start + start, block.start + end, block.text[start:end])
        for block in document.blocks
        if block.kind not in _WITHOUT_SENTENCES
        for start, end in split(block.text)
    )


def split(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of ``text``, white space outside; an endless one in parts.

    What people write ends within a thousand characters; longer ones are lists and lost tables, of which the rules would
    compare everything with everything.
    """
    for start, end in _sentences(text):
        while end - start > _LONGEST:
            cut = next((at for mark in _CUTS if (at := text.rfind(mark, start + 1, start + _LONGEST)) > start), None)
            cut = start + _LONGEST if cut is None else cut + 1
            yield from _trimmed(text, start, cut)
            start = cut
        yield from _trimmed(text, start, end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match["gap"].count("\n") < 2 and not _ends(text, start, match):
            continue
        yield start, match.end("stop")
        start = match.end()
    yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        yield begin, begin + len(stripped)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the full stop of ``match`` ends the sentence that began at ``start``."""
    stop = match.start("stop")
    if text[stop] != "." or match.end("stop") - stop > 1:
        return True
    before = text[max(start, stop - 14) : stop]
    word = _WORD_BEFORE.search(before)
    if word is None:
        return bool(before.strip())
    token = word.group().lower()
    following = text[match.end()]
    if word.group() == "St" and following.isupper():
        return False  # of a place or a person: St. Louis
    if token in _NEVER_LAST:
        return token in _SOMETIMES_LAST and not _NUMBERED.match(text, match.end())
    if _CITED.search(before):
        return False
    if _INITIAL.search(before) and following.isupper():
        # "J. Smith" is a name; "at 0.5 C. Smith" ends with a unit, "sample A. It was" with a label.
        return _UNIT_LETTER.search(before) is not None or _STARTER.match(text, match.end()) is not None
    return stop - start > _LONGEST_OPENING or not _OPENING.match(text[start:stop])
