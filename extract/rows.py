"""Records as rows of a table: what exports, commands and data frames show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from .data import extract_vocabulary

if TYPE_CHECKING:
    import pandas

    from .extraction import Condition, Record

RECORD_COLUMNS = (
    "document",
    "doi",
    "year",
    "title",
    "id",
    "material",
    "composition",
    "sample",
    "cell",
    "property",
    "quantity_name",
    "qualifier",
    "value",
    "min",
    "max",
    "error",
    "unit",
    "basis",
    "normalised_value",
    "normalised_min",
    "normalised_max",
    "normalised_unit",
    "conditions",
    "own",
    "origin",
    "confidence",
    "evidence",
    "block",
    "start",
    "end",
)
# What stands before a number that is not exact, by qualifier.
SIGNS = {"approximate": "≈ ", "lower_bound": "> ", "upper_bound": "< "}
Row = tuple[str | float | int | bool | None, ...]


class Measured(Protocol):
    """What a record, or a group of them, says that was measured."""

    @property
    def quantity_name(self) -> str | None:
        """The paper's name for what is no listed property."""
        ...

    # Last: behind it `property` is this one.
    @property
    def property(self) -> str:
        """The code of the property."""
        ...


class Paper(Protocol):
    """What a row says of the paper that its record is from."""

    @property
    def id(self) -> str:
        """The document id."""
        ...

    @property
    def doi(self) -> str | None:
        """Its DOI."""
        ...

    @property
    def year(self) -> int | None:
        """The year of publication."""
        ...

    @property
    def title(self) -> str | None:
        """Its title."""
        ...


def record_row(header: Paper, record: Record) -> Row:
    """``record`` under ``RECORD_COLUMNS``; of several evidences the first, of conditions all in one text."""
    normalised = record.normalised
    evidence = record.evidence[0] if record.evidence else None
    return (
        header.id,
        header.doi,
        header.year,
        header.title,
        record.id,
        record.material.name,
        record.material.composition,
        record.sample,
        record.cell,
        record.property,
        record.quantity_name,
        record.qualifier,
        record.value,
        record.min,
        record.max,
        record.error,
        record.unit,
        record.basis,
        normalised.value if normalised else None,
        normalised.min if normalised else None,
        normalised.max if normalised else None,
        normalised.unit if normalised else None,
        conditions_text(record.conditions),
        record.own,
        record.origin,
        record.confidence,
        evidence.text if evidence else None,
        evidence.block if evidence else None,
        evidence.start if evidence else None,
        evidence.end if evidence else None,
    )


def conditions_text(conditions: dict[str, Condition]) -> str | None:
    """``temperature: 25 °C; rate: 0.1C``, or None where there are none."""
    return "; ".join(f"{key}: {condition.text}" for key, condition in conditions.items()) or None


def property_text(record: Measured) -> str:
    """The property as a table shows it: its code, of one outside the vocabulary with its name in the paper."""
    return record.property if record.quantity_name is None else f"{record.property}: {record.quantity_name}"


def property_words(record: Measured) -> str:
    """The property in words: that of the vocabulary, or the paper's name for one outside it."""
    return record.quantity_name or record.property.replace("_", " ")


def whose_text(record: Record) -> str:
    """Whose the value is and, unless it was measured, how it came about: ``own``, ``cited, calculated``, …"""
    if record.origin == "theoretical":
        return "theoretical"
    whose = "own" if record.own else "cited"
    return whose if record.origin == "measured" else f"{whose}, {record.origin}"


def origin_mark(record: Record) -> str:
    """What a table writes behind a value that was not measured: ``(theory)``, ``(calc.)``, or nothing."""
    term = extract_vocabulary("origins").get(record.origin)
    short = term.get("short") if term is not None else None
    return f" ({short})" if short else ""


def value_text(record: Record) -> str:
    """The value as a person writes it: ``≈ 150 ± 2 mAh g^-1``, ``2.5–4.2 V``."""
    sign = SIGNS.get(record.qualifier, "")
    if record.value is not None:
        number = f"{record.value:.6g}"
    elif record.min is not None and record.max is not None:
        number = f"{record.min:.6g}–{record.max:.6g}"
    else:
        number = ""
    error = f" ± {record.error:.6g}" if record.error is not None else ""
    return f"{sign}{number}{error} {record.unit}".strip()


def records_frame(records: Iterable[tuple[Paper, Record]]) -> pandas.DataFrame:
    """One row a record, under ``RECORD_COLUMNS``."""
    import pandas

    frame = pandas.DataFrame([record_row(header, record) for header, record in records], columns=list(RECORD_COLUMNS))
    numbers = [name for name in RECORD_COLUMNS if name.rpartition("_")[2] in ("value", "min", "max", "error")]
    return frame.astype(dict.fromkeys(numbers, "float64") | {"year": "Int64"})
