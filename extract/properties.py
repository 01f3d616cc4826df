"""Properties named in text: where a sentence or a table header speaks of capacity, conductivity, thickness …"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from .data import extract_vocabulary
from .hints import Hinted, in_small_letters

OTHER = "other"
# A property with more names than these is looked for by the few of them that a text's hints allow.
_MANY = 8
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
    """A term of the property vocabulary; ``names`` and ``symbols`` are patterns, compiled when a text may hold them."""

    code: str
    unit: str
    dimensions: frozenset[str]
    strong: frozenset[str]
    conditions: frozenset[str]
    hints: tuple[str, ...]
    names: tuple[str, ...]
    symbols: tuple[str, ...]
    broader: str | None


class _Names:
    """Names of a property that one of ``hints`` announces; a pattern for each case of letters, compiled when needed."""

    def __init__(self, names: tuple[str, ...], hints: frozenset[str]) -> None:
        self.hints = hints
        joined = "|".join(f"(?:{name})" for name in names).replace("[ -]", " ")
        joined = _LOOK_BEHIND.sub(lambda match: match.group().replace(" ", r"[\s\-]"), joined)
        joined = joined.replace(" ", _SEPARATOR)
        # An optional separator around a slash may be absent altogether.
        joined = joined.replace(f"{_SEPARATOR}?/", r"\s?/").replace(f"/{_SEPARATOR}?", r"/\s?")
        self._pattern = rf"(?<![A-Za-z0-9])(?:{joined})(?![A-Za-z])"

    @cached_property
    def small(self) -> re.Pattern[str]:
        """For a text in small letters."""
        return re.compile(in_small_letters(self._pattern))

    @cached_property
    def either(self) -> re.Pattern[str]:
        """For a text with letters of either case."""
        return re.compile(self._pattern, re.IGNORECASE)


@cache
def _names(code: str) -> tuple[_Names, ...]:
    """The names of ``code``, in groups that are looked for together.

    Of the many names of *other* few may stand in a sentence, and the rest need not be tried at each of its letters.
    """
    prop = properties()[code]
    if not prop.names:
        return ()
    if len(prop.names) <= _MANY:
        return (_Names(prop.names, frozenset()),)
    return tuple(_Names((name,), hints_in(name, prop.hints)) for name in prop.names)


def _leftmost(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """What one pattern of all these alternatives would find: the leftmost, of two at one place that of the first."""
    ahead = [match for pattern in patterns if (match := pattern.search(text)) is not None]
    while ahead:
        first = min(ahead, key=re.Match.start)
        yield first
        ahead = [
            later
            for match in ahead
            if (later := match if match.start() >= first.end() else match.re.search(text, first.end())) is not None
        ]


def hints_in(name: str, hints: tuple[str, ...]) -> frozenset[str]:
    """Those of ``hints`` that the pattern ``name`` spells; where it spells any, one of them stands in each match."""
    spelt = (name, name.replace(" ?", " "), name.replace(" ?", ""))
    return frozenset(hint for hint in hints if any(hint in each for each in spelt))


@cache
def _symbols(names: tuple[str, ...]) -> re.Pattern[str]:
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
            term.strings("names"),
            term.strings("symbols"),
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
def _any_symbol() -> Hinted:
    """What any symbol matches: most sentences have none, and need not be searched for each."""
    symbols = tuple(symbol for prop in properties().values() for symbol in prop.symbols)
    return Hinted(_symbols(symbols or ("(?!)",)).pattern)


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
    wanted: dict[str, set[str]] = {code: set() for code in unhinted}
    for hint, codes in hinted:
        if hint in lower:
            for code in codes:
                wanted.setdefault(code, set()).add(hint)
    with_symbols = _any_symbol().search(text) is not None
    if not wanted and not with_symbols:
        return ()
    found: list[PropertyMention] = []
    small = len(lower) == len(text)  # a rare capital is longer as a small letter
    for code, prop in properties().items():
        if code in wanted:
            held = [names for names in _names(code) if not names.hints or not names.hints.isdisjoint(wanted[code])]
            patterns = [names.small if small else names.either for names in held]
            for match in _leftmost(patterns, lower if small else text):
                name = text[match.start() : match.end()]
                found.append(PropertyMention(_codes(code, name), match.start(), match.end(), name))
        if with_symbols and prop.symbols:
            found.extend(
                PropertyMention((code,), match.start(), match.end(), match.group())
                for match in _symbols(prop.symbols).finditer(text)
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
