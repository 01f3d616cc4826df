"""Plan: a Query in the few operations that every index knows. Compiled once, run by any of them.

Score of a plan: a Token scores BM25 times its boost; All, Any and AtLeast sum the parts that fit; Filter, OneOf, Among,
Named, Bound and Never score nothing, Every scores one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """Entries whose text or keyword ``field`` has ``token``."""

    field: str
    token: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """Entries whose text ``field`` has ``tokens`` (two or more) side by side."""

    field: str
    tokens: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Bound:
    """Entries whose number ``field`` lies between ``low`` and ``high``; None leaves a side open."""

    field: str
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False

    def allows(self, value: float) -> bool:
        """Whether ``value`` lies between the two."""
        return not (
            (self.low is not None and (value < self.low or (self.low_open and value == self.low)))
            or (self.high is not None and (value > self.high or (self.high_open and value == self.high)))
        )


@dataclass(frozen=True, slots=True)
class OneOf:
    """Entries whose keyword ``field`` has one of ``values``."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Among:
    """Entries whose join ``field`` has one of ``keys`` (see ``join_key``)."""

    field: str
    keys: frozenset[int]


@dataclass(frozen=True, slots=True)
class Named:
    """The entries with these ids."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class All:
    """Entries that fit every part."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Entries that fit at least one part; without parts, none."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Entries that fit at least ``count`` of the parts; scores the sum of those that fit."""

    count: int
    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Never:
    """Entries that do not fit the part."""

    part: Plan


@dataclass(frozen=True, slots=True)
class Filter:
    """Entries that fit the part, without score."""

    part: Plan


@dataclass(frozen=True, slots=True)
class Every:
    """All entries, with score one."""


Plan = Token | Tokens | Bound | OneOf | Among | Named | All | Any | AtLeast | Never | Filter | Every


def all_of(parts: Iterable[Plan]) -> Plan:
    """Every part must fit; one part stands for itself."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else All(found) if found else Every()


def any_of(parts: Iterable[Plan]) -> Plan:
    """One part must fit; one part stands for itself."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Any(found)
