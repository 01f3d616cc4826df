"""Columns that only the caption names: headed by conditions, by a state of the cell or by the names of samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .column_contents import condition_key, is_condition, is_fresh
from .header_properties import code_in_caption, property_code
from .header_units import phrases_with_units, unit_of_caption
from .headers import Meaning
from .properties import OTHER, find_properties
from .unnamed_columns import is_measured


def name_conditions(meanings: list[Meaning], caption: str) -> None:
    """Columns headed by nothing but conditions, beside others: what the caption gives its unit for."""
    unit, factor = unit_of_caption(caption)
    untold = [index for index in _of_conditions(meanings) if meanings[index].role == "none"]
    if unit is None or unit.dimension is None or len(untold) < 2:
        return
    code = code_in_caption(caption, unit.dimension)
    for index in untold if code is not None else ():
        header = meanings[index].header
        meanings[index] = Meaning("property", code or "", unit.text, factor, header, header)


def name_by_caption(meanings: list[Meaning], caption: str, first: list[str]) -> None:
    """Tables whose caption names property and unit, with conditions (rates, temperatures) as columns or as rows."""
    unit, factor = unit_of_caption(caption)
    if unit is None or unit.dimension is None:
        return
    code = code_in_caption(caption, unit.dimension)
    if code is None and any(is_measured(words, unit.dimension) for words, _, _ in phrases_with_units(caption)):
        code = OTHER
    if code is None:
        return
    conditions = _of_conditions(meanings)
    if len(conditions) < 2:
        # Conditions as rows: then the columns are samples.
        rows = [text for text in first if text]
        as_rows = rows and sum(is_condition(text) for text in rows) >= 0.8 * len(rows)
        told = as_rows or meanings[0].role == "condition"
        if not told and not _are_plain_columns(meanings[1:]):
            return
        conditions = list(range(1, len(meanings)))
        if told:
            meanings[0] = replace(meanings[0], role="condition", code=meanings[0].code or condition_key(rows))
    for index in conditions:
        meaning = meanings[index]
        header = meaning.header
        if meaning.role in ("none", "label", "condition") and header:
            of_column = property_code(find_properties(meaning.told), unit.dimension) if meaning.told else None
            group = header.rpartition(" ")[0] if of_column else header  # `VE` below `N117`
            meanings[index] = Meaning(
                "property", of_column or code, unit.text, factor, header, group, told=meaning.told
            )


def _of_conditions(meanings: Sequence[Meaning]) -> list[int]:
    """The columns headed by nothing but a condition, and the fresh state beside some that were cycled."""
    cycled = any(is_condition(meaning.header) and "cycle" in meaning.header for meaning in meanings)
    return [
        index
        for index, meaning in enumerate(meanings)
        if is_condition(meaning.header) or (cycled and is_fresh(meaning.header))
    ]


def _are_plain_columns(meanings: Sequence[Meaning]) -> bool:
    """Whether all that is left are columns of bare numbers under names (samples, species)."""
    return len(meanings) > 1 and all(
        meaning.role == "none" and meaning.unit is None and len(meaning.header) < 30 for meaning in meanings
    )
