"""Symbols of headings: the words that a caption, a footnote or the text gives for ``WU``, ``k0`` or ``Eox``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ..ingest.document import Document
from .formula import parse_formula
from .properties import find_properties
from .unnamed_columns import is_measured

_PROSE = frozenset({"title", "abstract", "paragraph", "caption", "footnote", "list"})
_MOST_LETTERS = 16
_MOST_PLACES = 60
_PLAIN_WORD = re.compile(r"[a-z]{5,}")
# `EE: energy efficiency`, `k0 is the rate constant`, `WU, water uptake;`
_SAID_AFTER = re.compile(
    r"\s?(?:[:=,]|[–—-](?=\s)|is|are|was|were|denotes?|represents?|refers? to|means?|indicates?|stands? for"
    r"|standing for|corresponds? to)\s(?:the |a |an )?(?P<words>[^.;:=()\n]{4,80})"
)
_BEFORE = 90
_WORD = re.compile(r"[a-z]{3}")
_CUT = re.compile(
    r"[.;:()\n]|, | (?:and|or|where|with|is|are|was|were|by|as|their|its|the|between|from|of the|including)\s"
)
_OF = re.compile(r"\s(?:of|at|in|for|after|under)\s.*$")
# A footnote that says whose the values are explains no heading.
_ORIGIN = re.compile(r"\brefs?\b|\breferences?\b|\bliterature\b|\bet al\b", re.IGNORECASE)
_MARKED = re.compile(r"\^(?P<mark>[a-h])(?![\w^])|(?P<sign>[*†‡§#]{1,2})(?=\s|$|\()")


class Symbols:
    """The symbols of one document; looked for when a heading asks, since most headings are words."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._prose: str | None = None
        self._found: dict[str, str] = {}  # what the text says of the symbols asked for

    def words_of(self, symbol: str, notes: Sequence[str]) -> str:
        """What ``symbol`` stands for by ``notes`` (caption, footnotes) or else by the text; "" where none says."""
        if not is_symbol(symbol):
            return ""
        for text in notes:
            words = _explained(symbol, text)
            if words:
                return words
        if symbol not in self._found:
            self._found[symbol] = _explained(symbol, self._text())
        return self._found[symbol]

    def _text(self) -> str:
        if self._prose is None:
            self._prose = "\n".join(block.text for block in self._document.blocks if block.kind in _PROSE)
        return self._prose


def is_symbol(words: str) -> bool:
    """Whether the words of a heading are a symbol or an abbreviation rather than plain words."""
    return (
        0 < len(words) <= _MOST_LETTERS
        and not _PLAIN_WORD.search(words)
        and re.search(r"[^\W\d]", words) is not None
        and words.count(" ") <= 1
        and not words[0].isdigit()
        and not _is_compound(words)
    )


def _is_compound(words: str) -> bool:
    if not re.search(r"\d", words):
        return False
    formula = parse_formula(words)
    return words in _GASES or (formula is not None and len(formula.elements) > 1 and not formula.placeholders)


_GASES = frozenset({"O2", "H2", "N2", "Cl2", "S8"})


def _explained(symbol: str, text: str) -> str:
    # Of the places where a symbol stands few explain it; the first that does holds.
    for place in islice(_places(symbol, text), _MOST_PLACES):
        end = place + len(symbol)
        words = (
            _listed(symbol, text[max(0, place - _BEFORE) : end + 2 * _BEFORE])
            or _words_before(text, place, end)
            or _words_after(text, end)
        )
        if words:
            return words
    return ""


def _places(symbol: str, text: str) -> Iterator[int]:
    """Where ``symbol`` stands in ``text`` by itself, no letter and no figure beside it."""
    place = text.find(symbol)
    while place >= 0:
        end = place + len(symbol)
        whole = not text[max(0, place - 1) : place].isalnum() and not text[end : end + 1].isalnum()
        if whole:
            yield place
        place = text.find(symbol, end if whole else place + 1)


