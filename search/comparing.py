"""Comparing: two materials side by side, property by property, with their spreads, conditions and sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..ingest.errors import QueryError
from .analysis import material_key
from .compiler import Compiler
from .family_names import family_named
from .found import FoundRecord, found_record
from .grouping import MAX_RECORDS, Spread, spread_of, value_of
from .index import Index
from .parser import parse
from .query import And, Field, Or, Query

EXAMPLES, CONDITIONS = 2, 3
_BETWEEN = re.compile(
    r"\s+(?:vs\.?|versus|(?:better|worse) than|(?:as )?compared (?:with|to)|in comparison (?:with|to))\s+",
    re.IGNORECASE,
)
_COMPARE = re.compile(r"\bcompar(?:e|ing|ison (?:of|between))\s+|\bdifferences? between\s+", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|with|to|or)\s+", re.IGNORECASE)
# What leads on to a third.
_MORE = re.compile(r"\s*,(?:\s*and)?\s+|\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
_LISTED = re.compile(r",\s*\Z")
_WORD = re.compile(r"[^\s,;?!]+")
# `SL-3`, `PVdF-SiO2`, `HPC700`: what a paper calls its samples, and no word of the language.
_LABEL = re.compile(r"(?=[^\s]*[A-Z])(?=[^\s]*(?:\d|[A-Za-z][-@/][A-Z]))[A-Za-z][\w@/.-]{1,30}")
# Names of more words than this are no names.
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Side(Spread):
    """What is reported of one material: the spread, the commonest conditions, and the best records."""

    conditions: tuple[str, ...]
    examples: tuple[FoundRecord, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One property of both materials; ``low`` and ``high`` are the ends that both sides' counts share."""

    property: str
    unit: str
    low: float
    high: float
    sides: tuple[Side | None, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Materials side by side; properties that all of them have come first, then those with most records."""

    materials: tuple[str, ...]
    rest: str
    rows: tuple[Row, ...]


def asked_contrast(text: str) -> tuple[tuple[str, str], str] | None:
    """The two materials that ``text`` asks to be compared, and what else it says; None where it asks for none.

    ``NMC811 vs NCA capacity``, ``compare LFP and LiMn2O4 at 1C``, ``garnet vs NASICON``. A name of several words or of
    small letters must be a known material or family. Raises QueryError, with the position, where both are one or there
    is a third.
    """
    split = _BETWEEN.search(text)
    lead = _COMPARE.search(text)
    if split is None and lead is not None:
        split = _AND.search(text, lead.end())
    if split is None:
        return None
    start = lead.end() if lead is not None and lead.end() <= split.start() else 0
    before = [match.span() for match in _WORD.finditer(text, start, split.start())]
    first = _name(text, [before[-count:] for count in range(_LONGEST, 0, -1) if len(before) >= count])
    second = _first_name(text, split.end())
    if first is None or second is None:
        return None
    more = _MORE.match(text, second[1]) or (_AND.match(text, second[1]) if lead is not None else None)
    third = _first_name(text, more.end()) if more is not None else None
    listed = lead is not None and _LISTED.search(text, start, first[0])
    if third is not None or (listed and _first_name(text, start) is not None):
        place = third[0] if third is not None else start
        raise QueryError("two materials stand side by side, there is a third: ask for them two by two", place)
    pair = (text[slice(*first)], text[slice(*second)])
    check_pair(pair, second[0])
    left = text[: lead.start()] + " " + text[start : first[0]] if lead is not None else text[: first[0]]
    rest = " ".join(f"{left} {text[second[1] :]}".split())
    return pair, rest.strip(" ,;?!")


def check_pair(pair: tuple[str, str], position: int = 0) -> None:
    """Raise QueryError where one of the materials to be compared has no name, or both are one."""
    first, second = pair
    for which, name in (("first", first), ("second", second)):
        if not name.strip(' "'):
            raise QueryError(f"the {which} of the two materials to be compared is empty", position)
    if _meant(first) == _meant(second):
        raise QueryError(f"{first} and {second} are one material: there is nothing to compare", position)


def _meant(name: str) -> str:
    return family_named(name) or material_key(name) or name.strip().lower()


def _first_name(text: str, start: int) -> tuple[int, int] | None:
    """The name of a material or family with which ``text`` goes on at ``start``."""
    words = [match.span() for match in islice(_WORD.finditer(text, start), _LONGEST)]
    return _name(text, [words[:count] for count in range(len(words), 0, -1)])


def _name(text: str, runs: Sequence[Sequence[tuple[int, int]]]) -> tuple[int, int] | None:
    """The longest of ``runs`` of words that names a material or a family; of one word, a label will do."""
    for run in runs:
        start, end = run[0][0], run[-1][1]
        name = text[start:end].rstrip(".:")
        known = material_key(name) is not None or family_named(name) is not None
        if known or (len(run) == 1 and _LABEL.fullmatch(name)):
            return start, start + len(name)
    return None


def of_any(materials: Sequence[str], rest: str) -> Query:
    """The question ``rest`` for records of any of ``materials``. Raises QueryError with the position in ``rest``."""
    names = {"material": [each for each in materials if family_named(each) is None]}
    names["family"] = [code for each in materials if (code := family_named(each)) is not None]
    fields = tuple(Field(field, tuple(values)) for field, values in names.items() if values)
    asked = fields[0] if len(fields) == 1 else Or(fields)
    query = parse(rest)
    parts = query.root.parts if isinstance(query.root, And) else (query.root,)
    root = And((asked, *parts)) if parts else asked
    return replace(query, root=root, reading=f"{root} sort:{query.order}" if query.order else str(root))


def contrast(index: Index, materials: Sequence[str], rest: str = "") -> Contrast:
    """``materials`` side by side, of what ``rest`` asks for (all properties where it is empty).

    Raises QueryError where ``rest`` cannot be read.
    """
    found: list[dict[tuple[str, str], list[tuple[float, FoundRecord]]]] = []
    for material in materials:
        by_property: dict[tuple[str, str], list[tuple[float, FoundRecord]]] = {}
        plan = Compiler(index, theory=False).records(of_any((material,), rest).root)
        for record in (found_record(hit, mark=False) for hit in index.search(plan, limit=MAX_RECORDS).hits):
            value = value_of(record)
            if value is not None and record.normalised is not None and record.property != "other":
                by_property.setdefault((record.property, record.normalised.unit), []).append((value, record))
        found.append(by_property)
    keys = {key for by_property in found for key in by_property}
    order = sorted(
        keys, key=lambda key: (-sum(key in each for each in found), -sum(len(e.get(key, ())) for e in found), key)
    )
    return Contrast(tuple(materials), rest, tuple(_row(key, [each.get(key, []) for each in found]) for key in order))


def _row(key: tuple[str, str], sides: Sequence[list[tuple[float, FoundRecord]]]) -> Row:
    values = [value for side in sides for value, _ in side]
    ends = (min(values), max(values))
    return Row(*key, *ends, tuple(_side(side, ends) for side in sides))


def _side(side: list[tuple[float, FoundRecord]], ends: tuple[float, float]) -> Side | None:
    if not side:
        return None
    papers = {record.paper.doi or record.paper.id for _, record in side if record.paper is not None}
    spread = spread_of([value for value, _ in side], len(papers), ends)
    conditions = Counter(
        f"{name.replace('_', ' ')} {condition.text}"
        for _, record in side
        for name, condition in record.conditions.items()
    )
    shown = tuple(f"{text} ({n})" for text, n in conditions.most_common(CONDITIONS))
    return Side(
        spread.records, spread.papers, spread.min, spread.median, spread.max, spread.counts,
        shown, tuple(record for _, record in side[:EXAMPLES]),
    )  # fmt: skip
