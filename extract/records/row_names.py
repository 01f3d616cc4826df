"""Names of rows that their first column does not tell apart: what other columns and the headings add to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...ingest.document import Document, TableCell
from ..header_units import split_unit
from ..headers import Meaning, is_counter, is_ignored
from ..tables import cell_text

Row = Sequence[TableCell | None]
# `Rs (Ω)` over `As-deposited` and `Annealed`: the same sample in two states, which is two samples.
_STATE = re.compile(
    r"(?<![\w-])(?:(?:non|un|heat|acid|as|pre|post)-?)?"
    r"(?:anneal|treat|sinter|calcin|deposit|prepar|receiv|cast|wash|coat|dop|mill|press|hydrat|dri|oxidi[sz]|reduc|irradiat)ed$|(?<![\w-])as-(?:cast|spun|grown|is)$"
    r"|^(?:before|after) (?:the )?(?:heat[- ])?"
    r"(?:anneal|treat|sinter|calcin|coat|wash|mill|press|dry|stor|immers|expos)\w*$",
    re.IGNORECASE,
)

_WHEN = re.compile(r"before |after ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """What tells a row and its values apart from others of the table.

    ``heading`` is that of its part of the table, ``groups`` how many different headings its columns have, ``apart`` the
    words that its name needs besides, ``states`` those of the columns.
    """

    heading: str
    groups: int
    apart: str
    states: Mapping[int, str]


def told_apart(document: Document, rows: Sequence[Row], columns: Sequence[Meaning], labels: Sequence[int]) -> list[str]:
    """For each row the words that tell it from others of the same name under the same conditions; "" where none need.

    They are those of another column of names or else of what was set, both before the values.
    """
    first = next((i for i, column in enumerate(columns) if column.role == "property"), len(columns))
    set_ = [i for i, c in enumerate(columns[:first]) if c.role == "none" and c.header and not _says_nothing(c)]
    others = [*labels[1:], *set_]
    words = [""] * len(rows)
    texts = [[cell_text(document, cell) for cell in row] for row in rows]
    letters = [i for i in range(1, first) if _VARIABLE.fullmatch(columns[i].header.strip())]
    if labels == [0] and letters and _VARIABLE.fullmatch(columns[0].header.strip()):  # `x` and `y` of one formula
        return [", ".join(f"{columns[i].header.strip()} = {row[i]}" for i in letters if row[i]) for row in texts]
    if not labels or not others:
        return words
    conditions = [i for i, column in enumerate(columns) if column.role == "condition"]
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, row in enumerate(texts):
        if row[labels[0]]:
            groups.setdefault((row[labels[0]], *(row[i] for i in conditions)), []).append(place)
    for places in groups.values():
        for index in others if len(places) > 1 else ():
            told = [texts[place][index] for place in places]
            if all(told) and len(set(told)) == len(places):
                for place, text in zip(places, told, strict=True):
                    words[place] = _with_unit(text, columns[index])
                break
    return words


def _says_nothing(column: Meaning) -> bool:
    return is_ignored(column.header) or is_counter(column.header) or not _WORD.search(split_unit(column.header)[0])


_VARIABLE = re.compile("[xyzδ]")
_WORD = re.compile(r"[^\W\d_]{3}")


def _with_unit(text: str, column: Meaning) -> str:
    """A number that was set with what its heading says of it; words as they are."""
    if not re.fullmatch(r"[\d.,~≈±–/ -]+", text):
        return text
    words, unit, _ = split_unit(column.header)
    return f"{text} {unit.text}" if unit is not None else f"{words} = {text}"


def states_of(columns: Sequence[Meaning]) -> dict[int, str]:
    """The state (``annealed``) that the end of a heading gives to samples, where others of its kind say otherwise."""
    found: dict[int, str] = {}
    for index, column in enumerate(columns):
        match = _STATE.search(column.header.strip()) if column.role == "property" else None
        if match is not None and (match.start() or _WHEN.match(column.header)):
            found[index] = match.group().strip()
    kinds = {columns[index].code for index in found}
    alike = {code: [i for i, column in enumerate(columns) if column.code == code] for code in kinds}
    return {i: state for i, state in found.items() if len({columns[j].header for j in alike[columns[i].code]}) > 1}
