"""Query: what a question asks for, as a tree. The parser makes it, the plan reads it, people are shown it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Literal

Subject = Literal["property", "condition", "step", "year", "confidence"]


@dataclass(frozen=True, slots=True)
class Word:
    """A free word. Two words are equal when their texts are."""

    text: str
    kind: Literal["word"] = field(default="word", init=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side."""

    text: str
    kind: Literal["phrase"] = field(default="phrase", init=False)

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Field:
    """A field (``material``, ``chemistry``, ``section``, …) that must hold one of ``values``."""

    name: str
    values: tuple[str, ...]
    kind: Literal["field"] = field(default="field", init=False)

    def __str__(self) -> str:
        return f"{self.name}:" + ",".join(f'"{value}"' if " " in value else value for value in self.values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A number that must lie between ``low`` and ``high``, both in the canonical ``unit``; None leaves a side open.

    ``subject`` says what is compared: a property (``codes`` are property codes), a condition of a measurement (one
    condition key), a step of a recipe (operation types, and whether temperature or time), the year or the confidence.
    ``dimension`` is the code of the unit vocabulary, None for plain numbers. ``whole`` asks that all of a window lie
    between the two; of a window compared otherwise its upper end counts. ``conditions`` bind to the same record.
    """

    name: str
    subject: Subject
    codes: tuple[str, ...]
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    dimension: str | None = None
    whole: bool = False
    conditions: tuple[Comparison, ...] = ()
    kind: Literal["comparison"] = field(default="comparison", init=False)

    def allows(self, low: float, high: float) -> bool:
        """Whether an interval (a value has ``low == high``) reaches into the one asked for."""
        return not (
            (self.low is not None and (high < self.low or (self.low_open and high == self.low)))
            or (self.high is not None and (low > self.high or (self.high_open and low == self.high)))
        )

    def __str__(self) -> str:
        name = self.name.replace(" ", "_")
        unit = f" {self.unit}" if self.unit else ""
        low = -inf if self.low is None else self.low
        high = inf if self.high is None else self.high
        if low > -inf and high < inf:
            shown = f"{name}:{low:.6g}..{high:.6g}{unit}"
        elif low > -inf:
            shown = f"{name}{'>' if self.low_open else '>='}{low:.6g}{unit}"
        elif low == -inf and high == inf:
            shown = f"{name}:*"
        else:
            shown = f"{name}{'<' if self.high_open else '<='}{high:.6g}{unit}"
        return shown + (" at " + ", ".join(map(str, self.conditions)) if self.conditions else "")


@dataclass(frozen=True, slots=True)
class And:
    """Every part must hold. Without parts it holds for everything."""

    parts: tuple[Node, ...]
    kind: Literal["and"] = field(default="and", init=False)

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts) or "(everything)"


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part must hold."""

    parts: tuple[Node, ...]
    kind: Literal["or"] = field(default="or", init=False)

    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, And) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: Node
    kind: Literal["not"] = field(default="not", init=False)

    def __str__(self) -> str:
        return f"NOT ({self.part})" if isinstance(self.part, And | Or) else f"NOT {self.part}"


Node = Word | Phrase | Field | Comparison | And | Or | Not


def leaves(node: Node) -> Iterator[Word | Phrase | Field | Comparison]:
    """The leaves of ``node`` that are not negated, left to right."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif not isinstance(node, Not):
        yield node


def words_from(parts: Sequence[Node], place: int, most: int) -> list[Word]:
    """The free words that stand side by side from ``place`` on, ``most`` at most."""
    found: list[Word] = []
    for part in parts[place : place + most]:
        if not isinstance(part, Word):
            break
        found.append(part)
    return found


@dataclass(frozen=True, slots=True)
class Query:
    """A question: its text as asked, what was read out of it, and that as one line (``reading``).

    ``order`` is the order that the question itself asks for (``value``, ``-year``, …), empty where it asks for none.
    """

    text: str
    root: Node
    reading: str
    order: str = ""
    notes: tuple[str, ...] = ()
