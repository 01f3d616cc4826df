"""The dictionary of materials: names and abbreviations found in text by their words, compositions looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..ingest.vocabulary import Term, vocabulary
from .formula import parse_formula

DATA = Path(__file__).parent / "data"

WORD = re.compile(r"[A-Za-z0-9\u0370-\u03ff]+")
_GAP = re.compile(r"[ \-–‐‑\u00a0/:|'′+]{1,2}")
_BRACKET_GAP = re.compile(r"[ \-–‐‑()\[\]\u00a0/:|'′+]{1,3}")
_COMMA_GAP = re.compile(r"[ \-–‐‑()\[\],'.]{1,4}")
_NEXT = re.compile(r"[ \-–‐‑()\[\]\u00a0/:|'′+,.]{1,4}([A-Za-z0-9\u0370-\u03ff]+)")
MAX_MEMO = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A material of the dictionary: ``formula`` as chemists write it, ``composition`` the same in canonical form."""

    name: str
    formula: str | None
    composition: str | None
    family: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One spelling of an entry: its words behind the first, and whether letters must match as written."""

    rest: tuple[str, ...]
    exact: bool
    gap: re.Pattern[str]
    closes: bool
    entry: Entry


@dataclass(frozen=True, slots=True)
class Starts:
    """The phrases that begin with one word: those that are that word alone, the others by their second word."""

    alone: tuple[Phrase, ...]
    longer: dict[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at ``[start, end)`` of a text; ``exact`` where an abbreviation was, letter by letter."""

    start: int
    end: int
    entry: Entry
    exact: bool


# Stands for a word that was not looked up yet.
_UNKNOWN = Starts((), {})


class Dictionary:
    """All entries, to be found in text and by composition."""

    def __init__(self, terms: list[Term]) -> None:
        self.entries: dict[str, Entry] = {}
        self.by_composition: dict[str, Entry] = {}
        self.symbols: dict[str, Entry] = {}
        self.weak: set[str] = set()
        self.exact_names: set[str] = set()
        self._names: dict[str, tuple[str, ...]] = {}
        self._lower: dict[str, list[Phrase]] = {}
        self._exact: dict[str, list[Phrase]] = {}
        self._memo: dict[str, Starts | None] = {}
        for term in terms:
            self._add(term)

    def _add(self, term: Term) -> None:
        formula = parse_formula(str(term.get("formula"))) if term.get("formula") else None
        composition = formula.canonical if formula else None
        entry = Entry(term.code, term.get("formula"), composition, term.get("family"), term.get("role"))
        self.entries[term.code] = entry
        if formula and composition and len(formula.elements) > 1:
            self.by_composition.setdefault(composition, entry)
        self._names[entry.name] = tuple(name.lower() for name in term.strings("synonyms"))
        for name in term.strings("synonyms"):
            self._spell(name, entry, exact=False)
        if composition and composition in term.strings("abbreviations"):
            self.symbols.setdefault(composition, entry)
        self.weak.update(term.strings("weak"))
        for name in term.strings("abbreviations"):
            if parse_formula(name) is None or not any(character.isdigit() for character in name):
                self.exact_names.add(name)
            if name[-1].isdigit() and parse_formula(name):
                self.symbols.setdefault(name, entry)
            self._spell(name, entry, exact=True)

    def _spell(self, name: str, entry: Entry, *, exact: bool) -> None:
        words = tuple(WORD.findall(name if exact else name.lower()))
        table = self._exact if exact else self._lower
        gap = _COMMA_GAP if "," in name else _BRACKET_GAP if set("()[]") & set(name) else _GAP
        variants = {words}
        if not exact and len(words[-1]) > 3 and words[-1][-1] not in "s0123456789":
            variants.add((*words[:-1], words[-1] + "s"))
        for variant in variants:
            table.setdefault(variant[0], []).append(Phrase(variant[1:], exact, gap, name.endswith(")"), entry))

    def spellings(self, entry: Entry) -> tuple[str, ...]:
        """The names in words of ``entry``, in lower case."""
        return self._names.get(entry.name, ())

    def starting(self, word: str) -> Starts | None:
        """The phrases that begin with ``word``; None where there are none."""
        memo = self._memo
        if word in memo:
            return memo[word]
        phrases = self._lower.get(word.lower(), []) + self._exact.get(word, [])
        starts = _starts(phrases) if phrases else None
        if len(memo) < MAX_MEMO:
            memo[word] = starts
        return starts

    def find(self, text: str) -> list[Hit]:
        """The entries named in ``text``, in order, the longest at each place."""
        hits: list[Hit] = []
        free = 0
        known, starting = self._memo.get, self.starting
        for match in WORD.finditer(text):
            word = match.group()
            starts = known(word, _UNKNOWN)
            if starts is None:
                continue
            if starts is _UNKNOWN:
                starts = starting(word)
            if starts is None or match.start() < free:
                continue
            position = match.end()
            follower = _NEXT.match(text, position) if starts.longer else None
            longer = starts.longer.get(follower.group(1).lower(), ()) if follower else ()
            for phrase in (*longer, *starts.alone):
                end = _follow(text, position, phrase)
                if end is not None:
                    hits.append(Hit(match.start(), end, phrase.entry, phrase.exact))
                    free = end
                    break
        return hits

    def lookup(self, name: str) -> Entry | None:
        """The entry that the whole of ``name`` spells, or None."""
        if name in self.entries:
            return self.entries[name]
        hits = self.find(name)
        return hits[0].entry if len(hits) == 1 and hits[0].start == 0 and hits[0].end >= len(name.rstrip(")")) else None


def _starts(phrases: list[Phrase]) -> Starts:
    longer: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.rest)):
        if phrase.rest:
            longer.setdefault(phrase.rest[0].lower(), []).append(phrase)
    alone = tuple(phrase for phrase in phrases if not phrase.rest)
    return Starts(alone, {word: tuple(found) for word, found in longer.items()})


def _follow(text: str, position: int, phrase: Phrase) -> int | None:
    """The end of ``phrase`` whose first word ends at ``position``, or None where the text goes on otherwise."""
    for word in phrase.rest:
        gap = phrase.gap.match(text, position)
        match = WORD.match(text, gap.end() if gap else position)
        if match is None or gap is None:
            return None
        found = match.group()
        if found != word if phrase.exact else found.lower() != word:
            return None
        position = match.end()
    if phrase.closes and text.startswith(")", position):
        position += 1  # poly(vinylidene fluoride) ends with its bracket
    return position


@cache
def dictionary() -> Dictionary:
    """The dictionary of ``data/materials.yaml`` and the user's extension, built once a process."""
    return Dictionary(list(vocabulary(DATA, "materials").values()))
