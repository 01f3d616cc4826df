"""Properties named in text: where a sentence or a table header speaks of capacity, conductivity, thickness …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .data import extract_vocabulary

OTHER = "other"
# A space of a pattern stands for one separator, with or without space around it.
_SEPARATOR = r"(?:[\s\-‐‑–]{1,2})"
_LOOK_BEHIND = re.compile(r"\(\?<![^)]*\)")
_BOTH_WAYS = re.compile(r"(?<!dis)charg\w+\W{1,3}(?:specific\W+)?(?:and\W+)?(?:specific\W+)?discharg", re.IGNORECASE)
_BOTH_WAYS_BACK = re.compile(
    r"discharg\w+\W{1,3}(?:specific\W+)?(?:and\W+)?(?:specific\W+)?(?<!dis)charg", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PropertyMention:
    """A property named at ``[start, end)`` of the text that was searched.

    ``codes`` has one code, or two in the order of the words where a phrase names two (``discharge and charge
    capacities``).
    """

    codes: tuple[str, ...]
    start: int
    end: int
    text: str

    @property
    def code(self) -> str:
        """The first property named."""
        return self.codes[0]


@dataclass(frozen=True, slots=True)
class Property:
    """A term of the property vocabulary with its patterns compiled."""

    code: str
    unit: str
    dimensions: frozenset[str]
    strong: frozenset[str]
    conditions: frozenset[str]
    hints: tuple[str, ...]
    pattern: re.Pattern[str] | None
    symbols: re.Pattern[str] | None
    broader: str | None


def _compiled(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    joined = "|".join(f"(?:{name})" for name in names).replace("[ -]", " ")
    joined = _LOOK_BEHIND.sub(lambda match: match.group().replace(" ", r"[\s\-]"), joined)
    joined = joined.replace(" ", _SEPARATOR)
    # An optional separator around a slash may be absent altogether.
    joined = joined.replace(f"{_SEPARATOR}?/", r"\s?/").replace(f"/{_SEPARATOR}?", r"/\s?")
    return re.compile(rf"(?<![A-Za-z0-9])(?:{joined})(?![A-Za-z])", re.IGNORECASE)


def _symbols(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(f'(?:{name})' for name in names)})(?![A-Za-z0-9])")


@cache
def properties() -> dict[str, Property]:
    """The property vocabulary, compiled once a process, by code."""
    found: dict[str, Property] = {}
    for code, term in extract_vocabulary("properties").items():
        found[code] = Property(
            code,
            str(term.get("unit") or ""),
            frozenset(term.strings("dimensions")),
            frozenset(term.strings("strong")),
            frozenset(term.strings("conditions")),
            term.strings("hints"),
            _compiled(term.strings("names")),
            _symbols(term.strings("symbols")),
            term.get("broader"),
        )
    return found


@cache
def default_property(dimension: str) -> str | None:
    """The property that a dimension names by itself (mAh/g is a capacity), or None."""
    for code, prop in properties().items():
        if dimension in prop.strong:
            return code
    return None


@cache
def properties_of(dimension: str) -> frozenset[str]:
    """The properties whose values may have ``dimension``."""
    return frozenset(code for code, prop in properties().items() if dimension in prop.dimensions)


@cache
def _any_symbol() -> re.Pattern[str]:
    """What any symbol matches: most sentences have none, and need not be searched for each."""
    symbols = _symbols(tuple(s for term in extract_vocabulary("properties").values() for s in term.strings("symbols")))
    return symbols or re.compile(r"(?!)")


@cache
def _by_hint() -> tuple[tuple[tuple[str, tuple[str, ...]], ...], frozenset[str]]:
    """Each hint with the properties that it hints at, and the properties that need none."""
    hinted: dict[str, tuple[str, ...]] = {}
    for code, prop in properties().items():
        for hint in prop.hints:
            hinted[hint] = (*hinted.get(hint, ()), code)
    return tuple(hinted.items()), frozenset(code for code, prop in properties().items() if not prop.hints)


def find_properties(text: str) -> list[PropertyMention]:
    """The properties that ``text`` names, in order, the longer name winning where two overlap."""
    return list(_found(text))


# Mentions, records and tables ask for the same sentences.
@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[PropertyMention, ...]:
    lower = text.lower()
    hinted, unhinted = _by_hint()
    wanted = set(unhinted)
    for hint, codes in hinted:
        if hint in lower:
            wanted.update(codes)
    with_symbols = _any_symbol().search(text) is not None
    if not wanted and not with_symbols:
        return ()
    found: list[PropertyMention] = []
    for code, prop in properties().items():
        if code in wanted and prop.pattern is not None:
            found.extend(
                PropertyMention(_codes(code, match.group()), match.start(), match.end(), match.group())
                for match in prop.pattern.finditer(text)
            )
        if with_symbols and prop.symbols is not None:
            found.extend(
                PropertyMention((code,), match.start(), match.end(), match.group())
                for match in prop.symbols.finditer(text)
            )
    found.sort(key=lambda mention: (mention.start, mention.start - mention.end))
    kept: list[PropertyMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end > kept[-1].end:
            # The names share words: the longer one holds; where each has words of its own, both may.
            if mention.start == kept[-1].start:
                kept[-1] = mention
            else:
                kept.append(mention)
    return tuple(kept)


def _codes(code: str, text: str) -> tuple[str, ...]:
    if code in ("discharge_capacity", "charge_capacity"):
        if _BOTH_WAYS_BACK.search(text):
            return ("discharge_capacity", "charge_capacity")
        if _BOTH_WAYS.search(text):
            return ("charge_capacity", "discharge_capacity")
    return (code,)
