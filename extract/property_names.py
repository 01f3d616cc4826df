"""Names of properties as mentions: the whole name and nothing but the name, *current density* included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .hints import Hinted, has_any
from .properties import find_properties

# Words that praise or place a value, and are no part of its property's name.
_LEADING = re.compile(
    r"(?:(?:initial|long(?:[- ]term)?|ultra-?long|stable|good|excellent|prolonged|superior|enhanced|high|low|maximum"
    r"|minimum|flat|main|primary|simulated|large|overall|the|practical)[ -])+(?=\S)",
    re.IGNORECASE,
)
# Words before a name that belong to it, though the vocabulary need not know them.
_BEFORE = re.compile(
    r"(?:\b(?:specific|nominal|average|mean|surface|gravimetric|volumetric|areal|polari[sz]ation|hydraulic|local"
    r"|electronic and|ionic and|(?:Li|Na|K|Mg|Zn)\^?\d?\+|lithium|sodium)\s){1,2}$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"[ -](?:spectr\w+|responses?|analys[ie]s|plots?|data|measurements?|profiles?|curves?|limits?|tests?|ranges?"
    r"|windows?|cut-?offs?|performance)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"initial (?:coulombic|reversible )?\s?efficienc|initial coulombic", re.IGNORECASE)
_SIZE = re.compile(r"size|diameter|length|dimension|radi|\bD|PSD", re.IGNORECASE)
_SETTING = Hinted(
    r"\b(?:(?:areal|local|applied|specific|high|low) )?current densit(?:y|ies)\b|\bvoltages?(?= of\b)"
    r"|\b(?:cell|energy|power) efficienc(?:y|ies)\b",
    flags=re.IGNORECASE,
)

_HINTS = ("urrent densit", "oltage", "fficienc")


@dataclass(frozen=True, slots=True)
class PropertyName:
    """A property named at ``[start, end)`` of a text; ``code`` is None for what is set rather than measured."""

    start: int
    end: int
    code: str | None


def find_property_names(text: str) -> Iterator[PropertyName]:
    """The names of properties in ``text`` (a sentence), in its order."""
    found: list[PropertyName] = []
    for mention in find_properties(text):
        if mention.code == "particle_size" and not _SIZE.search(mention.text):
            continue  # particles are things
        if mention.text.endswith(" ") or mention.text.casefold() == "thick" or _NOT_AFTER.match(text, mention.end):
            continue
        start = mention.start
        if not _WHOLE.match(mention.text):
            leading = _LEADING.match(mention.text)
            start += leading.end() if leading is not None else 0
        before = _BEFORE.search(text, max(0, start - 30), start) if start == mention.start else None
        found.append(PropertyName(before.start() if before is not None else start, mention.end, mention.code))
    for match in _SETTING.finditer(text) if has_any(text, _HINTS) else ():
        if not any(name.start < match.end() and match.start() < name.end for name in found):
            leading = _LEADING.match(match.group())
            begin = match.start() + (leading.end() if leading is not None else 0)
            found.append(PropertyName(begin, match.end(), None))
    yield from sorted(found, key=lambda name: name.start)
