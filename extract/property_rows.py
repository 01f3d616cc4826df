"""Tables whose rows are properties and whose units stand in a column of their own: parameters, data sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .column_contents import BLANK
from .headers import Meaning, meaning_of
from .units import unit_of

_UNITS = re.compile(r"(?:si )?units?|dimensions?|\[(?:unit|-)\]", re.IGNORECASE)
_NAMES = re.compile(
    r"\b(?:description|parameter|property|properties|quantity|name|definition|meaning)\b", re.IGNORECASE
)
_SOURCES = re.compile(r"\b(?:source|ref(?:erence)?s?|comment|remarks?|note|origin|method)\b\.?", re.IGNORECASE)
_OWN = re.compile(r"\b(?:measured|this work|present work|fit(?:ted)?|determined|experiment\w*|own)\b", re.IGNORECASE)
_TAKEN = re.compile(r"\b(?:assumed|estimated|literature|adopted|adjusted|guess\w*|typical|taken)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PropertyRows:
    """Where such a table keeps what: the column of names (and of symbols), of units, of values, of sources."""

    names: int
    symbols: int | None
    units: int
    values: tuple[int, ...]
    sources: int | None


def find_property_rows(head: Sequence[str], body: Sequence[Sequence[str]]) -> PropertyRows | None:
    """The layout of the table with the column headings ``head``, or None where it has no column of units."""
    columns = range(len(head))
    units = next((c for c in columns if c and _is_unit_column(head[c], [row[c] for row in body])), None)
    if units is None:
        return None
    texts = [c for c in columns if c != units and _words(body, c) >= 0.6 * len(body)]
    sources = next((c for c in texts if c > 1 and _SOURCES.search(head[c])), None)
    if sources is None:
        sources = next((c for c in columns if c != units and c > 1 and _SOURCES.fullmatch(head[c].strip())), None)
    named = [c for c in texts if c != sources and c < (sources or len(head))]
    values = tuple(c for c in columns if c not in (units, sources) and _numbers(body, c) >= 0.5 * len(body))
    if not named or not values:
        return None
    names = next((c for c in named if _NAMES.search(head[c])), max(named, key=lambda c: _length(body, c)))
    symbols = next((c for c in named if c != names), None)
    return PropertyRows(names, symbols, units, tuple(c for c in values if c not in named), sources)


def row_meaning(layout: PropertyRows, row: Sequence[str], cited: bool, caption: str) -> Meaning:
    """What a row of such a table measures; ``cited`` says that its source is a reference."""
    unit = row[layout.units].strip().strip("[]()")
    suffix = f" ({unit})" if unit_of(unit) is not None else ""
    values = [row[column] for column in layout.values]
    meaning = meaning_of([row[layout.names] + suffix], caption, values)
    if meaning.role != "property" and layout.symbols is not None:
        meaning = meaning_of([row[layout.symbols] + suffix], caption, values)
        meaning = replace(meaning, header=f"{row[layout.names]} {meaning.header}")
    if layout.sources is None:
        return meaning
    source = row[layout.sources]
    own = not cited and not _TAKEN.search(source) and (_OWN.search(source) is not None or not re.search(r"\w", source))
    return replace(meaning, own=own)


def _is_unit_column(head: str, cells: Sequence[str]) -> bool:
    filled = [cell.strip().strip("[]()") for cell in cells if not BLANK.match(cell)]
    known = sum(unit_of(cell) is not None for cell in filled)
    if _UNITS.fullmatch(head.strip()):
        return known * 2 >= len(filled)
    return len(filled) >= 2 and known >= 0.8 * len(filled) and not any(re.search(r"\d\d|^\d", c) for c in filled)


def _words(body: Sequence[Sequence[str]], column: int) -> int:
    return sum(re.match(r"\W*[^\W\d]", row[column]) is not None for row in body)


def _numbers(body: Sequence[Sequence[str]], column: int) -> int:
    return sum(re.match(r"[~≈<>≤≥−–-]?\s?\d", row[column]) is not None for row in body)


def _length(body: Sequence[Sequence[str]], column: int) -> int:
    return sum(len(row[column]) for row in body)