def _words_before(text: str, place: int, end: int) -> str:
    """The words that name a property right before the symbol: ``water uptake (WU)``, ``rate constant k0``."""
    before = text[max(0, place - _BEFORE) : place]
    bracketed = before.endswith("(") and text[end : end + 1] in (")", ",", ";", "=", " ")
    if not bracketed and not before.endswith((" ", ", ")):
        return ""
    shared = _SHARED_NOUN.match(text, end) if bracketed else None
    before = before.removesuffix("(").rstrip(" ,")
    if shared is not None and (kind := _LAST_WORD.search(before)) is not None:
        return f"{kind.group()} {shared['noun']}"
    cuts = [match.end() for match in _CUT.finditer(before)]
    words = before[cuts[-1] :] if cuts else before.partition(" ")[2]
    whole = words
    if not _WORD.search(words):
        return ""  # `CE, VE and EE`: other symbols
    for phrase in (words, _OF.sub("", words)):
        found = find_properties(phrase)
        if found and phrase[found[-1].end :].strip(" s") == "":
            return whole
        if is_measured(" ".join(phrase.split()[-2:]), None):
            return whole
    # An abbreviation is told by its letters, whatever it abbreviates.
    return whole if bracketed and _abbreviates(text[place:end], whole) else ""


# `Coulombic (CE), voltage (VE) and energy efficiencies (EE)`: the noun of the last is that of all.
_SHARED_NOUN = re.compile(
    r"\)(?:, [a-z]{4,16} \(\w{1,8}\)){0,3},? (?:and|or) [a-z]{4,16} (?P<noun>(?:efficienc|capacit|densit"
    r"|conductivit|resistanc|modul|strength|energ|stabilit)\w{1,4}) \("
)
_LAST_WORD = re.compile(r"[A-Za-z]{4,16}$")


def _listed(symbol: str, text: str) -> str:
    """The words for a symbol of a list whose words follow it: ``(CE, VE and EE: coulombic, voltage and energy …)``."""
    for match in _LISTS.finditer(text) if " and " in text or " & " in text else ():
        symbols, words = (_ITEMS.split(match[part].strip()) for part in ("symbols", "words"))
        if symbol in symbols and len(symbols) == len(words):
            told = words[symbols.index(symbol)]
            noun = words[-1].split()[-1]
            return told if told.endswith(noun) else f"{told} {noun}"
    return ""


_LISTS = re.compile(
    r"(?P<symbols>\w{1,8}(?:, ?\w{1,8}){0,4}(?: and |, and | & )\w{1,8})(?::| are| denote| stand for| represent| =)"
    r" (?:the )?(?P<words>[a-z][\w\- ]{2,40}(?:, ?[a-z][\w\- ]{2,40}){0,4}(?:,? and | & )[a-z][\w\- ]{2,40}?)"
    r"(?= ?(?:[.;()\n]|, resp|$))"
)
_ITEMS = re.compile(r",? and |, and | & |, ?")


def _words_after(text: str, end: int) -> str:
    match = _SAID_AFTER.match(text, end)
    if match is None:
        return ""
    words = match["words"].strip()
    said = text[end : match.start("words")].strip()
    if said in ("=", ",", "is", "are", "was", "were", "–", "—", "-"):
        # A value or a clause may follow as well: then only a property explains.
        found = find_properties(words)
        return words if found and found[0].start <= 30 and not re.match(r"[~≈]?\d", words) else ""
    return words


def _abbreviates(symbol: str, words: str) -> bool:
    letters = [letter.lower() for letter in symbol if letter.isalpha()]
    initials = [word[0].lower() for word in re.split(r"[\s\-–]+", words) if word]
    return len(letters) > 1 and initials[-len(letters) :] == letters


def marked_notes(header: str, footnotes: Sequence[str]) -> tuple[str, str]:
    """A heading without its footnote marks, and the words of the footnotes that they point at."""
    marks = [match["mark"] or match["sign"] for match in _MARKED.finditer(header)]
    if not marks:
        return header, ""
    notes = [note for mark in marks for note in _notes_of(mark, footnotes)]
    if not notes or any(_ORIGIN.search(note) for note in notes):
        return header, ""
    return _MARKED.sub("", header), " ".join(notes)


def _notes_of(mark: str, footnotes: Sequence[str]) -> Iterator[str]:
    start = re.compile(
        rf"(?:^|(?<=[.;] )|(?<=[.;])(?=\^)|(?<=\n))\^?\(?{re.escape(mark)}\)?[):.]?\s?(?=[A-Z0-9])"
        r"(?P<words>[^;\n]{3,200}?)"
        r"(?=;|\n|\.\^|\.?$)"
    )
    for note in footnotes:
        match = start.search(note)
        if match is not None:
            yield match["words"].strip()
            return
